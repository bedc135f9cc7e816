"""What went wrong: each failure once, with what came before and after it."""

import pytest

from devrev_sessions.digest.digest import Digest, digest
from devrev_sessions.digest.incident import Incident
from devrev_sessions.timeline.events import Event
from devrev_sessions.timeline.recording import CrashLog
from storytelling import (
    TRACE,
    anr,
    app,
    console,
    crashed,
    dead_tap,
    error,
    exception,
    launch,
    log,
    rage_tap,
    recording,
    request,
    session_story,
    tap,
    told_of,
)


def only(told: Digest) -> Incident:
    (incident,) = told.incidents
    return incident


def kinds(told: Digest) -> list[str]:
    return [incident.kind for incident in told.incidents]


def test_a_crash_known_from_the_log_alone_stands_at_the_last_event() -> None:
    crash = only(told_of(tap(0, "cart", "Home"), tap(3, "pay", "Cart"), crash_log=crashed(TRACE)))
    assert (crash.kind, crash.indexes, crash.logged_only, crash.reported) == ("crash", (1,), True, True)
    assert crash.name == "java.lang.IllegalStateException"
    assert crash.trace is not None
    assert crash.trace.message == "cart is empty"
    assert crash.trace.causes == (("java.util.NoSuchElementException", "List is empty."),)
    assert [frame.place for frame in crash.trace.own] == ["Cart.kt:41", "PayFlow.kt:88"]
    assert (crash.before, crash.after) == ((0, 1), ())


def test_what_later_answers_complained_of_is_kept_where_the_first_one_did_not() -> None:
    said = ["expired", "expired", "locked 17", "locked 18"]
    asked = [request(at, "sign-in", status=401, body={"code": code}) for at, code in enumerate(said)]
    (incident,) = told_of(*[request(9, "sign-in", status=401, body={"error": "locked 17"})]).incidents
    assert incident.messages == ()
    told = told_of(*asked, request(9, "sign-in", status=401, body={"error": "locked 17"}))
    assert [each.messages for each in told.incidents] == [("locked 17",)]


def test_a_crash_whose_exception_was_reported_too_is_told_once_and_stands_there() -> None:
    told = told_of(
        tap(0, "pay", "Cart"),
        exception(1, "java.lang.IllegalStateException", "Cart"),
        log(1.1, "bye"),
        crash_log=crashed(TRACE),
    )
    crash = only(told)
    assert (crash.kind, crash.indexes, crash.logged_only) == ("crash", (1,), False)
    assert crash.before == (0,)


def test_an_exception_of_another_class_is_its_own_incident_beside_the_crash() -> None:
    told = told_of(tap(0, "pay"), exception(2, "java.io.IOException"), tap(3, "pay"), crash_log=crashed(TRACE))
    assert [(each.kind, each.indexes) for each in told.incidents] == [("crash", (2,)), ("exception", (1,))]


def test_the_last_event_before_a_crash_is_still_what_it_is() -> None:
    told = told_of(tap(0, "pay"), rage_tap(3, "pay"), crash_log=crashed(TRACE))
    assert [(each.kind, each.indexes) for each in told.incidents] == [("crash", (1,)), ("rage_tap", (1,))]


def test_an_anr_of_the_log_and_its_event_are_one_incident() -> None:
    told = told_of(tap(0, "open", "Orders"), tap(4, "row", "Orders"), anr(9, "Orders"), crash_log=crashed(froze=True))
    froze = only(told)
    assert (froze.kind, froze.indexes, froze.logged_only, froze.before) == ("anr", (2,), False, (0, 1))


def test_an_anr_event_needs_no_log() -> None:
    assert (only(told_of(tap(0, "a"), anr(5))).kind, told_of(tap(0, "a"), anr(5)).outcome.kind) == ("anr", "froze")


def test_a_log_that_says_neither_crash_nor_anr_is_no_incident() -> None:
    told = told_of(tap(0, "a"), crash_log=CrashLog(crashed=False, froze=False, text=app(TRACE)))
    assert told.incidents == ()


def test_a_crash_in_a_recording_without_events_has_no_place() -> None:
    crash = only(told_of(crash_log=crashed(TRACE)))
    assert (crash.indexes, crash.before, crash.after) == ((), (), ())


def test_a_crash_log_in_a_recording_that_just_began_is_of_the_previous_run() -> None:
    told = told_of(launch(0, "Splash"), log(0.9, "restored"), crash_log=crashed(TRACE))
    crash = only(told)
    assert crash.previous_run
    assert (crash.before, crash.after) == ((), ())
    assert told.outcome.kind == "clean"


def test_a_short_recording_in_which_somebody_acted_crashed_itself() -> None:
    told = told_of(launch(0, "Splash"), tap(0.9, "go", "Splash"), crash_log=crashed(TRACE))
    assert not only(told).previous_run
    assert told.outcome.kind == "crashed"


def test_an_exception_that_came_often_is_one_incident_with_all_its_places() -> None:
    told = told_of(
        tap(0, "street", "Address"),
        exception(1, "JsonError", "Address", tag="geocode", message="no street"),
        tap(2, "street", "Address"),
        exception(3, "JsonError", "Address", tag="geocode"),
        tap(4, "save", "Address"),
    )
    found = only(told)
    assert (found.kind, found.indexes, found.before, found.after) == ("exception", (1, 3), (0,), (4,))
    assert found.trace is not None
    assert (found.trace.exception, found.trace.message) == ("JsonError", "no street")


def test_exceptions_of_another_tag_are_another_incident() -> None:
    told = told_of(exception(1, "JsonError", tag="a"), exception(2, "JsonError", tag="b"))
    assert [each.indexes for each in told.incidents] == [(0,), (1,)]


def test_a_handled_exception_brings_the_trace_its_app_attached() -> None:
    found = only(told_of(exception(1, "IllegalStateException", stack=TRACE)))
    assert found.trace is not None
    assert found.trace.own[0].function == "com.parcel.cart.Cart.total"


def test_failures_that_differ_in_a_number_are_one() -> None:
    told = told_of(
        request(1, "GET /orders/4711", status=500),
        request(2, "GET /orders/9f1c2b7e-4c1d-4a53-9a0e-0d6f5f2b8c11", status=500),
        request(3, "GET /orders/88123", status=500),
        error(4, "slot 12 is gone"),
        error(5, "slot 15 is gone"),
    )
    assert [(each.kind, each.indexes) for each in told.incidents] == [
        ("failed_request", (0, 1, 2)),
        ("error", (3, 4)),
    ]


def test_a_request_that_worked_later_is_settled_by_the_first_success_after_its_last_failure() -> None:
    found = only(
        told_of(
            request(0, "login"),
            request(1, "login", status=401),
            request(2, "login"),
            request(3, "login", status=401),
            request(4, "login"),
            request(5, "login"),
        )
    )
    assert (found.indexes, found.settled, found.after) == ((1, 3), 4, (4,))


def test_a_masked_failure_is_ours_to_claim_and_a_status_is_theirs() -> None:
    masked = only(told_of(request(1, "save", body={"success": False, "error": "no street"})))
    assert (masked.kind, masked.reported) == ("failed_request", False)
    assert only(told_of(request(1, "save", status=500))).reported


def test_taps_are_one_incident_by_target_and_screen() -> None:
    told = told_of(
        rage_tap(1, "pay", "Cart"),
        dead_tap(2, "row", "Orders"),
        rage_tap(3, "pay", "Cart"),
        dead_tap(4, "row", "Orders"),
        dead_tap(5, "row", "Search"),
    )
    assert [(each.kind, each.indexes) for each in told.incidents] == [
        ("rage_tap", (0, 2)),
        ("dead_tap", (1, 3)),
        ("dead_tap", (4,)),
    ]


def test_dead_taps_in_a_row_are_one_line_but_all_counted() -> None:
    told = told_of(dead_tap(1, "row"), dead_tap(2, "row"), dead_tap(3, "row"))
    assert only(told).indexes == (0, 1, 2)
    assert told.walk.repeats == {0: 2}


def test_console_errors_are_grouped_by_their_first_line_and_warnings_are_none() -> None:
    told = told_of(
        console(1, "error", "TypeError: x is undefined\n    at run (https://shop.example/app.js:1:20)"),
        console(2, "warn", "slow image"),
        console(3, "error", "TypeError: x is undefined\n    at go (https://shop.example/app.js:1:99)"),
        console(4, "ERROR", "other"),
        medium="web",
    )
    assert [(each.kind, each.indexes) for each in told.incidents] == [
        ("console_error", (0, 2)),
        ("console_error", (3,)),
    ]
    trace = told.incidents[0].trace
    assert trace is not None
    assert [frame.function for frame in trace.own] == ["run"]


def test_only_a_very_slow_request_is_an_incident() -> None:
    told = told_of(request(1, "slots", took_ms=9_999), request(2, "cart", took_ms=9_999))
    assert told.incidents == ()
    told = told_of(request(1, "slots", took_ms=9_999), request(2, "slots"), request(20, "slots", took_ms=12_000))
    assert (only(told).kind, only(told).indexes, only(told).reported) == ("slow_request", (0, 2), False)


def test_a_slow_failure_is_told_once_as_a_failure() -> None:
    assert kinds(told_of(request(1, "slots", status=504, took_ms=30_000))) == ["failed_request"]


def test_incidents_stand_worst_first_then_by_count_then_by_time() -> None:
    told = told_of(
        request(0, "slots", took_ms=12_000),
        console(1, "error", "oops"),
        dead_tap(2, "row"),
        rage_tap(3, "pay"),
        error(4, "once"),
        error(5, "often"),
        error(6, "often"),
        request(7, "save", status=500),
        exception(8, "Boom"),
        anr(9),
        crash_log=crashed(TRACE),
    )
    assert [(each.kind, each.indexes[0]) for each in told.incidents] == [
        ("crash", 9),
        ("anr", 9),
        ("failed_request", 7),
        ("exception", 8),
        ("error", 5),
        ("error", 4),
        ("rage_tap", 3),
        ("slow_request", 0),
        ("dead_tap", 2),
        ("console_error", 1),
    ]


@pytest.mark.parametrize(
    "lesser",
    [
        [request(0, "stock", status=503), request(5, "stock")],
        [request(0, "GET /avatar.png", status=404), request(1, "GET /avatar.png", status=404)],
        [request(0, "GET /old", status=410)],
    ],
    ids=["soon worked", "missed something to show", "gone"],
)
def test_a_small_failure_ranks_below_a_dead_tap(lesser: list[Event]) -> None:
    told = told_of(lesser, dead_tap(9, "row"))
    assert kinds(told) == ["dead_tap", "failed_request"]


def test_a_masked_failure_that_worked_later_is_no_small_one() -> None:
    told = told_of(request(0, "save", body={"error": "no street"}), dead_tap(3, "row"), request(5, "save"))
    assert kinds(told) == ["failed_request", "dead_tap"]


def test_a_previous_run_s_crash_ranks_below_this_one_s() -> None:
    old = recording(launch(0), part_id="a", crash_log=crashed(TRACE))
    new = recording(tap(0, "a"), tap(9, "b"), part_id="b", begins=60, crash_log=crashed(froze=True))
    told = digest(session_story(old, new))
    assert [(each.kind, each.previous_run) for each in told.incidents] == [("anr", False), ("crash", True)]
    assert told.outcome.kind == "froze"


def test_an_exception_that_the_app_outlived_is_not_the_one_that_ended_it() -> None:
    told = told_of(
        tap(0, "pay", "Cart"),
        exception(1, "java.lang.IllegalStateException", "Cart"),
        tap(9, "pay", "Cart"),
        crash_log=crashed(TRACE),
    )
    assert [(each.kind, each.indexes) for each in told.incidents] == [("crash", (2,)), ("exception", (1,))]


def test_an_exception_timed_before_the_recording_is_of_the_previous_run() -> None:
    told = told_of(exception(-2, "Boom"), launch(0), tap(5, "a"), exception(9, "Boom"))
    assert [(each.kind, each.indexes, each.previous_run) for each in told.incidents] == [
        ("exception", (3,), False),
        ("exception", (0,), True),
    ]


def test_a_crash_at_the_very_start_with_all_that_was_done_after_it_is_of_the_previous_run() -> None:
    told = told_of(
        exception(0.2, "java.lang.IllegalStateException"),
        launch(0.5),
        tap(5, "a"),
        tap(9, "b"),
        crash_log=crashed(TRACE),
    )
    assert only(told).previous_run
    assert told.outcome.kind == "clean"


def test_an_anr_sooner_than_an_anr_can_be_is_of_the_previous_run() -> None:
    told = told_of(launch(0), anr(2), tap(8, "a"))
    assert (only(told).previous_run, told.outcome.kind) == (True, "clean")
    assert not only(told_of(launch(0), tap(0.5, "a"), anr(6))).previous_run


def test_launch_after_launch_with_a_log_each_is_a_crash_loop_and_no_previous_run() -> None:
    runs = [recording(launch(0), part_id=name, begins=60 * n, crash_log=crashed(TRACE)) for n, name in enumerate("abc")]
    told = digest(session_story(*runs))
    assert (only(told).indexes, only(told).previous_run, told.outcome.kind) == ((0, 1, 2), False, "crashed")


def test_the_unanswered_taps_of_a_rage_tap_are_not_told_again() -> None:
    told = told_of(
        dead_tap(1, "pay"), dead_tap(1.4, "pay"), rage_tap(1.8, "pay"), dead_tap(2, "cart"), dead_tap(9, "pay")
    )
    assert [(each.kind, each.indexes) for each in told.incidents] == [
        ("rage_tap", (2,)), ("dead_tap", (3,)), ("dead_tap", (4,)),
    ]  # fmt: skip


def test_crashes_that_differ_are_two_incidents() -> None:
    elsewhere = TRACE.replace("Cart.total(Cart.kt:41)", "Order.send(Order.kt:7)")
    runs = [
        recording(launch(0), tap(5, "a"), part_id=name, begins=60 * n, crash_log=crashed(log))
        for n, (name, log) in enumerate(zip("abc", (TRACE, elsewhere, TRACE), strict=True))
    ]
    assert [incident.indexes for incident in digest(session_story(*runs)).incidents] == [(1, 5), (3,)]


def test_what_later_occurrences_say_is_kept_once_each_where_it_differs() -> None:
    texts = ["no street", "no town", "no street", "row 17 is odd", "row 18 is odd"]
    told = told_of(*(exception(at, "JsonError", message=text) for at, text in enumerate(texts)))
    assert only(told).messages == ("no town", "row 17 is odd")


def test_only_the_very_request_that_failed_can_have_worked_later() -> None:
    told = told_of(request(1, "GET /orders/17", status=500), request(9, "GET /orders/18"))
    assert only(told).settled is None


def test_a_log_marked_as_crash_and_anr_is_both() -> None:
    told = told_of(tap(0, "a"), tap(9, "b"), crash_log=CrashLog(crashed=True, froze=True, text=app(TRACE)))
    assert [(each.kind, each.name) for each in told.incidents] == [
        ("crash", "java.lang.IllegalStateException"),
        ("anr", ""),
    ]


@pytest.mark.parametrize(
    "logged",
    [
        "2026-04-21T08:41:40.120Z E/AndroidRuntime: FATAL EXCEPTION: main",
        "Date/Time: 2026-04-21 08:41:40.120 +0000",
        "Timestamp: 2026-04-21 10:41:40.123456789+0200",
        "timestamp: 1776760900120",
    ],
)
def test_a_crash_logged_before_its_recording_began_is_of_the_previous_run(logged: str) -> None:
    told = told_of(tap(0, "a"), tap(90, "b"), crash_log=crashed(f"{logged}\n{TRACE}"))
    assert (only(told).previous_run, told.outcome.kind) == (True, "clean")


def test_a_crash_logged_while_its_recording_ran_is_its_own() -> None:
    told = told_of(tap(0, "a"), tap(90, "b"), crash_log=crashed(f"2026-04-21T09:01:31Z FATAL\n{TRACE}"))
    assert not only(told).previous_run


def test_a_request_by_another_method_is_another_request() -> None:
    told = told_of(request(0, "orders", status=500, method="POST"), request(2, "orders", method="GET"))
    assert only(told).settled is None
    told = told_of(request(0, "orders", status=500, method="POST"), request(2, "orders", method="POST"))
    assert only(told).settled == 1


def test_requests_that_differ_in_an_id_share_a_name_and_worked_only_when_each_did() -> None:
    failed = [request(n, f"GET /invoices/88{n}/pdf", status=500) for n in range(3)]
    told = told_of(failed, request(5, "GET /invoices/882/pdf"))
    assert (only(told).name, only(told).settled) == ("GET /invoices/{id}/pdf", None)
    told = told_of(failed, [request(5 + n, f"GET /invoices/88{n}/pdf") for n in range(3)])
    assert only(told).settled == 5


def test_exceptions_of_one_class_that_broke_in_different_places_are_two() -> None:
    stacks = [f"java.lang.NullPointerException\n\tat com.parcel.{place}(A.kt:1)" for place in ("A.f", "B.g")]
    told = told_of([exception(n, "java.lang.NullPointerException", stack=stacks[n % 2]) for n in range(4)])
    assert [each.indexes for each in told.incidents] == [(0, 2), (1, 3)]


def test_console_errors_of_one_place_are_one_whatever_they_say() -> None:
    errors = [
        console(n, "error", f"TypeError: row_{'abc'[n]} is undefined\n    at row (/app.js:1:20)") for n in range(3)
    ]
    found = only(told_of(errors, medium="web"))
    assert (found.indexes, found.messages) == ((0, 1, 2), ("row_b is undefined", "row_c is undefined"))


def test_what_is_still_under_way_has_not_worked_yet() -> None:
    failed = request(1, "job", body={"status": "failed"})
    told = told_of(failed, request(9, "job", body={"status": "running"}), request(12, "job", body={"status": "done"}))
    assert only(told).settled == 2


def test_what_worked_while_a_request_was_still_failing_is_no_later_success() -> None:
    slow = request(10, "PUT /report", status=504, took_ms=30_000)
    told = told_of(slow, request(14, "PUT /report"), medium="web")
    assert only(told).settled is None


def test_what_javascript_threw_and_the_crash_that_wraps_it_are_one() -> None:
    log = "com.facebook.react.common.JavascriptException: TypeError: x is undefined, stack:\ntotal@1:2"
    told = told_of(tap(0, "a"), exception(1, "TypeError", message="x is undefined"), crash_log=crashed(log))
    assert (only(told).kind, only(told).indexes) == ("crash", (1,))
