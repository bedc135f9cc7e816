"""What one walk over a story's events finds, as one value."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import msgspec

from devrev_sessions.timeline.events import ACTIONS, AppText, Event, Kind
from devrev_sessions.timeline.exchange import Exchange

STEP_KINDS: Final = ACTIONS | {
    Kind.ANR, Kind.CUSTOM, Kind.ERROR, Kind.EXCEPTION, Kind.LAUNCH, Kind.NAVIGATION, Kind.PAUSE, Kind.RESUME, Kind.TAG,
}  # fmt: skip
"""Kinds that can be a step before or after an incident; others only where they are remarkable."""


class Visit(msgspec.Struct, frozen=True, gc=False):
    """A stay on one screen: from the event at `index` on."""

    part: int
    screen: AppText
    index: int
    at_ms: int


Silence = Literal["idle", "background", "closed", "unread"]
"""Why nothing was recorded: nobody did anything, the app was not in front, it did not run, or it is not known."""


class Gap(msgspec.Struct, frozen=True, gc=False):
    """A stretch in which nothing was recorded, before the event at `index`."""

    index: int
    begins_ms: int
    lasted_ms: int
    why: Silence = "idle"


@dataclass(slots=True)
class Scan:
    """What the walk found. Indexes are positions in the story's events."""

    events: Sequence[Event]
    weights: list[int] = field(default_factory=list[int])
    """By index; 0 marks an event that another line already tells."""
    kinds: Counter[Kind] = field(default_factory=Counter[Kind])
    places: dict[Kind, list[int]] = field(default_factory=lambda: defaultdict[Kind, list[int]](list))
    """The indexes of each kind, in order."""
    repeats: dict[int, int] = field(default_factory=dict[int, int])
    """How many like it follow directly, by the index of the first."""
    exchanges: dict[int, Exchange] = field(default_factory=dict[int, Exchange])
    requests: dict[AppText, list[int]] = field(default_factory=lambda: defaultdict[AppText, list[int]](list))
    failed: list[int] = field(default_factory=list[int])
    """Indexes of the requests that failed."""
    slow: list[int] = field(default_factory=list[int])
    """Indexes of the requests that worked, but took long."""
    remarkable: set[int] = field(default_factory=set[int])
    """Indexes of events that are a step of what happened, though their kind usually is not."""
    fields: list[int] = field(default_factory=list[int])
    """Indexes at which a form was worked on, in order."""
    visits: list[Visit] = field(default_factory=list[Visit])
    entered: set[int] = field(default_factory=set[int])
    """Indexes at which a screen was entered."""
    gaps: list[Gap] = field(default_factory=list[Gap])
    leaders: dict[int, int] = field(default_factory=dict[int, int])
    """For an event that another line tells, the index of that line."""
    followers: dict[int, list[int]] = field(default_factory=lambda: defaultdict[int, list[int]](list))
    """The other way round: the events that a line tells beside its own."""
    away: set[int] = field(default_factory=set[int])
    """Parts whose app is in the background at the end."""
    turns: dict[int, Literal["away", "back"]] = field(default_factory=dict[int, Literal["away", "back"]])
    """Indexes at which the app went to the background or came back."""
    ends: dict[int, int] = field(default_factory=dict[int, int])
    """Index of the last event of each part."""
    tabs: frozenset[int] = frozenset()
    """Parts that are tabs of a browser, which write a request down when it is sent; apps do when it has come back."""
    doubles: Counter[int] = field(default_factory=Counter[int])
    """Actions that are the same as the one before them at the very same moment, by part."""
    untimed: Counter[int] = field(default_factory=Counter[int])
    """Events without a time of their own, by part."""

    def is_step(self, index: int) -> bool:
        """Whether the event is one that can stand before or after an incident."""
        kind = self.events[index].kind
        return (kind in STEP_KINDS or index in self.remarkable) and index not in self.leaders

    def began_ms(self, index: int) -> int:
        """When what an event tells began: of a request, when it was sent, as far as it says how long it took."""
        event = self.events[index]
        return event.at_ms - (0 if event.part in self.tabs else self.took_ms(index))

    def ended_ms(self, index: int) -> int:
        """When it was over."""
        event = self.events[index]
        return event.at_ms + (self.took_ms(index) if event.part in self.tabs else 0)

    def took_ms(self, index: int) -> int:
        """How long a request took, 0 where that is not told and for everything else."""
        exchange = self.exchanges.get(index)
        return (exchange.took_ms or 0) if exchange else 0

    @property
    def active_ms(self) -> int:
        """Time in which something happened at least every IDLE_MS."""
        whole = self.events[-1].at_ms - self.events[0].at_ms if self.events else 0
        return whole - sum(gap.lasted_ms for gap in self.gaps)
