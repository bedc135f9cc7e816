"""What is not in a recording is said, so that nobody takes it for nothing that happened."""

from devrev_sessions.digest.digest import digest
from devrev_sessions.text.missing import NONE_YET, UNREAD_IDS, missing
from devrev_sessions.timeline.recording import Session
from devrev_sessions.timeline.story import Part, Story
from storytelling import app, custom, page, pause, recording, resume, session_story, tap, told_of, untimed


def test_a_whole_recording_misses_nothing() -> None:
    assert missing(told_of(tap(0, "a"))) == []


def test_a_session_without_recordings_says_why_that_may_be() -> None:
    assert missing(digest(session_story())) == [NONE_YET]


def test_a_session_whose_recordings_are_listed_in_an_unknown_way_is_not_called_empty() -> None:
    session = Session("s-1", "mobile", None, None, None, (), unread_part_ids=True)
    assert missing(digest(Story("s-1", (), (), session, whole=True))) == [UNREAD_IDS]


def test_events_that_could_not_be_read_are_not_called_none() -> None:
    lines = missing(told_of(skipped_events=2))
    assert lines == [
        "2 entries of the timeline could not be read.",
        "No event of the recording could be read; look at the session in DevRev itself.",
    ]


def test_another_recording_than_was_asked_for_is_told() -> None:
    (line,) = missing(told_of(tap(0, "a"), other_ids=(("rec-1", app("rec-2")),)))
    assert line == "DevRev's answer calls itself rec-2, not rec-1 that was asked for."


def test_each_gap_in_what_could_be_read_has_its_line() -> None:
    told = told_of(
        page(0, "/"),
        untimed(custom(0, "beep")),
        medium="web",
        skipped_events=1,
        repaired_events=2,
        disordered_events=3,
        unread_fields=("timeline_data",),
        devtools="unavailable",
    )
    lines = missing(told)
    assert [any(word in line for word in ("1 entry", "2 events", "3 events", "1 event.")) for line in lines[:4]] == [
        True
    ] * 4
    assert lines[4] == '"timeline_data" had a shape that could not be read.'
    assert "Console and network" in lines[5]
    assert len(lines) == 6


def test_a_recording_without_events_says_what_may_be_the_reason() -> None:
    (line,) = missing(told_of())
    assert line.startswith("The recording has no events: ")


def test_a_paused_recording_says_that_something_is_not_in_it() -> None:
    (line,) = missing(told_of(pause(0), resume(5), pause(9)))
    assert line.startswith("The app paused the recording 2 times; ")


def test_parts_that_are_not_there_are_told_apart_from_those_that_could_not_be_read() -> None:
    told = digest(
        session_story(recording(tap(0, "a"), part_id="a"), Part("b", None), Part("c", None, failure="timeout"))
    )
    gone, failed = missing(told)
    assert gone.startswith("r2: The recording b is not there (yet)")
    assert failed.startswith("r3: could not be read (timeout)")


def test_a_recording_that_is_not_there_is_told_with_those_that_are() -> None:
    session = Session("s-1", "mobile", None, None, None, tuple(f"rec-{n}" for n in range(8)))
    lines = missing(digest(Story("s-1", (Part("gone", None),), (), session)))
    assert lines[-1] == "The session has: rec-0, rec-1, rec-2, rec-3, rec-4, rec-5 and 2 more."
    lines = missing(digest(Story("s-1", (Part("rec-3", None),), (), session)))
    assert lines[-1] == "The session has: rec-0, rec-1, rec-2, rec-4, rec-5, rec-6 and 1 more."


def test_many_remarks_are_counted_rather_than_told() -> None:
    told = digest(session_story(*(Part(f"rec-{n}", None) for n in range(30))))
    lines = missing(told)
    assert len(lines) == 7
    assert lines[-1] == "24 more remarks of this kind, made where each part is read by itself."
