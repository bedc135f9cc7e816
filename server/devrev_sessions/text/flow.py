"""The way through the app: every screen in order, loops told once, the middle folded when it is long."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.scan import Visit
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


def flow(told: Digest, most: int) -> Shown | None:
    """`Splash 0:00 > Home 0:01 > (List > Product) x12 0:58 to 4:10 > Cart 4:12`; at most `most` stretches."""
    visits = told.walk.visits
    if not visits or not most:
        return None
    stretches = loops(visits[:VISITS_READ])
    if len(stretches) <= most:
        return joined(" > ", [_told(stretch) for stretch in stretches])
    keep = max(1, most // 2)
    hidden = sum(len(stretch.visits) * stretch.rounds for stretch in stretches[keep:-keep])
    screens = plural(len({visit.screen for visit in visits}), "screen")
    folded = say("... ", plural(hidden, "more visit"), " of ", screens, " ...")
    begin, end = ([_told(stretch) for stretch in kept] for kept in (stretches[:keep], stretches[-keep:]))
    return joined(" > ", [*begin, folded, *end])


def loops(visits: list[Visit]) -> list[Stretch]:
    """The visits with each loop as one stretch."""
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
