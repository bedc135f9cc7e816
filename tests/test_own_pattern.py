"""Patterns that a team writes: none stalls the server, and one that would hides what it could not read."""

import pytest

from devrev_sessions.own_pattern import checked_pattern, places
from devrev_sessions.text.redaction.redactor import OwnRule, Policy, Redactor


@pytest.mark.parametrize(
    "pattern", ["M-[0-9]{8}", r"(?<!\w)M-\d{8}", r"[a-z]+@[a-z]+", r"(?i)order \w+", "[\\w.-]+/[0-9]+"]
)
def test_an_ordinary_pattern_is_taken(pattern: str):
    assert checked_pattern(pattern) == pattern


@pytest.mark.parametrize("pattern", ["(a+)+!", r"(\w+\s?)+:", "(?:x+x+)+y", "(a|aa)+$", r"([a-z]+\d?)+;"])
def test_a_pattern_that_would_not_end_is_refused(pattern: str):
    with pytest.raises(ValueError, match="takes too long"):
        checked_pattern(pattern)


def test_a_text_that_a_pattern_cannot_finish_is_hidden_whole():
    pattern = "(ab|abab)+!"
    text = "ab" * 200 + "c!"
    assert places(pattern, text) == [(0, len(text))]
    assert Redactor(Policy(rules=(OwnRule("member", pattern),))).redact(text) == "[member]"
