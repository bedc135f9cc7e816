"""Selectors of style sheets, read into parts that can be tried on an element (Selectors 4)."""

import re
from dataclasses import dataclass, replace
from typing import Final

from devrev_sessions.screen.style.css import parted

Weight = tuple[int, int, int]
LISTS: Final = frozenset({"not", "is", "where", "matches", "has", "-webkit-any", "host", "host-context"})
"""Take selectors in brackets."""
STEPS: Final = frozenset({"nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type"})
PLAIN: Final = frozenset({
    "hover", "focus", "focus-within", "focus-visible", "active", "checked", "disabled", "enabled", "required",
    "optional", "read-only", "read-write", "placeholder-shown", "empty", "root", "first-child", "last-child",
    "only-child", "first-of-type", "last-of-type", "only-of-type", "link", "any-link", "visited", "target", "open",
    "modal", "popover-open", "defined", "autofill", "-webkit-autofill", "invalid", "valid", "user-invalid",
    "user-valid", "indeterminate", "fullscreen", "host", "scope",
})  # fmt: skip
"""What can be told of an element from what the recorder wrote down; a rule with any other is passed over."""
ELEMENTS: Final = frozenset({"before", "after"})
"""Pseudo-elements that show a text."""
MOST_TEXT: Final = 4_000
"""Characters of one list of selectors."""
MOST_DEPTH: Final = 8
"""Selectors within selectors."""
_NAME: Final = r"(?:[\w-]|[^\x00-\x7f]|\\[0-9a-fA-F]{1,6}\s?|\\.)+"
_PART: Final = re.compile(
    rf"""(?P<blank>\s*[>+~]\s*|\s+) | \.(?P<class>{_NAME}) | \#(?P<id>{_NAME}) | (?P<tag>\*|{_NAME})(?!\|[^=])
    | \[\s*(?P<attribute>{_NAME})\s*(?:(?P<how>[~|^$*]?=)\s*(?P<value>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|{_NAME})
      \s*(?P<fold>[is])?\s*)?\] | (?P<colons>::?)(?P<pseudo>[\w-]+)(?P<opens>\()?""",
    re.VERBOSE,
)
_ESCAPE: Final = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_STEP: Final = re.compile(r"([+-]?\d*)n\s*(?:([+-])\s*(\d+))?|([+-]?\d+)")


@dataclass(frozen=True, slots=True)
class AttributeTest:
    """That an attribute is there, or that its value is, holds, begins or ends with a text."""

    name: str
    how: str
    value: str
    fold: bool


@dataclass(frozen=True, slots=True)
class Pseudo:
    """A pseudo-class: a name with selectors, or with every `step`-th place from `start`."""

    name: str
    inner: "tuple[Selector, ...]" = ()
    step: int = 0
    start: int = 0


@dataclass(frozen=True, slots=True)
class Compound:
    """What is asked of one element."""

    tag: str = ""
    name: str = ""
    classes: frozenset[str] = frozenset()
    attributes: tuple[AttributeTest, ...] = ()
    pseudos: tuple[Pseudo, ...] = ()

    def is_simple(self) -> bool:
        """Whether a tag, an id and classes are all that is asked."""
        return not self.attributes and not self.pseudos


@dataclass(frozen=True, slots=True)
class Selector:
    """Compounds from left to right with what joins them: a blank, `>`, `+` or `~`; `lead` joins the first in `:has`.

    `element` is `before`, `after` or `slotted`, empty for the element itself.
    """

    compounds: tuple[Compound, ...]
    joins: tuple[str, ...]
    weight: Weight
    element: str = ""
    lead: str = " "


def names_around(selector: Selector) -> frozenset[str]:
    """Tags, classes and ids that elements around one must have for a selector to be about it."""
    found: set[str] = set()
    for compound, join in zip(selector.compounds, selector.joins, strict=False):
        if join in {" ", ">"}:
            found |= compound_names(compound.tag, compound.name, compound.classes)
    return frozenset(found)


def compound_names(tag: str, name: str, classes: frozenset[str]) -> set[str]:
    """A tag, an id and classes in one set."""
    found = {f".{each}" for each in classes}
    if tag:
        found.add(tag)
    if name:
        found.add(f"#{name}")
    return found


class _Unknown(Exception):
    """A selector that nobody can try without a browser."""


def selectors_in(text: str, depth: int = 0) -> list[Selector]:
    """The selectors of a list; those that cannot be tried are left out."""
    found: list[Selector] = []
    if len(text) > MOST_TEXT or depth > MOST_DEPTH:
        return found
    for each in parted(text):
        try:
            found.append(_Reader(each, depth).selector())
        except _Unknown:
            continue
    return found


class _Reader:
    def __init__(self, text: str, depth: int) -> None:
        self.text, self.depth = text, depth
        self.at = 0
        self.now = Compound()
        self.begun = False
        self.element = ""
        self.compounds: list[Compound] = []
        self.joins: list[str] = []
        self.weight = [0, 0, 0]
        self.lead = " "

    def selector(self) -> Selector:
        """The one selector of the text."""
        while self.at < len(self.text):
            found = _PART.match(self.text, self.at)
            if found is None or (self.element and not found["blank"]):
                raise _Unknown
            self.at = found.end()
            self._take(found)
        if not self.begun:
            raise _Unknown
        self.compounds.append(self.now)
        weight = (self.weight[0], self.weight[1], self.weight[2])
        return Selector(tuple(self.compounds), tuple(self.joins), weight, self.element, self.lead)

    def _take(self, found: re.Match[str]) -> None:
        if (blank := found["blank"]) is not None:
            join = blank.strip() or " "
            if not self.begun and not self.compounds:
                self.lead = join
                return
            self.compounds.append(self.now)
            self.joins.append(join)
            self.now, self.begun = Compound(), False
            return
        self.begun = True
        if (name := found["class"]) is not None:
            self._weigh(1)
            self.now = replace(self.now, classes=self.now.classes | {plain_name(name)})
        elif (name := found["id"]) is not None:
            self._weigh(0)
            self.now = replace(self.now, name=plain_name(name))
        elif (name := found["tag"]) is not None:
            self.now = replace(self.now, tag="" if name == "*" else plain_name(name).lower())
            self._weigh(2) if name != "*" else None
        elif (name := found["attribute"]) is not None:
            self._weigh(1)
            value = found["value"] or ""
            value = plain_name(value[1:-1] if value[:1] in {"'", '"'} else value)
            test = AttributeTest(plain_name(name).lower(), found["how"] or "", value, found["fold"] == "i")
            self.now = replace(self.now, attributes=(*self.now.attributes, test))
        else:
            self._pseudo(found)

    def _pseudo(self, found: re.Match[str]) -> None:
        name, within = found["pseudo"].lower(), self._bracket() if found["opens"] else ""
        if name in ELEMENTS:
            self.element = name
            self._weigh(2)
        elif name == "slotted" and within:
            inner = selectors_in(within, self.depth + 1)
            if len(inner) != 1 or len(inner[0].compounds) != 1:
                raise _Unknown
            self.now, self.compounds, self.joins = inner[0].compounds[0], [], []
            self.element = name
            self._add(inner[0].weight)
        elif found["colons"] == "::":
            raise _Unknown
        elif name in STEPS and within:
            self._weigh(1)
            self._also(_stepped(name, within))
        elif name in LISTS and within:
            self._listed(name, within)
        elif name in PLAIN and not within:
            self._weigh(1)
            self._also(Pseudo(name))
        else:
            raise _Unknown

    def _listed(self, name: str, within: str) -> None:
        inner = tuple(selectors_in(within, self.depth + 1))
        if name in {"not", "has"} and len(inner) < len(parted(within)):
            raise _Unknown
        if name != "where":
            self._add(max((each.weight for each in inner), default=(0, 0, 0)))
        if name in {"host", "host-context"}:
            self._weigh(1)
        only = inner[0] if len(inner) == 1 and name in {"is", "where", "matches"} else None
        if only and len(only.compounds) == 1 and not only.element:
            self._merge(only.compounds[0])
        else:
            self._also(Pseudo(name, inner))

    def _merge(self, other: Compound) -> None:
        if (other.tag and self.now.tag) or (other.name and self.now.name):
            self._also(Pseudo("is", (Selector((other,), (), (0, 0, 0)),)))
            return
        self.now = Compound(
            other.tag or self.now.tag,
            other.name or self.now.name,
            self.now.classes | other.classes,
            self.now.attributes + other.attributes,
            self.now.pseudos + other.pseudos,
        )

    def _also(self, pseudo: Pseudo) -> None:
        self.now = replace(self.now, pseudos=(*self.now.pseudos, pseudo))

    def _weigh(self, place: int) -> None:
        self.weight[place] += 1

    def _add(self, weight: Weight) -> None:
        self.weight = [mine + more for mine, more in zip(self.weight, weight, strict=True)]

    def _bracket(self) -> str:
        """What stands up to the bracket that closes."""
        start, depth = self.at, 1
        while self.at < len(self.text):
            char = self.text[self.at]
            depth += (char == "(") - (char == ")")
            self.at += 2 if char == "\\" else 1
            if depth == 0:
                return self.text[start : self.at - 1].strip()
        raise _Unknown


def _stepped(name: str, text: str) -> Pseudo:
    plain = {"odd": "2n+1", "even": "2n"}.get(text.lower(), text.lower())
    found = _STEP.fullmatch(plain.strip())
    if found is None or len(plain) > 20:
        raise _Unknown
    if found[4] is not None:
        return Pseudo(name, step=0, start=int(found[4]))
    step = int(found[1] + "1") if found[1] in {"", "+", "-"} else int(found[1])
    return Pseudo(name, step=step, start=int(f"{found[2] or '+'}{found[3] or 0}"))


def plain_name(name: str) -> str:
    """A name without its escapes."""
    if "\\" not in name:
        return name
    return _ESCAPE.sub(lambda found: _sign(found[1]) if found[1] else found[2], name)


def _sign(digits: str) -> str:
    point = int(digits, 16)
    return chr(point) if 0 < point < 0x110000 else "\ufffd"
