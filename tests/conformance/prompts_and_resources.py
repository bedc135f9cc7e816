"""Fixture prompts and resources."""

import json
import re
from typing import Final

from beside import FixturePrompt, FixtureResources
from mcp_types import (
    BlobResourceContents,
    ContentBlock,
    ElicitResult,
    GetPromptRequestParams,
    GetPromptResult,
    InputRequiredResult,
    PromptMessage,
    ReadResourceResult,
    Resource,
    ResourceTemplate,
    TextResourceContents,
)
from plain_tools import a_picture, image, resource, text
from round_tools import question


def _of(*content: ContentBlock) -> GetPromptResult:
    return GetPromptResult(messages=[PromptMessage(role="user", content=block) for block in content])


def _simple(_: GetPromptRequestParams) -> GetPromptResult:
    return _of(text("This is a simple prompt for testing."))


def _with_arguments(params: GetPromptRequestParams) -> GetPromptResult:
    given = ", ".join(f"{name}='{value}'" for name, value in (params.arguments or {}).items())
    return _of(text(f"Prompt with arguments: {given}"))


def _with_resource(params: GetPromptRequestParams) -> GetPromptResult:
    uri = (params.arguments or {})["resourceUri"]
    return _of(resource(uri, "text/plain", "Embedded resource content."), text("Please process the resource above."))


def _with_image(_: GetPromptRequestParams) -> GetPromptResult:
    return _of(image(), text("Please analyze the image above."))


def _asks_first(params: GetPromptRequestParams) -> GetPromptResult | InputRequiredResult:
    given = (params.input_responses or {}).get("user_context")
    if not isinstance(given, ElicitResult):
        asked = question("What context should the prompt use?", "context")
        return InputRequiredResult(input_requests={"user_context": asked})
    return _of(text(f"In this context: {json.dumps(given.content)}"))


PROMPTS: Final = (
    FixturePrompt("test_simple_prompt", _simple),
    FixturePrompt("test_prompt_with_arguments", _with_arguments, ("arg1", "arg2")),
    FixturePrompt("test_prompt_with_embedded_resource", _with_resource, ("resourceUri",)),
    FixturePrompt("test_prompt_with_image", _with_image),
    FixturePrompt("test_input_required_result_prompt", _asks_first),
)

_FILLED: Final = re.compile(r"test://template/([^/]+)/data")
_STATIC: Final = {
    "test://static-text": TextResourceContents(
        uri="test://static-text", mime_type="text/plain", text="This is the content of the static text resource."
    ),
    "test://static-binary": BlobResourceContents(uri="test://static-binary", mime_type="image/png", blob=a_picture()),
    "test://watched-resource": TextResourceContents(
        uri="test://watched-resource", mime_type="text/plain", text="Somebody may want to know when this changes."
    ),
}


def _read(uri: str) -> ReadResourceResult | None:
    filled = _FILLED.fullmatch(uri)
    if filled:
        words = json.dumps({"id": filled[1], "templateTest": True, "data": f"Data for ID: {filled[1]}"})
        return ReadResourceResult(contents=[TextResourceContents(uri=uri, mime_type="application/json", text=words)])
    return ReadResourceResult(contents=[_STATIC[uri]]) if uri in _STATIC else None


RESOURCES: Final = FixtureResources(
    listed=[Resource(name=uri, uri=uri, mime_type=contents.mime_type) for uri, contents in _STATIC.items()],
    templates=[ResourceTemplate(name="template", uri_template="test://template/{id}/data")],
    read=_read,
)
