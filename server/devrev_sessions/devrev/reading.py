"""The door in: whatever DevRev answers becomes our types.

Lenient throughout: an unknown kind of recording that carries a known timeline is read, unknown values keep their own
names, missing fields are missing, an event that cannot be read is counted and left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Final, TypeVar, cast

import msgspec

from devrev_sessions.devrev import lenient, mobile, web
from devrev_sessions.devrev.graphql import with_operations
from devrev_sessions.devrev.wire import Body, MobileEvent, RawBody, ReadyBody, TypedBody, WebEvent, WebTimeline
from devrev_sessions.errors import UnexpectedResponse, UnsupportedRecording
from devrev_sessions.timeline.events import NO_JSON, AppText, Event
from devrev_sessions.timeline.properties import HALF, UNREAD, UNREADABLE, read_value
from devrev_sessions.timeline.recording import Recording

Entry = TypeVar("Entry", MobileEvent, WebEvent)

_READY: Final = msgspec.json.Decoder(ReadyBody, strict=False)
_TYPED: Final = msgspec.json.Decoder(TypedBody, strict=False)
_RAW: Final = msgspec.json.Decoder(RawBody)
TRY_AGAIN: Final = "Try again; if it stays so, check DEVREV_BASE_URL and whether a proxy changes the answers."

_TIMELINES: Final = frozenset({"recording_events_timeline", "timeline_data"})


@dataclass(frozen=True, slots=True)
class Told:
    """The events of a timeline as they were sent, how many lie before the one before them, how many are unreadable."""

    events: Sequence[Event] = ()
    disordered: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """What a recording tells in either shape, None for each web entry that is unreadable, and how many were mended."""

    mobile: Told | None
    web: list[WebEvent | None] | None
    repaired: int = 0
    odd: tuple[str, ...] = ()

    @property
    def unknown(self) -> bool:
        """Whether there is none in either shape."""
        return self.mobile is None and self.web is None


def read_recording(json: bytes | bytearray, session_id: str, part_id: str) -> Recording:
    """The recording in an answer of `data.get`; the ids are those that were asked for.

    Raises UnexpectedResponse when it is no JSON object or no recording, UnsupportedRecording when it holds no timeline
    that is known.
    """
    body, timeline = _take_apart(json)
    kind = lenient.text(body.recording)
    if timeline.unknown and (inner := _in_an_envelope(json)):
        body, timeline = _take_apart(inner)
        kind = lenient.text(body.recording) or kind
    if timeline.unknown:
        lists = _unknown_lists(json)
        if not kind and not lists:
            raise UnexpectedResponse("DevRev's answer is not the JSON of a recording.", TRY_AGAIN)
        if kind not in {"mobile_recording", "web_recording"}:
            raise UnsupportedRecording(
                "DevRev sent a recording of the kind {value}, which this version cannot read.",
                "Look at this session in DevRev itself, and check for a newer version of devrev-sessions-mcp.",
                value=kind or "(not named)",
            )
        empty = Timeline(Told(), None) if kind == "mobile_recording" else Timeline(None, [])
        timeline = replace(empty, odd=(*timeline.odd, *lists))
    read = _read_web if _is_web(kind, timeline) else _read_mobile
    recording = read(body, timeline)
    return replace(
        recording,
        session_id=lenient.text(body.session_id) or session_id,
        part_id=lenient.text(body.recording_id) or lenient.text(body.tab_id) or part_id,
        user_id=lenient.text(body.rev_user_id),
        org_id=lenient.text(body.rev_org_id),
        repaired_events=timeline.repaired,
        unread_fields=timeline.odd,
        other_ids=tuple(_other_ids(body, session_id, part_id)),
    )


def _other_ids(body: Body, session_id: str, part_id: str) -> Iterator[tuple[str, AppText]]:
    """What was asked for and what the answer calls itself, where neither is merely a longer way to write the other."""
    for asked, *fields in ((session_id, body.session_id), (part_id, body.recording_id, body.tab_id)):
        answered = [told for field in fields if (told := lenient.text(field))]
        if asked and answered and not any(_same(asked.lower(), told.lower()) for told in answered):
            yield asked, answered[0]


def _same(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)


def _in_an_envelope(json: bytes | bytearray) -> bytes:
    """The object inside of an answer that has a timeline, nothing where there is none."""
    inside = lenient.fields(msgspec.Raw(json)).values()
    return next((bytes(raw) for raw in inside if _TIMELINES & lenient.fields(raw).keys()), b"")


def _unknown_lists(json: bytes | bytearray) -> list[str]:
    """The names of lists of objects in an answer that nothing is known of: events under another name, perhaps."""
    known = {field.encode_name for field in msgspec.structs.fields(RawBody)}
    return [
        name
        for name, raw in lenient.fields(msgspec.Raw(json)).items()
        if name not in known and any(lenient.fields(item) for item in _lists_in(raw))
    ]


def _lists_in(raw: msgspec.Raw) -> list[msgspec.Raw]:
    """The entries of a list, or those of all the lists in an object."""
    return lenient.items(raw) or [item for value in lenient.fields(raw).values() for item in lenient.items(value)]


def _is_web(kind: AppText, timeline: Timeline) -> bool:
    """Which of the two shapes it is: the one with events where only one has them, else the one it calls itself."""
    on_mobile = timeline.mobile is not None and bool(timeline.mobile.events or timeline.mobile.skipped)
    if on_mobile != bool(timeline.web):
        return bool(timeline.web)
    return kind == "web_recording" or timeline.mobile is None


def _read_mobile(body: Body, timeline: Timeline) -> Recording:
    told = timeline.mobile or Told()
    return Recording(
        medium="mobile",
        session_id="",
        part_id="",
        started_at=lenient.moment(body.created_at),
        events=_in_time_order(with_operations(told.events), told.disordered),
        device=mobile.read_device(body.device_metadata),
        launch=mobile.read_launch(body),
        memory=mobile.read_memory(body),
        crash_log=mobile.read_crash_log(body),
        attributes=lenient.texts(body.user_attributes),
        replay=mobile.read_frames(body),
        skipped_events=told.skipped,
        disordered_events=told.disordered,
    )


def _read_web(body: Body, timeline: Timeline) -> Recording:
    wire = timeline.web or []
    moments = [lenient.moment_of(entry.timestamp) if entry else None for entry in wire]
    start = web.start_of(lenient.moment(body.created_at), moments)
    events, disordered = web.read_events(wire, start, moments)
    attributes = lenient.fields(body.session_attributes)
    return Recording(
        medium="web",
        session_id="",
        part_id="",
        started_at=start,
        events=_in_time_order(events, disordered),
        device=web.read_device(body.device_metadata),
        counts=web.read_counts(msgspec.structs.asdict(body)),
        attributes=lenient.texts(attributes.get("attributes", NO_JSON)),
        replay=web.read_packets(body),
        skipped_events=sum(entry is None for entry in wire),
        disordered_events=disordered,
    )


def _in_time_order(events: Sequence[Event], disordered: int) -> tuple[Event, ...]:
    return tuple(sorted(events, key=attrgetter("at_ms")) if disordered else events)


def _take_apart(json: bytes | bytearray) -> tuple[Body, Timeline]:
    """The parts of an answer: in one pass where all is as documented, else in a slower way that reads the same."""
    try:
        body = _READY.decode(json)
    except UNREADABLE:
        return _take_apart_with_nulls(json)
    events = body.recording_events_timeline
    mobile_told = None if events is None else Told(events, mobile.complete(events))
    return body, Timeline(mobile_told, _tab_entries(body.timeline_data))


def _take_apart_with_nulls(json: bytes | bytearray) -> tuple[Body, Timeline]:
    try:
        body = _TYPED.decode(json)
    except UNREADABLE:
        return _take_apart_slowly(json)
    entries = cast("list[MobileEvent | None] | None", body.recording_events_timeline)
    return body, Timeline(_mobile_told(entries), _tab_entries(body.timeline_data))


def _mobile_told(entries: list[MobileEvent | None] | None) -> Told | None:
    if entries is None:
        return None
    events, disordered = mobile.read_events(entries)
    return Told(events, disordered, len(entries) - len(events))


def _tab_entries(tab: WebTimeline | None) -> list[WebEvent | None] | None:
    return cast("list[WebEvent | None] | None", tab.events if tab else None)


def _take_apart_slowly(json: bytes | bytearray) -> tuple[Body, Timeline]:
    body = lenient.opened(json, _RAW)
    if body is None:
        raise UnexpectedResponse("DevRev's answer is not the JSON of a recording.", TRY_AGAIN)
    entries, tab = body.recording_events_timeline, body.timeline_data
    tab_entries = lenient.fields(tab).get("events", NO_JSON)
    mobile_entries, mobile_repaired = _one_by_one(entries, MobileEvent)
    web_entries, web_repaired = _one_by_one(tab_entries, WebEvent)
    documented = (
        ("recording_events_timeline", entries, b"["),
        ("timeline_data", tab, b"{"),
        ("timeline_data.events", tab_entries, b"["),
    )
    odd = [name for name, raw, bracket in documented if not _is_none(raw) and not bytes(raw).startswith(bracket)]
    return body, Timeline(_mobile_told(mobile_entries), web_entries, mobile_repaired + web_repaired, tuple(odd))


def _one_by_one(raw: msgspec.Raw, shape: type[Entry]) -> tuple[list[Entry | None] | None, int]:
    if _is_none(raw):
        return None, 0
    decoder = msgspec.json.Decoder(shape, strict=False)
    entries: list[Entry | None] = []
    repaired = 0
    for item in lenient.items(raw):
        sent = bytes(item)
        try:
            entry = decoder.decode(item)
            repaired += HALF in sent or UNREAD in sent
        except UNREADABLE:
            entry = _field_by_field(item, shape)
            repaired += entry is not None
        entries.append(entry)
    return entries, repaired


def _is_none(raw: msgspec.Raw) -> bool:
    return not raw or bytes(raw) == b"null"


def _field_by_field(raw: msgspec.Raw, shape: type[Entry]) -> Entry | None:
    """An event of which some field has another type: each field that fits, or the nearest text or number."""
    found = lenient.fields(raw)
    if not found:
        return None
    fitting: dict[str, object] = {}
    for field in msgspec.structs.fields(shape):
        value = found.get(field.name)
        if value is None:
            continue
        if field.type is msgspec.Raw:
            fitting[field.name] = value
            continue
        plain = read_value(value)
        for candidate in (plain, lenient.text_of(plain) or None, lenient.number_of(plain)):
            try:
                fitting[field.name] = cast("object", msgspec.convert(candidate, field.type, strict=False))
                break
            except msgspec.ValidationError:
                continue
    return shape(**fitting)  # pyright: ignore[reportArgumentType] - each value was converted to its field's own type
