"""The sandbox as a server: it starts and ends at once, keeps connections, and writes requests down."""

import dataclasses
import http.client
import socket
import threading
import time
from urllib.parse import urlsplit

import pytest
from sandbox_caller import Caller

from devrev_sessions.sandbox import SAMPLES, SANDBOX_TOKEN, Sandbox

SELF = "dev-users.self"


def test_a_sandbox_listens_on_loopback_only() -> None:
    with Sandbox() as sandbox:
        assert sandbox.base_url.startswith("http://127.0.0.1:")
        assert sandbox.token == SANDBOX_TOKEN


def test_a_sandbox_starts_and_stops_at_once() -> None:
    begun = time.perf_counter()
    for _ in range(10):
        with Sandbox():
            pass
    assert time.perf_counter() - begun < 3


def test_a_stopped_sandbox_leaves_no_thread_and_no_open_port() -> None:
    before = set(threading.enumerate())
    with Sandbox() as sandbox:
        address = ("127.0.0.1", urlsplit(sandbox.base_url).port)
        with Caller(sandbox) as caller:
            assert caller.post(SELF).status == 200
    assert set(threading.enumerate()) == before
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address, timeout=5)


def test_stopping_hangs_up_on_clients_that_keep_their_connection() -> None:
    before = set(threading.enumerate())
    sandbox = Sandbox()
    sandbox.start()
    with Caller(sandbox) as caller:
        assert caller.post(SELF).status == 200
        sandbox.stop()
        assert set(threading.enumerate()) == before
        with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
            caller.post(SELF)


def test_a_sandbox_can_be_started_again() -> None:
    sandbox = Sandbox()
    for _ in range(2):
        with sandbox, Caller(sandbox) as caller:
            assert caller.post(SELF).status == 200
    assert len(sandbox.requests) == 2


def test_a_sandbox_that_does_not_run_has_no_address() -> None:
    with pytest.raises(RuntimeError, match="not running"):
        _ = Sandbox().base_url


def test_a_port_that_is_taken_is_an_error_at_the_start() -> None:
    with Sandbox() as first:
        second = Sandbox(port=urlsplit(first.base_url).port or 0)
        with pytest.raises(OSError, match="in use"):
            second.start()


def test_one_connection_serves_many_requests(caller: Caller) -> None:
    replies = [caller.post(SELF) for _ in range(50)]
    assert {reply.status for reply in replies} == {200}
    assert all("close" not in reply.headers.get("Connection", "") for reply in replies)


def test_many_clients_are_served_at_the_same_time(sandbox: Sandbox) -> None:
    statuses: list[int] = []

    def ask() -> None:
        with Caller(sandbox) as caller:
            statuses.append(caller.post(SELF).status)

    clients = [threading.Thread(target=ask) for _ in range(20)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    assert statuses == [200] * 20


def test_every_request_is_written_down(sandbox: Sandbox, caller: Caller) -> None:
    caller.post("observability.sessions.get", session_id="x", platform="web", version_key="y")
    caller.get("observability.sessions.data.get", session_id="x", include_replay_data="false")
    caller.send("POST", "/nowhere", b"not json")
    first, second, third = sandbox.requests
    assert (first.method, first.operation) == ("POST", "observability.sessions.get")
    assert first.body == {"session_id": "x", "platform": "web", "version_key": "y"}
    assert first.headers["authorization"] == f"Bearer {SANDBOX_TOKEN}"
    assert (second.method, second.body) == ("GET", {"session_id": "x", "include_replay_data": False})
    assert (third.operation, third.body) == ("nowhere", {})


def test_a_sandbox_keeps_silent(capfd: pytest.CaptureFixture[str]) -> None:
    with Sandbox() as sandbox, Caller(sandbox) as caller:
        caller.post(SELF)
        caller.send("POST", "/nowhere", b"")
    assert capfd.readouterr() == ("", "")


def test_a_client_that_hangs_up_in_the_middle_disturbs_nothing(
    sandbox: Sandbox, capfd: pytest.CaptureFixture[str]
) -> None:
    address = ("127.0.0.1", urlsplit(sandbox.base_url).port)
    with socket.create_connection(address) as client:
        client.sendall(b"POST /dev-users.self HTTP/1.1\r\nContent-Length: 400\r\n\r\n{")
    with Caller(sandbox) as caller:
        assert caller.post(SELF).status == 200
    sandbox.stop()
    assert capfd.readouterr().err == ""


def test_a_sandbox_answers_for_the_sessions_it_is_given() -> None:
    anr = SAMPLES["android-anr"]
    with Sandbox(sessions={"only": anr}, token="another") as sandbox, Caller(sandbox) as caller:
        path = "/observability.sessions.list?platform=android&version_key=app-parcel-android"
        reply = caller.send("GET", path, authorization="Bearer another")
    assert reply.json == {"sessions": [anr.session]}


def test_a_recording_is_made_when_it_is_first_asked_for_and_only_then() -> None:
    empty = SAMPLES["android-empty"]
    made: list[str] = []

    def tell() -> dict[str, object]:
        made.append("a recording")
        return {"recording": "mobile_recording", "video_playback_data": []}

    fields = {"session_id": empty.session_id, "version_key": empty.version_key, "recording_id": empty.parts[0]}
    counted = dataclasses.replace(empty, recordings={empty.parts[0]: tell})
    with Sandbox(sessions={"counted": counted}) as sandbox, Caller(sandbox) as caller:
        assert made == []
        first = caller.post("observability.sessions.data.get", **fields)
        assert first.body == b'{"recording":"mobile_recording","video_playback_data":[]}'
        assert caller.post("observability.sessions.data.get", **fields).body == first.body
        assert caller.post("observability.sessions.data.get", **fields, include_replay_data=False).status == 200
    assert made == ["a recording"]
