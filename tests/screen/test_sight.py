"""What was to be seen at a moment of a page that the real recorder wrote down, and what came and went after."""

import json
from pathlib import Path
from typing import Final, cast

from devrev_sessions.screen.packets import PageEvent, in_order, read_packet
from devrev_sessions.screen.seen import Piece
from devrev_sessions.screen.sight import Act, Sight, sight_at

RECORDED: Final = cast(
    "dict[str, list[dict[str, object]]]",
    json.loads((Path(__file__).parent / "pages/checkout.packets.json").read_text(encoding="utf-8")),
)
EVENTS: Final = in_order([read_packet(json.dumps(RECORDED["events"]).encode())])
MOMENTS: Final = {str(moment["about"]): cast("float", moment["at_ms"]) for moment in RECORDED["moments"]}
CLICKS: Final = [event.at_ms for event in EVENTS if event.found.get("source") == 2 and event.found.get("type") == 2]


def at(at_ms: float, act: Act | None = None) -> Sight:
    sight = sight_at(EVENTS, at_ms, act)
    assert sight is not None
    return sight


def names(pieces: tuple[Piece, ...] | None) -> list[str]:
    assert pieces is not None
    return [f"{piece.kind} {piece.text}".strip() for piece in pieces]


def page(*words: str) -> PageEvent:
    """A whole page of paragraphs, written down at a time that is their number."""
    inside: list[dict[str, object]] = [
        {"type": 2, "id": n, "tagName": "p", "childNodes": [{"type": 3, "id": n + 50, "textContent": text}]}
        for n, text in enumerate(words, 2)
    ]
    return PageEvent(2, len(words), {"node": {"type": 0, "id": 1, "childNodes": inside}})


def changed(sight: Sight) -> list[tuple[str, str]]:
    assert sight.aftermath is not None
    return [(each.how, f"{each.piece.kind} {each.piece.text}".strip()) for each in sight.aftermath.differences]


def test_what_answers_a_click_is_told_until_the_next_one() -> None:
    sight = at(MOMENTS["waiting"])
    assert ("appeared", "message This voucher has expired") in changed(sight)
    assert ("gone", "text Loading prices") in changed(sight)
    assert ("appeared", "heading Leave this page?") not in changed(sight)
    assert sight.aftermath is not None
    assert sight.aftermath.ended_ms == round(CLICKS[-1] - MOMENTS["waiting"])


def test_what_comes_and_goes_again_is_told_with_both_times() -> None:
    sight = at(CLICKS[-2], "click")
    assert sight.aftermath is not None
    (waiting,) = [each for each in sight.aftermath.differences if each.piece.text == "Loading prices"]
    assert waiting.how == "appeared"
    assert waiting.until_ms is not None
    assert 0 <= waiting.after_ms < waiting.until_ms < 3_000


def test_a_click_is_told_by_the_name_that_its_element_had_then() -> None:
    label = {"type": 3, "id": 3, "textContent": "Continue"}
    button = {"type": 2, "id": 2, "tagName": "button", "childNodes": [label]}
    whole = PageEvent(2, 0, {"node": {"type": 0, "id": 1, "childNodes": [button]}})
    click = PageEvent(3, 100, {"source": 2, "type": 2, "id": 2})
    renamed = PageEvent(3, 100, {"source": 0, "texts": [{"id": 3, "value": "Send claim"}]})
    removed = PageEvent(3, 900, {"source": 0, "removes": [{"id": 2, "parentId": 1}]})
    for at_ms, stands in ((100, False), (950, False)):
        sight = sight_at([whole, click, renamed, removed], at_ms)
        assert sight is not None
        assert sight.click is not None
        assert (sight.click.text, sight.click_stands) == ("Continue", stands)
    of_it = sight_at([whole, click, renamed, removed], 110, "click")
    assert of_it is not None
    assert names(of_it.pieces) == ["button Continue"]
    assert changed(of_it)[0] == ("appeared", "button Send claim")


def test_another_page_is_told_as_such_and_not_piece_by_piece() -> None:
    old, new = page("old"), page("new", "newer")
    first = PageEvent(4, 0, {"href": "https://a.example/1"})
    second = PageEvent(4, 499, {"href": "https://a.example/2"})
    sight = sight_at([first, old, second, PageEvent(2, 500, new.found)], 1)
    assert sight is not None
    assert sight.aftermath is not None
    assert sight.aftermath.another == ("", "https://a.example/2")


def test_a_moment_of_a_click_is_that_of_the_click_itself() -> None:
    early = at(CLICKS[-1] - 200, "click")
    assert early.at_ms == CLICKS[-1]
    assert [piece.text for piece in early.pieces if piece.clicked] == ["Pay now"]


def test_a_click_further_away_is_another_one() -> None:
    assert at(CLICKS[-1] + 501, "click").at_ms == CLICKS[-1] + 501


def test_before_the_first_whole_page_it_is_that_page() -> None:
    first_ms = next(event.at_ms for event in EVENTS if event.kind == 2)
    sight = at(first_ms - 60_000)
    assert (sight.at_ms, sight.built_ms, sight.changes) == (first_ms, first_ms, 0)


def test_after_the_end_nothing_is_known_of_what_came() -> None:
    sight = at(EVENTS[-1].at_ms + 1)
    assert sight.aftermath is None
    assert sight.last_ms == EVENTS[-1].at_ms


def test_where_the_recording_goes_on_a_page_that_stood_still_is_known_to_have() -> None:
    sight = sight_at(EVENTS, EVENTS[-1].at_ms + 1, goes_on=True)
    assert sight is not None
    assert changed(sight) == []


def test_of_the_opening_of_a_page_it_is_the_one_that_was_opened() -> None:
    old, new = PageEvent(2, 100, page("old").found), PageEvent(2, 1_900, page("new").found)
    sights = [sight_at([old, new], at_ms, "opening") for at_ms in (1_000, 1_850, 2_300)]
    assert [names(sight.pieces) for sight in sights if sight] == [["text new"]] * 3
    assert [sight.at_ms for sight in sights if sight] == [2_400, 2_400, 2_400]


def test_how_far_a_page_was_scrolled_is_known() -> None:
    whole = PageEvent(2, 0, {**page("a").found, "initialOffset": {"left": 0, "top": 40}})
    moved = [PageEvent(3, 10, {"source": 3, "id": node, "x": 0, "y": y}) for node, y in ((1, 900), (2, 70))]
    sights = [sight_at([whole, *moved], at_ms) for at_ms in (5, 20)]
    assert [sight.scrolled for sight in sights if sight] == [40, 900]


def test_without_a_whole_page_there_is_nothing_to_see() -> None:
    assert sight_at([PageEvent(3, 1, {"source": 0})], 5) is None
    assert sight_at([], 5) is None


def test_of_equal_pieces_only_those_that_are_more_have_appeared() -> None:
    sight = sight_at([page("a"), page("a", "a", "b")], 1)
    assert sight is not None
    assert changed(sight) == [("appeared", "text a"), ("appeared", "text b")]
