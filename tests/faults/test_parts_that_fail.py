"""Whole sessions of which something fails: what works is told, and an error only where nothing does."""

import pytest
from asking import READ, SUMMARIZE, Data, data_of, good, text_of
from fault_table import ASKED, DEADLINE_SECONDS, RAW, Fault, asking, assert_silent, in_time, told_as, works_again
from faulty_host import Route, always, faulty, reset, working
from scripted import Script, answer, drip, hang_up, head, stall, told

WHOLE: Data = {name: value for name, value in ASKED.items() if name != "recording_id"}
PARTS: list[tuple[str, Script, str]] = [
    ("gone", told(404, type="not_found"), "missing"),
    ("refused", told(403, type="forbidden"), "forbidden"),
    ("failing", told(500, type="internal_error"), "upstream_error"),
    ("limited", told(429, "Retry-After: 300"), "rate_limited"),
    ("a page", answer(200, b"<html>" + RAW.encode(), kind="text/html"), "unexpected_response"),
    ("null", answer(200, b"null"), "unexpected_response"),
    ("too large", (head(200, length=2**40), stall), "response_too_large"),
    ("hanging up", (head(200, length=99), b"{", hang_up), "unexpected_response"),
    ("reset", (reset,), "unexpected_response"),
    ("silent", (stall,), "timeout"),
    ("dripping", (head(200, length=900), drip(b"[" * 900, 0.02)), "timeout"),
]


def second_is(script: Script) -> Route:
    def route(operation: str, fields: dict[str, str]) -> Script:
        return script if fields.get("recording_id") == "rec-2" else working(operation, fields)

    return route


@pytest.mark.parametrize("part", PARTS, ids=[row[0] for row in PARTS])
async def test_one_part_that_fails_leaves_the_other_told(part: tuple[str, Script, str]):
    _, script, state = part
    # What answers is told for what it says, also on a machine that is busy with other things.
    seconds = DEADLINE_SECONDS if state == "timeout" else 3
    async with faulty(second_is(script)) as host, asking(host.url, seconds=seconds) as client:
        result = good(await in_time(client, WHOLE, SUMMARIZE, seconds=seconds))
        assert [each["state"] for each in data_of(result)["recordings"]] == ["complete", state]
        assert "checkout_failed" in text_of(result)
        assert_silent(result)
        await works_again(client, host)


SESSIONS = [
    Fault("refused", told(403, type="forbidden"), "forbidden", "admin", False, {"http_status": 403}),
    Fault("unknown", told(404, type="not_found"), "not_found", "next launch", False, {"field": "session_id"}),
    Fault("failing", told(500, reference_id="r-1"), "upstream_error", "r-1", True, {"http_status": 500}),
    Fault("null", answer(200, b"null"), "unexpected_response", "DEVREV_BASE_URL", True),
    Fault("without an id", answer(200, b'{"session": {}}'), "unexpected_response", "DEVREV_BASE_URL", True),
    Fault("silent", (stall,), "timeout", "timeout_seconds", True),
    Fault("hanging up", (hang_up,), "unexpected_response", "network", True),
    Fault("a page", answer(200, b"<p>" + RAW.encode(), kind="text/html"), "unexpected_response", "login page", True),
]


async def test_a_refusal_of_how_was_asked_is_no_missing_recording():
    def route(operation: str, fields: dict[str, str]) -> Script:
        return refusal if operation == "sessions.data.get" else working(operation, fields)

    refusal = told(400, type="invalid_api_version", message="words")
    fault = Fault("", refusal, "invalid_arguments", "call again", False, {"devrev_type": "invalid_api_version"})
    async with faulty(route) as host, asking(host.url) as client:
        told_as(await in_time(client), fault)
        await works_again(client, host)


@pytest.mark.parametrize("fault", [pytest.param(fault, id=fault.name) for fault in SESSIONS])
@pytest.mark.parametrize("tool", [SUMMARIZE, READ])
async def test_a_session_that_cannot_be_looked_up_is_told(fault: Fault, tool: str):
    def route(operation: str, fields: dict[str, str]) -> Script:
        return fault.script if operation == "sessions.get" else working(operation, fields)

    async with faulty(route) as host, asking(host.url) as client:
        told_as(await in_time(client, WHOLE, tool), fault)
        await works_again(client, host)


async def test_a_session_of_which_every_part_fails_is_an_error():
    fault = Fault("", b"", "timeout", "timeout_seconds", True, message=f"within {DEADLINE_SECONDS:g} seconds")

    def route(operation: str, fields: dict[str, str]) -> Script:
        return (stall,) if operation == "sessions.data.get" else working(operation, fields)

    async with faulty(route) as host, asking(host.url) as client:
        told_as(await in_time(client, WHOLE, SUMMARIZE), fault)
        await works_again(client, host)


async def test_a_recording_that_is_gone_from_a_session_that_is_there_is_no_error():
    def route(operation: str, fields: dict[str, str]) -> Script:
        return told(404, type="not_found") if operation == "sessions.data.get" else working(operation, fields)

    async with faulty(route) as host, asking(host.url) as client:
        result = good(await in_time(client))
        assert "is not there (yet)" in text_of(result)
        await works_again(client, host)


@pytest.mark.parametrize("tool", [SUMMARIZE, READ])
async def test_an_answer_to_everything_that_is_no_answer_is_an_error_for_a_whole_session_too(tool: str):
    fault = Fault("", b"", "unexpected_response", "login page", True, {"http_status": 200})
    async with faulty(always(answer(200, RAW.encode(), kind="text/html"))) as host, asking(host.url) as client:
        told_as(await in_time(client, WHOLE, tool), fault)
        await works_again(client, host)
