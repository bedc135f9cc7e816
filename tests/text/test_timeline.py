"""Which events a timeline shows, and how it says what it does not."""

import re

import pytest
from sample_stories import told_sample

from devrev_sessions.digest.digest import Digest, digest
from devrev_sessions.text.lines import Lines
from devrev_sessions.text.timeline import Chosen, Window, choose, hidden_by_kind
from devrev_sessions.text.tokens import tokens
from devrev_sessions.timeline.events import Event, Kind
from storytelling import exception, life, log, page, recording, request, session_story, swipe, tap, told_of


def chosen(told: Digest, budget: int, window: Window | None = None) -> Chosen:
    return choose(told, Lines(told), window or Window(0, len(told.story.events)), budget)


def taps(count: int) -> list[Event]:
    return [tap(n, f"row_{n}", "List") for n in range(count)]


def accounted(told: Digest, found: Chosen, window: Window | None = None) -> int:
    """How many events the lines, what they cover and the account of the hidden ones tell of together."""
    first, stop = (window.first, window.stop) if window else (0, len(told.story.events))
    followers = told.walk.followers
    covered = [i for index in found.indexes if index in followers for i in followers[index] if first <= i < stop]
    return len(found.indexes) + len(covered) + sum(found.hidden.values())


def test_with_room_enough_every_event_has_its_line() -> None:
    told = told_of(page(0, "/"), taps(5))
    found = chosen(told, 1_000)
    assert found.indexes == (0, 1, 2, 3, 4, 5)
    assert not found.hidden
    assert found.longest_hidden is None
    assert found.lines[1] == '[0:00.0 #2] screen List: tap "row_0"'


@pytest.mark.parametrize("budget", [-50, 0, 8])
def test_without_room_there_are_no_lines_and_all_is_counted(budget: int) -> None:
    found = chosen(told_of(taps(30)), budget)
    assert (found.lines, found.indexes, found.hidden) == ((), (), {Kind.TAP: 30})
    assert found.longest_hidden == (0, 29)


@pytest.mark.parametrize("budget", [20, 60, 120, 300, 900])
def test_the_lines_stay_within_the_budget(budget: int) -> None:
    told = told_of(taps(60), [exception(61 + n, f"Boom{n}") for n in range(5)])
    found = chosen(told, budget)
    assert sum(tokens(line) + 1 for line in found.lines) <= budget
    assert accounted(told, found) == 65


def test_what_weighs_most_is_chosen_and_stands_in_the_order_of_time() -> None:
    told = told_of(taps(30), exception(31, "Boom"), taps(30))
    found = chosen(told, 60)
    assert 30 in found.indexes
    assert list(found.indexes) == sorted(found.indexes)


def test_where_a_class_does_not_fit_its_members_are_spread_over_the_time() -> None:
    told = told_of([log(n, f"line {n}") for n in range(100)])
    found = chosen(told, 130)
    steps = [later - sooner for sooner, later in zip(found.indexes, found.indexes[1:], strict=False)]
    assert found.indexes[0] == 0
    assert found.indexes[-1] > 90
    assert len(found.indexes) >= 4
    assert max(steps) < 50


def test_left_out_events_are_counted_with_their_references() -> None:
    told = told_of(exception(0, "A"), taps(40), exception(41, "B"))
    found = chosen(told, 45)
    assert found.indexes == (0, 41)
    assert found.lines[1] == "... 40 events [#2-#41]"
    assert (found.hidden, found.longest_hidden) == ({Kind.TAP: 40}, (1, 40))


def test_what_another_line_tells_is_not_called_left_out() -> None:
    told = told_of([request(5 * n, "stock") for n in range(20)], [swipe(100 + n / 10) for n in range(9)])
    found = chosen(told, 500)
    assert found.indexes == (0, 20)
    assert not found.hidden
    assert found.lines == (
        '[0:00.0 #1] request "stock" every 5.0 s, 20 times until 1:35: 200 x20',
        "[1:40.0 #21] swipe up (x9)",
    )


@pytest.mark.parametrize("budget", [200, 800, 2_000])
def test_a_gap_goes_from_its_first_to_its_last_event_that_no_line_tells(budget: int) -> None:
    told = told_sample("android-checkout-crash")
    found = chosen(told, budget)
    followers = (follower for index in found.indexes for follower in told.walk.followers.get(index, ()))
    by_lines = {told.story.events[index].n for index in (*found.indexes, *followers)}
    gaps = [re.findall(r"#(\d+)", line) for line in found.lines if re.match(r"\.\.\. [\d,]+ event", line)]
    assert gaps
    assert by_lines.isdisjoint(int(end) for gap in gaps for end in gap)


def test_what_never_has_a_line_is_counted_at_the_end_only() -> None:
    told = told_of(
        tap(0, "a", "Home"), [life(1, "saved_instance_state", "Other") for _ in range(9)], tap(5, "b", "Home")
    )
    found = chosen(told, 500)
    assert accounted(told, found) == 11
    assert found.hidden[Kind.LIFECYCLE] == 9


def test_a_long_silence_has_a_line_of_its_own() -> None:
    found = chosen(told_of(tap(0, "a"), tap(240, "b"), tap(299, "c")), 500)
    assert found.lines[1] == "... nothing recorded for 4:00"
    assert len(found.lines) == 4


def test_a_silence_between_recordings_is_told_as_being_away() -> None:
    told = digest(session_story(recording(tap(0, "a"), part_id="a"), recording(tap(0, "b"), part_id="b", begins=90)))
    assert chosen(told, 500).lines == (
        '[0:00.0 r1#1] tap "a"',
        "... app in the background for 90 s",
        '[1:30.0 r2#1] tap "b"',
    )


def test_a_gap_across_recordings_names_both_its_ends() -> None:
    first = recording(exception(0, "A"), taps(9), part_id="a")
    second = recording(taps(9), exception(20, "B"), part_id="b")
    told = digest(session_story(first, second))
    found = chosen(told, 60)
    assert any(re.fullmatch(r"\.\.\. \d+ events \[r1#\d+ to r2#\d+\]", line) for line in found.lines)
    assert accounted(told, found) == 20


def test_a_window_shows_and_counts_only_what_lies_in_it() -> None:
    told = told_of(taps(50))
    window = Window(10, 20)
    found = chosen(told, 1_000, window)
    assert found.indexes == tuple(range(10, 20))
    assert not found.hidden
    little = chosen(told, 40, window)
    assert sum(little.hidden.values()) + len(little.indexes) == 10


def test_an_empty_window_has_nothing() -> None:
    found = chosen(told_of(taps(5)), 500, Window(3, 3))
    assert (found.lines, found.indexes, +found.hidden, found.longest_hidden) == ((), (), {}, None)


def test_a_window_that_begins_within_a_repetition_accounts_for_all_of_it() -> None:
    told = told_of([tap(n, "plus") for n in range(10)], tap(20, "pay"))
    window = Window(5, 11)
    assert accounted(told, chosen(told, 500, window), window) == 6


def test_the_hidden_are_told_by_kind_the_commonest_first() -> None:
    told = told_of([swipe(n) for n in range(9)], taps(3))
    assert hidden_by_kind(told.walk.kinds) == "gesture 9, tap 3"
    assert hidden_by_kind(told.walk.kinds, most=1) == "gesture 9, the rest 3"
