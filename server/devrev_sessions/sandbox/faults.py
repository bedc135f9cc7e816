"""Sessions on which DevRev's failures can be tried, whatever the operation and the app.

| session id             | what DevRev answers                                                              |
|------------------------|----------------------------------------------------------------------------------|
| `fault-403`            | 403 forbidden                                                                    |
| `fault-413`            | 413 request_entity_too_large, with max_bytes                                     |
| `fault-429`            | 429 too_many_requests, with retry_after and the rate limit's headers             |
| `fault-500`            | 500 internal_error, with a reference_id                                          |
| `fault-503`            | 503 service_unavailable                                                          |
| `fault-html`           | 200 with a page of HTML, as a proxy's sign-in page                               |
| `fault-truncated`      | 200 with JSON that stops in the middle, its content-length matching              |
| `fault-empty`          | 200 with nothing                                                                 |
| `fault-no-replay-flag` | 400 invalid_field while include_replay_data is sent, then recording `rec-no-flag` |
"""

import time
from collections.abc import Callable, Mapping

from devrev_sessions.sandbox.answers import TOO_LARGE, Answer, bad_request, refusal
from devrev_sessions.sandbox.apps import ANDROID_APP
from devrev_sessions.sandbox.sample_session import JsonObject, SampleSession, encoded
from devrev_sessions.sandbox.telling.mobile_bodies import Launch, MobileVisit

# DevRev counts in windows of five minutes; this is inside one, and longer than a caller waits within a call.
RETRY_AFTER_SECONDS = 120

NO_REPLAY_FLAG = "fault-no-replay-flag"

_VISIT = MobileVisit(
    session_id=NO_REPLAY_FLAG,
    platform="android",
    created_at="2026-04-02T10:00:00.000Z",
    device={
        "app_version": "5.0.9",
        "manufacturer": "Google",
        "model": "Pixel 6a",
        "network_type": "WiFi",
        "os_version": "14",
        "plug_sdk_version": "2.2.1",
        "screen_height": 2400,
        "screen_width": 1080,
        "sdk_version": "34",
    },
)


def _small_recording() -> JsonObject:
    events: list[JsonObject] = [
        {"event_type": "system", "event_name": "app_launch", "screen": "HomeActivity", "timestamp_offset_ms": 0},
        {
            "event_type": "user",
            "event_name": "single_tap",
            "screen": "HomeActivity",
            "object_name": "orders_tab",
            "timestamp_offset_ms": 2140,
        },
    ]
    return _VISIT.recording("rec-no-flag", events, launch=Launch("cold", 905))


OLD_SERVER_SESSION = SampleSession(
    name=NO_REPLAY_FLAG,
    what_it_shows="A DevRev that does not know include_replay_data yet.",
    session_id=NO_REPLAY_FLAG,
    version_key=ANDROID_APP,
    platform="android",
    parts=("rec-no-flag",),
    session=_VISIT.session(("rec-no-flag",), duration_ms=2140),
    recordings={"rec-no-flag": _small_recording},
)
"""The session behind `fault-no-replay-flag`."""


def _too_many_requests() -> Answer:
    told = refusal(429, "too_many_requests", "Rate limit exceeded", retry_after=RETRY_AFTER_SECONDS)
    headers = (
        ("Retry-After", str(RETRY_AFTER_SECONDS)),
        ("X-Ratelimit-Limit", "600"),
        ("X-Ratelimit-Remaining", "0"),
        ("X-Ratelimit-Reset", str(int(time.time()) + RETRY_AFTER_SECONDS)),
    )
    return Answer(told.status, told.body, headers=headers)


def _truncated() -> Answer:
    whole = encoded(_small_recording())
    return Answer(200, whole[: len(whole) // 2])


_FAULTS: Mapping[str, Callable[[], Answer]] = {
    "fault-403": lambda: refusal(403, "forbidden", "Not authorized to read this session"),
    "fault-413": lambda: TOO_LARGE,
    "fault-429": _too_many_requests,
    "fault-500": lambda: refusal(500, "internal_error", "Internal error", reference_id="6f0c2a9d-ref-500"),
    "fault-503": lambda: refusal(503, "service_unavailable", "Service temporarily unavailable"),
    "fault-html": lambda: Answer(200, b"<!doctype html><title>Sign in</title><h1>Sign in</h1>", "text/html"),
    "fault-truncated": _truncated,
    "fault-empty": lambda: Answer(200, b""),
}


def fault_for(fields: Mapping[str, object]) -> Answer | None:
    """The failure that the request's session stands for, or None."""
    session_id = fields.get("session_id")
    if session_id == NO_REPLAY_FLAG and "include_replay_data" in fields:
        name = "include_replay_data"
        return bad_request("invalid_field", f"Unknown field: {name}", field_name=name)
    make = _FAULTS.get(session_id) if isinstance(session_id, str) else None
    return make() if make else None
