"""What a reading says that is not so.

What was not told is no claim: an empty name, no status, no outcome. Where a way of telling shows only some of the
events, a number of things seen is a least number, and a success seen later is as true as the first one.
"""

from collections.abc import Iterator
from typing import Final

from facts import Failure, Kind, Reading, same_name

FAILING: Final[frozenset[Kind]] = frozenset({"failed_request", "masked_failure"})
"""A request that failed, by its status or by its body: either is said of the same thing."""
ALL_WELL: Final = "nothing went wrong"
"""How the claim begins that a session is well which is not."""


def false_claims(reading: Reading, whole: Reading, *, totals: bool) -> Iterator[str]:
    """Every claim that contradicts the truth, in words."""
    for failure in reading.failures:
        yield from _of_failure(failure, whole, totals=totals)
    if reading.nothing_wrong and whole.failures:
        yield f"{ALL_WELL}, though {whole.failures[0].kind} {whole.failures[0].name}".rstrip()
    for key, value in reading.told.items():
        if key in whole.told and value != whole.told[key]:
            yield f"{key} is {value}, not {whole.told[key]}"
    entered = [name for name, _ in whole.screens]
    for name in dict.fromkeys(name for name, _ in reading.screens):
        if entered and not any(_is_name(name, true) for true in entered):
            yield f"{name} was entered"
    for series in reading.series:
        counts = [each.count for each in whole.series if _is_name(series.name, each.name)]
        if counts and all(_is_wrong(series.count, count, totals=totals) for count in counts):
            yield f"{series.name} came {series.count} times, not {counts[0]}"
    for what in sorted(reading.absent - whole.absent):
        yield f"absent: {what}"


def _of_failure(found: Failure, whole: Reading, *, totals: bool) -> Iterator[str]:
    """The contradictions with the failure it fits best, or that there is none like it."""
    named = f"{found.kind} {found.name}".rstrip()
    like = [true for true in whole.failures if _same_sort(found.kind, true.kind) and _is_name(found.name, true.name)]
    if not like:
        yield f"{named} happened"
        return
    against = [list(_contradictions(found, true, totals=totals)) for true in like]
    yield from (f"{named}: {each}" for each in min(against, key=len))


def _contradictions(found: Failure, true: Failure, *, totals: bool) -> Iterator[str]:
    if found.status is not None and true.status is not None and found.status != true.status:
        yield f"answered {found.status}, not {true.status}"
    for words, told, so in (
        ("was on", found.screen, true.screen),
        ("said", found.message, true.message),
        ("in", next(iter(found.frames), ""), next(iter(true.frames), "")),
    ):
        if told and so and not same_name(told, so):
            yield f"{words} {told}, not {so}"
    if _is_wrong(found.count, true.count, totals=totals):
        yield f"{found.count} times, not {true.count}"
    yield from _of_what_followed(found, true, totals=totals)


def _of_what_followed(found: Failure, true: Failure, *, totals: bool) -> Iterator[str]:
    if found.settled and (
        true.settled is None or found.settled < true.settled or (totals and found.settled != true.settled)
    ):
        yield f"worked at {found.settled}, not {true.settled}"
    if found.never_worked and true.settled:
        yield f"never worked later, though it did at {true.settled}"
    if found.previous_run and not true.previous_run:
        yield "belongs to the run before"
    for reaction in found.reactions:
        if true.reactions and reaction not in true.reactions:
            yield f"the person {reaction}, not {', '.join(true.reactions)}"
    if found.outcome and true.outcome and found.outcome != true.outcome:
        yield f"outcome {found.outcome}, not {true.outcome}"


def _is_wrong(count: int, true: int, *, totals: bool) -> bool:
    return count != true if totals else count > true


def _same_sort(one: Kind, other: Kind) -> bool:
    return one == other or {one, other} <= FAILING


def _is_name(found: str, true: str) -> bool:
    """Whether what was told can be that name; what was not told can be any."""
    return not found or same_name(found, true)
