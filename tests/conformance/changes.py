"""Fixtures for what changes: subscriptions of both eras, the log's level, and tools that say a list has changed."""

from typing import Any

from beside import Context, FixtureTool
from mcp.server.lowlevel import Server
from mcp.server.subscriptions import (
    InMemorySubscriptionBus,
    ListenHandler,
    PromptsListChanged,
    ServerEvent,
    ToolsListChanged,
)
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    EmptyResult,
    SetLevelRequestParams,
    SubscribeRequestParams,
    SubscriptionsListenRequestParams,
    UnsubscribeRequestParams,
)
from plain_tools import said


def add_changes(server: Server[Any]) -> tuple[FixtureTool, ...]:
    """Let clients listen for changes; the tools that make some."""
    bus = InMemorySubscriptionBus()

    async def accepted(_: Context, __: object) -> EmptyResult:
        return EmptyResult()

    def changing(name: str, event: ServerEvent) -> FixtureTool:
        async def answer(_: Context, __: CallToolRequestParams) -> CallToolResult:
            await bus.publish(event)
            return said("Whoever listens has heard of it.")

        return FixtureTool(name, answer)

    server.add_request_handler("resources/subscribe", SubscribeRequestParams, accepted)
    server.add_request_handler("resources/unsubscribe", UnsubscribeRequestParams, accepted)
    server.add_request_handler("logging/setLevel", SetLevelRequestParams, accepted)
    server.add_request_handler("subscriptions/listen", SubscriptionsListenRequestParams, ListenHandler(bus))
    return (
        changing("test_trigger_tool_change", ToolsListChanged()),
        changing("test_trigger_prompt_change", PromptsListChanged()),
    )
