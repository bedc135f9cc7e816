"""Looking for a text in events without decoding what they carry."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from devrev_sessions.timeline.events import Event

# What stands in properties is JSON, and often JSON in a text of JSON: each of these characters may be escaped there,
# behind as many backslashes as it is nested deep. Android's encoders also escape what HTML knows, others all letters
# beyond ASCII.
_SHORT: Final = {'"': '"', "\\": "\\", "/": "/", "\n": "n", "\r": "r", "\t": "t", "\b": "b", "\f": "f"}
_ESCAPED: Final = frozenset(_SHORT) | frozenset("<>&='")
_BACKSLASHES: Final = rb"\\{1,15}"
_AMONG_DIGITS: Final = re.compile(rb"\\u[0-9a-f]{0,3}\Z")
"""What stands before a place among the digits of an escaped letter."""
MOST_LETTERS: Final = 4
"""Letters beyond ASCII that are looked for one by one before the whole is."""
_BETWEEN: Final = re.compile(r"[^A-Za-z0-9 _.:;,-]+")


def finder(text: str) -> Callable[[Event], bool]:
    """Whether an event has `text` in its names or in its properties at any depth, in whatever case and spelling."""
    needle = _folded(text)
    # What must stand there in one of few spellings tells fast where the pattern need not be tried.
    run = text if _plain(text) else max(_BETWEEN.split(text), key=len)
    letters = [character for character in dict.fromkeys(text) if not character.isascii()][:MOST_LETTERS]
    anchor = run.lower().encode()
    signs = [_signs(letter) for letter in letters]
    pattern = re.compile(b"".join(map(_spelled, text)))
    plain = _plain(text)

    def mentions(event: Event) -> bool:
        names = (event.name, event.target, event.screen, event.note, event.action)
        if any(needle in _folded(name) for name in names if name):
            return True
        for raw in (event.properties, event.request, event.response):
            if raw and anchor in (json := bytes(raw).lower()):
                there = all(any(sign in json for sign in of_letter) for of_letter in signs)
                if there and ((plain and b"\\u" not in json) or _stands(pattern, json)):
                    return True
        return False

    return mentions


def _stands(pattern: re.Pattern[bytes], json: bytes) -> bool:
    """Whether the pattern is there as text: the digits of escaped letters are none."""
    starts = (found.start() for found in pattern.finditer(json))
    return any(not _AMONG_DIGITS.search(json[max(0, at - 5) : at]) for at in starts)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return text.lower() if text.isascii() else text.casefold()


def _plain(text: str) -> bool:
    """Every encoder writes it as it is."""
    return text.isascii() and text.isprintable() and not _ESCAPED & set(text)


def _cases(character: str) -> list[str]:
    return sorted({character, character.lower(), character.upper(), character.casefold()})


def _signs(character: str) -> list[bytes]:
    """What a text in JSON has in it where `character` stands there in either case, as itself or escaped."""
    firsts = [case[0] for case in _cases(character)]
    return [sign for first in firsts for sign in (_utf8(first), b"u" + _units(first)[:4])]


def _spelled(character: str) -> bytes:
    """A pattern for one character in either case."""
    ways = [b"".join(map(_written, case)) for case in _cases(character)]
    return b"(?:" + b"|".join(dict.fromkeys(ways)) + b")"


def _written(character: str) -> bytes:
    """A pattern for one character in JSON whose ASCII is in lower case: as itself or escaped."""
    itself = re.escape(_utf8(character))
    if _plain(character):
        return itself
    units = _units(character)
    ways = [itself, b"".join(_BACKSLASHES + b"u" + units[at : at + 4] for at in range(0, len(units), 4))]
    if character in _SHORT:
        ways.append(_BACKSLASHES + re.escape(_SHORT[character].encode()))
    return b"(?:" + b"|".join(ways) + b")"


def _utf8(character: str) -> bytes:
    return character.encode("utf-8", "surrogatepass").lower()


def _units(character: str) -> bytes:
    return character.encode("utf-16-be", "surrogatepass").hex().encode()
