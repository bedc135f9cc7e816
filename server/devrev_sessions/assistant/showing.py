"""A moment shown: the page of a browser in words, the frame of a phone as an image."""

from dataclasses import dataclass
from typing import Final

from devrev_sessions.assistant.answer import Answer, Image
from devrev_sessions.assistant.desk import Desk
from devrev_sessions.assistant.packets import PageReading, page_events
from devrev_sessions.assistant.screen_face import frame_face, screen_face
from devrev_sessions.devrev.replays import Replay
from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.look import Look
from devrev_sessions.errors import SessionsError, UnsupportedRecording
from devrev_sessions.screen.after import is_click
from devrev_sessions.screen.frame.archive import UnreadableFile, images_in
from devrev_sessions.screen.frame.frames import FrameChoice, frame_at, frames_in
from devrev_sessions.screen.frame.picture import MIME_TYPE, scaled
from devrev_sessions.screen.sight import SAME_CLICK_MS, Act, Sight, sight_at
from devrev_sessions.text.door import Shown, plural, say
from devrev_sessions.text.frame_sight import frame_text
from devrev_sessions.text.moment import View, nothing_text, onward_calls
from devrev_sessions.text.page_sight import Doubt, page_text
from devrev_sessions.timeline.events import Kind
from devrev_sessions.timeline.recording import Recording

ACTS: Final[dict[Kind, Act]] = {
    **dict.fromkeys((Kind.TAP, Kind.RAGE_TAP, Kind.DEAD_TAP), "click"),
    Kind.NAVIGATION: "opening",
}
"""Events of a page that its recorder tells as well."""
MOST_IMAGE_BYTES: Final = 27_000
"""36,000 characters in a result, of which all together stay under 48,000."""
NO_PAGE: Final = say(
    "DevRev has no recorded page of this tab: the app may not let pages be recorded, or they are no longer kept."
)
NO_FRAMES: Final = say(
    "DevRev has no frames of this recording: the app may not let its screen be recorded, or they are no longer kept."
)
NO_START: Final = say("When this tab began is not known, so no moment of its recorded page can be found.")


@dataclass(frozen=True, slots=True)
class Seeing:
    """A moment of one recording or tab, and the files in which it is shown."""

    view: View
    replay: Replay

    @property
    def told(self) -> Digest:
        """The recording with what was found out about it."""
        return self.view.told

    @property
    def look(self) -> Look:
        """The moment."""
        return self.view.look

    @property
    def recording(self) -> Recording:
        """The recording or tab."""
        return self.told.story.recordings[0]

    @property
    def started_ms(self) -> float | None:
        """When the recording's clock began, since 1970; where that is not known, when its first packet did."""
        started = self.recording.started_at
        if started:
            return started.timestamp() * 1000
        return min((link.begins_ms for link in self.replay.links if link.begins_ms is not None), default=None)


async def shown(seeing: Seeing, desk: Desk) -> Answer:
    """The page or the frame, or why there is none.

    Raises a SessionsError where there is one that cannot be had or read.
    """
    return await (_page(seeing, desk) if seeing.recording.medium == "web" else _frame(seeing, desk))


async def _page(seeing: Seeing, desk: Desk) -> Answer:
    if not seeing.replay.links:
        return _nothing(seeing, NO_PAGE)
    started_ms, look = seeing.started_ms, seeing.look
    if started_ms is None:
        return _nothing(seeing, NO_START)
    at_ms = started_ms + look.at_ms
    try:
        found = await page_events(seeing.replay, at_ms, desk)
    except SessionsError as error:
        raise _with_call(error, seeing) from None
    event = seeing.told.story.events[look.index] if look.index is not None else None
    act = ACTS.get(event.kind) if event and look.of_event else None
    goes_on = seeing.recording.duration_ms > look.at_ms
    sight = await desk.beside(lambda: sight_at(found.events, at_ms, act, goes_on=goes_on))
    if sight is None:
        return _nothing(seeing, _no_whole_page(found))

    def told() -> Answer:
        offset_ms = round(sight.at_ms - started_ms)
        doubt = Doubt(found.unread, _unmatched_clicks(seeing, found, started_ms, sight))
        text = page_text(seeing.view, sight, offset_ms, doubt)
        return Answer(text.text, screen_face(seeing.told, look, text))

    return await desk.beside(told)


def _no_whole_page(found: PageReading) -> Shown:
    """Why no page can be shown although packets were read."""
    read = plural(found.read, "packet")
    lost = say(", and ", plural(found.unread, "packet"), " could not be read") if found.unread else say()
    late = say(" Time ran out; a second call goes on from what was read.") if found.late else say()
    return say("The page cannot be shown: none of the ", read, " read holds it as a whole", lost, ".", late)


def _unmatched_clicks(seeing: Seeing, found: PageReading, started_ms: float, sight: Sight) -> int:
    """Clicks of the timeline since the page was written down that its record does not have; none where it has no
    clicks at all, since then it was not asked to keep them."""
    recorded = [event.at_ms for event in found.events if is_click(event)]
    if not recorded:
        return 0
    told = [
        started_ms + event.at_ms
        for event in seeing.told.story.events
        if ACTS.get(event.kind) == "click" and sight.built_ms < started_ms + event.at_ms <= sight.at_ms
    ]
    return sum(1 for at_ms in told if not any(abs(each - at_ms) <= SAME_CLICK_MS for each in recorded))


def _with_call(error: SessionsError, seeing: Seeing) -> SessionsError:
    """The error with the call for the events around the moment."""
    for shown in onward_calls(seeing.view):
        error.next_step = f"{error.next_step} {shown}"
    return error


async def _frame(seeing: Seeing, desk: Desk) -> Answer:
    recording, links = seeing.recording, seeing.replay.links
    choice = frame_at(links, seeing.look.at_ms, recording.duration_ms, seeing.started_ms)
    if choice is None:
        return _nothing(seeing, NO_FRAMES)
    try:
        body = await seeing.replay.file(choice.place)
        return await desk.beside(lambda: _framed(seeing, choice, body))
    except UnreadableFile as reason:
        raise _with_call(
            UnsupportedRecording(
                f"The frames of this recording cannot be read: {reason}.",
                "Ask for the events around the moment instead; the link to the file comes with include_replay=true.",
            ),
            seeing,
        ) from None
    except SessionsError as error:
        raise _with_call(error, seeing) from None


def _framed(seeing: Seeing, choice: FrameChoice, body: bytes) -> Answer:
    images = images_in(body)
    fault: UnreadableFile | None = None
    for each, name, found in frames_in(images, choice):
        try:
            picture = scaled(images.read(name), MOST_IMAGE_BYTES)
        except UnreadableFile as reason:
            fault = fault or reason
            continue
        text = frame_text(seeing.view, each, picture, "beside a damaged one" if fault else found)
        face = frame_face(seeing.told, seeing.look, text, each, picture)
        return Answer(text.text, face, image=Image(picture.body, MIME_TYPE))
    raise fault or UnreadableFile("it is an archive without images")


def _nothing(seeing: Seeing, reason: Shown) -> Answer:
    text = nothing_text(seeing.view, (reason,))
    return Answer(text.text, screen_face(seeing.told, seeing.look, text))
