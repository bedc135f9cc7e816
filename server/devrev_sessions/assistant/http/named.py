"""Whose call it is, for everything that is done for it."""

from mcp.server.auth.middleware.bearer_auth import AuthenticatedUser
from starlette.types import ASGIApp, Receive, Scope, Send

from devrev_sessions.assistant.callers import caller


class Named:
    """An ASGI app whose calls bear the name of whoever was let in; the key or token itself goes no further."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        user = scope.get("user")
        mark = caller.set(user.access_token.client_id if isinstance(user, AuthenticatedUser) else None)
        try:
            await self._app(scope, receive, send)
        finally:
            caller.reset(mark)
