"""Whatever the answer, it is read or refused, and nothing else happens."""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import cast

import msgspec
import pytest
from good_answers import mobile, mobile_session, web, web_session
from hypothesis import given, settings, strategies as st

from devrev_sessions.devrev.devtools import weave
from devrev_sessions.devrev.reading import read_recording
from devrev_sessions.devrev.reading_sessions import (
    read_dev_user,
    read_rev_users,
    read_session,
    read_sessions,
    read_work,
)
from devrev_sessions.devrev.wire import MobileEvent, RawBody, WebEvent
from devrev_sessions.errors import UnexpectedResponse, UnsupportedRecording
from devrev_sessions.timeline.exchange import read_exchange
from devrev_sessions.timeline.properties import read_properties
from devrev_sessions.timeline.recording import Recording
from devrev_sessions.timeline.story import Part, whole_story

QUICKLY = settings(database=None, deadline=None, derandomize=True, max_examples=150)
BRIEFLY = settings(QUICKLY, max_examples=60)

ODD_LETTERS = 'a0 ."\\\n\x00\u00e9\u2028\U0001f600\ud83d\ude00'
FIELDS = [field.encode_name for shape in (MobileEvent, WebEvent, RawBody) for field in msgspec.structs.fields(shape)]
INNER = ["events", "attributes", "status_counts", "frames", "value", "is_crash", "launch_time_ms", "session"]
NAMES = st.sampled_from([*FIELDS, *INNER]) | st.text(ODD_LETTERS, max_size=4)
TELLING = [
    "mobile_recording",
    "web_recording",
    "single_tap",
    "click",
    "2026-04-21T09:00:00Z",
    "12",
    "12.0",
    "nan",
    "true",
]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([2**63, -(2**64), 10**30, 10**400, 1_776_762_000_000])
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(ODD_LETTERS, max_size=6)
    | st.sampled_from(TELLING),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=6,
)
OBJECTS = st.dictionaries(NAMES, VALUES, max_size=6)
GOOD = st.sampled_from([mobile(), web(), mobile(recording="new_recording"), web(recording=None)])


def containers(value: object) -> Iterator[dict[object, object]]:
    """Every object and list within, each as a mapping to change."""
    if isinstance(value, dict):
        inside = cast("dict[object, object]", value)
        yield inside
        for inner in inside.values():
            yield from containers(inner)
    elif isinstance(value, list):
        for inner in cast("list[object]", value):
            yield from containers(inner)


@st.composite
def changed(draw: st.DrawFn, bodies: st.SearchStrategy[dict[str, object]]) -> dict[str, object]:
    """A good answer of which some fields are gone, or hold something else."""
    body = cast("dict[str, object]", json.loads(json.dumps(draw(bodies))))
    for _ in range(draw(st.integers(1, 4))):
        places = [(each, name) for each in containers(body) for name in each]
        if not places:
            break
        place, name = draw(st.sampled_from(places))
        if draw(st.booleans()):
            place[name] = draw(VALUES)
        else:
            del place[name]
    return body


def texts(found: Recording) -> Iterator[str]:
    yield from (found.session_id, found.part_id, found.user_id, found.org_id, *found.attributes.values())
    for event in found.events:
        yield from (event.action, event.name, event.screen, event.target, event.note)


def read_or_refused(body: bytes) -> None:
    try:
        found = read_recording(body, "s", "p")
    except (UnexpectedResponse, UnsupportedRecording):
        return
    numbers = [event.n for event in found.events]
    assert len(set(numbers)) == len(numbers)
    assert all(1 <= n <= len(numbers) + found.skipped_events for n in numbers)
    assert 0 <= found.repaired_events <= len(numbers)
    assert [event.at_ms for event in found.events] == sorted(event.at_ms for event in found.events)
    "".join(texts(found)).encode()
    for event in found.events:
        read_exchange(event)
        read_properties(event.properties)


@QUICKLY
@given(OBJECTS)
def test_any_object_is_read_or_refused(body: dict[str, object]):
    read_or_refused(json.dumps(body).encode())


@QUICKLY
@given(changed(GOOD))
def test_a_good_recording_with_any_change_is_read_or_refused(body: dict[str, object]):
    read_or_refused(json.dumps(body).encode())


@BRIEFLY
@given(st.lists(VALUES, max_size=6), st.booleans())
def test_any_entries_are_read_or_counted(entries: list[object], on_web: bool):
    body = web(timeline_data={"events": entries}) if on_web else mobile(recording_events_timeline=entries)
    found = read_recording(json.dumps(body).encode(), "s", "p")
    assert len(found.events) + found.skipped_events == len(entries)
    assert found.skipped_events == sum(not isinstance(entry, dict) for entry in entries)
    assert found.unread_fields == ()


@QUICKLY
@given(GOOD, st.binary(max_size=6), st.floats(0, 1), st.integers(0, 20))
def test_any_bytes_within_an_answer_are_read_or_refused(
    body: dict[str, object], piece: bytes, place: float, replaced: int
):
    whole = json.dumps(body).encode()
    begin = int(place * len(whole))
    read_or_refused(whole[:begin] + piece + whole[begin + replaced :])
    read_or_refused(whole[:begin])


@BRIEFLY
@given(st.binary(max_size=60) | OBJECTS.map(lambda body: json.dumps(body).encode()))
def test_any_answer_of_the_devtools_is_woven_or_unavailable(body: bytes):
    tab = read_recording(json.dumps(web()).encode(), "s", "t")
    found = weave(tab, body)
    assert [event for event in found.events if event.n <= len(tab.events)] == list(tab.events)
    assert [event.at_ms for event in found.events] == sorted(event.at_ms for event in found.events)


@BRIEFLY
@given(st.lists(OBJECTS, max_size=2), st.lists(OBJECTS, max_size=2))
def test_any_entries_of_the_devtools_leave_the_events_as_they_were(console: list[object], network: list[object]):
    tab = read_recording(json.dumps(web()).encode(), "s", "t")
    found = weave(tab, json.dumps({"console_data": console, "network_data": network}).encode())
    assert [event for event in found.events if event.n <= len(tab.events)] == list(tab.events)
    assert len(found.events) <= len(tab.events) + len(console) + len(network)
    "".join(texts(found)).encode()


@BRIEFLY
@given(changed(st.sampled_from([{"session": mobile_session()}, {"session": web_session()}])) | OBJECTS)
def test_any_session_is_read_or_refused(body: dict[str, object]):
    answer = json.dumps(body).encode()
    read_dev_user(answer)
    try:
        found = read_session(answer)
    except UnexpectedResponse:
        return
    assert found.session_id
    assert all(found.part_ids)
    story = whole_story(found, [Part(part_id, None) for part_id in found.part_ids])
    assert len(story.parts) == len(set(found.part_ids))


LISTED: dict[str, object] = {"sessions": [mobile_session(), web_session()], "next_cursor": "c"}
USERS: dict[str, object] = {"rev_users": [{"id": "revu/1", "display_id": "REVU-1", "rev_org": {"id": "o/1"}}]}
WORK: dict[str, object] = {
    "work": {"display_id": "TKT-1", "created_date": "2026-04-21T09:00:00Z", "reported_by": [{"id": "revu/1"}]}
}


@BRIEFLY
@given(changed(st.sampled_from([LISTED, USERS, WORK])) | OBJECTS | st.lists(VALUES, max_size=2))
def test_any_list_of_sessions_users_or_tickets_is_read_or_refused(body: object):
    answer = json.dumps(body).encode()
    with suppress(UnexpectedResponse):
        assert all(person.user_id for person in read_rev_users(answer))
    with suppress(UnexpectedResponse):
        assert all(session.session_id for session in read_sessions(answer).sessions)
    with suppress(UnexpectedResponse):
        assert read_work(answer).ticket_id


@BRIEFLY
@given(st.binary(max_size=60))
def test_any_bytes_in_the_place_of_a_list_are_refused_or_none(body: bytes):
    for read in (read_sessions, read_rev_users, read_work):
        with pytest.raises(UnexpectedResponse):
            read(body)
