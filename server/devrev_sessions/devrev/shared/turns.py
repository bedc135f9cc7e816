"""How many calls to DevRev are under way for one credential, and whether it asked to wait, over all replicas."""

import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

import anyio

from devrev_sessions.devrev.shared.leases import Leases
from devrev_sessions.devrev.shared.sealing import Seal

LOOK_SECONDS: Final = 0.03
"""How often one that found every place taken looks again."""


class SharedTurns:
    """The places and the wait of one credential, as all replicas know them."""

    def __init__(self, leases: Leases, seal: Seal, owner: tuple[str, str]) -> None:
        self._leases = leases
        self._store = leases.store
        self._places = seal.name("places", *owner)
        self._closed = seal.name("closed", *owner)

    @asynccontextmanager
    async def place(self, at_once: int, asking_seconds: float) -> AsyncGenerator[float | None]:
        """One of so many places; one alone while DevRev has asked to wait, for `asking_seconds` if it gets no answer.

        Gives the seconds it asked to wait, or None where that is not known because the store is away.
        """
        token = secrets.token_hex(8)
        while True:
            entered = await self._leases.enter(self._places, self._closed, token, at_once, asking_seconds)
            if entered is None:
                yield None
                return
            inside, closed_seconds = entered
            if inside:
                break
            await anyio.sleep(LOOK_SECONDS)
        if closed_seconds:
            try:
                yield closed_seconds
            finally:
                with anyio.CancelScope(shield=True):
                    await self._store.leave(self._places, token)
            return
        async with self._leases.place(self._places, token):
            yield closed_seconds

    async def close_for(self, seconds: float) -> None:
        """DevRev asked to wait."""
        await self._store.close_for(self._closed, seconds)

    async def open(self) -> None:
        """DevRev answers again."""
        await self._store.open(self._closed)
