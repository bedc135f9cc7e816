"""What the things of a page are called: by the text that a person sees on them, else by what they say of themselves."""

from collections.abc import Iterable
from typing import Final

from devrev_sessions.screen.fields import BUTTON_TYPES, FIELDS, input_type, own_text
from devrev_sessions.screen.flow import CELL, Bit, Flow
from devrev_sessions.screen.kinds import is_editable
from devrev_sessions.screen.page import Page
from devrev_sessions.screen.tree import ELEMENT, Node
from devrev_sessions.timeline.events import AppText

LONGEST: Final = 2_000
"""Characters of one name or message."""
FEWEST_LETTERS: Final = 2
"""With fewer a text is a sign, as the x that closes a window, and what it stands for says more."""
LABELLED: Final = FIELDS | {"button", "meter", "output", "progress"}
"""What a label can be of (HTML, labelable elements)."""
USUAL_NAMES: Final = {"submit": "Submit", "reset": "Reset"}
"""What a browser writes on a button that says nothing."""
SAID: Final = ("aria-label", "alt", "title")


class Names:
    """Tells of the things of one page what they are called."""

    def __init__(self, page: Page, flow: Flow) -> None:
        self.flow = flow
        self._ids: dict[str, Node] = {}
        self._labels: dict[int, list[Node]] = {}
        self._texts: dict[tuple[int, bool], str] = {}
        self.labelled: dict[int, Node] = {}
        """Of labels by their ids the field that they are about."""
        labels: list[Node] = []
        for node in page.nodes.values():
            if node.kind == ELEMENT:
                if name := node.told("id"):
                    self._ids.setdefault(name, node)
                if node.tag == "label":
                    labels.append(node)
        for label in labels:
            field = self._field_of(label)
            if field is not None:
                self.labelled[label.node_id] = field
                self._labels.setdefault(field.node_id, []).append(label)

    def _field_of(self, label: Node) -> Node | None:
        named = label.told("for")
        if named:
            field = self._ids.get(named)
            return field if field is not None and field.tag in LABELLED else None
        return next((each for each in label.below() if each.tag in LABELLED), None)

    def text(self, node: Node, *, seen: bool = True) -> str:
        """The text within an element on one line: what is seen of it, or all that is drawn."""
        key = (node.node_id, seen)
        if key not in self._texts:
            parts: list[str] = []
            length = 0
            places = self.flow.within(node)
            at = places.start
            while at < places.stop:
                bit = self.flow.bits[at]
                at += 1
                if bit.kind == "gap":
                    parts.append(CELL if bit.text == CELL else " ")
                elif bit.kind == "text" and (bit.seen or not seen):
                    parts.append(bit.text)
                    length += len(bit.text)
                elif bit.kind == "element" and is_editable(bit.node):
                    # What a person wrote is no part of what a thing is called.
                    at = bit.end
                if length > LONGEST or len(parts) > LONGEST * 4:
                    break
            self._texts[key] = one_line("".join(parts))
        return self._texts[key]

    def of_field(self, node: Node, *, own: bool) -> str:
        """A field's label, or what else says what it is for; never what was typed into it.

        `own` is whether the text within it is its name, as of a switch, and no one's words.
        """
        labels = [self.text(label) for label in self._labels.get(node.node_id, [])]
        names = (
            " ".join(each for each in labels if each),
            self._pointed_to(node),
            node.told("aria-label"),
            " ".join(filter(None, (self.text(label, seen=False) for label in self._labels.get(node.node_id, [])))),
            self.text(node) if own else "",
            node.told("placeholder"),
            node.told("title"),
            node.told("name"),
        )
        return next((found for name in names if (found := one_line(name))), "")

    def of(self, node: Node) -> str:
        """What stands on a button, a link or another thing that is named by what it holds."""
        if node.tag == "input":
            kind = input_type(node)
            written = node.typed or node.told("value") if kind in BUTTON_TYPES and kind != "image" else ""
            return one_line(written or node.told("alt") or node.told("aria-label") or USUAL_NAMES.get(kind, ""))
        seen = self.text(node)
        if sum(char.isalnum() for char in seen) >= FEWEST_LETTERS or any(char.isdigit() for char in seen):
            return seen
        more = (self._pointed_to(node), node.told("aria-label"), self._pictures(node), node.told("title"))
        named = next((found for name in more if (found := one_line(name))), "")
        return named or self.text(node, seen=False) or seen

    def of_picture(self, node: Node) -> str:
        """What a picture shows, so far as it says."""
        title = next((child for child in node.children() if child.tag == "title"), None) if node.tag == "svg" else None
        said = (self._pointed_to(node), *(node.told(name) for name in SAID), own_text(title) if title else "")
        return next((found for name in said if (found := one_line(name))), "")

    def of_dialog(self, node: Node) -> str:
        """The name that a dialog gives itself."""
        return one_line(self._pointed_to(node) or node.told("aria-label"))

    def _pointed_to(self, node: Node) -> str:
        """The texts of the elements that `aria-labelledby` names."""
        names = node.told("aria-labelledby").split()[:20]
        found = [self._ids[name] for name in names if name in self._ids]
        return " ".join(self.text(each, seen=False) or own_text(each)[:LONGEST] for each in found if each is not node)

    def _pictures(self, node: Node) -> str:
        """What the pictures on a button or in a link say of themselves."""
        told: list[str] = []
        for place in self.flow.within(node):
            bit = self.flow.bits[place]
            if (
                bit.kind == "element"
                and bit.seen
                and (bit.node.tag in {"img", "svg"} or bit.node.told("role") == "img")
            ):
                told.append(self.of_picture(bit.node))
            elif bit.kind == "text" and not bit.seen:
                # A text for readers of screens stands beside the picture that it is about.
                told.append(bit.text)
            if len(told) > 50:
                break
        return " ".join(told)


def bits_of(bits: Iterable[Bit]) -> tuple[AppText, ...]:
    """The texts among `bits`, those in one that a blank or a gap parts; none where all are in one."""
    found: list[str] = [""]
    for bit in bits:
        if bit.kind == "text" and not bit.seen:
            continue
        text = bit.text if bit.kind == "text" else f" {bit.text} "
        if found[-1] and text and not found[-1][-1].isspace() and not text[0].isspace():
            found.append("")
        found[-1] += text
    return tuple(AppText(one_line(text)) for text in found) if len(found) > 1 else ()


def one_line(text: str) -> str:
    """A text with single blanks, without those at its ends and without cells that are empty."""
    words = text.split()
    while words[:1] == ["|"]:
        words = words[1:]
    while words[-1:] == ["|"]:
        words = words[:-1]
    kept = [word for at, word in enumerate(words) if word != "|" or words[at - 1] != "|"]
    return " ".join(kept)[:LONGEST]
