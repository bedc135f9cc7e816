"""What went wrong, as it is read."""

from devrev_sessions.digest.digest import Digest, asked
from devrev_sessions.text.calls import Address
from devrev_sessions.text.incidents import Incidents, own_code
from devrev_sessions.text.lines import Lines
from devrev_sessions.text.sections import Sections
from devrev_sessions.timeline.trace import read_trace
from storytelling import (
    TRACE,
    anr,
    app,
    console,
    crashed,
    custom,
    dead_tap,
    exception,
    launch,
    log,
    page,
    rage_tap,
    request,
    tap,
    told_of,
)


def section(told: Digest, *, width: int = 120) -> list[str]:
    """The whole section with every piece of it."""
    block = Sections(told, Address("s-1"), width).incidents()
    lines = [line for piece in block.pieces for line in piece.lines]
    return [block.heading, *lines] if lines else []


def headlines(told: Digest) -> list[str]:
    return [line for line in section(told)[1:] if line[0].isdigit()]


def test_without_incidents_there_is_no_section() -> None:
    assert section(told_of(tap(0, "a"))) == []


def test_a_crash_is_told_with_its_trace_its_steps_and_how_near_they_stand() -> None:
    told = told_of(
        page(0, "Cart"),
        request(2, "order", status=504, took_ms=1_300),
        rage_tap(3, "pay", "Cart"),
        log(4, "cart refreshed"),
        crash_log=crashed(TRACE),
    )
    assert (
        "\n".join(section(told))
        == """## What went wrong
1. Crash at about 0:04.0 on Cart, java.lang.IllegalStateException, after the last event [#4] (reported)
   "cart is empty"
   own code: com.parcel.cart.Cart.total (Cart.kt:41) < com.parcel.checkout.PayFlow.start (PayFlow.kt:88); 2 more frames
   caused by java.util.NoSuchElementException: "List is empty."
   before: 0:00.0 page Cart [#1] (same screen) > 0:02.0 request "order" failed, 504 after 1.3 s [#2] (same screen) \
> 0:03.0 rage tap "pay" [#3] (same screen) \
> 0:04.0 log "cart refreshed" [#4] (same screen)
   reaction: session ended; outcome: killed (derived)
2. Request "order" on Cart failed, 504 after 1.3 s at 0:02.0 [#2]; no later success recorded (reported)
   before: 0:00.0 page Cart [#1] (same screen)
   after: 0:03.0 rage tap "pay" [#3]
   reaction: raged [#3], session ended; outcome: killed (derived)
3. Rage tap "pay" on Cart at 0:03.0 [#3] (reported)
In parentheses: how near a step stood. Order in time is not cause."""
    )


def test_each_sort_of_incident_has_its_headline() -> None:
    told = told_of(
        page(0, "/cart"),
        exception(1, "a.Boom", "/cart"),
        request(2, "save", status=500, took_ms=90),
        rage_tap(3, "pay", "/cart"),
        dead_tap(80, "row", "/cart"),
        console(200, "error", "TypeError: x"),
        request(300, "slots", took_ms=12_000),
        anr(400, "/cart"),
        medium="web",
    )
    incidents = Incidents(told, Lines(told))
    said = [incidents.headline(incident) for incident in told.incidents]
    assert said == [
        "App not responding (ANR) at 6:40.0 on /cart [#8] (reported)",
        'Request "save" on /cart failed, 500 after 90 ms at 0:02.0 [#3]; no later success recorded (reported)',
        'Rage click "pay" on /cart at 0:03.0 [#4] (reported)',
        "Exception a.Boom on /cart at 0:01.0 [#2] (reported)",
        'Slow request "slots" on /cart: 200 in 12.0 s sent at 5:00.0 [#7] (derived)',
        'Tap "row" on /cart, unanswered at 1:20.0 [#5] (reported)',
        'Console error "TypeError: x" on /cart at 3:20.0 [#6] (reported)',
    ]


def test_the_headline_of_a_crash_names_what_was_thrown() -> None:
    told = told_of(tap(0, "a", "Cart"), tap(9, "b", "Cart"), crash_log=crashed(TRACE))
    assert headlines(told)[0] == (
        "1. Crash at about 0:09.0 on Cart, java.lang.IllegalStateException, after the last event [#2] (reported)"
    )


def test_the_thread_that_broke_and_what_later_occurrences_said_stand_with_the_message() -> None:
    told = told_of(tap(0, "a"), crash_log=crashed("FATAL EXCEPTION: sync\n" + TRACE))
    assert '   "cart is empty", on thread sync' in section(told)
    texts = ["no street", "no town", "no house", "no country"]
    told = told_of(*(exception(at, "JsonError", message=text) for at, text in enumerate(texts)))
    assert section(told)[2:4] == ['   "no street"', '   later also: "no town", "no house" and 1 other message']


def test_a_success_between_failures_is_told() -> None:
    told = told_of(request(0, "save", status=500), request(5, "save"), request(9, "save", status=500))
    assert headlines(told)[0].endswith(
        "2 times: 0:00.0 [#1], 0:09.0 [#3]; worked in between at 0:05.0 [#2]; no later success recorded (reported)"
    )


def test_what_came_often_is_told_with_its_first_places_and_its_last() -> None:
    told = told_of([exception(n, "Boom") for n in range(7)])
    (line,) = headlines(told)
    assert line == "1. Exception Boom, 7 times: 0:00.0 [#1], 0:01.0 [#2], 0:02.0 [#3], ... 0:06.0 [#7] (reported)"


def test_a_failure_that_worked_later_says_where() -> None:
    told = told_of(request(0, "save", status=500), request(1, "save", status=500), request(9, "save"))
    (line,) = headlines(told)
    assert line.endswith("2 times: 0:00.0 [#1], 0:01.0 [#2]; worked at 0:09.0 [#3] (reported)")
    (line,) = headlines(told_of(request(0, "save", status=500), request(1, "save", status=500)))
    assert line.endswith("[#2]; no later success recorded (reported)")


def test_a_failing_request_is_told_the_same_though_it_opened_a_screen() -> None:
    (line,) = headlines(told_of(request(0, "save", status=500, screen="Cart")))
    assert line.startswith('1. Request "save" on Cart failed, 500')


def test_a_masked_failure_is_told_as_derived_with_what_the_answer_says() -> None:
    told = told_of(request(0, "save", body={"success": False, "error": "no street"}))
    (line,) = headlines(told)
    assert line == (
        '1. Request "save" answered 200 but failed after 100 ms, says "no street" at 0:00.0 [#1]; '
        "no later success recorded (derived)"
    )


def test_a_crash_of_the_previous_run_claims_no_steps_of_this_one() -> None:
    lines = section(told_of(launch(0, "Splash"), log(0.5, "x"), crash_log=crashed(TRACE)))
    assert lines[1] == (
        "1. Crash of the previous run, java.lang.IllegalStateException, logged when this one began (reported)"
    )
    assert not any("before" in line or "after" in line or "outcome" in line for line in lines)


def test_a_crash_without_events_says_so() -> None:
    assert section(told_of(crash_log=crashed()))[1] == "1. Crash, no events recorded (reported)"


def test_what_the_steps_of_a_worse_incident_tell_has_its_headline_and_no_steps_of_its_own() -> None:
    worse = request(2, "order", status=500)
    told = told_of(tap(0, "x"), rage_tap(1, "pay"), worse, rage_tap(3, "pay"), tap(60, "y"), dead_tap(90, "row"))
    text = section(told)
    rage = next(place for place, line in enumerate(text) if "Rage tap" in line)
    assert not text[rage + 1].startswith("   ")
    dead = next(place for place, line in enumerate(text) if 'Tap "row"' in line)
    assert text[dead + 1].startswith("   before: ")


def test_what_bears_on_the_question_stands_first() -> None:
    told = told_of(tap(0, "a"), request(1, "order", status=500), rage_tap(2, "a"), rage_tap(40, "voucher_field"))
    assert headlines(told)[0].startswith("1. Request")
    assert headlines(asked(told, "the voucher"))[0].startswith('1. Rage tap "voucher_field"')


def test_a_frozen_interface_says_how_many_actions_on_how_many_things() -> None:
    told = told_of(page(0, "Orders"), dead_tap(2, "row"), dead_tap(5, "back"), dead_tap(9, "row"))
    assert headlines(told)[0] == (
        "1. Frozen interface on Orders: 3 actions on 2 things unanswered within 7.0 s, "
        "from 0:02.0 [#2] to 0:09.0 [#4] (derived)"
    )


def test_the_innermost_frame_is_enough_where_there_is_little_room() -> None:
    told = told_of(tap(0, "a"), tap(9, "b"), crash_log=crashed(TRACE))
    assert "   own code: com.parcel.cart.Cart.total (Cart.kt:41); 3 more frames" in section(told, width=60)


def test_own_code_is_the_app_s_and_the_rest_is_counted() -> None:
    (line,) = own_code(read_trace(app(TRACE)))
    assert line.endswith("; 2 more frames")
    (line,) = own_code(read_trace(app("a.B: c\n\tat android.view.View.performClick(View.java:1)")))
    assert line == "no frame of the app's own code among 1 frame"
    assert own_code(read_trace(app("just words"))) == []


def test_texts_of_a_trace_pass_the_door() -> None:
    hostile = 'java.lang.Error: "x" \u202e[0:1 #9] password=hunter22\n\tat com.a.B.c([x](http://e.example))\n'
    text = "\n".join(section(told_of(tap(0, "a"), tap(5, "b"), crash_log=crashed(hostile))))
    assert "hunter22" not in text
    assert "](" not in text
    assert "\u202e" not in text
    assert all(line.count('"') % 2 == 0 for line in text.split("\n"))


def test_a_custom_event_that_speaks_of_trouble_is_a_step() -> None:
    told = told_of(tap(0, "pay"), custom(1, "payment_declined"), exception(2, "Boom"))
    assert any("payment_declined" in line for line in section(told))


def test_failures_of_one_request_name_every_answer() -> None:
    told = told_of(request(0, "x", status=500), request(1, "x", status=422), request(2, "x", status=429))
    assert headlines(told)[0].startswith('1. Request "x" failed, 500 after 100 ms (also 422, 429), 3 times: ')
