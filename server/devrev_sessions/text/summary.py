"""The compact summary of a story, within a budget of tokens."""

from dataclasses import dataclass
from typing import Final, LiteralString

from devrev_sessions.digest.digest import Digest
from devrev_sessions.text.calls import Address, call, part_argument
from devrev_sessions.text.door import Shown, joined, number, ours, plural, quoted, say
from devrev_sessions.text.header import header
from devrev_sessions.text.lines import Lines
from devrev_sessions.text.missing import missing
from devrev_sessions.text.sections import LEVELS, Level, Sections
from devrev_sessions.text.timeline import Chosen, Window, choose, hidden_by_kind
from devrev_sessions.text.tokens import tokens
from devrev_sessions.timeline.clock import clock
from devrev_sessions.timeline.events import AppText, Kind

FILL: Final = 0.95
"""Of the budget that is used, because the estimate can be low by a fifth on random letters."""
SKELETON_SHARE: Final = 0.7
"""Of the budget that everything but the timeline may take before a plainer level is tried."""
LEFT_OUT_TOKENS: Final = 150
"""Kept for the account of what was left out: three lines and a call."""
LEFT_OUT_TOKENS_PLAIN: Final = 50
"""The same for one line."""
OFTEN: Final = 5
SHOWN_OFTEN: Final = 4
WORDS: Final[dict[Kind, LiteralString]] = {Kind.CUSTOM: "event", Kind.TAP: "tap", Kind.REQUEST: "request"}
"""Kinds whose names tell what a session was about."""
MOST_CHARACTERS: Final = 42_000
"""Of a summary's text: with its data no result passes 48,000 characters."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary's text, the sections it is made of and what of the story it shows."""

    text: str
    sections: Sections
    question: str
    chosen: Chosen


def summary(told: Digest, address: Address, max_tokens: int, window: Window | None = None) -> Summary:
    """The summary of `told` in at most `max_tokens`, as `tokens` counts them."""
    budget = min(int(max_tokens * FILL), int(MOST_CHARACTERS / 2.6))
    whole = Window(0, len(told.story.events))
    skeleton = _skeleton(told, address, budget)
    room = budget - skeleton.cost - (LEFT_OUT_TOKENS if skeleton.sections.level.calls else LEFT_OUT_TOKENS_PLAIN)
    asked = "\n".join(_question(told))
    while True:
        chosen = choose(told, skeleton.sections.lines, window or whole, room)
        text = skeleton.text(told, chosen, window)
        over = tokens(text) - budget
        if over <= 0 and len(text) <= MOST_CHARACTERS:
            return Summary(text, skeleton.sections, asked, chosen)
        if not chosen.indexes:
            return Summary(_cut(text, budget), skeleton.sections, asked, chosen)
        room = min(room, sum(tokens(line) + 1 for line in chosen.lines)) - max(over, 20)


def _skeleton(told: Digest, address: Address, budget: int) -> "_Skeleton":
    """The richest skeleton that leaves room for a timeline; without calls it need only fit, as the least there is."""
    skeleton = _Skeleton.at(told, address, LEVELS[0])
    for level in LEVELS[1:]:
        plain = not skeleton.sections.level.calls and skeleton.cost + LEFT_OUT_TOKENS_PLAIN <= budget
        if plain or skeleton.cost <= budget * SKELETON_SHARE:
            break
        skeleton = _Skeleton.at(told, address, level)
    return skeleton


def _cut(text: str, budget: int) -> str:
    """The first lines of a text that fit: what matters most stands first."""
    lines = text.split("\n")
    while len(lines) > 1 and tokens("\n".join(lines)) > budget:
        lines.pop()
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Skeleton:
    """Everything of a summary but its timeline, and what it costs."""

    sections: Sections
    head: tuple[Shown, ...]
    tail: tuple[Shown, ...]
    gone: tuple[Shown, ...]
    cost: int

    @classmethod
    def at(cls, told: Digest, address: Address, level: Level) -> "_Skeleton":
        sections = Sections(told, address, level)
        blocks = [
            header(told, level.header_lines),
            _question(told, plain=not level.calls),
            [say("## Outcome"), sections.ending()],
            sections.incidents(),
            sections.screens(),
        ]
        head = tuple(line for block in blocks if block for line in (*block, say()))
        tail = tuple(sections.next_calls())
        gone = tuple(missing(told))
        cost = sum(tokens(line) + 1 for line in (*head, *tail, *gone))
        return cls(sections, head, tail, gone, cost)

    def text(self, told: Digest, chosen: Chosen, window: Window | None) -> str:
        blocks: list[list[Shown]] = []
        if chosen.lines:
            blocks.append([self._timeline_title(told, window), *chosen.lines])
        account = self._left_out(told, chosen, window)
        if account:
            blocks.append(account)
        if self.tail:
            blocks.append(list(self.tail))
        return "\n".join((*self.head, *(line for block in blocks for line in (*block, say())))).rstrip()

    def _timeline_title(self, told: Digest, window: Window | None) -> Shown:
        if window is None:
            return say("## Timeline")
        events = told.story.events[window.first : window.stop]
        return say("## Timeline from ", ours(clock(events[0].at_ms)), " to ", ours(clock(events[-1].at_ms)))

    def _left_out(self, told: Digest, chosen: Chosen, window: Window | None) -> list[Shown]:
        lines = list(self.gone)
        hidden = sum(chosen.hidden.values())
        if hidden:
            often = _often(told, chosen, window) if self.sections.level.calls else say()
            account = [say(plural(hidden, "event"), " without a line: ", hidden_by_kind(chosen.hidden), ".", often)]
            if chosen.longest_hidden and self.sections.level.calls:
                account.extend(self._stretch(told, *chosen.longest_hidden))
            lines = [*account, *lines]
        return [say("## Left out and missing"), *lines] if lines else []

    def _stretch(self, told: Digest, first: int, last: int) -> list[Shown]:
        """The call that shows the longest stretch without a line, on the clock of its own recording."""
        if told.ranks[last + 1] == told.ranks[first]:
            return []
        begin, end = told.story.events[first], told.story.events[last]
        part = told.story.parts[begin.part]
        stop_ms = end.at_ms if end.part == begin.part else begin.at_ms
        medium = part.recording.medium if part.recording else "mobile"
        shown = call(
            "get_session_recording",
            self.sections.address,
            **{part_argument(medium): part.part_id},
            start=clock(max(0, begin.at_ms - part.begins_ms)),
            end=clock(max(0, stop_ms - part.begins_ms) + 1000),
        )
        return [say("The longest stretch: ", shown)] if shown else []


def _often(told: Digest, chosen: Chosen, window: Window | None) -> Shown:
    """What the events without a line mostly were, by name: in a long ordinary session that is the story."""
    shown, leaders = set(chosen.indexes), told.walk.leaders
    first, stop = (window.first, window.stop) if window else (0, len(told.story.events))
    counts: list[tuple[int, int, Kind, AppText]] = []
    for (kind, name), indexes in told.walk.names.items():
        if not name or len(indexes) < OFTEN:
            continue
        hidden = [i for i in indexes if first <= i < stop and leaders.get(i, i) not in shown]
        if len(hidden) >= OFTEN:
            counts.append((-len(hidden), hidden[0], kind, name))
    often = [
        say(WORDS[kind], " ", quoted(name, 40), " x", number(-count))
        for count, _, kind, name in sorted(counts)[:SHOWN_OFTEN]
    ]
    return say(" Most often: ", joined(", ", often), ".") if often else say()


def _question(told: Digest, *, plain: bool = False) -> list[Shown]:
    """Whether the recording has anything to do with what was asked; `plain` in as few words as will do."""
    bearing = told.bearing
    if bearing is None:
        return []
    most_words, most_events = (2, 2) if plain else (8, 6)
    words = joined(", ", [quoted(word, 30) for word in bearing.words[:most_words]])
    if not bearing.indexes:
        looked = say(" (looked for ", words, ")") if bearing.words else say()
        return [
            say("Question: no event of the recording names what it asks about", looked, "; the summary is general.")
        ]
    lines = Lines(told)
    shown = joined(", ", [lines.stamp(index) for index in bearing.indexes[:most_events]])
    more = len(bearing.indexes) - most_events
    rest = say(" and ", number(more), " more") if more > 0 else say()
    return [say("Question: ", plural(len(bearing.indexes), "event bears", "events bear"), " on it: ", shown, rest)]
