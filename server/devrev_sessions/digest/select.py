"""Which events of a story a question for events means."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from devrev_sessions.digest.search import finder
from devrev_sessions.timeline.clock import offset_ms
from devrev_sessions.timeline.events import Event, Kind
from devrev_sessions.timeline.story import Story

_REFERENCE: Final = re.compile(r"\[?(?:~?-?[\d:.]{1,12} )?(?:[rR](\d{1,4}))?#(\d{1,9})\]?")
"""`#14`, `r2#14`, or the whole stamp of a line, `[3:41.2 #14]`."""
AROUND_MS: Final = 30_000
"""Half of the window that `around` opens in a summary: with the minute in it stands what led to a moment."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter on events: a window in time, kinds, a text, or the surroundings of one moment. Empty: no filter.

    `start` and `end` are offsets or references, and what they name is in the window.
    """

    start: str = ""
    end: str = ""
    around: str = ""
    kinds: frozenset[Kind] = frozenset()
    search: str = ""
    seen: Callable[[Event], bool] | None = None
    """Whether the text stands in what is shown of an event: what is hidden must not be found by guessing."""


def reference(text: str) -> tuple[int | None, int] | None:
    """The recording's number, if it is named, and the event's in `r2#14`, `#14`; None when it is no reference."""
    found = _REFERENCE.fullmatch(text.strip())
    return (int(found[1]) if found[1] else None, int(found[2])) if found else None


def is_moment(text: str) -> bool:
    """Whether `text` has the form of a reference or an offset."""
    if reference(text):
        return True
    try:
        offset_ms(text, 0)
    except ValueError:
        return False
    return True


def locate(story: Story, around: str) -> int:
    """The index of the event that `around`, a reference or an offset, names; the nearest one to an offset.

    Raises LookupError when there is no such event, ValueError when it is neither.
    """
    found = reference(around)
    if found:
        return _referred(story, *found)
    at_ms = offset_ms(around, story.duration_ms)
    if not story.events:
        raise LookupError
    index = bisect_left(story.events, at_ms, key=_time)
    if index and (
        index == len(story.events) or at_ms - story.events[index - 1].at_ms < story.events[index].at_ms - at_ms
    ):
        index -= 1
    return index


def _referred(story: Story, part: int | None, n: int) -> int:
    """In the story of a whole session each recording counts from 1, and only one of several must be named."""
    if story.numbered and part is None:
        raise LookupError
    number = part - 1 if part is not None and story.whole else 0
    index = next((i for i, event in enumerate(story.events) if event.n == n and event.part == number), None)
    if index is None:
        raise LookupError
    return index


def window(story: Story, wanted: Wanted) -> tuple[int, int]:
    """First index and the one after the last that lie from `start` to `end`, both of them included.

    Raises ValueError when one of them is neither offset nor reference, LookupError when it refers to no event.
    """
    first, stop = 0, len(story.events)
    if wanted.start:
        first = _edge(story, wanted.start, after=0)
    if wanted.end:
        stop = _edge(story, wanted.end, after=1)
    return first, max(first, stop)


def _edge(story: Story, text: str, *, after: int) -> int:
    if reference(text):
        return locate(story, text) + after
    return bisect_left(story.events, offset_ms(text, story.duration_ms) + after, key=_time)


def matching(story: Story, wanted: Wanted) -> Sequence[int]:
    """The indexes within the window that have one of the kinds and the text.

    Raises what `window` raises.
    """
    first, stop = window(story, wanted)
    if not wanted.kinds and not wanted.search:
        return range(first, stop)
    mentions = finder(wanted.search) if wanted.search else None
    return [
        index
        for index in range(first, stop)
        if (not wanted.kinds or story.events[index].kind in wanted.kinds)
        and (mentions is None or mentions(story.events[index]))
        and (wanted.seen is None or wanted.seen(story.events[index]))
    ]


def _time(event: Event) -> int:
    return event.at_ms
