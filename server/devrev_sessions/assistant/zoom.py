"""Which part of a story a call means, and what is said when there is no such part."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from devrev_sessions.assistant.arguments import Arguments, RecordingArguments
from devrev_sessions.digest.select import AROUND_MS, Wanted, locate, reference, window
from devrev_sessions.errors import InvalidArguments
from devrev_sessions.text.filters import edge
from devrev_sessions.text.seeing import seen_in
from devrev_sessions.text.timeline import Window
from devrev_sessions.timeline.clock import clock, offset_ms
from devrev_sessions.timeline.events import Event
from devrev_sessions.timeline.story import Story

GRACE_MS: Final = 5_000
"""How far beside a recording `around` may lie: a crash, or a clock rounded up, stands just after the last event."""
SHOWN_RANGES: Final = 6


@dataclass(frozen=True, slots=True)
class Moment:
    """What one argument names: a time, and the event when it is a reference."""

    field: str
    given: str
    shown: str
    at_ms: int
    index: int | None

    def before(self, other: "Moment") -> bool:
        """By place where both are events, else by time."""
        if self.index is not None and other.index is not None:
            return self.index < other.index
        return self.at_ms < other.at_ms


def wanted_of(story: Story, arguments: Arguments) -> Wanted:
    """The filter that the arguments make.

    Raises InvalidArguments when they name a moment or a window that the story does not have.
    """
    wanted = Wanted(start=arguments.start or "", end=arguments.end or "", around=arguments.around or "")
    if isinstance(arguments, RecordingArguments):
        kinds, search = frozenset(arguments.kinds or ()), arguments.search or ""
        wanted = Wanted(wanted.start, wanted.end, wanted.around, kinds, search, seen_in(search))
    if not story.events:
        return Wanted(kinds=wanted.kinds, search=wanted.search, seen=wanted.seen)
    start, end, around = (
        moment(story, field, given) if given else None
        for field, given in (("start", wanted.start), ("end", wanted.end), ("around", wanted.around))
    )
    if start and end and end.before(start):
        raise InvalidArguments(
            f"The argument start is {{value}}, which lies after end: {start.shown} is later than {end.shown}.",
            "Give the earlier moment as start and the later one as end, or leave one of them out.",
            value=start.given,
            field="start",
        )
    if around and ((start and around.before(start)) or (end and end.before(around))):
        raise InvalidArguments(
            f"The argument around is {{value}} ({around.shown}), which lies outside the window of start and end.",
            "Leave around out to see the window, or start and end to see the surroundings of the moment.",
            value=around.given,
            field="around",
        )
    return wanted


def told_window(story: Story, wanted: Wanted) -> Window | None:
    """The part of the story that a summary's timeline is narrowed to; None when it is not.

    With `around` it is what of the window is near that moment.
    """
    if not (wanted.start or wanted.end or wanted.around):
        return None
    first, stop = window(story, wanted)
    if wanted.around and first < stop:
        middle = min(max(locate(story, wanted.around), first), stop - 1)
        at_ms = story.events[middle].at_ms
        first = max(first, bisect_left(story.events, at_ms - AROUND_MS, key=_time))
        stop = min(stop, bisect_left(story.events, at_ms + AROUND_MS + 1, key=_time))
    return Window(first, stop)


def position(story: Story, wanted: Wanted, matches: Sequence[int], limit: int) -> int:
    """Where a first page begins: at the beginning, or so that what is asked for stands in its middle."""
    if not wanted.around:
        return 0
    middle = locate(story, wanted.around)
    place = next((place for place, index in enumerate(matches) if index >= middle), len(matches))
    return max(0, min(place - limit // 2, len(matches) - limit))


def _time(event: Event) -> int:
    return event.at_ms


def moment(story: Story, field: str, given: str) -> Moment:
    """What an argument names in a story that has events. Raises InvalidArguments when there is no such moment."""
    if reference(given):
        index = _referred(story, field, given)
        at_ms = story.events[index].at_ms
        return Moment(field, given, f"{edge(story, given)} at {clock(at_ms, tenths=True)}", at_ms, index)
    at_ms = offset_ms(given, story.duration_ms)
    grace_ms = GRACE_MS if field == "around" else 0
    earliest_ms = min(0, story.events[0].at_ms) - grace_ms
    too_late = field != "end" and at_ms > story.duration_ms + grace_ms
    too_early = field != "start" and at_ms < earliest_ms
    if too_late or too_early:
        length = clock(story.duration_ms, tenths=True)
        raise InvalidArguments(
            f"The argument {field} is {{value}}, but the {_noun(story)} is {length} long.",
            f"Use an offset from 0:00 to {clock(story.duration_ms)}, or a reference: {_ranges(story)}.",
            value=given,
            field=field,
        )
    return Moment(field, given, clock(at_ms, tenths=True), at_ms, None)


def _referred(story: Story, field: str, given: str) -> int:
    try:
        return locate(story, given)
    except LookupError:
        pass
    part, n = reference(given) or (None, 0)
    having = [event.part + 1 for event in story.events if event.n == n]
    if story.numbered and part is None and having:
        choices = [f"r{number}#{n}" for number in sorted(having)[:SHOWN_RANGES]]
        raise InvalidArguments(
            f"The argument {field} is {{value}}, which does not say which of the session's recordings it means.",
            f"Write {' or '.join(choices)}.",
            value=given,
            field=field,
        )
    raise InvalidArguments(
        f"The argument {field} is {{value}}, but the {_noun(story)} has no such event.",
        f"Use a reference ({_ranges(story, part)}), or an offset such as {clock(story.duration_ms // 2)}.",
        value=given,
        field=field,
    )


def _noun(story: Story) -> str:
    if story.numbered:
        return "session"
    return "tab" if story.recordings and story.recordings[0].medium == "web" else "recording"


def _ranges(story: Story, part: int | None = None) -> str:
    """`#1 to #257`, or that of each recording; only that of `part` where it has events."""
    spans: dict[int, tuple[int, int]] = {}
    for event in story.events:
        low, high = spans.get(event.part, (event.n, event.n))
        spans[event.part] = (min(low, event.n), max(high, event.n))
    if not story.numbered:
        return "".join(f"#{low} to #{high}" for low, high in spans.values())
    if part is not None and part - 1 in spans:
        spans = {part - 1: spans[part - 1]}
    told = [f"r{number + 1}#{low} to r{number + 1}#{high}" for number, (low, high) in sorted(spans.items())]
    return ", ".join(told[:SHOWN_RANGES]) + (f" and so on to r{max(spans) + 1}" if len(told) > SHOWN_RANGES else "")
