"""What a person saw of a page, as text: headings, labels, buttons, fields, messages, and what stood between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from devrev_sessions.screen.fields import (
    CHECKED_TYPES,
    FIELDS,
    chosen,
    held,
    input_type,
    is_checked,
    is_disabled,
    is_empty_field,
    is_password,
    own_text,
)
from devrev_sessions.screen.flow import LINE, Bit, Flow, flow_of
from devrev_sessions.screen.kinds import CONTROLS, NAMED, TEXTS, TYPED_ROLES, PieceKind, is_editable, is_modal, kind_of
from devrev_sessions.screen.names import Names, bits_of, one_line
from devrev_sessions.screen.page import Page
from devrev_sessions.screen.tree import Node
from devrev_sessions.timeline.events import NOTHING, AppText

LONGEST_MESSAGE: Final = 500
"""Characters up to which a part of the page that says it changes is a message, and no part of the page like others."""
BY_LABEL: Final = CHECKED_TYPES | {"file"}
"""Fields that pages often hide, to draw their label in their place."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing on a page, in the order of the page.

    `filled` is whether a field holds anything. `value` is what the recorder wrote down of it, masked where it masked,
    and may be anything that a person typed; of a password it is always empty, of a `select` the text of what was
    chosen, of a switch what stands on it beside its name. `hint` is what an empty field shows instead. `selected` is
    of tabs and of options in lists, `expanded` of what opens and closes something; None where nothing is said.
    """

    kind: PieceKind
    text: AppText
    filled: bool | None = None
    checked: bool | None = None
    disabled: bool = False
    focused: bool = False
    clicked: bool = False
    selected: bool | None = None
    expanded: bool | None = None
    value: AppText = NOTHING
    picked: bool = False
    """Whether the value is one of those that were offered, and none that was typed."""
    hint: AppText = NOTHING
    pressed: bool | None = None
    """Of buttons that stay pressed."""
    modal: bool = False
    """Whether it stands in a dialog that nothing behind it can be used beside."""
    bits: tuple[AppText, ...] = ()
    """The texts that its text is made of, where some stand side by side without a blank; none where it is of one."""


def title_of(page: Page) -> AppText:
    """The title of a page; empty where it has none."""
    for node in page.tree.root.below() if page.tree.root else ():
        if node.tag == "title" and (node.parent is None or node.parent.tag != "svg"):
            return AppText(own_text(node))
    return NOTHING


def seen_on(page: Page) -> tuple[Piece, ...]:
    """Everything on the page that was shown, in the order of the page."""
    return tuple(_Reading(page, flow_of(page)).pieces())


class _Reading:
    def __init__(self, page: Page, flow: Flow) -> None:
        self.bits, self.flow = flow.bits, flow
        self.names = Names(page, flow)
        self.page = page
        self.focused, self.clicked = _path(page, page.focused), _path(page, page.clicked)
        self.line: list[Bit] = []
        self.at, self.quiet_until, self.modal_until = 0, 0, 0

    def pieces(self) -> Iterator[Piece]:
        """The pieces in order, texts of one line together. The text of a label is told with its field alone."""
        while self.at < len(self.bits):
            bit = self.bits[self.at]
            self.at += 1
            if bit.kind == "text" and bit.seen and self.at > self.quiet_until:
                self.line.append(bit)
            elif bit.kind == "gap":
                self.line.append(bit)
                if bit.text == LINE:
                    yield from self._ended()
            elif bit.kind == "element" and bit.seen:
                if is_modal(bit.node):
                    yield from self._ended()
                    self.modal_until = max(self.modal_until, bit.end)
                yield from self._element(bit)
        yield from self._ended()

    def _element(self, bit: Bit) -> Iterator[Piece]:
        kind = self._kind(bit.node)
        if kind is None:
            yield from self._label(bit)
            return
        yield from self._ended()
        # Within a heading or a message whose text is told already, what can be used is told once more as what it is.
        if self.at > self.quiet_until or kind in CONTROLS:
            yield self._piece(bit.node, kind)
        if kind in NAMED and kind != "picture":
            self.at = bit.end
        elif kind in TEXTS:
            self.quiet_until = max(self.quiet_until, bit.end)

    def _label(self, bit: Bit) -> Iterator[Piece]:
        """A label whose field is told where it stands, or here where its own drawing is hidden."""
        field = self.names.labelled.get(bit.node.node_id) if bit.node.tag == "label" else None
        if field is None:
            return
        if not self.flow.is_seen(field):
            if field.tag != "input" or input_type(field) not in BY_LABEL:
                return
            yield from self._ended()
            yield self._piece(field, "choice" if input_type(field) in CHECKED_TYPES else "field")
        self.quiet_until = max(self.quiet_until, bit.end)

    def _ended(self) -> Iterator[Piece]:
        """The line so far, where there is anything in it."""
        line, self.line = self.line, []
        text = one_line("".join(bit.text for bit in line))
        if text:
            nodes = [bit.node for bit in line if bit.kind == "text" and bit.text.strip()]
            yield Piece(
                "text",
                AppText(text),
                focused=self._is_on(nodes, self.page.focused),
                clicked=self._is_on(nodes, self.page.clicked),
                modal=self.at <= self.modal_until,
                bits=bits_of(line),
            )

    def _is_on(self, texts: list[Node], node_id: int | None) -> bool:
        """Whether a text of a line stands right in the element that was pointed at."""
        return node_id is not None and any(
            text.node_id == node_id or (text.parent is not None and text.parent.node_id == node_id) for text in texts
        )

    def _kind(self, node: Node) -> PieceKind | None:
        kind = kind_of(node)
        if kind == "message":
            told = self.names.text(node)
            live = not node.told("role") and node.tag != "output"
            if not told or (live and len(told) > LONGEST_MESSAGE):
                return None
        if kind == "heading" and not self.names.text(node):
            return None
        if (
            kind == "picture"
            and not self.names.of_picture(node)
            and node.node_id
            not in {
                self.page.clicked,
                self.page.focused,
            }
        ):
            return None
        return kind

    def _piece(self, node: Node, kind: PieceKind) -> Piece:
        field, choice = kind == "field", kind == "choice"
        name = self._name(node, kind)
        value = self._value(node) if field else self._own_words(node, name) if choice else ""
        typed = is_editable(node) or node.told("role") in TYPED_ROLES
        filled = bool(value) if typed and node.tag not in {"input", "textarea", "select"} else not is_empty_field(node)
        return Piece(
            kind,
            AppText(name),
            filled=filled if field else None,
            checked=is_checked(node) if choice and node.told("role") != "option" else None,
            disabled=is_disabled(node),
            focused=self._holds(node, self.focused, kind, self.page.focused),
            clicked=self._holds(node, self.clicked, kind, self.page.clicked),
            selected=_said(node, "aria-selected"),
            expanded=_expanded(node),
            pressed=_said(node, "aria-pressed") if kind == "button" else None,
            modal=self.at <= self.modal_until,
            value=AppText(value),
            picked=bool(value) and (choice or node.tag == "select" or not (node.tag in FIELDS or is_editable(node))),
            bits=self._bits(node, name),
            hint=AppText(one_line(node.told("placeholder"))) if field and not filled else NOTHING,
        )

    def _bits(self, node: Node, name: str) -> tuple[AppText, ...]:
        """The texts of the name, where it is what stands in the element."""
        if name != self.names.text(node):
            return ()
        return bits_of(self.bits[place] for place in self.flow.within(node) if self.bits[place].kind != "element")

    def _name(self, node: Node, kind: PieceKind) -> str:
        match kind:
            case "field" | "choice":
                return self.names.of_field(node, own=kind == "choice")
            case "picture":
                return self.names.of_picture(node)
            case "hidden":
                sides = (node.told(f"rr_{side}").removesuffix("px").partition(".")[0] for side in ("width", "height"))
                return " x ".join(side for side in sides if side.isdecimal())
            case "dialog":
                return self.names.of_dialog(node)
            case "heading" | "message":
                return self.names.text(node)
            case _:
                return self.names.of(node)

    def _value(self, node: Node) -> str:
        if node.tag == "input":
            return "" if is_password(node) else held(node)
        if node.tag == "textarea":
            return held(node)
        if node.tag == "select":
            return ", ".join(filter(None, (own_text(option) for option in chosen(node)))) or held(node)
        return node.told("aria-valuetext") or node.told("aria-valuenow") or self.names.text(node)

    def _own_words(self, node: Node, name: str) -> str:
        """What stands on a switch beside its name."""
        text = self.names.text(node)
        return "" if text in name else text

    def _holds(self, node: Node, path: frozenset[int], kind: PieceKind, node_id: int | None) -> bool:
        """Whether a node is what was pointed at, or is told as one with it."""
        return node.node_id == node_id or (kind != "dialog" and node.node_id in path)


def _path(page: Page, node_id: int | None) -> frozenset[int]:
    node = page.nodes.get(node_id) if node_id is not None else None
    return frozenset(each.node_id for each in node.above()) if node else frozenset()


def _said(node: Node, name: str) -> bool | None:
    told = node.told(name)
    return told == "true" if told in {"true", "false"} else None


def _expanded(node: Node) -> bool | None:
    if node.tag == "summary" and node.parent is not None and node.parent.tag == "details":
        return "open" in node.parent.attributes
    return _said(node, "aria-expanded")
