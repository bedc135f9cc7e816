"""A page of a recording that fits a result, with the calls that lead on from it."""

from typing import Final

from devrev_sessions.assistant import faces
from devrev_sessions.assistant.answer import Answer
from devrev_sessions.assistant.arguments import RecordingArguments
from devrev_sessions.assistant.cursor import Cursor, session_mark, wrong_cursor
from devrev_sessions.assistant.zoom import position, wanted_of
from devrev_sessions.devrev.asked import Asked
from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.select import Wanted, matching
from devrev_sessions.errors import InvalidArguments
from devrev_sessions.text.calls import Address, call, part_argument
from devrev_sessions.text.door import Shown, ours, say
from devrev_sessions.text.page import MOST_CHARACTERS, Cut, page, section_page
from devrev_sessions.text.portions import Place, Section, listing_of, with_limit
from devrev_sessions.text.summary import summary

USUAL_LIMIT: Final = 50


def paged(
    told: Digest, chosen: Asked, address: Address, arguments: RecordingArguments, cursor: Cursor | None
) -> Answer:
    """The page that the arguments, or the cursor, ask for.

    Raises InvalidArguments when there is no such page.
    """
    if not told.story.recordings:
        written = summary(told, address, 3_000)
        return Answer(written.text, faces.absent_face(told, address))
    if cursor and cursor.events != len(told.story.events):
        raise _changed(cursor, len(told.story.events))
    reading = _Reading(told, chosen, address, arguments)
    if cursor:
        reading.check(cursor)
    return reading.section(cursor) if cursor and cursor.section != "events" else reading.events(cursor)


class _Reading:
    """One recording as it is read page by page with the same filters."""

    def __init__(self, told: Digest, chosen: Asked, address: Address, arguments: RecordingArguments) -> None:
        self.told = told
        self.story = told.story
        self.chosen = chosen
        self.address = address
        self.arguments = arguments
        self.wanted = wanted_of(told.story, arguments)
        self.matches = matching(told.story, self.wanted)

    def events(self, cursor: Cursor | None) -> Answer:
        """A page of events; cut again where it is too long, so that what was asked for stays in its middle."""
        limit, most = self.arguments.limit, MOST_CHARACTERS
        while True:
            begin = cursor.position if cursor else position(self.story, self.wanted, self.matches, limit)
            cut = Cut(
                *(self.matches, begin, limit, cursor is None, self.arguments.detail, self.wanted),
                *(bool(self.wanted.around), most),
            )
            shown = page(self.told, cut, include_replay=self.arguments.include_replay, onward=self.onward)
            place = shown.next_position
            following = self.cursor("events", place).text() if place is not None else None
            answer = faces.page_answer(self.told, cut, shown, following)
            over, count = faces.size(answer) / faces.MOST_CHARACTERS, len(shown.indexes)
            if over > 1 and count > 1:
                limit = max(1, min(count - 1, int(count / over)))
            elif over > 1 and most > 0:
                most = int(most / over) - 100
            elif count < min(limit, len(self.matches) - begin) and not cursor and self.wanted.around:
                limit = count
            else:
                return answer

    def section(self, cursor: Cursor) -> Answer:
        """The entries of another section, from where the cursor stands."""
        most = MOST_CHARACTERS - 1_000
        while True:
            shown = section_page(self.told, cursor.section, cursor.position, most, self.onward)
            place = shown.next_position
            following = self.cursor(cursor.section, place).text() if place is not None else None
            answer = faces.section_answer(self.told, shown, following)
            over = faces.size(answer) / faces.MOST_CHARACTERS
            if over <= 1 or most <= 0:
                return answer
            most = int(most / over) - 100

    def cursor(self, section: Section, place: int) -> Cursor:
        """The cursor for what begins at `place`."""
        story, of_events = self.story, section == "events"
        index = self.matches[place] if of_events and place < len(self.matches) else None
        return Cursor(
            session=session_mark(self.address.session_id),
            part_id=self.chosen.part_id,
            on_web=story.recordings[0].medium == "web",
            platform=self.chosen.platform,
            section=section,
            position=place,
            events=len(story.events),
            n=story.events[index].n if index is not None else 0,
            wanted=self.wanted if of_events else Wanted(),
            detail=self.arguments.detail,
        )

    def check(self, cursor: Cursor) -> None:
        """Raises InvalidArguments when the place that the cursor was made for is not there any more."""
        of_events = cursor.section == "events"
        count = len(self.matches) if of_events else listing_of(self.told, cursor.section).count
        there = cursor.position < count
        if not there or (of_events and self.story.events[self.matches[cursor.position]].n != cursor.n):
            raise wrong_cursor("The recording has changed since the cursor {value} was given.", cursor.text())

    def onward(self, place: Place, at: int, /, limit: int | None = None) -> Shown:
        """The call for what the page does not show, in words where an id cannot stand in a call."""
        if place == "event":
            name = part_argument(self.story.recordings[0].medium)
            part = {name: self.chosen.part_id, "around": f"#{at}", "detail": "full"}
            shown = call("get_session_recording", self.address, **part)
            words = say('the same ids with around="#', ours(str(at)), '", detail="full"')
            return with_limit(shown or words, 1)
        cursor = self.cursor(place, at).text()
        links = True if place == "replay_links" else None
        shown = call("get_session_recording", self.address, cursor=cursor, include_replay=links)
        shown = shown or say('the same session_id and version_key with cursor="', ours(cursor), '"')
        limit = limit or (self.arguments.limit if place == "events" else USUAL_LIMIT)
        return shown if limit == USUAL_LIMIT else with_limit(shown, limit)


def _changed(cursor: Cursor, now: int) -> InvalidArguments:
    start = f', with start="#{cursor.n}" to go on about where the page before ended' if cursor.n else ""
    return InvalidArguments(
        f"The recording has changed since the cursor {{value}} was given: it had {cursor.events:,} events "
        f"and has {now:,} now.",
        f"Leave cursor out and begin again{start}.",
        value=cursor.text(),
        field="cursor",
    )
