"""What can be noticed beside failures."""

from devrev_sessions.digest.digest import Digest, digest
from devrev_sessions.digest.signals import Signal
from devrev_sessions.timeline.events import Event
from devrev_sessions.timeline.recording import Launch, Memory
from storytelling import (
    app,
    custom,
    field,
    home,
    launch,
    life,
    log,
    opened,
    page,
    pause,
    recording,
    request,
    resume,
    session_story,
    tap,
    told_of,
)


def only(told: Digest, kind: str) -> Signal:
    (found,) = [signal for signal in told.signals if signal.kind == kind]
    return found


def kinds(told: Digest) -> list[str]:
    return [signal.kind for signal in told.signals]


def test_ordinary_use_has_no_signal() -> None:
    assert kinds(told_of(page(0, "/"), tap(3, "a", "/"), page(9, "/b"), tap(12, "c", "/b"))) == []


def test_a_screen_left_within_five_seconds_for_the_one_before_is_a_quick_back() -> None:
    found = only(told_of(page(0, "/list"), page(8, "/item"), page(12, "/list"), tap(20, "x", "/list")), "quick_back")
    assert (found.about, found.other, found.indexes) == ("/list", "/item", (1,))


def test_six_seconds_are_no_quick_back_and_a_blink_is_none_either() -> None:
    assert kinds(told_of(page(0, "/list"), page(8, "/item"), page(14, "/list"))) == []
    assert kinds(told_of(page(0, "/list"), page(8, "/item"), page(8.2, "/list"))) == []


def test_to_and_fro_within_half_a_minute_is_thrash_and_not_told_as_quick_backs_again() -> None:
    told = told_of([page(3 * n, "/a" if n % 2 else "/b") for n in range(6)])
    assert kinds(told) == ["thrash"]
    found = only(told, "thrash")
    assert ({found.about, found.other}, len(found.indexes), found.total_ms) == ({"/a", "/b"}, 6, 15_000)


def test_the_same_way_at_leisure_is_no_thrash() -> None:
    assert kinds(told_of([page(20 * n, "/a" if n % 2 else "/b") for n in range(8)])) == []


def test_a_pair_of_screens_is_told_once_however_often_it_thrashed() -> None:
    first = [page(3 * n, "/a" if n % 2 else "/b") for n in range(5)]
    second = [page(200 + 3 * n, "/a" if n % 2 else "/b") for n in range(4)]
    found = only(told_of(first, page(100, "/c"), second), "thrash")
    assert (found.times, len(found.indexes)) == (2, 6)


FORM: list[Event] = [page(0, "/form"), field(2, "Name", "/form"), field(5, "Street", "/form")]


def test_fields_without_anything_sent_are_an_abandoned_form() -> None:
    found = only(told_of(FORM, page(9, "/")), "abandoned_form")
    assert (found.about, found.indexes) == ("/form", (1, 2))


def test_what_looks_like_sending_ends_a_form() -> None:
    for sent in (tap(8, "Save address", "/form"), request(8, "POST /api/address"), custom(8, "form_submitted")):
        assert kinds(told_of(FORM, sent, page(9, "/"))) == []


def test_one_field_alone_is_a_search_box_and_no_form() -> None:
    assert kinds(told_of(page(0, "/"), field(2, "Find", "/"), field(4, "Find", "/"), page(9, "/x"))) == []


def test_more_than_ten_seconds_without_an_action_on_a_form_is_a_hesitation() -> None:
    found = only(told_of(FORM, tap(27, "Save", "/form")), "hesitation")
    assert (found.about, found.indexes, found.longest_ms) == ("/form", (3,), 22_000)


def test_what_happens_in_another_tab_meanwhile_is_no_hesitation() -> None:
    first = recording(*FORM, tap(27, "Save", "/form"), part_id="a", medium="web")
    second = recording(page(0, "/help"), tap(1, "ask", "/help"), part_id="b", begins=10, medium="web")
    assert "hesitation" not in kinds(digest(session_story(first, second)))


def test_minutes_away_are_idle_time_and_no_hesitation() -> None:
    told = told_of(FORM, tap(205, "Save", "/form"))
    found = only(told, "idle")
    assert (found.indexes, found.total_ms) == ((3,), 200_000)
    assert "hesitation" not in kinds(told)


def test_a_slow_launch_is_measured_by_its_style() -> None:
    def launched(style: str, took_ms: int) -> Digest:
        return told_of(launch(0), launch=Launch(app(style), took_ms))

    assert [kinds(launched("cold", ms)) for ms in (4_999, 5_000)] == [[], ["slow_launch"]]
    assert [kinds(launched("hot", ms)) for ms in (1_499, 1_500)] == [[], ["slow_launch"]]
    assert only(launched("cold", 6_200), "slow_launch").longest_ms == 6_200


def test_little_free_memory_is_derived_and_a_warning_is_reported() -> None:
    told = told_of(tap(0, "a"), memory=Memory(90, 1_000))
    assert (only(told, "low_memory").share, only(told, "low_memory").reported) == (0.09, False)
    warned = only(told_of(tap(0, "a"), log(1, "onTrimMemory level 15")), "low_memory")
    assert (warned.indexes, warned.reported) == ((1,), True)
    assert kinds(told_of(tap(0, "a"), memory=Memory(100, 1_000))) == []


def test_slow_requests_are_told_by_name_and_very_slow_ones_are_incidents() -> None:
    told = told_of(
        request(0, "feed", took_ms=3_000), request(9, "feed", took_ms=6_400), request(30, "x", took_ms=12_000)
    )
    found = only(told, "slow_request")
    assert (found.about, found.indexes, found.longest_ms) == ("feed", (0, 1), 6_400)
    assert [incident.kind for incident in told.incidents] == ["slow_request"]


def test_a_paused_recording_says_how_long_and_is_not_idle_time() -> None:
    told = told_of(tap(0, "a"), pause(5), resume(65), tap(70, "b"))
    found = only(told, "paused")
    assert (found.indexes, found.total_ms, found.reported) == ((1,), 60_000, True)
    assert "idle" not in kinds(told)


def test_a_pause_that_nothing_ended_is_counted_so() -> None:
    found = only(told_of(tap(0, "a"), pause(5), pause(9), resume(65), tap(70, "b"), pause(80)), "paused")
    assert (found.indexes, found.unended, found.total_ms) == ((1, 2, 5), 2, 56_000)


def test_time_in_the_background_is_summed_over_recordings_too() -> None:
    one = told_of(
        opened(0, "Home"), home(10, "Home"), life(10.2, "stopped", "Home"), life(100, "started", "Home"), tap(101, "x")
    )
    assert (only(one, "background").total_ms, "idle" in kinds(one)) == (89_800, False)
    first, second = recording(tap(0, "a"), part_id="a"), recording(launch(0), part_id="b", begins=60)
    assert only(digest(session_story(first, second)), "background").indexes == (1,)


def test_a_failed_request_that_took_long_is_not_told_as_slow_again() -> None:
    assert kinds(told_of(tap(0, "pay"), request(1, "order", status=500, took_ms=5_000))) == []


def test_of_many_requests_at_a_pace_those_that_came_most_are_remarked_on() -> None:
    told = told_of(*([request(5 * n + k / 10, f"poll-{'abcdef'[k]}") for n in range(12 + k)] for k in range(6)))
    assert [signal.about for signal in told.signals if signal.kind == "polling"] == [f"poll-{k}" for k in "fedc"]
