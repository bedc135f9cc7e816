"""What all calls of one credential share: how many are under way, and a wait that DevRev asked of one of them."""

import math
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Final

import anyio

from devrev_sessions.devrev.http.waits import number_in, until_reset_seconds

AT_ONCE: Final = 12
"""Calls under way for one credential. DevRev counts per user over all its APIs in windows of five minutes and says
nothing of calls at once; this many keep a crowd of questions quick and leave other programs of the user theirs."""

ASKING_SECONDS: Final = 2.0
"""How long the others wait for the one that asks whether DevRev answers again: it may have met a stall of its own."""


class Turnstile:
    """Lets calls through a few at a time, and none while DevRev has asked to wait.

    `clock` gives seconds that only grow, such as the event loop's.
    """

    def __init__(self, at_once: int = AT_ONCE, clock: Callable[[], float] = anyio.current_time) -> None:
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
            if self._closed_until == -math.inf:
                yield 0.0
                return
            while (pause_seconds := self._pause_seconds(deadline)) > 0:
                with anyio.move_on_after(pause_seconds):
                    await self._moved.wait()
            self._asking_since = since = self._clock()
            try:
                yield self.wait_seconds if closings != self._closings else 0.0
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

    def close_for(self, seconds: float) -> None:
        """DevRev asked one call to wait so long: the others need not be told one by one."""
        self._closings += 1
        self._closed_until = max(self._closed_until, self._clock() + seconds)

    def open(self) -> None:
        """DevRev answered, so it no longer asks to wait."""
        self._closed_until = -math.inf

    def heed(self, headers: Mapping[str, str]) -> None:
        """Close when an answer says that it was the last one its window has room for."""
        if number_in(headers.get("x-ratelimit-remaining", "")) == 0 and "retry-after" not in headers:
            wait = until_reset_seconds(headers)
            if wait is not None:
                self.close_for(wait)
