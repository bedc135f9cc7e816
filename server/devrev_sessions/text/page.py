"""A recording itself: its map, which is always complete, and a page of its events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, LiteralString

from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.select import Wanted
from devrev_sessions.text.door import Shown, joined, number, ours, plural, say
from devrev_sessions.text.filters import no_match, sought
from devrev_sessions.text.header import title
from devrev_sessions.text.lines import Lines
from devrev_sessions.text.portions import (
    Detail,
    Onward,
    Portion,
    Section,
    crash_log,
    listing_of,
    nowhere,
    portion,
    replay_links,
)
from devrev_sessions.text.recording_map import map_attributes, map_screens, memory_of, recording_map
from devrev_sessions.text.whole_event import alone, full, hides_lines, shortened
from devrev_sessions.timeline.recording import Recording

MOST_CHARACTERS: Final = 24_000
"""Of a page's text; its data says the same, and together they stay under 48,000 characters."""
LOG_LINES: Final = 60
SHOWN_LINKS: Final = 10
LINK_CHARACTERS: Final = 10_000
"""Of all links together: a page says them twice, and stays under its limit."""
SHOWN_CUT: Final = 5
NOTHING: Final = say()
CALLS: Final = 4
WORDS: Final = 800
"""Kept for the calls below the events and the words around them."""


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page, and what of it the data repeats.

    `indexes` are the events it shows, `details` their properties by index in full detail; `next_position` is where in
    the matches, or in the section that is read, the next page begins.
    """

    text: str
    next_position: int | None
    indexes: tuple[int, ...] = ()
    details: Mapping[int, tuple[Shown, ...]] = field(default_factory=dict[int, tuple[Shown, ...]])
    memory: Shown = NOTHING
    looked_for: Shown = NOTHING
    lists: Mapping[Section, Portion] = field(default_factory=dict[Section, Portion])
    next: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """Which of the matching events a page shows: from `position`, at most `limit`; `first` pages carry the map.

    `before` tells that the reading began in the middle. `most` is how long the text may be.
    """

    matches: Sequence[int]
    position: int
    limit: int
    first: bool
    detail: Detail
    wanted: Wanted = field(default_factory=Wanted)
    before: bool = False
    most: int = MOST_CHARACTERS

    @property
    def alone(self) -> bool:
        """Whether one event is all that is asked for."""
        return len(self.matches[self.position : self.position + self.limit]) == 1


def page(told: Digest, cut: Cut, *, include_replay: bool, onward: Onward = nowhere) -> Page:
    """One page of a recording; fewer events than the limit where the result would grow too long."""
    recording = told.story.recordings[0]
    head = [*(recording_map(told, onward) if cut.first else [title(told.story)]), say()]
    room = cut.most - _size(head) - CALLS * len(onward("events", len(cut.matches))) - WORDS
    lists: dict[Section, Portion] = {}
    if include_replay:
        links = portion(replay_links(recording), 0, min(LINK_CHARACTERS, room // 2), onward, SHOWN_LINKS)
        lists["replay_links"] = links
        room -= links.size
    log = crash_log(recording) if cut.detail == "full" and cut.first and recording.crash_log else None
    share = 6 if cut.alone else 2
    log_room = portion(log, 0, room // share, onward, LOG_LINES).size if log else 0
    events = _events(told, cut, room - log_room)
    if log:
        lists = {"crash_log": portion(log, 0, room - _size(events.lines), onward, LOG_LINES), **lists}
    shorter = _cut_short(events, onward)
    after = cut.position + len(events.shown)
    calls = [*_calls(cut, after, onward), *_log_call(cut, recording, onward)]
    heading = _heading(told, cut, len(events.shown), onward)
    body = [*heading, *events.lines, *shorter, *_sections(lists)]
    text = "\n".join([*head, *body, *([say(), say("## Next"), *calls] if calls else [])]).rstrip()
    if cut.first:
        lists |= {"screens": map_screens(told, onward), "attributes": map_attributes(recording, onward)}
    return Page(
        text,
        after if after < len(cut.matches) else None,
        tuple(events.shown),
        {index: tuple(Shown(line.strip()) for line in details) for index, details in events.shown.items() if details},
        memory_of(recording),
        _looked_for(told, cut, heading),
        lists,
        tuple(Shown(line.removeprefix("- ")) for line in (*calls, *shorter)),
    )


def section_page(told: Digest, section: Section, position: int, most: int, onward: Onward) -> Page:
    """The entries of one section from `position`, and nothing else."""
    listing = listing_of(told, section)
    room = most - CALLS * len(onward(section, listing.count)) - WORDS - len(title(told.story))
    shown = portion(listing, position, room, onward)
    span = say(number(position + 1), " to ", number(shown.stop), " of ", number(listing.count))
    heading = say("## ", listing.title, ", ", span)
    text = "\n".join([title(told.story), say(), heading, *shown.lines])
    return Page(text, shown.stop if shown.stop < listing.count else None, lists={section: shown})


@dataclass(frozen=True, slots=True)
class _Events:
    """The lines of a page's events, those below each by index, and the numbers of those that were cut short."""

    lines: list[Shown]
    shown: dict[int, tuple[Shown, ...]]
    shortened: list[int]


def _events(told: Digest, cut: Cut, room: int) -> _Events:
    lines = Lines(told, each=True)
    found = _Events([], {}, [])
    for index in cut.matches[cut.position : cut.position + cut.limit]:
        block = _block(lines, index, cut, room)
        if _size(block) > room:
            if found.shown:
                break
            block = alone(lines, index, room)[: None if cut.detail == "full" else 1]
        room -= _size(block)
        found.lines.extend(block)
        found.shown[index] = tuple(block[1:])
        event = lines.events[index]
        below = cut.detail == "full"
        if not (below and cut.alone) and (shortened(block[below:]) or (hides_lines(event) and not below)):
            found.shortened.append(event.n)
    return found


def _block(lines: Lines, index: int, cut: Cut, room: int) -> list[Shown]:
    if cut.detail == "standard":
        return [lines.line(index)]
    return alone(lines, index, room) if cut.alone else full(lines, index)


def _heading(told: Digest, cut: Cut, shown: int, onward: Onward) -> list[Shown]:
    total, events = len(cut.matches), len(told.story.events)
    if not total:
        return [say("## Events"), *no_match(told, cut.wanted, onward)]
    first, last = cut.position + 1, cut.position + shown
    span = say("## Events ", number(first), " to ", number(last), " of ") if shown > 1 else _single(first)
    filters = sought(told, cut.wanted)
    if total == events and not filters:
        return [say(span, plural(total, "event"))]
    heading = say(span, number(total), " matching of ", plural(events, "event"))
    return [heading, say("Only: ", filters)] if filters else [heading]


def _looked_for(told: Digest, cut: Cut, heading: list[Shown]) -> Shown:
    """The filters; where they match nothing, all that is said about it."""
    if not told.story.events:
        return NOTHING
    return sought(told, cut.wanted) if cut.matches else joined(" ", heading[1:])


def _single(place: int) -> Shown:
    return say("## Event ", number(place), " of ")


def _cut_short(events: _Events, onward: Onward) -> list[Shown]:
    """Which events are told in part, and the call that shows the first of them whole."""
    if not events.shortened:
        return []
    refs = [ours(f"#{n}") for n in events.shortened[:SHOWN_CUT]]
    rest = len(events.shortened) - len(refs)
    others = say(" and ", number(rest), " more") if rest else say()
    call = onward("event", events.shortened[0])
    each: LiteralString = ". Each in full like the first: " if len(events.shortened) > 1 else ". In full: "
    return [say("Cut short: ", joined(", ", refs), others, each, call)]


def _calls(cut: Cut, after: int, onward: Onward) -> list[Shown]:
    """The pages on both sides, each as a call."""
    calls: list[Shown] = []
    left = len(cut.matches) - after
    if left > 0:
        calls.append(say("- The next events (", number(left), " more): ", onward("events", after)))
    if cut.before and cut.position:
        begin = max(0, cut.position - cut.limit)
        preceding = onward("events", begin, cut.position - begin)
        calls.append(say("- The events before (", number(cut.position), " more): ", preceding))
    return calls


def _log_call(cut: Cut, recording: Recording, onward: Onward) -> list[Shown]:
    """The call for the crash log where the page does not carry it."""
    log = crash_log(recording)
    if not cut.first or cut.detail == "full" or not log.count:
        return []
    return [say("- The crash log (", plural(log.count, "line"), "): ", onward("crash_log", 0))]


def _sections(lists: Mapping[Section, Portion]) -> list[Shown]:
    lines: list[Shown] = []
    for shown in lists.values():
        lines.extend([say(), say("## ", shown.listing.title)])
        lines.extend(shown.lines if shown.listing.count else [say("DevRev gave none for this recording.")])
    return lines


def _size(lines: Sequence[Shown]) -> int:
    return sum(len(line) + 1 for line in lines)
