"""What style sheets say: of windows and devices, of layers and variables, of one element among others."""

import pytest
from test_any_page import element, seen, snapshot, words

from devrev_sessions.screen.flow import transformed
from devrev_sessions.screen.packets import PageEvent
from devrev_sessions.screen.style.conditions import Window, contained, pixels, reckoned, supported
from devrev_sessions.screen.style.css import blocks_of, edited
from devrev_sessions.screen.style.unknown import COMMON_SHEETS
from devrev_sessions.screen.style.values import content_text
from devrev_sessions.screen.tree import Edit, Tree


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("", True),
        ("screen", True),
        ("print", False),
        ("not print", True),
        ("only screen and (max-width:600px)", True),
        ("(min-width: 40em)", False),
        ("(width >= 500px)", True),
        ("(400px <= width < 500px)", False),
        ("(orientation: portrait)", True),
        ("print, (max-width: 600px)", True),
        ("(hover: hover)", True),
        ("(prefers-color-scheme: dark)", False),
        ("(prefers-reduced-motion)", False),
        ("not all and (color)", False),
        ("(min-width: 100px) and (not (max-width: 200px))", True),
        ("((width: 500px) or (height: 1px))", True),
        ("(min-aspect-ratio: 1/2)", True),
        ("(never-heard-of: 1)", False),
    ],
)
def test_a_condition_holds_for_the_window_that_was(query: str, holds: bool) -> None:
    assert Window(500, 900).fits(query) is holds


def test_a_window_that_fingers_touch_has_no_pointer_that_hovers() -> None:
    assert not Window(500, 900, touched=True).fits("(hover: hover) and (pointer: fine)")


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ("(display: grid)", True),
        ("not (display: grid)", False),
        ("(a: b) and (not (c: d))", False),
        ("selector(:has(a))", True),
    ],
)
def test_a_browser_of_today_can_do_all_that_it_is_asked(asked: str, holds: bool) -> None:
    assert supported(asked) is holds


def test_a_container_is_asked_for_its_own_width() -> None:
    assert contained("card (min-width: 400px)", 500)
    assert not contained("(width > 500px)", 500)


@pytest.mark.parametrize(
    ("value", "told"),
    [("10px", 10.0), ("-1.5em", -24.0), ("0", 0.0), ("50%", None), ("auto", None), ("16/8", 2.0), (".5rem", 8.0)],
)
def test_a_length_is_told_in_pixels(value: str, told: float | None) -> None:
    assert pixels(value) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("calc(100% * -1)", "-100%"),
        ("translateX(calc(-100% - 1px))", "translateX(-100%)"),
        ("calc(.25rem*0)", "0rem"),
        ("1px", "1px"),
    ],
)
def test_a_sum_or_a_product_is_one_value(value: str, told: str) -> None:
    assert reckoned(value) == told


HIDES = [
    ".x { display: none }",
    "p.x { visibility: hidden }",
    "body p { opacity: 0 }",
    "p { height: 0; overflow: hidden }",
    "p { max-width: 0; overflow-x: clip }",
    "p { position: absolute; left: -9999px }",
    "p { text-indent: -999em }",
    "p { clip-path: inset(50%) }",
    "p { position: absolute; clip: rect(0 0 0 0) }",
    "p { transform: scale(0) }",
    "p { scale: 0 }",
    "p { position: fixed; left: 0; transform: translateX(-100%) }",
    "p { font-size: 0 }",
    "p { position: fixed; right: -300px; width: 300px }",
    "p { content-visibility: hidden }",
    "p:not(.y) { display: none }",
    "p:is(.x, .y) { display: none }",
    "body:has(.x) p { display: none }",
    "h1 + p { display: none }",
    "h1 ~ p { display: none }",
    "body > p:nth-child(2n) { display: none }",
    "p:last-of-type { display: none }",
    "[data-on='1'] { display: none }",
    '[data-on^="1" i] { display: none }',
    "p { display: none !important } #p { display: block }",
    "@media (max-width: 700px) { p { display: none } }",
    "@supports (display: grid) { p { display: none } }",
    "@layer a { p { display: none } }",
    "@layer a, b; @layer b { p { display: none } } @layer a { p.x { display: block } }",
    "body { & p { display: none } }",
    "body { .x& { top: 0 } > p { display: none } }",
    "p { --d: none; display: var(--d) }",
    "body { --d: none } p { display: var(--d, block) }",
    "p { display: var(--no, none) }",
    "p { opacity: var(--v) } @property --v { initial-value: 0 }",
    "p { animation: away 1s forwards } @keyframes away { from { opacity: 1 } to { opacity: 0 } }",
    "body { display: grid; grid-template-rows: 0fr } p { overflow: hidden }",
    ".a\\:b { display: none }",
    "/* p { display: block } */ p { display: none; content: '}' }",
]
SHOWS = [
    "p { height: 0 }",
    "p { height: 0; min-height: 9px; overflow: hidden }",
    "p { left: -9999px }",
    "p { display: none } p.x { display: block }",
    "@media print { p { display: none } }",
    "@layer a { p { display: none } } p { display: block }",
    "p { opacity: .5 }",
    "body { visibility: hidden } p { visibility: visible }",
    "body { font-size: 0 } p { font-size: 9px }",
    "p.y { display: none }",
    "p:hover { display: none }",
    "div p { display: none }",
    "p > p { display: none }",
    "p:unheard-of { display: none }",
    "p { position: absolute; left: 300px; transform: translate(-50%, -100%) }",
    "p { display: contents; opacity: 0 }",
    "p { animation: away 1s infinite } @keyframes away { to { opacity: 0 } }",
    "p::before { display: none }",
    "@media (min-width: 701px) { p { display: none } }",
    "@starting-style { p { display: none } }",
    "p { display: none } p { display: revert }",
]


def told_under(css: str) -> list[str]:
    style = element(2, "style", words(3, css))
    text = element(6, "p", words(7, "text"), class_="x a:b", id="p", data_on="1")
    body = element(4, "body", element(5, "h1", words(8, "head")), text)
    return seen(PageEvent(4, 0, {"width": 700, "height": 700}), snapshot(element(9, "html", style, body)))


@pytest.mark.parametrize("css", HIDES)
def test_a_sheet_hides_a_text(css: str) -> None:
    assert "text text" not in told_under(css)


@pytest.mark.parametrize("css", SHOWS)
def test_a_sheet_leaves_a_text_to_be_seen(css: str) -> None:
    assert "text text" in told_under(css)


def test_an_attribute_hides_less_than_a_sheet_shows() -> None:
    sheet = element(2, "style", words(3, "p { display: flex }"))
    assert seen(snapshot(sheet, element(4, "p", words(5, "shown all the same"), hidden=""))) == [
        "text shown all the same"
    ]


def test_a_sheet_for_another_device_does_not_count() -> None:
    sheet = element(2, "style", words(3, "p { display: none }"), media="print")
    assert seen(snapshot(sheet, element(4, "p", words(5, "shown")))) == ["text shown"]


def test_where_a_sheet_was_not_written_down_well_known_classes_count() -> None:
    link = element(2, "link", rel="stylesheet", href="/shop.css")
    hidden = element(4, "p", words(5, "hidden"), class_="sr-only")
    assert seen(snapshot(link, hidden, element(6, "p", words(7, "shown")))) == ["text shown"]
    fonts = element(2, "link", rel="stylesheet", href="https://fonts.googleapis.com/css2")
    assert seen(snapshot(fonts, hidden)) == ["text hidden"]
    assert "visually-hidden" in COMMON_SHEETS


def test_rules_are_put_in_and_taken_out_at_their_places() -> None:
    blocks = blocks_of("a { top: 0 } @media screen { b { top: 0 } }")
    edits = [
        Edit((0,), "c { top: 1px }"),
        Edit((2, 0), "d { top: 2px }"),
        Edit((1,), None),
        Edit((0,), "2px", "left"),
        Edit((9, 9), None),
        Edit((7,), "9px", "left"),
    ]
    after = edited(blocks, edits)
    assert [(block.head, block.declared, [inner.head for inner in block.inner]) for block in after] == [
        ("c", ["top: 1px", "left:2px"], []),
        ("@media screen", [], ["d", "b"]),
    ]
    assert [block.head for block in edited(after, [Edit((), "e { top: 0 }")])] == ["e"]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ('"a" attr(title) "b"', "atb"),
        ("'\\41 b'", "Ab"),
        ('"\\e900"', ""),
        ("none", ""),
        ('counter(c) ". "', ". "),
        ('"x" / "said"', "x"),
    ],
)
def test_a_text_before_an_element_is_read_from_its_style(value: str, told: str) -> None:
    node = Tree().plant(element(2, "p", title="t"), None)
    assert node is not None
    assert content_text(value, node) == told


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("uppercase", "IT'S A NEW-DAY"),
        ("capitalize", "It's A New-Day"),
        ("lowercase", "it's a new-day"),
        ("none", "it's a new-day"),
    ],
)
def test_letters_are_changed_as_a_style_asks(how: str, told: str) -> None:
    assert transformed("it's a new-day", how) == told
