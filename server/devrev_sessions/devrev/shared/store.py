"""The shared store: a few operations on Valkey or Redis, none of which a call ever fails for.

The only place that knows its client library.
"""

import logging
import math
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Final, Self, TypeVar, cast
from urllib.parse import urlsplit

import anyio
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from devrev_sessions.devrev.shared.scripts import CLOSE, ENTER, EXTEND, RELEASE, STAY, TAKE

_LOG: Final = logging.getLogger("devrev_sessions.shared")
OPERATION_SECONDS: Final = 2.0
"""How long one operation may take: tens of megabytes go over a network in that time, and a call has it to lose."""
CONNECT_SECONDS: Final = 0.5
AWAY_SECONDS: Final = 5.0
"""How long the store is left alone after it could not be reached."""
AT_ONCE: Final = 50
"""Operations under way; the others wait for those before them. Its client refuses the hundred and first connection,
which would say nothing of the store and yet leave it alone for all."""
UNANSWERED_SECONDS: Final = 60.0
"""How long after a wait it is known that nobody was answered since; who asks again in vain makes it longer."""
SCHEMES: Final = {"valkey": "redis", "valkeys": "rediss"}
"""Names of Valkey's own for what the client library calls by those of Redis."""

Value = TypeVar("Value")


class Store:
    """An async context manager that owns the connections. Every operation gives None where the store is away."""

    away_seconds = AWAY_SECONDS

    def __init__(self, url: str) -> None:
        scheme, _, rest = url.partition("://")
        self._redis = Redis.from_url(  # pyright: ignore[reportUnknownMemberType] - its options are not typed
            f"{SCHEMES.get(scheme, scheme)}://{rest}",
            socket_timeout=OPERATION_SECONDS,
            socket_connect_timeout=CONNECT_SECONDS,
            max_connections=2 * AT_ONCE,  # one that was given up may take a moment to be closed
            # One connection that was closed while it was idle is no reason to call the store away.
            retry=Retry(NoBackoff(), 1),
        )
        self.host: Final = urlsplit(url).hostname or "a socket"
        self._turns = anyio.Semaphore(AT_ONCE)
        self._away_until = -math.inf
        self._is_away = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._redis.aclose()

    async def complaint(self) -> str:
        """Why it cannot be used now; nothing where it can."""
        try:
            with anyio.fail_after(OPERATION_SECONDS):
                await self._eval("return 1")
        except Exception as error:  # noqa: BLE001 - as below
            return type(error).__name__
        return ""

    async def get(self, name: str) -> bytes | None:
        """What is kept under a name; None also where there is nothing."""
        found = await self._tried(lambda: cast("Awaitable[object]", self._redis.get(name)))
        return found if isinstance(found, bytes) else None

    async def put(self, name: str, value: bytes, keep_seconds: float) -> None:
        """Keep a value for so long."""
        await self._tried(lambda: cast("Awaitable[object]", self._redis.set(name, value, px=_ms(keep_seconds))))

    async def delete(self, name: str) -> None:
        """Keep nothing under a name."""
        await self._tried(lambda: cast("Awaitable[object]", self._redis.delete(name)))

    async def take(self, name: str, token: str, lease_seconds: float) -> bool | None:
        """Whether a lock is now held with `token`; False where another one holds it."""
        taken = await self._tried(lambda: self._eval(TAKE, [name], [token, _ms(lease_seconds)]))
        return taken == 1 if isinstance(taken, int) else None

    async def extend(self, name: str, token: str, lease_seconds: float) -> None:
        """Hold a lock for longer, if it is still held with `token`."""
        await self._tried(lambda: self._eval(EXTEND, [name], [token, _ms(lease_seconds)]))

    async def release(self, name: str, token: str) -> None:
        """Let a lock go, if it is still held with `token`."""
        await self._tried(lambda: self._eval(RELEASE, [name], [token]))

    async def enter(
        self, places: str, closed: str, token: str, at_once: int, lease_seconds: float, asking_seconds: float
    ) -> tuple[bool, float] | None:
        """Whether `token` has one of so many places, and for how many seconds DevRev has asked to wait.

        A moment is told for as long as the wait is over and nobody has said that DevRev answers.
        """
        arguments = [token, at_once, _ms(lease_seconds), _ms(asking_seconds)]
        found = await self._tried(lambda: self._eval(ENTER, [places, closed], arguments))
        match found:
            case [int(inside), int(closed_ms)]:
                return inside == 1, max(0, closed_ms) / 1000
            case _:
                return None

    async def stay(self, places: str, tokens: list[str], lease_seconds: float) -> None:
        """Keep places that are held for longer."""
        await self._tried(lambda: self._eval(STAY, [places], [_ms(lease_seconds), *tokens]))

    async def leave(self, places: str, token: str) -> None:
        """Give a place back."""
        await self._tried(lambda: cast("Awaitable[object]", self._redis.zrem(places, token)))

    async def close_for(self, closed: str, seconds: float) -> None:
        """Tell the others that DevRev asked to wait."""
        await self._tried(lambda: self._eval(CLOSE, [closed], [_ms(seconds), _ms(UNANSWERED_SECONDS)]))

    async def open(self, closed: str) -> None:
        """Tell the others that DevRev answers again."""
        await self.delete(closed)

    def _eval(
        self, script: str, keys: list[str] | None = None, arguments: list[str | int] | None = None
    ) -> Awaitable[object]:
        names = keys or []
        run = cast("Callable[..., Awaitable[object]]", self._redis.eval)
        return run(script, len(names), *names, *(arguments or []))

    async def _tried(self, work: Callable[[], Awaitable[Value]]) -> Value | None:
        """What `work` gives, and None where the store is away."""
        async with self._turns:
            # Known only now: those before may have found it away.
            if anyio.current_time() < self._away_until:
                return None
            try:
                with anyio.fail_after(OPERATION_SECONDS):
                    found = await self._done(work)
            except Exception as error:  # noqa: BLE001 - its client raises what it cannot read in whatever way it meets it
                self._away(error)
                return None
        if self._is_away:
            self._is_away = False
            _LOG.warning("the shared store at %s is back", self.host)
        return found

    async def _done(self, work: Callable[[], Awaitable[Value]]) -> Value:
        """What `work` gives, over new connections where the store was away.

        Those of before may lead to a machine that lives on but is no longer the one that is written to; whatever was
        under way over them has ended meanwhile.
        """
        if self._is_away:
            await self._redis.connection_pool.disconnect(inuse_connections=False)
        return await work()

    def _away(self, error: Exception) -> None:
        self._away_until = anyio.current_time() + self.away_seconds
        if not self._is_away:
            self._is_away = True
            _LOG.warning(
                "the shared store at %s cannot be used (%s); this process goes on by itself",
                self.host,
                type(error).__name__,
            )


def _ms(seconds: float) -> int:
    return max(1, round(seconds * 1000))
