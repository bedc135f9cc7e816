"""The lists of a recording that may be longer than a page: as much as there is room for, and the call for the rest."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, LiteralString, Protocol

from devrev_sessions.digest.digest import Digest
from devrev_sessions.text.door import Shown, joined, named, number, ours, quoted, readable, say
from devrev_sessions.text.properties import shown_property
from devrev_sessions.text.redaction.names import named_by
from devrev_sessions.text.redaction.shapes import on_one_line
from devrev_sessions.timeline.clock import clock
from devrev_sessions.timeline.recording import Recording, ReplayLink

Detail = Literal["standard", "full"]
Section = Literal["events", "screens", "attributes", "crash_log", "replay_links"]
"""What of a recording a cursor can go on with."""
Place = Section | Literal["event"]

LOG_WIDTH: Final = 2_000
LONGEST_LINK: Final = 4_000
_ADDRESS: Final = re.compile(r"https?://[!#-;=?-~]+", re.IGNORECASE)
"""An address without what would end a quote or begin markup: those are never written bare in one (RFC 3986)."""


class Onward(Protocol):
    """The call that shows what a page does not: a section from an entry on, or the event of a number in full."""

    def __call__(self, place: Place, position: int, /, limit: int | None = None) -> Shown:
        """The call; with `limit` for so many events."""
        ...


def nowhere(place: Place, position: int, /, limit: int | None = None) -> Shown:
    """For a page that nobody can go on from."""
    return say(ours(f"{place} {position}"), say(), ours(f" {limit}") if limit else say())


def with_limit(shown: Shown, limit: int) -> Shown:
    """A call for so many events."""
    end: LiteralString = ")" if shown.endswith(")") else ""
    return say(Shown(shown.removesuffix(")")), ", limit=", ours(str(limit)), end)


@dataclass(frozen=True, slots=True)
class Listing:
    """All entries of one section, none of them told yet; `lines` when each has a line of its own."""

    section: Section
    title: LiteralString
    unit: LiteralString
    count: int
    entry: Callable[[int], Shown]
    lines: bool


@dataclass(frozen=True, slots=True)
class Portion:
    """Some entries of a listing, from `first` to before `stop`, with the call for those after them."""

    listing: Listing
    first: int
    stop: int
    shown: tuple[Shown, ...]
    more: Shown

    @property
    def lines(self) -> list[Shown]:
        """The entries as a page shows them, and how the rest is had."""
        rest = [self.more] if self.more else []
        return [*self.shown, *rest] if self.listing.lines else [joined(", ", [*self.shown, *rest])]

    @property
    def size(self) -> int:
        """Characters of the lines with their line breaks."""
        return sum(len(line) + 1 for line in self.lines)


def portion(listing: Listing, first: int, room: int, onward: Onward, most: int = 1_000_000) -> Portion:
    """The entries from `first` that fit `room` characters, at most `most` of them; more than none unless it is."""
    shown: list[Shown] = []
    room -= len(onward(listing.section, listing.count)) + 40
    for place in range(first, min(listing.count, first + most)):
        entry = listing.entry(place)
        room -= len(entry) + 2
        if room < 0:
            break
        shown.append(entry)
    stop = first + len(shown)
    rest = listing.count - stop
    more = say(number(rest), " more", plural_of(listing.unit, rest), ": ", onward(listing.section, stop))
    return Portion(listing, first, stop, tuple(shown), more if rest > 0 else say())


def plural_of(unit: LiteralString, count: int) -> Shown:
    """` line`, ` lines`."""
    return say(" ", unit) if count == 1 else say(" ", unit, "s")


def screens(told: Digest) -> Listing:
    """Every screen or page, in the order of the first visit."""
    seen: dict[str, list[int]] = {}
    for visit in told.walk.visits:
        seen.setdefault(visit.screen, []).append(visit.at_ms)
    found = list(seen.items())

    def entry(place: int) -> Shown:
        screen, at = found[place]
        visits = say(" (", number(len(at)), " visits)") if len(at) > 1 else say()
        return say(named(screen, 48), " ", ours(clock(at[0])), visits)

    on_web = told.story.platform == "web"
    return Listing("screens", "Pages" if on_web else "Screens", "page" if on_web else "screen", len(seen), entry, False)


def attributes(recording: Recording) -> Listing:
    """What the app told of its user or the session."""
    found = list(recording.attributes.items())
    return Listing(
        "attributes",
        "Attributes",
        "attribute",
        len(found),
        lambda place: shown_property(*found[place], called=named_by(dict(found))),
        False,
    )


def log_lines(recording: Recording) -> list[str]:
    """The lines of the crash log that have something on them; a key that stands on several is on one, to go whole."""
    text = recording.crash_log.text if recording.crash_log else ""
    told = "\n".join(map(readable, text.splitlines()))
    return [line for line in on_one_line(told).splitlines() if line.strip()]


def crash_log(recording: Recording) -> Listing:
    """The lines of the crash log that have something on them."""
    found = log_lines(recording)

    def entry(place: int) -> Shown:
        line = found[place]
        cut = say(" (of ", number(len(line)), " characters)") if len(line) > LOG_WIDTH else say()
        return say(quoted(line, LOG_WIDTH), cut)

    return Listing("crash_log", "Crash log", "line", len(found), entry, True)


def replay_links(recording: Recording) -> Listing:
    """The presigned links as they are, because they were asked for."""
    found = recording.replay

    def entry(place: int) -> Shown:
        link = found[place]
        return say("- ", named(link.begins or "?", 40), " to ", named(link.ends or "?", 40), ": ", _address(link))

    return Listing("replay_links", "Replay links (presigned, they expire)", "link", len(found), entry, True)


def _address(link: ReplayLink) -> Shown:
    if len(link.url) > LONGEST_LINK:
        return say("(longer than a result can hold: ", number(len(link.url)), " characters)")
    return Shown(link.url) if _ADDRESS.fullmatch(link.url) else say("(no usable link)")


def listing_of(told: Digest, section: Section) -> Listing:
    """The listing behind a section of a recording's page."""
    recording = told.story.recordings[0]
    match section:
        case "screens":
            return screens(told)
        case "attributes":
            return attributes(recording)
        case "crash_log":
            return crash_log(recording)
        case _:
            return replay_links(recording)
