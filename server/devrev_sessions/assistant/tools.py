"""The tools: each reads like the road of one call, from ids to text and data."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic

from devrev_sessions.assistant import definitions, faces
from devrev_sessions.assistant.answer import Answer
from devrev_sessions.assistant.arguments import RecordingArguments, SummaryArguments
from devrev_sessions.assistant.as_asked import as_asked, story_asked_for
from devrev_sessions.assistant.comparing import compare_sessions
from devrev_sessions.assistant.cursor import read_cursor
from devrev_sessions.assistant.definitions import Definition, Given
from devrev_sessions.assistant.desk import Desk
from devrev_sessions.assistant.listing import list_sessions
from devrev_sessions.assistant.looking import get_session_screen
from devrev_sessions.assistant.pages import paged
from devrev_sessions.assistant.parts import chosen_part, gone_on, repeated, resumed
from devrev_sessions.devrev.recordings import Report
from devrev_sessions.digest.digest import Digest
from devrev_sessions.text.calls import Address
from devrev_sessions.text.part_list import part_list
from devrev_sessions.text.summary import summary
from devrev_sessions.timeline.story import Story


@dataclass(frozen=True, slots=True)
class Tool(Generic[Given]):
    """A tool as it is listed, and what it does."""

    definition: Definition[Given]
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


_EVERY: Final[tuple[Tool[Any], ...]] = (
    Tool(definitions.SUMMARIZE, summarize_session_timeline),
    Tool(definitions.RECORDING, get_session_recording),
    Tool(definitions.LIST, list_sessions),
    Tool(definitions.COMPARE, compare_sessions),
    Tool(definitions.SCREEN, get_session_screen),
)
TOOLS: Final[Mapping[str, Tool[Any]]] = {tool.definition.name: tool for tool in _EVERY}
"""Every tool by its name."""
