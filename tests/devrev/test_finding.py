"""Looking for sessions over several lists of DevRev's, asked of a real host."""

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager

import pytest
from calling import QUICK, TOKEN
from routed import Route, found, routed
from scripted import Script, answer

from devrev_sessions.devrev.client import DevRev
from devrev_sessions.devrev.finding import Finding, Found, Place, Source
from devrev_sessions.devrev.http.transport import Transport
from devrev_sessions.devrev.search import Search
from devrev_sessions.errors import Forbidden, NotFound, Unauthenticated, UpstreamError

SHOP, KIOSK = Source("shop", "key-1", "android"), Source("kiosk", "key-2", "web")
TRIED = tuple(Source("shop", "key-1", platform, certain=False) for platform in ("android", "ios", "web"))
FORBIDDEN = answer(403, b'{"type":"forbidden","message":"no"}')


Told = Callable[[dict[str, str]], Script] | bytes


def page(*began: str, cursor: str | None = None) -> bytes:
    sessions = [{"type": "mobile", "session_id": f"s-{at}", "created_at": f"2026-04-{at}T09:00:00Z"} for at in began]
    return found({"sessions": sessions, **({"next_cursor": cursor} if cursor else {})})


def by_app(lists: Mapping[str, Told]) -> Route:
    def route(_: str, fields: dict[str, str]) -> Script:
        told = lists.get(fields["platform"]) or lists[fields["version_key"]]
        return told if isinstance(told, bytes) else told(fields)

    return route


@asynccontextmanager
async def finding(route: Route) -> AsyncGenerator[Finding]:
    async with (
        routed(route) as host,
        Transport(host.url, TOKEN, QUICK, jitter=lambda: 0.0) as transport,
    ):
        yield Finding(DevRev(transport))


def ids(told: Found) -> list[str]:
    return [located.session.session_id for located in told.sessions]


async def test_lists_are_joined_by_the_time_at_which_sessions_began():
    async with finding(by_app({"key-1": page("21", "18"), "key-2": page("20", "19", "17")})) as looker:
        told = await looker.sessions(Search(), (SHOP, KIOSK), (Place(), Place()), limit=9)
    assert ids(told) == ["s-21", "s-20", "s-19", "s-18", "s-17"]
    assert [located.source.name for located in told.sessions] == ["shop", "kiosk", "kiosk", "shop", "kiosk"]
    assert told.places == (Place(ended=True), Place(ended=True))


async def test_page_after_page_tells_every_session_once():
    pages = {"": page("21", "18", cursor="b"), "b": page("16")}

    def in_pages(fields: dict[str, str]) -> Script:
        return pages[fields.get("cursor", "")]

    lists: dict[str, Told] = {"key-1": in_pages, "key-2": page("20", "17")}
    async with finding(by_app(lists)) as looker:
        places: tuple[Place, ...] = (Place(), Place())
        seen: list[list[str]] = []
        while not all(place.ended for place in places):
            told = await looker.sessions(Search(), (SHOP, KIOSK), places, limit=2)
            places = told.places
            seen.append(ids(told))
    assert seen == [["s-21", "s-20"], ["s-18", "s-17"], ["s-16"]]


async def test_a_list_that_lacks_a_filter_is_not_asked_and_named():
    async with finding(by_app({"key-1": page("21")})) as looker:
        told = await looker.sessions(Search(app_version="5"), (SHOP, KIOSK), (Place(), Place()), limit=9)
    assert (ids(told), told.asked, told.lacking) == (["s-21"], (SHOP,), ((KIOSK, ("app_version",)),))
    assert told.places == (Place(ended=True), Place(ended=True))


async def test_one_list_that_fails_does_not_fail_the_others():
    async with finding(by_app({"key-1": page("21"), "key-2": FORBIDDEN})) as looker:
        told = await looker.sessions(Search(), (SHOP, KIOSK), (Place(), Place()), limit=9)
    assert ids(told) == ["s-21"]
    assert [(source, type(error)) for source, error in told.failed] == [(KIOSK, Forbidden)]
    assert told.places[1] == Place(ended=True)


async def test_a_list_that_may_answer_later_is_gone_on_with():
    busy = answer(429, b'{"type":"too_many_requests","retry_after":120}')
    async with finding(by_app({"key-1": page("21"), "key-2": busy})) as looker:
        told = await looker.sessions(Search(), (SHOP, KIOSK), (Place(), Place()), limit=9)
    assert told.places == (Place(ended=True), Place())


async def test_a_smaller_page_goes_on_where_a_larger_one_ended():
    lists = {"key-1": page("28", "26", "24", "22"), "key-2": page("27", "25", "23", "21")}
    async with finding(by_app(lists)) as looker:
        first = await looker.sessions(Search(), (SHOP, KIOSK), (Place(), Place()), limit=4)
        second = await looker.sessions(Search(), (SHOP, KIOSK), first.places, limit=2)
        third = await looker.sessions(Search(), (SHOP, KIOSK), second.places, limit=9)
    assert [ids(first), ids(second), ids(third)] == [
        ["s-28", "s-27", "s-26", "s-25"],
        ["s-24", "s-23"],
        ["s-22", "s-21"],
    ]


async def test_a_session_that_begins_between_two_pages_repeats_none():
    pages = iter([page("21", "20", "18"), page("22", "21", "20", "18")])
    async with finding(by_app({"key-1": lambda fields: next(pages)})) as looker:
        first = await looker.sessions(Search(), (SHOP,), (Place(),), limit=2)
        second = await looker.sessions(Search(), (SHOP,), first.places, limit=2)
    assert [ids(first), ids(second)] == [["s-21", "s-20"], ["s-18"]]


async def test_pages_without_a_session_are_passed_over():
    pages = {"": page(cursor="b"), "b": page(cursor="c"), "c": page("21")}
    async with finding(by_app({"key-1": lambda fields: pages[fields.get("cursor", "")]})) as looker:
        told = await looker.sessions(Search(), (SHOP,), (Place(),), limit=5)
    assert (ids(told), told.places) == (["s-21"], (Place(ended=True),))


async def test_a_cursor_that_leads_to_its_own_page_ends_the_list():
    async with finding(by_app({"key-1": page("21", cursor="same")})) as looker:
        first = await looker.sessions(Search(), (SHOP,), (Place(),), limit=5)
        second = await looker.sessions(Search(), (SHOP,), first.places, limit=5)
    assert (first.places, second.places) == ((Place("same"),), (Place("same", ended=True),))


async def test_a_session_that_every_platform_brings_stands_once_in_the_list():
    both = found(
        {
            "sessions": [
                {"session_id": "a", "platform": "android", "created_at": "2026-04-21T09:00:00Z"},
                {"session_id": "b", "created_at": "2026-04-20T09:00:00Z"},
            ]
        }
    )
    async with finding(by_app({"android": both, "ios": both, "web": FORBIDDEN})) as looker:
        told = await looker.sessions(Search(), TRIED, (Place(),) * 3, limit=9)
    assert ids(told) == ["a", "b"]
    assert all(place.ended for place in told.places)


async def test_users_of_another_address_are_none_of_those_asked_for():
    async with finding(
        lambda operation, fields: found({"rev_users": [{"id": "x", "email": "other@b.example"}]})
    ) as looker:
        with pytest.raises(NotFound):
            await looker.users("A@b.example")


async def test_a_platform_that_was_only_tried_may_be_refused():
    async with finding(by_app({"android": FORBIDDEN, "ios": page("21"), "web": FORBIDDEN})) as looker:
        told = await looker.sessions(Search(), TRIED, (Place(),) * 3, limit=9)
    assert (ids(told), told.failed) == (["s-21"], ())


async def test_an_error_is_raised_where_nothing_could_be_read():
    broken = answer(500, b'{"type":"internal_error"}')
    async with finding(by_app({"key-1": broken, "key-2": broken})) as looker:
        with pytest.raises(UpstreamError):
            await looker.sessions(Search(), (SHOP, KIOSK), (Place(), Place()), limit=9)


async def test_a_token_that_is_not_accepted_is_raised_whatever_else_was_read():
    refused = answer(401, b'{"type":"token_expired"}')
    async with finding(by_app({"key-1": page("21"), "key-2": refused})) as looker:
        with pytest.raises(Unauthenticated):
            await looker.sessions(Search(), (SHOP, KIOSK), (Place(), Place()), limit=9)


async def test_a_page_of_a_size_that_devrev_refuses_is_asked_for_without_one():
    refused = answer(400, b'{"type":"value_not_permitted","field_name":"limit"}')

    def one(fields: dict[str, str]) -> Script:
        return refused if "limit" in fields else page("21", "18")

    async with finding(by_app({"key-1": one})) as looker:
        told = await looker.sessions(Search(), (SHOP,), (Place(),), limit=1)
        rest = await looker.sessions(Search(), (SHOP,), told.places, limit=1)
    assert [ids(told), ids(rest)] == [["s-21"], ["s-18"]]


async def test_an_unknown_user_is_told_from_one_without_sessions():
    async with finding(lambda operation, fields: found({"rev_users": []})) as looker:
        with pytest.raises(NotFound) as caught:
            await looker.users("a@b.example")
    assert (caught.value.field, caught.value.value) == ("user", "a@b.example")


@pytest.mark.parametrize("refusal", [(404, b'{"type":"not_found"}'), (400, b'{"type":"invalid_id"}')])
async def test_an_unknown_ticket_is_not_found_however_devrev_says_so(refusal: tuple[int, bytes]):
    async with finding(lambda operation, fields: answer(*refusal)) as looker:
        with pytest.raises(NotFound) as caught:
            await looker.ticket("TKT-9")
    assert (caught.value.field, caught.value.http_status) == ("ticket", refusal[0])
