"""Whether the conditions of a style sheet held: of the window's size, of the device, of what a browser can do."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from devrev_sessions.screen.style.css import parted

ROOT_FONT: Final = 16.0
"""Pixels of one em where nobody chose otherwise (the default of all browsers)."""
_LENGTHS: Final = {"px": 1.0, "em": ROOT_FONT, "rem": ROOT_FONT, "pt": 4 / 3, "cm": 37.8, "mm": 3.78, "in": 96.0}
_NUMBER: Final = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*([a-z%]*)", re.IGNORECASE)
_CALC: Final = re.compile(
    r"calc\(\s*(?P<first>[+-]?[\d.]+[a-z%]*)\s*(?:(?P<sign>[*/+-])\s*(?P<second>[+-]?[\d.]+[a-z%]*)[^()]*)?\)",
    re.IGNORECASE,
)
_COMPARED: Final = re.compile(r"(<=|>=|<|>|=)")
_TURNED: Final = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "="}
_USUAL: Final = {
    "prefers-color-scheme": "light", "prefers-reduced-motion": "no-preference", "prefers-contrast": "no-preference",
    "prefers-reduced-transparency": "no-preference", "prefers-reduced-data": "no-preference", "forced-colors": "none",
    "inverted-colors": "none", "display-mode": "browser", "scripting": "enabled", "update": "fast",
    "scan": "progressive",
    "color-gamut": "srgb", "dynamic-range": "standard", "overflow-block": "scroll", "overflow-inline": "scroll",
}  # fmt: skip
"""What holds on most devices; nobody wrote down what held on this one."""
_ABLE: Final = frozenset({"color"})
DEFAULT_SIZE: Final = (1280, 720)
"""Of a window whose size nobody wrote down."""
MOST_TEXT: Final = 4_000
"""Characters of one condition."""


@dataclass(frozen=True, slots=True)
class Window:
    """The size of a window in pixels, and whether it is touched by fingers."""

    width: int | None = None
    height: int | None = None
    touched: bool = False

    def fits(self, query: str) -> bool:
        """Whether one of the queries of a list holds (Media Queries 4); an empty list always does."""
        return not query.strip() or (len(query) <= MOST_TEXT and any(self._one(each) for each in parted(query)))

    def _one(self, query: str) -> bool:
        text = query.lower().strip()
        kind, _, rest = text.partition(" and ")
        first = kind.split()
        turned = first[:1] == ["not"] and not text.startswith("not (") and not text.startswith("not(")
        if turned or first[:1] == ["only"]:
            first = first[1:]
        if not first or first[0].startswith("(") or not first[0].isalpha() or first[0] == "not":
            return _holds(text.removeprefix("only "), self._feature)
        holds = first[0] in {"all", "screen"} and (not rest or _holds(rest, self._feature))
        return holds is not turned

    def _feature(self, text: str) -> bool:
        width, height = self.width or DEFAULT_SIZE[0], self.height or DEFAULT_SIZE[1]
        name, _, value = (part.strip() for part in text.partition(":"))
        if name in {"hover", "any-hover"}:
            return (value or "hover") == ("none" if self.touched else "hover")
        if name in {"pointer", "any-pointer"}:
            return (value or "fine") == ("coarse" if self.touched else "fine")
        if name == "orientation":
            return value == ("portrait" if height >= width else "landscape")
        if name in _USUAL:
            return value == _USUAL[name] if value else _USUAL[name] not in {"none", "no-preference"}
        return name in _ABLE or sized(text, width, height)


def sized(text: str, width: float, height: float) -> bool:
    """Whether a condition about a size holds: `min-width: 40em`, `width >= 600px`, `400px <= width < 700px`."""
    sizes = {"width": width, "height": height, "inline-size": width, "block-size": height, "resolution": 1.0}
    sizes |= {"device-width": width, "device-height": height, "aspect-ratio": width / max(height, 1)}
    name, colon, value = (part.strip() for part in text.partition(":"))
    if colon:
        bound, size = pixels(value), sizes.get(name.removeprefix("min-").removeprefix("max-"))
        if bound is None or size is None:
            return False
        return size >= bound if name.startswith("min-") else size <= bound if name.startswith("max-") else size == bound
    parts = [part.strip() for part in _COMPARED.split(text)]
    if len(parts) == 1:
        return bool(sizes.get(text.strip()))
    return all(_compared(parts[at], parts[at + 1], parts[at + 2], sizes) for at in range(0, len(parts) - 2, 2))


def _compared(left: str, sign: str, right: str, sizes: dict[str, float]) -> bool:
    if left not in sizes:
        left, sign, right = right, _TURNED[sign], left
    size, bound = sizes.get(left), pixels(right)
    if size is None or bound is None:
        return False
    return {"<": size < bound, ">": size > bound, "<=": size <= bound, ">=": size >= bound, "=": size == bound}[sign]


def pixels(value: str) -> float | None:
    """A length in pixels, a plain number or a ratio as it is; None for percents and what only a layout tells."""
    top, slash, bottom = value.partition("/")
    if slash:
        above, below = pixels(top.strip()), pixels(bottom.strip())
        return above / below if above is not None and below else None
    found = _NUMBER.fullmatch(value.strip())
    if not found:
        return None
    unit = found[2].lower()
    if not unit or unit in {"dppx", "x"}:
        return float(found[1])
    if unit == "dpi":
        return float(found[1]) / 96
    return float(found[1]) * _LENGTHS[unit] if unit in _LENGTHS else None


def reckoned(value: str) -> str:
    """A value with each `calc` of two terms as one: a product in full, of a sum the first term, which says enough."""
    if "calc(" not in value:
        return value
    return _CALC.sub(_result, value)


def _result(found: re.Match[str]) -> str:
    terms = (found["first"], found["second"])
    if found["sign"] != "*" or not all(terms):
        return found["first"]
    numbers = [each for term in terms if (each := _NUMBER.fullmatch(term)) is not None]
    if len(numbers) < 2:
        return found["first"]
    return f"{float(numbers[0][1]) * float(numbers[1][1]):g}{numbers[0][2] or numbers[1][2]}"


def supported(text: str) -> bool:
    """Whether a browser of today can do what `@supports` asks for: all that it is asked, so far as is known."""
    return len(text) > MOST_TEXT or _holds(text, lambda asked: not asked.startswith("-ms-"))


def contained(text: str, width: float) -> bool:
    """Whether what `@container` asks of a container's width holds; a container's name is passed over."""
    start = text.find("(")
    condition = text[start:] if not text.lower().startswith("not") else text
    return start >= 0 and len(text) <= MOST_TEXT and _holds(condition, lambda asked: sized(asked, width, width))


def _holds(text: str, ask: Callable[[str], bool], depth: int = 0) -> bool:
    """Whether things in brackets that are joined by `and`, `or` and `not` hold."""
    text = text.strip()
    if depth > 20:
        return False
    if text.lower().startswith("not") and text[3:4] in {" ", "("}:
        return not _holds(text[3:], ask, depth + 1)
    for word, joined in (("or", any), ("and", all)):
        parts = _joined_by(text, word)
        if len(parts) > 1:
            return joined([_holds(part, ask, depth + 1) for part in parts])
    if text.startswith("(") and text.endswith(")"):
        inner = text[1:-1].strip()
        return (
            _holds(inner, ask, depth + 1) if inner[:1] == "(" or inner.lower()[:4] in {"not ", "not("} else ask(inner)
        )
    return ask(text)


def _joined_by(text: str, word: str) -> list[str]:
    """The parts between a word that stands in no brackets."""
    parts: list[str] = []
    depth, start = 0, 0
    for found in re.finditer(rf"[()]|\b{word}\b", text, re.IGNORECASE):
        if found[0] in "()":
            depth += 1 if found[0] == "(" else -1
        elif depth == 0:
            parts.append(text[start : found.start()].strip())
            start = found.end()
    return [*parts, text[start:].strip()]
