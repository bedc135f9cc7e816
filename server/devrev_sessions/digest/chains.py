"""What stood before and after a failure, and how near each step stands."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Final, Literal

from devrev_sessions.digest.incident import Incident
from devrev_sessions.digest.thresholds import (
    AFTER_MS,
    AFTER_STEPS,
    BEFORE_MS,
    BEFORE_STEPS,
    CHAIN_LENGTH,
    LAUNCH_MS,
    NEAR_MS,
    SAID_MS,
)
from devrev_sessions.digest.walk import Scan
from devrev_sessions.digest.words import likeness_of
from devrev_sessions.timeline.events import ACTIONS, NOTHING, AppText, Kind

Strength = Literal["same request", "same exception", "within 1 s", "same screen", "earlier"]
"""How near a step stands to a failure, the strongest first: the same thing, at once, at the same place, or only
earlier in the window. None of them says that one caused the other."""

LOOKED_AT: Final = 600
"""Events on either side of a failure in which its steps are looked for; a busy app writes a dozen a second."""
PRECEDENCE: Final = (
    "action", "rage", "request", "failure", "telling", "said", "dead", "earlier action", "slow", "word", "move",
)  # fmt: skip
"""Which sorts of steps are told where there are more than CHAIN_LENGTH."""
PASSING: Final = frozenset({"earlier action", "slow", "word", "move"})
"""Sorts that say something only where they stand close: on the same screen, or SAID_MS before."""
DONE: Final = frozenset({"action", "rage", "dead"})
CAUSES: Final = frozenset({Kind.EXCEPTION, Kind.ERROR, Kind.ANR, Kind.CONSOLE})


def steps_back(walk: Scan, index: int, part: int) -> Iterator[int]:
    """The steps of a part before the event at `index`, the nearest first."""
    for i in range(index - 1, max(-1, index - 1 - LOOKED_AT), -1):
        if walk.events[i].part == part and walk.is_step(i):
            yield i


def steps_on(walk: Scan, index: int, part: int) -> Iterator[int]:
    """The steps of a part after the event at `index`, in order."""
    for i in range(index + 1, min(len(walk.events), index + 1 + LOOKED_AT)):
        if walk.events[i].part == part and walk.is_step(i):
            yield i


def before(walk: Scan, incident: Incident) -> tuple[int, ...]:
    """At most CHAIN_LENGTH steps that led to the first occurrence, in order.

    The last of each sort within BEFORE_STEPS and BEFORE_MS; what the person last did also from further back.
    """
    index = incident.indexes[0]
    at_ms, part = walk.began_ms(index), walk.events[index].part
    own = set(incident.indexes)
    screen = screen_at(walk, index)
    picks: dict[str, int] = {}
    if at_ms < walk.events[index].at_ms:
        # What was done while a request was under way did not ask for it.
        index = bisect_right(walk.events, at_ms, hi=index, key=lambda event: event.at_ms)
    if incident.logged_only:
        # The log stands at the last event, which is itself a step.
        own.clear()
        index += 1
    for seen, i in enumerate(steps_back(walk, index, part)):
        role, earlier_ms = role_of(walk, i), at_ms - walk.events[i].at_ms
        within = seen < BEFORE_STEPS and earlier_ms <= BEFORE_MS
        close = within and (earlier_ms <= SAID_MS or screen_at(walk, i) == screen != NOTHING)
        if i not in own and (within or (role in DONE and "action" not in picks)):
            _pick(walk, picks, role, i, close=close and (role != "launch" or earlier_ms <= LAUNCH_MS))
        if not within and "action" in picks:
            break
    if "said" not in picks and (line := _last_line(walk, index, part)) is not None:
        picks["said"] = line
    kept = sorted(picks, key=PRECEDENCE.index)[:CHAIN_LENGTH]
    chain = {_last_of_run(walk, picks[role], index) for role in kept}
    return tuple(sorted(chain - own))


def _pick(walk: Scan, picks: dict[str, int], role: str, i: int, *, close: bool) -> None:
    """Keep the nearest of each sort; what was done last is an action, whatever became of it."""
    if role in DONE and "action" not in picks:
        picks["action"] = i
        return
    touched = walk.events[picks["action"]].target if "action" in picks else None
    if role in {"action", "dead"} and walk.events[i].target == touched:
        return
    role = {"action": "earlier action", "launch": "move"}.get(role, role)
    if role not in PASSING or close:
        picks.setdefault(role, i)


def _last_of_run(walk: Scan, i: int, index: int) -> int:
    """Of an action that was repeated, the last time before `index`."""
    followers = walk.followers.get(i)
    if not followers or walk.events[i].kind not in ACTIONS:
        return i
    place = bisect_left(followers, index)
    return followers[place - 1] if place else i


def _last_line(walk: Scan, index: int, part: int) -> int | None:
    """The last line that the app logged shortly before."""
    at_ms = walk.events[index - 1].at_ms if index else 0
    for i in range(index - 1, max(-1, index - 1 - 40), -1):
        event = walk.events[i]
        if at_ms - event.at_ms > SAID_MS:
            return None
        if event.part == part and event.kind in {Kind.LOG, Kind.CONSOLE} and not walk.is_step(i):
            return i
    return None


def after(walk: Scan, incident: Incident) -> tuple[int, ...]:
    """At most CHAIN_LENGTH - 1 steps that followed the last occurrence, in order: the first of each sort."""
    if incident.logged_only:
        return ()
    index = incident.indexes[-1]
    at_ms, part = walk.ended_ms(index), walk.events[index].part
    own = set(incident.indexes)
    picks: dict[str, int] = {}
    if incident.settled is not None:
        picks["settled"] = incident.settled
    for seen, i in enumerate(steps_on(walk, index, part)):
        if seen >= AFTER_STEPS or walk.events[i].at_ms - at_ms > AFTER_MS:
            break
        # What the app does about an answer may be written down a little before the answer counts as complete.
        if i not in own and walk.events[i].at_ms >= at_ms - NEAR_MS:
            picks.setdefault(role_of(walk, i), i)
    return tuple(sorted(picks.values())[: CHAIN_LENGTH - 1])


def role_of(walk: Scan, index: int) -> str:
    """The sort of step an event is."""
    kind = walk.events[index].kind
    if kind is Kind.RAGE_TAP:
        return "rage"
    if kind is Kind.DEAD_TAP:
        return "dead"
    if kind is Kind.REQUEST:
        return "request" if walk.exchanges[index].failed else "slow"
    if kind in ACTIONS:
        return "action"
    if kind in CAUSES:
        return "failure"
    if kind is Kind.LAUNCH:
        return "launch"
    if kind in {Kind.NAVIGATION, Kind.LIFECYCLE}:
        return "move"
    return "telling" if index in walk.remarkable else "word"


def action_before(walk: Scan, index: int) -> int | None:
    """What the person last did before the event at `index`, in the same part."""
    part = walk.events[index].part
    found = next((i for i in steps_back(walk, index, part) if walk.events[i].kind in ACTIONS), None)
    return None if found is None else _last_of_run(walk, found, index)


def strength(walk: Scan, incident: Incident, step: int) -> Strength:
    """How near a step before the incident stands to it; where a time is not known, none is told to be near in time."""
    event = walk.events[step]
    first = min((i for i in incident.indexes if i >= step), default=incident.indexes[0])
    if event.kind is Kind.REQUEST and incident.kind == "failed_request":
        if likeness_of(event.name) == likeness_of(incident.name):
            return "same request"
    elif event.kind is Kind.EXCEPTION and event.name and _class(event.name) == _class(incident.name):
        return "same exception"
    failed = walk.events[first]
    known = failed.timed and event.timed and not incident.logged_only
    if known and 0 <= walk.ended_ms(first) - event.at_ms <= NEAR_MS:
        return "within 1 s"
    return "same screen" if screen_at(walk, first) == screen_at(walk, step) != NOTHING else "earlier"


def _class(name: str) -> str:
    return name.rpartition(".")[2]


def telling_step(walk: Scan, incident: Incident) -> int | None:
    """The step before an incident that says most about it: a rage tap, else a failure, else what was done last.

    A log alone stands at the last event, which then may be that step.
    """
    first = incident.indexes[0] if incident.indexes else None
    if incident.logged_only and first is not None and walk.events[first].kind in ACTIONS:
        steps = list(incident.before)
    else:
        steps = [index for index in incident.before if index != first]
    at_ms = walk.events[first].at_ms if first is not None else 0
    near = [index for index in steps if at_ms - walk.events[index].at_ms <= SAID_MS]
    for role in ("rage", "request", "failure", "dead", "action"):
        found = [index for index in near or steps if role_of(walk, index) == role]
        if found:
            return found[-1]
    return None


def screen_at(walk: Scan, index: int) -> AppText:
    """The screen an event happened on: its own, else the one last entered in its part."""
    event = walk.events[index]
    if event.screen:
        return event.screen
    position = bisect_right(walk.visits, index, key=lambda visit: visit.index)
    for visit in reversed(walk.visits[max(0, position - 50) : position]):
        if visit.part == event.part:
            return visit.screen
    return NOTHING
