"""What has been fetched, kept for the next question: bounded by bytes and by age, and one flight per key."""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Generic, Self, TypeVar

import anyio
import anyio.abc

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Shelved(Generic[V]):
    """A value, and the memory it counts for."""

    value: V
    size_bytes: int
    keep_seconds: float | None = None
    """How long it may be kept, where that is less than anything may: something in it will soon be better."""


@dataclass(frozen=True, slots=True)
class _Entry(Generic[V]):
    kept: Shelved[V]
    since: float

    def stale(self, now: float) -> bool:
        return self.kept.keep_seconds is not None and now - self.since >= self.kept.keep_seconds


@dataclass(slots=True, eq=False)
class _Flight(Generic[V]):
    """One fetch under way, and how many wait for it; it ends when the last of them leaves."""

    landed: anyio.Event = field(default_factory=anyio.Event)
    scope: anyio.CancelScope = field(default_factory=anyio.CancelScope)
    waiting: int = 0
    outcome: Shelved[V] | Exception | None = None


def _nobody(_: str) -> None:
    """Hears how often a value was there, and does not count."""


class Shelf(Generic[K, V]):
    """An async context manager that owns the flights; leaving it ends them.

    An entry leaves when it is older than `max_age_seconds`, or when the least recently used must make room. `tell`
    hears of each question whether its value was kept, joined (a flight under way) or fetched.
    """

    def __init__(
        self,
        *,
        capacity_bytes: int,
        max_age_seconds: float,
        clock: Callable[[], float] = time.monotonic,
        tell: Callable[[str], None] = _nobody,
    ) -> None:
        self._capacity_bytes = capacity_bytes
        self._max_age_seconds = max_age_seconds
        self._clock = clock
        self._tell = tell
        # Two orders over the same keys: the oldest entry expires first, the least recently used makes room first.
        self._by_age: OrderedDict[K, _Entry[V]] = OrderedDict()
        self._by_use: OrderedDict[K, None] = OrderedDict()
        self._held_bytes = 0
        self._flights: dict[K, _Flight[V]] = {}
        self._group: anyio.abc.TaskGroup | None = None

    @property
    def held_bytes(self) -> int:
        """What the entries count for that have not expired."""
        self._drop_expired()
        return self._held_bytes

    async def __aenter__(self) -> Self:
        self._group = anyio.create_task_group()
        await self._group.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        group, self._group = self._group, None
        if group is not None:
            group.cancel_scope.cancel()
            # The group is not told of the error: it would wrap it, and callers of the shelf know nothing of groups.
            await group.__aexit__(None, None, None)

    async def get(self, key: K, fetch: Callable[[], Awaitable[Shelved[V]]], *, fresh: bool = False) -> V:
        """The value of `key`: from a flight under way, from the shelf, or from a `fetch` that everyone then shares.

        With `fresh` it is always fetched anew, and what comes replaces what was kept. Raises what the fetch raised,
        or ClosedResourceError when the shelf is closed before the value is there.
        """
        flight = None if fresh else self._flights.get(key)
        if flight is None and not fresh and (entry := self._find(key)) is not None:
            self._tell("kept")
            return entry.kept.value
        self._tell("joined" if flight else "fetched")
        if flight is None:
            flight = self._take_off(key, fetch)
        flight.waiting += 1
        try:
            await flight.landed.wait()
        finally:
            flight.waiting -= 1
            if flight.waiting == 0 and not flight.landed.is_set():
                flight.scope.cancel()
                self._forget(key, flight)
        match flight.outcome:
            case Shelved(value=value):
                return value
            case None:
                raise anyio.ClosedResourceError
            case error:
                raise _twin(error)

    def _take_off(self, key: K, fetch: Callable[[], Awaitable[Shelved[V]]]) -> _Flight[V]:
        if self._group is None:
            raise anyio.ClosedResourceError
        # A later caller finds this flight, also where an older one is still under way for those who wait for it.
        flight = self._flights[key] = _Flight[V]()
        self._group.start_soon(self._fly, key, flight, fetch)
        return flight

    async def _fly(self, key: K, flight: _Flight[V], fetch: Callable[[], Awaitable[Shelved[V]]]) -> None:
        try:
            with flight.scope:
                flight.outcome = await fetch()
                if self._flights.get(key) is flight:
                    self._keep(key, flight.outcome)
        except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to those who wait
            flight.outcome = error
        finally:
            self._forget(key, flight)
            flight.landed.set()

    def _forget(self, key: K, flight: _Flight[V]) -> None:
        if self._flights.get(key) is flight:
            del self._flights[key]

    def _find(self, key: K) -> _Entry[V] | None:
        self._drop_expired()
        entry = self._by_age.get(key)
        if entry is not None and entry.stale(self._clock()):
            self._drop(key)
            return None
        if entry is not None:
            self._by_use.move_to_end(key)
        return entry

    def _keep(self, key: K, shelved: Shelved[V]) -> None:
        self._drop(key)
        self._drop_expired()
        if shelved.size_bytes > self._capacity_bytes:
            return
        while self._held_bytes + shelved.size_bytes > self._capacity_bytes:
            self._drop(next(iter(self._by_use)))
        self._by_age[key] = _Entry(shelved, self._clock())
        self._by_use[key] = None
        self._held_bytes += shelved.size_bytes

    def _drop_expired(self) -> None:
        oldest_allowed = self._clock() - self._max_age_seconds
        while self._by_age:
            key, entry = next(iter(self._by_age.items()))
            if entry.since > oldest_allowed:
                return
            self._drop(key)

    def _drop(self, key: K) -> None:
        if (entry := self._by_age.pop(key, None)) is not None:
            del self._by_use[key]
            self._held_bytes -= entry.kept.size_bytes


def _twin(error: Exception) -> Exception:
    """An equal exception for one waiter: raising writes to it, so several tasks must not raise the same one."""
    kind = type(error)
    try:
        twin = kind.__new__(kind, *error.args)
    except TypeError:
        # Some libraries forbid to make their errors; then one shared is better than another kind.
        return error
    twin.__dict__.update(error.__dict__)
    twin.args = error.args
    twin.__cause__ = error.__cause__
    twin.__suppress_context__ = error.__suppress_context__
    return twin.with_traceback(error.__traceback__)
