"""How an assistant gets a session today: raw JSON that is cut, some of the events, or a dense table.

Each way is the best that a short script makes of it: minified, without fields that are empty or say where on the glass
a finger was, with long values cut, and filled up to the last event that fits. Where a script picks events, each carries
its number `n`, and its part where there are several; in raw JSON its place in the list is its number.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Final, TypeAlias

from bodies import Bodies, Entry, Json, Part, an_object, head_of, is_web, lists_of
from fitting import CHARACTERS_PER_TOKEN, cut_to_fit, most_that_fit
from table import table

from devrev_sessions.text.tokens import tokens

Tell: TypeAlias = Callable[[Bodies, int], str]

LONGEST_VALUE: Final = 1_500
"""Characters of one value, the crash log's first of all."""
LONGEST_OF_HEAD: Final = 300
SHORTER_LOGS: Final = (LONGEST_VALUE, 700, 300, 0)
"""How much of a crash log is tried, until the heads leave room for events."""
MOST_OF_HEADS: Final = 0.75
LONGEST_EVENT: Final = 4_000
"""Characters of one event, above which its objects go."""
NEEDED: Final = ("created_at", "device_metadata", "observability_sessions_log_data", "recording", "app_launch")
"""What is left of a head that is too long."""
SHARED: Final = frozenset(
    ("device_metadata", "session_id", "rev_user_id", "rev_org_id", "user_attributes", "session_attributes", "total_ram")
)
"""What every part of a session repeats; said once."""
NOISE: Final = frozenset({"coordinates", "input_type"})


def raw_json(bodies: Bodies, budget_tokens: int) -> str:
    """The whole bodies one after the other, cut where the budget ends."""
    most = int(CHARACTERS_PER_TOKEN * budget_tokens)
    pieces: list[str] = []
    for piece in _raw_pieces(bodies):
        pieces.append(piece)
        most -= len(piece)
        if most < 0:
            break
    return cut_to_fit("".join(pieces), budget_tokens)


def first_events(bodies: Bodies, budget_tokens: int) -> str:
    """The heads, then events from the first."""
    return _some_events(bodies, budget_tokens, "first", lambda _, count: range(count))


def last_events(bodies: Bodies, budget_tokens: int) -> str:
    """The heads, then events up to the last."""
    return _some_events(bodies, budget_tokens, "last", lambda all_, count: range(all_ - count, all_))


def sampled_events(bodies: Bodies, budget_tokens: int) -> str:
    """The heads, then events at even distances, with the first and the last."""
    return _some_events(bodies, budget_tokens, "evenly", _evenly)


def csv_table(bodies: Bodies, budget_tokens: int) -> str:
    """The heads, then a dictionary of the values that come again, and a row an event from the first."""
    head = heads(bodies, budget_tokens)
    rows = table(bodies)
    text = most_that_fit(lambda count: head + rows(count), len(bodies.entries), budget_tokens)
    return text or cut_to_fit(head, budget_tokens)


WAYS: Final[tuple[tuple[str, Tell], ...]] = (
    ("raw JSON cut to fit", raw_json),
    ("first N events", first_events),
    ("last N events", last_events),
    ("evenly sampled events", sampled_events),
    ("CSV with dictionaries", csv_table),
)


def heads(bodies: Bodies, budget_tokens: int) -> str:
    """A line for each part: all but its events, with as much of a crash log as leaves room for them."""
    for longest in SHORTER_LOGS:
        text = _head_lines(bodies, longest, brief=False)
        if tokens(text) <= MOST_OF_HEADS * budget_tokens:
            return text
    text = _head_lines(bodies, 0, brief=True)
    return text if tokens(text) <= budget_tokens else cut_to_fit(text, budget_tokens)


def written(value: object) -> str:
    """Minified JSON; half an emoji stays the escape it was."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def _some_events(bodies: Bodies, budget_tokens: int, which: str, pick: Callable[[int, int], Sequence[int]]) -> str:
    head = heads(bodies, budget_tokens) + written({"shown": which}) + "\n"
    entries = bodies.entries

    @cache
    def line(place: int) -> str:
        return written(_plain(entries[place], named=len(bodies.parts) > 1)) + "\n"

    def text_of(count: int) -> str:
        return head + "".join(line(place) for place in pick(len(entries), count))

    return most_that_fit(text_of, len(entries), budget_tokens, uneven=which == "evenly") or cut_to_fit(
        head, budget_tokens
    )


def _evenly(all_: int, count: int) -> Sequence[int]:
    if count < 2:
        return range(count)
    return [round(place * (all_ - 1) / (count - 1)) for place in range(count)]


def _plain(entry: Entry, *, named: bool) -> Json:
    """An event with its number, without what is empty, its values cut."""
    number: Json = {"n": entry.n, **({"part": entry.part} if named else {})}
    if entry.source != "timeline":
        number["source"] = entry.source
    body = an_object(entry.body)
    if body is None:
        return {**number, "unreadable": _cut(entry.body, 100)}
    fields = {**number, **plain_fields(body)}
    if len(written(fields)) > LONGEST_EVENT:
        fields = {name: _cut(value, 300) for name, value in fields.items() if not isinstance(value, dict | list)}
    return fields


def plain_fields(body: Json) -> Json:
    """The fields of an event that say something."""
    return {
        name: _cut(value, LONGEST_VALUE)
        for name, value in body.items()
        if name not in NOISE and value is not False and value not in (None, "", [], {})
    }


def _head_lines(bodies: Bodies, longest_log: int, *, brief: bool) -> str:
    counts: dict[int, int] = {}
    for entry in bodies.entries:
        counts[entry.part] = counts.get(entry.part, 0) + 1
    told = [part for part in bodies.parts if part.recording is not None]
    return "".join(
        written(
            _head(
                part, len(bodies.parts), counts.get(part.number, 0), longest_log,
                brief=brief, first=told[0].recording if told and part is not told[0] else None,
            )
        ) + "\n"
        for part in bodies.parts
    )  # fmt: skip


def _head(part: Part, of: int, events: int, longest_log: int, *, brief: bool, first: Json | None) -> Json:
    """The line of a part; what stands in the `first` line already is not said again."""
    place: Json = {"part": part.number, "of": of, "id": part.id}
    if part.recording is None:
        return {**place, "refused": part.refused}
    told = {
        name: _cut(value, longest_log if name == "observability_sessions_log_data" else LONGEST_OF_HEAD)
        for name, value in head_of(part.recording).items()
        if (not brief or name in NEEDED) and not (first and name in SHARED and first.get(name) == value)
    }
    return {**place, "events": events, **_devtools(part), "data": told}


def _devtools(part: Part) -> Json:
    """Of a tab, how many of its events are of the console and the network."""
    if not is_web(part.recording):
        return {}
    if part.developer_info is None:
        return {"developer_info": "unavailable"}
    lists = {source: len(events) for source, events in lists_of(None, part.developer_info)}
    return {"of_console": lists["console"], "of_network": lists["network"]}


def _cut(value: object, longest: int) -> object:
    """A value with every string in it cut, and the cut marked."""
    match value:
        case str():
            return value if len(value) <= longest else value[:longest] + "..."
        case dict():
            return {name: _cut(each, longest) for name, each in value.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - JSON
        case list():
            return [_cut(each, longest) for each in value]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - JSON
        case _:
            return value


def _raw_pieces(bodies: Bodies) -> Iterator[str]:
    encoder = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))
    for part in bodies.parts:
        place: Json = {"part": part.number, "of": len(bodies.parts), "id": part.id}
        if part.recording is None:
            yield from encoder.iterencode({**place, "refused": part.refused})
        else:
            beside = {"developer_info": part.developer_info} if "timeline_data" in part.recording else {}
            yield from encoder.iterencode({**place, "recording_data": part.recording, **beside})
        yield "\n"
