"""The shapes of DevRev's answers, as lenient as they can be read.

Every field may be missing, null or of a neighbouring type; what is not listed is skipped without being built. The free
objects stay undecoded. Field names are DevRev's.
"""

import msgspec

from devrev_sessions.timeline.events import NO_JSON, AppText

Number = int | float | None
Text = AppText | None
Flag = bool | None


class MobileEvent(msgspec.Struct, gc=False):
    """One entry of `recording_events_timeline`."""

    event_type: Text = None
    event_name: Text = None
    name: Text = None
    screen: Text = None
    object_name: Text = None
    custom_tag: Text = None
    timestamp_offset_ms: Number = None
    non_responsive: Flag = None
    exception_class_name: Text = None
    exception_tag: Text = None
    event_properties: msgspec.Raw = NO_JSON
    request_properties: msgspec.Raw = NO_JSON
    response_properties: msgspec.Raw = NO_JSON


class WebEvent(msgspec.Struct, gc=False):
    """One entry of `timeline_data.events`."""

    timestamp: str | int | float | None = None
    event_type: Text = None
    event: Text = None
    event_details: msgspec.Raw = NO_JSON
    is_dead: Flag = None
    is_rage: Flag = None
    label: Text = None
    page_url: Text = None
    target: Text = None
    value: Text = None


class WebTimeline(msgspec.Struct, gc=False):
    """What a tab's `timeline_data` holds."""

    events: list[WebEvent] | None = None


class Body(msgspec.Struct, gc=False):
    """The fields of both recording shapes but their timelines; each is read by itself, so that none spoils another."""

    recording: msgspec.Raw = NO_JSON
    session_id: msgspec.Raw = NO_JSON
    recording_id: msgspec.Raw = NO_JSON
    tab_id: msgspec.Raw = NO_JSON
    created_at: msgspec.Raw = NO_JSON
    device_metadata: msgspec.Raw = NO_JSON
    rev_org_id: msgspec.Raw = NO_JSON
    rev_user_id: msgspec.Raw = NO_JSON
    app_launch: msgspec.Raw = NO_JSON
    available_ram: msgspec.Raw = NO_JSON
    total_ram: msgspec.Raw = NO_JSON
    observability_sessions_log_data: msgspec.Raw = NO_JSON
    user_attributes: msgspec.Raw = NO_JSON
    video_playback_data: msgspec.Raw = NO_JSON
    dead_click_count: msgspec.Raw = NO_JSON
    rage_click_count: msgspec.Raw = NO_JSON
    page_load_time_ms: msgspec.Raw = NO_JSON
    first_page_title: msgspec.Raw = NO_JSON
    first_page_url: msgspec.Raw = NO_JSON
    console_metadata: msgspec.Raw = NO_JSON
    network_metadata: msgspec.Raw = NO_JSON
    session_attributes: msgspec.Raw = NO_JSON
    replay_data: msgspec.Raw = NO_JSON


class TypedBody(Body, gc=False):
    """A recording whose every event has the documented types: one pass over the body."""

    recording_events_timeline: list[MobileEvent] | None = None
    timeline_data: WebTimeline | None = None


class RawBody(Body, gc=False):
    """A recording with something odd in its timeline, to be read event by event."""

    recording_events_timeline: msgspec.Raw = NO_JSON
    timeline_data: msgspec.Raw = NO_JSON
