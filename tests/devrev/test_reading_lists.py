"""Lists of sessions, users and tickets, in every shape that DevRev may give them."""

import json
from datetime import UTC, datetime

import pytest

from devrev_sessions.devrev.reading_sessions import read_rev_users, read_sessions, read_work
from devrev_sessions.errors import UnexpectedResponse
from devrev_sessions.timeline.events import AppText
from devrev_sessions.timeline.people import Person, Ticket


def read(body: object) -> bytes:
    return json.dumps(body).encode()


ADA = {"id": "revu/1", "display_id": "REVU-1", "display_name": "Ada", "email": "a@b.example", "rev_org": {"id": "o/1"}}
ADA_READ = Person("revu/1", AppText("REVU-1"), AppText("Ada"), AppText("a@b.example"), AppText("o/1"))


def test_a_page_of_sessions_has_those_that_can_be_read_and_a_cursor():
    found = read_sessions(
        read({"sessions": [{"type": "mobile", "session_id": "s-1", "is_crash": True}, {}, 7], "next_cursor": "c"})
    )
    assert [(session.session_id, session.crashed) for session in found.sessions] == [("s-1", True)]
    assert (found.next_cursor, found.unread) == ("c", 2)


@pytest.mark.parametrize("body", [{}, {"sessions": []}, {"sessions": None}, {"sessions": [], "next_cursor": ""}])
def test_a_list_without_sessions_is_empty(body: object):
    if body == {}:
        with pytest.raises(UnexpectedResponse):
            read_sessions(read(body))
        return
    assert read_sessions(read(body)).sessions == ()
    assert read_sessions(read(body)).next_cursor is None


@pytest.mark.parametrize("body", [[], "no", 7, None, {"sessions": {"a": 1}}, {"sessions": "s-1"}, {"result": 1}])
def test_what_is_no_list_is_unexpected(body: object):
    with pytest.raises(UnexpectedResponse):
        read_sessions(read(body))


def test_users_are_read_with_their_organisation():
    assert read_rev_users(read({"rev_users": [ADA, {"display_id": "REVU-2"}, {}, "x"]})) == (
        ADA_READ,
        Person("REVU-2", AppText("REVU-2")),
    )


@pytest.mark.parametrize("body", [{"rev_users": None}, {"rev_users": []}])
def test_no_users_are_none(body: object):
    assert read_rev_users(read(body)) == ()


@pytest.mark.parametrize("body", [{}, [], {"users": []}, {"rev_users": "x"}, {"rev_users": {"id": "a"}}])
def test_what_is_no_list_of_users_is_unexpected(body: object):
    with pytest.raises(UnexpectedResponse):
        read_rev_users(read(body))


@pytest.mark.parametrize(
    ("reported_by", "customers", "by_the_team"),
    [
        (None, 0, False),
        ("REVU-1", 0, False),
        ({"type": "rev_user", "id": "REVU-1"}, 1, False),
        ([{"type": "rev_user"}], 0, False),
        ([{"type": "service_account", "id": "x"}], 0, True),
    ],
)
def test_a_reporter_is_read_in_whatever_shape_and_the_team_is_named_only_where_it_is(
    reported_by: object, customers: int, by_the_team: bool
):
    found = read_work(read({"work": {"display_id": "TKT-1", "reported_by": reported_by}}))
    assert (len(found.reporters), found.by_the_team) == (customers, by_the_team)


def test_a_ticket_of_a_time_that_cannot_be_has_none():
    assert read_work(read({"work": {"id": "a", "created_date": "9999-12-31T23:59:59Z"}})).filed_at is None


def test_a_ticket_knows_its_customers_and_whether_the_team_filed_it():
    work = {
        "display_id": "TKT-1",
        "title": "No",
        "created_date": "2026-04-21T09:00:00Z",
        "reported_by": [{"type": "rev_user", **ADA}, {"type": "dev_user", "id": "devu/7"}],
        "rev_org": {"id": "o/1"},
    }
    ticket = Ticket(
        AppText("TKT-1"),
        AppText("No"),
        datetime(2026, 4, 21, 9, tzinfo=UTC),
        (ADA_READ,),
        by_the_team=True,
        org_id=AppText("o/1"),
    )
    assert read_work(read({"work": work})) == ticket
    assert read_work(read(work)) == ticket


def test_a_ticket_may_say_hardly_anything():
    assert read_work(read({"work": {"id": "don:core:x:ticket/1"}})) == Ticket(
        AppText("don:core:x:ticket/1"), AppText(""), None, (), by_the_team=False
    )


@pytest.mark.parametrize("body", [{}, {"work": {}}, {"work": []}, []])
def test_what_is_no_ticket_is_unexpected(body: object):
    with pytest.raises(UnexpectedResponse):
        read_work(read(body))
