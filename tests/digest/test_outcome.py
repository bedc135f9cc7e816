"""How a story ended."""

import pytest

from devrev_sessions.digest.digest import Digest, digest
from devrev_sessions.digest.thresholds import WEIGHT_CHAIN, WEIGHT_MIDDLE
from devrev_sessions.timeline.events import Event
from storytelling import (
    TRACE,
    anr,
    console,
    crashed,
    dead_tap,
    error,
    exception,
    page,
    recording,
    request,
    session_story,
    swipe,
    tap,
    told_of,
)


def outcome(told: Digest) -> tuple[str, str | None]:
    incident = told.outcome.incident
    return told.outcome.kind, incident and incident.kind


@pytest.mark.parametrize(
    ("events", "kind", "about"),
    [
        ([], "empty", None),
        ([tap(0, "a")], "clean", None),
        ([request(0, "slots", took_ms=12_000)], "friction", "slow_request"),
        ([exception(0, "Boom"), tap(1, "a")], "friction", "exception"),
        ([dead_tap(0, "row"), error(1, "oops")], "friction", "error"),
        ([console(0, "error", "oops")], "friction", "console_error"),
        ([request(0, "save", status=500), request(5, "save")], "recovered", "failed_request"),
        ([request(0, "save", status=500), exception(1, "Boom")], "unresolved", "failed_request"),
        ([request(0, "save", status=500), anr(7), tap(9, "a")], "froze", "anr"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_worst_thing_that_lasted_is_the_outcome(events: list[Event], kind: str, about: str | None) -> None:
    assert outcome(told_of(events)) == (kind, about)


def test_a_crash_outranks_an_anr_and_everything_else() -> None:
    told = told_of(request(0, "save", status=500), anr(1), tap(2, "a"), crash_log=crashed(TRACE))
    assert outcome(told) == ("crashed", "crash")


def test_a_crash_in_the_first_of_several_recordings_is_the_outcome_of_the_session() -> None:
    told = digest(
        session_story(
            recording(tap(0, "a"), tap(9, "b"), part_id="a", crash_log=crashed(TRACE)),
            recording(tap(0, "c"), part_id="b", begins=60),
        )
    )
    assert outcome(told) == ("crashed", "crash")


def test_of_settled_failures_the_last_to_work_is_told() -> None:
    told = told_of(
        request(0, "a", status=500),
        request(1, "b", status=500),
        request(2, "b"),
        request(9, "a"),
    )
    assert told.outcome.incident is not None
    assert (told.outcome.kind, told.outcome.incident.name) == ("recovered", "a")


def test_the_place_of_the_end_is_the_last_event_and_its_screen() -> None:
    told = told_of(page(0, "/cart"), tap(1, "a"), swipe(2))
    assert (told.outcome.screen, told.outcome.end) == ("/cart", 2)


def test_the_steps_of_an_incident_are_kept_in_the_timeline_and_its_middle_is_not() -> None:
    told = told_of(
        request(0, "me"),
        *(exception(n, "Boom") for n in range(1, 5)),
        request(5, "me", took_ms=4_000),
    )
    weights = told.walk.weights
    assert weights[2:4] == [WEIGHT_MIDDLE, WEIGHT_MIDDLE]
    assert min(weights[1], weights[4]) > WEIGHT_CHAIN
    assert weights[5] == WEIGHT_CHAIN


def test_ranks_count_the_events_that_could_have_a_line() -> None:
    told = told_of(tap(0, "a"), tap(1, "a"), tap(2, "b"), tap(3, "c"))
    assert told.ranks == [0, 1, 1, 2, 3]
