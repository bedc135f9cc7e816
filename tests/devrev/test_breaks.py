"""Connections that cannot be made."""

import json
import os
import socket
import ssl
import sys

import anyio
import httpx
import pytest
from calling import TOKEN, call
from scripted import answer, greeting, scripted

from devrev_sessions.devrev.http.breaks import broken
from devrev_sessions.errors import DeadlineExceeded, UnexpectedResponse, Unreachable


def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def test_a_host_that_does_not_listen_is_unreachable():
    port = closed_port()
    with pytest.raises(Unreachable, match=f"no connection to 127.0.0.1:{port}") as told_error:
        await call(f"http://127.0.0.1:{port}/some/path")
    assert "/some/path" not in told_error.value.message
    assert "DEVREV_BASE_URL" in told_error.value.next_step


async def test_a_host_that_speaks_no_tls_is_told_apart():
    async with greeting(b"HTTP/1.1 400 Bad Request\r\n\r\n") as devrev:
        with pytest.raises(Unreachable, match="No TLS connection"):
            await call(devrev.url.replace("http:", "https:"))
    assert devrev.connections == 1


def caused_by(fault: httpx.TransportError, cause: BaseException) -> httpx.TransportError:
    fault.__cause__ = OSError()
    fault.__cause__.__context__ = cause
    return fault


@pytest.mark.parametrize(
    ("fault", "kind", "words", "again"),
    [
        (caused_by(httpx.ConnectError(""), ssl.SSLCertVerificationError()), Unreachable, "certificate of h", False),
        (caused_by(httpx.ConnectError(""), ssl.SSLError()), Unreachable, "No TLS connection to h", False),
        (caused_by(httpx.ConnectError(""), socket.gaierror()), Unreachable, "The name h is not known", True),
        (httpx.ConnectError(""), Unreachable, "no connection to h", True),
        (httpx.ProxyError("407 Proxy Authentication Required"), Unreachable, "asks for a user and a password", False),
        (httpx.ProxyError(""), Unreachable, "proxy between this machine and h", True),
        (httpx.ConnectTimeout(""), DeadlineExceeded, "No connection to h", True),
        (httpx.ReadTimeout(""), DeadlineExceeded, "h stopped answering", False),
        (httpx.PoolTimeout(""), DeadlineExceeded, "h stopped answering", False),
    ],
)
def test_each_way_to_fail_has_its_own_words(fault: Exception, kind: type[Exception], words: str, again: bool):
    found = broken(fault, "h")
    assert type(found.error) is kind
    assert words in found.error.message
    assert found.again is again


PROGRAM = """
import json, os, sys
import anyio
from devrev_sessions.devrev.http.transport import Limits, Transport
from devrev_sessions.errors import SessionsError

async def ask(url, variables):
    os.environ.update(variables)
    async with Transport(url, sys.argv[1], Limits(tries=1)) as transport:
        try:
            print((await transport.post("dev-users.self", {})).decode())
        except SessionsError as error:
            print(error.code, error.message)
    for name in variables:
        del os.environ[name]

async def main():
    for url, variables in json.loads(sys.argv[2]):
        await ask(url, variables)

anyio.run(main)
"""


DOWNLOADS = """
import json, os, sys
import anyio
from devrev_sessions.devrev.http.downloads import Downloads
from devrev_sessions.errors import SessionsError

async def main():
    for url, variables in json.loads(sys.argv[2]):
        os.environ.update(variables)
        async with Downloads(on_loopback=True) as downloads:
            try:
                print((await downloads.get(url, 1_000)).decode())
            except SessionsError as error:
                print(error.code, error.message)
        for name in variables:
            del os.environ[name]

anyio.run(main)
"""


async def in_environments(*calls: tuple[str, dict[str, str]], program: str = PROGRAM) -> list[str]:
    """What each call of a process of its own ends with; one process for all of them, since a start is slow."""
    environ = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    done = await anyio.run_process([sys.executable, "-c", program, TOKEN, json.dumps(calls)], env=environ)
    return done.stdout.decode().splitlines()


async def test_a_proxy_of_the_environment_is_used_but_never_for_this_machine():
    async with scripted(answer(407, b"")) as proxy, scripted(answer()) as devrev:
        elsewhere = "https://devrev.invalid"
        assert await in_environments(
            (elsewhere, {"HTTPS_PROXY": proxy.url}),
            (devrev.url, {"HTTP_PROXY": proxy.url}),
            (elsewhere, {"HTTPS_PROXY": "socks5://127.0.0.1:1"}),
            (elsewhere, {"HTTPS_PROXY": "http://proxy:port"}),
            (elsewhere, {"SSL_CERT_FILE": "/nowhere.pem"}),
        ) == [
            "unreachable The proxy between this machine and devrev.invalid asks for a user and a password.",
            '{"ok": true}',
            "unreachable The proxy set in the environment cannot be used.",
            "unreachable The proxy set in the environment cannot be used.",
            "unreachable The certificates named in the environment cannot be read.",
        ]
    assert [heard.line for heard in proxy.heard] == ["CONNECT devrev.invalid:443 HTTP/1.1"]
    assert TOKEN not in str(proxy.heard)


async def test_what_a_store_keeps_is_fetched_through_the_same_proxy_and_with_the_same_certificates():
    async with scripted(answer(407, b"")) as proxy, scripted(answer(200, b"a file")) as store:
        elsewhere = "https://store.invalid/file"
        assert await in_environments(
            (elsewhere, {"HTTPS_PROXY": proxy.url}),
            (f"{store.url}/file", {"HTTP_PROXY": proxy.url}),
            (elsewhere, {"HTTPS_PROXY": "socks5://127.0.0.1:1"}),
            (elsewhere, {"SSL_CERT_FILE": "/nowhere.pem"}),
            program=DOWNLOADS,
        ) == [
            "unreachable The proxy between this machine and store.invalid asks for a user and a password.",
            "a file",
            "unreachable The proxy set in the environment cannot be used.",
            "unreachable The certificates named in the environment cannot be read.",
        ]


@pytest.mark.parametrize("place", ["javascript:alert(1)", "mailto:a@b", "data:x"])
async def test_a_redirect_to_what_is_no_address_is_no_fault_of_ours(place: str):
    async with scripted(answer(302, b"", f"Location: {place}")) as devrev:
        with pytest.raises(UnexpectedResponse):
            await call(devrev.url)
