"""Pages and sheets that no honest page holds: read to the end in good time, and never a failure."""

import time

import pytest
from hypothesis import given, settings, strategies as st
from test_any_page import Tree, element, snapshot, words

from devrev_sessions.screen.packets import PageEvent, UnreadablePacket, read_packet
from devrev_sessions.screen.page import page_at
from devrev_sessions.screen.seen import seen_on, title_of
from devrev_sessions.screen.style.conditions import Window, contained, pixels, reckoned, supported
from devrev_sessions.screen.style.css import blocks_of, edited
from devrev_sessions.screen.style.selectors import selectors_in
from devrev_sessions.screen.tree import Edit

SIGNS = [
    *(
        "{",
        "}",
        "(",
        ")",
        ";",
        ":",
        ",",
        ".a",
        "#b",
        "*",
        " ",
        ">",
        "+",
        "~",
        "&",
        "@media ",
        "@layer x",
        "@container ",
    ),
    *(
        "@supports ",
        "@keyframes k",
        "@property --v",
        "not ",
        " and ",
        " or ",
        "(min-width:9px)",
        "display:none",
        "--v:var(--v)",
    ),
    *(
        "var(--v,",
        "opacity:0",
        ":is(",
        ":not(",
        ":has(",
        "::before",
        ":host(",
        "::slotted(",
        ":nth-child(2n-1)",
        "[x='a' i]",
    ),
    *(
        "content:'\\41'",
        "/*",
        "*/",
        "'",
        '"',
        "\\",
        "calc(",
        "1e999px",
        "width:0",
        "inset:",
        "animation:k both",
        "!important",
    ),
]
CSS = st.lists(st.sampled_from(SIGNS), max_size=24).map("".join)
ROLES = ["button", "combobox", "alert", "option", "dialog", "img", "textbox", "x"]
TAGS = [
    "div",
    "p",
    "a",
    "label",
    "input",
    "select",
    "option",
    "slot",
    "iframe",
    "details",
    "summary",
    "svg",
    "style",
    "td",
    "button",
]
VALUE = st.sampled_from(
    ["", "a", "b", "a b", "true", "false", "0", "display:none", "--v:var(--v);top:calc(1px*2)", "checkbox", "a" * 300]
)
NAMES = [
    "class", "id", "for", "style", "type", "value", "name", "hidden", "slot", "open",
    "popover", "checked", "aria-labelledby", "aria-label",
    "contenteditable", "multiple", "size", "popovertarget", "disabled",
]  # fmt: skip
ATTRIBUTES = st.dictionaries(
    st.sampled_from(NAMES),
    VALUE | st.none() | st.integers() | st.booleans(),
    max_size=5,
)


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> Tree:
    tag = draw(st.sampled_from(TAGS))
    node = element(draw(st.integers(0, 25)), tag)
    node["attributes"] = {**draw(ATTRIBUTES), **({"role": draw(st.sampled_from(ROLES))} if draw(st.booleans()) else {})}
    node["isShadow"] = draw(st.booleans())
    inner: list[Tree] = [words(draw(st.integers(30, 60)), draw(CSS if tag == "style" else st.text(max_size=5)))]
    if depth and draw(st.booleans()):
        inner.extend(draw(st.lists(trees(depth - 1), max_size=3)))
    node["childNodes"] = inner
    return node


def shaped(**parts: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries(parts)


CHANGE: st.SearchStrategy[dict[str, object]] = st.fixed_dictionaries(
    {
        "source": st.sampled_from([0, 1, 2, 4, 5, 6, 8, 13, 15]),
        "id": st.integers(-1, 25),
        "type": st.integers(0, 10),
        "text": st.text(max_size=3),
        "styleId": st.none() | st.integers(0, 2),
        "styleIds": st.lists(st.integers(0, 2), max_size=2),
        "index": st.none() | st.integers(-1, 3) | st.lists(st.integers(-1, 3), max_size=3),
        "set": st.none() | st.just({"property": "display", "value": "none", "priority": "important"}),
        "adds": st.lists(
            shaped(
                rule=CSS,
                index=st.none() | st.integers(0, 3),
                parentId=st.integers(0, 25),
                nextId=st.none() | st.integers(0, 60),
                node=trees(1),
            ),
            max_size=2,
        ),
        "removes": st.lists(shaped(id=st.integers(0, 60), index=st.integers(0, 3)), max_size=2),
        "texts": st.lists(shaped(id=st.integers(0, 60), value=CSS), max_size=2),
        "attributes": st.lists(shaped(id=st.integers(0, 25), attributes=ATTRIBUTES), max_size=2),
        "positions": st.lists(shaped(id=st.integers(0, 25), timeOffset=st.integers(-600, 0)), max_size=2),
    }
)


@settings(database=None, deadline=None, derandomize=True, max_examples=300)
@given(st.lists(trees(), max_size=3), st.lists(CHANGE, max_size=5), st.booleans())
def test_any_page_with_any_sheets_is_told(top: list[Tree], changes: list[dict[str, object]], again: bool) -> None:
    events = [snapshot(*top), *(PageEvent(3, 10 * at, found) for at, found in enumerate(changes, 1))]
    events.extend([PageEvent(4, 70, {"href": "x"}), PageEvent(2, 71, snapshot(*top).found)] if again else [])
    for at_ms in (0, 25, 1e12):
        page = page_at(events, at_ms)
        assert page is not None
        title_of(page)
        assert all(piece.text.strip() == piece.text for piece in seen_on(page))


@settings(database=None, deadline=None, derandomize=True, max_examples=400)
@given(
    CSS,
    st.lists(
        st.builds(
            Edit, st.lists(st.integers(0, 3), max_size=3).map(tuple), st.none() | CSS, st.sampled_from(["", "top"])
        )
    ),
)
def test_any_sheet_is_read(text: str, edits: list[Edit]) -> None:
    edited(blocks_of(text), edits)
    selectors_in(text)
    assert isinstance(Window(500, 500).fits(text), bool)
    assert isinstance(supported(text), bool)
    assert isinstance(contained(text, 1), bool)
    pixels(reckoned(text))


def within_seconds(seconds: float, *top: Tree, changes: tuple[dict[str, object], ...] = ()) -> int:
    began = time.process_time()
    page = page_at([snapshot(*top), *(PageEvent(3, 1, found) for found in changes)], 9)
    assert page is not None
    told = len(seen_on(page))
    assert time.process_time() - began < seconds
    return told


def nested(levels: int, inner: Tree, **attributes: object) -> Tree:
    for level in range(levels):
        inner = element(100 + level, "div", inner, **attributes)
    return inner


def rows(count: int, first: int = 1_000) -> list[Tree]:
    return [
        element(first + 2 * at, "p", words(first + 2 * at + 1, f"row {at}"), class_=f"c{at % 97}")
        for at in range(count)
    ]


SLOW_SHEETS = {
    "descendants": "* * * * * * * * * .never { display: none }",
    "neighbours": "p ~ p ~ p ~ p ~ p.never { display: none }",
    "has": ":has(:has(.never)) { display: none } p:has(~ p ~ p.never) { display: none }",
    "nth": "p:nth-child(3n+1):nth-last-of-type(2n):not(:first-child) { opacity: 1 }",
    "nesting": "a { & & & { " * 30 + "display: none",
    "variables": "* { "
    + "".join(f"--a{at}: var(--a{at + 1}) var(--a{at + 1});" for at in range(40))
    + "width: var(--a0) }",
    "open": "{" * 100_000,
    "comments": "/*" * 100_000,
    "quotes": "'\"" * 50_000,
    "brackets": "a" + ":not(" * 5_000 + "{ display: none }",
    "queries": "@media " + "not (" * 500 + "{ a { top: 0 } }",
}


@pytest.mark.parametrize("css", SLOW_SHEETS.values(), ids=SLOW_SHEETS.keys())
def test_a_sheet_that_is_made_to_be_slow_is_not(css: str) -> None:
    deep = nested(400, element(9, "p", words(10, "deep")))
    within_seconds(12, element(2, "style", words(3, css)), deep, *rows(3_000))


def test_a_page_of_a_hundred_thousand_nodes_with_a_megabyte_of_sheets_is_told_in_seconds() -> None:
    rules = "".join(f".c{at}.x{at} > .y, .c{at % 97} .z{at} {{ display: none; color: red }}" for at in range(18_000))
    assert len(rules) > 1_000_000
    assert within_seconds(12, element(2, "style", words(3, rules)), *rows(50_000)) == 50_000


def test_very_many_nodes_added_one_before_the_other_are_added() -> None:
    count = 60_000
    adds = [
        {"parentId": 2, "nextId": 10 + 2 * at + 2 if at + 1 < count else None, "node": element(10 + 2 * at, "p")}
        for at in range(count)
    ]
    assert within_seconds(12, element(2, "div"), changes=({"source": 0, "adds": adds},)) == 0


def test_a_node_that_is_put_into_itself_is_left_where_it_was() -> None:
    change: dict[str, object] = {"source": 0, "adds": [{"parentId": 3, "nextId": None, "node": element(2, "div")}]}
    top = element(2, "div", element(3, "p", words(4, "still here")))
    assert within_seconds(5, top, changes=(change,)) == 1


def test_nesting_beyond_all_browsers_is_cut_off() -> None:
    assert within_seconds(5, nested(5_000, element(9, "p", words(10, "too deep")))) == 0


def test_very_many_labels_of_one_long_text_are_told() -> None:
    fields = [element(10_000 + at, "input", aria_labelledby="long") for at in range(3_000)]
    long = element(2, "p", *(words(10 + at, "word ") for at in range(5_000)), id="long")
    assert within_seconds(10, long, *fields) == 3_001


@pytest.mark.parametrize(
    "body",
    [
        b'[{"type":2,"timestamp":1' + b"0" * 400 + b"}]",
        b'["\x78\x9c"]',
        b'["x\\u0001"]',
        b'[{"type":3,"timestamp":1e999,"data":{}}]',
    ],
)
def test_events_of_no_time_or_of_no_packing_are_refused(body: bytes) -> None:
    with pytest.raises(UnreadablePacket):
        read_packet(body)
