"""Values of style sheets: variables in their places, and the texts that a style puts before or after an element."""

import re
from typing import Final

from devrev_sessions.screen.style.index import Declared
from devrev_sessions.screen.tree import Node

Variables = tuple[tuple[str, str], ...]
MOST_TURNS: Final = 8
"""Variables within variables."""
MOST_TEXT: Final = 2_000
"""Characters of one value."""
AS_WRITTEN: Final = frozenset({"content", "animation", "animation-name"})
"""Whose values hold texts and names, in which small letters are not large ones."""
_VARIABLE: Final = re.compile(r"var\(\s*(--[^\s,)]+)\s*(?:,([^()]*(?:\([^()]*\)[^()]*)*))?\)")
_CONTENT: Final = re.compile(
    r"""(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|attr\(\s*(?P<name>[\w-]+)\s*\)""", re.DOTALL
)
_ESCAPED: Final = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)


class VariablesByElement:
    """The variables of elements: their own, and those of the elements around them."""

    def __init__(self) -> None:
        self._known: dict[tuple[Variables, int], tuple[Variables, Variables]] = {}

    def of(self, told: Declared, around: Variables) -> Variables:
        """The variables of an element for which something was declared, within one that has those around."""
        own = tuple((name, value) for name, value in told.items() if name.startswith("--"))
        if not own:
            return around
        # Most elements are told the same within the same, as by a rule for all of them.
        key = (own, id(around))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = (around, _with(dict(own), around))
        return found[1]


def _with(own: dict[str, str], around: Variables) -> Variables:
    before = dict(around)
    for _ in range(min(len(own), MOST_TURNS)):
        if not any("var(" in value for value in own.values()):
            break
        known = {**before, **own}
        own = {name: _filled_in(value, known) for name, value in own.items()}
    after = {**before, **own}
    return around if after == before else tuple(after.items())


def settled(told: Declared, variables: dict[str, str]) -> Declared:
    """With the values of variables in their places; what needs one that is not there says nothing."""
    found: Declared = {}
    for name, value in told.items():
        if "var(" not in value:
            found[name] = value if name in AS_WRITTEN else value.lower()
        elif not name.startswith("--") and "var(" not in (filled := _filled_in(value, variables)):
            found[name] = filled if name in AS_WRITTEN else filled.lower()
    return found


def _filled_in(value: str, variables: dict[str, str]) -> str:
    for _ in range(MOST_TURNS):
        if "var(" not in value:
            break
        if len(value) > MOST_TEXT:
            return ""
        value = _VARIABLE.sub(
            lambda found: variables.get(found[1], found[2].strip() if found[2] is not None else found[0]), value
        )
    return value


def content_text(value: str, node: Node) -> str:
    """The text of a `content`: strings, and attributes of the element."""
    parts: list[str] = []
    for found in _CONTENT.finditer(value.partition(" / ")[0]):
        if found["string"] is not None:
            parts.append(_ESCAPED.sub(_sign, found["string"][1:-1]))
        elif found["name"]:
            parts.append(node.told(found["name"].lower()))
    return "".join(char for char in "".join(parts) if not "\ue000" <= char <= "\uf8ff" and char < "\U000f0000")


def _sign(found: re.Match[str]) -> str:
    if not found[1]:
        return found[2]
    point = int(found[1], 16)
    return chr(point) if 0 < point < 0x110000 and not 0xD800 <= point < 0xE000 else ""
