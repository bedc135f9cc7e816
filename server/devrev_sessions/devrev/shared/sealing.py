"""What leaves for the shared store: compressed, encrypted, and found again only by whoever has the key."""

import hashlib
import hmac
import json
import secrets
import zlib
from collections.abc import Mapping
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PREFIX: Final = "devrev-sessions"
FORM: Final = b"\x01"
"""How a value is written; another one is passed over, as one is that another key has sealed."""
NONCE_BYTES: Final = 12
"""Of AES-GCM (NIST SP 800-38D). Chosen by chance they may not repeat in some four billion values of one key."""
LEVEL: Final = 1
"""Of zlib: a recording shrinks to a tenth already, and higher levels take three times as long."""


class Seal:
    """Seals values with a key of 32 bytes. A sealed value opens only under the name it was sealed for."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(_derived(key, b"values"))
        self._names = _derived(key, b"names")
        self.tag_key: Final = _derived(key, b"tags")
        """Makes the tags of redacted values, so that they are the same whichever replica answers."""

    def name(self, kind: str, *about: str, fields: Mapping[str, object] | None = None) -> str:
        """Under which name something is kept; it says nothing of what it is about."""
        told = json.dumps([about, sorted((fields or {}).items())], separators=(",", ":")).encode()
        # In braces stands what a cluster chooses the machine by: all that is about the same thing is kept together.
        return f"{PREFIX}:{kind}:{{{hmac.digest(self._names, told, hashlib.sha256).hex()[:40]}}}"

    def sealed(self, name: str, value: bytes | bytearray) -> bytes:
        """`value` as it is kept under `name`."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return FORM + nonce + self._cipher.encrypt(nonce, zlib.compress(value, LEVEL), name.encode())

    def opened(self, name: str, kept: bytes) -> bytes | None:
        """What was sealed for `name`; None where it was not with this key, or is damaged."""
        if not kept.startswith(FORM):
            return None
        nonce, rest = kept[1 : 1 + NONCE_BYTES], kept[1 + NONCE_BYTES :]
        try:
            return zlib.decompress(self._cipher.decrypt(nonce, rest, name.encode()))
        except (InvalidTag, ValueError, zlib.error):
            return None


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hmac.digest(key, b"devrev-sessions-mcp " + purpose, hashlib.sha256)
