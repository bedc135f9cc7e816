"""Making keys: for a caller, of whose key the settings know only the hash, and for what replicas share."""

import base64
import hashlib
import secrets
from typing import Final

from devrev_sessions.settings.checks import SEAL_BYTES

KEY_BYTES: Final = 32
"""Of chance in a caller's key: so many that a plain hash of it cannot be guessed back."""
PREFIX: Final = "dsm_"
"""By which a key that leaked is known for what it is."""


def new_key() -> str:
    """A key for a caller."""
    return PREFIX + secrets.token_urlsafe(KEY_BYTES)


def hashed(key: str) -> str:
    """The SHA-256 of a key in hexadecimal digits, as the settings hold it."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def new_seal() -> str:
    """A key to encrypt what replicas share, in base64."""
    return base64.b64encode(secrets.token_bytes(SEAL_BYTES)).decode()
