"""What the log tells of a fault of our own: where it was, what kind it was, and none of its words."""

import logging

import pytest

from devrev_sessions.assistant.failures import failure

SECRET = "the app's own words"


def broken() -> None:
    raise ValueError(SECRET) from KeyError(SECRET)


def raised() -> Exception:
    try:
        broken()
    except ValueError as error:
        return error
    raise AssertionError


@pytest.mark.parametrize("error", [raised(), ExceptionGroup(SECRET, [raised(), TypeError(SECRET)])])
def test_the_kinds_and_places_of_all_that_failed_are_logged_without_their_words(
    error: Exception, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.ERROR):
        told = failure(error)
    assert "ValueError" in caplog.text
    assert "KeyError" in caplog.text
    assert "in broken" in caplog.text
    assert SECRET not in caplog.text
    assert SECRET not in str(told)
