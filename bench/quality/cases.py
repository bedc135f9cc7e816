"""The benchmark's sessions: every family of scenarios, on phones and in browsers, small and very large."""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from time import perf_counter
from typing import Final, NamedTuple

import plots_crashes as crashes
import plots_long as long
import plots_oddities as oddities
import plots_quiet as quiet
import plots_requests as requests
import plots_signals as signals
import plots_web as web
from case import Case
from story_plan import Plan, Plot

SIZES: Final = ((50, 300), (300, 3_000), (3_000, 12_000), (12_000, 40_000))
SHARES: Final = (0.29, 0.36, 0.24, 0.11)
LARGEST: Final = 100_000
LONG_FROM: Final = 1_000
LONG_ALWAYS: Final = 10_000
LONG_SHARE: Final = 0.55
LONGEST_OF_ONE: Final = 9_000
LEAST: Final = {
    "cases": 240, "facts": 3_000, "sessions of 10,000 events": 25, "sessions of 100,000 events": 3,
}  # fmt: skip


class Family(NamedTuple):
    """How often it comes on phones and in tabs, and how large it may be; `wraps`: quiet parts may come before it."""

    plot: Plot
    phones: int
    tabs: int = 0
    most: int = 40_000
    least: int = 50
    wraps: bool = True
    android: bool = False
    grows: bool = True
    """Whether several dramas may take its place where it is large."""


FAMILIES: Final = (
    Family(crashes.request_then_rage_then_crash, 12),
    Family(crashes.crash_out_of_nowhere, 9),
    Family(crashes.two_crashes, 8, wraps=False),
    Family(crashes.crash_only_in_log, 8),
    Family(crashes.crash_flagged_without_log, 3),
    Family(crashes.crash_of_previous_run, 3, most=6, least=5, wraps=False),
    Family(crashes.crash_of_previous_run, 4, most=3_000, wraps=False),
    Family(crashes.rage_nobody_reported, 3),
    Family(crashes.hang, 7, android=True),
    Family(crashes.frozen, 8),
    Family(crashes.handled_again_and_again, 7),
    Family(crashes.cause_in_a_line, 9),
    Family(crashes.error_event, 4),
    Family(crashes.out_of_memory, 4, android=True),
    Family(requests.recovered, 6, 5),
    Family(requests.abandoned, 6, 5),
    Family(requests.blocked, 5, 5),
    Family(requests.worked_around, 5, 5),
    Family(requests.lie, 8),
    Family(requests.lie_then_crash, 4),
    Family(requests.no_answer, 4),
    Family(requests.dawdle, 4, 4),
    Family(requests.needle_in_404s, 4, 4, least=150),
    Family(requests.polling, 4, 4, least=150),
    Family(requests.cause_long_before, 6, 4),
    Family(requests.across_parts, 4, 3, wraps=False),
    Family(signals.loop, 4, 3, most=12_000),
    Family(signals.to_and_fro, 4, 3, most=12_000, least=120),
    Family(signals.hidden, 4),
    Family(signals.away, 4, android=True),
    Family(signals.slow_launch, 4, wraps=False),
    Family(signals.form_left, 0, 6, most=12_000),
    Family(signals.hesitation, 0, 5, most=12_000),
    Family(oddities.hostile, 5, 5),
    Family(oddities.hostile_and_well, 3, 2),
    Family(oddities.hostile_crash, 3),
    Family(oddities.out_of_order, 4, 3, grows=False),
    Family(oddities.unreadable, 3, 3, grows=False),
    Family(oddities.huge_values, 3, 2, most=3_000, grows=False),
    Family(oddities.three_hundred_screens, 2, 2, most=3_600, least=2_400, wraps=False, grows=False),
    Family(oddities.bare_phone, 2, most=300, wraps=False),
    Family(oddities.nameless_phone, 2, most=300, wraps=False),
    Family(oddities.bare_tab, 0, 2, most=300, wraps=False),
    Family(oddities.empty, 1, 1, most=50, wraps=False),
    Family(quiet.all_well, 8, 7),
    Family(quiet.all_well_twice, 4, 4, wraps=False),
    Family(web.dead_clicks, 0, 6),
    Family(web.rage_over_failure, 0, 8),
    Family(web.console_stack, 0, 7),
    Family(web.page_load_fails, 0, 7),
    Family(web.cause_on_the_console, 0, 5),
    Family(web.without_devtools, 0, 5),
    Family(web.three_tabs, 0, 6, wraps=False),
    Family(web.customs_only, 0, 3, most=300, wraps=False),
)
LARGE: Final = (
    (long.long_session, "android"), (long.long_recording, "ios"), (long.long_session, "ios"),
    (long.long_session, "web"),
)  # fmt: skip


def cases(seed: int, *, large: bool = True) -> list[Case]:
    """All of them, by that seed."""
    return [plan.case() for plan in plans(seed, large=large)]


def plans(seed: int, *, large: bool = True) -> Iterator[Plan]:
    """The same, still to be made, so that one need be held at a time."""
    for family in FAMILIES:
        for plan in _plans(seed, family):
            yield _long(plan) if _is_long(plan, family) else replace(plan, size=min(plan.size, LONGEST_OF_ONE))
    for number, (plot, platform) in enumerate(LARGE if large else ()):
        yield Plan(f"{_told(plot)}-large-{number}", seed, _told(plot), platform, LARGEST, plot, unhurried=True)


def _is_long(plan: Plan, family: Family) -> bool:
    """Every very large session has several dramas, and of the large ones a half."""
    if plan.size < LONG_FROM or not family.grows:
        return False
    return plan.size >= LONG_ALWAYS or Random(f"{plan.seed}/{plan.name}/long").random() < LONG_SHARE


def _long(plan: Plan) -> Plan:
    """A session of that size and platform, with several dramas in place of the one."""
    plot = long.long_recording if plan.last_only else long.long_session
    name = f"{_told(plot)}-{plan.name}"
    return replace(plan, name=name, group=_told(plot), plot=plot, before=0, lost=False, unhurried=True)


def _plans(seed: int, family: Family) -> Iterator[Plan]:
    group = _told(family.plot)
    dice = Random(f"{seed}/{group}/{family.most}")
    for number in range(family.phones + family.tabs):
        phone = number < family.phones
        ios = dice.random() < 0.4 and not family.android
        platform = "web" if not phone else "ios" if ios else "android"
        before = dice.randrange(1, 5) if family.wraps and dice.random() < 0.3 else 0
        size = _size(dice, family)
        one_part = family.wraps and dice.random() < 0.45
        name = f"{group}-{platform}-{family.most}-{number}".replace("-40000", "")
        lost = before > 0 and not one_part and dice.random() < 0.4
        yield Plan(name, seed, group, platform, size, family.plot, before, last_only=one_part, lost=lost)


def _size(dice: Random, family: Family) -> int:
    """A class by its share, a size within it by its logarithm, and the family's own bounds."""
    least, most = dice.choices(SIZES, SHARES)[0]
    size = int(least * (most / least) ** dice.random())
    if size > family.most:
        size = family.most - dice.randrange(0, family.most // 4 + 1)
    return max(family.least, size)


def _told(plot: Plot) -> str:
    return plot.__name__.replace("_", "-")


def _check(case: Case) -> list[str]:
    """What does not agree with itself: a fact its own truth denies, a reference to nothing."""
    truth, whole = case.truth, case.truth.whole
    wrong = [f"{case.name}: {fact.asks}" for fact in truth.facts if not fact.holds(whole)]
    steps = [step.ref for failure in whole.failures for step in (*failure.before, *failure.after)]
    settled = [failure.settled for failure in whole.failures if failure.settled]
    refs = {*whole.refs, *steps, *settled, *(line.ref for line in whole.lines)}
    refs |= {ref for noticed in whole.noticed for ref in noticed.refs}
    return wrong + [f"{case.name}: {ref} is nowhere" for ref in sorted(refs) if not truth.exists(ref)]


def _collisions(case: Case) -> Iterator[str]:
    """In a long session, what two of its dramas share: a class of exception, or what was touched before it."""
    if not case.group.startswith("long-"):
        return
    asked = {fact.asks.split(": ")[0] for fact in case.truth.facts}
    owners: dict[str, str] = {}
    for failure in case.truth.whole.failures:
        if f"{failure.kind} {failure.name}".split(": ", maxsplit=1)[0] not in asked or not failure.refs:
            continue
        drama = failure.screen + (failure.name if failure.kind in {"exception", "crash", "console_error"} else "")
        for name in {failure.name, *failure.causes} - {""}:
            yield from _owned_twice(case, owners, name.partition(":")[0], drama)


def _owned_twice(case: Case, owners: dict[str, str], name: str, drama: str) -> Iterator[str]:
    if owners.setdefault(name, drama) != drama:
        yield f"{case.name}: {name} belongs to {owners[name]} and to {drama}"


def _too_few(counted: Counter[str]) -> Iterator[str]:
    """What the benchmark has less of than it needs."""
    for what, least in LEAST.items():
        if counted[what] < least:
            yield f"{counted[what]} {what}, fewer than {least}"


def _main(seed: int) -> None:
    started = perf_counter()
    counts: dict[str, Counter[str]] = {key: Counter() for key in ("family", "medium", "size", "topic", "asked as")}
    wrong: list[str] = []
    needed: Counter[str] = Counter()
    sizes = total = 0
    for plan in plans(seed):
        case = plan.case()
        wrong += [*_check(case), *_collisions(case)]
        for part in case.sample.parts:
            total += len(case.sample.recording_bytes(part) or b"") + len(case.sample.developer_info_bytes(part) or b"")
        sizes += case.events
        counts["family"][case.group] += 1
        counts["medium"][case.medium] += 1
        counts["size"][next((f"under {most}" for _, most in SIZES if case.events < most), "larger")] += 1
        counts["asked as"]["one part" if case.part else f"whole session of {len(case.truth.parts)}"] += 1
        needed["cases"] += 1
        needed["facts"] += len(case.truth.facts)
        needed["sessions of 10,000 events"] += case.events >= LONG_ALWAYS
        needed["sessions of 100,000 events"] += case.events >= LARGEST
        counts["topic"].update(fact.topic for fact in case.truth.facts)
    for title, counted in counts.items():
        print(f"{title}: {sum(counted.values())}")
        print("".join(f"  {count:6} {name}\n" for name, count in counted.most_common()), end="")
    wrong += _too_few(needed)
    print(", ".join(f"{count} {what}" for what, count in needed.items()))
    print(f"{sizes} events, {total / 1e6:.0f} MB, {perf_counter() - started:.0f} s")
    print("\n".join(wrong[:40]) or "every fact holds of its own truth, and every reference exists")
    if wrong:
        raise SystemExit(1)


if __name__ == "__main__":
    _main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
