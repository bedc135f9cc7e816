"""Fixture tools of 2026-07-28 that ask by returning: the client answers and calls again, and no channel stays open."""

import json
from collections.abc import Mapping
from typing import Any, Final

from beside import Context, FixtureTool
from mcp.shared.exceptions import MCPError
from mcp_types import (
    MISSING_REQUIRED_CLIENT_CAPABILITY,
    CallToolRequestParams,
    CallToolResult,
    ClientCapabilities,
    CreateMessageRequest,
    CreateMessageRequestParams,
    ElicitRequest,
    ElicitRequestFormParams,
    ElicitResult,
    InputRequiredResult,
    ListRootsRequest,
    MissingRequiredClientCapabilityErrorData,
    SamplingCapability,
    SamplingMessage,
)
from mcp_types._types import InputRequest
from plain_tools import said, text


def question(message: str, name: str, kind: str = "string") -> ElicitRequest:
    """A question to the user for one value."""
    schema = {"type": "object", "properties": {name: {"type": kind}}, "required": [name]}
    return ElicitRequest(params=ElicitRequestFormParams(message=message, requested_schema=schema))


def _to_the_model(asked: str) -> CreateMessageRequest:
    message = SamplingMessage(role="user", content=text(asked))
    return CreateMessageRequest(params=CreateMessageRequestParams(messages=[message], max_tokens=100))


_NAME: Final = {"user_name": question("What is your name?", "name")}
_CONFIRM: Final = {"confirm": question("Please confirm", "ok", "boolean")}


def _until_answered(name: str, asked: Mapping[str, InputRequest], state: str | None = None) -> FixtureTool:
    """A tool that asks until every question has its answer, and keeps `state` with the client meanwhile."""

    async def answer(_: Context, params: CallToolRequestParams) -> CallToolResult | InputRequiredResult:
        given = params.input_responses or {}
        if not asked.keys() <= given.keys():
            return InputRequiredResult(input_requests={**asked}, request_state=state)
        # What comes back was sealed on its way out, so another value than ours cannot get here.
        assert params.request_state == state
        answers = {key: value.model_dump(mode="json", exclude_none=True) for key, value in given.items()}
        return said(f"{name} has its answers, state-ok: {json.dumps(answers)}")

    return FixtureTool(name, answer)


async def _two_steps(_: Context, params: CallToolRequestParams) -> CallToolResult | InputRequiredResult:
    given = params.input_responses or {}
    first, second = given.get("step1"), given.get("step2")
    if isinstance(second, ElicitResult) and params.request_state:
        return said(f"{params.request_state} likes {json.dumps(second.content)}")
    if isinstance(first, ElicitResult):
        asked = question("Step 2: What is your favorite color?", "color")
        return InputRequiredResult(input_requests={"step2": asked}, request_state=json.dumps(first.content))
    asked = question("Step 1: What is your name?", "name")
    return InputRequiredResult(input_requests={"step1": asked}, request_state="nothing is known yet")


async def _what_the_client_can(context: Context, _: CallToolRequestParams) -> InputRequiredResult:
    declared = context.session.client_capabilities or ClientCapabilities()
    asked: dict[str, InputRequest] = {}
    if declared.sampling:
        asked["greeting"] = _to_the_model("Generate a greeting")
    if declared.elicitation:
        asked |= _NAME
    return InputRequiredResult(input_requests=asked)


async def _needs_sampling(context: Context, _: CallToolRequestParams) -> CallToolResult:
    declared = context.session.client_capabilities
    if declared is None or declared.sampling is None:
        lacking = MissingRequiredClientCapabilityErrorData(
            required_capabilities=ClientCapabilities(sampling=SamplingCapability())
        )
        data: dict[str, Any] = lacking.model_dump(by_alias=True, mode="json", exclude_none=True)
        raise MCPError(MISSING_REQUIRED_CLIENT_CAPABILITY, "This tool asks the client's model.", data)
    return said("The client has a model to ask.")


_PREFIX: Final = "test_input_required_result_"
ROUND_TOOLS: Final = (
    _until_answered(f"{_PREFIX}elicitation", _NAME),
    _until_answered(f"{_PREFIX}sampling", {"capital_question": _to_the_model("What is the capital of France?")}),
    _until_answered(f"{_PREFIX}list_roots", {"client_roots": ListRootsRequest()}),
    _until_answered(f"{_PREFIX}request_state", _CONFIRM, "asked once"),
    _until_answered(f"{_PREFIX}tampered_state", _CONFIRM, "asked once"),
    _until_answered(
        f"{_PREFIX}multiple_inputs",
        {**_NAME, "greeting": _to_the_model("Generate a greeting"), "client_roots": ListRootsRequest()},
        "asked three",
    ),
    FixtureTool(f"{_PREFIX}multi_round", _two_steps),
    FixtureTool(f"{_PREFIX}capabilities", _what_the_client_can),
    _until_answered("test_streaming_elicitation", _NAME),
    FixtureTool("test_missing_capability", _needs_sampling),
)
