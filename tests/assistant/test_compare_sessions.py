"""Sessions side by side, as an assistant asks for them."""

import pytest
from asking import Data, data_of, error_of, good, size_of, text_of
from mcp.client.client import Client

from devrev_sessions.sandbox import SAMPLES

COMPARE = "compare_sessions"
CRASH, HANDLED, ANR = (
    SAMPLES[name].session_id for name in ("android-checkout-crash", "android-exceptions-handled", "android-anr")
)
APP = {"version_key": "parcel-android"}


async def test_a_failing_session_and_a_working_one(client: Client) -> None:
    result = good(await client.call_tool(COMPARE, {"session_ids": [CRASH, HANDLED], **APP}))
    data, text = data_of(result), text_of(result)
    assert data["failure"] == 'Crash "java.lang.IllegalStateException" in 1 of 2 [s1 #257]; not in s2'
    assert data["way"][-1] == 'tap "pay_button" on CheckoutActivity, unanswered [s1 #257]'
    assert data["partings"][0].startswith(
        's1 and s2 go the same way for 4 steps, up to event "checkout_started" [s1 #233, s2 #26];'
    )
    assert "app version: 5.2.0 (s1); 5.6.2 (s2)" in data["differences"]
    for line in (data["failure"], *data["way"], *data["partings"], *data["differences"], *data["sessions"]):
        assert line in text
    assert size_of(result) < 48_000


async def test_its_calls_open_both_sides(client: Client) -> None:
    result = good(await client.call_tool(COMPARE, {"session_ids": [CRASH, HANDLED], **APP}))
    for ids, around in ((CRASH, "#257"), (HANDLED, "#29")):
        shown = f'get_session_recording(session_id="{ids}", around="{around}", version_key="parcel-android")'
        assert shown in text_of(result)
        page = good(await client.call_tool("get_session_recording", {"session_id": ids, "around": around, **APP}))
        assert around in [event["ref"] for event in data_of(page)["events"]]


async def test_one_that_cannot_be_read_is_named_and_the_others_are_compared(client: Client) -> None:
    result = good(await client.call_tool(COMPARE, {"session_ids": f"{CRASH}, gone {ANR}", **APP}))
    assert data_of(result)["missing"] == ["Not compared: gone, which could not be read (not_found)."]
    assert len(data_of(result)["sessions"]) == 2


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"session_ids": [CRASH, "gone"]}, "not_found", "session_id"),
        ({"session_ids": [CRASH, CRASH]}, "invalid_arguments", "session_ids"),
        ({"session_ids": [CRASH]}, "invalid_arguments", "session_ids"),
        ({"session_ids": [f"s-{number}" for number in range(11)]}, "invalid_arguments", "session_ids"),
        ({}, "invalid_arguments", "session_ids"),
    ],
    ids=["unknown", "twice", "one", "eleven", "none"],
)
async def test_what_cannot_be_compared_says_why(client: Client, given: Data, code: str, field: str) -> None:
    error = error_of(await client.call_tool(COMPARE, {**given, **APP}))
    assert (error["code"], error["field"]) == (code, field)
