"""Forms: where text was entered, whether it was sent, and where the person hesitated."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from devrev_sessions.digest.thresholds import HESITATION_MS, LONGEST_HESITATION_MS, SUBMIT_WORDS
from devrev_sessions.digest.walk import Scan
from devrev_sessions.digest.words import words_in
from devrev_sessions.timeline.events import ACTIONS, AppText, Kind

MOST_EVENTS: Final = 3_000
"""Events of one stay on a screen that are looked at."""
LEAST_FIELDS: Final = 2
"""Fields that were worked on before something counts as a form: one alone is a search box or a filter."""


@dataclass(frozen=True, slots=True)
class Form:
    """One stay on a screen in which fields were worked on.

    `hesitations` are the actions that came after HESITATION_MS of nothing, with the time that had passed.
    """

    screen: AppText
    fields: tuple[int, ...]
    hesitations: tuple[tuple[int, int], ...]
    abandoned: bool


def forms(walk: Scan) -> Iterator[Form]:
    """Every form that was worked on, in order."""
    worked_on = walk.fields
    for visit, stop in zip(walk.visits, _stops(walk), strict=True):
        place = bisect_left(worked_on, visit.index)
        fields = [i for i in worked_on[place : bisect_left(worked_on, stop)] if walk.events[i].part == visit.part]
        if fields:
            stay = [i for i in range(fields[0], min(stop, fields[0] + MOST_EVENTS)) if _of(walk, i, visit.part)]
            yield Form(visit.screen, tuple(fields), tuple(_waits(walk, stay)), _abandoned(walk, fields, stay, stop))


def _stops(walk: Scan) -> list[int]:
    """Where each stay ends: at the next screen of the same part, or with the part."""
    stops: list[int] = []
    following: dict[int, int] = {}
    for visit in reversed(walk.visits):
        stops.append(following.get(visit.part, walk.ends[visit.part] + 1))
        following[visit.part] = visit.index
    return stops[::-1]


def _of(walk: Scan, index: int, part: int) -> bool:
    return walk.events[index].part == part


def _waits(walk: Scan, stay: Sequence[int]) -> Iterator[tuple[int, int]]:
    done = [i for i in stay if walk.events[i].kind in ACTIONS]
    for sooner, later in pairwise(done):
        waited_ms = walk.events[later].at_ms - walk.events[sooner].at_ms
        if HESITATION_MS < waited_ms <= LONGEST_HESITATION_MS and not _busy_elsewhere(walk, sooner, later):
            yield later, waited_ms


def _busy_elsewhere(walk: Scan, sooner: int, later: int) -> bool:
    """Whether the person did something in another tab meanwhile."""
    part = walk.events[later].part
    return any(event.part != part and event.kind in ACTIONS for event in walk.events[sooner + 1 : later])


def _abandoned(walk: Scan, fields: Sequence[int], stay: Sequence[int], stop: int) -> bool:
    """Whether the person left without anything that looks like sending."""
    named = {walk.events[i].target or walk.events[i].name for i in fields}
    if len(named) < LEAST_FIELDS:
        return False
    part = walk.events[fields[0]].part
    upto = [*stay, stop] if stop < len(walk.events) and walk.events[stop].part == part else stay
    return not any(_sends(walk, i) for i in upto if i > fields[0])


def _sends(walk: Scan, index: int) -> bool:
    event = walk.events[index]
    if event.kind is Kind.REQUEST:
        method = event.name.split(" ", 1)[0]
        return method in {"POST", "PUT", "PATCH"} or not SUBMIT_WORDS.isdisjoint(words_in(event.name))
    if event.kind in {Kind.TAP, Kind.RAGE_TAP, Kind.DEAD_TAP, Kind.CUSTOM}:
        return not SUBMIT_WORDS.isdisjoint(words_in(event.target or event.name))
    return False
