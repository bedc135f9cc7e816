"""Rage taps that nobody reported."""

import pytest

from devrev_sessions.digest.digest import Digest
from devrev_sessions.timeline.events import Event
from storytelling import log, rage_tap, tap, told_of


def quick(*at: float, target: str = "pay", spot: tuple[float, float] | None = (10, 20)) -> list[Event]:
    return [tap(second, target, "Cart", spot=spot) for second in at]


def raged(told: Digest) -> list[tuple[tuple[int, ...], bool]]:
    return [(incident.indexes, incident.reported) for incident in told.incidents if incident.kind == "rage_tap"]


def test_three_taps_on_one_spot_within_600_ms_of_each_other_are_a_derived_rage_tap() -> None:
    assert raged(told_of(tap(0, "x"), quick(5, 5.5, 6.1))) == [((1,), False)]


def test_other_events_between_do_not_break_it() -> None:
    assert raged(told_of(quick(5, 5.3), log(5.4, "busy"), quick(5.6, 5.9))) == [((0,), False)]


@pytest.mark.parametrize(
    "told",
    [
        told_of(quick(5, 5.5)),
        told_of(quick(5, 5.5, 6.2)),
        told_of(quick(5, 5.3, 5.6, spot=None)),
        told_of(quick(5, 5.3), quick(5.5, target="other")),
        told_of(quick(5, 5.3), quick(5.5, spot=(16, 20))),
        told_of(quick(5, 5.3, 5.6), medium="web"),
        told_of(quick(5, 5.3, 5.6, target="quantityPlus")),
    ],
    ids=["two", "too slow", "nowhere", "another thing", "six pixels away", "a browser reports by itself", "a stepper"],
)
def test_what_the_rule_does_not_say_is_none(told: Digest) -> None:
    assert raged(told) == []


def test_a_reported_rage_tap_tells_it_alone() -> None:
    told = told_of(quick(5, 5.3, 5.6), rage_tap(5.7, "pay", "Cart"))
    assert raged(told) == [((3,), True)]


def test_two_runs_of_one_minute_are_two_rage_taps() -> None:
    assert [indexes for indexes, _ in raged(told_of(quick(5, 5.3, 5.6), quick(40, 40.3, 40.6)))] == [(0,), (3,)]
