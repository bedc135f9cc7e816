"""Which events bear on a question."""

import pytest

from devrev_sessions.digest.digest import Digest, asked
from devrev_sessions.digest.question import BEARING_BONUS, Bearing
from devrev_sessions.timeline.recording import Launch
from storytelling import (
    TRACE,
    anr,
    app,
    crashed,
    custom,
    dead_tap,
    exception,
    log,
    page,
    rage_tap,
    request,
    tap,
    told_of,
)


def told() -> Digest:
    return told_of(
        page(0, "/cart"),
        tap(1, "voucher_field", "/cart"),
        request(2, "POST /api/vouchers", status=500),
        exception(3, "TypeError"),
        rage_tap(4, "Apply", "/cart"),
        log(5, "gave up"),
        custom(6, "Gutschein-Fehler"),
        dead_tap(7, "Apply", "/cart"),
        anr(8),
    )


@pytest.mark.parametrize(
    ("question", "words", "indexes"),
    [
        ("Why did the vouchers fail?", ("vouchers", "fail"), (1, 2)),
        ("voucher", ("voucher",), (1, 2)),
        ("What requests were sent?", ("requests", "sent"), (2,)),
        ("Which requests?", ("requests",), (2,)),
        ("any errors", ("errors",), (3,)),
        ("Did it freeze?", ("freeze",), (7, 8)),
        ("was the user angry", ("angry",), (4, 7)),
        ("logs", ("logs",), (5,)),
        ("what did they click", ("click",), (1, 4, 7)),
        ("GUTSCHEIN", ("gutschein",), (6,)),
        ("Which zebra?", ("zebra",), ()),
        ("what happened to the user in this session", (), ()),
        ("What did the user do last?", ("last",), (0, 1, 4, 7)),
        ("How did the session end?", ("end",), (0, 1, 4, 7)),
        ("What happened first?", ("first",), (0, 1, 4, 7)),
        ("the last voucher", ("last", "voucher"), (1, 2)),
        ("???", (), ()),
    ],
)
def test_what_bears_on_a_question_is_found_by_name_else_by_kind(
    question: str, words: tuple[str, ...], indexes: tuple[int, ...]
) -> None:
    assert asked(told(), question).bearing == Bearing(words, indexes)


def test_a_name_in_the_question_counts_for_more_than_the_kind_it_asks_about() -> None:
    assert asked(told(), "errors of the voucher").bearing == Bearing(("errors", "voucher"), (1, 2, 3))
    assert asked(told(), "taps on the voucher").bearing == Bearing(("taps", "voucher"), (1, 2, 4, 7))


@pytest.mark.parametrize("question", ["Why did the app crash?", "it crashed", "crashes"])
def test_a_crash_bears_on_a_question_for_it_though_only_its_log_tells_it(question: str) -> None:
    found = asked(told_of(tap(0, "pay"), tap(9, "help"), crash_log=crashed(TRACE)), question).bearing
    assert found is not None
    assert found.indexes == (1,)


def test_slow_requests_bear_on_a_question_for_them() -> None:
    found = asked(told_of(request(0, "slots", took_ms=12_000), request(20, "me")), "Why is it so slow?").bearing
    assert found is not None
    assert (found.words, found.indexes) == (("slow",), (0,))


def test_what_bears_on_it_is_moved_forward_and_the_digest_itself_is_not_changed() -> None:
    plain = told()
    before = list(plain.walk.weights)
    found = asked(plain, "voucher")
    raised = [now - then for now, then in zip(found.walk.weights, before, strict=True)]
    assert raised == [0, BEARING_BONUS, BEARING_BONUS, 0, 0, 0, 0, 0, 0]
    assert plain.walk.weights == before
    assert plain.bearing is None


def test_what_another_line_tells_keeps_no_line_of_its_own() -> None:
    found = asked(told_of(tap(0, "pay"), tap(1, "pay"), tap(2, "x")), "pay")
    assert found.bearing is not None
    assert found.bearing.indexes == (0, 1)
    assert found.walk.weights[1] == 0


def test_a_question_of_a_megabyte_is_read_at_its_beginning() -> None:
    found = asked(told(), "voucher " + "x" * 1_000_000).bearing
    assert found is not None
    assert found.indexes == (1, 2)


def test_another_word_for_the_same_thing_is_looked_for_where_the_asked_one_names_nothing() -> None:
    found = asked(told(), "the coupon").bearing
    assert found == Bearing(("coupon",), (1, 2, 6), ("gutschein", "voucher"))


def test_a_word_that_names_something_itself_is_not_widened() -> None:
    plain = told_of(tap(0, "coupon_field"), tap(1, "voucher_field"))
    assert asked(plain, "coupon").bearing == Bearing(("coupon",), (0,))


def test_what_an_incident_threw_or_said_bears_on_a_question_for_it() -> None:
    plain = told_of(
        tap(0, "photo"), exception(1, "java.lang.OutOfMemoryError", stack="java.lang.OutOfMemoryError: heap")
    )
    found = asked(plain, "Was it out of memory?").bearing
    assert found is not None
    assert found.indexes == (1,)


def test_requests_that_were_merely_slow_bear_on_a_question_for_slowness() -> None:
    found = asked(told_of(request(0, "feed", took_ms=4_500), request(9, "me")), "Why was it so slow?").bearing
    assert found is not None
    assert (found.words, found.indexes) == (("slow",), (0,))


def test_of_what_was_done_last_the_last_few_are_meant() -> None:
    told = told_of([tap(n, f"button_{n}") for n in range(20)])
    found = asked(told, "What did they do at the end?").bearing
    assert found is not None
    assert found.indexes == (15, 16, 17, 18, 19)
    found = asked(told, "What did they do first?").bearing
    assert found is not None
    assert found.indexes == (0, 1, 2, 3, 4)


def test_what_was_noticed_without_an_event_bears_on_a_question_for_it() -> None:
    slow = told_of(tap(0, "a"), launch=Launch(app("cold"), 9_400))
    found = asked(slow, "Is the phone too slow?").bearing
    assert found is not None
    assert (found.indexes, found.noticed) == ((), ("slow_launch",))


def test_the_small_words_of_other_languages_name_nothing() -> None:
    found = asked(told(), "\u00bfPor qu\u00e9 se cierra la app?").bearing
    assert found is not None
    assert found.words == ("qu\u00e9", "cierra")
