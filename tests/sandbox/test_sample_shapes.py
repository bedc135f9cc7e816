"""Every sample has DevRev's shapes, agrees with itself, and comes out the same each time."""

import hashlib
import json
import os
import subprocess
import sys
from datetime import timedelta
from functools import cache
from typing import cast

import devrev_shapes as shapes
import pytest
from devrev_shapes import JsonObject, fields, moment, objects

from devrev_sessions.sandbox import SAMPLES, SANDBOX_APPS, SampleSession

# The one sample whose events break DevRev's shapes on purpose.
BROKEN = "web-custom-events-only"

MOBILE = [(s, part) for s in SAMPLES.values() for part in s.parts if s.platform != "web"]
WEB = [(s, part) for s in SAMPLES.values() for part in s.parts if s.platform == "web"]
WELL_FORMED_WEB = [(s, part) for s, part in WEB if s.name != BROKEN]


def ids(parts: list[tuple[SampleSession, str]]) -> list[str]:
    return [f"{sample.name}-{part}" for sample, part in parts]


@cache
def recording(sample: SampleSession, part: str) -> JsonObject:
    body = sample.recording_bytes(part)
    assert body is not None
    return cast("JsonObject", json.loads(body))


def developer_info(sample: SampleSession, part: str) -> JsonObject:
    body = sample.developer_info_bytes(part)
    assert body is not None
    return cast("JsonObject", json.loads(body))


def mobile_events(sample: SampleSession, part: str) -> list[JsonObject]:
    return objects(recording(sample, part)["recording_events_timeline"])


def web_events(sample: SampleSession, part: str) -> list[JsonObject]:
    return objects(fields(recording(sample, part)["timeline_data"])["events"])


def test_the_samples_are_known_by_their_names_and_belong_to_an_app() -> None:
    assert all(name == sample.name for name, sample in SAMPLES.items())
    assert len({sample.session_id for sample in SAMPLES.values()}) == len(SAMPLES)
    assert {(sample.version_key, sample.platform) for sample in SAMPLES.values()} == set(SANDBOX_APPS.values())
    assert all(sample.what_it_shows.count(". ") == 0 for sample in SAMPLES.values())


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_a_session_object_has_devrevs_shape(sample: SampleSession) -> None:
    session = sample.session
    if sample.platform == "web":
        shapes.assert_shape(session, shapes.WEB_SESSION, shapes.WEB_SESSION_MAY)
        shapes.assert_shape(fields(session["device_metadata"]), {"type": str}, shapes.WEB_DEVICE)
    else:
        shapes.assert_shape(session, shapes.MOBILE_SESSION, shapes.MOBILE_SESSION_MAY)
        shapes.assert_shape(fields(session["device_metadata"]), shapes.MOBILE_DEVICE)
    assert session["type"] == ("web" if sample.platform == "web" else "mobile")
    assert (session["platform"], session["session_id"]) == (sample.platform, sample.session_id)
    assert session["tab_ids" if sample.platform == "web" else "recording_ids"] == list(sample.parts)
    assert set(sample.recordings) == set(sample.parts)
    assert moment("2026-04-01T00:00:00Z") < moment(session["created_at"]) < moment("2026-11-01T00:00:00Z")


@pytest.mark.parametrize(("sample", "part"), MOBILE, ids=ids(MOBILE))
def test_a_mobile_recording_has_devrevs_shape(sample: SampleSession, part: str) -> None:
    body = recording(sample, part)
    shapes.assert_shape(body, shapes.MOBILE_RECORDING, shapes.MOBILE_RECORDING_MAY)
    shapes.assert_shape(fields(body["device_metadata"]), shapes.MOBILE_DEVICE)
    shapes.assert_shape(fields(body["app_launch"]), {"launch_time_ms": int, "launch_type": str})
    assert body["recording"] == "mobile_recording"
    assert (body["session_id"], body["recording_id"]) == (sample.session_id, part)
    assert fields(body["app_launch"])["launch_type"] in {"cold", "hot"}
    if "observability_sessions_log_data" in body:
        log = fields(body["observability_sessions_log_data"])
        shapes.assert_shape(log, {"is_anr": bool, "is_crash": bool, "value": str})
    for chunk in objects(body.get("video_playback_data", [])):
        numbers = cast("list[str]", chunk["frames"])
        assert numbers == sorted(numbers) == list(fields(chunk["frame_image_map"]))
        assert (chunk["start_frame"], chunk["end_frame"]) == (numbers[0], numbers[-1])


@pytest.mark.parametrize(("sample", "part"), MOBILE, ids=ids(MOBILE))
def test_mobile_events_keep_to_devrevs_enumerations_and_to_time(sample: SampleSession, part: str) -> None:
    events = mobile_events(sample, part)
    for event in events:
        shapes.assert_shape(event, {"event_type": str}, shapes.MOBILE_EVENT)
        assert event["event_type"] in shapes.EVENT_TYPES
        assert event["event_name"] in shapes.EVENT_NAMES
        assert event.get("input_type", "system_event_os") in shapes.INPUT_TYPES
    offsets = [cast("int", event["timestamp_offset_ms"]) for event in events]
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= cast("int", sample.session["session_duration_ms"]) for offset in offsets)
    if sample.platform == "ios":
        assert not {event["event_name"] for event in events} & shapes.ANDROID_ONLY


@pytest.mark.parametrize(("sample", "part"), WEB, ids=ids(WEB))
def test_a_tab_has_devrevs_shape(sample: SampleSession, part: str) -> None:
    body = recording(sample, part)
    shapes.assert_shape(body, shapes.WEB_RECORDING, shapes.WEB_RECORDING_MAY)
    assert body["recording"] == "web_recording"
    assert (body["session_id"], body["tab_id"]) == (sample.session_id, part)
    assert fields(body["device_metadata"])["type"] in {"desktop", "mobile"}
    for packet in objects(body.get("replay_data", [])):
        shapes.assert_shape(packet, {"start_time": str, "end_time": str, "presigned_url": str})
        assert moment(packet["start_time"]) < moment(packet["end_time"])


@pytest.mark.parametrize(("sample", "part"), WELL_FORMED_WEB, ids=ids(WELL_FORMED_WEB))
def test_web_events_keep_to_devrevs_enumerations_and_to_time(sample: SampleSession, part: str) -> None:
    events = web_events(sample, part)
    for event in events:
        shapes.assert_shape(event, {"timestamp": str}, shapes.WEB_EVENT)
        assert event.get("event_type", "click") in shapes.WEB_EVENT_TYPES
        assert ("event_type" in event) != ("event" in event)
        assert all(isinstance(value, str) for value in fields(event.get("event_details", {})).values())
    moments = [moment(event["timestamp"]) for event in events]
    assert moments == sorted(moments)
    begun = moment(sample.session["created_at"])
    ended = begun + timedelta(milliseconds=cast("int", sample.session["session_duration_ms"]))
    # A session's duration is rounded; a tab may end in the same second.
    assert begun <= moment(recording(sample, part)["created_at"]) <= moments[0]
    assert moments[-1] <= ended + timedelta(seconds=1)


@pytest.mark.parametrize(("sample", "part"), WELL_FORMED_WEB, ids=ids(WELL_FORMED_WEB))
def test_console_and_network_agree_with_the_counts_of_their_tab(sample: SampleSession, part: str) -> None:
    body, info = recording(sample, part), developer_info(sample, part)
    kinds = [entry["type"] for entry in objects(info["console_data"])]
    assert body["console_metadata"] == {kind: kinds.count(kind) for kind in ("error", "log", "warn")}
    statuses = [str(fields(entry["response"])["status"]) for entry in objects(info["network_data"])]
    assert body["network_metadata"] == {"status_counts": {code: statuses.count(code) for code in statuses}}
    for entry in objects(info["network_data"]):
        request, response = fields(entry["request"]), fields(entry["response"])
        assert moment(request["start_time"]) < moment(response["end_time"])
    for entry in objects(info["console_data"]):
        must = {"type": str, "value": str, "timestamp": str, "full_url": str, "properties": dict}
        shapes.assert_shape(entry, must)


@pytest.mark.parametrize("sample", [s for s in SAMPLES.values() if s.platform == "web"], ids=lambda s: s.name)
def test_a_web_session_counts_what_its_tabs_hold(sample: SampleSession) -> None:
    events = [event for part in sample.parts for event in web_events(sample, part)]
    dead, rage = (sum(event.get(flag) is True for event in events) for flag in ("is_dead", "is_rage"))
    assert (sample.session["dead_click_count"], sample.session["rage_click_count"]) == (dead, rage)
    if sample.name == BROKEN:
        return
    infos = [developer_info(sample, part) for part in sample.parts]
    statuses = [str(fields(entry["response"])["status"]) for info in infos for entry in objects(info["network_data"])]
    counted = {code: statuses.count(code) for code in statuses}
    assert sample.session["network_metadata"] == {"status_counts": counted}
    kinds = [entry["type"] for info in infos for entry in objects(info["console_data"])]
    assert sample.session["console_metadata"] == {kind: kinds.count(kind) for kind in ("error", "log", "warn")}


@pytest.mark.parametrize("sample", [s for s in SAMPLES.values() if s.platform != "web"], ids=lambda s: s.name)
def test_a_mobile_session_flags_what_its_recordings_hold(sample: SampleSession) -> None:
    names = {event["event_name"] for part in sample.parts for event in mobile_events(sample, part)}
    logs = [fields(recording(sample, part).get("observability_sessions_log_data", {})) for part in sample.parts]
    assert sample.session["rage_tap"] == ("rage_tap" in names)
    assert sample.session["has_exception_occurred"] == ("exception" in names)
    assert sample.session["is_crash"] == any(log.get("is_crash") for log in logs)
    assert sample.session["is_anr"] == any(log.get("is_anr") for log in logs) == ("anr" in names)


PRINT_DIGEST = """
import hashlib
from devrev_sessions.sandbox import SAMPLES
whole = hashlib.sha256()
for sample in SAMPLES.values():
    for part in sample.parts:
        whole.update(sample.recording_bytes(part))
        whole.update(sample.developer_info_bytes(part))
print(whole.hexdigest())
"""


def test_every_sample_comes_out_the_same_in_every_process() -> None:
    whole = hashlib.sha256()
    for sample in SAMPLES.values():
        for part in sample.parts:
            whole.update(sample.recording_bytes(part) or b"")
            whole.update(sample.developer_info_bytes(part) or b"")
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", PRINT_DIGEST]
    printed = subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout
    assert printed.strip() == whole.hexdigest()


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_telling_a_sample_twice_gives_the_same(sample: SampleSession) -> None:
    for tell in sample.recordings.values():
        assert callable(tell)
        assert tell() == tell()
