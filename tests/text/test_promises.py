"""What every summary promises, whatever is in the recording."""

import json
import re
from typing import Final

from hypothesis import given, settings, strategies as st

from devrev_sessions.assistant.faces import summary_face
from devrev_sessions.digest.digest import Digest, asked, digest
from devrev_sessions.text.calls import Address
from devrev_sessions.text.page import Cut, page
from devrev_sessions.text.summary import Summary, summary
from devrev_sessions.text.tokens import tokens
from hostile_stories import SECRETS, story

HEADINGS: Final = re.compile(
    r"# Session .*|## (?:Outcome|What went wrong|Also noticed \(derived, unless marked reported\)|Screens|Pages"
    r"|Timeline.*|Left out and missing|Next)"
)
SHOWN: Final = re.compile(r"^\[~?-?[\d:.]+ r?\d*#\d+\]", re.MULTILINE)

seeds = st.integers(min_value=0, max_value=2**32)
budgets = st.sampled_from((400, 500, 1_000, 3_000, 18_000))
questions = st.sampled_from(("", "pay button", "why did it crash?", "zebra", "\U0001f4a5"))
given_anything = settings(max_examples=50, derandomize=True, database=None, deadline=None)


def told(seed: int, budget: int, question: str) -> tuple[Digest, Summary]:
    found = digest(story(seed))
    if question:
        found = asked(found, question)
    return found, summary(found, Address("s-1"), budget)


def ours(text: str) -> str:
    """The text without what stands between quotes."""
    return re.sub(r'"[^"\n]*"', "", text)


@given_anything
@given(seeds, budgets, questions)
def test_the_budget_is_kept_in_text_and_data(seed: int, budget: int, question: str) -> None:
    found, written = told(seed, budget, question)
    data = json.dumps(
        summary_face(found, written, budget).model_dump(mode="json", exclude_none=True), ensure_ascii=False
    )
    assert tokens(written.text) <= budget
    assert tokens(data) <= budget
    assert len(written.text) + len(data) <= 48_000


@given_anything
@given(seeds, budgets, questions)
def test_every_reference_names_an_event_that_is_there(seed: int, budget: int, question: str) -> None:
    found, written = told(seed, budget, question)
    there = {(event.part + 1, event.n) for event in found.story.events}
    named = re.findall(r"(?:r(\d+))?#(\d+)", ours(written.text))
    assert {(int(part or 1), int(n)) for part, n in named} <= there


@given_anything
@given(seeds, budgets, questions)
def test_no_text_of_an_app_looks_like_ours(seed: int, budget: int, question: str) -> None:
    _, written = told(seed, budget, question)
    written.text.encode()
    for line in written.text.split("\n"):
        assert line.count('"') % 2 == 0
        assert line.isprintable()
        assert not line.startswith("#") or HEADINGS.fullmatch(line)
    assert "## Outcome" in written.text


@given_anything
@given(seeds, budgets, questions)
def test_the_first_incident_is_told_at_every_budget(seed: int, budget: int, question: str) -> None:
    found, written = told(seed, budget, question)
    assert ("\n1. " in written.text) == bool(found.incidents)


@given_anything
@given(seeds, budgets, questions)
def test_every_event_is_shown_covered_or_counted_as_left_out(seed: int, budget: int, question: str) -> None:
    found, written = told(seed, budget, question)
    followers = found.walk.followers
    covered = sum(len(followers[index]) for index in written.chosen.indexes if index in followers)
    hidden = sum(written.chosen.hidden.values())
    assert len(written.chosen.indexes) + covered + hidden == len(found.story.events)
    assert len(SHOWN.findall(written.text)) == len(written.chosen.indexes)
    assert (f"{hidden:,} event" in written.text) or not hidden


@given_anything
@given(seeds, budgets)
def test_no_planted_secret_leaves_by_any_door(seed: int, budget: int) -> None:
    found, written = told(seed, budget, "")
    shown = written.text + summary_face(found, written, budget).model_dump_json()
    if found.story.recordings and not found.story.whole:
        cut = Cut(range(len(found.story.events)), 0, 200, first=True, detail="full")
        shown += page(found, cut, include_replay=True).text
    assert not [secret for secret in SECRETS if secret in shown]


@given_anything
@given(seeds, budgets)
def test_the_same_recording_gives_the_same_bytes(seed: int, budget: int) -> None:
    assert told(seed, budget, "")[1].text == told(seed, budget, "")[1].text
