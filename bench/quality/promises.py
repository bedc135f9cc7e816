"""What is promised of the summary's quality, and whether it was kept."""

from collections.abc import Iterator, Sequence
from typing import Final

from measure import OURS
from report import LARGE_EVENTS, share, ways
from score import Score

LEAST_SHARE: Final = {1_000: 0.90, 3_000: 0.97}
FULL_BUDGET: Final = 3_000
"""The budget nobody has to ask for; at it nothing false is said, and large sessions are compared."""
TIMES_THE_BEST_OTHER: Final = 2


def broken(scores: Sequence[Score]) -> Iterator[str]:
    """Every promise that was not kept, in words."""
    ours = [score for score in scores if score.way == OURS]
    for budget, least in LEAST_SHARE.items():
        found = share(score for score in ours if score.budget_tokens == budget)
        if found < least:
            yield f"at {budget} tokens {found:.1%} of the facts, promised {least:.0%}"
    full = [score for score in ours if score.budget_tokens == FULL_BUDGET]
    if false := sum(len(score.false) for score in full):
        yield f"at {FULL_BUDGET} tokens {false} false claims"
    if dangling := sum(len(score.dangling) for score in full):
        yield f"at {FULL_BUDGET} tokens {dangling} references to events that do not exist"
    if over := [score for score in ours if score.over_budget]:
        yield f"{len(over)} summaries over their budget, {over[0].case} first"
    yield from _against_the_others(scores)


def _against_the_others(scores: Sequence[Score]) -> Iterator[str]:
    large = [score for score in scores if score.events >= LARGE_EVENTS and score.budget_tokens == FULL_BUDGET]
    shares = {way: share(score for score in large if score.way == way) for way in ways(scores)}
    ours = shares.pop(OURS)
    if large and shares and ours < TIMES_THE_BEST_OTHER * max(shares.values()):
        best = max(shares, key=lambda way: shares[way])
        yield f"on sessions of {LARGE_EVENTS:,} events and more {ours:.1%}, not twice the {shares[best]:.1%} of {best}"
