"""Requests that come again and again, told once with their outcomes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, quantiles

from devrev_sessions.digest.scan import Scan
from devrev_sessions.digest.thresholds import REGULAR_WITHIN, SERIES_FROM, WEIGHT, WEIGHT_SERIES
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
    for name, indexes in walk.requests.items():
        plain = [i for i in indexes if not walk.exchanges[i].failed]
        if len(plain) < SERIES_FROM:
            continue
        outcomes = Counter(str(walk.exchanges[i].status or walk.exchanges[i].word or "?") for i in indexes)
        first = plain[0]
        series[first] = Series(
            name,
            tuple(indexes),
            dict(sorted(outcomes.items(), key=lambda found: (-found[1], found[0]))),
            _rhythm_ms([walk.events[i].at_ms for i in indexes]),
            walk.events[indexes[-1]].at_ms,
        )
        ordinary = WEIGHT[Kind.REQUEST]
        for i in plain[1:]:
            if walk.weights[i] <= ordinary and i not in walk.entered:
                walk.weights[i] = 0
                walk.follow(i, first)
        walk.weights[first] = max(walk.weights[first], WEIGHT_SERIES)
    return series


def _rhythm_ms(times: list[int]) -> int | None:
    gaps = [later - sooner for sooner, later in pairwise(times)]
    middle = median(gaps)
    lower, _, upper = quantiles(gaps, n=4)
    return round(middle) if middle > 0 and upper - lower <= REGULAR_WITHIN * middle else None
