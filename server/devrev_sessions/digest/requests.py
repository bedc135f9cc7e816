"""Requests that failed or took very long: each once, with the later success of one that failed."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, TypeAlias

from devrev_sessions.digest.incident import Incident
from devrev_sessions.digest.thresholds import VERY_SLOW_REQUEST_MS
from devrev_sessions.digest.walk import Scan
from devrev_sessions.digest.words import likeness_of
from devrev_sessions.timeline.events import AppText, Event
from devrev_sessions.timeline.properties import read_properties

METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"})
"""The methods of HTTP (RFC 9110, RFC 5789)."""

Likeness: TypeAlias = tuple[str, str]
"""A request's method, as far as it is told, and its name without ids."""


def from_requests(walk: Scan) -> Iterator[Incident]:
    """The incidents of requests."""
    for group in _by_likeness(walk, walk.failed).values():
        first = walk.events[group[0]]
        yield Incident(
            "failed_request",
            first.part,
            tuple(group),
            _name(walk, group),
            settled=_settled(walk, group),
            messages=_other_complaints(walk, group),
            reported=not walk.exchanges[group[0]].masked,
        )
    groups = _by_likeness(walk, walk.slow).values()
    for group in groups:
        if any((walk.exchanges[i].took_ms or 0) >= VERY_SLOW_REQUEST_MS for i in group):
            first = walk.events[group[0]]
            yield Incident("slow_request", first.part, tuple(group), _name(walk, group), reported=False)


def _other_complaints(walk: Scan, group: Sequence[int]) -> tuple[AppText, ...]:
    """What later answers complained of, where the first one did not; ids and counters make no difference."""
    said = [walk.exchanges[index].complaint for index in group]
    by_likeness = {likeness_of(each): each for each in reversed(said) if each}
    by_likeness.pop(likeness_of(said[0]), None)
    return tuple(reversed(by_likeness.values()))


def method_of(event: Event) -> str:
    """The method of a request: the first word of its name, or what was told of it beside; empty where it is not."""
    word = event.name.partition(" ")[0]
    if word.upper() in METHODS:
        return word.upper()
    for raw in (event.request, event.properties):
        told = read_properties(raw).get("method")
        if isinstance(told, str) and told.upper() in METHODS:
            return told.upper()
    return ""


def _by_likeness(walk: Scan, indexes: Sequence[int]) -> Mapping[Likeness, list[int]]:
    groups: dict[Likeness, list[int]] = {}
    for index in indexes:
        event = walk.events[index]
        groups.setdefault((method_of(event), likeness_of(event.name)), []).append(index)
    return groups


def _name(walk: Scan, group: Sequence[int]) -> AppText:
    """The name they share; of names that differ in an id, what they share."""
    names = {walk.events[index].name for index in group}
    first = walk.events[group[0]].name
    return first if len(names) == 1 else AppText(likeness_of(first))


def _settled(walk: Scan, group: Sequence[int]) -> int | None:
    """The success after which nothing of the group is left undone: each of its requests worked after it had failed."""
    last_of = {walk.events[index].name: index for index in group}
    worked = [_worked_after(walk, index) for index in last_of.values()]
    done = [index for index in worked if index is not None]
    return max(done) if len(done) == len(worked) else None


def _worked_after(walk: Scan, index: int) -> int | None:
    """The first success of a request after it failed, by the same method where both tell one."""
    event = walk.events[index]
    calls = walk.requests[event.name]
    method = method_of(event)
    for later in islice(calls, bisect_right(calls, index), None):
        exchange = walk.exchanges[later]
        meanwhile = walk.ended_ms(later) < walk.ended_ms(index)
        if exchange.failed or exchange.pending or meanwhile:
            continue
        if {method, method_of(walk.events[later])} in ({method}, {method, ""}):
            return later
    return None
