"""Where an event stands in the picture, and how it is marked there."""

from enum import IntEnum
from typing import Final

from devrev_sessions.digest.digest import Digest
from devrev_sessions.timeline.events import ACTIONS, Event, Kind


class Lane(IntEnum):
    """A row of the picture. The names, in lower case, are the words by which the page knows them."""

    SCREENS = 0
    ACTIONS = 1
    REQUESTS = 2
    CONSOLE = 3
    APP = 4


class Mark(IntEnum):
    """Why an event is more than one of many; each has a shape of its own."""

    PLAIN = 0
    FAILED = 1
    SLOW = 2
    UNANSWERED = 3
    RAGE = 4


SCREENS: Final = frozenset({Kind.LAUNCH, Kind.NAVIGATION, Kind.LIFECYCLE, Kind.PAUSE, Kind.RESUME})
BROKEN: Final = frozenset({Kind.EXCEPTION, Kind.ERROR, Kind.ANR})


def lane_of(kind: Kind) -> Lane:
    """The row of a kind; what an app tells of itself has the last one."""
    if kind in SCREENS:
        return Lane.SCREENS
    if kind in ACTIONS:
        return Lane.ACTIONS
    if kind is Kind.REQUEST:
        return Lane.REQUESTS
    return Lane.CONSOLE if kind in BROKEN or kind is Kind.CONSOLE else Lane.APP


def mark_of(told: Digest, failed: frozenset[int], slow: frozenset[int], index: int) -> Mark:
    """What is remarkable about an event; `failed` and `slow` are the requests that were so."""
    event: Event = told.story.events[index]
    if event.kind in BROKEN or index in failed or (event.kind is Kind.CONSOLE and event.action.lower() == "error"):
        return Mark.FAILED
    if event.kind is Kind.RAGE_TAP:
        return Mark.RAGE
    if event.unanswered:
        return Mark.UNANSWERED
    return Mark.SLOW if index in slow else Mark.PLAIN
