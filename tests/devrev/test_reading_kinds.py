"""Kinds of recordings, of events, and of answers that are neither."""

import json

import pytest
from good_answers import JsonObject, mobile, tap, web, without

from devrev_sessions.devrev.reading import read_recording
from devrev_sessions.devrev.reading_sessions import read_dev_user, read_session
from devrev_sessions.errors import UnexpectedResponse, UnsupportedRecording
from devrev_sessions.timeline.events import Kind
from devrev_sessions.timeline.recording import Recording


def read(body: object) -> Recording:
    return read_recording(json.dumps(body).encode(), "asked-session", "asked-part")


MOBILE_KINDS = {
    "anr": "anr", "api": "request", "app_launch": "launch", "back_button_pressed": "navigation",
    "consent_accepted": "other", "created": "lifecycle", "destroyed": "lifecycle", "double_tap": "tap",
    "error": "error", "event": "custom", "exception": "exception", "home_button_pressed": "navigation",
    "long_press": "tap", "msg": "log", "pause_recording_called": "pause", "paused": "lifecycle", "pinch": "gesture",
    "rage_tap": "rage_tap", "resume_recording_called": "resume", "resumed": "lifecycle",
    "saved_instance_state": "lifecycle", "single_tap": "tap", "started": "lifecycle", "stopped": "lifecycle",
    "swipe": "gesture", "swipe_down": "gesture", "swipe_left": "gesture", "swipe_right": "gesture",
    "swipe_up": "gesture", "tag": "tag", "zoom": "gesture",
}  # fmt: skip


def test_every_mobile_event_name_has_its_kind_and_keeps_its_name():
    timeline = [{"event_type": "user", "event_name": name} for name in MOBILE_KINDS]
    events = read(mobile(recording_events_timeline=timeline)).events
    assert {str(event.action): str(event.kind) for event in events} == MOBILE_KINDS


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"event_type": "click"}, Kind.TAP),
        ({"event_type": "click", "is_rage": True}, Kind.RAGE_TAP),
        ({"event_type": "click", "is_dead": True}, Kind.DEAD_TAP),
        ({"event_type": "click", "is_dead": True, "is_rage": True}, Kind.RAGE_TAP),
        ({"event_type": "click", "event": "pay"}, Kind.TAP),
        ({"event_type": "form_change"}, Kind.INPUT),
        ({"event_type": "nav", "is_rage": True}, Kind.NAVIGATION),
        ({"event_type": "perf_capture"}, Kind.PERFORMANCE),
        ({"event_type": "recording_stopped"}, Kind.PAUSE),
        ({"event": "pay"}, Kind.CUSTOM),
        ({"event_type": "custom", "event": "pay"}, Kind.CUSTOM),
        ({"event_type": "hover"}, Kind.OTHER),
        ({}, Kind.OTHER),
    ],
)
def test_every_web_event_has_its_kind_and_keeps_its_name(fields: JsonObject, kind: Kind):
    entry = {"timestamp": "2026-04-21T09:00:01Z", **fields}
    (event,) = read(web(timeline_data={"events": [entry]})).events
    assert (event.kind, event.action, event.name) == (kind, fields.get("event_type", ""), fields.get("event", ""))


def test_a_name_that_devrev_does_not_document_yet_is_kept():
    timeline = [{"event_type": "haptic"}, {"event_type": "user", "event_name": "triple_tap", "screen": "CartActivity"}]
    assert [(e.kind, e.action, e.screen) for e in read(mobile(recording_events_timeline=timeline)).events] == [
        (Kind.OTHER, "haptic", ""),
        (Kind.OTHER, "triple_tap", "CartActivity"),
    ]


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://shop.example/cart?voucher=1#top", "/cart"),
        ("https://shop.example", "/"),
        ("https://shop.example/#/cart?x=1", "/#/cart"),
        ("https://shop.example/app#!/cart", "/app#!/cart"),
        ("/cart?x=1", "/cart"),
        ("about:blank", "about:blank"),
        ("https://[broken", "https://[broken"),
        ("?x=1", "?x=1"),
    ],
)
def test_a_page_is_named_by_its_path(url: str, page: str):
    events = [{"timestamp": "2026-04-21T09:00:01Z", "event_type": "nav", "page_url": url}] * 2
    assert [event.screen for event in read(web(timeline_data={"events": events})).events] == [page, page]


@pytest.mark.parametrize("kind", ["desktop_recording", "", None, 7, ["mobile_recording"]])
@pytest.mark.parametrize("body", [mobile(), web()], ids=["mobile", "web"])
def test_an_unknown_kind_with_a_known_timeline_is_read(body: JsonObject, kind: object):
    assert read({**body, "recording": kind}) == read(body)
    assert read(without(body, "recording")) == read(body)


@pytest.mark.parametrize("empty", [None, {}, {"events": None}, {"events": []}])
def test_the_timeline_with_events_decides_the_shape(empty: object):
    both = mobile(timeline_data=empty)
    assert read({**both, "recording": "new_recording"}).medium == "mobile"
    assert read({**both, "recording": "web_recording"}).medium == "mobile"
    odd = {**both, "recording_events_timeline": [tap(5), None]}
    assert read({**odd, "recording": "new_recording"}).medium == "mobile"


@pytest.mark.parametrize("kind", ["mobile_recording", "web_recording"])
def test_a_kind_that_is_known_without_events_is_an_empty_recording(kind: str):
    found = read({"recording": kind})
    assert found.events == ()
    assert (found.medium, found.session_id, found.part_id) == (
        kind.removesuffix("_recording"),
        "asked-session",
        "asked-part",
    )


@pytest.mark.parametrize(
    ("changed", "other"),
    [
        ({"session_id": "sess-1", "recording_id": "rec-1"}, ()),
        ({"session_id": "don:core:dvrv-us-1:devo/1:session/Sess-1"}, ()),
        ({"recording_id": "rec-2"}, (("rec-1", "rec-2"),)),
        ({"recording_id": "rec-2", "tab_id": "rec-1"}, ()),
        ({"session_id": "sess-2", "recording_id": "rec-2"}, (("sess-1", "sess-2"), ("rec-1", "rec-2"))),
        ({"session_id": None, "recording_id": ["rec-2"]}, ()),
    ],
)
def test_an_answer_about_something_else_than_was_asked_is_noticed(changed: JsonObject, other: tuple[object, ...]):
    body = {"session_id": "sess-1", "recording_id": "rec-1"} | changed
    assert read_recording(json.dumps(mobile(**body)).encode(), "sess-1", "rec-1").other_ids == other


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ({"recording": "desktop_recording"}, "desktop_recording"),
        ({"events": [{"at": 1}]}, "(not named)"),
        ({"recording": "vr_recording", "scenes": [1, 2]}, "vr_recording"),
        ({"recording": "vr_recording", "timeline_data": {"scenes": []}}, "vr_recording"),
    ],
)
def test_an_unknown_kind_without_a_timeline_is_unsupported(body: JsonObject, value: str):
    with pytest.raises(UnsupportedRecording) as told:
        read(body)
    assert told.value.value == value
    assert told.value.message.count("{value}") == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"recording": None, "timeline_data": None},
        {"type": "forbidden", "message": "No."},
        {"error": {"code": 500}},
        {"scenes": [1, 2]},
    ],
)
def test_an_object_that_does_not_call_itself_a_recording_is_unexpected(body: JsonObject):
    with pytest.raises(UnexpectedResponse, match="not the JSON of a recording"):
        read(body)


@pytest.mark.parametrize(
    "answer", [b"", b"null", b"[]", b'"text"', b"5", b"<html>", b'{"recording": "mobile_reco', b'{"a": 1} x', b"\xff"]
)
def test_what_is_no_object_is_unexpected(answer: bytes):
    with pytest.raises(UnexpectedResponse):
        read_recording(answer, "s", "p")
    with pytest.raises(UnexpectedResponse):
        read_session(answer)
    assert read_dev_user(answer) == ""


@pytest.mark.parametrize(
    "body", [{}, {"session": None}, {"session": {}}, {"session": []}, {"session": {"type": "web"}}]
)
def test_an_answer_without_a_session_is_unexpected(body: JsonObject):
    with pytest.raises(UnexpectedResponse, match="session"):
        read_session(json.dumps(body).encode())


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"dev_user": {"display_name": "Sam", "full_name": "Sam Okafor", "id": "don:1"}}, "Sam"),
        ({"dev_user": {"display_name": "", "full_name": "Sam Okafor"}}, "Sam Okafor"),
        ({"dev_user": {"id": "don:1"}}, "don:1"),
        ({"display_name": "Sam"}, "Sam"),
        ({"dev_user": {"display_name": "S\ud83d"}}, "S\ufffd"),
        ({}, ""),
    ],
)
def test_the_owner_of_a_token_has_a_name(body: JsonObject, name: str):
    assert read_dev_user(json.dumps(body).encode()) == name
