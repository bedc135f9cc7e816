"""Changes of style sheets that a program makes by itself, and sheets that stand in no element of the page."""

from typing import Final, cast

from devrev_sessions.screen.packets import Json
from devrev_sessions.screen.tree import Edit, Node, entries, number, number_in, text_in

SPLIT: Final = "/* rr_split */"
"""Parts the texts of one style element (rrweb since 2.0.0-alpha.18)."""
MOST_EDITS: Final = 50_000
"""Of one sheet."""


class Sheets:
    """Sheets by the numbers that the recorder gives them, and which of them a document or a shadow tree adopted."""

    def __init__(self) -> None:
        self.made: dict[int, list[Edit]] = {}
        self.adopted: dict[int, tuple[int, ...]] = {}

    def adopt(self, found: Json) -> None:
        """Read which sheets a document, or an element for its shadow tree, uses from now on."""
        for style in entries(found, "styles"):
            if (name := number_in(style, "styleId")) is not None:
                _insert(self.made.setdefault(name, []), style, "rules", at_end=True)
        host, listed = number_in(found, "id"), found.get("styleIds")
        if host is not None and isinstance(listed, list):
            names = (number(each) for each in cast("list[object]", listed))
            self.adopted[host] = tuple(name for name in names if name is not None)

    def change(self, found: Json, node: Node | None) -> None:
        """Read rules put in, taken out or set: of a sheet of its own number, or of an element's."""
        name = number_in(found, "styleId")
        edits = self.made.setdefault(name, []) if name is not None else node.edits if node else None
        if edits is None or len(edits) > MOST_EDITS:
            return
        for all_of_it in ("replace", "replaceSync"):
            if isinstance(text := found.get(all_of_it), str):
                edits[:] = [Edit((), text)]
        for gone in entries(found, "removes"):
            if at := _places(gone.get("index")):
                edits.append(Edit(at, None))
        _insert(edits, found, "adds", at_end=False)
        at = _places(found.get("index"))
        for how in ("set", "remove"):
            changed = found.get(how)
            if at and isinstance(changed, dict):
                fields = cast("Json", changed)
                weight = "!important" if fields.get("priority") == "important" else ""
                value = text_in(fields, "value") + weight if how == "set" else ""
                edits.append(Edit(at, value, text_in(fields, "property").lower()))


def _insert(edits: list[Edit], found: Json, name: str, *, at_end: bool) -> None:
    for each in entries(found, name):
        rule, told = text_in(each, "rule"), each.get("index")
        # A place that is left out is the first one (CSSOM, insertRule).
        at = _places(told) if told is not None else (MOST_EDITS,) if at_end else (0,)
        if rule and at and len(edits) <= MOST_EDITS:
            edits.append(Edit(at, rule))


def _places(value: object) -> tuple[int, ...]:
    listed = cast("list[object]", value) if isinstance(value, list) else [value]
    places = [number(each) for each in listed[:20]]
    return tuple(each for each in places if each is not None and each >= 0) if None not in places else ()


def unfold(style: Node) -> None:
    """Give the texts of a style element what the recorder kept for all of them, before one of them changes."""
    kept = style.attributes.pop("_cssText", None)
    style.edits.clear()
    if not isinstance(kept, str):
        return
    texts = list(style.children())
    parts = kept.split(SPLIT)
    if len(parts) == len(texts):
        for text, part in zip(texts, parts, strict=True):
            text.text = part
    elif texts:
        texts[0].text = kept.replace(SPLIT, "")
        for text in texts[1:]:
            text.text = ""


def sheet_text(node: Node) -> str:
    """The text of an element's style sheet; empty where it has none, or nobody wrote it down."""
    kept = node.told("_cssText")
    if kept or node.tag != "style":
        return kept
    return "".join(child.text for child in node.children())
