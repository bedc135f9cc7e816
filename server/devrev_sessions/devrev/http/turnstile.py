"""What all calls of one credential share: how many are under way, and a wait that DevRev asked of one of them."""

import math
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Final, Protocol

import anyio

from devrev_sessions.devrev.http.waits import number_in, until_reset_seconds

AT_ONCE: Final = 12
"""Calls under way for one credential. DevRev counts per user over all its APIs in windows of five minutes and says
nothing of calls at once; this many keep a crowd of questions quick and leave other programs of the user theirs."""

SAME_SECONDS: Final = 0.1
"""By which two waits may differ that are the same, one of them told over a network."""

ASKING_SECONDS: Final = 2.0
"""How long the others wait for the one that asks whether DevRev answers again: it may have met a stall of its own."""


class Others(Protocol):
    """What the other replicas of this server know of the same credential."""

    def place(self, at_once: int, asking_seconds: float) -> AbstractAsyncContextManager[float | None]:
        """One of so many places, or the only one while DevRev has asked to wait, held for `asking_seconds` at most.

        Gives the seconds it has asked to wait, at least a moment for as long as nobody was answered since; None where
        nothing is known of the others.
        """
        ...

    async def close_for(self, seconds: float) -> None:
        """DevRev asked to wait."""
        ...

    async def open(self) -> None:
        """DevRev answers again."""
        ...


class Turnstile:
    """Lets calls through a few at a time, and none while DevRev has asked to wait, here and in `others`.

    `clock` gives seconds that only grow, such as the event loop's.
    """

    def __init__(
        self,
        at_once: int = AT_ONCE,
        clock: Callable[[], float] = anyio.current_time,
        others: Others | None = None,
    ) -> None:
        self._at_once = at_once
        self._others = others
        self._places = anyio.Semaphore(at_once)
        self._moved = anyio.Event()
        self._asking_since = -math.inf
        self._clock = clock
        self._closed_until = -math.inf
        self._closings = 0

    @asynccontextmanager
    async def place(self, deadline: float) -> AsyncGenerator[float]:
        """One of the calls that may be under way; gives 0, or the wait that is asked of it and longer than it can.

        From a refusal on until DevRev answers again, calls go one at a time, or one every ASKING_SECONDS where those
        before them get no answer. A wait that ends before `deadline` is waited out. For a longer one DevRev is asked
        all the same, it may have changed its mind; but those who queued behind a refused call are refused with it.
        """
        closings = self._closings
        async with self._places:
            while True:
                await self._wait_out(deadline)
                known = self._closings
                others = self._others.place(self._at_once, ASKING_SECONDS) if self._others else nullcontext()
                async with others as told_seconds:
                    self._learn(told_seconds, known)
                    # Others may have been told to wait while this one waited for its place, here or elsewhere.
                    if self._pause_seconds(deadline) > 0:
                        continue
                    async with self._asking():
                        yield self.wait_seconds if closings != self._closings else 0.0
                    return

    async def _wait_out(self, deadline: float) -> None:
        while (pause_seconds := self._pause_seconds(deadline)) > 0:
            with anyio.move_on_after(pause_seconds):
                await self._moved.wait()

    def _learn(self, told_seconds: float | None, closings: int) -> None:
        """Know what the others know, who were asked when it had been closed here so many times."""
        if told_seconds == 0:
            if closings == self._closings:
                # One of them was answered meanwhile.
                self._closed_until = -math.inf
        elif told_seconds and (self._closed_until == -math.inf or told_seconds > self.wait_seconds + SAME_SECONDS):
            self._closed_until = self._clock() + told_seconds

    @asynccontextmanager
    async def _asking(self) -> AsyncGenerator[None]:
        """One call: while it is closed the others wait for what it hears."""
        if self._closed_until == -math.inf:
            yield
            return
        self._asking_since = since = self._clock()
        try:
            yield
        finally:
            if self._asking_since == since:
                self._asking_since = -math.inf
            self._moved.set()
            self._moved = anyio.Event()

    def _pause_seconds(self, deadline: float) -> float:
        """How long to hold back: for a wait that fits, and for the one that is asking."""
        if self._closed_until == -math.inf:
            return 0.0
        wait_seconds = self.wait_seconds if self.wait_seconds < deadline - self._clock() else 0.0
        return max(0.0, wait_seconds, self._asking_since + ASKING_SECONDS - self._clock())

    @property
    def wait_seconds(self) -> float:
        """How long it stays closed; 0 when it is open."""
        return max(0.0, self._closed_until - self._clock())

    async def close_for(self, seconds: float) -> None:
        """DevRev asked one call to wait so long: the others need not be told one by one."""
        if self._others:
            # First, or a call that asks the others now would hear that they know of no wait.
            await self._others.close_for(seconds)
        self._closings += 1
        self._closed_until = max(self._closed_until, self._clock() + seconds)

    async def open(self) -> None:
        """DevRev answered, so it no longer asks to wait."""
        if self._closed_until != -math.inf:
            self._closed_until = -math.inf
            if self._others:
                await self._others.open()

    async def heed(self, headers: Mapping[str, str]) -> None:
        """Close when an answer says that it was the last one its window has room for."""
        if number_in(headers.get("x-ratelimit-remaining", "")) == 0 and "retry-after" not in headers:
            wait = until_reset_seconds(headers)
            if wait is not None:
                await self.close_for(wait)
