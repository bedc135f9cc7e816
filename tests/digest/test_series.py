"""Requests that come again and again."""

from devrev_sessions.digest.scan import scan
from devrev_sessions.digest.series import Series, collapse
from devrev_sessions.digest.thresholds import SERIES_FROM
from storytelling import page, request, story, tap


def test_polling_is_one_line_with_its_rhythm() -> None:
    told = story([request(second, "stock") for second in (0, 5.0, 9.9, 15.1, 20, 25)])
    walk = scan(told)
    assert collapse(walk) == {0: Series(told.events[0].name, (0, 1, 2, 3, 4, 5), {"200": 6}, 5_000, 25_000)}
    assert [bool(weight) for weight in walk.weights] == [True, False, False, False, False, False]
    assert dict(walk.followers) == {0: [1, 2, 3, 4, 5]}


def test_requests_at_odd_times_have_no_rhythm() -> None:
    (series,) = collapse(scan(story([request(second, "cart") for second in (0, 1, 30, 31, 90)]))).values()
    assert (series.every_ms, series.until_ms) == (None, 90_000)


def test_requests_all_at_once_have_no_rhythm() -> None:
    (series,) = collapse(scan(story([request(3, "image") for _ in range(6)]))).values()
    assert series.every_ms is None


def test_fewer_than_five_successes_are_no_series() -> None:
    few = [request(second, "cart") for second in range(SERIES_FROM - 1)]
    walk = scan(story(few, request(9, "cart", status=500)))
    assert collapse(walk) == {}
    assert all(walk.weights)


def test_a_failed_and_a_slow_call_keep_their_own_lines() -> None:
    ordinary = [request(5 * n, "stock") for n in range(5)]
    walk = scan(story(ordinary, request(25, "stock", status=503), request(30, "stock", took_ms=4_000)))
    (series,) = collapse(walk).values()
    assert (series.indexes, series.outcomes) == ((0, 1, 2, 3, 4, 5, 6), {"200": 6, "503": 1})
    assert [index for index, weight in enumerate(walk.weights) if weight] == [0, 5, 6]
    assert walk.followers[0] == [1, 2, 3, 4]


def test_a_series_begins_at_its_first_success() -> None:
    walk = scan(story(request(0, "stock", status=500), [request(5 * n, "stock") for n in range(1, 7)]))
    assert list(collapse(walk)) == [1]


def test_a_call_that_opened_a_screen_keeps_its_line() -> None:
    calls = [request(n, "cart", screen="Cart" if n > 2 else "Home") for n in range(6)]
    walk = scan(story(calls))
    collapse(walk)
    assert [index for index, weight in enumerate(walk.weights) if weight] == [0, 3]


def test_the_commonest_outcome_stands_first_and_an_unknown_one_is_a_question_mark() -> None:
    statuses = (304, 200, 200, 200, None, 304, 200)
    (series,) = collapse(scan(story([request(n, "me", status=each) for n, each in enumerate(statuses)]))).values()
    assert list(series.outcomes.items()) == [("200", 4), ("304", 2), ("?", 1)]


def test_each_name_is_a_series_of_its_own() -> None:
    calls = [request(n, name) for n in range(5) for name in ("stock", "track")]
    assert [series.name for series in collapse(scan(story(page(0, "/"), calls, tap(9, "a")))).values()] == [
        "stock",
        "track",
    ]
