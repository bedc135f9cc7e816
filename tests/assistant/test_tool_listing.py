"""What an assistant is told before it calls anything."""

import base64
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from asking import READ, SUMMARIZE, Data
from listed_tools import definitions
from mcp.client.client import Client
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS

GOLDEN = Path(__file__).parent.parent / "golden" / "tools.json"
MOST_TOKENS = 2_500
REQUIRED = {"list_sessions": [], "compare_sessions": ["session_ids"]}
CHARACTERS_PER_TOKEN = 4.0
"""Of these definitions: o200k, cl100k and the first public vocabulary of Claude have 4.1 to 4.3."""


async def test_the_summary_comes_first(client: Client) -> None:
    assert [tool["name"] for tool in await definitions(client)] == [
        SUMMARIZE,
        READ,
        "list_sessions",
        "compare_sessions",
        "get_session_screen",
    ]


async def test_every_tool_is_marked_as_reading_only(client: Client) -> None:
    for tool in await definitions(client):
        assert tool["annotations"]["readOnlyHint"] is True
        assert tool["annotations"]["destructiveHint"] is False


async def test_the_definitions_are_the_reviewed_ones(client: Client) -> None:
    assert await definitions(client) == json.loads(GOLDEN.read_text(encoding="utf-8"))


async def test_all_definitions_together_cost_few_tokens(client: Client) -> None:
    # What a host keeps for itself is no cost of the model's.
    seen = [{key: value for key, value in tool.items() if key != "_meta"} for tool in await definitions(client)]
    written = json.dumps(seen, separators=(",", ":"))
    assert len(written) / CHARACTERS_PER_TOKEN < MOST_TOKENS


async def test_schemas_hold_no_titles_and_no_references(client: Client) -> None:
    for tool in await definitions(client):
        for schema in (tool["inputSchema"], tool["outputSchema"]):
            assert not {"title", "$ref", "$defs"} & set(_keywords(schema))
            jsonschema.Draft202012Validator.check_schema(schema)


async def test_every_argument_is_described_and_no_other_is_taken(client: Client) -> None:
    for tool in await definitions(client):
        schema = tool["inputSchema"]
        assert schema.get("required", []) == REQUIRED.get(tool["name"], ["session_id"])
        assert schema["additionalProperties"] is False
        assert all(about.get("description") for about in schema["properties"].values())


async def test_a_result_is_an_object_with_what_it_is_about_or_an_error(client: Client) -> None:
    for tool in await definitions(client):
        about = "sessions" if tool["name"] in {"list_sessions", "compare_sessions"} else "session_id"
        assert tool["outputSchema"]["type"] == "object"
        assert tool["outputSchema"]["anyOf"] == [{"required": [about]}, {"required": ["error"]}]


async def test_the_server_says_who_it_is_and_how_it_is_used(client: Client) -> None:
    assert client.server_info is not None
    assert client.server_info.name == "devrev-sessions-mcp"
    (icon,) = client.server_info.icons or []
    assert ET.fromstring(base64.b64decode(icon.src.removeprefix("data:image/svg+xml;base64,"))).tag.endswith("svg")
    assert SUMMARIZE in (client.instructions or "")
    assert client.server_capabilities.tools is not None
    assert client.server_capabilities.prompts is not None


async def test_whoever_discovers_the_server_is_told_of_every_version_it_speaks(server: Server[Any]) -> None:
    async with Client(server) as client:
        told = await client.session.discover()
    assert told.supported_versions == ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"]


@pytest.mark.parametrize("cursor", ["", "2", "anything"])
async def test_no_list_has_a_second_page(client: Client, cursor: str) -> None:
    for listing in (client.list_tools, client.list_prompts):
        with pytest.raises(MCPError) as caught:
            await listing(cursor=cursor)
        assert caught.value.error.code == INVALID_PARAMS


async def test_an_unknown_tool_is_a_protocol_error_that_names_the_tools(client: Client) -> None:
    with pytest.raises(MCPError) as caught:
        await client.call_tool("summarise", {"session_id": "9c1f-22ab"})
    assert caught.value.error.code == INVALID_PARAMS
    assert SUMMARIZE in caught.value.error.message


def _keywords(schema: Data) -> list[str]:
    """The keywords of a schema at every depth; names of properties are none."""
    found = list(schema)
    for name, value in schema.items():
        if name == "properties":
            found.extend(word for each in value.values() for word in _keywords(each))
        elif isinstance(value, dict):
            found.extend(_keywords(value))  # pyright: ignore[reportUnknownArgumentType] - JSON
    return found
