"""What the person saw at a moment, in words: the page of a browser, or which frame of a phone's screen is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, LiteralString

from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.look import Look
from devrev_sessions.screen.frames import FrameChoice, Timing
from devrev_sessions.screen.picture import Picture
from devrev_sessions.screen.seen import Piece
from devrev_sessions.screen.sight import THEN_MS, Sight
from devrev_sessions.text.calls import Address, call, ident, part_argument
from devrev_sessions.text.door import Shown, joined, named, number, ours, plural, quoted, say
from devrev_sessions.text.header import QUOTED, title
from devrev_sessions.text.incidents import kind_and_name
from devrev_sessions.text.lines import Lines
from devrev_sessions.text.on_page import change_lines, page_lines, piece_line
from devrev_sessions.timeline.clock import clock, lasting

NAME_WIDTH: Final = 60
BESIDE: Final = 3
"""Events on both sides of the moment."""
NEAR_MS: Final = 10_000
"""No event further away is told beside it, and a page that stood still for longer is said to have."""
AT_ONCE_MS: Final = 50
QUOTED_PAGE: Final = say(
    "Text in double quotes was written by the app or its user, masked where the app masks it. Not told: what was typed "
    "into fields, and whether something lay outside the window or was covered."
)
TIMINGS: Final[dict[Timing, LiteralString]] = {
    "numbered by time": "the frames are numbered by the time they were taken",
    "numbered by offset": "the frames' numbers fit milliseconds from the start, and were taken for that",
    "spread evenly": "DevRev gives frames no times, so they were spread evenly over the recording; "
    "it may show another moment, some seconds away",
    "only one": "it is the only frame, whenever it was taken",
}


@dataclass(frozen=True, slots=True)
class ScreenText:
    """The text, and its parts for data."""

    text: str
    moment: Shown
    how: Shown
    page: Shown | None = None
    clicked: Shown | None = None
    focus: Shown | None = None
    seen: tuple[Shown, ...] = ()
    then: tuple[Shown, ...] = ()
    events: tuple[Shown, ...] = ()
    missing: tuple[Shown, ...] = ()
    next: tuple[Shown, ...] = ()


def page_text(told: Digest, look: Look, address: Address, sight: Sight, offset_ms: int, unread: int) -> ScreenText:
    """The page of a browser.

    `offset_ms` is where the page stands on the tab's clock, `unread` how many packets about it could not be read.
    """
    moment, events, calls = _moment(told, look), _beside(told, look), _calls(told, look, address)
    clicked = next((piece for piece in reversed(sight.pieces) if piece.clicked), None)
    focused = next((piece for piece in reversed(sight.pieces) if piece.focused), None)
    click = _clicked(clicked, sight) if clicked else None
    focus = piece_line(focused, still=True) if focused else None
    how = _rebuilt(sight, look, offset_ms)
    page = _page(sight)
    lost = (_lost(sight, unread),) if unread or sight.missed else ()
    seen, then = page_lines(sight.pieces), change_lines(sight)
    marks = [*([say("Last click: ", click, ".")] if click else []), *([say("Focus: ", focus, ".")] if focus else [])]
    lines = [title(told.story), *moment, page, how, *([joined(" ", marks)] if marks else []), *lost, QUOTED_PAGE]
    lines += [say(), say("## On the page"), *seen]
    lines += [say(), say("## Within 3 s after"), *then]
    lines += _closing(events, calls)
    return ScreenText(
        "\n".join(lines), joined(" ", list(moment)), how, page, click, focus, seen, then, events, lost, calls
    )


def frame_text(
    told: Digest, look: Look, address: Address, choice: FrameChoice, picture: Picture, *, certain: bool
) -> ScreenText:
    """The frame of a phone's screen that stands beside the text as an image."""
    moment, events, calls = _moment(told, look), _beside(told, look), _calls(told, look, address)
    how = _mapped(choice, look, certain=certain)
    width, height = picture.original
    size = say(
        "Image: ", ours(f"{picture.width} x {picture.height}"), " pixels",
        say(", scaled from ", ours(f"{width} x {height}")) if (picture.width, picture.height) != (width, height)
        else say(), ", masked as recorded.",
    )  # fmt: skip
    lines = [title(told.story), *moment, how, size, QUOTED, *_closing(events, calls)]
    return ScreenText("\n".join(lines), joined(" ", list(moment)), how, events=events, next=calls)


def nothing_text(told: Digest, look: Look, address: Address, reasons: Sequence[Shown]) -> ScreenText:
    """Why there is nothing to look at, with the events of the moment instead."""
    moment, events, calls = _moment(told, look), _beside(told, look), _calls(told, look, address)
    lines = [title(told.story), *moment, *reasons, QUOTED, *_closing(events, calls)]
    why = joined(" ", list(moment))
    return ScreenText("\n".join(lines), why, say(), missing=tuple(reasons), events=events, next=calls)


def _moment(told: Digest, look: Look) -> tuple[Shown, ...]:
    """What is looked at, and why where nobody named it."""
    story = told.story
    recording = story.recordings[0]
    noun: LiteralString = "tab " if recording.medium == "web" else "recording "
    where = say(" in ", noun, ident(recording.part_id))
    at = say("Moment: ", ours(clock(look.at_ms, tenths=True)), where, ".")
    if look.index is not None:
        nearest, step = told.story.events[look.index], Lines(told, each=True).step(look.index)
        near = nearest.at_ms == look.at_ms
        at = say("Moment: ", step, where, ".") if near else say(Shown(at[:-1]), "; nearest event: ", step, ".")
    if look.incident is None:
        return (at,)
    return (at, say("Chosen as the worst incident: ", kind_and_name(look.incident, NAME_WIDTH), "."))


def _beside(told: Digest, look: Look) -> tuple[Shown, ...]:
    """The lines of the events around the moment."""
    if look.index is None:
        return ()
    lines = Lines(told, each=True)
    events = told.story.events
    near = range(max(0, look.index - BESIDE), min(len(events), look.index + BESIDE + 1))
    return tuple(lines.line(index) for index in near if abs(events[index].at_ms - look.at_ms) <= NEAR_MS)


def _calls(told: Digest, look: Look, address: Address) -> tuple[Shown, ...]:
    recording = told.story.recordings[0]
    ref = Lines(told).own_ref(look.index) if look.index is not None else None
    named_part = {part_argument(recording.medium): recording.part_id}
    shown = call("get_session_recording", address, **named_part, around=ref, detail="full")
    return (say("Everything around it: ", shown),) if shown else ()


def _closing(events: Sequence[Shown], calls: Sequence[Shown]) -> list[Shown]:
    lines: list[Shown] = []
    if events:
        lines += [say(), say("## Events around it"), *events]
    if calls:
        lines += [say(), say("## Next"), *(say("- ", each) for each in calls)]
    return lines


def _page(sight: Sight) -> Shown:
    place = quoted(sight.address.partition("?")[0], 120) if sight.address else say("an unknown address")
    name = say(" ", quoted(sight.title, 120)) if sight.title else say()
    window = say(", window ", ours(f"{sight.width} x {sight.height}")) if sight.width and sight.height else say()
    return say("Page", name, " at ", place, window, ".")


def _rebuilt(sight: Sight, look: Look, offset_ms: int) -> Shown:
    """From what the page was built again, and how near that is to the moment."""
    whole_ms = offset_ms - round(sight.at_ms - sight.built_ms)
    built = say("Built again from the page as recorded at ", ours(clock(whole_ms, tenths=True)))
    changes = say(" and ", plural(sight.changes, "change"), " since") if sight.changes else say()
    late_ms = offset_ms - look.at_ms
    if late_ms > THEN_MS:
        return say(built, changes, ": the first there is, ", ours(lasting(late_ms)), " after the moment.")
    still_ms = round(sight.at_ms - sight.last_ms)
    if still_ms > NEAR_MS:
        return say(built, changes, "; nothing was recorded for ", ours(lasting(still_ms)), " before the moment.")
    return say(built, changes, ": exact to the moment.")


def _lost(sight: Sight, unread: int) -> Shown:
    if unread:
        return say("Unsure: ", plural(unread, "packet"), " could not be read, so changes of the page may be missing.")
    return say("Unsure: ", plural(sight.missed, "change"), " did not fit the page; something of it was not recorded.")


def _clicked(piece: Piece, sight: Sight) -> Shown:
    ago_ms = round(sight.at_ms - sight.clicked_ms) if sight.clicked_ms is not None else 0
    when = say(", at the moment") if ago_ms <= AT_ONCE_MS else say(", ", ours(lasting(ago_ms)), " before")
    return say(piece_line(piece, still=True), when)


def _mapped(choice: FrameChoice, look: Look, *, certain: bool) -> Shown:
    """Which frame it is, and how sure that it shows the moment."""
    which = say("Frame ", named(choice.number, 30)) if choice.number else say("A frame")
    of = say(" of ", number(choice.frames)) if choice.frames > 1 else say()
    away_ms = choice.at_ms - look.at_ms
    near = say()
    if choice.timing != "only one" and choice.frames:
        side: LiteralString = "after" if away_ms > 0 else "before"
        at = ours(clock(choice.at_ms, tenths=True))
        near = say(", at ", at, say(", ", ours(lasting(abs(away_ms))), " ", side, " the moment") if away_ms else say())
    how = say(which, of, near, ": ", TIMINGS[choice.timing])
    if choice.timing == "spread evenly" and choice.apart_ms:
        how = say(how, " (one every ", ours(lasting(choice.apart_ms)), ")")
    if not certain:
        how = say(how, "; no file of the archive bears its name, so the image was chosen by its place: unsure")
    return say(how, ".")
