"""Whether a selector is about an element, as the page and what was pointed at stood at the moment."""

from collections.abc import Callable, Iterator
from typing import Final

from devrev_sessions.screen.fields import is_checked, is_disabled, is_empty_field
from devrev_sessions.screen.page import Page
from devrev_sessions.screen.style.selectors import AttributeTest, Compound, Pseudo, Selector
from devrev_sessions.screen.tree import DOCUMENT, ELEMENT, Node

MOST_STEPS: Final = 4_000_000
"""Elements that are tried for one page, after which no more rules are found to hold: a bound for hostile pages."""
STEPS_AT_ONCE: Final = 20_000
"""The same for one selector and one element."""
FORM_FIELDS: Final = frozenset({"input", "select", "textarea"})
CAN_BE_DISABLED: Final = FORM_FIELDS | {"button", "option", "optgroup", "fieldset"}


class Matcher:
    """Tries selectors on the elements of one page."""

    def __init__(self, page: Page) -> None:
        self._classes: dict[str, frozenset[str]] = {}
        self._places: dict[tuple[int, bool], dict[int, tuple[int, int, int, int]]] = {}
        self._left, self._now = MOST_STEPS, 0
        self.page = page
        pointing, nodes = page.pointing, page.nodes
        self._focused = pointing.focused
        self._hovered = _around(nodes, pointing.hovered)
        self._around_focus = _around(nodes, pointing.focused)
        self._target = page.address.partition("#")[2]
        self._pseudos: dict[str, Callable[[Node], bool]] = {
            "hover": lambda node: node.node_id in self._hovered,
            "focus": lambda node: node.node_id == self._focused,
            "focus-visible": lambda node: node.node_id == self._focused,
            "focus-within": lambda node: node.node_id in self._around_focus,
            "checked": is_checked,
            "disabled": lambda node: node.tag in CAN_BE_DISABLED and is_disabled(node),
            "enabled": lambda node: node.tag in CAN_BE_DISABLED and not is_disabled(node),
            "required": lambda node: "required" in node.attributes,
            "optional": lambda node: node.tag in FORM_FIELDS and "required" not in node.attributes,
            "read-only": lambda node: node.tag not in FORM_FIELDS or "readonly" in node.attributes,
            "read-write": lambda node: node.tag in FORM_FIELDS and "readonly" not in node.attributes,
            "placeholder-shown": lambda node: bool(node.told("placeholder")) and is_empty_field(node),
            "invalid": lambda node: "required" in node.attributes and _lacks(node),
            "valid": lambda node: node.tag in FORM_FIELDS and not ("required" in node.attributes and _lacks(node)),
            "empty": lambda node: not any(child.kind == ELEMENT or child.text for child in node.children()),
            "root": lambda node: node.parent is not None and node.parent.kind == DOCUMENT,
            "link": lambda node: node.tag in {"a", "area"} and "href" in node.attributes,
            "any-link": lambda node: node.tag in {"a", "area"} and "href" in node.attributes,
            "target": lambda node: bool(self._target) and node.told("id") == self._target,
            "open": lambda node: "open" in node.attributes,
            "modal": lambda node: node.tag == "dialog" and "open" in node.attributes,
            "popover-open": lambda node: node.told("id") in pointing.popovers,
            "defined": lambda _: True,
            "first-child": lambda node: self._place(node)[0] == 1,
            "last-child": lambda node: self._place(node)[1] == 1,
            "only-child": lambda node: self._place(node)[:2] == (1, 1),
            "first-of-type": lambda node: self._place(node)[2] == 1,
            "last-of-type": lambda node: self._place(node)[3] == 1,
            "only-of-type": lambda node: self._place(node)[2:] == (1, 1),
        }

    def classes(self, node: Node) -> frozenset[str]:
        """The classes of an element."""
        text = node.told("class")
        found = self._classes.get(text)
        if found is None:
            found = self._classes[text] = frozenset(text.split())
        return found

    def matches(self, selector: Selector, node: Node, scope: Node | None) -> bool:
        """Whether a selector is about an element; `scope` is the element whose shadow tree the rule stands in."""
        if self._left <= 0:
            return False
        self._now = STEPS_AT_ONCE
        found = self._from(selector, len(selector.compounds) - 1, node, scope)
        self._left -= STEPS_AT_ONCE - self._now
        return found

    def _from(self, selector: Selector, at: int, node: Node, scope: Node | None) -> bool:
        self._now -= 1
        if self._now < 0 or not self._is(selector.compounds[at], node, scope):
            return False
        if at == 0:
            return True
        join = selector.joins[at - 1]
        return any(self._from(selector, at - 1, other, scope) for other in _joined(node, join, scope))

    def _is(self, asked: Compound, node: Node, scope: Node | None) -> bool:
        if asked.tag and asked.tag != node.tag:
            return False
        if asked.name and asked.name != node.attributes.get("id"):
            return False
        if asked.classes and not asked.classes <= self.classes(node):
            return False
        if node is scope and not any(pseudo.name in {"host", "host-context"} for pseudo in asked.pseudos):
            return False
        return all(_has(test, node) for test in asked.attributes) and all(
            self._holds(pseudo, node, scope) for pseudo in asked.pseudos
        )

    def _holds(self, pseudo: Pseudo, node: Node, scope: Node | None) -> bool:
        name = pseudo.name
        if name in {"is", "where", "matches", "-webkit-any"}:
            return any(self._within(each, node, scope) for each in pseudo.inner)
        if name == "not":
            return not any(self._within(each, node, scope) for each in pseudo.inner)
        if name == "has":
            return any(self._has_one(each, node, scope) for each in pseudo.inner)
        if name == "host":
            inner = pseudo.inner
            return node is scope and (not inner or any(self._within(each, node, None) for each in inner))
        if name == "host-context":
            return node is scope and any(
                self._within(each, above, None) for above in node.above() for each in pseudo.inner
            )
        if name.startswith("nth-"):
            place = ("nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type").index(name)
            return _at_step(self._place(node)[place], pseudo.step, pseudo.start)
        known = self._pseudos.get(name)
        return known is not None and known(node)

    def _within(self, selector: Selector, node: Node, scope: Node | None) -> bool:
        return self._from(selector, len(selector.compounds) - 1, node, scope)

    def _has_one(self, selector: Selector, node: Node, scope: Node | None) -> bool:
        others: Iterator[Node] = node.below() if selector.lead == " " else iter(())
        if selector.lead == ">":
            others = _below_child(node) if len(selector.compounds) > 1 else node.children()
        elif selector.lead in "+~":
            others = _following(node, once=selector.lead == "+")
        for other in others:
            if other is not node and other.kind == ELEMENT and self._within(selector, other, scope):
                return True
            self._now -= 1
            if self._now < 0:
                return False
        return False

    def _place(self, node: Node) -> tuple[int, int, int, int]:
        """Places among its neighbours from the front and from the end, the last two among those of its tag."""
        if node.parent is None:
            return (1, 1, 1, 1)
        key = (node.parent.node_id, node.shadow)
        if key not in self._places:
            self._places[key] = _places(node.parent, shadow=node.shadow)
        return self._places[key].get(node.node_id, (1, 1, 1, 1))


def _places(parent: Node, *, shadow: bool) -> dict[int, tuple[int, int, int, int]]:
    beside = [child for child in parent.children() if child.kind == ELEMENT and child.shadow is shadow]
    totals: dict[str, int] = {}
    for child in beside:
        totals[child.tag] = totals.get(child.tag, 0) + 1
    seen: dict[str, int] = {}
    found: dict[int, tuple[int, int, int, int]] = {}
    for index, child in enumerate(beside, 1):
        of_tag = seen[child.tag] = seen.get(child.tag, 0) + 1
        found[child.node_id] = (index, len(beside) - index + 1, of_tag, totals[child.tag] - of_tag + 1)
    return found


def _joined(node: Node, join: str, scope: Node | None) -> Iterator[Node]:
    if join in "+~":
        beside = node.before
        while beside is not None:
            if beside.kind == ELEMENT and beside.shadow is node.shadow:
                yield beside
                if join == "+":
                    return
            beside = beside.before
        return
    above = node.parent
    while above is not None and above.kind == ELEMENT and node is not scope:
        if node.shadow and above is not scope:
            return
        yield above
        if join == ">":
            return
        node, above = above, above.parent


def _below_child(node: Node) -> Iterator[Node]:
    for child in node.children():
        yield from child.below()


def _following(node: Node, *, once: bool) -> Iterator[Node]:
    beside = node.after
    while beside is not None:
        if beside.kind == ELEMENT:
            yield beside
            if once:
                return
        beside = beside.after


def _around(nodes: dict[int, Node], node_id: int | None) -> frozenset[int]:
    node = nodes.get(node_id) if node_id is not None else None
    return frozenset(each.node_id for each in node.above()) if node else frozenset()


def _lacks(node: Node) -> bool:
    if node.tag == "input" and node.told("type").lower() in {"checkbox", "radio"}:
        return not is_checked(node)
    return node.tag in FORM_FIELDS and is_empty_field(node)


def _at_step(place: int, step: int, start: int) -> bool:
    if step == 0:
        return place == start
    return (place - start) % step == 0 and (place - start) // step >= 0


def _has(test: AttributeTest, node: Node) -> bool:
    value = node.attributes.get(test.name)
    if value is None:
        return False
    text, asked = value if isinstance(value, str) else "", test.value
    if test.fold:
        text, asked = text.lower(), asked.lower()
    match test.how:
        case "":
            return True
        case "=":
            return text == asked
        case "~=":
            return asked in text.split()
        case "|=":
            return text == asked or text.startswith(f"{asked}-")
        case "^=":
            return bool(asked) and text.startswith(asked)
        case "$=":
            return bool(asked) and text.endswith(asked)
        case _:
            return bool(asked) and asked in text
