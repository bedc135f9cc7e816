"""Several recordings on one clock."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings, strategies as st

from devrev_sessions.timeline.events import AppText, Event, Kind
from devrev_sessions.timeline.recording import Device, Medium, Platform, Recording, Session
from devrev_sessions.timeline.story import Part, Story, story_of, whole_story

NINE = datetime(2026, 4, 21, 9, 0, tzinfo=UTC)


def seconds_past_nine(seconds: float) -> datetime:
    return NINE + timedelta(seconds=seconds)


def recording(
    part_id: str = "rec-1",
    *at_ms: int,
    started_at: datetime | None = NINE,
    medium: Medium = "mobile",
    maker: str = "",
    kind: Kind = Kind.TAP,
    skipped: int = 0,
    unread: tuple[str, ...] = (),
    devtools_missing: bool = False,
) -> Recording:
    return Recording(
        medium=medium,
        session_id="s-1",
        part_id=part_id,
        started_at=started_at,
        events=tuple(Event(n=n, kind=kind, at_ms=ms) for n, ms in enumerate(at_ms, 1)),
        device=Device(maker=AppText(maker)),
        skipped_events=skipped,
        unread_fields=unread,
        devtools="unavailable" if devtools_missing else "none",
    )


def session(*part_ids: str, platform: Platform | None = None, medium: Medium = "mobile") -> Session:
    return Session("s-1", medium, platform, NINE, None, part_ids)


def told(*found: Recording | Part) -> Story:
    parts = [each if isinstance(each, Part) else Part(each.part_id, each) for each in found]
    return whole_story(session(*(part.part_id for part in parts)), parts)


def placed(story: Story) -> list[tuple[int, int, int]]:
    return [(event.part, event.n, event.at_ms) for event in story.events]


def test_recordings_stand_on_the_clock_of_the_earliest():
    story = told(
        recording("late", 0, 500, started_at=seconds_past_nine(60)),
        recording("early", 0, 90_000, started_at=seconds_past_nine(0)),
    )
    assert [(part.part_id, part.begins_ms, part.clocked) for part in story.parts] == [
        ("late", 60_000, True),
        ("early", 0, True),
    ]
    assert placed(story) == [(1, 1, 0), (0, 1, 60_000), (0, 2, 60_500), (1, 2, 90_000)]
    assert story.duration_ms == 90_000
    assert story.whole
    assert story.numbered


def test_fractions_of_a_second_between_recordings_are_kept():
    story = told(recording("a", 0), recording("b", 0, started_at=seconds_past_nine(0.25)))
    assert [part.begins_ms for part in story.parts] == [0, 250]


def test_a_recording_without_a_start_follows_the_others():
    story = told(
        recording("unknown", 0, 700, started_at=None),
        recording("b", 0, 5_000, started_at=seconds_past_nine(10)),
        recording("a", 0, 1_000),
    )
    assert [(part.part_id, part.begins_ms, part.clocked) for part in story.parts] == [
        ("unknown", 15_000, False),
        ("b", 10_000, True),
        ("a", 0, True),
    ]
    assert placed(story)[-1] == (0, 2, 15_700)


def test_recordings_without_any_start_follow_each_other_as_they_were_listed():
    story = told(recording("b", 0, 500, started_at=None), recording("a", 0, 700, started_at=None))
    assert [(part.part_id, part.begins_ms, part.clocked) for part in story.parts] == [
        ("b", 0, False),
        ("a", 500, False),
    ]
    assert story.duration_ms == 1_200


def test_equal_times_keep_the_order_of_the_recordings():
    story = told(recording("a", 0, 100), recording("b", 0, 100))
    assert placed(story) == [(0, 1, 0), (1, 1, 0), (0, 2, 100), (1, 2, 100)]


def test_what_is_not_there_keeps_its_number_and_says_why():
    story = told(Part("gone", None), Part("broken", None, failure="unexpected_response"), recording("a", 0))
    assert [(part.part_id, part.state) for part in story.parts] == [
        ("gone", "missing"),
        ("broken", "unavailable"),
        ("a", "complete"),
    ]
    assert [each.part_id for each in story.recordings] == ["a"]
    assert story.numbered


@pytest.mark.parametrize(
    ("part", "state"),
    [
        (recording("a", 0), "complete"),
        (recording("a"), "empty"),
        (recording("a", 0, skipped=1), "partial"),
        (recording("a", 0, unread=("timeline_data",)), "partial"),
        (recording("a", 0, devtools_missing=True), "partial"),
        (recording("a", devtools_missing=True), "partial"),
    ],
)
def test_how_much_of_a_recording_is_there(part: Recording, state: str):
    assert Part("a", part).state == state


def test_a_session_without_recordings_is_an_empty_story():
    story = whole_story(session(), [])
    assert (story.parts, story.events, story.duration_ms, story.recordings) == ((), (), 0, ())
    assert not story.numbered


def test_one_recording_by_itself_keeps_its_own_clock_and_its_events():
    alone = recording("rec-1", -20, 0, 40, started_at=seconds_past_nine(99))
    story = story_of(alone, "ios")
    assert story.events is alone.events
    assert (story.session_id, story.parts) == ("s-1", (Part("rec-1", alone),))
    assert (story.whole, story.numbered, story.duration_ms) == (False, False, 40)


def test_a_session_of_one_recording_is_not_numbered():
    alone = recording("rec-1", 0, 40)
    story = told(alone)
    assert story.events == alone.events
    assert (story.whole, story.numbered) == (True, False)


@pytest.mark.parametrize(
    ("alone", "asked", "said", "platform"),
    [
        (recording("a", 0), "android", "ios", "ios"),
        (recording("a", 0), "ios", None, "ios"),
        (recording("a", 0, medium="web"), "android", None, "web"),
        (recording("a", 0, maker="Apple"), None, None, "ios"),
        (recording("a", 0, maker="Google"), None, None, None),
        (recording("a", 0, kind=Kind.LIFECYCLE), None, None, "android"),
        (recording("a", 0, maker="apple", kind=Kind.LIFECYCLE), None, None, "ios"),
    ],
)
def test_the_platform_is_what_devrev_says_else_what_was_asked_else_what_shows(
    alone: Recording, asked: Platform | None, said: Platform | None, platform: Platform | None
):
    assert story_of(alone, asked, session("a", platform=said)).platform == platform


@pytest.mark.parametrize("asked", [None, "android", "web"])
def test_without_a_recording_the_platform_is_the_one_asked_for(asked: Platform | None):
    assert Story("s-1", (Part("gone", None),), (), asked_platform=asked).platform == asked


def test_stories_of_the_same_readings_bear_the_same_mark():
    first = recording("a", 0)
    assert told(first).mark == told(first).mark
    assert told(first).mark != story_of(first).mark
    assert told(first).mark != told(Part("a", None)).mark


STARTS = st.none() | st.integers(0, 10_000).map(lambda ms: NINE + timedelta(milliseconds=ms))


def anything_recorded(number: int, offsets: list[int], started_at: datetime | None) -> Recording:
    return recording(str(number), *sorted(offsets), started_at=started_at)


RECORDINGS = st.builds(anything_recorded, st.integers(), st.lists(st.integers(-500, 5_000), max_size=6), STARTS)


@settings(database=None, deadline=None, derandomize=True, max_examples=150)
@given(st.lists(RECORDINGS | st.builds(Part, st.text(max_size=3), st.none()), max_size=5))
def test_nothing_is_lost_and_nothing_changes_but_part_and_clock(found: list[Recording | Part]):
    story = told(*found)
    assert len(story.parts) == len(found)
    assert sorted(event.at_ms for event in story.events) == [event.at_ms for event in story.events]
    for number, part in enumerate(story.parts):
        back = [
            msgspec.structs.replace(event, part=0, at_ms=event.at_ms - part.begins_ms)
            for event in story.events
            if event.part == number
        ]
        assert back == list(part.recording.events if part.recording else ())
        assert part.begins_ms >= 0 or not part.clocked
