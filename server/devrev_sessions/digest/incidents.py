"""What went wrong: each failure once, however often it came."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from devrev_sessions.digest.frozen import frozen_stretches
from devrev_sessions.digest.rage import unreported_rage
from devrev_sessions.digest.thresholds import ANR_MS, CONTINUES_MS, PREVIOUS_RUN_MS, VERY_SLOW_REQUEST_MS
from devrev_sessions.digest.walk import Scan
from devrev_sessions.timeline.events import ACTIONS, NOTHING, AppText, Event, Kind
from devrev_sessions.timeline.properties import Properties, read_properties
from devrev_sessions.timeline.recording import Recording
from devrev_sessions.timeline.story import Story
from devrev_sessions.timeline.trace import Trace, read_trace

IncidentKind = Literal[
    "crash", "anr", "frozen", "exception", "failed_request", "error", "rage_tap", "dead_tap", "console_error",
    "slow_request",
]  # fmt: skip
SEVERITY: Final[Mapping[IncidentKind, float]] = {
    "crash": 10,
    "anr": 9,
    "frozen": 8,
    "exception": 7,
    "failed_request": 6,
    "error": 5,
    "rage_tap": 4,
    "slow_request": 3.5,
    "dead_tap": 3,
    "console_error": 2,
}
"""Worst first: the app is gone, does not answer, broke, could not do what was asked, annoyed, let wait."""

LESSER_FAILURE: Final = 2.5
"""Between an unanswered tap and a console error."""
MISSING: Final = 1
"""A request that found nothing to show, of which a page may have dozens."""
PASSED: Final[Mapping[IncidentKind, float]] = {"exception": 3.5, "failed_request": 1.5}
"""By how much what a person got over, or did not mind, is less bad: an exception falls behind a rage tap."""
THROWN: Final = 4.5
"""A console error with a stack, which is how browsers tell an exception: worse than a rage tap."""
NOT_FOUND: Final = frozenset({404, 410})

_BY_KIND: Final[Mapping[Kind, IncidentKind]] = {
    Kind.ANR: "anr",
    Kind.EXCEPTION: "exception",
    Kind.ERROR: "error",
    Kind.RAGE_TAP: "rage_tap",
    Kind.DEAD_TAP: "dead_tap",
}
_VARYING: Final = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F-]{20,}|[0-9a-fA-F]{12,}|\d{2,}")
"""Ids and counters inside names: two names that differ only there are one."""
TRACE_KEYS: Final = ("stacktrace", "stack_trace", "stackTrace", "stack", "trace", "backtrace", "exception", "error")
LOOKED_AT: Final = 200
"""Events on either side of a failure in which a person's actions show to which run it belongs."""
BROKEN: Final = frozenset({Kind.ANR, Kind.EXCEPTION, Kind.ERROR})
MESSAGE_KEYS: Final = ("message", "reason", "localizedDescription", "description")
"""Properties in which apps put the trace and the message of a handled exception."""

Reaction = Literal["retried", "raged", "went back", "left", "restarted", "session ended", "went on"]
Ending = Literal["recovered", "worked around", "abandoned", "blocked", "killed", "went on"]


@dataclass(frozen=True, slots=True)
class Incident:
    """One thing that went wrong. Indexes are positions in the story's events.

    `indexes` are its occurrences; `before` leads to the first, `after` follows the last. `settled` is the later
    success of a request that had failed. `reactions` say what the person did, each with the event that shows it.
    """

    kind: IncidentKind
    part: int
    indexes: tuple[int, ...]
    name: AppText = NOTHING
    trace: Trace | None = None
    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    settled: int | None = None
    reactions: tuple[tuple[Reaction, int | None], ...] = ()
    ending: Ending | None = None
    reported: bool = True
    logged_only: bool = False
    """Known from the crash log alone: its only event is the last one before it."""
    previous_run: bool = False


def find_incidents(story: Story, walk: Scan) -> tuple[Incident, ...]:
    """Every incident, worst first, without chains."""
    logged = list(_from_logs(story, walk))
    taken = {index for incident in logged if not incident.logged_only for index in incident.indexes}
    on_web = story.platform == "web"
    # A browser's SDK reports rage by itself, and a dead click is not answered by design: neither is guessed there.
    frozen = [] if on_web else list(_frozen(walk))
    raged = [] if on_web else list(_raged(walk))
    return by_gravity(walk, [*logged, *frozen, *raged, *_from_events(story, walk, taken), *_from_requests(walk)])


def by_gravity(walk: Scan, incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """The worst first; of two that are as bad the one that came more often, then the earlier one."""
    return tuple(
        sorted(incidents, key=lambda each: (-_gravity(walk, each), -len(each.indexes), each.indexes[:1] or (-1,)))
    )


def is_only_missing(walk: Scan, incident: Incident) -> bool:
    """Whether a request found nothing to show, again and again or once, while nobody asked for anything to be done."""
    if incident.kind != "failed_request":
        return False
    statuses = {walk.exchanges[index].status for index in incident.indexes}
    return statuses <= NOT_FOUND and (incident.name.upper().startswith("GET") or len(incident.indexes) == 1)


def _gravity(walk: Scan, incident: Incident) -> float:
    """Its severity; a failed request that soon worked, or that only missed something to show, is a lesser one."""
    if incident.previous_run:
        return LESSER_FAILURE
    if incident.kind == "failed_request":
        masked = walk.exchanges[incident.indexes[0]].masked
        if incident.settled is not None and len(incident.indexes) == 1 and not masked:
            return LESSER_FAILURE
        if is_only_missing(walk, incident):
            return MISSING
    severity = THROWN if incident.kind == "console_error" and incident.trace else SEVERITY[incident.kind]
    return severity - (PASSED.get(incident.kind, 0) if incident.ending in {"recovered", "went on"} else 0)


def _from_logs(story: Story, walk: Scan) -> Iterator[Incident]:
    for number, part in enumerate(story.parts):
        log = part.recording.crash_log if part.recording else None
        if part.recording is None or log is None or not (log.crashed or log.froze):
            continue
        trace = read_trace(log.text) if log.text else None
        kind: IncidentKind = "crash" if log.crashed else "anr"
        mark = _mark(story, walk, number, trace, crashed=log.crashed)
        end = walk.ends.get(number)
        yield Incident(
            kind,
            number,
            (mark,) if mark is not None else () if end is None else (end,),
            name=trace.exception if trace else NOTHING,
            trace=trace,
            logged_only=mark is None,
            previous_run=_of_previous_run(story, walk, number, mark),
        )


def _mark(story: Story, walk: Scan, part: int, trace: Trace | None, *, crashed: bool) -> int | None:
    """The event that tells of what the log tells; an exception that the app outlived is not the one that ended it."""
    for index in reversed(walk.places.get(Kind.EXCEPTION if crashed else Kind.ANR, ())):
        event = walk.events[index]
        if event.part != part or (crashed and not _same_exception(event, trace)):
            continue
        if crashed and _outlived(walk, index) and not _at_start(story, walk, index):
            return None
        return index
    return None


def _outlived(walk: Scan, index: int) -> bool:
    event = walk.events[index]
    return any(
        later.part == event.part and later.kind in ACTIONS and later.at_ms - event.at_ms > CONTINUES_MS
        for later in walk.events[index + 1 : index + LOOKED_AT]
    )


def _of_previous_run(story: Story, walk: Scan, part: int, mark: int | None) -> bool:
    """Whether the log was left by the run before: it came at once, and nobody had done anything yet."""
    recording = story.parts[part].recording
    if recording is None or not recording.events:
        return False
    neighbours = (story.parts[other].recording for other in (part - 1, part + 1) if 0 <= other < len(story.parts))
    if mark is None and any(each is not None and each.crash_log and _hardly_began(each) for each in neighbours):
        # Launch after launch with a log of its own: each run ended by itself.
        return False
    if mark is not None:
        return _at_start(story, walk, mark)
    return _hardly_began(recording)


def _hardly_began(recording: Recording) -> bool:
    quick = recording.duration_ms <= PREVIOUS_RUN_MS
    return quick and not any(event.kind in ACTIONS for event in recording.events)


def _at_start(story: Story, walk: Scan, index: int) -> bool:
    """Whether a failure stands before its recording, or in its first moments with all that is done coming later."""
    event = walk.events[index]
    at_ms = event.at_ms - story.parts[event.part].begins_ms
    if not event.timed or at_ms < 0:
        return event.timed
    own = [each for each in walk.events[max(0, index - LOOKED_AT) : index + LOOKED_AT] if each.part == event.part]
    acted = any(each.kind in ACTIONS and each.n < event.n for each in own)
    goes_on = any(each.kind in ACTIONS and each.n > event.n for each in own)
    soon_ms = ANR_MS if event.kind is Kind.ANR else PREVIOUS_RUN_MS
    return at_ms <= soon_ms and not acted and (goes_on or event.kind is Kind.ANR)


def _same_exception(event: Event, trace: Trace | None) -> bool:
    return trace is not None and bool(trace.exception) and event.name.split(".")[-1] == trace.exception.split(".")[-1]


def _frozen(walk: Scan) -> Iterator[Incident]:
    for stretch in frozen_stretches(walk):
        yield Incident("frozen", walk.events[stretch[0]].part, stretch, reported=False)


def _raged(walk: Scan) -> Iterator[Incident]:
    for run in unreported_rage(walk):
        first = walk.events[run[0]]
        yield Incident("rage_tap", first.part, run[:1], first.target, reported=False)


def _from_events(story: Story, walk: Scan, taken: set[int]) -> Iterator[Incident]:
    found = {kind: walk.places[kind] for kind in _BY_KIND if kind in walk.places}
    errors = [i for i in walk.places.get(Kind.CONSOLE, ()) if walk.events[i].action.lower() == "error"]
    for kind, indexes in (*found.items(), (Kind.CONSOLE, errors)):
        groups: dict[tuple[str, ...], list[int]] = {}
        for index in indexes:
            if index not in taken:
                groups.setdefault(_likeness(walk, index), []).append(index)
        for group in groups.values():
            first = walk.events[group[0]]
            trace = _own_trace(first)
            before = kind in BROKEN and (_before_recording(first) or kind is Kind.ANR)
            yield Incident(
                _BY_KIND.get(kind, "console_error"),
                first.part,
                tuple(group),
                first.name or first.target,
                trace=trace,
                previous_run=before and len(group) == 1 and _at_start(story, walk, group[0]),
            )


def _before_recording(event: Event) -> bool:
    """An offset below zero, which only the first recording of a story can have."""
    return event.timed and event.at_ms < 0


def _likeness(walk: Scan, index: int) -> tuple[str, ...]:
    event = walk.events[index]
    if event.kind in {Kind.RAGE_TAP, Kind.DEAD_TAP}:
        return event.target, event.screen
    before = "before" if _before_recording(event) else ""
    first = event.name.lstrip().split("\n", 1)[0]
    return likeness_of(AppText(first)), event.note if event.kind is Kind.EXCEPTION else "", before


@lru_cache(maxsize=4096)
def likeness_of(name: str) -> str:
    """A name without the ids and counters in it."""
    return _VARYING.sub("#", name[:300])


def _own_trace(event: Event) -> Trace | None:
    if event.kind is Kind.CONSOLE:
        return read_trace(event.name) if "\n" in event.name else None
    if event.kind not in {Kind.EXCEPTION, Kind.ERROR, Kind.ANR}:
        return None
    found = read_properties(event.properties)
    text = _first_text(found, TRACE_KEYS)
    message = _first_text(found, MESSAGE_KEYS)
    if not text and not message:
        return None
    trace = read_trace(AppText(text))
    return replace(trace, exception=trace.exception or event.name, message=trace.message or AppText(message))


def _first_text(found: Properties, keys: tuple[str, ...]) -> str:
    return next((value for key in keys if isinstance(value := found.get(key), str) and value), "")


def _from_requests(walk: Scan) -> Iterator[Incident]:
    failing = set(walk.failed)
    failed = _by_likeness(walk, walk.failed)
    worked: dict[str, list[int]] = {}
    for name, indexes in walk.requests.items():
        if (likeness := likeness_of(name)) in failed:
            worked.setdefault(likeness, []).extend(i for i in indexes if i not in failing)
    for likeness, group in failed.items():
        # Of names that differ in an id, only the very one that failed last can be said to have worked later.
        name = walk.events[group[-1]].name
        later = sorted(index for index in worked.get(likeness, []) if walk.events[index].name == name)
        position = bisect_right(later, group[-1])
        first = walk.events[group[0]]
        yield Incident(
            "failed_request",
            first.part,
            tuple(group),
            first.name,
            settled=later[position] if position < len(later) else None,
            reported=not walk.exchanges[group[0]].masked,
        )
    slow = [i for i in walk.slow if (walk.exchanges[i].took_ms or 0) >= VERY_SLOW_REQUEST_MS]
    for group in _by_likeness(walk, slow).values():
        first = walk.events[group[0]]
        yield Incident("slow_request", first.part, tuple(group), first.name, reported=False)


def _by_likeness(walk: Scan, indexes: list[int]) -> Mapping[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for index in indexes:
        groups.setdefault(likeness_of(walk.events[index].name), []).append(index)
    return groups
