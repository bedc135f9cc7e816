"""An interface that stopped answering, though nobody reported an ANR."""

from bisect import bisect_left
from collections.abc import Iterator

from devrev_sessions.digest.thresholds import AFTER_MS, FROZEN_MS, FROZEN_TAPS, FROZEN_TARGETS
from devrev_sessions.digest.walk import Scan
from devrev_sessions.timeline.events import ACTIONS, Kind


def frozen_stretches(walk: Scan) -> Iterator[tuple[int, ...]]:
    """The indexes of unanswered actions in a row, on several things, while no screen came.

    A stretch near a reported ANR is left to it.
    """
    silent = sorted(index for kind in (Kind.DEAD_TAP, Kind.RAGE_TAP, Kind.GESTURE) for index in _unanswered(walk, kind))
    run: list[int] = []
    for index in silent:
        if run and not _goes_on(walk, run[-1], index):
            if _is_frozen(walk, run):
                yield tuple(run)
            run = []
        run.append(index)
    if _is_frozen(walk, run):
        yield tuple(run)


def _unanswered(walk: Scan, kind: Kind) -> Iterator[int]:
    return (index for index in walk.places.get(kind, ()) if walk.events[index].unanswered)


def _goes_on(walk: Scan, last: int, index: int) -> bool:
    """Whether nothing between two unanswered actions shows that the app reacted."""
    events = walk.events
    if events[last].part != events[index].part or events[index].at_ms - events[last].at_ms > AFTER_MS:
        return False
    part = events[last].part
    for i in range(last + 1, index + 1):
        if events[i].part != part:
            continue
        if i in walk.entered or (events[i].kind in ACTIONS and not events[i].unanswered):
            return False
    return True


def _is_frozen(walk: Scan, run: list[int]) -> bool:
    if len(run) < FROZEN_TAPS:
        return False
    first, last = walk.events[run[0]], walk.events[run[-1]]
    targets = {walk.events[index].target or walk.events[index].action for index in run}
    if last.at_ms - first.at_ms < FROZEN_MS or len(targets) < FROZEN_TARGETS:
        return False
    anrs = walk.places.get(Kind.ANR, [])
    near = anrs[bisect_left(anrs, run[0]) :][:1]
    return not any(walk.events[i].at_ms - last.at_ms <= AFTER_MS for i in near)
