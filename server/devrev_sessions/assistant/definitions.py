"""The tools as they are listed: their names, their texts, what they take and what they give."""

from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from devrev_sessions.assistant.arguments import (
    AnyArguments,
    CompareArguments,
    RecordingArguments,
    ScreenArguments,
    SummaryArguments,
)
from devrev_sessions.assistant.list_arguments import ListArguments
from devrev_sessions.assistant.results import (
    CompareResult,
    ListResult,
    RecordingResult,
    Result,
    ScreenResult,
    SummaryResult,
)

Given = TypeVar("Given", bound=AnyArguments)


@dataclass(frozen=True, slots=True)
class Definition(Generic[Given]):
    """A tool's name, its texts, its arguments and the shape of its data."""

    name: str
    title: str
    description: str
    arguments: type[Given]
    result: type[Result]
    required: str
    """What of a result is there unless it is an error."""


SUMMARIZE: Final = Definition(
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
)
RECORDING: Final = Definition(
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
)
LIST: Final = Definition(
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
)
COMPARE: Final = Definition(
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
)
SCREEN: Final = Definition(
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
)
DEFINITIONS: Final = (SUMMARIZE, RECORDING, LIST, COMPARE, SCREEN)
"""Every tool, in the order it is listed."""
