"""Which elements of a page are shown: by their attributes, their own style, and the simple rules of its style sheets.

What stands behind something else, or outside of the window, is not told apart: that needs a browser.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from devrev_sessions.screen.page import Node, Page

UNSEEN: Final = frozenset({
    "head", "script", "style", "noscript", "template", "link", "meta", "title", "base", "source", "track", "datalist",
    "rt", "rp",
})  # fmt: skip
"""Elements that a browser never draws as text of the page."""
_RULE: Final = re.compile(r"([^{}@;]{1,2000})\{([^{}]{0,5000})\}")
_DECLARED: Final = re.compile(r"(?:^|;)\s*(display|visibility)\s*:\s*([a-z-]+)", re.IGNORECASE)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_NESTED: Final = re.compile(r"@[^{};]{1,400}\{(?:[^{}]{0,5000}\{[^{}]{0,5000}\}\s*){0,2000}\}")
"""What holds only for some devices: nobody recorded whether it did."""
_SIMPLE: Final = re.compile(r"([a-z][a-z0-9-]*|\*)?((?:[.#][\w-]+|\[[\w-]+\])*)", re.IGNORECASE)
_PART: Final = re.compile(r"[.#][\w-]+|\[[\w-]+\]")
MOST_CSS: Final = 2_000_000
"""Characters of style sheets that are looked through."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What one simple selector says: `tag.class#id`. Of several about one element the weightiest holds."""

    tag: str
    classes: frozenset[str]
    ids: frozenset[str]
    attributes: frozenset[str]
    name: str
    value: str
    weight: tuple[int, int, int, int]

    def is_about(self, node: Node, classes: frozenset[str]) -> bool:
        """Whether the element is one that it is about."""
        return (
            self.tag in {"", "*", node.tag}
            and self.classes <= classes
            and self.ids <= {str(node.attributes.get("id", ""))}
            and all(name in node.attributes for name in self.attributes)
        )


class Visibility:
    """Tells of one page which elements are shown."""

    def __init__(self, page: Page) -> None:
        self._rules = tuple(_rules(page))

    def display(self, node: Node) -> str:
        """`none`, or whatever else it says of how the element is shown, empty where nothing does."""
        if "hidden" in node.attributes or (node.tag == "dialog" and "open" not in node.attributes):
            return self._own(node, "display") or "none"
        return self._own(node, "display") or self._ruled(node, "display")

    def is_veiled(self, node: Node) -> bool | None:
        """Whether it says that its text is not drawn, None where it says nothing and its parent's word holds."""
        told = self._own(node, "visibility") or self._ruled(node, "visibility")
        return told in {"hidden", "collapse"} if told in {"hidden", "collapse", "visible"} else None

    def _own(self, node: Node, name: str) -> str:
        style = node.attributes.get("style")
        told = (
            [value for found, value in _DECLARED.findall(style) if found.lower() == name]
            if isinstance(style, str)
            else []
        )
        return "" if not told or told[-1] == "initial" else str(told[-1]).lower()

    def _ruled(self, node: Node, name: str) -> str:
        if not self._rules:
            return ""
        classes = frozenset(str(node.attributes.get("class", "")).split())
        told = [rule for rule in self._rules if rule.name == name and rule.is_about(node, classes)]
        return max(told, key=lambda rule: rule.weight).value if told else ""


def _rules(page: Page) -> Iterator[Rule]:
    order = 0
    for text in _sheets(page):
        for selectors, body in _RULE.findall(_NESTED.sub("", _COMMENT.sub("", text))):
            declared = {name.lower(): value.lower() for name, value in _DECLARED.findall(body)}
            for selector in selectors.split(",") if declared else ():
                order += 1
                yield from _simple(selector.strip(), declared.items(), order)


def _sheets(page: Page) -> Iterator[str]:
    """The texts of style sheets: rrweb writes them down as an attribute, or leaves them as text."""
    left = MOST_CSS
    for node in page.nodes.values():
        written = node.attributes.get("_cssText")
        text = written if isinstance(written, str) else ""
        if node.tag == "style" and not text:
            text = "".join(page.nodes[child].text for child in node.children if child in page.nodes)
        if text and node.tag in {"style", "link"} and left > 0:
            left -= len(text)
            yield text


def _simple(selector: str, declared: Iterable[tuple[str, str]], order: int) -> Iterator[Rule]:
    found = _SIMPLE.fullmatch(selector)
    if found is None or not selector:
        return
    parts = _PART.findall(found[2])
    classes = frozenset(part[1:] for part in parts if part[0] == ".")
    ids = frozenset(part[1:] for part in parts if part[0] == "#")
    attributes = frozenset(part[1:-1] for part in parts if part[0] == "[")
    tag = (found[1] or "").lower()
    weight = (len(ids), len(classes) + len(attributes), int(bool(tag) and tag != "*"), order)
    for name, value in declared:
        yield Rule(tag, classes, ids, attributes, name, value, weight)
