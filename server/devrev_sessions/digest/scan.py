"""One walk over the events: where the person was, what repeated, when nothing happened, what deserves a look.

A recording can have hundreds of thousands of events, most of them ordinary. So the walk goes by columns: what is asked
of every event is asked in one pass over one attribute, and code of several steps runs only where something happened.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import attrgetter, is_, is_not, sub
from typing import Final, Literal, TypeAlias

import msgspec

from devrev_sessions.digest.thresholds import (
    FIELD_WORDS,
    IDLE_MS,
    LEAVING,
    ROUTINE,
    SLOW_REQUEST_MS,
    TELLING_MOST,
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
from devrev_sessions.digest.words import words_in
from devrev_sessions.timeline.events import ACTIONS, NOTHING, AppText, Event, Kind
from devrev_sessions.timeline.exchange import Exchange, read_exchange
from devrev_sessions.timeline.story import Story

STEP_KINDS: Final = ACTIONS | {
    Kind.ANR, Kind.CUSTOM, Kind.ERROR, Kind.EXCEPTION, Kind.LAUNCH, Kind.NAVIGATION, Kind.PAUSE, Kind.RESUME, Kind.TAG,
}  # fmt: skip
"""Kinds that can be a step before or after an incident; others only where they are remarkable."""

WORDED: Final = frozenset({Kind.CUSTOM, Kind.LOG, Kind.TAG, Kind.OTHER})
_LONE: Final = frozenset({Kind.REQUEST, Kind.EXCEPTION, Kind.ERROR, Kind.ANR, Kind.LAUNCH, Kind.PAUSE, Kind.RESUME})
"""Kinds whose neighbours never merge by looks alone: each has an outcome or a place of its own."""

_KIND: Final = attrgetter("kind")
_AT: Final = attrgetter("at_ms")
_SCREEN: Final = attrgetter("screen")
_LOOK: Final = attrgetter("target", "name", "note", "screen")
Look: TypeAlias = tuple[AppText, AppText, AppText, AppText]
"""Target, name, note and screen of an event."""


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
    untimed: Counter[int] = field(default_factory=Counter[int])
    """Events without a time of their own, by part."""

    def is_step(self, index: int) -> bool:
        """Whether the event is one that can stand before or after an incident."""
        kind = self.events[index].kind
        return (kind in STEP_KINDS or index in self.remarkable) and index not in self.leaders

    @property
    def active_ms(self) -> int:
        """Time in which something happened at least every IDLE_MS."""
        whole = self.events[-1].at_ms - self.events[0].at_ms if self.events else 0
        return whole - sum(gap.lasted_ms for gap in self.gaps)


def scan(story: Story) -> Scan:
    """Walk the story once."""
    events = story.events
    walk = Scan(events)
    kinds = list(map(_KIND, events))
    walk.kinds = Counter(kinds)
    for index, kind in enumerate(kinds):
        walk.places[kind].append(index)
    walk.weights = list(map(WEIGHT.__getitem__, kinds))
    walk.gaps = _gaps(story)
    if not all(map(attrgetter("timed"), events)):
        walk.untimed = Counter(event.part for event in events if not event.timed)
    walk.ends = _ends(story)
    for order in _orders(story):
        _move(walk, order)
        _merge(walk, order)
    walk.visits.sort(key=attrgetter("index"))
    _weigh_words(walk)
    _weigh_requests(walk)
    _weigh_screens(walk)
    for index in walk.ends.values():
        line = walk.leaders.get(index, index)
        walk.weights[line] = max(walk.weights[line], WEIGHT_END if kinds[index] in STEP_KINDS else 0)
    return walk


def _orders(story: Story) -> Iterator[Sequence[int]]:
    """The indexes of each part's events, in order."""
    if len(story.parts) <= 1:
        yield range(len(story.events))
        return
    orders: dict[int, list[int]] = defaultdict(list)
    for index, event in enumerate(story.events):
        orders[event.part].append(index)
    yield from orders.values()


def _gaps(story: Story) -> list[Gap]:
    events, on_web = story.events, story.platform == "web"
    times = list(map(_AT, events))
    waits = map(sub, times[1:], times)
    found = [index for index, wait_ms in enumerate(waits, 1) if wait_ms >= IDLE_MS]
    return [_gap(index, events[index - 1], events[index], on_web=on_web) for index in found]


def _gap(index: int, before: Event, event: Event, *, on_web: bool) -> Gap:
    """Between two recordings an app was away; between two tabs nothing is known."""
    left = before.action in LEAVING or before.action == "home_button_pressed"
    background = left or (event.part != before.part and not on_web)
    return Gap(index, before.at_ms, event.at_ms - before.at_ms, background)


def _ends(story: Story) -> dict[int, int]:
    """Where each part ends, in the order in which the parts end."""
    left = sum(bool(part.recording and part.recording.events) for part in story.parts)
    ends: dict[int, int] = {}
    for index in range(len(story.events) - 1, -1, -1):
        if len(ends) == left:
            break
        ends.setdefault(story.events[index].part, index)
    return dict(reversed(ends.items()))


def _move(walk: Scan, order: Sequence[int]) -> None:
    """The screens of one part, and when its app went to the background and came back."""
    events = walk.events
    screens = list(map(_SCREEN, events if isinstance(order, range) else map(events.__getitem__, order)))
    # Readers make one string of every name, so that most of what is equal is the same; the rest is looked at closely.
    changes = compress(range(len(screens)), map(is_not, screens, [NOTHING, *screens]))
    steps = sorted({*changes, *_around_lifecycle(walk, order)})
    current, away = NOTHING, False
    for place in steps:
        index = order[place]
        event = events[index]
        if event.screen and event.screen != current and event.action not in LEAVING:
            current, away = event.screen, False
            walk.visits.append(Visit(event.part, event.screen, index, event.at_ms))
            walk.entered.add(index)
        if event.kind is not Kind.LIFECYCLE or event.screen != current:
            continue
        # An Android screen that stops while no other has come means the app is left; its next start, that it is back.
        if event.action == "stopped" and not away:
            away = True
            walk.turns[index] = "away"
        elif event.action in {"started", "resumed"} and away:
            away = False
            walk.turns[index] = "back"
    if away:
        walk.away.add(events[order[0]].part)


def _around_lifecycle(walk: Scan, order: Sequence[int]) -> Iterator[int]:
    """Places in a part's order of lifecycle events and of what follows them: a screen that leaves changes nothing."""
    last = len(order) - 1
    if isinstance(order, range):
        for index in walk.places.get(Kind.LIFECYCLE, ()):
            yield from (index, min(index + 1, last))
        return
    for place, index in enumerate(order):
        if walk.events[index].kind is Kind.LIFECYCLE:
            yield from (place, min(place + 1, last))


def _merge(walk: Scan, order: Sequence[int]) -> None:
    """Neighbours of one part that look the same share the line of the first."""
    events = walk.events
    kinds = list(map(_KIND, events if isinstance(order, range) else map(events.__getitem__, order)))
    for place in compress(range(1, len(kinds)), map(is_, kinds[1:], kinds)):
        index = order[place]
        before, event = events[order[place - 1]], events[index]
        if (
            event.kind in _LONE
            or before.target != event.target
            or before.action != event.action
            or before.name != event.name
        ):
            continue
        leader = walk.leaders.get(order[place - 1], order[place - 1])
        if index in walk.entered or event.screen not in (events[leader].screen, ""):
            continue
        walk.repeats[leader] = walk.repeats.get(leader, 0) + 1
        walk.leaders[index] = leader
        walk.followers[leader].append(index)
        walk.weights[index] = 0


def _weigh_words(walk: Scan) -> None:
    """What looks like something before it is routine; what speaks of trouble, and what takes text, is noted."""
    events, weights = walk.events, walk.weights
    fields: list[int] = list(walk.places.get(Kind.INPUT, ()))
    for kind in ROUTINE & walk.places.keys():
        indexes = walk.places[kind]
        looks = list(map(_LOOK, map(events.__getitem__, indexes)))
        first_of = dict(zip(reversed(looks), reversed(indexes), strict=True))
        if len(first_of) < len(indexes):
            for index in indexes:
                if weights[index]:
                    weights[index] = WEIGHT_ROUTINE
            for index in first_of.values():
                weights[index] = WEIGHT[kind] if index not in walk.leaders else 0
        if kind in WORDED and (telling := _telling(looks, first_of)):
            _mark(walk, [index for look, index in zip(looks, indexes, strict=True) if look in telling])
        if kind is Kind.TAP and (taking := {look[0] for look in first_of if _takes_text(look[0])}):
            fields.extend(index for look, index in zip(looks, indexes, strict=True) if look[0] in taking)
    walk.fields = sorted(fields)
    errors = [index for index in walk.places.get(Kind.CONSOLE, ()) if events[index].action.lower() == "error"]
    _mark(walk, errors, WEIGHT_CONSOLE_ERROR)


def _telling(looks: Sequence[Look], distinct: Iterable[Look]) -> set[Look]:
    """The looks that speak of trouble; what an app says all the time it says of itself, not of trouble."""
    troubled = {look for look in distinct if _any_trouble(look)}
    if not troubled:
        return troubled
    often = Counter(look[1] for look in looks if look in troubled)
    return {look for look in troubled if often[look[1]] <= TELLING_MOST}


def _mark(walk: Scan, indexes: list[int], weight: int = WEIGHT_TELLING) -> None:
    """These are steps of what happened; those with a line of their own weigh at least `weight`."""
    for index in indexes:
        if walk.weights[index]:
            walk.weights[index] = max(walk.weights[index], weight)
    walk.remarkable.update(indexes)


def _any_trouble(look: Look) -> bool:
    _, name, note, _ = look
    return speaks_of_trouble(name) or bool(note and speaks_of_trouble(note))


def _takes_text(target: str) -> bool:
    return not FIELD_WORDS.isdisjoint(words_in(target))


def _weigh_requests(walk: Scan) -> None:
    """Reads every request, since any may have failed."""
    events, weights, exchanges, requests = walk.events, walk.weights, walk.exchanges, walk.requests
    for index in walk.places.get(Kind.REQUEST, ()):
        event = events[index]
        exchange = exchanges[index] = read_exchange(event)
        requests[event.name].append(index)
        if exchange.failed:
            walk.failed.append(index)
            weights[index] = WEIGHT_FAILED_REQUEST
        elif exchange.took_ms is not None and exchange.took_ms >= SLOW_REQUEST_MS:
            walk.slow.append(index)
            weights[index] = WEIGHT_SLOW_REQUEST
    walk.remarkable.update(walk.failed, walk.slow)


def _weigh_screens(walk: Scan) -> None:
    """A screen that is new weighs more than one that was seen before; the background more than either."""
    known: set[AppText] = set()
    for visit in walk.visits:
        weight = WEIGHT_ROUTINE if visit.screen in known else WEIGHT_NEW_SCREEN
        known.add(visit.screen)
        walk.weights[visit.index] = max(walk.weights[visit.index], weight)
    for index in walk.turns:
        walk.weights[index] = max(walk.weights[index], WEIGHT_AWAY)
    walk.remarkable.update(walk.turns)


def speaks_of_trouble(text: str) -> bool:
    """Whether a log line or the name of an event uses a word of trouble."""
    folded = text[:2000].lower()
    return any(word in folded for word in TROUBLE_WORDS)


def by_weight(weights: Sequence[int]) -> Mapping[int, list[int]]:
    """Indexes by weight, each list in order; 0 is left out."""
    classes: dict[int, list[int]] = defaultdict(list)
    for index, weight in enumerate(weights):
        if weight:
            classes[weight].append(index)
    return classes
