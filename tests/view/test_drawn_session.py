"""Small stories as pictures."""

import json
from dataclasses import replace

from devrev_sessions.digest.digest import digest
from devrev_sessions.text.calls import Address
from devrev_sessions.timeline.recording import Session
from devrev_sessions.timeline.story import Part
from devrev_sessions.view.drawn import Problem, Stretch, as_json
from devrev_sessions.view.picture import picture
from storytelling import (
    START,
    console,
    crashed,
    custom,
    dead_tap,
    exception,
    launch,
    opened,
    page,
    pause,
    rage_tap,
    recording,
    request,
    resume,
    session_story,
    story,
    swipe,
    tap,
    told_of,
    untimed,
)

ADDRESS = Address("s-1", "app-1")


def test_events_stand_in_columns_and_their_words_once() -> None:
    told = told_of(tap(1, "plus", "Cart"), request(2, "stock"), tap(3, "plus", "Cart"), untimed(swipe(4, "Cart")))
    drawn = picture(told, ADDRESS)
    events = drawn.events
    assert [drawn.phrases[place] for place in events.phrase] == [
        'screen Cart: tap "plus"',
        'request "stock": 200 in 100 ms',
        'tap "plus" on Cart',
        "swipe up on Cart",
    ]
    assert events.at_ms == [1000, 2000, 3000, 3000]
    assert events.n == [1, 2, 3, 4]
    assert events.part == [0, 0, 0, 0]
    assert events.untimed == [3]
    assert [drawn.lanes[lane] for lane in events.lane] == ["actions", "requests", "actions", "actions"]
    assert len(set(drawn.phrases)) == len(drawn.phrases)


def test_what_is_remarkable_is_marked() -> None:
    told = told_of(
        launch(0),
        request(1, "a", status=500),
        request(9, "b", took_ms=4_000),
        dead_tap(10, "pay"),
        rage_tap(11, "pay", unanswered=True),
        exception(12, "Boom"),
        console(13, "error", "no"),
        console(14, "info", "yes"),
        custom(15, "bought"),
    )
    drawn = picture(told, ADDRESS)
    assert [drawn.marks[mark] for mark in drawn.events.mark] == [
        "plain", "failed", "slow", "unanswered", "rage", "failed", "failed", "plain", "plain",
    ]  # fmt: skip
    assert [drawn.lanes[lane] for lane in drawn.events.lane] == [
        "screens", "requests", "requests", "actions", "actions", "console", "console", "console", "app",
    ]  # fmt: skip


def test_a_request_lasts_until_it_was_written_down_in_an_app_and_from_there_in_a_tab() -> None:
    told = request(5, "stock", took_ms=700)
    assert picture(told_of(told), ADDRESS).events.took_ms == [-700]
    assert picture(told_of(told, medium="web"), ADDRESS).events.took_ms == [700]


def test_a_stay_on_a_screen_ends_with_the_next_one_of_its_own_tab() -> None:
    one = recording(page(0, "/a"), page(10, "/b"), tap(30, "ok"), part_id="t-1", medium="web")
    other = recording(page(0, "/c"), tap(7, "ok"), part_id="t-2", medium="web", begins=5)
    drawn = picture(digest(session_story(one, other)), ADDRESS)
    screens = drawn.screens
    assert [drawn.phrases[place] for place in screens.name] == ["/a", "/c", "/b"]
    assert screens.part == [0, 1, 0]
    assert screens.from_ms == [0, 5_000, 10_000]
    assert screens.to_ms == [10_000, 12_000, 30_000]
    assert drawn.parts == [Stretch("r1 t-1", 0, 30_000), Stretch("r2 t-2", 5_000, 12_000)]  # pyright: ignore[reportArgumentType] - plain words stand for shown ones
    assert (drawn.numbered, drawn.medium) == (True, "web")


def test_a_part_that_is_not_there_has_no_times_and_is_told_of() -> None:
    there = recording(tap(0, "ok"), part_id="r-1")
    drawn = picture(digest(session_story(there, Part("r-2", None, failure="timeout"))), ADDRESS)
    assert [(part.label, part.from_ms) for part in drawn.parts] == [("r1 r-1", 0), ("r2 r-2: unavailable", None)]
    assert drawn.missing == ["r2: could not be read (timeout); the other parts are told without it."]


def test_silence_is_a_stretch_of_its_own() -> None:
    drawn = picture(told_of(tap(0, "a"), tap(120, "b")), ADDRESS)
    assert [(gap.label, gap.from_ms, gap.to_ms) for gap in drawn.gaps] == [("nothing recorded", 0, 120_000)]


def test_a_pause_by_the_app_is_no_idleness() -> None:
    told = told_of(tap(0, "a"), pause(1), resume(100), tap(101, "b"), tap(300, "c"))
    drawn = picture(told, ADDRESS)
    assert [(gap.label, gap.idle) for gap in drawn.gaps] == [
        ("recording paused by the app", False),
        ("nothing recorded", True),
    ]


def test_a_crash_has_a_time_unless_it_was_in_another_run() -> None:
    drawn = picture(told_of(tap(1, "pay", "Cart"), crash_log=crashed("java.lang.Error: no")), ADDRESS)
    assert [(problem.kind, problem.at_ms) for problem in drawn.problems] == [("crash", 1_000)]


def test_a_problem_has_the_words_of_the_summary_and_its_steps() -> None:
    told = told_of(
        opened(0, "Cart"),
        tap(1.0, "pay", "Cart"),
        request(2.0, "order", status=503),
        tap(3.0, "back", "Cart"),
        request(4.0, "order", status=200),
    )
    drawn = picture(told, ADDRESS)
    assert drawn.problems == [
        Problem(
            title='Request "order" on Cart failed, 503 after 100 ms at 0:02.0 [#5]; worked at 0:04.0 [#7] (reported)',  # pyright: ignore[reportArgumentType] - plain words stand for shown ones
            source="reported",
            occurrences=1,
            refs=["#5"],  # pyright: ignore[reportArgumentType] - as above
            before=['0:01.0 tap "pay" [#4] (error tap)'],  # pyright: ignore[reportArgumentType] - as above
            after=['0:03.0 tap "back" [#6]', '0:04.0 request "order": 200 in 100 ms [#7]'],  # pyright: ignore[reportArgumentType] - as above
            reactions=["went back #6"],  # pyright: ignore[reportArgumentType] - as above
            details=[],
            outcome="recovered",
            kind="failed_request",
            at_ms=2_000,
        )
    ]
    assert drawn.outcome == (
        'The request that failed, "order", worked later at 0:04.0 [#7]. The recording ends at 0:04 on Cart. (derived)'
    )


def test_a_crash_tells_what_was_thrown_and_where() -> None:
    trace = "java.lang.IllegalStateException: cart is empty\n\tat com.parcel.Cart.total(Cart.kt:41)\n"
    drawn = picture(told_of(tap(1, "pay", "Cart"), crash_log=crashed(trace)), ADDRESS)
    assert drawn.problems[0].details == ['"cart is empty"', "own code: com.parcel.Cart.total (Cart.kt:41)"]


def test_a_call_can_be_made_of_what_is_drawn() -> None:
    alone = story(tap(0, "ok"))
    asked = picture(digest(alone), ADDRESS).asking
    assert asked
    assert (asked.session_id, asked.recording_id, asked.tab_id, asked.version_key) == ("s-1", "rec-1", None, "app-1")
    whole = picture(digest(session_story(recording(tap(0, "ok")))), Address("s-1")).asking
    assert whole
    assert (whole.recording_id, whole.version_key) == (None, None)
    assert picture(digest(alone), Address('a "b"')).asking is None


def test_beyond_what_can_be_drawn_the_least_telling_kinds_go_first_and_it_is_said() -> None:
    swipes = [swipe(each, "Home") for each in range(10)]
    told = told_of(*swipes, tap(20, "pay", "Home"), request(21, "order", status=500), custom(22, "failed to pay"))
    drawn = picture(told, ADDRESS, most_events=6)
    # The swipes that a problem names stay; the others are thinned evenly.
    assert drawn.events.n == [1, 5, 10, 11, 12, 13]
    assert drawn.missing[-1] == "7 events not drawn: gesture 7."
    assert picture(told, ADDRESS, most_events=13).missing == []


def test_a_session_without_events_is_a_picture_too() -> None:
    session = Session("s-1", "mobile", "android", START, None, ())
    drawn = picture(digest(replace(session_story(), session=session)), ADDRESS)
    assert drawn.events.at_ms == []
    assert drawn.missing
    assert json.loads(as_json(drawn))["title"] == "Session s-1 · Android"
