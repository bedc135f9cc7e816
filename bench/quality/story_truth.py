"""All that is true of a session, from the ledgers of its parts."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from facts import Absence, Failure, Kind, Line, Noticed, Reading, Ref, Series, Step
from story_ledger import About, Happening, Key, Ledger, Raw, Spot
from story_part import Part

WORST_FIRST: Final[tuple[Kind, ...]] = (
    "crash", "anr", "frozen", "exception", "failed_request", "masked_failure", "error", "console_error", "rage_tap",
    "dead_tap", "slow_request",
)  # fmt: skip
STEPS_BEFORE: Final = 40
STEPS_AFTER: Final = 12
LED_MS: Final = 120_000
MOST_LINES: Final = 20
SERIES_FROM: Final = 5


class Told(NamedTuple):
    """A part as it is asked for: its number, and when it starts from the beginning of what is asked for."""

    part: Part
    number: int
    starts_ms: int

    def ref(self, mark: int) -> Ref:
        return self.number, self.part.resolve(mark)


class Occurred(NamedTuple):
    """An occurrence in its part."""

    ms: int
    told: Told
    happening: Happening


class Whole:
    """The parts that are asked for, all together."""

    def __init__(self, parts: Sequence[Part | None], only: int | None) -> None:
        there = [part for part in parts if part is not None and only in {None, part.number}]
        begin = min(part.start_ms for part in there)
        self.parts = [Told(part, 1 if only else part.number, part.start_ms - begin) for part in there]
        self.by_number = {each.part.number: each for each in self.parts}
        self.missing = only is None and None in parts

    def ref(self, spot: Spot) -> Ref:
        return self.by_number[spot.part].ref(spot.mark)

    def ms(self, spot: Spot) -> int:
        return self.by_number[spot.part].starts_ms + spot.ms

    def last_ms(self) -> int:
        return max(each.starts_ms + each.part.ledger.last_ms for each in self.parts)

    def early_ms(self) -> int:
        """How long before the start the earliest event stands; whether it counts, nobody can say."""
        return -min(0, *(each.starts_ms + each.part.ledger.earliest_ms for each in self.parts))

    def events(self) -> int:
        return sum(each.part.count() for each in self.parts)

    def reading(self, told: dict[str, str]) -> Reading:
        """The whole truth; nothing in it is cut."""
        failures = self._failures()
        absent: set[Absence] = {each for part in self.parts for each in part.part.ledger.absent}
        if any("crash_log" not in part.part.ledger.absent for part in self.parts):
            absent.discard("crash_log")
        if self.missing:
            absent.add("part_missing")
        screens = sorted(
            (each.starts_ms + ms, screen) for each in self.parts for screen, ms in each.part.ledger.screens
        )
        last = max(self.parts, key=lambda each: each.starts_ms + each.part.ledger.last_ms)
        return Reading(
            told=told,
            failures=failures,
            screens=tuple((screen, ms) for ms, screen in screens),
            whole_flow=True,
            series=tuple(self._series()),
            noticed=tuple(self._noticed()),
            absent=frozenset(absent),
            lines=tuple(self._lines(failures)),
            nothing_wrong=not failures,
            ended_on=last.part.screen,
            refs=frozenset(ref for failure in failures for ref in failure.refs),
        )

    def _failures(self) -> tuple[Failure, ...]:
        found: dict[Key, list[Occurred]] = defaultdict(list)
        for each in self.parts:
            for key, happenings in each.part.ledger.failed.items():
                found[key] += [Occurred(each.starts_ms + happening.ms, each, happening) for happening in happenings]
        failures = [self._failure(key, sorted(occurred, key=lambda one: one.ms)) for key, occurred in found.items()]
        failures.sort(key=lambda failure: (WORST_FIRST.index(failure.kind), failure.first_ms or 0))
        return tuple(failures)

    def _failure(self, key: Key, occurred: list[Occurred]) -> Failure:
        kind, name = key
        about = self.about(key)
        known = Failure(
            kind, name, about.counts_as or len(occurred), message=about.message, frames=about.frames,
            causes=about.causes, reactions=(*about.reactions, *about.also), outcome=about.outcome,
            previous_run=about.previous_run,
        )  # fmt: skip
        if not occurred:
            return known
        first, last = occurred[0], occurred[-1]
        is_request = kind in {"failed_request", "masked_failure"}
        settled = self._settled(name, last) if is_request else None
        return replace(
            known,
            refs=tuple(each.told.ref(each.happening.mark) for each in occurred),
            first_ms=first.ms,
            screen=first.happening.screen,
            status=first.happening.status,
            took_ms=first.happening.took_ms,
            before=_before(first),
            after=_after(last),
            settled=settled,
            never_worked=is_request and settled is None,
        )

    def about(self, key: Key) -> About:
        """What is known of it; where parts differ in what followed, the last one counts."""
        known = [each.part.ledger.about[key] for each in self.parts if key in each.part.ledger.about]
        told = [about for about in known if about.reactions or about.outcome]
        return told[-1] if told else known[0] if known else About()

    def _settled(self, name: str, last: Occurred) -> Ref | None:
        worked: list[tuple[int, Ref]] = []
        for each in self.parts:
            answered = each.part.ledger.answered.get(name, [])
            at = bisect_right(answered, last.ms - each.starts_ms, key=lambda answer: answer.ms)
            worked += [(each.starts_ms + answer.ms, each.ref(answer.mark)) for answer in answered[at : at + 1]]
        return min(worked)[1] if worked else None

    def _series(self) -> Iterable[Series]:
        sums: dict[str, dict[str, int]] = defaultdict(dict)
        for each in self.parts:
            for name, outcomes in each.part.ledger.outcomes.items():
                for status, count in outcomes.items():
                    sums[name][status] = sums[name].get(status, 0) + count
        for name, outcomes in sums.items():
            if sum(outcomes.values()) >= SERIES_FROM:
                told = tuple((status, count) for status, count in outcomes.items() if status)
                yield Series(name, sum(outcomes.values()), told)

    def _noticed(self) -> Iterable[Noticed]:
        for each in self.parts:
            for signal, about, marks in each.part.ledger.noticed:
                yield Noticed(signal, about, tuple(each.ref(mark) for mark in marks))

    def _lines(self, failures: tuple[Failure, ...]) -> Iterable[Line]:
        wanted = {ref for failure in failures for ref in failure.refs[:MOST_LINES]}
        for each in self.parts:
            ledger: Ledger = each.part.ledger
            planted = set(ledger.lines)
            for raw in ledger.steps:
                if raw in planted or each.ref(raw.mark) in wanted:
                    yield Line(each.ref(raw.mark), each.starts_ms + raw.ms, raw.kind, raw.name)


def _before(first: Occurred) -> tuple[Step, ...]:
    steps = first.told.part.ledger.steps
    since = first.happening.ms - LED_MS
    to = first.happening.step
    return tuple(_step(first.told, raw) for raw in steps[max(0, to - STEPS_BEFORE) : to] if raw.ms >= since)


def _after(last: Occurred) -> tuple[Step, ...]:
    start = last.happening.step + 1
    return tuple(_step(last.told, raw) for raw in last.told.part.ledger.steps[start : start + STEPS_AFTER])


def _step(told: Told, raw: Raw) -> Step:
    return Step(raw.kind, raw.name, told.ref(raw.mark))
