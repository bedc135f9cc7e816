"""Telling a client that there is more to read: a session becomes a resource when it is first asked for."""

from typing import Any, Final

from mcp.server.context import CallNext, HandlerResult, ServerRequestContext
from mcp.server.lowlevel import NotificationOptions, Server
from mcp_types import ListResourcesResult, PaginatedRequestParams
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS

NEWS: Final = NotificationOptions(resources_changed=True)
"""What a client is promised at the handshake."""
_ASKING: Final = frozenset({"tools/call", "resources/read"})


def tell_of_new_resources(server: Server[Any]) -> None:
    """Say so after each call that lengthened the list, to the one client of a pipe that began with a handshake."""
    listing = server.get_request_handler("resources/list")

    async def uris(ctx: ServerRequestContext[Any, Any]) -> set[str]:
        listed = listing and await listing.handler(ctx, PaginatedRequestParams())
        return {each.uri for each in listed.resources} if isinstance(listed, ListResourcesResult) else set()

    async def tell(ctx: ServerRequestContext[Any, Any], call_next: CallNext) -> HandlerResult:
        if ctx.method not in _ASKING or ctx.protocol_version not in HANDSHAKE_PROTOCOL_VERSIONS:
            return await call_next(ctx)
        before = await uris(ctx)
        result = await call_next(ctx)
        if await uris(ctx) - before:
            await ctx.session.send_resource_list_changed()
        return result

    server.middleware.append(tell)
