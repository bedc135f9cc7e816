"""The whole of a recording in few lines, which every first page carries."""

from typing import Final

from devrev_sessions.digest.digest import Digest
from devrev_sessions.text.door import Shown, joined, named, number, plural, say
from devrev_sessions.text.header import SHOWN_ATTRIBUTES, header
from devrev_sessions.text.missing import missing
from devrev_sessions.text.portions import Onward, Portion, attributes, portion, screens
from devrev_sessions.text.timeline import hidden_by_kind
from devrev_sessions.timeline.events import Kind
from devrev_sessions.timeline.recording import Recording

MAP_SCREENS: Final = 40
MAP_ATTRIBUTES: Final = 20
LIST_CHARACTERS: Final = 3_000
"""Of the screens, and of the attributes."""
MAP_STATUSES: Final = 12


def map_screens(told: Digest, onward: Onward) -> Portion:
    """The screens of the map."""
    return portion(screens(told), 0, LIST_CHARACTERS, onward, MAP_SCREENS)


def map_attributes(recording: Recording, onward: Onward) -> Portion:
    """The attributes of the map."""
    return portion(attributes(recording), 0, LIST_CHARACTERS, onward, MAP_ATTRIBUTES)


def recording_map(told: Digest, onward: Onward) -> list[Shown]:
    """Device, memory, counts by kind, every screen, what is missing."""
    recording = told.story.recordings[0]
    lines = header(told)
    if len(recording.attributes) > SHOWN_ATTRIBUTES:
        lines.extend(say("Attributes: ", line) for line in map_attributes(recording, onward).lines)
    memory = memory_of(recording)
    if memory:
        lines.append(memory)
    device = recording.device
    if device.screen_width and device.screen_height:
        size = say(number(device.screen_width), " x ", number(device.screen_height), " px")
        sdk = say(", SDK ", named(device.sdk_version, 30)) if device.sdk_version else say()
        lines.append(say("Display: ", size, sdk))
    if recording.counts:
        lines.append(_counted(recording))
    if recording.replay:
        kind = (
            plural(sum(len(link.frames) for link in recording.replay), "frame")
            if recording.medium == "mobile"
            else None
        )
        lines.append(
            say("Replay: ", kind or plural(len(recording.replay), "packet"), " (links only with include_replay)")
        )
    if told.walk.kinds:
        lines.extend([say(), say("## Map"), say("Kinds: ", hidden_by_kind(told.walk.kinds, most=len(Kind)))])
    if told.walk.visits:
        shown = map_screens(told, onward)
        lines.extend(say(shown.listing.title, ": ", line) for line in shown.lines)
    lines.extend(missing(told))
    return lines


def memory_of(recording: Recording) -> Shown:
    """`Memory: 1,833 free of 7,631`, nothing where it is not known."""
    memory = recording.memory
    if memory is None:
        return say()
    free = number(memory.available) if memory.available is not None else say("?")
    total = number(memory.total) if memory.total is not None else say("?")
    return say("Memory: ", free, " free of ", total, " (the SDK does not state the unit)")


def _counted(recording: Recording) -> Shown:
    counts = recording.counts
    if counts is None:
        return say()
    pieces: list[Shown] = []
    for word, count in (
        (say("dead clicks "), counts.dead_clicks),
        (say("rage clicks "), counts.rage_clicks),
        (say("console errors "), counts.console_errors),
        (say("console warnings "), counts.console_warnings),
        (say("page load ms "), counts.page_load_ms),
    ):
        if count is not None:
            pieces.append(say(word, number(count)))
    found = list(counts.responses.items())
    responses = [say(named(status, 10), " x", number(count)) for status, count in found[:MAP_STATUSES]]
    rest = sum(count for _, count in found[MAP_STATUSES:])
    if responses:
        others = say(" others x", number(rest)) if rest else say()
        pieces.append(say("responses ", joined(" ", responses), others))
    return say(
        "Counted by DevRev, perhaps over the whole session: ", joined(", ", pieces) if pieces else say("nothing")
    )
