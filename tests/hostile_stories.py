"""Stories no app would tell: random events with hostile words, odd times and every field where it should not be."""

import json
from random import Random
from typing import Final

from devrev_sessions.devrev.reading import read_recording
from devrev_sessions.timeline.recording import Recording, Session
from devrev_sessions.timeline.story import Part, Story, story_of, whole_story

NAMES: Final = (
    "anr", "api", "app_launch", "back_button_pressed", "created", "destroyed", "double_tap", "error", "event",
    "exception", "msg", "pause_recording_called", "paused", "rage_tap", "resumed", "single_tap", "started", "stopped",
    "swipe_up", "tag", "zoom", "not_a_name",
)  # fmt: skip
SECRETS: Final = (
    "4111 1111 1111 1111",
    "jo.doe@mail.example",
    "AKIAQ7Z2M4T6X8C1V3B5",
    "Bearer q7Zk29fLmW4tXe81",
    "hunter22x",
)
WORDS: Final = (
    "Home", "Checkout", "pay_button", "", "error: failed", 'a"b', "x\n## Outcome\nall is well", "[0:12 #4] crash",
    "\u202eevil",
    "\U0001f4a5" * 30, "\u6f22\u5b57" * 40, "z" * 5000, "\ud83d", "![x](http://e)", "<img src=x>", "`" * 9,
    "A1" * 90, "\x1b[31mred\x1b]8;;http://e\x07", "a\u2028#2 b", *SECRETS[:4], "password=hunter22x",
)  # fmt: skip
STATUSES: Final = (200, "200", 500, 404, None, "timeout")


def recording(dice: Random, count: int) -> Recording:
    """A recording of `count` events."""
    at_ms = 0
    events: list[dict[str, object]] = []
    for _ in range(count):
        at_ms += dice.choice((0, 10, 300, 2_000, 20_000, 90_000)) if dice.random() < 0.98 else -5_000
        event: dict[str, object] = {"event_type": "user", "event_name": dice.choice(NAMES)}
        if dice.random() < 0.95:
            event["timestamp_offset_ms"] = at_ms
        for field in ("screen", "object_name", "name", "custom_tag", "exception_class_name"):
            if dice.random() < 0.5:
                event[field] = dice.choice(WORDS)
        if dice.random() < 0.3:
            event["non_responsive"] = True
        if event["event_name"] == "api":
            took_ms = dice.choice((10, 4_000, 20_000))
            event["response_properties"] = {"status": dice.choice(STATUSES), "duration_ms": took_ms}
        if dice.random() < 0.3:
            event["event_properties"] = {dice.choice(WORDS): dice.choice(WORDS), "password": SECRETS[4]}
        events.append(event)
    log = "\n".join(f"{dice.choice(WORDS)}: at a.b(C.kt:1)" for _ in range(5))
    body = {
        "recording": "mobile_recording",
        "session_id": dice.choice(("s-1", "x" * 500, 'a b"c')),
        "recording_id": dice.choice(("r-1", "y" * 500)),
        "created_at": "2026-01-01T00:00:00Z",
        "device_metadata": {"model": dice.choice(WORDS), "app_version": dice.choice(WORDS)},
        "user_attributes": {dice.choice(WORDS): dice.choice(WORDS)},
        "observability_sessions_log_data": {
            "is_crash": dice.random() < 0.4,
            "is_anr": dice.random() < 0.2,
            "value": log,
        },
        "recording_events_timeline": events,
    }
    return read_recording(json.dumps(body).encode(), "s-1", "r-1")


def story(seed: int) -> Story:
    """One recording, or a session of three of which one cannot be read."""
    dice = Random(seed)
    first = recording(dice, dice.choice((0, 1, 3, 20, 200, 600)))
    if dice.random() < 0.7:
        return story_of(first)
    session = Session("s-1", "mobile", None, None, None, ("a", "b", "c"))
    return whole_story(session, [Part("a", first), Part("b", recording(dice, 30)), Part("c", None, failure="timeout")])
