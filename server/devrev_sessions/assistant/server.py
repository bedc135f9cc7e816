"""The MCP server: what it lists. What it is asked for is worked on elsewhere, and loaded when it is first asked."""

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
    ListPromptsResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    Prompt as ListedPrompt,
    PromptArgument as ListedArgument,
    ReadResourceRequestParams,
    ReadResourceResult,
    Tool as ListedTool,
    ToolAnnotations,
)

from devrev_sessions import HOME_PAGE, __version__
from devrev_sessions.assistant.addresses import TEMPLATES
from devrev_sessions.assistant.arguments import input_schema
from devrev_sessions.assistant.definitions import DEFINITIONS, Definition
from devrev_sessions.assistant.desks import Desks
from devrev_sessions.assistant.icon import ICON
from devrev_sessions.assistant.observed import Observed
from devrev_sessions.assistant.prompts import instructions, load_prompts
from devrev_sessions.assistant.results import output_schema
from devrev_sessions.assistant.versions import name_every_version
from devrev_sessions.assistant.views import EXTENSION, VIEWS

NAME: Final = "devrev-sessions-mcp"
READS: Final = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=True)

Context = Any
"""The SDK's request context: generic in types that this server does not use."""


def build_server(desks: Desks) -> Server[Any]:
    """A server whose calls are worked on at `desks`; it speaks every protocol version the SDK knows."""
    listed, asked = _Listed(), _Asked(desks)
    server = Server[Any](
        NAME,
        version=__version__,
        title="DevRev sessions",
        instructions=instructions(),
        website_url=HOME_PAGE,
        icons=[ICON],
        on_list_tools=listed.tools,
        on_call_tool=asked.call,
        on_list_prompts=listed.prompts,
        on_get_prompt=asked.prompt,
        on_list_resources=asked.resources,
        on_list_resource_templates=listed.templates,
        on_read_resource=asked.read,
        on_completion=asked.complete,
        # Asked for with each call over HTTP; without it the SDK lists all tools each time.
        get_tool_input_schema=listed.schemas.get,
    )
    server.extensions[EXTENSION] = {}
    server.middleware[:] = [Observed(desks.instruments), name_every_version]
    return server


class _Listed:
    """What is the same for everybody."""

    def __init__(self) -> None:
        self._tools = [_tool(each) for each in DEFINITIONS]
        self.schemas = {tool.name: tool.input_schema for tool in self._tools}
        self._prompts = [
            ListedPrompt(
                name=prompt.name,
                title=prompt.title,
                description=prompt.description,
                arguments=[ListedArgument(**argument.model_dump()) for argument in prompt.arguments],
            )
            for prompt in load_prompts()
        ]

    async def tools(self, _: Context, params: PaginatedRequestParams | None) -> ListToolsResult:
        """All tools."""
        _no_cursor(params)
        return ListToolsResult(tools=self._tools)

    async def prompts(self, _: Context, params: PaginatedRequestParams | None) -> ListPromptsResult:
        """All prompts."""
        _no_cursor(params)
        return ListPromptsResult(prompts=self._prompts)

    async def templates(self, _: Context, params: PaginatedRequestParams | None) -> ListResourceTemplatesResult:
        """How every session is addressed."""
        _no_cursor(params)
        return ListResourceTemplatesResult(resource_templates=[*TEMPLATES])


class _Asked:
    """What is worked on for whoever calls."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks

    async def call(self, context: Context, params: CallToolRequestParams) -> CallToolResult:
        """What a tool answers."""
        if not any(each.name == params.name for each in DEFINITIONS):
            names = ", ".join(each.name for each in DEFINITIONS)
            raise MCPError(INVALID_PARAMS, f"There is no tool of this name; there are {names}.")
        return await (await self._desks.answering()).call(params.name, params.arguments or {}, context)

    async def prompt(self, _: Context, params: GetPromptRequestParams) -> GetPromptResult:
        """The text of a prompt, with what was given filled in."""
        return (await self._desks.answering()).prompt(params.name, params.arguments or {})

    async def resources(self, _: Context, params: PaginatedRequestParams | None) -> ListResourcesResult:
        """Those of the sessions that the caller asked for lately."""
        _no_cursor(params)
        return ListResourcesResult(resources=(await self._desks.answering()).resources())

    async def read(self, _: Context, params: ReadResourceRequestParams) -> ReadResourceResult:
        """The text behind an address."""
        return await (await self._desks.answering()).read(params.uri)

    async def complete(self, _: Context, params: CompleteRequestParams) -> CompleteResult:
        """Ids and names of apps that begin so."""
        given = (params.context.arguments if params.context else None) or {}
        argument = params.argument
        return CompleteResult(completion=(await self._desks.answering()).complete(argument.name, argument.value, given))


def _tool(definition: Definition[Any]) -> ListedTool:
    return ListedTool(
        name=definition.name,
        title=definition.title,
        description=definition.description,
        input_schema=input_schema(definition.arguments),
        output_schema=output_schema(definition.result, definition.required),
        annotations=READS,
        _meta=VIEWS.get(definition.name),
    )


def _no_cursor(params: PaginatedRequestParams | None) -> None:
    """Lists are whole, so no cursor was ever given out."""
    if params is not None and params.cursor is not None:
        raise MCPError(INVALID_PARAMS, "This list has one page; there is no cursor.")
