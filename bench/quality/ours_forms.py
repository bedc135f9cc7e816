"""How a line of the summary is matched as a whole: app text is taken out first, so it can never be structure.

A form is written as the line is: `<slot:atom>` reads something, `<atom>` passes over it, `{...}` may be missing, and
everything else must stand there letter by letter.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

from facts import Ref

_QUOTE: Final = r'"\d+"'
_CLOCK: Final = r"-?(?:\d+:)?\d+:\d\d"
_TIME: Final = rf"~?{_CLOCK}\.\d"
_REF: Final = r"(?:r\d+)?#\d+"
_PLACE: Final = rf"{_TIME} \[{_REF}\]"
_NUMBER: Final = r"\d{1,3}(?:,\d{3})*"
_BARE: Final = r"[A-Za-z0-9_/][\w./$~:-]{0,59}"
_NAME: Final = rf"(?:{_QUOTE}|{_BARE})"
_CODE: Final = r"(?:[\w.$:()/@,-]|~(?!~)|<(?:init|clinit|lambda|anonymous|computed)>|\[\w*\](?!\())+"
_VALUE: Final = (
    rf"(?:{_QUOTE}|\{{[\d,]+ fields?\}}|\[[\d,]+ entr(?:y|ies)\]|\[hidden\]|-?\[[a-z]+\][\w.+-]*|[\w.+-]+|\?)"
)
_PROPERTY: Final = rf"{_NAME}: {_VALUE}"
_ID: Final = rf"(?:{_QUOTE}|[\w.:/@=+~#-]+)"
_KEY: Final = r"[a-z_]+"
_ARGUMENT: Final = rf"(?:{_QUOTE}|true|false)"
_KINDS: Final = rf"[a-z_]+ {_NUMBER}(?:, (?:the rest|[a-z_]+) {_NUMBER})*"

ATOMS: Final[dict[str, str]] = {
    "quote": _QUOTE,
    "quotes": rf"{_QUOTE}(?:, {_QUOTE})*",
    "number": _NUMBER,
    "clock": _CLOCK,
    "time": _TIME,
    "moment": r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC|an unknown time",
    "lasting": rf"\d+ ms|\d+(?:\.\d)? s|{_CLOCK}",
    "ref": _REF,
    "span": rf"{_REF}(?:(?:-| to ){_REF})?",
    "place": _PLACE,
    "places": rf"{_PLACE}(?:, (?:\.\.\. )?{_PLACE})*",
    "stamps": rf"\[{_TIME} {_REF}\](?:, \[{_TIME} {_REF}\])*",
    "name": _NAME,
    "listed": rf"{_NAME}(?:, {_NAME})*",
    "names": rf"{_NAME}(?: > {_NAME})+",
    "code": rf"{_QUOTE}|{_CODE}",
    "bare_code": _CODE,
    "request": rf"{_QUOTE}|\(unnamed\)",
    "outcomes": rf"{_NAME} x{_NUMBER}(?:, {_NAME} x{_NUMBER})*",
    "properties": rf"\{{{_PROPERTY}(?:, {_PROPERTY})*(?:, {_NUMBER} more)?\}}",
    "attributes": rf"{_PROPERTY}(?:, {_PROPERTY})*(?:, {_NUMBER} more attributes?)?",
    "id": _ID,
    "ids": rf"{_ID}(?:, {_ID})*",
    "call": rf"\w+\({_KEY}={_ARGUMENT}(?:, {_KEY}={_ARGUMENT})*\)",
    "key": _KEY,
    "argument": _ARGUMENT,
    "kinds": _KINDS,
    "often": rf"\w+ {_QUOTE} x{_NUMBER}(?:, \w+ {_QUOTE} x{_NUMBER})*",
    "some": r"[^ ](?:.*?[^ ])?",
}
"""What may stand in a slot, on a line whose app text is taken out; `some` is read on by other forms."""

_PIECE: Final = re.compile(r"<(?:(\w+):)?(\w+)>|([{}])|([^<{}]+)")
_QUOTED: Final = re.compile(r'"[^"]*"')
_REFERENCE: Final = re.compile(r"(?:r(\d+))?#(\d+)")
_ON_THE_CLOCK: Final = re.compile(r"~?(-?)(?:(\d+):)?(\d+):(\d\d)(?:\.(\d))?")


@dataclass(frozen=True)
class Line:
    """A line whose quoted texts are taken out: where one stood, its place among them stands in quotes."""

    raw: str
    bare: str
    quotes: tuple[str, ...]

    def part(self, bare: str) -> "Line":
        """A piece of the line."""
        return Line(self.raw, bare, self.quotes)

    def pieces(self, separator: str) -> list["Line"]:
        """The line between its separators; none of them stands in app text."""
        return [self.part(piece) for piece in self.bare.split(separator)]

    def word(self, bare: str) -> str:
        """What stands in a slot, without its quotes."""
        return self.quotes[int(bare[1:-1])] if bare.startswith('"') else bare


@dataclass(frozen=True)
class Found:
    """What the slots of a form hold; empty where an optional one is missing."""

    line: Line
    held: dict[str, str | None]

    def __contains__(self, slot: str) -> bool:
        return bool(self.held.get(slot))

    def __getitem__(self, slot: str) -> str:
        """The words, without quotes."""
        return self.line.word(self.held.get(slot) or "")

    def rest(self, slot: str) -> Line:
        """What is to be read on."""
        return self.line.part(self.held.get(slot) or "")

    def number(self, slot: str, default: int = 0) -> int:
        return int(self[slot].replace(",", "")) if slot in self else default

    def ms(self, slot: str) -> int | None:
        """A time, or how long something lasted."""
        return milliseconds(self[slot]) if slot in self else None

    def refs(self, slot: str) -> tuple[Ref, ...]:
        """The references in it, in order."""
        return references(self.held.get(slot) or "")


Form: TypeAlias = str
"""A template of a line, a piece or a phrase."""


@cache
def pattern(template: Form) -> re.Pattern[str]:
    """What a template means."""
    pieces: list[str] = []
    for slot, atom, brace, literal in _PIECE.findall(template):
        if atom:
            pieces.append(f"(?P<{slot}>{ATOMS[atom]})" if slot else f"(?:{ATOMS[atom]})")
        elif brace:
            pieces.append("(?:" if brace == "{" else ")?")
        else:
            pieces.append(re.escape(literal))
    return re.compile("".join(pieces))


def line_of(text: str) -> Line | None:
    """A line with its app text taken out; None where a quote is open, so that nothing of it can be trusted."""
    if text.count('"') % 2:
        return None
    quotes: list[str] = []

    def taken(found: re.Match[str]) -> str:
        quotes.append(found[0][1:-1])
        return f'"{len(quotes) - 1}"'

    bare = _QUOTED.sub(taken, text)
    return Line(text, bare, tuple(quotes))


def match(form: Form, line: Line) -> Found | None:
    """What the line holds if it has that form as a whole."""
    found = pattern(form).fullmatch(line.bare)
    return Found(line, found.groupdict()) if found else None


def first_match(forms: Iterable[Form], line: Line) -> Found | None:
    """The same for the first of several forms that it has."""
    return next((found for each in forms if (found := match(each, line))), None)


def references(bare: str) -> tuple[Ref, ...]:
    """Every reference in a piece without app text; the first part where none is named."""
    return tuple((int(part or 1), int(n)) for part, n in _REFERENCE.findall(bare))


def milliseconds(words: str) -> int | None:
    """`3:41.2`, `1:02:03`, `340 ms`, `1.3 s`."""
    if found := _ON_THE_CLOCK.fullmatch(words):
        sign, hours, minutes, seconds, tenth = found.groups()
        ms = (int(hours or 0) * 3_600 + int(minutes) * 60 + int(seconds)) * 1_000 + int(tenth or 0) * 100
        return -ms if sign else ms
    value, _, unit = words.partition(" ")
    return round(float(value) * (1_000 if unit == "s" else 1)) if unit in {"s", "ms"} else None
