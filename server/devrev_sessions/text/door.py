"""The door out: what an app or its user wrote is made harmless here and nowhere else.

In this order: surrogates repaired, terminal sequences dropped, invisible characters dropped, line breaks made visible,
secrets redacted, long blobs and the whole cut, markup broken, quoted. Redaction comes before cutting, or half a secret
would survive.

Which door it is - whose policy of redaction, whose tags - is set once around a call with `through`; without it the
standard policy holds, without tags.
"""

import json
import re
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Final, LiteralString, NewType, cast

from devrev_sessions.text.harmless import cut, visible, without_markup
from devrev_sessions.text.narrowed import UNSURE, beginning
from devrev_sessions.text.nested import hidden_within
from devrev_sessions.text.redaction.names import is_form
from devrev_sessions.text.redaction.redactor import Redactor

Clean = NewType("Clean", str)
"""A harmless string on one line: it may stand in data."""

Shown = NewType("Shown", str)
"""A harmless piece of our own text: app text in it stands between quotes."""

READ_PER_SHOWN: Final = 6
"""Characters cleaned for each that may be shown: enough for what cleaning removes, bounded for a megabyte of text."""
REMEMBERED: Final = 200
"""Texts up to this length are remembered: names come again on every line."""

_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9_/][\w./$~:-]{0,59}")
_PUNCTUATION: Final = str.maketrans("", "", ".,-()+")
_CODE_NAME: Final = re.compile(
    r"(?:[\w.$:()/@-]|~(?!~)|<(?:init|clinit|lambda|anonymous|computed)>|\[\w*\](?!\())+", re.ASCII
)
"""What names functions and files: no space, no quote, and no markup but the names compilers make."""


class Door:
    """A policy of redaction, and what went through under it lately."""

    def __init__(self, redactor: Redactor) -> None:
        self.redactor = redactor
        self.untagged = redactor.untagged()
        self._again = lru_cache(maxsize=8192)(self._clean)

    def echoing(self) -> "Door":
        """The door for what a caller gave, which must not be comparable with what is hidden."""
        return Door(self.untagged)

    def returning(self) -> "Door":
        """The door for what a caller gave to ask with and has back: also the address or number of a person."""
        return Door(self.untagged.with_contacts())

    def echo(self, text: str, limit: int) -> Clean:
        """`text` of a caller's, cleaned, without tags."""
        return Clean(cut(without_markup(self.untagged.shown(text)), limit))

    def clean(self, text: str, limit: int) -> Clean:
        """`text` without secrets, invisible and control characters, on one line, of at most `limit` characters."""
        return self._again(text, limit) if len(text) <= REMEMBERED else self._clean(text, limit)

    def _clean(self, text: str, limit: int) -> Clean:
        whole, window = len(text), limit * READ_PER_SHOWN + 4000
        text = self.redactor.shown(text[:window])
        if whole > window:
            text = text[:-UNSURE]
        return Clean(cut(without_markup(text), limit, more=whole > window))


_STANDARD: Final = Door(Redactor())
_DOOR: Final = ContextVar("door", default=_STANDARD)


@contextmanager
def through(door: Door) -> Generator[None]:
    """Whatever is shown inside goes through `door`."""
    token = _DOOR.set(door)
    try:
        yield
    finally:
        _DOOR.reset(token)


def clean(text: str, limit: int) -> Clean:
    """`text` without secrets, invisible and control characters, on one line, of at most `limit` characters."""
    return _DOOR.get().clean(text, limit)


def echoed(text: str, limit: int = 80) -> Shown:
    """What a caller gave, between double quotes, without a tag that could be compared with what is hidden."""
    return _between_quotes(_DOOR.get().echo(text, limit))


def redacted(text: str) -> str:
    """`text` as far as it may be known: visible, with tags."""
    return _DOOR.get().redactor.shown(text)


def readable(text: str) -> str:
    """`text` on one line without what is invisible, and not redacted yet."""
    return _DOOR.get().redactor.readable(text)


def plain(text: str) -> bool:
    """Whether nothing in `text` has to be hidden."""
    return _DOOR.get().redactor.redact(text) == text


def hides(name: str, value: object) -> bool:
    """Whether a property of this name is shown as a tag."""
    return _DOOR.get().redactor.instead(name, value) is not None


def plain_id(text: str) -> bool:
    """The same of an id, which is shown also where ids in texts are hidden: further calls need it."""
    return _DOOR.get().untagged.redact(text) == text


def quoted(text: str, limit: int = 80) -> Shown:
    """`text` cleaned and between double quotes, of which it keeps none itself."""
    return _between_quotes(clean(text, limit))


def _between_quotes(text: str) -> Shown:
    return Shown('"' + text.replace('"', "'") + '"')


def named(text: str, limit: int = 60) -> Shown:
    """A name that an app gave: bare where it is an identifier or a path, quoted where it could be anything."""
    cleaned = clean(text, limit)
    if cleaned == text and _IDENTIFIER.fullmatch(cleaned) and not _like_ours(text):
        return Shown(cleaned)
    return quoted(text, limit)


_OUR_WORDS: Final = re.compile(
    r"^(?:~?-?\d+:\d\d|x\d+$|(?:r\d+)?#\d)|reported|derived|\(\d+\)|\]\[|://|\bwww\.|^\(|javascript:"
)
"""What our own lines say in brackets, and what a renderer makes a link of: never bare where an app wrote it."""


def _like_ours(text: str) -> bool:
    return _OUR_WORDS.search(text) is not None


def few_words(text: str) -> Shown:
    """A device's or system's name: bare when it is a few short words, quoted when it could be anything."""
    words = text.split()
    short = len(words) <= 4 and all(len(word) <= 20 and word.translate(_PUNCTUATION).isalnum() for word in words)
    # More than two words are a name only with a number and capitals; others are a sentence, as is what ends like one.
    titled = any(map(str.isdigit, text)) and not any(word[0].islower() for word in words)
    short = short and not text.endswith((".", ",")) and (len(words) <= 2 or titled)
    bare = short and text.isascii() and clean(text, 60) == text and not _like_ours(text)
    return Shown(text) if bare else quoted(text, 60)


def code_name(text: str, limit: int = 100) -> Shown:
    """A class, function or place in code: bare where nothing in it could be read as more, else quoted."""
    if _CODE_NAME.fullmatch(text) and len(text) <= limit and plain(text) and not _like_ours(text):
        return Shown(text)
    return quoted(text, limit)


def valued(name: str, value: object, width: int, *, typed: bool = False, called: str = "") -> Shown:
    """The value of a property of this name: numbers and words of JSON bare, texts quoted, what is nested as JSON.

    A tag where the name tells that it must not leave, or what the properties beside it say that it is `called`; `typed`
    where it belongs to the event of a field.
    """
    redactor = _DOOR.get().redactor
    tag = redactor.instead(name, value, in_field=typed, called=called)
    if tag is not None:
        return Shown(tag)
    if isinstance(value, bool) or value is None:
        return Shown("null" if value is None else "true" if value else "false")
    if isinstance(value, dict | list):
        begun = beginning(cast("object", value), width * READ_PER_SHOWN + 4000)
        told = hidden_within(begun, redactor, under=name, typed=typed, form=is_form(name))
        text = json.dumps(told, ensure_ascii=False)
    else:
        text = str(value)
        if not redactor.shows(name):
            return Shown(clean(text, width)) if isinstance(value, int | float) else quoted(text, width)
    # What was redacted leaf by leaf, or is shown by the team's own word, is made harmless and no more.
    shown = cut(without_markup(visible(text[: width * READ_PER_SHOWN + 4000])), width)
    return Shown(shown) if isinstance(value, int | float) else _between_quotes(shown)


def redacted_value(value: object, *, typed: bool = False, called: str = "") -> object:
    """What came as JSON, as far as it may be known; `called` is what a value in it is called where it does not say."""
    return hidden_within(value, _DOOR.get().redactor, typed=typed, called=called)


def say(*parts: "LiteralString | Shown") -> Shown:
    """Our own words and what has passed the door, joined; the type checker refuses anything else."""
    return Shown("".join(parts))


def joined(separator: LiteralString, parts: "list[Shown]") -> Shown:
    """The parts with our own words between them."""
    return Shown(separator.join(parts))


def number(value: int) -> Shown:
    """A count with separators: `1,284`."""
    return Shown(f"{value:,}")


def plural(count: int, one: LiteralString, many: LiteralString = "") -> Shown:
    """`1 event`, `12 events`."""
    return say(number(count), " ", one if count == 1 else many or one + "s")


def ours(text: str) -> Shown:
    """A string made of our own words, clocks and numbers elsewhere in the pure rooms."""
    return Shown(text)
