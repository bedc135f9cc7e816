"""An interface that stopped answering, though nobody reported an ANR."""

from devrev_sessions.digest.digest import Digest
from storytelling import anr, dead_tap, opened, page, request, swipe, tap, told_of


def frozen(told: Digest) -> list[tuple[int, ...]]:
    return [incident.indexes for incident in told.incidents if incident.kind == "frozen"]


def test_unanswered_taps_on_several_things_for_five_seconds_are_a_frozen_interface() -> None:
    told = told_of(tap(0, "a"), dead_tap(2, "row"), dead_tap(4, "back"), dead_tap(7, "menu"))
    assert frozen(told) == [(1, 2, 3)]
    assert [incident.kind for incident in told.incidents] == ["frozen", *["dead_tap"] * 3]
    assert told.outcome.kind == "froze"
    assert not told.incidents[0].reported


def test_one_dead_thing_is_no_frozen_interface() -> None:
    told = told_of(dead_tap(2, "row"), dead_tap(5, "row"), dead_tap(9, "row"))
    assert frozen(told) == []
    assert [incident.kind for incident in told.incidents] == ["dead_tap"]


def test_less_than_five_seconds_or_three_taps_are_none() -> None:
    assert frozen(told_of(dead_tap(0, "a"), dead_tap(2, "b"), dead_tap(4, "c"))) == []
    assert frozen(told_of(dead_tap(0, "a"), dead_tap(9, "b"))) == []


def test_an_answered_action_or_a_new_screen_between_breaks_it() -> None:
    assert frozen(told_of(dead_tap(0, "a"), dead_tap(3, "b"), swipe(4), dead_tap(7, "c"))) == []
    assert frozen(told_of(page(0, "/"), dead_tap(1, "a"), dead_tap(3, "b"), page(4, "/x"), dead_tap(7, "c"))) == []


def test_requests_in_the_background_do_not_break_it() -> None:
    told = told_of(dead_tap(0, "a"), request(1, "poll"), dead_tap(3, "b"), request(4, "poll"), dead_tap(7, "c"))
    assert frozen(told) == [(0, 2, 4)]


def test_a_reported_anr_stands_for_it() -> None:
    told = told_of(opened(0, "Home"), dead_tap(2, "row"), dead_tap(4, "back"), dead_tap(8, "menu"), anr(12))
    assert frozen(told) == []
    assert told.incidents[0].kind == "anr"


def test_what_is_answered_afterwards_is_a_recovery_and_silence_is_none() -> None:
    stuck = [dead_tap(0, "a"), dead_tap(3, "b"), dead_tap(7, "c")]
    assert told_of(stuck, tap(20, "a")).incidents[0].ending == "recovered"
    assert told_of(stuck).incidents[0].ending == "blocked"
