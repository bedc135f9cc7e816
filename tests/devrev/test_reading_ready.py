"""Events read straight from the wire are those that the lenient way makes of the same answer."""

import json
from typing import cast

import msgspec
import pytest
from good_answers import mobile
from hypothesis import given, settings, strategies as st

from devrev_sessions.devrev.mobile import KINDS, complete, read_events
from devrev_sessions.devrev.reading import read_recording
from devrev_sessions.devrev.wire import MobileEvent, ReadyBody, ReadyEvent, TypedBody
from devrev_sessions.sandbox import SAMPLES
from devrev_sessions.timeline.events import AppText, Event, Kind

Json = dict[str, object]
READY = msgspec.json.Decoder(ReadyBody, strict=False)
TYPED = msgspec.json.Decoder(TypedBody, strict=False)
QUICKLY = settings(database=None, deadline=None, derandomize=True, max_examples=300)

TEXTS = st.sampled_from(["", "null", "true", "12", "exception", "single_tap", "zoom"]) | st.text(max_size=6)
OFFSETS = (
    st.integers(-50, 500)
    | st.integers()
    | st.sampled_from([12.0, -3.0, "12", "12.0", "-7", "1e3", 31 * 24 * 3600 * 1000, -(2**62), 10**30, "null"])
)
FLAGS = st.booleans() | st.sampled_from([0, 1, "0", "1", "true", "false"])
FREE = st.dictionaries(st.text(max_size=3), st.integers() | st.text(max_size=3), max_size=2)
ENTRIES: st.SearchStrategy[Json] = st.fixed_dictionaries(
    {},
    optional={
        "event_type": TEXTS,
        "event_name": st.sampled_from(list(KINDS)) | TEXTS,
        "name": TEXTS,
        "screen": TEXTS,
        "object_name": TEXTS,
        "custom_tag": TEXTS,
        "timestamp_offset_ms": OFFSETS,
        "non_responsive": FLAGS,
        "exception_class_name": TEXTS,
        "exception_tag": TEXTS,
        "event_properties": FREE | st.none() | st.integers(),
        "request_properties": FREE,
        "response_properties": FREE,
        "unheard_of": FREE | TEXTS,
    },
)


def encoded(entries: list[Json]) -> bytes:
    return json.dumps({"recording_events_timeline": entries}).encode()


def ready(body: bytes) -> tuple[list[ReadyEvent], int] | None:
    """What the short way reads, None where it leaves the answer to the lenient way."""
    try:
        events = READY.decode(body).recording_events_timeline or []
    except msgspec.ValidationError:
        return None
    return events, complete(events)


def leniently(body: bytes) -> tuple[list[Event], int]:
    return read_events(cast("list[MobileEvent | None]", TYPED.decode(body).recording_events_timeline or []))


@QUICKLY
@given(st.lists(ENTRIES, max_size=6))
def test_both_ways_read_the_same(entries: list[Json]):
    body = encoded(entries)
    found = ready(body)
    if found is not None:
        assert found == leniently(body)


@QUICKLY
@given(st.lists(ENTRIES, max_size=4), st.data())
def test_what_the_short_way_refuses_is_read_by_the_other(entries: list[Json], data: st.DataObject):
    for entry in entries:
        for name in data.draw(st.sets(st.sampled_from(list(entry)))) if entry else ():
            entry[name] = None
    found = read_recording(encoded(entries), "s", "p")
    events, disordered = leniently(encoded(entries))
    assert sorted(found.events, key=lambda event: event.n) == events
    assert (found.disordered_events, found.skipped_events, found.repaired_events) == (disordered, 0, 0)


@pytest.mark.parametrize("sample", [name for name, sample in SAMPLES.items() if not sample.is_web])
def test_documented_answers_take_the_short_way(sample: str):
    for part in SAMPLES[sample].parts:
        body = SAMPLES[sample].recording_bytes(part)
        if body is not None and b"\\ud" not in body:
            assert ready(body) == leniently(body)


def test_a_field_cannot_pose_as_what_only_we_set():
    posing: Json = {" n": 7, " kind": "anr", " timed": False, "n": 7, "kind": "anr", "part": 3, "event_name": "zoom"}
    found = read_recording(json.dumps(mobile(recording_events_timeline=[posing])).encode(), "s", "p")
    assert [(event.n, event.kind, event.part) for event in found.events] == [(1, Kind.GESTURE, 0)]
    posing[" part"] = 3
    found = read_recording(json.dumps(mobile(recording_events_timeline=[posing])).encode(), "s", "p")
    assert [(event.n, event.kind, event.part) for event in found.events] == [(1, Kind.GESTURE, 0)]


def test_an_event_equals_another_that_tells_the_same():
    (event,) = (ready(encoded([{"event_name": "zoom", "event_type": "user", "timestamp_offset_ms": 5}])) or ([], 0))[0]
    same = Event(n=1, kind=Kind.GESTURE, at_ms=5, action=AppText("zoom"))
    assert event == same == event
    assert event != msgspec.structs.replace(same, n=2)
    assert event != "zoom"
    with pytest.raises(TypeError, match="unhashable"):
        hash(event)
