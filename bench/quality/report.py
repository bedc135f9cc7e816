"""The scores of all sessions in few numbers: a table for people, and everything as JSON."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import mean, median
from typing import Any, Final

from claims import ALL_WELL
from measure import OURS
from score import Score

LARGE_EVENTS: Final = 10_000
WORST: Final = 0.1


def worst_tenth(scores: Sequence[Score]) -> float:
    """The mean share of the tenth of the sessions that came out worst, at least one of them."""
    shares = sorted(score.share for score in scores)
    return mean(shares[: max(1, round(WORST * len(shares)))])


def share(scores: Iterable[Score], topic: str | None = None) -> float:
    """Facts found of facts asked, over all sessions."""
    found = asked = 0
    for score in scores:
        for name, count in score.asked.items():
            if topic in {None, name}:
                asked += count
                found += score.found.get(name, 0)
    return found / asked if asked else 1.0


def figures(scores: Sequence[Score]) -> dict[str, Any]:
    """What is reported of one way at one budget."""
    return {
        "sessions": len(scores),
        "share_of_facts": round(share(scores), 4),
        "worst_tenth": round(worst_tenth(scores), 4),
        "false_claims": sum(len(score.false) for score in scores),
        "of_them_all_well": sum(each.startswith(ALL_WELL) for score in scores for each in score.false),
        "dangling_references": sum(len(score.dangling) for score in scores),
        "over_budget": sum(score.over_budget for score in scores),
        "mean_tokens": round(mean(score.tokens for score in scores)),
        "median_ms": round(1_000 * median(score.took_seconds for score in scores), 1),
    }


def as_json(scores: Sequence[Score], *, seed: int) -> dict[str, Any]:
    """Everything, and each session by itself."""
    groups: list[dict[str, Any]] = []
    for budget, way in _each(scores):
        chosen = _of(scores, way, budget)
        large = [score for score in chosen if score.events >= LARGE_EVENTS]
        groups.append(
            {
                "way": way,
                "budget_tokens": budget,
                **figures(chosen),
                "large": figures(large) if large else None,
                "by_topic": {name: round(share(chosen, name), 4) for name in topics(scores)},
                "by_family": {name: round(share(some), 4) for name, some in _by(chosen, lambda each: each.group)},
            }
        )
    asked = len({score.case for score in scores})
    return {"seed": seed, "sessions": asked, "facts": _facts(scores), "ways": groups, "scores": [*map(_plain, scores)]}


def markdown(scores: Sequence[Score]) -> str:
    """The tables, as the README has them."""
    large = [score for score in scores if score.events >= LARGE_EVENTS]
    lines = [f"{len({score.case for score in scores})} sessions, {_facts(scores)} facts.", "", *_table(scores)]
    if large:
        lines += [
            "",
            f"Of these the {len({score.case for score in large})} sessions of {LARGE_EVENTS:,} events and more:",
            "",
        ]
        lines += _table(large)
    return "\n".join([*lines, "", *_topics(scores), "", *_families(scores)])


def misses(scores: Sequence[Score]) -> str:
    """What ours did not yield or said falsely, by case."""
    lines: list[str] = []
    for score in scores:
        wrong = [f"  missed {each}" for each in score.missed] + [f"  FALSE {each}" for each in score.false]
        wrong += [f"  DANGLING {ref}" for ref in score.dangling]
        wrong += [f"  OVER {score.tokens} tokens"] if score.over_budget else []
        if score.way == OURS and wrong:
            lines += [f"{score.case} ({score.group}, {score.events} events, at {score.budget_tokens})", *wrong]
    return "\n".join(lines)


def topics(scores: Sequence[Score]) -> list[str]:
    """Every topic that is asked about."""
    return sorted({topic for score in scores for topic in score.asked})


def ways(scores: Sequence[Score]) -> list[str]:
    """Every way, ours first."""
    return list(dict.fromkeys([OURS, *(score.way for score in scores)]))


def budgets(scores: Sequence[Score]) -> list[int]:
    """Every budget, the smallest first."""
    return sorted({score.budget_tokens for score in scores})


def _each(scores: Sequence[Score]) -> Iterator[tuple[int, str]]:
    return ((budget, way) for budget in budgets(scores) for way in ways(scores))


def _of(scores: Sequence[Score], way: str, budget: int) -> list[Score]:
    return [score for score in scores if (score.way, score.budget_tokens) == (way, budget)]


def _by(scores: Sequence[Score], key: Callable[[Score], str]) -> Iterator[tuple[str, list[Score]]]:
    for name in sorted({key(score) for score in scores}):
        yield name, [score for score in scores if key(score) == name]


def _facts(scores: Sequence[Score]) -> int:
    return sum({score.case: sum(score.asked.values()) for score in scores}.values())


def _table(scores: Sequence[Score]) -> list[str]:
    lines = [
        '| budget | way | facts | worst tenth | false claims | of them "all well" | dangling | tokens | median ms |',
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for budget, way in _each(scores):
        told = figures(_of(scores, way, budget))
        shares = f"{told['share_of_facts']:.1%} | {told['worst_tenth']:.1%}"
        wrong = f"{told['false_claims']} | {told['of_them_all_well']} | {told['dangling_references']}"
        cost = f"{told['mean_tokens']:,} | {told['median_ms']:,}"
        lines.append(f"| {budget:,} | {way} | {shares} | {wrong} | {cost} |")
    return lines


def _topics(scores: Sequence[Score]) -> list[str]:
    """By topic at every budget: ours, and the best of the others for that topic."""
    return _two_sided("topic", [(name, [*scores], name) for name in topics(scores)])


def _families(scores: Sequence[Score]) -> list[str]:
    return _two_sided("family", [(name, some, None) for name, some in _by(scores, lambda each: each.group)])


def _two_sided(title: str, rows: Sequence[tuple[str, Sequence[Score], str | None]]) -> list[str]:
    sizes = budgets([score for _, scores, _ in rows for score in scores])
    head = " | ".join(f"ours at {size:,} | best other" for size in sizes)
    lines = [f"| {title} | {head} |", "|---" * (1 + 2 * len(sizes)) + "|"]
    for name, scores, topic in rows:
        cells: list[str] = []
        for size in sizes:
            others = [share(_of(scores, way, size), topic) for way in ways(scores) if way != OURS]
            cells.append(f"{share(_of(scores, OURS, size), topic):.1%}")
            cells.append(f"{max(others):.1%}" if others else "")
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


def _plain(score: Score) -> dict[str, Any]:
    return {
        "case": score.case,
        "family": score.group,
        "events": score.events,
        "way": score.way,
        "budget_tokens": score.budget_tokens,
        "share_of_facts": round(score.share, 4),
        "missed": list(score.missed) if score.way == OURS else len(score.missed),
        "false": list(score.false),
        "dangling": [list(ref) for ref in score.dangling],
        "tokens": score.tokens,
        "ms": round(1_000 * score.took_seconds, 1),
    }
