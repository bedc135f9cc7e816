"""A page as it stood at a moment: the tree of rrweb's last snapshot before it, with all that changed since."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, cast

from devrev_sessions.screen.packets import Json, PageEvent

SNAPSHOT, CHANGE, META = 2, 3, 4
"""Kinds of rrweb's events that are read (rrweb's EventType)."""
MUTATION, POINTER, RESIZE, INPUT, RULE, STYLE = 0, 2, 4, 5, 8, 13
"""Sources of changes that are read (rrweb's IncrementalSource)."""
CLICK, DOUBLE_CLICK, FOCUS, BLUR, TOUCH = 2, 4, 5, 6, 9
"""What a pointer did (rrweb's MouseInteractions)."""
DOCUMENT, ELEMENT, TEXT = 0, 2, 3
"""Kinds of nodes (rrweb-snapshot's NodeType); others show nothing."""
MOST_NODES: Final = 300_000
DEEPEST: Final = 2_000


@dataclass(slots=True)
class Node:
    """An element, a text or the document itself."""

    node_id: int
    tag: str = ""
    text: str = ""
    attributes: dict[str, object] = field(default_factory=dict[str, object])
    children: list[int] = field(default_factory=list[int])
    parent: int | None = None
    value: str | None = None
    """What a field holds, as the recorder wrote it down: masked where it masks."""
    checked: bool | None = None


@dataclass(slots=True)
class Page:
    """The tree by the ids of its nodes, and what the person did last."""

    nodes: dict[int, Node] = field(default_factory=dict[int, Node])
    root: int | None = None
    address: str = ""
    width: int | None = None
    height: int | None = None
    focused: int | None = None
    clicked: int | None = None
    clicked_ms: float | None = None
    built_ms: float | None = None
    """When the snapshot was taken that it is built on."""
    changes: int = 0
    """Changes since then."""
    missed: int = 0
    """Changes to nodes that are not in the tree."""

    def below(self, node_id: int) -> Iterator[Node]:
        """A node and all below it, in the order of the page."""
        waiting = [node_id]
        while waiting:
            node = self.nodes.get(waiting.pop())
            if node:
                yield node
                waiting.extend(reversed(node.children))


def page_at(events: Iterable[PageEvent], at_ms: float) -> Page | None:
    """The page at a time, None where no snapshot was taken until then. `events` are in the order of time."""
    page = Page()
    for event in events:
        if event.at_ms > at_ms:
            break
        match event.kind:
            case 4:
                page.address = _text(event.found.get("href")) or page.address
                page.width, page.height = _number(event.found.get("width")), _number(event.found.get("height"))
            case 2:
                page = _built(event, page)
            case 3 if page.root is not None:
                _change(page, event)
            case _:
                continue
    return page if page.root is not None else None


def _built(event: PageEvent, before: Page) -> Page:
    page = Page(address=before.address, width=before.width, height=before.height, built_ms=event.at_ms)
    page.clicked, page.clicked_ms = before.clicked, before.clicked_ms
    node = event.found.get("node")
    if isinstance(node, dict):
        page.root = _planted(page, cast("Json", node), None)
    return page


def _planted(page: Page, found: Json, parent: int | None) -> int | None:
    """Put a node and all below it into the tree; its id, None where it is no node."""
    top: int | None = None
    waiting: list[tuple[Json, int | None, int]] = [(found, parent, 0)]
    while waiting and len(page.nodes) < MOST_NODES:
        each, above, level = waiting.pop()
        node_id = _number(each.get("id"))
        if node_id is None or level > DEEPEST:
            continue
        top = node_id if top is None else top
        node = Node(node_id, _text(each.get("tagName")).lower(), _text(each.get("textContent")), parent=above)
        attributes = each.get("attributes")
        node.attributes = dict(cast("Json", attributes)) if isinstance(attributes, dict) else {}
        page.nodes[node_id] = node
        if above in page.nodes and level:
            page.nodes[above].children.append(node_id)
        inner = _entries(each, "childNodes")
        waiting.extend((child, node_id, level + 1) for child in reversed(inner))
    return top


def _change(page: Page, event: PageEvent) -> None:
    found = event.found
    match found.get("source"):
        case 0:
            page.changes += 1
            _mutate(page, found)
        case 2:
            _point(page, found, event.at_ms)
        case 4:
            page.width, page.height = _number(found.get("width")), _number(found.get("height"))
        case 5:
            if node := _node(page, found):
                node.value = _text(found.get("text"))
                node.checked = found.get("isChecked") is True
        case 13:
            if node := _node(page, found):
                _style(node, found)
        case _:
            return


def _point(page: Page, found: Json, at_ms: float) -> None:
    node_id, kind = _number(found.get("id")), found.get("type")
    if kind in (CLICK, DOUBLE_CLICK, TOUCH):
        page.clicked, page.clicked_ms = node_id, at_ms
    elif kind == FOCUS:
        page.focused = node_id
    elif kind == BLUR and page.focused == node_id:
        page.focused = None


def _style(node: Node, found: Json) -> None:
    """A single property of an element's own style, set or removed."""
    changed = found.get("set")
    if isinstance(changed, dict):
        fields = cast("Json", changed)
        name, value = _text(fields.get("property")), _text(fields.get("value"))
        node.attributes["style"] = f"{_text(node.attributes.get('style'))};{name}:{value}"


def _mutate(page: Page, found: Json) -> None:
    for each in _entries(found, "removes"):
        _remove(page, each)
    _add(page, _entries(found, "adds"))
    for each in _entries(found, "texts"):
        if node := _node(page, each):
            node.text = _text(each.get("value"))
        else:
            page.missed += 1
    for each in _entries(found, "attributes"):
        node, changed = _node(page, each), each.get("attributes")
        if node is None or not isinstance(changed, dict):
            page.missed += 1
            continue
        for name, value in cast("Json", changed).items():
            _set(node, name, value)


def _set(node: Node, name: str, value: object) -> None:
    if value is None:
        node.attributes.pop(name, None)
    elif name == "style" and isinstance(value, dict):
        # What changed of a style alone: a value, or a value with its weight, or false where it was removed.
        more = ";".join(f"{key}:{_written(each)}" for key, each in cast("Json", value).items())
        node.attributes["style"] = f"{_text(node.attributes.get('style'))};{more}"
    else:
        node.attributes[name] = value
        if name == "value":
            node.value = _text(value)


def _written(value: object) -> str:
    """A value of a style; one that was removed is the usual one again."""
    first = cast("list[object]", value)[:1] if isinstance(value, list) else [value]
    return next((each for each in first if isinstance(each, str)), "initial")


def _remove(page: Page, each: Json) -> None:
    node = _node(page, each)
    if node is None:
        page.missed += 1
        return
    above = page.nodes.get(node.parent) if node.parent is not None else None
    if above and node.node_id in above.children:
        above.children.remove(node.node_id)
    for gone in list(page.below(node.node_id)):
        page.nodes.pop(gone.node_id, None)


def _add(page: Page, adds: list[Json]) -> None:
    """Add nodes where they belong; one whose neighbours come later in the list waits for them."""
    waiting = adds
    while waiting:
        later = [each for each in waiting if not _added(page, each)]
        if len(later) == len(waiting):
            page.missed += len(later)
            return
        waiting = later


def _added(page: Page, each: Json) -> bool:
    parent, following, node = _number(each.get("parentId")), _number(each.get("nextId")), each.get("node")
    above = page.nodes.get(parent) if parent is not None else None
    if above is None or not isinstance(node, dict) or (following is not None and following not in above.children):
        return False
    node_id = _planted(page, cast("Json", node), parent)
    if node_id is None:
        return True
    if node_id in above.children:
        above.children.remove(node_id)
    place = above.children.index(following) if following is not None else len(above.children)
    above.children.insert(place, node_id)
    return True


def _entries(found: Json, name: str) -> list[Json]:
    listed = found.get(name)
    if not isinstance(listed, list):
        return []
    return [cast("Json", each) for each in cast("list[object]", listed) if isinstance(each, dict)]


def _node(page: Page, found: Json) -> Node | None:
    node_id = _number(found.get("id"))
    return page.nodes.get(node_id) if node_id is not None else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> int | None:
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
