"""An event of a text, understood: its time, its kind, what it is about and what went wrong with it."""

from dataclasses import dataclass, field
from typing import Final

from answers import Answered, answered, call_of, path_of, saying
from bodies import get, moment_ms, time_of
from facts import Ref, Step
from traces import Trace, read_trace
from visible import Head, Shown, Visible

KINDS: Final = {
    "anr": "anr", "api": "request", "app_launch": "launch", "back_button_pressed": "navigation", "created": "lifecycle",
    "destroyed": "lifecycle", "double_tap": "tap", "error": "error", "event": "custom", "exception": "exception",
    "home_button_pressed": "navigation", "long_press": "tap", "msg": "log", "pause_recording_called": "pause",
    "paused": "lifecycle", "pinch": "gesture", "rage_tap": "rage_tap", "resume_recording_called": "resume",
    "resumed": "lifecycle", "saved_instance_state": "lifecycle", "single_tap": "tap", "started": "lifecycle",
    "stopped": "lifecycle", "swipe": "gesture", "swipe_down": "gesture", "swipe_left": "gesture",
    "swipe_right": "gesture", "swipe_up": "gesture", "tag": "tag", "zoom": "gesture", "click": "tap",
    "form_change": "input", "nav": "navigation", "perf_capture": "performance", "recording_stopped": "pause",
}  # fmt: skip
ACTIONS: Final = frozenset({"tap", "rage_tap", "dead_tap", "gesture", "input"})
TRACES: Final = ("stack", "stack_trace", "stackTrace", "stacktrace", "trace", "traceback", "callstack", "backtrace")
YES: Final = (True, "true")


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One visible event; `screen` is where it was, by its own word or by the last one told before it."""

    ref: Ref
    at_ms: int
    timed: bool
    kind: str
    action: str
    name: str
    screen: str
    enters: bool = False
    """Another screen than before is on from here."""
    unanswered: bool = False
    answer: Answered = field(default_factory=Answered)
    trace: Trace = field(default_factory=Trace)
    unreadable: bool = False

    @property
    def step(self) -> Step:
        """The event as a step."""
        return Step(self.kind, self.name, self.ref)


def starts(heads: tuple[Head, ...]) -> dict[int, float]:
    """When each part starts, in milliseconds from the earliest start that is told."""
    begun = {head.part: moment for head in heads if (moment := moment_ms(head.data.get("created_at"))) is not None}
    first = min(begun.values(), default=0.0)
    return {part: moment - first for part, moment in begun.items()}


def understood(text: Visible) -> list[Seen]:
    """The events in order of time, each knowing what the ones before it told."""
    begun = starts(text.heads)
    epoch = min((m for head in text.heads if (m := moment_ms(head.data.get("created_at"))) is not None), default=None)
    timed: list[tuple[int, bool, Shown]] = []
    at_ms: dict[int, float] = {}
    for event in text.events:
        found = _when(event, begun, epoch)
        at_ms[event.part] = at_ms.get(event.part, begun.get(event.part, 0.0)) if found is None else found
        timed.append((round(at_ms[event.part]), found is not None, event))
    seen: list[Seen] = []
    screens: dict[int, str] = {}
    for when, known, event in sorted(timed, key=lambda each: each[0]):
        own, before = _screen(event), screens.get(event.part, "")
        entered = _enters(event, own, before)
        if own and (entered or not before):
            screens[event.part] = own
        seen.append(_one(event, when, own or before, timed=known, enters=entered))
    return seen


def _enters(event: Shown, own: str, before: str) -> bool:
    """Whether a screen opens: a page, an activity that appears, or any event from another screen than before."""
    if not own or event.source != "timeline":
        return False
    if event.fields.get("event_type") == "nav":
        return True
    name = event.fields.get("event_name")
    leaving = name in {"paused", "stopped", "destroyed", "saved_instance_state"}
    return own != before and not leaving


def _when(event: Shown, begun: dict[int, float], epoch: float | None) -> float | None:
    start = begun.get(event.part, 0.0)
    offset = event.offset_ms if event.offset_ms is not None else event.fields.get("timestamp_offset_ms")
    if isinstance(offset, int | float) and not isinstance(offset, bool):
        return start + offset
    moment = time_of(event.fields)
    return moment - epoch if moment is not None and epoch is not None else None


def _screen(event: Shown) -> str:
    url = event.fields.get("page_url") or (event.fields.get("full_url") if event.source == "console" else "")
    return path_of(str(url)) if url else str(event.fields.get("screen") or "")


def _one(event: Shown, at_ms: int, screen: str, *, timed: bool, enters: bool) -> Seen:
    fields = event.fields
    action = str(fields.get("event_name") or fields.get("event_type") or fields.get("type") or "")
    kind = (
        "console"
        if event.source == "console"
        else "request"
        if event.source == "network"
        else KINDS.get(action, "other")
    )
    if fields.get("event") and kind == "other":
        kind = "custom"
    if kind == "tap":
        unanswered = fields.get("is_dead") in YES or fields.get("non_responsive") in YES
        kind = "rage_tap" if fields.get("is_rage") in YES else "dead_tap" if unanswered else kind
    text = _text(event) if kind in {"exception", "error", "console", "anr"} else ""
    trace = read_trace(text) if text else Trace()
    return Seen(
        ref=(event.part, event.n), at_ms=at_ms, timed=timed, kind=kind, action=action,
        name=_name(event, kind, screen), screen=screen, enters=enters,
        unanswered=fields.get("non_responsive") in YES or fields.get("is_dead") in YES,
        answer=answered(fields) if kind == "request" else Answered(),
        trace=Trace(trace.name, _message(event, kind, trace), trace.frames, trace.causes),
        unreadable="unreadable" in fields,
    )  # fmt: skip


def _name(event: Shown, kind: str, screen: str) -> str:
    fields = event.fields
    match kind:
        case "request":
            return str(fields.get("name") or call_of(fields))
        case "console":
            return str(fields.get("value") or fields.get("message") or "").strip().split("\n")[0]
        case "tap" | "dead_tap" | "rage_tap" | "gesture" | "input":
            return str(fields.get("object_name") or fields.get("label") or fields.get("target") or "")
        case "navigation":
            return screen if fields.get("event_type") == "nav" else str(fields.get("event_name") or screen)
        case "exception":
            return str(fields.get("exception_class_name") or fields.get("name") or "")
        case "lifecycle" | "launch":
            return screen
        case _:
            return str(fields.get("name") or fields.get("event") or fields.get("custom_tag") or "")


def _text(event: Shown) -> str:
    """The stack trace that an event carries."""
    if event.source == "console":
        return str(event.fields.get("value") or event.fields.get("message") or "")
    told = event.fields.get("event_properties")
    return next((str(text) for key in TRACES if (text := get(told, key))), "")


def _message(event: Shown, kind: str, trace: Trace) -> str:
    if kind not in {"exception", "error"}:
        return trace.message
    return saying(event.fields.get("event_properties")) or trace.message
