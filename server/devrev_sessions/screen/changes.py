"""Changes of a page's tree: nodes taken out and put in, texts and attributes set."""

from typing import cast

from devrev_sessions.screen.fields import PASSWORD_MARK
from devrev_sessions.screen.packets import Json
from devrev_sessions.screen.style.sheets import unfold
from devrev_sessions.screen.tree import Node, Tree, entries, number_in, text_in


def mutate(tree: Tree, found: Json) -> int:
    """Do the changes of one mutation; how many of them were about nodes that are not in the tree."""
    missed = 0
    for each in entries(found, "removes"):
        node = _node(tree, each)
        missed += node is None
        if node and node is not tree.root:
            _touched(node.parent)
            tree.remove(node)
    missed += _add_all(tree, entries(found, "adds"))
    for each in entries(found, "texts"):
        node = _node(tree, each)
        missed += node is None
        if node:
            _touched(node.parent)
            node.text = text_in(each, "value")
    for each in entries(found, "attributes"):
        node, changed = _node(tree, each), each.get("attributes")
        if node is None or not isinstance(changed, dict):
            missed += 1
            continue
        for name, value in cast("Json", changed).items():
            _set(node, name, value)
    return missed


def _add_all(tree: Tree, adds: list[Json]) -> int:
    """Add nodes where they belong; one whose neighbours come later in the list waits for them."""
    waiting: dict[int, list[Json]] = {}
    ready = list(reversed(adds))
    while ready:
        each = ready.pop()
        missing = _lacking(tree, each)
        if missing is not None:
            waiting.setdefault(missing, []).append(each)
            continue
        node = _added(tree, each)
        for here in node.below() if node and waiting else ():
            ready.extend(reversed(waiting.pop(here.node_id, [])))
    left = [each for several in waiting.values() for each in several]
    for each in left:
        # A neighbour that never came is no reason to leave out what a person saw.
        _added(tree, {**each, "nextId": None})
    return len(left)


def _lacking(tree: Tree, each: Json) -> int | None:
    """The id of the node that has to be there first, None where nothing is lacking."""
    parent, following = number_in(each, "parentId"), number_in(each, "nextId")
    if parent is not None and parent not in tree.nodes:
        return parent
    if following is None or parent is None:
        return None
    beside = tree.nodes.get(following)
    return following if beside is None or beside.parent is not tree.nodes[parent] else None


def _added(tree: Tree, each: Json) -> Node | None:
    parent, following, found = number_in(each, "parentId"), number_in(each, "nextId"), each.get("node")
    above = tree.nodes.get(parent) if parent is not None else None
    if above is None or not isinstance(found, dict):
        return None
    _touched(above)
    node = cast("Json", found)
    if each.get("isAttachIframe") is True:
        # A frame holds one document; a new one takes the place of the old.
        for old in list(above.children()):
            tree.remove(old)
    known = number_in(node, "id")
    beside = tree.nodes.get(following) if following is not None and following != known else None
    return tree.plant(node, above, beside if beside is not None and beside.parent is above else None)


def _touched(above: Node | None) -> None:
    if above is not None and above.tag == "style":
        unfold(above)


def _set(node: Node, name: str, value: object) -> None:
    if name == "style" and isinstance(value, dict):
        own = declared_in(node.told("style"))
        # What changed of a style alone: a value, or a value with its weight, or false where it was removed.
        for key, each in cast("Json", value).items():
            own.pop(key.lower(), None)
            if written := _written(each):
                own[key.lower()] = written
        node.attributes["style"] = ";".join(f"{key}:{each}" for key, each in own.items())
        return
    if name == "type" and node.told("type").lower() == "password":
        node.attributes[PASSWORD_MARK] = "true"
    if name == "checked":
        node.checked = value is not None and value is not False
    elif name == "value":
        # React writes what a field holds into its attribute, and by a way that the recorder may not hear otherwise.
        node.typed = None
    if value is None:
        node.attributes.pop(name, None)
    else:
        node.attributes[name] = value
    if name == "_cssText":
        node.edits.clear()


def _written(value: object) -> str:
    listed = cast("list[object]", value) if isinstance(value, list) else [value]
    texts = [each for each in listed[:2] if isinstance(each, str) and each]
    return f"{texts[0]} !important" if len(texts) == 2 else texts[0] if texts else ""


def declared_in(style: str) -> dict[str, str]:
    """The properties of an element's own style as they are written, by their names in lower case."""
    found: dict[str, str] = {}
    for part in style.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            key = name.strip() if name.strip().startswith("--") else name.strip().lower()
            found[key] = value.strip()
    return found


def _node(tree: Tree, each: Json) -> Node | None:
    node_id = number_in(each, "id")
    return tree.nodes.get(node_id) if node_id is not None else None
