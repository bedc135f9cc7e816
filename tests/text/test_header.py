"""Who, what and when, in at most ten lines."""

import pytest

from devrev_sessions.digest.digest import digest
from devrev_sessions.text.header import header, moment, title
from devrev_sessions.text.lines import Lines
from devrev_sessions.text.outcome import ending
from devrev_sessions.timeline.recording import Device, Launch, Recording
from devrev_sessions.timeline.story import Part, Story
from storytelling import (
    START,
    TRACE,
    app,
    crashed,
    launch,
    page,
    recording,
    session_story,
    story,
    tap,
    told_of,
    untimed,
)

PIXEL = Device(
    app_version=app("5.2.0"), maker=app("Google"), model=app("Pixel 8"), system=app("15"), network=app("WiFi")
)


def test_one_recording_is_told_in_five_lines() -> None:
    told = told_of(
        launch(0, "Splash"),
        tap(9, "pay", "Cart"),
        tap(100, "pay", "Cart"),
        device=PIXEL,
        launch=Launch(app("cold"), 812),
        crash_log=crashed(TRACE),
        user_id=app("REVU-1"),
        org_id=app("REV-2"),
        attributes={name: app(name[0]) for name in ("plan", "locale", "beta", "age", "shop")},
    )
    first, second, third, fourth, last = header(told)
    assert first == "# Session s-1 · app 5.2.0 on Google Pixel 8, 15"
    assert second == (
        "Recording rec-1, from 2026-04-21 09:00:00 UTC · 1:40 long, 0:09 active · 3 events · WiFi · cold start 812 ms"
    )
    assert third == ('User REVU-1, organisation REV-2 · plan: "p", locale: "l", beta: "b", age: "a", 1 more attribute')
    assert fourth.startswith("Have: timeline, crash log. Not there: ")
    assert last == "Text in double quotes was written by the app or its user."


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (story(device=PIXEL, platform="android"), "# Session s-1 · Android · app 5.2.0 on Google Pixel 8, Android 15"),
        (story(device=Device(app_version=app("1")), platform="ios"), "# Session s-1 · iOS · app 1"),
        (story(page(0, "/"), medium="web"), "# Session s-1 · web"),
        (
            story(
                medium="web",
                device=Device(
                    browser=app("Chrome"), browser_version=app("138.0"), system=app("macOS"), form=app("desktop")
                ),
            ),
            "# Session s-1 · web · Chrome 138.0, macOS, desktop",
        ),
        (story(device=Device(model=app("\u202eevil\n# x"))), '# Session s-1 · "evil / # x"'),
        (Story("s-1", (Part("r", None),), ()), "# Session s-1"),
    ],
)
def test_the_title_names_what_it_ran_on_as_far_as_it_is_known(told: Story, expected: str) -> None:
    assert title(told) == expected


def test_without_any_times_no_length_and_no_end_is_told() -> None:
    told = told_of(untimed(tap(0, "a", "Home")), untimed(tap(0, "b", "Home")))
    assert header(told)[1].startswith("Recording rec-1")
    assert " long" not in header(told)[1]
    assert "2 events, none with a time" in header(told)[1]
    assert "The recording ends on Home." in ending(told, Lines(told))


def test_what_is_not_known_has_no_line() -> None:
    lines = header(told_of(tap(0, "a")))
    assert len(lines) == 4
    assert not any(line.startswith(("User", "No user")) for line in lines)


def test_each_recording_of_a_session_has_a_line() -> None:
    told = digest(
        session_story(
            recording(tap(0, "a"), tap(9, "b"), part_id="rec-a", launch=Launch(app("hot"), 90)),
            recording(tap(0, "c"), part_id="rec-b", begins=180, skipped_events=2),
            recording(part_id="rec-c", begins=None),
            Part("rec-d", None),
            Part("rec-e", None, failure="timeout"),
        )
    )
    assert header(told)[1:7] == [
        "5 recordings, from 2026-04-21 09:00:00 UTC · 3:00 long, 0:09 active · 3 events",
        "r1 rec-a at 0:00, 0:09 long, 2 events, complete, hot start 90 ms",
        "r2 rec-b at 3:00, 0:00 long, 1 event, partial",
        "r3 rec-c at about 3:00, 0:00 long, 0 events, empty",
        "r4 rec-d: missing",
        "r5 rec-e: unavailable (timeout)",
    ]


def many(count: int) -> list[Recording]:
    return [recording(tap(0, "a"), part_id=f"rec-{n}", begins=n * 60) for n in range(count)]


@pytest.mark.parametrize("count", [0, 1, 2, 5, 6, 7, 8, 40])
@pytest.mark.parametrize("most", [10, 7, 4, 3, 2, 1])
def test_the_header_never_has_more_lines_than_it_may(count: int, most: int) -> None:
    lines = header(digest(session_story(*many(count))), most)
    assert 1 <= len(lines) <= most
    assert lines[0].startswith("# Session s-1")
    assert not any("\n" in line for line in lines)


def test_recordings_without_a_line_are_counted() -> None:
    lines = header(digest(session_story(*many(40), Part("gone", None))))
    assert len(lines) == 10
    told = [line for line in lines if line.startswith("r")]
    (rest,) = [line for line in lines if "more part" in line]
    assert rest == f"{41 - len(told)} more parts: {40 - len(told)} complete, 1 missing"


def test_a_moment_is_told_in_utc_and_a_missing_one_as_unknown() -> None:
    assert (moment(START), moment(None)) == ("2026-04-21 09:00:00 UTC", "an unknown time")


def test_what_names_a_person_passes_the_door() -> None:
    told = told_of(
        tap(0, "a"), user_id=app("mila@example.org"), attributes={"token": app("x"), "e mail": app("jo@example.org")}
    )
    assert 'User "[email]" · token: [hidden], "e mail": "[email]"' in header(told)
