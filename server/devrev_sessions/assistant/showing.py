"""A moment shown: the page of a browser in words, the frame of a phone as an image."""

from dataclasses import dataclass
from typing import Final

from devrev_sessions.assistant.answer import Answer, Image
from devrev_sessions.assistant.desk import Desk
from devrev_sessions.assistant.packets import page_events
from devrev_sessions.assistant.screen_face import frame_face, screen_face
from devrev_sessions.devrev.replays import Replay
from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.look import Look
from devrev_sessions.errors import UnsupportedRecording
from devrev_sessions.screen.frame.archive import UnreadableFile, images_in
from devrev_sessions.screen.frame.frames import FrameChoice, frame_at, named_in
from devrev_sessions.screen.frame.picture import MIME_TYPE, scaled
from devrev_sessions.screen.sight import Act, sight_at
from devrev_sessions.text.door import Shown, plural, say
from devrev_sessions.text.screen import View, frame_text, nothing_text, page_text
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
    found = await page_events(seeing.replay, at_ms, desk)
    event = seeing.told.story.events[look.index] if look.index is not None else None
    act = ACTS.get(event.kind) if event and look.of_event else None
    goes_on = seeing.recording.duration_ms > look.at_ms
    sight = await desk.beside(lambda: sight_at(found.events, at_ms, act, goes_on=goes_on))
    if sight is None:
        read = plural(found.read, "packet")
        return _nothing(seeing, say("The page cannot be built again: it is written down whole in none of ", read, "."))

    def told() -> Answer:
        offset_ms = round(sight.at_ms - started_ms)
        text = page_text(seeing.view, sight, offset_ms, found.unread)
        return Answer(text.text, screen_face(seeing.told, look, text))

    return await desk.beside(told)


async def _frame(seeing: Seeing, desk: Desk) -> Answer:
    recording, links = seeing.recording, seeing.replay.links
    choice = frame_at(links, seeing.look.at_ms, recording.duration_ms, seeing.started_ms)
    if choice is None:
        return _nothing(seeing, NO_FRAMES)
    body = await seeing.replay.file(choice.place)
    try:
        return await desk.beside(lambda: _framed(seeing, choice, body))
    except UnreadableFile as reason:
        raise UnsupportedRecording(
            f"The frames of this recording cannot be read: {reason}.",
            "Ask for the events around the moment; get_session_recording with include_replay=true gives the link.",
        ) from None


def _framed(seeing: Seeing, choice: FrameChoice, body: bytes) -> Answer:
    images = images_in(body)
    name, certain = named_in(images, choice)
    picture = scaled(images.read(name), MOST_IMAGE_BYTES)
    text = frame_text(seeing.view, choice, picture, certain=certain)
    face = frame_face(seeing.told, seeing.look, text, choice, picture)
    return Answer(text.text, face, image=Image(picture.body, MIME_TYPE))


def _nothing(seeing: Seeing, reason: Shown) -> Answer:
    text = nothing_text(seeing.view, (reason,))
    return Answer(text.text, screen_face(seeing.told, seeing.look, text))
