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
        self._locks: set[tuple[str, str]] = set()
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

    async def take(self, name: str, token: str) -> bool | None:
        """Whether a lock is now held; False where another one holds it, None where the store is away."""
        try:
            return await self.store.take(name, token, LEASE_SECONDS)
        except anyio.get_cancelled_exc_class():
            # It may have been given, and nobody is there any more to hear of it.
            with anyio.CancelScope(shield=True):
                await self.store.release(name, token)
            raise

    async def enter(
        self, places: str, closed: str, token: str, at_once: int, asking_seconds: float
    ) -> tuple[bool, float] | None:
        """Whether a place is now held, and for how many seconds DevRev has asked to wait; None as above."""
        try:
            return await self.store.enter(places, closed, token, at_once, LEASE_SECONDS, asking_seconds)
        except anyio.get_cancelled_exc_class():
            with anyio.CancelScope(shield=True):
                await self.store.leave(places, token)
            raise

    @asynccontextmanager
    async def lock(self, name: str, token: str) -> AsyncGenerator[None]:
        """Hold a lock that was taken; it is let go in the end."""
        self._locks.add((name, token))
        try:
            yield
        finally:
            self._locks.discard((name, token))
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
            for name, token in list(self._locks):
                await self.store.extend(name, token, LEASE_SECONDS)
            for places, tokens in list(self._places.items()):
                if tokens:
                    await self.store.stay(places, sorted(tokens), LEASE_SECONDS)
