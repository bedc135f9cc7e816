"""What the documented answer costs to decode, twice: the measures that speed is given in.

Both describe every field that DevRev documents of a mobile recording. pydantic builds all of it. msgspec's Structs, as
they are without options, leave the free objects that apps fill undecoded: the decoding that the design of this server
began with, at a sixteenth of pydantic's time.
"""

from typing import Any, Final

import msgspec
from pydantic import BaseModel, TypeAdapter


class Coordinates(BaseModel):
    x: float
    y: float


class MobileEvent(BaseModel):
    event_type: str
    event_name: str | None = None
    input_type: str | None = None
    name: str | None = None
    custom_tag: str | None = None
    object_name: str | None = None
    screen: str | None = None
    timestamp_offset_ms: int | None = None
    non_responsive: bool | None = None
    coordinates: list[Coordinates] | None = None
    event_properties: dict[str, Any] | None = None
    request_properties: dict[str, Any] | None = None
    response_properties: dict[str, Any] | None = None
    exception_class_name: str | None = None
    exception_tag: str | None = None


class MobileRecording(BaseModel):
    recording: str
    session_id: str
    recording_id: str
    created_at: str
    app_launch: dict[str, Any]
    available_ram: int
    total_ram: int
    device_metadata: dict[str, Any]
    recording_events_timeline: list[MobileEvent]
    video_playback_data: list[dict[str, Any]] | None = None


PYDANTIC: Final = TypeAdapter(MobileRecording).validate_json

NO_JSON: Final = msgspec.Raw(b"")


class Place(msgspec.Struct):
    x: float
    y: float


class PlainEvent(msgspec.Struct):
    event_type: str
    event_name: str | None = None
    input_type: str | None = None
    name: str | None = None
    custom_tag: str | None = None
    object_name: str | None = None
    screen: str | None = None
    timestamp_offset_ms: int | None = None
    non_responsive: bool | None = None
    coordinates: list[Place] | None = None
    event_properties: msgspec.Raw = NO_JSON
    request_properties: msgspec.Raw = NO_JSON
    response_properties: msgspec.Raw = NO_JSON
    exception_class_name: str | None = None
    exception_tag: str | None = None


class PlainRecording(msgspec.Struct):
    recording: str
    session_id: str
    recording_id: str
    created_at: str
    app_launch: msgspec.Raw
    available_ram: int
    total_ram: int
    device_metadata: msgspec.Raw
    recording_events_timeline: list[PlainEvent]
    video_playback_data: msgspec.Raw = NO_JSON


DECODING: Final = msgspec.json.Decoder(PlainRecording).decode
