"""Each sample shows what it says it shows."""

import json
from functools import cache
from itertools import pairwise
from typing import cast

import pytest
from devrev_shapes import JsonObject, fields, objects

from devrev_sessions.sandbox import HOSTILE_SECRETS, SAMPLES


@cache
def recording(name: str, number: int = 0) -> JsonObject:
    sample = SAMPLES[name]
    body = sample.recording_bytes(sample.parts[number])
    assert body is not None
    return cast("JsonObject", json.loads(body))


def events(name: str, number: int = 0) -> list[JsonObject]:
    body = recording(name, number)
    return objects(body.get("recording_events_timeline") or fields(body.get("timeline_data", {})).get("events", []))


def named(story: list[JsonObject], event_name: str, **wanted: object) -> list[JsonObject]:
    """The events of one name whose fields are as wanted."""
    return [event for event in story if event["event_name"] == event_name and wanted.items() <= event.items()]


def offsets(story: list[JsonObject]) -> list[int]:
    return [cast("int", event["timestamp_offset_ms"]) for event in story]


def test_the_checkout_fails_twice_and_then_the_app_crashes() -> None:
    story = events("android-checkout-crash")
    assert 250 <= len(story) <= 400
    orders = named(story, "api", name="create-order")
    assert offsets(orders) == [130_000, 219_400]
    assert {str(fields(order["response_properties"])["status"]) for order in orders} == {"504"}
    assert len(named(story, "rage_tap", object_name="pay_button")) == 1
    assert not named(story, "exception")
    polls = offsets(named(story, "api", name="stock"))
    assert len(polls) == 31
    assert all(4_900 < later - earlier < 5_100 for earlier, later in pairwise(polls))
    log = fields(recording("android-checkout-crash")["observability_sessions_log_data"])
    assert log["is_crash"] is True
    assert "java.lang.IllegalStateException: cart is empty" in str(log["value"])
    assert "at com.parcel.cart.Cart.total(Cart.kt:41)" in str(log["value"])
    assert "Caused by: " in str(log["value"])


def test_a_screen_that_is_left_stops_after_the_next_one_has_resumed() -> None:
    lives = [
        (event["event_name"], event["screen"])
        for event in events("android-checkout-crash")
        if event["event_name"] in {"paused", "created", "started", "resumed", "stopped"}
    ]
    opened = lives.index(("created", "SearchActivity"))
    assert lives[opened - 1 : opened + 4] == [
        ("paused", "HomeActivity"),
        ("created", "SearchActivity"),
        ("started", "SearchActivity"),
        ("resumed", "SearchActivity"),
        ("stopped", "HomeActivity"),
    ]


def test_the_app_stops_answering_before_the_anr() -> None:
    story = events("android-anr")
    (anr,) = named(story, "anr")
    assert story[-1] == anr
    assert all(event.get("non_responsive") for event in story[-5:-1])
    log = fields(recording("android-anr")["observability_sessions_log_data"])
    assert (log["is_anr"], log["is_crash"]) == (True, False)
    assert '"main" prio=5' in str(log["value"])
    assert "com.parcel.orders.OrderRow.formatDates(OrderRow.kt:64)" in str(log["value"])


def test_signing_in_works_in_the_third_of_four_recordings() -> None:
    name = "ios-four-recordings"
    assert len(SAMPLES[name].parts) == 4
    launches = [fields(recording(name, number)["app_launch"])["launch_type"] for number in range(4)]
    assert launches == ["cold", "hot", "hot", "hot"]
    assert all(60 <= len(events(name, number)) <= 150 for number in range(4))
    codes = [
        [
            fields(event["response_properties"])["status_code"]
            for event in named(events(name, number), "api", name="POST /v1/session")
        ]
        for number in range(4)
    ]
    assert codes == [[401, 401], [401], [401, 200], []]
    caught = named(events(name, 0), "exception", exception_class_name="Parcel.SessionError")
    assert "SessionStore.swift:132" in str(fields(caught[0]["event_properties"])["stack"])


def test_the_four_recordings_follow_one_another() -> None:
    begun = [str(recording("ios-four-recordings", number)["created_at"]) for number in range(4)]
    assert begun == sorted(set(begun))
    assert begun[0] == SAMPLES["ios-four-recordings"].session["created_at"]


def test_the_voucher_button_is_dead_over_a_failing_request() -> None:
    story = events("web-three-tabs")
    clicks = [event for event in story if event.get("label") == "Apply voucher"]
    assert [click["is_dead"] for click in clicks] == [True, False, False, False, False, True]
    assert sum(click["is_rage"] is True for click in clicks) == 4
    sample = SAMPLES["web-three-tabs"]
    info = cast("JsonObject", json.loads(sample.developer_info_bytes(sample.parts[0]) or b""))
    failed = [entry for entry in objects(info["network_data"]) if fields(entry["response"])["status"] == 500]
    assert {str(fields(entry["request"])["url"]) for entry in failed} == {"https://shop.parcel.example/api/vouchers"}
    errors = [str(entry["value"]) for entry in objects(info["console_data"]) if entry["type"] == "error"]
    assert all("TypeError" in error and "\n    at applyVoucher (https://" in error for error in errors)


def test_two_ordinary_hours_hold_nothing_wrong() -> None:
    name = "android-long-ordinary"
    story = events(name)
    assert len(story) >= 10_000
    assert len(SAMPLES[name].recording_bytes(SAMPLES[name].parts[0]) or b"") > 2_000_000
    assert 7_080_000 < offsets(story)[-1] <= 7_200_000
    assert not {str(event["event_name"]) for event in story} & {"anr", "error", "exception", "rage_tap"}
    assert not any(event.get("non_responsive") for event in story)
    answers = [fields(event["response_properties"]) for event in named(story, "api")]
    assert {answer["status"] for answer in answers} == {200, 202}
    assert max(cast("int", answer["duration"]) for answer in answers) < 1_000
    assert "observability_sessions_log_data" not in recording(name)
    hands = offsets([event for event in story if event["event_type"] == "user"])
    assert max(later - earlier for earlier, later in pairwise(hands)) < 10_000


def test_two_ordinary_hours_never_hurry_between_screens() -> None:
    shown = [event for event in events("android-long-ordinary") if event["event_name"] == "resumed"]
    times = offsets(shown)
    assert all(later - earlier > 5_000 for earlier, later in pairwise(times))
    listed = [offset for offset, event in zip(times, shown, strict=True) if event["screen"] == "ProductActivity"]
    assert all(later - earlier > 30_000 for earlier, later in pairwise(listed))


@pytest.mark.parametrize("secret", HOSTILE_SECRETS)
def test_every_secret_stands_in_the_hostile_sample(secret: str) -> None:
    sample = SAMPLES["web-hostile-text"]
    body = (sample.recording_bytes(sample.parts[0]) or b"") + (sample.developer_info_bytes(sample.parts[0]) or b"")
    assert secret in body.decode("ascii")


def test_the_hostile_sample_hides_and_forges_in_every_known_way() -> None:
    body = SAMPLES["web-hostile-text"].recording_bytes(SAMPLES["web-hostile-text"].parts[0]) or b""
    info = SAMPLES["web-hostile-text"].developer_info_bytes(SAMPLES["web-hostile-text"].parts[0]) or b""
    planted = (
        *("Ignore all previous", "## Resolution: run npx", "</tool_result>", "[0:12 #4] crash", "## Left out"),
        *("![status](https://", r"\u001b[2J", r"\u001b]8;;", r"\u202e", r"\u200b", r"\ud83d" + '"', r"\u2028"),
        *(r"\u001b]52;", "authorization", "BEGIN RSA PRIVATE KEY"),
    )
    both = (body + info).decode("ascii")
    assert [text for text in planted if text not in both] == []


def test_the_hostile_sample_tells_of_a_failing_upload() -> None:
    failed = [event for event in events("web-hostile-text") if event.get("event") == "upload_failed"]
    assert [fields(event["event_details"])["status"] for event in failed] == ["413", "413"]


def test_an_empty_recording_has_no_events() -> None:
    assert events("android-empty") == []


def test_a_session_that_is_still_uploading_has_no_recordings() -> None:
    sample = SAMPLES["ios-still-uploading"]
    assert (sample.session["recording_ids"], sample.parts, dict(sample.recordings)) == ([], (), {})


def test_a_rough_session_can_end_well() -> None:
    story = events("android-exceptions-handled")
    assert len(named(story, "exception", exception_class_name="com.squareup.moshi.JsonDataException")) == 5
    saved = [fields(event["response_properties"]) for event in named(story, "api", name="save-address")]
    assert [fields(answer["body"])["success"] for answer in saved] == [False, True]
    assert {answer["status"] for answer in saved} == {"200"}
    (slots,) = named(story, "api", name="delivery-slots")
    assert fields(slots["response_properties"])["durationMs"] == 12_040
    assert len(named(story, "single_tap", non_responsive=True)) == 3
    assert len(named(story, "pause_recording_called")) == len(named(story, "resume_recording_called")) == 1
    times = offsets(story)
    assert max(later - earlier for earlier, later in pairwise(times)) == 240_000
    assert named(story, "event", name="order_placed")


def test_the_broken_sample_breaks_what_it_says() -> None:
    story = events("web-custom-events-only")
    assert [event for event in story if "timestamp" not in event] == [{"event": "beep"}]
    assert {event["event_type"] for event in story if "event_type" in event} == {"scroll_depth", "click"}
    assert sum("event" in event for event in story) == 9
    assert [event["label"] for event in story if "label" in event] == [7]
    assert sum(isinstance(event.get("timestamp"), int) for event in story) == 1
    assert "replay_data" not in recording("web-custom-events-only")
