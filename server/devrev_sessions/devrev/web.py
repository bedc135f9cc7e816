"""`web_recording` becomes a Recording."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

import msgspec

from devrev_sessions.devrev import lenient
from devrev_sessions.devrev.wire import Body, WebEvent
from devrev_sessions.timeline.events import NO_JSON, NOTHING, AppText, Event, Kind
from devrev_sessions.timeline.recording import Device, PageCounts, ReplayLink

KINDS: Final = {
    "click": Kind.TAP,
    "form_change": Kind.INPUT,
    "input": Kind.INPUT,
    "change": Kind.INPUT,
    "nav": Kind.NAVIGATION,
    "perf_capture": Kind.PERFORMANCE,
    "recording_stopped": Kind.PAUSE,
}
"""DevRev's event types, from its reference; any other becomes `other` under its own name."""

LONGEST_SESSION: Final = timedelta(hours=4)
"""A web session ends after four hours (DevRev), so what lies further from each other is of another clock."""

_MILLISECOND: Final = timedelta(milliseconds=1)


def page_of(url: str, known: dict[str, AppText]) -> AppText:
    """The page a URL names: its path, with the route that single-page apps keep behind `#/`."""
    page = known.get(url)
    if page is None:
        try:
            parts = urlsplit(url if is_address(url) else "")
            route = f"#{parts.fragment.split('?')[0]}" if parts.fragment.startswith(("/", "!/")) else ""
            page = AppText((parts.path or ("/" if parts.netloc else url)) + route)
        except ValueError:
            page = AppText(url)
        known[url] = page
    return page


def is_address(url: str) -> bool:
    """Whether `url` is one; of another text `urlsplit` would drop a word before a colon, and line breaks."""
    return ("://" in url or url.startswith(("/", "?", "#")) or ":" not in url) and url.isprintable()


def start_of(created_at: datetime | None, moments: Sequence[datetime | None]) -> datetime | None:
    """When the tab's clock starts: its creation, or its first event where the creation cannot be the start.

    A single event of another clock decides nothing: the start lies near the creation or near the middle of the events.
    """
    known = sorted(moment for moment in moments if moment)
    near = [moment for moment in known if created_at and abs(moment - created_at) <= LONGEST_SESSION]
    if created_at and (near or not known):
        return min([created_at, *near[:1]])
    return next((moment for moment in known if known[len(known) // 2] - moment <= LONGEST_SESSION), None)


def read_events(
    wire: Sequence[WebEvent | None], start: datetime | None, moments: Sequence[datetime | None]
) -> tuple[list[Event], int]:
    """The events in the order given and how many lie before the one before them; None marks an unreadable entry."""
    events: list[Event] = []
    pages: dict[str, AppText] = {}
    disordered = at_ms = latest_ms = 0
    for n, (entry, moment) in enumerate(zip(wire, moments, strict=True), 1):
        if entry is None:
            continue
        offset = round((moment - start) / _MILLISECOND) if moment and start else None
        timed = offset is not None and abs(offset) < lenient.FAR_MS
        if timed:
            at_ms = offset or 0
            if at_ms < latest_ms:
                disordered += 1
            else:
                latest_ms = at_ms
        events.append(
            Event(
                n=n,
                kind=kind_of(entry),
                at_ms=at_ms,
                timed=timed,
                action=entry.event_type or NOTHING,
                name=entry.event or NOTHING,
                screen=page_of(entry.page_url, pages) if entry.page_url else NOTHING,
                target=entry.label or entry.target or NOTHING,
                note=entry.value or (entry.target if entry.label else None) or NOTHING,
                unanswered=entry.is_dead or False,
                properties=entry.event_details,
            ),
        )
    return events, disordered


def kind_of(entry: WebEvent) -> Kind:
    """A custom event by its name, a click by what became of it, the rest by its type."""
    if entry.event and entry.event_type not in KINDS:
        return Kind.CUSTOM
    kind = KINDS.get(entry.event_type or NOTHING, Kind.OTHER)
    if kind is Kind.TAP and entry.is_rage:
        return Kind.RAGE_TAP
    return Kind.DEAD_TAP if kind is Kind.TAP and entry.is_dead else kind


def read_device(raw: msgspec.Raw) -> Device:
    """`device_metadata` of a browser."""
    found = lenient.texts(raw)
    return Device(
        model=found.get("model", NOTHING),
        system=found.get("os", NOTHING),
        browser=found.get("browser", NOTHING),
        browser_version=found.get("browser_version", NOTHING),
        form=found.get("type", NOTHING),
        network=found.get("network_type", NOTHING),
    )


def read_counts(found: Mapping[str, msgspec.Raw]) -> PageCounts:
    """What the browser's SDK counted, from the fields of a tab or of a web session."""
    console = lenient.fields(found.get("console_metadata", NO_JSON))
    network = lenient.fields(found.get("network_metadata", NO_JSON))
    responses = lenient.fields(network.get("status_counts", NO_JSON))
    return PageCounts(
        dead_clicks=lenient.count(found.get("dead_click_count", NO_JSON)),
        rage_clicks=lenient.count(found.get("rage_click_count", NO_JSON)),
        console_errors=lenient.count(console.get("error", NO_JSON)),
        console_warnings=lenient.count(console.get("warn", NO_JSON)),
        console_logs=lenient.count(console.get("log", NO_JSON)),
        responses={status: lenient.count(raw) or 0 for status, raw in responses.items()},
        page_load_ms=lenient.lasting_ms(found.get("page_load_time_ms", NO_JSON)),
        first_page_title=lenient.text(found.get("first_page_title", NO_JSON)),
        first_page_url=lenient.text(found.get("first_page_url", NO_JSON)),
    )


def read_packets(body: Body) -> tuple[ReplayLink, ...]:
    """`replay_data`: where the packets of DOM events are."""
    links: list[ReplayLink] = []
    for raw in lenient.items(body.replay_data):
        found = lenient.texts(raw)
        if not found:
            continue
        begins = found.get("start_time", NOTHING)
        at = lenient.moment_of(begins)
        links.append(
            ReplayLink(
                url=found.get("presigned_url", NOTHING),
                begins=begins,
                ends=found.get("end_time", NOTHING),
                begins_ms=at.timestamp() * 1000 if at else None,
            ),
        )
    return tuple(links)
