"""What is seen of each call from outside: a span, a few numbers, a line in the log; nothing that anybody wrote."""

import logging
import time
from collections.abc import Mapping
from typing import Any, Final, cast

from mcp.server.context import CallNext, HandlerResult, ServerMiddleware, ServerRequestContext
from mcp.shared.exceptions import MCPError
from mcp_types.methods import SPEC_CLIENT_METHODS, SPEC_CLIENT_NOTIFICATION_METHODS
from opentelemetry.context import Context as Parent
from opentelemetry.trace import Span, SpanKind
from opentelemetry.util.types import AttributeValue

from devrev_sessions.assistant.callers import caller
from devrev_sessions.assistant.definitions import DEFINITIONS
from devrev_sessions.logs import FIELDS
from devrev_sessions.telemetry import OK, Instruments, failed, parent_in

_LOG: Final = logging.getLogger("devrev_sessions.calls")
CALL: Final = "tools/call"
METHODS: Final = SPEC_CLIENT_METHODS | SPEC_CLIENT_NOTIFICATION_METHODS
"""Of every version of the protocol."""
KNOWN: Final = frozenset(each.name for each in DEFINITIONS)
UNKNOWN: Final = "unknown"

Wire = dict[str, Any]
"""A result as it is sent."""


class Observed(ServerMiddleware[Any]):
    """Watches what goes through a server, in place of the SDK's own spans, which repeat the words of errors."""

    def __init__(self, instruments: Instruments) -> None:
        self._instruments = instruments

    async def __call__(self, context: ServerRequestContext[Any, Any], call_next: CallNext) -> HandlerResult:
        """Serve one message."""
        # A name that is none of the protocol's, or none of ours, is what a client wrote.
        tool, method = _tool(context), context.method if context.method in METHODS else UNKNOWN
        attributes: dict[str, AttributeValue] = {
            "mcp.method.name": method,
            "mcp.protocol.version": context.protocol_version,
        }
        if tool:
            attributes |= {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": tool}
        name = f"{method} {tool}" if tool else method
        with self._instruments.span(name, SpanKind.SERVER, attributes, _parent(context)) as span:
            began = time.perf_counter()
            try:
                result = await call_next(context)
            except MCPError as error:
                failed(span, str(error.error.code))
                raise
            except Exception as error:
                failed(span, type(error).__name__)
                raise
            if tool and isinstance(result, dict):
                self._called(span, tool, result, time.perf_counter() - began, context)
            return result

    def _called(
        self, span: Span, tool: str, result: Wire, seconds: float, context: ServerRequestContext[Any, Any]
    ) -> None:
        outcome = _outcome(result)
        if outcome != OK:
            failed(span, outcome)
        self._instruments.called(tool, outcome, seconds, lambda: _tokens(result))
        fields = {
            "tool": tool,
            "outcome": outcome,
            "milliseconds": round(seconds * 1000),
            "caller": caller.get(),
            "protocol": context.protocol_version,
        }
        told = {name: value for name, value in fields.items() if value is not None}
        _LOG.info("%s: %s, %d ms", tool, outcome, round(seconds * 1000), extra={FIELDS: told})


def _tool(context: ServerRequestContext[Any, Any]) -> str:
    """The tool that is called; a name that is none of ours is not repeated."""
    if context.method != CALL:
        return ""
    name = (context.params or {}).get("name")
    return name if isinstance(name, str) and name in KNOWN else UNKNOWN


def _parent(context: ServerRequestContext[Any, Any]) -> Parent | None:
    """The trace that a call is part of: as its own `_meta` says, else as the headers of its request do."""
    meta = cast("Mapping[str, object] | None", context.meta)
    headers = cast("Mapping[str, object] | None", getattr(context.request, "headers", None))
    return parent_in(meta, headers)


def _outcome(result: Wire) -> str:
    if not result.get("isError"):
        return OK
    return result.get("structuredContent", {}).get("error", {}).get("code", UNKNOWN)


def _tokens(result: Wire) -> int:
    from devrev_sessions.text.tokens import tokens  # noqa: PLC0415 - loaded with the tools, after the start

    return sum(tokens(block["text"]) for block in result.get("content", ()) if block.get("type") == "text")
