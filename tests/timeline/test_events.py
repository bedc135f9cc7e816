"""The grammar of events."""

import msgspec
import pytest

from devrev_sessions.timeline.events import ACTIONS, Event, Kind


def test_the_kinds_are_the_words_of_the_public_filter():
    assert {str(kind) for kind in Kind} == {
        "launch", "tap", "rage_tap", "dead_tap", "gesture", "input", "navigation", "request", "exception", "error",
        "anr", "log", "console", "custom", "tag", "lifecycle", "pause", "resume", "performance", "other",
    }  # fmt: skip


def test_what_hands_do_is_an_action_and_nothing_else_is():
    assert {str(kind) for kind in ACTIONS} == {"tap", "rage_tap", "dead_tap", "gesture", "input"}


def test_an_event_of_which_only_the_kind_is_known_says_nothing_else():
    event = Event(n=1, kind=Kind.OTHER)
    texts = (event.action, event.name, event.screen, event.target, event.note)
    assert texts == ("",) * 5
    assert (event.part, event.at_ms, event.timed, event.unanswered) == (0, 0, True, False)
    assert not any((event.properties, event.request, event.response))


def test_an_event_does_not_change():
    event = Event(n=1, kind=Kind.TAP)
    with pytest.raises(AttributeError):
        event.n = 2  # pyright: ignore[reportAttributeAccessIssue] - that it cannot be set is what is shown
    assert msgspec.structs.replace(event, n=2) != event
