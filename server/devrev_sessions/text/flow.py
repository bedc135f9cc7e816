"""The way through the app: every screen in order, loops told once, the middle folded when it is long."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from devrev_sessions.digest.walk import Visit
from devrev_sessions.text.door import Shown, joined, named, number, ours, plural, say
from devrev_sessions.timeline.clock import clock

LONGEST_LOOP: Final = 4
"""Screens in a loop that is recognised: list and detail, and the usual detours between them."""
LEAST_ROUNDS: Final = 3
"""Rounds from which a loop is told as one."""
VISITS_READ: Final = 20_000
NAME_WIDTH: Final = 48


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some screens in order, gone through `rounds` times."""

    visits: tuple[Visit, ...]
    rounds: int


def flow(stretches: Sequence[Stretch], most: int, moments: Sequence[int] = ()) -> Shown | None:
    """`Splash 0:00 > Home 0:01 > (List > Product) x12 from 0:58 > Cart 4:12`; at most `most` stretches.

    Of a long way both ends are told, and what led to `moments`, indexes of events that matter, the first of them most.
    """
    if not stretches or not most:
        return None
    kept = _kept(stretches, most, moments)
    told: list[Shown] = []
    position = 0
    for place in [*kept, len(stretches)]:
        if place == position + 1:
            told.append(_told(stretches[position]))
        elif place > position:
            told.append(_folded(stretches[position:place]))
        if place < len(stretches):
            told.append(_told(stretches[place]))
        position = place + 1
    return joined(" > ", told)


def _kept(stretches: Sequence[Stretch], most: int, moments: Sequence[int]) -> list[int]:
    """The places of the stretches that are told."""
    if len(stretches) <= most:
        return list(range(len(stretches)))
    begins = [stretch.visits[0].index for stretch in stretches]
    if not moments:
        half = max(1, most // 2)
        return [*range(half), *range(len(stretches) - half, len(stretches))]
    places = [bisect_right(begins, moment) - 1 for moment in moments]
    ends = [0, -1, -2, 1, -3, *range(2, most // 4)]
    # First what led to the worst moment, then both ends, then the screen of each other moment and those around it.
    worst, others = places[:1], places[1:]
    order = [here + step for here in worst for step in (0, -1, -2)]
    order += [end % len(stretches) for end in ends[: max(2, most // 4)]]
    order += [here + step for step in (0, -1) for here in others]
    order += [here + step for step in (1, -2) for here in places]
    kept: set[int] = set()
    for place in order:
        if 0 <= place < len(stretches) and len(kept) < most:
            kept.add(place)
    return sorted(kept)


def _folded(stretches: Sequence[Stretch]) -> Shown:
    hidden = sum(len(stretch.visits) * stretch.rounds for stretch in stretches)
    screens = len({visit.screen for stretch in stretches for visit in stretch.visits})
    return say("... ", plural(hidden, "more visit"), " of ", plural(screens, "screen"), " ...")


def loops(visits: Sequence[Visit]) -> list[Stretch]:
    """The visits with each loop as one stretch."""
    visits = visits[:VISITS_READ]
    stretches: list[Stretch] = []
    names = [visit.screen for visit in visits]
    position = 0
    while position < len(visits):
        length, rounds = _loop_at(names, position)
        stretches.append(Stretch(tuple(visits[position : position + length]), rounds))
        position += length * rounds
    return stretches


def _loop_at(names: Sequence[str], position: int) -> tuple[int, int]:
    """The length of the loop that begins here and how often it is gone through; (1, 1) where none does."""
    for length in range(2, LONGEST_LOOP + 1):
        pattern = names[position : position + length]
        rounds = 1
        while names[position + rounds * length : position + (rounds + 1) * length] == pattern:
            rounds += 1
        if rounds >= LEAST_ROUNDS:
            return length, rounds
    return 1, 1


def _told(stretch: Stretch) -> Shown:
    begins = ours(clock(stretch.visits[0].at_ms))
    if stretch.rounds == 1:
        return say(named(stretch.visits[0].screen, NAME_WIDTH), " ", begins)
    inner = joined(" > ", [named(visit.screen, NAME_WIDTH) for visit in stretch.visits])
    return say("(", inner, ") x", number(stretch.rounds), " from ", begins)
