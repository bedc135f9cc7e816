"""Packets and changes of every shape: read, passed over or refused, and never more."""

import json
import zlib

import pytest
from hypothesis import given, settings, strategies as st

from devrev_sessions.screen.packets import PageEvent, UnreadablePacket, in_order, read_packet
from devrev_sessions.screen.page import page_at
from devrev_sessions.screen.seen import seen_on, title_of

Tree = dict[str, object]


def element(node_id: int, tag: str, *children: Tree, **attributes: object) -> Tree:
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    return {"type": 2, "id": node_id, "tagName": tag, "attributes": named, "childNodes": list(children)}


def words(node_id: int, text: str) -> Tree:
    return {"type": 3, "id": node_id, "textContent": text}


def snapshot(*children: Tree) -> PageEvent:
    return PageEvent(2, 0, {"node": {"type": 0, "id": 1, "childNodes": list(children)}})


def change(at_ms: float, **found: object) -> PageEvent:
    return PageEvent(3, at_ms, {"source": 0, **found})


def seen(*events: PageEvent) -> list[str]:
    page = page_at(events, 1e12)
    assert page is not None
    return [f"{piece.kind} {piece.text}" for piece in seen_on(page)]


@pytest.mark.parametrize(
    ("tree", "told"),
    [
        (element(2, "p", words(3, "a "), element(4, "b", words(5, "b")), words(6, "\n c")), ["text a b c"]),
        (element(2, "div", element(3, "p", words(4, "a")), element(5, "p", words(6, "b"))), ["text a", "text b"]),
        (element(2, "div", words(3, "x"), role="heading"), ["heading x"]),
        (element(2, "div", words(3, "Go"), role="button"), ["button Go"]),
        (element(2, "a", words(3, "no link")), ["text no link"]),
        (element(2, "input", type="submit", value="Send"), ["button Send"]),
        (element(2, "input", type="hidden", value="x"), []),
        (element(2, "input", type="text", value="typed", name="q"), ["field q"]),
        (element(2, "button", words(3, "x"), aria_label="Close"), ["button Close"]),
        (element(2, "p", words(3, "x"), style="display: none"), []),
        (element(2, "p", words(3, "x"), style="color:red;visibility:hidden"), []),
        (element(2, "p", words(3, "x"), hidden=""), []),
        (element(2, "script", words(3, "x()")), []),
        (element(2, "dialog", words(3, "x")), []),
        (element(2, "dialog", words(3, "x"), open=""), ["dialog ", "text x"]),
        (element(2, "div", words(3, "saved"), aria_live="polite"), ["message saved"]),
        (element(2, "div", aria_live="polite"), []),
    ],
    ids=str,
)
def test_an_element_is_what_it_is_to_a_reader(tree: Tree, told: list[str]) -> None:
    assert seen(snapshot(tree)) == told


def test_of_rules_about_one_element_the_weightiest_holds() -> None:
    css = ".a{display:none} p.a{display:block} @media print { p { display: none } } /* .a{} */ #x, .b{display:none}"
    sheet = element(2, "style", words(3, css))
    shown, gone = element(4, "p", words(5, "shown"), class_="a"), element(6, "p", words(7, "gone"), id="x")
    assert seen(snapshot(sheet, shown, gone)) == ["text shown"]


def test_a_sheet_that_the_recorder_kept_apart_counts_too() -> None:
    sheet = element(2, "link", _cssText=".a{display:none}")
    sheet["attributes"] = {"_cssText": ".a{display:none}"}
    assert seen(snapshot(sheet, element(3, "p", words(4, "x"), class_="a"))) == []


def test_nodes_are_added_whichever_of_them_comes_first() -> None:
    adds = [
        {"parentId": 2, "nextId": 5, "node": element(4, "p", words(6, "first"))},
        {"parentId": 2, "nextId": None, "node": element(5, "p", words(7, "second"))},
    ]
    assert seen(snapshot(element(2, "div")), change(1, adds=adds)) == ["text first", "text second"]


def test_changes_to_what_is_not_there_are_counted() -> None:
    missing: dict[str, object] = {
        "removes": [{"id": 9}],
        "texts": [{"id": 8, "value": "x"}],
        "attributes": [{"id": 7, "attributes": {}}],
    }
    page = page_at([snapshot(), change(1, **missing, adds=[{"parentId": 6, "node": words(5, "x")}])], 9)
    assert page is not None
    assert page.missed == 4


def test_a_later_snapshot_replaces_the_page() -> None:
    later = PageEvent(2, 5, {"node": {"type": 0, "id": 1, "childNodes": [words(2, "new")]}})
    assert seen(snapshot(words(2, "old")), later) == ["text new"]


def test_events_of_several_packets_stand_in_order_of_time() -> None:
    packets = [[PageEvent(3, 5, {}), PageEvent(3, 9, {})], [PageEvent(2, 1, {}), PageEvent(3, 5, {"b": 1})]]
    assert [(event.at_ms, event.found) for event in in_order(packets)] == [(1, {}), (5, {}), (5, {"b": 1}), (9, {})]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"<html>",
        b'{"events": "x"}',
        b"\x1f\x8b\x08broken",
        zlib.compress(b"[]"),
        b"[1, {}]",
    ],
)
def test_what_holds_no_events_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadablePacket):
        read_packet(body)


NAMES = [
    *("id", "type", "node", "childNodes", "tagName", "attributes", "style", "adds", "removes", "texts", "parentId"),
    *("nextId", "textContent", "source", "value", "class", "for", "set", "property", "text", "isChecked"),
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.text("ab<{;:", max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(NAMES),
            inner,
            max_size=4,
        )
    ),
    max_leaves=14,
)
FOUND = st.dictionaries(
    st.sampled_from(["node", "source", "adds", "removes", "texts", "attributes", "id", "type"]), VALUES
)


@settings(database=None, deadline=None, derandomize=True, max_examples=300)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 9), FOUND), max_size=6), st.integers(0, 9))
def test_any_events_make_a_page_or_none(told: list[tuple[int, int, dict[str, object]]], at_ms: int) -> None:
    events = [snapshot(element(2, "div", words(3, "x"))), *(PageEvent(kind, when, found) for kind, when, found in told)]
    page = page_at(sorted(events, key=lambda event: event.at_ms), at_ms)
    if page is not None:
        title_of(page)
        assert all(piece.text.isprintable() or piece.text for piece in seen_on(page))


@settings(database=None, deadline=None, derandomize=True, max_examples=150)
@given(st.binary(max_size=60) | VALUES.map(lambda value: json.dumps(value).encode()))
def test_any_packet_is_read_or_refused(body: bytes) -> None:
    try:
        assert read_packet(body)
    except UnreadablePacket:
        return
