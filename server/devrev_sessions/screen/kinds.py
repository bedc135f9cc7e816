"""What an element is to the person who looks at it: a heading, a button, a field, a message."""

from typing import Final, Literal

from devrev_sessions.screen.fields import BUTTON_TYPES, CHECKED_TYPES, FIELDS, input_type
from devrev_sessions.screen.tree import Node

PieceKind = Literal["heading", "button", "link", "field", "choice", "picture", "message", "dialog", "text", "hidden"]

HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
ROLES: Final[dict[str, PieceKind]] = {
    "heading": "heading", "button": "button", "link": "link", "textbox": "field", "searchbox": "field",
    "combobox": "field", "spinbutton": "field", "slider": "field", "checkbox": "choice", "radio": "choice",
    "switch": "choice", "option": "choice", "menuitemcheckbox": "choice", "menuitemradio": "choice", "img": "picture",
    "alert": "message", "status": "message", "alertdialog": "dialog", "dialog": "dialog", "menuitem": "button",
    "tab": "button",
}  # fmt: skip
"""What ARIA's roles are to a reader (WAI-ARIA 1.2)."""
TAGS: Final[dict[str, PieceKind]] = {
    **dict.fromkeys(HEADINGS, "heading"),
    "button": "button", "summary": "button", "a": "link", "textarea": "field", "select": "field", "option": "choice",
    "img": "picture", "svg": "picture", "canvas": "picture", "video": "picture", "dialog": "dialog",
    "output": "message",
}  # fmt: skip
CONTROLS: Final = frozenset({"button", "field", "choice"})
NAMED: Final = CONTROLS | {"link", "picture", "hidden"}
"""Kinds that take all text within them as their name, and are told as one."""
TEXTS: Final = frozenset({"heading", "message"})
"""Kinds that take the text within them, but of a control within it is told what it is."""
TYPED_ROLES: Final = frozenset({"textbox", "searchbox", "combobox", "spinbutton"})
NO_ROLES: Final = frozenset({"presentation", "none"})


def kind_of(node: Node) -> PieceKind | None:
    """What an element is, None where it is only a part of the page's text or of its layout."""
    if node.told("rr_width") and not node.attributes.keys() & {"src", "rr_dataURL"}:
        return "hidden"  # of an element that is blocked the recorder keeps the size alone
    if node.tag in FIELDS:
        if node.tag != "input":
            return "field"
        form = input_type(node)
        if form == "hidden":
            return None
        return "button" if form in BUTTON_TYPES else "choice" if form in CHECKED_TYPES else "field"
    role = node.told("role").split()[:1]
    kind = ROLES.get(role[0]) if role else None
    if kind == "field" and _holds_a_field(node):
        return None
    if kind is None and node.tag == "a" and "href" not in node.attributes:
        return None
    kind = kind or (None if role and role[0] in NO_ROLES else TAGS.get(node.tag))
    if kind is None and is_editable(node):
        return "field"
    if kind is None and node.told("aria-live") in {"polite", "assertive"}:
        return "message"
    return kind


def is_editable(node: Node) -> bool:
    """Whether a person can write into an element that is no field of a form."""
    return node.attributes.get("contenteditable") in {"", "true", "plaintext-only", True}


def is_modal(node: Node) -> bool:
    """Whether an element is a dialog in front of the page; an open `dialog` seldom leaves the rest to be used."""
    return node.told("aria-modal") == "true" or (node.tag == "dialog" and "open" in node.attributes)


def _holds_a_field(node: Node) -> bool:
    """Whether a role of a field stands on what is only around the field (ARIA 1.1, combobox)."""
    for count, each in enumerate(node.below()):
        if each is not node and each.tag in FIELDS and input_type(each) != "hidden":
            return each.tag != "input" or input_type(each) not in CHECKED_TYPES
        if count > 200:
            break
    return False
