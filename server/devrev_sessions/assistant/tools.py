"""The tools: each reads like the road of one call, from ids to text and data."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from devrev_sessions.assistant import faces
from devrev_sessions.assistant.answer import Answer
from devrev_sessions.assistant.arguments import Arguments, RecordingArguments, SummaryArguments
from devrev_sessions.assistant.cursor import Cursor, read_cursor
from devrev_sessions.assistant.desk import Desk
from devrev_sessions.assistant.results import RecordingResult, Result, SummaryResult
from devrev_sessions.devrev.recordings import Asked, Report
from devrev_sessions.digest.digest import Digest, asked as asked_of
from devrev_sessions.digest.select import AROUND_MS, Wanted, locate, matching, reference, window
from devrev_sessions.errors import InvalidArguments
from devrev_sessions.text.calls import Address, call, part_argument
from devrev_sessions.text.door import Shown
from devrev_sessions.text.page import Cut, page, part_list
from devrev_sessions.text.summary import summary
from devrev_sessions.text.timeline import Window
from devrev_sessions.timeline.recording import Medium
from devrev_sessions.timeline.story import Story

Given = TypeVar("Given", bound=Arguments)


@dataclass(frozen=True, slots=True)
class Tool(Generic[Given]):
    """A tool's name, its texts, its arguments, the shape of its data, and what it does."""

    name: str
    title: str
    description: str
    arguments: type[Given]
    result: type[Result]
    run: Callable[[Given, Desk, Report], Awaitable[Answer]]


async def summarize_session_timeline(arguments: SummaryArguments, desk: Desk, report: Report) -> Answer:
    """Summarise a recording, or a whole session, within `max_tokens`.

    Raises a SessionsError.
    """
    asked, address = desk.asked(arguments)
    story = await desk.recordings.story(asked, report, fresh=arguments.fresh)
    await report("summarising")
    return desk.answer(story, arguments, lambda: _summarised(desk.told(story), address, arguments))


def _summarised(told: Digest, address: Address, arguments: SummaryArguments) -> Answer:
    if arguments.question:
        told = asked_of(told, arguments.question)
    written = summary(told, address, arguments.max_tokens, _window(told.story, arguments))
    return Answer(written.text, faces.summary_face(told, written, arguments.max_tokens))


async def get_session_recording(arguments: RecordingArguments, desk: Desk, report: Report) -> Answer:
    """One recording: its map and a page of its events; the list of recordings when none of several is named.

    Raises a SessionsError.
    """
    asked, address = desk.asked(arguments)
    cursor = read_cursor(arguments.cursor) if arguments.cursor else None
    chosen = await _chosen(asked, arguments.around, desk, report)
    if chosen is None:
        session = await desk.recordings.session(asked, report, fresh=arguments.fresh)
        story = Story(session.session_id, (), (), session, whole=True, asked_platform=asked.platform)
        return Answer(part_list(session, story, address), faces.list_face(session, story, address))
    story = await desk.recordings.story(chosen, report, fresh=arguments.fresh, replay=arguments.include_replay)
    return desk.answer(story, arguments, lambda: _paged(desk.told(story), chosen, address, arguments, cursor))


def _paged(
    told: Digest, chosen: Asked, address: Address, arguments: RecordingArguments, cursor: Cursor | None
) -> Answer:
    story = told.story
    if not story.recordings:
        return _absent(told, address)
    wanted = cursor.wanted if cursor else _wanted(arguments)
    detail = cursor.detail if cursor else arguments.detail
    if cursor:
        cursor.belongs_to(story)
    matches = _matches(story, wanted)
    limit = arguments.limit
    while True:
        position = cursor.position if cursor else _position(story, wanted, matches, limit)
        cut = Cut(matches, position, limit, first=cursor is None, detail=detail)
        shown = page(told, cut, include_replay=arguments.include_replay)
        place = shown.next_position
        following = Cursor.after(story, place, wanted, detail) if place is not None else None
        answer = faces.page_answer(told, cut, shown, following, _more(chosen, address, following))
        room = faces.room(answer, len(shown.indexes))
        if room >= min(limit, len(matches) - position):
            return answer
        # Cut again rather than at the end: what was asked for stands in the middle of the page.
        limit = room


def _more(chosen: Asked, address: Address, following: Cursor | None) -> Shown | None:
    """The call for the next page; its cursor brings the filters along."""
    if following is None:
        return None
    medium: Medium = "web" if chosen.tab_id else "mobile"
    part = {part_argument(medium): chosen.part_id}
    return call("get_session_recording", address, **part, cursor=following.text())


def _absent(told: Digest, address: Address) -> Answer:
    written = summary(told, address, 3_000)
    return Answer(written.text, faces.absent_face(told, address))


async def _chosen(asked: Asked, around: str | None, desk: Desk, report: Report) -> Asked | None:
    """The recording that is meant: the named one, the only one, or the one a reference names; None when it is open."""
    if asked.part_id:
        return asked
    session = await desk.recordings.session(asked, report)
    named = reference(around) if around else None
    number = named[0] if named else None
    if len(session.part_ids) == 1:
        number = 1
    if not number or number > len(session.part_ids):
        return None
    part_id = session.part_ids[number - 1]
    on_web = session.medium == "web"
    return Asked(
        asked.session_id,
        asked.version_key,
        session.platform or asked.platform,
        recording_id=None if on_web else part_id,
        tab_id=part_id if on_web else None,
    )


def _wanted(arguments: RecordingArguments) -> Wanted:
    return Wanted(
        start=arguments.start or "",
        end=arguments.end or "",
        around=arguments.around or "",
        kinds=frozenset(arguments.kinds or ()),
        search=arguments.search or "",
    )


def _matches(story: Story, wanted: Wanted) -> "list[int] | range":
    try:
        found = matching(story, wanted)
    except ValueError:
        raise _no_offset("start" if _unreadable(story, wanted.start) else "end", wanted.start, wanted.end) from None
    return found if isinstance(found, range) else list(found)


def _unreadable(story: Story, text: str) -> bool:
    try:
        window(story, Wanted(start=text))
    except ValueError:
        return True
    return False


def _position(story: Story, wanted: Wanted, matches: "list[int] | range", limit: int) -> int:
    """Where a first page begins: at the beginning, or so that what is asked for stands in its middle."""
    if not wanted.around:
        return 0
    middle = _located(story, wanted.around)
    place = next((position for position, index in enumerate(matches) if index >= middle), len(matches))
    return max(0, min(place - limit // 2, len(matches) - limit))


def _located(story: Story, around: str) -> int:
    try:
        return locate(story, around)
    except ValueError:
        raise _no_offset("around", around) from None
    except LookupError:
        last = max((event.n for event in story.events), default=0)
        raise InvalidArguments(
            "There is no event {value} in this recording.",
            f"Use a reference from #1 to #{last}, or an offset such as 3:41."
            if last
            else "The recording has no events.",
            value=around,
            field="around",
        ) from None


def _window(story: Story, arguments: SummaryArguments) -> Window | None:
    """The part of the story a summary's timeline is narrowed to; None when it is not."""
    if arguments.around and story.events:
        at_ms = story.events[_located(story, arguments.around)].at_ms
        wanted = Wanted(start=str(max(0, at_ms - AROUND_MS)), end=str(max(0, at_ms + AROUND_MS)))
    elif arguments.start or arguments.end:
        wanted = Wanted(start=arguments.start or "", end=arguments.end or "")
    else:
        return None
    try:
        first, stop = window(story, wanted)
    except ValueError:
        raise _no_offset("start" if _unreadable(story, wanted.start) else "end", wanted.start, wanted.end) from None
    return Window(first, stop)


def _no_offset(field: str, *values: str) -> InvalidArguments:
    return InvalidArguments(
        f"The argument {field} cannot be {{value}}: it is no offset.",
        "Write m:ss, h:mm:ss or milliseconds, negative from the end; around also takes a reference such as #128.",
        value=values[-1] if field == "end" else values[0],
        field=field,
    )


SUMMARIZE: Final = Tool(
    name="summarize_session_timeline",
    title="Summarise a DevRev session",
    description=(
        "What happened in a user's DevRev session (mobile or web app), as a compact text: device and user, outcome, "
        "what went wrong with what came before and after, screens, timeline, what is missing, next calls. "
        "Use it first, for support questions and for debugging. Without recording_id or tab_id it tells the whole "
        "session. Not for every single event: that is get_session_recording. "
        "References such as #128 name events; quoted text was written by the recorded app or its user."
    ),
    arguments=SummaryArguments,
    result=SummaryResult,
    run=summarize_session_timeline,
)
RECORDING: Final = Tool(
    name="get_session_recording",
    title="Read a DevRev session recording",
    description=(
        "One recording (mobile) or tab (web) of a DevRev session itself: device, app, launch, memory, user, counts by "
        "kind and screen, and a page of events filtered by time, kind or text. Use it to look closer after a summary: "
        "around a reference, or with detail=full for properties, requests, responses and the crash log. "
        "With several recordings and no id it lists them. Continue with next_cursor."
    ),
    arguments=RecordingArguments,
    result=RecordingResult,
    run=get_session_recording,
)
TOOLS: Final = (SUMMARIZE, RECORDING)
"""Every tool, in the order it is listed."""
