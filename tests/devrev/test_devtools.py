"""Console and network of a tab among its events."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from good_answers import JsonObject, clicks, web

from devrev_sessions.devrev.devtools import weave
from devrev_sessions.devrev.reading import read_recording
from devrev_sessions.timeline.events import Event, Kind
from devrev_sessions.timeline.exchange import Exchange, read_exchange
from devrev_sessions.timeline.recording import Recording

NINE = datetime(2026, 4, 21, 9, 0, tzinfo=UTC)
NINE_MS = 1_776_762_000_000


def at(seconds: float) -> str:
    return (NINE + timedelta(seconds=seconds)).isoformat()


def tab(body: JsonObject | None = None) -> Recording:
    return read_recording(json.dumps(body or clicks(at(1), at(9))).encode(), "s", "t")


def woven(console: object = None, network: object = None, recording: Recording | None = None) -> Recording:
    answer = {"console_data": console, "network_data": network}
    return weave(recording or tab(), json.dumps(answer).encode())


def added(found: Recording, kind: Kind) -> list[Event]:
    return [event for event in found.events if event.kind is kind]


def request(entry: object) -> Event:
    (event,) = added(woven(network=[entry]), Kind.REQUEST)
    return event


def test_both_lists_stand_among_the_events_and_are_numbered_on():
    found = woven(
        [
            {"type": "error", "value": "TypeError: x", "timestamp": at(5)},
            {"type": "log", "value": "a", "timestamp": at(0)},
        ],
        [{"type": "fetch", "timestamp": at(7), "request": {"method": "get", "url": "https://shop.example/api?x=1"}}],
    )
    assert [(event.n, event.kind, event.at_ms, event.action, event.name) for event in found.events] == [
        (4, Kind.CONSOLE, 0, "log", "a"),
        (1, Kind.TAP, 1000, "click", ""),
        (3, Kind.CONSOLE, 5000, "error", "TypeError: x"),
        (5, Kind.REQUEST, 7000, "fetch", "GET /api"),
        (2, Kind.TAP, 9000, "click", ""),
    ]
    assert (found.devtools, found.disordered_events, found.duration_ms) == ("woven", 0, 9000)


def test_everything_else_of_the_recording_stays():
    recording = tab(web())
    found = woven([{"value": "a", "timestamp": at(1)}], recording=recording)
    kept = [event for event in found.events if event.kind is not Kind.CONSOLE]
    assert kept == list(recording.events)
    assert (found.device, found.counts, found.attributes) == (recording.device, recording.counts, recording.attributes)


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"5", b"<html>", b'{"console_data": [', b"\xff"])
def test_what_is_no_answer_makes_the_devtools_unavailable(body: bytes):
    recording = tab()
    found = weave(recording, body)
    assert (found.events, found.devtools, recording.devtools) == (recording.events, "unavailable", "none")


@pytest.mark.parametrize("nothing", [None, [], {}])
def test_an_answer_with_nothing_in_it_says_that_there_is_none(nothing: object):
    found = woven(nothing, nothing)
    assert (len(found.events), found.devtools) == (2, "none")


@pytest.mark.parametrize(
    "body", [b'{"console_data": 5, "network_data": "x"}', b'{"items": []}', b'{"network_data": [1]}']
)
def test_an_answer_of_another_shape_is_not_taken_for_one_without_entries(body: bytes):
    assert weave(tab(), body).devtools == "unavailable"


def test_an_answer_that_names_neither_list_and_nothing_else_has_none():
    assert weave(tab(), b"{}").devtools == "none"


@pytest.mark.parametrize("odd", [None, 5, "text", [], {}])
def test_entries_that_are_no_objects_are_passed_over(odd: object):
    good = {"value": "a", "timestamp": at(1)}
    found = woven([odd, good, odd], [odd, {"request": {"url": "/a"}}, odd])
    assert [event.name for event in added(found, Kind.CONSOLE)] == ["a"]
    assert [event.name for event in added(found, Kind.REQUEST)] == ["/a"]


@pytest.mark.parametrize(
    ("entry", "action", "name"),
    [
        ({"type": "error", "value": "a"}, "error", "a"),
        ({"level": "warn", "message": "a"}, "warn", "a"),
        ({"body": "a"}, "log", "a"),
        ({"type": None, "value": None}, "log", ""),
        ({"type": "error", "value": 404}, "error", "404"),
        ({"type": ["error"], "value": {"a": 1}}, "log", '{"a": 1}'),
        ({"value": "cut \ud83d"}, "log", "cut \ufffd"),
    ],
)
def test_a_console_message_is_taken_wherever_it_stands(entry: JsonObject, action: str, name: str):
    (event,) = added(woven([entry]), Kind.CONSOLE)
    assert (event.action, event.name) == (action, name)


def test_a_console_message_is_on_a_page_that_the_timeline_knows():
    cart = "https://shop.example/cart?voucher=1"
    entries: list[JsonObject] = [
        {"value": "a", "full_url": cart},
        {"value": "b", "properties": {"page_url": cart}},
        {"value": "c", "full_url": "https://cdn.example/tracker.js"},
        {"value": "d"},
    ]
    found = added(woven(entries, recording=tab(web())), Kind.CONSOLE)
    assert {event.name: event.screen for event in found} == {"a": "/cart", "b": "/cart", "c": "", "d": ""}


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ({"request": {"method": "POST", "url": "https://shop.example/api/cart?x=1#y"}}, "POST /api/cart"),
        ({"request": {"method": "post", "full_url": "/api/cart"}}, "POST /api/cart"),
        ({"method": "GET", "url": "https://shop.example/api"}, "GET /api"),
        ({"request_method": "GET", "request_url": "https://shop.example"}, "GET https://shop.example"),
        ({"request": {"method": "GET"}, "url": "/api"}, "GET /api"),
        ({"request": {"url": "https://[broken"}}, "https://[broken"),
        ({"request": {"method": "GET"}}, "GET"),
        ({"request": None, "type": "xhr"}, ""),
        ({"request": "GET /api"}, ""),
    ],
)
def test_a_request_is_named_by_its_method_and_path(entry: JsonObject, name: str):
    assert request(entry).name == name


@pytest.mark.parametrize(
    ("entry", "outcome"),
    [
        ({"request": {}, "response": {"status": 504, "duration": 90}}, Exchange(status=504, took_ms=90, failed=True)),
        ({"request": {}, "response": {"status": "200", "duration": 90}}, Exchange(status=200, took_ms=90)),
        ({"request": {}, "status": 200, "duration": 90}, Exchange(status=200, took_ms=90)),
        ({"request": {"start": 1000}, "response": {"status": 204, "end": 1090}}, Exchange(status=204, took_ms=90)),
        (
            {"request": {"start_time": at(1)}, "response": {"status": 204, "end_time": at(1.09)}},
            Exchange(status=204, took_ms=90),
        ),
        ({"request": {}}, Exchange()),
    ],
)
def test_its_outcome_is_taken_wherever_it_stands(entry: JsonObject, outcome: Exchange):
    assert read_exchange(request(entry)) == outcome


def test_a_request_that_found_no_host_failed():
    found = read_exchange(request({"request": {"url": "/api"}, "error": "net::ERR_NAME_NOT_RESOLVED"}))
    assert (found.failed, found.complaint) == (True, "net::ERR_NAME_NOT_RESOLVED")


TIMES: list[JsonObject] = [
    {"timestamp": at(4)},
    {"timestamp": NINE_MS + 4000},
    {"request": {"start_time": at(4)}},
    {"request": {"startTime": NINE_MS + 4000}},
    {"request": {"start": (NINE_MS + 4000) / 1000}, "timestamp": at(8)},
    {"startedDateTime": at(4)},
    {"request": {"start": 12.5}, "timestamp": at(4)},
    {"request": {"start": "soon"}, "time": at(4)},
]


@pytest.mark.parametrize("entry", TIMES)
def test_a_request_has_the_time_it_began(entry: JsonObject):
    event = request(entry)
    assert (event.at_ms, event.timed) == (4000, True)


def test_an_entry_without_a_time_has_the_time_of_the_one_before_it():
    found = woven([{"value": "a"}, {"value": "b", "timestamp": at(3)}, {"value": "c"}, {"value": "d", "timestamp": 7}])
    assert [(event.name, event.at_ms, event.timed) for event in added(found, Kind.CONSOLE)] == [
        ("b", 3000, True),
        ("c", 3000, False),
        ("d", 3000, False),
        ("a", 9000, False),
    ]


@pytest.mark.parametrize("stray", ["2001-01-01T00:00:00Z", "2099-01-01T00:00:00Z"])
def test_an_entry_of_another_clock_has_no_time(stray: str):
    found = woven([{"value": "a", "timestamp": at(3)}, {"value": "b", "timestamp": stray}])
    assert [(event.at_ms, event.timed) for event in added(found, Kind.CONSOLE)] == [(3000, True), (3000, False)]


def test_an_entry_from_before_the_tab_has_a_negative_time():
    found = woven([{"value": "a", "timestamp": at(-2)}])
    assert (found.events[0].at_ms, found.started_at) == (-2000, NINE)


def test_a_tab_without_a_clock_takes_that_of_its_entries():
    body = web(timeline_data={"events": []}, created_at=None)
    found = woven([{"value": "b", "timestamp": at(3)}, {"value": "a", "timestamp": at(1)}], recording=tab(body))
    assert [(event.name, event.at_ms) for event in found.events] == [("a", 0), ("b", 2000)]
    assert found.started_at == NINE + timedelta(seconds=1)


def test_without_any_clock_the_order_stays():
    body = web(timeline_data={"events": []}, created_at=None)
    found = woven([{"value": "a"}, {"value": "b"}], recording=tab(body))
    assert [(event.n, event.name, event.at_ms, event.timed) for event in found.events] == [
        (1, "a", 0, False),
        (2, "b", 0, False),
    ]


def test_damage_in_one_entry_leaves_the_others():
    deep = b"[" * 6000 + b"]" * 6000
    entries = [{"value": "a", "extra": "DEEP"}, {"value": "b\ud83d"}, {"value": "BAD"}, {"value": "d"}]
    body = json.dumps({"console_data": entries}).encode().replace(b'"DEEP"', deep).replace(b"BAD", b"\xff")
    found = weave(tab(), body)
    assert [event.name for event in added(found, Kind.CONSOLE)] == ["a", "b\ufffd", "\ufffd", "d"]


def names(*urls: str, recording: Recording | None = None) -> list[str]:
    entries = [{"request": {"method": "GET", "url": url}} for url in urls]
    return [event.name for event in added(woven(network=entries, recording=recording), Kind.REQUEST)]


def test_the_host_of_another_site_is_told():
    found = names("https://shop.example/a", "https://api.shop.example/b", "https://beacon.example.net/c", "/d")
    assert found == ["GET /a", "GET /b", "GET /c (beacon.example.net)", "GET /d"]


def test_the_pages_own_site_is_that_of_its_first_page():
    tab_of_the_shop = tab({**web(), "first_page_url": "https://www.shop.example/"})
    urls = ("https://api.shop.example/a", "https://beacon.example.net/c", "https://beacon.example.net/d")
    found = names(*urls, recording=tab_of_the_shop)
    assert found == ["GET /a", "GET /c (beacon.example.net)", "GET /d (beacon.example.net)"]


def test_one_path_at_two_hosts_is_two_requests():
    assert names("https://a.shop.example/pay", "https://b.shop.example/pay", "https://a.shop.example/cart") == [
        "GET /pay (a.shop.example)",
        "GET /pay (b.shop.example)",
        "GET /cart",
    ]


def test_a_request_of_graphql_is_named_by_its_operation():
    sent = {"method": "POST", "url": "/graphql", "body": json.dumps({"operationName": "GetCart", "query": "..."})}
    assert request({"request": sent}).name == "POST /graphql GetCart"
