"""A story read as it was asked for, and what a question and a window make of it: for a summary and its picture."""

from devrev_sessions.assistant.arguments import SummaryArguments
from devrev_sessions.assistant.desk import Desk
from devrev_sessions.assistant.parts import check_numbers
from devrev_sessions.assistant.zoom import moment, told_window, wanted_of
from devrev_sessions.devrev.recordings import Report
from devrev_sessions.digest.digest import Digest, asked as asked_of
from devrev_sessions.digest.select import AROUND_MS, Wanted, locate
from devrev_sessions.text.calls import Address
from devrev_sessions.text.door import redacted
from devrev_sessions.text.filters import empty_window
from devrev_sessions.text.lines import Lines
from devrev_sessions.text.timeline import Window
from devrev_sessions.timeline.story import Story
from devrev_sessions.view.drawn import Look


async def story_asked_for(arguments: SummaryArguments, desk: Desk, report: Report) -> tuple[Story, Address]:
    """A session, or the one recording or tab that is named, and how further calls name it.

    Raises a SessionsError.
    """
    asked, address = desk.asked(arguments)
    await check_numbers(asked, arguments, desk, report)
    story = await desk.recordings.story(asked, report, fresh=arguments.fresh)
    desk.note(address, story)
    return story, address


def as_asked(told: Digest, arguments: SummaryArguments) -> tuple[Digest, Window | None, Wanted]:
    """The digest with what bears on the question moved forward, and the window that is asked for.

    Raises InvalidArguments.
    """
    if arguments.question:
        told = asked_of(told, arguments.question, redacted)
    wanted = wanted_of(told.story, arguments)
    window = told_window(told.story, wanted)
    if window and (nothing := empty_window(told, wanted)):
        window = Window(0, 0, nothing)
    return told, window, wanted


def look_at(told: Digest, window: Window | None, wanted: Wanted) -> Look | None:
    """Where a picture opens: at the window, with the event that stands in its middle."""
    story = told.story
    if window is None:
        return None
    from_ms = moment(story, "start", wanted.start).at_ms if wanted.start else min(0, story.events[0].at_ms)
    to_ms = moment(story, "end", wanted.end).at_ms if wanted.end else max(story.duration_ms, story.events[-1].at_ms)
    if not wanted.around or window.nothing:
        return Look(from_ms, max(from_ms, to_ms), empty=window.nothing)
    index = min(max(locate(story, wanted.around), window.first), window.stop - 1)
    at_ms = story.events[index].at_ms
    return Look(max(from_ms, at_ms - AROUND_MS), min(to_ms, at_ms + AROUND_MS), Lines(told).ref(index))
