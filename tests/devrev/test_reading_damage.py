"""Answers that are not quite as documented: what fits is read, what does not is counted, the rest is untouched."""

import json

import pytest
from good_answers import JsonObject, mobile, mobile_session, tap, web, web_session, without

from devrev_sessions.devrev.reading import read_recording
from devrev_sessions.devrev.reading_sessions import read_session
from devrev_sessions.timeline.properties import read_properties
from devrev_sessions.timeline.recording import Device, Launch, Memory, PageCounts, Recording

CLICK: JsonObject = {"timestamp": "2026-04-21T09:00:02.000Z", "event_type": "click", "label": "Pay"}

DEEP = 100_000
"""Deeper than any Python of today reads."""


def read(body: object) -> Recording:
    return read_bytes(json.dumps(body).encode())


def read_bytes(body: bytes) -> Recording:
    return read_recording(body, "asked-session", "asked-part")


def among_taps(odd: object, *, buttons: tuple[str, str] = ("first", "last")) -> Recording:
    """A recording of two good taps with something else between them."""
    first, last = (tap(ms, object_name=name) for ms, name in zip((1000, 3000), buttons, strict=True))
    return read(mobile(recording_events_timeline=[first, odd, last]))


def neighbours(found: Recording) -> list[tuple[int, int, str]]:
    return [(event.n, event.at_ms, event.target) for event in found.events if event.n != 2]


UNTOUCHED = [(1, 1000, "first"), (3, 3000, "last")]


@pytest.mark.parametrize("odd", [None, 5, 1.5, True, "single_tap", [], [tap(2000)]])
def test_an_entry_that_is_no_object_is_skipped_and_counted(odd: object):
    found = among_taps(odd)
    assert [(event.n, event.at_ms, event.target) for event in found.events] == UNTOUCHED
    assert (found.skipped_events, found.repaired_events, found.unread_fields) == (1, 0, ())


@pytest.mark.parametrize("odd", [None, 5, "click", []])
def test_the_same_holds_on_the_web(odd: object):
    found = read(web(timeline_data={"events": [CLICK, odd, CLICK]}))
    assert [(event.n, event.at_ms, event.target) for event in found.events] == [(1, 2000, "Pay"), (3, 2000, "Pay")]
    assert (found.skipped_events, found.repaired_events) == (1, 0)


ODD_FIELDS: list[tuple[str, object]] = [
    ("event_type", 7),
    ("event_name", {"a": 1}),
    ("name", ["a"]),
    ("screen", True),
    ("object_name", 12),
    ("custom_tag", {}),
    ("timestamp_offset_ms", "soon"),
    ("timestamp_offset_ms", ""),
    ("timestamp_offset_ms", {}),
    ("timestamp_offset_ms", True),
    ("non_responsive", "maybe"),
    ("non_responsive", 2),
    ("non_responsive", []),
    ("exception_class_name", 404),
    ("exception_tag", [None]),
]


@pytest.mark.parametrize(("name", "value"), ODD_FIELDS)
def test_a_field_of_another_type_costs_no_more_than_itself(name: str, value: object):
    whole = tap(2000, object_name="pay", screen="Cart", event_properties={"total": 5})
    found = among_taps({**whole, name: value})
    (event,) = (event for event in found.events if event.n == 2)
    assert neighbours(found) == UNTOUCHED
    assert (found.skipped_events, found.repaired_events) == (0, 1)
    assert read_properties(event.properties) == {"total": 5}
    expected = {"object_name": "pay", "screen": "Cart", name: None}
    assert event.target in (expected["object_name"], str(value))
    assert event.screen in (expected["screen"], "true")


@pytest.mark.parametrize(
    ("name", "value", "read_as"),
    [("object_name", 12, "12"), ("object_name", 1.5, "1.5"), ("object_name", True, "true"), ("object_name", [], "")],
)
def test_a_text_of_another_type_is_read_as_json_writes_it(name: str, value: object, read_as: str):
    assert [event.target for event in among_taps(tap(2000, **{name: value})).events] == ["first", read_as, "last"]


@pytest.mark.parametrize("offset", [2000, 2000.0, 2000.7, "2000", "2000.0"])
def test_a_number_may_come_as_a_decimal_or_as_text(offset: object):
    found = among_taps(tap(offset))
    assert [event.at_ms for event in found.events] == [1000, 2000, 3000]
    assert all(event.timed for event in found.events)


@pytest.mark.parametrize(("value", "unanswered"), [("true", True), (1, True), ("false", False), (0, False)])
def test_a_flag_may_come_as_text_or_as_a_digit(value: object, unanswered: bool):
    assert among_taps(tap(2000, non_responsive=value)).events[1].unanswered is unanswered


def test_the_word_null_is_a_text_like_any_other():
    assert among_taps(tap(2000, object_name="null")).events[1].target == "null"


FIELDS = [
    "event_type", "event_name", "name", "screen", "object_name", "custom_tag", "timestamp_offset_ms", "non_responsive",
    "exception_class_name", "exception_tag", "event_properties", "request_properties", "response_properties",
    "coordinates", "input_type",
]  # fmt: skip


@pytest.mark.parametrize("name", FIELDS)
def test_a_null_in_an_event_is_as_if_it_were_not_there(name: str):
    with_null, without_it = among_taps(tap(2000) | {name: None}), among_taps(without(tap(2000), name))
    assert [read_properties(event.properties) for event in with_null.events] == [{}, {}, {}]
    assert [(e.n, e.at_ms, e.kind, e.action) for e in with_null.events] == [
        (e.n, e.at_ms, e.kind, e.action) for e in without_it.events
    ]
    assert (with_null.skipped_events, with_null.repaired_events) == (0, 0)


def test_fields_that_devrev_adds_are_passed_over():
    body = mobile(new_field={"a": [1, {"b": None}]}, recording_events_timeline=[tap(5, pressure=0.4, path=[[1], [2]])])
    found = read(body)
    assert (len(found.events), found.repaired_events, found.unread_fields) == (1, 0, ())


def test_a_cut_off_emoji_costs_one_character_of_one_event():
    found = among_taps(tap(2000, object_name="pay\ud83d"))
    assert found.events[1].target == "pay\ufffd"
    assert neighbours(found) == UNTOUCHED
    assert (found.skipped_events, found.repaired_events) == (0, 1)


@pytest.mark.parametrize("place", ["event_properties", "response_properties", "new_field"])
def test_a_cut_off_emoji_in_a_property_is_counted_too(place: str):
    found = among_taps(tap(2000, **{place: {"\ude00": "\ud83d"}}))
    assert neighbours(found) == UNTOUCHED
    assert found.repaired_events == 1


def test_a_cut_off_emoji_outside_the_events_is_no_repaired_event():
    found = read(mobile(rev_user_id="REVU\ud83d", user_attributes={"\ude00": "x"}))
    assert found.user_id == "REVU\ufffd"
    assert found.attributes == {"\ufffd": "x"}
    assert (len(found.events), found.skipped_events, found.repaired_events) == (5, 0, 0)


def with_bytes(piece: bytes, **fields: object) -> bytes:
    """A recording in which the text PIECE of the second of three taps is other bytes."""
    odd = tap(2000, **fields)
    taps = [tap(1000, object_name="first"), odd, tap(3000, object_name="last")]
    return json.dumps(mobile(recording_events_timeline=taps)).encode().replace(b'"PIECE"', piece)


def test_bytes_that_are_no_utf_8_cost_their_own_characters():
    found = read_bytes(with_bytes(b'"pay\xff\xfe"', object_name="PIECE"))
    assert found.events[1].target == "pay\ufffd\ufffd"
    assert neighbours(found) == UNTOUCHED
    assert found.repaired_events == 1


def test_bytes_that_are_no_utf_8_in_a_property_show_when_it_is_read():
    found = read_bytes(with_bytes(b'{"a": "\xff", "b": 2}', event_properties="PIECE"))
    assert read_properties(found.events[1].properties) == {"a": "\ufffd", "b": 2}
    assert neighbours(found) == UNTOUCHED


@pytest.mark.parametrize("name", ["event_properties", "request_properties", "coordinates", "new_field", "object_name"])
@pytest.mark.parametrize("nest", [(b"[", b"]"), (b'{"a":', b"}"), (b'[{"a":', b"}]")], ids=["list", "object", "both"])
def test_deep_nesting_in_one_event_costs_only_what_is_deep(name: str, nest: tuple[bytes, bytes]):
    opening, closing = nest
    found = read_bytes(with_bytes(opening * DEEP + b"1" + closing * DEEP, **{name: "PIECE"}))
    assert neighbours(found) == UNTOUCHED
    assert (found.skipped_events, found.repaired_events) == (0, 1)
    assert (found.crash_log is not None, found.device.model) == (True, "Pixel 8")


def test_deep_nesting_as_an_event_skips_it():
    found = read_bytes(
        with_bytes(b"[" * DEEP + b"]" * DEEP).replace(b'"single_tap", "timestamp_offset_ms": 2000', b'""')
    )
    assert neighbours(found) == UNTOUCHED


def test_every_damage_at_once_is_told_apart():
    deep, bad = b"[" * DEEP + b"]" * DEEP, b'"\xff"'
    entries = [None, tap(1, object_name="\ud83d"), tap(2, object_name="BAD"), tap(3, extra="DEEP"), 7, tap("x"), tap(6)]
    body = json.dumps(mobile(recording_events_timeline=entries)).encode()
    found = read_bytes(body.replace(b'"DEEP"', deep).replace(b'"BAD"', bad))
    assert [event.n for event in found.events] == [2, 3, 4, 6, 7]
    assert (found.skipped_events, found.repaired_events) == (2, 4)


@pytest.mark.parametrize(
    ("body", "odd"),
    [
        (mobile(recording_events_timeline={"events": []}), "recording_events_timeline"),
        (mobile(recording_events_timeline="gone"), "recording_events_timeline"),
        (mobile(recording_events_timeline=3), "recording_events_timeline"),
        (web(timeline_data="gone"), "timeline_data"),
        (web(timeline_data=[CLICK]), "timeline_data"),
        (web(timeline_data={"events": {"0": CLICK}}), "timeline_data.events"),
        (web(timeline_data={"events": "gone"}), "timeline_data.events"),
    ],
)
def test_a_timeline_of_another_shape_is_told(body: JsonObject, odd: str):
    found = read(body)
    assert (found.events, found.unread_fields) == ((), (odd,))


@pytest.mark.parametrize("timeline", [None, []])
def test_a_timeline_that_is_null_or_empty_is_an_empty_recording(timeline: object):
    for body in (mobile(recording_events_timeline=timeline), web(timeline_data={"events": timeline})):
        found = read(body)
        assert (found.events, found.unread_fields, found.skipped_events) == ((), (), 0)


ODD: list[object] = [-1, "text", True, [], {}, [[1]], {"a": {"b": [1]}}, "", "\ud83d"]
OPTIONAL = [
    "app_launch", "available_ram", "total_ram", "created_at", "device_metadata", "observability_sessions_log_data",
    "rev_org_id", "rev_user_id", "user_attributes", "video_playback_data", "session_id", "recording_id", "tab_id",
    "dead_click_count", "rage_click_count", "page_load_time_ms", "first_page_title", "first_page_url",
    "console_metadata", "network_metadata", "session_attributes", "replay_data",
]  # fmt: skip


@pytest.mark.parametrize("name", OPTIONAL)
@pytest.mark.parametrize("body", [mobile(), web()], ids=["mobile", "web"])
def test_any_field_may_be_missing_or_null_or_of_another_type(name: str, body: JsonObject):
    absent = read(without(body, name))
    assert read({**body, name: None}) == absent
    assert len(absent.events) == len(read(body).events)
    for odd in ODD:
        found = read({**body, name: odd})
        assert found.skipped_events == found.repaired_events == 0
        assert [event.n for event in found.events] == [event.n for event in absent.events]


def test_an_answer_without_ids_has_those_that_were_asked_for():
    found = read(without(mobile(), "session_id", "recording_id"))
    assert (found.session_id, found.part_id) == ("asked-session", "asked-part")


def test_nothing_told_of_the_device_or_the_launch_is_nothing_known():
    odd = mobile(device_metadata=[], app_launch={}, available_ram=None, total_ram="much", user_attributes="none")
    found = read(odd | {"observability_sessions_log_data": {"is_anr": False, "is_crash": False, "value": ""}})
    assert (found.device, found.launch, found.memory, found.crash_log) == (Device(), None, None, None)
    assert found.attributes == {}


NUMBERS: list[tuple[object, int | None]] = [
    (812, 812), (812.0, 812), (811.6, 812), ("812", 812), ("812.0", 812), (-1, -1), (True, None), ("soon", None),
    (None, None), ([], None), ("nan", None), ("1e999", None),
]  # fmt: skip


@pytest.mark.parametrize(("told", "number"), NUMBERS)
def test_a_whole_number_is_read_from_its_neighbours(told: object, number: int | None):
    found = read(mobile(app_launch={"launch_type": "hot", "launch_time_ms": told}, total_ram=told, available_ram=5))
    assert found.launch == Launch(read(mobile(app_launch={"launch_type": "hot"})).launch.style, number)  # pyright: ignore[reportOptionalMemberAccess] - a launch with a style is there
    assert found.memory == Memory(5, number)


@pytest.mark.parametrize(
    ("told", "crashed"), [(True, True), ("true", True), (1, True), ("1", True), ("no", False), (0, False), ([1], False)]
)
def test_a_crash_is_read_from_any_way_to_say_yes(told: object, crashed: bool):
    log = read(mobile(observability_sessions_log_data={"is_crash": told, "value": "log"})).crash_log
    assert log is not None
    assert log.crashed is crashed


def test_counts_that_are_not_there_are_not_zero():
    names = [name for name in OPTIONAL if "click" in name or "page" in name or "metadata" in name]
    assert read(without(web(), *names)).counts == PageCounts()


def test_replay_that_is_no_link_is_left_out():
    none: list[object] = [None, 5, "x", []]
    assert read(mobile(video_playback_data=none)).replay == ()
    assert read(web(replay_data=none)).replay == ()
    (link,) = read(mobile(video_playback_data=[{"frames": None, "presigned_url": None, "start_frame": 3}])).replay
    assert (link.url, link.begins, link.frames) == ("", "3", ())


@pytest.mark.parametrize("body", [mobile_session(), web_session()], ids=["mobile", "web"])
def test_any_field_of_a_session_may_be_missing_or_odd(body: JsonObject):
    for name in without(body, "session_id"):
        absent = read_session(json.dumps({"session": without(body, name)}).encode())
        assert read_session(json.dumps({"session": {**body, name: None}}).encode()) == absent
        for odd in ODD:
            assert read_session(json.dumps({"session": {**body, name: odd}}).encode()).session_id == absent.session_id


def test_a_session_is_read_without_its_envelope_and_with_half_an_emoji():
    body = mobile_session(recording_ids=["rec-1", None, "rec-1", 7, "", "r\ud83d"], rev_user_id="\ud83d")
    found = read_session(json.dumps(body).encode())
    assert (found.part_ids, found.user_id) == (("rec-1", "7", "r\ufffd"), "\ufffd")


SHAPES_OF_IDS: list[tuple[object, tuple[str, ...], bool]] = [
    (["rec-1", "rec-2"], ("rec-1", "rec-2"), False),
    ([{"id": "rec-1"}, {"recording_id": "rec-2", "events": 9}, {"state": "gone"}], ("rec-1", "rec-2"), False),
    ("rec-1, rec-2", ("rec-1", "rec-2"), False),
    ("rec-1", ("rec-1",), False),
    ([], (), False),
    ({}, (), False),
    (None, (), False),
    ({"rec-1": {"state": "done"}}, (), True),
    ([{"uuid": "rec-1"}], (), True),
    ([[]], (), True),
]


@pytest.mark.parametrize(("ids", "part_ids", "unread"), SHAPES_OF_IDS)
def test_ids_of_a_session_are_read_in_every_likely_shape(ids: object, part_ids: tuple[str, ...], unread: bool):
    found = read_session(json.dumps({"session": mobile_session(recording_ids=ids)}).encode())
    assert (found.part_ids, found.unread_part_ids) == (part_ids, unread)


@pytest.mark.parametrize(("platform", "known"), [("iOS", "ios"), ("ANDROID", "android"), ("windows", None), (3, None)])
def test_a_platform_is_one_of_three_or_none(platform: object, known: str | None):
    assert read_session(json.dumps({"session": mobile_session(platform=platform)}).encode()).platform == known


def test_a_session_with_tabs_is_of_the_web_even_when_it_does_not_say_so():
    found = read_session(json.dumps({"session": without(web_session(), "type", "platform")}).encode())
    assert (found.medium, found.part_ids) == ("web", ("tab-1", "tab-2"))
