"""Rage taps that nobody reported, by DevRev's own rule."""

from collections.abc import Iterator, Sequence
from operator import sub
from typing import Final

import msgspec

from devrev_sessions.digest.thresholds import EARNEST_WORDS, RAGE_PAUSE_MS, RAGE_PIXELS, RAGE_REPORTED_MS, RAGE_TAPS
from devrev_sessions.digest.walk import Scan
from devrev_sessions.digest.words import words_in
from devrev_sessions.timeline.events import Event, Kind
from devrev_sessions.timeline.properties import UNREADABLE

Point = tuple[float, float]


class _Touch(msgspec.Struct, frozen=True, gc=False):
    x: float
    y: float


_POINTS: Final = msgspec.json.Decoder(list[_Touch])


def unreported_rage(walk: Scan) -> Iterator[tuple[int, ...]]:
    """The indexes of each run of quick taps on one spot; a run near a reported rage tap is left to it.

    Taps without a place are none, nor are those on keys and steppers: there people tap as quickly in earnest.
    """
    taps = walk.places.get(Kind.TAP, [])
    times = [walk.events[index].at_ms for index in taps]
    longest_ms = RAGE_PAUSE_MS * (RAGE_TAPS - 1)
    waits = map(sub, times[RAGE_TAPS - 1 :], times)
    run: list[int] = []
    for place in [place for place, wait_ms in enumerate(waits) if wait_ms <= longest_ms]:
        for index in taps[place : place + RAGE_TAPS]:
            if run and index <= run[-1]:
                continue
            if run and not _same_spot(walk.events[run[-1]], walk.events[index]):
                yield from _told(walk, run)
                run = []
            run.append(index)
    yield from _told(walk, run)


def _told(walk: Scan, run: Sequence[int]) -> Iterator[tuple[int, ...]]:
    if len(run) < RAGE_TAPS or not EARNEST_WORDS.isdisjoint(words_in(walk.events[run[0]].target)):
        return
    first, last = walk.events[run[0]], walk.events[run[-1]]
    reported = (walk.events[index] for index in walk.places.get(Kind.RAGE_TAP, ()))
    if not any(
        each.part == first.part and first.at_ms - RAGE_REPORTED_MS <= each.at_ms <= last.at_ms + RAGE_REPORTED_MS
        for each in reported
    ):
        yield tuple(run)


def _same_spot(one: Event, other: Event) -> bool:
    # At the very same moment it is the same tap, written down twice.
    if one.part != other.part or one.target != other.target or not 0 < other.at_ms - one.at_ms <= RAGE_PAUSE_MS:
        return False
    here, there = _point(one), _point(other)
    return here is not None and there is not None and abs(here[0] - there[0]) <= RAGE_PIXELS >= abs(here[1] - there[1])


def _point(event: Event) -> Point | None:
    """The first point that was touched."""
    try:
        points = _POINTS.decode(event.touched) if event.touched else []
    except UNREADABLE:
        return None
    return (points[0].x, points[0].y) if points else None
