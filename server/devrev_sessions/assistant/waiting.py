"""What a client sees of a call that takes its time: how far it is, that it goes on, and an end in time."""

from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

import anyio

from devrev_sessions.devrev.http.breaks import too_slow

Value = TypeVar("Value")
Progress = Callable[[float, float | None, str | None], Awaitable[None]]
"""A progress number that only grows, no total, and a few words."""

SIGN_SECONDS: Final = 2.0
"""How often a call gives a sign while nothing new is to be told; clients give up on silence."""


class Waiting:
    """One call under way, that ends within `limit_seconds`."""

    def __init__(self, limit_seconds: float, progress: Progress) -> None:
        self._limit_seconds = limit_seconds
        self._progress = progress
        self._signs = 0
        self._words = ""
        self._began = 0.0

    async def on(self, work: Awaitable[Value]) -> Value:
        """What `work` gives. Raises what it raises, and DeadlineExceeded when it takes too long."""
        self._began = anyio.current_time()
        done: list[Value] = []
        failed: list[Exception] = []
        async with anyio.create_task_group() as group:
            group.start_soon(self._give_signs)
            with anyio.move_on_after(self._limit_seconds):
                # Kept and raised outside, since a task group would wrap it.
                try:
                    done.append(await work)
                except Exception as error:  # noqa: BLE001 - whatever it is, it is raised below
                    failed.append(error)
            group.cancel_scope.cancel()
        if failed:
            raise failed[0]
        if not done:
            raise too_slow(self._limit_seconds)
        return done[0]

    async def report(self, words: str) -> None:
        """Tell what is being waited for."""
        self._words = words
        await self._sign(words)

    async def _sign(self, words: str) -> None:
        self._signs += 1
        await self._progress(self._signs, None, words)

    async def _give_signs(self) -> None:
        while True:
            await anyio.sleep(SIGN_SECONDS)
            await self._sign(f"{self._words}, {anyio.current_time() - self._began:.0f} s")
