"""Which events are drawn where a recording has more than a page can hold."""

from collections import Counter
from collections.abc import Collection
from typing import Final

from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.incident import Incident
from devrev_sessions.digest.thresholds import WEIGHT
from devrev_sessions.timeline.events import Kind

MOST_EVENTS: Final = 20_000
"""Twice the longest sample, two hours of ordinary use; as many take Chromium a quarter of a second to read and draw."""


def kept(told: Digest, noted: Collection[int], most: int = MOST_EVENTS) -> tuple[list[int], Counter[Kind]]:
    """The indexes of at most `most` events, in order, and how many of each kind are not among them.

    The least telling kinds go first, `noted` events last; the kind that would go in part is thinned evenly.
    """
    events = told.story.events
    if len(events) <= most:
        return list(range(len(events))), Counter()
    classes: dict[tuple[bool, int], list[int]] = {}
    for index, event in enumerate(events):
        classes.setdefault((index in noted, WEIGHT[event.kind]), []).append(index)
    chosen: list[int] = []
    for rank in sorted(classes, reverse=True):
        members, room = classes[rank], most - len(chosen)
        chosen.extend(members if len(members) <= room else _thinned(members, room))
    gone = Counter(event.kind for event in events)
    gone.subtract(events[index].kind for index in chosen)
    return sorted(chosen), +gone


def _thinned(members: list[int], room: int) -> list[int]:
    """As many of the members as there is room for, spread over all of them."""
    return [members[place * len(members) // room] for place in range(room)]


def named_in(incident: Incident) -> set[int]:
    """The events that an incident names."""
    steps = (*incident.indexes, *incident.before, *incident.after, incident.settled)
    return {index for index in (*steps, *(shown for _, shown in incident.reactions)) if index is not None}
