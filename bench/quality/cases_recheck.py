"""The truth held against the bytes: what a person would find who reads the raw recordings with nothing else at hand.

It shares no code with what made the truth. `python bench/quality/cases_recheck.py [SEED]` reads every case.
"""

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple, TypeAlias, cast

from case import Case
from cases import plans
from facts import Failure, Ref
from story_answers import STATUS_KEYS

Json: TypeAlias = dict[str, object]

DERIVED: Final = frozenset({"crash", "frozen"})
ACTIONS: Final = frozenset({"tap", "rage_tap", "dead_tap", "gesture", "input"})
PAGE_KINDS: Final = {"click": "tap", "form_change": "input", "nav": "navigation"}
FAILING: Final = frozenset({"failed_request", "masked_failure"})
ASKING: Final = frozenset({"api", "request"})
QUIET_EVENTS: Final = 500
TOUCHES: Final = {"single_tap": "tap", "rage_tap": "rage_tap"}


class Seen(NamedTuple):
    """One event as it stands in the bytes."""

    ref: Ref
    ms: float
    kind: str
    name: str
    failed: str


def seen_in(case: Case) -> list[Seen]:
    """Every event that has a time and can be told, in the order of time."""
    bodies = [
        (number, json.loads(raw), json.loads(case.sample.developer_info_bytes(part_id) or b"{}"))
        for number, part_id in enumerate(case.sample.parts, 1)
        if case.part in {None, number} and (raw := case.sample.recording_bytes(part_id)) is not None
    ]
    begin = min(_moment(body["created_at"]) for _, body, _ in bodies)
    found: list[Seen] = []
    for number, body, info in bodies:
        told = 1 if case.part else number
        if case.medium == "mobile":
            found += _mobile(told, _moment(body["created_at"]) - begin, body["recording_events_timeline"])
        else:
            found += _web(told, begin, body["timeline_data"]["events"], info)
    return sorted(found, key=lambda each: (each.ms, each.ref))


def disagreements(case: Case, seen: list[Seen]) -> Iterator[str]:
    """Where the truth and the bytes differ."""
    by_ref = {each.ref: each for each in seen}
    told = {ref for failure in case.truth.whole.failures if failure.kind not in DERIVED for ref in failure.refs}
    hammered = {ref for failure in case.truth.whole.failures if failure.kind == "rage_tap" for ref in failure.refs}
    for each in seen:
        if each.failed and (each.ref not in told):
            yield f"{each} is not in the truth"
    for failure in case.truth.whole.failures:
        for ref in failure.refs:
            yield from _differs(failure, by_ref.get(ref), ref, hammered)
        yield from _wrong_before(failure, seen)
        yield from _wrong_later(failure, seen)
    yield from _wrong_restarts(case, seen)
    told_last = case.truth.whole.told.get("duration")
    if seen and told_last and told_last != _clock(max(each.ms for each in seen)):
        yield f"duration {told_last}, but the last event is at {max(each.ms for each in seen)}"


def _differs(failure: Failure, found: Seen | None, ref: Ref, hammered: set[Ref]) -> Iterator[str]:
    if found is None:
        yield f"{failure.kind} {failure.name} {ref}: no such event"
        return
    if failure.refs[0] == ref and failure.first_ms != round(found.ms):
        yield f"{failure.kind} {failure.name} {ref}: at {failure.first_ms}, not {found.ms}"
    if failure.kind in {*DERIVED, "slow_request"} or ref in hammered:
        return
    if found.failed != failure.kind or found.name != failure.name:
        yield f"{failure.kind} {failure.name} {ref}: is {found}"


def _wrong_before(failure: Failure, seen: list[Seen]) -> Iterator[str]:
    done = [step for step in failure.before if step.kind in ACTIONS]
    if not done or not failure.refs or failure.first_ms is None:
        return
    mark = failure.refs[0]
    alone = [each for each in seen if each.ref[0] == mark[0]]
    at = next((place for place, each in enumerate(alone) if each.ref == mark), None)
    if at is None:
        return
    after_all = failure.kind == "crash" and alone[at].failed == ""
    earlier = [each for each in (alone if after_all else alone[:at]) if each.kind in ACTIONS]
    last, found = done[-1], earlier[-1] if earlier else None
    if found is None or (found.kind, found.name, found.ref) != (last.kind, last.name, last.ref):
        yield f"{failure.kind} {failure.name}: last action {last}, not {found}"


def _wrong_later(failure: Failure, seen: list[Seen]) -> Iterator[str]:
    """The later success, or that there was none; and whether it was truly never tried again."""
    if failure.kind not in FAILING or not failure.refs:
        return
    at = next(place for place, each in enumerate(seen) if each.ref == failure.refs[-1])
    again = [each for each in seen[at + 1 :] if each.kind in ASKING and each.name == failure.name]
    worked = next((each.ref for each in again if not each.failed), None)
    if worked != failure.settled or failure.never_worked != (worked is None):
        yield f"{failure.kind} {failure.name}: worked at {worked}, not {failure.settled}"
    if again and failure.outcome in {"abandoned", "blocked", "killed"}:
        yield f"{failure.kind} {failure.name}: {failure.outcome}, but asked again at {again[0]}"
    if failure.outcome == "blocked" and any(each.ref[0] != failure.refs[-1][0] for each in seen[at + 1 :]):
        yield f"{failure.kind} {failure.name}: blocked, but the session goes on"


def _wrong_restarts(case: Case, seen: list[Seen]) -> Iterator[str]:
    """An app that was started again has a later launch, and one that was not has none; a session ends with its end."""
    for failure in case.truth.whole.failures:
        named = f"{failure.kind} {failure.name}: the person"
        asked = {fact.asks.removeprefix(named + " ") for fact in case.truth.facts if fact.asks.startswith(named)}
        if failure.kind not in {"crash", "anr", "frozen"} or not failure.refs:
            continue
        at = next(place for place, each in enumerate(seen) if each.ref == failure.refs[-1])
        launched = any(each.kind == "app_launch" for each in seen[at + 1 :])
        if ("restarted" in asked and not launched) or ("session_ended" in asked and launched):
            yield f"{named} {asked}, launched again: {launched}"


def quiet_events(case: Case, seen: list[Seen]) -> int:
    """How many events come after the last trouble that is asked for."""
    asked = [fact.asks for fact in case.truth.facts]
    dramas = [
        failure.refs[-1]
        for failure in case.truth.whole.failures
        if failure.refs and any(each.startswith(f"{failure.kind} {failure.name}: ") for each in asked)
    ]
    return len(seen) - 1 - max((place for place, each in enumerate(seen) if each.ref in dramas), default=-1)


def _mobile(part: int, starts_ms: float, events: list[object]) -> Iterator[Seen]:
    for n, raw in enumerate(events, 1):
        if not isinstance(raw, dict):
            continue
        event = cast("Json", raw)
        at, name = event.get("timestamp_offset_ms"), str(event.get("event_name"))
        if not isinstance(at, int):
            continue
        kind = _touch(event, name)
        label = str(event.get("object_name") or event.get("name") or event.get("exception_class_name") or "")
        yield Seen((part, n), starts_ms + at, kind, label, _mobile_failure(event, name, kind))


def _touch(event: Json, name: str) -> str:
    if name in TOUCHES:
        return "dead_tap" if event.get("non_responsive") else TOUCHES[name]
    return "gesture" if name.startswith("swipe") else name


def _mobile_failure(event: Json, name: str, kind: str) -> str:
    if kind in {"rage_tap", "dead_tap"}:
        return kind
    if name in {"exception", "anr", "error"}:
        return name
    if name != "api":
        return ""
    answered = cast("Json", event["response_properties"])
    codes = [int(str(answered[key])) for key in STATUS_KEYS if str(answered.get(key, "")).isdigit()]
    if max(codes, default=0) >= 400 or answered.get("error") == "timeout":
        return "failed_request"
    return "masked_failure" if _denies(answered) else ""


def _denies(answered: object) -> bool:
    if isinstance(answered, str) and answered.startswith("{"):
        answered = json.loads(answered)
    if not isinstance(answered, dict):
        return False
    told = cast("Json", answered)
    failed = told.get("success", True) in {False, "false"} or told.get("error") or told.get("errors")
    return bool(failed) or _denies(told.get("body"))


def _web(part: int, begin: float, events: list[object], info: dict[str, list[Json]]) -> Iterator[Seen]:
    n = 0
    for raw in events:
        n += 1
        if isinstance(raw, dict) and "timestamp" in raw:
            event = cast("Json", raw)
            kind = PAGE_KINDS.get(str(event.get("event_type")), "custom")
            kind = "dead_tap" if event.get("is_dead") else "rage_tap" if event.get("is_rage") else kind
            label = str(event.get("label") or event.get("target") or event.get("event") or "")
            failed = kind if kind in {"dead_tap", "rage_tap"} else ""
            yield Seen((part, n), _moment(event["timestamp"]) - begin, kind, label, failed)
    for said in info.get("console_data", []):
        n += 1
        failed = "console_error" if said["type"] == "error" else ""
        yield Seen((part, n), _moment(said["timestamp"]) - begin, "console", str(said["value"]).split("\n")[0], failed)
    for asked in info.get("network_data", []):
        n += 1
        request, response = cast("Json", asked["request"]), cast("Json", asked["response"])
        path = "/" + str(request["url"]).split("?")[0].split("/", 3)[3]
        failed = "failed_request" if int(str(response["status"])) >= 400 else ""
        yield Seen((part, n), _moment(request["start_time"]) - begin, "request", f"{request['method']} {path}", failed)


def _moment(told: object) -> float:
    return round(datetime.fromisoformat(str(told)).timestamp() * 1_000)


def _clock(ms: float) -> str:
    seconds = int(ms // 1_000)
    hours, minutes = seconds // 3_600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


def _main(seed: int) -> None:
    wrong = quiet = long = 0
    for plan in plans(seed):
        case = plan.case()
        seen = seen_in(case)
        if case.group.startswith("long-"):
            long += 1
            quiet += quiet_events(case, seen) >= QUIET_EVENTS
        for words in disagreements(case, seen):
            wrong += 1
            if wrong <= 40:
                print(f"{case.name}: {words}")
    print(f"{wrong} disagreements between the truth and the bytes")
    print(f"{quiet} of {long} long sessions end in {QUIET_EVENTS} events or more without a trouble that is asked for")
    if wrong or quiet < long * 2 / 3:
        raise SystemExit(1)


if __name__ == "__main__":
    _main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
