"""Requests of GraphQL: all of an app's go to one address, so each is named by its operation too."""

import re
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Final, cast

import msgspec

from devrev_sessions.timeline.events import AppText, Event, Kind
from devrev_sessions.timeline.properties import read_properties, read_value

ENVELOPES: Final = ("body", "postData", "text", "payload", "data", "params")
"""Names under which apps and HAR records keep what was sent."""
_DEPTH: Final = 3
_NAME: Final = re.compile(r"[A-Za-z_]\w{0,80}")
_QUERY: Final = re.compile(r"\s*(?:query|mutation|subscription)\s{1,20}([A-Za-z_]\w{0,80})")
"""How a document begins (GraphQL's specification, section 2.3)."""


def with_operations(events: Sequence[Event]) -> Sequence[Event]:
    """The events with `POST /graphql GetCart` for `POST /graphql`, wherever the operation is told."""
    names = {name for name in set(map(attrgetter("name"), events)) if "graphql" in name[:300].lower()}
    if not names:
        return events
    return [_named(event) if event.name in names and event.kind is Kind.REQUEST else event for event in events]


def _named(event: Event) -> Event:
    for raw in (event.request, event.properties):
        operation = _operation(read_properties(raw))
        if operation and not event.name.endswith(operation):
            return msgspec.structs.replace(event, name=AppText(f"{event.name} {operation}"))
    return event


def _operation(found: Mapping[str, object]) -> str:
    for level in _levels(found):
        named = level.get("operationName")
        if isinstance(named, str) and _NAME.fullmatch(named):
            return named
        query = level.get("query")
        if isinstance(query, str) and (begins := _QUERY.match(query)):
            return begins[1]
    return ""


def _levels(found: Mapping[str, object], depth: int = 0) -> Iterator[Mapping[str, object]]:
    """What was sent, and what it wraps, perhaps as text; of a batch the first."""
    yield found
    if depth == _DEPTH:
        return
    for name in ENVELOPES:
        value = found.get(name)
        if isinstance(value, str) and value.lstrip().startswith(("{", "[")):
            value = read_value(msgspec.Raw(value.encode("utf-8", "replace")))
        if isinstance(value, list):
            value = next(iter(cast("list[object]", value)), None)
        if isinstance(value, dict):
            yield from _levels(cast("Mapping[str, object]", value), depth + 1)
