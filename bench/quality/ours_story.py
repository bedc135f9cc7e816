"""How it ended, what was noticed beside, the way through the screens, and the timeline."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from facts import Line as Told, Noticed, Series
from ours_forms import Line, first_match, match
from ours_phrases import said, series_of, stamped
from ours_words import ENDED, FOLDED, LOOP, NO_EVENT, NOTICED, SIGNALS, THEN, VISIT, WELL

_BETWEEN_STRETCHES: Final = re.compile(r" > (?![^(]*\))")
"""Not between the screens of a loop; names have no parentheses."""


@dataclass
class Story:
    """What these sections tell."""

    nothing_wrong: bool = False
    ended_on: str = ""
    noticed: list[Noticed] = field(default_factory=list[Noticed])
    screens: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])
    whole_flow: bool = False
    lines: list[Told] = field(default_factory=list[Told])
    entered: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])
    """Screens and pages that lines of the timeline enter."""
    series: list[Series] = field(default_factory=list[Series])
    polled: list[Noticed] = field(default_factory=list[Noticed])
    lost: list[Line] = field(default_factory=list[Line])


def read_outcome(story: Story, lines: Sequence[Line]) -> None:
    """The sentence about the end."""
    for place, line in enumerate(lines):
        well = match(WELL, line)
        found = well or first_match(ENDED, line)
        if found is None or place or ("step" in found and said(found.rest("step")) is None):
            story.lost.append(line)
            continue
        story.nothing_wrong = well is not None
        story.ended_on = found["ended"]


def read_noticed(story: Story, lines: Sequence[Line]) -> None:
    """Signals, a line each."""
    for line in lines:
        noticed = match(NOTICED, line)
        if noticed is None or not _is_signal(story, noticed.rest("signal")):
            story.lost.append(line)


def _is_signal(story: Story, line: Line) -> bool:
    for signal, form in SIGNALS:
        if found := match(form, line):
            if signal:
                about = [found[slot] for slot in ("a", "b", "c", "name") if slot in found]
                if signal == "polling":
                    story.series.append(series_of(found))
                story.noticed.append(Noticed(signal, THEN.join(about), found.refs("at") + found.refs("to")))
            return True
    return False


def read_screens(story: Story, lines: Sequence[Line]) -> None:
    """The way in one line; all of it, unless it says that some of it is folded."""
    for place, line in enumerate(lines):
        way = _way(line)
        if way is None or place:
            story.lost.append(line)
        else:
            story.screens, story.whole_flow = way


def _way(line: Line) -> tuple[list[tuple[str, int]], bool] | None:
    screens: list[tuple[str, int]] = []
    whole = True
    for piece in map(line.part, _BETWEEN_STRETCHES.split(line.bare)):
        if visit := match(VISIT, piece):
            screens.append((visit["name"], visit.ms("at") or 0))
        elif loop := match(LOOP, piece):
            names = [name.word(name.bare) for name in loop.rest("names").pieces(THEN)]
            screens += [(name, loop.ms("at") or 0) for name in names] * loop.number("rounds")
        elif match(FOLDED, piece):
            whole = False
        else:
            return None
    return screens, whole


def read_timeline(story: Story, lines: Sequence[Line]) -> None:
    """Events with a line of their own."""
    for line in lines:
        event = stamped(line)
        if event is None:
            if not first_match(NO_EVENT, line):
                story.lost.append(line)
            continue
        told, phrase = event
        story.lines.append(told)
        if phrase.enters:
            story.entered.append((phrase.enters, told.at_ms))
        if phrase.series:
            story.series.append(phrase.series)
            story.polled.append(Noticed("polling", phrase.series.name, (told.ref,)))
