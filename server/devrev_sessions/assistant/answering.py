"""Working on what is asked: how a call becomes a result, whoever calls and whatever happens."""

import base64
from collections.abc import Mapping
from typing import Any, Final

from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    INVALID_REQUEST,
    CallToolResult,
    Completion,
    GetPromptResult,
    ImageContent,
    PromptMessage,
    ReadResourceResult,
    Resource,
    TextContent,
)

from devrev_sessions.assistant import resources
from devrev_sessions.assistant.answer import Answer
from devrev_sessions.assistant.arguments import read_arguments
from devrev_sessions.assistant.desk import Desk
from devrev_sessions.assistant.failures import face_of, failure, text_of
from devrev_sessions.assistant.filled import filled
from devrev_sessions.assistant.prompts import load_prompts
from devrev_sessions.assistant.stock import Stock
from devrev_sessions.assistant.tools import TOOLS, Tool
from devrev_sessions.assistant.views import EXTENSION
from devrev_sessions.assistant.waiting import Waiting
from devrev_sessions.errors import SessionsError
from devrev_sessions.text.door import through

Context = Any
"""The SDK's request context: generic in types that this server does not use."""


class Answering:
    """What a server answers to whoever calls, each from their own desk."""

    def __init__(self, stock: Stock) -> None:
        self._stock = stock
        self._prompts: Final = {prompt.name: prompt for prompt in load_prompts()}

    async def call(self, name: str, given: dict[str, object], context: Context) -> CallToolResult:
        """What the tool `name` answers, or the error it ends with."""
        door = self._stock.echoing_door
        try:
            desk = self._stock.desk()
            door = desk.echoing_door
            return await _called(TOOLS[name], given, desk, context)
        except Exception as error:  # noqa: BLE001 - the one boundary: whatever happened becomes a result
            with through(door):
                return failure(error)

    def prompt(self, name: str, given: Mapping[str, str]) -> GetPromptResult:
        """The text of a prompt, with what was given filled in."""
        prompt = self._prompts.get(name)
        if prompt is None:
            raise MCPError(INVALID_PARAMS, f"There is no prompt of this name; there are {', '.join(self._prompts)}.")
        lacking = [each for each in prompt.required if not given.get(each, "").strip()]
        if lacking:
            raise MCPError(INVALID_PARAMS, f"The prompt {prompt.name} needs {', '.join(lacking)}.")
        with through(self.desk().returning_door):
            content = TextContent(type="text", text=filled(prompt, given))
        return GetPromptResult(description=prompt.description, messages=[PromptMessage(role="user", content=content)])

    def resources(self) -> list[Resource]:
        """Those of the sessions that the caller asked for lately."""
        return resources.listed(self.desk())

    async def read(self, uri: str) -> ReadResourceResult:
        """The text behind an address."""
        return await resources.read(self.desk(), uri)

    def complete(self, name: str, begun: str, given: Mapping[str, str]) -> Completion:
        """What an argument of a prompt or a template may be."""
        return resources.completed(self.desk(), name, begun, given)

    def desk(self) -> Desk:
        """The desk of whoever calls. Raises MCPError where no token is configured for them."""
        try:
            return self._stock.desk()
        except SessionsError as error:
            with through(self._stock.echoing_door):
                words = text_of(face_of(error))
        raise MCPError(INVALID_REQUEST, words)


async def _called(tool: Tool[Any], given: dict[str, object], desk: Desk, context: Context) -> CallToolResult:
    arguments = read_arguments(tool.definition.arguments, given)
    waiting = Waiting(desk.settings.limits.timeout_seconds, context.session.report_progress)
    with through(desk.door):
        answer = await waiting.on(tool.run(arguments, desk, waiting.report))
    linked = resources.links(answer.about) if _shows_links(context) else []
    return CallToolResult(
        content=[TextContent(type="text", text=answer.text), *_images(answer), *linked],
        structured_content=answer.data.model_dump(mode="json", exclude_none=True),
    )


def _shows_links(context: Context) -> bool:
    """Whether a person sees what the client shows: hosts with views follow links to resources.

    Others hand every block to a model, and some models' interfaces end a whole run over a link that is no file.
    """
    capabilities = context.session.client_capabilities
    return bool(capabilities and EXTENSION in (capabilities.extensions or ()))


def _images(answer: Answer) -> list[ImageContent]:
    if answer.image is None:
        return []
    shown = base64.b64encode(answer.image.body).decode("ascii")
    return [ImageContent(type="image", data=shown, mime_type=answer.image.mime_type)]
