"""What came and went on a page right after a moment, also what was gone again before the end."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from devrev_sessions.screen.packets import PageEvent
from devrev_sessions.screen.page import CHANGE, LOADED, META, PARSED, SNAPSHOT, Page, page_at
from devrev_sessions.screen.pointing import CLICK, DOUBLE_CLICK, POINTER, TOUCH_END
from devrev_sessions.screen.seen import Piece, seen_on, title_of
from devrev_sessions.timeline.events import AppText

THEN_MS: Final = 3_000
"""What answers an action is seen by then: within about a second a person still takes it for the answer, and a slow
network needs two more (Nielsen, Response Times, 1993)."""
BURST_MS: Final = 40
"""Changes nearer to each other are one to the eye (24 pictures a second)."""
LOOKS: Final = ((5_000, 14), (20_000, 5), (10**9, 1))
"""How often a page of up to so many elements is looked at within THEN_MS: telling 20,000 takes half a second."""
ALWAYS_DRAWN: Final = frozenset({1, 3, 6})
"""Sources of changes after which a page reads as before: moves and scrolling (rrweb's IncrementalSource)."""

How = Literal["appeared", "gone", "now"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A piece that appeared, one that is gone, or one that is still there in another state: since when, and of what
    appeared until when it stayed. Times are milliseconds after the moment."""

    how: How
    piece: Piece
    after_ms: int
    until_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What THEN_MS changed, or as much of it as lies before the next click (`ended_ms`) elsewhere on the page.

    `another` is the title and the address of a page that was opened meanwhile.
    """

    differences: tuple[Difference, ...]
    ended_ms: int | None = None
    another: tuple[AppText, str] | None = None


def after(events: Sequence[PageEvent], at_ms: float, before: Page, pieces: Sequence[Piece]) -> Aftermath:
    """What became of a page as it stood at a moment, on which `pieces` were seen."""
    start = max((place for place, event in enumerate(events) if event.kind == META and event.at_ms <= at_ms), default=0)
    end_ms, next_click = _end(events, at_ms, before.clicked)
    later = [event for event in events[start:] if event.at_ms <= end_ms]
    opened = next((e for e in later if e.kind == SNAPSHOT and e.at_ms > at_ms and _is_another(later, at_ms, e)), None)
    if opened:
        page = page_at(later, end_ms)
        named = (title_of(page), page.address) if page else (AppText(""), "")
        return Aftermath((), None, named)
    states = [(0, _still(pieces))]
    for moment_ms in _moments(later, at_ms, len(before.nodes)):
        page = page_at(later, moment_ms)
        if page:
            states.append((round(moment_ms - at_ms), _still(seen_on(page))))
    ended_ms = round(next_click - at_ms) if next_click is not None else None
    return Aftermath(tuple(_differences(states)), ended_ms)


def is_click(event: PageEvent) -> bool:
    """Whether an event of rrweb is a click or a tap."""
    if event.kind != CHANGE or event.found.get("source") != POINTER:
        return False
    return event.found.get("type") in (CLICK, DOUBLE_CLICK, TOUCH_END)


def _end(events: Sequence[PageEvent], at_ms: float, clicked: int | None) -> tuple[float, float | None]:
    """Until when changes are what the moment set off, and the click that comes before THEN_MS."""
    for event in events:
        if at_ms < event.at_ms <= at_ms + THEN_MS and is_click(event) and event.found.get("id") != clicked:
            return event.at_ms - 1, event.at_ms
    return at_ms + THEN_MS, None


def _is_another(later: Sequence[PageEvent], at_ms: float, snapshot: PageEvent) -> bool:
    """Whether a whole page that was written down is of another address, or of a page that was loaded anew."""
    before = [event for event in later if event.kind == META and event.at_ms <= at_ms]
    since = [event for event in later if at_ms < event.at_ms <= snapshot.at_ms]
    addresses = {event.found.get("href") for event in (*before[-1:], *since) if event.kind == META}
    return len(addresses) > 1 or any(event.kind in {PARSED, LOADED} for event in since)


def _moments(later: Sequence[PageEvent], at_ms: float, size: int) -> list[float]:
    """When to look: after each burst of changes and at the end, as often as a page of `size` elements allows."""
    changes = [event.at_ms for event in later if event.at_ms >= at_ms and _shows(event)]
    following = [*changes[1:], float("inf")][: len(changes)]
    ends = [one for one, other in zip(changes, following, strict=True) if other - one > BURST_MS]
    most = next(looks for nodes, looks in LOOKS if size <= nodes)
    if len(ends) > most:
        ends = [ends[(place + 1) * len(ends) // most - 1] for place in range(most)]
    return ends


def _shows(event: PageEvent) -> bool:
    if event.kind != CHANGE:
        return event.kind == SNAPSHOT
    return event.found.get("source") not in ALWAYS_DRAWN


def _still(pieces: Sequence[Piece]) -> Counter[Piece]:
    """The pieces without what a person did to them."""
    return Counter(replace(piece, focused=False, clicked=False) for piece in pieces)


def _differences(states: Sequence[tuple[int, Counter[Piece]]]) -> Iterator[Difference]:
    """What is not in the first state, or no more in the last, each once, in the order in which it came about."""
    before, end = states[0][1], states[-1][1]
    gone = list((before - end).elements())
    for piece in dict.fromkeys(piece for _, state in states[1:] for piece in state - before):
        since = next(after_ms for after_ms, state in states[1:] if state[piece] > before[piece])
        until = next((at for at, state in states[1:] if at > since and state[piece] <= before[piece]), None)
        same = next((each for each in gone if (each.kind, each.text) == (piece.kind, piece.text)), None)
        if same and until is None:
            gone.remove(same)
            yield Difference("now", piece, since)
        else:
            yield Difference("appeared", piece, since, until)
    for piece in gone:
        yield Difference("gone", piece, next(at for at, state in states[1:] if state[piece] < before[piece]))
