"""A text that an assistant passes back unchanged: a cursor with a letter changed is refused, never read as another."""

import base64
import binascii
import hashlib
from typing import Final

CHECK_BYTES: Final = 6
"""Of a digest before the rest."""


def sealed(body: bytes) -> str:
    """`body` as a text without white space or signs that a call would have to escape."""
    return _encoded(_check(body) + body)


def unsealed(text: str) -> bytes | None:
    """What was sealed in `text`; None where it is none of ours, or not whole."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    check, body = raw[:CHECK_BYTES], raw[CHECK_BYTES:]
    return body if _encoded(raw) == text and check == _check(body) else None


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _check(body: bytes) -> bytes:
    return hashlib.sha256(body).digest()[:CHECK_BYTES]
