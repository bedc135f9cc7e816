"""What the style sheets of a page say about an element: of all rules about it the one that counts (CSS Cascade 5)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from devrev_sessions.screen.changes import declared_in
from devrev_sessions.screen.conditions import DEFAULT_SIZE, Window, contained, pixels
from devrev_sessions.screen.css import blocks_of, edited
from devrev_sessions.screen.matching import Matcher
from devrev_sessions.screen.page import Page
from devrev_sessions.screen.rules import Frames, Rank, Rule, Sheet, expanded, rules_of
from devrev_sessions.screen.selectors import Compound
from devrev_sessions.screen.sheets import sheet_text
from devrev_sessions.screen.tree import DOCUMENT, Edit, Node
from devrev_sessions.screen.unknown import COMMON_SHEETS, ONLY_FONTS

Declared = dict[str, str]
INLINE: Final[tuple[int, ...]] = (10**6,)
"""Before all layers of rules stands an element's own style."""
_NOTHING: Final[Declared] = {}


@dataclass(slots=True)
class Index:
    """The rules of one document or shadow tree, by what their last compound asks for."""

    by_id: dict[str, list[Rule]] = field(default_factory=dict[str, list[Rule]])
    by_class: dict[str, list[Rule]] = field(default_factory=dict[str, list[Rule]])
    by_tag: dict[str, list[Rule]] = field(default_factory=dict[str, list[Rule]])
    by_attribute: dict[str, list[Rule]] = field(default_factory=dict[str, list[Rule]])
    any_element: list[Rule] = field(default_factory=list[Rule])
    slotted: list[Rule] = field(default_factory=list[Rule])
    hosts: list[Rule] = field(default_factory=list[Rule])
    seen: dict[tuple[str, str, str], tuple[Rule, ...]] = field(
        default_factory=dict[tuple[str, str, str], tuple[Rule, ...]]
    )

    def add(self, rule: Rule) -> None:
        """Put a rule where it will be looked for."""
        asked = rule.selector.compounds[-1]
        if rule.selector.element == "slotted":
            self.slotted.append(rule)
            return
        if any(pseudo.name in {"host", "host-context"} for pseudo in asked.pseudos):
            self.hosts.append(rule)
        for where, name in _keys(asked):
            if not where:
                self.any_element.append(rule)
            else:
                kept: dict[str, list[Rule]] = getattr(self, where)
                kept.setdefault(name, []).append(rule)

    def about(self, node: Node, classes: frozenset[str]) -> Iterator[Rule]:
        """The rules that may be about an element."""
        key = (node.tag, node.told("class"), node.told("id"))
        found = self.seen.get(key)
        if found is None:
            lists = [self.by_tag.get(node.tag, []), self.by_id.get(key[2], []) if key[2] else [], self.any_element]
            lists.extend(self.by_class.get(name, []) for name in classes)
            distinct = {id(rule): rule for each in lists for rule in each if _possible(rule, node, classes)}
            found = self.seen[key] = tuple(distinct.values())
        yield from found
        if self.by_attribute:
            for name in node.attributes:
                yield from self.by_attribute.get(name, ())


def _keys(asked: Compound, depth: int = 0) -> list[tuple[str, str]]:
    if asked.name:
        return [("by_id", asked.name)]
    if asked.classes:
        return [("by_class", min(asked.classes))]
    if asked.attributes:
        return [("by_attribute", asked.attributes[0].name)]
    if asked.tag:
        return [("by_tag", asked.tag)]
    for pseudo in asked.pseudos if depth < 4 else ():
        if pseudo.name in {"is", "where", "matches", "-webkit-any"}:
            return [key for each in pseudo.inner for key in _keys(each.compounds[-1], depth + 1)]
    return [("", "")]


def _possible(rule: Rule, node: Node, classes: frozenset[str]) -> bool:
    asked = rule.selector.compounds[-1]
    return (
        (not asked.tag or asked.tag == node.tag)
        and asked.classes <= classes
        and (not asked.name or asked.name == node.told("id"))
    )


class Cascade:
    """Tells of the elements of one page what was declared for them."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._matcher = Matcher(page)
        self._window = Window(page.width, page.height, page.pointing.touched)
        self._parsed: dict[tuple[str, Window], Sheet] = {}
        self.frames: Frames = {}
        self.initial: dict[str, str] = {}
        self._indexes: dict[int, Index] = {}
        self._windows: dict[int, Window] = {}
        for owner, sheets in self._sheets().items():
            index = self._indexes[owner] = Index()
            for rule in rules_of(sheets):
                index.add(rule)
            for sheet in sheets:
                self.frames |= sheet.frames
                self.initial |= sheet.initial

    def declared(self, node: Node, owner: Node | None) -> tuple[Declared, Declared, Declared]:
        """What is declared for an element, and for the texts before and after it.

        `owner` is the document that it stands in, or the element whose shadow tree it stands in.
        """
        best: dict[tuple[str, str], tuple[Rank, str]] = {}
        classes = self._matcher.classes(node)
        self._collect(best, node, classes, owner)
        if node.first is not None:
            self._of_own_shadow(best, node, classes)
        if node.parent is not None and not node.shadow and node.parent.node_id in self._indexes:
            self._as_slotted(best, node)
        style = node.told("style")
        if style:
            for name, value in expanded(declared_in(style)).items():
                text, important, _ = value.partition("!important")
                _better(best, ("", name), ((1 if important else 0), INLINE, (0, 0, 0), 0), text.strip() or value)
        if not best:
            return _NOTHING, _NOTHING, _NOTHING
        told: tuple[Declared, Declared, Declared] = ({}, {}, {})
        for (element, name), (_, value) in best.items():
            told[("", "before", "after").index(element)][name] = value
        return told

    def _collect(
        self, best: dict[tuple[str, str], tuple[Rank, str]], node: Node, classes: frozenset[str], owner: Node | None
    ) -> None:
        index = self._indexes.get(owner.node_id) if owner is not None else None
        if index is None or owner is None:
            return
        scope = owner if owner.kind != DOCUMENT else None
        for rule in index.about(node, classes):
            if rule.simple or self._matcher.matches(rule.selector, node, scope):
                self._take(best, rule, node)

    def _of_own_shadow(
        self, best: dict[tuple[str, str], tuple[Rank, str]], node: Node, classes: frozenset[str]
    ) -> None:
        index = self._indexes.get(node.node_id)
        if index is None or node.kind == DOCUMENT:
            return
        for rule in index.hosts:
            if self._matcher.matches(rule.selector, node, node):
                self._take(best, rule, node, inner=True)

    def _as_slotted(self, best: dict[tuple[str, str], tuple[Rank, str]], node: Node) -> None:
        host = node.parent
        index = self._indexes.get(host.node_id) if host is not None else None
        for rule in index.slotted if index else ():
            if self._matcher.matches(rule.selector, node, None):
                self._take(best, rule, node, inner=True)

    def _take(
        self, best: dict[tuple[str, str], tuple[Rank, str]], rule: Rule, node: Node, *, inner: bool = False
    ) -> None:
        if rule.containers and not all(contained(each, self._container_width(node)) for each in rule.containers):
            return
        element = "" if rule.selector.element == "slotted" else rule.selector.element
        for name, value, important in rule.declared:
            layer = rule.barred if important else rule.layer
            # What a shadow tree says of its host gives way to what the page around says of it.
            layer = (-(10**6), *layer) if inner and not important else layer
            _better(best, (element, name), (int(important), layer, rule.selector.weight, rule.order), value)

    def _container_width(self, node: Node) -> float:
        """The width in pixels of the container around, so far as it is written down; else the window's."""
        for above in node.above():
            if above is node or above.kind == DOCUMENT:
                continue
            told = self.declared(above, self.owner_of(above))[0]
            if told.get("container-type", "normal") not in {"normal", ""}:
                width = pixels(told.get("width", "")) or pixels(told.get("max-width", ""))
                if width is not None:
                    return width
        return float(self._page.width or DEFAULT_SIZE[0])

    def owner_of(self, node: Node) -> Node | None:
        """The document that a node stands in, or the element whose shadow tree it stands in."""
        for each in node.above():
            if each.shadow:
                return each.parent
            if each.kind == DOCUMENT:
                return each
        return None

    def _sheets(self) -> dict[int, list[Sheet]]:
        found: dict[int, list[Sheet]] = {}
        windows: dict[int, Window] = {}
        lacking = False
        for node in self._page.tree.root.below() if self._page.tree.root else ():
            if node.tag not in {"style", "link"}:
                continue
            lacking = lacking or _was_left_out(node)
            owner = self.owner_of(node)
            text = sheet_text(node)
            if owner is None or (not text and not node.edits):
                continue
            window = windows.setdefault(owner.node_id, self._window_of(owner))
            if window.fits(node.told("media")):
                found.setdefault(owner.node_id, []).append(self._sheet(text, node.edits, window))
        for host, names in self._page.sheets.adopted.items():
            owner = self._page.nodes.get(host)
            if owner is not None:
                window = windows.setdefault(host, self._window_of(owner))
                made = self._page.sheets.made
                found.setdefault(host, []).extend(self._sheet("", made.get(name, []), window) for name in names)
        root = self._page.tree.root
        if lacking and root is not None:
            found.setdefault(root.node_id, []).insert(0, self._sheet(COMMON_SHEETS, [], self._window))
        return found

    def _sheet(self, text: str, edits: list[Edit], window: Window) -> Sheet:
        if edits:
            return Sheet.read(edited(blocks_of(text), edits), window)
        key = (text, window)
        if key not in self._parsed:
            self._parsed[key] = Sheet.read(blocks_of(text), window)
        return self._parsed[key]

    def _window_of(self, owner: Node) -> Window:
        """The window of a document: of a frame's, the frame's own size where that is written down."""
        frame = next((each for each in owner.above() if each.tag == "iframe"), None)
        if frame is None:
            return self._window
        own = declared_in(frame.told("style"))
        width = pixels(own.get("width", "")) or pixels(frame.told("width"))
        height = pixels(own.get("height", "")) or pixels(frame.told("height"))
        return Window(int(width or self._window.width or 0) or None, int(height or 150), self._window.touched)


def _was_left_out(node: Node) -> bool:
    """Whether an element names a style sheet whose text nobody wrote down."""
    if node.tag != "link" or node.told("_cssText") or "stylesheet" not in node.told("rel").lower().split():
        return False
    return not any(host in node.told("href") for host in ONLY_FONTS)


def _better(best: dict[tuple[str, str], tuple[Rank, str]], key: tuple[str, str], rank: Rank, value: str) -> None:
    known = best.get(key)
    if known is None or known[0] <= rank:
        best[key] = (rank, value)
