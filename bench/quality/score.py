"""How much of what is true a reading has, and what it claims that is not."""

from collections import Counter
from dataclasses import dataclass

from case import Case
from claims import false_claims
from facts import Reading, Ref

from devrev_sessions.text.tokens import tokens


@dataclass(frozen=True)
class Score:
    """One text about one session."""

    case: str
    group: str
    medium: str
    events: int
    way: str
    budget_tokens: int
    found: dict[str, int]
    """Facts that hold, by topic."""
    asked: dict[str, int]
    missed: tuple[str, ...]
    false: tuple[str, ...]
    dangling: tuple[Ref, ...]
    """References to events that do not exist."""
    tokens: int
    took_seconds: float

    @property
    def share(self) -> float:
        """Of all facts of the session."""
        return sum(self.found.values()) / max(1, sum(self.asked.values()))

    @property
    def over_budget(self) -> bool:
        """Whether the text is longer than was allowed."""
        return self.tokens > self.budget_tokens


def score(
    case: Case, reading: Reading, text: str, took_seconds: float, *, way: str, budget_tokens: int, totals: bool
) -> Score:
    """The reading of `text` held against the truth; `totals` where the way of telling gives counts of everything."""
    held = [(fact, fact.holds(reading)) for fact in case.truth.facts]
    return Score(
        case=case.name,
        group=case.group,
        medium=case.medium,
        events=case.events,
        way=way,
        budget_tokens=budget_tokens,
        found=dict(Counter(fact.topic for fact, holds in held if holds)),
        asked=dict(Counter(fact.topic for fact, _ in held)),
        missed=tuple(f"{fact.topic}: {fact.asks}" for fact, holds in held if not holds),
        false=tuple(false_claims(reading, case.truth.whole, totals=totals)),
        dangling=tuple(sorted(ref for ref in reading.refs if not case.truth.exists(ref))),
        tokens=tokens(text),
        took_seconds=took_seconds,
    )
