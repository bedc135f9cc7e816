"""The data beside what the person saw."""

from devrev_sessions.assistant.faces import part_faces, who
from devrev_sessions.assistant.results import FrameFace, ScreenResult
from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.look import Look
from devrev_sessions.screen.frame.frames import FrameChoice
from devrev_sessions.screen.frame.picture import Picture
from devrev_sessions.text.door import clean
from devrev_sessions.text.lines import Lines
from devrev_sessions.text.missing import missing
from devrev_sessions.text.moment import ScreenText


def screen_face(told: Digest, look: Look, text: ScreenText) -> ScreenResult:
    """The data of a page, or of nothing that could be looked at."""
    face = ScreenResult(
        recordings=part_faces(told.story),
        at_ms=look.at_ms,
        ref=Lines(told).own_ref(look.index) if look.index is not None else None,
        moment=text.moment,
        how=text.how or None,
        page=text.page,
        last_click=text.clicked,
        focus=text.focus,
        seen=text.seen or None,
        then=text.then or None,
        events=text.events or None,
        missing=text.missing or None,
        next=text.next or None,
    )
    return face.model_copy(update=who(told.story))


def frame_face(told: Digest, look: Look, text: ScreenText, choice: FrameChoice, picture: Picture) -> ScreenResult:
    """The data of a frame, whose image stands beside it."""
    frame = FrameFace(
        number=clean(choice.number, 30) or None,
        at_ms=choice.at_ms if choice.frames > 1 else None,
        timing=choice.timing,
        width=picture.width,
        height=picture.height,
    )
    return screen_face(told, look, text).model_copy(update={"frame": frame})


def absent_screen(told: Digest) -> ScreenResult:
    """A recording that is not there, and why that may be."""
    face = ScreenResult(
        recordings=part_faces(told.story),
        missing=tuple(missing(told)) or None,
    )
    return face.model_copy(update=who(told.story))
