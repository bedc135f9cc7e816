"""What one call to DevRev says on the wire, and what it makes of a 200."""

import gzip
import json
import logging
import tracemalloc
import zlib

import anyio
import pytest
from calling import OPERATION, QUICK, TOKEN, call
from scripted import Script, answer, drip, hang_up, head, pour, scripted, stall, told

from devrev_sessions import __version__
from devrev_sessions.devrev.http.transport import Limits, Transport
from devrev_sessions.errors import (
    DeadlineExceeded,
    ResponseTooLarge,
    SessionsError,
    Unauthenticated,
    UnexpectedResponse,
)

BODY = json.dumps({"recording": "mobile_recording", "filling": ["x" * 99] * 50}).encode()


async def test_exactly_the_set_fields_are_on_the_wire():
    async with scripted(answer()) as devrev:
        body = await call(f"{devrev.url}/", session_id="s-1", limit=0, include_replay_data=False, tab_id=None)
    (heard,) = devrev.heard
    assert body == b'{"ok": true}'
    assert heard.line == f"POST /{OPERATION} HTTP/1.1"
    assert heard.fields == {"session_id": "s-1", "limit": 0, "include_replay_data": False}


async def test_the_headers_say_who_asks_and_what_can_be_read():
    async with scripted(answer()) as devrev:
        await call(devrev.url)
    assert {name: devrev.heard[0].headers[name] for name in sorted(devrev.heard[0].headers) if name != "host"} == {
        "accept": "application/json",
        "accept-encoding": "gzip",
        "authorization": f"Bearer {TOKEN}",
        "connection": "keep-alive",
        "content-length": "2",
        "content-type": "application/json",
        "user-agent": f"devrev-sessions-mcp/{__version__}",
    }


async def test_half_an_emoji_in_an_argument_is_sent_as_json_can_say_it():
    async with scripted(answer()) as devrev:
        await call(devrev.url, session_id="\ud83d")
    assert devrev.heard[0].body == b'{"session_id": "\\ud83d"}'


async def test_calls_share_a_connection():
    async with scripted(answer(), answer()) as devrev, Transport(devrev.url, TOKEN, QUICK) as transport:
        await transport.post(OPERATION, {})
        await transport.post("dev-users.self", {})
        assert devrev.connections == 1
    assert [heard.line.split()[1] for heard in devrev.heard] == [f"/{OPERATION}", "/dev-users.self"]


@pytest.mark.parametrize("token", [None, ""])
async def test_a_missing_token_is_told_without_asking_devrev(token: str | None):
    async with scripted(answer()) as devrev:
        with pytest.raises(Unauthenticated) as told_error:
            await call(devrev.url, token=token)
    assert "Settings > Account > Personal Access Token" in told_error.value.next_step
    assert "DEVREV_API_KEY" in told_error.value.next_step
    assert devrev.connections == 0


@pytest.mark.parametrize("kind", ["", "application/json;charset=utf-8", "text/json", "application/problem+json"])
async def test_every_name_for_json_is_taken(kind: str):
    async with scripted(answer(200, BODY, kind=kind)) as devrev:
        assert await call(devrev.url) == BODY


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "text/plain", "image/png"])
async def test_a_page_instead_of_json_is_unexpected(kind: str):
    async with scripted(answer(200, b"<html>Log in</html>", kind=kind)) as devrev:
        with pytest.raises(UnexpectedResponse, match="is not JSON") as told_error:
            await call(devrev.url)
    assert "DEVREV_BASE_URL" in told_error.value.next_step
    assert len(devrev.heard) == 1


@pytest.mark.parametrize("script", [answer(200, b""), answer(200, b" \n"), answer(200, b"", "Content-Encoding: gzip")])
async def test_an_empty_answer_is_unexpected(script: bytes):
    async with scripted(script) as devrev:
        with pytest.raises(UnexpectedResponse, match="is empty"):
            await call(devrev.url)


@pytest.mark.parametrize(
    ("packed", "name"),
    [
        (gzip.compress(BODY), "gzip"),
        (gzip.compress(BODY), "X-GZIP"),
        (gzip.compress(BODY[:70]) + gzip.compress(BODY[70:]), "gzip"),
        (BODY, "identity"),
    ],
)
async def test_a_compressed_answer_is_expanded(packed: bytes, name: str):
    async with scripted(answer(200, packed, f"Content-Encoding: {name}")) as devrev:
        assert await call(devrev.url) == BODY


async def test_a_compressed_answer_is_expanded_however_it_is_cut():
    packed = gzip.compress(BODY)
    async with scripted((head(200, "Content-Encoding: gzip", length=len(packed)), drip(packed, 0))) as devrev:
        assert await call(devrev.url) == BODY


@pytest.mark.parametrize("names", [("gzip, gzip",), ("gzip", "gzip"), ("br",), ("deflate",), ("identity, zstd",)])
async def test_stacked_and_other_encodings_are_refused(names: tuple[str, ...]):
    headers = [f"Content-Encoding: {name}" for name in names]
    async with scripted(answer(200, zlib.compress(BODY), *headers)) as devrev:
        with pytest.raises(UnexpectedResponse, match="compressed in a way"):
            await call(devrev.url)
    assert len(devrev.heard) == 1


async def test_a_gzip_bomb_stops_early():
    bomb = gzip.compress(bytes(16 * 2**20))
    tracemalloc.start()
    try:
        async with scripted((head(200, "Content-Encoding: gzip"), pour(bomb, 10_000))) as devrev:
            with pytest.raises(ResponseTooLarge, match="larger than the 1 MB") as told_error:
                await call(devrev.url, Limits(body_bytes=2**20))
            with anyio.fail_after(5):
                await devrev.left.wait()
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "max_body_megabytes" in told_error.value.next_step
    assert peak_bytes < 6 * 2**20


async def test_many_small_gzip_members_count_on_the_wire():
    async with scripted((head(200, "Content-Encoding: gzip"), pour(gzip.compress(b"") * 100, 10_000))) as devrev:
        with pytest.raises(ResponseTooLarge, match="65,536 bytes"):
            await call(devrev.url, Limits(body_bytes=2**16))


async def test_an_answer_over_the_limit_stops_while_it_comes():
    async with scripted((head(200), pour(b"[" * 4096, 100_000))) as devrev:
        with pytest.raises(ResponseTooLarge):
            await call(devrev.url, Limits(body_bytes=2**16))
        with anyio.fail_after(5):
            await devrev.left.wait()


async def test_an_answer_that_says_it_is_over_the_limit_is_not_read():
    async with scripted((head(200, length=2**16 + 1), stall)) as devrev:
        with pytest.raises(ResponseTooLarge):
            await call(devrev.url, Limits(body_bytes=2**16))


@pytest.mark.parametrize("length", ["many", "-1", "5, 6", "1_0"])
async def test_a_length_that_is_no_number_is_no_answer(length: str):
    script = (head(200, f"Content-Length: {length}"), b"{}", hang_up)
    async with scripted(script, script, script) as devrev:
        with pytest.raises(UnexpectedResponse, match="ended before it was whole"):
            await call(devrev.url)


async def test_an_answer_of_exactly_the_limit_is_read():
    async with scripted(answer(200, BODY), answer(200, gzip.compress(BODY), "Content-Encoding: gzip")) as devrev:
        assert await call(devrev.url, Limits(body_bytes=len(BODY))) == BODY
        assert await call(devrev.url, Limits(body_bytes=len(BODY))) == BODY


async def test_a_large_body_is_held_once():
    size_bytes = 32 * 2**20
    script = (head(200, length=size_bytes), b"[", pour(b"1" * 65_536, 511), b"1" * 65_534, b"]")
    async with scripted(script) as devrev, Transport(devrev.url, TOKEN, QUICK) as transport:
        tracemalloc.start()
        try:
            body = await transport.post(OPERATION, {})
            _, peak_bytes = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert len(body) == size_bytes
    assert peak_bytes < 1.25 * size_bytes


async def test_an_answer_that_drips_ends_by_the_deadline():
    async with scripted((head(200, length=1000), drip(b"[" * 1000, 0.02))) as devrev:
        started = anyio.current_time()
        with pytest.raises(DeadlineExceeded, match=r"within 0\.2 seconds") as told_error:
            await call(devrev.url, Limits(call_seconds=0.2))
        assert anyio.current_time() - started < 2
        with anyio.fail_after(5):
            await devrev.left.wait()
    assert "timeout_seconds" in told_error.value.next_step


async def test_a_silent_host_ends_by_the_read_timeout_and_is_not_asked_again():
    async with scripted((stall,)) as devrev:
        with pytest.raises(DeadlineExceeded, match="stopped answering"):
            await call(devrev.url, Limits(read_seconds=0.05))
    assert len(devrev.heard) == 1


async def test_cancelling_a_call_frees_its_connection():
    async with scripted((head(200, length=9), b"[", stall)) as devrev, Transport(devrev.url, TOKEN, QUICK) as transport:
        async with anyio.create_task_group() as group:
            group.start_soon(transport.post, OPERATION, {"session_id": "s"})
            await devrev.asked.wait()
            group.cancel_scope.cancel()
        with anyio.fail_after(5):
            await devrev.left.wait()


async def test_a_call_cancelled_in_its_wait_does_not_ask_again():
    async with scripted(told(429, "Retry-After: 3")) as devrev, Transport(devrev.url, TOKEN, QUICK) as transport:
        with anyio.move_on_after(0.1):
            await transport.post(OPERATION, {})
    assert len(devrev.heard) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(status: int):
    async with scripted(answer()) as elsewhere, scripted(answer(status, b"", f"Location: {elsewhere.url}")) as devrev:
        with pytest.raises(UnexpectedResponse, match="redirect") as told_error:
            await call(devrev.url)
    assert told_error.value.http_status == status
    assert elsewhere.connections == 0


@pytest.mark.parametrize("status", [201, 204, 206])
async def test_another_success_than_200_is_unexpected(status: int):
    async with scripted(head(status, length=0)) as devrev:
        with pytest.raises(UnexpectedResponse, match=f"status {status}"):
            await call(devrev.url)


@pytest.mark.parametrize(
    "url", ["http://devrev.example", "http://10.0.0.1", "ftp://localhost", "https://a:b@c.example"]
)
def test_a_host_that_must_not_see_the_token_is_refused_at_construction(url: str):
    with pytest.raises(ValueError, match=r"must|is not a URL"):
        Transport(url, TOKEN)


@pytest.mark.parametrize("token", ["two words", "line\nbreak", "Bearer x", "umläut"])
def test_a_token_that_cannot_stand_in_a_header_is_refused_without_repeating_it(token: str):
    with pytest.raises(ValueError, match="holds white space or characters") as told_error:
        Transport("https://api.devrev.ai", token)
    assert token not in str(told_error.value)


def everything_in(error: BaseException | None) -> str:
    found: list[str] = []
    while error is not None:
        found += [repr(error), str(error), repr(vars(error))]
        error = error.__cause__ or error.__context__
    return "\n".join(found)


ECHO = {"message": TOKEN, "detail": f"Bearer {TOKEN}", "type": TOKEN, "field_name": TOKEN, "value": TOKEN}


@pytest.mark.parametrize(
    "script",
    [
        *(told(status, **ECHO, reference_id=TOKEN, allowed_values=[TOKEN]) for status in (400, 401, 404, 418, 500)),
        answer(502, f"<html>Authorization: Bearer {TOKEN}</html>".encode(), kind="text/html"),
        (hang_up,),
        (b"SSH-2.0-OpenSSH\r\n", hang_up),
        (head(200, length=99), b"{", hang_up),
    ],
)
async def test_the_token_is_in_no_error_and_no_log(script: Script, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    async with scripted(script, script, script) as devrev, Transport(devrev.url, TOKEN, QUICK) as transport:
        with pytest.raises(SessionsError) as told_error:
            await transport.post(OPERATION, {})
        assert TOKEN not in repr(transport)
    assert TOKEN not in everything_in(told_error.value)
    assert told_error.value.__context__ is None
    assert TOKEN not in caplog.text


async def test_a_call_is_one_line_in_the_log_without_ids(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG, "devrev_sessions.devrev")
    async with scripted(told(503), answer(200, BODY), told(403, type="forbidden")) as devrev:
        await call(devrev.url, session_id="session-17")
        with pytest.raises(SessionsError):
            await call(devrev.url, session_id="session-17")
    lines = [record.getMessage() for record in caplog.records if record.name == "devrev_sessions.devrev"]
    assert len(lines) == 2
    assert lines[0].startswith(f"{OPERATION}: ok, status 200, {len(BODY)} bytes, ")
    assert lines[0].endswith(" ms, 2 tries")
    assert lines[1].startswith(f"{OPERATION}: forbidden, status 403, ")
    assert "session-17" not in "".join(lines)


@pytest.mark.parametrize("stray", [answer(200, b'{"whose": "nobody\'s"}'), answer(403, b"{}"), b"\r\n", b"garbage"])
async def test_what_comes_behind_an_answer_is_no_answer_to_the_next_call(stray: bytes):
    whole = answer(200, b'{"first": 1}') + stray
    async with scripted(whole, answer(200, b'{"second": 2}')) as devrev, Transport(devrev.url, TOKEN) as transport:
        assert await transport.post("observability.sessions.get", {}) == b'{"first": 1}'
        assert await transport.post("observability.sessions.get", {}) == b'{"second": 2}'


async def test_a_connection_with_nothing_behind_its_answers_is_kept():
    async with scripted(answer(), answer()) as devrev, Transport(devrev.url, TOKEN) as transport:
        for _ in range(2):
            await transport.post("observability.sessions.get", {})
        assert devrev.connections == 1
