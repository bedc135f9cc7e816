"""What went wrong: each failure once, however often it came."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from devrev_sessions.digest.crashes import at_start, from_logs
from devrev_sessions.digest.frozen import frozen_stretches
from devrev_sessions.digest.incident import Incident, IncidentKind, by_gravity
from devrev_sessions.digest.rage import unreported_rage
from devrev_sessions.digest.requests import from_requests
from devrev_sessions.digest.thresholds import RAGE_REPORTED_MS
from devrev_sessions.digest.walk import Scan
from devrev_sessions.digest.words import likeness_of
from devrev_sessions.timeline.events import AppText, Event, Kind
from devrev_sessions.timeline.properties import Properties, read_properties
from devrev_sessions.timeline.story import Story
from devrev_sessions.timeline.trace import Trace, read_trace

_BY_KIND: Final[Mapping[Kind, IncidentKind]] = {
    Kind.ANR: "anr",
    Kind.EXCEPTION: "exception",
    Kind.ERROR: "error",
    Kind.RAGE_TAP: "rage_tap",
    Kind.DEAD_TAP: "dead_tap",
}
TRACE_KEYS: Final = ("stacktrace", "stack_trace", "stackTrace", "stack", "trace", "backtrace", "exception", "error")
MESSAGE_KEYS: Final = ("message", "reason", "localizedDescription", "description")
"""Properties in which apps put the trace and the message of a handled exception."""
BROKEN: Final = frozenset({Kind.ANR, Kind.EXCEPTION, Kind.ERROR})
TRACES_READ: Final = 400
"""Failures of one kind whose traces and messages are compared; beyond them names decide."""


def find_incidents(story: Story, walk: Scan) -> tuple[Incident, ...]:
    """Every incident, worst first, without chains."""
    logs = list(from_logs(story, walk))
    logged = _each_once(logs)
    on_web = story.platform == "web"
    # A browser's SDK reports rage by itself, and a dead click is not answered by design: neither is guessed there.
    frozen = [] if on_web else list(_frozen(walk))
    raged = [] if on_web else list(_raged(walk))
    taken = {index for incident in logs if not incident.logged_only for index in incident.indexes}
    return by_gravity(walk, [*logged, *frozen, *raged, *_from_events(story, walk, taken), *from_requests(walk)])


def _each_once(logs: Iterable[Incident]) -> Iterator[Incident]:
    """The incidents of crash logs; what broke in several recordings in the same place is one of them."""
    groups: dict[object, list[Incident]] = {}
    for incident in logs:
        trace = incident.trace
        known = trace is not None and incident.indexes and not incident.previous_run
        place = (trace.own or trace.frames)[:1] if trace else ()
        alike = (incident.kind, incident.name, place, incident.logged_only) if known else incident
        groups.setdefault(alike, []).append(incident)
    for group in groups.values():
        yield replace(group[0], indexes=tuple(index for incident in group for index in incident.indexes))


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
    if Kind.RAGE_TAP in found and Kind.DEAD_TAP in found:
        found[Kind.DEAD_TAP] = list(_beyond_rage(walk, found[Kind.DEAD_TAP], found[Kind.RAGE_TAP]))
    for kind, indexes in (*found.items(), (Kind.CONSOLE, errors)):
        groups = _Groups(walk)
        traces: dict[int, Trace | None] = {}
        for index in indexes:
            if index in taken:
                continue
            if len(traces) < TRACES_READ:
                traces[index] = _own_trace(walk.events[index])
            groups.add(index, traces.get(index))
        for group in groups.found:
            first = walk.events[group[0]]
            trace = traces.get(group[0])
            before = kind in BROKEN and (_before_recording(first) or kind is Kind.ANR)
            yield Incident(
                _BY_KIND.get(kind, "console_error"),
                first.part,
                tuple(group),
                first.name or first.target,
                trace=trace,
                messages=_other_messages([said for index in group if (said := traces.get(index))]),
                previous_run=before and len(group) == 1 and at_start(story, walk, group[0]),
            )


def _beyond_rage(walk: Scan, dead: Sequence[int], raged: Sequence[int]) -> Iterator[int]:
    """The unanswered taps that are not those of which a rage tap was made."""
    times: dict[tuple[int, AppText], list[int]] = {}
    for index in raged:
        event = walk.events[index]
        times.setdefault((event.part, event.target), []).append(event.at_ms)
    for index in dead:
        event = walk.events[index]
        if all(abs(event.at_ms - at_ms) > RAGE_REPORTED_MS for at_ms in times.get((event.part, event.target), ())):
            yield index


def _before_recording(event: Event) -> bool:
    """An offset below zero, which only the first recording of a story can have."""
    return event.timed and event.at_ms < 0


class _Groups:
    """Failures of one kind, each once: what is named alike and, where stacks are told, broke in the same place.

    A console has no names, so there the same words or the same place will do.
    """

    def __init__(self, walk: Scan) -> None:
        self.found: list[list[int]] = []
        self._walk = walk
        self._by_look: dict[tuple[str, ...], list[int]] = {}

    def add(self, index: int, trace: Trace | None) -> None:
        """Put a failure to those that are like it."""
        looks = self._looks(self._walk.events[index], trace)
        group = next((self._by_look[look] for look in looks if look in self._by_look), None)
        if group is None:
            group = list[int]()
            self.found.append(group)
        group.append(index)
        for look in looks:
            self._by_look.setdefault(look, group)

    def _looks(self, event: Event, trace: Trace | None) -> list[tuple[str, ...]]:
        if event.kind in {Kind.RAGE_TAP, Kind.DEAD_TAP}:
            return [(event.target, event.screen)]
        before = "before" if _before_recording(event) else ""
        said = likeness_of(AppText(event.name.lstrip().split("\n", 1)[0]))
        frames = (trace.own or trace.frames)[:1] if trace else ()
        place = tuple(part for frame in frames for part in (frame.function, frame.place))
        if event.kind is not Kind.CONSOLE:
            return [(said, event.note if event.kind is Kind.EXCEPTION else "", before, *place)]
        by_place = [("in", trace.exception, before, *place)] if trace and place else []
        return [("says", said, before), *by_place]


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


def _other_messages(traces: Sequence[Trace]) -> tuple[AppText, ...]:
    """What later occurrences said that the first did not; ids and counters make no difference."""
    said: dict[str, AppText] = {}
    for trace in traces:
        if trace.message:
            said.setdefault(likeness_of(trace.message), trace.message)
    first = likeness_of(traces[0].message) if traces else ""
    return tuple(message for likeness, message in said.items() if likeness != first)


def _first_text(found: Properties, keys: tuple[str, ...]) -> str:
    return next((value for key in keys if isinstance(value := found.get(key), str) and value), "")
