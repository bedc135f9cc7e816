"""A host on loopback that gives one answer to everything, or keeps a caller waiting until it hangs up."""

import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import anyio
from anyio.abc import SocketAttribute, SocketStream
from anyio.streams.buffered import BufferedByteReceiveStream
from asking import Data


@dataclass(frozen=True)
class Answer:
    status: int
    body: Data | bytes

    def written(self) -> bytes:
        body = self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()
        head = f"HTTP/1.1 {self.status} Said\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        return head.encode() + body


@dataclass
class Stalling:
    """What a host saw that leaves its first request unanswered: the request, and the caller's hanging up."""

    url: str
    answer: Answer
    asked: anyio.Event = field(default_factory=anyio.Event)
    left: anyio.Event = field(default_factory=anyio.Event)

    async def serve(self, stream: SocketStream) -> None:
        first = not self.asked.is_set()
        async with stream:
            unread = BufferedByteReceiveStream(stream)
            try:
                while True:
                    await _pass_over(unread)
                    self.asked.set()
                    if first:
                        await unread.receive()
                    await stream.send(self.answer.written())
            except (anyio.EndOfStream, anyio.IncompleteRead, anyio.BrokenResourceError):
                self.left.set()


async def _pass_over(unread: BufferedByteReceiveStream) -> None:
    head = (await unread.receive_until(b"\r\n\r\n", 65_536)).decode().lower()
    length = next(line.split(":")[1] for line in head.split("\r\n") if line.startswith("content-length:"))
    await unread.receive_exactly(int(length))


@asynccontextmanager
async def one_answer(answer: Answer) -> AsyncGenerator[str]:
    """The address of a host that says `answer` to every request."""
    async with _listening(answer) as host:
        host.asked.set()
        yield host.url


@asynccontextmanager
async def stalling(answer: Answer) -> AsyncGenerator[Stalling]:
    """A host that keeps the first caller waiting and says `answer` to the others."""
    async with _listening(answer) as host:
        yield host


@asynccontextmanager
async def _listening(answer: Answer) -> AsyncGenerator[Stalling]:
    async with await anyio.create_tcp_listener(local_host="127.0.0.1") as listener, anyio.create_task_group() as group:
        host = Stalling(f"http://127.0.0.1:{listener.extra(SocketAttribute.local_port)}", answer)
        group.start_soon(listener.serve, host.serve)
        yield host
        group.cancel_scope.cancel()
