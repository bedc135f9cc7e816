"""What every request passes before it is a call."""

import math

import anyio
import anyio.lowlevel
import pytest
from anyio.abc import SocketStream
from hosted import HELLO, Hosted, bearer, hosted
from starlette.types import Message, Receive, Scope, Send

from devrev_sessions.assistant.http.app import MOST_BODY_BYTES
from devrev_sessions.assistant.http.bodies import InTime
from devrev_sessions.assistant.http.stalls import Unstalled
from devrev_sessions.settings import Settings
from devrev_sessions.settings.keys import hashed

KEY = "dsm_test"
PAGE = "https://tools.example.com"


def settings(**http: object) -> Settings:
    keys = [{"name": "anna", "sha256": hashed(KEY)}]
    return Settings.model_validate({"http": {"auth": "bearer", "keys": keys, **http}})


async def status_of(server: Hosted, **headers: str) -> int:
    return (await server.post({**bearer(KEY), **headers})).status_code


async def test_only_names_of_this_machine_and_those_that_are_set_are_answered():
    async with hosted(settings(allowed_hosts=["mcp.example.com", "mcp.example.com:8443"])) as server:
        for host in ("mcp.example.com", "mcp.example.com:8443", "localhost", "localhost:1", "127.0.0.1", "[::1]:80"):
            assert await status_of(server, Host=host) == 200, host
        for host in ("attacker.example", "mcp.example.com:1", "mcp.example.com.attacker.example", "0.0.0.0:8000"):
            assert await status_of(server, Host=host) == 421, host


async def test_only_pages_of_this_machine_and_those_that_are_set_may_call():
    async with hosted(settings(allowed_origins=[PAGE])) as server:
        for origin in (PAGE, "http://localhost:6274", "http://127.0.0.1"):
            assert await status_of(server, Origin=origin) == 200, origin
        for origin in ("https://attacker.example", "null", f"{PAGE}.attacker.example", "http://tools.example.com"):
            assert await status_of(server, Origin=origin) == 403, origin


async def test_a_browser_is_told_that_a_page_may_call_and_no_other():
    asking = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    async with hosted(settings(allowed_origins=[PAGE])) as server:
        told = await server.ask("OPTIONS", {"Origin": PAGE, **asking})
        assert told.status_code == 200
        assert told.headers["access-control-allow-origin"] == PAGE
        assert "authorization" in told.headers["access-control-allow-headers"]
        other = await server.ask("OPTIONS", {"Origin": "https://attacker.example", **asking})
        assert "access-control-allow-origin" not in other.headers
        answered = await server.post({**bearer(KEY), "Origin": PAGE})
        assert answered.headers["access-control-allow-origin"] == PAGE
    async with hosted(settings()) as server:
        assert (await server.ask("OPTIONS", {"Origin": PAGE, **asking})).status_code == 405


async def test_a_body_that_is_too_large_is_refused():
    async with hosted(settings()) as server:
        padded = {**HELLO, "params": {**HELLO["params"], "padding": "x" * MOST_BODY_BYTES}}
        assert (await server.post(bearer(KEY), padded)).status_code == 413


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
async def test_there_is_nothing_to_listen_to_and_nothing_to_end(method: str):
    async with hosted(settings()) as server:
        told = await server.ask(method, bearer(KEY))
        assert told.status_code == 405
        assert told.headers["allow"] == "POST"


@pytest.mark.parametrize("path", ["/mcp/", "//mcp", "/mcp/x", "/MCP", "/"])
async def test_other_paths_are_not_found_and_lead_nowhere(path: str):
    async with hosted(settings()) as server:
        told = await server.get(path, Host="attacker.example")
        assert (told.status_code, "location" in told.headers) == (404, False)


async def test_a_probe_is_answered_whatever_it_calls_the_server_and_without_a_key():
    async with hosted(settings()) as server:
        for host in ("10.0.0.7:8000", "localhost"):
            assert (await server.get("/healthz", Host=host)).json() == {"status": "ok"}
        starting = await server.get("/readyz")
        assert (starting.status_code, starting.json()) == (503, {"status": "starting"})
        await server.desks.answering()
        assert (await server.get("/readyz", Host="10.0.0.7")).json() == {"status": "ready"}
        server.health.draining = True
        draining = await server.get("/readyz")
        assert (draining.status_code, draining.json()) == (503, {"status": "draining"})
        assert (await server.get("/healthz")).status_code == 200


async def test_a_draining_server_ends_every_connection_with_its_answer():
    async with hosted(settings()) as server:
        assert (await server.post(bearer(KEY))).headers.get("connection") != "close"
        server.health.draining = True
        said = await server.post(bearer(KEY))
        assert (said.status_code, said.headers["connection"]) == (200, "close")


class Impatient(Unstalled):
    late_seconds = 0.05


class Unread(Unstalled):
    unread_seconds = 0.05


@pytest.mark.parametrize("begun", [b"", b"POST /mcp HT", b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nX-Slow: "])
async def test_a_connection_on_which_no_request_begins_is_closed(begun: bytes):
    async with hosted(settings(), connection=Impatient) as server:
        with anyio.fail_after(10):
            async with await anyio.connect_tcp("127.0.0.1", server.port) as stream:
                if begun:
                    await stream.send(begun)
                with pytest.raises(anyio.EndOfStream):
                    await stream.receive()


async def test_a_second_request_must_begin_in_time_as_well():
    async with hosted(settings(), connection=Impatient) as server:
        with anyio.fail_after(10):
            async with await anyio.connect_tcp("127.0.0.1", server.port) as stream:
                await stream.send(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
                assert (await stream.receive()).startswith(b"HTTP/1.1 200")
                await stream.send(b"GET /hea")
                with pytest.raises(anyio.EndOfStream):
                    await stream.receive()


async def send_on(stream: SocketStream, words: bytes) -> None:
    while True:
        await stream.send(words)


async def test_a_connection_whose_answers_nobody_reads_is_given_up():
    asked = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n" * 500
    async with hosted(settings(), connection=Unread) as server:
        with anyio.fail_after(30):
            async with await anyio.connect_tcp("127.0.0.1", server.port) as stream:
                with pytest.raises(anyio.BrokenResourceError):
                    await send_on(stream, asked)


async def test_what_is_refused_is_a_line_in_the_log(caplog: pytest.LogCaptureFixture):
    caplog.set_level("INFO", "devrev_sessions.http")
    async with hosted(settings()) as server:
        await server.post(bearer("dsm_wrong"))
        await server.post({**bearer(KEY), "Host": "attacker.example"})
        await server.get("/readyz")
    told = [record.getMessage() for record in caplog.records if "refused" in record.getMessage()]
    assert told == [
        "a key was refused: no key under [[http.keys]] has its hash",
        "refused with 401",
        "refused with 421",
    ]


async def test_a_request_that_does_not_arrive_is_given_up():
    sent: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive()).get("more_body"):
            pass
        raise AssertionError("the request was never whole")

    async def drip() -> Message:
        await anyio.lowlevel.checkpoint()
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def send(message: Message) -> None:
        sent.append(message)

    await InTime(app, seconds=0.01)({"type": "http", "method": "POST"}, drip, send)
    assert sent[0]["status"] == 408
    assert (b"connection", b"close") in sent[0]["headers"]


async def test_what_comes_after_a_whole_request_has_no_limit():
    deadlines: list[float] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        assert (await receive())["type"] == "http.request"
        assert (await receive())["type"] == "http.disconnect"

    coming: list[Message] = [{"type": "http.request", "body": b"x"}, {"type": "http.disconnect"}]

    async def receive() -> Message:
        deadlines.append(anyio.current_effective_deadline())
        return coming.pop(0)

    async def send(message: Message) -> None:
        raise AssertionError(message)

    await InTime(app, seconds=10)({"type": "http", "method": "POST"}, receive, send)
    assert deadlines[0] < math.inf == deadlines[1]
