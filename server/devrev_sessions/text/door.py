"""The door out: what an app or its user wrote is made harmless here and nowhere else.

In this order: surrogates repaired, terminal sequences dropped, invisible characters dropped, line breaks made visible,
secrets redacted, long blobs and the whole cut, markup broken, quoted. Redaction comes before cutting, or half a secret
would survive.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate
from typing import Final, LiteralString, NewType

from devrev_sessions.text.redaction import redacted

Clean = NewType("Clean", str)
"""A harmless string on one line: it may stand in data."""

Shown = NewType("Shown", str)
"""A harmless piece of our own text: app text in it stands between quotes."""

LINE_MARK: Final = " / "
CUT_MARK: Final = "..."
READ_PER_SHOWN: Final = 6
"""Characters cleaned for each that may be shown: enough for what cleaning removes, bounded for a megabyte of text."""
REMEMBERED: Final = 200
"""Texts up to this length are remembered: names come again on every line."""
UNSURE: Final = 400
"""Characters at the end of a text that was only read in part: a secret may have been cut in two there."""

_TERMINAL: Final = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,60}[ -/]{0,10}[@-~]"
    r"|[\x1b\x9d\x90](?:\]|P|X|\^|_)?[^\x07\x1b\x9c]{0,2000}(?:\x07|\x1b\\|\x9c)|\x1b.?|.\x08",
    re.DOTALL,
)
_BREAKS: Final = re.compile(r"[ \t]*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+[ \t]*")
_HIDDEN_LETTERS: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
"""Letters and marks that are drawn as nothing, though their category does not say so."""
_BLOB: Final = re.compile(r"[A-Za-z0-9+/=_-]{48,}")
"""A run that long with digits in it is an opaque value: 48 is above UUIDs and most class names."""
_MARKUP: Final = re.compile(r"(\]\(|!\[|<(?=[A-Za-z!/?]))|`{3,}|~{3,}")
_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9_/][\w./$~:-]{0,59}")

_PUNCTUATION: Final = str.maketrans("", "", ".,-()+")
_CODE_NAME: Final = re.compile(
    r"(?:[\w.$:()/@,-]|~(?!~)|<(?:init|clinit|lambda|anonymous|computed)>|\[\w*\](?!\())+", re.ASCII
)
"""What names functions and files: no space, no quote, and no markup but the names compilers make."""


def clean(text: str, limit: int) -> Clean:
    """`text` without secrets, invisible and control characters, on one line, of at most `limit` characters."""
    return _clean_again(text, limit) if len(text) <= REMEMBERED else _clean(text, limit)


def _clean(text: str, limit: int) -> Clean:
    whole, window = len(text), limit * READ_PER_SHOWN + 4000
    text = text[:window]
    if not (text.isascii() and text.isprintable()):
        text = _visible(text)
    text = redacted(text)
    if whole > window:
        text = text[:-UNSURE]
    text = _BLOB.sub(_shortened, text)
    text = _MARKUP.sub(_broken, text).strip()
    return Clean(_cut(text, limit, more=whole > window))


def _broken(found: re.Match[str]) -> str:
    """Markup with a space in it, which no renderer takes for markup any more."""
    return "< " if found[0] == "<" else " ".join(found[0][:3])


def _shortened(found: re.Match[str]) -> str:
    """An opaque value by its first letters and its length; a long run without digits is a word."""
    run = found[0]
    return f"{run[:8]}..({len(run)})" if any(c.isdigit() for c in run) else run


def _cut(text: str, limit: int, *, more: bool) -> str:
    """At most `limit` columns of `text`; what is not ASCII counts twice, as it does on a screen and in tokens."""
    if text.isascii():
        end = limit
    else:
        columns = accumulate(1 if c.isascii() else 2 for c in text)
        end = next((place for place, column in enumerate(columns) if column > limit), len(text))
    if len(text) <= end and not more:
        return text
    return text[: max(0, end - len(CUT_MARK))].rstrip() + CUT_MARK


_clean_again = lru_cache(maxsize=8192)(_clean)


def _visible(text: str) -> str:
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = _TERMINAL.sub("", text)
    text = _BREAKS.sub(LINE_MARK, text).replace("\t", " ")
    text = _HIDDEN_LETTERS.sub("", text)
    if text.isprintable():
        return text
    return "".join(c for c in text if c.isprintable() or unicodedata.category(c) == "Zs")


def quoted(text: str, limit: int = 80) -> Shown:
    """`text` cleaned and between double quotes, of which it keeps none itself."""
    return Shown('"' + clean(text, limit).replace('"', "'") + '"')


def named(text: str, limit: int = 60) -> Shown:
    """A name that an app gave: bare where it is an identifier or a path, quoted where it could be anything."""
    cleaned = clean(text, limit)
    if cleaned == text and _IDENTIFIER.fullmatch(cleaned):
        return Shown(cleaned)
    return quoted(text, limit)


def few_words(text: str) -> Shown:
    """A device's or system's name: bare when it is a few short words, quoted when it could be anything."""
    words = text.split()
    plain = len(words) <= 4 and all(len(word) <= 20 and word.translate(_PUNCTUATION).isalnum() for word in words)
    return Shown(text) if plain and text.isascii() and clean(text, 60) == text else quoted(text, 60)


def code_name(text: str, limit: int = 100) -> Shown:
    """A class, function or place in code: bare where nothing in it could be read as more, else quoted."""
    if _CODE_NAME.fullmatch(text) and len(text) <= limit and redacted(text) == text:
        return Shown(text)
    return quoted(text, limit)


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
