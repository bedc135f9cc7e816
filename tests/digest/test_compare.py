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
    assert found.failure == ("exception", "Boom", "")
    assert sorted(found.incidents) == [1, 2]


def test_of_failures_in_as_many_sessions_the_worst_counts() -> None:
    found = compare([failing(), working()])
    assert found.failure == ("exception", "Boom", "")
    assert list(found.incidents) == [0]


def test_a_session_without_events_parts_from_none() -> None:
    assert compare([failing(), told_of()]).partings == ()


def test_what_fails_in_both_of_two_sessions_tells_them_not_apart() -> None:
    both = request(1, "analytics", status=503)
    fails = told_of(*BUYING, both, request(5, "order", status=500))
    works = told_of(*BUYING, both, request(5, "order"), custom(6, "order_placed", "Pay"))
    found = compare([fails, works])
    assert found.failure == ("failed_request", "order", "")
    assert list(found.incidents) == [0]
    assert len(found.partings) == 1


def test_a_request_that_worked_later_is_no_failure_of_a_session() -> None:
    fails = told_of(*BUYING, request(5, "order", status=504), request(7, "order", status=504))
    works = told_of(*BUYING, request(5, "order", status=504), request(7, "order"), custom(8, "order_placed"))
    found = compare([fails, works])
    assert (found.failure, list(found.incidents)) == (("failed_request", "order", ""), [0])


def test_the_worse_of_two_failures_in_one_session_each_is_told_whichever_comes_first() -> None:
    handled = told_of(*BUYING, exception(4, "IOException", "Pay"), tap(5, "on", "Pay"), tap(9, "more", "Pay"))
    crash = told_of(*BUYING, crash_log=crashed(TRACE))
    for order in ([handled, crash], [crash, handled]):
        found = compare(order)
        assert found.failure is not None
        assert found.failure[0] == "crash"


def test_a_crash_that_no_event_shows_is_a_failure_too() -> None:
    found = compare([told_of(crash_log=crashed(TRACE)), working()])
    assert found.failure is not None
    assert (found.failure[0], list(found.incidents), found.common) == ("crash", [0], ())


def test_a_step_that_came_out_otherwise_is_another_step() -> None:
    def crashing(status: int) -> Digest:
        return told_of(*BUYING, request(4, "load", status=status), exception(6, "Boom", "Pay"))

    found = compare([crashing(500), crashing(200), crashing(200)])
    (load,) = [common for common in found.common if common.key == ("request", "load")]
    assert (load.failed, sorted(load.places)) == (False, [1, 2])


def test_the_parting_is_told_of_the_failing_session_whose_next_step_most_failing_ones_made() -> None:
    def crashing(*more: Event) -> Digest:
        return told_of(*BUYING, *more, tap(4, "voucher", "Pay"), exception(6, "Boom", "Pay"))

    odd = crashing(request(3.5, "load", status=500))
    for order in ([odd, crashing(), crashing(), working()], [working(), crashing(), odd, crashing()]):
        (parting,) = compare(order).partings
        assert parting.failing is not None
        assert order[parting.failing_session].story.events[parting.failing].target == "voucher"


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
        ("failure", "Boom"),
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
