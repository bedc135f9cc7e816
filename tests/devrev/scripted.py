"""A host on loopback that says exactly what a test scripts, byte by byte, and remembers what it heard."""

import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

import anyio
from anyio.abc import SocketAttribute, SocketStream
from anyio.streams.buffered import BufferedByteReceiveStream

Step = bytes | Callable[["Peer"], Awaitable[None]]
Script = bytes | tuple[Step, ...]


@dataclass(frozen=True)
class Heard:
    line: str
    headers: dict[str, str]
    body: bytes

    @property
    def fields(self) -> object:
        return json.loads(self.body or b"{}")


@dataclass
class Peer:
    """One connection, as a step of a script sees it."""

    stream: SocketStream
    unread: BufferedByteReceiveStream

    async def send(self, piece: bytes) -> None:
        await self.stream.send(piece)


@dataclass
class Scripted:
    """One script for each request, in order, over as many connections as the client likes."""

    scripts: list[Script]
    greeting: bytes = b""
    url: str = ""
    heard: list[Heard] = field(default_factory=list[Heard])
    connections: int = 0
    asked: anyio.Event = field(default_factory=anyio.Event)
    left: anyio.Event = field(default_factory=anyio.Event)

    async def serve(self, stream: SocketStream) -> None:
        self.connections += 1
        async with stream:
            peer = Peer(stream, BufferedByteReceiveStream(stream))
            try:
                if self.greeting:
                    await stream.send(self.greeting)
                while True:
                    self.heard.append(await request(peer.unread))
                    self.asked.set()
                    await self._play(peer)
            except (anyio.EndOfStream, anyio.IncompleteRead, anyio.BrokenResourceError, anyio.ClosedResourceError):
                self.left.set()

    async def _play(self, peer: Peer) -> None:
        script = self.scripts.pop(0) if self.scripts else answer(418, b"{}")
        await play(peer, script)


async def play(peer: Peer, script: Script) -> None:
    """What the host does, step by step."""
    for step in (script,) if isinstance(script, bytes) else script:
        if isinstance(step, bytes):
            await peer.send(step)
        else:
            await step(peer)


async def request(unread: BufferedByteReceiveStream) -> Heard:
    head = (await unread.receive_until(b"\r\n\r\n", 65_536)).decode()
    line, *rest = head.split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (each.partition(":") for each in rest)}
    body = await unread.receive_exactly(int(headers.get("content-length", "0")))
    return Heard(line, headers, body)


def scripted(*scripts: Script) -> AbstractAsyncContextManager[Scripted]:
    return _listening(Scripted(list(scripts)))


def greeting(words: bytes) -> AbstractAsyncContextManager[Scripted]:
    """A host that speaks first, as one that knows no TLS does to a client that wants it."""
    return _listening(Scripted([], words))


@asynccontextmanager
async def _listening(server: Scripted) -> AsyncGenerator[Scripted]:
    async with await anyio.create_tcp_listener(local_host="127.0.0.1") as listener, anyio.create_task_group() as group:
        server.url = f"http://127.0.0.1:{listener.extra(SocketAttribute.local_port)}"
        group.start_soon(listener.serve, server.serve)
        yield server
        group.cancel_scope.cancel()


def head(status: int = 200, *headers: str, length: int | None = None, kind: str = "application/json") -> bytes:
    lines = [f"HTTP/1.1 {status} Scripted", *headers]
    lines += [f"Content-Type: {kind}"] if kind else []
    lines += [f"Content-Length: {length}"] if length is not None else []
    return "\r\n".join([*lines, "", ""]).encode()


def answer(status: int = 200, body: bytes = b'{"ok": true}', *headers: str, kind: str = "application/json") -> bytes:
    return head(status, *headers, length=len(body), kind=kind) + body


def told(status: int, *headers: str, **fields: object) -> bytes:
    """An error answer with these fields."""
    return answer(status, json.dumps(fields).encode(), *headers)


async def stall(peer: Peer) -> None:
    """Say nothing more until the client hangs up."""
    await peer.unread.receive()


async def hang_up(peer: Peer) -> None:
    """Close the connection."""
    await peer.stream.aclose()


def drip(body: bytes, every_seconds: float) -> Step:
    """Send one byte at a time."""

    async def dripping(peer: Peer) -> None:
        for byte in body:
            await peer.send(bytes([byte]))
            await anyio.sleep(every_seconds)

    return dripping


def pour(piece: bytes, times: int) -> Step:
    """Send the same piece many times, without holding it many times."""

    async def pouring(peer: Peer) -> None:
        for _ in range(times):
            await peer.send(piece)

    return pouring
