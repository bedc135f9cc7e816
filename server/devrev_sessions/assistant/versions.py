"""Which versions of the protocol the server says it speaks."""

from typing import Any, Final

from mcp.server.context import CallNext, HandlerResult, ServerRequestContext
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS, MODERN_PROTOCOL_VERSIONS

VERSIONS: Final = (*reversed(MODERN_PROTOCOL_VERSIONS), *reversed(HANDSHAKE_PROTOCOL_VERSIONS))
"""The newest first."""


async def name_every_version(ctx: ServerRequestContext[Any, Any], call_next: CallNext) -> HandlerResult:
    """Tell whoever discovers the server of the versions with a handshake too; the SDK tells of those without."""
    result = await call_next(ctx)
    if ctx.method == "server/discover" and isinstance(result, dict):
        return {**result, "supportedVersions": [*VERSIONS]}
    return result
