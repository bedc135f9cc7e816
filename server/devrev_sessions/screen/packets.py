"""The events of rrweb in what a presigned link leads to: plain or packed, a list, an object around one, or lines."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, cast

import msgspec

Json = dict[str, object]

LARGEST_BYTES: Final = 128 * 2**20
"""Of one packet, expanded."""
_GZIP: Final = b"\x1f\x8b"
_ZLIB: Final = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_INSIDE: Final = ("events", "data", "rrweb_events", "replay", "packets", "snapshots")
"""Under which an object holds the list."""


@dataclass(frozen=True, slots=True)
class PageEvent:
    """One event of rrweb: its kind, its time in milliseconds since 1970, and what it holds."""

    kind: int
    at_ms: float
    found: Json


class UnreadablePacket(Exception):
    """A packet that holds no events of rrweb, with the reason in a few words."""


def read_packet(body: bytes | bytearray) -> list[PageEvent]:
    """The events of a packet in the order written.

    Raises UnreadablePacket.
    """
    raw = _expanded(bytes(body))
    found = [event for value in _values(raw) if (event := _event(value))]
    if not found:
        raise UnreadablePacket("no events of rrweb in it")
    return found


def _expanded(raw: bytes) -> bytes:
    if raw[:2] != _GZIP and raw[:2] not in _ZLIB:
        return raw
    expander = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        out = expander.decompress(raw, LARGEST_BYTES + 1)
    except zlib.error:
        raise UnreadablePacket("it is packed in a way that cannot be unpacked") from None
    if len(out) > LARGEST_BYTES:
        raise UnreadablePacket("it is larger than this server reads")
    return out


def _values(raw: bytes) -> Iterator[object]:
    """Every value that may be an event: of a list, of an object's list, or of the lines."""
    try:
        whole = cast("object", msgspec.json.decode(raw))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        yield from _lines(raw)
        return
    yield from _listed(whole)


def _listed(value: object) -> Iterator[object]:
    if isinstance(value, list):
        yield from cast("list[object]", value)
    elif isinstance(value, dict):
        fields = cast("Json", value)
        if "type" in fields and "timestamp" in fields:
            yield fields
        for name in _INSIDE:
            if isinstance(fields.get(name), list | dict) and "timestamp" not in fields:
                yield from _listed(fields[name])


def _lines(raw: bytes) -> Iterator[object]:
    for line in raw.splitlines():
        if line.strip():
            try:
                yield from _listed(cast("object", msgspec.json.decode(line)))
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                continue


def _event(value: object) -> PageEvent | None:
    if isinstance(value, str):
        # Some stores keep each event as a text of JSON in the list.
        try:
            value = cast("object", msgspec.json.decode(value))
        except (msgspec.MsgspecError, RecursionError):
            return None
    if not isinstance(value, dict):
        return None
    fields = cast("Json", value)
    kind, at, found = fields.get("type"), fields.get("timestamp"), fields.get("data")
    if not isinstance(kind, int) or isinstance(kind, bool) or not isinstance(at, int | float) or isinstance(at, bool):
        return None
    return PageEvent(kind, float(at), cast("Json", found) if isinstance(found, dict) else {})


def in_order(packets: Iterable[list[PageEvent]]) -> list[PageEvent]:
    """The events of several packets by time; of equal times the order written is kept."""
    return sorted((event for packet in packets for event in packet), key=lambda event: event.at_ms)
