"""What the person did about a failure."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from devrev_sessions.digest.chains import action_before, screen_at, steps_on
from devrev_sessions.digest.endings import Endings, following, nothing_done_after, nothing_else_done_after
from devrev_sessions.digest.incident import Ending, Incident, IncidentKind, Reaction, is_only_missing
from devrev_sessions.digest.thresholds import (
    AFTER_MS,
    BACK_WORDS,
    LEAVING,
    NEAR_MS,
    RAGE_REPORTED_MS,
    RAGE_TAPS,
    REACTION_ACTIONS,
    RESTART_MS,
    RETRIED_MS,
    SERIES_FROM,
    SOON_MS,
    TRIGGER_MS,
    UNTIMED_TRIGGER_MS,
)
from devrev_sessions.digest.walk import Scan
from devrev_sessions.digest.words import words_in
from devrev_sessions.timeline.events import ACTIONS, NOTHING, Event, Kind
from devrev_sessions.timeline.story import Story

Told = tuple[Reaction, int | None]
POLLED_LOOK: Final = 50
"""Calls of a request that are looked at to tell whether it comes by itself."""
LOOKED_BACK: Final = 10
"""Occurrences of an exception that are looked at to tell whether the same action led to each."""
UNNOTICED: Final[frozenset[IncidentKind]] = frozenset({"exception", "error", "console_error", "slow_request"})
"""Kinds that a person may not notice: what they do later on is no reaction to them."""


def _goes_back(event: Event) -> bool:
    """A back button: the system's, or one of the app's own."""
    if event.action == "back_button_pressed":
        return True
    return event.kind is Kind.TAP and not BACK_WORDS.isdisjoint(words_in(event.target))


class Aftermath:
    """What followed the failures of one story."""

    def __init__(self, story: Story, walk: Scan, crashes: tuple[Incident, ...]) -> None:
        self.story = story
        self.walk = walk
        self.endings = Endings(walk, crashes)

    def of(self, incident: Incident) -> tuple[tuple[Told, ...], Ending | None]:
        """The reactions in order of time, and how it came out; nothing where nobody can tell."""
        if not incident.indexes or incident.previous_run:
            return (), None
        last = incident.indexes[-1]
        if incident.kind == "crash":
            return self._after_the_end(incident), "killed"
        if incident.kind == "anr" and self._is_very_end(last):
            return self._after_the_end(incident), "not seen" if incident.logged_only else "killed"
        trigger = self._trigger(incident)
        told: dict[Reaction, int | None] = dict(self._reactions(incident, trigger))
        ending, shown_by = self.endings.of(incident, told, trigger)
        if ending == "worked around":
            told.pop("left", None)
            told.pop("went back", None)
        if not told.keys() & {"left", "went back", "restarted"} and incident.settled is None:
            again = self._restart(last)
            if nothing_else_done_after(self.walk, last, trigger):
                told["session ended"] = None
            elif (
                again is not None
                and self._is_end(last)
                and self.walk.events[last].part not in self.walk.tabs
                and self._starts_anew(again)
            ):
                told["restarted"] = again
            elif not told or ending == "worked around":
                told["went on"] = shown_by
        elif "left" in told and nothing_done_after(self.walk, told["left"] or last):
            told["session ended"] = None
        return tuple(sorted(told.items(), key=lambda each: each[1] if each[1] is not None else 1 << 60)), ending

    def _is_very_end(self, index: int) -> bool:
        """Whether nothing at all is recorded in its part soon after."""
        event = self.walk.events[index]
        end = self.walk.events[self.walk.ends[event.part]]
        return end.at_ms - event.at_ms <= NEAR_MS

    def _is_end(self, index: int) -> bool:
        part = self.walk.events[index].part
        return not any(self.walk.events[i].kind in ACTIONS for i in steps_on(self.walk, index, part))

    def _after_the_end(self, incident: Incident) -> tuple[Told, ...]:
        again = self._restart(incident.indexes[-1])
        if again is not None:
            return (("restarted", again),)
        before = self._restart(incident.indexes[0])
        return (("restarted", before), ("session ended", None)) if before is not None else (("session ended", None),)

    def _restart(self, last: int) -> int | None:
        """The first event of the app's next run after an event, as far as the story has it."""
        event = self.walk.events[last]
        launches = self.walk.places.get(Kind.LAUNCH, [])
        for index in launches[bisect_right(launches, last) :]:
            if self.walk.events[index].at_ms - event.at_ms <= RESTART_MS:
                return index
        later = (i for i in range(last + 1, len(self.walk.events)) if self.walk.events[i].part != event.part)
        index = next(later, None)
        return index if index is not None and self.walk.events[index].at_ms - event.at_ms <= RESTART_MS else None

    def _starts_anew(self, index: int) -> bool:
        """Whether a launch is that of an app that was closed: from the background it comes back hot or warm."""
        recording = self.story.parts[self.walk.events[index].part].recording
        launch = recording.launch if recording else None
        return launch is None or launch.style.lower() not in {"hot", "warm"}

    def _trigger(self, incident: Incident) -> int | None:
        """What the person did that asked for what failed; nothing where it came by itself."""
        if incident.kind in {"frozen", "rage_tap", "dead_tap"}:
            return incident.indexes[0]
        first = incident.indexes[0]
        action = action_before(self.walk, first)
        if incident.kind == "failed_request" and self._polled(first):
            return None
        if action is None or self.walk.events[action].kind is Kind.GESTURE:
            return None
        waited_ms = self.walk.events[first].at_ms - self.walk.events[action].at_ms
        exchange = None if self.walk.events[first].part in self.walk.tabs else self.walk.exchanges.get(first)
        if exchange is None:
            return action if waited_ms <= TRIGGER_MS else None
        # A mobile app writes a request down at its end.
        if exchange.took_ms is None:
            return action if waited_ms <= UNTIMED_TRIGGER_MS else None
        return action if waited_ms - exchange.took_ms <= TRIGGER_MS else None

    def _reactions(self, incident: Incident, trigger: int | None) -> Iterator[Told]:
        walk, first, last = self.walk, incident.indexes[0], incident.indexes[-1]
        screen, touched = screen_at(walk, last), walk.events[trigger].target if trigger is not None else NOTHING
        if incident.kind in UNNOTICED or is_only_missing(walk, incident):
            yield from self._at_once(incident, touched)
            return
        seen: set[Reaction] = set()
        end_ms = walk.events[last].at_ms + AFTER_MS
        own = set(incident.indexes)
        retries = set(self._retries(incident, touched))
        others = 0
        for i in self._watched(first, last):
            event = walk.events[i]
            others += i > last and event.kind in ACTIONS and event.kind is not Kind.GESTURE and event.target != touched
            if others > REACTION_ACTIONS:
                break
            if event.at_ms > end_ms or (incident.settled is not None and i > incident.settled):
                break
            word = self._word(i, touched, own, incident, retries)
            if word is None and i > last and i in walk.entered and event.screen != screen:
                word = self._moved(last, i, screen)
            if word and word not in seen and (i > last or word in {"retried", "raged"}):
                seen.add(word)
                yield word, i
            if word in {"left", "went back"} and i > last:
                break

    def _at_once(self, incident: Incident, touched: str) -> Iterator[Told]:
        """What was done next, where a person may have noticed nothing: the same again, or going back."""
        last, walk = incident.indexes[-1], self.walk
        part = walk.events[last].part
        if again := self._done_again(incident, touched):
            yield "retried", again
        for i in steps_on(walk, last, part):
            event = walk.events[i]
            if event.at_ms - walk.events[last].at_ms > SOON_MS:
                return
            if _goes_back(event):
                yield "went back", i
                return
            if event.kind in ACTIONS:
                if touched and event.target == touched:
                    yield "retried", i
                return

    def _done_again(self, incident: Incident, touched: str) -> int | None:
        """Where the same was done again that failed before, if most of the failures came after just that."""
        later = incident.indexes[1 : 1 + LOOKED_BACK] if touched else ()
        done = [
            action
            for index in later
            if (action := action_before(self.walk, index)) is not None
            and self._asked_for(action, index)
            and self.walk.events[action].target == touched
        ]
        return done[0] if len(done) * 2 > len(later) else None

    def _watched(self, first: int, last: int) -> Iterator[int]:
        """The steps from the first occurrence on, and screens; of a long series only both ends."""
        part = self.walk.events[first].part
        yield from (i for i in steps_on(self.walk, first, part) if i <= last)
        yield from (i for i in following(self.walk, last) if self._may_tell(i, part))

    def _may_tell(self, index: int, part: int) -> bool:
        walk = self.walk
        return walk.events[index].part == part and (
            walk.is_step(index) or index in walk.entered or walk.events[index].kind is Kind.REQUEST
        )

    def _asked_for(self, action: int, index: int) -> bool:
        """Whether what began after an action began so soon that the action may have asked for it."""
        return 0 <= self.walk.began_ms(index) - self.walk.events[action].at_ms <= TRIGGER_MS

    def _retries(self, incident: Incident, touched: str) -> Iterator[int]:
        """Where the person did the same again: the very request was made again after it, or it was done next of all."""
        walk, first = self.walk, incident.indexes[0]
        part, screen = walk.events[first].part, screen_at(walk, first)
        calls = walk.requests.get(walk.events[first].name, [])
        done, since_ms = False, walk.ended_ms(first)
        for i in steps_on(walk, first, part):
            event = walk.events[i]
            if i in incident.indexes:
                done, since_ms = False, walk.ended_ms(i)
                continue
            if event.kind not in ACTIONS:
                continue
            if touched and event.target == touched and event.at_ms >= since_ms:
                place = bisect_right(calls, i)
                asked = calls[place : place + 1] if incident.kind == "failed_request" else []
                next_of_all = not done and event.at_ms - since_ms <= SOON_MS and screen_at(walk, i) == screen
                if next_of_all or any(self._asked_for(i, request) for request in asked):
                    yield i
            done = done or event.kind is not Kind.GESTURE

    def _word(self, i: int, touched: str, own: set[int], incident: Incident, retries: set[int]) -> Reaction | None:
        event = self.walk.events[i]
        if event.kind is Kind.RAGE_TAP and incident.kind != "rage_tap":
            return "raged"
        if i in retries and i not in own:
            return None if self._rages(i) else "retried"
        if _goes_back(event):
            return "went back"
        if event.action == "home_button_pressed" or self.walk.turns.get(i) == "away":
            return "left"
        if event.kind is Kind.LAUNCH and self._starts_anew(i):
            return "restarted"
        first = self.walk.events[incident.indexes[0]]
        again = incident.kind == "failed_request" and not touched and event.at_ms - first.at_ms > RETRIED_MS
        if event.kind is Kind.REQUEST and again and not self._polled(i) and self._done_for(i, incident.indexes[0]):
            return "retried" if event.name == first.name else None
        return None

    def _done_for(self, index: int, after: int) -> bool:
        """Whether a person did something after a failure that may have asked for a request."""
        action = action_before(self.walk, index)
        return action is not None and action > after and self._asked_for(action, index)

    def _rages(self, index: int) -> bool:
        """Whether a tap is one of those that a rage tap is made of."""
        event = self.walk.events[index]
        following = self.walk.events[index + 1 : index + 1 + RAGE_TAPS * 4]
        return any(
            each.kind is Kind.RAGE_TAP and each.target == event.target and each.at_ms - event.at_ms <= RAGE_REPORTED_MS
            for each in following
        )

    def _polled(self, index: int) -> bool:
        """Whether a request comes by itself again and again, so that another one is no retry."""
        calls = self.walk.requests.get(self.walk.events[index].name, [])
        return sum(not self.walk.exchanges[call].failed for call in calls[:POLLED_LOOK]) >= SERIES_FROM

    def _moved(self, last: int, i: int, screen: str) -> Reaction | None:
        """Whether another screen means that the person went back: it is the one before, and did not come by itself.

        A browser's own back button leaves no click behind.
        """
        event = self.walk.events[i]
        if event.screen != self._screen_before(last, screen):
            return None
        by_browser = event.kind is Kind.NAVIGATION and event.at_ms - self.walk.events[last].at_ms > NEAR_MS
        return "went back" if by_browser or self._acted(last, i) else None

    def _acted(self, after: int, until: int) -> bool:
        """Whether a person did something between: a screen that comes by itself is no reaction."""
        part = self.walk.events[after].part
        between = self.walk.events[after + 1 : until + 1]
        return any(each.part == part and (each.kind in ACTIONS or each.action in LEAVING) for each in between[-400:])

    def _screen_before(self, index: int, screen: str) -> str:
        """The screen that was there before `screen` came, at the time of `index`."""
        visits = self.walk.visits
        part = self.walk.events[index].part
        place = bisect_right(visits, index, key=lambda visit: visit.index)
        own = [visit.screen for visit in visits[max(0, place - 20) : place] if visit.part == part]
        return own[-2] if len(own) > 1 and own[-1] == screen else own[-1] if own else ""
