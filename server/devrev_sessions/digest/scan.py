"""One walk over the events: where the person was, what repeated, when nothing happened, what deserves a look."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import msgspec

from devrev_sessions.digest.thresholds import (
    IDLE_MS,
    LEAVING,
    ROUTINE,
    SLOW_REQUEST_MS,
    TROUBLE_WORDS,
    WEIGHT,
    WEIGHT_AWAY,
    WEIGHT_CONSOLE_ERROR,
    WEIGHT_END,
    WEIGHT_FAILED_REQUEST,
    WEIGHT_NEW_SCREEN,
    WEIGHT_ROUTINE,
    WEIGHT_SLOW_REQUEST,
    WEIGHT_TELLING,
)
from devrev_sessions.timeline.events import ACTIONS, NOTHING, AppText, Event, Kind
from devrev_sessions.timeline.exchange import Exchange, read_exchange
from devrev_sessions.timeline.story import Story

TRAIL_KINDS: Final = ACTIONS | {
    Kind.ANR, Kind.CUSTOM, Kind.ERROR, Kind.EXCEPTION, Kind.LAUNCH, Kind.NAVIGATION, Kind.PAUSE, Kind.RESUME, Kind.TAG,
}  # fmt: skip
"""Kinds that can be a step before or after an incident; routine only when it is remarkable."""

WORDED: Final = frozenset({Kind.CUSTOM, Kind.LOG, Kind.TAG, Kind.OTHER})
FAULTS: Final = frozenset({Kind.ANR, Kind.EXCEPTION, Kind.ERROR, Kind.RAGE_TAP, Kind.DEAD_TAP})
NAMED: Final = frozenset({Kind.CUSTOM, Kind.TAP})
FRICTION: Final = frozenset({Kind.RAGE_TAP, Kind.DEAD_TAP})
_LONE: Final = frozenset({Kind.REQUEST, Kind.EXCEPTION, Kind.ERROR, Kind.ANR, Kind.LAUNCH, Kind.PAUSE, Kind.RESUME})
"""Kinds whose neighbours never merge by looks alone: each has an outcome or a place of its own."""


class Visit(msgspec.Struct, frozen=True, gc=False):
    """A stay on one screen: from the event at `index` on."""

    part: int
    screen: AppText
    index: int
    at_ms: int


class Gap(msgspec.Struct, frozen=True, gc=False):
    """A stretch in which nothing was recorded, before the event at `index`."""

    index: int
    begins_ms: int
    lasted_ms: int
    background: bool
    """The app was not in front while it lasted, as far as lifecycle events tell."""


@dataclass(slots=True)
class Scan:
    """What the walk found. Indexes are positions in the story's events."""

    events: Sequence[Event]
    weights: list[int] = field(default_factory=list[int])
    """By index; 0 marks an event that another line already tells."""
    repeats: dict[int, int] = field(default_factory=dict[int, int])
    """How many like it follow directly, by the index of the first."""
    exchanges: dict[int, Exchange] = field(default_factory=dict[int, Exchange])
    requests: dict[AppText, list[int]] = field(default_factory=lambda: defaultdict[AppText, list[int]](list))
    found: dict[Kind, list[int]] = field(default_factory=lambda: defaultdict[Kind, list[int]](list))
    """Indexes of the kinds that incidents grow from."""
    trail: list[int] = field(default_factory=list[int])
    """Indexes of the steps that can stand before or after an incident, in order."""
    visits: list[Visit] = field(default_factory=list[Visit])
    entered: set[int] = field(default_factory=set[int])
    """Indexes at which a screen was entered."""
    gaps: list[Gap] = field(default_factory=list[Gap])
    leaders: dict[int, int] = field(default_factory=dict[int, int])
    """For an event that another line tells, the index of that line."""
    followers: dict[int, list[int]] = field(default_factory=lambda: defaultdict[int, list[int]](list))
    """The other way round: the events that a line tells beside its own."""
    looks: set[tuple[Kind, str, str, str]] = field(default_factory=set[tuple[Kind, str, str, str]])
    """What events looked like that were seen before: the same again is routine."""
    known_screens: set[AppText] = field(default_factory=set[AppText])
    away: set[int] = field(default_factory=set[int])
    """Parts whose app is in the background."""
    turns: dict[int, Literal["away", "back"]] = field(default_factory=dict[int, Literal["away", "back"]])
    """Indexes at which the app went to the background or came back."""
    ends: dict[int, int] = field(default_factory=dict[int, int])
    """Index of the last event of each part."""
    troubled: dict[AppText, bool] = field(default_factory=dict[AppText, bool])
    """Which names speak of trouble; apps repeat themselves."""
    names: dict[tuple[Kind, AppText], list[int]] = field(
        default_factory=lambda: defaultdict[tuple[Kind, AppText], list[int]](list)
    )
    """Indexes of what was done and what the app told of itself, by kind and name."""
    untimed: Counter[int] = field(default_factory=Counter[int])
    """Events without a time of their own, by part."""
    kinds: Counter[Kind] = field(default_factory=Counter[Kind])
    screens: dict[int, AppText] = field(default_factory=dict[int, AppText])
    """The screen each part was last on."""

    def troubles(self, text: AppText) -> bool:
        """Whether `text` speaks of trouble, asked once for each text."""
        known = self.troubled.get(text)
        if known is None:
            known = self.troubled[text] = speaks_of_trouble(text)
        return known

    def follow(self, index: int, leader: int) -> None:
        """Let the line of `leader` tell the event at `index` as well."""
        self.leaders[index] = leader
        self.followers[leader].append(index)

    @property
    def active_ms(self) -> int:
        """Time in which something happened at least every IDLE_MS."""
        whole = self.events[-1].at_ms - self.events[0].at_ms if self.events else 0
        return whole - sum(gap.lasted_ms for gap in self.gaps)


def scan(story: Story) -> Scan:
    """Walk the story once."""
    walk = Scan(story.events)
    last_of: dict[int, tuple[int, Event]] = {}
    before: Event | None = None
    for index, event in enumerate(story.events):
        kind = event.kind
        if before is not None and event.at_ms - before.at_ms >= IDLE_MS:
            walk.gaps.append(_gap(index, before, event))
        before = event
        if not event.timed:
            walk.untimed[event.part] += 1
        walk.ends[event.part] = index
        last = last_of.get(event.part)
        entered = bool(event.screen) and event.screen != walk.screens.get(event.part) and event.action not in LEAVING
        if last and not entered and kind not in _LONE and _alike(last[1], event):
            walk.repeats[last[0]] = walk.repeats.get(last[0], 0) + 1
            walk.follow(index, last[0])
            walk.weights.append(0)
            if kind in FRICTION:
                walk.found[kind].append(index)
            if kind in NAMED:
                walk.names[kind, event.name or event.target].append(index)
            continue
        last_of[event.part] = (index, event)
        walk.weights.append(_weigh(walk, index, event, entered=entered))
    walk.kinds = Counter(event.kind for event in story.events)
    for index in walk.ends.values():
        line = walk.leaders.get(index, index)
        walk.weights[line] = max(walk.weights[line], WEIGHT_END if story.events[index].kind in TRAIL_KINDS else 0)
    return walk


def _weigh(walk: Scan, index: int, event: Event, *, entered: bool) -> int:
    """How much the event weighs in a timeline, noting it where it belongs."""
    kind = event.kind
    weight = WEIGHT[kind]
    if kind in NAMED:
        walk.names[kind, event.name or event.target].append(index)
    if kind in ROUTINE:
        look = (kind, event.name, event.target, event.screen)
        weight = WEIGHT_ROUTINE if look in walk.looks else weight
        walk.looks.add(look)
    if entered:
        weight = max(weight, _enter(walk, index, event))
    if kind is Kind.LIFECYCLE:
        return max(weight, _came_or_went(walk, index, event))
    return weight if kind is Kind.PERFORMANCE else _noted(walk, index, event, weight)


def _enter(walk: Scan, index: int, event: Event) -> int:
    """A screen is entered; how much that weighs."""
    known = event.screen in walk.known_screens
    walk.known_screens.add(event.screen)
    walk.screens[event.part] = event.screen
    walk.visits.append(Visit(event.part, event.screen, index, event.at_ms))
    walk.entered.add(index)
    walk.away.discard(event.part)
    return WEIGHT_ROUTINE if known else WEIGHT_NEW_SCREEN


def _came_or_went(walk: Scan, index: int, event: Event) -> int:
    """An Android screen that stops while no other has come means the app is left; its next start, that it is back."""
    if event.screen != walk.screens.get(event.part):
        return 0
    if event.action == "stopped" and event.part not in walk.away:
        walk.away.add(event.part)
        walk.turns[index] = "away"
    elif event.action in {"started", "resumed"} and event.part in walk.away:
        walk.away.discard(event.part)
        walk.turns[index] = "back"
    else:
        return 0
    walk.trail.append(index)
    return WEIGHT_AWAY


def _noted(walk: Scan, index: int, event: Event, weight: int) -> int:
    kind = event.kind
    remarkable = kind in TRAIL_KINDS
    if kind is Kind.REQUEST:
        exchange = walk.exchanges[index] = read_exchange(event)
        walk.requests[event.name].append(index)
        if exchange.failed:
            weight, remarkable = WEIGHT_FAILED_REQUEST, True
        elif (exchange.took_ms or 0) >= SLOW_REQUEST_MS:
            weight, remarkable = WEIGHT_SLOW_REQUEST, True
    elif kind is Kind.CONSOLE:
        if event.action.lower() == "error":
            weight, remarkable = WEIGHT_CONSOLE_ERROR, True
            walk.found[kind].append(index)
    elif kind in WORDED:
        if walk.troubles(event.name) or (event.note and walk.troubles(event.note)):
            weight, remarkable = max(weight, WEIGHT_TELLING), True
    elif kind in FAULTS:
        walk.found[kind].append(index)
    if remarkable:
        walk.trail.append(index)
    return weight


def speaks_of_trouble(text: str) -> bool:
    """Whether a log line or the name of an event uses a word of trouble."""
    folded = text[:2000].lower()
    return any(word in folded for word in TROUBLE_WORDS)


def _alike(one: Event, other: Event) -> bool:
    return (
        one.kind is other.kind
        and one.action == other.action
        and one.target == other.target
        and one.name == other.name
        and other.screen in (one.screen, NOTHING)
    )


def _gap(index: int, before: Event, event: Event) -> Gap:
    background = before.action in LEAVING or before.action == "home_button_pressed" or event.part != before.part
    return Gap(index, before.at_ms, event.at_ms - before.at_ms, background)


def by_weight(weights: Sequence[int]) -> Mapping[int, list[int]]:
    """Indexes by weight, each list in order; 0 is left out."""
    classes: dict[int, list[int]] = defaultdict(list)
    for index, weight in enumerate(weights):
        if weight:
            classes[weight].append(index)
    return classes
