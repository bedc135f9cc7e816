"""Signs of trouble that are no failures, as far as they can be seen."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bodies import get
from facts import Noticed
from seen import ACTIONS, Seen
from visible import Head

QUICK_BACK_MS = 5_000
THRASH_MS = 30_000
IDLE_MS = 10_000
ERROR_TAP_MS = 1_000
SLOW_LAUNCH_MS = 5_000
LITTLE_MEMORY = 0.1
POLLED = 5
SENDING = re.compile(r"submit|send|save|pay|confirm|apply|search|sign|log.?in|next|continue|order|ok\b", re.IGNORECASE)


def signals_in(seen: Sequence[Seen], heads: Sequence[Head]) -> tuple[Noticed, ...]:
    """Everything of this sort."""
    return (
        *_of_heads(heads), *_of_events(seen), *_of_gaps(seen), *_of_screens(seen), *_of_calls(seen), *_of_forms(seen)
    )  # fmt: skip


def _of_heads(heads: Sequence[Head]) -> Iterator[Noticed]:
    for head in heads:
        took = get(head.data.get("app_launch"), "launch_time_ms")
        if isinstance(took, int | float) and took >= SLOW_LAUNCH_MS:
            yield Noticed("slow_launch", f"{took / 1000:.1f} s")
        free, total = head.data.get("available_ram"), head.data.get("total_ram")
        if isinstance(free, int) and isinstance(total, int) and total and free / total < LITTLE_MEMORY:
            yield Noticed("low_memory", f"{free} of {total}")


def _of_events(seen: Sequence[Seen]) -> Iterator[Noticed]:
    tap: Seen | None = None
    for event in seen:
        if event.action == "pause_recording_called":
            yield Noticed("paused", event.screen, (event.ref,))
        if event.action == "home_button_pressed":
            yield Noticed("background", event.screen, (event.ref,))
        if event.kind in {"exception", "error"} or event.answer.failed:
            if tap and event.at_ms - tap.at_ms <= ERROR_TAP_MS:
                yield Noticed("error_tap", tap.name, (tap.ref, event.ref))
        elif event.kind in ACTIONS:
            tap = event


def _of_gaps(seen: Sequence[Seen]) -> Iterator[Noticed]:
    """Gaps between what the person did, where every event between can be seen."""
    form = ""
    actions = [(place, event) for place, event in enumerate(seen) if event.kind in ACTIONS]
    for (place, one), (later, other) in pairwise(actions):
        gap = other.at_ms - one.at_ms
        form = one.screen if one.kind == "input" else form
        if gap >= IDLE_MS and one.ref[0] == other.ref[0] and other.ref[1] - one.ref[1] == later - place:
            yield Noticed("idle", clock(gap), (one.ref, other.ref))
            if form and one.screen == form:
                yield Noticed("hesitation", form, (one.ref, other.ref))


def _of_screens(seen: Sequence[Seen]) -> Iterator[Noticed]:
    opened: list[Seen] = []
    for event in seen:
        if event.enters and (not opened or opened[-1].screen != event.screen):
            opened.append(event)
    for place in range(2, len(opened)):
        there, between, back = opened[place - 2 : place + 1]
        if there.screen != back.screen:
            continue
        if back.at_ms - between.at_ms <= QUICK_BACK_MS:
            yield Noticed("quick_back", f"{there.screen} > {between.screen} > {there.screen}", (back.ref,))
        if place > 2 and opened[place - 3].screen == between.screen and back.at_ms - there.at_ms <= THRASH_MS:
            yield Noticed("thrash", f"{there.screen} and {between.screen}", (there.ref,))


def _of_forms(seen: Sequence[Seen]) -> Iterator[Noticed]:
    """Fields filled in on a page that is left with neither a request nor a tap that could have sent them."""
    form: Seen | None = None
    for event in seen:
        if event.kind == "input":
            form = event
        elif form and (event.kind == "request" or (event.kind == "tap" and SENDING.search(event.name))):
            form = None
        elif form and event.enters and event.screen != form.screen:
            yield Noticed("abandoned_form", form.screen, (form.ref,))
            form = None


def clock(ms: int) -> str:
    """A length as m:ss or h:mm:ss, rounded down."""
    minutes, seconds = divmod(ms // 1_000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _of_calls(seen: Sequence[Seen]) -> Iterator[Noticed]:
    calls: dict[str, list[Seen]] = {}
    for event in seen:
        if event.kind == "request":
            calls.setdefault(event.name, []).append(event)
    for name, each in calls.items():
        if len(each) >= POLLED:
            yield Noticed("polling", name, (each[0].ref,))
