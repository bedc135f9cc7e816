"""What matters in a story, on small ones that can be checked by eye."""

import json

import pytest

from devrev_sessions.devrev.reading import read_recording
from devrev_sessions.digest.digest import Digest, asked, digest
from devrev_sessions.digest.select import Wanted, locate, matching
from devrev_sessions.digest.weighing import speaks_of_trouble
from devrev_sessions.timeline.events import Kind
from devrev_sessions.timeline.story import Story, story_of

Told = dict[str, object]


def at(seconds: float, event_name: str, **fields: object) -> Told:
    return {"event_type": "user", "event_name": event_name, "timestamp_offset_ms": round(seconds * 1000), **fields}


def tap(seconds: float, thing: str, screen: str = "Home", **fields: object) -> Told:
    return at(seconds, "single_tap", object_name=thing, screen=screen, **fields)


def request(seconds: float, name: str, status: int, **answer: object) -> Told:
    return at(seconds, "api", name=name, response_properties={"status": status, "duration_ms": 100, **answer})


def life(seconds: float, name: str, screen: str) -> Told:
    return at(seconds, name, screen=screen)


def story(*events: Told, **recording: object) -> Story:
    body = {"recording": "mobile_recording", "recording_events_timeline": events, **recording}
    return story_of(read_recording(json.dumps(body).encode(), "s-1", "r-1"))


def told(*events: Told, **recording: object) -> Digest:
    return digest(story(*events, **recording))


def kinds(found: Digest) -> list[tuple[str, int]]:
    return [(incident.kind, len(incident.indexes)) for incident in found.incidents]


def test_a_screen_that_stops_after_the_next_one_came_is_not_entered_again() -> None:
    found = told(
        life(0, "resumed", "Home"),
        life(1, "paused", "Home"),
        life(1, "created", "Cart"),
        life(1, "resumed", "Cart"),
        life(1.5, "stopped", "Home"),
        life(3, "paused", "Cart"),
        life(3, "resumed", "Home"),
    )
    assert [visit.screen for visit in found.walk.visits] == ["Home", "Cart", "Home"]
    assert not found.walk.turns


def test_a_screen_that_stops_with_no_other_behind_it_is_the_app_in_the_background() -> None:
    found = told(
        life(0, "resumed", "Home"), life(5, "paused", "Home"), life(5, "stopped", "Home"), life(60, "started", "Home")
    )
    assert dict(found.walk.turns) == {2: "away", 3: "back"}


def test_screens_are_known_from_events_alone_where_there_is_no_lifecycle() -> None:
    found = told(tap(0, "a", "Home"), tap(1, "b", "Home"), tap(2, "c", "Cart"))
    assert [(visit.screen, visit.at_ms) for visit in found.walk.visits] == [("Home", 0), ("Cart", 2000)]


def test_neighbours_that_are_alike_are_told_once() -> None:
    found = told(*[at(second, "swipe_up", screen="Home") for second in range(5)], tap(6, "a"))
    assert found.walk.repeats == {0: 4}
    assert [bool(weight) for weight in found.walk.weights] == [True, False, False, False, False, True]


def test_requests_that_come_again_and_again_are_one_series_with_its_failures_apart() -> None:
    calls = [request(5 * number, "stock", 503 if number == 4 else 200) for number in range(9)]
    found = told(*calls)
    (series,) = found.series.values()
    assert (series.every_ms, series.outcomes, series.until_ms) == (5000, {"200": 8, "503": 1}, 40_000)
    assert [index for index, weight in enumerate(found.walk.weights) if weight] == [0, 4]


def test_a_crash_is_known_from_the_log_alone_and_stands_after_the_last_event() -> None:
    log = {"is_crash": True, "value": "java.lang.IllegalStateException: no\n\tat com.shop.Cart.total(Cart.kt:4)"}
    found = told(tap(0, "a"), request(1, "order", 504), tap(2, "pay"), observability_sessions_log_data=log)
    crash, order = found.incidents
    assert (crash.kind, crash.indexes, crash.logged_only) == ("crash", (2,), True)
    assert crash.before == (0, 1, 2)
    assert crash.trace is not None
    assert crash.trace.exception == "java.lang.IllegalStateException"
    assert order.kind == "failed_request"
    assert found.outcome.kind == "crashed"


def test_a_crash_in_a_recording_that_hardly_began_is_the_previous_run_s() -> None:
    found = told(at(0, "app_launch"), observability_sessions_log_data={"is_crash": True, "value": "boom"})
    assert [incident.previous_run for incident in found.incidents] == [True]
    assert found.outcome.kind == "clean"


def test_failures_of_one_request_are_one_incident_that_a_later_success_settles() -> None:
    found = told(
        tap(0, "save"), request(1, "save", 500), tap(2, "save"), request(3, "save", 500), request(9, "save", 200)
    )
    (incident,) = found.incidents
    assert (incident.kind, incident.indexes, incident.settled) == ("failed_request", (1, 3), 4)
    assert found.outcome.kind == "recovered"


def test_a_request_that_never_worked_is_unresolved() -> None:
    found = told(request(1, "save", 500), tap(2, "save"))
    assert (found.outcome.kind, found.outcome.incident) == ("unresolved", found.incidents[0])


def test_a_success_whose_body_says_otherwise_is_a_derived_failure() -> None:
    found = told(request(1, "save", 200, body='{"success": false, "error": "street missing"}'))
    (incident,) = found.incidents
    assert (incident.kind, incident.reported) == ("failed_request", False)


def test_incidents_stand_worst_first() -> None:
    found = told(
        tap(0, "a", non_responsive=True),
        at(1, "rage_tap", object_name="b", screen="Home"),
        request(2, "save", 500),
        at(3, "exception", exception_class_name="E"),
        at(4, "anr"),
    )
    assert [kind for kind, _ in kinds(found)] == ["anr", "failed_request", "exception", "rage_tap", "dead_tap"]


def test_ordinary_use_has_no_incident() -> None:
    found = told(tap(0, "a"), request(1, "feed", 200), at(2, "swipe_up", screen="Home"))
    assert not found.incidents
    assert found.outcome.kind == "clean"


def test_silence_is_a_gap_and_does_not_count_as_active() -> None:
    found = told(tap(0, "a"), tap(10, "b"), tap(250, "c"))
    assert [(gap.begins_ms, gap.lasted_ms) for gap in found.walk.gaps] == [(10_000, 240_000)]
    assert found.walk.active_ms == 10_000


def test_a_question_finds_what_bears_on_it_and_says_when_nothing_does() -> None:
    found = told(tap(0, "voucher_field"), request(1, "apply-voucher", 500), tap(2, "other"))
    bearing = asked(found, "Why did the voucher fail?").bearing
    assert bearing is not None
    assert bearing.indexes == (0, 1)
    nothing = asked(found, "Which zebra?").bearing
    assert nothing is not None
    assert (nothing.words, nothing.indexes) == (("zebra",), ())


def test_events_are_chosen_by_time_kind_and_text() -> None:
    told_story = story(tap(0, "a"), tap(31, "pay"), request(40, "order", 200), tap(65, "pay"))
    assert list(matching(told_story, Wanted(start="0:31", end="1:00"))) == [1, 2]
    assert list(matching(told_story, Wanted(kinds=frozenset({Kind.REQUEST})))) == [2]
    assert list(matching(told_story, Wanted(search="PAY"))) == [1, 3]
    assert list(matching(told_story, Wanted(start="-0:30"))) == [2, 3]


def test_a_moment_is_found_by_reference_and_by_offset() -> None:
    told_story = story(tap(0, "a"), tap(31, "pay"), tap(65, "pay"))
    assert [locate(told_story, text) for text in ("#2", "r1#2", "0:33", "33000", "1:30")] == [1, 1, 1, 1, 2]
    with pytest.raises(LookupError):
        locate(told_story, "#9")
    with pytest.raises(ValueError, match="not an offset"):
        locate(told_story, "soon")


@pytest.mark.parametrize(
    ("text", "troubled"),
    [
        ("payment_failed", True),
        ("timeout of 30000ms exceeded", True),
        ("no internet: request failed", True),
        ("retry 3 after error", True),
        ("crash_reporting_enabled", False),
        ("0 errors found", False),
        ("retry policy loaded, timeout 30s", False),
        ("error_free_day", False),
        ("exception_list_viewed", False),
        ("crashlytics ready, no errors", False),
    ],
)
def test_words_of_trouble_count_where_they_tell_of_trouble(text: str, troubled: bool) -> None:
    assert speaks_of_trouble(text) is troubled
