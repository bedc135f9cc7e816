"""A page of the web in words: what stood on it at a moment, how it was come by, and what came of it."""

from dataclasses import dataclass
from typing import Final, LiteralString

from devrev_sessions.digest.look import Look
from devrev_sessions.screen.after import THEN_MS
from devrev_sessions.screen.seen import Piece
from devrev_sessions.screen.sight import SAME_CLICK_MS, Sight
from devrev_sessions.text.door import Shown, joined, number, ours, plural, quoted, say
from devrev_sessions.text.header import title
from devrev_sessions.text.moment import (
    AT_ONCE_MS,
    NEAR_MS,
    ScreenText,
    View,
    beside_lines,
    closing_lines,
    moment_lines,
    onward_calls,
    screen_line,
)
from devrev_sessions.text.on_page import change_lines, page_lines, piece_line
from devrev_sessions.timeline.clock import clock, lasting

QUOTED_PAGE: Final = say(
    "Text in double quotes was written by the app or its user, masked where the app masks it. Not told: what was typed "
    "into fields, and whether something lay outside the window or was covered."
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What makes a page unsure: packets that could not be read, clicks of the timeline that the page's record lacks."""

    unread: int = 0
    unmatched_clicks: int = 0


def page_text(view: View, sight: Sight, offset_ms: int, doubt: Doubt = Doubt()) -> ScreenText:
    """The page of a browser; `offset_ms` is where it stands on the tab's clock."""
    events, calls = beside_lines(view), onward_calls(view)
    moment = moment_lines(view)
    focused = next((piece for piece in reversed(sight.pieces) if piece.focused), None)
    click = _clicked(sight.click, sight) if sight.click else None
    focus = piece_line(focused, still=True) if focused else None
    doubts = _doubts(sight, doubt)
    how, page = _rebuilt(sight, view.look, offset_ms, sure=not doubts), _page(sight)
    elsewhere = screen_line(view) if _is_elsewhere(view.screen, sight.address) else ()
    seen, then = page_lines(sight.pieces), change_lines(sight.aftermath)
    marks = [*([say("Last click: ", click, ".")] if click else []), *([say("Focus: ", focus, ".")] if focus else [])]
    lines = [title(view.told.story), *moment, page, *elsewhere, how, *doubts]
    lines += [*([joined(" ", marks)] if marks else []), QUOTED_PAGE]
    lines += [say(), say("## On the page"), *seen]
    lines += [say(), _heading(sight), *then]
    lines += closing_lines(events, calls)
    return ScreenText(
        "\n".join(lines), joined(" ", list(moment)), how, page, click, focus, seen, then, events, doubts, calls
    )


def _heading(sight: Sight) -> Shown:
    ended_ms = sight.aftermath.ended_ms if sight.aftermath else None
    if ended_ms is None:
        return say("## Within 3 s after")
    return say("## Until the next click, ", ours(lasting(ended_ms)), " after")


def _is_elsewhere(screen: str, address: str) -> bool:
    """Whether the events name another page than the recorder: one that a script opened within the one it knows."""
    return screen.startswith("/") and address.partition("://")[2].partition("/")[2].partition("?")[0] != screen[1:]


def _page(sight: Sight) -> Shown:
    place = quoted(sight.address.partition("?")[0], 120) if sight.address else say("an unknown address")
    name = say(" ", quoted(sight.title, 120)) if sight.title else say()
    window = say(", window ", ours(f"{sight.width} x {sight.height}")) if sight.width and sight.height else say()
    scrolled = say(", scrolled down by ", number(sight.scrolled), " px") if sight.scrolled > 0 else say()
    return say("Page", name, " at ", place, window, scrolled, ".")


def _rebuilt(sight: Sight, look: Look, offset_ms: int, *, sure: bool) -> Shown:
    """From what the page was built again, and how near that is to the moment."""
    whole_ms = offset_ms - round(sight.at_ms - sight.built_ms)
    recorded = (
        say(" at ", ours(clock(whole_ms, tenths=True))) if whole_ms >= 0 else say(" before the tab's first event")
    )
    built = say("Built again from the page as recorded", recorded)
    changes = say(" and ", plural(sight.changes, "change"), " since") if sight.changes else say()
    late_ms = offset_ms - look.at_ms
    if late_ms > THEN_MS:
        return say(built, changes, ": the first there is, ", ours(lasting(late_ms)), " after the moment.")
    if late_ms > SAME_CLICK_MS:
        return say(built, changes, ": as it stood ", ours(lasting(late_ms)), " after the moment.")
    still_ms = round(sight.at_ms - sight.last_ms)
    if still_ms > NEAR_MS:
        return say(built, changes, "; nothing was recorded for ", ours(lasting(still_ms)), " before the moment.")
    return say(built, changes, ": exact to the moment." if sure else ".")


def _doubts(sight: Sight, doubt: Doubt) -> tuple[Shown, ...]:
    """What may be missing or told too much."""
    found: list[Shown] = []
    if doubt.unread:
        found.append(say(plural(doubt.unread, "packet"), " could not be read, so changes of the page may be missing"))
    if doubt.unmatched_clicks:
        clicks = plural(doubt.unmatched_clicks, "click")
        found.append(say(clicks, " of the timeline before it are not in the recorded page, so changes may be missing"))
    if sight.missed:
        found.append(say(plural(sight.missed, "change"), " did not fit the page; something of it was not recorded"))
    if sight.unstyled:
        sheets = plural(sight.unstyled, "style sheet")
        found.append(say(sheets, " of the page were not recorded, so something may be told that was hidden"))
    return tuple(say("Unsure: ", each, ".") for each in found)


def _clicked(piece: Piece, sight: Sight) -> Shown:
    ago_ms = round(sight.at_ms - sight.clicked_ms) if sight.clicked_ms is not None else 0
    when = say(", at the moment") if ago_ms <= AT_ONCE_MS else say(", ", ours(lasting(ago_ms)), " before")
    left: LiteralString = "" if sight.click_stands else ", no longer on the page under that name"
    return say(piece_line(piece, still=True), when, left)
