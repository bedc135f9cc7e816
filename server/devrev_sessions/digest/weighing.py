"""How much each event of a story weighs in a timeline, and which of them are steps of what happened."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Final, TypeAlias

from devrev_sessions.digest.thresholds import (
    FIELD_WORDS,
    NO_TROUBLE,
    ROUTINE,
    SLOW_REQUEST_MS,
    TELLING_MOST,
    TROUBLE_WORDS,
    WEIGHT,
    WEIGHT_AWAY,
    WEIGHT_CONSOLE_ERROR,
    WEIGHT_FAILED_REQUEST,
    WEIGHT_NEW_SCREEN,
    WEIGHT_ROUTINE,
    WEIGHT_SLOW_REQUEST,
    WEIGHT_TELLING,
)
from devrev_sessions.digest.walk import Scan
from devrev_sessions.digest.words import words_in
from devrev_sessions.timeline.events import AppText, Kind
from devrev_sessions.timeline.exchange import read_exchange

WORDED: Final = frozenset({Kind.CUSTOM, Kind.LOG, Kind.TAG, Kind.OTHER})
_LOOK: Final = attrgetter("target", "name", "note", "screen")
Look: TypeAlias = tuple[AppText, AppText, AppText, AppText]
"""Target, name, note and screen of an event."""


def weigh_words(walk: Scan) -> None:
    """What looks like something before it is routine; what speaks of trouble, and what takes text, is noted."""
    events, weights = walk.events, walk.weights
    fields: list[int] = list(walk.places.get(Kind.INPUT, ()))
    for kind in ROUTINE & walk.places.keys():
        indexes = walk.places[kind]
        looks = list(map(_LOOK, map(events.__getitem__, indexes)))
        first_of = dict(zip(reversed(looks), reversed(indexes), strict=True))
        if len(first_of) < len(indexes):
            for index in indexes:
                if weights[index]:
                    weights[index] = WEIGHT_ROUTINE
            for index in first_of.values():
                weights[index] = WEIGHT[kind] if index not in walk.leaders else 0
        if kind in WORDED and (telling := _telling(looks, first_of)):
            _mark(walk, [index for look, index in zip(looks, indexes, strict=True) if look in telling])
        if kind is Kind.TAP and (taking := {look[0] for look in first_of if _takes_text(look[0])}):
            fields.extend(index for look, index in zip(looks, indexes, strict=True) if look[0] in taking)
    walk.fields = sorted(fields)
    errors = [index for index in walk.places.get(Kind.CONSOLE, ()) if events[index].action.lower() == "error"]
    _mark(walk, errors, WEIGHT_CONSOLE_ERROR)


def _telling(looks: Sequence[Look], distinct: Iterable[Look]) -> set[Look]:
    """The looks that speak of trouble; what an app says all the time it says of itself, not of trouble."""
    troubled = {look for look in distinct if _any_trouble(look)}
    if not troubled:
        return troubled
    often = Counter(look[1] for look in looks if look in troubled)
    return {look for look in troubled if often[look[1]] <= TELLING_MOST}


def _mark(walk: Scan, indexes: list[int], weight: int = WEIGHT_TELLING) -> None:
    """These are steps of what happened; those with a line of their own weigh at least `weight`."""
    for index in indexes:
        if walk.weights[index]:
            walk.weights[index] = max(walk.weights[index], weight)
    walk.remarkable.update(indexes)


def _any_trouble(look: Look) -> bool:
    _, name, note, _ = look
    return speaks_of_trouble(name) or bool(note and speaks_of_trouble(note))


def _takes_text(target: str) -> bool:
    return not FIELD_WORDS.isdisjoint(words_in(target))


def weigh_requests(walk: Scan) -> None:
    """Reads every request, since any may have failed."""
    events, weights, exchanges, requests = walk.events, walk.weights, walk.exchanges, walk.requests
    for index in walk.places.get(Kind.REQUEST, ()):
        event = events[index]
        exchange = exchanges[index] = read_exchange(event)
        requests[event.name].append(index)
        if exchange.failed:
            walk.failed.append(index)
            weights[index] = WEIGHT_FAILED_REQUEST
        elif exchange.took_ms is not None and exchange.took_ms >= SLOW_REQUEST_MS:
            walk.slow.append(index)
            weights[index] = WEIGHT_SLOW_REQUEST
    walk.remarkable.update(walk.failed, walk.slow)


def weigh_screens(walk: Scan) -> None:
    """A screen that is new weighs more than one that was seen before; the background more than either."""
    known: set[AppText] = set()
    for visit in walk.visits:
        weight = WEIGHT_ROUTINE if visit.screen in known else WEIGHT_NEW_SCREEN
        known.add(visit.screen)
        walk.weights[visit.index] = max(walk.weights[visit.index], weight)
    for index in walk.turns:
        walk.weights[index] = max(walk.weights[index], WEIGHT_AWAY)
    walk.remarkable.update(walk.turns)


def speaks_of_trouble(text: str) -> bool:
    """Whether a log line or the name of an event uses a word of trouble."""
    folded = text[:2000].lower()
    if not any(word in folded for word in TROUBLE_WORDS):
        return False
    rest = NO_TROUBLE.sub(" ", folded)
    return any(word in rest for word in TROUBLE_WORDS)


def by_weight(weights: Sequence[int]) -> Mapping[int, list[int]]:
    """Indexes by weight, each list in order; 0 is left out."""
    classes: dict[int, list[int]] = defaultdict(list)
    for index, weight in enumerate(weights):
        if weight:
            classes[weight].append(index)
    return classes
