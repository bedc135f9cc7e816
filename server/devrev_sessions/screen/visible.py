"""Which elements of a page are drawn: by their attributes, their own style and the rules of its style sheets.

What stands behind something else, or would have to be scrolled to, is not told apart: that needs a browser.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from devrev_sessions.screen.page import Page
from devrev_sessions.screen.style.aside import CLOSED, cuts, is_beside, is_far, is_placed, is_shrunk
from devrev_sessions.screen.style.cascade import Cascade
from devrev_sessions.screen.style.conditions import pixels, reckoned
from devrev_sessions.screen.style.index import Declared
from devrev_sessions.screen.style.values import Variables, VariablesByElement, content_text, settled
from devrev_sessions.screen.tree import Node

UNSEEN: Final = frozenset({
    "head", "script", "style", "noscript", "template", "link", "meta", "title", "base", "source", "track", "datalist",
    "rp", "param", "area", "defs", "symbol", "metadata", "desc", "clippath", "mask", "pattern", "marker", "filter",
    "lineargradient", "radialgradient", "annotation", "annotation-xml", "noframes", "noembed",
})  # fmt: skip
"""Elements that a browser never draws as text of the page (HTML, rendering; SVG 2, never rendered)."""
NO_SIZE_PX: Final = 1.0
"""Up to this width or height nothing within can be read; hidden labels for readers of screens have 1px."""
NOT_OPAQUE: Final = 0.01
"""Up to this opacity nothing is seen."""
_INSET: Final = re.compile(
    r"inset\(\s*(?:50|100)%|circle\(\s*0|polygon\(\s*0(?:px|%)?\s+0(?:px|%)?\s*(?:,\s*0(?:px|%)?\s+0(?:px|%)?\s*)*\)"
)
_CLIP: Final = re.compile(r"rect\(\s*(?:0|1px|0px)[\s,]+(?:0|1px|0px)[\s,]+(?:0|1px|0px)[\s,]+(?:0|1px|0px)\s*\)")
_LAST_FRAME: Final = frozenset({"forwards", "both"})
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
    variables: Variables = ()
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
        self._variables = VariablesByElement()
        self._popovers = page.pointing.popovers

    def look(self, node: Node, owner: Node | None, around: Look) -> tuple[Look, str, str]:
        """How an element is drawn, and the texts that its style puts before and after what it holds.

        Its display is `none` where neither it nor anything in it is drawn.
        """
        told, before, after = self.cascade.declared(node, owner, around.names, closely=around.rows_closed)
        if not around.variables and self._initial:
            around = replace(around, variables=self._initial)
        if told or around.variables:
            variables = self._variables.of(told, around.variables)
            told = {name: reckoned(value) for name, value in settled(self._animated(told), dict(variables)).items()}
        else:
            variables = around.variables
        display = told.get("display", "").lower()
        display = display if display and display not in {"initial", "revert", "unset"} else self._usual(node)
        if display == "none":
            return Look("none"), "", ""
        look = Look(
            display,
            around.drawn and (display == "contents" or not self._gone(told, around)),
            _veiled(told, around),
            _no_font(told, around),
            told.get("text-transform", around.transform),
            told.get("grid-template-rows", "").strip() == "0fr",
            around.placed or is_placed(told),
            cuts(told) if is_placed(told) else around.cut,
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
        told = settled(told, dict(look.variables))
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
        if around.rows_closed and told.get("overflow-y", "visible") in CLOSED:
            return True
        if not told:
            return False
        return (
            _is_clear(told.get("opacity", ""))
            or told.get("content-visibility") == "hidden"
            or bool(_INSET.match(told.get("clip-path", "")))
            or (told.get("position") in _AWAY and bool(_CLIP.match(told.get("clip", ""))))
            or _is_closed(told)
            or is_far(told)
            or is_shrunk(told)
            or (told.get("position") in _AWAY and is_beside(told, placed=around.placed, cut=around.cut))
        )


def _usual_display(node: Node) -> str:
    """What a browser does where no style says anything (HTML, rendering)."""
    hidden = node.attributes.get("hidden")
    if node.tag in UNSEEN or (node.tag == "dialog" and "open" not in node.attributes) or hidden is not None:
        return "none"
    return ""


def _veiled(told: Declared, around: Look) -> bool:
    said = told.get("visibility", "")
    if said in {"hidden", "collapse"}:
        return True
    return around.veiled and said not in {"visible", "initial"}


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
        if told.get(across, "visible") not in CLOSED or (pixels(told.get(least, "")) or 0) > NO_SIZE_PX:
            continue
        for size in sizes:
            value = told.get(size, "").removesuffix("%") if told.get(size, "") == "0%" else told.get(size, "")
            length = pixels(value)
            if length is not None and length <= NO_SIZE_PX:
                return True
    return False
