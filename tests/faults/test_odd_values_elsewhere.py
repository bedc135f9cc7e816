"""Odd values in the answers beside the recording: the look-up of a session, and a tab's console and network."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Final, cast

import pytest
from asking import READ, SUMMARIZE, Data, data_of
from fault_table import ASKED, PRESIGNED, asking, assert_silent
from faulty_host import faulty, working
from good_answers import mobile_session, web_session
from scripted import Script, answer

TAB: Final[Data] = {"session_id": "sess-w-1", "tab_id": "tab-1", "version_key": "app", "platform": "web"}
WHOLE: Final[Data] = {name: value for name, value in ASKED.items() if name != "recording_id"}
WHOLE_WEB: Final[Data] = {name: value for name, value in TAB.items() if name != "tab_id"}
DEVTOOLS: Final = {
    "console_data": [
        {
            "type": "error",
            "value": "TypeError: total is undefined",
            "timestamp": "2026-04-21T09:00:02.000Z",
            "full_url": "https://shop.example/cart",
            "properties": {"normalized_url": "https://shop.example/cart", "page_name": "Cart"},
        }
    ],
    "network_data": [
        {
            "type": "fetch",
            "request": {"method": "POST", "url": "https://shop.example/api/pay?x=1", "start_time": 1776762003000},
            "response": {"status": 504, "end_time": 1776762004000, "body": "upstream"},
            "duration_ms": 900,
        }
    ],
}
ANSWERS: Final[dict[str, tuple[str, object, str, Data]]] = {
    "a mobile session": ("sessions.get", {"session": mobile_session()}, READ, WHOLE),
    "a web session": ("sessions.get", {"session": web_session()}, READ, WHOLE_WEB),
    "console and network": ("sessions.developer-info.get", DEVTOOLS, SUMMARIZE, TAB),
}
HERE: Final = "the odd value stands here"
ODD: Final[dict[str, bytes]] = {
    "null": b"null",
    "a number past every limit": b"-1e999",
    "bytes that are no text": b'"\xff\xfe"',
    "a presigned URL": json.dumps(PRESIGNED).encode(),
    "an object": b'{"a": {"": [null]}}',
    "a value nested 1,000 deep": b"[" * 1_000 + b"]" * 1_000,
}


def paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a document."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, found in cast("dict[str, object]", value).items():
            yield from paths(found, (*path, key))
    elif isinstance(value, list):
        for place, found in enumerate(cast("list[object]", value)):
            yield from paths(found, (*path, place))


def with_odd(body: object, path: tuple[str | int, ...], odd: bytes) -> bytes:
    changed = deepcopy(body)
    spot = cast("dict[str | int, object]", changed)
    for step in path[:-1]:
        spot = cast("dict[str | int, object]", spot[step])
    spot[path[-1]] = HERE
    return json.dumps(changed).encode().replace(json.dumps(HERE).encode(), odd)


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("which", ANSWERS)
async def test_an_odd_value_beside_the_recording_is_no_fault_of_this_server(which: str, odd: str):
    operation, body, tool, asked = ANSWERS[which]
    sent = b""

    def route(asked_for: str, fields: dict[str, str]) -> Script:
        return answer(200, sent) if asked_for == operation else working(asked_for, fields)

    async with faulty(route) as host, asking(host.url, seconds=20) as client:
        for path in paths(body):
            sent = with_odd(body, path, ODD[odd])
            result = await client.call_tool(tool, {**asked, "fresh": True})
            assert_silent(result)
            assert json.dumps(data_of(result), allow_nan=False)
            if result.is_error:
                assert path in {("session",), ("session", "session_id")}
                assert data_of(result)["error"]["code"] == "unexpected_response"
