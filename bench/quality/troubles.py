"""What went wrong in the visible events, each thing once with all its occurrences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from aftermath import outcome_of, reactions_to, settled_by
from bodies import get
from facts import Failure, Kind, Step
from seen import ACTIONS, Seen
from traces import Trace, read_trace
from visible import Head

SLOW_MS = 3_000
RAGE_GAP_MS, RAGE_TAPS = 600, 3
"""DevRev's rule: at least so many taps on one spot, each within so long of the one before."""
FROZEN_THINGS, FROZEN_MS = 3, 4_000
WINDOW_MS = 60_000
MOST_BEFORE, MOST_AFTER = 16, 8
JUST_BEGUN_EVENTS, JUST_BEGUN_MS = 6, 3_000
"""A crash in a recording that is no longer than this belongs to the run before: nobody crashes an app that fast."""
NO_STEPS = frozenset({"lifecycle", "performance"})


@dataclass
class Trouble:
    """One kind and name, and where it came."""

    kind: Kind
    name: str
    places: list[int] = field(default_factory=list[int])
    """Positions in the list of visible events."""
    trace: Trace = field(default_factory=Trace)
    previous_run: bool = False
    counts_as: int | None = None
    """Its count, where several events are one occurrence."""


def failures_in(seen: Sequence[Seen], heads: Sequence[Head], *, to_the_end: bool) -> tuple[Failure, ...]:
    """Every failure, crashes first, then in order of time."""
    found: dict[tuple[Kind, str], Trouble] = {}
    for place, event in enumerate(seen):
        for kind in _kinds_of(event):
            name = "" if kind == "anr" else event.name
            found.setdefault((kind, name), Trouble(kind, name, trace=event.trace)).places.append(place)
    for places in _hammered(seen):
        target = seen[places[0]].name
        found.setdefault(("rage_tap", target), Trouble("rage_tap", target, places, counts_as=1))
    frozen = _frozen(seen) if ("anr", "") not in found else []
    if frozen:
        found["frozen", ""] = Trouble("frozen", "", frozen, counts_as=1)
    for trouble in _logged(seen, heads, to_the_end=to_the_end):
        same = found.get(("anr", "")) if trouble.kind == "anr" else found.get(("exception", trouble.name))
        if same and not same.trace.frames:
            same.trace = trouble.trace
        if not same or trouble.kind == "crash":
            found[trouble.kind, f"{trouble.name} {len(found)}"] = trouble
    ordered = sorted(found.values(), key=lambda each: each.kind not in {"crash", "anr"})
    crashes = [seen[place].at_ms for each in ordered if each.kind == "crash" for place in each.places]
    return tuple(_told(each, seen, crashes, to_the_end=to_the_end) for each in ordered)


def _kinds_of(event: Seen) -> Iterator[Kind]:
    match event.kind:
        case "exception" | "error" | "anr" | "dead_tap" | "rage_tap":
            yield event.kind
        case "console" if event.action == "error":
            yield "console_error"
        case "request":
            if event.answer.failed:
                yield "masked_failure" if event.answer.masked else "failed_request"
            if (event.answer.took_ms or 0) >= SLOW_MS:
                yield "slow_request"
        case _:
            pass


def _hammered(seen: Sequence[Seen]) -> Iterator[list[int]]:
    """Taps on one thing in quick succession, with no rage tap that tells of them."""
    run: list[int] = []
    for place, event in [*enumerate(seen), (-1, None)]:
        if event and event.kind not in {"tap", "rage_tap"}:
            continue
        last = seen[run[-1]] if run else None
        if event and last and event.name == last.name != "" and event.at_ms - last.at_ms <= RAGE_GAP_MS:
            run.append(place)
            continue
        if len(run) >= RAGE_TAPS and all(seen[each].kind == "tap" for each in run):
            yield run
        run = [place] if event else []


def _frozen(seen: Sequence[Seen]) -> list[int]:
    """The first run of actions on several things that nothing answered."""
    actions = [(place, event) for place, event in enumerate(seen) if event.kind in ACTIONS]
    for unanswered, run in groupby(actions, key=lambda each: each[1].unanswered):
        each = list(run)
        things = {event.name for _, event in each}
        if unanswered and len(things) >= FROZEN_THINGS and each[-1][1].at_ms - each[0][1].at_ms >= FROZEN_MS:
            return [place for place, _ in each]
    return []


def _logged(seen: Sequence[Seen], heads: Sequence[Head], *, to_the_end: bool) -> Iterator[Trouble]:
    """Crashes and freezes that a part's log tells of; they stand at its last event, where that can be seen."""
    for head in heads:
        log = head.data.get("observability_sessions_log_data")
        crash, anr = get(log, "is_crash") is True, get(log, "is_anr") is True
        if not crash and not anr:
            continue
        trace = read_trace(str(get(log, "value") or ""))
        last = [place for place, event in enumerate(seen) if event.ref[0] == head.part][-1:]
        shown = last and (to_the_end or seen[last[0]].ref[1] == head.total)
        yield Trouble(
            "crash" if crash else "anr", trace.name if crash else "", last if shown else [], trace,
            previous_run=crash and _just_begun(head, seen, shown=bool(shown)),
        )  # fmt: skip


def _just_begun(head: Head, seen: Sequence[Seen], *, shown: bool) -> bool:
    own = [event for event in seen if event.ref[0] == head.part]
    if head.total is not None and head.total <= JUST_BEGUN_EVENTS:
        return True
    return shown and bool(own) and own[-1].at_ms - own[0].at_ms <= JUST_BEGUN_MS


def _told(trouble: Trouble, seen: Sequence[Seen], crashes: Sequence[int], *, to_the_end: bool) -> Failure:
    trace = trouble.trace
    if not trouble.places:
        return Failure(
            trouble.kind, trouble.name, message=trace.message, frames=trace.frames, causes=trace.causes,
            previous_run=trouble.previous_run, outcome="killed" if trouble.kind == "crash" else None,
        )  # fmt: skip
    first, last = seen[trouble.places[0]], seen[trouble.places[-1]]
    reactions = reactions_to(trouble.kind, trouble.places, seen, to_the_end=to_the_end)
    settled = settled_by(trouble.kind, trouble.places, seen)
    return Failure(
        kind=trouble.kind,
        name=trouble.name,
        count=trouble.counts_as or len(trouble.places),
        refs=tuple(seen[place].ref for place in trouble.places),
        first_ms=first.at_ms,
        screen=first.screen,
        status=first.answer.status,
        message=first.answer.says or trace.message,
        frames=trace.frames,
        causes=trace.causes,
        took_ms=first.answer.took_ms,
        before=_before(trouble, seen),
        after=_after(seen, trouble.places[-1]),
        reactions=reactions,
        outcome=outcome_of(
            trouble.kind,
            reactions,
            settled=settled is not None,
            last=last is seen[-1] and to_the_end,
            crashed=any(0 <= at_ms - last.at_ms <= WINDOW_MS for at_ms in crashes),
        ),
        settled=settled,
        previous_run=trouble.previous_run,
    )


def _before(trouble: Trouble, seen: Sequence[Seen]) -> tuple[Step, ...]:
    place = trouble.places[0]
    # What only a log tells comes after the last event, so that this one stands before it.
    end = place + 1 if trouble.kind == "crash" else place
    steps = [step for event in seen[max(0, end - 400) : end] if event.at_ms >= seen[place].at_ms - WINDOW_MS
             for step in steps_of(event)]  # fmt: skip
    return tuple(steps[-MOST_BEFORE:])


def _after(seen: Sequence[Seen], place: int) -> tuple[Step, ...]:
    steps = [step for event in seen[place + 1 : place + 400] if event.at_ms <= seen[place].at_ms + WINDOW_MS
             for step in steps_of(event)]  # fmt: skip
    return tuple(steps[:MOST_AFTER])


def steps_of(event: Seen) -> Iterator[Step]:
    """An event as steps: the screen it opens, and itself unless it is only the life of an activity."""
    if event.enters and event.kind != "navigation":
        yield Step("navigation", event.screen, event.ref)
    if event.kind not in NO_STEPS:
        yield event.step
