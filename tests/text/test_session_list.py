"""Sessions in a list, in words."""

from datetime import UTC, datetime, timedelta

import pytest

from devrev_sessions.errors import InvalidArguments
from devrev_sessions.text.door import say
from devrev_sessions.text.session_list import Looked, Row, likely, problems, session_line, session_list
from devrev_sessions.timeline.people import Person, Ticket
from devrev_sessions.timeline.recording import Device, PageCounts, Session
from storytelling import app

NINE = datetime(2026, 4, 21, 9, 0, tzinfo=UTC)


def row(minutes: float = 0, *, session_id: str = "s-1", crashed: bool = False, counts: PageCounts | None = None) -> Row:
    session = Session(
        session_id,
        "web" if counts else "mobile",
        "web" if counts else "android",
        NINE + timedelta(minutes=minutes),
        61_000,
        ("a", "b"),
        device=Device(app_version=app("5.2.0"), maker=app("Google"), model=app("Pixel 8"), system=app("15")),
        crashed=crashed,
        counts=counts,
        user_id=app("REVU-1"),
    )
    return Row(session, "shop")


def ticket(minutes: float = 20) -> Ticket:
    reporter = Person("revu/1", app("REVU-1"))
    return Ticket(app("TKT-1"), app("It\nfails"), NINE + timedelta(minutes=minutes), (reporter,), by_the_team=False)


def test_a_session_is_one_line_with_what_the_next_call_needs() -> None:
    assert session_line(row(crashed=True), None) == (
        "s-1 · 2026-04-21 09:00:00 UTC · 1:01 long · Android · app 5.2.0 on Google Pixel 8, Android 15 · crashed · "
        "2 recordings · REVU-1 · app shop"
    )


@pytest.mark.parametrize(
    ("minutes", "apart"),
    [
        (20, "20 min before the ticket"),
        (0, "0 min before the ticket"),
        (-5, "5 min after the ticket"),
        (119, "119 min before the ticket"),
        (180, "3 h before the ticket"),
        (3 * 1440, "3 days before the ticket"),
    ],
)
def test_its_distance_from_the_ticket_is_told_roughly(minutes: float, apart: str) -> None:
    assert f" · {apart} · " in session_line(row(), ticket(minutes))


def test_a_session_of_which_nothing_is_known_still_has_a_line() -> None:
    bare = Row(Session("s 1", "mobile", None, None, None, ()), "key 1")
    assert session_line(bare, ticket()) == (
        '"s 1" · an unknown time · nothing reported wrong · no recording yet · app "key 1"'
    )


def test_what_went_wrong_in_a_browser_is_counted() -> None:
    counts = PageCounts(dead_clicks=1, rage_clicks=2, console_errors=3, responses={"200": 9, "404": 1, "503": 4})
    assert problems(row(counts=counts).session) == [
        "3 console errors",
        "5 failed responses",
        "2 rage clicks",
        "1 dead click",
    ]


def test_the_session_to_open_first_is_the_last_before_the_ticket_in_which_something_went_wrong() -> None:
    rows = [row(30, crashed=True), row(15), row(10, crashed=True), row(0, crashed=True)]
    assert likely(rows, ticket(20)) == 2
    assert likely([row(30), row(15), row(10)], ticket(20)) == 1
    assert likely([row(30), row(25)], ticket(20)) == 0
    assert likely([row(30), row(25, crashed=True)], None) == 1
    assert likely([row(30), row(25)], None) == 0
    assert likely([row(10, crashed=True), row(30, crashed=True)], None) == 1


def test_a_page_without_a_session_is_not_the_end_of_a_list() -> None:
    told = session_list([], Looked(("shop",), more=True), say("list_sessions()"))
    assert told.text.startswith("# No session on this page\nLooked in shop.\n")
    assert "Likely reasons" not in told.text
    assert "# No session on this page" in session_list([], Looked(("shop",), first=False), None).text


def test_what_is_the_latest_of_a_page_is_not_called_the_latest_of_all() -> None:
    told = session_list([row(crashed=True)], Looked(("shop",), more=True), None).text
    assert "Open 1, the latest of these in which something went wrong" in told


def test_where_no_app_could_be_asked_nothing_is_said_of_sessions() -> None:
    told = session_list(
        [], Looked((), (("problems", "crash, dead_click"),), lacking=(("shop", ("dead_click",)),)), None
    )
    assert told.text.endswith(
        "Nothing was searched: no platform has all of these filters. Look again with fewer of them."
    )


def test_many_users_of_one_address_are_not_all_named() -> None:
    told = session_list([], Looked(("shop",), people=tuple(f"REVU-{number}" for number in range(40))), None)
    assert "user REVU-0 or REVU-1 or REVU-2 or REVU-3 or REVU-4 or 35 more of them." in told.text


def test_a_ticket_of_another_user_lends_its_time_alone() -> None:
    told = session_list([], Looked(("shop",), people=("REVU-9",), ticket=ticket()), None)
    assert "The ticket was filed by somebody else; its time alone was used." in told.missing


def test_a_status_in_foreign_digits_is_none() -> None:
    assert problems(row(counts=PageCounts(responses={"\u00b2\u00b2\u00b2": 2})).session) == []


def test_a_list_says_where_it_looked_what_it_found_and_what_to_open() -> None:
    looked = Looked(
        ("shop", "kiosk"),
        (("problems", "crash, rage"), ("screen", "Cart"), ("min_seconds", "60")),
        people=("REVU-1",),
        ticket=ticket(),
        since=NINE,
        lacking=(("site", ("crash",)),),
        failed=(("old", InvalidArguments("No.", "Ask.", field="rage_tap")),),
        unread=1,
        more=True,
    )
    told = session_list([row(crashed=True)], looked, None)
    where = "Looked in shop, kiosk; user REVU-1; begun from 2026-04-21 09:00:00 UTC; with crash, rage; "
    call = 'summarize_session_timeline(session_id="s-1", version_key="shop"); any other likewise.'
    assert told.text.split("\n") == [
        "# 1 session found so far",
        'Ticket TKT-1 "It / fails", filed 2026-04-21 09:20:00 UTC by REVU-1.',
        f'{where}screen "Cart"; at least 60 s long.',
        "Not looked in site: DevRev has no filter for crash there.",
        "Could not be read: old (invalid_arguments: rage_tap).",
        "1 entry of the list could not be read.",
        "",
        f"1. {session_line(row(crashed=True), ticket())}",
        "",
        "## Next",
        f"- Open 1, the last before the ticket in which something went wrong: {call}",
    ]


def test_where_a_reporter_has_no_session_others_of_the_organisation_are_named() -> None:
    filed = Ticket(app("TKT-1"), app("x"), NINE, (Person("revu/1"),), by_the_team=False, org_id=app("REV-a"))
    looked = Looked(("shop",), people=("revu/1",), ticket=filed, since=NINE, until=NINE + timedelta(days=1))
    told = session_list([], looked, None)
    call = 'list_sessions(org="REV-a", since="2026-04-21", until="2026-04-22")'
    earlier = 'list_sessions(ticket="TKT-1", since="2026-03-24")'
    assert told.next == (
        f"The same person, four weeks further back: {earlier}",
        f"Others of the organisation, at the same time: {call}",
    )


def test_reasons_for_an_empty_list_are_those_that_bear_on_it() -> None:
    told = session_list([], Looked(("kiosk",), mobile=False), None).text
    assert "uploaded" not in told
    assert "signed in" not in told
    assert "- It was another app: name its version_key." in told
    told = session_list([], Looked(("shop",), (("days", "7"),), people=("REVU-1",)), None).text
    assert "uploaded" in told
    assert "signed in" in told
    assert "- It began at another time: give since and until, wider ones." in told
