"""Which events of a story a question for events means."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from devrev_sessions.timeline.clock import offset_ms
from devrev_sessions.timeline.events import Event, Kind
from devrev_sessions.timeline.story import Story

_REFERENCE: Final = re.compile(r"\[?(?:[rR](\d{1,4}))?#(\d{1,9})\]?")
AROUND_MS: Final = 30_000
"""Half of the window that `around` opens in a summary: with the minute in it stands what led to a moment."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter on events: a window in time, kinds, a text, or the surroundings of one moment. Empty: no filter."""

    start: str = ""
    end: str = ""
    around: str = ""
    kinds: frozenset[Kind] = frozenset()
    search: str = ""


def reference(text: str) -> tuple[int | None, int] | None:
    """The recording's number, if it is named, and the event's in `r2#14`, `#14`; None when it is no reference."""
    found = _REFERENCE.fullmatch(text.strip())
    return (int(found[1]) if found[1] else None, int(found[2])) if found else None


def locate(story: Story, around: str) -> int:
    """The index of the event that `around`, a reference or an offset, names.

    Raises LookupError when there is no such event, ValueError when it is neither.
    """
    found = reference(around)
    if found is None:
        at_ms = offset_ms(around, story.duration_ms)
        index = bisect_left(story.events, at_ms, key=_time)
        if index and (
            index == len(story.events) or at_ms - story.events[index - 1].at_ms < story.events[index].at_ms - at_ms
        ):
            index -= 1
        if not story.events:
            raise LookupError
        return index
    part, n = found
    number = part - 1 if part and story.numbered else 0
    index = next((i for i, event in enumerate(story.events) if event.n == n and event.part == number), None)
    if index is None:
        raise LookupError
    return index


def window(story: Story, wanted: Wanted) -> tuple[int, int]:
    """First index and the one after the last that lie within `start` and `end`.

    Raises ValueError when one of them is no offset.
    """
    duration_ms = story.duration_ms
    first, stop = 0, len(story.events)
    if wanted.start:
        first = bisect_left(story.events, offset_ms(wanted.start, duration_ms), key=_time)
    if wanted.end:
        stop = bisect_left(story.events, offset_ms(wanted.end, duration_ms) + 1, key=_time)
    return first, max(first, stop)


def matching(story: Story, wanted: Wanted) -> Sequence[int]:
    """The indexes within the window that have one of the kinds and the text."""
    first, stop = window(story, wanted)
    if not wanted.kinds and not wanted.search:
        return range(first, stop)
    needle = wanted.search.lower()
    raw_needle = needle.encode("utf-8", "replace")
    return [
        index
        for index in range(first, stop)
        if (not wanted.kinds or story.events[index].kind in wanted.kinds)
        and (not needle or _mentions(story.events[index], needle, raw_needle))
    ]


def _mentions(event: Event, needle: str, raw_needle: bytes) -> bool:
    return any(
        needle in text.lower() for text in (event.name, event.target, event.screen, event.note, event.action)
    ) or any(raw_needle in bytes(raw).lower() for raw in (event.properties, event.request, event.response) if raw)


def _time(event: Event) -> int:
    return event.at_ms
