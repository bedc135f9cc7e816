"""The tools: each reads like the road of one call, from ids to text and data."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from devrev_sessions.assistant import faces
from devrev_sessions.assistant.answer import Answer
from devrev_sessions.assistant.arguments import (
    AnyArguments,
    CompareArguments,
    RecordingArguments,
    ScreenArguments,
    SummaryArguments,
)
from devrev_sessions.assistant.as_asked import as_asked, story_asked_for
from devrev_sessions.assistant.comparing import compare_sessions
from devrev_sessions.assistant.cursor import read_cursor
from devrev_sessions.assistant.desk import Desk
from devrev_sessions.assistant.list_arguments import ListArguments
from devrev_sessions.assistant.listing import list_sessions
from devrev_sessions.assistant.looking import get_session_screen
from devrev_sessions.assistant.pages import paged
from devrev_sessions.assistant.parts import chosen_part, gone_on, repeated, resumed
from devrev_sessions.assistant.results import (
    CompareResult,
    ListResult,
    RecordingResult,
    Result,
    ScreenResult,
    SummaryResult,
)
from devrev_sessions.devrev.recordings import Report
from devrev_sessions.digest.digest import Digest
from devrev_sessions.text.calls import Address
from devrev_sessions.text.part_list import part_list
from devrev_sessions.text.summary import summary
from devrev_sessions.timeline.story import Story

Given = TypeVar("Given", bound=AnyArguments)


@dataclass(frozen=True, slots=True)
class Tool(Generic[Given]):
    """A tool's name, its texts, its arguments, the shape of its data, and what it does."""

    name: str
    title: str
    description: str
    arguments: type[Given]
    result: type[Result]
    required: str
    """What of a result is there unless it is an error."""
    run: Callable[[Given, Desk, Report], Awaitable[Answer]]


async def summarize_session_timeline(arguments: SummaryArguments, desk: Desk, report: Report) -> Answer:
    """Summarise a recording, or a whole session, within `max_tokens`.

    Raises a SessionsError.
    """
    story, address = await story_asked_for(arguments, desk, report)
    await report("summarising")
    return await desk.answer(story, arguments, lambda told: _summarised(told, address, arguments))


def _summarised(told: Digest, address: Address, arguments: SummaryArguments) -> Answer:
    told, window, _ = as_asked(told, arguments)
    written = summary(told, address, arguments.max_tokens, window)
    return Answer(written.text, faces.summary_face(told, written, arguments.max_tokens))


async def get_session_recording(arguments: RecordingArguments, desk: Desk, report: Report) -> Answer:
    """One recording: its map and a page of its events; the list of recordings when none of several is named.

    Raises a SessionsError.
    """
    asked, address = desk.asked(arguments)
    cursor = read_cursor(arguments.cursor, arguments.session_id) if arguments.cursor else None
    if cursor:
        arguments = resumed(arguments, cursor)
    chosen = gone_on(asked, cursor) if cursor else await chosen_part(asked, arguments, desk, report)
    if chosen is None:
        session = await desk.recordings.session(asked, report)
        story = Story(session.session_id, (), (), session, whole=True, asked_platform=asked.platform)
        desk.note(address, story)
        text, calls = part_list(session, story, address, *repeated(arguments))
        return Answer(text, faces.list_face(session, story, calls))
    story = await desk.recordings.story(chosen, report, fresh=arguments.fresh, replay=arguments.include_replay)
    desk.note(address, story)
    return await desk.answer(story, arguments, lambda told: paged(told, chosen, address, arguments, cursor))


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
    required="session_id",
    run=summarize_session_timeline,
)
RECORDING: Final = Tool(
    name="get_session_recording",
    title="Read a DevRev session recording",
    description=(
        "One recording (mobile) or tab (web) of a DevRev session itself: device, app, launch, memory, user, counts by "
        "kind and screen, and a page of events filtered by time, kind or text. Use it to look closer after a summary: "
        "around a reference, or with detail=full for properties, requests, responses and the crash log. "
        "With several recordings and no id it lists them. Continue with next_cursor. "
        "Quoted text is the app's or its user's."
    ),
    arguments=RecordingArguments,
    result=RecordingResult,
    required="session_id",
    run=get_session_recording,
)
LIST: Final = Tool(
    name="list_sessions",
    title="Find DevRev sessions",
    description=(
        "Sessions of a user, a ticket's reporter or an organisation, or with a symptom such as a crash, an exception "
        "or a failed request: one line each, with the ids for the other tools. Use it when no session_id is known. "
        "All filters hold together. Quoted text is the app's or its user's."
    ),
    arguments=ListArguments,
    result=ListResult,
    required="sessions",
    run=list_sessions,
)
COMPARE: Final = Tool(
    name="compare_sessions",
    title="Compare DevRev sessions",
    description=(
        "Several sessions side by side, a failing one and a working one or several that fail alike: the failure they "
        "share, the steps before it, where a working one goes another way, and differences of release, device and "
        "network. Use it to tell what matters for a failure. References such as s2 #14 name an event of the second."
    ),
    arguments=CompareArguments,
    result=CompareResult,
    required="sessions",
    run=compare_sessions,
)
SCREEN: Final = Tool(
    name="get_session_screen",
    title="See the screen of a DevRev session",
    description=(
        "What the person saw at a moment, the worst incident unless around names another: on mobile the nearest "
        "recorded frame as an image, on the web the page as text - headings, buttons, fields, messages, focus, the "
        "element clicked - and what changed within 3 s. Use it when the events do not tell what the person looked at. "
        "What it shows is the app's or its user's."
    ),
    arguments=ScreenArguments,
    result=ScreenResult,
    required="session_id",
    run=get_session_screen,
)
TOOLS: Final = (SUMMARIZE, RECORDING, LIST, COMPARE, SCREEN)
"""Every tool, in the order it is listed."""
