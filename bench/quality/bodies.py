"""What DevRev answers for the parts asked for, decoded, and every event in it with its number."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Final, Literal, TypeAlias, cast

Json: TypeAlias = dict[str, Any]
Source: TypeAlias = Literal["timeline", "console", "network"]

TIMES: Final = ("timestamp", "start_time", "startTime", "started_at", "start", "time", "startedDateTime")
"""Names under which entries of the web carry when they were."""


@dataclass(frozen=True)
class Part:
    """One recording or tab; `refused` is the status DevRev answered instead of a body."""

    number: int
    """Its place among the parts asked for, from 1."""
    id: str
    recording: Json | None
    developer_info: Json | None = None
    refused: int | None = None


@dataclass(frozen=True)
class Entry:
    """One event as DevRev sent it, under the number that references use."""

    part: int
    n: int
    source: Source
    body: object


@dataclass(frozen=True)
class Bodies:
    """All parts of one question."""

    parts: tuple[Part, ...]

    @cached_property
    def entries(self) -> list[Entry]:
        """Every event: of mobile recordings in their own order, of tabs merged in order of time."""
        if all(not is_web(part.recording) for part in self.parts):
            return [entry for part in self.parts for entry in numbered(part)]
        timed: list[tuple[float, Entry]] = []
        for part in self.parts:
            at = moment_ms((part.recording or {}).get("created_at")) or 0.0
            for entry in numbered(part):
                at = time_of(entry.body) or at
                timed.append((at, entry))
        return [entry for _, entry in sorted(timed, key=lambda each: each[0])]


def is_web(recording: object) -> bool:
    """Whether a body is that of a tab."""
    return isinstance(recording, dict) and "timeline_data" in recording


def numbered(part: Part) -> Iterator[Entry]:
    """The events of a part: its timeline, then the console, then the network, counted on."""
    n = 0
    for source, events in lists_of(part.recording, part.developer_info):
        for body in events:
            n += 1
            yield Entry(part.number, n, source, body)


def lists_of(recording: object, developer_info: object) -> tuple[tuple[Source, list[object]], ...]:
    """The lists of events in the bodies of one part."""
    timeline = get(recording, "recording_events_timeline") or get(get(recording, "timeline_data"), "events")
    return (
        ("timeline", a_list(timeline)),
        ("console", a_list(get(developer_info, "console_data"))),
        ("network", a_list(get(developer_info, "network_data"))),
    )


def head_of(recording: Json) -> Json:
    """A body without its events and without pictures."""
    left_out = {"recording_events_timeline", "timeline_data", "video_playback_data", "replay_data"}
    return {name: value for name, value in recording.items() if name not in left_out}


def get(value: object, key: str) -> object:
    """A member of what may be no object."""
    return (an_object(value) or {}).get(key)


def an_object(value: object) -> Json | None:
    """What should be an object; None where it is none."""
    return cast("Json", value) if isinstance(value, dict) else None


def a_list(value: object) -> list[object]:
    """What should be a list; nothing where it is none."""
    return cast("list[object]", value) if isinstance(value, list) else []


def first_of(value: object, keys: Sequence[str]) -> object:
    """The first member there is of several names."""
    return next((found for key in keys if (found := get(value, key)) not in (None, "")), None)


def time_of(body: object) -> float | None:
    """When an entry of the web was, in epoch milliseconds."""
    found = moment_ms(first_of(body, TIMES))
    return moment_ms(first_of(get(body, "request"), TIMES)) if found is None else found


def moment_ms(value: object) -> float | None:
    """A moment in epoch milliseconds, written as RFC 3339 or as a number of seconds, milliseconds or microseconds."""
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return None
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value * 1000 if abs(value) < 1e11 else value if abs(value) < 1e14 else value / 1000


def decoded(body: bytes | None) -> Json | None:
    """A body as an object, if it is one."""
    try:
        found: object = json.loads(body or b"null")
    except (ValueError, RecursionError):
        return None
    return an_object(found)
