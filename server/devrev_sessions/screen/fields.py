"""What a form's field held: what was typed or chosen, whether it was ticked, whether it could be used."""

from typing import Final

from devrev_sessions.screen.tree import ELEMENT, TEXT, Node

FIELDS: Final = frozenset({"input", "textarea", "select"})
BUTTON_TYPES: Final = frozenset({"button", "submit", "reset", "image"})
CHECKED_TYPES: Final = frozenset({"checkbox", "radio"})
ALWAYS_FILLED: Final = frozenset({"range", "color"})
"""Fields that hold a value from the beginning (HTML, value sanitization)."""
PASSWORD_MARK: Final = "data-rr-is-password"  # noqa: S105 - the name of an attribute
"""Set on a field that was one for a password (rrweb 2)."""
USABLE: Final = FIELDS | {"button", "fieldset", "option", "optgroup"}
"""What a disabled fieldset disables with it (HTML, the disabled attribute)."""


def input_type(node: Node) -> str:
    """The type of an `input` in lower case; `text` where nothing is said."""
    return node.told("type").strip().lower() or "text"


def is_password(node: Node) -> bool:
    """Whether a field holds a password, or held one before a page made it readable."""
    asked = node.told("autocomplete").split()
    return (
        input_type(node) == "password"
        or PASSWORD_MARK in node.attributes
        or bool({"current-password", "new-password", "one-time-code"} & {*asked})
    )


def held(node: Node) -> str:
    """What a field holds, masked where the recorder masked it; of a `select` the value, not the text, of its option."""
    if node.typed is not None:
        return node.typed
    value = node.attributes.get("value")
    if isinstance(value, str):
        return value
    return own_text(node) if node.tag == "textarea" else ""


def own_text(node: Node) -> str:
    """All text within a node on one line, shown or not."""
    return " ".join("".join(each.text for each in node.below() if each.kind == TEXT).split())


def is_empty_field(node: Node) -> bool:
    """Whether nothing was typed or chosen."""
    if node.tag == "input" and input_type(node) in ALWAYS_FILLED:
        return False
    if node.tag == "select" and node.typed is None and not node.told("value"):
        return not any(
            option.told("value") or ("value" not in option.attributes and own_text(option)) for option in chosen(node)
        )
    return not held(node)


def options(select: Node) -> list[Node]:
    """The options of a `select`."""
    return [each for each in select.below() if each.kind == ELEMENT and each.tag == "option"]


def chosen(select: Node) -> list[Node]:
    """The options that are chosen; none where the recorder masked which."""
    listed = options(select)
    value = select.typed if select.typed is not None else select.told("value")
    if value:
        return [each for each in listed if option_value(each) == value][:1] or (
            [] if set(value) == {"*"} else _marked(listed)
        )
    marked = _marked(listed)
    if marked or "multiple" in select.attributes or select.typed is not None:
        return marked or [each for each in listed if option_value(each) == ""][:1]
    return [each for each in listed if not is_disabled(each)][:1] or listed[:1]


def _marked(listed: list[Node]) -> list[Node]:
    return [each for each in listed if each.attributes.get("selected") not in {None, False}]


def option_value(option: Node) -> str:
    """The value of an option, which is its text where it has no other."""
    value = option.attributes.get("value")
    return value if isinstance(value, str) else own_text(option)


def is_checked(node: Node) -> bool:
    """Whether a box, a radio button or a switch is on, or an option is chosen."""
    if node.tag == "option":
        above = next((each for each in node.above() if each.tag == "select"), None)
        return above is not None and node in chosen(above)
    if node.tag == "input" and input_type(node) in CHECKED_TYPES:
        return node.checked is True
    return node.told("aria-checked") in {"true", "mixed"}


def is_disabled(node: Node) -> bool:
    """Whether an element cannot be used: by its own word, or since it stands in a disabled fieldset."""
    if "disabled" in node.attributes or node.told("aria-disabled") == "true":
        return True
    if node.tag not in USABLE:
        return False
    inside = node
    for above in node.above():
        if above is not node and above.tag in {"fieldset", "optgroup"} and "disabled" in above.attributes:
            first = next((child for child in above.children() if child.tag == "legend"), None)
            if first is not inside:
                return True
        inside = above
    return False
