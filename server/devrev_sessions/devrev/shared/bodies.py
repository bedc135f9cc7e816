"""Answers of DevRev's, fetched by one replica and kept for all; the others wait for what it brings."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import anyio
from anyio.to_thread import run_sync

from devrev_sessions.devrev.shared.leases import Leases
from devrev_sessions.devrev.shared.sealing import Seal

LARGEST_BYTES: Final = 64 * 2**20
"""Of what is kept, sealed: ten times as much of a recording as it is sent."""
FIRST_LOOK_SECONDS: Final = 0.02
"""How soon one that waits looks for the first time; a small recording takes DevRev about as long."""
LATER_LOOK_SECONDS: Final = 0.2

Body = bytes | bytearray


class SharedBodies:
    """What of DevRev's answers is kept in the shared store, for one credential."""

    def __init__(
        self, leases: Leases, seal: Seal, owner: tuple[str, str], keep_seconds: float, tell: Callable[[str], None]
    ) -> None:
        self._leases = leases
        self._store = leases.store
        self._seal = seal
        self._owner = owner
        self._keep_seconds = keep_seconds
        self._tell = tell

    async def body(
        self, operation: str, fields: Mapping[str, object], fetch: Callable[[], Awaitable[Body]], *, fresh: bool
    ) -> Body:
        """The body of an answer: as it is kept, or as `fetch` brings it. Raises what `fetch` raises.

        With `fresh` it is fetched whatever is kept, and what comes replaces that.
        """
        name = self._seal.name("body", *self._owner, operation, fields=fields)
        lock = self._seal.name("lock", *self._owner, operation, fields=fields)
        if fresh:
            return await self._fetched(name, fetch)
        token, pause_seconds = secrets.token_hex(8), FIRST_LOOK_SECONDS
        while True:
            kept = await self._kept(name)
            if kept is not None:
                self._tell("kept")
                return kept
            taken = await self._leases.take(lock, token)
            if taken is None:
                return await self._fetched(name, fetch)
            if taken:
                break
            await anyio.sleep(pause_seconds)
            pause_seconds = min(2 * pause_seconds, LATER_LOOK_SECONDS)
        async with self._leases.lock(lock, token):
            # Another may have brought it and let go between the look and the lock.
            kept = await self._kept(name)
            return kept if kept is not None else await self._fetched(name, fetch)

    async def forget(self, operation: str, fields: Mapping[str, object]) -> None:
        """Keep the body of this answer no longer."""
        await self._store.delete(self._seal.name("body", *self._owner, operation, fields=fields))

    async def _kept(self, name: str) -> bytes | None:
        kept = await self._store.get(name)
        return await run_sync(self._seal.opened, name, kept) if kept is not None else None

    async def _fetched(self, name: str, fetch: Callable[[], Awaitable[Body]]) -> Body:
        body = await fetch()
        self._tell("fetched")
        sealed = await run_sync(self._seal.sealed, name, body)
        if len(sealed) <= LARGEST_BYTES:
            await self._store.put(name, sealed, self._keep_seconds)
        return body
