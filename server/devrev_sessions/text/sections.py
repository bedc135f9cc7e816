"""The sections of a summary, as pieces with the rank of each: what a summary loses first is decided in this table."""

from collections.abc import Sequence
from typing import Final, LiteralString

from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.incident import Incident
from devrev_sessions.text.calls import Address, call, call_for, part_argument
from devrev_sessions.text.door import Shown, joined, number, plural, say
from devrev_sessions.text.flow import flow, loops
from devrev_sessions.text.header import QUOTED, holdings, owner, parts, person, title
from devrev_sessions.text.incidents import CHAIN, ERROR_TAPS, LEGEND, Detail, Incidents, listed, told_beside
from devrev_sessions.text.lines import Lines
from devrev_sessions.text.missing import missing
from devrev_sessions.text.outcome import ending, of_itself
from devrev_sessions.text.pieces import Block, Piece
from devrev_sessions.text.signals import told as told_signal
from devrev_sessions.text.timeline import Window
from devrev_sessions.text.tokens import tokens
from devrev_sessions.timeline.recording import Medium
from devrev_sessions.timeline.story import Part

RANKS: Final[dict[str, int]] = {
    "recording": 2,
    "gone": 5,
    "owner": 12,
    "person": 22,
    "ledger": 19,
    "holdings": 26,
    "quoted": 30,
    "legend": 37,
}
"""How telling each piece is, the lowest first; from what an answer cannot do without to what rounds it off.

Learnt from the benchmark: what crashed, where and after what says more than who it was, and that more than a longer way
through the screens.
"""
HEADLINE_RANKS: Final = (0, 1, 3, 13, 18, 25, 33, 37, 40, 44, 46, 50)
DETAIL_RANKS: Final[tuple[tuple[Detail, tuple[int, ...]], ...]] = (
    ("thrown", (3, 11, 19, 33, 39, 47)),
    ("own_code", (4, 16, 23, 38, 43, 51)),
    ("causes", (8, 24, 32, 53, 54, 55)),
    ("before", (5, 10, 20, 27, 34, 41)),
    ("after", (14, 26, 33, 41, 48, 56)),
    ("came_out", (7, 12, 21, 28, 35, 45)),
)
"""The same for the first, second, ... incident, in the order of its lines; those beyond have only their headline."""
PASSED_RANKS: Final = 25
"""How much later the details of a problem come that a person got over, unless it is the worst there is."""
FLOW_RANKS: Final = (7, 11, 20, 36)
CALL_RANKS: Final = (17, 36, 49)
SIGNAL_RANKS: Final = (15, 21, 24, 29, 34, 38, 43, 47, 51, 55, 57, 58)
LESSER_TOKENS: Final = 12
"""Of the words around the list of lesser problems."""
FLOW_MOMENTS: Final = 12
"""Incidents whose screens a long way shows beside its ends."""
FLOW_STRETCHES: Final = (5, 8, 16, 30)
"""Screens of a short, a middling, a long and a very long way."""


class Sections:
    """The sections of one digest; texts of the app's are cut at `width` characters."""

    def __init__(self, told: Digest, address: Address, width: int, window: Window | None = None) -> None:
        self.told = told
        self.story = told.story
        self.address = address
        self.lines = Lines(told, width)
        self.window = window
        self.entries = listed(told, window)
        self.gone = missing(told)
        self._incidents = Incidents(told, self.lines)

    def ending(self) -> Shown:
        """The sentence about the end."""
        return ending(self.told, self.lines)

    def headline(self, incident: Incident) -> Shown:
        """An incident in one line."""
        return self._incidents.headline(incident)

    def lesser(self, rest: Sequence[Incident], budget: int) -> Shown:
        """The incidents without a headline, in as few words as will do, as many as `budget` tokens hold."""
        counted = plural(len(rest), "lesser problem")
        told: list[Shown] = []
        for incident in rest:
            words = self._incidents.brief(incident)
            if tokens(joined("; ", [*told, words])) > budget - LESSER_TOKENS:
                break
            told.append(words)
        more = say(" and ", number(len(rest) - len(told)), " more") if told and len(told) < len(rest) else say()
        return say(counted, ": ", joined("; ", told), more, ".") if told else say(counted, " more.")

    def came_out(self, incident: Incident) -> Shown:
        """What was done about an incident and what became of it."""
        return self._incidents.came_out(incident)

    def header(self) -> Block:
        """Who and what."""
        first, *ledger = parts(self.told, 8) or [say()]
        pieces = [
            Piece("title", 0, (title(self.story),)),
            Piece("recording", RANKS["recording"], (first,) if first else ()),
        ]
        pieces.extend(Piece(f"ledger {place}", RANKS["ledger"], (line,)) for place, line in enumerate(ledger))
        whose, more = owner(self.story), person(self.story)
        pieces.append(Piece("owner", RANKS["owner"], (whose,) if whose else ()))
        pieces.append(
            Piece("person", RANKS["person"], (more,) if more else (), "owner" if whose else "", instead=bool(whose))
        )
        pieces.append(Piece("holdings", RANKS["holdings"], (holdings(self.story),)))
        pieces.append(Piece("quoted", RANKS["quoted"], (QUOTED,)))
        return Block(say(), tuple(pieces))

    def outcome(self) -> Block:
        """How it ended."""
        return Block(say("## Outcome"), (Piece("outcome", 0, (self.ending(),)),))

    def incidents(self) -> Block:
        """What went wrong, worst first; what a higher incident's steps already tell is not told again."""
        pieces: list[Piece] = []
        beside = told_beside(self.entries[: len(HEADLINE_RANKS)], self.told)
        for place, (rank, incident) in enumerate(zip(HEADLINE_RANKS, self.entries, strict=False)):
            told = self._incidents.tell(incident)
            name, before = f"headline {place}", f"headline {place - 1}" if place else ""
            pieces.append(Piece(name, rank, (say(number(place + 1), ". ", told.headline),), before))
            passed = place > 0 and incident.ending in {"recovered", "went on"}
            for detail, ranks in DETAIL_RANKS:
                if place < len(ranks) and (place not in beside or detail not in CHAIN):
                    late = PASSED_RANKS if passed else 0
                    pieces.append(Piece(f"{detail} {place}", ranks[place] + late, told.detail(detail), name))
        if any(piece.name.startswith("before") and piece.lines for piece in pieces):
            steps = (line for piece in pieces if piece.name.startswith("before") for line in piece.lines)
            legend = ERROR_TAPS if any("(error tap)" in line for line in steps) else LEGEND
            pieces.append(Piece("legend", RANKS["legend"], (legend,), "before 0"))
        return Block(say("## What went wrong"), tuple(pieces))

    def signals(self) -> Block:
        """What was noticed beside."""
        pieces = [
            Piece(f"signal {place}", rank, (say("- ", told_signal(signal, self.lines)),))
            for place, (rank, signal) in enumerate(zip(SIGNAL_RANKS, self.told.signals, strict=False))
        ]
        return Block(say("## Also noticed (derived, unless marked reported)"), tuple(pieces))

    def screens(self) -> Block:
        """The way through the screens or pages, in several lengths."""
        heading: LiteralString = "## Pages" if self.story.platform == "web" else "## Screens"
        pieces: list[Piece] = []
        stretches = loops(self.told.walk.visits)
        worst = [incident for incident in self.entries if incident.indexes and not incident.previous_run]
        moments = [incident.indexes[0] for incident in worst[:FLOW_MOMENTS]]
        moments.extend(signal.indexes[0] for signal in self.told.signals if signal.kind in {"thrash", "quick_back"})
        for place, (rank, most) in enumerate(zip(FLOW_RANKS, FLOW_STRETCHES, strict=True)):
            way = flow(stretches, most, moments)
            if way and not (pieces and pieces[-1].lines == (way,)):
                before = pieces[-1].name if pieces else ""
                pieces.append(Piece(f"flow {place}", rank, (way,), before, instead=bool(before)))
        return Block(say(heading), tuple(pieces))

    def next_calls(self) -> Block:
        """At most three calls that lead on."""
        calls = self._calls()
        pieces = [
            Piece(f"call {place}", rank, (line,), f"call {place - 1}" if place else "")
            for place, (rank, line) in enumerate(zip(CALL_RANKS, calls, strict=False))
        ]
        return Block(say("## Next"), tuple(pieces))

    def _calls(self) -> list[Shown]:
        calls: list[tuple[LiteralString, Shown | None]] = []
        problems = [incident for incident in self.entries if incident.indexes and not incident.previous_run]
        if problems:
            worst = problems[0]
            near = range(self.window.first, self.window.stop) if self.window else range(len(self.story.events))
            place = next((index for index in reversed(worst.indexes) if index in near), worst.indexes[-1])
            calls.append(("The worst moment with everything around it", self.around(place, full=True)))
            calls.append(("What the screen showed then", self.screen(place)))
            other = next((incident for incident in problems[1:] if incident.indexes[0] != place), None)
            if other:
                calls.append(("The next problem where it began", self.around(other.indexes[0])))
        elif telling := of_itself(self.told):
            calls.append(("Where the app speaks of trouble", self.around(telling[0], full=True)))
        elif self.story.events:
            calls.append(("The recording, event by event", self.around(0)))
        elif self.story.session and self.story.session.part_ids and not self.story.whole:
            calls.append(("The recordings that are there", call("summarize_session_timeline", self.address)))
        else:
            calls.append(("The same again later", call("summarize_session_timeline", self.address, fresh=True)))
        if failed := next((part for part in self.story.parts if part.failure), None):
            again = {part_argument(self._medium()): failed.part_id, "fresh": True}
            calls.insert(
                0, ("The recording that could not be read", call("get_session_recording", self.address, **again))
            )
        if not self.story.whole and self.story.session and len(self.story.session.part_ids) > 1:
            calls.append(("The whole session", call("summarize_session_timeline", self.address)))
        once: dict[Shown, LiteralString] = {shown: why for why, shown in reversed(calls) if shown}
        return [say("- ", why, ": ", shown) for shown, why in reversed(once.items())]

    def _medium(self) -> Medium:
        return "web" if self.story.platform == "web" else "mobile"

    def around(self, index: int, *, full: bool = False) -> Shown | None:
        """The call that shows what stands around an event."""
        event = self.story.events[index]
        part = self.story.parts[event.part]
        return self.read(part, around=f"#{event.n}", detail="full" if full else None)

    def screen(self, index: int) -> Shown | None:
        """The call that shows the screen at an event."""
        event = self.story.events[index]
        part = self.story.parts[event.part]
        return call_for("get_session_screen", self.address, part, around=f"#{event.n}")

    def read(self, part: Part, **arguments: str | None) -> Shown | None:
        """The call that reads a part that is there."""
        return call_for("get_session_recording", self.address, part, **arguments)
