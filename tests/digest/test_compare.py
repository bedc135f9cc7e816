"""What sessions that fail share, and where one that works goes another way."""

from devrev_sessions.digest.compare import compare, failure_key, way
from devrev_sessions.digest.digest import Digest
from devrev_sessions.timeline.events import Event
from devrev_sessions.timeline.recording import Device, Launch
from storytelling import (
    TRACE,
    app,
    back,
    crashed,
    custom,
    exception,
    log,
    opened,
    request,
    swipe,
    tap,
    told_of,
)

BUYING = [*opened(0, "Cart"), tap(1, "checkout", "Cart"), *opened(2, "Pay"), tap(3, "card", "Pay")]


def failing(*more: Event) -> Digest:
    return told_of(*BUYING, *more, request(5, "order", status=504), exception(6, "Boom", "Pay"))


def working() -> Digest:
    return told_of(*BUYING, request(5, "order"), custom(6, "order_placed", "Pay"))


def test_the_way_is_made_of_steps_and_not_of_what_an_app_does_by_itself() -> None:
    told = told_of(*opened(0, "Cart"), log(1, "x"), swipe(1, "Cart"), tap(2, "pay"), tap(3, "pay"), back(4))
    assert [step.key for step in way(told)] == [("screen", "Cart"), ("tap", "pay"), ("step", "back_button_pressed")]


def test_what_an_app_asks_again_and_again_is_no_step() -> None:
    told = told_of([request(at * 5, "track") for at in range(12)], tap(70, "pay"))
    assert [step.key for step in way(told)] == [("tap", "pay")]


def test_the_failure_is_the_one_that_most_sessions_have() -> None:
    alone = told_of(tap(0, "a"), crash_log=crashed(TRACE))
    found = compare([alone, failing(), failing()])
    assert found.failure == ("failed_request", "order", "")
    assert sorted(found.incidents) == [1, 2]


def test_of_failures_in_as_many_sessions_the_worst_counts() -> None:
    found = compare([failing(), working()])
    assert found.failure == ("failed_request", "order", "")
    assert list(found.incidents) == [0]


def test_crashes_are_the_same_by_exception_and_own_frame() -> None:
    told = told_of(tap(0, "a"), crash_log=crashed(TRACE))
    (incident,) = told.incidents
    kind, thrown, frame = failure_key(incident)
    assert kind == "crash"
    assert thrown
    assert frame


def test_steps_shared_by_enough_of_the_failing_sessions_lead_to_the_failure_in_order() -> None:
    found = compare([failing(), failing(tap(4, "extra", "Pay")), failing(tap(4, "other", "Pay")), working()])
    assert [common.key for common in found.common] == [
        ("screen", "Cart"),
        ("tap", "checkout"),
        ("screen", "Pay"),
        ("tap", "card"),
        ("request", "order"),
    ]
    assert all(sorted(common.places) == [0, 1, 2] for common in found.common)


def test_the_same_step_that_comes_out_otherwise_is_where_they_part() -> None:
    fails, works = failing(), working()
    (parting,) = compare([fails, works]).partings
    assert parting.last is not None
    assert [fails.story.events[parting.last[0]].target, works.story.events[parting.last[1]].target] == ["card", "card"]
    assert parting.failing is not None
    assert parting.working is not None
    assert fails.story.events[parting.failing].name == "order"
    assert works.story.events[parting.working].name == "order"


def test_another_step_is_where_they_part_too() -> None:
    fails = told_of(*BUYING, tap(4, "skip", "Pay"), exception(6, "Boom", "Pay"))
    works = told_of(*BUYING, tap(4, "confirm", "Pay"))
    (parting,) = compare([fails, works]).partings
    assert parting.failing is not None
    assert parting.working is not None
    assert fails.story.events[parting.failing].target == "skip"
    assert works.story.events[parting.working].target == "confirm"


def test_sessions_without_a_step_in_common_part_nowhere() -> None:
    (parting,) = compare([failing(), told_of(tap(0, "z"))]).partings
    assert (parting.last, parting.failing, parting.working) == (None, None, None)


def test_where_nothing_went_wrong_there_is_no_failure() -> None:
    found = compare([working(), working()])
    assert (found.failure, found.incidents, found.common, found.partings) == (None, {}, (), ())


def test_only_what_differs_is_told_of_devices() -> None:
    one = told_of(
        tap(0, "a"), device=Device(app_version=app("5.2"), network=app("WiFi")), launch=Launch(app("cold"), 9)
    )
    other = told_of(tap(0, "a"), device=Device(app_version=app("5.3"), network=app("WiFi")))
    assert compare([one, other]).traits == {"app version": ("5.2", "5.3"), "start": ("cold", "")}
