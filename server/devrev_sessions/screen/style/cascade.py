"""What the style sheets of a page say about an element: of all rules about it the one that counts (CSS Cascade 5)."""

from collections.abc import Iterable
from typing import Final

from devrev_sessions.screen.changes import declared_in
from devrev_sessions.screen.page import Page
from devrev_sessions.screen.style.conditions import DEFAULT_SIZE, Window, contained, pixels
from devrev_sessions.screen.style.css import blocks_of, edited
from devrev_sessions.screen.style.index import Alike, Best, Declared, Index, better, take
from devrev_sessions.screen.style.matching import Matcher
from devrev_sessions.screen.style.rules import Frames, Rank, Rule, Sheet, expanded, hides, rules_of
from devrev_sessions.screen.style.selectors import compound_names
from devrev_sessions.screen.style.sheets import sheet_text
from devrev_sessions.screen.style.unknown import COMMON_SHEETS, ONLY_FONTS
from devrev_sessions.screen.tree import DOCUMENT, ELEMENT, Edit, Node

INLINE: Final[tuple[int, ...]] = (10**6,)
"""Before all layers of rules stands an element's own style."""
Told = tuple[Declared, Declared, Declared]
_NOTHING: Final[Told] = ({}, {}, {})


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
        names = _names_on(page)
        for owner, sheets in self._sheets().items():
            index = self._indexes[owner] = Index()
            for rule in rules_of(sheets, names):
                index.add(rule)
            for sheet in sheets:
                self.frames |= sheet.frames
                self.initial |= sheet.initial

    def declared(
        self, node: Node, owner: Node | None, around: frozenset[str] | None = None, *, closely: bool = False
    ) -> Told:
        """What is declared for an element, and for the texts before and after it.

        `owner` is the document that it stands in, or the element whose shadow tree it stands in. `around` are the
        tags, classes and ids of the elements that it stands in, where they are known. `closely` is whether rules
        count too that hide nothing unless something else does.
        """
        trial = _Trial(self, node, owner, around)
        trial.hidden = closely
        index = self._indexes.get(owner.node_id) if owner is not None else None
        alike = index.alike(node, self._matcher.classes(node)) if index is not None else None
        if alike is not None and index is not None:
            trial.begin(alike)
            trial.try_all(alike.tried)
            trial.try_all(index.within(around))
            if index.by_attribute:
                for name in node.attributes.keys() & index.by_attribute.keys():
                    trial.try_all(index.by_attribute[name])
        self._of_own_shadow(trial)
        self._as_slotted(trial)
        style = node.told("style")
        for name, value in expanded(declared_in(style)).items() if style else ():
            text, important, _ = value.partition("!important")
            rank = (1 if important else 0, INLINE, (0, 0, 0), 0)
            trial.say(name, text.strip() if important else value, rank)
        if alike is not None and trial.hidden:
            trial.try_all(alike.late)
        return trial.told()

    def names_in(self, node: Node, around: frozenset[str]) -> frozenset[str]:
        """Tags, classes and ids of an element and of those around it."""
        classes = self._matcher.classes(node)
        return around | compound_names(node.tag, node.told("id"), classes)

    def holds(self, rule: Rule, node: Node, scope: Node | None) -> bool:
        """Whether a rule is about an element, in its container too."""
        if not rule.simple and not self._matcher.matches(rule.selector, node, scope):
            return False
        return all(contained(each, self._container_width(node)) for each in rule.containers)

    def _of_own_shadow(self, trial: "_Trial") -> None:
        node = trial.node
        index = self._indexes.get(node.node_id) if node.kind != DOCUMENT else None
        for rule in index.hosts if index else ():
            if self._matcher.matches(rule.selector, node, node):
                trial.take(rule, inner=True)

    def _as_slotted(self, trial: "_Trial") -> None:
        host = trial.node.parent if not trial.node.shadow else None
        index = self._indexes.get(host.node_id) if host is not None and host.kind != DOCUMENT else None
        for rule in index.slotted if index else ():
            if self._matcher.matches(rule.selector, trial.node, None):
                trial.take(rule, inner=True)

    def _container_width(self, node: Node) -> float:
        """The width in pixels of the container around, so far as it is written down; else the window's."""
        for above in node.above():
            if above is node or above.kind == DOCUMENT:
                continue
            told = self.declared(above, self.owner_of(above), closely=True)[0]
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
            lacking = lacking or was_left_out(node)
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


def _names_on(page: Page) -> set[str]:
    """The classes and ids of a page as style sheets write them."""
    classes = {node.told("class") for node in page.nodes.values() if node.kind == ELEMENT}
    found = {f".{name}" for text in classes for name in text.split()}
    return found | {f"#{node.told('id')}" for node in page.nodes.values() if node.kind == ELEMENT}


def was_left_out(node: Node) -> bool:
    """Whether an element names a style sheet whose text nobody wrote down."""
    if node.tag != "link" or node.told("_cssText") or "stylesheet" not in node.told("rel").lower().split():
        return False
    return not any(host in node.told("href") for host in ONLY_FONTS)


class _Trial:
    """The rules tried on one element, and what holds of them so far."""

    def __init__(self, cascade: Cascade, node: Node, owner: Node | None, around: frozenset[str] | None) -> None:
        self.cascade, self.node, self.around = cascade, node, around
        self.scope = owner if owner is not None and owner.kind != DOCUMENT else None
        self.best: Best = {}
        self.own = False
        self.hidden = False

    def begin(self, alike: Alike) -> None:
        """Start from what holds for all elements like it."""
        self.best, self.hidden = alike.best, self.hidden or alike.hides

    def try_all(self, rules: Iterable[Rule]) -> None:
        """Take those rules that are about the element."""
        around = self.around
        for rule in rules:
            if (around is None or rule.around <= around) and self.cascade.holds(rule, self.node, self.scope):
                self.take(rule)

    def take(self, rule: Rule, *, inner: bool = False) -> None:
        """Take a rule that is about the element."""
        self._make_own()
        take(self.best, rule, inner=inner)
        self.hidden = self.hidden or rule.hides

    def say(self, name: str, value: str, rank: Rank) -> None:
        """Take a declaration of the element's own style."""
        self._make_own()
        better(self.best, ("", name), rank, value)
        self.hidden = self.hidden or hides(name, value)

    def _make_own(self) -> None:
        if not self.own:
            self.best, self.own = dict(self.best), True

    def told(self) -> Told:
        """What holds in the end, for the element and for the texts before and after it."""
        if not self.best:
            return _NOTHING
        told: Told = ({}, {}, {})
        for (element, name), (_, value) in self.best.items():
            told[_ELEMENTS[element]][name] = value
        return told


_ELEMENTS: Final = {"": 0, "before": 1, "after": 2}
