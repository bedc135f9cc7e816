"""The MCP server: what it lists, and how a call becomes a result."""

import base64
from collections.abc import Sequence
from typing import Any, Final

from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    CompleteRequestParams,
    CompleteResult,
    GetPromptRequestParams,
    GetPromptResult,
    ImageContent,
    ListPromptsResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    Prompt as ListedPrompt,
    PromptArgument as ListedArgument,
    PromptMessage,
    ReadResourceRequestParams,
    ReadResourceResult,
    TextContent,
    Tool as ListedTool,
    ToolAnnotations,
)

from devrev_sessions import __version__
from devrev_sessions.assistant import resources
from devrev_sessions.assistant.answer import Answer
from devrev_sessions.assistant.arguments import input_schema, read_arguments
from devrev_sessions.assistant.desk import Desk
from devrev_sessions.assistant.failures import failure
from devrev_sessions.assistant.pictures import EXTENSION, VIEWS
from devrev_sessions.assistant.prompts import instructions, load_prompts
from devrev_sessions.assistant.results import output_schema
from devrev_sessions.assistant.tools import TOOLS, Tool
from devrev_sessions.assistant.waiting import Waiting
from devrev_sessions.text.door import through

NAME: Final = "devrev-sessions-mcp"
READS: Final = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=True)

Context = Any
"""The SDK's request context: generic in types that this server does not use."""


def build_server(desk: Desk, tools: Sequence[Tool[Any]] = TOOLS) -> Server[Any]:
    """A server that answers with `tools`; it speaks every protocol version the SDK knows."""
    by_name = {tool.name: tool for tool in tools}
    listed = [_listed(tool) for tool in tools]
    schemas = {tool.name: tool.input_schema for tool in listed}
    prompts, shelf = _Prompts(desk), _Resources(desk)

    async def list_tools(_: Context, params: PaginatedRequestParams | None) -> ListToolsResult:
        _no_cursor(params)
        return ListToolsResult(tools=listed)

    async def call_tool(context: Context, params: CallToolRequestParams) -> CallToolResult:
        tool = by_name.get(params.name)
        if tool is None:
            raise MCPError(INVALID_PARAMS, f"There is no tool of this name; there are {', '.join(by_name)}.")
        return await _call(tool, params.arguments or {}, desk, context)

    server = Server[Any](
        NAME,
        version=__version__,
        title="DevRev sessions",
        instructions=instructions(),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_prompts=prompts.list,
        on_get_prompt=prompts.get,
        on_list_resources=shelf.list,
        on_list_resource_templates=shelf.templates,
        on_read_resource=shelf.read,
        on_completion=shelf.complete,
        # Asked for with each call over HTTP; without it the SDK lists all tools each time.
        get_tool_input_schema=schemas.get,
    )
    server.extensions[EXTENSION] = {}
    return server


class _Prompts:
    """What a server answers about its prompts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._by_name = {prompt.name: prompt for prompt in load_prompts()}

    async def list(self, _: Context, params: PaginatedRequestParams | None) -> ListPromptsResult:
        """All of them."""
        _no_cursor(params)
        return ListPromptsResult(
            prompts=[
                ListedPrompt(
                    name=prompt.name,
                    title=prompt.title,
                    description=prompt.description,
                    arguments=[ListedArgument(**argument.model_dump()) for argument in prompt.arguments],
                )
                for prompt in self._by_name.values()
            ]
        )

    async def get(self, _: Context, params: GetPromptRequestParams) -> GetPromptResult:
        """The text of one, with what was given filled in."""
        prompt = self._by_name.get(params.name)
        if prompt is None:
            raise MCPError(INVALID_PARAMS, f"There is no prompt of this name; there are {', '.join(self._by_name)}.")
        given = params.arguments or {}
        lacking = [name for name in prompt.required if not given.get(name, "").strip()]
        if lacking:
            raise MCPError(INVALID_PARAMS, f"The prompt {prompt.name} needs {', '.join(lacking)}.")
        with through(self._desk.returning_door):
            content = TextContent(type="text", text=prompt.text(given))
        return GetPromptResult(description=prompt.description, messages=[PromptMessage(role="user", content=content)])


class _Resources:
    """What a server answers about sessions as resources."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def list(self, _: Context, params: PaginatedRequestParams | None) -> ListResourcesResult:
        """Those of the sessions seen lately."""
        _no_cursor(params)
        return ListResourcesResult(resources=resources.listed(self._desk))

    async def templates(self, _: Context, params: PaginatedRequestParams | None) -> ListResourceTemplatesResult:
        """How every session is addressed."""
        _no_cursor(params)
        return ListResourceTemplatesResult(resource_templates=[*resources.TEMPLATES])

    async def read(self, _: Context, params: ReadResourceRequestParams) -> ReadResourceResult:
        """The text behind an address."""
        return await resources.read(self._desk, params.uri)

    async def complete(self, _: Context, params: CompleteRequestParams) -> CompleteResult:
        """Ids and names of apps that begin so."""
        given = (params.context.arguments if params.context else None) or {}
        found = resources.completed(self._desk, params.argument.name, params.argument.value, given)
        return CompleteResult(completion=found)


def _listed(tool: Tool[Any]) -> ListedTool:
    return ListedTool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=input_schema(tool.arguments),
        output_schema=output_schema(tool.result, tool.required),
        annotations=READS,
        _meta=VIEWS.get(tool.name),
    )


async def _call(tool: Tool[Any], given: dict[str, object], desk: Desk, context: Context) -> CallToolResult:
    try:
        arguments = read_arguments(tool.arguments, given)
        waiting = Waiting(desk.settings.limits.timeout_seconds, context.session.report_progress)
        with through(desk.door), desk.at_work():
            answer = await waiting.on(tool.run(arguments, desk, waiting.report))
        linked = resources.links(answer.about, context.session.protocol_version)
        return CallToolResult(
            content=[TextContent(type="text", text=answer.text), *_images(answer), *linked],
            structured_content=answer.data.model_dump(mode="json", exclude_none=True),
        )
    except Exception as error:  # noqa: BLE001 - the one boundary: whatever happened becomes a result
        with through(desk.echoing_door):
            return failure(error)


def _images(answer: Answer) -> list[ImageContent]:
    if answer.image is None:
        return []
    shown = base64.b64encode(answer.image.body).decode("ascii")
    return [ImageContent(type="image", data=shown, mime_type=answer.image.mime_type)]


def _no_cursor(params: PaginatedRequestParams | None) -> None:
    """Lists are whole, so no cursor was ever given out."""
    if params is not None and params.cursor is not None:
        raise MCPError(INVALID_PARAMS, "This list has one page; there is no cursor.")
