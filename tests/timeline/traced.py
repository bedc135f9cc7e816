"""A trace as plain values, for comparing."""

from devrev_sessions.timeline.events import AppText
from devrev_sessions.timeline.trace import Trace, read_trace


def trace(text: str) -> Trace:
    return read_trace(AppText(text))


def frames(found: Trace) -> list[tuple[str, str, bool]]:
    return [(frame.function, frame.place, frame.own) for frame in found.frames]


def own(found: Trace) -> list[tuple[str, str]]:
    return [(frame.function, frame.place) for frame in found.own]
