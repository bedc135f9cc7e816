"""The compact summary of a story, within a budget of tokens."""

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.incident import Incident
from devrev_sessions.text.bearing import question_line
from devrev_sessions.text.calls import Address, call
from devrev_sessions.text.door import Shown, ours, plural, say
from devrev_sessions.text.header import least_title
from devrev_sessions.text.often import Names, names_in, often
from devrev_sessions.text.pieces import Block, Picked, Piece, pick, written
from devrev_sessions.text.sections import RANKS, Sections
from devrev_sessions.text.timeline import Chosen, Window, by_importance, choose, hidden_by_kind
from devrev_sessions.text.tokens import tokens
from devrev_sessions.timeline.clock import clock
from devrev_sessions.timeline.events import Kind

FILL: Final = 0.95
"""Of the budget that is used, because the estimate can be low by a fifth on random letters."""
SHARES: Final = ((1_200, 0.97), (3_000, 0.72), (8_000, 0.55))
"""How much of a budget everything but the timeline may take: with little room, what led to a failure says more than a
few lines of ordinary events."""
LATE_SHARE: Final = 0.5
"""Of a budget up to which pieces are told that only round an answer off."""
FEW_PROBLEMS: Final = 4
WINDOW_SHARE: Final = 0.5
"""What everything but the timeline may take at most where a part of the story is asked for."""
HEAVY_SHARE: Final = 0.15
"""How much more everything but the timeline may take where there are twice FEW_PROBLEMS and more."""
ASKED_SHARE: Final = 0.2
"""How much more of it the timeline gets where a question asks for some of its events."""
WIDTHS: Final = ((500, 24), (800, 40), (1_500, 60), (2_500, 80), (5_000, 100))
"""Characters of a text of the app's by budget; 120 above."""
NARROWEST: Final = 10
SLACK_TOKENS: Final = 30
"""Tokens left over from which a fuller frame is worth another try."""
LEFT_OUT_TOKENS: Final = 60
"""Kept for the account of what was left out."""
GAP_TOKENS: Final = 75
"""Kept for the call that shows the longest gap, from LEAST_WITH_GAPS on."""
LEAST_WITH_GAPS: Final = 600
NOTHING_TOKENS: Final = 8
"""Of the heading above the words for an empty window."""
LEAST_LESSER_TOKENS: Final = 45
MOST_LESSER_TOKENS: Final = 300
"""Kept for the problems that have no line of their own: a few words for each of as many as that holds."""
NAMES_TOKENS: Final = 45
"""Kept for what the events without a line mostly were, from LEAST_WITH_NAMES on."""
LEAST_WITH_NAMES: Final = 1_400
LEFT_OUT: Final = say("## Left out and missing")
MOST_CHARACTERS: Final = 42_000
"""Of a summary's text: with its data no result passes 48,000 characters."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary's text, the sections it is made of and what of the story it shows."""

    text: str
    sections: Sections
    shown: tuple[Incident, ...]
    calls: tuple[Shown, ...]
    way: Shown
    question: str
    chosen: Chosen
    cut: bool = False
    """Its last lines are missing, because even the least did not fit."""
    lost: bool = False
    """More is missing than remarks at its end: lines about what happened."""


def summary(told: Digest, address: Address, max_tokens: int, window: Window | None = None) -> Summary:
    """The summary of `told` in at most `max_tokens`, as `tokens` counts them."""
    budget = min(int(max_tokens * FILL), int(MOST_CHARACTERS / 2.6))
    width = next((width for most, width in WIDTHS if budget <= most), 120)
    written = _write(told, _Frame.of(told, address, budget, window, width), budget, window)
    while written.lost and width > NARROWEST:
        # Letters beyond ASCII can cost several tokens each; then even the least is too much at the usual width. Where
        # only remarks at the end had no room, names cut short would cost more than they save.
        width //= 2
        written = _write(told, _Frame.of(told, address, budget, window, width), budget, window)
    slack = budget - tokens(written.text)
    if not written.chosen.indexes and slack > SLACK_TOKENS:
        # What was kept for the accounts was more than they needed, and no timeline has taken the rest.
        fuller = _Frame.of(told, address, budget, window, width, slack)
        if not (again := _write(told, fuller, budget, window)).cut:
            written = again
    return written


def _write(told: Digest, frame: "_Frame", budget: int, window: Window | None) -> Summary:
    told_part = window or Window(0, len(told.story.events))
    room = budget - frame.cost
    order = by_importance(told, told_part, room)
    names: Names = names_in(told, told_part) if budget >= LEAST_WITH_NAMES else {}
    cut = lost = False
    while True:
        chosen = choose(told, frame.sections.lines, told_part, room, order)
        text = frame.text(told, chosen, window, names)
        over = tokens(text) - budget
        if over <= 0 and len(text) <= MOST_CHARACTERS:
            break
        if not chosen.indexes:
            whole, cut = text, True
            text = _cut(whole, budget)
            lost = not text.startswith(whole.partition(f"\n{LEFT_OUT}\n")[0].rstrip())
            break
        room = min(room, sum(tokens(line) + 1 for line in chosen.lines)) - max(over, 20)
    if window and window.nothing:
        chosen = replace(chosen, lines=(window.nothing,))
    asked = "\n".join(question_line(told))
    return Summary(text, frame.sections, frame.shown, frame.calls, frame.way, asked, chosen, cut, lost)


def _cut(text: str, budget: int) -> str:
    """The first lines of a text that fit, since what matters most stands first, and how much is left out if it fits."""
    lines = text.split("\n")
    place = lines.index(LEFT_OUT) if LEFT_OUT in lines else len(lines)
    head, account, rest = lines[:place], lines[place : place + 2], lines[place + 2 :]
    while tokens("\n".join([*head, *account, *rest])) > budget:
        if not rest and any("," in line for line in account):
            # The commonest kind says enough where a problem would have to go for the others.
            account = [line.split(",")[0] + " and more." if "," in line else line for line in account]
            continue
        shrinking = rest or (head if len(head) > 1 else account)
        if not shrinking:
            break
        shrinking.pop()
        while len(head) > 1 and (not head[-1] or head[-1].startswith("## ")):
            head.pop()
    account = account if len(account) > 1 else []
    gap = [""] if account and head[-1] else []
    return "\n".join([*head, *gap, *account, *rest]).rstrip()


def _share(budget: int) -> float:
    """The share of SHARES at `budget`, in between by a straight line."""
    for (low, most), (high, least) in pairwise(SHARES):
        if budget <= high:
            return most + (least - most) * max(0, budget - low) / (high - low)
    return SHARES[-1][1]


@dataclass(frozen=True, slots=True)
class _Frame:
    """Everything of a summary but its timeline, as the budget allows it, and what it costs."""

    sections: Sections
    blocks: tuple[Block, ...]
    picked: Picked
    whole_call: Shown
    """With little room, the call that shows all that is left out instead of the one for the longest gap."""
    lesser_tokens: int
    cost: int

    @classmethod
    def of(
        cls, told: Digest, address: Address, budget: int, window: Window | None, width: int, slack: int = 0
    ) -> "_Frame":
        """The pieces that fit the frame's share of `budget` and `slack` beside it, texts of an app's in `width`."""
        sections = Sections(told, address, width, window)
        whole_call = _whole_call(sections, window) if budget < LEAST_WITH_GAPS else say()
        kept = LEFT_OUT_TOKENS + GAP_TOKENS
        if whole_call:
            # So little room seldom holds a line of the timeline: then the account is known beforehand.
            kept = tokens(_account(told.walk.kinds)) + tokens(whole_call) + 2
        kept += NAMES_TOKENS if budget >= LEAST_WITH_NAMES else 0
        kept += tokens(window.nothing) + NOTHING_TOKENS if window and window.nothing else 0
        blocks = _blocks(told, sections, budget)
        share = _share(budget) - (ASKED_SHARE if told.bearing and told.bearing.indexes else 0)
        if window and not window.nothing:
            share = min(share, WINDOW_SHARE)
        room = max(0, int(budget * share) - kept) + slack
        # Many problems are the story themselves: then they take more of the room from ordinary events.
        heavy = min(1.0, max(0, len(sections.entries) - FEW_PROBLEMS) / FEW_PROBLEMS)
        room = min(room + int(budget * HEAVY_SHARE * heavy), budget - kept)
        late = int(budget * (LATE_SHARE + HEAVY_SHARE * heavy))
        picked = pick(list(blocks), room, late)
        lesser = min(MOST_LESSER_TOKENS, max(LEAST_LESSER_TOKENS, budget // 12))
        if len(sections.entries) > sum(name.startswith("headline") for name in picked.names):
            kept += lesser
            picked = pick(list(blocks), room - lesser, late)
        return cls(sections, blocks, picked, whole_call, lesser, picked.cost + kept)

    @property
    def shown(self) -> tuple[Incident, ...]:
        """The incidents that have their headline."""
        entries = self.sections.entries
        return tuple(each for place, each in enumerate(entries) if f"headline {place}" in self.picked.names)

    @property
    def calls(self) -> tuple[Shown, ...]:
        """The calls that lead on."""
        return tuple(written(self.blocks[-1], self.picked)[1:])

    @property
    def way(self) -> Shown:
        """The way through the screens, empty where there is none."""
        lines = written(self.blocks[-3], self.picked)
        return lines[1] if lines else say()

    def text(self, told: Digest, chosen: Chosen, window: Window | None, names: Names) -> str:
        """The whole text with what was chosen for the timeline."""
        *head, gone, calls = self.blocks
        blocks = [written(block, self.picked) for block in head]
        if rest := self.sections.entries[len(self.shown) :]:
            blocks[2].append(self.sections.lesser(rest, self.lesser_tokens))
        if window and window.nothing:
            blocks.append([say("## Timeline"), window.nothing])
        elif chosen.lines:
            blocks.append([self._timeline_title(told, window), *chosen.lines])
        account = [*self._left_out(told, chosen, names), *written(gone, self.picked)]
        if account:
            blocks.append([LEFT_OUT, *account])
        blocks.append(written(calls, self.picked))
        return "\n".join(line for block in blocks if block for line in (*block, say())).rstrip()

    def _timeline_title(self, told: Digest, window: Window | None) -> Shown:
        if window is None:
            return say("## Timeline")
        events = told.story.events[window.first : window.stop]
        return say("## Timeline from ", ours(clock(events[0].at_ms)), " to ", ours(clock(events[-1].at_ms)))

    def _left_out(self, told: Digest, chosen: Chosen, names: Names) -> list[Shown]:
        if not chosen.hidden:
            return []
        account = say(_account(chosen.hidden), often(told, chosen, names))
        if self.whole_call:
            return [account, self.whole_call]
        gap = self._gap(told, *chosen.longest_hidden) if chosen.longest_hidden else None
        return [account, say("To open the longest gap, and any other likewise: ", gap)] if gap else [account]

    def _gap(self, told: Digest, first: int, last: int) -> Shown | None:
        """The call that shows a stretch without a line, from its first reference to its last."""
        events = told.story.events
        begin = events[first]
        end = next(events[index] for index in range(last, first - 1, -1) if events[index].part == begin.part)
        return self.sections.read(told.story.parts[begin.part], start=f"#{begin.n}", end=f"#{end.n}")


def _blocks(told: Digest, sections: Sections, budget: int) -> tuple[Block, ...]:
    """Every block of a summary but its timeline, in the order of the text; the last but one says what is missing."""
    header = sections.header()
    if tokens(header.pieces[0].lines[0]) > budget // 4 or sections.lines.width <= NARROWEST:
        least = Piece("title", 0, (least_title(told.story),))
        header = Block(header.heading, (least, *header.pieces[1:]))
    asked = Piece("question", 1, tuple(question_line(told, plain=budget < LEAST_WITH_GAPS)))
    header = Block(header.heading, (header.pieces[0], asked, *header.pieces[1:]))
    gone = (Piece(f"gone {place}", RANKS["gone"], (line,)) for place, line in enumerate(sections.gone))
    return (
        header,
        sections.outcome(),
        sections.incidents(),
        sections.signals(),
        sections.screens(),
        Block(say(), tuple(gone)),
        sections.next_calls(),
    )


def _account(hidden: Counter[Kind]) -> Shown:
    return say(plural(hidden.total(), "event"), " without a line: ", hidden_by_kind(hidden), ".")


def _whole_call(sections: Sections, window: Window | None) -> Shown:
    """The shortest call that shows every event of what is told, with words before it; empty where none can be made."""
    story = sections.story
    if window and window.stop > window.first:
        first, last = story.events[window.first], story.events[window.stop - 1]
        ends = {"start": f"#{first.n}", "end": f"#{last.n}"} if first.part == last.part else {}
        shown = sections.read(story.parts[first.part], **ends)
    elif len(story.parts) > 1 or (story.session and len(story.session.part_ids) <= 1):
        shown = call("get_session_recording", sections.address)
    else:
        shown = sections.read(story.parts[0]) if story.parts else None
    return say("To read them: ", shown) if shown else say()
