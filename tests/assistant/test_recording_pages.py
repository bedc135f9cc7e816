"""Reading a recording page by page, and looking closer at a moment."""

from collections.abc import AsyncIterator

import pytest
from asking import MOST_CHARACTERS, READ, SUMMARIZE, Data, data_of, error_of, good, of, part, size_of, text_of
from mcp.client.client import Client
from reading import calls_in

from devrev_sessions.sandbox import SAMPLES

CRASH = SAMPLES["android-checkout-crash"]
LONG = SAMPLES["android-long-ordinary"]
SEVERAL = SAMPLES["ios-four-recordings"]
TABS = SAMPLES["web-three-tabs"]
ALL = [f"#{n}" for n in range(1, 258)]


async def pages(client: Client, arguments: Data, **later: object) -> AsyncIterator[Data]:
    """The data of each page, from the first to the last, with nothing but ids, cursor and `later` after the first."""
    result = good(await client.call_tool(READ, arguments))
    ids = {
        name: arguments[name] for name in ("session_id", "recording_id", "tab_id", "version_key") if name in arguments
    }
    for _ in range(300):
        assert size_of(result) <= MOST_CHARACTERS
        data = data_of(result)
        shown = [line.split("]")[0].split(" ")[-1] for line in text_of(result).split("\n") if line.startswith("[")]
        assert shown == [event["ref"] for event in data["events"]]
        yield data
        if "next_cursor" not in data:
            return
        result = good(await client.call_tool(READ, {**ids, **later, "cursor": data["next_cursor"]}))
    pytest.fail("the pages have no end")


async def events(client: Client, arguments: Data, **later: object) -> list[Data]:
    return [event async for data in pages(client, arguments, **later) for event in data["events"]]


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ({}, {}),
        ({"limit": 200}, {"limit": 200}),
        ({"limit": 7}, {"limit": 13}),
        ({"limit": 60, "detail": "full"}, {"limit": 200}),
    ],
    ids=str,
)
async def test_all_pages_together_hold_each_event_once_and_in_order(client: Client, first: Data, later: Data) -> None:
    assert [event["ref"] for event in await events(client, part(CRASH, **first), **later)] == ALL


async def test_ten_thousand_events_are_walked_in_order(client: Client) -> None:
    found = await events(client, part(LONG, limit=200), limit=200)
    assert [event["ref"] for event in found] == [f"#{n}" for n in range(1, len(found) + 1)]
    assert len(found) > 10_000


@pytest.mark.parametrize("place", range(3))
async def test_a_tab_is_told_in_order_of_time_with_console_and_network_between(client: Client, place: int) -> None:
    found = await events(client, part(TABS, place, limit=5), limit=5)
    times = [event["at_ms"] for event in found]
    assert times == sorted(times)
    numbers = sorted(int(event["ref"].removeprefix("#")) for event in found)
    assert numbers == list(range(1, len(found) + 1))


async def test_a_cursor_remembers_its_filters(client: Client) -> None:
    filters: Data = {"kinds": ["request"], "search": "CREATE-order", "start": "1:00", "end": "-0:01"}
    whole = await events(client, part(CRASH, **filters))
    assert [event["ref"] for event in whole] == ["#163", "#249"]
    assert [event["ref"] for event in await events(client, part(CRASH, **filters, limit=1), limit=1)] == [
        "#163",
        "#249",
    ]


async def test_a_cursor_remembers_the_detail(client: Client) -> None:
    async for data in pages(client, part(CRASH, kinds=["request"], detail="full", limit=5)):
        assert all(event["details"] for event in data["events"])


async def test_only_the_first_page_carries_the_map(client: Client) -> None:
    first, *others = [data async for data in pages(client, part(CRASH, limit=100), limit=100)]
    assert sum(first["kinds"].values()) == 257
    assert first["screens"]
    assert not any("kinds" in data or "screens" in data for data in others)


async def test_the_next_call_is_written_out_and_works(client: Client) -> None:
    data = data_of(await client.call_tool(READ, part(CRASH)))
    ((name, arguments),) = calls_in(data["next"][0])
    following = data_of(await client.call_tool(name, arguments))
    assert following["events"][0]["ref"] == "#51"


async def test_a_cursor_of_another_recording_is_refused(client: Client) -> None:
    cursor = data_of(await client.call_tool(READ, part(CRASH)))["next_cursor"]
    for other in (part(LONG, cursor=cursor), part(SEVERAL, 1, cursor=cursor), part(TABS, cursor=cursor)):
        error = error_of(await client.call_tool(READ, other))
        assert (error["code"], error["field"]) == ("invalid_arguments", "cursor")
        assert "another session" in error["message"]
        assert "next_cursor" in error["next_step"]


async def test_a_cursor_alone_goes_on_in_a_session_of_several_recordings(client: Client) -> None:
    first = data_of(await client.call_tool(READ, part(SEVERAL, 1, limit=5)))
    second = data_of(good(await client.call_tool(READ, of(SEVERAL, cursor=first["next_cursor"], limit=5))))
    assert [event["ref"] for event in second["events"]] == ["#6", "#7", "#8", "#9", "#10"]
    error = error_of(await client.call_tool(READ, part(SEVERAL, 0, cursor=first["next_cursor"])))
    assert (error["code"], error["field"]) == ("invalid_arguments", "recording_id")


async def test_a_garbled_cursor_is_refused(client: Client) -> None:
    cursor: str = data_of(await client.call_tool(READ, part(CRASH)))["next_cursor"]
    for garbled in (
        "next",
        "50",
        "!!!",
        cursor[:-5],
        cursor[1:],
        cursor.upper(),
        cursor * 3,
        "\u2603",
    ):
        error = error_of(await client.call_tool(READ, part(CRASH, cursor=garbled)))
        assert (error["code"], error["field"]) == ("invalid_arguments", "cursor")


@pytest.mark.parametrize(
    ("around", "detail", "limit"),
    [
        ("#128", "standard", 5),
        ("#128", "standard", 1),
        ("#128", "full", 200),
        ("#257", "full", 200),
        ("#1", "full", 200),
    ],
)
async def test_the_event_that_was_asked_for_is_on_the_page(
    client: Client, around: str, detail: str, limit: int
) -> None:
    asked = part(CRASH, around=around, detail=detail, limit=limit)
    shown = [event["ref"] for event in data_of(good(await client.call_tool(READ, asked)))["events"]]
    assert around in shown
    assert len(shown) <= limit


async def test_an_event_stands_in_the_middle_of_its_surroundings(client: Client) -> None:
    data = data_of(await client.call_tool(READ, part(CRASH, around="#128", limit=5)))
    assert [event["ref"] for event in data["events"]] == ["#126", "#127", "#128", "#129", "#130"]


async def test_a_window_opens_by_the_references_of_a_gap(client: Client) -> None:
    found = await events(client, part(CRASH, start="#98", end="#119", limit=9), limit=9)
    assert [event["ref"] for event in found] == [f"#{n}" for n in range(98, 120)]


@pytest.mark.parametrize("around", ["2:10", "0:02:10", "130000", "2:10.0", "-1:31.2"])
async def test_a_moment_may_be_an_offset(client: Client, around: str) -> None:
    data = data_of(good(await client.call_tool(READ, part(CRASH, around=around, limit=3))))
    assert "#163" in [event["ref"] for event in data["events"]]


async def test_a_window_holds_what_happened_in_it(client: Client) -> None:
    found = await events(client, part(CRASH, start="2:00", end="2:10.5"))
    assert found
    assert all(120_000 <= event["at_ms"] <= 130_500 for event in found)
    everything = await events(client, part(CRASH))
    assert found == [event for event in everything if 120_000 <= event["at_ms"] <= 130_500]


async def test_a_negative_start_counts_from_the_end(client: Client) -> None:
    found = await events(client, part(CRASH, start="-0:02"))
    assert found[-1]["ref"] == "#257"
    assert all(event["at_ms"] >= 219_000 for event in found)


async def test_a_search_finds_names_and_properties_whatever_their_case(client: Client) -> None:
    found = await events(client, part(CRASH, search="Pay_Button"))
    assert found
    assert all("pay_button" in event["text"] for event in found)
    beneath = await events(client, part(CRASH, search="upstream request timeout"))
    assert [event["ref"] for event in beneath] == ["#163", "#249"]


@pytest.mark.parametrize("nothing", [{"search": "no such word"}, {"start": "0:15", "end": "0:18"}, {"kinds": ["tag"]}])
async def test_no_match_is_a_normal_result(client: Client, nothing: Data) -> None:
    result = good(await client.call_tool(READ, part(CRASH, **nothing)))
    assert (data_of(result)["events"], data_of(result)["matched"]) == ([], 0)
    assert "next_cursor" not in data_of(result)


async def test_a_reference_of_a_summary_names_its_recording(client: Client) -> None:
    summary = data_of(await client.call_tool(SUMMARIZE, of(SEVERAL)))
    for told in summary["recordings"]:
        page = data_of(good(await client.call_tool(READ, of(SEVERAL, around=f"{told['ref']}#3", limit=3))))
        assert [each["id"] for each in page["recordings"]] == [told["id"]]
        assert "#3" in [event["ref"] for event in page["events"]]


async def test_the_window_of_a_summary_is_around_its_moment(client: Client) -> None:
    result = good(await client.call_tool(SUMMARIZE, part(CRASH, around="#163", max_tokens=8_000)))
    times = [line.split(" ")[0].strip("[~") for line in data_of(result)["timeline"] if line.startswith("[")]
    assert times
    assert all("1:40" <= time <= "2:40.9" for time in times)
