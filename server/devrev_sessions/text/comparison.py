"""Several sessions side by side, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, LiteralString

from devrev_sessions.digest.compare import Common, Comparison, Parting, Trait
from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.incident import Incident
from devrev_sessions.text.calls import Address, call, ident
from devrev_sessions.text.door import Shown, joined, named, number, ours, plural, say
from devrev_sessions.text.header import DOT, PLATFORMS, QUOTED, device_names, moment
from devrev_sessions.text.incidents import kind_and_name
from devrev_sessions.text.lines import Lines, Style
from devrev_sessions.text.outcome import ending
from devrev_sessions.timeline.clock import clock
from devrev_sessions.timeline.recording import Device

WIDTH: Final = 60
"""Characters of an app's text on a line that tells of several sessions."""
NAMES: Final[tuple[LiteralString, ...]] = ("s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10")
SHOWN_PLACES: Final = 3
"""References of a step that sessions share."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the sessions, and how further calls name it."""

    told: Digest
    address: Address


@dataclass(frozen=True, slots=True)
class Compared:
    """The comparison as text, and its parts for data."""

    text: str
    sessions: tuple[Shown, ...]
    failure: Shown | None
    common: tuple[Shown, ...]
    partings: tuple[Shown, ...]
    differences: tuple[Shown, ...]
    missing: tuple[Shown, ...]
    next: tuple[Shown, ...]


class Telling:
    """Tells a comparison; sessions are called s1, s2 and so on, in the order in which they were given."""

    def __init__(self, sides: Sequence[Side], found: Comparison) -> None:
        self.sides = sides
        self.found = found
        self.lines = [Lines(side.told, WIDTH, each=True, session=NAMES[place]) for place, side in enumerate(sides)]

    def whole(self, missing: Sequence[Shown]) -> Compared:
        """The text, with what could not be read after the sessions."""
        sessions = tuple(self._session(place) for place in range(len(self.sides)))
        failure, common = self._failure(), tuple(map(self._common, self.found.common))
        partings = tuple(map(self._parting, self.found.partings))
        differences = tuple(self._difference(name, values) for name, values in self.found.traits.items())
        calls = self._calls()
        missing = [*missing, *self._empty()]
        lines = [say("# ", plural(len(self.sides), "session"), " compared"), *sessions, *missing, QUOTED]
        lines += [say(), say("## The failure"), failure or say("Nothing went wrong in any of them that was recorded.")]
        if common:
            lines += [say(), say("## The way to it"), self._share(), *(say("- ", line) for line in common)]
        if partings:
            lines += [say(), say("## Where they part"), *(say("- ", line) for line in partings)]
        same = say("Platform, release, device, network and start are the same in all, as far as they are known.")
        lines += [say(), say("## Differences"), *([say("- ", line) for line in differences] or [same])]
        if calls:
            lines += [say(), say("## Next"), *(say("- ", line) for line in calls)]
        return Compared("\n".join(lines), sessions, failure, common, partings, differences, tuple(missing), calls)

    def _empty(self) -> list[Shown]:
        """Which sessions nothing is known of."""
        empty = [_name(place) for place, side in enumerate(self.sides) if not side.told.story.events]
        if not empty:
            return []
        have: LiteralString = " has" if len(empty) == 1 else " have"
        return [say(joined(" and ", empty), have, " no events, so nothing of what happened there is compared.")]

    def _session(self, place: int) -> Shown:
        side, story = self.sides[place], self.sides[place].told.story
        recording = next(iter(story.recordings), None)
        began = recording.started_at if recording else story.session.started_at if story.session else None
        pieces = [_name(place), moment(began)]
        if story.platform:
            pieces.append(say(PLATFORMS[story.platform]))
        known = recording.device if recording else story.session.device if story.session else Device()
        pieces += device_names(known, story.platform)
        pieces.append(say(ours(clock(story.duration_ms)), " long"))
        pieces.append(ending(side.told, self.lines[place]))
        return joined(DOT, [say(pieces[0], " ", ident(side.address.session_id)), *pieces[1:]])

    def _ref(self, place: int, index: int) -> Shown:
        return self.lines[place].ref(index)

    def _failure(self) -> Shown | None:
        incidents = self.found.incidents
        if not incidents:
            unsure = any(side.told.outcome.kind in {"unsure", "empty"} for side in self.sides)
            return say("Nothing went wrong in what could be read of them.") if unsure else None
        incident = next(iter(incidents.values()))
        name = kind_and_name(incident, WIDTH)
        at = joined(", ", [self._where(place, each) for place, each in incidents.items()])
        without = [
            _name(place) for place, side in enumerate(self.sides) if place not in incidents and side.told.story.events
        ]
        everywhere = len(incidents) == len(self.sides)
        rest = say("; not in ", joined(", ", without)) if without else say("; in all of them") if everywhere else say()
        return say(
            Shown(name[:1].upper() + name[1:]),
            " in ",
            number(len(incidents)),
            " of ",
            number(len(self.sides)),
            " [",
            at,
            "]",
            rest,
        )

    def _where(self, place: int, incident: Incident) -> Shown:
        """Its first event, or the session alone where no event shows it."""
        if not incident.indexes:
            return say(_name(place), ", no events")
        return say(self._ref(place, incident.indexes[0]), " of the run before" if incident.previous_run else say())

    def _share(self) -> Shown:
        failing = len(self.found.incidents)
        if failing == 1:
            return say("The last ", number(len(self.found.common)), " steps up to it, in order:")
        return say(
            "The nearest steps up to it that at least 30 % of the ",
            number(failing),
            " made, in order, with how many did:",
        )

    def _common(self, step: Common) -> Shown:
        place, index = next(iter(step.places.items()))
        phrase = self.lines[place].phrase(index, Style(brief=True))
        at = joined(", ", [self._ref(*each) for each in list(step.places.items())[:SHOWN_PLACES]])
        failing = len(self.found.incidents)
        count = say(" (", number(len(step.places)), " of ", number(failing), ")") if failing > 1 else say()
        return say(phrase, count, " [", at, "]")

    def _parting(self, parting: Parting) -> Shown:
        failing, working = parting.failing_session, parting.working_session
        ones, others = _name(failing), _name(working)
        if parting.last is None and parting.failing is None:
            return say(ones, " and ", others, " have no step in common shortly before the failure")
        then = say(
            "then in ", ones, " ", self._next(failing, parting.failing), ", in ", others, " ",
            self._next(working, parting.working),
        )  # fmt: skip
        if parting.last is None:
            return say(ones, " and ", others, " part at once: ", then)
        mine, theirs = parting.last
        step = self.lines[failing].phrase(mine, Style(brief=True))
        at = joined(", ", [self._ref(failing, mine), self._ref(working, theirs)])
        if parting.together == 1:
            return say(ones, " and ", others, " share one step, ", step, " [", at, "]; ", then)
        steps = number(parting.together)
        return say(ones, " and ", others, " go the same way for ", steps, " steps, up to ", step, " [", at, "]; ", then)

    def _next(self, place: int, index: int | None) -> Shown:
        if index is None:
            return say("nothing more")
        return say(self.lines[place].phrase(index, Style(brief=True)), " [", self._ref(place, index), "]")

    def _difference(self, name: Trait, values: Sequence[str]) -> Shown:
        by_value: dict[str, list[int]] = {}
        for place, value in enumerate(values):
            by_value.setdefault(value, []).append(place)
        told = [
            say(
                named(value, 60) if value else say("not known"),
                " (",
                joined(", ", [_name(each) for each in places]),
                ")",
            )
            for value, places in by_value.items()
        ]
        return say(ours(name), ": ", joined("; ", told), self._telling(by_value))

    def _telling(self, by_value: dict[str, list[int]]) -> Shown:
        """Whether a difference runs along the failure: one value in all that fail and in no other."""
        failing = set(self.found.incidents)
        along = 1 < len(failing) < len(self.sides) and failing in [set(places) for places in by_value.values()]
        return say(" - the same in all that fail, and in no other") if along else say()

    def _calls(self) -> tuple[Shown, ...]:
        calls: list[Shown] = []
        shown_in = [(place, each) for place, each in self.found.incidents.items() if each.indexes]
        for place, incident in shown_in[:1]:
            shown = self._around(place, incident.indexes[0])
            if shown:
                calls.append(say("The failure in ", _name(place), " with everything around it: ", shown))
        for parting in self.found.partings[:1]:
            index = parting.working if parting.working is not None else parting.last[1] if parting.last else None
            shown = self._around(parting.working_session, index) if index is not None else None
            if shown:
                calls.append(say("The same place in ", _name(parting.working_session), ": ", shown))
        return tuple(calls)

    def _around(self, place: int, index: int) -> Shown | None:
        return call("get_session_recording", self.sides[place].address, around=self.lines[place].own_ref(index))


def _name(place: int) -> Shown:
    return say(NAMES[place])
