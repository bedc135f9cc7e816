"""A connection over which nothing is asked, or an answer is read slowly or not at all."""

import asyncio

import anyio.lowlevel
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from devrev_sessions.assistant.http.serving import listening
from devrev_sessions.assistant.http.stalls import Unstalled


async def app(scope: Scope, receive: Receive, send: Send) -> None: ...


class Slow(asyncio.Transport):
    """One over which somebody reads as much as they like."""

    def __init__(self) -> None:
        super().__init__()
        self.left, self.aborted = 100_000, False

    def get_write_buffer_size(self) -> int:
        return self.left

    def is_closing(self) -> bool:
        return self.aborted

    def abort(self) -> None:
        self.aborted = True


class Looking(Unstalled):
    """Looks at every turn of the loop."""

    unread_seconds = 0.0


def test_a_connection_is_kept_for_longer_than_load_balancers_keep_theirs():
    google_seconds = 600
    assert listening(app, "127.0.0.1", 0).timeout_keep_alive > google_seconds


async def test_an_answer_is_given_up_when_no_more_of_it_is_read():
    transport = Slow()
    connection = Looking(listening(app, "127.0.0.1", 0), ServerState(), {})
    connection.connection_made(transport)
    connection.pause_writing()
    for _ in range(5):
        transport.left -= 1_000
        await anyio.lowlevel.checkpoint()
        assert not transport.aborted
    await turns()
    assert transport.aborted
    connection.connection_lost(ConnectionAbortedError())


async def test_an_answer_that_was_read_is_not_given_up():
    transport = Slow()
    connection = Looking(listening(app, "127.0.0.1", 0), ServerState(), {})
    connection.connection_made(transport)
    connection.pause_writing()
    connection.resume_writing()
    await turns()
    assert not transport.aborted
    connection.connection_lost(ConnectionAbortedError())


async def turns() -> None:
    for _ in range(5):
        await anyio.lowlevel.checkpoint()
