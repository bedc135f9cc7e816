"""What went wrong, worst first: a headline, the trace, and what stood before and after."""

from typing import Final, LiteralString

from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.incidents import Incident, IncidentKind, screen_at, telling_step
from devrev_sessions.text.door import Shown, code_name, joined, number, ours, plural, quoted, say
from devrev_sessions.text.lines import Lines, Style, first_line
from devrev_sessions.timeline.clock import lasting
from devrev_sessions.timeline.trace import Trace

WORDS: Final[dict[IncidentKind, LiteralString]] = {
    "crash": "Crash",
    "anr": "App not responding (ANR)",
    "exception": "Exception",
    "failed_request": "Request",
    "error": "Error",
    "rage_tap": "Rage tap",
    "dead_tap": "Tap without response",
    "console_error": "Console error",
    "slow_request": "Slow request",
}
TOLD_ELSEWHERE: Final = frozenset({"rage_tap", "dead_tap", "console_error"})
"""Kinds that need no entry where the steps of a worse incident tell them."""
SHOWN_OCCURRENCES: Final = 4
OWN_FRAMES: Final = 3
SHOWN_CAUSES: Final = 2


def listed(told: Digest) -> list[Incident]:
    """The incidents that need an entry of their own."""
    leaders = told.walk.leaders
    steps: set[int] = set()
    entries: list[Incident] = []
    for incident in told.incidents:
        lines = {leaders.get(index, index) for index in incident.indexes}
        if not (incident.kind in TOLD_ELSEWHERE and lines <= steps):
            entries.append(incident)
            steps.update(leaders.get(index, index) for index in (*incident.before, *incident.after))
    return entries


class Incidents:
    """Tells the incidents of one digest; the first `chains` of them with their steps, `traces` with their trace."""

    def __init__(self, told: Digest, lines: Lines, chains: int, traces: int) -> None:
        self.told = told
        self.lines = lines
        self.chains = chains
        self.traces = traces

    def section(self, shown: list[Incident], rest: int) -> list[Shown]:
        """The section, empty when nothing went wrong; `rest` is how many are not shown."""
        if not shown:
            return []
        section = [say("## What went wrong")]
        for place, incident in enumerate(shown, 1):
            section.append(say(number(place), ". ", self.headline(incident)))
            details = self._trace(incident) if place <= self.traces else []
            if place <= self.chains:
                details.extend(self._chain(incident))
            section.extend(say("   ", line) for line in details)
        if rest:
            section.append(say(plural(rest, "lesser problem"), " more in the timeline."))
        return section

    def headline(self, incident: Incident) -> Shown:
        """What it was, where, how often, and who says so."""
        source: LiteralString = " (reported)" if incident.reported else " (derived)"
        if incident.previous_run:
            return say(WORDS[incident.kind], " of the previous run, logged when this one began", source)
        if not incident.indexes:
            return say(WORDS[incident.kind], ", no events recorded", source)
        thrown = self._thrown(incident) if not self.traces else say()
        return say(self._subject(incident), thrown, self._occurrences(incident), self._settled(incident), source)

    def _thrown(self, incident: Incident) -> Shown:
        """The exception of a crash for the first line, where there is no room for its trace."""
        if incident.kind not in {"crash", "anr"} or incident.trace is None or not incident.trace.exception:
            return say()
        return say(", ", code_name(incident.trace.exception))

    def _subject(self, incident: Incident) -> Shown:
        first = incident.indexes[0]
        match incident.kind:
            case "crash" | "anr":
                screen = screen_at(self.told.walk, first)
                about: LiteralString = " at about " if incident.logged_only else " at "
                on = say(" on ", self.lines.place(screen)) if screen else say()
                return say(WORDS[incident.kind], about, self.lines.at(first), on)
            case "exception" | "error":
                screen = screen_at(self.told.walk, first)
                on = say(" on ", self.lines.place(screen)) if screen else say()
                name = code_name(incident.name, self.lines.width) if incident.name else say("without a name")
                return say(WORDS[incident.kind], " ", name, on)
            case _:
                failed = incident.kind == "failed_request"
                phrase = self.lines.request(first) if failed else self.lines.phrase(first, Style(brief=True))
                return Shown(phrase[:1].upper() + phrase[1:])

    def _occurrences(self, incident: Incident) -> Shown:
        indexes = incident.indexes
        if incident.logged_only:
            return say(", after the last event [", self.lines.ref(indexes[0]), "]")
        if incident.kind in {"crash", "anr"} and len(indexes) == 1:
            return say(" [", self.lines.ref(indexes[0]), "]")
        shown = [self._at(index) for index in indexes[:SHOWN_OCCURRENCES]]
        if len(indexes) > SHOWN_OCCURRENCES:
            shown[-1] = say("... ", self._at(indexes[-1]))
        times = say(", ", number(len(indexes)), " times: ") if len(indexes) > 1 else say(" at ")
        return say(times, joined(", ", shown))

    def _at(self, index: int) -> Shown:
        return say(self.lines.at(index), " [", self.lines.ref(index), "]")

    def _settled(self, incident: Incident) -> Shown:
        if incident.kind != "failed_request":
            return say()
        if incident.settled is not None:
            return say("; worked at ", self._at(incident.settled))
        return say("; no later success recorded") if len(incident.indexes) > 1 else say()

    def _trace(self, incident: Incident) -> list[Shown]:
        trace = incident.trace
        if trace is None:
            return []
        lines: list[Shown] = []
        if incident.kind in {"crash", "anr"} or trace.message:
            name = code_name(trace.exception) if trace.exception else None
            message = quoted(first_line(trace.message), self.lines.width) if trace.message else None
            lines.append(joined(": ", [part for part in (name, message) if part]) or say("no message"))
        return [*lines, *own_code(trace), *self._causes(trace)]

    def _causes(self, trace: Trace) -> list[Shown]:
        causes: list[Shown] = []
        for name, message in trace.causes[:SHOWN_CAUSES]:
            said = quoted(first_line(message), self.lines.width) if message else None
            parts = [part for part in (code_name(name) if name else None, said) if part]
            causes.append(say("caused by ", joined(": ", parts) if parts else say("?")))
        return causes

    def _chain(self, incident: Incident) -> list[Shown]:
        passing = incident.settled is not None and len(incident.indexes) == 1 and incident.reported
        if not incident.indexes or incident.previous_run or passing:
            return []
        lines: list[Shown] = []
        often = len(incident.indexes) > 1
        on = screen_at(self.told.walk, incident.indexes[0])
        end = incident.indexes[-1]
        if incident.before:
            lines.append(
                say(
                    "before the first: " if often else "before: ",
                    joined(" > ", [self.lines.step(index, on) for index in incident.before]),
                )
            )
        if incident.kind in {"crash", "anr"} and (step := telling_step(self.told.walk, incident)) is not None:
            lines.append(self._strength(incident, step))
        if self.told.walk.ends.get(self.told.story.events[end].part) == end:
            lines.append(say("after: nothing, the recording ends"))
        elif incident.after:
            lines.append(
                say(
                    "after the last: " if often else "after: ",
                    joined(" > ", [self.lines.step(index, on) for index in incident.after]),
                )
            )
        return lines

    def _strength(self, incident: Incident, step: int) -> Shown:
        """How near the most telling step stands, in words that claim no cause."""
        last = incident.indexes[-1]
        same = screen_at(self.told.walk, last) == screen_at(self.told.walk, step) != ""
        apart = ours(lasting(max(0, self.told.story.events[last].at_ms - self.told.story.events[step].at_ms)))
        place: LiteralString = "on the same screen, " if same else ""
        return say("link: [", self.lines.ref(step), "] ", place, apart, " earlier; order in time, not proof of cause")


def own_code(trace: Trace) -> list[Shown]:
    """The first frames of the app's own code, innermost first, as one line."""
    own = [say(code_name(f.function), " (", code_name(f.place, 60), ")") for f in trace.own[:OWN_FRAMES]]
    rest = len(trace.frames) - len(own)
    if own:
        more = say("; ", plural(rest, "more frame")) if rest > 0 else say()
        return [say("own code: ", joined(" < ", own), more)]
    return [say("no frame of the app's own code among ", plural(len(trace.frames), "frame"))] if trace.frames else []
