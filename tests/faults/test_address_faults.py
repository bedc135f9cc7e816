"""Hosts that are not there, are somewhere else, or were there a moment ago."""

import socket

import pytest
from asking import READ, good
from fault_table import ASKED, RAW, Fault, asking, in_time, told_as, works_again
from faulty_host import always, faulty, reset, working
from scripted import Script, answer, hang_up

REDIRECTS = (301, 302, 303, 307, 308)


async def test_a_host_that_does_not_listen_is_unreachable_and_read_once_it_does():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]
        fault = Fault("", b"", "unreachable", "Check DEVREV_BASE_URL", True, message="There is no connection to")
        async with asking(f"http://127.0.0.1:{port}") as client:
            told_as(await in_time(client), fault)
            silent.close()
            async with faulty(port=port):
                good(await client.call_tool(READ, ASKED))


@pytest.mark.parametrize("status", REDIRECTS)
@pytest.mark.parametrize("path", ["", "/observability.sessions.data.get"])
async def test_a_redirect_is_told_and_the_other_host_hears_nothing(status: int, path: str):
    async with faulty() as elsewhere:
        script = answer(status, RAW.encode(), f"Location: {elsewhere.url}{path}", kind="text/html")
        fault = Fault(
            "", script, "unexpected_response", "a login page", False, {"http_status": status}, message="redirect"
        )
        async with faulty(always(script)) as host, asking(host.url) as client:
            told_as(await in_time(client), fault)
            await works_again(client, host)
        assert elsewhere.connections == 0


@pytest.mark.parametrize("location", ["/", "//", "https://[", "http://a b/", "file:///etc/passwd", "\xe9", ""])
async def test_a_redirect_to_nowhere_is_told_too(location: str):
    script = f"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode("latin-1")
    fault = Fault("", script, "unexpected_response", "a login page", False, {"http_status": 302}, message="redirect")
    async with faulty(always(script)) as host, asking(host.url) as client:
        told_as(await in_time(client), fault)
        await works_again(client, host)


@pytest.mark.parametrize("last", [(hang_up,), (reset,)], ids=["closed", "reset"])
async def test_a_kept_connection_that_died_meanwhile_costs_no_answer(last: Script):
    """The first answer is good; the connection it leaves open is dead when the second call takes it."""
    steps = last if isinstance(last, tuple) else (last,)
    async with faulty() as host, asking(host.url, seconds=5) as client:
        host.route = lambda operation, fields: (_bytes(working(operation, fields)), *steps)
        for _ in range(3):
            good(await client.call_tool(READ, {**ASKED, "fresh": True}))


@pytest.mark.parametrize("last", [hang_up, reset])
async def test_a_kept_connection_that_dies_at_the_second_question_costs_no_answer(last: Script):
    steps = last if isinstance(last, tuple) else (last,)
    async with faulty() as host, asking(host.url, seconds=5) as client:
        good(await client.call_tool(READ, ASKED))
        host.route = lambda operation, fields: steps if host.connections == 1 else working(operation, fields)
        good(await client.call_tool(READ, {**ASKED, "fresh": True}))
        assert host.connections == 2


def _bytes(script: Script) -> bytes:
    assert isinstance(script, bytes)
    return script
