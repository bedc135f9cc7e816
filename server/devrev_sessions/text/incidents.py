"""What went wrong, worst first: a headline, the trace, and what stood before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, LiteralString

from devrev_sessions.digest.chains import Strength, screen_at, strength
from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.incident import Incident, IncidentKind
from devrev_sessions.digest.thresholds import NEAR_MS
from devrev_sessions.text.door import Shown, code_name, joined, named, number, ours, plural, quoted, say
from devrev_sessions.text.lines import Lines, Style, first_line
from devrev_sessions.text.timeline import Window
from devrev_sessions.timeline.clock import lasting
from devrev_sessions.timeline.events import AppText, Kind
from devrev_sessions.timeline.trace import Trace

WORDS: Final[dict[IncidentKind, LiteralString]] = {
    "crash": "Crash",
    "anr": "App not responding (ANR)",
    "frozen": "Frozen interface",
    "exception": "Exception",
    "failed_request": "Request",
    "error": "Error",
    "rage_tap": "Rage tap",
    "dead_tap": "Tap without response",
    "console_error": "Console error",
    "slow_request": "Slow request",
}
Detail = Literal["thrown", "own_code", "causes", "before", "after", "came_out"]
"""What is told below an incident's headline."""
CHAIN: Final[frozenset[Detail]] = frozenset({"before", "after", "came_out"})
"""What need not be told twice."""
TAGS: Final[dict[Strength, LiteralString]] = {
    "same request": " (same request)",
    "same exception": " (same exception)",
    "within 1 s": " (within 1 s)",
    "same screen": " (same screen)",
    "earlier": "",
}
TAPS: Final = frozenset({Kind.TAP, Kind.RAGE_TAP, Kind.DEAD_TAP})
LEGEND: Final = say("In parentheses: how near a step stood. Order in time is not cause.")
ERROR_TAPS: Final = say(
    "In parentheses: how near a step stood; after an error tap it took 1 s at most. Order in time is not cause."
)
TOLD_ELSEWHERE: Final = frozenset({"rage_tap", "dead_tap", "console_error"})
"""Kinds that need no entry where the steps of a worse incident tell them."""
SHOWN_OCCURRENCES: Final = 4
OWN_FRAMES: Final = 3
WIDE: Final = 80
"""From this width on all of them are told, below it the innermost alone."""
SHOWN_CAUSES: Final = 2
SHOWN_MESSAGES: Final = 2
BRIEF_WIDTH: Final = 40
CLASS_WIDTH: Final = 100
LEAST_FOR_CLASSES: Final = 24
"""Characters of a text from which classes are told whole: fewer are used only where the least has no room otherwise."""


def listed(told: Digest, window: Window | None = None) -> list[Incident]:
    """Every incident, those in the window and those that bear on the question first, else the worst."""
    asked = set(told.bearing.indexes) if told.bearing else set[int]()
    near = range(window.first, window.stop) if window else range(0)
    return sorted(
        told.incidents,
        key=lambda each: (not any(index in near for index in each.indexes), asked.isdisjoint(each.indexes)),
    )


def told_beside(incidents: Sequence[Incident], told: Digest) -> set[int]:
    """The places of incidents that the steps of worse ones tell already, so that a headline is enough for them."""
    leaders = told.walk.leaders
    steps: set[int] = set()
    beside: set[int] = set()
    for place, incident in enumerate(incidents):
        lines = {leaders.get(index, index) for index in incident.indexes}
        if incident.kind in TOLD_ELSEWHERE and not incident.trace and lines <= steps:
            beside.add(place)
            continue
        steps.update(leaders.get(index, index) for index in (*incident.before, *incident.after))
        steps.update(leaders.get(index, index) for _, index in incident.reactions if index is not None)
        if incident.kind == "frozen":
            steps.update(lines)
    return beside


@dataclass(frozen=True, slots=True)
class Told:
    """An incident in lines, from what says most to detail; each may be empty."""

    headline: Shown
    details: Mapping[Detail, tuple[Shown, ...]]

    def detail(self, detail: Detail) -> tuple[Shown, ...]:
        """Its lines of that sort."""
        return self.details.get(detail, ())


class Incidents:
    """Tells the incidents of one digest."""

    def __init__(self, told: Digest, lines: Lines) -> None:
        self.told = told
        self.lines = lines

    def tell(self, incident: Incident) -> Told:
        """All lines about an incident; those below its headline are indented."""
        trace = incident.trace
        details: dict[Detail, list[Shown]] = self._chain(incident)
        said = [*(self._thrown(incident, trace) if trace else []), *self._said_later(incident)]
        if said:
            details["thrown"] = said
        if trace:
            details["own_code"] = own_code(trace, OWN_FRAMES if self.lines.width >= WIDE else 1)
            details["causes"] = self._causes(trace)
        return Told(
            self.headline(incident),
            {detail: tuple(say("   ", line) for line in lines) for detail, lines in details.items()},
        )

    def headline(self, incident: Incident) -> Shown:
        """What it was, where, how often, and who says so."""
        source: LiteralString = " (reported)" if incident.reported else " (derived)"
        logged = incident.kind in {"crash", "anr"} or incident.previous_run
        limit = CLASS_WIDTH if self.lines.width >= LEAST_FOR_CLASSES else self.lines.width
        thrown = say(", ", code_name(incident.name, limit)) if logged and incident.name else say()
        if incident.previous_run:
            return say(WORDS[incident.kind], " of the previous run", thrown, ", logged when this one began", source)
        if not incident.indexes:
            return say(WORDS[incident.kind], thrown, ", no events recorded", source)
        return say(self._subject(incident), thrown, self._occurrences(incident), self._settled(incident), source)

    def brief(self, incident: Incident) -> Shown:
        """An incident in a few words, where there is no room for its headline: `rage tap "pay" at 3:40.2 [#253]`."""
        first = next(iter(incident.indexes), None)
        often = say(" x", number(len(incident.indexes))) if len(incident.indexes) > 1 else say()
        where = say(" at ", self._at(first)) if first is not None else say()
        status = (
            self.told.walk.exchanges[first].status if incident.kind == "failed_request" and first is not None else None
        )
        failed = say(" failed", say(" ", ours(str(status))) if status is not None else say())
        what = kind_and_name(incident, BRIEF_WIDTH)
        return say(what, failed if incident.kind == "failed_request" else say(), often, where)

    def _subject(self, incident: Incident) -> Shown:
        first: int = incident.indexes[0]
        match incident.kind:
            case "crash" | "anr":
                screen = screen_at(self.told.walk, first)
                about: LiteralString = " at about " if incident.logged_only else " at "
                on = say(" on ", self.lines.place(screen)) if screen else say()
                return say(WORDS[incident.kind], about, self.lines.at(first), on)
            case "frozen":
                return self._frozen(incident)
            case "exception" | "error":
                screen = screen_at(self.told.walk, first)
                on = say(" on ", self.lines.place(screen)) if screen else say()
                name = code_name(incident.name, self.lines.width) if incident.name else say("without a name")
                return say(WORDS[incident.kind], " ", name, on)
            case _:
                if incident.kind == "rage_tap" and not incident.reported:
                    return self._raged(incident, first)
                if incident.kind == "console_error":
                    return self._console_error(first)
                asked = incident.kind in {"failed_request", "slow_request"}
                on = screen_at(self.told.walk, first)
                phrase = self._requested(incident, first, on) if asked else self.lines.phrase(first, Style(brief=True))
                return Shown(phrase[:1].upper() + phrase[1:])

    def _raged(self, incident: Incident, first: int) -> Shown:
        """A rage tap that the events tell as plain taps."""
        screen = screen_at(self.told.walk, first)
        target = say(" ", quoted(incident.name, self.lines.width)) if incident.name else say()
        on = say(" on ", self.lines.place(screen)) if screen else say()
        more = len(self.told.walk.followers.get(first, ()))
        return say("Rage tap", target, on, say(", ", plural(more + 1, "tap")) if more else say())

    def _requested(self, incident: Incident, first: int, on: AppText) -> Shown:
        """A request as it first failed, with the other answers of its later failures."""
        statuses = [self.told.walk.exchanges[index].status for index in incident.indexes]
        others = [ours(str(status)) for status in dict.fromkeys(statuses) if status not in (None, statuses[0])]
        also = say(" (also ", joined(", ", others[:SHOWN_OCCURRENCES]), ")") if others else say()
        slow = incident.kind == "slow_request"
        return say(self.lines.request(first, on=on, of=incident.name, alone=True), say() if slow else also)

    def _console_error(self, first: int) -> Shown:
        screen = screen_at(self.told.walk, first)
        on = say(" on ", self.lines.place(screen)) if screen else say()
        return say("Console error ", quoted(first_line(self.lines.events[first].name), self.lines.width), on)

    def _frozen(self, incident: Incident) -> Shown:
        """That nothing answered: how many actions on how many things, within how long."""
        events = [self.lines.events[index] for index in incident.indexes]
        screen = screen_at(self.told.walk, incident.indexes[0])
        on = say(" on ", self.lines.place(screen)) if screen else say()
        things = plural(len({event.target or event.action for event in events}), "thing")
        within = ours(lasting(events[-1].at_ms - events[0].at_ms))
        counted = say(": ", plural(len(events), "action"), " on ", things, " unanswered within ", within)
        return say(WORDS["frozen"], on, counted)

    def _occurrences(self, incident: Incident) -> Shown:
        indexes = incident.indexes
        if incident.kind == "frozen":
            return say(", from ", self._at(indexes[0]), " to ", self._at(indexes[-1]))
        if incident.logged_only and len(indexes) == 1:
            return say(", after the last event [", self.lines.ref(indexes[0]), "]")
        if incident.kind in {"crash", "anr"} and len(indexes) == 1:
            return say(" [", self.lines.ref(indexes[0]), "]")
        shown = [self._at(index) for index in indexes[:SHOWN_OCCURRENCES]]
        if len(indexes) > SHOWN_OCCURRENCES:
            shown[-1] = say("... ", self._at(indexes[-1]))
        once = say(" sent at ") if self._sent_long_before(indexes[0]) else say(" at ")
        times = say(", ", number(len(indexes)), " times: ") if len(indexes) > 1 else once
        return say(times, joined(", ", shown))

    def _sent_long_before(self, index: int) -> bool:
        """Whether the time of a request is that of its sending, long before its answer."""
        walk = self.told.walk
        return walk.ended_ms(index) - walk.events[index].at_ms >= NEAR_MS

    def _at(self, index: int) -> Shown:
        return say(self.lines.at(index), " [", self.lines.ref(index), "]")

    def _settled(self, incident: Incident) -> Shown:
        if incident.kind != "failed_request":
            return say()
        between = self._between(incident)
        worked = say("; worked in between at ", self._at(between)) if between is not None else say()
        if incident.settled is not None:
            return say(worked, "; worked at ", self._at(incident.settled))
        return say(worked, "; no later success recorded")

    def _between(self, incident: Incident) -> int | None:
        """The first success between the first and the last failure."""
        walk, first, last = self.told.walk, incident.indexes[0], incident.indexes[-1]
        calls = walk.requests.get(walk.events[first].name, ())
        between = (index for index in calls if first < index < last)
        return next((i for i in between if not walk.exchanges[i].failed and not walk.exchanges[i].pending), None)

    def _thrown(self, incident: Incident, trace: Trace) -> list[Shown]:
        """What was thrown and what it said; the headline names it already."""
        name = code_name(trace.exception) if trace.exception and trace.exception != incident.name else None
        message = quoted(first_line(trace.message), self.lines.width) if trace.message else None
        thread = say("on thread ", named(trace.thread)) if trace.thread else None
        said = joined(": ", [part for part in (name, message) if part]) if message else None
        return [joined(", ", [part for part in (said, thread) if part])] if said or thread else []

    def _said_later(self, incident: Incident) -> list[Shown]:
        """What later occurrences said, where it is not what the first one did."""
        others = [quoted(first_line(said), self.lines.width) for said in incident.messages]
        unsaid = len(others) - SHOWN_MESSAGES
        more = say(" and ", plural(unsaid, "other message")) if unsaid > 0 else say()
        return [say("later also: ", joined(", ", others[:SHOWN_MESSAGES]), more)] if others else []

    def _causes(self, trace: Trace) -> list[Shown]:
        causes: list[Shown] = []
        for name, message in trace.causes[:SHOWN_CAUSES]:
            said = quoted(first_line(message), self.lines.width) if message else None
            parts = [part for part in (code_name(name) if name else None, said) if part]
            causes.append(say("caused by ", joined(": ", parts) if parts else say("?")))
        return causes

    def _chain(self, incident: Incident) -> dict[Detail, list[Shown]]:
        """What came before, what came after, and how it came out."""
        if not incident.indexes or incident.previous_run:
            return {}
        often = len(incident.indexes) > 1 and incident.kind != "frozen"
        on = screen_at(self.told.walk, min(incident.indexes))
        brief = incident.kind in TOLD_ELSEWHERE and not incident.trace
        before, after = incident.before[-2:] if brief else incident.before, incident.after[: 1 if brief else 4]
        led = [self.step(incident, index, on) for index in before]
        followed = [self.lines.step(index, on) for index in after]
        first: LiteralString = "before the first: " if often else "before: "
        last: LiteralString = "after the last: " if often else "after: "
        came_out = self.came_out(incident)
        return {
            "before": [say(first, joined(" > ", led))] if led else [],
            "after": [say(last, joined(" > ", followed))] if followed else [],
            "came_out": [say(came_out, " (derived)")] if came_out else [],
        }

    def step(self, incident: Incident, index: int, on: AppText) -> Shown:
        """A step before, with how near it stood."""
        near = strength(self.told.walk, incident, index)
        failed = incident.kind != "slow_request"
        tap = failed and self.lines.events[index].kind in TAPS and near == "within 1 s"
        return say(self.lines.step(index, on), " (error tap)" if tap else TAGS[near])

    def came_out(self, incident: Incident) -> Shown:
        """What was done about it and what became of it: `reaction: retried [#250], raged [#253]; outcome: blocked`."""
        pieces: list[Shown] = []
        if any(word != incident.ending for word, _ in incident.reactions):
            done = [
                say(word, " [", self.lines.ref(index), "]") if index is not None else say(word)
                for word, index in incident.reactions
                if word != incident.ending
            ]
            pieces.append(say("reaction: ", joined(", ", done)))
        if incident.ending:
            pieces.append(say("outcome: ", incident.ending))
        return joined("; ", pieces)


def kind_and_name(incident: Incident, width: int) -> Shown:
    """An incident in two words: `exception "Boom"`."""
    word = WORDS[incident.kind] if incident.kind == "anr" else WORDS[incident.kind].lower()
    return say(ours(word), say(" ", quoted(first_line(incident.name), width)) if incident.name else say())


def own_code(trace: Trace, most: int = OWN_FRAMES) -> list[Shown]:
    """The first frames of the app's own code, innermost first, as one line."""
    own = [say(code_name(f.function), " (", code_name(f.place, 60), ")") for f in trace.own[:most]]
    rest = len(trace.frames) - len(own)
    if own:
        more = say("; ", plural(rest, "more frame")) if rest > 0 else say()
        return [say("own code: ", joined(" < ", own), more)]
    return [say("no frame of the app's own code among ", plural(len(trace.frames), "frame"))] if trace.frames else []
