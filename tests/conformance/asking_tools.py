"""Fixture tools that talk to the client while a call is open: progress, log, and questions to the model or the user."""

import json
from typing import Any, Final

from beside import Context, FixtureTool
from mcp.shared.message import ServerMessageMetadata
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    CreateMessageRequest,
    CreateMessageRequestParams,
    CreateMessageResult,
    ElicitResult,
    SamplingMessage,
    TextContent,
)
from plain_tools import said, text


async def _log(context: Context, words: str) -> None:
    # Out of date in the newest protocol, which still says when a server must keep silent: that is what is asked here.
    await context.session.send_log_message(  # pyright: ignore[reportDeprecated]
        "info", words, related_request_id=context.request_id
    )


async def _with_log(context: Context, _: CallToolRequestParams) -> CallToolResult:
    for words in ("Tool execution started", "Tool processing data", "Tool execution completed"):
        await _log(context, words)
    return said("Three lines were logged.")


async def _with_progress(context: Context, _: CallToolRequestParams) -> CallToolResult:
    for done in (0, 50, 100):
        await context.session.report_progress(done, 100)
    return said("Progress was told three times.")


async def _sampling(context: Context, params: CallToolRequestParams) -> CallToolResult:
    asked = str((params.arguments or {})["prompt"])
    request = CreateMessageRequest(
        params=CreateMessageRequestParams(messages=[SamplingMessage(role="user", content=text(asked))], max_tokens=100)
    )
    beside = ServerMessageMetadata(related_request_id=context.request_id)
    answer = await context.session.send_request(request, CreateMessageResult, metadata=beside)
    words = answer.content.text if isinstance(answer.content, TextContent) else answer.content.type
    return said(f"LLM response: {words}")


async def _asked(context: Context, message: str, properties: dict[str, Any], required: tuple[str, ...] = ()) -> str:
    """What the user answered, as text."""
    schema = {"type": "object", "properties": properties, "required": [*required]}
    answer: ElicitResult = await context.session.elicit_form(message, schema, context.request_id)
    return f"action={answer.action}, content={json.dumps(answer.content)}"


async def _elicitation(context: Context, params: CallToolRequestParams) -> CallToolResult:
    fields = {
        "username": {"type": "string", "description": "User's response"},
        "email": {"type": "string", "description": "User's email address"},
    }
    answer = await _asked(context, str((params.arguments or {})["message"]), fields, tuple(fields))
    return said(f"User response: {answer}")


async def _defaults(context: Context, _: CallToolRequestParams) -> CallToolResult:
    fields = {
        "name": {"type": "string", "default": "John Doe"},
        "age": {"type": "integer", "default": 30},
        "score": {"type": "number", "default": 95.5},
        "status": {"type": "string", "enum": ["active", "inactive", "pending"], "default": "active"},
        "verified": {"type": "boolean", "default": True},
    }
    return said(f"Elicitation completed: {await _asked(context, 'Review these values', fields)}")


async def _choices(context: Context, _: CallToolRequestParams) -> CallToolResult:
    plain = ["option1", "option2", "option3"]
    titled = [{"const": f"value{number}", "title": f"Choice {number}"} for number in (1, 2, 3)]
    fields = {
        "untitledSingle": {"type": "string", "enum": plain},
        "titledSingle": {"type": "string", "oneOf": titled},
        "legacyEnum": {
            "type": "string",
            "enum": ["opt1", "opt2", "opt3"],
            "enumNames": ["Option One", "Option Two", "Option Three"],
        },
        "untitledMulti": {"type": "array", "items": {"type": "string", "enum": plain}},
        "titledMulti": {"type": "array", "items": {"anyOf": titled}},
    }
    return said(f"Elicitation completed: {await _asked(context, 'Choose', fields)}")


def _one_string(name: str) -> dict[str, Any]:
    return {"type": "object", "properties": {name: {"type": "string"}}, "required": [name]}


ASKING_TOOLS: Final = (
    FixtureTool("test_tool_with_logging", _with_log),
    FixtureTool("test_logging_tool", _with_log),
    FixtureTool("test_tool_with_progress", _with_progress),
    FixtureTool("test_sampling", _sampling, _one_string("prompt")),
    FixtureTool("test_elicitation", _elicitation, _one_string("message")),
    FixtureTool("test_elicitation_sep1034_defaults", _defaults),
    FixtureTool("test_elicitation_sep1330_enums", _choices),
)
