"""What the person saw at a moment, in words: the page of a browser, or which frame of a phone's screen is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, LiteralString

from devrev_sessions.digest.chains import screen_at
from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.look import Look
from devrev_sessions.screen.frame.frames import FrameChoice, Timing
from devrev_sessions.screen.frame.picture import Picture
from devrev_sessions.screen.seen import Piece
from devrev_sessions.screen.sight import SAME_CLICK_MS, THEN_MS, Sight
from devrev_sessions.text.calls import Address, call, ident, part_argument
from devrev_sessions.text.door import Shown, joined, named, number, ours, plural, quoted, say
from devrev_sessions.text.header import QUOTED, title
from devrev_sessions.text.incidents import kind_and_name
from devrev_sessions.text.lines import Lines
from devrev_sessions.text.on_page import change_lines, page_lines, piece_line
from devrev_sessions.timeline.clock import clock, lasting
from devrev_sessions.timeline.events import Kind

NAME_WIDTH: Final = 60
BESIDE: Final = 3
"""Events on both sides of the moment."""
NEAR_MS: Final = 10_000
"""No event further away is told beside it, and a page that stood still for longer is said to have."""
AT_ONCE_MS: Final = 50
"""Nobody does anything in so short a time."""
APART_MS: Final = 5_000
"""How far outside a recording a moment is still taken for one of its ends."""
NEIGHBOUR_MS: Final = 2_000
"""How far the frames before and after are that are offered, or two frames where those are further apart."""
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
class View:
    """A moment of one recording or tab, and how further calls name its session.

    `place` is which recording of the session it is, from 1, where that is known.
    """

    told: Digest
    look: Look
    address: Address
    place: int | None = None


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


def page_text(view: View, sight: Sight, offset_ms: int, unread: int) -> ScreenText:
    """The page of a browser.

    `offset_ms` is where the page stands on the tab's clock, `unread` how many packets about it could not be read.
    """
    told, look = view.told, view.look
    moment, events, calls = _moment(view), _beside(told, look), _calls(view)
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


def frame_text(view: View, choice: FrameChoice, picture: Picture, *, certain: bool) -> ScreenText:
    """The frame of a phone's screen that stands beside the text as an image."""
    told, look = view.told, view.look
    calls = (*_neighbours(view, choice), *_calls(view))
    moment, events = (*_moment(view), *_screen(told, look)), _beside(told, look)
    how = _mapped(choice, look, certain=certain)
    width, height = picture.original
    size = say(
        "Image: ", ours(f"{picture.width} x {picture.height}"), " pixels",
        say(", scaled from ", ours(f"{width} x {height}")) if (picture.width, picture.height) != (width, height)
        else say(), ", masked as recorded.",
    )  # fmt: skip
    lines = [title(told.story), *moment, how, size, QUOTED, *_closing(events, calls)]
    return ScreenText("\n".join(lines), joined(" ", list(moment)), how, events=events, next=calls)


def nothing_text(view: View, reasons: Sequence[Shown]) -> ScreenText:
    """Why there is nothing to look at, with the events of the moment instead."""
    told = view.told
    moment, events, calls = _moment(view), _beside(told, view.look), _calls(view)
    lines = [title(told.story), *moment, *reasons, QUOTED, *_closing(events, calls)]
    why = joined(" ", list(moment))
    return ScreenText("\n".join(lines), why, say(), missing=tuple(reasons), events=events, next=calls)


def between(told: Digest, look: Look, address: Address) -> ScreenText | None:
    """Why nothing of a moment of a session can be shown: it lies between recordings. None where it does not."""
    if look.index is None or look.of_event:
        return None
    events, lines = told.story.events, Lines(told, each=True)
    nearest = events[look.index]
    part = told.story.parts[nearest.part]
    start_ms = part.begins_ms
    end_ms = start_ms + (part.recording.duration_ms if part.recording else 0)
    if start_ms - APART_MS <= look.at_ms <= end_ms + APART_MS:
        return None
    before = next((index for index in range(len(events) - 1, -1, -1) if events[index].at_ms <= look.at_ms), None)
    after = next((index for index, event in enumerate(events) if event.at_ms > look.at_ms), None)
    beside = [index for index in (before, after) if index is not None]
    at = ours(clock(look.at_ms, tenths=True))
    reason = say("Nothing was recorded at ", at, " of the session: its recordings end before it and begin after it.")
    shown = tuple(lines.line(index) for index in beside)
    calls: list[Shown] = []
    for index in beside:
        event = events[index]
        recording = told.story.parts[event.part].recording
        named_part = {part_argument(recording.medium if recording else "mobile"): told.story.parts[event.part].part_id}
        if found := call("get_session_screen", address, **named_part, around=f"#{event.n}"):
            calls.append(say("The screen at ", lines.ref(index), ": ", found))
    text = "\n".join([title(told.story), reason, QUOTED, *_closing(shown, calls)])
    return ScreenText(text, reason, say(), missing=(reason,), events=shown, next=tuple(calls))


def _moment(view: View) -> tuple[Shown, ...]:
    """What is looked at, why where nobody named it, and whether the recording was paused then."""
    told, look = view.told, view.look
    recording = told.story.recordings[0]
    noun: LiteralString = "tab " if recording.medium == "web" else "recording "
    of = say(" (r", number(view.place), " of the session)") if view.place else say()
    where = say(" in ", noun, ident(recording.part_id), of)
    at = ours(clock(look.at_ms, tenths=True))
    lines = [say("Moment: ", _when(told, look, at), where, ".")]
    if look.incident:
        lines.append(say("Chosen as the worst incident: ", kind_and_name(look.incident, NAME_WIDTH), "."))
    return (*lines, *_paused(told, look))


def _when(told: Digest, look: Look, at: Shown) -> Shown:
    if look.index is None:
        return at
    step = Lines(told, each=True).step(look.index)
    after_ms = look.at_ms - told.story.events[look.index].at_ms
    if look.of_event:
        return say(at, ", ", ours(lasting(after_ms)), " after ", step) if after_ms else step
    return say(at, ", nearest to ", step) if abs(after_ms) > AT_ONCE_MS else step


def _paused(told: Digest, look: Look) -> tuple[Shown, ...]:
    """That the app let nothing be recorded at the moment."""
    events = told.story.events
    marks = [index for index, event in enumerate(events) if event.kind in {Kind.PAUSE, Kind.RESUME}]
    before = next((index for index in reversed(marks) if events[index].at_ms <= look.at_ms), None)
    if before is None or events[before].kind is Kind.RESUME or events[before].at_ms == look.at_ms:
        return ()
    lines = Lines(told, each=True)
    after = next((index for index in marks if index > before and events[index].kind is Kind.RESUME), None)
    until = say(" to ", lines.at(after), " [", lines.ref(after), "]") if after is not None else say(" on")
    return (
        say("The app had the recording paused from ", lines.at(before), " [", lines.ref(before), "]", until,
            ": what is shown may be from before or after."),
    )  # fmt: skip


def _screen(told: Digest, look: Look) -> tuple[Shown, ...]:
    """Which screen it was by the events, to compare with what the image shows."""
    screen = screen_at(told.walk, look.index) if look.index is not None else ""
    return (say("By the events the screen was ", named(screen, NAME_WIDTH), "."),) if screen else ()


def _neighbours(view: View, choice: FrameChoice) -> tuple[Shown, ...]:
    """The calls for a frame before and one after."""
    recording, away_ms = view.told.story.recordings[0], max(NEIGHBOUR_MS, 2 * choice.apart_ms)
    times = {"earlier": view.look.at_ms - away_ms, "later": view.look.at_ms + away_ms}
    found: list[Shown] = []
    for word, at_ms in times.items():
        if choice.frames > 1 and 0 <= at_ms <= recording.duration_ms:
            around = clock(at_ms, tenths=True)
            shown = call("get_session_screen", view.address, recording_id=recording.part_id, around=around)
            if shown:
                found.append(say(ours(lasting(away_ms)), " ", ours(word), ": ", shown))
    return tuple(found)


def _beside(told: Digest, look: Look) -> tuple[Shown, ...]:
    """The lines of the events around the moment."""
    if look.index is None:
        return ()
    lines = Lines(told, each=True)
    events = told.story.events
    near = range(max(0, look.index - BESIDE), min(len(events), look.index + BESIDE + 1))
    return tuple(lines.line(index) for index in near if abs(events[index].at_ms - look.at_ms) <= NEAR_MS)


def _calls(view: View) -> tuple[Shown, ...]:
    told, look, address = view.told, view.look, view.address
    recording = told.story.recordings[0]
    if look.index is None:
        return ()
    ref = Lines(told).own_ref(look.index)
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
    if late_ms > SAME_CLICK_MS:
        return say(built, changes, ": as it stood ", ours(lasting(late_ms)), " after the moment.")
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
