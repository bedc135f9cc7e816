"""What the person saw, as an assistant asks for it, with the embedded DevRev behind it."""

import base64
import io

import pytest
from asking import Data, data_of, error_of, good, of, part, references, strings, text_of
from mcp.client.client import Client
from mcp_types import CallToolResult, ImageContent
from PIL import Image

from devrev_sessions.sandbox import SAMPLES, Sandbox

SCREEN = "get_session_screen"
CRASH, TABS, PHONE = (SAMPLES[name] for name in ("android-checkout-crash", "web-three-tabs", "ios-four-recordings"))


def image_of(result: CallToolResult) -> Image.Image:
    (shown,) = [block for block in good(result).content if isinstance(block, ImageContent)]
    return Image.open(io.BytesIO(base64.b64decode(shown.data)))


async def test_a_phone_shows_the_frame_of_the_worst_incident(client: Client) -> None:
    result = await client.call_tool(SCREEN, of(CRASH))
    with image_of(result) as image:
        assert (image.format, image.size) == ("WEBP", (540, 1200))
    data = data_of(result)
    assert (data["ref"], data["frame"]["number"]) == ("#257", "0213")
    assert 'Chosen as the worst incident: crash "java.lang.IllegalStateException".' in text_of(result)


async def test_a_page_of_the_web_is_told_in_words_and_has_no_image(client: Client) -> None:
    result = good(await client.call_tool(SCREEN, of(TABS)))
    assert not any(isinstance(block, ImageContent) for block in result.content)
    data = data_of(result)
    assert data["recordings"][0]["id"] == "tab-3f9a-1"
    assert '- button "Apply voucher", focused, clicked' in data["seen"]
    assert data["then"] == ["Nothing changed on the page."]


@pytest.mark.parametrize(
    ("arguments", "part_id", "at_ms"),
    [
        ({"around": "r3#18"}, "rec-b7d2-3", 8_436),
        ({"around": "0:30"}, "rec-b7d2-1", 30_000),
        ({"around": "#4", "recording_id": "rec-b7d2-4"}, "rec-b7d2-4", None),
    ],
)
async def test_a_moment_names_its_recording(client: Client, arguments: Data, part_id: str, at_ms: int | None) -> None:
    data = data_of(good(await client.call_tool(SCREEN, of(PHONE, **arguments))))
    assert data["recordings"][0]["id"] == part_id
    assert at_ms in {None, data["at_ms"]}


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=list(SAMPLES))
async def test_every_sample_has_a_screen_or_says_why_not(client: Client, sample: object) -> None:
    assert sample in SAMPLES.values()
    found = next(each for each in SAMPLES.values() if each is sample)
    result = good(await client.call_tool(SCREEN, of(found)))
    data = data_of(result)
    assert data["session_id"] == found.session_id
    assert data.get("frame") or data.get("seen") or data["missing"]
    for line in strings([data.get(name, []) for name in ("events", "missing", "seen", "then", "next")]):
        assert line in text_of(result)


async def test_each_reference_it_names_can_be_opened(client: Client) -> None:
    result = good(await client.call_tool(SCREEN, part(TABS, around="#19")))
    found = references(text_of(result))
    assert ("", 19) in found
    for _, number in found:
        page = await client.call_tool("get_session_recording", part(TABS, around=f"#{number}", limit=1))
        assert data_of(good(page))["events"][0]["ref"] == f"#{number}"


@pytest.mark.parametrize(
    ("arguments", "code", "field"),
    [
        ({"around": "#999"}, "invalid_arguments", "around"),
        ({"around": "soon"}, "invalid_arguments", "around"),
        ({"around": "9:99:99"}, "invalid_arguments", "around"),
        ({"recording_id": "a", "tab_id": "b"}, "invalid_arguments", "tab_id"),
        ({"session_id": "gone"}, "not_found", "session_id"),
        ({"start": "0:10"}, "invalid_arguments", None),
    ],
)
async def test_what_is_not_there_says_what_is(client: Client, arguments: Data, code: str, field: str | None) -> None:
    error = error_of(await client.call_tool(SCREEN, {**of(CRASH), **arguments}))
    assert error["code"] == code
    assert field in {None, error.get("field")}


async def test_a_recording_that_is_not_there_is_told_as_such(client: Client) -> None:
    result = good(await client.call_tool(SCREEN, {**of(CRASH), "recording_id": "rec-none"}))
    assert data_of(result)["recordings"] == [{"id": "rec-none", "state": "missing"}]
    assert data_of(result)["missing"]


async def test_no_link_and_no_token_reach_the_answer_or_the_store(client: Client, devrev: Sandbox) -> None:
    before = len(devrev.requests)
    result = good(await client.call_tool(SCREEN, part(CRASH, around="0:05")))
    for text in (text_of(result), *strings(data_of(result))):
        assert "X-Amz" not in text
        assert "stored/" not in text
    fetched = [request for request in devrev.requests[before:] if request.operation.startswith("stored/")]
    assert all("authorization" not in request.headers for request in fetched)
