"""The reader of the other ways: from a text of events to what a capable assistant would conclude from it.

It reads what stands there and nothing else; what lies in events that were not shown is not known to it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bodies import Json, get, moment_ms
from facts import Absence, Failure, Line, Reading, Series
from seen import Seen, understood
from signals import clock, signals_in
from troubles import failures_in
from visible import Head, Visible, visible

SERIES = 5


def read_events(text: str) -> Reading:
    """What the text says of its session."""
    shown = visible(text)
    seen = understood(shown)
    failures = failures_in(seen, shown.heads, to_the_end=shown.to_the_end)
    if shown.unbroken:
        failures = tuple(map(_settled_or_never, failures))
    screens = _screens(seen)
    return Reading(
        told=_told(shown, seen),
        failures=failures,
        screens=screens,
        whole_flow=shown.whole,
        series=_series(seen),
        noticed=signals_in(seen, shown.heads),
        absent=_absent(shown, seen),
        lines=tuple(Line(event.ref, event.at_ms, event.kind, event.name) for event in seen),
        nothing_wrong=not failures,
        ended_on=screens[-1][0] if screens and shown.to_the_end else "",
        refs=frozenset(event.ref for event in seen),
    )


def _settled_or_never(failure: Failure) -> Failure:
    """A request without a success among all that came later never worked again."""
    never = failure.kind in {"failed_request", "masked_failure"} and failure.settled is None
    return replace(failure, never_worked=never)


def _told(shown: Visible, seen: Sequence[Seen]) -> dict[str, str]:
    """Release, device, person and length, as the heads tell them."""
    if not shown.heads:
        return {}
    head: Json = next((each.data for each in shown.heads if each.data), shown.heads[0].data)
    device = head.get("device_metadata")
    web = "first_page_url" in head or head.get("recording") == "web_recording"
    apple = get(device, "manufacturer") == "Apple" or str(get(device, "model")).startswith(("iPhone", "iPad"))
    told = {
        "platform": "web" if web else "iOS" if apple else "Android" if device else None,
        "app_version": get(device, "app_version"),
        "model": get(device, "model"),
        "system": get(device, "os") if web else get(device, "os_version"),
        "browser": f"{get(device, 'browser') or ''} {get(device, 'browser_version') or ''}".strip() or None,
        "network": get(device, "network_type"),
        "user": head.get("rev_user_id"),
        "org": head.get("rev_org_id"),
        "launch": get(head.get("app_launch"), "launch_type"),
        "started_at": _moment(shown.heads),
        "parts": shown.parts,
        "events": _total(shown.heads),
        "duration": clock(max(event.at_ms for event in seen)) if seen and shown.to_the_end else None,
    }
    return {name: str(value) for name, value in told.items() if value is not None}


def _total(heads: Sequence[Head]) -> int | None:
    totals = [head.total for head in heads if not head.refused]
    return None if None in totals else sum(total or 0 for total in totals)


def _moment(heads: Sequence[Head]) -> str | None:
    """When the earliest part starts, in words."""
    begun = [ms for head in heads if (ms := moment_ms(head.data.get("created_at"))) is not None]
    return f"{datetime.fromtimestamp(min(begun) / 1000, UTC):%Y-%m-%d %H:%M:%S} UTC" if begun else None


def _screens(seen: Sequence[Seen]) -> tuple[tuple[str, int], ...]:
    """Screens in the order in which they open, one that stays told once."""
    found: list[tuple[str, int]] = []
    for event in seen:
        if (event.enters or not found) and event.screen and (not found or found[-1][0] != event.screen):
            found.append((event.screen, event.at_ms))
    return tuple(found)


def _series(seen: Sequence[Seen]) -> tuple[Series, ...]:
    """Requests that come again and again among what can be seen."""
    calls = [event for event in seen if event.kind == "request"]
    counts = Counter(event.name for event in calls)
    return tuple(
        Series(name, count, tuple(Counter(str(e.answer.status) for e in calls if e.name == name).most_common()))
        for name, count in counts.items()
        if count >= SERIES
    )


def _absent(shown: Visible, seen: Sequence[Seen]) -> frozenset[Absence]:
    """What the text itself says, or lets see, that is not there."""
    found: set[Absence] = set()
    for head in shown.heads:
        log = head.data.get("observability_sessions_log_data")
        if (get(log, "is_crash") or get(log, "is_anr")) and not get(log, "value"):
            found.add("crash_log")
        if head.lacks_devtools:
            found.add("console_and_network")
        if head.total == 0:
            found.add("part_missing" if head.refused else "no_events")
    if any(event.action == "pause_recording_called" for event in seen):
        found.add("recording_paused")
    if any(event.unreadable for event in seen):
        found.add("unreadable_events")
    if any(not event.timed and not event.unreadable for event in seen):
        found.add("untimed_events")
    if _disordered(seen):
        found.add("disordered_events")
    return frozenset(found)


def _disordered(seen: Sequence[Seen]) -> bool:
    """Whether a later event of a part has an earlier time; console and network are counted apart."""
    latest: dict[int, Seen] = {}
    for event in seen:
        if not event.timed or event.kind in {"console", "request"}:
            continue
        before = latest.get(event.ref[0])
        if before and (event.ref[1] > before.ref[1]) != (event.at_ms >= before.at_ms) and event.at_ms != before.at_ms:
            return True
        latest[event.ref[0]] = event
    return False
