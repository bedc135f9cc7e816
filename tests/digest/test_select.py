"""Which events a question for events means."""

import pytest

from devrev_sessions.digest.select import Wanted, is_moment, locate, matching, reference, window
from devrev_sessions.timeline.events import Kind
from devrev_sessions.timeline.story import Story
from storytelling import custom, log, recording, request, session_story, story, tap


def told() -> Story:
    return story(
        tap(0, "Pay", "Cart"),
        request(10, "create-order", status=504, body={"error": "Upstream Timeout"}),
        tap(20, "pay", "Cart"),
        custom(30, "checkout", source="Ünïcode"),
        log(30, "done"),
    )


def found(wanted: Wanted) -> list[int]:
    return list(matching(told(), wanted))


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        ("", "", (0, 5)),
        ("0:10", "", (1, 5)),
        ("", "0:20", (0, 3)),
        ("10000", "20000", (1, 3)),
        ("0:10.001", "0:19", (2, 2)),
        ("-0:10", "", (2, 5)),
        ("", "-1", (0, 3)),
        ("0:20", "0:10", (2, 2)),
        ("9:59:59", "", (5, 5)),
        ("-9:59:59", "", (0, 5)),
    ],
)
def test_a_window_has_both_its_ends_in_it(start: str, end: str, span: tuple[int, int]) -> None:
    assert window(told(), Wanted(start=start, end=end)) == span


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        ("#2", "", (1, 5)),
        ("", "#4", (0, 4)),
        ("#2", "#3", (1, 3)),
        ("[0:10.0 #2]", "r1#3", (1, 3)),
        ("#4", "#4", (3, 4)),
        ("#2", "0:30", (1, 5)),
        ("0:20", "#4", (2, 4)),
        ("#4", "#2", (3, 3)),
    ],
)
def test_a_window_of_references_has_both_events_in_it(start: str, end: str, span: tuple[int, int]) -> None:
    assert window(told(), Wanted(start=start, end=end)) == span


@pytest.mark.parametrize("wanted", [Wanted(start="#6"), Wanted(end="#0")])
def test_a_window_of_events_that_are_not_there_is_refused(wanted: Wanted) -> None:
    with pytest.raises(LookupError):
        window(told(), wanted)


def test_kinds_and_text_are_looked_for_in_the_window() -> None:
    assert found(Wanted()) == [0, 1, 2, 3, 4]
    assert found(Wanted(kinds=frozenset({Kind.TAP, Kind.LOG}))) == [0, 2, 4]
    assert found(Wanted(kinds=frozenset({Kind.TAP}), start="0:01")) == [2]
    assert found(Wanted(search="PAY")) == [0, 2]
    assert found(Wanted(search="pay", kinds=frozenset({Kind.LOG}))) == []


@pytest.mark.parametrize(
    ("search", "indexes"),
    [("cart", [0, 2]), ("upstream timeout", [1]), ("504", [1]), ("single_tap", [0, 2]), ("zebra", [])],
)
def test_text_is_found_in_names_screens_actions_and_properties(search: str, indexes: list[int]) -> None:
    assert found(Wanted(search=search)) == indexes


def test_half_an_emoji_can_be_searched_for() -> None:
    assert found(Wanted(search="\ud83d")) == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("#14", (None, 14)),
        (" r2#14 ", (2, 14)),
        ("[R2#14]", (2, 14)),
        ("[3:41.2 #14]", (None, 14)),
        ("[~1:03:41.2 r2#14]", (2, 14)),
        ("-0:03.0 #14", (None, 14)),
        ("soon #14", None),
        ("14", None),
        ("#", None),
        ("#-1", None),
        ("r2", None),
        ("#1#2", None),
        ("#1234567890", None),
    ],
)
def test_a_reference_is_read_as_it_is_written_in_a_summary(text: str, meant: tuple[int | None, int] | None) -> None:
    assert reference(text) == meant


@pytest.mark.parametrize(
    ("text", "is_one"), [("#1", True), ("r2#9", True), ("3:41", True), ("-5", True), ("soon", False), ("", False)]
)
def test_a_moment_is_a_reference_or_an_offset(text: str, is_one: bool) -> None:
    assert is_moment(text) == is_one


@pytest.mark.parametrize(
    ("around", "index"),
    [
        ("#1", 0),
        ("[#5]", 4),
        ("0:00", 0),
        ("0:14", 1),
        ("0:15", 2),
        ("0:16", 2),
        ("30000", 3),
        ("99:00", 4),
        ("-0:01", 3),
        ("-0:10", 2),
    ],
)
def test_a_moment_is_the_nearest_event(around: str, index: int) -> None:
    assert locate(told(), around) == index


@pytest.mark.parametrize("around", ["#6", "#0", "r2#9"])
def test_a_reference_to_no_event_is_refused(around: str) -> None:
    with pytest.raises(LookupError):
        locate(told(), around)


@pytest.mark.parametrize("around", ["soon", "", "1:75", "r1#"])
def test_what_names_no_moment_is_refused(around: str) -> None:
    with pytest.raises(ValueError, match="not an offset"):
        locate(told(), around)


def test_an_offset_in_a_story_without_events_names_none() -> None:
    with pytest.raises(LookupError):
        locate(story(), "0:05")


def test_in_a_whole_session_a_reference_names_its_recording() -> None:
    whole = session_story(
        recording(tap(0, "a"), tap(9, "b"), part_id="a"),
        recording(tap(0, "c"), tap(1, "d"), part_id="b", begins=4),
    )
    assert [locate(whole, text) for text in ("r1#2", "r2#2")] == [3, 2]
    for nowhere in ("#2", "r3#1", "r0#1"):
        with pytest.raises(LookupError):
            locate(whole, nowhere)


def test_the_only_recording_of_a_session_may_be_named() -> None:
    alone = session_story(recording(tap(0, "a"), tap(9, "b")))
    assert locate(alone, "r1#2") == locate(alone, "#2") == 1
    with pytest.raises(LookupError):
        locate(alone, "r2#2")
