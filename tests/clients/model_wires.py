"""The formats in which assistants speak with a model: which tools they offer, what they show, how one answers."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Body = Mapping[str, Any]
"""The body of a request to a model, as it comes."""

USAGE: Final = {"input_tokens": 1, "output_tokens": 1, "total_tokens": 2}
CLOSING: Final = "Done."
EVENTS: Final = "text/event-stream"
JSON: Final = "application/json"


@dataclass(frozen=True)
class Step:
    """A call that the model asks for."""

    number: int
    tool: str
    arguments: Mapping[str, object]

    @property
    def id(self) -> str:
        """By which the result is told to belong to it."""
        return f"call_{self.number}"


@dataclass(frozen=True)
class ModelWire:
    """One format."""

    offered: Callable[[Body], list[str]]
    results: Callable[[Body], int]
    """How many results of tools it shows."""
    reply: Callable[[Step | None, Body, str], tuple[str, str]]


def wire_of(path: str) -> ModelWire | None:
    """The format spoken at a path."""
    return next((wire for pattern, wire in WIRES if re.search(pattern, path)), None)


def _events(events: Sequence[Mapping[str, object]], *, named: bool = False, end: str = "") -> tuple[str, str]:
    heads = [f"event: {event['type']}\n" if named else "" for event in events]
    told = [f"{head}data: {json.dumps(event)}\n\n" for head, event in zip(heads, events, strict=True)]
    return EVENTS, "".join(told) + end


def _anthropic_offered(body: Body) -> list[str]:
    return [tool["name"] for tool in body.get("tools", [])]


def _anthropic_results(body: Body) -> int:
    turns = [turn["content"] for turn in body["messages"] if not isinstance(turn["content"], str)]
    return sum(block["type"] == "tool_result" for turn in turns for block in turn)


def _anthropic_reply(step: Step | None, body: Body, _: str) -> tuple[str, str]:
    block: dict[str, object] = {"type": "text", "text": ""}
    delta: dict[str, object] = {"type": "text_delta", "text": CLOSING}
    if step is not None:
        block = {"type": "tool_use", "id": step.id, "name": step.tool, "input": {}}
        delta = {"type": "input_json_delta", "partial_json": json.dumps(step.arguments)}
    message: dict[str, object] = {"id": "m", "type": "message", "role": "assistant", "model": body["model"]}
    message |= {"content": [], "usage": USAGE}
    stopped = {"stop_reason": "tool_use" if step else "end_turn", "stop_sequence": None}
    events = [
        {"type": "message_start", "message": message},
        {"type": "content_block_start", "index": 0, "content_block": block},
        {"type": "content_block_delta", "index": 0, "delta": delta},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": stopped, "usage": USAGE},
        {"type": "message_stop"},
    ]
    return _events(events, named=True)


def _chat_offered(body: Body) -> list[str]:
    return [tool["function"]["name"] for tool in body.get("tools", []) if "function" in tool]


def _chat_results(body: Body) -> int:
    return sum(turn["role"] == "tool" for turn in body["messages"])


def _chat_reply(step: Step | None, body: Body, _: str) -> tuple[str, str]:
    message: dict[str, object] = {"role": "assistant", "content": CLOSING}
    if step is not None:
        function = {"name": step.tool, "arguments": json.dumps(step.arguments)}
        call = {"index": 0, "id": step.id, "type": "function", "function": function}
        message = {"role": "assistant", "content": None, "tool_calls": [call]}
    about: dict[str, object] = {"id": "c", "created": 1, "model": body["model"], "object": "chat.completion"}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    ended = "tool_calls" if step else "stop"
    if not body.get("stream"):
        choice = {"index": 0, "message": message, "finish_reason": ended}
        return JSON, json.dumps({**about, "choices": [choice], "usage": usage})
    about["object"] = "chat.completion.chunk"
    choice = {"index": 0, "delta": message, "finish_reason": ended}
    return _events([{**about, "choices": [choice], "usage": usage}], end="data: [DONE]\n\n")


def _responses_offered(body: Body) -> list[str]:
    # Tools may stand in groups that bear the server's name.
    return [each["name"] for tool in body.get("tools", []) for each in tool.get("tools", [tool]) if "name" in each]


def _responses_results(body: Body) -> int:
    return sum(item.get("type") == "function_call_output" for item in body["input"])


def _responses_reply(step: Step | None, body: Body, _: str) -> tuple[str, str]:
    item: dict[str, object] = {
        "type": "message",
        "id": "m",
        "role": "assistant",
        "status": "completed",
        "content": [{"type": "output_text", "text": CLOSING, "annotations": []}],
    }
    if step is not None:
        item = {"type": "function_call", "id": f"f{step.id}", "call_id": step.id, "name": step.tool}
        item |= {"arguments": json.dumps(step.arguments), "status": "completed"}
        for group in body["tools"]:
            if any(each.get("name") == step.tool for each in group.get("tools", [])):
                item["namespace"] = group["name"]
    begun: dict[str, object] = {"id": "r", "object": "response", "created_at": 1, "model": body["model"]}
    response = {**begun, "output": [item], "usage": USAGE}
    if not body.get("stream"):
        return JSON, json.dumps(response)
    events = [
        {"type": "response.created", "response": begun},
        {"type": "response.output_item.done", "output_index": 0, "item": item},
        {"type": "response.completed", "response": response},
    ]
    return _events(events, named=True)


def _gemini_offered(body: Body) -> list[str]:
    return [each["name"] for tool in body.get("tools", []) for each in tool.get("functionDeclarations", [])]


def _gemini_results(body: Body) -> int:
    return sum("functionResponse" in part for turn in body["contents"] for part in turn["parts"])


def _gemini_reply(step: Step | None, _: Body, path: str) -> tuple[str, str]:
    part: dict[str, object] = {"text": CLOSING}
    if step is not None:
        part = {"functionCall": {"id": step.id, "name": step.tool, "args": step.arguments}}
    candidate = {"index": 0, "content": {"role": "model", "parts": [part]}, "finishReason": "STOP"}
    usage = {"promptTokenCount": 1, "candidatesTokenCount": 1, "totalTokenCount": 2}
    answer = {"candidates": [candidate], "usageMetadata": usage}
    return _events([answer]) if "stream" in path else (JSON, json.dumps(answer))


WIRES: Final = (
    (r"/v1/messages$", ModelWire(_anthropic_offered, _anthropic_results, _anthropic_reply)),
    (r"/chat/completions$", ModelWire(_chat_offered, _chat_results, _chat_reply)),
    (r"/responses$", ModelWire(_responses_offered, _responses_results, _responses_reply)),
    (r":(stream)?[gG]enerateContent$", ModelWire(_gemini_offered, _gemini_results, _gemini_reply)),
)
