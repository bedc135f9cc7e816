"""The data of a session's result, made from the same digest as its text and kept to the same size."""

import json
from collections.abc import Callable
from typing import Final

from devrev_sessions.assistant.answer import Answer
from devrev_sessions.assistant.results import (
    EventFace,
    IncidentFace,
    OutcomeFace,
    PartFace,
    RecordingResult,
    Result,
    SummaryResult,
)
from devrev_sessions.digest.chains import screen_at
from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.incident import Incident
from devrev_sessions.text.calls import Address, call, ident, owner_id
from devrev_sessions.text.door import Shown, clean, readable
from devrev_sessions.text.harmless import cut
from devrev_sessions.text.header import MOBILE, PLATFORMS
from devrev_sessions.text.lines import Lines
from devrev_sessions.text.missing import missing
from devrev_sessions.text.page import Cut, Page
from devrev_sessions.text.part_list import MOST_PARTS
from devrev_sessions.text.sections import Sections
from devrev_sessions.text.signals import told as told_signal
from devrev_sessions.text.summary import Summary
from devrev_sessions.text.tokens import tokens
from devrev_sessions.timeline.recording import Device, Platform, Session
from devrev_sessions.timeline.story import Part, Story

MOST_CHARACTERS: Final = 47_000
"""Of text and data together: 48,000 less what the protocol adds around them."""
BRIEF_OUTCOME: Final = 60
SHOWN_REFS: Final = 6
SHOWN_SIGNALS: Final = 12
HEADLINE_ONLY: Final = {"before": None, "after": None, "reactions": None, "own_code": None, "later_success": None}
"""What an incident loses first where there is little room: that it happened says most."""


def summary_face(told: Digest, written: Summary, max_tokens: int) -> SummaryResult:
    """The data of a summary, within `max_tokens` itself and within MOST_CHARACTERS with its text."""
    sections, outcome = written.sections, told.outcome
    face = SummaryResult(
        recordings=part_faces(told.story),
        outcome=OutcomeFace(kind=outcome.kind, text=sections.ending()),
        incidents=tuple(_incident(told, sections, incident) for incident in written.shown),
        signals=tuple(told_signal(signal, sections.lines) for signal in told.signals[:SHOWN_SIGNALS]) or None,
        screens=written.way or None,
        question=written.question or None,
        timeline=tuple(line.strip() for line in written.chosen.lines),
        left_out={kind.value: count for kind, count in written.chosen.hidden.most_common()},
        missing=tuple(missing(told)) or None,
        next=tuple(line.removeprefix("- ") for line in written.calls) or None,
    )
    face = face.model_copy(update=who(told.story))
    return _fitted(face, max_tokens, MOST_CHARACTERS - len(written.text))


def size(answer: Answer) -> int:
    """Characters of a result, its text and its data together."""
    length, _ = _size(answer.data)
    return len(answer.text) + length


def _fitted(face: SummaryResult, max_tokens: int, characters: int) -> SummaryResult:
    """The face with the middle of its timeline cut, then its lists, until it fits."""
    timeline = face.timeline or ()
    face = face.model_copy(update={"timeline": None})
    length, cost = _size(face)
    room, left = characters - length, max_tokens - cost
    count = 0
    for line in timeline:
        written = json.dumps(line, ensure_ascii=False)
        room -= len(written) + 2
        left -= tokens(written)
        if room < 0 or left < 0:
            break
        count += 1
    while count:
        whole = face.model_copy(update={"timeline": _ends(timeline, count)})
        if _fits(whole, max_tokens, characters):
            return whole
        # The lines counted are the first ones, those that stay stand at both ends and may be longer.
        count -= 1 + count // 20
    if _fits(face, max_tokens, characters):
        return face
    for lessen in LESSENED:
        face = lessen(face)
        if _fits(face, max_tokens, characters):
            return face
    while face.incidents and not _fits(face, max_tokens, characters):
        face = face.model_copy(update={"incidents": face.incidents[:-1] or None})
    if face.outcome and not _fits(face, max_tokens, characters):
        # What is left are names: those of a device, and those in the outcome, in letters that cost several tokens each.
        brief = face.outcome.model_copy(update={"text": cut(face.outcome.text, BRIEF_OUTCOME)})
        face = face.model_copy(update={"device": None, "app_version": None, "question": None, "outcome": brief})
    return face


def _without(*names: str) -> Callable[[SummaryResult], SummaryResult]:
    return lambda face: face.model_copy(update=dict.fromkeys(names))


def _shorter(update: dict[str, None]) -> Callable[[SummaryResult], SummaryResult]:
    return lambda face: face.model_copy(
        update={"incidents": tuple(each.model_copy(update=update) for each in face.incidents or ()) or None}
    )


def _brief_parts(face: SummaryResult) -> SummaryResult:
    """Which recordings there are and how they are, without their times."""
    times = {"started_at": None, "begins_ms": None, "duration_ms": None}
    return face.model_copy(
        update={"recordings": tuple(each.model_copy(update=times) for each in face.recordings or ()) or None}
    )


LESSENED: Final = (
    _without("screens"),
    _shorter(HEADLINE_ONLY),
    _brief_parts,
    _without("signals"),
    _shorter({**HEADLINE_ONLY, "message": None, "refs": None}),
    _without("next"),
    _without("missing"),
    _shorter({**HEADLINE_ONLY, "message": None, "refs": None, "exception": None, "screen": None}),
    _without("left_out"),
    _without("recordings"),
)
"""What data loses where there is little room, in this order: detail before any incident, the parts and counts last."""


def _size(face: Result) -> tuple[int, int]:
    """Characters and tokens of a face as JSON."""
    written = json.dumps(face.model_dump(mode="json", exclude_none=True), ensure_ascii=False)
    return len(written), tokens(written)


def _fits(face: SummaryResult, max_tokens: int, characters: int) -> bool:
    length, cost = _size(face)
    return length <= characters and cost <= max_tokens


def _ends(lines: tuple[str, ...], count: int) -> tuple[str, ...]:
    """The last lines and, before them, the first ones: what a story needs most stands at its ends."""
    if count >= len(lines):
        return lines
    last = (count + 1) // 2
    first = count - last
    return (*lines[:first], *lines[len(lines) - last :]) if count else ()


def who(story: Story) -> dict[str, str]:
    """The fields of a result that say whose session it is."""
    recording = next(iter(story.recordings), None)
    device = recording.device if recording else story.session.device if story.session else None
    owner = recording or story.session
    found: dict[str, str] = {"session_id": ident(story.session_id)}
    if story.platform:
        found["platform"] = story.platform
    found |= device_fields(device, story.platform) if device else {}
    if owner and owner.user_id:
        found["user_id"] = owner_id(owner.user_id)
    if owner and owner.org_id:
        found["org_id"] = owner_id(owner.org_id)
    return found


def device_fields(device: Device, platform: Platform | None) -> dict[str, str]:
    """The fields of a result that say what it ran on."""
    system = f"{PLATFORMS[platform]} {device.system}" if platform in MOBILE else device.system
    pieces = (
        f"{readable(device.browser)} {readable(device.browser_version)}",
        f"{readable(device.maker)} {readable(device.model)}",
        system if device.system else "",
    )
    found: dict[str, str] = {}
    if name := ", ".join(piece.strip() for piece in pieces if piece.strip()):
        found["device"] = clean(name, 120)
    if device.app_version:
        found["app_version"] = clean(device.app_version, 40)
    return found


def part_faces(story: Story) -> tuple[PartFace, ...]:
    """Every recording or tab of a story."""
    return tuple(_part(story, place, part) for place, part in enumerate(story.parts, 1))


def _part(story: Story, place: int, part: Part) -> PartFace:
    recording = part.recording
    ref = f"r{place}" if story.numbered else None
    if recording is None:
        return PartFace(id=ident(part.part_id), ref=ref, state=part.failure or part.state)
    return PartFace(
        id=ident(part.part_id),
        ref=ref,
        state=part.state,
        started_at=recording.started_at.isoformat() if recording.started_at else None,
        begins_ms=part.begins_ms if story.numbered else None,
        duration_ms=recording.duration_ms,
        events=len(recording.events),
    )


def _incident(told: Digest, sections: Sections, incident: Incident) -> IncidentFace:
    lines = sections.lines
    indexes = incident.indexes
    trace = incident.trace
    first = indexes[0] if indexes else None
    return IncidentFace(
        kind=incident.kind,
        title=sections.headline(incident),
        source="reported" if incident.reported else "derived",
        occurrences=max(1, len(indexes)),
        refs=tuple(lines.ref(index) for index in incident.ends(SHOWN_REFS)),
        at_ms=told.story.events[first].at_ms if first is not None else None,
        screen=clean(screen_at(told.walk, first), 60) or None if first is not None else None,
        exception=clean(trace.exception, 120) or None if trace else None,
        message=clean(trace.message, 200) or None if trace else None,
        own_code=tuple(clean(f"{f.function} ({f.place})", 160) for f in trace.own[:3]) or None if trace else None,
        before=tuple(lines.step(index) for index in incident.before) or None,
        after=tuple(lines.step(index) for index in incident.after) or None,
        reactions=tuple(
            f"{word} {lines.ref(index)}" if index is not None else word for word, index in incident.reactions
        )
        or None,
        outcome=incident.ending,
        later_success=lines.ref(incident.settled) if incident.settled is not None else None,
    )


def list_face(session: Session, story: Story, calls: tuple[Shown, ...]) -> RecordingResult:
    """The recordings of a session, none of them read."""
    face = RecordingResult(
        recordings=tuple(
            PartFace(id=ident(part_id), ref=f"r{place}", state="not read")
            for place, part_id in enumerate(session.part_ids[:MOST_PARTS], 1)
        ),
        next=calls or None,
    )
    return face.model_copy(update=who(story))


def absent_face(told: Digest, address: Address) -> RecordingResult:
    """A recording that is not there, and why that may be."""
    whole = call("summarize_session_timeline", address) if told.story.session else None
    face = RecordingResult(
        recordings=part_faces(told.story),
        missing=tuple(missing(told)) or None,
        next=(whole,) if whole else None,
    )
    return face.model_copy(update=who(told.story))


def page_answer(told: Digest, cut: Cut, shown: Page, cursor: str | None) -> Answer:
    """A page as text and data, with the cursor of the next one."""
    lines = Lines(told, each=True)
    face = RecordingResult(
        events=tuple(_event(told, lines, index, shown) for index in shown.indexes),
        matched=len(cut.matches),
        looked_for=shown.looked_for or None,
        next_cursor=cursor,
        next=shown.next or None,
    )
    if cut.first:
        face = face.model_copy(
            update={
                "recordings": part_faces(told.story),
                "kinds": {kind.value: count for kind, count in told.walk.kinds.most_common()},
                "memory": shown.memory or None,
                "missing": tuple(missing(told)) or None,
            }
        )
    return Answer(shown.text, face.model_copy(update={**who(told.story), **_lists(shown)}))


def section_answer(told: Digest, shown: Page, cursor: str | None) -> Answer:
    """The entries of one section as text and data."""
    face = RecordingResult(next_cursor=cursor)
    return Answer(shown.text, face.model_copy(update={**who(told.story), **_lists(shown)}))


def _lists(shown: Page) -> dict[str, object]:
    """The lists of a page under the names of their sections, each with the call for the rest."""
    return {
        section: tuple(listed.lines) if listed.listing.lines else listed.lines[0]
        for section, listed in shown.lists.items()
        if listed.listing.count
    }


def _event(told: Digest, lines: Lines, index: int, shown: Page) -> EventFace:
    event = told.story.events[index]
    return EventFace(
        ref=lines.ref(index),
        at_ms=event.at_ms,
        kind=event.kind,
        text=lines.phrase(index),
        screen=clean(event.screen, 60) or None,
        details=shown.details.get(index),
    )
