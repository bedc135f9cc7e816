"""Requests that do not arrive: one that drips holds a connection, and is given up."""

from http import HTTPStatus

import anyio
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class _Late(Exception):
    """The rest of a request did not come."""


class InTime:
    """An ASGI app whose requests are whole within so many seconds, or answered with 408."""

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        deadline, whole = anyio.current_time() + self._seconds, False

        async def received() -> Message:
            nonlocal whole
            if whole:
                return await receive()
            with anyio.move_on_after(deadline - anyio.current_time()):
                message = await receive()
                whole = message["type"] != "http.request" or not message.get("more_body", False)
                return message
            raise _Late

        try:
            await self._app(scope, received, send)
        except _Late:
            refusal = PlainTextResponse("The request did not arrive in time", HTTPStatus.REQUEST_TIMEOUT)
            refusal.headers["connection"] = "close"
            await refusal(scope, receive, send)
