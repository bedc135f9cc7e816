"""Requests that come again and again, told once with their outcomes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from devrev_sessions.digest.thresholds import REGULAR_WITHIN, SERIES_FROM, WEIGHT, WEIGHT_SERIES
from devrev_sessions.digest.walk import Scan
from devrev_sessions.timeline.events import AppText, Kind


@dataclass(frozen=True, slots=True)
class Series:
    """All calls of one request: where they stand, how often each outcome came, and their rhythm if they have one."""

    name: AppText
    indexes: tuple[int, ...]
    outcomes: Mapping[str, int]
    every_ms: int | None
    until_ms: int


def collapse(walk: Scan) -> Mapping[int, Series]:
    """The series by the index of their first call; their other successes lose their weight.

    Calls that failed or were slow keep their own lines.
    """
    series: dict[int, Series] = {}
    failed = set(walk.failed)
    for name, indexes in walk.requests.items():
        plain = [i for i in indexes if i not in failed]
        if len(plain) < SERIES_FROM:
            continue
        first = plain[0]
        series[first] = Series(
            name,
            tuple(indexes),
            _outcomes(walk, indexes),
            _rhythm_ms([walk.events[i].at_ms for i in indexes]),
            walk.events[indexes[-1]].at_ms,
        )
        ordinary, weights, entered = WEIGHT[Kind.REQUEST], walk.weights, walk.entered
        rest = [i for i in plain[1:] if weights[i] <= ordinary and i not in entered]
        for i in rest:
            weights[i] = 0
        walk.leaders.update(dict.fromkeys(rest, first))
        walk.followers[first].extend(rest)
        weights[first] = max(weights[first], WEIGHT_SERIES)
    return series


def _outcomes(walk: Scan, indexes: list[int]) -> Mapping[str, int]:
    """How often each outcome came, the commonest first."""
    exchanges = walk.exchanges
    found = Counter([exchanges[i].status or exchanges[i].word or "?" for i in indexes])
    counts = {str(outcome): count for outcome, count in found.items()}
    return dict(sorted(counts.items(), key=lambda told: (-told[1], told[0])))


def _rhythm_ms(times: list[int]) -> int | None:
    """The usual time between two calls, None where it varies by more than REGULAR_WITHIN."""
    gaps = sorted(later - sooner for sooner, later in pairwise(times))
    lower, middle, upper = (gaps[len(gaps) * quarter // 4] for quarter in (1, 2, 3))
    return middle if middle > 0 and upper - lower <= REGULAR_WITHIN * middle else None
