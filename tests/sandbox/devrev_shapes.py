"""DevRev's shapes, written down: what each body must have, what it may have, and which words an enumeration knows."""

from datetime import datetime
from typing import cast

JsonObject = dict[str, object]

EVENT_TYPES = {"plug", "system", "user"}
EVENT_NAMES = {
    "anr",
    "api",
    "app_launch",
    "back_button_pressed",
    "consent_accepted",
    "created",
    "destroyed",
    "double_tap",
    "error",
    "event",
    "exception",
    "home_button_pressed",
    "long_press",
    "msg",
    "pause_recording_called",
    "paused",
    "pinch",
    "rage_tap",
    "resume_recording_called",
    "resumed",
    "saved_instance_state",
    "single_tap",
    "started",
    "stopped",
    "swipe",
    "swipe_down",
    "swipe_left",
    "swipe_right",
    "swipe_up",
    "tag",
    "zoom",
}
ANDROID_ONLY = {
    "back_button_pressed",
    "created",
    "destroyed",
    "home_button_pressed",
    "paused",
    "resumed",
    "saved_instance_state",
    "started",
    "stopped",
}
INPUT_TYPES = {
    "system_event_os",
    "tool_type_eraser",
    "tool_type_finger",
    "tool_type_mouse",
    "tool_type_stylus",
    "tool_type_unknown",
}
WEB_EVENT_TYPES = {"click", "form_change", "nav", "perf_capture", "recording_stopped"}

MOBILE_EVENT: dict[str, type] = {
    "event_type": str,
    "event_name": str,
    "input_type": str,
    "name": str,
    "custom_tag": str,
    "object_name": str,
    "screen": str,
    "timestamp_offset_ms": int,
    "non_responsive": bool,
    "coordinates": list,
    "event_properties": dict,
    "request_properties": dict,
    "response_properties": dict,
    "exception_class_name": str,
    "exception_tag": str,
}
WEB_EVENT: dict[str, type] = {
    "timestamp": str,
    "event_type": str,
    "event": str,
    "event_details": dict,
    "is_dead": bool,
    "is_rage": bool,
    "label": str,
    "page_url": str,
    "target": str,
    "value": str,
}
MOBILE_DEVICE: dict[str, type] = {
    "app_version": str,
    "manufacturer": str,
    "model": str,
    "network_type": str,
    "os_version": str,
    "plug_sdk_version": str,
    "screen_height": int,
    "screen_width": int,
    "sdk_version": str,
}
WEB_DEVICE: dict[str, type] = {
    "type": str,
    "browser": str,
    "browser_version": str,
    "model": str,
    "network_type": str,
    "os": str,
}

MOBILE_RECORDING: dict[str, type] = {
    "recording": str,
    "app_launch": dict,
    "available_ram": int,
    "created_at": str,
    "device_metadata": dict,
    "recording_events_timeline": list,
    "recording_id": str,
    "session_id": str,
    "total_ram": int,
}
MOBILE_RECORDING_MAY: dict[str, type] = {
    "observability_sessions_log_data": dict,
    "rev_org_id": str,
    "rev_user_id": str,
    "user_attributes": dict,
    "video_playback_data": list,
}
WEB_RECORDING: dict[str, type] = {
    "recording": str,
    "created_at": str,
    "dead_click_count": int,
    "device_metadata": dict,
    "rage_click_count": int,
    "session_id": str,
    "tab_id": str,
    "timeline_data": dict,
}
WEB_RECORDING_MAY: dict[str, type] = {
    "console_metadata": dict,
    "first_page_title": str,
    "first_page_url": str,
    "network_metadata": dict,
    "page_load_time_ms": int,
    "replay_data": list,
    "rev_org_id": str,
    "rev_user_id": str,
    "session_attributes": dict,
}
MOBILE_SESSION: dict[str, type] = {
    "type": str,
    "session_id": str,
    "created_at": str,
    "device_metadata": dict,
    "has_exception_occurred": bool,
    "is_anr": bool,
    "is_crash": bool,
    "rage_tap": bool,
    "session_duration_ms": int,
}
MOBILE_SESSION_MAY: dict[str, type] = {"platform": str, "recording_ids": list, "rev_org_id": str, "rev_user_id": str}
WEB_SESSION: dict[str, type] = {
    "type": str,
    "session_id": str,
    "created_at": str,
    "dead_click_count": int,
    "device_metadata": dict,
    "rage_click_count": int,
    "session_duration_ms": int,
}
WEB_SESSION_MAY: dict[str, type] = {
    "platform": str,
    "console_metadata": dict,
    "first_page_title": str,
    "first_page_url": str,
    "network_metadata": dict,
    "page_load_time_ms": int,
    "rev_org_id": str,
    "rev_user_id": str,
    "session_attributes": dict,
    "tab_ids": list,
}


def assert_shape(body: JsonObject, must: dict[str, type], may: dict[str, type] | None = None) -> None:
    """Every field that must be there is, none is unknown, and each has exactly its type."""
    known = {**must, **(may or {})}
    assert must.keys() <= body.keys()
    assert {name: type(value) for name, value in body.items()} == {name: known.get(name) for name in body}


def moment(text: object) -> datetime:
    """An RFC 3339 moment, in UTC as DevRev writes it."""
    assert isinstance(text, str)
    assert text.endswith("Z")
    return datetime.fromisoformat(text)


def objects(value: object) -> list[JsonObject]:
    """A list of JSON objects."""
    return cast("list[JsonObject]", value)


def fields(value: object) -> JsonObject:
    """A JSON object."""
    return cast("JsonObject", value)
