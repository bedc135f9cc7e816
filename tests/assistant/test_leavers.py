"""Clients that leave while they are answered."""

import logging

import anyio
import pytest
from starlette.types import Message, Receive, Scope, Send

from devrev_sessions.assistant.http.leavers import Answered, forget_leavers

BEGUN: Message = {"type": "http.response.start", "status": 202, "headers": []}
ENDED: Message = {"type": "http.response.body", "body": b"x", "more_body": False}
HTTP: Scope = {"type": "http"}


async def nothing() -> Message:
    return {"type": "http.disconnect"}


async def sent_by(*messages: Message, then: Exception | None = None) -> list[Message]:
    """What goes out of an app that sends these and then fails."""
    sent: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        for message in messages:
            await send(message)
        if then:
            raise then

    async def send(message: Message) -> None:
        sent.append(message)

    await Answered(app)(HTTP, nothing, send)
    return sent


async def test_a_second_answer_goes_nowhere():
    assert await sent_by(BEGUN, ENDED, BEGUN, ENDED) == [BEGUN, ENDED]


async def test_a_stream_closed_after_the_answer_is_nobody_s_failure():
    assert await sent_by(BEGUN, ENDED, then=anyio.ClosedResourceError()) == [BEGUN, ENDED]


@pytest.mark.parametrize("error", [LookupError(), ValueError()])
async def test_any_other_failure_comes_out(error: Exception):
    with pytest.raises(type(error)):
        await sent_by(BEGUN, ENDED, then=error)


async def test_a_stream_closed_before_the_answer_comes_out():
    with pytest.raises(anyio.ClosedResourceError):
        await sent_by(BEGUN, then=anyio.ClosedResourceError())


async def test_a_stream_that_stood_open_ends():
    assert await sent_by(BEGUN) == [BEGUN, {"type": "http.response.body", "body": b"", "more_body": False}]


def test_only_what_is_said_of_leavers_is_kept_out_of_the_log(caplog: pytest.LogCaptureFixture):
    forget_leavers()
    log = logging.getLogger("mcp.server.streamable_http")
    left = anyio.ClosedResourceError("left")
    for error in (left, ExceptionGroup("both", [left]), ExceptionGroup("one of them", [left, LookupError("real")])):
        try:
            raise error
        except (anyio.ClosedResourceError, ExceptionGroup):
            log.exception("Error handling POST request")
    assert [record.exc_info[1] for record in caplog.records if record.exc_info] == [error]
