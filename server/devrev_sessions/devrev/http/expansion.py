"""A body as it arrives: expanded when it came compressed, and never past its limit."""

import zlib
from typing import Final

_GZIP: Final = zlib.MAX_WBITS | 16
_PIECE_BYTES: Final = 256 * 1024
"""How much is expanded at once: large enough for speed, small enough not to count beside a body."""


class TooLarge(Exception):
    """The body passed its limit, on the wire or expanded."""


class Damaged(Exception):
    """The body is not gzip, or it ended before its end."""


class Expansion:
    """Collects one body of at most `limit_bytes`, both as sent and as expanded.

    A bytearray grows in place, so the peak stays near the size of the body; a list of pieces joined at the end, or a
    copy to bytes, would need it twice.
    """

    def __init__(self, *, gzip: bool, limit_bytes: int) -> None:
        self.body = bytearray()
        self._wire_bytes = 0
        self._limit_bytes = limit_bytes
        self._gzip = zlib.decompressobj(_GZIP) if gzip else None

    def take(self, chunk: bytes) -> None:
        """Add what arrived; raises TooLarge or Damaged."""
        self._wire_bytes += len(chunk)
        if self._wire_bytes > self._limit_bytes:
            raise TooLarge
        if self._gzip is None:
            self.body += chunk
            return
        try:
            self._expand(chunk)
        except zlib.error:
            raise Damaged from None

    def finish(self) -> bytearray:
        """The whole body; raises Damaged when a compressed one stopped before its end."""
        if self._gzip is not None and self._wire_bytes and not self._gzip.eof:
            raise Damaged
        return self.body

    def _expand(self, chunk: bytes) -> None:
        while True:
            if self._gzip is None or self._gzip.eof:
                # A gzip body may have several members, one after another (RFC 1952, section 2.2).
                self._gzip = zlib.decompressobj(_GZIP)
            room = min(_PIECE_BYTES, self._limit_bytes - len(self.body) + 1)
            piece = self._gzip.decompress(chunk, room)
            self.body += piece
            if len(self.body) > self._limit_bytes:
                raise TooLarge
            chunk = self._gzip.unused_data if self._gzip.eof else self._gzip.unconsumed_tail
            # A full piece may leave more inside the decompressor although the chunk is used up.
            if not chunk and (self._gzip.eof or len(piece) < room):
                return
