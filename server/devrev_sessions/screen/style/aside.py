"""Whether an element is moved aside, or made so small, that nobody sees it."""

import re
from typing import Final

from devrev_sessions.screen.style.conditions import pixels
from devrev_sessions.screen.style.index import Declared

FAR_PX: Final = 900.0
"""Pixels by which a page moves something aside so that nobody sees it; -999px, -9999px and -10000px are usual."""
FAR_MOVED_PX: Final = 5_000.0
"""The same for a transform, by which rows of pictures are moved too, one width of the window after the other."""
_FUNCTION: Final = re.compile(r"([a-z0-9]+)\(([^()]*)\)", re.IGNORECASE)
_FAR_ALWAYS: Final = ("text-indent", "margin-left", "margin-top")
"""What moves an element aside wherever it is placed."""
_SIDES: Final = ("left", "top", "right", "bottom")
CLOSED: Final = frozenset({"hidden", "clip", "scroll", "auto", "overlay"})
"""What cuts off what sticks out of an element, or makes it a thing to scroll."""


def is_placed(told: Declared) -> bool:
    """Whether an element has a position of its own."""
    return told.get("position", "static") not in {"static", ""}


def cuts(told: Declared) -> bool:
    """Whether an element cuts off what sticks out of it on all sides."""
    return told.get("overflow-x", "visible") in CLOSED and told.get("overflow-y", "visible") in CLOSED


def is_far(told: Declared) -> bool:
    """Whether it is moved aside so far that nobody sees it."""
    placed = is_placed(told)
    for name in _FAR_ALWAYS if not placed else (*_FAR_ALWAYS, *_SIDES):
        length = pixels(told.get(name, ""))
        if length is not None and length <= -FAR_PX:
            return True
    return any((length := pixels(moved)) is not None and length <= -FAR_MOVED_PX for moved in _moved(told))


def is_beside(told: Declared, *, placed: bool, cut: bool) -> bool:
    """Whether an element is moved out of the window, as menus are that slide in.

    `placed` is whether it stands in one with a position of its own, `cut` whether that cuts off what sticks out.
    """
    fixed = told.get("position") == "fixed"
    if placed and not cut and not fixed:
        return False
    ends = fixed or cut
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


def is_shrunk(told: Declared) -> bool:
    """Whether an element is made as small as nothing."""
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
