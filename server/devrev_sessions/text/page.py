"""A recording itself: its map, which is always complete, and a page of its events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from devrev_sessions.digest.digest import Digest
from devrev_sessions.text.calls import Address, call, ident, part_argument
from devrev_sessions.text.door import Shown, joined, named, number, ours, plural, quoted, say
from devrev_sessions.text.header import header, title
from devrev_sessions.text.lines import Lines, shown_property, whole_properties
from devrev_sessions.text.missing import missing
from devrev_sessions.text.timeline import hidden_by_kind
from devrev_sessions.timeline.clock import clock
from devrev_sessions.timeline.events import NO_JSON, Kind
from devrev_sessions.timeline.properties import read_properties
from devrev_sessions.timeline.recording import Recording, ReplayLink, Session
from devrev_sessions.timeline.story import Story

Detail = Literal["standard", "full"]

MOST_CHARACTERS: Final = 24_000
"""Of a page's text; its data says the same, and together they stay under 48,000 characters."""
MAP_SCREENS: Final = 40
FULL_PROPERTIES: Final = 30
FULL_WIDTH: Final = 300
LOG_LINES: Final = 60
SHOWN_LINKS: Final = 10
LONGEST_LINK: Final = 4_000
LINK_CHARACTERS: Final = 10_000
"""Of all links together: a page says them twice, and stays under its limit."""
EVENT_CHARACTERS: Final = 9_000
"""Of one event in full detail; its data says the same again."""


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page, and what of it the data repeats.

    `indexes` are the events it shows, `details` their properties by index in full detail; `next_position` is where in
    the matches the next page begins.
    """

    text: str
    indexes: tuple[int, ...]
    next_position: int | None
    details: Mapping[int, tuple[Shown, ...]]
    screens: Shown
    memory: Shown
    attributes: Shown
    crash_log: tuple[Shown, ...]
    replay_links: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """Which of the matching events a page shows: from `position`, at most `limit`; `first` pages carry the map."""

    matches: Sequence[int]
    position: int
    limit: int
    first: bool
    detail: Detail


def page(told: Digest, cut: Cut, *, include_replay: bool) -> Page:
    """One page of a recording; fewer events than the limit where the result would grow too long."""
    lines = Lines(told, each=True)
    recording = told.story.recordings[0]
    head = [*(_map(told, recording) if cut.first else [title(told.story)]), say()]
    log = recording.crash_log.text if cut.detail == "full" and cut.first and recording.crash_log else ""
    crash_log = _log(log) if log else []
    links = _replay(recording.replay) if include_replay else []
    tail = [*([say(), say("## Crash log"), *crash_log] if log else [])]
    tail.extend([say(), say("## Replay links (presigned, they expire)"), *links] if include_replay else [])
    room = MOST_CHARACTERS - sum(len(line) + 1 for line in (*head, *tail)) - 200
    body: list[Shown] = []
    shown: dict[int, tuple[Shown, ...]] = {}
    wanted = cut.matches[cut.position : cut.position + cut.limit]
    for index in wanted:
        block = _block(lines, index, cut.detail)
        room -= sum(len(line) + 1 for line in block)
        if room < 0 and shown:
            break
        body.extend(block)
        shown[index] = tuple(block[1:])
    after = cut.position + len(shown)
    heading = _heading(told, cut, len(shown))
    text = "\n".join([*head, heading, *body, *tail]).rstrip()
    return Page(
        text,
        tuple(shown),
        after if after < len(cut.matches) else None,
        {index: tuple(Shown(line.strip()) for line in details) for index, details in shown.items() if details},
        _screens(told) if told.walk.visits else say(),
        _memory(recording),
        joined(", ", [shown_property(key, value) for key, value in list(recording.attributes.items())[:20]]),
        tuple(crash_log),
        tuple(links),
    )


def _heading(told: Digest, cut: Cut, shown: int) -> Shown:
    total = len(cut.matches)
    of = number(len(told.story.events))
    matching = (
        say(plural(total, "event"))
        if total == len(told.story.events)
        else say(number(total), " matching of ", of, " events")
    )
    if not total:
        return say("## Events\nNone of the ", of, " events matches.") if told.story.events else say("## Events\nNone.")
    first = number(cut.position + 1)
    return say("## Events ", first, " to ", number(cut.position + shown), " of ", matching)


def _block(lines: Lines, index: int, detail: Detail) -> list[Shown]:
    event = lines.events[index]
    block = [lines.line(index)]
    if detail == "full":
        for label, raw in (
            (
                say("    properties "),
                event.properties if not event.response or event.kind is not Kind.REQUEST else NO_JSON,
            ),
            (say("    request "), event.request),
            (say("    response "), event.response),
        ):
            found = read_properties(raw)
            if found:
                width = FULL_WIDTH if len(found) * FULL_WIDTH <= EVENT_CHARACTERS // 3 else FULL_WIDTH // 4
                block.append(say(label, whole_properties(found, FULL_PROPERTIES, width)))
    return block


def _map(told: Digest, recording: Recording) -> list[Shown]:
    """The whole recording in few lines: device, memory, counts by kind, every screen, what is missing."""
    lines = header(told)
    memory = _memory(recording)
    if memory:
        lines.append(memory)
    device = recording.device
    if device.screen_width and device.screen_height:
        size = say(number(device.screen_width), " x ", number(device.screen_height), " px")
        sdk = say(", SDK ", named(device.sdk_version, 30)) if device.sdk_version else say()
        lines.append(say("Display: ", size, sdk))
    counts = recording.counts
    if counts:
        lines.append(_counted(recording))
    if recording.replay:
        kind = plural(sum(link.frames for link in recording.replay), "frame") if recording.medium == "mobile" else None
        lines.append(
            say("Replay: ", kind or plural(len(recording.replay), "packet"), " (links only with include_replay)")
        )
    if told.walk.kinds:
        lines.extend([say(), say("## Map"), say("Kinds: ", hidden_by_kind(told.walk.kinds, most=30))])
    if told.walk.visits:
        lines.append(_screens(told))
    lines.extend(missing(told))
    return lines


def _memory(recording: Recording) -> Shown:
    memory = recording.memory
    if memory is None:
        return say()
    free = number(memory.available) if memory.available is not None else say("?")
    total = number(memory.total) if memory.total is not None else say("?")
    return say("Memory: ", free, " free of ", total, " (the SDK does not state the unit)")


def _screens(told: Digest) -> Shown:
    seen: dict[str, list[int]] = {}
    for visit in told.walk.visits:
        seen.setdefault(visit.screen, []).append(visit.at_ms)
    shown = [
        say(
            named(screen, 48), " ", ours(clock(at[0])), say(" (", number(len(at)), " visits)") if len(at) > 1 else say()
        )
        for screen, at in list(seen.items())[:MAP_SCREENS]
    ]
    rest = len(seen) - len(shown)
    more = say(", ", number(rest), " more") if rest else say()
    return say("Pages: " if told.story.platform == "web" else "Screens: ", joined(", ", shown), more)


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
    responses = [say(named(status, 10), " x", number(count)) for status, count in list(counts.responses.items())[:12]]
    if responses:
        pieces.append(say("responses ", joined(" ", responses)))
    return say(
        "Counted by DevRev, perhaps over the whole session: ", joined(", ", pieces) if pieces else say("nothing")
    )


def _log(text: str) -> list[Shown]:
    lines = text.splitlines()
    shown = [quoted(line, 200) for line in lines[:LOG_LINES] if line.strip()]
    rest = len(lines) - LOG_LINES
    return [*shown, *([plural(rest, "more line")] if rest > 0 else [])]


def _replay(links: tuple[ReplayLink, ...]) -> list[Shown]:
    """The presigned links as they are, because they were asked for."""
    lines: list[Shown] = []
    room = LINK_CHARACTERS
    for link in links[:SHOWN_LINKS]:
        room -= len(link.url)
        usable = link.url.isascii() and link.url.isprintable() and " " not in link.url and '"' not in link.url
        url = Shown(link.url) if usable and len(link.url) <= LONGEST_LINK and room >= 0 else say("(no usable link)")
        lines.append(say("- ", named(link.begins or "?", 40), " to ", named(link.ends or "?", 40), ": ", url))
    rest = len(links) - SHOWN_LINKS
    if rest > 0:
        lines.append(say(plural(rest, "more link")))
    return lines or [say("DevRev gave none for this recording.")]


def part_list(session: Session, story: Story, address: Address) -> str:
    """The recordings or tabs of a session, each with the call that reads it."""
    noun = "tab" if session.medium == "web" else "recording"
    lines = [
        title(story),
        say(plural(len(session.part_ids), "tab" if noun == "tab" else "recording"), "; name one of them:"),
    ]
    for place, part_id in enumerate(session.part_ids[:50], 1):
        shown = call("get_session_recording", address, **{part_argument(session.medium): part_id})
        lines.append(
            say("r", number(place), " ", ident(part_id), ": ", shown or say("(its id cannot stand in a call)"))
        )
    rest = len(session.part_ids) - 50
    if rest > 0:
        lines.append(say(plural(rest, "more")))
    whole = call("summarize_session_timeline", address)
    if whole:
        lines.append(say("All of them as one story: ", whole))
    return "\n".join(lines)
