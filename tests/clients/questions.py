"""What every client asks: a summary, a page of a recording, a frame, and a session that does not exist."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp_types import CallToolResult, ImageContent, TextContent

SESSION: Final = {"session_id": "9c1f-22ab", "version_key": "parcel-android"}


@dataclass(frozen=True)
class Question:
    """One call."""

    tool: str
    arguments: Mapping[str, object]


@dataclass(frozen=True)
class Told:
    """What the server tells in answer: the same as text and as data, of which a client may pass on either."""

    text: str
    data: Mapping[str, object]
    image: str | None = None
    """Beside both, in base64."""
    is_error: bool = False


SCRIPT: Final = (
    Question("summarize_session_timeline", SESSION),
    Question("get_session_recording", {**SESSION, "recording_id": "rec-9c1f-1"}),
    Question("get_session_screen", SESSION),
    Question("summarize_session_timeline", {**SESSION, "session_id": "gone"}),
)
TOOLS: Final = frozenset(question.tool for question in SCRIPT)


async def told_by(server: StdioServerParameters) -> tuple[Told, ...]:
    """The server's own words, as the SDK it is built with receives them."""
    async with Client(server) as client:
        return tuple([_told(await client.call_tool(each.tool, dict(each.arguments))) for each in SCRIPT])


def _told(result: CallToolResult) -> Told:
    data: dict[str, Any] = result.structured_content or {}
    texts = [block.text for block in result.content if isinstance(block, TextContent)]
    images = [block.data for block in result.content if isinstance(block, ImageContent)]
    return Told(texts[0], data, images[0] if images else None, bool(result.is_error))
