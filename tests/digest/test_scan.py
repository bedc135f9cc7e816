"""The one walk over a story: screens, repetition, silence, untimed events, several parts."""

from typing import Unpack

from devrev_sessions.digest.scan import scan
from devrev_sessions.digest.walk import Gap, Scan, Visit
from devrev_sessions.digest.weighing import by_weight
from devrev_sessions.timeline.events import Kind
from devrev_sessions.timeline.recording import Launch
from devrev_sessions.timeline.story import Part, Story
from storytelling import (
    Fields,
    app,
    crashed,
    custom,
    exception,
    field,
    home,
    launch,
    life,
    log,
    opened,
    page,
    recording,
    request,
    session_story,
    story,
    swipe,
    tap,
    untimed,
)


def visits(told: Story) -> list[tuple[str, float]]:
    """The screens in order with the second each was entered."""
    return [(visit.screen, visit.at_ms / 1000) for visit in scan(told).visits]


def lines(walk: Scan) -> list[int]:
    """The indexes that could have a line of their own."""
    return [index for index, weight in enumerate(walk.weights) if weight]


def test_a_story_without_events_has_nothing_in_it() -> None:
    assert scan(story()) == Scan(())


def test_an_android_screen_is_left_when_the_next_one_comes_though_it_stops_later() -> None:
    told = story(opened(0, "Home"), tap(5, "cart", "Home"), opened(5.1, "Cart", left="Home"), tap(8, "pay", "Cart"))
    walk = scan(told)
    assert visits(told) == [("Home", 0), ("Cart", 5.1)]
    assert (walk.turns, walk.away) == ({}, set())


def test_an_android_screen_that_is_returned_to_is_a_new_visit() -> None:
    told = story(
        opened(0, "Home"),
        opened(5, "Cart", left="Home"),
        life(9, "paused", "Cart"),
        life(9, "started", "Home"),
        life(9, "resumed", "Home"),
        life(9.4, "stopped", "Cart"),
        life(9.4, "destroyed", "Cart"),
    )
    assert visits(told) == [("Home", 0), ("Cart", 5), ("Home", 9)]
    assert scan(told).turns == {}


def test_an_ios_screen_is_entered_by_the_first_event_that_stands_on_it() -> None:
    told = story(launch(0, "Login"), tap(2, "mail", "Login"), log(3, "hm"), tap(4, "next", "Home"), swipe(5, "Home"))
    assert visits(told) == [("Login", 0), ("Home", 4)]
    assert scan(told).entered == {0, 3}


def test_a_web_page_is_entered_by_its_navigation() -> None:
    told = story(page(0, "/"), tap(3, "Cart", "/"), page(3.2, "/cart"), tap(5, "Back", "/cart"), page(6, "/"))
    assert visits(told) == [("/", 0), ("/cart", 3.2), ("/", 6)]


def test_a_screen_seen_before_weighs_less_than_a_new_one() -> None:
    walk = scan(story(opened(0, "A"), opened(2, "B", left="A"), life(4, "started", "A")))
    new, again = walk.weights[0], walk.weights[-1]
    assert walk.weights[4] == new
    assert again > 0
    assert walk.visits[-1] == Visit(0, app("A"), 8, 4_000)


def test_the_same_event_again_and_again_is_one_line() -> None:
    walk = scan(story(tap(0, "plus", "Cart"), tap(1, "plus", "Cart"), tap(2, "plus", "Cart"), tap(3, "minus", "Cart")))
    assert walk.repeats == {0: 2}
    assert walk.leaders == {1: 0, 2: 0}
    assert dict(walk.followers) == {0: [1, 2]}
    assert lines(walk) == [0, 3]


def test_a_repetition_that_does_not_name_its_screen_belongs_to_the_first() -> None:
    assert scan(story(swipe(0, "Home"), swipe(1), swipe(2))).repeats == {0: 2}


def test_the_app_leaving_has_its_own_line_though_another_screen_stopped_just_before() -> None:
    walk = scan(story(life(0, "stopped", "Splash"), life(90, "stopped", "")))
    assert (dict(walk.turns), lines(walk), dict(walk.followers)) == ({1: "away"}, [1], {})


def test_another_target_screen_or_direction_is_no_repetition() -> None:
    walk = scan(
        story(tap(0, "a", "Home"), tap(1, "b", "Home"), tap(2, "b", "Cart"), swipe(3), swipe(4, towards="down"))
    )
    assert walk.repeats == {}


def test_events_of_another_part_do_not_break_a_repetition() -> None:
    first = recording(tap(0, "plus"), tap(2, "plus"), part_id="a")
    second = recording(tap(1, "plus"), part_id="b")
    assert scan(session_story(first, second)).repeats == {0: 1}


def test_what_has_an_outcome_of_its_own_never_merges() -> None:
    twins = [request(0, "cart"), exception(1, "Boom"), launch(2)]
    assert scan(story([each for twin in twins for each in (twin, twin)])).repeats == {}


def test_the_app_leaves_for_the_background_and_comes_back() -> None:
    told = story(
        opened(0, "Home"),
        home(10, "Home"),
        life(10.1, "paused", "Home"),
        life(10.2, "stopped", "Home"),
        life(100, "started", "Home"),
        life(100, "resumed", "Home"),
        tap(101, "go", "Home"),
    )
    walk = scan(told)
    assert walk.turns == {5: "away", 6: "back"}
    assert walk.gaps == [Gap(6, 10_200, 89_800, why="background")]
    assert walk.away == set()
    assert visits(told) == [("Home", 0)]
    assert walk.is_step(5)
    assert walk.is_step(6)


def test_an_older_screen_of_the_same_name_that_stops_leaves_nothing() -> None:
    new = [life(5, "paused", "Product"), life(5.1, "created", "Product"), life(5.2, "resumed", "Product")]
    walk = scan(story(opened(0, "Product"), *new, life(5.6, "stopped", "Product"), tap(9, "a", "Product")))
    assert (walk.turns, walk.away) == ({}, set())


def test_a_screen_made_anew_in_a_moment_was_not_left() -> None:
    names = ("paused", "stopped", "destroyed", "created", "started", "resumed")
    turned = [life(5 + n / 30, name, "Product") for n, name in enumerate(names)]
    assert scan(story(opened(0, "Product"), *turned, tap(9, "a", "Product"))).turns == {}


def test_whoever_goes_on_tapping_has_not_left() -> None:
    walk = scan(story(opened(0, "Home"), life(5, "stopped", "Home"), tap(9, "a", "Home"), life(20, "started", "Home")))
    assert (walk.turns, walk.away) == ({}, set())


def test_a_screen_that_is_only_paused_may_stand_behind_a_dialog() -> None:
    walk = scan(story(opened(0, "Home"), life(5, "paused", "Home"), life(65, "resumed", "Home"), tap(66, "a", "Home")))
    assert [gap.why for gap in walk.gaps] == ["idle"]


def test_an_app_that_never_comes_back_stays_away() -> None:
    assert scan(story(opened(0, "Home"), life(5, "stopped", "Home"))).away == {0}


def test_silence_from_fifteen_seconds_on_is_a_gap_and_no_active_time() -> None:
    walk = scan(story(tap(0, "a"), tap(14.999, "b"), tap(29.999, "c"), tap(60, "d")))
    assert [(gap.index, gap.begins_ms, gap.lasted_ms, gap.why) for gap in walk.gaps] == [
        (2, 14_999, 15_000, "idle"),
        (3, 29_999, 30_001, "idle"),
    ]
    assert walk.active_ms == 14_999


def test_untimed_events_are_counted_by_part() -> None:
    first = recording(tap(0, "a"), untimed(custom(0, "beep")), part_id="a")
    second = recording(untimed(custom(0, "beep")), untimed(custom(0, "boop")), part_id="b", begins=5)
    assert scan(session_story(first, second)).untimed == {0: 1, 1: 2}


def test_each_part_has_its_own_screens_and_its_own_end() -> None:
    first = recording(page(0, "/cart"), tap(10, "pay", "/cart"), part_id="a")
    second = recording(page(0, "/help"), tap(1, "ask", "/help"), part_id="b", begins=4)
    walk = scan(session_story(first, second))
    assert [(visit.part, visit.screen) for visit in walk.visits] == [(0, "/cart"), (1, "/help")]
    assert walk.ends == {0: 3, 1: 2}


def test_a_gap_between_two_recordings_means_that_the_app_was_away() -> None:
    told = session_story(recording(tap(0, "a"), part_id="a"), recording(launch(0), part_id="b", begins=60))
    assert scan(told).gaps == [Gap(1, 0, 60_000, why="background")]


def test_between_recordings_a_cold_start_a_crash_and_an_unread_one_say_why_nothing_was_recorded() -> None:
    def between(*parts: Part, **fields: Unpack[Fields]) -> list[str]:
        last = recording(launch(0), part_id="z", begins=60, **fields)
        return [gap.why for gap in scan(session_story(recording(tap(0, "a"), part_id="a"), *parts, last)).gaps]

    assert between(launch=Launch(app("hot"), 400)) == ["background"]
    assert between(launch=Launch(app("cold"), 900)) == ["closed"]
    assert between(Part("m", None, failure="timeout")) == ["unread"]
    gone = recording(tap(0, "a"), part_id="a", crash_log=crashed())
    assert [gap.why for gap in scan(session_story(gone, recording(launch(0), part_id="z", begins=60))).gaps] == [
        "closed"
    ]


def test_an_answer_that_comes_late_opens_no_screen() -> None:
    told = story(
        page(0, "List"),
        page(5, "Detail"),
        page(9, "List"),
        request(9.2, "stock", screen="Detail"),
        tap(11, "a", "List"),
    )
    assert visits(told) == [("List", 0), ("Detail", 5), ("List", 9)]


def test_only_what_a_reader_would_look_at_is_a_step() -> None:
    told = story(
        tap(0, "a"),
        request(1, "fine"),
        request(2, "bad", status=500),
        request(3, "slow", took_ms=3_000),
        log(4, "cart loaded"),
        log(5, "payment declined"),
        custom(6, "cart_viewed"),
        life(7, "resumed", ""),
    )
    walk = scan(told)
    assert [index for index in range(len(told.events)) if walk.is_step(index)] == [0, 2, 3, 5, 6]


def test_counts_and_places_by_kind_are_whole() -> None:
    walk = scan(story(tap(0, "a"), tap(1, "a"), custom(2, "seen"), tap(3, "a"), custom(4, "seen")))
    assert walk.kinds == {Kind.TAP: 3, Kind.CUSTOM: 2}
    assert dict(walk.places) == {Kind.TAP: [0, 1, 3], Kind.CUSTOM: [2, 4]}


def test_a_form_is_worked_on_by_changing_a_field_and_by_tapping_what_takes_text() -> None:
    walk = scan(story(tap(0, "emailField"), field(1, "Voucher"), tap(2, "password_input"), tap(3, "fieldmouse")))
    assert walk.fields == [0, 1, 2]


def test_failed_and_slow_requests_are_noted_apart() -> None:
    walk = scan(story(request(0, "a", status=500, took_ms=9_000), request(1, "b", took_ms=3_000), request(2, "c")))
    assert (walk.failed, walk.slow) == ([0], [1])


def test_what_looks_like_something_before_it_is_routine() -> None:
    walk = scan(story(tap(0, "row"), log(1, "x"), tap(2, "row"), log(3, "y")))
    assert walk.weights[2] < walk.weights[0]


def test_the_line_that_tells_the_last_event_is_kept() -> None:
    alone = scan(story(tap(0, "a"), tap(1, "b")))
    assert alone.weights[1] > alone.weights[0]
    repeated = scan(story(tap(0, "a"), tap(1, "a"), tap(2, "a")))
    assert repeated.weights == [alone.weights[1], 0, 0]


def test_weights_are_sorted_into_classes_without_the_weightless() -> None:
    assert by_weight([5, 0, 7, 5]) == {5: [0, 3], 7: [2]}
