"""The shapes of DevRev's answers, as lenient as they can be read.

Every field may be missing, null or of a neighbouring type; what is not listed is skipped without being built. The free
objects stay undecoded. Field names are DevRev's.
"""

from operator import attrgetter
from typing import Final, Literal

import msgspec
from msgspec import field

from devrev_sessions.timeline.events import NO_JSON, NOTHING, AppText, Event, Kind

Number = int | float | None
Text = AppText | None
Flag = bool | None


NO_OFFSET: Final = -(2**62)
"""Stands for an offset that was not sent; it lies outside of what can be one."""

_TOLD: Final = attrgetter(*Event.__struct_fields__)


class ReadyEvent(Event, frozen=True, gc=False, kw_only=True):
    """One entry of `recording_events_timeline` read straight into an Event: half the cost of making one from another.

    That works where every field has exactly its documented type, which nearly every recording keeps; a null or another
    type refuses the recording, which is then read with MobileEvent. The fields that DevRev does not send have names it
    would not give, and are set by `mobile.complete`, which also moves the last three to where an Event has them.
    """

    n: int = field(default=0, name=" n")
    kind: Kind = field(default=Kind.OTHER, name=" kind")
    part: Literal[0] = field(default=0, name=" part")
    at_ms: int = field(default=NO_OFFSET, name="timestamp_offset_ms")
    timed: bool = field(default=True, name=" timed")
    action: AppText = field(default=NOTHING, name="event_name")
    target: AppText = field(default=NOTHING, name="object_name")
    note: AppText = field(default=NOTHING, name="custom_tag")
    unanswered: bool = field(default=False, name="non_responsive")
    touched: msgspec.Raw = field(default=NO_JSON, name="coordinates")
    properties: msgspec.Raw = field(default=NO_JSON, name="event_properties")
    request: msgspec.Raw = field(default=NO_JSON, name="request_properties")
    response: msgspec.Raw = field(default=NO_JSON, name="response_properties")
    event_type: AppText = NOTHING
    exception_class_name: AppText = NOTHING
    exception_tag: AppText = NOTHING

    def __eq__(self, other: object) -> bool:
        """Equal to every Event that tells the same, however it was read."""
        return isinstance(other, Event) and _TOLD(self) == _TOLD(other)

    __hash__ = Event.__hash__


class MobileEvent(msgspec.Struct, gc=False):
    """One entry of `recording_events_timeline`, of which any field may be null."""

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
    coordinates: msgspec.Raw = NO_JSON
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


class ReadyBody(Body, gc=False):
    """A recording whose every event has exactly the documented types: one pass, and nothing to convert."""

    recording_events_timeline: list[ReadyEvent] | None = None
    timeline_data: WebTimeline | None = None


class TypedBody(Body, gc=False):
    """A recording whose every event has the documented types or null: one pass over the body."""

    recording_events_timeline: list[MobileEvent] | None = None
    timeline_data: WebTimeline | None = None


class RawBody(Body, gc=False):
    """A recording with something odd in its timeline, to be read event by event."""

    recording_events_timeline: msgspec.Raw = NO_JSON
    timeline_data: msgspec.Raw = NO_JSON
