"""What a person saw of a page, as text: headings, labels, buttons, fields, messages, and what stood between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from devrev_sessions.screen.page import Node, Page
from devrev_sessions.screen.visible import UNSEEN, Visibility
from devrev_sessions.timeline.events import AppText

PieceKind = Literal["heading", "button", "link", "field", "choice", "picture", "message", "dialog", "text"]

LINE_END: Final = -1
"""Stands for the end of an element that has lines of its own; rrweb's ids begin at 1."""
FIELDS: Final = frozenset({"input", "textarea", "select"})
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BUTTON_TYPES: Final = frozenset({"button", "submit", "reset", "image"})
CHECKED_TYPES: Final = frozenset({"checkbox", "radio"})
ROLES: Final[dict[str, PieceKind]] = {
    "heading": "heading", "button": "button", "link": "link", "textbox": "field", "searchbox": "field",
    "combobox": "field", "checkbox": "choice", "radio": "choice", "switch": "choice", "img": "picture",
    "alert": "message", "status": "message", "alertdialog": "dialog", "dialog": "dialog", "menuitem": "button",
    "tab": "button",
}  # fmt: skip
"""What ARIA's roles are to a reader (WAI-ARIA 1.2)."""
TAGS: Final[dict[str, PieceKind]] = {
    **dict.fromkeys(HEADINGS, "heading"),
    "button": "button", "summary": "button", "a": "link", "input": "field", "textarea": "field", "select": "field",
    "img": "picture", "dialog": "dialog", "output": "message",
}  # fmt: skip
INLINE: Final = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "kbd", "mark", "q", "s", "samp",
    "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
})  # fmt: skip
"""Elements that stand within a line (HTML, phrasing content)."""
WHOLE: Final = frozenset({"heading", "button", "link", "picture", "choice", "field", "message"})
"""Kinds that take all text within them as their name."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing on a page, in the order of the page. `filled` is whether a field holds anything, never what."""

    kind: PieceKind
    text: AppText
    filled: bool | None = None
    checked: bool | None = None
    disabled: bool = False
    focused: bool = False
    clicked: bool = False


def title_of(page: Page) -> AppText:
    """The title of a page; empty where it has none."""
    found = next((node for node in page.nodes.values() if node.tag == "title"), None)
    return AppText(_joined(page, found)) if found else AppText("")


def seen_on(page: Page) -> tuple[Piece, ...]:
    """Everything on the page that is shown."""
    return tuple(_Reading(page).pieces()) if page.root is not None else ()


class _Reading:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.shown = Visibility(page)
        self.labels = {
            str(node.attributes["for"]): _joined(page, node)
            for node in page.nodes.values()
            if node.tag == "label" and isinstance(node.attributes.get("for"), str)
        }

    def pieces(self) -> Iterator[Piece]:
        """The pieces in order, texts of one line together."""
        line: list[str] = []
        for piece in self._walk(self.page.root or 0, veiled=False):
            if isinstance(piece, str):
                line.append(piece)
                continue
            if text := " ".join("".join(line).split()):
                yield Piece("text", AppText(text))
            line = []
            if piece is not None:
                yield piece
        if text := " ".join("".join(line).split()):
            yield Piece("text", AppText(text))

    def _walk(self, node_id: int, *, veiled: bool) -> Iterator[Piece | str | None]:
        """Pieces, bits of text, and None where a line ends. The text of a label is told with its field alone."""
        waiting: list[tuple[int, bool, bool]] = [(node_id, veiled, False)]
        while waiting:
            at, hidden, muted = waiting.pop()
            node = self.page.nodes.get(at)
            if node is None:
                yield None
                continue
            if not node.tag and node.text and not hidden and not muted:
                yield node.text
            if node.tag in UNSEEN or (node.tag and self.shown.display(node) == "none"):
                continue
            told = self.shown.is_veiled(node) if node.tag else None
            hidden = hidden if told is None else told
            kind = self._kind(node)
            if kind and not hidden and (kind != "message" or _joined(self.page, node)):
                yield self._piece(node, kind)
                if kind in WHOLE:
                    continue
            inline = not node.tag or node.tag in INLINE
            if not inline:
                yield None
                waiting.append((LINE_END, hidden, muted))
            muted = muted or (node.tag == "label" and self._labels_a_field(node))
            waiting.extend((child, hidden, muted) for child in reversed(node.children))

    def _labels_a_field(self, label: Node) -> bool:
        named = label.attributes.get("for")
        inside = any(each.tag in FIELDS for each in self.page.below(label.node_id))
        return inside or any(
            each.tag in FIELDS and each.attributes.get("id") == named for each in self.page.nodes.values() if named
        )

    def _kind(self, node: Node) -> PieceKind | None:
        role = node.attributes.get("role")
        kind = ROLES.get(role) if isinstance(role, str) else None
        kind = kind or TAGS.get(node.tag)
        if node.tag == "input":
            form = str(node.attributes.get("type", "text")).lower()
            if form == "hidden":
                return None
            return "button" if form in BUTTON_TYPES else "choice" if form in CHECKED_TYPES else "field"
        if kind == "link" and "href" not in node.attributes and node.tag == "a":
            return None
        if kind is None and isinstance(node.attributes.get("aria-live"), str):
            return "message"
        return kind

    def _piece(self, node: Node, kind: PieceKind) -> Piece:
        attributes = node.attributes
        return Piece(
            kind,
            AppText(self._name(node, kind)),
            filled=self._filled(node) if kind == "field" else None,
            checked=self._checked(node) if kind == "choice" else None,
            disabled="disabled" in attributes or attributes.get("aria-disabled") == "true",
            focused=self._holds(node, self.page.focused),
            clicked=self._holds(node, self.page.clicked),
        )

    def _name(self, node: Node, kind: PieceKind) -> str:
        """What a thing is called: its label, its own text, or what it says of itself. Never what was typed."""
        attributes = node.attributes
        for own in ("aria-label", "alt"):
            if isinstance(told := attributes.get(own), str) and told.strip():
                return " ".join(told.split())
        if kind in {"field", "choice"}:
            label = self.labels.get(str(attributes.get("id", ""))) or self._label_around(node)
            names = (label, attributes.get("placeholder"), attributes.get("title"), attributes.get("name"))
            return next((" ".join(told.split()) for told in names if isinstance(told, str) and told.strip()), "")
        if node.tag == "input":
            return str(attributes.get("value", ""))
        return _joined(self.page, node) if kind in WHOLE else ""

    def _label_around(self, node: Node) -> str:
        above = self.page.nodes.get(node.parent) if node.parent is not None else None
        while above is not None and above.tag != "label":
            above = self.page.nodes.get(above.parent) if above.parent is not None else None
        return _joined(self.page, above) if above else ""

    def _filled(self, node: Node) -> bool:
        value = node.value if node.value is not None else node.attributes.get("value")
        return bool(value) or (node.tag == "textarea" and node.value is None and bool(_joined(self.page, node)))

    def _checked(self, node: Node) -> bool:
        if node.checked is not None:
            return node.checked
        return bool(node.attributes.get("checked")) or node.attributes.get("aria-checked") == "true"

    def _holds(self, node: Node, node_id: int | None) -> bool:
        """Whether a node is this one, or stands within it."""
        within = self.page.nodes.get(node_id) if node_id is not None else None
        while within is not None and within is not node:
            within = self.page.nodes.get(within.parent) if within.parent is not None else None
        return within is not None


def _joined(page: Page, node: Node) -> str:
    """All text within a node, on one line."""
    texts = (each.text for each in page.below(node.node_id) if not each.tag and each.text)
    return " ".join(" ".join(texts).split())
