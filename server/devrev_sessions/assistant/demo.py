"""The main job end to end, without an account: a real client, a real server, sample sessions."""

import sys
from typing import Final

from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp_types import CallToolResult, ImageContent, TextContent

STEPS: Final[tuple[tuple[str, str, dict[str, str | int]], ...]] = (
    (
        "A customer filed a ticket: the payment did not work. The assistant looks for their sessions:",
        "list_sessions",
        {"ticket": "TKT-142"},
    ),
    (
        "It asks what happened in the session:",
        "summarize_session_timeline",
        {
            "session_id": "9c1f-22ab",
            "version_key": "parcel-android",
        },
    ),
    (
        "It looks closer at the first failed request:",
        "get_session_recording",
        {
            "session_id": "9c1f-22ab",
            "recording_id": "rec-9c1f-1",
            "version_key": "parcel-android",
            "around": "2:10",
            "limit": 8,
        },
    ),
    (
        "It looks at the screen when the app crashed:",
        "get_session_screen",
        {"session_id": "9c1f-22ab", "version_key": "parcel-android"},
    ),
    (
        "A web session of three tabs, told as one story in few tokens:",
        "summarize_session_timeline",
        {"session_id": "3f9a-77c0", "version_key": "parcel-web", "max_tokens": 1200},
    ),
    (
        "A session that does not exist is an error that says what to do next:",
        "summarize_session_timeline",
        {"session_id": "no-such-session", "version_key": "parcel-web"},
    ),
)


async def run_demo() -> None:
    """Start the server on the embedded DevRev, connect as an assistant does, and print what it reads."""
    server = StdioServerParameters(command=sys.executable, args=["-m", "devrev_sessions", "--sandbox"])
    async with Client(server) as client:
        listed = await client.list_tools()
        show(f"Connected over stdio. Tools: {', '.join(tool.name for tool in listed.tools)}.")
        for why, tool, arguments in STEPS:
            show(f"\n{'=' * 100}\n{why}\n")
            show(f">>> {tool}({', '.join(f'{name}={value!r}' for name, value in arguments.items())})\n")
            show(text_of(await client.call_tool(tool, arguments)))


def text_of(result: CallToolResult) -> str:
    """What an assistant reads of a result; an image it sees is named."""
    pieces = [block.text for block in result.content if isinstance(block, TextContent)]
    images = [block for block in result.content if isinstance(block, ImageContent)]
    return "\n\n".join([*pieces, *(f"[beside it, an image: {image.mime_type}]" for image in images)])


def show(text: str) -> None:
    """One piece of the demonstration on standard output."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
