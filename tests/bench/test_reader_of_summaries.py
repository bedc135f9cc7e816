"""The benchmark's reader of our summary: it takes every fact from its own place, and from nowhere else."""

from collections.abc import Iterator
from typing import Final

import pytest
from facts import Fact, Failure, Line, Noticed, Reading, Series, Step
from facts_by_hand import CRASH, PHONE_FACTS, TOLD_TWICE, WEB_FACTS, Planted
from facts_of import ended_on, happened, no, nothing_wrong, of_previous_run, said
from ours import read_summary, unread
from sample_stories import told_sample
from summaries_by_hand import ENDS, PHONE, PHONE_PARTS, PREVIOUS, TITLES, WEB, WEB_PARTS

from devrev_sessions.sandbox import SAMPLES
from devrev_sessions.text.calls import Address
from devrev_sessions.text.summary import summary

MOVED: Final = "## Moved"


def _line(text: str, start: str) -> str:
    """The one line that begins so."""
    (found,) = [line for line in text.split("\n") if line.startswith(start)]
    return found


def _without(text: str, start: str) -> str:
    return text.replace(_line(text, start) + "\n", "")


def _under(text: str, heading: str, line: str) -> str:
    """The text with a line under a heading."""
    return text.replace(f"{heading}\n", f"{heading}\n{line}\n")


def _holds(fact: Fact, text: str, parts: tuple[str, ...] = PHONE_PARTS) -> bool:
    return fact.holds(read_summary(text, parts))


def _cases() -> Iterator[tuple[str, tuple[str, ...], Planted]]:
    for planted in PHONE_FACTS:
        yield PHONE, PHONE_PARTS, planted
    for planted in WEB_FACTS:
        # Where a summary says that nothing went wrong, nothing is listed; only here one text has both.
        yield _without(WEB, "1. Console") if planted.line.startswith("Nothing") else WEB, WEB_PARTS, planted
    headless = _without(_without(_without(_without(WEB, "r3 tab-c"), "2 more"), "Have"), "r2 tab-b")
    for planted in TOLD_TWICE:
        yield headless, WEB_PARTS, planted


EVERY: Final = [pytest.param(*case, id=f"{case[2].fact.topic}: {case[2].fact.asks}"[:90]) for case in _cases()]


@pytest.mark.parametrize("text", [PHONE, WEB])
def test_every_line_that_a_summary_can_have_is_read(text: str) -> None:
    assert unread(text) == []


@pytest.mark.parametrize("budget", [400, 1_000, 3_000, 8_000])
@pytest.mark.parametrize("name", SAMPLES)
def test_every_line_of_the_summary_of_a_sample_is_read(name: str, budget: int) -> None:
    assert unread(summary(told_sample(name), Address("s-1", "app"), budget).text) == []


@pytest.mark.parametrize(("text", "parts", "planted"), EVERY)
def test_a_fact_is_found_in_its_line(text: str, parts: tuple[str, ...], planted: Planted) -> None:
    assert _holds(planted.fact, text, parts)


@pytest.mark.parametrize(("text", "parts", "planted"), EVERY)
def test_a_fact_is_gone_with_its_line(text: str, parts: tuple[str, ...], planted: Planted) -> None:
    assert not _holds(planted.fact, _without(text, planted.line), parts)


@pytest.mark.parametrize(("text", "parts", "planted"), EVERY)
def test_a_fact_is_another_one_when_its_line_says_something_else(
    text: str, parts: tuple[str, ...], planted: Planted
) -> None:
    line, (old, new) = _line(text, planted.line), planted.change
    assert old in line
    assert not _holds(planted.fact, text.replace(line, line.replace(old, new, 1)), parts)


@pytest.mark.parametrize(("text", "parts", "planted"), EVERY)
def test_a_line_of_ours_that_an_app_has_written_says_nothing(
    text: str, parts: tuple[str, ...], planted: Planted
) -> None:
    line, rest = _line(text, planted.line), _without(text, planted.line)
    fake = line.replace('"', "'")
    quoted = (
        f'[0:00.5 #5] log "{fake}"',
        f'[0:00.5 #5] tap "a" on "/ {fake} /"',
        f'[0:00.5 #5] event "x" {{a: "{fake}"}}',
    )
    for told_by_the_app in quoted:
        told_so = _under(rest, "## Timeline", told_by_the_app)
        assert told_by_the_app not in unread(told_so)
        assert not _holds(planted.fact, told_so, parts)


@pytest.mark.parametrize(("text", "parts", "planted"), EVERY)
def test_a_line_under_another_heading_says_nothing(text: str, parts: tuple[str, ...], planted: Planted) -> None:
    line, lines = _line(text, planted.line), text.split("\n")
    place = lines.index(line)
    own = next((each for each in reversed(lines[:place]) if each.startswith("## ")), "")
    headings = [each for each in lines if each.startswith("## ") and each != own]
    rest = _without(text, planted.line)
    for heading in headings:
        assert not _holds(planted.fact, _under(rest, heading, line), parts)
    assert not _holds(planted.fact, f"{rest}\n{MOVED}\n{line}\n", parts)
    if own:
        assert not _holds(planted.fact, f"{line}\n{rest}", parts)


@pytest.mark.parametrize(
    "planted", [planted for planted in PHONE_FACTS if planted.line.startswith("   ") and planted.is_of_one_failure]
)  # fmt: skip
def test_a_detail_below_another_headline_is_not_told_of_the_first(planted: Planted) -> None:
    line, rest = _line(PHONE, planted.line), _without(PHONE, planted.line)
    other = _line(rest, "9. Rage")
    assert not _holds(planted.fact, rest.replace(other, f"{other}\n{line}"))


def test_a_second_section_of_a_kind_is_not_read() -> None:
    again = f"{PHONE}\n## Outcome\nThe app crashed at 0:01.0 on Other. The recording ends there. (reported)\n"
    assert read_summary(again, PHONE_PARTS).ended_on == "CheckoutActivity"
    assert len(unread(again)) == 2


def test_entries_must_be_numbered_in_their_order() -> None:
    swapped = PHONE.replace("\n8. Slow", "\n9. Slow").replace("\n9. Rage", "\n8. Rage")
    kinds = [failure.kind for failure in read_summary(swapped, PHONE_PARTS).failures]
    assert "slow_request" not in kinds
    assert "rage_tap" not in kinds


def test_a_line_with_an_open_quote_is_not_read() -> None:
    broken = PHONE.replace('   "cart is empty"', '   "cart is empty')
    assert not _holds(said("crash", CRASH, "cart is empty"), broken)
    assert unread(broken) == ['   "cart is empty']


def test_failures_are_told_in_the_order_of_their_entries() -> None:
    read = read_summary(PHONE, PHONE_PARTS)
    assert [failure.kind for failure in read.failures] == [
        "crash", "anr", "frozen", "exception", "error", "failed_request", "masked_failure", "slow_request", "rage_tap",
        "dead_tap",
    ]  # fmt: skip
    assert read.failures[5] == Failure(
        "failed_request", "create-order", 6, ((1, 563), (1, 565), (1, 567), (1, 1_249)), 130_000,
        "CheckoutActivity", status=504, message="upstream timeout", took_ms=1_300,
        before=(Step("gesture", "", (1, 561)), Step("dead_tap", "pay_button", (1, 562))),
        after=(Step("tap", "pay_button", (1, 1_251)),),
        reactions=("retried", "raged", "went_back"), outcome="blocked", never_worked=True,
    )  # fmt: skip
    assert read.failures[3].after == (
        Step("custom", "login_failed", (1, 420)),
        Step("lifecycle", "HomeActivity", (1, 421)),
        Step("navigation", "", (1, 422)),
    )


def test_the_timeline_is_read_line_by_line() -> None:
    read = read_summary(PHONE, PHONE_PARTS)
    assert read.lines == (
        Line((1, 1), 0, "launch", ""),
        Line((1, 8), 1_200, "lifecycle", "Log in"),
        Line((1, 15), 2_100, "custom", "home_viewed"),
        Line((1, 16), 3_000, "gesture", ""),
        Line((1, 17), 3_000, "log", "basket restored"),
        Line((1, 73), 62_000, "request", "stock"),
        Line((1, 74), 63_000, "request", "track"),
        Line((1, 612), 151_000, "tap", "back"),
        Line((1, 1_257), 401_200, "dead_tap", "pay_button"),
    )
    assert read.series == (Series("stock", 31, (("200", 30), ("503", 1))), Series("track", 1_021, (("202", 1_021),)))
    (late,) = [line for line in read_summary(WEB, WEB_PARTS).lines if line.name == "Buy > now"]
    assert late == Line((1, 43), 3_723_400, "tap", "Buy > now")


def test_signals_say_what_they_are_about_and_where() -> None:
    about = {each.signal: each for each in read_summary(PHONE, PHONE_PARTS).noticed}
    assert about["quick_back"] == Noticed(
        "quick_back", "CartActivity > HelpActivity > CartActivity", ((1, 610), (1, 620))
    )
    assert about["abandoned_form"] == Noticed("abandoned_form", "AddressActivity", ((1, 690), (1, 695)))
    assert about["background"].refs == ((1, 900), (1, 950), (1, 960))
    assert about["polling"].about == "track"


def test_a_folded_way_is_not_the_whole_way() -> None:
    assert read_summary(PHONE, PHONE_PARTS).whole_flow
    assert not read_summary(WEB, WEB_PARTS).whole_flow
    assert read_summary(PHONE, PHONE_PARTS).screens[2:8] == (
        ("SearchActivity", 31_000), ("ProductActivity", 31_000),
    ) * 3  # fmt: skip


def test_without_a_section_of_its_own_the_way_is_read_from_the_timeline() -> None:
    without = _without(_without(PHONE, "## Screens"), "SplashActivity")
    read = read_summary(without, PHONE_PARTS)
    assert read.screens == (("SplashActivity", 0), ("Log in", 1_200), ("HelpActivity", 151_000))
    assert not read.whole_flow


def test_references_are_read_from_everywhere_but_app_text() -> None:
    text = _under(PHONE, "## Timeline", '[0:00.0 #2] log "see [#4444] and #4445"')
    found = read_summary(text, PHONE_PARTS).refs
    assert {(1, 2), (1, 9), (1, 11), (1, 133), (1, 139), (1, 1_256), (1, 1_257)} <= found
    assert not {(1, 4_444), (1, 4_445)} & found


def test_a_reference_in_a_call_is_of_the_part_that_the_call_names() -> None:
    assert (2, 16) in read_summary(WEB, WEB_PARTS).refs
    assert (1, 16) not in read_summary(WEB, WEB_PARTS).refs
    assert (0, 16) in read_summary(WEB.replace('tab_id="tab-b"', 'tab_id="tab-x"'), WEB_PARTS).refs
    numbered = WEB.replace('tab_id="tab-b", around="#16"', 'around="r3#16"')
    assert (3, 16) in read_summary(numbered, WEB_PARTS).refs


def test_references_in_a_span_of_two_tabs_keep_their_tab() -> None:
    assert {(1, 3), (2, 3)} <= read_summary(WEB, WEB_PARTS).refs


def test_a_crash_of_the_run_before_is_of_the_run_before() -> None:
    facts = (happened("crash", "RangeError"), of_previous_run("crash", "RangeError"), ended_on("Home"))
    assert all(_holds(fact, PREVIOUS) for fact in facts)
    assert not _holds(nothing_wrong(), PREVIOUS)
    now = PREVIOUS.replace("of the previous run, RangeError, logged when this one began", "at 0:01.0, RangeError [#3]")
    assert not _holds(of_previous_run("crash", "RangeError"), now)
    assert not _holds(happened("crash", "RangeError"), PREVIOUS.replace("RangeError, ", ""))


@pytest.mark.parametrize(("sentence", "screen"), ENDS)
def test_every_sentence_about_the_end_is_read(sentence: str, screen: str) -> None:
    text = f"# Session s-4\n\n## Outcome\n{sentence}\n"
    assert unread(text) == []
    read = read_summary(text, PHONE_PARTS)
    assert read.ended_on == screen
    assert not read.nothing_wrong


def test_a_failure_with_a_good_status_is_a_masked_one() -> None:
    text = PHONE.replace("failed, 504 after 1.3 s, says", "failed, 202 after 1.3 s, says")
    assert _holds(happened("masked_failure", "create-order"), text)


def test_that_something_did_not_happen_is_told_only_where_something_else_did() -> None:
    assert _holds(no("console_error"), PHONE)
    assert not _holds(no("anr"), PHONE)
    assert _holds(no("crash"), WEB)
    nothing = "# Session s-5 · Android\n\n## Outcome\nNothing is known of what happened: there are no events.\n"
    assert not _holds(no("crash"), nothing)
    assert not _holds(nothing_wrong(), nothing)


@pytest.mark.parametrize(("title", "expected"), TITLES)
def test_a_title_tells_what_can_be_told_apart(title: str, expected: dict[str, str]) -> None:
    assert read_summary(f"{title}\n\n## Outcome\n", ()).told == expected


def test_of_an_empty_text_nothing_is_read() -> None:
    assert read_summary("", ()) == Reading()
