"""Each way in which DevRev refuses a request, and the sessions on which its failures can be tried."""

import socket
import time
from urllib.parse import urlsplit

import pytest
from sandbox_caller import Caller, JsonObject

from devrev_sessions.sandbox import SAMPLES, Sandbox

DATA_GET = "observability.sessions.data.get"
SESSION_GET = "observability.sessions.get"
LIST = "observability.sessions.list"
DEVELOPER_INFO = "observability.sessions.developer-info.get"

CRASH, TABS = SAMPLES["android-checkout-crash"], SAMPLES["web-three-tabs"]
ANDROID: JsonObject = {"session_id": CRASH.session_id, "version_key": CRASH.version_key}
WEB: JsonObject = {"session_id": TABS.session_id, "version_key": TABS.version_key}
RECORDING: JsonObject = {**ANDROID, "recording_id": CRASH.parts[0]}
ANDROID_LIST: JsonObject = {"type": "mobile", "platform": "android", "version_key": CRASH.version_key}


@pytest.mark.parametrize(
    ("authorization", "error_type"),
    [
        (None, "unauthenticated"),
        ("Bearer wrong", "unauthenticated"),
        ("sandbox-token", "unauthenticated"),
        ("Basic sandbox-token", "unauthenticated"),
        ("Bearer expired-token", "token_expired"),
        ("Bearer revoked-token", "token_revoked"),
        ("Bearer deactivated-token", "dev_org_deactivated"),
    ],
)
def test_a_bad_credential_is_refused_in_its_own_way(caller: Caller, authorization: str | None, error_type: str) -> None:
    reply = caller.send("POST", "/dev-users.self", b"{}", authorization=authorization)
    assert (reply.status, reply.json["type"]) == (401, error_type)
    assert reply.json["message"]


@pytest.mark.parametrize(
    ("operation", "fields", "missing"),
    [
        (DATA_GET, {}, "session_id"),
        (DATA_GET, {"session_id": "x"}, "version_key"),
        (DATA_GET, ANDROID, "recording_id"),
        (DATA_GET, WEB, "tab_id"),
        (DATA_GET, {**WEB, "recording_id": "x"}, "tab_id"),
        (SESSION_GET, ANDROID, "platform"),
        (SESSION_GET, {**ANDROID, "session_id": "", "platform": "android"}, "session_id"),
        (LIST, {"platform": "android", "version_key": "x"}, "type"),
        (DEVELOPER_INFO, WEB, "tab_id"),
    ],
)
def test_a_missing_field_is_named(caller: Caller, operation: str, fields: JsonObject, missing: str) -> None:
    reply = caller.post(operation, **fields)
    assert (reply.status, reply.json["type"]) == (400, "missing_required_field")
    assert reply.json["field_name"] == missing


@pytest.mark.parametrize(
    ("operation", "fields", "extras"),
    [
        (DATA_GET, {**RECORDING, "colour": "red"}, {"type": "invalid_field", "field_name": "colour"}),
        (LIST, {**ANDROID_LIST, "is_crashed": True}, {"type": "invalid_field", "field_name": "is_crashed"}),
        ("dev-users.self", {"id": "x"}, {"type": "invalid_field", "field_name": "id"}),
        (
            DATA_GET,
            {**RECORDING, "tab_id": None},
            {"type": "unexpected_json_type", "field_name": "tab_id", "expected": "string", "actual": "null"},
        ),
        (
            DATA_GET,
            {**RECORDING, "include_replay_data": "no"},
            {"type": "unexpected_json_type", "expected": "bool", "actual": "string"},
        ),
        (
            DATA_GET,
            {**ANDROID, "session_id": 7},
            {"type": "unexpected_json_type", "field_name": "session_id", "actual": "number"},
        ),
        (
            SESSION_GET,
            {**ANDROID, "platform": "symbian"},
            {
                "type": "invalid_enum_value",
                "field_name": "platform",
                "allowed_values": ["android", "ios", "web"],
                "value": "symbian",
            },
        ),
        (LIST, {**ANDROID_LIST, "type": "tv"}, {"field_name": "type", "allowed_values": ["mobile", "web"]}),
        (LIST, {**ANDROID_LIST, "limit": 0}, {"type": "value_not_permitted", "field_name": "limit"}),
        (LIST, {**ANDROID_LIST, "limit": 1.5}, {"type": "value_not_permitted", "field_name": "limit"}),
        (LIST, {**ANDROID_LIST, "cursor": "??"}, {"type": "value_not_permitted", "field_name": "cursor"}),
    ],
)
def test_a_wrong_field_is_refused_with_what_is_wrong(
    caller: Caller, operation: str, fields: JsonObject, extras: JsonObject
) -> None:
    reply = caller.post(operation, **fields)
    assert reply.status == 400
    assert extras.items() <= reply.json.items()


def test_an_unreadable_flag_in_a_query_is_refused(caller: Caller) -> None:
    fields = {name: str(value) for name, value in RECORDING.items()}
    reply = caller.get(DATA_GET, **fields, include_replay_data="maybe")
    assert (reply.status, reply.json["type"]) == (400, "unexpected_json_type")


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
def test_a_body_that_is_not_json_is_a_parse_error(caller: Caller, body: bytes) -> None:
    reply = caller.send("POST", f"/{DATA_GET}", body)
    assert (reply.status, reply.json["type"]) == (400, "parse_error")


def test_a_body_that_is_not_an_object_is_of_an_unexpected_type(caller: Caller) -> None:
    reply = caller.send("POST", f"/{DATA_GET}", b"[]")
    assert (reply.status, reply.json["type"]) == (400, "unexpected_json_type")
    assert (reply.json["expected"], reply.json["actual"]) == ("object", "array")


@pytest.mark.parametrize("content_type", [None, "text/plain", "application/x-www-form-urlencoded"])
def test_a_body_of_another_content_type_is_refused(caller: Caller, content_type: str | None) -> None:
    reply = caller.send("POST", "/dev-users.self", b"{}", content_type=content_type)
    assert (reply.status, reply.json["type"]) == (400, "invalid_content_type")


def test_a_content_type_may_name_its_charset(caller: Caller) -> None:
    reply = caller.send("POST", "/dev-users.self", b"{}", content_type="application/json; charset=utf-8")
    assert reply.status == 200


def test_a_body_over_the_limit_is_refused(caller: Caller) -> None:
    reply = caller.send("POST", "/dev-users.self", b" " * 1_048_577)
    assert (reply.status, reply.json["type"]) == (413, "request_entity_too_large")
    assert caller.post("dev-users.self").status == 200


def test_a_body_of_unknown_length_is_refused_and_the_connection_ends(sandbox: Sandbox) -> None:
    address = ("127.0.0.1", urlsplit(sandbox.base_url).port)
    with socket.create_connection(address, timeout=10) as client, client.makefile("rb") as answered:
        client.sendall(b"POST /dev-users.self HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = answered.read()
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"Connection: close" in answer


@pytest.mark.parametrize(
    ("operation", "fields"),
    [
        (DATA_GET, {**RECORDING, "session_id": "no-such-session"}),
        (DATA_GET, {**RECORDING, "version_key": "no-such-app"}),
        (DATA_GET, {**RECORDING, "version_key": TABS.version_key}),
        (DATA_GET, {**RECORDING, "recording_id": "no-such-recording"}),
        (DATA_GET, {**WEB, "tab_id": "no-such-tab"}),
        (SESSION_GET, {**ANDROID, "platform": "android", "session_id": "no-such-session"}),
        (SESSION_GET, {**ANDROID, "platform": "ios"}),
        (DEVELOPER_INFO, {**WEB, "tab_id": "no-such-tab"}),
    ],
)
def test_what_devrev_does_not_have_is_not_found(caller: Caller, operation: str, fields: JsonObject) -> None:
    reply = caller.post(operation, **fields)
    assert (reply.status, reply.json["type"]) == (404, "not_found")
    assert reply.json["message"]


def test_an_unknown_path_is_refused_without_a_type(caller: Caller) -> None:
    reply = caller.post("observability.sessions.nothing")
    assert (reply.status, reply.json) == (404, {"message": "route not found"})


FAULTS = [
    ("fault-403", 403, {"type": "forbidden"}),
    ("fault-413", 413, {"type": "request_entity_too_large", "max_bytes": 1_048_576}),
    ("fault-429", 429, {"type": "too_many_requests", "retry_after": 120}),
    ("fault-500", 500, {"type": "internal_error", "reference_id": "6f0c2a9d-ref-500"}),
    ("fault-503", 503, {"type": "service_unavailable"}),
]


@pytest.mark.parametrize(("session_id", "status", "body"), FAULTS)
@pytest.mark.parametrize("operation", [DATA_GET, SESSION_GET, DEVELOPER_INFO])
def test_a_fault_answers_whatever_is_asked_of_it(
    caller: Caller, operation: str, session_id: str, status: int, body: JsonObject
) -> None:
    more = {DATA_GET: {}, SESSION_GET: {"platform": "ios"}, DEVELOPER_INFO: {"tab_id": "t"}}[operation]
    reply = caller.post(operation, session_id=session_id, version_key="any", **more)
    assert reply.status == status
    assert body.items() <= reply.json.items()


def fault(caller: Caller, session_id: str, **more: object) -> tuple[int, str, bytes]:
    reply = caller.post(DATA_GET, session_id=session_id, version_key=CRASH.version_key, **more)
    return reply.status, reply.headers["Content-Type"], reply.body


def test_a_rate_limit_says_when_to_come_back(caller: Caller) -> None:
    headers = caller.post(DATA_GET, session_id="fault-429", version_key="any").headers
    assert headers["Retry-After"] == "120"
    assert (headers["X-Ratelimit-Limit"], headers["X-Ratelimit-Remaining"]) == ("600", "0")
    assert 0 < int(headers["X-Ratelimit-Reset"]) - time.time() <= 120


def test_a_success_can_be_a_page_of_html(caller: Caller) -> None:
    status, content_type, body = fault(caller, "fault-html")
    assert (status, content_type) == (200, "text/html")
    assert body.startswith(b"<!doctype html>")


def test_a_success_can_be_empty(caller: Caller) -> None:
    assert fault(caller, "fault-empty") == (200, "application/json", b"")


def test_a_success_can_stop_in_the_middle_of_its_json(caller: Caller) -> None:
    reply = caller.post(DATA_GET, session_id="fault-truncated", version_key="any")
    assert (reply.status, reply.headers["Content-Length"]) == (200, str(len(reply.body)))
    assert reply.body.startswith(b'{"recording":"mobile_recording"')
    with pytest.raises(ValueError, match="line 1"):
        _ = reply.json


def test_an_old_server_refuses_the_replay_flag_and_answers_without_it(caller: Caller) -> None:
    fields = {"session_id": "fault-no-replay-flag", "version_key": CRASH.version_key, "recording_id": "rec-no-flag"}
    refused = caller.post(DATA_GET, **fields, include_replay_data=False)
    assert (refused.status, refused.json["type"]) == (400, "invalid_field")
    assert refused.json["field_name"] == "include_replay_data"
    assert caller.post(DATA_GET, **fields).json["recording_id"] == "rec-no-flag"
    session = caller.post(
        SESSION_GET, platform="android", session_id="fault-no-replay-flag", version_key=CRASH.version_key
    )
    assert session.status == 200


def test_a_fault_still_asks_for_a_token(caller: Caller) -> None:
    body = b'{"session_id": "fault-500", "version_key": "any"}'
    assert caller.send("POST", f"/{DATA_GET}", body, authorization=None).status == 401
