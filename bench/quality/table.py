"""A session as CSV: a dictionary of the values that come again, a row of column names, then one row an event."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final, cast
from urllib.parse import unquote

from bodies import Bodies, Entry, Json, an_object, is_web, moment_ms, time_of

MOBILE: Final = ("event_type", "event_name", "screen", "object_name", "name")
WEB: Final = ("source", "event_type", "event", "page_url", "label")
SHORT: Final = {
    "event_properties": "p",
    "request_properties": "q",
    "response_properties": "s",
    "event_details": "d",
    "request": "q",
    "response": "s",
    "properties": "p",
}
NOISE: Final = frozenset({"coordinates", "input_type", "timestamp_offset_ms", "timestamp"})
LONGEST_VALUE: Final = 1_500
WORTH: Final = 14
"""A value comes into the dictionary when the characters it saves are at least so many."""

Cells = list[str]


def table(bodies: Bodies) -> Callable[[int], str]:
    """What writes the first so many events; each row is made once."""
    web = any(is_web(part.recording) for part in bodies.parts)
    begun = {part.number: moment_ms((part.recording or {}).get("created_at")) for part in bodies.parts}
    columns = WEB if web else MOBILE
    several = len(bodies.parts) > 1
    rows: list[tuple[Cells, Cells]] = []

    def text_of(count: int) -> str:
        rows.extend(_row(entry, columns, begun[entry.part], several=several)
                    for entry in bodies.entries[len(rows) : count])  # fmt: skip
        return _written(rows[:count], ("n", *(("part",) if several else ()), "t", *columns, "details"))

    return text_of


def _row(entry: Entry, columns: tuple[str, ...], begun: float | None, *, several: bool) -> tuple[Cells, Cells]:
    """The numbers of a row, and its texts: one for each column, then `name=value` for every other field."""
    body = an_object(entry.body) or {"unreadable": str(entry.body)[:100]}
    moment = time_of(body) if begun is not None and "timestamp_offset_ms" not in body else None
    at = body.get("timestamp_offset_ms") if moment is None else round(moment - (begun or 0))
    numbers = [str(entry.n), *([str(entry.part)] if several else ()), "" if at is None else str(at)]
    source = "" if entry.source == "timeline" else entry.source
    texts = [source if column == "source" else _text(body.get(column)) for column in columns]
    others = {name: value for name, value in body.items() if name not in columns and name not in NOISE}
    return numbers, [*map(coded, texts), *(f"{name}={coded(value)}" for name, value in _flat(others, ""))]


def _written(rows: list[tuple[Cells, Cells]], columns: tuple[str, ...]) -> str:
    counts = Counter(text.partition("=")[2] or text for _, texts in rows for text in texts)
    worth = [text for text, count in counts.items() if count > 1 and (len(text) - 3) * (count - 1) >= WORTH]
    codes = {text: f"@{place}" for place, text in enumerate(worth, 1)}
    out = io.StringIO()
    for text, code in codes.items():
        out.write(f"{code}={text}\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    own = sum(column not in {"n", "part", "t", "details"} for column in columns)
    for numbers, texts in rows:
        details = "&".join(_with_code(text, codes) for text in texts[own:])
        writer.writerow([*numbers, *(codes.get(text, text) for text in texts[:own]), details])
    return out.getvalue()


def _with_code(detail: str, codes: dict[str, str]) -> str:
    name, _, value = detail.partition("=")
    return f"{name}={codes.get(value, value)}"


def _flat(value: object, name: str) -> Iterator[tuple[str, str]]:
    """Every value of nested objects under its dotted name, the long first names shortened."""
    if isinstance(value, dict):
        for key, each in cast("Json", value).items():
            inner = f"{name}.{key}" if name else SHORT.get(key, key)
            yield from _flat(each, inner)
    elif isinstance(value, list):
        for place, each in enumerate(cast("list[Any]", value)):
            yield from _flat(each, f"{name}.{place}")
    elif text := _text(value):
        yield coded(name), text


def _text(value: object) -> str:
    if value is None or value is False:
        return ""
    text = "true" if value is True else str(value)
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "..."


def coded(text: str) -> str:
    """A text that holds none of the table's own marks, nor a line's end."""
    for mark in "%&=\n\r":
        text = text.replace(mark, f"%{ord(mark):02X}")
    text = "%40" + text[1:] if text.startswith("@") else text
    return text.encode("utf-8", "replace").decode() if not text.isascii() else text


def plain(text: str) -> str:
    """The text that was coded."""
    return unquote(text)
