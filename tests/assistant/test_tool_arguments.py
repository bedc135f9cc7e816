"""Arguments that cannot be used, and forms that are understood all the same."""

import pytest
from asking import READ, SUMMARIZE, Data, data_of, error_of, good, of, part, text_of
from mcp.client.client import Client

from devrev_sessions.sandbox import SAMPLES, Sandbox

CRASH = SAMPLES["android-checkout-crash"]
RAW = ("pydantic", "validation error", "Input should", "Traceback", "input_value", "type=")

WRONG: list[tuple[str, Data, str | None]] = [
    (SUMMARIZE, {}, "session_id"),
    (SUMMARIZE, {"session_id": None}, "session_id"),
    (SUMMARIZE, {"session_id": "TKT-142", "version_key": "parcel-android"}, "session_id"),
    (SUMMARIZE, {"session_id": ""}, "session_id"),
    (SUMMARIZE, {"session_id": "   "}, "session_id"),
    (SUMMARIZE, {"session_id": ["9c1f-22ab"]}, "session_id"),
    (SUMMARIZE, {"session_id": "x" * 513}, "session_id"),
    (SUMMARIZE, of(CRASH, max_token=900), "max_tokens"),
    (SUMMARIZE, of(CRASH, wibble=1), None),
    (SUMMARIZE, of(CRASH, limit=5), None),
    (SUMMARIZE, of(CRASH, max_tokens=399), "max_tokens"),
    (SUMMARIZE, of(CRASH, max_tokens=18_001), "max_tokens"),
    (SUMMARIZE, of(CRASH, max_tokens="plenty"), "max_tokens"),
    (SUMMARIZE, of(CRASH, max_tokens=800.5), "max_tokens"),
    (SUMMARIZE, of(CRASH, max_tokens=None), "max_tokens"),
    (SUMMARIZE, of(CRASH, fresh="perhaps"), "fresh"),
    (SUMMARIZE, of(CRASH, platform="windows"), "platform"),
    (SUMMARIZE, of(CRASH, question=["why"]), "question"),
    (SUMMARIZE, of(CRASH, around="soon"), "around"),
    (SUMMARIZE, of(CRASH, around="#258"), "around"),
    (SUMMARIZE, of(CRASH, start="x"), "start"),
    (SUMMARIZE, of(CRASH, end="1:99"), "end"),
    (SUMMARIZE, of(CRASH, recording_id="a", tab_id="b"), "tab_id"),
    (SUMMARIZE, {"session_id": "9c1f-22ab"}, "version_key"),
    (READ, of(CRASH, kinds=["boom"]), "kinds"),
    (READ, of(CRASH, kinds="tap, boom"), "kinds"),
    (READ, of(CRASH, kinds=7), "kinds"),
    (READ, of(CRASH, limit=0), "limit"),
    (READ, of(CRASH, limit=201), "limit"),
    (READ, of(CRASH, detail="more"), "detail"),
    (READ, of(CRASH, include_replay="maybe"), "include_replay"),
    (READ, of(CRASH, search={"text": "pay"}), "search"),
    (READ, of(CRASH, cursor=True), "cursor"),
    (READ, of(CRASH, max_tokens=900), None),
]
ALLOWED = {
    "platform": ["android", "ios", "web"],
    "detail": ["standard", "full"],
    "version_key": ["parcel-android", "parcel-ios", "parcel-web"],
}


@pytest.mark.parametrize(("tool", "arguments", "field"), WRONG, ids=[f"{i}-{row[2]}" for i, row in enumerate(WRONG)])
async def test_a_wrong_argument_is_named_in_one_plain_line(
    client: Client, tool: str, arguments: Data, field: str | None
) -> None:
    result = await client.call_tool(tool, arguments)
    error = error_of(result)
    assert error["code"] == "invalid_arguments"
    assert error.get("field") == field
    assert error["retryable"] is False
    assert "\n" not in error["message"] + error["next_step"]
    assert text_of(result).startswith(f"Error invalid_arguments: {error['message']}\nNext step: {error['next_step']}")
    assert not any(word in text_of(result) for word in RAW)
    if field in ALLOWED:
        assert error["allowed_values"] == ALLOWED[field]
        assert all(value in text_of(result) for value in ALLOWED[field])


async def test_nothing_is_asked_of_devrev_for_a_wrong_argument(client: Client, devrev: Sandbox) -> None:
    before = len(devrev.requests)
    await client.call_tool(SUMMARIZE, of(CRASH, max_tokens=1))
    await client.call_tool(READ, of(CRASH, wibble=1))
    assert len(devrev.requests) == before


async def test_a_long_argument_is_not_repeated_whole(client: Client) -> None:
    result = await client.call_tool(SUMMARIZE, {"session_id": "x" * 100_000})
    assert error_of(result)["field"] == "session_id"
    assert len(text_of(result)) < 1_000
    result = await client.call_tool(SUMMARIZE, of(CRASH, **{"y" * 100_000: 1}))
    assert len(text_of(result)) < 1_000


@pytest.mark.parametrize(
    "arguments",
    [
        {"recording_id": None, "tab_id": "", "platform": None, "start": "  ", "cursor": "", "kinds": None},
        {"version_key": "parcel-android"},
        {"limit": "50", "fresh": "false"},
        {"kinds": []},
    ],
    ids=str,
)
async def test_the_ways_to_leave_an_argument_out_are_the_same(client: Client, arguments: Data) -> None:
    plain = good(await client.call_tool(READ, of(CRASH)))
    result = good(await client.call_tool(READ, of(CRASH, **arguments)))
    assert data_of(result)["events"] == data_of(plain)["events"]


@pytest.mark.parametrize("kinds", [["request", "tap"], "request,tap", "tap request", ["tap", "request", "tap"]])
async def test_kinds_may_come_as_a_list_or_as_words(client: Client, kinds: object) -> None:
    result = good(await client.call_tool(READ, part(CRASH, kinds=kinds, limit=200)))
    assert {event["kind"] for event in data_of(result)["events"]} == {"request", "tap"}
