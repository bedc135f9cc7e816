"""What matters in a story, as one value from which both faces of an answer are made."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final, Literal

from devrev_sessions.digest.chains import action_before, after, before
from devrev_sessions.digest.incident import Incident, by_gravity, is_only_missing
from devrev_sessions.digest.incidents import find_incidents
from devrev_sessions.digest.marks import marks_of, unread_parts
from devrev_sessions.digest.question import Bearing, bear_on
from devrev_sessions.digest.reactions import Aftermath
from devrev_sessions.digest.scan import scan
from devrev_sessions.digest.series import Series, collapse
from devrev_sessions.digest.signals import Signal, find_signals
from devrev_sessions.digest.thresholds import (
    LEAVING,
    NEAR_MS,
    SAID_MS,
    WEIGHT_CHAIN,
    WEIGHT_LINE,
    WEIGHT_MIDDLE,
    WEIGHT_NEAR,
    WEIGHT_ROUTINE,
    WEIGHT_SIGNAL,
)
from devrev_sessions.digest.walk import Scan
from devrev_sessions.timeline.events import NOTHING, AppText
from devrev_sessions.timeline.story import Story

FOLLOWED: Final = 24
"""Incidents that get a chain and an outcome; no summary shows more."""
NEAR_INCIDENTS: Final = 3
"""Incidents whose surroundings a timeline shows."""
NEAR_EVENTS: Final = 8
"""Events of these surroundings."""
SHOWN_PLACES: Final = 3
"""Events of a signal that are named."""

OutcomeKind = Literal["crashed", "froze", "unresolved", "recovered", "friction", "clean", "unsure", "empty"]
"""`unsure`: nothing went wrong in what was read, but parts were not read, or DevRev says otherwise."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it ended. `incident` is the one the sentence is about; `screen` where the person was last."""

    kind: OutcomeKind
    incident: Incident | None
    screen: AppText
    end: int | None
    """Index of the story's last event."""


@dataclass(frozen=True, slots=True)
class Digest:
    """A story with everything that was found out about it."""

    story: Story
    walk: Scan
    series: Mapping[int, Series]
    incidents: tuple[Incident, ...]
    signals: tuple[Signal, ...]
    outcome: Outcome
    ranks: Sequence[int]
    """At each index, how many events before it deserve a line of their own; one entry more than events."""
    bearing: Bearing | None
    """What of it bears on the question that was asked, None without one."""


def digest(story: Story) -> Digest:
    """Find out what matters in `story`."""
    walk = scan(story)
    series = collapse(walk)
    incidents = _followed(story, walk, find_incidents(story, walk))
    signals = find_signals(story, walk, incidents, series)
    _weigh(walk, incidents, signals)
    ranks = list(accumulate(map(WEIGHT_LINE.__le__, walk.weights), initial=0))
    return Digest(story, walk, series, incidents, signals, _outcome(story, walk, incidents), ranks, None)


def _followed(story: Story, walk: Scan, found: tuple[Incident, ...]) -> tuple[Incident, ...]:
    """The worst incidents with what came before and after them."""
    aftermath = Aftermath(story, walk, found)
    followed: list[Incident] = []
    for incident in found[:FOLLOWED]:
        if not incident.indexes or incident.previous_run:
            followed.append(incident)
            continue
        reactions, ending = aftermath.of(incident)
        chain = {"before": before(walk, incident), "after": after(walk, incident)}
        followed.append(replace(incident, **chain, reactions=reactions, ending=ending))
    requests = [incident for incident in followed if incident.kind == "failed_request"]
    echoes = {
        place: request for place, incident in enumerate(followed) if (request := _beside(walk, incident, requests))
    }
    came_out = [
        replace(incident, reactions=echoes[place].reactions, ending=echoes[place].ending)
        if place in echoes
        else incident
        for place, incident in enumerate(followed)
    ]
    ordered = list(by_gravity(walk, [*came_out, *found[FOLLOWED:]]))
    for place, request in echoes.items():
        # What a request's failure set off is told after it: the request is where to begin.
        echo = came_out[place]
        if ordered.index(echo) < ordered.index(request):
            ordered.remove(echo)
            ordered.insert(ordered.index(request) + 1, echo)
    return tuple(ordered)


def _beside(walk: Scan, incident: Incident, requests: Sequence[Incident]) -> Incident | None:
    """The failed request within NEAR_MS after which an exception stands each time: it came out as that request did."""
    if incident.kind not in {"exception", "error", "console_error"} or not incident.indexes or incident.previous_run:
        return None
    for request in requests:
        if request.part == incident.part and _apart_ms(walk, incident, request) <= NEAR_MS:
            return request
    return None


def _apart_ms(walk: Scan, one: Incident, other: Incident) -> int:
    """The longest time between their first and between their last occurrences."""
    pairs = ((one.indexes[0], other.indexes[0]), (one.indexes[-1], other.indexes[-1]))
    return max(abs(walk.events[i].at_ms - walk.ended_ms(j)) for i, j in pairs)


def _weigh(walk: Scan, incidents: Sequence[Incident], signals: Sequence[Signal]) -> None:
    """Raise what leads to an incident and follows it, and lower what is told once for many."""
    for incident in incidents:
        _weigh_incident(walk, incident)
    present = [incident for incident in incidents[:FOLLOWED] if incident.indexes and not incident.previous_run]
    for place, incident in enumerate(present):
        if place < NEAR_INCIDENTS:
            raise_(walk, _near(walk, incident.indexes[0]), WEIGHT_NEAR)
        raise_(walk, _screen_around(walk, incident.indexes[0]), WEIGHT_NEAR)
    for signal in signals:
        if signal.kind != "polling":
            raise_(walk, signal.indexes[:SHOWN_PLACES], WEIGHT_SIGNAL)


def _weigh_incident(walk: Scan, incident: Incident) -> None:
    if is_only_missing(walk, incident):
        for index in incident.indexes:
            walk.weights[index] = min(walk.weights[index], WEIGHT_ROUTINE)
        return
    raise_(walk, (*incident.before, *incident.after, incident.settled), WEIGHT_CHAIN)
    raise_(walk, (index for _, index in incident.reactions), WEIGHT_CHAIN)
    if incident.kind == "failed_request":
        raise_(walk, (action_before(walk, incident.indexes[-1]),), WEIGHT_CHAIN)
    for index in incident.indexes[1:-1]:
        walk.weights[index] = min(walk.weights[index], WEIGHT_MIDDLE)


def raise_(walk: Scan, indexes: Iterable[int | None], weight: int) -> None:
    """Let the lines of these events weigh at least `weight`."""
    for index in indexes:
        if index is not None:
            line = walk.leaders.get(index, index)
            walk.weights[line] = max(walk.weights[line], weight)


def _screen_around(walk: Scan, index: int) -> list[int]:
    """Where the screen of an incident was entered, and the next one."""
    part = walk.events[index].part
    place = bisect_right(walk.visits, index, key=lambda visit: visit.index)
    own = [visit.index for visit in walk.visits[max(0, place - 4) : place] if visit.part == part]
    following = [visit.index for visit in walk.visits[place : place + 4] if visit.part == part]
    return [*own[-1:], *following[:1]]


def _near(walk: Scan, index: int) -> list[int]:
    """The last few events before an incident that have a line, whatever they are: its surroundings."""
    part, at_ms = walk.events[index].part, walk.events[index].at_ms
    reach = range(index, max(-1, index - NEAR_EVENTS * 8), -1)
    near = [i for i in reach if walk.weights[i] and walk.events[i].part == part]
    return [i for i in near[:NEAR_EVENTS] if at_ms - walk.events[i].at_ms <= SAID_MS]


def asked(told: Digest, question: str, known: Callable[[str], str] = str) -> Digest:
    """The same digest with what bears on `question` moved forward.

    `known` gives a text as far as it may be known: by what is hidden in it nothing is found.
    """
    walk = replace(told.walk, weights=list(told.walk.weights))
    return replace(told, walk=walk, bearing=bear_on(walk, question, told.incidents, told.signals, known))


def _last_screen(walk: Scan, end: int) -> AppText:
    """Where the person was last; a screen that is leaving is not where they are."""
    event = walk.events[end]
    if event.screen and event.action not in LEAVING:
        return event.screen
    return next((visit.screen for visit in reversed(walk.visits) if visit.part == event.part), event.screen)


def _outcome(story: Story, walk: Scan, incidents: tuple[Incident, ...]) -> Outcome:
    end = len(walk.events) - 1 if walk.events else None
    screen = _last_screen(walk, end) if end is not None else NOTHING

    def outcome(kind: OutcomeKind, incident: Incident | None = None) -> Outcome:
        return Outcome(kind, incident, screen, end)

    current = [incident for incident in incidents if not incident.previous_run]
    for incident in current:
        if incident.kind == "crash":
            return outcome("crashed", incident)
    for incident in current:
        if incident.kind in {"anr", "frozen"}:
            return outcome("froze", incident)
    if end is None:
        return outcome("empty")
    failed = [incident for incident in current if incident.kind == "failed_request"]
    unsettled = [incident for incident in failed if incident.settled is None]
    if unsettled:
        return outcome("unresolved", unsettled[0])
    if failed:
        return outcome("recovered", max(failed, key=lambda incident: incident.settled or 0))
    if current:
        return outcome("friction", current[0])
    return outcome("unsure" if unread_parts(story) or marks_of(story, current) else "clean")
