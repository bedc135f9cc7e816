"""One event, one line; and how the lines name moments."""

import pytest

from devrev_sessions.digest.digest import digest
from devrev_sessions.text.lines import Lines, first_line
from devrev_sessions.text.properties import shown_property, whole_properties
from devrev_sessions.timeline.events import Event, Kind
from devrev_sessions.timeline.recording import Launch
from storytelling import (
    anr,
    app,
    back,
    console,
    custom,
    dead_tap,
    error,
    event,
    exception,
    field,
    home,
    launch,
    life,
    log,
    page,
    pause,
    rage_tap,
    recording,
    request,
    resume,
    session_story,
    swipe,
    tap,
    told_of,
    untimed,
)


def phrase(told: Event) -> str:
    return Lines(told_of(told)).phrase(0)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (tap(0, "pay_button"), 'tap "pay_button"'),
        (tap(0, "row", action="long_press"), 'long press "row"'),
        (tap(0, "photo", action="double_tap"), 'double tap "photo"'),
        (tap(0, ""), "tap"),
        (tap(0, 'say "hi"\nnow'), "tap \"say 'hi' / now\""),
        (dead_tap(0, "row"), 'tap "row", unanswered'),
        (rage_tap(0, "pay", unanswered=True), 'rage tap "pay", unanswered'),
        (swipe(0), "swipe up"),
        (event(0, Kind.GESTURE, action="spin"), "gesture"),
        (field(0, "code"), 'field "code" changed'),
        (page(0, "/cart"), "page /cart"),
        (page(0, "/find me"), 'page "/find me"'),
        (back(0), "back button"),
        (home(0), "home button"),
        (request(0, "cart", took_ms=233), 'request "cart": 200 in 233 ms'),
        (request(0, "cart", took_ms=None), 'request "cart": 200'),
        (request(0, "cart", status=None, took_ms=None), 'request "cart"'),
        (request(0, "", took_ms=None), "request (unnamed): 200"),
        (request(0, "slots", took_ms=3_000), 'slow request "slots": 200 in 3.0 s'),
        (request(0, "pay", status=504, took_ms=1_300), 'request "pay" failed, 504 after 1.3 s'),
        (request(0, "pay", status="timeout", took_ms=None), 'request "pay" failed, timeout'),
        (
            request(0, "save", body={"error": "no street"}, took_ms=377),
            'request "save" answered 200 but failed after 377 ms, says "no street"',
        ),
        (exception(0, "a.B", message="x"), 'exception a.B: "x"'),
        (exception(0, "a.B", tag="geo"), 'exception a.B ("geo")'),
        (exception(0, ""), "exception"),
        (error(0, "not found"), 'error "not found"'),
        (anr(0), "app not responding (ANR)"),
        (log(0, "cart: 3\nlines"), 'log "cart: 3 / lines"'),
        (console(0, "error", "TypeError: x\n    at y"), 'console error "TypeError: x"'),
        (console(0, "a b", "c"), 'console "a b" "c"'),
        (custom(0, "seen", n=1, ok=True, no=None, deep={"a": 1}), 'event "seen" {n: 1, ok: true, no: null, 1 more}'),
        (custom(0, "seen", deep={"a": 1}, many=[1, 2]), 'event "seen" {deep: {1 field}, many: [2 entries]}'),
        (custom(0, "in", token="abc", email="jo@mail.example"), 'event "in" {token: [hidden], email: "[email]"}'),
        (event(0, Kind.TAG, "beta"), 'tag "beta"'),
        (event(0, Kind.OTHER, action="consent_accepted"), "consent accepted"),
        (event(0, Kind.OTHER, "40", action="scroll_depth"), 'other "scroll_depth" "40"'),
        (pause(0), "recording paused by the app"),
        (custom(0, ""), "event without a name"),
        (log(0, ""), "log without a name"),
        (request(0, "x", status=0, took_ms=None), 'request "x" failed, status 0'),
        (resume(0), "recording resumed by the app"),
        (event(0, Kind.PERFORMANCE, properties={"lcp": 1.5}), "performance capture {lcp: 1.5}"),
        (launch(0), "app launch"),
        (life(0, "destroyed", "Cart"), "Cart destroyed"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_each_kind_of_event_has_its_words(told: Event, words: str) -> None:
    assert phrase(told) == words


def test_an_event_that_opens_a_screen_says_so() -> None:
    assert phrase(tap(0, "pay", "Cart")) == 'screen Cart: tap "pay"'
    assert phrase(life(0, "resumed", "Cart")) == "screen Cart"


def test_later_events_name_their_screen_or_the_one_they_are_on() -> None:
    lines = Lines(told_of(page(0, "/cart"), tap(1, "pay", "/cart"), swipe(2)))
    assert [lines.phrase(1), lines.phrase(2)] == ['tap "pay" on /cart', "swipe up on /cart"]


def test_on_the_web_a_tap_is_a_click() -> None:
    lines = Lines(told_of(tap(0, "pay", action="click"), rage_tap(1, "pay"), medium="web"))
    assert [lines.phrase(0), lines.phrase(1)] == ['click "pay"', 'rage click "pay"']


def test_a_launch_is_told_with_its_kind_and_length() -> None:
    lines = Lines(told_of(launch(0), launch=Launch(app("cold"), 3_020)))
    assert lines.phrase(0) == "app launch, cold, 3.0 s"


def test_the_app_leaving_and_coming_back_is_told_as_such() -> None:
    lines = Lines(told_of(life(0, "resumed", "A"), life(5, "stopped", "A"), life(60, "started", "A")))
    assert [lines.phrase(index) for index in (1, 2)] == ["app left for the background on A", "app back in front on A"]


def test_a_line_begins_with_its_time_and_reference() -> None:
    lines = Lines(told_of(tap(221.26, "a"), untimed(tap(0, "b")), tap(3_725, "c")))
    assert [lines.stamp(index) for index in range(3)] == ["[3:41.2 #1]", "[~3:41.2 #2]", "[1:02:05.0 #3]"]


def test_in_a_session_of_several_a_reference_names_its_recording() -> None:
    several = session_story(recording(tap(0, "a"), part_id="a"), recording(tap(0, "b"), part_id="b", begins=5))
    assert Lines(digest(several)).line(1) == '[0:05.0 r2#1] tap "b"'
    assert Lines(digest(session_story(recording(tap(0, "a"))))).line(0) == '[0:00.0 #1] tap "a"'


def test_a_repetition_is_counted_on_its_line_and_not_where_each_is_told() -> None:
    told = told_of([tap(n, "plus") for n in range(3)])
    assert Lines(told).line(0) == '[0:00.0 #1] tap "plus" (x3)'
    assert [Lines(told, each=True).line(n) for n in (0, 2)] == ['[0:00.0 #1] tap "plus"', '[0:02.0 #3] tap "plus"']


def test_a_series_is_one_line_and_each_of_its_calls_where_each_is_told() -> None:
    told = told_of([request(5 * n, "stock", status=200 if n else 304) for n in range(6)])
    assert Lines(told).phrase(0) == 'request "stock" every 5.0 s, 6 times until 0:25: 200 x5, 304 x1'
    assert Lines(told, each=True).phrase(0) == 'request "stock": 304 in 100 ms'


def test_a_step_names_no_screen_that_was_named_already() -> None:
    lines = Lines(told_of(page(0, "/cart"), dead_tap(3.1, "pay", "/cart")))
    assert lines.step(1, "/cart") == '0:03.1 tap "pay", unanswered [#2]'
    assert lines.step(1, "/home") == '0:03.1 tap "pay" on /cart, unanswered [#2]'


def test_texts_are_cut_to_the_width_of_their_line() -> None:
    lines = Lines(told_of(tap(0, "x" * 90)), width=12)
    assert lines.phrase(0) == f'tap "{"x" * 9}..."'


def test_the_first_line_of_a_text_is_the_first_with_something_on_it() -> None:
    assert [first_line(text) for text in ("\n\n a\nb", "", "a")] == ["a", "", "a"]


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("count", 12, "count: 12"),
        ("ratio", 1.5, "ratio: 1.5"),
        ("card", 4111111111111111, "card: [card]"),
        ("password", {"a": 1}, "password: [hidden]"),
        ("two words", "x", '"two words": "x"'),
        ("huge", 10**300, "huge: " + "1" + "0" * 36 + "..."),
        ("\u202e", "x", '"": "x"'),
    ],
)
def test_a_property_is_shown_by_its_name(key: str, value: object, shown: str) -> None:
    found = shown_property(key, value)
    assert found == shown or (key == "huge" and len(found) < 60)


def test_in_full_what_is_nested_is_shown_without_its_secrets() -> None:
    nested = {"password": ["hunter22"], "accountNumber": "12345678", "n": [{"otp": 7}, "jo@mail.example"], "plan": "b"}
    shown = whole_properties({"deep": nested, "last": 1, "more": 2}, 2, 200)
    assert not [secret for secret in ("hunter22", "12345678", "7", "jo@mail") if secret in shown]
    assert shown.count("[hidden]") == 3
    assert shown.endswith("'plan': 'b'}\", last: 1, 1 more}")


def test_what_is_nested_without_end_is_shown_as_far_as_anybody_reads() -> None:
    found: dict[str, object] = {}
    for _ in range(900):
        found = {"a": found}
    assert whole_properties({"deep": found}, 9, 200).endswith("'a': '...'" + "}" * 12 + '"}')
