"""The sections of a summary, each as lines, each at several levels of detail."""

from dataclasses import dataclass
from typing import Final, LiteralString

from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.incidents import Incident, IncidentKind, screen_at
from devrev_sessions.text.calls import Address, call, ident, part_argument
from devrev_sessions.text.door import Shown, joined, named, number, ours, plural, quoted, say
from devrev_sessions.text.lines import Lines
from devrev_sessions.timeline.clock import clock, lasting
from devrev_sessions.timeline.events import Kind

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
SHOWN_OCCURRENCES: Final = 4
OWN_FRAMES: Final = 3


@dataclass(frozen=True, slots=True)
class Level:
    """How much of everything a summary shows."""

    incidents: int
    chains: int
    """Incidents told with their steps before and after."""
    width: int
    screens: int
    header_lines: int
    calls: int


LEVELS: Final = (
    Level(incidents=12, chains=12, width=120, screens=24, header_lines=10, calls=3),
    Level(incidents=8, chains=8, width=80, screens=16, header_lines=10, calls=3),
    Level(incidents=6, chains=4, width=60, screens=12, header_lines=8, calls=3),
    Level(incidents=5, chains=2, width=48, screens=8, header_lines=6, calls=2),
    Level(incidents=4, chains=1, width=40, screens=6, header_lines=4, calls=1),
    Level(incidents=3, chains=0, width=32, screens=4, header_lines=3, calls=1),
    Level(incidents=2, chains=0, width=24, screens=0, header_lines=2, calls=0),
)
"""From a rich summary to the least that is still one; the first whose skeleton leaves room for a timeline is taken."""


class Sections:
    """The sections of one digest at one level."""

    def __init__(self, told: Digest, address: Address, level: Level) -> None:
        self.told = told
        self.story = told.story
        self.address = address
        self.level = level
        self.lines = Lines(told, level.width)

    def outcome(self) -> list[Shown]:
        """How it ended, in one sentence or two."""
        return [say("## Outcome"), self.ending()]

    def ending(self) -> Shown:
        """The sentence about the end."""
        outcome = self.told.outcome
        on = say(" on ", named(outcome.screen)) if outcome.screen else say()
        incident = outcome.incident
        if incident and outcome.kind in {"crashed", "froze"}:
            return self._broke(incident)
        if outcome.kind == "empty" or outcome.end is None:
            return say("Nothing is known of what happened: there are no events. (derived)")
        at = say(" at ", ours(clock(self.story.duration_ms)), on)
        if incident and outcome.kind == "unresolved":
            last = incident.indexes[-1]
            times = say(" ", plural(len(incident.indexes), "time")) if len(incident.indexes) > 1 else say()
            return say(
                "Request ", quoted(incident.name, self.level.width), " failed", times, ", last at ",
                self.lines.at(last), " [", self.lines.ref(last), "], and no later success was recorded. Ends", at,
                ". (derived)",
            )  # fmt: skip
        if incident and outcome.kind == "recovered" and incident.settled is not None:
            return say(
                "Every failed request worked later; the last, ", quoted(incident.name, self.level.width), ", at ",
                self.lines.at(incident.settled), " [", self.lines.ref(incident.settled), "]. Ends", at, ". (derived)",
            )  # fmt: skip
        if incident and outcome.kind == "friction":
            count = len(self.told.incidents)
            return say(
                "No crash, ANR or failed request was recorded; ",
                plural(count, "other problem"),
                " below. Ends",
                at,
                ". (derived)",
            )
        slow: LiteralString = "; a request was slow" if incident else ""
        return say(
            "Nothing went wrong that was recorded: no crash, ANR, exception, failed request, rage or dead tap",
            slow, ". Ends", at, ". (derived)",
        )  # fmt: skip

    def _broke(self, incident: Incident) -> Shown:
        words: LiteralString = "The app crashed" if incident.kind == "crash" else "The app stopped responding (ANR)"
        if incident.previous_run:
            return say(words, " before this recording began; it tells of the previous run. (reported)")
        where = self._where(incident.indexes[-1]) if incident.indexes else say()
        if not incident.indexes:
            return say(words, "; no events were recorded. (reported)")
        last = incident.indexes[-1]
        at = say(" at about " if incident.logged_only else " at ", self.lines.at(last), where)
        lead = next((i for i in reversed(incident.before) if self.story.events[i].kind is Kind.RAGE_TAP), None)
        if lead is None:
            lead = next((i for i in reversed(incident.before) if i in self.told.walk.exchanges), None)
        after = say()
        if lead is not None and lead != last:
            apart = self.story.events[last].at_ms - self.story.events[lead].at_ms
            after = say(", ", ours(lasting(apart)), " after ", self.lines.phrase(lead), " [", self.lines.ref(lead), "]")
        ends = incident.part == len(self.story.parts) - 1 and last == self.told.outcome.end
        tail: LiteralString = ". The recording ends there" if ends else ""
        return say(words, at, after, tail, ". (reported)")

    def _where(self, index: int) -> Shown:
        screen = screen_at(self.told.walk, index)
        return say(" on ", named(screen)) if screen else say()

    def incidents(self) -> list[Shown]:
        """What went wrong, worst first; what a higher incident's steps already tell is not told again."""
        if not self.told.incidents:
            return []
        lines = [say("## What went wrong")]
        shown = self.listed()[: self.level.incidents]
        for place, incident in enumerate(shown, 1):
            lines.append(say(number(place), ". ", self.headline(incident)))
            if place <= max(1, self.level.chains):
                lines.extend(say("   ", line) for line in self._trace(incident))
            if place <= self.level.chains:
                lines.extend(say("   ", line) for line in self._chain(incident))
        rest = len(self.listed()) - len(shown)
        if rest:
            lines.append(say(plural(rest, "lesser problem"), " not listed; they keep their lines in the timeline."))
        return lines

    def listed(self) -> list[Incident]:
        """The incidents that need an entry of their own."""
        told: set[int] = set()
        listed: list[Incident] = []
        for incident in self.told.incidents:
            friction = incident.kind in {"rage_tap", "dead_tap"}
            if not (friction and told and told.issuperset(incident.indexes)):
                listed.append(incident)
                told.update(incident.before)
        return listed

    def headline(self, incident: Incident) -> Shown:
        """What it was, where, how often, and who says so."""
        source: LiteralString = " (reported)" if incident.reported else " (derived)"
        if incident.previous_run:
            return say(WORDS[incident.kind], " of the previous run, logged when this one began", source)
        if not incident.indexes:
            return say(WORDS[incident.kind], ", no events recorded", source)
        return say(self._subject(incident), self._occurrences(incident), source)

    def _subject(self, incident: Incident) -> Shown:
        first = incident.indexes[0]
        match incident.kind:
            case "crash" | "anr":
                about: LiteralString = " at about " if incident.logged_only else " at "
                return say(WORDS[incident.kind], about, self.lines.at(first), self._where(first))
            case "failed_request" | "slow_request":
                return self.lines.request(first)
            case "rage_tap" | "dead_tap" | "console_error":
                phrase = self.lines.phrase(first)
                return Shown(phrase[:1].upper() + phrase[1:])
            case _:
                name = named(incident.name, self.level.width) if incident.name else say("unnamed")
                return say(WORDS[incident.kind], " ", name, self._where(first))

    def _occurrences(self, incident: Incident) -> Shown:
        indexes = incident.indexes
        if incident.logged_only:
            return say(", after the last event [", self.lines.ref(indexes[0]), "]")
        if incident.kind in {"crash", "anr"} and len(indexes) == 1:
            return say(" [", self.lines.ref(indexes[0]), "]")
        shown = [say(self.lines.at(i), " [", self.lines.ref(i), "]") for i in indexes[:SHOWN_OCCURRENCES]]
        if len(indexes) > SHOWN_OCCURRENCES:
            last = indexes[-1]
            shown[-1] = say("... ", self.lines.at(last), " [", self.lines.ref(last), "]")
        times = say(", ", number(len(indexes)), " times: ") if len(indexes) > 1 else say(" at ")
        return say(times, joined(", ", shown))

    def _trace(self, incident: Incident) -> list[Shown]:
        trace = incident.trace
        if trace is None:
            return []
        lines: list[Shown] = []
        if incident.kind in {"crash", "anr"} or trace.message:
            name = named(trace.exception, 100) if trace.exception else None
            message = quoted(trace.message, self.level.width) if trace.message else None
            lines.append(joined(": ", [part for part in (name, message) if part]) or say("no message"))
        own = [say(named(f.function, 90), " (", named(f.place, 60), ")") for f in trace.own[:OWN_FRAMES]]
        rest = len(trace.frames) - len(own)
        if own:
            more = say("; ", plural(rest, "more frame"), " of the app and the platform") if rest else say()
            lines.append(say("own code: ", joined(" < ", own), more))
        elif trace.frames:
            lines.append(say("no frame of the app's own code among ", plural(len(trace.frames), "frame")))
        for name, message in trace.causes[:2]:
            said = say(": ", quoted(message, self.level.width)) if message else say()
            lines.append(say("caused by ", named(name, 100) if name else say("?"), said))
        return lines

    def _chain(self, incident: Incident) -> list[Shown]:
        lines: list[Shown] = []
        if incident.before:
            lines.append(say("before: ", joined(" > ", [self.lines.step(i) for i in incident.before])))
        if incident.after:
            lines.append(say("after: ", joined(" > ", [self.lines.step(i) for i in incident.after])))
        elif incident.indexes and self.told.walk.ends.get(incident.part) == incident.indexes[-1]:
            lines.append(say("after: nothing; it is the last event of the recording"))
        if incident.kind == "failed_request" and incident.settled is None and len(incident.indexes) > 1:
            lines.append(say("no later success of this request was recorded"))
        if incident.kind in {"crash", "anr"} and incident.before:
            lines.append(self._strength(incident))
        return lines

    def _strength(self, incident: Incident) -> Shown:
        """How near the last step stands to the incident, in words that claim no cause."""
        last, lead = incident.indexes[-1], incident.before[-1]
        same = screen_at(self.told.walk, last) == screen_at(self.told.walk, lead) != ""
        apart = ours(lasting(max(0, self.story.events[last].at_ms - self.story.events[lead].at_ms)))
        place: LiteralString = "same screen, " if same else ""
        return say("link: ", place, apart, " apart; order in time, not proof of cause")

    def screens(self) -> list[Shown]:
        """The way through the app: every screen in order, the middle folded when it is long."""
        visits = self.told.walk.visits
        if not visits or not self.level.screens:
            return []
        steps = [say(named(visit.screen, 48), " ", ours(clock(visit.at_ms))) for visit in visits[: self.level.screens]]
        if len(visits) > self.level.screens:
            keep = max(1, self.level.screens // 2)
            hidden = len(visits) - 2 * keep
            steps = [
                *steps[:keep],
                say(
                    "... ",
                    plural(hidden, "more visit"),
                    " of ",
                    plural(len({v.screen for v in visits}), "screen"),
                    " ...",
                ),
                *[say(named(visit.screen, 48), " ", ours(clock(visit.at_ms))) for visit in visits[-keep:]],
            ]
        title: LiteralString = "## Pages" if self.story.platform == "web" else "## Screens"
        return [title_line(title), joined(" > ", steps)]

    def next_calls(self) -> list[Shown]:
        """At most three calls that lead on."""
        calls: list[tuple[LiteralString, Shown | None]] = []
        listed = [incident for incident in self.listed() if incident.indexes and not incident.previous_run]
        if listed:
            worst = listed[0]
            calls.append(("The worst moment with everything around it", self.around(worst.indexes[-1], full=True)))
            other = next((i for i in listed[1:] if i.indexes[0] != worst.indexes[-1]), None)
            if other:
                calls.append(("The next problem where it began", self.around(other.indexes[0])))
        elif self.story.events:
            calls.append(("The recording, event by event", self.around(0)))
        if not self.story.whole and self.story.session and len(self.story.session.part_ids) > 1:
            calls.append(("The whole session", call("summarize_session_timeline", self.address)))
        present = [say("- ", why, ": ", shown) for why, shown in calls if shown][: self.level.calls]
        return [say("## Next"), *present] if present else []

    def around(self, index: int, *, full: bool = False) -> Shown | None:
        """The call that shows what stands around an event."""
        event = self.story.events[index]
        part = self.story.parts[event.part]
        medium = part.recording.medium if part.recording else "mobile"
        detail = "full" if full else None
        return call(
            "get_session_recording",
            self.address,
            **{part_argument(medium): part.part_id},
            around=f"#{event.n}",
            detail=detail,
        )

    def part_name(self) -> Shown:
        """The one recording or tab this story is of."""
        return ident(self.story.parts[0].part_id)


def title_line(title: LiteralString) -> Shown:
    """A heading of our own."""
    return say(title)
