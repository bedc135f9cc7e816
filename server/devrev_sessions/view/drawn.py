"""What the page draws, as values that become JSON.

Events are columns of numbers; their words stand once in `phrases`, since a long recording says the same things over and
over. Every text has passed the door.
"""

import msgspec

from devrev_sessions.text.door import Shown
from devrev_sessions.view.lanes import Lane, Mark


class Stretch(msgspec.Struct, frozen=True):
    """A recording or tab; one that is not there has no times."""

    label: Shown
    from_ms: int | None = None
    to_ms: int | None = None


class Gap(msgspec.Struct, frozen=True):
    """A time of silence. `idle`: the app was recorded, and nothing came; else nothing can have come."""

    label: Shown
    from_ms: int
    to_ms: int
    idle: bool


class Screens(msgspec.Struct, frozen=True):
    """Stays on screens, as columns; `name` is a place in `phrases`, `part` counts from 0."""

    name: list[int]
    part: list[int]
    from_ms: list[int]
    to_ms: list[int]


class Events(msgspec.Struct, frozen=True):
    """The events in time order, as columns.

    `n` and `part` (from 0) make the reference, `phrase` is a place in `phrases`. `took_ms` is how long a request took:
    positive from its time on, negative before it, where the app wrote it down when it had come back. `untimed` are the
    places of those without a time of their own.
    """

    at_ms: list[int]
    lane: list[int]
    mark: list[int]
    phrase: list[int]
    n: list[int]
    part: list[int]
    took_ms: list[int]
    untimed: list[int]


class Problem(msgspec.Struct, frozen=True):
    """One thing that went wrong, with the words of a result's `incidents`."""

    title: Shown
    source: str
    occurrences: int
    refs: list[Shown]
    before: list[Shown]
    after: list[Shown]
    reactions: list[Shown]
    details: list[Shown]
    """What was thrown, in whose code, and what caused it."""
    outcome: str | None = None
    kind: str = ""
    at_ms: int | None = None
    """When it began; None where that was in another run of the app."""


class Asking(msgspec.Struct, frozen=True, omit_defaults=True):
    """The arguments by which a call names what is drawn; those of the API that are given."""

    session_id: str
    recording_id: str | None = None
    tab_id: str | None = None
    version_key: str | None = None


class Look(msgspec.Struct, frozen=True):
    """Where the page opens: a stretch of time, and the event that was asked for."""

    from_ms: int
    to_ms: int
    ref: Shown | None = None
    empty: Shown | None = None
    """The words for there being no event in it."""


class Picture(msgspec.Struct, frozen=True):
    """Everything that is drawn. References carry the number of their part where the story is `numbered`."""

    title: Shown
    facts: list[Shown]
    outcome: Shown
    duration_ms: int
    numbered: bool
    parts: list[Stretch]
    medium: str
    """Whether the parts are recordings (`mobile`) or tabs (`web`)."""
    gaps: list[Gap]
    screens: Screens
    events: Events
    phrases: list[Shown]
    problems: list[Problem]
    signals: list[Shown]
    missing: list[Shown]
    asking: Asking | None
    """None where an id cannot stand in a call."""
    question: list[Shown]
    """Whether it has anything to do with what was asked; empty where nothing was."""
    bearing: list[int]
    """The places of the events that bear on the question."""
    look: Look | None
    """None where the whole is looked at."""
    lanes: tuple[str, ...] = tuple(lane.name.lower() for lane in Lane)
    marks: tuple[str, ...] = tuple(mark.name.lower() for mark in Mark)

    @property
    def drawable(self) -> bool:
        """Whether a recording or a tab was read at all."""
        return any(part.to_ms is not None for part in self.parts)


def as_json(picture: Picture) -> str:
    """The picture as the page reads it."""
    return msgspec.json.encode(picture).decode()
