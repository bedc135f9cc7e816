"""Which frame of a phone's screen is shown beside the text, and how sure it is that it shows the moment."""

from typing import Final, LiteralString

from devrev_sessions.digest.look import Look
from devrev_sessions.screen.frame.frames import Found, FrameChoice, Timing
from devrev_sessions.screen.frame.picture import Picture
from devrev_sessions.text.calls import call
from devrev_sessions.text.door import Shown, joined, named, number, ours, say
from devrev_sessions.text.header import QUOTED, title
from devrev_sessions.text.moment import (
    ScreenText,
    View,
    beside_lines,
    closing_lines,
    moment_lines,
    onward_calls,
    screen_line,
)
from devrev_sessions.timeline.clock import clock, lasting

NEIGHBOUR_MS: Final = 2_000
"""How far the frames before and after are that are offered, or two frames where those are further apart."""
TIMINGS: Final[dict[Timing, LiteralString]] = {
    "numbered by time": "the frames are numbered by the time they were taken",
    "numbered by offset": "the frames' numbers fit milliseconds from the start, and were taken for that",
    "spread evenly": "DevRev gives frames no times, so they were spread evenly over the recording; "
    "it may show another moment, some seconds away",
    "only one": "it is the only frame, whenever it was taken",
}
FOUND: Final[dict[Found, LiteralString]] = {
    "single image": "",
    "by name": "",
    "nearest by name": "; frames nearer to the moment are not in the archive",
    "by place": "; no file of the archive bears its name, so the image was chosen by its place: unsure",
    "beside a damaged one": "; a frame nearer to the moment cannot be read",
}


def frame_text(view: View, choice: FrameChoice, picture: Picture, found: Found) -> ScreenText:
    """The frame of a phone's screen that stands beside the text as an image."""
    calls = (*_neighbours(view, choice), *onward_calls(view))
    moment, events = (*moment_lines(view), *screen_line(view)), beside_lines(view)
    how = _mapped(choice, view.look, found)
    width, height = picture.original
    size = say(
        "Image: ", ours(f"{picture.width} x {picture.height}"), " pixels",
        say(", scaled from ", ours(f"{width} x {height}")) if (picture.width, picture.height) != (width, height)
        else say(), ", masked as recorded.",
    )  # fmt: skip
    lines = [title(view.told.story), *moment, how, size, QUOTED, *closing_lines(events, calls)]
    return ScreenText("\n".join(lines), joined(" ", list(moment)), how, events=events, next=calls)


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


def _mapped(choice: FrameChoice, look: Look, found: Found) -> Shown:
    """Which frame it is, and how sure that it shows the moment."""
    if found == "single image":
        return say(
            "The file is a single image for ", number(choice.frames), " frames; which one it is cannot be known."
        )
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
    return say(how, FOUND[found], ".")
