"""What the person saw: from what was asked for to a moment of one recording or tab."""

from dataclasses import replace

from devrev_sessions.assistant.answer import Answer
from devrev_sessions.assistant.arguments import Arguments, ScreenArguments
from devrev_sessions.assistant.desk import Desk
from devrev_sessions.assistant.parts import chosen_part
from devrev_sessions.assistant.screen_face import absent_screen
from devrev_sessions.assistant.showing import Seeing, shown
from devrev_sessions.assistant.zoom import moment
from devrev_sessions.devrev.asked import Asked
from devrev_sessions.devrev.recordings import Report
from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.look import Look, at_event, at_the_worst
from devrev_sessions.digest.select import locate
from devrev_sessions.text.calls import Address
from devrev_sessions.text.summary import summary
from devrev_sessions.timeline.story import Story


async def get_session_screen(arguments: ScreenArguments, desk: Desk, report: Report) -> Answer:
    """What the person saw at a moment, at the worst incident when none is named.

    Raises a SessionsError.
    """
    given = Arguments(**arguments.model_dump())
    asked, address = desk.asked(given)
    chosen = await chosen_part(asked, given, desk, report)
    look, number = None, None
    if chosen is None:
        whole = await desk.recordings.story(asked, report)
        desk.note(address, whole)
        told = await desk.told(whole)
        if not whole.recordings:
            return _absent(told, address)
        chosen, look, number = _of_the_whole(told, asked, given.around)
    story = await desk.recordings.story(chosen, report, replay=True)
    desk.note(address, story)
    told = await desk.told(story)
    if not story.recordings:
        return _absent(told, address)
    look = _in_part(told, look, number) if look else _look(told, given.around)
    await report("reading what the screen showed")
    return await shown(Seeing(told, look, address, desk.replays.of(chosen, story.recordings[0], report)), desk)


def _absent(told: Digest, address: Address) -> Answer:
    return Answer(summary(told, address, 3_000).text, absent_screen(told))


def _of_the_whole(told: Digest, asked: Asked, around: str | None) -> tuple[Asked, Look, int | None]:
    """The recording of a session in which the moment lies, the moment on its clock, and the number of its event."""
    story, look = told.story, _look(told, around)
    place = story.events[look.index].part if look.index is not None else _first_read(story)
    part = story.parts[place]
    ids = {"recording_id": part.part_id, "tab_id": None}
    if part.recording and part.recording.medium == "web":
        ids = {"recording_id": None, "tab_id": part.part_id}
    number = story.events[look.index].n if look.index is not None else None
    return replace(asked, platform=story.platform, **ids), replace(look, at_ms=look.at_ms - part.begins_ms), number


def _first_read(story: Story) -> int:
    return next((place for place, part in enumerate(story.parts) if part.recording), 0)


def _in_part(told: Digest, look: Look, number: int | None) -> Look:
    """The same moment by the events of its own recording."""
    index = next((index for index, event in enumerate(told.story.events) if event.n == number), None)
    return replace(look, index=index)


def _look(told: Digest, around: str | None) -> Look:
    story = told.story
    if not around or not story.events:
        return at_the_worst(told)
    named = moment(story, "around", around)
    return at_event(told, named.index) if named.index is not None else Look(named.at_ms, locate(story, around))
