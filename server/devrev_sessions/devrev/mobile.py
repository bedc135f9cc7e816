"""`mobile_recording` becomes a Recording."""

from collections.abc import Sequence
from typing import Final

import msgspec

from devrev_sessions.devrev import lenient
from devrev_sessions.devrev.wire import Body, MobileEvent, ReadyEvent
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


_SET: Final = msgspec.structs.force_setattr
"""Events are frozen for all who read them; here they are still being made, and nobody else has them."""


def complete(events: Sequence[ReadyEvent]) -> int:
    """Give events in the order sent what they do not bring along; how many lie before the one before them.

    It comes to the same as `read_events`, in a third of the time: most events need their number and their kind only.
    """
    disordered = at_ms = latest_ms = 0
    kind_of, tap, far_ms = KINDS.get, Kind.TAP, lenient.FAR_MS
    shared = dict[AppText, AppText]().setdefault
    for n, event in enumerate(events, 1):
        _SET(event, "n", n)
        # An app repeats its names: one string for each makes all that compares them later twice as fast.
        action, screen = event.action, event.screen
        _SET(event, "action", shared(action, action))
        if screen:
            _SET(event, "screen", shared(screen, screen))
        if name := event.name:
            _SET(event, "name", shared(name, name))
        if target := event.target:
            _SET(event, "target", shared(target, target))
        offset = event.at_ms
        if latest_ms <= offset < far_ms:
            at_ms = latest_ms = offset
        elif -far_ms < offset < far_ms:
            at_ms = offset
            disordered += 1
        else:
            _SET(event, "timed", False)
            _SET(event, "at_ms", at_ms)
        kind = kind_of(event.action)
        if kind is None:
            kind = _kind_by_type(event)
        _SET(event, "kind", Kind.DEAD_TAP if kind is tap and event.unanswered else kind)
        if event.exception_class_name:
            _SET(event, "name", event.exception_class_name)
        if event.exception_tag and not event.note:
            _SET(event, "note", event.exception_tag)
    return disordered


def _kind_by_type(event: ReadyEvent) -> Kind:
    """The kind of an event whose name is none of those that are known, or missing: then its type is its name."""
    if not event.action:
        _SET(event, "action", event.event_type)
    return KINDS.get(event.action, Kind.OTHER)


def read_events(wire: Sequence[MobileEvent | None]) -> tuple[list[Event], int]:
    """The events in the order given and how many lie before the one before them; None marks an unreadable entry."""
    events: list[Event] = []
    disordered = at_ms = latest_ms = 0
    pool: dict[AppText, AppText] = {}

    def shared(text: AppText | None) -> AppText:
        return pool.setdefault(text, text) if text else NOTHING

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
                action=shared(action),
                name=shared(entry.exception_class_name or entry.name),
                screen=shared(entry.screen),
                target=shared(entry.object_name),
                note=entry.custom_tag or entry.exception_tag or NOTHING,
                unanswered=entry.non_responsive or False,
                touched=entry.coordinates,
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
                frames=tuple(map(lenient.text, lenient.items(found.get("frames", NO_JSON)))),
                images=lenient.texts(found.get("frame_image_map", NO_JSON)),
            ),
        )
    return tuple(links)
