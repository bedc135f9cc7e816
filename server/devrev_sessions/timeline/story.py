"""The recordings or tabs of one session, joined on one clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from operator import attrgetter
from typing import Literal

import msgspec

from devrev_sessions.timeline.events import Event, Kind
from devrev_sessions.timeline.recording import Platform, Recording, Session

PartState = Literal["complete", "partial", "empty", "missing", "unavailable"]


@dataclass(frozen=True, slots=True)
class Part:
    """One recording or tab of the story, or the reason why it is not there.

    `begins_ms` is where it begins on the story's clock; `clocked` is false where that had to be guessed.
    """

    part_id: str
    recording: Recording | None
    begins_ms: int = 0
    clocked: bool = True
    failure: str = ""
    """The code of the error that kept it away, empty when it was read or is simply not there."""

    @property
    def state(self) -> PartState:
        """How much of it is in the story."""
        if self.recording is None:
            return "unavailable" if self.failure else "missing"
        if self.recording.skipped_events or self.recording.unread_fields or self.recording.devtools == "unavailable":
            return "partial"
        return "complete" if self.recording.events else "empty"


@dataclass(frozen=True, slots=True)
class Story:
    """What happened in a session, or in one recording of it.

    `events` stand in time order on one clock, each with its part. `whole` is true when the story was asked for as a
    whole session, so that references name their recording.
    """

    session_id: str
    parts: tuple[Part, ...]
    events: Sequence[Event]
    session: Session | None = None
    whole: bool = False
    asked_platform: Platform | None = None
    """The platform that the configuration or the question named."""

    @property
    def recordings(self) -> tuple[Recording, ...]:
        """The parts that were read."""
        return tuple(part.recording for part in self.parts if part.recording)

    @property
    def platform(self) -> Platform | None:
        """What it ran on: as DevRev or the configuration says, else by what only one platform has."""
        if self.session and self.session.platform:
            return self.session.platform
        first = next(iter(self.recordings), None)
        if first is None:
            return self.asked_platform
        if first.medium == "web":
            return "web"
        if self.asked_platform in {"android", "ios"}:
            return self.asked_platform
        if first.device.maker.lower() == "apple":
            return "ios"
        return "android" if any(event.kind is Kind.LIFECYCLE for event in first.events[:200]) else None

    @property
    def duration_ms(self) -> int:
        """From the start of the story to its last event."""
        return self.events[-1].at_ms if self.events else 0

    @property
    def mark(self) -> tuple[object, ...]:
        """Equal for stories made of the same readings of the same recordings."""
        readings = tuple((part.part_id, part.state, part.recording and part.recording.reading) for part in self.parts)
        return self.session_id, self.whole, self.asked_platform, readings

    @property
    def numbered(self) -> bool:
        """References carry the recording's number."""
        return self.whole and len(self.parts) > 1


def story_of(recording: Recording, platform: Platform | None = None, session: Session | None = None) -> Story:
    """The story of one recording by itself."""
    part = Part(recording.part_id, recording)
    return Story(recording.session_id, (part,), recording.events, session, asked_platform=platform)


def whole_story(session: Session, found: Sequence[Part], platform: Platform | None = None) -> Story:
    """The story of a session on the clock of its earliest part.

    The parts keep the order in which DevRev lists them, so that `r2` is the same recording whoever counts.
    """
    read = [part for part in found if part.recording]
    started = [part.recording.started_at for part in read if part.recording and part.recording.started_at]
    zero = min(started, default=None)
    parts = list(found)
    events: list[Event] = []
    end_ms = 0
    for number in sorted(range(len(parts)), key=lambda place: _beginning(parts[place])):
        part = parts[number]
        recording = part.recording
        if recording is None:
            continue
        clocked = recording.started_at is not None
        begins_ms = end_ms
        if zero and recording.started_at:
            begins_ms = round((recording.started_at - zero) / timedelta(milliseconds=1))
        parts[number] = Part(part.part_id, recording, begins_ms, clocked)
        end_ms = max(end_ms, begins_ms + recording.duration_ms)
        if number == 0 and begins_ms == 0:
            events.extend(recording.events)
            continue
        events.extend(
            msgspec.structs.replace(event, part=number, at_ms=event.at_ms + begins_ms) for event in recording.events
        )
    events.sort(key=attrgetter("at_ms"))
    return Story(session.session_id, tuple(parts), tuple(events), session, whole=True, asked_platform=platform)


def _beginning(part: Part) -> float:
    started = part.recording.started_at if part.recording else None
    return started.timestamp() if started else float("inf")
