"""Everything that replicas share, opened from the settings and made for each credential."""

import base64
from collections.abc import Callable
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

from devrev_sessions.devrev.shared.bodies import SharedBodies
from devrev_sessions.devrev.shared.leases import Leases
from devrev_sessions.devrev.shared.sealing import Seal
from devrev_sessions.devrev.shared.store import Store
from devrev_sessions.devrev.shared.turns import SharedTurns
from devrev_sessions.settings import SharedSettings


class Replicas:
    """An async context manager that owns the connections to the shared store."""

    def __init__(self, settings: SharedSettings, keep_seconds: float, tell: Callable[[str], None]) -> None:
        self._seal = Seal(base64.b64decode(settings.key.get_secret_value()))
        self._store = Store(settings.url.get_secret_value())
        self._leases = Leases(self._store)
        self._keep_seconds = keep_seconds
        self._tell = tell
        self._open = AsyncExitStack()

    @property
    def tag_key(self) -> bytes:
        """Makes the tags of redacted values: the same ones whichever replica answers."""
        return self._seal.tag_key

    async def __aenter__(self) -> Self:
        await self._open.enter_async_context(self._store)
        await self._open.enter_async_context(self._leases)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._open.__aexit__(kind, error, traceback)

    def bodies(self, credential: str, host: str) -> SharedBodies:
        """The answers of DevRev's that one credential may see."""
        return SharedBodies(self._leases, self._seal, (credential, host), self._keep_seconds, self._tell)

    def turns(self, credential: str, host: str) -> SharedTurns:
        """The places and the wait of one credential."""
        return SharedTurns(self._leases, self._seal, (credential, host))
