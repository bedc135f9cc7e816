"""What the events without a line mostly were: in a long ordinary session that is the story."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from typing import Final, LiteralString

from devrev_sessions.digest.digest import Digest
from devrev_sessions.text.door import Shown, joined, number, quoted, say
from devrev_sessions.text.timeline import Chosen, Window
from devrev_sessions.timeline.events import AppText, Kind

OFTEN: Final = 5
SHOWN_OFTEN: Final = 4
WORDS: Final[dict[Kind, LiteralString]] = {Kind.CUSTOM: "event", Kind.TAP: "tap", Kind.REQUEST: "request"}
"""Kinds whose names tell what a session was about."""

Names = Mapping[Kind, Counter[AppText]]
"""How often each thing was tapped and each custom event sent."""


def names_in(told: Digest, window: Window) -> Names:
    """What was tapped and sent in a part of a story."""
    walk, events = told.walk, told.story.events
    found: dict[Kind, Counter[AppText]] = {}
    for kind in (Kind.TAP, Kind.CUSTOM):
        places = walk.places.get(kind, [])
        places = places[bisect_left(places, window.first) : bisect_left(places, window.stop)]
        found[kind] = Counter([event.name or event.target for event in map(events.__getitem__, places)])
    return found


def often(told: Digest, chosen: Chosen, names: Names) -> Shown:
    """The names that come most often among the events that have no line."""
    events, followers = told.story.events, told.walk.followers
    shown: Counter[tuple[Kind, AppText]] = Counter()
    for index in chosen.indexes:
        for event in map(events.__getitem__, (index, *followers.get(index, ()))):
            if event.kind in names:
                shown[event.kind, event.name or event.target] += 1
    counts = [
        (total - shown[kind, name], kind, name)
        for kind, totals in names.items()
        for name, total in totals.items()
        if name and total - shown[kind, name] >= OFTEN
    ]
    often = [
        say(WORDS[kind], " ", quoted(name, 40), " x", number(count))
        for count, kind, name in sorted(counts, key=lambda found: (-found[0], found[1:]))[:SHOWN_OFTEN]
    ]
    return say(" Most often: ", joined(", ", often), ".") if often else say()
