"""A page as a person saw it at a moment, what they had clicked, and what came of it right after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from devrev_sessions.screen.after import THEN_MS, Aftermath, after, is_click
from devrev_sessions.screen.packets import PageEvent
from devrev_sessions.screen.page import SNAPSHOT, Page, page_at
from devrev_sessions.screen.seen import Piece, seen_on, title_of
from devrev_sessions.screen.style.cascade import was_left_out
from devrev_sessions.timeline.events import AppText

SETTLED_MS: Final = 500
"""After a page was opened: by then what was at hand is drawn, and nothing was done yet."""
SAME_CLICK_MS: Final = 500
"""How far apart the clocks of the timeline and of the page's recorder may tell one click."""
TOLD_CLICK_MS: Final = 60_000
"""A click that long ago says nothing of the moment."""
LARGEST: Final = 20_000
"""Elements up to which a page is told once more for the click: that many take half a second."""
Act = Literal["click", "opening"]


@dataclass(frozen=True, slots=True)
class Sight:
    """What there was to see at `at_ms`, milliseconds since 1970 as all times here.

    `click` is what was clicked last as it stood then, with its time; `click_stands` whether it is there still.
    """

    at_ms: float
    title: AppText
    address: str
    width: int | None
    height: int | None
    scrolled: int
    """Pixels by which the page was scrolled down."""
    pieces: tuple[Piece, ...]
    click: Piece | None
    clicked_ms: float | None
    click_stands: bool
    last_ms: float
    """When anything was recorded last until then."""
    built_ms: float
    """When the page was written down as a whole; what came after are changes to it."""
    changes: int
    missed: int
    """Changes that did not fit the page, as those of packets that could not be read."""
    unstyled: int
    """Style sheets of which the text was not recorded, so that something they hide may be told."""
    aftermath: Aftermath | None
    """What came of it; None where nothing was recorded for so long."""


def sight_at(
    events: Sequence[PageEvent], at_ms: float, act: Act | None = None, *, goes_on: bool = False
) -> Sight | None:
    """The page at a moment, or the first one after it; None where no page was ever written down as a whole.

    `act` is what the moment tells of. Of a click the page is that of the recorder's own click nearest to it, of the
    opening of a page the one that was opened, as it stood SETTLED_MS later. Where it `goes_on`, the recording does so
    after the moment, whether anything changed on the page or not.
    """
    first_ms = next((event.at_ms for event in events if event.kind == SNAPSHOT), None)
    if first_ms is None:
        return None
    place = _click_near(events, at_ms) if act == "click" else None
    at_ms = events[place].at_ms if place is not None else _opened(events, at_ms) if act == "opening" else at_ms
    at_ms = max(at_ms, first_ms)
    # What a click sets off may carry the same time; what was clicked is the page before it.
    last = place if place is not None and at_ms > first_ms else len(events) - 1
    page = page_at(events[: last + 1], at_ms)
    if page is None:
        return None
    pieces = seen_on(page)
    clicked = _last_click(events, at_ms)
    told_already = clicked == last or len(page.nodes) > LARGEST
    click = _clicked_among(pieces) if told_already else _click_of(events, clicked, at_ms)
    known = goes_on or events[-1].at_ms > at_ms
    return Sight(
        at_ms,
        title_of(page),
        page.address,
        page.width,
        page.height,
        page.scrolled,
        pieces,
        click,
        page.clicked_ms if click else None,
        click is not None and any((each.kind, each.text) == (click.kind, click.text) for each in pieces),
        max(event.at_ms for event in events if event.at_ms <= at_ms),
        page.built_ms or first_ms,
        page.changes,
        page.missed,
        unstyled(page),
        after(events, at_ms, page, pieces) if known else None,
    )


def unstyled(page: Page) -> int:
    """How many style sheets the page asked for whose text nobody wrote down."""
    return sum(map(was_left_out, page.nodes.values()))


def _click_near(events: Sequence[PageEvent], at_ms: float) -> int | None:
    """The place of the recorded click that a moment tells of."""
    near = [
        place for place, event in enumerate(events) if is_click(event) and abs(event.at_ms - at_ms) <= SAME_CLICK_MS
    ]
    return min(near, key=lambda place: abs(events[place].at_ms - at_ms), default=None)


def _opened(events: Iterable[PageEvent], at_ms: float) -> float:
    """When the page stood that is opened about then."""
    near = (event.at_ms for event in events if event.kind == SNAPSHOT)
    return next((each for each in near if -SAME_CLICK_MS <= each - at_ms <= THEN_MS), at_ms) + SETTLED_MS


def _clicked_among(pieces: Sequence[Piece]) -> Piece | None:
    found = next((piece for piece in reversed(pieces) if piece.clicked), None)
    return replace(found, focused=False, clicked=False) if found else None


def _last_click(events: Sequence[PageEvent], at_ms: float) -> int | None:
    """The place of the last click until then."""
    backwards = range(len(events) - 1, -1, -1)
    return next((place for place in backwards if events[place].at_ms <= at_ms and is_click(events[place])), None)


def _click_of(events: Sequence[PageEvent], place: int | None, at_ms: float) -> Piece | None:
    """What was clicked at a place, by the name it had then; None for a click that is long past."""
    if place is None or at_ms - events[place].at_ms > TOLD_CLICK_MS:
        return None
    then = page_at(events[: place + 1], events[place].at_ms)
    return _clicked_among(seen_on(then)) if then else None
