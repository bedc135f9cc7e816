"""Recordings as nobody would send them, each from a seed: mobile ones, tabs, and their console and network."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, Literal

from byte_damage import RAW, damaged
from hostile_pen import JsonObject, Pen
from planted_secrets import Secret

from devrev_sessions.devrev.mobile import KINDS as MOBILE_NAMES
from devrev_sessions.devrev.web import KINDS as WEB_TYPES
from devrev_sessions.timeline.recording import Medium

Damage = Literal["none", "cut short", "a byte", "raw values"]

_RAW_MARK: Final = re.compile(rb'"@@raw:(\d+)@@"')
_AGAIN_MARK: Final = re.compile(rb"@@again:\d@@")
_HALF: Final = re.compile("[\ud800-\udfff]")
START: Final = "2026-04-21T09:00:00Z"
TRACE: Final = "java.lang.IllegalStateException: {}\n\tat com.parcel.cart.Cart.total(Cart.kt:41)\n\tat {}(Pay.kt:8)\n{}"
DEVICE: Final = ("app_version", "manufacturer", "model", "network_type", "os_version", "plug_sdk_version")
BROWSER: Final = ("type", "browser", "browser_version", "model", "network_type", "os")


@dataclass(frozen=True)
class Hostile:
    """A recording as DevRev's answer, what was planted in it, and how it was damaged."""

    seed: int
    medium: Medium
    body: bytes
    devtools: bytes
    planted: tuple[Secret, ...]
    damage: Damage


def hostile_recording(seed: int, raw: Sequence[bytes] = RAW) -> Hostile:
    """The recording of this seed; `raw` is what damaged ones have in the place of some values."""
    dice = Random(seed)
    roll = dice.random()
    damage: Damage = "none" if roll < 0.7 else "raw values" if roll < 0.85 else "a byte" if roll < 0.93 else "cut short"
    # A flipped byte may lie in a secret, which is none any more then.
    pen = Pen(dice, leaky=damage != "a byte", raw=len(raw) if damage == "raw values" else 0)
    medium: Medium = dice.choice(("mobile", "web"))
    body = _written(_mobile(pen) if medium == "mobile" else _web(pen), dice, raw)
    devtools = _written(_devtools(pen), dice, raw) if medium == "web" else b""
    if damage in {"a byte", "cut short"}:
        body = damaged(body, dice, cut=damage == "cut short")
    return Hostile(seed, medium, body, devtools, tuple(pen.planted), damage)


def _written(found: Mapping[str, object], dice: Random, raw: Sequence[bytes]) -> bytes:
    """As JSON, its letters escaped or not; halves of letters can only be escaped."""
    text = json.dumps(found, ensure_ascii=dice.random() < 0.5, indent=dice.choice((None, None, None, 1)))
    text = _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", text)
    written = _RAW_MARK.sub(lambda mark: raw[int(mark[1])], text.encode())
    return _AGAIN_MARK.sub(b"", written)


def _count(dice: Random) -> int:
    return dice.choice((0, 1, 2, 4, 8, 8, 16, 16, 30, 60)) if dice.random() < 0.995 else 400


def _mobile(pen: Pen) -> JsonObject:
    dice = pen.dice
    log: JsonObject = {"is_crash": pen.or_odd(pen.chance(0.4)), "is_anr": pen.or_odd(pen.chance(0.2))}
    if pen.chance(0.6):
        log["value"] = pen.or_odd(TRACE.format(pen.text(), dice.choice(("com.a.B.c", pen.short(80))), pen.text()))
    body: JsonObject = {
        "recording": pen.or_odd("mobile_recording"),
        "session_id": pen.ident("s-1"),
        "recording_id": pen.ident("r-1"),
        "created_at": pen.or_odd(START),
        "app_launch": pen.or_odd({"launch_time_ms": pen.or_odd(812), "launch_type": pen.text("cold")}),
        "available_ram": pen.or_odd(1833),
        "total_ram": pen.or_odd(7631),
        "device_metadata": pen.or_odd(
            {name: pen.or_odd(pen.text()) for name in DEVICE} | {"screen_width": pen.value(0)}
        ),
        "observability_sessions_log_data": pen.or_odd(log),
        "rev_org_id": pen.or_odd(pen.text("REV-Ab12Cd34")),
        "rev_user_id": pen.or_odd(pen.text("REVU-8812")),
        "user_attributes": pen.or_odd(pen.fields(1)),
        "video_playback_data": pen.or_odd([{"presigned_url": pen.link(), "start_frame": "0", "frames": ["0", "1"]}]),
    }
    for name in [name for name in body if pen.chance(0.03)]:
        del body[name]
    events: list[object] = []
    at_ms = 0
    few = [pen.text() for _ in range(4)]
    for _ in range(_count(dice)):
        at_ms = _later(dice, at_ms)
        events.append(pen.or_odd(_mobile_event(pen, at_ms, few)))
    body["recording_events_timeline"] = pen.or_odd(events) if pen.chance(0.1) else events
    return body


def _later(dice: Random, at_ms: int) -> int:
    if dice.random() < 0.96:
        return at_ms + dice.choice((0, 0, 10, 300, 2_000, 20_000, 90_000))
    return dice.choice((-5_000, 0, at_ms - 7, 10**9, -(10**15), 2**63, 2**31))


def _time(pen: Pen, at_ms: int) -> object:
    return at_ms if pen.chance(0.93) else pen.dice.choice((None, str(at_ms), at_ms + 0.5, "NaN", pen.value(0)))


def _mobile_event(pen: Pen, at_ms: int, few: list[str]) -> JsonObject:
    """An event of any kind; a few texts come again, as names in an app do."""
    dice = pen.dice
    name = dice.choice(tuple(MOBILE_NAMES)) if pen.chance(0.95) else pen.text()
    event: JsonObject = {"event_type": pen.or_odd("user"), "event_name": name, "timestamp_offset_ms": _time(pen, at_ms)}
    if pen.chance(0.05):
        del event["timestamp_offset_ms"]
    for field, share in (("screen", 0.6), ("object_name", 0.5), ("name", 0.5), ("custom_tag", 0.2)):
        if pen.chance(share):
            event[field] = pen.or_odd(dice.choice(few) if pen.chance(0.6) else pen.text())
    if name in {"exception", "error"} or pen.chance(0.05):
        event |= {"exception_class_name": pen.text("java.lang.Error"), "exception_tag": pen.text()}
    if pen.chance(0.2):
        event["non_responsive"] = pen.or_odd(True)
    if pen.chance(0.3):
        event["event_properties"] = pen.or_odd(pen.fields())
    if name == "api" or pen.chance(0.05):
        event["request_properties"] = pen.or_odd(pen.fields())
        status = dice.choice((200, "200", 201, 404, 500, "504", 0, None, "timeout"))
        event["response_properties"] = pen.or_odd({"status": status, "duration_ms": pen.or_odd(300)} | pen.fields())
    return event


def _web(pen: Pen) -> JsonObject:
    dice = pen.dice
    at_ms = 0
    events: list[object] = []
    few = [pen.text("/cart") for _ in range(4)]
    for _ in range(_count(dice)):
        at_ms = _later(dice, at_ms)
        events.append(pen.or_odd(_web_event(pen, at_ms, few)))
    counted = {"status_counts": pen.or_odd({"200": 31, "504": pen.or_odd(2), pen.name(): 1})}
    return {
        "recording": pen.or_odd("web_recording"),
        "session_id": pen.ident("s-1"),
        "tab_id": pen.ident("t-1"),
        "created_at": pen.or_odd(START),
        "device_metadata": pen.or_odd({name: pen.or_odd(pen.text()) for name in BROWSER}),
        "dead_click_count": pen.or_odd(1),
        "page_load_time_ms": pen.or_odd(1420),
        "first_page_title": pen.or_odd(pen.text()),
        "first_page_url": pen.or_odd(pen.text("https://shop.example/cart")),
        "console_metadata": pen.or_odd({"error": pen.or_odd(2), "log": 10}),
        "network_metadata": pen.or_odd(counted),
        "session_attributes": pen.or_odd({"attributes": pen.or_odd(pen.fields(1))}),
        "rev_org_id": pen.or_odd(pen.text("REV-Bn20Yc66")),
        "rev_user_id": pen.or_odd(pen.text("REVU-7741")),
        "replay_data": pen.or_odd([{"presigned_url": pen.link(), "start_time": START}]),
        "timeline_data": pen.or_odd({"events": pen.or_odd(events) if pen.chance(0.1) else events}),
    }


def _moment(at_ms: int) -> object:
    minutes, ms = divmod(at_ms, 60_000)
    written = f"2026-04-21T{9 + minutes // 60:02}:{minutes % 60:02}:{ms // 1000:02}.{ms % 1000:03}Z"
    return written if 0 <= minutes < 600 else at_ms


def _web_event(pen: Pen, at_ms: int, few: list[str]) -> JsonObject:
    dice = pen.dice
    kind = dice.choice((*WEB_TYPES, "click", "custom")) if pen.chance(0.95) else pen.text()
    event: JsonObject = {"event_type": kind, "timestamp": _time(pen, at_ms) if pen.chance(0.1) else _moment(at_ms)}
    for field, share in (("page_url", 0.7), ("label", 0.5), ("target", 0.5), ("event", 0.3)):
        if pen.chance(share):
            event[field] = pen.or_odd(dice.choice(few) if pen.chance(0.6) else pen.text())
    if kind == "form_change" or pen.chance(0.03):
        event["value"] = pen.or_odd(pen.text())
    if pen.chance(0.2):
        event[dice.choice(("is_dead", "is_rage"))] = pen.or_odd(True)
    if pen.chance(0.3):
        event["event_details"] = pen.or_odd(pen.fields())
    return event


def _devtools(pen: Pen) -> JsonObject:
    levels = ("error", "warn", "log")
    console: list[object] = [
        pen.or_odd(
            {"type": pen.dice.choice(levels), "value": pen.value(1), "timestamp": _moment(pen.dice.randrange(90_000))}
        )
        for _ in range(pen.dice.randrange(5))
    ]
    network: list[object] = [
        pen.or_odd(
            {
                "request": {"url": pen.text("https://api.example/v1/cart"), "method": pen.text("GET"), **pen.fields(1)},
                "response": pen.or_odd({"status": pen.dice.choice((200, 404, 500, "0"))} | pen.fields(1)),
                "start_time": _moment(pen.dice.randrange(90_000)),
                **pen.fields(1),
            }
        )
        for _ in range(pen.dice.randrange(5))
    ]
    return {"console_data": pen.or_odd(console), "network_data": pen.or_odd(network)}
