"""A DevRev that counts who asks for what and how many at once, and can be told to hold its answers or to refuse."""

import json
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import anyio
from anyio.abc import SocketAttribute, SocketStream
from anyio.streams.buffered import BufferedByteReceiveStream
from scripted import answer, request, told

from devrev_sessions.sandbox import SAMPLES

HOSTILE = SAMPLES["web-hostile-text"]
CRASH = SAMPLES["android-checkout-crash"]
LIMITED = "Retry-After: 1"


@dataclass
class DevRev:
    """What it heard, and how it behaves."""

    url: str = ""
    asked: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    arrivals: list[float] = field(default_factory=list[float])
    under_way: int = 0
    most_under_way: int = 0
    holding: anyio.Event | None = None
    refusals: int = 0
    """How many of the next requests are told to wait."""
    moved: anyio.Event = field(default_factory=anyio.Event)

    async def until(self, true: Callable[["DevRev"], bool]) -> None:
        """Return once this is so of it."""
        while not true(self):
            await self.moved.wait()

    def _move(self) -> None:
        self.moved.set()
        self.moved = anyio.Event()

    async def serve(self, stream: SocketStream) -> None:
        async with stream:
            unread = BufferedByteReceiveStream(stream)
            try:
                while True:
                    await self._answer(stream, unread)
            except (anyio.EndOfStream, anyio.IncompleteRead, anyio.BrokenResourceError, anyio.ClosedResourceError):
                pass

    async def _answer(self, stream: SocketStream, unread: BufferedByteReceiveStream) -> None:
        heard = await request(unread)
        fields: dict[str, str] = json.loads(heard.body)
        operation = heard.line.split()[1].removeprefix("/observability.sessions.")
        self.asked[operation, fields.get("recording_id") or fields.get("tab_id") or fields["session_id"]] += 1
        self.arrivals.append(anyio.current_time())
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        self._move()
        try:
            if self.refusals:
                self.refusals -= 1
                await stream.send(told(429, LIMITED))
                self._move()
                return
            if self.holding:
                await self.holding.wait()
            await stream.send(_found(operation, fields))
        finally:
            self.under_way -= 1


def _found(operation: str, fields: dict[str, str]) -> bytes:
    if operation == "data.get":
        sample = HOSTILE if "tab_id" in fields else CRASH
        body = sample.recording_bytes(sample.parts[0], include_replay=False)
        assert body is not None
        return answer(200, body)
    return told(404, type="not_found", message="Not found")


@asynccontextmanager
async def counting() -> AsyncGenerator[DevRev]:
    async with await anyio.create_tcp_listener(local_host="127.0.0.1") as listener, anyio.create_task_group() as group:
        devrev = DevRev(f"http://127.0.0.1:{listener.extra(SocketAttribute.local_port)}")
        group.start_soon(listener.serve, devrev.serve)
        yield devrev
        group.cancel_scope.cancel()
