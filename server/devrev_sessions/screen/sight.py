"""A page as a person saw it at a moment, and what came and went on it right after."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from devrev_sessions.screen.packets import PageEvent
from devrev_sessions.screen.page import CHANGE, SNAPSHOT, Page, page_at
from devrev_sessions.screen.pointing import CLICK, DOUBLE_CLICK, POINTER, TOUCH_END
from devrev_sessions.screen.seen import Piece, seen_on, title_of
from devrev_sessions.timeline.events import AppText

THEN_MS: Final = 3_000
"""What answers an action is seen by then: within about a second a person still takes it for the answer, and a slow
network needs two more (Nielsen, Response Times, 1993)."""
SETTLED_MS: Final = 500
"""After a page was opened: by then what was at hand is drawn, and nothing was done yet."""
Act = Literal["click", "opening"]
SAME_CLICK_MS: Final = 500
"""How far apart the clocks of the timeline and of the page's recorder may tell one click."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What there was to see at `at_ms`, milliseconds since 1970 as all times here.

    `appeared` and `gone` is what THEN_MS changed, None where nothing was recorded for so long.
    """

    at_ms: float
    title: AppText
    address: str
    width: int | None
    height: int | None
    pieces: tuple[Piece, ...]
    clicked_ms: float | None
    last_ms: float
    """When anything was recorded last until then."""
    built_ms: float
    """When the page was written down as a whole; what came after are changes to it."""
    changes: int
    missed: int
    """Changes that did not fit the page, as those of packets that could not be read."""
    appeared: tuple[Piece, ...] | None
    gone: tuple[Piece, ...] | None


def sight_at(
    events: Sequence[PageEvent], at_ms: float, act: Act | None = None, *, goes_on: bool = False
) -> Sight | None:
    """The page at a moment, or the first one after it; None where no page was ever written down as a whole.

    `act` is what the moment tells of. Of a click the page is that of the recorder's own click nearest to it, of the
    opening of a page the one that was opened, as it stood SETTLED_MS later. Where it `goes_on`, the recording does so
    after the moment, whether anything changed on the page or not.
    """
    at_ms = _click_near(events, at_ms) if act == "click" else _opened(events, at_ms) if act == "opening" else at_ms
    first_ms = next((event.at_ms for event in events if event.kind == SNAPSHOT), None)
    if first_ms is None:
        return None
    at_ms = max(at_ms, first_ms)
    page = page_at(events, at_ms)
    if page is None:
        return None
    pieces = seen_on(page)
    appeared, gone = _changed(pieces, _later(events, at_ms, goes_on=goes_on))
    return Sight(
        at_ms,
        title_of(page),
        page.address,
        page.width,
        page.height,
        pieces,
        page.clicked_ms,
        max(event.at_ms for event in events if event.at_ms <= at_ms),
        page.built_ms or first_ms,
        page.changes,
        page.missed,
        appeared,
        gone,
    )


def _click_near(events: Iterable[PageEvent], at_ms: float) -> float:
    clicks = [event.at_ms for event in events if _is_click(event) and abs(event.at_ms - at_ms) <= SAME_CLICK_MS]
    return min(clicks, key=lambda click_ms: abs(click_ms - at_ms), default=at_ms)


def _opened(events: Iterable[PageEvent], at_ms: float) -> float:
    """When the page stood that is opened about then."""
    near = (event.at_ms for event in events if event.kind == SNAPSHOT)
    return next((each for each in near if -SAME_CLICK_MS <= each - at_ms <= THEN_MS), at_ms) + SETTLED_MS


def _is_click(event: PageEvent) -> bool:
    if event.kind != CHANGE or event.found.get("source") != POINTER:
        return False
    return event.found.get("type") in (CLICK, DOUBLE_CLICK, TOUCH_END)


def _later(events: Sequence[PageEvent], at_ms: float, *, goes_on: bool) -> Page | None:
    """The page THEN_MS later, where anything was recorded after the moment."""
    return page_at(events, at_ms + THEN_MS) if goes_on or events[-1].at_ms > at_ms else None


def _changed(
    pieces: tuple[Piece, ...], later: Page | None
) -> tuple[tuple[Piece, ...] | None, tuple[Piece, ...] | None]:
    if later is None:
        return None, None
    before, after = [_still(piece) for piece in pieces], [_still(piece) for piece in seen_on(later)]
    return _without(after, before), _without(before, after)


def _still(piece: Piece) -> Piece:
    """A piece without what a person did to it."""
    return replace(piece, focused=False, clicked=False)


def _without(pieces: Iterable[Piece], others: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces that are not among the others, each as often as there are more of it."""
    left = Counter(others)
    found: list[Piece] = []
    for piece in pieces:
        if left[piece]:
            left[piece] -= 1
        else:
            found.append(piece)
    return tuple(found)
