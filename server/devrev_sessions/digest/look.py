"""Which moment of a story is worth looking at."""

from dataclasses import dataclass
from typing import Final

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
    of_event: bool = False
    """Whether it is the moment of this event, or one that was named by its time."""


ANSWER_SHOWN_MS: Final = 1_000
"""Within a second an app shows what an answer told it (Nielsen, Response Times, 1993)."""


def at_event(told: Digest, index: int, incident: Incident | None = None) -> Look:
    """The moment of an event: that of a request when its answer can be seen, since nothing shows before.

    A page of the web tells by itself what changes after, so there it is when the answer comes.
    """
    at_ms = told.walk.ended_ms(index)
    on_web = told.story.events[index].part in told.walk.tabs
    if not on_web and index in told.walk.failed:
        at_ms += ANSWER_SHOWN_MS
    return Look(at_ms, index, incident, of_event=True)


def at_the_worst(told: Digest) -> Look:
    """Where the worst incident was seen last, or the end where nothing went wrong."""
    for incident in told.incidents:
        if incident.indexes and not incident.previous_run:
            return at_event(told, incident.indexes[-1], incident)
    return at_event(told, len(told.story.events) - 1) if told.story.events else Look(0, None)
