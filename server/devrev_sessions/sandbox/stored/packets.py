"""Packets of an invented shop's pages, in the form of rrweb's events: whole pages, clicks, filled fields."""

import gzip
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count
from typing import cast

from devrev_sessions.sandbox.sample_session import JsonObject
from devrev_sessions.sandbox.telling.web_bodies import PACKET_MS

WINDOW = {"width": 1280, "height": 720}
DRAWN_MS = 80
"""From opening a page to its first whole picture."""
DOCUMENT, DOCTYPE, ELEMENT, TEXT = 0, 1, 2, 3
CLICK, FOCUS = 2, 5


def page_packet(recording: JsonObject, number: int) -> bytes:
    """The packet of the half minute `number` of a tab, gzipped; it holds at least where the page was scrolled to."""
    events = _timed(cast("JsonObject", recording["timeline_data"]).get("events", []))
    start_ms = _epoch_ms(str(recording["created_at"])) or 0
    first_ms, end_ms = start_ms + number * PACKET_MS, start_ms + (number + 1) * PACKET_MS
    found = [event for event in _told(events) if first_ms <= cast("float", event["timestamp"]) < end_ms]
    scroll = {"type": 3, "timestamp": first_ms, "data": {"source": 3, "id": 1, "x": 0, "y": 0}}
    return gzip.compress(json.dumps([scroll, *found]).encode(), mtime=0)


def _timed(events: object) -> list[tuple[float, JsonObject]]:
    found = [(_epoch_ms(str(event.get("timestamp"))), event) for event in cast("list[JsonObject]", events)]
    return sorted(((at, event) for at, event in found if at is not None), key=lambda each: each[0])


def _epoch_ms(text: str) -> float | None:
    try:
        return datetime.fromisoformat(text).timestamp() * 1000
    except ValueError:
        return None


def _told(events: Sequence[tuple[float, JsonObject]]) -> Iterator[JsonObject]:
    """rrweb's events of a tab: each page from the events up to the next one."""
    starts = [place for place, (_, event) in enumerate(events) if event.get("event_type") == "nav"]
    for start, end in zip(starts, [*starts[1:], len(events)], strict=True):
        yield from _page(events[start:end])


def _page(events: Sequence[tuple[float, JsonObject]]) -> Iterator[JsonObject]:
    opened_ms, nav = events[0]
    ids: dict[str, int] = {}
    things = [event for _, event in events if event.get("event_type") in {"click", "form_change"}]
    yield {"type": 4, "timestamp": opened_ms + DRAWN_MS - 1, "data": {"href": str(nav.get("page_url", "")), **WINDOW}}
    root = _tree(str(nav.get("label", "")), things, ids)
    yield {"type": 2, "timestamp": opened_ms + DRAWN_MS, "data": {"node": root, "initialOffset": {"left": 0, "top": 0}}}
    for at_ms, event in events:
        thing = ids.get(_key(event))
        if event.get("event_type") == "click" and thing:
            yield _change(at_ms - 2, source=2, type=FOCUS, id=thing)
            yield _change(at_ms, source=2, type=CLICK, id=thing)
        elif event.get("event_type") == "form_change" and thing:
            yield _change(at_ms - 2, source=2, type=FOCUS, id=thing)
            masked = "*" * len(str(event.get("value", "")))
            yield _change(at_ms, source=5, id=thing, text=masked, isChecked=False)


def _key(event: JsonObject) -> str:
    return f"{event.get('label')} {event.get('target')}"


def _change(at_ms: float, **told: object) -> JsonObject:
    return {"type": 3, "timestamp": at_ms, "data": told}


def _tree(title: str, things: Sequence[JsonObject], ids: dict[str, int]) -> JsonObject:
    """A page with a heading, and a link, a button or a field for each thing that is used on it."""
    numbers = count(1)

    def element(tag: str, *inside: JsonObject, **attributes: str) -> JsonObject:
        return {"type": ELEMENT, "id": next(numbers), "tagName": tag, "attributes": attributes, "childNodes": [*inside]}

    def words(text: str) -> JsonObject:
        return {"type": TEXT, "id": next(numbers), "textContent": text}

    body = [element("h1", words(title.partition(" · ")[0]))]
    for thing in things:
        if _key(thing) in ids:
            continue
        label, target = str(thing.get("label") or thing.get("target") or ""), str(thing.get("target", ""))
        if thing.get("event_type") == "form_change":
            tag = "textarea" if target.startswith("textarea") else "input"
            field = element(tag, **({} if tag == "textarea" else {"type": "text"}))
            body.append(element("label", words(label), field))
            ids[_key(thing)] = cast("int", field["id"])
            continue
        is_button = "button" in target
        made = element("button", words(label)) if is_button else element("a", words(label), href="#")
        body.append(element("p", made))
        ids[_key(thing)] = cast("int", made["id"])
    head = element("head", element("title", words(title)))
    html = element("html", head, element("body", *body), lang="en")
    doctype: JsonObject = {"type": DOCTYPE, "id": next(numbers), "name": "html", "publicId": "", "systemId": ""}
    return {"type": DOCUMENT, "id": next(numbers), "childNodes": [doctype, html]}
