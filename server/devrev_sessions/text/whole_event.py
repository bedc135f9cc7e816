"""One event as fully as there is room for."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from devrev_sessions.text.door import Shown, clean, number, say
from devrev_sessions.text.entered import called, carries, entered, of_a_field, typed_as_name
from devrev_sessions.text.harmless import CUT_MARK
from devrev_sessions.text.lines import Lines
from devrev_sessions.text.properties import whole_properties, whole_texts
from devrev_sessions.timeline.events import Event, Kind
from devrev_sessions.timeline.properties import Properties, read_properties

FULL_PROPERTIES: Final = 30
FULL_WIDTH: Final = 300
MOST_OF_AN_OBJECT: Final = 3_000
"""Characters of one object in full detail beside other events."""
SHORTEST_CUT: Final = 40
"""Texts up to this length stand whole on every line."""
WIDTHS: Final = (60, 80, 110, 160, 230, 320, 450, 650, 900, 1_300, 1_800, 2_500, 3_500, 5_000, 7_000, 10_000, 30_000)
"""How much of each value an event by itself is told with: the most that fits; no result holds more than the last."""
FEWER: Final = (3, 10, 30, 100, 300)
"""How many properties where even the shortest values are more than a result can hold."""
STEPS: Final = (*((few, WIDTHS[0]) for few in FEWER), *((1_000_000, width) for width in WIDTHS))
LEAST_CUT: Final = 19
"""Characters of the shortest text that a line cuts; an app's own `Loading...` is shorter."""
_QUOTED: Final = re.compile(r'"([^"]*)"')


@dataclass(frozen=True, slots=True)
class _Carried:
    """One object of an event under its label; `texts` where they are the event's own and no properties of the app's."""

    label: Shown
    found: Properties
    texts: bool = False
    typed: bool = False
    called: str = ""

    def told(self, most: int, width: int) -> Shown:
        if self.texts:
            return say(self.label, whole_texts(self.found, width))
        return say(self.label, whole_properties(self.found, most, width, typed=self.typed, called=self.called))


def full(lines: Lines, index: int) -> list[Shown]:
    """The event's line and what it carries, at the length that leaves room for others beside it."""
    event, line = lines.events[index], lines.line(index)
    block = [line, *(each.told(FULL_PROPERTIES, FULL_WIDTH) for each in _texts(event, line, beside=True))]
    for each in _objects(event):
        width = FULL_WIDTH if len(each.found) * FULL_WIDTH <= MOST_OF_AN_OBJECT else FULL_WIDTH // 4
        block.append(each.told(FULL_PROPERTIES, width))
    return block


def alone(lines: Lines, index: int, room: int) -> list[Shown]:
    """The event's line and all that it carries, as far as `room` characters hold it."""
    event, line = lines.events[index], lines.line(index)
    objects = [*_texts(event, line, beside=False), *_objects(event)]

    def block(step: tuple[int, int]) -> list[Shown]:
        most, width = step
        told = [line, *(each.told(most, width) for each in objects)]
        if objects and step != STEPS[-1]:
            told.append(say("    (more than one result can hold: each value up to ", number(width), " characters)"))
        return told

    def fits(step: tuple[int, int]) -> bool:
        return sum(len(each) + 1 for each in block(step)) <= room

    if fits(STEPS[-1]):
        return block(STEPS[-1])
    best = bisect_left(STEPS, True, key=lambda step: not fits(step)) - 1
    return block(STEPS[best]) if best >= 0 else [line, say("    (what it carries is more than one result can hold)")]


def shortened(block: Sequence[Shown]) -> bool:
    """Whether something in these lines was cut to a length."""
    return any(" more}" in line or any(map(_is_cut, _QUOTED.findall(line))) for line in block)


def _is_cut(text: str) -> bool:
    return len(text) >= LEAST_CUT and text.endswith(CUT_MARK)


def hides_lines(event: Event) -> bool:
    """Whether its line tells only the first of several."""
    return event.kind is Kind.CONSOLE and "\n" in event.name.strip()


def _objects(event: Event) -> list[_Carried]:
    """What it carries, each object once: in a browser's records both sides stand among the properties too."""
    besides = read_properties(event.properties)
    if event.request or event.response:
        besides = {name: value for name, value in besides.items() if name not in {"request", "response"}}
    found = [
        (say("    properties "), besides),
        (say("    request "), read_properties(event.request)),
        (say("    response "), read_properties(event.response)),
    ]
    typed, beside = of_a_field(event), called(event)
    return [_Carried(label, properties, typed=typed, called=beside) for label, properties in found if properties]


def _texts(event: Event, line: Shown, *, beside: bool) -> list[_Carried]:
    """The event's own texts that its line shows in part. What was typed into a field is not told."""
    texts = {name: text for name, text in (("name", event.name), ("target", event.target)) if not carries(event, text)}
    if typed_as_name(event):
        texts.pop("name", None)
    if not entered(event):
        texts["note"] = event.note
    if not beside:
        texts["screen"] = event.screen
    cut: Properties = {
        name: text
        for name, text in texts.items()
        if (len(text) > SHORTEST_CUT or "\n" in text) and clean(text, 20_000).replace('"', "'") not in line
    }
    return [_Carried(say("    text "), cut, texts=True)] if cut else []
