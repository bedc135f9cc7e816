"""The way through the screens in one line."""

import pytest

from devrev_sessions.text.flow import flow, loops
from storytelling import page, told_of


def way(screens: str, most: int = 24) -> str | None:
    """The line for one-letter screens, ten seconds each."""
    return flow(loops(told_of([page(10 * n, screen) for n, screen in enumerate(screens)]).walk.visits), most)


def told_loops(screens: str) -> list[tuple[str, int]]:
    visits = told_of([page(n, screen) for n, screen in enumerate(screens)]).walk.visits
    return [("".join(visit.screen for visit in stretch.visits), stretch.rounds) for stretch in loops(visits)]


def test_each_screen_stands_with_the_time_it_was_entered() -> None:
    assert way("ABA") == "A 0:00 > B 0:10 > A 0:20"


def test_without_screens_or_without_room_there_is_no_line() -> None:
    assert way("") is None
    assert way("AB", most=0) is None


@pytest.mark.parametrize(
    ("screens", "stretches"),
    [
        ("ABAB", [("A", 1), ("B", 1), ("A", 1), ("B", 1)]),
        ("ABABAB", [("AB", 3)]),
        ("XABABABY", [("X", 1), ("AB", 3), ("Y", 1)]),
        ("ABABABA", [("AB", 3), ("A", 1)]),
        ("ABCABCABC", [("ABC", 3)]),
        ("ABCDABCDABCD", [("ABCD", 3)]),
        ("ABCDEABCDEABCDE", [(letter, 1) for letter in "ABCDEABCDEABCDE"]),
        ("ABABABACACAC", [("AB", 3), ("AC", 3)]),
    ],
)
def test_a_way_that_is_gone_three_times_is_a_loop(screens: str, stretches: list[tuple[str, int]]) -> None:
    assert told_loops(screens) == stretches


def test_a_loop_is_told_once_with_its_rounds_and_its_beginning() -> None:
    assert way("XABABABY") == "X 0:00 > (A > B) x3 from 0:10 > Y 1:10"


def test_a_long_way_keeps_both_its_ends_and_counts_what_is_between() -> None:
    assert way("ABCDEFGH", most=4) == "A 0:00 > B 0:10 > ... 4 more visits of 4 screens ... > G 1:00 > H 1:10"


def test_a_fold_counts_every_round_of_a_loop() -> None:
    assert way("XABABABYZW", most=2) == "X 0:00 > ... 8 more visits of 4 screens ... > W 1:30"


def test_a_name_that_could_be_more_is_quoted() -> None:
    told = told_of(page(0, "Sign in"), page(5, "x > y 0:05"))
    assert flow(loops(told.walk.visits), 9) == '"Sign in" 0:00 > "x > y 0:05" 0:05'


def test_a_long_way_keeps_what_led_to_the_moments_that_matter() -> None:
    visits = told_of([page(10 * n, screen) for n, screen in enumerate("ABCDEFGHIJ")]).walk.visits
    told = flow(loops(visits), 5, (5,))
    folded = "A 0:00 > ... 2 more visits of 2 screens ... > D 0:30 > E 0:40 > F 0:50"
    assert told == f"{folded} > ... 3 more visits of 3 screens ... > J 1:30"
