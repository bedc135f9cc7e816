"""Every sample session at every size keeps what every summary promises."""

import pytest
from promises import broken_promises
from sample_stories import told_sample

from devrev_sessions.digest.digest import asked
from devrev_sessions.sandbox import HOSTILE_SECRETS, SAMPLES
from devrev_sessions.text.calls import Address
from devrev_sessions.text.summary import MOST_CHARACTERS, Summary, summary
from devrev_sessions.text.timeline import Window
from devrev_sessions.text.tokens import tokens

BUDGETS = (400, 1_000, 3_000, 8_000, 18_000)


def written(name: str, budget: int) -> Summary:
    return summary(told_sample(name), Address(SAMPLES[name].session_id, "app"), budget)


@pytest.mark.parametrize("budget", BUDGETS)
@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_keeps_every_promise(name: str, budget: int) -> None:
    found = written(name, budget)
    assert tokens(found.text) <= budget
    assert len(found.text) <= MOST_CHARACTERS
    assert broken_promises(told_sample(name), found) == []
    assert not [secret for secret in HOSTILE_SECRETS if secret in found.text]
    assert written(name, budget).text == found.text


@pytest.mark.parametrize("name", SAMPLES)
def test_a_larger_budget_tells_no_less(name: str) -> None:
    told = told_sample(name)
    hidden = [sum(written(name, budget).chosen.hidden.values()) for budget in BUDGETS[1:]]
    assert hidden == sorted(hidden, reverse=True)
    assert hidden[-1] < max(1, len(told.story.events) * 0.8)


def test_a_window_is_told_more_fully_than_the_whole() -> None:
    told = told_sample("android-long-ordinary")
    window = Window(5_000, 5_200)
    found = summary(told, Address("s-1"), 3_000, window)
    assert broken_promises(told, found, window) == []
    assert all(window.first <= index < window.stop for index in found.chosen.indexes)
    assert sum(found.chosen.hidden.values()) < 200


def test_a_question_moves_what_bears_on_it_forward_and_changes_nothing_above() -> None:
    told = told_sample("android-checkout-crash")
    question = asked(told, "Which offer did they open?")
    assert question.bearing is not None
    bearing = set(question.bearing.indexes)
    plain, about = (summary(each, Address("s-1"), 1_500) for each in (told, question))
    assert broken_promises(told, about) == []
    assert len(bearing & set(plain.chosen.indexes)) < len(bearing & set(about.chosen.indexes))
    assert about.text.split("\n")[1].startswith("Question: ")
    for line in about.text.split("## What went wrong")[1].split("\n## ")[0].split("\n"):
        assert line in plain.text or " lesser problem" in line


def test_nothing_wrong_is_said_of_ordinary_use() -> None:
    text = written("android-long-ordinary", 3_000).text
    assert "Nothing went wrong that was recorded" in text
    assert "## What went wrong" not in text


@pytest.mark.parametrize("budget", BUDGETS)
def test_the_cause_chain_of_the_crash_is_there_at_every_size(budget: int) -> None:
    text = written("android-checkout-crash", budget).text
    assert "java.lang.IllegalStateException" in text
    assert "#253" in text
