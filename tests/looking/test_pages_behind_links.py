"""A page of the web at a moment: read back from there in as many packets as it takes, and what could not be read."""

import gzip
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, cast

import pytest
from asking import Data, data_of, error_of, text_of
from good_answers import web
from mcp_types import CallToolResult
from scripted import Script, answer
from store import SCREEN, Store, file, named, silent, stored

RECORDED: Final = cast(
    "dict[str, list[dict[str, object]]]",
    json.loads((Path(__file__).parents[1] / "screen/pages/checkout.packets.json").read_text(encoding="utf-8")),
)
EVENTS: Final = RECORDED["events"]
MOMENTS: Final = {str(moment["about"]): cast("float", moment["at_ms"]) for moment in RECORDED["moments"]}
START_MS: Final = cast("float", EVENTS[0]["timestamp"]) - 200
PIECES: Final = 6
"""Packets the recording is cut into; only the first holds the page as a whole."""
CUT: Final = [EVENTS[n * len(EVENTS) // PIECES : (n + 1) * len(EVENTS) // PIECES] for n in range(PIECES)]
FILES: Final[dict[str, Script | list[Script]]] = {
    f"/packet-{n}": file(gzip.compress(json.dumps(events).encode())) for n, events in enumerate(CUT)
}


def instant(epoch_ms: float) -> str:
    return datetime.fromtimestamp(epoch_ms / 1000, UTC).isoformat(timespec="milliseconds")


def clicked(epoch_ms: float, label: str) -> dict[str, object]:
    return {
        "event_type": "click",
        "label": label,
        "page_url": "https://shop.example/checkout",
        "timestamp": instant(epoch_ms),
    }


def first_ms(events: list[dict[str, object]]) -> float:
    return cast("float", events[0]["timestamp"])


def tab(store: Store) -> object:
    """The tab whose packets they are; its own two clicks are told some milliseconds beside the recorder's."""
    clicks = [cast("float", event["timestamp"]) for event in EVENTS if _is_click(event)]
    links = [
        {
            "start_time": instant(first_ms(events)),
            "end_time": instant(first_ms(events) + 500),
            "presigned_url": store.link_to(f"/packet-{n}"),
        }
        for n, events in enumerate(CUT)
    ]
    events = [clicked(clicks[-2] + 9, "Apply voucher"), clicked(clicks[-1] - 7, "Pay now")]
    return web(
        created_at=instant(START_MS), timeline_data={"events": events}, replay_data=links, console_metadata=None,
        network_metadata=None,
    )  # fmt: skip


def _is_click(event: dict[str, object]) -> bool:
    return (_data(event).get("source"), _data(event).get("type")) == (2, 2)


def _data(event: dict[str, object]) -> Data:
    return cast("Data", event["data"])


def offset(about: str) -> str:
    return str(round(MOMENTS[about] - START_MS))


def section(result: CallToolResult, heading: str) -> list[str]:
    return text_of(result).split(f"## {heading}\n", 1)[1].split("\n\n", 1)[0].split("\n")


async def test_the_page_is_told_as_a_person_saw_it() -> None:
    async with stored(FILES, tab) as (_, client):
        result = await client.call_tool(SCREEN, named(True, around=offset("refused")))
    assert section(result, "On the page")[:4] == [
        '- link "Parcel"',
        '- link "Cart (2)"',
        '- link "Help"',
        '- heading "Checkout"',
    ]
    assert '- message "This voucher has expired"' in section(result, "On the page")
    assert '- field "Street", filled' in section(result, "On the page")
    assert "Kettle street" not in text_of(result)
    data = data_of(result)
    assert "\n".join(data["seen"]) == "\n".join(section(result, "On the page"))
    assert "exact to the moment" in data["how"]


async def test_at_a_click_the_page_is_that_of_the_click_and_what_it_changed_is_told() -> None:
    async with stored(FILES, tab) as (_, client):
        result = await client.call_tool(SCREEN, named(True, around="#1"))
    assert data_of(result)["last_click"] == 'button "Apply voucher", at the moment'
    after = text_of(result).split("## Until the next click, ", 1)[1].split("\n\n", 1)[0]
    assert re.search(r'- appeared after \d+ ms: message "This voucher has expired"', after)
    assert re.search(r'- appeared after \d+ ms, gone after \d+ ms: text "Loading prices"', after)


async def test_without_a_moment_it_is_the_end() -> None:
    async with stored(FILES, tab) as (_, client):
        result = await client.call_tool(SCREEN, named(True))
    assert 'click "Pay now"' in data_of(result)["moment"]
    assert data_of(result)["last_click"] == 'button "Pay now", at the moment'


async def test_only_what_is_needed_is_read_and_only_once() -> None:
    async with stored(FILES, tab) as (store, client):
        await client.call_tool(SCREEN, named(True, around="0:00.3"))
        early = len(store.asked)
        await client.call_tool(SCREEN, named(True, around=offset("asked")))
        assert len(store.asked) == len(set(store.asked))
        assert early < len(store.asked) or early == PIECES
        assert all("authorization" not in heard.headers for heard in store.host.heard if heard.line.startswith("GET"))


@pytest.mark.parametrize(
    "broken", [answer(404, b""), file(b"<html>"), file(b"\x1f\x8bhalf")], ids=["gone", "html", "gzip"]
)
async def test_a_packet_that_cannot_be_read_is_said_to_be_missing(broken: Script) -> None:
    async with stored({**FILES, "/packet-3": broken}, tab) as (_, client):
        result = await client.call_tool(SCREEN, named(True, around=offset("asked")))
    assert not result.is_error
    assert data_of(result)["missing"] == ["Unsure: 1 packet could not be read, so changes of the page may be missing."]


async def test_clicks_that_the_record_of_the_page_lacks_make_it_unsure() -> None:
    holding = [
        n for n, cut in enumerate(CUT) if any(_data(e).get("type") == 2 and _data(e)["source"] == 2 for e in cut)
    ]
    without = json.dumps(CUT[holding[-1]][:1]).encode()
    files: dict[str, Script | list[Script]] = {**FILES, f"/packet-{holding[-1]}": file(without)}
    async with stored(files, tab) as (_, client):
        result = await client.call_tool(SCREEN, named(True, around=offset("asked")))
    assert "are not in the recorded page" in text_of(result)
    assert "exact" not in text_of(result)


async def test_packets_without_a_whole_page_are_said_to_be_so() -> None:
    files: dict[str, Script | list[Script]] = {**FILES, "/packet-0": file(json.dumps(EVENTS[-3:]).encode())}
    async with stored(files, tab) as (_, client):
        result = await client.call_tool(SCREEN, named(True))
    assert not result.is_error
    assert "none of the 6 packets read holds it as a whole" in data_of(result)["missing"][0]


async def test_where_no_packet_can_be_had_it_is_an_error() -> None:
    gone: dict[str, Script | list[Script]] = dict.fromkeys(FILES, answer(404, b""))
    async with stored(gone, tab) as (_, client):
        result = await client.call_tool(SCREEN, named(True))
    assert error_of(result)["code"] == "not_found"
    silent(result)


async def test_where_no_packet_can_be_read_it_is_an_error_too() -> None:
    others: dict[str, Script | list[Script]] = dict.fromkeys(FILES, file(b"\x00\x01\x02"))
    async with stored(others, tab) as (_, client):
        result = await client.call_tool(SCREEN, named(True))
    assert error_of(result)["code"] == "unsupported_recording"


async def test_links_without_times_are_all_read() -> None:
    def timeless(store: Store) -> object:
        body = cast("Data", tab(store))
        return {**body, "replay_data": [{"presigned_url": link["presigned_url"]} for link in body["replay_data"]]}

    async with stored(FILES, timeless) as (_, client):
        result = await client.call_tool(SCREEN, named(True, around=offset("refused")))
    assert '- message "This voucher has expired"' in section(result, "On the page")


async def test_a_tab_without_packets_says_so_and_tells_the_events() -> None:
    def bare(store: Store) -> object:
        return {**cast("Data", tab(store)), "replay_data": None}

    async with stored({}, bare) as (_, client):
        result = await client.call_tool(SCREEN, named(True))
    assert "DevRev has no recorded page of this tab" in data_of(result)["missing"][0]
    assert 'click "Pay now"' in section(result, "Events around it")[-1]
