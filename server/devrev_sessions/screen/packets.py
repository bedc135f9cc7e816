"""The events of rrweb in what a presigned link leads to: plain or packed, a list, an object around one, or lines."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, cast

import msgspec

Json = dict[str, object]

LARGEST_BYTES: Final = 128 * 2**20
"""Of one packet, expanded."""
LATEST_MS: Final = 2**53
"""A time that is later is no time (the largest whole number that a browser counts in)."""
_GZIP: Final = b"\x1f\x8b"
_ZLIB: Final = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_PACKED_SIGNS: Final = frozenset({"\x1f", "\x78"})
"""With which gzip and zlib begin; no JSON of an event does."""
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
    unpacking = _Unpacking()
    raw = bytes(body)
    if raw[:2] == _GZIP or raw[:2] in _ZLIB:
        raw = unpacking.expanded(raw)
    found = [event for value in _values(raw) if (event := _event(value, unpacking))]
    if not found:
        raise UnreadablePacket("no events of rrweb in it")
    return found


class _Unpacking:
    """Expands what is packed, up to a size for all of it together."""

    def __init__(self) -> None:
        self.left = LARGEST_BYTES

    def expanded(self, packed: bytes) -> bytes:
        """What is packed as gzip or zlib. Raises UnreadablePacket."""
        expander = zlib.decompressobj(zlib.MAX_WBITS | 32)
        try:
            out = expander.decompress(packed, self.left + 1)
        except zlib.error:
            raise UnreadablePacket("it is packed in a way that cannot be unpacked") from None
        self.left -= len(out)
        if self.left < 0:
            raise UnreadablePacket("it is larger than this server reads")
        return out

    def decoded(self, text: str) -> object:
        """What a text holds: JSON, or bytes of gzip or zlib, a letter each, with JSON in them; None for any other.

        The second is how rrweb's own packing writes an event (rrweb, packFn).
        """
        if text[:1] in _PACKED_SIGNS:
            try:
                return cast("object", msgspec.json.decode(self.expanded(text.encode("latin-1"))))
            except (UnicodeEncodeError, UnreadablePacket, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                return None
        try:
            return cast("object", msgspec.json.decode(text))
        except (msgspec.MsgspecError, UnicodeEncodeError, RecursionError):
            return None


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


def _event(value: object, unpacking: _Unpacking) -> PageEvent | None:
    if isinstance(value, str):
        value = unpacking.decoded(value)
    if not isinstance(value, dict):
        return None
    fields = cast("Json", value)
    kind, at, found = fields.get("type"), fields.get("timestamp"), fields.get("data")
    if not isinstance(kind, int) or isinstance(kind, bool) or not isinstance(at, int | float) or isinstance(at, bool):
        return None
    if not abs(at) <= LATEST_MS:
        return None
    if isinstance(found, str):
        found = unpacking.decoded(found)
    return PageEvent(kind, float(at), cast("Json", found) if isinstance(found, dict) else {})


def in_order(packets: Iterable[list[PageEvent]]) -> list[PageEvent]:
    """The events of several packets by time; of equal times the order written is kept."""
    return sorted((event for packet in packets for event in packet), key=lambda event: event.at_ms)
