"""What went wrong, as it is read."""

from devrev_sessions.digest.digest import Digest, digest
from devrev_sessions.text.incidents import Incidents, listed, own_code
from devrev_sessions.text.lines import Lines
from devrev_sessions.timeline.recording import Recording
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
    recording,
    request,
    session_story,
    tap,
    told_of,
)


def section(told: Digest, *, chains: int = 12, traces: int = 12, shown: int = 12, width: int = 120) -> list[str]:
    entries = listed(told)
    lines = Lines(told, width)
    return list(Incidents(told, lines, chains, traces).section(entries[:shown], max(0, len(entries) - shown)))


def headlines(told: Digest) -> list[str]:
    return [line for line in section(told, chains=0, traces=0)[1:] if line[0].isdigit()]


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
        "\n".join(section(told)[:8])
        == """## What went wrong
1. Crash at about 0:04.0 on Cart, after the last event [#4] (reported)
   java.lang.IllegalStateException: "cart is empty"
   own code: com.parcel.cart.Cart.total (Cart.kt:41) < com.parcel.checkout.PayFlow.start (PayFlow.kt:88); 2 more frames
   caused by java.util.NoSuchElementException: "List is empty."
   before: 0:00.0 page Cart [#1] > 0:02.0 request "order" failed, 504 after 1.3 s [#2] > 0:03.0 rage tap "pay" [#3]
   link: [#3] on the same screen, 1.0 s earlier; order in time, not proof of cause
   after: nothing, the recording ends"""
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
    lines = Lines(told)
    said = [Incidents(told, lines, 0, 0).headline(incident) for incident in told.incidents]
    assert said == [
        "App not responding (ANR) at 6:40.0 on /cart [#8] (reported)",
        "Exception a.Boom on /cart at 0:01.0 [#2] (reported)",
        'Request "save" failed, 500 after 90 ms at 0:02.0 [#3] (reported)',
        'Rage click "pay" on /cart at 0:03.0 [#4] (reported)',
        'Tap "row" on /cart, unanswered at 1:20.0 [#5] (reported)',
        'Console error "TypeError: x" at 3:20.0 [#6] (reported)',
        'Slow request "slots": 200 in 12 s at 5:00.0 [#7] (derived)',
    ]


def test_without_room_for_a_trace_the_headline_names_what_was_thrown() -> None:
    told = told_of(tap(0, "a", "Cart"), tap(9, "b", "Cart"), crash_log=crashed(TRACE))
    assert headlines(told) == [
        "1. Crash at about 0:09.0 on Cart, java.lang.IllegalStateException, after the last event [#2] (reported)"
    ]


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
    assert line.startswith('1. Request "save" failed, 500')


def test_a_masked_failure_is_told_as_derived_with_what_the_answer_says() -> None:
    told = told_of(request(0, "save", body={"success": False, "error": "no street"}))
    (line,) = headlines(told)
    assert line == '1. Request "save" answered 200 but failed after 100 ms, says "no street" at 0:00.0 [#1] (derived)'


def test_a_crash_of_the_previous_run_claims_no_steps_of_this_one() -> None:
    lines = section(told_of(launch(0, "Splash"), log(0.5, "x"), crash_log=crashed(TRACE)))
    assert lines[1] == "1. Crash of the previous run, logged when this one began (reported)"
    assert not any("before" in line or "after" in line or "link" in line for line in lines)


def test_a_crash_without_events_says_so() -> None:
    assert section(told_of(crash_log=crashed()))[1] == "1. Crash, no events recorded (reported)"


def test_what_the_steps_of_a_worse_incident_tell_has_no_entry_of_its_own() -> None:
    told = told_of(tap(0, "x"), rage_tap(1, "pay"), exception(2, "Boom"), dead_tap(90, "row"))
    assert [incident.kind for incident in listed(told)] == ["exception", "dead_tap"]
    assert [incident.kind for incident in told.incidents] == ["exception", "rage_tap", "dead_tap"]


def test_more_than_fit_are_counted() -> None:
    told = told_of([exception(n, f"Boom{chr(97 + n)}") for n in range(5)])
    lines = section(told, shown=2, chains=0, traces=0)
    assert len(lines) == 4
    assert lines[-1].startswith("3 lesser problems more")


def test_only_the_first_are_told_with_steps_and_traces() -> None:
    told = told_of(
        tap(0, "a"), exception(1, "A", stack=TRACE), tap(2, "b"), exception(3, "B", stack=TRACE), tap(4, "c")
    )
    lines = section(told, chains=1, traces=1)
    second = next(place for place, line in enumerate(lines) if line.startswith("2."))
    assert any("own code" in line for line in lines[:second])
    assert any("before" in line for line in lines[:second])
    assert lines[second + 1 :] == []


def test_an_incident_at_the_end_says_that_nothing_follows() -> None:
    told = told_of(tap(0, "a"), exception(1, "Boom"))
    assert section(told)[-1] == "   after: nothing, the recording ends"


def test_the_end_of_one_recording_is_an_end_though_another_goes_on() -> None:
    def part(part_id: str, begins: float, last: Recording | None = None) -> Recording:
        return last or recording(tap(0, "x"), tap(9, "y"), part_id=part_id, begins=begins)

    ending = recording(tap(0, "a"), exception(1, "Boom"), part_id="a")
    told = digest(session_story(part("a", 0, ending), part("b", 0.5)))
    assert "   after: nothing, the recording ends" in section(told)


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
