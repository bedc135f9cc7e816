"""When things happened, however their times came."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from good_answers import clicks, mobile, mobile_session, tap, taps, web, without
from hypothesis import given, settings, strategies as st

from devrev_sessions.devrev.reading import read_recording
from devrev_sessions.devrev.reading_sessions import read_session
from devrev_sessions.timeline.recording import Recording

NINE = datetime(2026, 4, 21, 9, 0, tzinfo=UTC)
NINE_MS = 1_776_762_000_000
MONTH_MS = 31 * 24 * 3600 * 1000


def read(body: object) -> Recording:
    return read_recording(json.dumps(body).encode(), "s", "p")


def placed(found: Recording) -> list[tuple[int, int, bool]]:
    return [(event.n, event.at_ms, event.timed) for event in found.events]


def at(seconds: float) -> str:
    return (NINE + timedelta(seconds=seconds)).isoformat()


def test_offsets_in_order_stay_in_order():
    found = read(taps(0, 10, 10, 25))
    assert placed(found) == [(1, 0, True), (2, 10, True), (3, 10, True), (4, 25, True)]
    assert (found.disordered_events, found.duration_ms) == (0, 25)


def test_offsets_out_of_order_are_sorted_and_counted_and_keep_their_numbers():
    found = read(taps(100, 50, 60, 200, 50))
    assert placed(found) == [(2, 50, True), (5, 50, True), (3, 60, True), (1, 100, True), (4, 200, True)]
    assert (found.disordered_events, found.duration_ms) == (3, 200)


def test_a_negative_offset_lies_before_the_start():
    found = read(taps(0, -40, 10))
    assert placed(found) == [(2, -40, True), (1, 0, True), (3, 10, True)]
    assert found.disordered_events == 1


def test_an_event_without_an_offset_has_the_time_of_the_one_before_it():
    found = read(taps(None, 100, None, None, 50, None))
    assert placed(found) == [
        (1, 0, False),
        (5, 50, True),
        (6, 50, False),
        (2, 100, True),
        (3, 100, False),
        (4, 100, False),
    ]
    assert found.disordered_events == 1


ABSURD = [NINE_MS, MONTH_MS, -MONTH_MS, 2**63, -(2**70), 1e300, "nan", "inf", 10**40, "+1757832878"]


@pytest.mark.parametrize("absurd", ABSURD)
def test_an_absurd_offset_is_no_offset(absurd: object):
    found = read(taps(100, absurd, 200))
    assert placed(found) == [(1, 100, True), (2, 100, False), (3, 200, True)]
    assert (found.disordered_events, found.duration_ms) == (0, 200)


def test_a_skipped_entry_leaves_a_gap_in_the_numbers():
    found = read(mobile(recording_events_timeline=[tap(20), None, tap(10), 5, tap(30)]))
    assert placed(found) == [(3, 10, True), (1, 20, True), (5, 30, True)]
    assert (found.disordered_events, found.skipped_events) == (1, 2)


def test_a_recording_in_which_nothing_has_a_time_keeps_its_order():
    found = read(taps(None, None, None))
    assert placed(found) == [(1, 0, False), (2, 0, False), (3, 0, False)]


CREATED: list[tuple[object, datetime]] = [
    ("2026-04-21T09:00:00.000Z", NINE),
    ("2026-04-21T09:00:00Z", NINE),
    ("2026-04-21T09:00:00.000000000Z", NINE),
    ("2026-04-21T11:00:00+02:00", NINE),
    ("2026-04-21T09:00:00", NINE),
    (" 2026-04-21 09:00:00 ", NINE),
    (NINE_MS, NINE),
    (NINE_MS / 1000, NINE),
    (NINE_MS // 1000, NINE),
    (str(NINE_MS), NINE),
    (str(NINE_MS // 1000), NINE),
    ("1612101512345", datetime(2021, 1, 31, 13, 58, 32, 345_000, tzinfo=UTC)),
]


@pytest.mark.parametrize(("told", "moment"), CREATED)
def test_a_start_is_read_from_rfc_3339_and_from_epochs(told: object, moment: datetime):
    assert read(mobile(created_at=told)).started_at == moment
    assert read_session(json.dumps({"session": mobile_session(created_at=told)}).encode()).started_at == moment


NO_TIMES: list[object] = [
    "", "yesterday", "20260421", "2026-13-01T00:00:00Z", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+05:00",
    "1970-01-01T00:00:00Z", "9999-12-31T23:59:59-05:00", "nan", "inf", 0, -1, 1234.5, 10**18, 10**400, True, None, [],
    {},
]  # fmt: skip


@pytest.mark.parametrize("told", NO_TIMES)
def test_what_is_no_start_is_none(told: object):
    assert read(mobile(created_at=told)).started_at is None
    assert read_session(json.dumps({"session": mobile_session(created_at=told)}).encode()).started_at is None


def test_web_times_count_from_the_creation_of_the_tab():
    found = read(clicks(at(0.1), at(5), at(5)))
    assert placed(found) == [(1, 100, True), (2, 5000, True), (3, 5000, True)]
    assert (found.started_at, found.disordered_events) == (NINE, 0)


@pytest.mark.parametrize("times", [(NINE_MS + 100, NINE_MS + 5000), ((NINE_MS + 100) / 1000, (NINE_MS + 5000) / 1000)])
def test_web_times_may_be_epochs(times: tuple[object, object]):
    assert placed(read(clicks(*times))) == [(1, 100, True), (2, 5000, True)]
    assert placed(read(clicks(*map(str, times)))) == [(1, 100, True), (2, 5000, True)]


NO_STARTS: dict[str, object] = {
    "after the first event": at(12),
    "hours after": at(7200),
    "far after": at(5 * 3600),
    "hours before": at(-5 * 3600),
    "a month before": at(-30 * 24 * 3600),
    "zero": "0001-01-01T00:00:00Z",
    "null": None,
    "empty": "",
    "a small number": 5,
    "a list": [],
}


@pytest.mark.parametrize("created_at", NO_STARTS.values(), ids=NO_STARTS)
def test_a_creation_that_cannot_be_the_start_gives_way_to_the_first_event(created_at: object):
    found = read(clicks(at(10), at(13), at(12), created_at=created_at))
    assert placed(found) == [(1, 0, True), (3, 2000, True), (2, 3000, True)]
    assert (found.started_at, found.disordered_events) == (NINE + timedelta(seconds=10), 1)


def test_a_missing_creation_gives_way_to_the_first_event():
    found = read(without(clicks(at(10), at(13)), "created_at"))
    assert (found.started_at, found.duration_ms) == (NINE + timedelta(seconds=10), 3000)


@pytest.mark.parametrize("long_before", [0.0, 3600.0, 4 * 3600.0])
def test_a_tab_may_be_created_up_to_a_session_before_its_first_event(long_before: float):
    found = read(clicks(at(0), created_at=at(-long_before)))
    assert found.duration_ms == long_before * 1000


@pytest.mark.parametrize("stray", ["2001-01-01T00:00:00Z", "2099-01-01T00:00:00Z", 1_000_000_000, 10**14])
@pytest.mark.parametrize("created_at", [at(0), None, "2031-01-01T00:00:00Z"], ids=["known", "missing", "wrong"])
def test_a_single_event_of_another_clock_moves_no_other(stray: object, created_at: object):
    times = [at(0), at(1), at(2), at(3)]
    for place in range(5):
        found = read(clicks(*times[:place], stray, *times[place:], created_at=created_at))
        assert found.started_at == NINE
        assert sorted(event.at_ms for event in found.events if event.timed) == [0, 1000, 2000, 3000]
        assert [event.n for event in found.events if not event.timed] == [place + 1]


@pytest.mark.parametrize("missing", [None, "", "soon", [], {}, True, 0, 12.5])
def test_a_web_event_without_a_time_has_the_time_of_the_one_before_it(missing: object):
    found = read(clicks(at(1), missing, at(2)))
    assert placed(found) == [(1, 1000, True), (2, 1000, False), (3, 2000, True)]


def test_a_tab_in_which_nothing_has_a_time_begins_at_its_creation():
    found = read(clicks(None, None))
    assert placed(found) == [(1, 0, False), (2, 0, False)]
    assert found.started_at == NINE
    found = read(clicks(None, None, created_at=None))
    assert placed(found) == [(1, 0, False), (2, 0, False)]
    assert found.started_at is None


def test_a_tab_without_events_begins_at_its_creation():
    assert read(web(timeline_data={"events": []})).started_at == NINE
    assert read(web(timeline_data={"events": []}, created_at=None)).started_at is None


OFFSETS = st.none() | st.integers(-5_000, 5_000) | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
QUICKLY = settings(database=None, deadline=None, derandomize=True, max_examples=150)


@QUICKLY
@given(st.lists(OFFSETS, max_size=12))
def test_any_offsets_end_up_in_time_order_with_nothing_lost(offsets: list[object]):
    for found in (read(taps(*offsets)), read(clicks(*offsets))):
        assert sorted(event.n for event in found.events) == list(range(1, len(offsets) + 1))
        assert [event.at_ms for event in found.events] == sorted(event.at_ms for event in found.events)
        assert all(abs(event.at_ms) < MONTH_MS for event in found.events)


@QUICKLY
@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=12), st.integers(-(10**9), 10**9))
def test_any_web_times_keep_their_distances(offsets_ms: list[int], created_ms: int):
    found = read(clicks(*(NINE_MS + ms for ms in offsets_ms), created_at=NINE_MS + created_ms))
    assert found.started_at is not None
    start_ms = round(found.started_at.timestamp() * 1000) - NINE_MS
    assert {event.n: event.at_ms for event in found.events} == {n: ms - start_ms for n, ms in enumerate(offsets_ms, 1)}
