"""Recordings of which a field has a shape that nobody documents: never a fault of this server."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import cast

import pytest
from asking import READ, Data, data_of, text_of
from fault_table import ASKED, PRESIGNED, asking, assert_silent
from faulty_host import always, faulty
from good_answers import mobile, web
from scripted import answer

ODD: dict[str, object] = {
    "null": None,
    "true": True,
    "a number": 7,
    "a large number": 10**400,
    "a number below zero": -(2**70),
    "a half emoji": "\ud83d",
    "a presigned URL": PRESIGNED,
    "a list": [1, "two", None, [3], {"four": 4}],
    "an object": {"a": {"b": [None]}, "": 1},
}
TAB: Data = {"session_id": "sess-w-1", "tab_id": "tab-1", "version_key": "app", "platform": "web"}
CODES = {"unsupported_recording", "unexpected_response"}


def paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a document, the first and the last of a list for all of it."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, below in cast("dict[str, object]", value).items():
            yield from paths(below, (*path, key))
    elif isinstance(value, list) and value:
        entries = cast("list[object]", value)
        for place in range(len(entries)):
            yield from paths(entries[place], (*path, place))


def with_odd(body: object, path: tuple[str | int, ...], odd: object) -> bytes:
    changed = deepcopy(body)
    spot = cast("dict[str | int, object]", changed)
    for step in path[:-1]:
        spot = cast("dict[str | int, object]", spot[step])
    spot[path[-1]] = odd
    return json.dumps(changed).encode()


SHAPES: dict[str, tuple[object, Data]] = {"mobile": (mobile(), ASKED), "web": (web(), TAB)}


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("shape", SHAPES)
async def test_an_odd_value_in_any_field_is_no_fault_of_this_server(shape: str, odd: str):
    body, asked = SHAPES[shape]
    async with faulty() as host, asking(host.url, seconds=20) as client:
        for path in paths(body):
            sent = with_odd(body, path, ODD[odd])
            host.route = always(answer(200, sent))
            result = await client.call_tool(READ, {**asked, "fresh": True, "detail": "full"})
            assert_silent(result)
            if result.is_error:
                assert data_of(result)["error"]["code"] in CODES, (path, text_of(result))
