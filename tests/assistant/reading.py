"""The tool that reads recordings, on stories told in a test instead of fetched."""

import ast
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, cast

from asking import MOST_CHARACTERS, Data

from devrev_sessions.assistant.answer import Answer
from devrev_sessions.assistant.arguments import RecordingArguments, SummaryArguments, read_arguments
from devrev_sessions.assistant.desk import Desk
from devrev_sessions.assistant.kept import Answers
from devrev_sessions.assistant.tools import get_session_recording, summarize_session_timeline
from devrev_sessions.devrev.asked import Asked
from devrev_sessions.devrev.finding import Finding
from devrev_sessions.devrev.recordings import Recordings, Report
from devrev_sessions.devrev.replays import Replays
from devrev_sessions.settings import Settings
from devrev_sessions.text.door import Door
from devrev_sessions.text.redaction.redactor import Redactor
from devrev_sessions.timeline.recording import Recording, Session
from devrev_sessions.timeline.story import Part, Story, story_of, whole_story
from storytelling import recording, request, tap

SETTINGS: Final = Settings.model_validate({"token": "t" * 40, "version_key": "app-1"})
_CALL: Final = re.compile(r"(get_session_recording|summarize_session_timeline)(\((?:\w+=(?:\"[^\"]*\"|\w+)(?:, )?)+\))")


async def unheard(_: str) -> None:
    """Nobody listens to the progress."""


@dataclass
class Told:
    """DevRev with one session of these recordings; a test may exchange them between two calls."""

    recordings: Sequence[Recording]
    readings: list[Asked] = field(default_factory=list[Asked])

    async def session(self, asked: Asked, report: Report, *, fresh: bool = False) -> Session:
        ids = tuple(each.part_id for each in self.recordings)
        medium = self.recordings[0].medium if self.recordings else "mobile"
        return Session(asked.session_id, medium, None, None, None, ids)

    async def story(self, asked: Asked, report: Report, *, fresh: bool = False, replay: bool = False) -> Story:
        self.readings.append(asked)
        if asked.part_id:
            return story_of(next(each for each in self.recordings if each.part_id == asked.part_id), asked.platform)
        session = await self.session(asked, report)
        return whole_story(session, [Part(each.part_id, each) for each in self.recordings], asked.platform)


def desk_of(devrev: Told) -> Desk:
    """A desk that knows only the recordings, for tools that need no more."""
    others = cast("Replays", devrev), cast("Finding", devrev)
    return Desk(
        *(SETTINGS, cast("Recordings", devrev), *others, Door(Redactor()), Answers()), credential="", has_token=True
    )


@dataclass
class Reader:
    """An assistant that asks about one session."""

    devrev: Told
    desk: Desk

    @classmethod
    def of(cls, *recordings: Recording) -> "Reader":
        devrev = Told(recordings)
        return cls(devrev, desk_of(devrev))

    async def read(self, **arguments: object) -> Answer:
        """A page, of which text and data say the same and fit a result."""
        given = read_arguments(RecordingArguments, {"session_id": "s-1", **arguments})
        answer = await get_session_recording(given, self.desk, unheard)
        shown = [line.split("]")[0].split(" ")[-1] for line in answer.text.split("\n") if line.startswith("[")]
        data = data_of(answer)
        assert shown == [event["ref"] for event in data.get("events", ())]
        assert len(answer.text) + len(json.dumps(data, ensure_ascii=False)) <= MOST_CHARACTERS
        assert all(line.count('"') % 2 == 0 for line in answer.text.split("\n"))
        return answer

    async def summarise(self, **arguments: object) -> Answer:
        given = read_arguments(SummaryArguments, {"session_id": "s-1", **arguments})
        return await summarize_session_timeline(given, self.desk, unheard)

    async def call(self, text: str) -> Answer:
        """The answer to a call as it is written in a text."""
        (tool, inside) = calls_in(text)[0]
        assert tool == "get_session_recording"
        return await self.read(**inside)

    async def walk(self, answer: Answer, most: int = 500) -> list[Answer]:
        """A page and all after it, each by its cursor alone."""
        found = [answer]
        while cursor := data_of(found[-1]).get("next_cursor"):
            assert len(found) < most
            found.append(await self.read(cursor=cursor))
        return found


def data_of(answer: Answer) -> Data:
    return answer.data.model_dump(mode="json", exclude_none=True)


def refs(answers: Sequence[Answer]) -> list[str]:
    """The events of several pages."""
    return [event["ref"] for answer in answers for event in data_of(answer)["events"]]


def calls_in(text: str) -> list[tuple[str, Data]]:
    """Every call that is written out in a text, with its arguments."""
    found: list[tuple[str, Data]] = []
    for name, inside in _CALL.findall(text):
        node = ast.parse(f"f{inside}".replace("=true", "=True"), mode="eval").body
        assert isinstance(node, ast.Call)
        found.append((name, {str(each.arg): ast.literal_eval(each.value) for each in node.keywords}))
    return found


def line_of(text: str, words: str) -> str:
    """The one line with these words in it."""
    (line,) = [line for line in text.split("\n") if words in line]
    return line


def minute(part_id: str = "rec-1", begins: float = 0) -> Recording:
    """Taps at 0, 10, 20, ... 60 seconds, with a request at 31."""
    return recording(
        *(tap(at, f"button {at}", "Home") for at in (0, 10, 20, 30)),
        request(31, "order", status=504, body={"city": "Z\u00fcrich"}),
        *(tap(at, f"button {at}", "Cart") for at in (40, 50, 60)),
        part_id=part_id,
        begins=begins,
    )


def taps(count: int, part_id: str = "rec-1") -> Recording:
    return recording([tap(at, f"button {at}", "Home") for at in range(count)], part_id=part_id)
