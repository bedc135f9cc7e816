"""What the person saw: from what was asked for to a moment of one recording or tab."""

from dataclasses import replace

from devrev_sessions.assistant.answer import Answer, Pointer
from devrev_sessions.assistant.arguments import Arguments, ScreenArguments
from devrev_sessions.assistant.desk import Desk
from devrev_sessions.assistant.parts import chosen_part
from devrev_sessions.assistant.screen_face import absent_screen, screen_face
from devrev_sessions.assistant.showing import Seeing, shown
from devrev_sessions.assistant.zoom import moment
from devrev_sessions.devrev.asked import Asked
from devrev_sessions.devrev.recordings import Report
from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.look import Look, at_event, at_the_worst
from devrev_sessions.digest.select import locate, reference
from devrev_sessions.text.calls import Address
from devrev_sessions.text.moment import View, between
from devrev_sessions.text.summary import summary
from devrev_sessions.timeline.story import Story


async def get_session_screen(arguments: ScreenArguments, desk: Desk, report: Report) -> Answer:
    """What the person saw at a moment, at the worst incident when none is named.

    Raises a SessionsError.
    """
    given = Arguments(**arguments.model_dump())
    asked, address = desk.asked(given)
    chosen = await chosen_part(asked, given, desk, report)
    whole: Digest | None = None
    look: Look | None = None
    if chosen is None:
        story = await desk.recordings.story(asked, report)
        desk.note(address, story)
        whole = await desk.told(story)
        if not story.recordings:
            return _absent(whole, address)
        look = _look(whole, given.around)
        if nothing := between(whole, look, address):
            return Answer(nothing.text, screen_face(whole, look, nothing))
        chosen = _part_of(whole.story, look, asked)
    story = await desk.recordings.story(chosen, report, replay=True)
    desk.note(address, story)
    told = await desk.told(story)
    if not story.recordings:
        return _absent(told, address)
    look = _in_part(told, look, whole.story) if look and whole else _look(told, given.around)
    place = _place(whole, chosen) if whole else _named_place(given.around)
    await report("reading what the screen showed")
    view = View(told, look, address, place)
    answer = await shown(Seeing(view, desk.replays.of(chosen, story.recordings[0], report)), desk)
    return replace(answer, about=(Pointer(address, chosen.part_id),))


def _absent(told: Digest, address: Address) -> Answer:
    return Answer(summary(told, address, 3_000).text, absent_screen(told))


def _part_of(story: Story, look: Look, asked: Asked) -> Asked:
    """The recording or tab of a session in which the moment lies."""
    part = story.parts[_number_of(story, look)]
    if part.recording and part.recording.medium == "web":
        return replace(asked, platform=story.platform, tab_id=part.part_id)
    return replace(asked, platform=story.platform, recording_id=part.part_id)


def _number_of(story: Story, look: Look) -> int:
    """Which of the session's recordings it is; the first one that was read where there are no events."""
    if look.index is not None:
        return story.events[look.index].part
    return next((place for place, part in enumerate(story.parts) if part.recording), 0)


def _in_part(told: Digest, look: Look, whole: Story) -> Look:
    """The same moment on the clock and by the events of its own recording."""
    number = whole.events[look.index].n if look.index is not None else None
    index = next((index for index, event in enumerate(told.story.events) if event.n == number), None)
    return replace(look, index=index, at_ms=look.at_ms - whole.parts[_number_of(whole, look)].begins_ms)


def _place(whole: Digest, chosen: Asked) -> int | None:
    """Which recording of the session was chosen, from 1; None where there is no other."""
    ids = [part.part_id for part in whole.story.parts]
    return ids.index(chosen.part_id) + 1 if len(ids) > 1 else None


def _named_place(around: str | None) -> int | None:
    """Which recording a reference names, from 1."""
    found = reference(around) if around else None
    return found[0] if found else None


def _look(told: Digest, around: str | None) -> Look:
    story = told.story
    if not around or not story.events:
        return at_the_worst(told)
    named = moment(story, "around", around)
    return at_event(told, named.index) if named.index is not None else Look(named.at_ms, locate(story, around))
