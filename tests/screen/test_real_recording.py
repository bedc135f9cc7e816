"""A page as the real recorder wrote it down in a real browser (pages/record.mjs), told at five moments."""

import gzip
import json
from pathlib import Path
from typing import Final, cast

import pytest

from devrev_sessions.screen.packets import PageEvent, read_packet
from devrev_sessions.screen.page import Page, page_at
from devrev_sessions.screen.seen import Piece, seen_on, title_of

RECORDED: Final = cast(
    "dict[str, list[dict[str, object]]]",
    json.loads((Path(__file__).parent / "pages/checkout.packets.json").read_text(encoding="utf-8")),
)
MOMENTS: Final = {str(moment["about"]): cast("float", moment["at_ms"]) for moment in RECORDED["moments"]}
PACKET: Final = json.dumps(RECORDED["events"]).encode()
LOADED: Final = """
link Parcel
link Cart (2)
link Help
heading Checkout
text Delivery to Ada, arriving tomorrow.
text Green tea, 2 x 4.50
text Rusk, 1 x 1.20
field Street, empty
field Password, empty
field Voucher code, empty
choice Gift wrapping, not checked
field Time, filled
field Note to the driver, empty
button Apply voucher
button Pay now, disabled
picture Map of the way
text Total 10.20
""".strip().split("\n")


def read(packet: bytes = PACKET) -> list[PageEvent]:
    return read_packet(packet)


def at(moment: str) -> Page:
    page = page_at(read(), MOMENTS[moment])
    assert page is not None
    return page


def told(piece: Piece) -> str:
    """A piece in few words."""
    words = [f"{piece.kind} {piece.text}".strip()]
    if piece.filled is not None:
        words.append("filled" if piece.filled else "empty")
    if piece.checked is not None:
        words.append("checked" if piece.checked else "not checked")
    marks = {"disabled": piece.disabled, "focused": piece.focused, "clicked": piece.clicked}
    return ", ".join([*words, *(name for name, true in marks.items() if true)])


def lines(moment: str) -> list[str]:
    return [told(piece) for piece in seen_on(at(moment))]


def test_the_page_as_it_was_loaded_without_what_its_styles_hide() -> None:
    page = at("loaded")
    assert (title_of(page), page.width, page.height, page.missed) == ("Checkout - Parcel", 900, 700, 0)
    assert lines("loaded") == LOADED


def test_fields_are_told_as_filled_and_never_with_what_was_typed() -> None:
    filled = lines("filled in")
    assert filled[7:11] == [
        "field Street, filled",
        "field Password, filled",
        "field Voucher code, empty",
        "choice Gift wrapping, checked, focused, clicked",
    ]
    assert not any("Kettle" in line or "*" in line for line in filled)


def test_what_a_style_shows_for_a_while_is_seen_for_that_while() -> None:
    assert "text Loading prices" in lines("waiting")
    assert "button Apply voucher, focused, clicked" in lines("waiting")
    assert "text Loading prices" not in lines("refused")


def test_what_changed_is_where_it_was_put() -> None:
    refused = lines("refused")
    assert refused[5:8] == ["text Deposit, 1.00", "text Green tea, 2 x 4.50", "text Rusk, 1 x 1.20"]
    assert refused[-2:] == ["text Total 11.20", "message This voucher has expired"]
    assert "button Pay now" in refused


def test_a_dialog_that_opens_is_seen_and_what_was_removed_is_not() -> None:
    asked = lines("asked")
    assert asked[-3:] == ["dialog", "heading Leave this page?", "button Stay, focused"]
    assert not any("Green tea" in line for line in asked)
    assert "text Veiled words" in asked
    assert "button Pay now, clicked" in asked


@pytest.mark.parametrize("pack", ["list", "lines", "object", "texts", "gzip", "packets"])
def test_packets_are_read_however_they_are_packed(pack: str) -> None:
    events = RECORDED["events"]
    written = {
        "list": json.dumps(events).encode(),
        "lines": b"\n".join(json.dumps(event).encode() for event in events),
        "object": json.dumps({"events": events}).encode(),
        "texts": json.dumps([json.dumps(event) for event in events]).encode(),
        "gzip": gzip.compress(json.dumps(events).encode()),
        "packets": json.dumps({"data": {"rrweb_events": events}}).encode(),
    }
    assert read(written[pack]) == read()


def test_before_its_first_snapshot_there_is_no_page() -> None:
    assert page_at(read(), read()[0].at_ms - 1) is None
