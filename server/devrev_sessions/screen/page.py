"""A page as it stood at a moment: the tree of rrweb's last snapshot before it, with all that changed since."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, cast

from devrev_sessions.screen.changes import mutate
from devrev_sessions.screen.packets import Json, PageEvent
from devrev_sessions.screen.pointing import UNKNOWN, Pointing, carried
from devrev_sessions.screen.style.sheets import Sheets
from devrev_sessions.screen.tree import Node, Tree, number_in, text_in

PARSED, LOADED, SNAPSHOT, CHANGE, META = range(5)
"""Kinds of rrweb's events (EventType)."""
LOOK_AHEAD_MS: Final = 1_000
"""Moves of a pointer are written down together, at the latest half a second after the first (rrweb, mousemove)."""

AT_ONCE_MS: Final = 20
"""Within which a snapshot follows the change that made it due (rrweb, checkoutEveryNms); a page loads for longer."""


@dataclass(slots=True)
class Page:
    """The tree of the page, and what the person did last."""

    tree: Tree = field(default_factory=Tree)
    sheets: Sheets = field(default_factory=Sheets)
    pointing: Pointing = field(default_factory=Pointing)
    address: str = ""
    width: int | None = None
    height: int | None = None
    built_ms: float | None = None
    """When the snapshot was taken that it is built on."""
    changes: int = 0
    """Changes since then."""
    missed: int = 0
    """Changes to nodes that are not in the tree."""
    scrolled: int = 0
    """By how many pixels the page was scrolled down."""

    @property
    def nodes(self) -> dict[int, Node]:
        """The nodes by their ids."""
        return self.tree.nodes

    @property
    def focused(self) -> int | None:
        """The id of the node that has the focus."""
        return self.pointing.focused

    @property
    def clicked(self) -> int | None:
        """The id of the node that was clicked last."""
        return self.pointing.clicked

    @property
    def clicked_ms(self) -> float | None:
        """When it was clicked."""
        return self.pointing.clicked_ms


def page_at(events: Iterable[PageEvent], at_ms: float) -> Page | None:
    """The page at a time, None where no snapshot was taken until then. `events` are in the order of time."""
    page, told_address, loaded = Page(), "", False
    changed_ms, at_once = -math.inf, False
    for event in events:
        if event.at_ms > at_ms:
            lost = page.pointing.focused == UNKNOWN
            if event.kind == SNAPSHOT or (event.at_ms > at_ms + LOOK_AHEAD_MS and not lost):
                break
            if event.kind == CHANGE:
                page.pointing.move(event, at_ms)
                page.pointing.find(event)
            continue
        if event.kind in {PARSED, LOADED}:
            loaded = True
        elif event.kind == META:
            at_once = event.at_ms - changed_ms <= AT_ONCE_MS
            told_address = text_in(event.found, "href") or page.address
            page.width, page.height = number_in(event.found, "width"), number_in(event.found, "height")
        elif event.kind == SNAPSHOT:
            page = _built(event, page, told_address, at_once=at_once, loaded=loaded)
            loaded = False
        elif event.kind == CHANGE and page.tree.root is not None:
            changed_ms = event.at_ms
            _change(page, event, at_ms)
    return page if page.tree.root is not None else None


def _built(event: PageEvent, before: Page, address: str, *, at_once: bool, loaded: bool) -> Page:
    page = Page(address=address or before.address, width=before.width, height=before.height, built_ms=event.at_ms)
    offset = event.found.get("initialOffset")
    page.scrolled = (number_in(cast("Json", offset), "top") or 0) if isinstance(offset, dict) else 0
    node = event.found.get("node")
    if isinstance(node, dict):
        page.tree.root = page.tree.plant(cast("Json", node), None)
    old, new = before.tree.root, page.tree.root
    # A recorder that goes on takes a new snapshot as soon as a change makes it due; one that begins again tells that
    # a page was loaded, or comes a while after the last change.
    goes_on = at_once or (new is not None and old is not None and new.node_id > old.node_id)
    if not loaded and (goes_on or address == before.address):
        page.pointing = carried(before.pointing, before.tree, page.tree)
    return page


def _change(page: Page, event: PageEvent, at_ms: float) -> None:
    found = event.found
    node_id = number_in(found, "id")
    node = page.nodes.get(node_id) if node_id is not None else None
    match found.get("source"):
        case 0:
            page.changes += 1
            page.missed += mutate(page.tree, found)
        case 1 | 2 | 6:
            page.pointing.point(event, page.tree)
            page.pointing.move(event, at_ms)
        case 3 if node is not None and node is page.tree.root:
            page.scrolled = number_in(found, "y") or 0
        case 4:
            page.width, page.height = number_in(found, "width"), number_in(found, "height")
        case 5:
            if node:
                node.typed = text_in(found, "text")
                page.pointing.type_into(node_id, by_hand=found.get("userTriggered") is True)
                node.checked = found.get("isChecked") is True
        case 8 | 13:
            page.sheets.change(found, node)
        case 15:
            page.sheets.adopt(found)
        case _:
            return
