"""The nodes of a page: put in, moved and taken out as the recorder tells it, whatever it tells."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, cast

from devrev_sessions.screen.packets import Json

DOCUMENT, ELEMENT, TEXT = 0, 2, 3
"""Kinds of nodes (rrweb-snapshot's NodeType); others show nothing."""
MOST_NODES: Final = 300_000
DEEPEST: Final = 1_000
"""Levels of nesting; browsers themselves stop at 512 where they read a page (HTML parser of Chromium)."""


@dataclass(slots=True, eq=False)
class Edit:
    """A change of a style sheet made by a program: `at` are the places of its rules, from the outermost inwards.

    `name` is a property that is set to `text`, or taken away where that is empty. Without a name `text` is a rule
    that is put in, taken out where it is None, or, where `at` is empty, all the text of the sheet.
    """

    at: tuple[int, ...]
    text: str | None
    name: str = ""


@dataclass(slots=True, eq=False)
class Node:
    """An element, a text or a document, with its neighbours."""

    node_id: int
    kind: int
    tag: str = ""
    text: str = ""
    attributes: dict[str, object] = field(default_factory=dict[str, object])
    shadow: bool = False
    """Whether it stands at the top of its parent's shadow tree."""
    level: int = 0
    parent: "Node | None" = None
    first: "Node | None" = None
    last: "Node | None" = None
    before: "Node | None" = None
    after: "Node | None" = None
    typed: str | None = None
    """What a field holds since it was typed into or set by a program, masked where the recorder masks."""
    checked: bool | None = None
    edits: list[Edit] = field(default_factory=list[Edit])

    def children(self) -> Iterator["Node"]:
        """Its children in order, those of its shadow tree among them."""
        child = self.first
        while child is not None:
            yield child
            child = child.after

    def below(self) -> Iterator["Node"]:
        """The node and all below it, in the order of the page."""
        node: Node | None = self
        while node is not None:
            yield node
            below = node.first
            while below is None and node is not None and node is not self:
                below, node = node.after, node.parent
            node = below

    def above(self) -> Iterator["Node"]:
        """The node and all that it stands in, from the inside."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    def told(self, name: str) -> str:
        """An attribute that is a text; empty where it is none."""
        return text_in(self.attributes, name)


class Tree:
    """All nodes by their ids."""

    def __init__(self) -> None:
        self.nodes: dict[int, Node] = {}
        self.root: Node | None = None

    def plant(self, found: Json, parent: Node | None, following: Node | None = None) -> Node | None:
        """Put in a node with all that its record holds, before `following` or at the end; None where it is no node."""
        top: Node | None = None
        waiting: list[tuple[Json, Node | None]] = [(found, parent)]
        while waiting and len(self.nodes) < MOST_NODES:
            each, above = waiting.pop()
            node = self._made(each, above)
            if node is None:
                continue
            self.nodes[node.node_id] = node
            if above is not None:
                _join(above, node, following if top is None else None)
            top = top or node
            waiting.extend((child, node) for child in reversed(entries(each, "childNodes")))
        return top

    def _made(self, found: Json, above: Node | None) -> Node | None:
        node_id, kind = number_in(found, "id"), number_in(found, "type")
        if node_id is None or kind not in {DOCUMENT, ELEMENT, TEXT}:
            return None
        level = above.level + 1 if above else 0
        known = self.nodes.get(node_id)
        if level > DEEPEST or (known is not None and above is not None and known in above.above()):
            return None
        if known is not None:
            self.remove(known)
        attributes = found.get("attributes")
        node = Node(node_id, kind, text_in(found, "tagName").lower(), text_in(found, "textContent"), level=level)
        node.attributes = dict(cast("Json", attributes)) if isinstance(attributes, dict) else {}
        node.shadow = found.get("isShadow") is True and above is not None
        # The recorder writes true where a box is ticked; the page's own attribute, a text, says how it began.
        node.checked = node.attributes.get("checked") is True
        return node

    def remove(self, node: Node) -> None:
        """Take out a node with all below it."""
        for gone in node.below():
            if self.nodes.get(gone.node_id) is gone:
                del self.nodes[gone.node_id]
        _part(node)


def _join(above: Node, node: Node, following: Node | None) -> None:
    before = following.before if following is not None else above.last
    node.parent, node.before, node.after = above, before, following
    if before is None:
        above.first = node
    else:
        before.after = node
    if following is None:
        above.last = node
    else:
        following.before = node


def _part(node: Node) -> None:
    above = node.parent
    if above is None:
        return
    if node.before is None:
        above.first = node.after
    else:
        node.before.after = node.after
    if node.after is None:
        above.last = node.before
    else:
        node.after.before = node.before
    node.parent = node.before = node.after = None


def entries(found: Json, name: str) -> list[Json]:
    """The objects of a list under a name."""
    listed = found.get(name)
    if not isinstance(listed, list):
        return []
    return [cast("Json", each) for each in cast("list[object]", listed) if isinstance(each, dict)]


def text_in(found: Json, name: str) -> str:
    """The text under a name; empty where it is none."""
    value = found.get(name)
    return value if isinstance(value, str) else ""


def number_in(found: Json, name: str) -> int | None:
    """The number under a name, None where it is none."""
    return number(found.get(name))


def number(value: object) -> int | None:
    """A number as a whole one, None where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 2**53:
        return None
    return int(value)
