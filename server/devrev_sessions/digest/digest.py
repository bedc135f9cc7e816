"""What matters in a story, as one value from which both faces of an answer are made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal

from devrev_sessions.digest.incidents import Incident, action_before, find_incidents, screen_at
from devrev_sessions.digest.question import Bearing, bear_on
from devrev_sessions.digest.scan import Scan, scan
from devrev_sessions.digest.series import Series, collapse
from devrev_sessions.digest.thresholds import WEIGHT_CHAIN, WEIGHT_LINE, WEIGHT_MIDDLE
from devrev_sessions.timeline.events import NOTHING, AppText
from devrev_sessions.timeline.story import Story

OutcomeKind = Literal["crashed", "froze", "unresolved", "recovered", "friction", "clean", "empty"]


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
    outcome: Outcome
    ranks: Sequence[int]
    """At each index, how many events before it deserve a line of their own; one entry more than events."""
    bearing: Bearing | None
    """What of it bears on the question that was asked, None without one."""


def digest(story: Story) -> Digest:
    """Find out what matters in `story`."""
    walk = scan(story)
    series = collapse(walk)
    incidents = find_incidents(story, walk)
    for incident in incidents:
        for index in (*incident.before, *incident.after, incident.settled):
            if index is not None:
                line = walk.leaders.get(index, index)
                walk.weights[line] = max(walk.weights[line], WEIGHT_CHAIN)
        if incident.kind == "failed_request" and (cause := action_before(walk, incident.indexes[-1])) is not None:
            line = walk.leaders.get(cause, cause)
            walk.weights[line] = max(walk.weights[line], WEIGHT_CHAIN)
        for index in incident.indexes[1:-1]:
            walk.weights[index] = min(walk.weights[index], WEIGHT_MIDDLE)
    ranks = list(accumulate((weight >= WEIGHT_LINE for weight in walk.weights), initial=0))
    return Digest(story, walk, series, incidents, _outcome(walk, incidents), ranks, None)


def asked(told: Digest, question: str) -> Digest:
    """The same digest with what bears on `question` moved forward."""
    walk = replace(told.walk, weights=list(told.walk.weights))
    return replace(told, walk=walk, bearing=bear_on(walk, question, told.incidents))


def _outcome(walk: Scan, incidents: tuple[Incident, ...]) -> Outcome:
    end = len(walk.events) - 1 if walk.events else None
    screen = screen_at(walk, end) if end is not None else NOTHING

    def outcome(kind: OutcomeKind, incident: Incident | None = None) -> Outcome:
        return Outcome(kind, incident, screen, end)

    current = [incident for incident in incidents if not incident.previous_run]
    for kind, ending in (("crash", "crashed"), ("anr", "froze")):
        for incident in current:
            if incident.kind == kind:
                return outcome("crashed" if ending == "crashed" else "froze", incident)
    if end is None:
        return outcome("empty")
    failed = [incident for incident in current if incident.kind == "failed_request"]
    unsettled = [incident for incident in failed if incident.settled is None]
    if unsettled:
        return outcome("unresolved", unsettled[0])
    if failed:
        return outcome("recovered", max(failed, key=lambda incident: incident.settled or 0))
    rough = [incident for incident in current if incident.kind != "slow_request"]
    return outcome("friction", rough[0]) if rough else outcome("clean", current[0] if current else None)
