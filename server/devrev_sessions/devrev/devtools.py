"""`developer-info.get`: console and network of a tab become events among those of its timeline.

The answer's page was seen only in part, so time, method, address and outcome are taken wherever they stand.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Final
from urllib.parse import urlsplit

import msgspec

from devrev_sessions.devrev import lenient
from devrev_sessions.devrev.graphql import with_operations
from devrev_sessions.devrev.web import is_address, page_of
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
SAID: Final = ("value", "message", "body")
LONGEST_METHOD: Final = 10
"""Letters: the longest in use is PROPPATCH."""


class Answer(msgspec.Struct, gc=False):
    """The two lists of the answer, undecoded."""

    console_data: msgspec.Raw = NO_JSON
    network_data: msgspec.Raw = NO_JSON


LISTS: Final = ("console_data", "network_data")
_ANSWER: Final = msgspec.json.Decoder(Answer)


def weave(recording: Recording, body: bytes | bytearray) -> Recording:
    """The recording with console and network among its events, numbered on from its own."""
    answer = lenient.opened(body, _ANSWER)
    if answer is None:
        return replace(recording, devtools="unavailable")
    home = recording.counts.first_page_url if recording.counts else NOTHING
    found = [*_console(answer.console_data), *_network(answer.network_data, home)]
    if not found:
        return replace(recording, devtools="none" if _is_empty(body) else "unavailable")
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
    return replace(recording, events=tuple(with_operations(woven)), started_at=start, devtools="woven")


def _is_empty(body: bytes | bytearray) -> bool:
    """Whether an answer without entries says that there are none, rather than something that could not be read."""
    fields = lenient.fields(msgspec.Raw(body))
    lists = [bytes(fields[name]).strip() for name in LISTS if name in fields]
    return all(raw in {b"null", b"[]", b"{}"} for raw in lists) and (bool(lists) or not fields)


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
            name=_first(found, SAID) or _written(found),
            screen=page_of(url, pages) if url else NOTHING,
        )
        yield _moment(found), event


def _network(raw: msgspec.Raw, home: AppText) -> Iterator[tuple[datetime | None, Event]]:
    entries = [(entry, found) for entry in lenient.items(raw) if (found := lenient.fields(entry))]
    asked = [lenient.fields(found.get("request", NO_JSON)) for _, found in entries]
    addresses = [
        _first(request, ADDRESSES) or _first(found, ADDRESSES)
        for request, (_, found) in zip(asked, entries, strict=True)
    ]
    paths = told_paths(addresses, home)
    for (entry, found), request, path in zip(entries, asked, paths, strict=True):
        method = _first(request, ("method",)) or _first(found, ("method", "request_method"))
        event = Event(
            n=0,
            kind=Kind.REQUEST,
            action=_first(found, ("type",)) or AppText("network"),
            name=AppText(f"{_method(method)} {path}".strip()),
            properties=entry,
            request=found.get("request", NO_JSON),
            response=found.get("response", NO_JSON),
        )
        yield _moment(request) or _moment(found), event


def _written(found: Mapping[str, msgspec.Raw]) -> AppText:
    """What was written to a console as an object or a list, as JSON."""
    raw = next((bytes(found[key]) for key in SAID if key in found), b"")
    return AppText(raw.decode("utf-8", "replace")) if raw[:1] in {b"{", b"["} else NOTHING


def _method(text: str) -> str:
    """In capitals where it is one: of another text they make something that the door does not know."""
    return text.upper() if text.isalpha() and len(text) <= LONGEST_METHOD else text


def told_paths(addresses: Sequence[str], home: str) -> list[str]:
    """What to call each address: its path, and its host where that is not the page's own or does not go without saying.

    `home` is a page's address; without one, the host that is asked most counts as the page's own.
    """
    split = [_split(address) for address in addresses]
    sites = Counter(_site(host) for host, _ in split if host)
    own = _site(_split(home)[0]) or next((site for site, _ in sites.most_common(1)), "")
    hosts: dict[str, set[str]] = {}
    for host, path in split:
        hosts.setdefault(path, set()).add(host)
    return [
        f"{path} ({host})" if host and (_site(host) != own or len(hosts[path]) > 1) else path for host, path in split
    ]


def _split(url: str) -> tuple[str, str]:
    """The host and the path; what has no path is told whole."""
    if not is_address(url):
        return "", url
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return "", url
    return (host, parts.path) if parts.path else ("", url)


def _site(host: str) -> str:
    """The last two labels of a host: what the hosts of one site mostly share."""
    return ".".join(host.split(".")[-2:])


def _first(found: Mapping[str, msgspec.Raw], keys: tuple[str, ...]) -> AppText:
    return next((text for key in keys if key in found and (text := lenient.text(found[key]))), NOTHING)


def _moment(found: Mapping[str, msgspec.Raw]) -> datetime | None:
    return next((moment for key in TIMES if key in found and (moment := lenient.moment(found[key]))), None)
