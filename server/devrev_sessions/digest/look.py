"""Which moment of a story is worth looking at."""

from dataclasses import dataclass

from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.incident import Incident


@dataclass(frozen=True, slots=True)
class Look:
    """A moment on the story's clock, in milliseconds, and the event nearest to it; None where there are no events.

    `incident` is the one whose moment it is, where nobody named another.
    """

    at_ms: int
    index: int | None
    incident: Incident | None = None


def at_event(told: Digest, index: int, incident: Incident | None = None) -> Look:
    """The moment of an event; that of a web page's request is when its answer came, since nothing shows before."""
    return Look(told.walk.ended_ms(index), index, incident)


def at_the_worst(told: Digest) -> Look:
    """Where the worst incident was seen last, or the end where nothing went wrong."""
    for incident in told.incidents:
        if incident.indexes and not incident.previous_run:
            return at_event(told, incident.indexes[-1], incident)
    return at_event(told, len(told.story.events) - 1) if told.story.events else Look(0, None)
