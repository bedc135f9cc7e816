"""`mobile_recording` becomes a Recording."""

from collections.abc import Sequence
from typing import Final

import msgspec

from devrev_sessions.devrev import lenient
from devrev_sessions.devrev.wire import Body, MobileEvent
from devrev_sessions.timeline.events import NO_JSON, NOTHING, AppText, Event, Kind
from devrev_sessions.timeline.recording import CrashLog, Device, Launch, Memory, ReplayLink

KINDS: Final = {
    "anr": Kind.ANR,
    "api": Kind.REQUEST,
    "app_launch": Kind.LAUNCH,
    "back_button_pressed": Kind.NAVIGATION,
    "consent_accepted": Kind.OTHER,
    "created": Kind.LIFECYCLE,
    "destroyed": Kind.LIFECYCLE,
    "double_tap": Kind.TAP,
    "error": Kind.ERROR,
    "event": Kind.CUSTOM,
    "exception": Kind.EXCEPTION,
    "home_button_pressed": Kind.NAVIGATION,
    "long_press": Kind.TAP,
    "msg": Kind.LOG,
    "pause_recording_called": Kind.PAUSE,
    "paused": Kind.LIFECYCLE,
    "pinch": Kind.GESTURE,
    "rage_tap": Kind.RAGE_TAP,
    "resume_recording_called": Kind.RESUME,
    "resumed": Kind.LIFECYCLE,
    "saved_instance_state": Kind.LIFECYCLE,
    "single_tap": Kind.TAP,
    "started": Kind.LIFECYCLE,
    "stopped": Kind.LIFECYCLE,
    "swipe": Kind.GESTURE,
    "swipe_down": Kind.GESTURE,
    "swipe_left": Kind.GESTURE,
    "swipe_right": Kind.GESTURE,
    "swipe_up": Kind.GESTURE,
    "tag": Kind.TAG,
    "zoom": Kind.GESTURE,
}
"""DevRev's event names, from its reference; any other becomes `other` under its own name."""


def read_events(wire: Sequence[MobileEvent | None]) -> tuple[list[Event], int]:
    """The events in the order given and how many lie before the one before them; None marks an unreadable entry."""
    events: list[Event] = []
    disordered = at_ms = latest_ms = 0
    for n, entry in enumerate(wire, 1):
        if entry is None:
            continue
        offset = entry.timestamp_offset_ms
        timed = offset is not None and -lenient.FAR_MS < offset < lenient.FAR_MS
        if timed:
            at_ms = int(offset or 0)
            if at_ms < latest_ms:
                disordered += 1
            else:
                latest_ms = at_ms
        action = entry.event_name or entry.event_type or NOTHING
        kind = KINDS.get(action, Kind.OTHER)
        if kind is Kind.TAP and entry.non_responsive:
            kind = Kind.DEAD_TAP
        events.append(
            Event(
                n=n,
                kind=kind,
                at_ms=at_ms,
                timed=timed,
                action=action,
                name=entry.exception_class_name or entry.name or NOTHING,
                screen=entry.screen or NOTHING,
                target=entry.object_name or NOTHING,
                note=entry.custom_tag or entry.exception_tag or NOTHING,
                unanswered=entry.non_responsive or False,
                properties=entry.event_properties,
                request=entry.request_properties,
                response=entry.response_properties,
            ),
        )
    return events, disordered


def read_device(raw: msgspec.Raw) -> Device:
    """`device_metadata` of a phone or tablet."""
    found = lenient.fields(raw)

    def text(key: str) -> AppText:
        return lenient.text(found.get(key, NO_JSON))

    return Device(
        app_version=text("app_version"),
        maker=text("manufacturer"),
        model=text("model"),
        system=text("os_version"),
        network=text("network_type"),
        sdk_version=text("plug_sdk_version"),
        screen_width=lenient.number(found.get("screen_width", NO_JSON)),
        screen_height=lenient.number(found.get("screen_height", NO_JSON)),
    )


def read_launch(body: Body) -> Launch | None:
    """`app_launch`, when it says anything."""
    found = lenient.fields(body.app_launch)
    launch = Launch(
        lenient.text(found.get("launch_type", NO_JSON)),
        lenient.number(found.get("launch_time_ms", NO_JSON)),
    )
    return launch if launch != Launch(NOTHING, None) else None


def read_memory(body: Body) -> Memory | None:
    """The device's memory, when either number is there."""
    memory = Memory(lenient.number(body.available_ram), lenient.number(body.total_ram))
    return memory if memory != Memory(None, None) else None


def read_crash_log(body: Body) -> CrashLog | None:
    """`observability_sessions_log_data`, when it says anything."""
    found = lenient.fields(body.observability_sessions_log_data)
    log = CrashLog(
        crashed=lenient.flag(found.get("is_crash", NO_JSON)),
        froze=lenient.flag(found.get("is_anr", NO_JSON)),
        text=lenient.text(found.get("value", NO_JSON)),
    )
    return log if log.crashed or log.froze or log.text else None


def read_frames(body: Body) -> tuple[ReplayLink, ...]:
    """`video_playback_data`: where the frames are."""
    links: list[ReplayLink] = []
    for raw in lenient.items(body.video_playback_data):
        found = lenient.fields(raw)
        if not found:
            continue
        links.append(
            ReplayLink(
                url=lenient.text(found.get("presigned_url", NO_JSON)),
                begins=lenient.text(found.get("start_frame", NO_JSON)),
                ends=lenient.text(found.get("end_frame", NO_JSON)),
                frames=len(lenient.items(found.get("frames", NO_JSON))),
            ),
        )
    return tuple(links)
