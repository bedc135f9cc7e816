"""What became of a request, however an app spells it."""

import json

import msgspec
import pytest
from hypothesis import given, settings, strategies as st

from devrev_sessions.timeline.events import AppText, Event, Kind
from devrev_sessions.timeline.exchange import ROLES, Exchange, read_exchange

Json = dict[str, object]


def exchange(response: Json | None = None, request: Json | None = None, properties: Json | None = None) -> Exchange:
    event = Event(n=1, kind=Kind.REQUEST, response=raw(response), request=raw(request), properties=raw(properties))
    return read_exchange(event)


def raw(fields: Json | None) -> msgspec.Raw:
    return msgspec.Raw(b"" if fields is None else json.dumps(fields).encode())


def spellings(role: str) -> list[str]:
    return list(ROLES[role])


@pytest.mark.parametrize("name", spellings("status"))
def test_a_status_is_found_under_every_usual_name(name: str):
    assert exchange({name: 504}).status == 504


@pytest.mark.parametrize(
    "name", ["statusCode", "status_code", "STATUS-CODE", "Status Code", "status.code", "StatusCode"]
)
def test_separators_and_capitals_make_no_difference(name: str):
    assert exchange({name: 504}) == Exchange(status=504, failed=True)


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (200, 200),
        ("200", 200),
        (504.0, 504),
        ("504.0", 504),
        ("504 Gateway Timeout", 504),
        (" 404 ", 404),
        ("HTTP/1.1 503 Service Unavailable", 503),
        ("HTTP 500", 500),
        (0, 0),
    ],
)
def test_a_status_is_read_from_numbers_and_status_lines(value: object, status: int):
    assert (exchange({"status": value}).status, exchange({"status": value}).word) == (status, "")


@pytest.mark.parametrize(
    ("status", "failed"), [(0, True), (101, False), (200, False), (204, False), (304, False), (400, True), (599, True)]
)
def test_a_status_from_400_on_or_none_at_all_is_a_failure(status: int, failed: bool):
    assert exchange({"status": status}).failed is failed
    assert exchange({"status": status, "duration": 20}).failed is failed
    assert not exchange({"status": status}).masked


def test_a_code_of_zero_is_no_status():
    assert exchange({"code": 0, "msg": "ok"}) == Exchange()
    assert exchange({"code": 0, "status": 200}) == Exchange(status=200)


@pytest.mark.parametrize(
    "word",
    ["failed", "FAILURE", "fail", "Error", "timeout", "timed_out", "TimedOut", "timed out", "cancelled", "CANCELED"],
)
def test_a_word_for_failure_stands_where_the_status_would(word: str):
    assert exchange({"status": word}) == Exchange(word=AppText(word), failed=True)


@pytest.mark.parametrize(
    "word",
    ["-1", "-1001", "ECONNRESET", "ETIMEDOUT", "EAI_AGAIN", "ERR_NETWORK", "net::ERR_FAILED", "NetworkError",
     "java.net.SocketTimeoutException"],
)  # fmt: skip
def test_a_system_s_own_word_for_no_answer_is_one_for_failure(word: str):
    assert exchange({"status": word}) == exchange({"code": word}) == Exchange(word=AppText(word), failed=True)


def test_a_negative_number_is_no_status_but_a_failure():
    assert exchange({"status": -1}) == Exchange(word=AppText("-1"), failed=True)


@pytest.mark.parametrize("word", ["success", "OK", "completed", "pending", "done", "ERROR_FREE", "EXPRESS", "no error"])
def test_another_word_is_no_failure(word: str):
    found = exchange({"status": word})
    assert (found.word, found.status, found.failed) == (word, None, False)


def test_a_number_is_preferred_to_a_word():
    assert exchange({"status": "failed", "code": 200}) == Exchange(status=200)


@pytest.mark.parametrize("name", spellings("took"))
def test_a_duration_is_found_under_every_usual_name(name: str):
    assert exchange({name: 1340}).took_ms == 1340


@pytest.mark.parametrize("name", spellings("took_seconds"))
def test_a_duration_in_seconds_is_found_by_its_name(name: str):
    assert exchange({name: 1.34}).took_ms == 1340


@pytest.mark.parametrize(
    ("value", "took_ms"),
    [
        (1340, 1340),
        (1339.6, 1340),
        (0, 0),
        ("1340", 1340),
        ("1340ms", 1340),
        ("1340 ms", 1340),
        ("340 millis", 340),
        ("340 milliseconds", 340),
        ("1.34s", 1340),
        ("1.34 s", 1340),
        ("2 seconds", 2000),
        ("2 SEC", 2000),
    ],
)
def test_a_duration_is_read_with_its_unit(value: object, took_ms: int):
    assert exchange({"duration": value}).took_ms == took_ms


@pytest.mark.parametrize(
    "value", [-1, "-1", "soon", "", True, None, [], {}, 10**9, 10**400, 1e300, "1e3", "12 parsecs"]
)
def test_what_is_no_duration_is_left_out(value: object):
    assert exchange({"status": 200, "duration": value}) == Exchange(status=200)


@pytest.mark.parametrize(
    ("began", "ended"),
    [
        ({"start": 1000}, {"end": 2340}),
        ({"start_time": 1776762000000}, {"end_time": 1776762001340}),
        ({"startTime": "1776762000000"}, {"endTime": "1776762001340"}),
        ({"started_at": 1776762000.0}, {"ended_at": 1776762001.34}),
        ({"startedAt": "2026-04-21T09:00:00Z"}, {"finishedAt": "2026-04-21T09:00:01.340Z"}),
        ({"start": "2026-04-21T09:00:00"}, {"end": "2026-04-21T09:00:01.340"}),
        ({"start": "2026-04-21T11:00:00+02:00"}, {"end": "2026-04-21T09:00:01.340Z"}),
        ({"timestamp": 5}, {"end": 1345}),
    ],
)
def test_a_start_and_an_end_make_a_duration(began: Json, ended: Json):
    assert exchange(request=began, response=ended).took_ms == 1340
    assert exchange({**began, **ended}).took_ms == 1340
    assert exchange(properties={**began, **ended}).took_ms == 1340


@pytest.mark.parametrize(
    ("began", "ended"),
    [(2340, 1000), (1000, None), ("soon", "later"), (True, 5), ({}, []), (0, 10**400), (1.5, 10**400), ("nan", "inf")],
)
def test_a_start_and_an_end_that_fit_ill_make_none(began: object, ended: object):
    assert exchange({"start": began, "end": ended}).took_ms is None


MASKED: list[Json] = [
    {"success": False},
    {"success": "false"},
    {"ok": False},
    {"succeeded": 0},
    {"error": True},
    {"error": "card declined"},
    {"errors": ["card declined"]},
    {"errors": [{"message": "card declined"}]},
    {"errorMessage": "card declined"},
    {"exception": "PaymentException"},
    {"body": {"success": False}},
    {"body": {"status": "error", "message": "card declined"}},
    {"body": {"status": False, "message": "card declined"}},
    {"body": {"error": {"message": "card declined"}}},
    {"data": {"error": {"code": "E17"}}},
    {"body": {"code": 500}},
    {"body": {"statusCode": "503"}},
    {"body": {"status": -1}},
    {"body": {"data": {"error": "card declined"}}},
    {"response": {"body": '{"data": {"success": false}}'}},
    {"error_code": 17},
    {"errorCode": "E17"},
    {"body": {"errno": 3}},
    {"result": "FAIL"},
    {"body": {"result": "error"}},
    {"body": [{"data": {}}, {"errors": [{"message": "card declined"}], "data": None}]},
    {"body": '[{"errors": [{"message": "card declined"}]}]'},
    {"body": '{"success": false, "message": "card declined"}'},
    {"body": ' {"error": true, "message": "card declined"}'},
    {"responseBody": '{"errors": [{"message": "card declined"}], "data": null}'},
    {"result": '{"error": "cut off \\ud83d"}'},
]


@pytest.mark.parametrize("response", MASKED)
def test_a_good_status_does_not_hide_what_the_body_says(response: Json):
    found = exchange({"status": 200, "duration": 90, **response})
    assert (found.status, found.failed, found.masked) == (200, True, True)


HARMLESS: list[Json] = [
    {"success": True},
    {"ok": "true"},
    {"error": None},
    {"error": False},
    {"error": ""},
    {"error": "none"},
    {"errors": []},
    {"error": {}},
    {"message": "Order placed"},
    {"detail": "2 lines"},
    {"body": {"message": "Order placed", "status": "success"}},
    {"body": '{"data": {"error_count": 0}}'},
    {"body": "error"},
    {"body": "[1]"},
    {"body": '{"error": "cut'},
    {"body": '{"error": "' + "x" * 20_000 + '"}'},
    {"data": ["error"]},
    {"body": {"code": 0}},
    {"body": {"code": 1001}},
    {"body": {"code": 200, "data": {"rows": []}}},
    {"error_code": 0},
    {"error_code": "200"},
    {"errno": None},
    {"result": "FAILSAFE"},
    {"body": [{"id": 7, "error": "timeout"}]},
    {"body": [{"errors": [], "data": {}}]},
    {"code": "NoError"},
]


@pytest.mark.parametrize("response", HARMLESS)
def test_good_news_and_unclear_words_are_no_failure(response: Json):
    assert exchange({"status": 200, "duration": 90, **response}) == Exchange(status=200, took_ms=90)


@pytest.mark.parametrize(
    ("response", "complaint"),
    [
        ({"status": 504, "error": "upstream request timeout"}, "upstream request timeout"),
        ({"status": 504, "message": "Gateway timeout"}, "Gateway timeout"),
        ({"status": 422, "body": {"message": "Postcode missing"}}, "Postcode missing"),
        ({"status": 422, "message": "See body", "body": {"detail": "Postcode missing"}}, "Postcode missing"),
        ({"status": 422, "message": "See body", "body": "{}"}, "See body"),
        ({"status": 200, "error": True, "message": "card declined"}, "card declined"),
        ({"status": 200, "errors": [{"message": "first"}, {"message": "second"}]}, "first"),
        ({"status": 200, "error": {"code": 42}}, "42"),
        ({"status": 200, "error_code": 17, "message": "card declined"}, "card declined"),
        ({"status": 200, "error_code": 17}, "17"),
        ({"status": 401, "body": {"code": "password_expired"}}, "password_expired"),
        ({"status": 401, "body": {"data": {"status": "LOCKED"}}}, "LOCKED"),
        ({"status": 401, "body": {"code": "password_expired", "message": "Sign in again"}}, "Sign in again"),
        ({"status": 401, "body": {"code": 1042}}, ""),
        ({"status": 401, "body": {"code": "ok"}}, ""),
        ({"status": 401, "body": {"status": "Something went wrong here"}}, ""),
        ({"status": 500}, ""),
    ],
)
def test_a_failure_repeats_the_complaint_of_the_answer(response: Json, complaint: str):
    found = exchange(response)
    assert (found.failed, found.complaint) == (True, complaint)


@pytest.mark.parametrize(
    ("response", "pending"),
    [
        ({"status": 200, "body": {"status": "running"}}, True),
        ({"status": 202, "body": '{"state": 1, "status": "IN_PROGRESS"}'}, True),
        ({"status": "queued"}, True),
        ({"status": 200, "body": {"status": "done"}}, False),
        ({"status": 500, "body": {"status": "running"}}, False),
    ],
)
def test_an_answer_may_say_that_it_is_still_under_way(response: Json, pending: bool):
    assert exchange(response).pending is pending


def test_a_success_has_no_complaint():
    assert exchange({"status": 200, "message": "Order placed"}).complaint == ""


def test_without_an_answer_what_stands_beside_the_request_counts():
    found = exchange(properties={"status": 502, "duration": 340, "error": "connection reset"})
    assert found == Exchange(status=502, took_ms=340, complaint=AppText("connection reset"), failed=True)
    assert exchange(properties={"error": "net::ERR_FAILED"}).failed


def test_the_answer_comes_before_what_stands_beside_it():
    found = exchange({"status": 200, "duration": 90}, properties={"status": 500, "duration": 5})
    assert found == Exchange(status=200, took_ms=90)


def test_the_request_tells_neither_status_nor_failure():
    assert exchange(request={"status": 500, "error": "x", "success": False}) == Exchange()


@pytest.mark.parametrize("broken", [b"", b"null", b"[]", b'"text"', b'{"status": ', b"\xff", b"[" * 5000])
def test_an_answer_that_cannot_be_read_says_nothing(broken: bytes):
    assert read_exchange(Event(n=1, kind=Kind.REQUEST, response=msgspec.Raw(broken))) == Exchange()


ODD_LETTERS = 'a0 ."\\\n\x00\u00e9\u2028\U0001f600\ud83d\ude00'
NAMES = st.sampled_from([name for names in ROLES.values() for name in names]) | st.text(max_size=6)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(0, 700)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(ODD_LETTERS, max_size=8)
    | st.sampled_from(["200", "504 Gateway Timeout", "1.3 s", "failed", '{"success": false}', "2026-04-21T09:00:00Z"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=4,
)
OBJECTS = st.dictionaries(NAMES, VALUES, max_size=3)
QUICKLY = settings(database=None, deadline=None, derandomize=True, max_examples=150)


@QUICKLY
@given(OBJECTS, OBJECTS, OBJECTS)
def test_any_properties_make_an_exchange(response: Json, request: Json, properties: Json):
    found = exchange(response, request, properties)
    assert found.status is None or 0 <= found.status <= 999
    assert found.took_ms is None or 0 <= found.took_ms <= 10**12
    assert found.failed or not found.complaint
    (found.word + found.complaint).encode()


@QUICKLY
@given(st.dictionaries(NAMES, st.integers(0, 700) | st.sampled_from(["200", "503"]), max_size=4))
def test_the_short_way_and_the_long_way_agree(response: Json):
    # A complaint that says nothing changes nothing, but it makes every answer be read in full.
    in_full = {**response, "reason": ""} if "reason" not in response else response
    assert exchange(response) == exchange(in_full)


@pytest.mark.parametrize(
    "body",
    [
        {"error": {"code": 0, "message": "success"}},
        {"error": "No error"},
        {"errors": "N/A"},
        {"error": "[]"},
        {"error": "undefined"},
        {"hasError": False},
        {"isSuccess": True},
    ],
)
def test_an_error_field_that_says_all_is_well_is_no_failure(body: dict[str, object]):
    assert not exchange({"status": 200, "body": body}).failed


@pytest.mark.parametrize("body", [{"hasError": True}, {"isError": True}, {"isSuccess": False}, {"successful": False}])
def test_a_flag_of_failure_in_a_good_answer_is_a_failure(body: dict[str, object]):
    assert exchange({"status": 200, "body": body}).masked
