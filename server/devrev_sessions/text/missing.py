"""What is not in a recording, and why; never to be taken for "nothing happened"."""

from bisect import bisect_left
from typing import Final

from devrev_sessions.digest.digest import Digest
from devrev_sessions.text.calls import ident
from devrev_sessions.text.door import Shown, joined, number, ours, plural, quoted, say
from devrev_sessions.timeline.events import Event, Kind
from devrev_sessions.timeline.recording import Recording
from devrev_sessions.timeline.story import Part

SHOWN_PARTS: Final = 6
NAME_WIDTH: Final = 40
NONE_YET: Final = say(
    "DevRev has no recording of this session (yet). A mobile app uploads at its next launch; "
    "visits shorter than the SDK's minimum are never uploaded."
)
UNREAD_IDS: Final = say(
    "DevRev lists what this session consists of in a way that this version cannot read; name a recording_id or tab_id."
)


def missing(told: Digest) -> list[Shown]:
    """One line for each thing that a reader could wrongly take as recorded."""
    story = told.story
    lines: list[Shown] = []
    if not story.parts:
        lines.append(UNREAD_IDS if story.session and story.session.unread_part_ids else NONE_YET)
    for place, part in enumerate(story.parts, 1):
        label = say("r", number(place), ": ") if story.numbered else say()
        lines.extend(
            say(label, line) for line in (*_of_part(part, told.walk.untimed[place - 1]), *_odd(told, place - 1))
        )
    session = story.session
    if session and not story.whole and not story.recordings:
        gone = {part.part_id for part in story.parts}
        there = [part_id for part_id in session.part_ids if part_id not in gone]
        have = [ident(part_id) for part_id in there[:SHOWN_PARTS]]
        more = len(there) - len(have)
        rest = say(" and ", number(more), " more") if more else say()
        lines.append(say("The session has: ", joined(", ", have), rest, ".") if have else NONE_YET)
    paused = told.walk.kinds[Kind.PAUSE] and sum(event.action == "pause_recording_called" for event in story.events)
    if paused:
        lines.append(
            say("The app paused the recording ", plural(paused, "time"), "; what happened meanwhile is not in it.")
        )
    if len(lines) > SHOWN_PARTS:
        rest = len(lines) - SHOWN_PARTS
        lines = [
            *lines[:SHOWN_PARTS],
            say(plural(rest, "more remark"), " of this kind, made where each part is read by itself."),
        ]
    return lines


def _odd(told: Digest, number: int) -> list[Shown]:
    """Times that a reader could stumble over."""
    lines: list[Shown] = []
    if doubles := told.walk.doubles[number]:
        same = plural(doubles, "action came", "actions came")
        lines.append(say(same, " at the very time of the same one before: perhaps written down twice."))
    events = told.story.events
    early = sum(event.timed and event.part == number for event in events[: bisect_left(events, 0, key=_time)])
    if early:
        lines.append(say(plural(early, "event"), " with a time before the start (-)."))
    return lines


def _time(event: Event) -> int:
    return event.at_ms


def _of_part(part: Part, untimed: int) -> list[Shown]:
    recording = part.recording
    if recording is None:
        if part.failure:
            return [say("could not be read (", ours(part.failure), "); the other parts are told without it.")]
        there = say(ident(part.part_id), " is not there (yet): it may still be uploading, or be past its retention.")
        return [say("The recording ", there)]
    return _of_recording(recording, untimed)


def _of_recording(recording: Recording, untimed: int) -> list[Shown]:
    lines: list[Shown] = []
    if recording.skipped_events:
        lines.append(say(plural(recording.skipped_events, "entry", "entries"), " of the timeline could not be read."))
    if recording.repaired_events:
        lines.append(say("Single fields of ", plural(recording.repaired_events, "event"), " could not be read."))
    if recording.disordered_events:
        lines.append(say(plural(recording.disordered_events, "event"), " came out of order, sorted by time here."))
    if untimed:
        lines.append(say("Without a time of their own and placed by order (~): ", plural(untimed, "event"), "."))
    lines.extend(
        say("DevRev's answer calls itself ", ident(told), ", not ", ident(asked), " that was asked for.")
        for asked, told in recording.other_ids
    )
    lines.extend(
        say(quoted(field, NAME_WIDTH), " had a shape that could not be read.") for field in recording.unread_fields
    )
    if recording.crash_log and not recording.crash_log.text:
        lines.append(
            say("DevRev marks a ", "crash" if recording.crash_log.crashed else "freeze", " but sent no log of it.")
        )
    if recording.devtools == "unavailable":
        lines.append(say("Console and network of this tab were not available."))
    if recording.unread:
        lines.append(say("No event of the recording could be read; look at the session in DevRev itself."))
    elif not recording.events:
        lines.append(
            say(
                "The recording has no events: the visit may have been too short, interaction tracking paused, "
                "or the upload not finished."
            )
        )
    return lines
