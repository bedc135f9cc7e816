"""Fixtures beside the product's own: what our server object lists and answers stays, and more is added to it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    GetPromptRequestParams,
    GetPromptResult,
    InputRequiredResult,
    ListPromptsResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    Prompt,
    ReadResourceRequestParams,
    ReadResourceResult,
    Resource,
    ResourceTemplate,
    Tool,
)
from pydantic import BaseModel

Context: TypeAlias = ServerRequestContext[Any, Any]
Params = TypeVar("Params", bound=BaseModel)
Listed = TypeVar("Listed", ListToolsResult, ListPromptsResult, ListResourcesResult, ListResourceTemplatesResult)


@dataclass(frozen=True, slots=True)
class FixtureTool:
    """A tool the suite asks for by its name."""

    name: str
    answer: Callable[[Context, CallToolRequestParams], Awaitable[CallToolResult | InputRequiredResult]]
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "object"})


@dataclass(frozen=True, slots=True)
class FixturePrompt:
    """A prompt the suite asks for by its name, and the arguments it takes."""

    name: str
    answer: Callable[[GetPromptRequestParams], GetPromptResult | InputRequiredResult]
    arguments: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class FixtureResources:
    """Resources the suite reads by their addresses; `read` knows nothing of others."""

    listed: Sequence[Resource]
    templates: Sequence[ResourceTemplate]
    read: Callable[[str], ReadResourceResult | None]


def add_tools(server: Server[Any], fixtures: Sequence[FixtureTool]) -> None:
    """List and answer these tools too."""
    by_name = {fixture.name: fixture for fixture in fixtures}
    listed = [_tool(fixture) for fixture in fixtures]
    own_schema = server.get_tool_input_schema

    async def call(context: Context, params: CallToolRequestParams, own: "Own[CallToolRequestParams]") -> BaseModel:
        fixture = by_name.get(params.name)
        return await (fixture.answer(context, params) if fixture else own(context, params))

    def schema_of(name: str) -> Mapping[str, Any] | None:
        return by_name[name].schema if name in by_name else own_schema and own_schema(name)

    _lengthen(server, "tools/list", ListToolsResult, {"tools": listed})
    _wrap(server, "tools/call", CallToolRequestParams, call)
    server.get_tool_input_schema = schema_of


def add_prompts(server: Server[Any], fixtures: Sequence[FixturePrompt]) -> None:
    """List and give these prompts too."""
    by_name = {fixture.name: fixture for fixture in fixtures}
    listed = [_prompt(fixture) for fixture in fixtures]

    async def get(context: Context, params: GetPromptRequestParams, own: "Own[GetPromptRequestParams]") -> BaseModel:
        fixture = by_name.get(params.name)
        return fixture.answer(params) if fixture else await own(context, params)

    _lengthen(server, "prompts/list", ListPromptsResult, {"prompts": listed})
    _wrap(server, "prompts/get", GetPromptRequestParams, get)


def add_resources(server: Server[Any], fixtures: FixtureResources) -> None:
    """List and read these resources too."""

    async def read(
        context: Context, params: ReadResourceRequestParams, own: "Own[ReadResourceRequestParams]"
    ) -> BaseModel:
        return fixtures.read(params.uri) or await own(context, params)

    _lengthen(server, "resources/list", ListResourcesResult, {"resources": fixtures.listed})
    templates = {"resource_templates": fixtures.templates}
    _lengthen(server, "resources/templates/list", ListResourceTemplatesResult, templates)
    _wrap(server, "resources/read", ReadResourceRequestParams, read)


Own: TypeAlias = Callable[[Context, Params], Awaitable[BaseModel]]
"""How the product answers."""


def _wrap(
    server: Server[Any],
    method: str,
    params_type: type[Params],
    answer: Callable[[Context, Params, Own[Params]], Awaitable[BaseModel]],
) -> None:
    """Answer a method by `answer`, which is handed how the product does."""
    entry = server.get_request_handler(method)
    assert entry, f"our server does not answer {method}"

    async def own(context: Context, params: Params) -> BaseModel:
        result = await entry.handler(context, params)
        assert isinstance(result, BaseModel)
        return result

    async def answered(context: Context, params: Params) -> BaseModel:
        return await answer(context, params, own)

    server.add_request_handler(method, params_type, answered)


def _lengthen(
    server: Server[Any], method: str, result_type: type[Listed], more: Mapping[str, Sequence[BaseModel]]
) -> None:
    """List `more` behind the product's own."""

    async def listing(context: Context, params: PaginatedRequestParams, own: Own[PaginatedRequestParams]) -> BaseModel:
        result = result_type.model_validate(await own(context, params))
        return result.model_copy(update={name: [*getattr(result, name), *added] for name, added in more.items()})

    _wrap(server, method, PaginatedRequestParams, listing)


def _tool(fixture: FixtureTool) -> Tool:
    return Tool(name=fixture.name, description="A fixture of the suite.", input_schema=dict(fixture.schema))


def _prompt(fixture: FixturePrompt) -> Prompt:
    arguments = [
        {"name": name, "description": "A fixture of the suite.", "required": True} for name in fixture.arguments
    ]
    return Prompt.model_validate(
        {"name": fixture.name, "description": "A fixture of the suite.", "arguments": arguments}
    )
