"""Clients that leave while they are being answered: nobody's failure, so nothing of it stands in the log.

The SDK writes to the stream of a session that its client has just ended, logs that as an error with its trace, and
answers a request a second time; both come of a client that gives a call up and leaves at once.
"""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Final, cast

import anyio
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from devrev_sessions.assistant.http.health import READY_PATH
from devrev_sessions.logs import FIELDS

_LOG: Final = logging.getLogger("devrev_sessions.http")
LEFT = (anyio.ClosedResourceError, anyio.BrokenResourceError)
_SDK_LOG = "mcp.server.streamable_http"


class Answered:
    """An ASGI app whose answers end with their end: what is sent or raised after that goes nowhere.

    It knows whether answers are under way, to the last byte. While it is `draining` every connection ends with its
    answer, so that a proxy that keeps connections sends no more over them. What is refused is logged.
    """

    def __init__(self, app: ASGIApp, draining: Callable[[], bool] = lambda: False) -> None:
        self._app = app
        self._draining = draining
        self._under_way = 0
        self._quiet = anyio.Event()

    async def idle(self) -> None:
        """Return when no answer is under way."""
        while self._under_way:
            await self._quiet.wait()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._answer(scope, receive, send)
            return
        self._under_way += 1
        try:
            await self._answer(scope, receive, send)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._quiet.set()
                self._quiet = anyio.Event()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = whole = False

        async def sent(message: Message) -> None:
            nonlocal begun, whole
            if whole:
                return
            if message["type"] == "http.response.start":
                self._begun(scope, message)
            await send(message)
            begun = True
            whole = message["type"] == "http.response.body" and not message.get("more_body", False)

        try:
            await self._app(scope, receive, sent)
        except anyio.ClosedResourceError:
            if not whole:
                raise
        if begun and not whole and scope["type"] == "http":
            # A stream that stood open for a client ends with the server.
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _begun(self, scope: Scope, message: Message) -> None:
        if self._draining():
            others = [header for header in message.get("headers", ()) if header[0].lower() != b"connection"]
            message["headers"] = [*others, (b"connection", b"close")]
        # An orchestrator that asks whether it is ready yet is refused nothing.
        if message["status"] >= HTTPStatus.BAD_REQUEST and scope["path"] != READY_PATH:
            fields = {"status": message["status"], "method": scope["method"]}
            _LOG.info("refused with %d", message["status"], extra={FIELDS: fields})


def forget_leavers() -> None:
    """Keep what the SDK says of streams whose client has left out of the log."""
    logging.getLogger(_SDK_LOG).addFilter(_of_nobody_who_left)


def _of_nobody_who_left(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    return error is None or not _of_leavers(error)


def _of_leavers(error: BaseException) -> bool:
    if isinstance(error, BaseExceptionGroup):
        group = cast("BaseExceptionGroup[BaseException]", error)
        return all(_of_leavers(each) for each in group.exceptions)
    return isinstance(error, LEFT)
