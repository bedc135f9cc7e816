"""What a person pointed at: the element clicked, the one with the focus, the one under the pointer."""

from dataclasses import dataclass, field
from typing import Final

from devrev_sessions.screen.packets import PageEvent
from devrev_sessions.screen.tree import ELEMENT, Node, Tree, entries, number_in

MOUSE_MOVE, POINTER, TOUCH_MOVE = 1, 2, 6
"""Sources of changes (rrweb's IncrementalSource)."""
CLICK, DOUBLE_CLICK, FOCUS, BLUR, TOUCH_START, TOUCH_END = 2, 4, 5, 6, 7, 9
"""What a pointer did (rrweb's MouseInteractions)."""
UNKNOWN: Final = -1
"""The id of a node that the recorder did not know yet (rrweb's mirror)."""
FIELD_INPUT: Final = 5
SAME: Final = ("id", "name", "href", "type", "role")
"""Attributes by which an element is the same in a later snapshot."""


@dataclass(slots=True)
class Pointing:
    """The ids of the nodes that a person pointed at, and the names of popovers that a click opened."""

    focused: int | None = None
    clicked: int | None = None
    clicked_ms: float | None = None
    hovered: int | None = None
    touching: int | None = None
    touched: bool = False
    """Whether it was a finger that pointed."""
    popovers: set[str] = field(default_factory=set[str])

    def point(self, event: PageEvent, tree: Tree) -> None:
        """Read a click, a touch, or a focus that came or went."""
        found = event.found
        if found.get("source") == TOUCH_MOVE:
            self.touching = None
        if found.get("source") != POINTER:
            return
        node_id, kind = number_in(found, "id"), found.get("type")
        tapped = kind == TOUCH_END and node_id is not None and self.touching == node_id
        if kind in (CLICK, DOUBLE_CLICK) or tapped:
            self.clicked, self.clicked_ms = node_id, event.at_ms
            self.hovered = node_id
            self._leave(tree)
            node = tree.nodes.get(node_id) if node_id is not None else None
            if kind == CLICK and node:
                self._open_or_close(node)
        elif kind == TOUCH_START:
            self.touching, self.touched = node_id, True
        elif kind == FOCUS:
            self.focused = node_id
        elif kind == BLUR and self.focused == node_id:
            self.focused = None

    def type_into(self, node_id: int | None, *, by_hand: bool) -> None:
        """Read that something was typed: whatever has no focus has it then, as in shadow trees, whose focus moves are
        not recorded."""
        if by_hand and self.focused is not None and node_id is not None:
            self.focused = node_id

    def _leave(self, tree: Tree) -> None:
        """Give up a focus that a click elsewhere took, where no other came with the click."""
        node = tree.nodes.get(self.focused) if self.focused is not None else None
        clicked = tree.nodes.get(self.clicked) if self.clicked is not None else None
        if node is None or clicked is None:
            return
        if node not in clicked.above() and clicked not in node.above() and not _is_label(clicked):
            self.focused = None

    def move(self, event: PageEvent, at_ms: float) -> None:
        """Read where the pointer went until a moment; the record stands at the time of the last of its moves."""
        if event.found.get("source") != MOUSE_MOVE:
            return
        for each in entries(event.found, "positions"):
            back = number_in(each, "timeOffset") or 0
            if event.at_ms + back <= at_ms:
                self.hovered = number_in(each, "id")

    def find(self, event: PageEvent) -> None:
        """Read from a later event where a focus was whose node was not known when it came: where it left, or typed."""
        if self.focused != UNKNOWN:
            return
        source, node_id = event.found.get("source"), number_in(event.found, "id")
        if source == POINTER and event.found.get("type") in (FOCUS, BLUR):
            self.focused = node_id if event.found.get("type") == BLUR else None
        elif source == FIELD_INPUT:
            self.focused = node_id

    def _open_or_close(self, node: Node) -> None:
        """What a click does to popovers (HTML, the popovertarget attribute); scripts that open them are not seen."""
        for each in node.above():
            if each.kind != ELEMENT:
                continue
            if name := each.told("popovertarget"):
                how = each.told("popovertargetaction")
                opens = how == "show" or (how != "hide" and name not in self.popovers)
                self.popovers = {name} if opens else set()
                return
            if "popover" in each.attributes:
                return
        self.popovers = set()


def _is_label(node: Node) -> bool:
    """Whether a click there goes on to a field."""
    return any(each.tag == "label" for each in node.above())


def carried(before: Pointing, old: Tree, new: Tree) -> Pointing:
    """What was pointed at before a page was recorded anew, in the ids of the new record."""
    return Pointing(
        focused=_same(before.focused, old, new),
        clicked=_same(before.clicked, old, new),
        clicked_ms=before.clicked_ms,
        hovered=_same(before.hovered, old, new),
        touched=before.touched,
        popovers=before.popovers,
    )


def _same(node_id: int | None, old: Tree, new: Tree) -> int | None:
    """The id of the node at the same place, None where something else stands there."""
    node = old.nodes.get(node_id) if node_id is not None else None
    if node is None or new.root is None:
        return None
    path = list(reversed(list(node.above())))
    here = new.root
    for step in path[1:]:
        place = sum(1 for _ in _before(step))
        found = next((child for index, child in enumerate(here.children()) if index == place), None)
        if found is None or (found.kind, found.tag) != (step.kind, step.tag):
            return None
        here = found
    return here.node_id if all(here.attributes.get(name) == node.attributes.get(name) for name in SAME) else None


def _before(node: Node) -> list[Node]:
    found: list[Node] = []
    each = node.before
    while each is not None:
        found.append(each)
        each = each.before
    return found
