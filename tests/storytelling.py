"""Stories told in a few readable lines.

`story(launch(0), page(1.2, "/cart"), request(2.0, "create-order", status=504, took_ms=1300))`: times are seconds from
the start of the recording, events are numbered from 1 in the order given.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Literal, TypedDict, Unpack

import msgspec

from devrev_sessions.digest.digest import Digest, digest
from devrev_sessions.timeline.events import NO_JSON, AppText, Event, Kind
from devrev_sessions.timeline.recording import (
    CrashLog,
    Device,
    Launch,
    Medium,
    Memory,
    PageCounts,
    Platform,
    Recording,
    Session,
)
from devrev_sessions.timeline.story import Part, Story, story_of, whole_story

START = datetime(2026, 4, 21, 9, 0, tzinfo=UTC)


def app(text: str) -> AppText:
    return AppText(text)


def raw(found: Mapping[str, object] | None) -> msgspec.Raw:
    """An object as DevRev sends it: ASCII only, so that half an emoji stays an escape."""
    return msgspec.Raw(json.dumps(found).encode()) if found is not None else NO_JSON


def event(
    at: float,
    kind: Kind,
    name: str = "",
    *,
    action: str = "",
    screen: str = "",
    target: str = "",
    note: str = "",
    unanswered: bool = False,
    properties: Mapping[str, object] | None = None,
    request: Mapping[str, object] | None = None,
    response: Mapping[str, object] | None = None,
) -> Event:
    return Event(
        n=0,
        kind=kind,
        at_ms=round(at * 1000),
        action=app(action or kind.value),
        name=app(name),
        screen=app(screen),
        target=app(target),
        note=app(note),
        unanswered=unanswered,
        properties=raw(properties),
        request=raw(request),
        response=raw(response),
    )


def untimed(told: Event) -> Event:
    """An event that came without a time of its own; it gets that of the one before it."""
    return msgspec.structs.replace(told, timed=False)


def launch(at: float, screen: str = "") -> Event:
    return event(at, Kind.LAUNCH, action="app_launch", screen=screen)


def tap(
    at: float, target: str, screen: str = "", *, action: str = "single_tap", spot: tuple[float, float] | None = None
) -> Event:
    told = event(at, Kind.TAP, action=action, target=target, screen=screen)
    points = msgspec.Raw(json.dumps([{"x": spot[0], "y": spot[1]}]).encode()) if spot else NO_JSON
    return msgspec.structs.replace(told, touched=points)


def dead_tap(at: float, target: str, screen: str = "") -> Event:
    return event(at, Kind.DEAD_TAP, action="single_tap", target=target, screen=screen, unanswered=True)


def rage_tap(at: float, target: str, screen: str = "", *, unanswered: bool = False) -> Event:
    return event(at, Kind.RAGE_TAP, action="rage_tap", target=target, screen=screen, unanswered=unanswered)


def swipe(at: float, screen: str = "", *, towards: Literal["up", "down"] = "up") -> Event:
    return event(at, Kind.GESTURE, action=f"swipe_{towards}", screen=screen)


def field(at: float, target: str, screen: str = "") -> Event:
    return event(at, Kind.INPUT, action="input", target=target, screen=screen)


def life(at: float, action: str, screen: str) -> Event:
    """One step of an Android screen's life: `created`, `started`, `resumed`, `paused`, `stopped`, `destroyed`."""
    return event(at, Kind.LIFECYCLE, action=action, screen=screen)


def opened(at: float, screen: str, left: str = "") -> list[Event]:
    """An Android screen that opens, in Android's order: the one that is left stops after the new one has resumed."""
    before = [life(at, "paused", left)] if left else []
    after = [life(at + 0.3, "stopped", left)] if left else []
    return [*before, *(life(at, step, screen) for step in ("created", "started", "resumed")), *after]


def page(at: float, path: str) -> Event:
    return event(at, Kind.NAVIGATION, action="page_view", screen=path)


def back(at: float, screen: str = "") -> Event:
    return event(at, Kind.NAVIGATION, action="back_button_pressed", screen=screen)


def home(at: float, screen: str = "") -> Event:
    return event(at, Kind.NAVIGATION, action="home_button_pressed", screen=screen)


def request(
    at: float,
    name: str,
    *,
    status: int | str | None = 200,
    took_ms: int | None = 100,
    body: Mapping[str, object] | None = None,
    screen: str = "",
    method: str = "",
) -> Event:
    given = {"status": status, "duration_ms": took_ms, "body": body}
    response = {key: value for key, value in given.items() if value is not None}
    asked = {"method": method} if method else None
    return event(at, Kind.REQUEST, name, action="api", screen=screen, request=asked, response=response)


def exception(at: float, name: str, screen: str = "", *, tag: str = "", **properties: object) -> Event:
    return event(at, Kind.EXCEPTION, name, action="exception", screen=screen, note=tag, properties=properties or None)


def error(at: float, name: str, screen: str = "", **properties: object) -> Event:
    return event(at, Kind.ERROR, name, action="error", screen=screen, properties=properties or None)


def anr(at: float, screen: str = "") -> Event:
    return event(at, Kind.ANR, action="anr", screen=screen)


def log(at: float, text: str, screen: str = "") -> Event:
    return event(at, Kind.LOG, text, action="msg", screen=screen)


def console(at: float, level: str, text: str) -> Event:
    return event(at, Kind.CONSOLE, text, action=level)


def custom(at: float, name: str, screen: str = "", **properties: object) -> Event:
    return event(at, Kind.CUSTOM, name, action="event", screen=screen, properties=properties or None)


def pause(at: float) -> Event:
    return event(at, Kind.PAUSE, action="pause_recording_called")


def resume(at: float) -> Event:
    return event(at, Kind.RESUME, action="resume_recording_called")


class Fields(TypedDict, total=False):
    """What of a recording a test may set."""

    device: Device
    launch: Launch
    memory: Memory
    crash_log: CrashLog
    counts: PageCounts
    attributes: dict[str, AppText]
    user_id: AppText
    org_id: AppText
    devtools: Literal["woven", "unavailable", "none"]
    skipped_events: int
    repaired_events: int
    disordered_events: int
    unread_fields: tuple[str, ...]
    other_ids: tuple[tuple[str, AppText], ...]


def recording(
    *told: Event | list[Event],
    part_id: str = "rec-1",
    begins: float | None = 0,
    medium: Medium = "mobile",
    **fields: Unpack[Fields],
) -> Recording:
    """A recording that begins so many seconds after START, or without a known beginning."""
    events: list[Event] = []
    for each in (inner for one in told for inner in (one if isinstance(one, list) else [one])):
        at_ms = each.at_ms if each.timed or not events else events[-1].at_ms
        events.append(msgspec.structs.replace(each, n=len(events) + 1, at_ms=at_ms))
    started_at = None if begins is None else START + timedelta(seconds=begins)
    return Recording(medium, "s-1", part_id, started_at, tuple(events), **fields)


def story(
    *told: Event | list[Event], medium: Medium = "mobile", platform: Platform | None = None, **fields: Unpack[Fields]
) -> Story:
    """The story of one recording."""
    return story_of(recording(*told, medium=medium, **fields), platform)


def session_story(*recordings: Recording | Part, platform: Platform | None = None) -> Story:
    """The story of a whole session."""
    parts = [each if isinstance(each, Part) else Part(each.part_id, each) for each in recordings]
    on_web = any(part.recording and part.recording.medium == "web" for part in parts)
    session = Session(
        "s-1", "web" if on_web else "mobile", platform, START, None, tuple(part.part_id for part in parts)
    )
    return whole_story(session, parts, platform)


def told_of(*told: Event | list[Event], medium: Medium = "mobile", **fields: Unpack[Fields]) -> Digest:
    """The digest of one recording."""
    return digest(story(*told, medium=medium, **fields))


def crashed(text: str = "", *, froze: bool = False) -> CrashLog:
    """A crash log, or with `froze` the log of an app that stopped responding."""
    return CrashLog(crashed=not froze, froze=froze, text=app(text))


TRACE = """java.lang.IllegalStateException: cart is empty
\tat com.parcel.cart.Cart.total(Cart.kt:41)
\tat com.parcel.checkout.PayFlow.start(PayFlow.kt:88)
\tat android.view.View.performClick(View.java:7506)
Caused by: java.util.NoSuchElementException: List is empty.
\tat java.util.ArrayList.first(ArrayList.java:439)
"""
