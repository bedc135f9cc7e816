"""From a person, a ticket or a symptom to sessions, as an assistant asks."""

import pytest
from asking import Data, data_of, error_of, good, size_of, text_of
from mcp.client.client import Client

from devrev_sessions.sandbox import SAMPLES

LIST = "list_sessions"
CRASH, ANR, PHONE, TABS, HANDLED = (
    SAMPLES[name].session_id
    for name in (
        "android-checkout-crash",
        "android-anr",
        "ios-four-recordings",
        "web-three-tabs",
        "android-exceptions-handled",
    )
)


async def listed(client: Client, **arguments: object) -> Data:
    result = good(await client.call_tool(LIST, arguments))
    assert size_of(result) < 48_000
    return data_of(result)


def ids(data: Data) -> list[str]:
    return [row["session_id"] for row in data["sessions"]]


async def test_without_a_filter_every_app_s_sessions_come_newest_first(client: Client) -> None:
    data = await listed(client)
    began = [row["started_at"] for row in data["sessions"]]
    assert len(began) == len(SAMPLES)
    assert began == sorted(began, reverse=True)
    assert {row["version_key"] for row in data["sessions"]} == {"parcel-android", "parcel-ios", "parcel-web"}
    assert "next_cursor" not in data


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ({"user": "ada.lindqvist@mail.example"}, [CRASH]),
        ({"user": "REVU-8812"}, [CRASH]),
        ({"user": "don:identity:dvrv-us-1:devo/2kQxT:revu/4471"}, [ANR]),
        ({"user": "REVU-4471"}, [ANR]),
        ({"user": "revu-4471"}, [ANR]),
        ({"user": "ADA.LINDQVIST@mail.example"}, [CRASH]),
        ({"org": "don:identity:dvrv-us-1:devo/2kQxT:revo/Ab12Cd34"}, [CRASH]),
        ({"request": "POST /api/vouchers"}, [TABS]),
        ({"device": "Google Pixel 8"}, [CRASH]),
        ({"days": 1}, []),
        ({"ticket": "TKT-142"}, [CRASH]),
        ({"ticket": "tkt-142"}, [CRASH]),
        ({"ticket": "142"}, [CRASH]),
        ({"org": "REV-Ab12Cd34"}, [CRASH]),
        ({"problems": ["crash"]}, [CRASH]),
        ({"problems": ["anr"]}, [ANR]),
        ({"problems": "crash,rage"}, [CRASH]),
        ({"problems": ["crash", "anr"]}, []),
        ({"problems": [], "ticket": "TKT-142"}, [CRASH]),
        ({"problems": ["rage", "dead_click"]}, [TABS]),
        ({"problems": ["console_error"], "status": 500}, [TABS]),
        ({"custom_event": "checkout_failed"}, [CRASH]),
        ({"request": "create-order"}, [HANDLED, CRASH]),
        ({"screen": "CheckoutActivity"}, [HANDLED, CRASH]),
        ({"app_version": "5.1.4"}, [ANR]),
        ({"device": "Pixel 8"}, [CRASH]),
        ({"browser": "Chrome"}, [TABS]),
        ({"platform": "ios", "problems": ["exception"]}, [PHONE]),
        ({"since": "2026-04-21", "until": "2026-04-21"}, [CRASH]),
        ({"since": "2026-04-21T09:00:00Z", "until": "2026-04-21T09:00:01Z"}, [CRASH]),
        ({"since": "2026-04-21T11:00:00+02:00", "until": "2026-05-01"}, [CRASH]),
        ({"since": "2026-04-21T09:00:01Z", "until": "2026-05-01"}, []),
        ({"version_key": "parcel-android", "min_seconds": 60, "max_seconds": 100}, [ANR]),
        ({"version_key": "app-parcel-android", "problems": ["crash"]}, [CRASH]),
    ],
    ids=str,
)
async def test_each_filter_leaves_the_sessions_that_it_means(client: Client, arguments: Data, found: list[str]) -> None:
    assert ids(await listed(client, **arguments)) == found


async def test_where_the_week_before_a_ticket_had_none_five_weeks_are_looked_through(client: Client) -> None:
    text = text_of(await client.call_tool(LIST, {"ticket": "TKT-157"}))
    assert "begun from 2026-04-15 10:00:00 UTC to 2026-05-21 10:00:00 UTC." in text
    assert "13 days before the ticket" in text
    assert ids(await listed(client, ticket="TKT-157", since="2026-05-14")) == []


@pytest.mark.parametrize(
    ("arguments", "call"),
    [
        ({"exception_class": "java.lang.IllegalStateException"}, 'list_sessions(problems=["crash"])'),
        ({"request": "/nowhere"}, 'list_sessions(problems=["network_error"])'),
        ({"ticket": "TKT-201"}, 'list_sessions(ticket="TKT-201", since="2026-06-28")'),
    ],
)
async def test_where_nothing_is_found_a_call_says_where_to_look(client: Client, arguments: Data, call: str) -> None:
    data = await listed(client, **arguments)
    assert ids(data) == []
    assert call in " ".join(data["next"])
    good(await client.call_tool(LIST, arguments))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"version_key": "parcel-andriod"}, "Use parcel-android"),
        ({"version_key": "parcel-android", "platform": "ios"}, "Leave platform out"),
    ],
)
async def test_a_slip_in_the_app_is_told_from_an_app_without_sessions(
    client: Client, arguments: Data, words: str
) -> None:
    for tool, ids_given in ((LIST, {}), ("summarize_session_timeline", {"session_id": CRASH})):
        assert words in error_of(await client.call_tool(tool, {**ids_given, **arguments}))["next_step"]


async def test_the_sessions_of_a_ticket_are_told_by_its_time_and_lead_to_the_one_before_it(client: Client) -> None:
    text = text_of(await client.call_tool(LIST, {"ticket": "TKT-142"}))
    assert 'Ticket TKT-142 "I cannot pay", filed 2026-04-21 09:26:11 UTC by REVU-8812.' in text
    assert "26 min before the ticket" in text
    ticket = data_of(await client.call_tool(LIST, {"ticket": "TKT-142"}))["ticket"]
    assert ticket == {
        "id": "TKT-142",
        "title": "I cannot pay",
        "filed_at": "2026-04-21T09:26:11+00:00",
        "reported_by": ["REVU-8812"],
    }
    assert f'summarize_session_timeline(session_id="{CRASH}", version_key="parcel-android")' in text


async def test_from_a_ticket_to_the_moment_takes_three_calls(client: Client) -> None:
    data = await listed(client, ticket="TKT-142")
    (row,) = data["sessions"]
    ids = {"session_id": row["session_id"], "version_key": row["version_key"]}
    asked = {**ids, "question": "I cannot pay"}
    summary = data_of(good(await client.call_tool("summarize_session_timeline", asked)))
    worst = summary["incidents"][0]
    page = good(await client.call_tool("get_session_recording", {**ids, "around": worst["refs"][0]}))
    assert any(event["ref"] == worst["refs"][0] for event in data_of(page)["events"])


async def test_page_after_page_tells_every_session_once(client: Client) -> None:
    whole = ids(await listed(client))
    seen: list[str] = []
    arguments: Data = {"limit": 3}
    for _ in range(len(whole)):
        data = await listed(client, **arguments)
        seen += ids(data)
        if "next_cursor" not in data:
            break
        arguments = {"cursor": data["next_cursor"], "limit": 3}
    assert seen == whole


async def test_a_cursor_knows_its_search_and_refuses_another(client: Client) -> None:
    first = await listed(client, problems=["exception"], limit=1)
    second = await listed(client, cursor=first["next_cursor"], problems=["exception"])
    assert set(ids(first)).isdisjoint(ids(second))
    error = error_of(await client.call_tool(LIST, {"cursor": first["next_cursor"], "days": 3}))
    assert (error["code"], error["field"]) == ("invalid_arguments", "days")
    error = error_of(await client.call_tool(LIST, {"cursor": first["next_cursor"][:-2]}))
    assert (error["code"], error["field"]) == ("invalid_arguments", "cursor")


async def test_apps_that_cannot_be_asked_are_named(client: Client) -> None:
    data = await listed(client, problems=["crash"])
    assert data["missing"] == ["Not looked in parcel-web: DevRev has no filter for crash there."]
    assert data["searched"] == "Looked in parcel-android, parcel-ios; with crash."


async def test_no_match_is_a_result_with_what_was_searched_and_why_there_may_be_none(client: Client) -> None:
    result = good(await client.call_tool(LIST, {"ticket": "TKT-201"}))
    assert data_of(result)["sessions"] == []
    text = text_of(result)
    assert text.startswith("# No session found\nTicket TKT-201 ")
    assert "Looked in parcel-android, parcel-ios, parcel-web; user REVU-9999; begun from " in text
    assert "## Likely reasons" in text


@pytest.mark.parametrize(
    ("arguments", "code", "field"),
    [
        ({"user": "nobody@mail.example"}, "not_found", "user"),
        ({"ticket": "TKT-999"}, "not_found", "ticket"),
        ({"user": "Ada"}, "invalid_arguments", "user"),
        ({"ticket": "the last one"}, "invalid_arguments", "ticket"),
        ({"org": "Parcel"}, "invalid_arguments", "org"),
        ({"ticket": "TKT-210"}, "invalid_arguments", "ticket"),
        ({"since": "yesterday"}, "invalid_arguments", "since"),
        ({"since": "2026-05-01", "until": "2026-04-01"}, "invalid_arguments", "since"),
        ({"since": "0001-01-01T00:00:00+14:00"}, "invalid_arguments", "since"),
        ({"until": "9999-12-31"}, "invalid_arguments", "until"),
        ({"min_seconds": 10, "max_seconds": 5}, "invalid_arguments", "min_seconds"),
        ({"days": 3, "since": "2026-05-01"}, "invalid_arguments", "days"),
        ({"problems": ["slow"]}, "invalid_arguments", "problems"),
        ({"limit": 51}, "invalid_arguments", "limit"),
        ({"username": "ada"}, "invalid_arguments", "user"),
    ],
    ids=str,
)
async def test_a_search_that_cannot_be_made_says_why(
    client: Client, arguments: Data, code: str, field: str | None
) -> None:
    error = error_of(await client.call_tool(LIST, arguments))
    assert (error["code"], error.get("field")) == (code, field)
