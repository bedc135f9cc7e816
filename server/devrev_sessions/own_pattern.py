"""A pattern that a team writes for what it hides besides: no text can make it run without end.

The `regex` library knows Python's expressions and, unlike `re`, a time limit, and lets other threads run meanwhile.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import regex

TEXT_SECONDS: Final = 0.05
"""For one text: what a sound pattern needs for the longest is a tenth of that."""
PROBE_SECONDS: Final = 0.5
PROBE_CHARACTERS: Final = 5_000
"""One character as often as that: a pattern that repeats what is itself repeated takes hours for it, others 50 ms."""
_ALWAYS_PROBED: Final = "aA0 "
MOST_PROBES: Final = 16


def checked_pattern(text: str) -> str:
    """`text`, when it is an expression that matches something and ends; raises ValueError with a reason otherwise."""
    pattern = _compiled(text)
    if pattern.search(""):
        raise ValueError("matches nothing at all too; it would hide between any two letters")
    ends = "".join(sorted({character for character in text if character.isprintable()}))
    for character in (_ALWAYS_PROBED + "".join(filter(str.isalnum, ends)))[:MOST_PROBES]:
        try:
            pattern.search(character * PROBE_CHARACTERS + "\0" + ends, timeout=PROBE_SECONDS)
        except TimeoutError:
            raise ValueError(
                "takes too long on a long text; repeat nothing that is itself repeated, as in (a+)+"
            ) from None
    return text


def places(pattern: str, text: str) -> list[tuple[int, int]]:
    """Where `pattern` matches; all of `text` where it does not end in time, since what it looks for may be in it."""
    try:
        return [found.span() for found in _compiled(pattern).finditer(text, timeout=TEXT_SECONDS, concurrent=True)]
    except TimeoutError:
        return [(0, len(text))]


@lru_cache
def _compiled(pattern: str) -> "regex.Pattern[str]":
    # Read by the first rule: most teams write none, and it is a tenth of the time in which the server starts.
    import regex  # noqa: PLC0415

    try:
        return regex.compile(pattern)
    except regex.error as error:
        raise ValueError(f"is not a regular expression of Python: {error}") from None
