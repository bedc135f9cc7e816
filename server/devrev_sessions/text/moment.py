"""A moment that is looked at: when it is, why it was chosen, what stood beside it, and where to go on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, LiteralString

from devrev_sessions.digest.chains import screen_at
from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.look import Look
from devrev_sessions.text.calls import Address, call_for, ident
from devrev_sessions.text.door import Shown, joined, named, number, ours, say
from devrev_sessions.text.header import QUOTED, title
from devrev_sessions.text.incidents import kind_and_name
from devrev_sessions.text.lines import Lines
from devrev_sessions.timeline.clock import clock, lasting
from devrev_sessions.timeline.events import NOTHING, AppText, Kind

NAME_WIDTH: Final = 60
BESIDE: Final = 3
"""Events on both sides of the moment."""
NEAR_MS: Final = 10_000
"""No event further away is told beside it."""
AT_ONCE_MS: Final = 50
"""Nobody does anything in so short a time."""
APART_MS: Final = 5_000
"""How far outside a recording a moment is still taken for one of its ends."""


@dataclass(frozen=True, slots=True)
class View:
    """A moment of one recording or tab, and how further calls name its session.

    `place` is which recording of the session it is, from 1, where that is known.
    """

    told: Digest
    look: Look
    address: Address
    place: int | None = None

    @property
    def screen(self) -> AppText:
        """The screen by the events, empty where they do not tell."""
        return screen_at(self.told.walk, self.look.index) if self.look.index is not None else NOTHING


@dataclass(frozen=True, slots=True)
class ScreenText:
    """The text, and its parts for data."""

    text: str
    moment: Shown
    how: Shown
    page: Shown | None = None
    clicked: Shown | None = None
    focus: Shown | None = None
    seen: tuple[Shown, ...] = ()
    then: tuple[Shown, ...] = ()
    events: tuple[Shown, ...] = ()
    missing: tuple[Shown, ...] = ()
    next: tuple[Shown, ...] = ()


def nothing_text(view: View, reasons: Sequence[Shown]) -> ScreenText:
    """Why there is nothing to look at, with the events of the moment instead."""
    told = view.told
    moment, events, calls = moment_lines(view), beside_lines(view), onward_calls(view)
    lines = [title(told.story), *moment, *reasons, QUOTED, *closing_lines(events, calls)]
    why = joined(" ", list(moment))
    return ScreenText("\n".join(lines), why, say(), missing=tuple(reasons), events=events, next=calls)


def between(told: Digest, look: Look, address: Address) -> ScreenText | None:
    """Why nothing of a moment of a session can be shown: it lies between recordings. None where it does not."""
    if look.index is None or look.of_event:
        return None
    events, lines = told.story.events, Lines(told, each=True)
    nearest = events[look.index]
    part = told.story.parts[nearest.part]
    start_ms = part.begins_ms
    end_ms = start_ms + (part.recording.duration_ms if part.recording else 0)
    if start_ms - APART_MS <= look.at_ms <= end_ms + APART_MS:
        return None
    before = next((index for index in range(len(events) - 1, -1, -1) if events[index].at_ms <= look.at_ms), None)
    after = next((index for index, event in enumerate(events) if event.at_ms > look.at_ms), None)
    beside = [index for index in (before, after) if index is not None]
    at = ours(clock(look.at_ms, tenths=True))
    reason = say("Nothing was recorded at ", at, " of the session: its recordings end before it and begin after it.")
    shown = tuple(lines.line(index) for index in beside)
    calls: list[Shown] = []
    for index in beside:
        event = events[index]
        if found := call_for("get_session_screen", address, told.story.parts[event.part], around=f"#{event.n}"):
            calls.append(say("The screen at ", lines.ref(index), ": ", found))
    text = "\n".join([title(told.story), reason, QUOTED, *closing_lines(shown, calls)])
    return ScreenText(text, reason, say(), missing=(reason,), events=shown, next=tuple(calls))


def moment_lines(view: View) -> tuple[Shown, ...]:
    """What is looked at, why where nobody named it, and whether the recording was paused then."""
    told, look = view.told, view.look
    recording = told.story.recordings[0]
    noun: LiteralString = "tab " if recording.medium == "web" else "recording "
    of = say(" (r", number(view.place), " of the session)") if view.place else say()
    where = say(" in ", noun, ident(recording.part_id), of)
    at = ours(clock(look.at_ms, tenths=True))
    lines = [say("Moment: ", _when(told, look, at), where, ".")]
    if look.incident:
        lines.append(say("Chosen as the worst incident: ", kind_and_name(look.incident, NAME_WIDTH), "."))
    return (*lines, *_paused(told, look))


def _when(told: Digest, look: Look, at: Shown) -> Shown:
    if look.index is None:
        return at
    step = Lines(told, each=True).step(look.index)
    after_ms = look.at_ms - told.story.events[look.index].at_ms
    if look.of_event:
        return say(at, ", ", ours(lasting(after_ms)), " after ", step) if after_ms else step
    return say(at, ", nearest to ", step) if abs(after_ms) > AT_ONCE_MS else step


def _paused(told: Digest, look: Look) -> tuple[Shown, ...]:
    """That the app let nothing be recorded at the moment."""
    events = told.story.events
    marks = [index for index, event in enumerate(events) if event.kind in {Kind.PAUSE, Kind.RESUME}]
    before = next((index for index in reversed(marks) if events[index].at_ms <= look.at_ms), None)
    if before is None or events[before].kind is Kind.RESUME or events[before].at_ms == look.at_ms:
        return ()
    lines = Lines(told, each=True)
    after = next((index for index in marks if index > before and events[index].kind is Kind.RESUME), None)
    until = say(" to ", lines.at(after), " [", lines.ref(after), "]") if after is not None else say(" on")
    return (
        say("The app had the recording paused from ", lines.at(before), " [", lines.ref(before), "]", until,
            ": what is shown may be from before or after."),
    )  # fmt: skip


def screen_line(view: View) -> tuple[Shown, ...]:
    """Which screen it was by the events, to compare with what is shown."""
    return (say("By the events the screen was ", named(view.screen, NAME_WIDTH), "."),) if view.screen else ()


def beside_lines(view: View) -> tuple[Shown, ...]:
    """The lines of the events around the moment."""
    told, look = view.told, view.look
    if look.index is None:
        return ()
    lines = Lines(told, each=True)
    events = told.story.events
    near = range(max(0, look.index - BESIDE), min(len(events), look.index + BESIDE + 1))
    return tuple(lines.line(index) for index in near if abs(events[index].at_ms - look.at_ms) <= NEAR_MS)


def onward_calls(view: View) -> tuple[Shown, ...]:
    """The call that shows all there is around the moment."""
    told, look, address = view.told, view.look, view.address
    if look.index is None:
        return ()
    event = told.story.events[look.index]
    ref = Lines(told).own_ref(look.index)
    if not look.of_event and abs(event.at_ms - look.at_ms) > NEAR_MS:
        ref = ours(clock(look.at_ms, tenths=True))
    part = told.story.parts[event.part]
    shown = call_for("get_session_recording", address, part, around=ref, detail="full")
    return (say("Everything around it: ", shown),) if shown else ()


def closing_lines(events: Sequence[Shown], calls: Sequence[Shown]) -> list[Shown]:
    """The events beside a moment and the next calls, each under its heading."""
    lines: list[Shown] = []
    if events:
        lines += [say(), say("## Events around it"), *events]
    if calls:
        lines += [say(), say("## Next"), *(say("- ", each) for each in calls)]
    return lines
