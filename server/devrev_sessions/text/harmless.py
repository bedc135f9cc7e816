"""Foreign text made harmless to a reader's screen and a model's eye; what it must not say is `redaction`'s matter."""

import re
import unicodedata
from itertools import accumulate
from typing import Final

LINE_MARK: Final = " / "
CUT_MARK: Final = "..."

_TERMINAL: Final = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,60}[ -/]{0,10}[@-~]"
    r"|[\x1b\x9d\x90](?:\]|P|X|\^|_)?[^\x07\x1b\x9c]{0,2000}(?:\x07|\x1b\\|\x9c)|\x1b(?:[78c=>]|[ -/][0-~])?|.\x08",
    re.DOTALL,
)
"""Commands with an end of their own, and the short ones in use: any other letter may begin a secret, and stays."""
_BREAKS: Final = re.compile(r"[ \t]*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+[ \t]*")
_HIDDEN_LETTERS: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0f\U00016fe4\U0001d159\U0001d173-\U0001d17a\U000e0100-\U000e01ef]"
)
"""Letters and marks that are drawn as nothing, though their category does not say so."""
_BLOB: Final = re.compile(r"[A-Za-z0-9+/=_-]{48,}")
"""A run that long with digits in it is an opaque value: 48 is above UUIDs and most class names."""
_TRACE: Final = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
"""What leads from a request to its trace (W3C Trace Context)."""
# What compilers and engines call a function without a name is searched for as it is written.
_MARKUP: Final = re.compile(r"\]\(|!\[|<(?!(?:init|clinit|lambda|anonymous|computed)>)(?=[A-Za-z!/?|<])|~{3,}")


def visible(text: str) -> str:
    """`text` with halves of letters, commands to terminals and invisible characters gone, on one line."""
    if text.isascii() and text.isprintable():
        return text
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = _TERMINAL.sub("", text)
    text = _BREAKS.sub(LINE_MARK, text).replace("\t", " ")
    text = _HIDDEN_LETTERS.sub("", text)
    if text.isprintable():
        return text
    return "".join(c for c in text if c.isprintable() or unicodedata.category(c) == "Zs")


def without_markup(text: str) -> str:
    """`text` with opaque values shortened and what a renderer would take for markup broken by a space."""
    # One backtick here and one some lines further on make code of all between them, headings of ours among it.
    return _MARKUP.sub(_broken, _BLOB.sub(_shortened, text).replace("`", "'")).strip()


def cut(text: str, limit: int, *, more: bool = False) -> str:
    """At most `limit` columns of `text`; what is not ASCII counts twice, as it does on a screen and in tokens.

    `more` says that there was more of it already.
    """
    if text.isascii():
        end = limit
    else:
        columns = accumulate(1 if c.isascii() else 2 for c in text)
        end = next((place for place, column in enumerate(columns) if column > limit), len(text))
    if len(text) <= end and not more:
        return text
    return text[: max(0, end - len(CUT_MARK))].rstrip() + CUT_MARK


def _broken(found: re.Match[str]) -> str:
    return "< " if found[0] == "<" else " ".join(found[0][:3])


def _shortened(found: re.Match[str]) -> str:
    """An opaque value by its first letters and its length; a long run without digits is a word."""
    run = found[0]
    whole = _TRACE.fullmatch(run) or not any(c.isdigit() for c in run)
    return run if whole else f"{run[:8]}..({len(run)})"
