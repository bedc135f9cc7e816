"""What this process holds in the shared store for as long as it lives: what one that died has held lapses."""

from collections import defaultdict
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Final, Self

import anyio
import anyio.abc

from devrev_sessions.devrev.shared.store import Store

LEASE_SECONDS: Final = 5.0
"""How long the others wait for one that died."""
RENEWED_SECONDS: Final = 1.5
"""How often a lease is renewed: two of three may fail."""


class Leases:
    """An async context manager whose task renews what is held."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._locks: dict[str, str] = {}
        self._places: dict[str, set[str]] = defaultdict(set)
        self._group: anyio.abc.TaskGroup | None = None

    async def __aenter__(self) -> Self:
        self._group = anyio.create_task_group()
        await self._group.__aenter__()
        self._group.start_soon(self._renew)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        group, self._group = self._group, None
        if group is not None:
            group.cancel_scope.cancel()
            # The group is not told of the error, which it would wrap.
            await group.__aexit__(None, None, None)

    @asynccontextmanager
    async def lock(self, name: str, token: str) -> AsyncGenerator[None]:
        """Hold a lock that was taken; it is let go in the end."""
        self._locks[name] = token
        try:
            yield
        finally:
            del self._locks[name]
            with anyio.CancelScope(shield=True):
                await self.store.release(name, token)

    @asynccontextmanager
    async def place(self, places: str, token: str) -> AsyncGenerator[None]:
        """Hold a place that was entered; it is given back in the end."""
        self._places[places].add(token)
        try:
            yield
        finally:
            self._places[places].discard(token)
            with anyio.CancelScope(shield=True):
                await self.store.leave(places, token)

    async def _renew(self) -> None:
        while True:
            await anyio.sleep(RENEWED_SECONDS)
            for name, token in list(self._locks.items()):
                await self.store.extend(name, token, LEASE_SECONDS)
            for places, tokens in list(self._places.items()):
                if tokens:
                    await self.store.stay(places, sorted(tokens), LEASE_SECONDS)
