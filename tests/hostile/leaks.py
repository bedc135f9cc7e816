"""Whether a planted secret, or enough of one to be of use, stands in something that leaves."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from planted_secrets import Secret

RUN: Final = 8
"""So many characters of a secret, one after the other, are too many."""
DIGITS: Final = 12
"""Of a card: the last four may be seen, and the first six are the bank's."""
GAPS: Final = re.compile(r"[ .\-]+")
SPACED: Final = frozenset({"card", "iban", "phone", "ssn"})
"""Written in groups by some and without by others: both are looked for without gaps too."""


class Watched:
    """The secrets of one recording, cut into the runs that must not be seen."""

    def __init__(self, planted: Iterable[Secret]) -> None:
        self._written = [(piece, secret) for secret in planted for piece in secret.parts]
        self._joined = [
            (GAPS.sub("", piece).lstrip("+"), secret) for piece, secret in self._written if secret.shape in SPACED
        ]

    def leaks(self, text: str) -> Iterator[str]:
        """What of the secrets stands in `text`, each secret once."""
        seen: set[str] = set()
        for pieces, told in ((self._written, text), (self._joined, GAPS.sub("", text) if self._joined else "")):
            for piece, secret in pieces:
                place = _first_run(piece, told, DIGITS if secret.shape == "card" else RUN)
                if place >= 0 and secret.value not in seen:
                    seen.add(secret.value)
                    around = told[max(0, place - 70) : place + 50]
                    yield f"{secret.shape} {secret.written!r} shows in ...{around!r}..."


def _first_run(piece: str, text: str, length: int) -> int:
    """Where a run of that many characters of `piece` stands in `text`, -1 without one."""
    # Every such run holds one of the shorter runs that begin at each fourth character: most texts have none of those.
    if not any(piece[place : place + length - 3] in text for place in range(0, len(piece) - length + 4, 4)):
        return -1
    found = (text.find(piece[place : place + length]) for place in range(len(piece) - length + 1))
    return next((place for place in found if place >= 0), -1)
