"""Both tools on every sample session, through clients of both eras."""

import json
from collections.abc import Mapping

import jsonschema
import pytest
from asking import (
    MOST_CHARACTERS,
    PRESIGNED,
    READ,
    SUMMARIZE,
    Data,
    data_of,
    error_of,
    good,
    of,
    part,
    references,
    size_of,
    strings,
    text_of,
)
from listed_tools import definitions
from mcp.client.client import Client
from mcp_types import CallToolResult

from devrev_sessions.sandbox import SAMPLES, SampleSession, Sandbox
from devrev_sessions.text.tokens import tokens

EVERY = list(SAMPLES.values())
RECORDED = [sample for sample in EVERY if sample.parts]
CRASH = SAMPLES["android-checkout-crash"]
LONG = SAMPLES["android-long-ordinary"]
SEVERAL = SAMPLES["ios-four-recordings"]
TABS = SAMPLES["web-three-tabs"]
EMPTY = SAMPLES["android-empty"]
UPLOADING = SAMPLES["ios-still-uploading"]

samples = pytest.mark.parametrize("sample", EVERY, ids=lambda sample: sample.name)
recorded = pytest.mark.parametrize("sample", RECORDED, ids=lambda sample: sample.name)


async def check(client: Client, tool: str, result: CallToolResult) -> None:
    """What is promised of every result, whatever was asked."""
    schema = next(each["outputSchema"] for each in await definitions(client) if each["name"] == tool)
    jsonschema.validate(data_of(result), schema, cls=jsonschema.Draft202012Validator)
    assert size_of(result) <= MOST_CHARACTERS
    assert json.loads(json.dumps(data_of(result), allow_nan=False)) == data_of(result)
    (text_of(result) + json.dumps(data_of(result), ensure_ascii=False)).encode()


def events_in(sample: SampleSession, place: int) -> int:
    """How many events a recording has, or a tab with its console and network, counted in DevRev's own answers."""
    body: Data = json.loads(sample.recording_bytes(sample.parts[place]) or b"{}")
    if not sample.is_web:
        return len(body["recording_events_timeline"])
    beside: Data = json.loads(sample.developer_info_bytes(sample.parts[place]) or b"{}")
    return len(body["timeline_data"]["events"]) + len(beside["console_data"]) + len(beside["network_data"])


def check_references(sample: SampleSession, result: CallToolResult, counts: Mapping[str, int]) -> None:
    """Every reference names an event that exists; `counts` are the events of each recording, by its name or ''."""
    told = references(text_of(result)).union(*map(references, strings(data_of(result))))
    beyond = {(name, n) for name, n in told if not 1 <= n <= counts.get(name, max(counts.values()) if not name else 0)}
    assert not beyond, f"{sample.name} has no such events"


@samples
@pytest.mark.parametrize("arguments", [{}, {"max_tokens": 400}, {"max_tokens": 18_000}], ids=str)
async def test_a_whole_session_is_summarised(client: Client, sample: SampleSession, arguments: Data) -> None:
    result = good(await client.call_tool(SUMMARIZE, of(sample, **arguments)))
    await check(client, SUMMARIZE, result)
    assert text_of(result).startswith(f"# Session {sample.session_id}")
    assert "\n## Outcome\n" in text_of(result)
    assert data_of(result)["session_id"] == sample.session_id
    assert data_of(result)["outcome"]["kind"]
    places = {each["id"]: each.get("ref", "") for each in data_of(result).get("recordings", ())}
    if len(places) == len(sample.parts):
        counts = {places[part_id]: events_in(sample, at) for at, part_id in enumerate(sample.parts)} or {"": 0}
        check_references(sample, result, counts)


@recorded
async def test_every_recording_is_read_in_full(client: Client, sample: SampleSession) -> None:
    for place, part_id in enumerate(sample.parts):
        asked = part(sample, place, limit=200, detail="full", include_replay=True)
        result = good(await client.call_tool(READ, asked))
        await check(client, READ, result)
        assert text_of(result).startswith(f"# Session {sample.session_id}")
        assert [each["id"] for each in data_of(result)["recordings"]] == [part_id]
        assert data_of(result)["matched"] == events_in(sample, place)
        check_references(sample, result, {"": events_in(sample, place)})


@recorded
async def test_every_recording_is_summarised_by_itself(client: Client, sample: SampleSession) -> None:
    for place in range(len(sample.parts)):
        result = good(await client.call_tool(SUMMARIZE, part(sample, place)))
        await check(client, SUMMARIZE, result)
        check_references(sample, result, {"": events_in(sample, place)})


@pytest.mark.parametrize("max_tokens", [400, 401, 777, 1_500, 3_000, 9_000, 18_000])
@pytest.mark.parametrize("sample", [CRASH, LONG, SEVERAL, TABS], ids=lambda sample: sample.name)
async def test_a_summary_keeps_to_its_budget(client: Client, sample: SampleSession, max_tokens: int) -> None:
    result = good(await client.call_tool(SUMMARIZE, of(sample, max_tokens=max_tokens)))
    assert tokens(text_of(result)) <= max_tokens
    assert tokens(json.dumps(data_of(result), ensure_ascii=False)) <= max_tokens


@pytest.mark.parametrize("max_tokens", [3_000, 12_000])
@pytest.mark.parametrize("sample", [CRASH, LONG, SEVERAL, TABS], ids=lambda sample: sample.name)
async def test_a_client_that_sees_only_data_has_a_timeline_in_it(
    client: Client, sample: SampleSession, max_tokens: int
) -> None:
    result = good(await client.call_tool(SUMMARIZE, of(sample, max_tokens=max_tokens)))
    assert len(data_of(result)["timeline"]) > 10


async def test_a_small_summary_still_names_the_worst_in_its_data(client: Client) -> None:
    result = good(await client.call_tool(SUMMARIZE, of(CRASH, max_tokens=400)))
    assert data_of(result)["incidents"][0]["kind"] == "crash"


@samples
async def test_no_presigned_link_leaves_unless_it_is_asked_for(client: Client, sample: SampleSession) -> None:
    asked = [(READ, part(sample, place, limit=200, detail="full")) for place in range(len(sample.parts))]
    for tool, arguments in [(SUMMARIZE, of(sample, max_tokens=18_000)), *asked]:
        result = await client.call_tool(tool, arguments)
        assert not any(mark in text_of(result) + json.dumps(data_of(result)) for mark in PRESIGNED)


async def test_replay_links_come_when_they_are_asked_for(client: Client) -> None:
    for sample in (CRASH, TABS):
        result = good(await client.call_tool(READ, part(sample, include_replay=True, limit=1)))
        links = data_of(result)["replay_links"]
        assert "X-Amz-Signature=" in links[0]
        assert "X-Amz-Signature=" in text_of(result)


async def test_several_recordings_are_listed_when_none_is_named(client: Client) -> None:
    for sample in (SEVERAL, TABS):
        result = good(await client.call_tool(READ, of(sample)))
        await check(client, READ, result)
        assert [each["id"] for each in data_of(result)["recordings"]] == list(sample.parts)
        assert all(part_id in text_of(result) for part_id in sample.parts)
        assert "events" not in data_of(result)


async def test_the_only_recording_is_read_when_none_is_named(client: Client) -> None:
    result = good(await client.call_tool(READ, of(CRASH)))
    assert [each["id"] for each in data_of(result)["recordings"]] == list(CRASH.parts)
    assert len(data_of(result)["events"]) == 50


async def test_a_tab_given_as_a_recording_is_read_all_the_same(client: Client) -> None:
    result = good(await client.call_tool(READ, of(TABS, recording_id=TABS.parts[1])))
    assert [each["id"] for each in data_of(result)["recordings"]] == [TABS.parts[1]]


@pytest.mark.parametrize("tool", [SUMMARIZE, READ])
async def test_a_recording_that_is_not_there_is_told_as_missing(client: Client, tool: str) -> None:
    result = good(await client.call_tool(tool, of(CRASH, recording_id="rec-of-tomorrow")))
    await check(client, tool, result)
    assert data_of(result)["recordings"] == [{"id": "rec-of-tomorrow", "state": "missing"}]
    assert data_of(result)["missing"]
    assert all(line in text_of(result) for line in data_of(result)["missing"])


@pytest.mark.parametrize("tool", [SUMMARIZE, READ])
async def test_a_recording_without_events_says_why_that_may_be(client: Client, tool: str) -> None:
    result = good(await client.call_tool(tool, of(EMPTY)))
    assert data_of(result)["recordings"][0]["state"] == "empty"
    assert data_of(result)["missing"]


@pytest.mark.parametrize("tool", [SUMMARIZE, READ])
async def test_a_session_still_uploading_is_a_normal_result(client: Client, tool: str) -> None:
    result = good(await client.call_tool(tool, of(UPLOADING)))
    await check(client, tool, result)
    assert not data_of(result).get("events")
    assert not data_of(result).get("recordings")


async def test_a_server_that_does_not_know_the_replay_flag_is_asked_without_it(client: Client) -> None:
    asked = {"session_id": "fault-no-replay-flag", "recording_id": "rec-no-flag", "version_key": "parcel-android"}
    result = good(await client.call_tool(READ, asked))
    assert [event["ref"] for event in data_of(result)["events"]] == ["#1", "#2"]


async def test_a_recording_is_fetched_once_until_a_fresh_one_is_wanted(client: Client, devrev: Sandbox) -> None:
    def fetched() -> int:
        return sum(request.operation.endswith("data.get") for request in devrev.requests)

    await client.call_tool(READ, part(CRASH))
    before = fetched()
    await client.call_tool(SUMMARIZE, part(CRASH))
    assert fetched() == before
    await client.call_tool(SUMMARIZE, part(CRASH, fresh=True))
    assert fetched() == before + 1


async def test_progress_is_told_to_a_client_that_asks_for_it(client: Client) -> None:
    told: list[tuple[float, str | None]] = []

    async def hear(progress: float, total: float | None, message: str | None) -> None:
        told.append((progress, message))

    result = await client.call_tool(SUMMARIZE, of(SEVERAL, fresh=True), progress_callback=hear)
    good(result)
    assert [progress for progress, _ in told] == list(range(1, len(told) + 1))
    assert len(told) >= len(SEVERAL.parts)
    assert all(message for _, message in told)


async def test_an_error_has_the_shape_of_a_result(client: Client) -> None:
    for tool in (SUMMARIZE, READ):
        result = await client.call_tool(tool, {"session_id": "no-such-session", "version_key": "parcel-web"})
        await check(client, tool, result)
        assert error_of(result)["code"] == "not_found"


@pytest.mark.parametrize(
    ("sample", "device"),
    [
        (CRASH, "Google Pixel 8, Android 15"),
        (SEVERAL, "Apple iPhone15,2, iOS 18.5"),
        (TABS, "Chrome 138.0.7204, Macintosh, macOS"),
    ],
    ids=lambda value: getattr(value, "name", ""),
)  # fmt: skip
async def test_data_names_the_device_as_a_person_would(client: Client, sample: SampleSession, device: str) -> None:
    for tool, arguments in ((SUMMARIZE, of(sample)), (READ, part(sample))):
        assert data_of(good(await client.call_tool(tool, arguments)))["device"] == device
