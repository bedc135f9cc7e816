"""What came before and after a failure, and which step says most."""

import pytest

from devrev_sessions.digest.chains import screen_at, strength, telling_step
from devrev_sessions.digest.digest import digest
from devrev_sessions.timeline.events import Event
from storytelling import (
    anr,
    custom,
    dead_tap,
    exception,
    field,
    log,
    page,
    rage_tap,
    recording,
    request,
    session_story,
    swipe,
    tap,
    told_of,
)


def test_the_chain_before_holds_the_last_step_of_each_sort_in_order() -> None:
    told = told_of(
        page(0, "/cart"),
        tap(1, "other"),
        tap(2, "pay"),
        request(3, "create-order", status=504),
        custom(4, "checkout_failed"),
        log(5, "cart is fine"),
        exception(6, "Boom"),
    )
    assert next(each.before for each in told.incidents if each.kind == "exception") == (2, 3, 4, 5)


def test_what_was_done_last_is_told_beside_the_rage_before_it() -> None:
    told = told_of(tap(1, "pay"), rage_tap(2, "pay"), tap(3, "pay"), exception(4, "Boom"))
    assert told.incidents[0].before == (1, 2)


def test_a_plain_tap_before_an_unanswered_one_on_the_same_thing_is_not_told_again() -> None:
    told = told_of(tap(1, "help"), tap(2, "pay"), dead_tap(3, "pay"), exception(4, "Boom"))
    assert told.incidents[0].before == (0, 2)


def test_of_a_run_of_taps_the_last_one_before_the_failure_is_named() -> None:
    told = told_of(tap(1, "pay"), tap(2, "pay"), tap(3, "pay"), exception(4, "Boom"), tap(5, "pay"))
    assert told.incidents[0].before == (2,)


def test_steps_of_another_screen_half_a_minute_back_are_stale() -> None:
    told = told_of(
        page(0, "/list"), custom(1, "list_seen"), tap(2, "row", "/list"), page(30, "/item"), tap(40, "buy", "/item"),
        exception(41, "Boom", "/item"),
    )  # fmt: skip
    assert told.incidents[0].before == (3, 4)


def test_the_last_log_line_shortly_before_is_a_step_whatever_it_says() -> None:
    told = told_of(tap(0, "open"), log(3, "4800 rows"), anr(9), log(10, "bye"))
    assert told.incidents[0].before == (0, 1)


@pytest.mark.parametrize(
    ("steps", "near"),
    [
        ([request(0, "save", status=500), tap(50, "x"), request(59, "save", status=500)], []),
        ([tap(0, "save", "Form"), request(0.9, "save", status=500, took_ms=100)], ["within 1 s"]),
        ([tap(0, "save", "Form"), request(9, "save", status=500, took_ms=8_500, screen="Form")], ["same screen"]),
        ([tap(0, "save", "Form"), request(9, "save", status=500, screen="Form")], ["same screen"]),
        ([tap(0, "save", "Form"), request(9, "save", status=500, screen="Other")], ["earlier"]),
        ([exception(0, "io.Boom", tag="a"), exception(30, "io.Boom", tag="b")], ["same exception"]),
    ],
    ids=["its own", "at once", "answered late", "same place", "only earlier", "same exception"],
)
def test_each_step_says_how_near_it_stood(steps: list[Event], near: list[str]) -> None:
    told = told_of(steps)
    incident = next(each for each in reversed(told.incidents) if each.indexes[0] > 0 or not near)
    found = [strength(told.walk, incident, index) for index in incident.before]
    assert found[-1:] == near


def test_what_lies_more_than_a_minute_back_is_not_part_of_the_chain_but_the_last_action_is() -> None:
    told = told_of(tap(0, "send"), request(1, "upload", status=500), exception(90, "Boom"))
    assert told.incidents[0].before == (0,)
    assert told.incidents[0].after == ()


def test_a_chain_stays_in_its_own_part() -> None:
    first = recording(tap(0, "pay"), exception(10, "Boom"), tap(12, "ok"), part_id="a")
    second = recording(tap(0, "help"), tap(3, "ask"), part_id="b", begins=8)
    told = digest(session_story(first, second))
    boom = told.incidents[0]
    chain = [told.story.events[index].part for index in (*boom.before, *boom.after)]
    assert chain == [0, 0]


def test_the_chain_after_holds_the_first_step_of_each_sort() -> None:
    told = told_of(
        tap(0, "pay"),
        exception(1, "Boom"),
        swipe(2),
        tap(3, "retry"),
        custom(4, "gave_up"),
        request(5, "pay", status=500),
        tap(6, "x"),
    )
    assert next(each.after for each in told.incidents if each.kind == "exception") == (2, 4, 5)


def test_the_most_telling_step_is_a_rage_tap_then_a_failure_then_what_was_done_last() -> None:
    steps = [tap(1, "a"), request(2, "save", status=500), rage_tap(3, "b"), tap(4, "c")]
    found: list[int | None] = []
    for kept in (steps, [*steps[:2], steps[3]], [steps[0], steps[3]], []):
        told = told_of(kept, anr(5))
        found.append(telling_step(told.walk, told.incidents[0]))
    assert found == [2, 1, 1, None]


def test_a_screen_is_the_event_s_own_else_the_last_one_of_its_part() -> None:
    told = told_of(log(0, "x"), page(1, "/cart"), request(2, "a"), field(3, "code", "/other"), request(4, "b"))
    assert [screen_at(told.walk, index) for index in range(5)] == ["", "/cart", "/cart", "/other", "/other"]
