"""The rules of style sheets that bear on what is seen, with the layers and conditions that they stand in."""

import re
from collections.abc import Iterable, Iterator, Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from devrev_sessions.screen.style.conditions import Window, pixels, reckoned, supported
from devrev_sessions.screen.style.css import Block, parted
from devrev_sessions.screen.style.selectors import Selector, Weight, names_around, plain_name, selectors_in

Layer = tuple[int, ...]
Rank = tuple[int, Layer, Weight, int]
"""Of two declarations the one of the greater rank holds: importance, layer, weight of the selector, order."""
Frames = dict[str, dict[str, str]]
"""Of animations by name: what their last frame declares."""
NO_LAYER: Final = 10**5
"""Comes after all layers (CSS Cascade 5)."""
_READ: Final = (
    "display", "visibility", "opacity", "overflow", "overflow-x", "overflow-y", "height", "width", "max-height",
    "max-width", "min-height", "min-width", "clip", "clip-path", "-webkit-clip-path", "position", "left", "right",
    "top", "bottom", "inset", "transform", "translate", "scale", "text-indent", "content-visibility", "content",
    "text-transform", "font-size", "font", "animation", "animation-name", "animation-fill-mode",
    "grid-template-rows", "container-type", "container", "margin-left", "margin-top",
)  # fmt: skip
_BEARS: Final = re.compile(rf"(?:^|[;\s])(?:{'|'.join(_READ)})\s*:|--", re.IGNORECASE)
_KNOWN: Final = frozenset(_READ)
EXPANDED: Final = {"overflow": ("overflow-x", "overflow-y"), "inset": ("top", "right", "bottom", "left")}
_ALWAYS: Final = frozenset({
    "display", "visibility", "text-transform", "content", "container-type", "grid-template-rows", "content-visibility",
})  # fmt: skip
_SIZES: Final = frozenset({"width", "height", "max-width", "max-height"})
_SIDES: Final = frozenset({"left", "right", "top", "bottom", "text-indent", "margin-left", "margin-top"})
_MOVES: Final = frozenset({
    "transform", "translate", "scale", "clip", "clip-path", "animation", "animation-name", "animation-fill-mode",
})  # fmt: skip
_INNERMOST: Final = re.compile(r"(?<!\\)\((?:[^()\\]|\\.)*\)|(?<!\\)\[(?:[^\[\]\\]|\\.)*\]")
_ASKED: Final = re.compile(r"(?<!\\)[.#](?:\\[0-9a-fA-F]{1,6}\s?|\\.|[^\s.#:>+~,*|\\])+")
_VARIABLE: Final = re.compile(r"var\(\s*(--[^\s,)]+)")
_CONTAINER_TYPES: Final = frozenset({"size", "inline-size", "normal"})
MOST_RULES: Final = 200_000
MOST_NAME: Final = 4_000


@dataclass(frozen=True, slots=True)
class Rule:
    """One selector with what is declared for it: name, value, and whether it is important."""

    selector: Selector
    declared: tuple[tuple[str, str, bool], ...]
    layer: Layer
    barred: Layer
    """The layer in the order that holds among important declarations, which is the other way round."""
    containers: tuple[str, ...]
    order: int
    simple: bool
    """Whether its last compound asks for a tag, an id and classes alone, and nothing else is asked."""
    around: frozenset[str]
    """Tags, classes and ids that elements around must have."""
    hides: bool
    """Whether it may hide something, or bears on how texts are parted."""


@dataclass(frozen=True, slots=True)
class Found:
    """A rule before the layers of all sheets are put in order."""

    head: str
    declared: dict[str, tuple[str, bool]]
    layer: tuple[str, ...]
    containers: tuple[str, ...]


@dataclass(slots=True)
class Sheet:
    """What one sheet holds: rules, names of layers in order, and last frames of animations."""

    rules: list[Found] = field(default_factory=list[Found])
    layers: list[tuple[str, ...]] = field(default_factory=list[tuple[str, ...]])
    frames: Frames = field(default_factory=dict[str, dict[str, str]])
    initial: dict[str, str] = field(default_factory=dict[str, str])
    """What variables hold where nothing is said (CSS Properties and Values)."""

    @classmethod
    def read(cls, blocks: Iterable[Block], window: Window) -> "Sheet":
        """The rules of blocks whose conditions hold in a window."""
        sheet = cls()
        waiting = [(block, "", (), ()) for block in reversed(list(blocks))]
        stack: list[tuple[Block, str, tuple[str, ...], tuple[str, ...]]] = list(waiting)
        while stack and len(sheet.rules) < MOST_RULES:
            block, around, layer, containers = stack.pop()
            head = block.head
            if not head.startswith("@"):
                around = _nested(head, around)
                sheet._take(block.declared, around, layer, containers)
            else:
                name, _, rest = head[1:].partition(" ") if "(" not in head.split(" ")[0] else _at_bracket(head)
                name, rest = name.lower(), rest.strip()
                if name in {"keyframes", "-webkit-keyframes"}:
                    sheet._frame(rest, block)
                    continue
                if name == "property":
                    sheet.initial.update((rest, value) for value in _value_of(block, "initial-value"))
                    continue
                if name == "layer":
                    sheet._name_layers(rest, layer, statement=not block.inner and not block.declared)
                    layer = (*layer, *(rest or f"#{len(sheet.layers)}").split("."))
                    if not rest:
                        sheet.layers.append(layer)
                elif name == "container":
                    containers = (*containers, rest)
                elif not _enters(name, rest, window):
                    continue
                if around:
                    sheet._take(block.declared, around, layer, containers)
            stack.extend((each, around, layer, containers) for each in reversed(block.inner))
        return sheet

    def _name_layers(self, text: str, around: tuple[str, ...], *, statement: bool) -> None:
        for each in parted(text) if statement or text else ():
            name = (*around, *each.split("."))
            if each and name not in self.layers[-500:]:
                self.layers.append(name)

    def _take(self, declared: list[str], head: str, layer: tuple[str, ...], containers: tuple[str, ...]) -> None:
        if not head or len(head) > MOST_NAME or not any(_BEARS.search(each) for each in declared):
            return
        told = _declared(declared)
        if told:
            self.rules.append(Found(head, told, layer, containers))

    def _frame(self, name: str, block: Block) -> None:
        for each in block.inner:
            if any(part in {"to", "100%"} for part in parted(each.head.lower())):
                told = {key: value for key, (value, _) in _declared(each.declared).items()}
                self.frames.setdefault(name.strip("\"'"), {}).update(told)


def _value_of(block: Block, name: str) -> list[str]:
    parted_ones = (part.partition(":") for part in block.declared)
    return [value.strip() for key, _, value in parted_ones if key.strip().lower() == name]


def _at_bracket(head: str) -> tuple[str, str, str]:
    place = head.find("(")
    return head[1:place], "", head[place:]


def _enters(name: str, rest: str, window: Window) -> bool:
    if name == "media":
        return window.fits(rest)
    return name == "supports" and supported(rest)


def _nested(head: str, around: str) -> str:
    """The selectors of a rule within another (CSS Nesting)."""
    if not around:
        return head
    if len(around) + len(head) > MOST_NAME:
        return ""
    parent = f":is({around})"
    return ",".join(each.replace("&", parent) if "&" in each else f"{parent} {each}" for each in parted(head) if each)


def _declared(parts: Iterable[str]) -> dict[str, tuple[str, bool]]:
    found: dict[str, tuple[str, bool]] = {}
    for part in parts:
        name, colon, value = part.partition(":")
        name = name.strip()
        own = name.startswith("--")
        name = name if own else name.lower()
        if not colon or not (own or name in _KNOWN):
            continue
        text, mark, _ = value.partition("!")
        important = bool(mark) and "important" in value
        if name in found and found[name][1] and not important:
            continue
        for each, written in expanded({name: text.strip() if important else value.strip()}).items():
            found[each] = (written, important)
    return found


def expanded(declared: dict[str, str]) -> dict[str, str]:
    """Declarations with those that stand for several taken apart."""
    found: dict[str, str] = {}
    for name, value in declared.items():
        if name == "overflow":
            parts = value.split() or [""]
            found["overflow-x"], found["overflow-y"] = parts[0], parts[-1] if len(parts) < 3 else parts[1]
        elif name == "inset":
            parts = (value.split() or [""])[:4]
            sides = [parts[0], parts[1 % len(parts)], parts[2] if len(parts) > 2 else parts[0]]
            sides.append(parts[3] if len(parts) > 3 else sides[1])
            found |= dict(zip(EXPANDED["inset"], sides, strict=True))
        elif name == "container":
            kind = value.rpartition("/")[2].strip()
            found["container-type"] = kind if kind in _CONTAINER_TYPES else "normal"
        elif name == "font":
            size = next((part.partition("/")[0] for part in value.split() if part[:1].isdigit()), "")
            found["font-size"] = size or "1em"
        elif name == "-webkit-clip-path":
            found.setdefault("clip-path", value)
        else:
            found[name] = value
    return found


def rules_of(sheets: Iterable[Sheet], names: AbstractSet[str]) -> Iterator[Rule]:
    """The rules of the sheets of one document or shadow tree, with their ranks.

    `names` are the classes and ids of the page, as `.class` and `#id`; rules that ask for any other are left out.
    """
    listed = list(sheets)
    places = _layer_places(name for sheet in listed for name in sheet.layers)
    needed = _needed(listed)
    order = 0
    for sheet in listed:
        for found in sheet.rules:
            declared = tuple(
                (name, value, important)
                for name, (value, important) in found.declared.items()
                if not name.startswith("--") or name in needed
            )
            if not declared:
                continue
            order += 1
            layer = tuple(places.get(found.layer[: depth + 1], 0) for depth in range(len(found.layer)))
            layer = (*layer, NO_LAYER)
            barred = tuple(-each for each in layer)
            hiding = any(hides(name, value) for name, value, _ in declared)
            head = ",".join(each for each in parted(found.head) if _can_be(each, names))
            for selector in selectors_in(head) if head else ():
                simple = len(selector.compounds) == 1 and selector.compounds[0].is_simple()
                around = names_around(selector)
                yield Rule(selector, declared, layer, barred, found.containers, order, simple, around, hiding)


def _can_be(selector: str, names: AbstractSet[str]) -> bool:
    """Whether all the classes and ids that a selector asks for are on the page, so far as is plain to see."""
    if "(" in selector or "[" in selector:
        # What stands in brackets is one of several ways to be meant, or is no name.
        bare = _INNERMOST.sub("", _INNERMOST.sub("", selector))
        if "(" in bare or "[" in bare:
            return True
        selector = bare
    return all((plain_name(name) if "\\" in name else name) in names for name in _ASKED.findall(selector))


def hides(name: str, value: str) -> bool:
    """Whether a declaration may hide something, or has to be known of every element."""
    if name in _ALWAYS or name.startswith("--") or "var(" in value:
        return True
    value = reckoned(value)
    if name in _SIZES:
        length = pixels(value.removesuffix("%"))
        return length is not None and (length <= 1 and (length == 0 or not value.endswith("%")))
    if name in _SIDES:
        return value.startswith("-") or value == "100%"
    if name in {"opacity", "font-size"}:
        return value.startswith(("0", "."))
    return name in _MOVES and value not in {"none", "auto", "initial", "unset"}


def _layer_places(names: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    """The place of each layer among those it stands beside, in the order in which they were named first."""
    places: dict[tuple[str, ...], int] = {}
    counts: dict[tuple[str, ...], int] = {}
    for name in names:
        for depth in range(len(name)):
            part, above = name[: depth + 1], name[:depth]
            if part not in places:
                places[part] = counts[above] = counts.get(above, 0) + 1
    return places


def _needed(sheets: list[Sheet]) -> set[str]:
    """The names of variables on which a declaration that is read depends."""
    uses: dict[str, set[str]] = {}
    needed: set[str] = set()
    for sheet in sheets:
        for found in sheet.rules:
            for name, (value, _) in found.declared.items():
                if "var(" in value:
                    used = set(_VARIABLE.findall(value))
                    if name.startswith("--"):
                        uses.setdefault(name, set()).update(used)
                    else:
                        needed |= used
    waiting = list(needed)
    while waiting:
        for name in uses.get(waiting.pop(), ()):
            if name not in needed:
                needed.add(name)
                waiting.append(name)
    return needed
