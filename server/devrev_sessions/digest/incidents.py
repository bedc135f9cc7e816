"""What went wrong: each failure once, however often it came, with what stood before and after it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from devrev_sessions.digest.scan import Scan
from devrev_sessions.digest.thresholds import (
    AFTER_MS,
    AFTER_STEPS,
    BEFORE_MS,
    BEFORE_STEPS,
    CHAIN_LENGTH,
    LAUNCH_MS,
    PREVIOUS_RUN_MS,
    VERY_SLOW_REQUEST_MS,
)
from devrev_sessions.timeline.events import ACTIONS, NOTHING, AppText, Event, Kind
from devrev_sessions.timeline.properties import Properties, read_properties
from devrev_sessions.timeline.story import Story
from devrev_sessions.timeline.trace import Trace, read_trace

IncidentKind = Literal[
    "crash", "anr", "exception", "failed_request", "error", "rage_tap", "dead_tap", "console_error", "slow_request"
]
SEVERITY: Final[Mapping[IncidentKind, int]] = {
    "crash": 9,
    "anr": 8,
    "exception": 7,
    "failed_request": 6,
    "error": 5,
    "rage_tap": 4,
    "dead_tap": 3,
    "console_error": 2,
    "slow_request": 1,
}
"""Worst first: the app is gone, does not answer, broke, could not do what was asked, annoyed, was slow."""

LESSER_FAILURE: Final = 2.5
"""Between an unanswered tap and a console error."""
NOT_FOUND: Final = frozenset({404, 410})

_BY_KIND: Final[Mapping[Kind, IncidentKind]] = {
    Kind.ANR: "anr",
    Kind.EXCEPTION: "exception",
    Kind.ERROR: "error",
    Kind.RAGE_TAP: "rage_tap",
    Kind.DEAD_TAP: "dead_tap",
    Kind.CONSOLE: "console_error",
}
_VARYING: Final = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F-]{20,}|[0-9a-fA-F]{12,}|\d{2,}")
"""Ids and counters inside names: two names that differ only there are one."""
TRACE_KEYS: Final = ("stacktrace", "stack_trace", "stackTrace", "stack", "trace", "backtrace", "exception", "error")
MESSAGE_KEYS: Final = ("message", "reason", "localizedDescription", "description")
"""Properties in which apps put the trace and the message of a handled exception."""


@dataclass(frozen=True, slots=True)
class Incident:
    """One thing that went wrong. Indexes are positions in the story's events.

    `indexes` are its occurrences; `before` leads to the first, `after` follows the last. `settled` is the later
    success of a request that had failed.
    """

    kind: IncidentKind
    part: int
    indexes: tuple[int, ...]
    name: AppText = NOTHING
    trace: Trace | None = None
    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    settled: int | None = None
    reported: bool = True
    logged_only: bool = False
    """Known from the crash log alone: its only event is the last one before it."""
    previous_run: bool = False


def find_incidents(story: Story, walk: Scan) -> tuple[Incident, ...]:
    """Every incident, worst first."""
    logged = list(_from_logs(story, walk))
    taken = {index for incident in logged if not incident.logged_only for index in incident.indexes}
    grouped = [*_from_events(walk, taken), *_from_requests(walk)]
    grouped.sort(key=lambda incident: (-_gravity(walk, incident), -len(incident.indexes), incident.indexes[0]))
    ranked = sorted(logged, key=lambda incident: (incident.previous_run, -SEVERITY[incident.kind]))
    return tuple(with_chain(walk, incident) for incident in [*ranked, *grouped])


def _gravity(walk: Scan, incident: Incident) -> float:
    """Its severity; a failed request that soon worked, or that only missed something to show, is a lesser one."""
    if incident.kind == "failed_request":
        if (
            incident.settled is not None
            and len(incident.indexes) == 1
            and not walk.exchanges[incident.indexes[0]].masked
        ):
            return LESSER_FAILURE
        statuses = {walk.exchanges[index].status for index in incident.indexes}
        if statuses <= NOT_FOUND and incident.name.upper().startswith("GET"):
            return LESSER_FAILURE
    return SEVERITY[incident.kind]


def _from_logs(story: Story, walk: Scan) -> Iterator[Incident]:
    for number, part in enumerate(story.parts):
        log = part.recording.crash_log if part.recording else None
        if part.recording is None or log is None or not (log.crashed or log.froze):
            continue
        trace = read_trace(log.text) if log.text else None
        kind: IncidentKind = "crash" if log.crashed else "anr"
        marks = [
            index
            for index in walk.found.get(Kind.EXCEPTION if log.crashed else Kind.ANR, ())
            if story.events[index].part == number and (not log.crashed or _same_exception(story.events[index], trace))
        ]
        end = walk.ends.get(number)
        acted = any(event.kind in ACTIONS for event in part.recording.events[:50])
        yield Incident(
            kind,
            number,
            (marks[-1],) if marks else () if end is None else (end,),
            name=trace.exception if trace else NOTHING,
            trace=trace,
            logged_only=not marks,
            previous_run=end is not None and part.recording.duration_ms <= PREVIOUS_RUN_MS and not acted,
        )


def _same_exception(event: Event, trace: Trace | None) -> bool:
    return trace is not None and bool(trace.exception) and event.name.split(".")[-1] == trace.exception.split(".")[-1]


def _from_events(walk: Scan, taken: set[int]) -> Iterator[Incident]:
    for kind, indexes in walk.found.items():
        groups: dict[tuple[str, str], list[int]] = {}
        for index in indexes:
            if index not in taken:
                event = walk.events[index]
                groups.setdefault(_likeness(event), []).append(index)
        for group in groups.values():
            first = walk.events[group[0]]
            yield Incident(
                _BY_KIND[kind], first.part, tuple(group), first.name or first.target, trace=_own_trace(first)
            )


def _likeness(event: Event) -> tuple[str, str]:
    if event.kind in {Kind.RAGE_TAP, Kind.DEAD_TAP}:
        return event.target, event.screen
    name = _VARYING.sub("#", event.name.lstrip().split("\n", 1)[0][:300])
    return name, event.note if event.kind is Kind.EXCEPTION else ""


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
    failed: dict[str, list[int]] = {}
    slow: dict[str, list[int]] = {}
    worked: dict[str, list[int]] = {}
    for index, exchange in walk.exchanges.items():
        likeness = _VARYING.sub("#", walk.events[index].name[:300])
        (failed if exchange.failed else worked).setdefault(likeness, []).append(index)
        if not exchange.failed and (exchange.took_ms or 0) >= VERY_SLOW_REQUEST_MS:
            slow.setdefault(likeness, []).append(index)
    for likeness, group in failed.items():
        later = worked.get(likeness, [])
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
    for group in slow.values():
        first = walk.events[group[0]]
        yield Incident("slow_request", first.part, tuple(group), first.name, reported=False)


def with_chain(walk: Scan, incident: Incident) -> Incident:
    """The incident with its steps before and after, each in order."""
    if not incident.indexes or incident.previous_run:
        return incident
    first, last = incident.indexes[0], incident.indexes[-1]
    return replace(
        incident,
        before=_before(walk, first, incident),
        after=() if incident.logged_only else _after(walk, last, incident),
    )


def _before(walk: Scan, index: int, incident: Incident) -> tuple[int, ...]:
    stop = bisect_left(walk.trail, index) + incident.logged_only
    at_ms, part = walk.events[index].at_ms, walk.events[index].part
    own = set(incident.indexes)
    picks: dict[str, int] = {}
    for i in walk.trail[max(0, stop - BEFORE_STEPS) : stop]:
        event = walk.events[i]
        reach_ms = LAUNCH_MS if event.kind is Kind.LAUNCH else BEFORE_MS
        if event.part == part and (i not in own or incident.logged_only) and at_ms - event.at_ms <= reach_ms:
            picks[_role(walk, i)] = i
    touched = {walk.events[picks[role]].target for role in ("rage", "dead") if role in picks}
    if "action" in picks and walk.events[picks["action"]].target in touched:
        del picks["action"]
    elif not touched and "action" not in picks and (earlier := _last_action(walk.trail[:stop], walk, part)) is not None:
        picks["action"] = earlier
    return tuple(sorted(picks.values())[-CHAIN_LENGTH:])


def action_before(walk: Scan, index: int) -> int | None:
    """What the person last did before the event at `index`, in the same part."""
    stop = bisect_left(walk.trail, index)
    return _last_action(walk.trail[max(0, stop - BEFORE_STEPS * 4) : stop], walk, walk.events[index].part)


def _last_action(trail: Sequence[int], walk: Scan, part: int) -> int | None:
    for i in reversed(trail[-BEFORE_STEPS * 4 :]):
        if walk.events[i].kind in ACTIONS and walk.events[i].part == part:
            return i
    return None


def _role(walk: Scan, index: int) -> str:
    kind = walk.events[index].kind
    if kind is Kind.RAGE_TAP:
        return "rage"
    if kind is Kind.DEAD_TAP:
        return "dead"
    if kind is Kind.REQUEST:
        return "request"
    if kind in ACTIONS:
        return "action"
    if kind in {Kind.EXCEPTION, Kind.ERROR, Kind.ANR, Kind.CONSOLE}:
        return "failure"
    return "move" if kind in {Kind.NAVIGATION, Kind.LIFECYCLE, Kind.LAUNCH} else "word"


def _after(walk: Scan, index: int, incident: Incident) -> tuple[int, ...]:
    start = bisect_right(walk.trail, index)
    at_ms, part = walk.events[index].at_ms, walk.events[index].part
    own = set(incident.indexes)
    picks: dict[str, int] = {}
    if incident.settled is not None:
        picks["request"] = incident.settled
    for i in walk.trail[start : start + AFTER_STEPS]:
        event = walk.events[i]
        if event.part == part and event.at_ms - at_ms <= AFTER_MS and i not in own:
            picks.setdefault(_role(walk, i), i)
    return tuple(sorted(picks.values())[: CHAIN_LENGTH - 1])


def telling_step(walk: Scan, incident: Incident) -> int | None:
    """The step before an incident that says most about it: a rage tap, else a failure, else what was done last."""
    end = incident.indexes[-1] if incident.indexes else None
    steps = [index for index in incident.before if index != end]
    for role in ("rage", "request", "failure", "dead", "action"):
        found = [index for index in steps if _role(walk, index) == role]
        if found:
            return found[-1]
    return None


def screen_at(walk: Scan, index: int) -> AppText:
    """The screen an event happened on: its own, else the one last entered in its part."""
    event = walk.events[index]
    if event.screen:
        return event.screen
    position = bisect_right(walk.visits, index, key=lambda visit: visit.index)
    for visit in reversed(walk.visits[max(0, position - 50) : position]):
        if visit.part == event.part:
            return visit.screen
    return NOTHING
