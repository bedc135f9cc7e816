"""`developer-info.get`: console and network of a tab become events among those of its timeline.

The answer's page was seen only in part, so time, method, address and outcome are taken wherever they stand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Final
from urllib.parse import urlsplit

import msgspec

from devrev_sessions.devrev import lenient
from devrev_sessions.devrev.web import page_of
from devrev_sessions.timeline.events import NO_JSON, NOTHING, AppText, Event, Kind
from devrev_sessions.timeline.recording import Recording

TIMES: Final = (
    "start_time",
    "startTime",
    "started_at",
    "start",
    "start_time_ms",
    "timestamp",
    "time",
    "startedDateTime",
)
ADDRESSES: Final = ("url", "full_url", "request_url", "normalized_url", "path")
"""Names under which such answers carry a time and an address; the first that is there counts."""


class Answer(msgspec.Struct, gc=False):
    """The two lists of the answer, undecoded."""

    console_data: msgspec.Raw = NO_JSON
    network_data: msgspec.Raw = NO_JSON


_ANSWER: Final = msgspec.json.Decoder(Answer)


def weave(recording: Recording, body: bytes | bytearray) -> Recording:
    """The recording with console and network among its events, numbered on from its own."""
    answer = lenient.opened(body, _ANSWER)
    if answer is None:
        return replace(recording, devtools="unavailable")
    found = [*_console(answer.console_data), *_network(answer.network_data)]
    if not found:
        return replace(recording, devtools="none")
    start = recording.started_at or min((moment for moment, _ in found if moment), default=None)
    last = max((event.n for event in recording.events), default=0)
    pages = {event.screen: event.screen for event in recording.events}
    woven = list(recording.events)
    at_ms = recording.duration_ms
    for n, (moment, event) in enumerate(found, last + 1):
        offset = round((moment - start) / timedelta(milliseconds=1)) if moment and start else None
        timed = offset is not None and abs(offset) < lenient.FAR_MS
        at_ms = offset or 0 if timed else at_ms
        page = event.screen if event.screen in pages else NOTHING
        woven.append(msgspec.structs.replace(event, n=n, at_ms=at_ms, timed=timed, screen=page))
    woven.sort(key=attrgetter("at_ms"))
    return replace(recording, events=tuple(woven), started_at=start, devtools="woven")


def _console(raw: msgspec.Raw) -> Iterator[tuple[datetime | None, Event]]:
    pages: dict[str, AppText] = {}
    for entry in lenient.items(raw):
        found = lenient.fields(entry)
        if not found:
            continue
        place = lenient.fields(found.get("properties", NO_JSON))
        url = _first(found, ("full_url",)) or _first(place, ("page_url",))
        event = Event(
            n=0,
            kind=Kind.CONSOLE,
            action=_first(found, ("type", "level")) or AppText("log"),
            name=_first(found, ("value", "message", "body")),
            screen=page_of(url, pages) if url else NOTHING,
        )
        yield _moment(found), event


def _network(raw: msgspec.Raw) -> Iterator[tuple[datetime | None, Event]]:
    for entry in lenient.items(raw):
        found = lenient.fields(entry)
        if not found:
            continue
        request = lenient.fields(found.get("request", NO_JSON))
        address = _first(request, ADDRESSES) or _first(found, ADDRESSES)
        method = _first(request, ("method",)) or _first(found, ("method", "request_method"))
        event = Event(
            n=0,
            kind=Kind.REQUEST,
            action=_first(found, ("type",)) or AppText("network"),
            name=AppText(f"{method.upper()} {_path(address)}".strip()),
            properties=entry,
            request=found.get("request", NO_JSON),
            response=found.get("response", NO_JSON),
        )
        yield _moment(request) or _moment(found), event


def _first(found: Mapping[str, msgspec.Raw], keys: tuple[str, ...]) -> AppText:
    return next((text for key in keys if key in found and (text := lenient.text(found[key]))), NOTHING)


def _moment(found: Mapping[str, msgspec.Raw]) -> datetime | None:
    return next((moment for key in TIMES if key in found and (moment := lenient.moment(found[key]))), None)


def _path(url: str) -> str:
    try:
        return urlsplit(url).path or url
    except ValueError:
        return url
