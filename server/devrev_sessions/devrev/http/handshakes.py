"""A TLS handshake that is given up takes its socket along."""

from collections.abc import Mapping
from typing import cast

import anyio
import httpcore


class Handshakes:
    """The `trace` of one request, by which httpcore tells what it does.

    httpcore closes the socket of a handshake that fails, but not of one whose caller is cancelled: that one would stay
    open for as long as the other side likes.
    """

    def __init__(self) -> None:
        self._socket: httpcore.AsyncNetworkStream | None = None

    async def __call__(self, step: str, told: Mapping[str, object]) -> None:
        """Told of each `step` with what came of it."""
        if step.endswith("connect_tcp.complete"):
            self._socket = cast("httpcore.AsyncNetworkStream", told["return_value"])
        elif step.endswith("start_tls.failed") and self._socket is not None:
            with anyio.CancelScope(shield=True):
                await self._socket.aclose()
