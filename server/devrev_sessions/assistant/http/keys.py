"""Static keys: whose a key is, told by its hash."""

import hmac
import logging
from collections.abc import Sequence
from typing import Final

from mcp.server.auth.provider import AccessToken

from devrev_sessions.settings import HttpKey
from devrev_sessions.settings.keys import hashed

_LOG: Final = logging.getLogger("devrev_sessions.http")


class Keys:
    """Tells whose a key is (a TokenVerifier of the SDK's)."""

    def __init__(self, keys: Sequence[HttpKey]) -> None:
        self._keys = tuple(keys)

    async def verify_token(self, token: str) -> AccessToken | None:
        """Who calls with this key, or None. Every hash is compared, each in constant time."""
        given, found = hashed(token), ""
        for key in self._keys:
            if hmac.compare_digest(key.sha256, given):
                found = key.name
        if not found:
            _LOG.info("a key was refused: no key under [[http.keys]] has its hash")
            return None
        return AccessToken(token="", client_id=found, scopes=[])
