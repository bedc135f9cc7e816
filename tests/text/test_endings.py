"""How it ended, in words."""

import pytest

from devrev_sessions.digest.digest import Digest, digest
from devrev_sessions.text.lines import Lines
from devrev_sessions.text.outcome import ending
from devrev_sessions.timeline.events import Event
from devrev_sessions.timeline.recording import PageCounts, Session
from devrev_sessions.timeline.story import Part, Story, whole_story
from storytelling import (
    TRACE,
    anr,
    back,
    crashed,
    custom,
    dead_tap,
    exception,
    launch,
    log,
    page,
    rage_tap,
    recording,
    request,
    session_story,
    tap,
    told_of,
)


def said(told: Digest) -> str:
    return ending(told, Lines(told))


def test_a_crash_is_told_with_the_step_that_says_most_and_how_long_before_it_was() -> None:
    told = told_of(tap(0, "a", "Cart"), rage_tap(3, "pay", "Cart"), log(4, "x"), crash_log=crashed(TRACE))
    assert said(told) == (
        'The app crashed at about 0:04.0 on Cart; 1.0 s before that: rage tap "pay" [#2]. '
        "The recording ends there. (reported)"
    )


def test_a_crash_that_the_app_survived_does_not_end_the_recording() -> None:
    told = told_of(tap(0, "open", "Orders"), anr(9, "Orders"), tap(12, "x", "Orders"))
    assert said(told) == (
        'The app stopped responding (ANR) at 0:09.0 on Orders; 9.0 s before that: tap "open" [#1]. '
        "It answered again later. The recording ends at 0:12 on Orders. (reported)"
    )


def test_an_app_that_was_started_again_after_its_crash_says_where_and_how_the_session_ended() -> None:
    told = digest(
        session_story(
            recording(tap(0, "a", "Cart"), tap(9, "b", "Cart"), part_id="a", crash_log=crashed(TRACE)),
            recording(launch(0, "Home"), tap(5, "c", "Home"), part_id="b", begins=60),
        )
    )
    assert said(told).endswith(
        "The app was started again at 1:00.0 [r2#1]. The session ends at 1:05 on Home. (reported)"
    )


def test_an_interface_that_stopped_answering_is_derived() -> None:
    told = told_of(page(0, "Orders"), dead_tap(2, "a"), dead_tap(5, "b"), dead_tap(9, "c"))
    assert said(told) == "The interface stopped answering at 0:02.0 on Orders. The recording ends there. (derived)"


@pytest.mark.parametrize(
    ("after", "sentence"),
    [
        ([tap(5, "pay"), request(6, "x", status=500), rage_tap(7, "pay")], "The person was blocked."),
        ([back(3), page(3.2, "/"), tap(9, "other")], "The person gave up on it."),
    ],
)
def test_a_request_that_never_worked_says_what_became_of_it(after: list[Event], sentence: str) -> None:
    assert sentence in said(
        told_of(page(-9, "/"), page(-5, "/pay"), tap(0, "pay"), request(0.5, "x", status=500), after)
    )


def test_a_quiet_story_names_what_devrev_marks_and_what_the_app_says_itself() -> None:
    session = Session("s-1", "mobile", None, None, 61_000, ("a",), crashed=True, rage_tapped=True)
    told = digest(whole_story(session, [Part("a", recording(tap(0, "a"), custom(3, "payment_failed"), part_id="a"))]))
    assert " But DevRev marks it with a crash, rage taps, of which the events show nothing." in said(told)
    assert ' The app itself speaks of trouble once, at 0:03.0 [#2]: event "payment_failed".' in said(told)


def test_a_session_of_which_a_part_was_not_read_is_not_called_quiet() -> None:
    told = digest(session_story(recording(tap(0, "a"), part_id="a"), Part("b", None, failure="upstream_error")))
    assert told.outcome.kind == "unsure"
    assert said(told) == (
        "Nothing went wrong in what could be read: no crash, ANR, exception, failed request, rage or unanswered tap; "
        "of 1 recording nothing is known. What was read ends at 0:00. (derived)"
    )


def test_requests_that_could_not_be_seen_are_said_to_be_unseen() -> None:
    told = told_of(page(0, "/"), tap(1, "a", "/"), medium="web", devtools="unavailable")
    assert " or unanswered tap (console and network could not be read). " in said(told)


def test_what_devrev_says_against_a_quiet_session_makes_it_unsure() -> None:
    told = told_of(page(0, "/"), medium="web", counts=PageCounts(responses={"413": 2}))
    assert told.outcome.kind == "unsure"


def test_counts_of_a_tab_that_no_event_explains_are_named() -> None:
    counts = PageCounts(console_errors=7, rage_clicks=2, responses={"200": 4, "404": 2, "500": 3})
    found = said(told_of(page(0, "/"), tap(1, "a", "/"), medium="web", counts=counts, devtools="woven"))
    assert " But DevRev marks it with rage taps, console errors, 3 answers of 500 or above, of which " in found
    found = said(told_of(page(0, "/"), tap(1, "a", "/"), medium="web", counts=counts))
    assert ", 5 answers of 400 or above, of which " in found


@pytest.mark.parametrize(
    ("told", "beginning"),
    [
        (told_of(tap(0, "a")), "Nothing went wrong that was recorded: "),
        (
            told_of(request(0, "x", took_ms=12_000)),
            'No crash, ANR or failed request was recorded; the worst is problem 1, slow request "x", at 0:00.0 [#1].',
        ),
        (told_of(request(0, "x", status=500)), 'Request "x" failed at 0:00.0 [#1]; no later success was recorded.'),
        (
            told_of(request(0, "x", status=500), request(5, "x", status=500)),
            'Request "x" failed 2 times, last at 0:05.0 [#2]; no later success was recorded.',
        ),
        (
            told_of(request(0, "x", status=500), request(5, "x")),
            'The request that failed, "x", worked later at 0:05.0 [#2].',
        ),
        (
            told_of(request(0, "x", status=500), request(0, "y", status=500), request(5, "y"), request(6, "x")),
            'Every failed request worked later, the last one, "x", at 0:06.0 [#4].',
        ),
        (
            told_of(exception(0, "B"), dead_tap(90, "row")),
            'No crash, ANR or failed request was recorded; the worst is problem 1, exception "B", at ',
        ),
        (told_of(crash_log=crashed()), "The app crashed; no events were recorded. (reported)"),
        (told_of(), "Nothing is known of what happened: the recording has no events."),
        (
            told_of(launch(0), log(1, "x"), crash_log=crashed()),
            "The app crashed before this recording began; in it nothing went wrong that was recorded.",
        ),
        (digest(session_story()), "Nothing is known of what happened: there are no events."),
    ],
)  # fmt: skip
def test_each_outcome_has_its_sentence(told: Digest, beginning: str) -> None:
    assert said(told).startswith(beginning)


def test_of_a_recording_that_is_not_there_devrev_s_word_on_the_session_is_told() -> None:
    session = Session("s-1", "mobile", None, None, 61_000, ("a",), crashed=True)
    assert said(digest(Story("s-1", (Part("gone", None),), (), session))) == (
        "Nothing is known of what happened in gone: it is not there. "
        "DevRev says of the session that it lasted 1:01, crashed. (reported)"
    )


def test_every_end_says_when_and_where() -> None:
    alone = told_of(page(0, "/cart"), tap(61, "x", "/cart"))
    assert said(alone).endswith("The recording ends at 1:01 on /cart. (derived)")
    whole = digest(
        session_story(recording(tap(0, "a", "Home"), part_id="a"), recording(tap(0, "b"), part_id="b", begins=5))
    )
    assert said(whole).endswith("The session ends at 0:05. (derived)")


def test_a_worse_problem_than_the_failed_request_is_pointed_at() -> None:
    told = told_of(exception(0, "Boom"), request(20, "x", status=500))
    assert said(told) == (
        'Request "x" failed at 0:20.0 [#2]; no later success was recorded. '
        'The worst problem is another: exception "Boom" at 0:00.0 [#1]. The recording ends at 0:20. (derived)'
    )


def test_a_success_that_the_app_tells_of_after_the_last_failure_is_named() -> None:
    told = told_of(tap(0, "pay"), request(1, "card", status=402), tap(9, "paypal"), custom(30, "payment_complete"))
    assert ' Later the app tells of "payment_complete" at 0:30.0 [#4].' in said(told)


def two_crashes(second: str) -> Digest:
    return digest(
        session_story(
            recording(tap(0, "a"), tap(9, "b"), part_id="a", crash_log=crashed(TRACE)),
            recording(launch(0), tap(5, "c"), part_id="b", begins=60, crash_log=crashed(second)),
        )
    )


def test_the_same_crash_again_is_told_as_one_that_came_twice() -> None:
    assert said(two_crashes(TRACE)) == (
        'The app crashed 2 times, first at about 0:09.0; last before that: tap "b" [r1#2]. '
        "The last time was at 1:05.0 [r2#2]. The recording ends there. (reported)"
    )


def test_a_second_crash_is_told_beside_the_first() -> None:
    told = two_crashes("java.io.IOException: gone")
    assert "The app was started again at 1:00.0 [r2#1]. It crashed again at 1:05.0 [r2#2]." in said(told)
