"""Plain answers to requests: a status, a duration, and nothing beside them that could be a complaint.

An app sends thousands of them, all spelled alike. So the spelling is learned from the first, and the rest cost one
decoding into its two fields each; whatever is spelled otherwise or holds more is left to a full reading.
"""

from collections.abc import Callable
from typing import Final, cast

import msgspec

from devrev_sessions.timeline.events import NO_JSON
from devrev_sessions.timeline.properties import UNREADABLE

SKIPPED: Final = frozenset({"", "began", "ended"})
"""Roles that change nothing once status and duration are known; the empty one is that of every other name."""
PATIENCE: Final = 32
"""Strange answers for one that is learned: a spelling costs about as much as so many readings, and may be the last."""
MOST_NAMES: Final = 32
"""Names that one spelling holds; an app that uses its names as values would fill it without end."""


class PlainAnswer(msgspec.Struct, gc=False, kw_only=True):
    """The two fields that tell, each of the types in which they tell it plainly."""

    status: int | str
    took_ms: int | float


Decode = Callable[[msgspec.Raw], PlainAnswer]
_NAMES: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])


class PlainAnswers:
    """Reads plain answers in the spelling seen last. `role` says what a name stands for."""

    def __init__(self, role: Callable[[str], str]) -> None:
        self._role = role
        self._named = "status", "duration_ms"
        self._beside: tuple[str, ...] = ()
        self._strange = 0
        self.decode: Decode = _decoder(*self._named, self._beside)
        """A plain answer in the spelling seen last; raises one of UNREADABLE for every other."""

    def read(self, raw: msgspec.Raw) -> PlainAnswer | None:
        """The plain answer in any spelling; None when it holds something else, or cannot be read."""
        try:
            fields = _NAMES.decode(raw)
            named = self._spelling(fields)
            if named is None:
                return None
            status, took = named
            answer = msgspec.convert(
                {"status": msgspec.json.decode(fields[status]), "took_ms": msgspec.json.decode(fields[took])},
                PlainAnswer,
            )
        except UNREADABLE:
            return None
        self._learn(named, tuple(name for name in fields if name not in named))
        return answer

    def _spelling(self, names: dict[str, msgspec.Raw]) -> tuple[str, str] | None:
        """The names of status and duration, where there is one of each and every other name stands for nothing."""
        status = took = None
        for name in names:
            role = self._role(name)
            if role == "status" and status is None:
                status = name
            elif role == "took" and took is None:
                took = name
            elif role not in SKIPPED:
                return None
        return (status, took) if status is not None and took is not None else None

    def _learn(self, named: tuple[str, str], beside: tuple[str, ...]) -> None:
        self._strange += 1
        if self._strange % PATIENCE != 1:
            return
        if named == self._named:
            beside = tuple(dict.fromkeys((*beside, *self._beside)))[:MOST_NAMES]
        try:
            self.decode = _decoder(*named, beside)
        except ValueError:
            return  # a name with quotes, backslashes or control characters can be no field's
        self._named, self._beside = named, beside


def _decoder(status: str, took: str, beside: tuple[str, ...]) -> Decode:
    told = [
        ("status", int | str, msgspec.field(name=status)),
        ("took_ms", int | float, msgspec.field(name=took)),
    ]
    skipped = [(f"beside_{n}", msgspec.Raw, msgspec.field(default=NO_JSON, name=name)) for n, name in enumerate(beside)]
    spelled = msgspec.defstruct(
        "SpelledAnswer", [*told, *skipped], bases=(PlainAnswer,), kw_only=True, gc=False, forbid_unknown_fields=True
    )
    return msgspec.json.Decoder(cast("type[PlainAnswer]", spelled)).decode
