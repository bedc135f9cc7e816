"""A host on loopback that does what a test says to every request until the test says otherwise."""

import asyncio
import json
import socket
import ssl
import struct
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import cast

import anyio
from anyio.abc import ByteStream, SocketStream
from anyio.streams.buffered import BufferedByteReceiveStream
from good_answers import mobile, mobile_session, web, web_session
from scripted import Heard, Peer, Script, answer, play, request

Route = Callable[[str, dict[str, str]], Script]
"""What the host does when it is asked for an operation with these fields."""

GONE = (anyio.EndOfStream, anyio.IncompleteRead, anyio.BrokenResourceError, anyio.ClosedResourceError, OSError)


class Line(ByteStream):
    """A connection as asyncio holds it: there, unlike in anyio, it can end without saying goodbye."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self.writer = writer

    async def receive(self, max_bytes: int = 65_536) -> bytes:
        if received := await self._reader.read(max_bytes):
            return received
        raise anyio.EndOfStream

    async def send(self, item: bytes) -> None:
        self.writer.write(item)
        await self.writer.drain()

    async def send_eof(self) -> None:
        self.writer.write_eof()

    async def aclose(self) -> None:
        self.writer.close()

    def reset(self) -> None:
        raw = cast("socket.socket", self.writer.get_extra_info("socket"))
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


async def reset(peer: Peer) -> None:
    """End the connection with a RST instead of a FIN."""
    cast("Line", peer.stream).reset()


def working(operation: str, fields: dict[str, str]) -> Script:
    """What DevRev answers when all is well."""
    if operation == "sessions.get":
        on_web = fields.get("platform") == "web"
        session = web_session(tab_ids=["tab-1"]) if on_web else mobile_session(recording_ids=["rec-1", "rec-2"])
        return answer(200, json.dumps({"session": session}).encode())
    if operation == "sessions.developer-info.get":
        return answer(200, b"{}")
    found = web() if "tab_id" in fields else mobile(recording_id=fields.get("recording_id"))
    return answer(200, json.dumps(found).encode())


def always(script: Script) -> Route:
    """The same for whatever is asked."""
    return lambda _, __: script


@dataclass
class Faulty:
    """The host; `greeting` is played to each connection before anything is read from it."""

    route: Route = working
    greeting: Script | None = None
    url: str = ""
    connections: int = 0
    heard: list[Heard] = field(default_factory=list[Heard])
    asked: anyio.Event = field(default_factory=anyio.Event)
    left: anyio.Event = field(default_factory=anyio.Event)
    writers: list[asyncio.StreamWriter] = field(default_factory=list[asyncio.StreamWriter])
    tasks: list[asyncio.Task[None]] = field(default_factory=list[asyncio.Task[None]])

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.writers.append(writer)
        if task := asyncio.current_task():
            self.tasks.append(task)
        line = Line(reader, writer)
        peer = Peer(cast("SocketStream", line), BufferedByteReceiveStream(line))
        try:
            if self.greeting is not None:
                self.asked.set()
                await play(peer, self.greeting)
            while True:
                heard = await request(peer.unread)
                self.heard.append(heard)
                operation = heard.line.split()[1].removeprefix("/observability.")
                script = self.route(operation, cast("dict[str, str]", heard.fields))
                self.asked.set()
                await play(peer, script)
        except GONE:
            self.left.set()
        finally:
            writer.close()


@asynccontextmanager
async def faulty(
    route: Route = working, *, greeting: Script | None = None, tls: ssl.SSLContext | None = None, port: int = 0
) -> AsyncGenerator[Faulty]:
    host = Faulty(route, greeting)
    server = await asyncio.start_server(host.serve, "127.0.0.1", port, ssl=tls)
    port = cast("int", server.sockets[0].getsockname()[1])
    host.url = f"{'https' if tls else 'http'}://127.0.0.1:{port}"
    try:
        yield host
    finally:
        server.close()
        for writer in host.writers:
            writer.transport.abort()
        if host.tasks:
            await asyncio.wait(host.tasks)
