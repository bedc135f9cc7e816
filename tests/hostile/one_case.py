"""One hostile recording, read and told in every way there is, and each promise checked."""

import json
import logging
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final, cast

from asking import Data, strings
from byte_damage import RAW
from hostile_recordings import Hostile, hostile_recording
from hostile_words import hostile, ordinary
from leaks import Watched
from page_promises import broken_page
from promises import broken_promises
from text_promises import broken_data, broken_text

from devrev_sessions.assistant import failures
from devrev_sessions.assistant.answer import Answer
from devrev_sessions.assistant.arguments import RecordingArguments
from devrev_sessions.assistant.cursor import read_cursor
from devrev_sessions.assistant.faces import summary_face
from devrev_sessions.assistant.pages import paged
from devrev_sessions.assistant.parts import resumed
from devrev_sessions.assistant.results import Result
from devrev_sessions.devrev.asked import Asked
from devrev_sessions.devrev.devtools import weave
from devrev_sessions.devrev.reading import read_recording
from devrev_sessions.digest.digest import Digest, asked, digest
from devrev_sessions.errors import SessionsError
from devrev_sessions.text.calls import Address
from devrev_sessions.text.door import Door, through
from devrev_sessions.text.redaction.redactor import Policy, Redactor
from devrev_sessions.text.summary import summary
from devrev_sessions.text.timeline import Window
from devrev_sessions.text.tokens import tokens
from devrev_sessions.timeline.events import Kind
from devrev_sessions.timeline.recording import Recording
from devrev_sessions.timeline.story import story_of
from devrev_sessions.view.drawn import as_json
from devrev_sessions.view.picture import picture

MOST_CHARACTERS: Final = 48_000
QUESTIONS: Final = ("why did it crash?", "pay button", "which password was sent?", "zebra", "timeout on checkout")
DOORS: Final = tuple(
    Door(Redactor(policy, key))
    for policy, key in ((Policy(), None), (Policy(), b"a key"), (Policy("strict"), b"a key"))
)
"""As errors and arguments are told, as a server tells recordings, and as one that hides more."""
ADDRESS: Final = Address("s-1", "app-1")


@dataclass
class Findings:
    """What was broken, and what was written, by the way that it was asked for."""

    broken: list[str] = field(default_factory=list[str])
    written: dict[str, str] = field(default_factory=dict[str, str])


class Heard(logging.Handler):
    """Everything that is logged, as it would be written down."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record."""
        self.lines.append(self.format(record))


def as_data(face: Result) -> Data:
    """The data as it is sent."""
    return face.model_dump(mode="json", exclude_none=True)


def check(seed: int, raw: Sequence[bytes] = RAW) -> Findings:
    """The recording of this seed, told with arguments of the same seed."""
    return tell(hostile_recording(seed, raw), Random(seed))


def tell(case: Hostile, dice: Random) -> Findings:
    """A recording told in ways that the dice choose, and what is wrong with that."""
    found, watched, heard = Findings(), Watched(case.planted), Heard()
    root = logging.getLogger()
    level = root.level
    root.addHandler(heard)
    root.setLevel(logging.DEBUG)
    try:
        with through(dice.choice(DOORS)):
            _told(case, dice, found)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is one that no assistant should meet
        found.broken.append(f"raised {error!r} at {_place(error)}")
    finally:
        root.removeHandler(heard)
        root.setLevel(level)
    found.written["log"] = "\n".join(heard.lines)
    for way, text in found.written.items():
        found.broken += [f"{way}: {leak}" for leak in watched.leaks(text)]
    return found


def _told(case: Hostile, dice: Random, found: Findings) -> None:
    recording = _read(case, found)
    if recording is None:
        return
    told = digest(story_of(recording, dice.choice((None, "web" if case.medium == "web" else "android"))))
    asks = dice.choice((*QUESTIONS, hostile(dice)[:900]))
    roll = dice.random()
    if roll < 0.4:
        _summarised(told, dice, found, "summary")
    elif roll < 0.7:
        _summarised(asked(told, asks), dice, found, "summary of a question")
    else:
        count = len(told.story.events)
        ends = sorted((dice.randint(0, count), dice.randint(0, count)))
        _summarised(told, dice, found, "summary of a window", Window(ends[0], ends[1]))
    _paged(told, case, dice, found, dice.choice(("standard", "full", "full")))
    _drawn(told, found)


def _drawn(told: Digest, found: Findings) -> None:
    """The picture, which has no bound but that of its events."""
    drawn = cast("Data", json.loads(as_json(picture(told, ADDRESS))))
    there = {(event.part + 1, event.n) for event in told.story.events}
    lines = "\n".join(strings(drawn))
    found.broken += [f"picture: {broken}" for broken in broken_text(lines, there, numbered=told.story.numbered)]
    found.written |= {"picture": json.dumps(drawn, ensure_ascii=False), "picture, unfolded": lines}


def _read(case: Hostile, found: Findings) -> Recording | None:
    try:
        recording = read_recording(case.body, "s-1", "p-1")
    except SessionsError as error:
        refused(error, found, "reading")
        return None
    return weave(recording, case.devtools) if case.devtools else recording


def _place(error: Exception) -> str:
    """Where an error was raised."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


def refused(error: SessionsError, found: Findings, way: str) -> None:
    """An error as an assistant is told of it."""
    face = failures.face_of(error)
    text, data = failures.text_of(face), face.model_dump(mode="json", exclude_none=True)
    found.broken += [f"{way}: {broken}" for broken in broken_data(data)]
    found.written |= {f"{way}, refused": text, f"{way}, refused, data": json.dumps(data, ensure_ascii=False)}


def _summarised(told: Digest, dice: Random, found: Findings, way: str, window: Window | None = None) -> None:
    most = dice.choice((400, 400, 500, 800, 1_000, 3_000, 18_000, dice.randint(400, 18_000)))
    written = summary(told, ADDRESS, most, window)
    data = as_data(summary_face(told, written, most))
    found.broken += [f"{way} at {most}: {broken}" for broken in broken_promises(told, written, window)]
    there = {(event.part + 1, event.n) for event in told.story.events}
    found.broken += [f"{way}: {broken}" for broken in broken_text(written.text, there, numbered=told.story.numbered)]
    if (cost := tokens(written.text)) > most:
        found.broken.append(f"{way}: {cost} tokens of text where {most} were promised")
    if (cost := tokens(json.dumps(data, ensure_ascii=False))) > most:
        found.broken.append(f"{way}: {cost} tokens of data where {most} were promised")
    keep(written.text, data, found, way)


def keep(text: str, data: Data, found: Findings, way: str) -> None:
    """What was written, in all its spellings, for the search for secrets; its size and its letters are checked."""
    found.broken += [f"{way}: {broken}" for broken in broken_data(data)]
    shown = json.dumps(data, ensure_ascii=False)
    if len(text) + len(shown) > MOST_CHARACTERS:
        found.broken.append(f"{way}: {len(text)} characters of text and {len(shown)} of data")
    found.written |= {way: text, f"{way}, data": shown, f"{way}, data unfolded": "\n".join(_told_once(data))}


def _told_once(data: object) -> Iterator[str]:
    """Each text and each name in data, as it reads."""
    match data:
        case dict():
            for name, value in cast("dict[str, object]", data).items():
                yield name
                yield from _told_once(value)
        case list():
            for value in cast("list[object]", data):
                yield from _told_once(value)
        case _:
            yield str(data)


def _filters(told: Digest, case: Hostile, dice: Random) -> dict[str, object]:
    asks: dict[str, object] = {"limit": dice.choice((1, 5, 50, 200))}
    events = told.story.events
    if dice.random() < 0.2:
        asks["search"] = dice.choice((ordinary(dice), hostile(dice)))[:190].strip() or None
    if dice.random() < 0.2:
        asks["kinds"] = [dice.choice(tuple(Kind)).value for _ in range(2)]
    if dice.random() < 0.2:
        asks["around"] = f"#{dice.choice(events).n}" if events and dice.random() < 0.7 else "0:30"
    elif dice.random() < 0.2:
        asks["start"] = dice.choice(("0:01", "-0:30", "#1"))
    # Links are shown to whoever asks for them, and may be secret.
    asks["include_replay"] = not case.planted and dice.random() < 0.5
    return asks


def _paged(told: Digest, case: Hostile, dice: Random, found: Findings, detail: str) -> None:
    asks = _filters(told, case, dice)
    arguments = RecordingArguments.model_validate({"session_id": "s-1", "detail": detail, **asks})
    part = {"tab_id": "t-1"} if case.medium == "web" else {"recording_id": "r-1"}
    chosen, cursor = Asked("s-1", "app-1", None, **part), None
    for turn in range(2):
        way = f"page {turn + 1} in {detail} detail with {asks}"
        try:
            answer = paged(told, chosen, ADDRESS, arguments, cursor)
        except SessionsError as error:
            refused(error, found, way)
            return
        _page(told, answer, found, way)
        onward = as_data(answer.data).get("next_cursor")
        if not onward or dice.random() < 0.5:
            return
        cursor = read_cursor(onward, "s-1")
        arguments = resumed(arguments, cursor)


def _page(told: Digest, answer: Answer, found: Findings, way: str) -> None:
    data = as_data(answer.data)
    shown = len(data.get("events", ()))
    if told.story.recordings:
        found.broken += [f"{way}: {broken}" for broken in broken_page(told, answer.text, shown)]
    keep(answer.text, data, found, way)
