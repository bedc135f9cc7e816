"""Asking the server as an assistant does, and reading what it answers."""

import json
import re
from typing import Any, Final, Literal, TypeAlias, cast

from mcp_types import CallToolResult, GetPromptResult, ImageContent, ResourceLink, TextContent

from devrev_sessions.sandbox import SANDBOX_APPS, SampleSession, Sandbox
from devrev_sessions.settings import Settings

Data: TypeAlias = dict[str, Any]
"""What a result says as JSON, as a program outside would hold it."""
Era: TypeAlias = Literal["auto", "legacy"]

ERAS: Final[tuple[Era, ...]] = ("auto", "legacy")
"""How a client may begin: with today's protocol, or with the handshake of the years before."""
SUMMARIZE: Final = "summarize_session_timeline"
READ: Final = "get_session_recording"
MOST_CHARACTERS: Final = 48_000
PRESIGNED: Final = ("X-Amz-", "storage.example")

_QUOTED: Final = re.compile(r'"[^"\n]*"')
_AROUND: Final = re.compile(r'around="(?:(r\d+))?#(\d+)"')
_REFERENCE: Final = re.compile(r"(?<![\w&])(?:(r\d+))?#(\d+)\b")


def settings_for(devrev: Sandbox, *, token: str | None = None, timeout_seconds: float = 20) -> Settings:
    apps = {name: {"version_key": key, "platform": platform} for name, (key, platform) in SANDBOX_APPS.items()}
    return Settings.model_validate(
        {
            "token": token or devrev.token,
            "base_url": devrev.base_url,
            "apps": apps,
            "limits": {"timeout_seconds": timeout_seconds},
        }
    )


def of(sample: SampleSession, **arguments: object) -> Data:
    """The arguments that name a sample, and more."""
    return {"session_id": sample.session_id, "version_key": sample.version_key, **arguments}


def part(sample: SampleSession, place: int = 0, **arguments: object) -> Data:
    """The arguments that name one recording or tab of a sample, and more."""
    name = "tab_id" if sample.is_web else "recording_id"
    return of(sample, **{name: sample.parts[place]}, **arguments)


def text_of(result: CallToolResult | GetPromptResult) -> str:
    if isinstance(result, GetPromptResult):
        blocks = [message.content for message in result.messages]
    else:
        blocks = list(result.content)
    texts = [block.text for block in blocks if isinstance(block, TextContent)]
    assert len(texts) == 1
    assert all(isinstance(block, TextContent | ImageContent | ResourceLink) for block in blocks)
    return texts[0]


def data_of(result: CallToolResult) -> Data:
    data = cast("Data | None", result.structured_content)
    assert data is not None
    return data


def error_of(result: CallToolResult) -> Data:
    """The error of a result that has one and nothing else."""
    data = data_of(result)
    assert result.is_error
    assert set(data) == {"error"}
    return data["error"]


def good(result: CallToolResult) -> CallToolResult:
    assert not result.is_error, text_of(result)
    return result


def size_of(result: CallToolResult) -> int:
    """Characters of text and data together."""
    return len(text_of(result)) + len(json.dumps(data_of(result), ensure_ascii=False))


def references(text: str) -> set[tuple[str, int]]:
    """Every reference in text of ours: its recording, empty where it is not named, and its number."""
    told = _AROUND.findall(text) + _REFERENCE.findall(_QUOTED.sub('""', text))
    return {(recording, int(number)) for recording, number in told}


def strings(data: object) -> list[str]:
    """Every text in data."""
    match data:
        case str():
            return [data]
        case dict():
            return [text for value in data.values() for text in strings(value)]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - JSON
        case list():
            return [text for value in data for text in strings(value)]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - JSON
        case _:
            return []
