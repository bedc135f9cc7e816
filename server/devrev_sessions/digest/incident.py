"""One thing that went wrong, and how bad it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from devrev_sessions.digest.walk import Scan
from devrev_sessions.timeline.events import NOTHING, AppText
from devrev_sessions.timeline.trace import Trace

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

Reaction = Literal["retried", "raged", "went back", "left", "restarted", "session ended", "went on"]
Ending = Literal["recovered", "worked around", "abandoned", "blocked", "killed", "went on", "not seen"]
"""Where no more can be seen: `went on`, something else was done; `not seen`, nothing recorded shows it."""


@dataclass(frozen=True, slots=True)
class Incident:
    """One thing that went wrong. Indexes are positions in the story's events.

    `indexes` are its occurrences, `name` and `trace` those of the first; `before` leads to the first, `after` follows
    the last. `settled` is the later success of a request that had failed. `reactions` say what the person did, each
    with the event that shows it.
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
    messages: tuple[AppText, ...] = ()
    """What later occurrences said, where it is not what the first one said."""

    def ends(self, most: int) -> tuple[int, ...]:
        """Its occurrences, of more than `most` the first and the last half of that."""
        if len(self.indexes) <= most:
            return self.indexes
        return (*self.indexes[: most // 2], *self.indexes[-(most // 2) :])


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


def gravity(walk: Scan, incident: Incident) -> float:
    """How bad it is, beside incidents of other stories too."""
    return _gravity(walk, incident)


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
