"""Crash logs: which event they are about, and whether they are the previous run's."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from devrev_sessions.digest.incident import Incident, IncidentKind
from devrev_sessions.digest.thresholds import ANR_MS, CONTINUES_MS, PREVIOUS_RUN_MS
from devrev_sessions.digest.walk import Scan
from devrev_sessions.timeline.events import ACTIONS, NOTHING, Event, Kind
from devrev_sessions.timeline.log_moment import before_recording
from devrev_sessions.timeline.recording import Recording
from devrev_sessions.timeline.story import Story
from devrev_sessions.timeline.trace import Trace, read_trace

LOOKED_AT: Final = 200
"""Events on either side of a failure in which a person's actions show to which run it belongs."""


def from_logs(story: Story, walk: Scan) -> Iterator[Incident]:
    """The crash or ANR of each part that has a log of one."""
    for number, part in enumerate(story.parts):
        log = part.recording.crash_log if part.recording else None
        if part.recording is None or log is None or not (log.crashed or log.froze):
            continue
        trace = read_trace(log.text) if log.text else None
        end = walk.ends.get(number)
        kinds: tuple[tuple[IncidentKind, bool], ...] = (("crash", log.crashed), ("anr", log.froze))
        for kind, marked in kinds:
            if not marked:
                continue
            # A log may be marked as both; the trace is that of the crash then.
            own = trace if kind == "crash" or not log.crashed else None
            mark = _mark(story, walk, number, own, crashed=kind == "crash")
            yield Incident(
                kind,
                number,
                (mark,) if mark is not None else () if end is None else (end,),
                name=own.exception if own else NOTHING,
                trace=own,
                logged_only=mark is None,
                previous_run=_of_previous_run(story, walk, number, mark),
            )


def _mark(story: Story, walk: Scan, part: int, trace: Trace | None, *, crashed: bool) -> int | None:
    """The event that tells of what the log tells; an exception that the app outlived is not the one that ended it."""
    for index in reversed(walk.places.get(Kind.EXCEPTION if crashed else Kind.ANR, ())):
        event = walk.events[index]
        if event.part != part or (crashed and not _same_exception(event, trace)):
            continue
        if crashed and _outlived(walk, index) and not at_start(story, walk, index):
            return None
        return index
    return None


def _outlived(walk: Scan, index: int) -> bool:
    event = walk.events[index]
    return any(
        later.part == event.part and later.kind in ACTIONS and later.at_ms - event.at_ms > CONTINUES_MS
        for later in walk.events[index + 1 : index + LOOKED_AT]
    )


def _of_previous_run(story: Story, walk: Scan, part: int, mark: int | None) -> bool:
    """Whether the log was left by the run before: it came at once, and nobody had done anything yet."""
    recording = story.parts[part].recording
    if recording is None or not recording.events:
        return False
    lasted = timedelta(milliseconds=recording.duration_ms)
    log = recording.crash_log
    if mark is None and log and before_recording(log.text, recording.started_at, lasted):
        return True
    neighbours = (story.parts[other].recording for other in (part - 1, part + 1) if 0 <= other < len(story.parts))
    if mark is None and any(each is not None and each.crash_log and _hardly_began(each) for each in neighbours):
        # Launch after launch with a log of its own: each run ended by itself.
        return False
    if mark is not None:
        return at_start(story, walk, mark)
    return _hardly_began(recording)


def _hardly_began(recording: Recording) -> bool:
    quick = recording.duration_ms <= PREVIOUS_RUN_MS
    return quick and not any(event.kind in ACTIONS for event in recording.events)


def at_start(story: Story, walk: Scan, index: int) -> bool:
    """Whether a failure stands before its recording, or in its first moments with all that is done coming later."""
    event = walk.events[index]
    at_ms = event.at_ms - story.parts[event.part].begins_ms
    if not event.timed or at_ms < 0:
        return event.timed
    own = [each for each in walk.events[max(0, index - LOOKED_AT) : index + LOOKED_AT] if each.part == event.part]
    acted = any(each.kind in ACTIONS and each.n < event.n for each in own)
    goes_on = any(each.kind in ACTIONS and each.n > event.n for each in own)
    soon_ms = ANR_MS if event.kind is Kind.ANR else PREVIOUS_RUN_MS
    return at_ms <= soon_ms and not acted and (goes_on or event.kind is Kind.ANR)


def _same_exception(event: Event, trace: Trace | None) -> bool:
    if trace is None or not event.name:
        return False
    # React Native wraps what JavaScript threw: its name stands before the message then.
    thrown = event.name.split(".")[-1]
    return thrown == trace.exception.split(".")[-1] or trace.message.startswith(f"{thrown}:")
