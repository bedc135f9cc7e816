"""Whole answers, word for word."""

from golden_answers import GOLDEN, answers, calls


async def test_every_answer_reads_as_it_was_reviewed() -> None:
    found = await answers()
    kept = {path.stem: path.read_text(encoding="utf-8") for path in GOLDEN.glob("*.md")}
    changed = [name for name in found if found[name] != kept.get(name)]
    assert not changed, f"read them and run python tests/golden_answers.py: {changed}"


def test_no_answer_is_kept_that_nobody_asks_for() -> None:
    assert {path.stem for path in GOLDEN.glob("*.md")} == {name for name, _ in calls()}
