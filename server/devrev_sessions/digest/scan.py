"""One walk over the events: where the person was, what repeated, when nothing happened, what deserves a look.

A recording can have hundreds of thousands of events, most of them ordinary. So the walk goes by columns: what is asked
of every event is asked in one pass over one attribute, and code of several steps runs only where something happened.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import compress
from operator import attrgetter, is_, is_not, sub
from typing import Final

from devrev_sessions.digest.thresholds import (
    IDLE_MS,
    LEAVING,
    REMADE_MS,
    WEIGHT,
    WEIGHT_END,
)
from devrev_sessions.digest.walk import STEP_KINDS, Gap, Scan, Silence, Visit
from devrev_sessions.digest.weighing import weigh_requests, weigh_screens, weigh_words
from devrev_sessions.timeline.events import ACTIONS, NOTHING, Kind
from devrev_sessions.timeline.story import Story

_LONE: Final = frozenset({Kind.REQUEST, Kind.EXCEPTION, Kind.ERROR, Kind.ANR, Kind.LAUNCH, Kind.PAUSE, Kind.RESUME})
"""Kinds whose neighbours never merge by looks alone: each has an outcome or a place of its own."""

_KIND: Final = attrgetter("kind")
_AT: Final = attrgetter("at_ms")
_SCREEN: Final = attrgetter("screen")


def scan(story: Story) -> Scan:
    """Walk the story once."""
    events = story.events
    mediums = enumerate(part.recording.medium if part.recording else "" for part in story.parts)
    walk = Scan(events, tabs=frozenset(number for number, medium in mediums if medium == "web"))
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
    weigh_words(walk)
    weigh_requests(walk)
    weigh_screens(walk)
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
    return [_gap(story, index, on_web=on_web) for index in found]


def _gap(story: Story, index: int, *, on_web: bool) -> Gap:
    before, event = story.events[index - 1], story.events[index]
    if event.part != before.part and not on_web:
        why = _between(story, before.part, event.part)
    else:
        # Between two tabs nothing is known of it.
        # A screen that is merely paused may stand behind a dialog.
        left = before.action in LEAVING - {"paused"} or before.action == "home_button_pressed"
        why = "background" if left and event.part == before.part else "idle"
    return Gap(index, before.at_ms, event.at_ms - before.at_ms, why)


def _between(story: Story, sooner: int, later: int) -> Silence:
    """Why nothing was recorded between two parts of an app's session.

    DevRev ends a recording when its app goes to the background, and begins the next when it comes back; a cold start
    says that it had been closed.
    """
    if any(part.recording is None for part in story.parts[sooner + 1 : later]):
        return "unread"
    before, after = story.parts[sooner].recording, story.parts[later].recording
    crashed = before is not None and before.crash_log is not None
    cold = after is not None and after.launch is not None and after.launch.style.lower() == "cold"
    return "closed" if crashed or cold else "background"


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
    left, current, away, paused, in_front = NOTHING, NOTHING, False, False, False
    for place in steps:
        index = order[place]
        event = events[index]
        if event.screen and event.screen != current and event.action not in LEAVING:
            if event.kind is Kind.REQUEST and event.screen == left:
                continue  # an answer that comes late still names the screen that asked
            left, current, away, paused, in_front = current, event.screen, False, False, False
            walk.visits.append(Visit(event.part, event.screen, index, event.at_ms))
            walk.entered.add(index)
        if event.kind is not Kind.LIFECYCLE or event.screen != current:
            continue
        # An Android screen that stops while no other has come means the app is left; its next start, that it is back.
        # A screen of the same name that came to the front meanwhile means that only the older one stops.
        if event.action in {"paused", "resumed"}:
            in_front = paused and event.action == "resumed"
            paused = paused or event.action == "paused"
        if event.action == "stopped" and not away and not in_front:
            away = True
            walk.turns[index] = "away"
        elif event.action in {"started", "resumed"} and away:
            away = False
            walk.turns[index] = "back"
    if away:
        walk.away.add(events[order[0]].part)
    _drop_false_turns(walk, events[order[0]].part if order else 0)


def _drop_false_turns(walk: Scan, part: int) -> None:
    """Forget times away that were none: a screen made anew in a moment, or one on which a person went on."""
    turns = sorted(index for index in walk.turns if walk.events[index].part == part)
    if not turns:
        return
    acted = sorted(index for kind in ACTIONS for index in walk.places.get(kind, ()) if walk.events[index].part == part)
    for place, index in enumerate(turns):
        if walk.turns.get(index) != "away":
            continue
        back = turns[place + 1] if place + 1 < len(turns) else None
        quick = back is not None and walk.events[back].at_ms - walk.events[index].at_ms < REMADE_MS
        until = back if back is not None else len(walk.events)
        if quick or bisect_left(acted, until) > bisect_right(acted, index):
            del walk.turns[index]
            if back is None:
                walk.away.discard(part)
            else:
                del walk.turns[back]


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
        if index in walk.entered or index in walk.turns or event.screen not in (events[leader].screen, ""):
            continue
        walk.repeats[leader] = walk.repeats.get(leader, 0) + 1
        if event.at_ms == before.at_ms and event.timed and event.kind in ACTIONS:
            walk.doubles[event.part] += 1
        walk.leaders[index] = leader
        walk.followers[leader].append(index)
        walk.weights[index] = 0
