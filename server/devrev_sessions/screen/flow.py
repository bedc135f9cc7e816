"""A page as it is drawn, from its first element to its last: texts, elements, and the gaps between them."""

from dataclasses import dataclass, field
from typing import Final, Literal

from devrev_sessions.screen.fields import options
from devrev_sessions.screen.page import Page
from devrev_sessions.screen.tree import DOCUMENT, ELEMENT, TEXT, Node
from devrev_sessions.screen.visible import Look, Visibility

Kind = Literal["text", "element", "gap"]
LINE, CELL, SPACE = "\n", " | ", " "
"""What parts two texts: the end of a line, the edge of a cell in a row, a little room."""
INLINE: Final = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "map", "mark", "math", "nobr", "output", "picture", "q", "ruby", "rt", "s", "samp", "slot",
    "small", "span", "strike", "strong", "sub", "sup", "svg", "time", "tspan", "tt", "u", "var", "wbr", "mi", "mn",
    "mo", "mrow", "msup", "msub", "mfrac", "semantics", "g", "path", "circle", "rect", "line", "polyline", "polygon",
    "use", "ellipse", "image",
})  # fmt: skip
"""Elements that stand within a line where no style says otherwise (HTML, rendering)."""
CELLS: Final = frozenset({"td", "th"})
CELL_ROLES: Final = frozenset({"cell", "gridcell", "columnheader", "rowheader"})
LEAVES: Final = frozenset({"input", "textarea", "img", "canvas", "video", "audio", "progress", "meter", "hr"})
"""Elements whose own text, where they have any, is shown by no browser of today."""
IN_LINE: Final = frozenset({"inline", "contents"})
APART: Final = frozenset({"inline-block", "inline-flex", "inline-grid", "inline-table"})
SPREAD: Final = frozenset({"flex", "inline-flex", "grid", "inline-grid"})
"""Displays whose children stand apart from one another."""


@dataclass(slots=True)
class Bit:
    """A text, the beginning of an element, or a gap. `end` is the place after the last bit within the element."""

    kind: Kind
    node: Node
    text: str = ""
    seen: bool = False
    end: int = 0


@dataclass(slots=True)
class Flow:
    """All bits in order, and where each element begins."""

    bits: list[Bit] = field(default_factory=list[Bit])
    places: dict[int, int] = field(default_factory=dict[int, int])

    def within(self, node: Node) -> range:
        """The places of the bits within an element; none where it is not drawn."""
        place = self.places.get(node.node_id)
        return range(0) if place is None else range(place + 1, self.bits[place].end)

    def is_seen(self, node: Node) -> bool:
        """Whether an element is drawn where a person can see it."""
        place = self.places.get(node.node_id)
        return place is not None and self.bits[place].seen


@dataclass(slots=True)
class _Step:
    node: Node
    look: Look
    owner: Node | None
    closes: str | None = None
    after: str = ""


def flow_of(page: Page) -> Flow:
    """The page as it is drawn. Of what is not drawn at all nothing is in it."""
    return _Drawing(page).flow if page.tree.root is not None else Flow()


class _Drawing:
    def __init__(self, page: Page) -> None:
        self.flow = Flow()
        self.page = page
        self.visibility = Visibility(page)
        self.slots: dict[int, dict[str, list[Node]]] = {}
        self.owners: dict[int, Node | None] = {}
        self.steps: list[_Step] = [_Step(page.tree.root, Look(), None)] if page.tree.root else []
        while self.steps:
            step = self.steps.pop()
            if step.closes is not None:
                self._close(step)
            elif step.node.kind == TEXT:
                self._write(step.node, step.node.text, step.look)
            elif step.node.kind == DOCUMENT:
                self._down(step.node, Look(drawn=step.look.drawn, veiled=step.look.veiled), step.node)
            else:
                self._draw(step)

    def _write(self, node: Node, text: str, look: Look) -> None:
        if text:
            self.flow.bits.append(Bit("text", node, transformed(text, look.transform), look.seen))

    def _gap(self, node: Node, text: str) -> None:
        if text:
            self.flow.bits.append(Bit("gap", node, text))

    def _draw(self, step: _Step) -> None:
        node = step.node
        owner = self._owner(node, step.owner)
        look, before, after = self.visibility.look(node, owner, step.look)
        if look.display == "none" or (node.tag == "br" and self._gap(node, LINE) is None):
            return
        gap = _gap_around(node, look.display, step.look.display)
        self._gap(node, gap)
        self.flow.places[node.node_id] = len(self.flow.bits)
        bit = Bit("element", node, seen=look.seen, end=len(self.flow.bits) + 1)
        self.flow.bits.append(bit)
        if node.tag in LEAVES or (node.tag == "object" and node.attributes.keys() & {"data", "type"}):
            self._gap(node, gap)
            return
        self._write(node, before, look)
        self.steps.append(_Step(node, look, owner, gap, after))
        if node.tag == "select":
            listed = "multiple" in node.attributes or node.told("size") not in {"", "1", "0"}
            self.steps.extend(_Step(each, look, owner) for each in reversed(options(node)) if listed)
            return
        self._down(node, look, owner)

    def _close(self, step: _Step) -> None:
        self._write(step.node, step.after, step.look)
        self.flow.bits[self.flow.places[step.node.node_id]].end = len(self.flow.bits)
        self._gap(step.node, step.closes or "")

    def _down(self, node: Node, look: Look, owner: Node | None) -> None:
        self.steps.extend(_Step(child, look, owner) for child in reversed(self._children(node)))

    def _owner(self, node: Node, around: Node | None) -> Node | None:
        above = node.parent
        if above is None:
            return around
        found = above if node.shadow else above if above.kind == DOCUMENT else self.owners.get(above.node_id)
        self.owners[node.node_id] = found
        return found

    def _children(self, node: Node) -> list[Node]:
        """What is drawn within an element: its shadow tree where it has one, in slots what belongs there."""
        children = list(node.children())
        shadow = [child for child in children if child.shadow]
        if shadow:
            return shadow
        host = self.owners.get(node.node_id)
        if node.tag == "slot" and host is not None and host.kind == ELEMENT:
            return self._slotted(host).get(node.told("name")) or children
        if node.tag == "details" and "open" not in node.attributes:
            return [child for child in children if child.tag == "summary"][:1]
        return children

    def _slotted(self, host: Node) -> dict[str, list[Node]]:
        found = self.slots.get(host.node_id)
        if found is None:
            found = self.slots[host.node_id] = {}
            for child in host.children():
                if not child.shadow:
                    found.setdefault(child.told("slot"), []).append(child)
        return found


def _gap_around(node: Node, display: str, around: str) -> str:
    """What parts an element from what stands beside it."""
    if node.tag in CELLS or display == "table-cell" or node.told("role") in CELL_ROLES:
        return CELL
    if display in IN_LINE or (not display and node.tag in INLINE):
        return SPACE if around in SPREAD and display != "contents" else ""
    if display in APART:
        return SPACE
    if not display and (node.tag in LEAVES or node.tag in {"button", "select", "iframe"}):
        return SPACE
    return SPACE if around == "inline-flex" else LINE


def transformed(text: str, how: str) -> str:
    """A text in the letters that a style asks for (CSS Text, text-transform)."""
    match how:
        case "uppercase":
            return text.upper()
        case "lowercase":
            return text.lower()
        case "capitalize":
            return "".join(
                char.upper() if index == 0 or not (text[index - 1].isalnum() or text[index - 1] in "'\u2019_") else char
                for index, char in enumerate(text)
            )
        case _:
            return text
