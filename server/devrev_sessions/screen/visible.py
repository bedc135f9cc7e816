"""Which elements of a page are drawn: by their attributes, their own style and the rules of its style sheets.

What stands behind something else, or would have to be scrolled to, is not told apart: that needs a browser.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from devrev_sessions.screen.cascade import Cascade
from devrev_sessions.screen.index import Declared
from devrev_sessions.screen.conditions import pixels, reckoned
from devrev_sessions.screen.page import Page
from devrev_sessions.screen.tree import Node

UNSEEN: Final = frozenset({
    "head", "script", "style", "noscript", "template", "link", "meta", "title", "base", "source", "track", "datalist",
    "rp", "param", "area", "defs", "symbol", "metadata", "desc", "clippath", "mask", "pattern", "marker", "filter",
    "lineargradient", "radialgradient", "annotation", "annotation-xml", "noframes", "noembed",
})  # fmt: skip
"""Elements that a browser never draws as text of the page (HTML, rendering; SVG 2, never rendered)."""
FAR_PX: Final = 900.0
"""Pixels by which a page moves something aside so that nobody sees it; -999px, -9999px and -10000px are usual."""
FAR_MOVED_PX: Final = 5_000.0
"""The same for a transform, by which rows of pictures are moved too, one width of the window after the other."""
NO_SIZE_PX: Final = 1.0
"""Up to this width or height nothing within can be read; hidden labels for readers of screens have 1px."""
NOT_OPAQUE: Final = 0.01
"""Up to this opacity nothing is seen."""
_VARIABLE: Final = re.compile(r"var\(\s*(--[^\s,)]+)\s*(?:,([^()]*(?:\([^()]*\)[^()]*)*))?\)")
_FUNCTION: Final = re.compile(r"([a-z0-9]+)\(([^()]*)\)", re.IGNORECASE)
_INSET: Final = re.compile(
    r"inset\(\s*(?:50|100)%|circle\(\s*0|polygon\(\s*0(?:px|%)?\s+0(?:px|%)?\s*(?:,\s*0(?:px|%)?\s+0(?:px|%)?\s*)*\)"
)
_CLIP: Final = re.compile(r"rect\(\s*(?:0|1px|0px)[\s,]+(?:0|1px|0px)[\s,]+(?:0|1px|0px)[\s,]+(?:0|1px|0px)\s*\)")
_CLOSED: Final = frozenset({"hidden", "clip", "scroll", "auto", "overlay"})
_LAST_FRAME: Final = frozenset({"forwards", "both"})
_FAR_ALWAYS: Final = ("text-indent", "margin-left", "margin-top")
"""What moves an element aside wherever it is placed."""
_SIDES: Final = ("left", "top", "right", "bottom")
_AWAY: Final = frozenset({"absolute", "fixed"})


@dataclass(frozen=True, slots=True)
class Look:
    """How an element is drawn, with all that it has from those around it."""

    display: str = "block"
    drawn: bool = True
    """False where it stands in something clear, clipped, moved aside or without size."""
    veiled: bool = False
    """Whether its visibility is hidden; an element within may be visible again."""
    no_font: bool = False
    transform: str = ""
    rows_closed: bool = False
    """Whether it is a grid whose only row has no height."""
    placed: bool = False
    """Whether it stands in an element that has a position of its own."""
    cut: bool = False
    """Whether that element cuts off what sticks out of it."""
    variables: tuple[tuple[str, str], ...] = ()
    names: frozenset[str] = frozenset()
    """Tags, classes and ids of the elements around those within."""

    @property
    def seen(self) -> bool:
        """Whether a text in it was seen."""
        return self.drawn and not self.veiled and not self.no_font


class Visibility:
    """Tells of one page how its elements are drawn."""

    def __init__(self, page: Page) -> None:
        self.cascade = Cascade(page)
        self._initial = tuple(self.cascade.initial.items())
        self._popovers = page.pointing.popovers

    def look(self, node: Node, owner: Node | None, around: Look) -> tuple[Look, str, str]:
        """How an element is drawn, and the texts that its style puts before and after what it holds.

        Its display is `none` where neither it nor anything in it is drawn.
        """
        told, before, after = self.cascade.declared(node, owner, around.names, closely=around.rows_closed)
        if not around.variables and self._initial:
            around = replace(around, variables=self._initial)
        if told or around.variables:
            variables = _variables(told, around.variables)
            told = {name: reckoned(value) for name, value in _settled(self._animated(told), dict(variables)).items()}
        else:
            variables = around.variables
        display = told.get("display", "").lower()
        display = display if display and display not in {"initial", "revert", "unset"} else self._usual(node)
        if display == "none":
            return Look("none"), "", ""
        look = Look(
            display,
            around.drawn and (display == "contents" or not self._gone(told, around)),
            _veiled(told, around, node),
            _no_font(told, around),
            told.get("text-transform", around.transform),
            told.get("grid-template-rows", "").strip() == "0fr",
            around.placed or _is_placed(told),
            _cuts(told) if _is_placed(told) else around.cut,
            variables,
            self.cascade.names_in(node, around.names) if node.first is not None else around.names,
        )
        return look, self._put(node, before, look), self._put(node, after, look)

    def _usual(self, node: Node) -> str:
        if "popover" in node.attributes and node.told("id") not in self._popovers:
            return "none"
        return _usual_display(node)

    def _put(self, node: Node, told: Declared, look: Look) -> str:
        """The text of `::before` or `::after`; signs of fonts of icons, which mean nothing by themselves, are none."""
        if "content" not in told or not look.seen:
            return ""
        told = _settled(told, dict(look.variables))
        if told.get("display") == "none" or told.get("visibility") == "hidden" or self._gone(told, look):
            return ""
        return content_text(told["content"], node)

    def _animated(self, told: Declared) -> Declared:
        """With what the last frame of an animation leaves behind, where it leaves anything."""
        words = re.split(r"[\s,]+", told.get("animation", ""))
        names = [*re.split(r"[\s,]+", told.get("animation-name", "")), *words]
        fill = {*re.split(r"[\s,]+", told.get("animation-fill-mode", "")), *words}
        if not fill & _LAST_FRAME:
            return told
        for name in names:
            if name in self.cascade.frames:
                told = {**told, **self.cascade.frames[name]}
        return told

    def _gone(self, told: Declared, around: Look) -> bool:
        """Whether an element is drawn so that neither it nor anything in it can be seen."""
        if around.rows_closed and told.get("overflow-y", "visible") in _CLOSED:
            return True
        if not told:
            return False
        return (
            _is_clear(told.get("opacity", ""))
            or told.get("content-visibility") == "hidden"
            or bool(_INSET.match(told.get("clip-path", "")))
            or (told.get("position") in _AWAY and bool(_CLIP.match(told.get("clip", ""))))
            or _is_closed(told)
            or _is_far(told)
            or _is_shrunk(told)
            or (told.get("position") in _AWAY and self._is_beside(told, around))
        )

    def _is_beside(self, told: Declared, around: Look) -> bool:
        """Whether it is moved out of the window, as menus are that slide in."""
        fixed = told.get("position") == "fixed"
        if around.placed and not around.cut and not fixed:
            return False
        ends = fixed or around.cut
        moved_x, moved_y = _moved(told)
        for side, size, moved, full in (
            ("left", "width", moved_x, -100.0), ("right", "width", moved_x, 100.0),
            ("top", "height", moved_y, -100.0), ("bottom", "height", moved_y, 100.0),
        ):  # fmt: skip
            value = told.get(side, "").strip()
            near = pixels(value)
            if near is not None and near <= 0 and moved.endswith("%") and _beyond(moved, full):
                return True
            if value.endswith(("%", "vw", "vh")) and (value.startswith("-100") or (ends and value == "100%")):
                return True
            extent = pixels(told.get(size, ""))
            if near is not None and near < 0 and extent and -near >= extent:
                return True
        return False


def _usual_display(node: Node) -> str:
    """What a browser does where no style says anything (HTML, rendering)."""
    hidden = node.attributes.get("hidden")
    if node.tag in UNSEEN or (node.tag == "dialog" and "open" not in node.attributes) or hidden is not None:
        return "none"
    return ""


def _variables(told: Declared, around: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    own = {name: value for name, value in told.items() if name.startswith("--")}
    if not own:
        return around
    known = dict(around)
    for _ in range(len(own) if len(own) < 5 else 5):
        own = {name: _filled_in(value, {**known, **own}) for name, value in own.items()}
    return tuple({**known, **own}.items())


def _settled(told: Declared, variables: dict[str, str]) -> Declared:
    """With the values of variables in their places; what needs one that is not there says nothing."""
    found: Declared = {}
    for name, value in told.items():
        if "var(" not in value:
            found[name] = value if name in {"content", "animation", "animation-name"} else value.lower()
        elif not name.startswith("--") and "var(" not in (filled := _filled_in(value, variables)):
            found[name] = filled if name == "content" else filled.lower()
    return found


def _filled_in(value: str, variables: dict[str, str]) -> str:
    for _ in range(8):
        if "var(" not in value or len(value) > 2_000:
            break
        value = _VARIABLE.sub(
            lambda found: variables.get(found[1], found[2].strip() if found[2] is not None else found[0]), value
        )
    return value


def _veiled(told: Declared, around: Look, node: Node) -> bool:
    said = told.get("visibility", "")
    if said in {"hidden", "collapse"}:
        return True
    return around.veiled and said not in {"visible", "initial"}


def _is_placed(told: Declared) -> bool:
    return told.get("position", "static") not in {"static", ""}


def _cuts(told: Declared) -> bool:
    return told.get("overflow-x", "visible") in _CLOSED and told.get("overflow-y", "visible") in _CLOSED


def _no_font(told: Declared, around: Look) -> bool:
    size = told.get("font-size", "")
    if not size or size in {"inherit", "unset"}:
        return around.no_font
    length = pixels(size)
    if length == 0:
        return True
    # What is said in parts of the size around stays nothing where that is nothing.
    return around.no_font and size.endswith(("%", "em")) and not size.endswith("rem")


def _is_clear(value: str) -> bool:
    percent = value.endswith("%")
    told = pixels(value.removesuffix("%")) if value else None
    return told is not None and (told / 100 if percent else told) <= NOT_OPAQUE


def _is_closed(told: Declared) -> bool:
    """Whether it has no room, and cuts off what has none."""
    for across, sizes, least in (
        ("overflow-y", ("height", "max-height"), "min-height"),
        ("overflow-x", ("width", "max-width"), "min-width"),
    ):
        if told.get(across, "visible") not in _CLOSED or (pixels(told.get(least, "")) or 0) > NO_SIZE_PX:
            continue
        for size in sizes:
            value = told.get(size, "").removesuffix("%") if told.get(size, "") == "0%" else told.get(size, "")
            length = pixels(value)
            if length is not None and length <= NO_SIZE_PX:
                return True
    return False


def _is_far(told: Declared) -> bool:
    """Whether it is moved aside so far that nobody sees it."""
    placed = _is_placed(told)
    for name in _FAR_ALWAYS if not placed else (*_FAR_ALWAYS, *_SIDES):
        length = pixels(told.get(name, ""))
        if length is not None and length <= -FAR_PX:
            return True
    return any((length := pixels(moved)) is not None and length <= -FAR_MOVED_PX for moved in _moved(told))


def _is_shrunk(told: Declared) -> bool:
    scale = told.get("scale", "").split()
    factors = [
        part
        for name, inner in _FUNCTION.findall(told.get("transform", ""))
        if name.lower() in {"scale", "scalex", "scaley", "scale3d"}
        for part in inner.split(",")
    ]
    return any(pixels(part.strip().removesuffix("%")) == 0 for part in (*scale, *factors))


def _moved(told: Declared) -> tuple[str, str]:
    """How far it is moved to the right and down."""
    x, y = "", ""
    own = told.get("translate", "").split()
    if own and own[0] != "none":
        x, y = own[0], own[1] if len(own) > 1 else ""
    for name, inner in _FUNCTION.findall(told.get("transform", "")):
        parts = [part.strip() for part in inner.split(",")]
        match name.lower():
            case "translatex":
                x = parts[0]
            case "translatey":
                y = parts[0]
            case "translate" | "translate3d":
                x, y = parts[0], parts[1] if len(parts) > 1 else ""
            case _:
                continue
    return x, y


def _beyond(moved: str, full: float) -> bool:
    told = pixels(moved.removesuffix("%"))
    return told is not None and (told <= full if full < 0 else told >= full)


def content_text(value: str, node: Node) -> str:
    """The text of a `content`: strings, and attributes of the element."""
    parts: list[str] = []
    for found in _CONTENT.finditer(value.partition(" / ")[0]):
        if found["string"] is not None:
            parts.append(_ESCAPED.sub(_sign, found["string"][1:-1]))
        elif found["name"]:
            parts.append(node.told(found["name"].lower()))
    return "".join(char for char in "".join(parts) if not "\ue000" <= char <= "\uf8ff" and char < "\U000f0000")


_CONTENT: Final = re.compile(
    r"""(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|attr\(\s*(?P<name>[\w-]+)\s*\)""", re.DOTALL
)
_ESCAPED: Final = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)


def _sign(found: re.Match[str]) -> str:
    if not found[1]:
        return found[2]
    point = int(found[1], 16)
    return chr(point) if 0 < point < 0x110000 and not 0xD800 <= point < 0xE000 else ""
