"""What became of a failure."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import Final

from devrev_sessions.digest.chains import LOOKED_AT, screen_at
from devrev_sessions.digest.incident import Ending, Incident, IncidentKind, Reaction, is_only_missing
from devrev_sessions.digest.thresholds import (
    AFTER_MS,
    COMMON_WORDS,
    SOON_MS,
    SUCCESS_MS,
    SUCCESS_WORDS,
    TELLING_LETTERS,
    WORKED_MS,
)
from devrev_sessions.digest.walk import Scan
from devrev_sessions.digest.words import likeness_of, words_in
from devrev_sessions.timeline.events import ACTIONS, NOTHING, Kind

GONE: Final[frozenset[IncidentKind]] = frozenset({"crash", "anr"})
LATER_EVENTS: Final = 2_000
"""Custom events after a failure in which a success is looked for."""
DONE_WITHIN: Final = 20_000
"""Events after a failure in which anything that was done is looked for."""


def following(walk: Scan, index: int) -> range:
    """The events after one that are looked at."""
    return range(index + 1, min(len(walk.events), index + 1 + LOOKED_AT))


def nothing_done_after(walk: Scan, index: int) -> bool:
    """Whether the person did nothing more."""
    return not any(event.kind in ACTIONS for event in walk.events[index + 1 : index + 1 + DONE_WITHIN])


def nothing_else_done_after(walk: Scan, index: int, trigger: int | None) -> bool:
    """Whether the person did nothing more, or nothing but the same again."""
    touched = walk.events[trigger].target if trigger is not None else NOTHING
    if walk.events[-1].at_ms - walk.events[index].at_ms > AFTER_MS:
        return False
    return not any(
        event.kind in ACTIONS and event.kind is not Kind.RAGE_TAP and not (touched and event.target == touched)
        for event in walk.events[index + 1 : index + 1 + DONE_WITHIN]
    )


def success_after(walk: Scan, index: int, within_ms: int = SUCCESS_MS) -> int | None:
    """Where the app itself tells of a success after an event: an order placed, a payment completed."""
    customs = walk.places.get(Kind.CUSTOM, [])
    upto_ms = walk.events[index].at_ms + within_ms
    place = bisect_right(customs, index)
    for later in customs[place : place + LATER_EVENTS]:
        event = walk.events[later]
        if event.at_ms > upto_ms:
            return None
        if not SUCCESS_WORDS.isdisjoint(words_in(event.name)):
            return later
    return None


class Endings:
    """How the failures of one story came out."""

    def __init__(self, walk: Scan, incidents: Iterable[Incident]) -> None:
        self.walk = walk
        self.crashes = [each for each in incidents if each.kind in GONE and each.indexes and not each.previous_run]

    def of(
        self, incident: Incident, told: Mapping[Reaction, int | None], trigger: int | None
    ) -> tuple[Ending | None, int | None]:
        """What became of an incident after these reactions, by what can be seen alone.

        With it of another way the request that worked; nothing for kinds of which nobody can tell.
        """
        if incident.settled is not None:
            return "recovered", None
        last = incident.indexes[-1]
        if not is_only_missing(self.walk, incident) and self._killed(incident, last):
            return "killed", None
        match incident.kind:
            case "frozen" | "anr":
                return self._of_a_freeze(last, told), None
            case "exception" | "error":
                return self._of_an_exception(last, told), None
            case "failed_request":
                return self._of_a_request(incident, told, trigger)
            case _:
                return None, None

    def _of_a_freeze(self, last: int, told: Mapping[Reaction, int | None]) -> Ending:
        """Answered again is what shows an answer: something that was done and not left unanswered."""
        walk, part = self.walk, self.walk.events[last].part
        for i in following(self.walk, last):
            event = walk.events[i]
            if event.part != part:
                continue
            tried = event.kind in ACTIONS and event.kind is not Kind.GESTURE and not event.unanswered
            if tried and event.kind not in {Kind.RAGE_TAP, Kind.DEAD_TAP}:
                return "recovered"
        return "abandoned" if "left" in told or "went back" in told else "blocked"

    def _of_a_request(
        self, incident: Incident, told: Mapping[Reaction, int | None], trigger: int | None
    ) -> tuple[Ending, int | None]:
        walk, last = self.walk, incident.indexes[-1]
        if trigger is None or is_only_missing(walk, incident):
            return "not seen" if nothing_done_after(walk, last) else "went on", None
        way = self._another_way(last, trigger)
        if way is not None:
            return "worked around", way
        if success_after(walk, last) is not None:
            return "went on", None
        if "left" in told or "went back" in told:
            return "abandoned", None
        tried = "retried" in told or "raged" in told
        if nothing_else_done_after(walk, last, trigger):
            return "blocked" if tried else "not seen", None
        return "not seen" if tried else "went on", None

    def _of_an_exception(self, last: int, told: Mapping[Reaction, int | None]) -> Ending:
        if nothing_done_after(self.walk, last):
            return "not seen"
        return "abandoned" if "went back" in told else "went on"

    def _killed(self, incident: Incident, last: int) -> bool:
        events = self.walk.events
        return any(
            crash is not incident
            and index >= last
            and events[index].part == events[last].part
            and events[index].at_ms - events[last].at_ms <= SOON_MS
            for crash in self.crashes
            for index in crash.indexes
        )

    def _another_way(self, last: int, trigger: int) -> int | None:
        """The request by which the person reached the same by another way, as far as that can be seen.

        Something else on the same screen was tapped, and a request worked that was not made before. That it was for the
        same shows in a word that both requests share, or in a success that the app itself tells of soon after.
        """
        walk, events = self.walk, self.walk.events
        meant = frozenset(word for word in words_in(events[last].name) if len(word) >= TELLING_LETTERS) - COMMON_WORDS
        part, screen = events[last].part, screen_at(walk, last)
        tapped_ms: int | None = None
        for i in following(self.walk, last):
            event = events[i]
            if event.part != part:
                continue
            if event.at_ms - events[last].at_ms > AFTER_MS or event.kind is Kind.NAVIGATION:
                return None
            if event.kind is Kind.TAP and event.target != events[trigger].target:
                tapped_ms = event.at_ms if screen_at(walk, i) == screen else tapped_ms
            if event.kind is not Kind.REQUEST or tapped_ms is None or walk.exchanges[i].failed:
                continue
            is_new = walk.requests[event.name][0] == i and walk.exchanges[i].status is not None
            alike = likeness_of(event.name) == likeness_of(events[last].name)
            if not is_new or alike or screen_at(walk, i) != screen or event.at_ms - tapped_ms > WORKED_MS:
                continue
            if meant & words_in(event.name) or success_after(self.walk, i, WORKED_MS) is not None:
                return i
        return None
