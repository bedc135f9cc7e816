"""Connections that stall: whoever opens them and sends no request, or reads no answer, must not use them up."""

import asyncio
from typing import Final

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS: Final = 10.0
"""How long the head of a request may take to arrive, as long as its body after it."""
UNREAD_SECONDS: Final = 60.0
"""How long nothing of an answer may be read, as with nginx."""


class Unstalled(H11Protocol):
    """uvicorn's connection, closed where a head does not arrive in time, or nothing more of an answer is read."""

    late_seconds = HEAD_SECONDS
    unread_seconds = UNREAD_SECONDS
    _late: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

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
        self._there_is_room()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """More of the answer lies here than was read of it."""
        super().pause_writing()
        self._watch()

    def resume_writing(self) -> None:
        """Most of it was read."""
        self._there_is_room()
        super().resume_writing()

    def _watch(self) -> None:
        left = self.transport.get_write_buffer_size()
        self._unread = self.loop.call_later(self.unread_seconds, self._look, left)

    def _look(self, left: int) -> None:
        if self.transport.get_write_buffer_size() < left:
            self._watch()
        else:
            # A gentle close would wait for what is not read.
            self.transport.abort()

    def _there_is_room(self) -> None:
        if self._unread is not None:
            self._unread.cancel()

    def _wait(self) -> None:
        self._late = self.loop.call_later(self.late_seconds, self.transport.close)

    def _wait_no_more(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
