"""Connections on which no request begins: whoever opens them and says nothing must not use them up."""

import asyncio
from typing import Final

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS: Final = 10.0
"""How long the head of a request may take to arrive, as long as its body after it."""


class PromptHeads(H11Protocol):
    """uvicorn's connection, closed where the head of a request is not whole in time."""

    late_seconds = HEAD_SECONDS
    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A first request is waited for."""
        super().connection_made(transport)  # type: ignore[arg-type] - uvicorn types it by what it is
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Something came: the head of a request, a piece of one, or what belongs to its body."""
        super().data_received(data)
        under_way = self.cycle is not None and not self.cycle.response_complete  # pyright: ignore[reportUnnecessaryComparison] - None before the first
        if under_way:
            self._wait_no_more()
        elif self._late is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is closed."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._late = self.loop.call_later(self.late_seconds, self.transport.close)

    def _wait_no_more(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
