"""What stands in a text that one of the other ways made: heads and events, and not a byte more."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, cast

from bodies import Json, an_object, head_of, lists_of
from table import SHORT, plain

LONG: Final = {short: name for name, short in SHORT.items() if name.endswith("_properties") or name == "event_details"}
OF_DEVTOOLS: Final = {"q": "request", "s": "response", "p": "properties"}


@dataclass(frozen=True)
class Head:
    """What is told of one part besides its events."""

    part: int
    data: Json
    total: int | None
    """How many events it has, where that can be known."""
    refused: bool = False
    lacks_devtools: bool = False
    """Whether a tab came without anything of its console and network."""


@dataclass(frozen=True)
class Shown:
    """One event that can be read."""

    part: int
    n: int
    source: str
    fields: Json
    offset_ms: float | None = None
    """Where the text gives milliseconds from the start of the part."""


@dataclass(frozen=True)
class Visible:
    """All that a text holds, events in the order they stand."""

    heads: tuple[Head, ...]
    events: tuple[Shown, ...]
    parts: int
    whole: bool
    """Whether every event of every part is there."""
    to_the_end: bool
    """Whether the last event that is there is the last one there was."""
    unbroken: bool
    """Whether nothing between the first event that is there and the last one there was is left out."""


def visible(text: str) -> Visible:
    """What the text holds."""
    heads: list[Head] = []
    events: list[Shown] = []
    parts = 0
    to_the_end = unbroken = False
    rest = _lines(text)
    while rest:
        line = rest[0]
        if line.startswith(("n,", "@")):
            events += _rows("".join(rest), heads)
            break
        rest = rest[1:] if line.startswith("{") else []
        found = _complete(line)
        if found is None:
            continue
        parts = max(parts, _number(found.get("of")) or 0)
        if "of" in found:
            head, more = _part(found, cut=not line.endswith("\n"))
            heads.append(head)
            events += more
        elif "shown" in found:
            to_the_end = found["shown"] in {"last", "evenly"}
            unbroken = found["shown"] == "last"
        elif "n" in found:
            events.append(_shown(found, heads))
    whole = _is_whole(heads, events, parts)
    there = bool(events)
    return Visible(
        tuple(heads), tuple(events), parts, whole, (whole or to_the_end) and there, (whole or unbroken) and there
    )


def _lines(text: str) -> list[str]:
    """Lines as they were written: only `\\n` ends one, which JSON and the table never hold inside."""
    return [line + "\n" for line in text.split("\n")[:-1]] + [text.rpartition("\n")[2]] * (not text.endswith("\n"))


def _is_whole(heads: list[Head], events: list[Shown], parts: int) -> bool:
    totals = [0 if head.refused else head.total for head in heads]
    return len(heads) == parts and None not in totals and sum(total or 0 for total in totals) == len(events)


def _part(found: Json, *, cut: bool) -> tuple[Head, list[Shown]]:
    """The line of a part: with a count of its events, or with the whole bodies."""
    part = _number(found.get("part")) or 1
    if "refused" in found:
        return Head(part, {}, 0, refused=True), []
    if "recording_data" not in found:
        data = an_object(found.get("data")) or {}
        lacks = "developer_info" in found or (found.get("of_console") == 0 and found.get("of_network") == 0)
        return Head(part, data, _number(found.get("events")), lacks_devtools=lacks), []
    body = an_object(found["recording_data"]) or {}
    lists = lists_of(body, found.get("developer_info"))
    events: list[Shown] = []
    n = 0
    for source, entries in lists:
        for entry in entries:
            n += 1
            events.append(Shown(part, n, source, _fields(entry)))
    lacks = (
        not cut and "timeline_data" in body and all(not entries for source, entries in lists if source != "timeline")
    )
    return Head(part, head_of(body), None if cut else n, lacks_devtools=lacks), events


def _shown(found: Json, heads: list[Head]) -> Shown:
    only = heads[0].part if heads else 1
    return Shown(_number(found.get("part")) or only, _number(found["n"]) or 0, found.get("source", "timeline"), found)


def _rows(text: str, heads: list[Head]) -> Iterator[Shown]:
    """The rows of the table, their codes looked up."""
    codes: dict[str, str] = {}
    lines = _lines(text)
    while lines and lines[0].startswith("@"):
        code, _, value = lines.pop(0).rstrip("\n").partition("=")
        codes[code] = value
    rows = csv.DictReader(lines, strict=False)
    for row in rows:
        if any(cell is None for cell in row.values()):
            continue
        cells = {name: plain(codes.get(cell, cell)) for name, cell in row.items() if name != "details"}
        source = cells.pop("source", "") or "timeline"
        fields: Json = {name: value for name, value in cells.items() if value and name not in {"n", "part", "t"}}
        for detail in filter(None, row["details"].split("&")):
            name, _, value = detail.partition("=")
            _put(fields, _path(plain(name), source), plain(codes.get(value, value)))
        part = _number(cells.get("part")) or (heads[0].part if heads else 1)
        yield Shown(part, int(cells["n"]), source, fields, float(cells["t"]) if cells["t"] else None)


def _path(name: str, source: str) -> list[str]:
    first, *others = name.split(".")
    long = LONG if source == "timeline" else OF_DEVTOOLS
    return [long.get(first, first) if others else first, *others]


def _put(fields: Json, path: list[str], value: str) -> None:
    for name in path[:-1]:
        inner = an_object(fields.setdefault(name, {}))
        if inner is None:
            return
        fields = inner
    fields[path[-1]] = value


def _fields(entry: object) -> Json:
    return an_object(entry) or {"unreadable": str(entry)[:100]}


def _number(value: object) -> int | None:
    try:
        return int(cast("Any", value))
    except (TypeError, ValueError):
        return None


def _complete(line: str) -> Json | None:
    """The object of a line; of one that is cut, all that is complete: no half field and no half event."""
    for text in (line, _mended(line)):
        try:
            return an_object(json.loads(text))
        except ValueError:
            continue
    return None


def _mended(line: str) -> str:
    """A cut line up to the last place where it could have ended, closed.

    Such a place is after a member of the objects around the first list, or after a whole element of that list.
    """
    stack: list[str] = []
    quoted = escaped = False
    end, closing = 0, ""
    for place, mark in enumerate(line):
        if quoted:
            quoted = escaped or mark != '"'
            escaped = mark == "\\" and not escaped
        elif mark == '"':
            quoted = True
        elif mark in "{[":
            stack.append(mark)
            if "[" not in stack[:-1]:
                end, closing = place + 1, _closing(stack)
        elif mark in "}]" and stack:
            stack.pop()
            if "[" not in stack[:-1]:
                end, closing = place + 1, _closing(stack)
        elif mark == "," and "[" not in stack[:-1]:
            end, closing = place, _closing(stack)
    return line[:end] + closing


def _closing(stack: list[str]) -> str:
    return "".join("}" if each == "{" else "]" for each in reversed(stack))
