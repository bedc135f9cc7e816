"""Which sessions the filters of sessions.list leave: each as DevRev's contract words it, names compared as a whole."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import cast

from devrev_sessions.sandbox.people import ORG, USER
from devrev_sessions.sandbox.sample_session import JsonObject, SampleSession

FILTERS: Mapping[str, str] = {
    "created_at": "object",
    "session_duration": "object",
    "custom_events": "object",
    "response_time_list": "object",
    "network_logs": "object",
    **dict.fromkeys(
        (
            *("rev_user", "rev_org", "app_version", "device_model", "os_version", "screen_name"),
            *("browser", "os", "device_type", "page_name", "page_url", "normalized_url"),
        ),
        "array",
    ),
    **dict.fromkeys(
        (
            *("has_exception_occurred", "is_anr", "is_crash", "rage_tap"),
            *("has_console_errors", "has_dead_clicks", "has_network_errors", "has_rage_clicks"),
        ),
        "bool",
    ),
}
"""The filters that the sandbox knows, each with its JSON type."""


def leaves(sample: SampleSession, fields: Mapping[str, object]) -> bool:
    """Whether a session passes all filters among `fields`."""
    return all(_passes(sample, name, fields[name]) for name in FILTERS if name in fields)


def _passes(sample: SampleSession, name: str, wanted: object) -> bool:
    if name == "created_at":
        return _in_time(sample, cast("JsonObject", wanted))
    if name == "session_duration":
        bounds = cast("Mapping[str, float]", wanted)
        lasted = cast("float", sample.session["session_duration_ms"])
        return bounds.get("min_ms", 0) <= lasted <= bounds.get("max_ms", float("inf"))
    if name in _INSIDE:
        return all(_meets(values, _INSIDE[name][inner](sample)) for inner, values in _inner(wanted))
    if isinstance(wanted, bool):
        return _flag(sample, name) is wanted
    return _meets(wanted, _values(sample, name))


def _inner(wanted: object) -> list[tuple[str, object]]:
    return list(cast("JsonObject", wanted).items())


def _meets(wanted: object, there: Iterator[object]) -> bool:
    values = cast("list[object]", wanted)
    return any(value in values for value in there)


def _in_time(sample: SampleSession, wanted: JsonObject) -> bool:
    began = datetime.fromisoformat(str(sample.session["created_at"]))
    if wanted.get("type") != "range":
        return began >= datetime.now(UTC) - timedelta(days=cast("int", wanted.get("days", 1)))
    after, before = wanted.get("after"), wanted.get("before")
    late = not after or datetime.fromisoformat(str(after)) <= began
    return late and (not before or began < datetime.fromisoformat(str(before)))


def _flag(sample: SampleSession, name: str) -> bool:
    session = sample.session
    match name:
        case "has_rage_clicks":
            return bool(session.get("rage_click_count"))
        case "has_dead_clicks":
            return bool(session.get("dead_click_count"))
        case "has_console_errors":
            return any(kind == "error" for kind in _deep(sample, ("console_data", "type")))
        case "has_network_errors":
            return any(
                isinstance(status, int) and status >= 400 for status in _deep(sample, ("network_data", "status"))
            )
        case _:
            return session.get(name) is True


def _values(sample: SampleSession, name: str) -> Iterator[object]:
    session = sample.session
    device = cast("JsonObject", session["device_metadata"])
    match name:
        case "rev_user" | "rev_org":
            yield from _forms_of_id(str(session.get(f"{name}_id")))
        case "screen_name":
            yield from _events(sample, "screen")
        case "page_url" | "normalized_url":
            yield from (url if name == "page_url" else _path(str(url)) for url in _events(sample, "page_url"))
        case "page_name":
            yield session.get("first_page_title")
        case "device_type":
            yield device.get("type")
        case "device_model":
            yield device.get("model")
        case _:
            yield device.get(name)


def _forms_of_id(text: str) -> Iterator[str]:
    """An id of a user or an organisation in both forms, which mean the same: `REVU-4471` and `don:...:revu/4471`."""
    kind, _, number = text.rpartition(":")[2].replace("/", "-").partition("-")
    short, long = {"REVU": ("REVU", USER), "revu": ("REVU", USER)}.get(kind, ("REV", ORG))
    yield from (f"{short}-{number}", f"{long}{number}")


def _path(url: str) -> str:
    return "/" + url.partition("://")[2].partition("/")[2].partition("?")[0]


def _bodies(sample: SampleSession) -> Iterator[JsonObject]:
    for part in sample.parts:
        for body in (sample.recording_bytes(part, include_replay=False), sample.developer_info_bytes(part)):
            if body:
                yield cast("JsonObject", json.loads(body))


def _events(sample: SampleSession, field: str, kind: str = "") -> Iterator[object]:
    for body in _bodies(sample):
        timeline = cast("JsonObject", body.get("timeline_data") or {})
        listed = cast("list[object]", body.get("recording_events_timeline") or timeline.get("events") or [])
        for event in listed:
            if isinstance(event, dict):
                fields = cast("JsonObject", event)
                if (not kind or fields.get("event_name") == kind) and field in fields:
                    yield fields[field]


def _deep(sample: SampleSession, path: tuple[str, str]) -> Iterator[object]:
    """What stands under the second name anywhere below the first."""
    listed, name = path
    for body in _bodies(sample):
        yield from _below(body.get(listed), name)


def _below(value: object, name: str) -> Iterator[object]:
    if isinstance(value, list):
        for entry in cast("list[object]", value):
            yield from _below(entry, name)
    elif isinstance(value, dict):
        for key, inner in cast("JsonObject", value).items():
            if key == name:
                yield inner
            yield from _below(inner, name)


_INSIDE: Mapping[str, Mapping[str, Callable[[SampleSession], Iterator[object]]]] = {
    "custom_events": {
        "event_name": lambda sample: iter([*_events(sample, "name", "event"), *_events(sample, "event")]),
        "exception_class_name": lambda sample: _events(sample, "exception_class_name"),
    },
    "response_time_list": {"api_name": lambda sample: _events(sample, "name", "api")},
    "network_logs": {
        "request_url": lambda sample: (
            form for url in _deep(sample, ("network_data", "url")) for form in (url, _path(str(url)))
        ),
        "response_status": lambda sample: _deep(sample, ("network_data", "status")),
    },
}
