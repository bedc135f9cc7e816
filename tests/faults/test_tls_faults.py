"""Hosts behind https whose certificate or whose TLS is not right."""

import gc
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import anyio
import pytest
from anyio.abc import SocketAttribute, SocketStream
from asking import READ, good
from certificates import Authority
from cryptography import x509
from fault_table import ASKED, RAW, Fault, asking, in_time, told_as
from faulty_host import Faulty, always, faulty, reset, working
from scripted import Script, hang_up, head, stall

DAY = timedelta(days=1)
SECONDS = 2.0
"""Time enough to read the certificates of this machine as well, on a busy one."""


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    """Whom the server trusts, by the variable with which a user would say so."""
    authority = Authority(tmp_path_factory.mktemp("trusted"), "trusted")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SSL_CERT_FILE", str(authority.path))
        for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            environment.delenv(name, raising=False)
        yield authority


async def test_a_trusted_host_is_read(trusted: Authority):
    async with faulty(tls=trusted.serving("good")) as host, asking(host.url, seconds=10) as client:
        good(await client.call_tool(READ, ASKED))
    assert host.connections == 1


@pytest.mark.parametrize("wrong", ["of nobody known", "expired", "of tomorrow", "for another name"])
async def test_a_certificate_that_is_not_right_is_told_and_nothing_is_sent(
    trusted: Authority, tmp_path: Path, wrong: str
):
    context = {
        "of nobody known": lambda: Authority(tmp_path, "nobody").serving("stranger"),
        "expired": lambda: trusted.serving("expired", begins=-3 * DAY, ends=-DAY),
        "of tomorrow": lambda: trusted.serving("early", begins=DAY, ends=2 * DAY),
        "for another name": lambda: trusted.serving("other", x509.DNSName("api.example")),
    }[wrong]()
    fault = Fault(wrong, b"", "unreachable", "SSL_CERT_FILE", True, message="is not one that this machine trusts")
    async with faulty(tls=context) as host, asking(host.url, seconds=SECONDS) as client:
        told_as(await in_time(client, seconds=SECONDS), fault)
        assert host.heard == []


NO_TLS = ("unreachable", "names an https host", "No TLS connection")
GREETINGS: list[tuple[str, Script, tuple[str, str, str]]] = [
    ("plain HTTP", (b"HTTP/1.1 400 Bad Request\r\n\r\n" + RAW.encode(), hang_up), NO_TLS),
    ("SSH", (b"SSH-2.0-OpenSSH_9.6\r\n", hang_up), NO_TLS),
    ("a refusal of the handshake", (b"\x15\x03\x03\x00\x02\x02\x28", hang_up), NO_TLS),
]


@pytest.mark.parametrize("greeting", GREETINGS, ids=[row[0] for row in GREETINGS])
async def test_a_host_that_does_not_shake_hands_is_told(
    trusted: Authority, greeting: tuple[str, Script, tuple[str, str, str]]
):
    name, script, (code, next_step, message) = greeting
    fault = Fault(name, script, code, next_step, True, message=message)
    async with faulty(greeting=script) as host, asking(_https(host), seconds=SECONDS) as client:
        told_as(await in_time(client, seconds=SECONDS), fault)


async def test_a_name_that_nobody_knows_is_told(trusted: Authority):
    fault = Fault("", b"", "unreachable", "Check DEVREV_BASE_URL", True, message="devrev.invalid is not known")
    async with asking("https://devrev.invalid", seconds=SECONDS) as client:
        told_as(await in_time(client, seconds=SECONDS), fault)


async def test_a_host_that_says_nothing_in_the_handshake_is_left(trusted: Authority):
    # A connection has five seconds to come about; the rest is too short for another try.
    seconds = 5.2
    fault = Fault("", b"", "timeout", "DEVREV_BASE_URL", True, message="No connection to")
    async with faulty(greeting=(stall,)) as host, asking(_https(host), seconds=seconds) as client:
        told_as(await in_time(client, seconds=seconds), fault)
        with anyio.fail_after(5):
            await host.left.wait()


@pytest.fixture
def no_collector() -> Iterator[None]:
    """The collector closes a forgotten socket some day, which would hide that nobody else did."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collector")
async def test_a_client_that_leaves_in_the_handshake_takes_the_connection_along(trusted: Authority):
    greeted, left = anyio.Event(), anyio.Event()

    async def say_nothing(stream: SocketStream) -> None:
        async with stream:
            await stream.receive()
            greeted.set()
            with pytest.raises((anyio.EndOfStream, anyio.BrokenResourceError)):
                await stream.receive()
            left.set()

    async with (
        await anyio.create_tcp_listener(local_host="127.0.0.1") as listener,
        anyio.create_task_group() as hosts,
    ):
        hosts.start_soon(listener.serve, say_nothing)
        url = f"https://127.0.0.1:{listener.extra(SocketAttribute.local_port)}"
        async with asking(url, seconds=20) as client:
            with anyio.fail_after(4):
                async with anyio.create_task_group() as group:
                    group.start_soon(client.call_tool, READ, ASKED)
                    await greeted.wait()
                    group.cancel_scope.cancel()
                await left.wait()
        hosts.cancel_scope.cancel()


@pytest.mark.parametrize("last", [hang_up, reset])
async def test_a_host_that_leaves_in_the_handshake_cannot_be_reached(trusted: Authority, last: Script):
    greeting = last if isinstance(last, tuple) else (last,)
    async with (
        faulty(greeting=greeting) as host,
        asking(_https(host), seconds=SECONDS) as client,
    ):
        fault = Fault("", b"", "unreachable", "DEVREV_BASE_URL", True)
        told_as(await in_time(client, seconds=SECONDS), fault)


@pytest.mark.parametrize("last", [hang_up, reset], ids=["hanging up", "a reset"])
async def test_an_answer_cut_short_behind_tls_is_told_and_the_next_call_works(trusted: Authority, last: Script):
    steps = last if isinstance(last, tuple) else (last,)
    fault = Fault("", b"", "unexpected_response", "network", True, message="ended before it was whole")
    async with (
        faulty(always((head(200, length=99), b"{", *steps)), tls=trusted.serving("short")) as host,
        asking(host.url, seconds=SECONDS) as client,
    ):
        told_as(await in_time(client, seconds=SECONDS), fault)
        host.route = working
        good(await client.call_tool(READ, ASKED))


def _https(host: Faulty) -> str:
    return host.url.replace("http:", "https:")
