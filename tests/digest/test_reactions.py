"""What the person did about a failure, and what became of it."""

import pytest

from devrev_sessions.digest.digest import Digest, digest
from devrev_sessions.digest.incident import Incident, IncidentKind
from devrev_sessions.timeline.events import Event
from storytelling import (
    TRACE,
    anr,
    back,
    crashed,
    custom,
    dead_tap,
    exception,
    home,
    launch,
    opened,
    page,
    rage_tap,
    recording,
    request,
    session_story,
    tap,
    told_of,
)


def of(told: Digest, kind: IncidentKind) -> Incident:
    return next(incident for incident in told.incidents if incident.kind == kind)


def aftermath(told: Digest, kind: IncidentKind) -> tuple[list[str], str | None]:
    """The reactions in words and the ending."""
    incident = of(told, kind)
    return [word for word, _ in incident.reactions], incident.ending


FAILED: list[Event] = [
    page(0, "/cart"),
    page(2, "/pay"),
    tap(5, "pay", "/pay"),
    request(6, "order", status=500, screen="/pay"),
]


@pytest.mark.parametrize(
    ("after", "reactions", "ending"),
    [
        ([tap(8, "pay", "/pay"), request(9, "order", screen="/pay")], ["retried"], "recovered"),
        ([back(8, "/pay"), page(8.2, "/cart"), tap(10, "remove", "/cart")], ["went back"], "abandoned"),
        ([tap(8, "home_icon", "/pay"), page(8.5, "/"), tap(12, "deal", "/")], ["went on"], "went on"),
        ([tap(8, "cart_icon", "/pay"), page(8.5, "/cart"), tap(12, "x", "/cart")], ["went back"], "abandoned"),
        ([home(8, "/pay")], ["left", "session ended"], "abandoned"),
        ([], ["session ended"], "not seen"),
        ([tap(8, "pay", "/pay"), rage_tap(12, "pay", "/pay")], ["retried", "raged", "session ended"], "blocked"),
        ([tap(8.5, "pay", "/pay"), rage_tap(9, "pay", "/pay")], ["raged", "session ended"], "blocked"),
        (
            [tap(8, "pay", "/pay"), request(9, "order", status=500), tap(11, "pay", "/pay")],
            ["retried", "session ended"],
            "blocked",
        ),
        (
            [tap(9, "invoice", "/pay"), request(10, "order-new", status=201, screen="/pay"), page(11, "/thanks")],
            ["went on"],
            "worked around",
        ),
        ([tap(9, "gift_note", "/pay"), tap(12, "slot", "/pay")], ["went on"], "went on"),
        ([tap(9, "menu", "/pay"), request(9.5, "analytics", status=204, screen="/pay")], ["went on"], "went on"),
        (
            [tap(9, "invoice", "/pay"), request(10, "invoice", screen="/pay"), custom(12, "order_placed")],
            ["went on"],
            "worked around",
        ),
        ([tap(14, "row", "/pay"), tap(22, "pay", "/pay"), tap(25, "row", "/pay")], ["went on"], "went on"),
    ],
    ids=[
        "worked", "back button", "another screen", "the screen before", "home", "nothing", "raged", "only raged",
        "tried again",
        "another way", "other things", "something else that works", "another way that the app confirms",
        "the same thing touched much later",
    ],
)  # fmt: skip
def test_a_failed_request_is_told_with_what_was_done_and_how_it_came_out(
    after: list[Event], reactions: list[str], ending: str | None
) -> None:
    assert aftermath(told_of(FAILED, after), "failed_request") == (reactions, ending)


def test_a_request_that_nobody_asked_for_leaves_the_person_going_on() -> None:
    told = told_of(
        page(0, "/"), tap(1, "a", "/"), request(40, "track", status=500), tap(50, "b", "/"), tap(70, "c", "/")
    )
    assert aftermath(told, "failed_request") == (["went on"], "went on")


def test_a_screen_that_comes_by_itself_is_no_reaction() -> None:
    told = told_of(FAILED, page(6.2, "/error"), tap(30, "help", "/error"))
    assert aftermath(told, "failed_request") == (["went on"], "went on")


def test_a_failure_shortly_before_a_crash_ended_with_it() -> None:
    told = told_of(FAILED, tap(8, "pay", "/pay"), crash_log=crashed(TRACE))
    assert aftermath(told, "failed_request") == (["retried", "session ended"], "killed")
    assert aftermath(told, "crash") == (["session ended"], "killed")


def test_after_a_crash_the_app_is_started_again() -> None:
    told = digest(
        session_story(
            recording(tap(0, "pay"), tap(9, "pay"), part_id="a", crash_log=crashed(TRACE)),
            recording(launch(0), tap(5, "pay"), part_id="b", begins=60),
        )
    )
    assert aftermath(told, "crash") == (["restarted"], "killed")
    assert of(told, "crash").reactions == (("restarted", 2),)


def test_another_visit_hours_later_is_no_restart() -> None:
    told = digest(
        session_story(
            recording(tap(0, "pay"), part_id="a", crash_log=crashed(TRACE)),
            recording(launch(0), part_id="b", begins=7_200),
        )
    )
    assert aftermath(told, "crash")[0] == ["session ended"]


def test_an_anr_that_the_app_survived_is_recovered() -> None:
    told = told_of(tap(0, "row"), anr(9), tap(20, "row"), tap(22, "other"))
    assert aftermath(told, "anr") == (["went on"], "recovered")
    assert aftermath(told_of(tap(0, "row"), anr(9)), "anr")[1] == "killed"


def test_doing_the_same_again_after_an_exception_says_nothing_of_how_it_came_out() -> None:
    told = told_of(tap(0, "save"), exception(0.5, "Boom"), tap(5, "save"), request(5.2, "save"))
    assert aftermath(told, "exception") == (["retried", "session ended"], "went on")


def test_an_exception_beside_a_failed_request_came_out_as_that_did() -> None:
    told = told_of(
        tap(0, "save"), request(0.4, "save", status=500), exception(0.5, "Boom"), tap(5, "save"), request(5.2, "save")
    )
    assert aftermath(told, "exception") == (["retried"], "recovered")


def test_what_the_app_calls_a_success_later_on_is_no_abandonment() -> None:
    told = told_of(
        FAILED, back(8, "/pay"), page(8.2, "/cart"), tap(10, "x", "/cart"), custom(12, "order_placed", "/cart")
    )
    assert aftermath(told, "failed_request")[1] == "went on"


def test_polling_that_fails_beside_a_tap_blocks_nobody() -> None:
    beats = [request(5 * n, "heartbeat", status=503 if n > 2 else 200) for n in range(9)]
    told = told_of(page(0, "/"), beats, tap(14.9, "news", "/"), tap(41, "sport", "/"))
    assert aftermath(told, "failed_request")[1] != "blocked"


def test_an_exception_that_nobody_minded_went_on() -> None:
    told = told_of(tap(0, "save"), exception(0.5, "Boom"), tap(5, "next"), tap(9, "more"))
    assert aftermath(told, "exception") == (["went on"], "went on")


def test_an_unanswered_tap_claims_no_ending_of_its_own() -> None:
    assert of(told_of(dead_tap(0, "row"), tap(9, "x")), "dead_tap").ending is None


def test_a_crash_of_the_previous_run_has_no_aftermath_in_this_one() -> None:
    told = told_of(opened(0, "Splash"), crash_log=crashed(TRACE))
    assert (of(told, "crash").reactions, of(told, "crash").ending) == ((), None)


def test_a_browser_s_own_back_button_leaves_no_click_behind() -> None:
    told = told_of(FAILED, page(20, "/cart"), tap(30, "x", "/cart"), medium="web")
    assert aftermath(told, "failed_request") == (["went back"], "abandoned")


def test_what_only_misses_something_to_show_is_not_abandoned() -> None:
    told = told_of(
        page(0, "/"), tap(1, "card", "/"), request(1.2, "GET /icon", status=404), tap(20, "cart", "/"),
        page(20.4, "/cart"), tap(30, "x", "/cart"),
    )  # fmt: skip
    assert aftermath(told, "failed_request") == (["went on"], "went on")
