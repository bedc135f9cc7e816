"""The view beside the answer, as clients that know MCP Apps and clients that do not meet it."""

import json
import re
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote

import pytest
from asking import ERAS, SUMMARIZE, Data, Era, data_of, good, of, settings_for, text_of
from mcp.client.client import Client
from mcp.client.extension import advertise
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS, TextResourceContents
from test_no_secret_leaves import check

from devrev_sessions.assistant.desks import open_desks
from devrev_sessions.assistant.server import build_server
from devrev_sessions.sandbox import SAMPLES, Sandbox

EXTENSION = "io.modelcontextprotocol/ui"
PAGE = "ui://devrev-sessions/timeline.html"
PAGE_TYPE = "text/html;profile=mcp-app"
CRASH, PHONE, TABS, HOSTILE, EMPTY = (
    SAMPLES[name]
    for name in ("android-checkout-crash", "ios-four-recordings", "web-three-tabs", "web-hostile-text", "android-empty")
)


@pytest.fixture(params=ERAS)
async def aware(request: pytest.FixtureRequest, server: Server[Any]) -> AsyncIterator[Client]:
    """A client whose host shows views."""
    apps = advertise(EXTENSION, {"mimeTypes": [PAGE_TYPE]})
    async with Client(server, mode=request.param, extensions=[apps]) as connected:
        yield connected


async def read(client: Client, uri: str, mime_type: str) -> TextResourceContents:
    (content,) = (await client.read_resource(uri)).contents
    assert isinstance(content, TextResourceContents)
    assert (content.uri, content.mime_type) == (uri, mime_type)
    return content


async def drawn(client: Client, rest: str) -> Data:
    content = await read(client, f"devrev-session://session/{rest}", "application/json")
    return json.loads(content.text)


async def test_the_extension_is_advertised_where_the_protocol_has_a_place_for_it(server: Server[Any]) -> None:
    # The handshake of the years before knows no extensions; hosts of that time go by the tool's definition alone.
    async with Client(server) as client:
        capabilities = client.server_capabilities
    assert capabilities
    assert capabilities.extensions == {EXTENSION: {}}


async def test_the_summary_has_a_view_and_nothing_else_has(client: Client) -> None:
    tools = {tool.name: tool.meta for tool in (await client.list_tools()).tools}
    assert tools.pop(SUMMARIZE) == {"ui": {"resourceUri": PAGE}, "ui/resourceUri": PAGE}
    assert set(map(str, tools.values())) == {"None"}


async def test_the_page_is_one_document_that_reaches_nothing(aware: Client) -> None:
    content = await read(aware, PAGE, PAGE_TYPE)
    assert content.meta == {
        "ui": {
            "csp": {"connectDomains": [], "resourceDomains": [], "frameDomains": [], "baseUriDomains": []},
            "prefersBorder": True,
        }
    }
    assert content.text.startswith("<!doctype html>")
    assert "default-src 'none'" in content.text
    assert PAGE not in [resource.uri for resource in (await aware.list_resources()).resources]


@pytest.mark.parametrize("era", ERAS)
@pytest.mark.parametrize("sample", [CRASH, PHONE, TABS, EMPTY], ids=lambda sample: sample.name)
async def test_the_answer_is_the_same_with_and_without_views(server: Server[Any], era: Era, sample: Any) -> None:
    apps = advertise(EXTENSION, {"mimeTypes": [PAGE_TYPE]})
    async with Client(server, mode=era) as plain, Client(server, mode=era, extensions=[apps]) as with_views:
        one, other = [good(await each.call_tool(SUMMARIZE, of(sample))) for each in (plain, with_views)]
    assert text_of(one) == text_of(other)
    assert data_of(one) == data_of(other)
    assert [block.type for block in other.content] == ["text"]


async def test_a_picture_has_every_event_of_the_session_or_of_one_part(client: Client) -> None:
    whole = await drawn(client, f"parcel-web/{TABS.session_id}/picture")
    one = await drawn(client, f"parcel-web/{TABS.session_id}/picture/{TABS.parts[1]}")
    assert (len(whole["events"]["n"]), whole["asking"]) == (
        79,
        {"session_id": TABS.session_id, "version_key": "parcel-web"},
    )
    assert (len(one["events"]["n"]), one["asking"]) == (
        17,
        {"session_id": TABS.session_id, "tab_id": TABS.parts[1], "version_key": "parcel-web"},
    )


@pytest.mark.parametrize(
    ("sample", "app", "question"),
    [
        (CRASH, "parcel-android", "why could the customer not pay?"),
        (TABS, "parcel-web", "why did the help page not load its related articles?"),
        (PHONE, "parcel-ios", "what about stock & vouchers, 100 %?"),
    ],
)
async def test_a_picture_numbers_problems_as_the_summary_of_the_same_question(
    client: Client, sample: Any, app: str, question: str
) -> None:
    told = data_of(good(await client.call_tool(SUMMARIZE, {**of(sample), "version_key": app, "question": question})))
    picture = await drawn(client, f"{app}/{sample.session_id}/picture?question={quote(question, safe='')}")
    there = [problem["title"] for problem in told["incidents"]]
    assert [problem["title"] for problem in picture["problems"]][: len(there)] == there
    assert picture["question"] == [told["question"]]
    bearing = re.search(r"(\d+) events? bears? on it", told["question"])
    assert len(picture["bearing"]) == (int(bearing[1]) if bearing else 0)


async def test_a_picture_opens_at_the_window_of_the_call(client: Client) -> None:
    at = f"parcel-android/{CRASH.session_id}/picture"
    assert (await drawn(client, at))["look"] is None
    assert (await drawn(client, f"{at}?around=%23163"))["look"] == {
        "from_ms": 100_000,
        "to_ms": 160_000,
        "ref": "#163",
        "empty": None,
    }
    window = (await drawn(client, f"{at}?start=1%3A00&end=1%3A30"))["look"]
    assert (window["from_ms"], window["to_ms"], window["ref"]) == (60_000, 90_000, None)
    empty = (await drawn(client, f"{at}?start=62500&end=62600"))["look"]
    assert empty["empty"].startswith("No event lies from 1:02.5 to 1:02.6. Nearest: ")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?around=%239999", "has no such event"),
        ("?around=noon", "neither an offset nor a reference"),
        ("?start=2%3A00&end=1%3A00", "which lies after end"),
        (f"?question={'a' * 1001}", "more than 1000 characters"),
        ("?max_tokens=9", "There is no such resource"),
        (f"?{'question=' * 200}&", "There is no such resource"),
    ],
)
async def test_a_picture_that_cannot_be_looked_at_so_says_why(client: Client, query: str, words: str) -> None:
    with pytest.raises(MCPError) as caught:
        await drawn(client, f"parcel-android/{CRASH.session_id}/picture{query}")
    assert caught.value.error.code == INVALID_PARAMS
    assert words in caught.value.error.message


async def test_pictures_are_found_by_their_template_and_not_listed(client: Client) -> None:
    await drawn(client, f"parcel-android/{CRASH.session_id}/picture")
    assert not [each.uri for each in (await client.list_resources()).resources if "picture" in each.uri]


async def test_what_cannot_be_drawn_is_an_error_with_what_to_do(client: Client) -> None:
    with pytest.raises(MCPError) as caught:
        await drawn(client, "parcel-android/gone/picture")
    assert caught.value.error.code == INVALID_PARAMS
    assert "DevRev knows no session" in caught.value.error.message


async def test_no_picture_holds_a_secret(client: Client) -> None:
    for rest in ("picture", *(f"picture/{part}" for part in HOSTILE.parts)):
        content = await read(
            client, f"devrev-session://session/parcel-web/{HOSTILE.session_id}/{rest}", "application/json"
        )
        check(content.text)


async def test_a_picture_of_no_events_says_what_is_missing(devrev: Sandbox) -> None:
    async with open_desks(settings_for(devrev)) as desks, Client(build_server(desks)) as client:
        empty = await drawn(client, f"parcel-android/{EMPTY.session_id}/picture")
    assert empty["events"]["n"] == []
    assert any("no events" in line for line in empty["missing"])
