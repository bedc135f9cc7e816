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


class Turnstile:
    """Lets calls through a few at a time, and none while DevRev has asked to wait.

    `clock` gives seconds that only grow, such as the event loop's.
    """

    def __init__(self, at_once: int = AT_ONCE, clock: Callable[[], float] = anyio.current_time) -> None:
        self._places = anyio.Semaphore(at_once)
        self._probing = anyio.Lock()
        self._clock = clock
        self._closed_until = -math.inf
        self._closings = 0

    @asynccontextmanager
    async def place(self, deadline: float) -> AsyncGenerator[float]:
        """One of the calls that may be under way; gives 0, or the wait that is asked of it and longer than it can.

        From a refusal on until DevRev answers again, calls go one at a time. A wait that ends before `deadline` is
        waited out. For a longer one DevRev is asked all the same, it may have changed its mind; but those who queued
        behind a call that was refused are refused with it.
        """
        closings = self._closings
        async with self._places:
            if self._closed_until == -math.inf:
                yield 0.0
                return
        async with self._probing:
            while 0 < self.wait_seconds < deadline - self._clock():  # noqa: ASYNC110 - it may have been closed once more
                await anyio.sleep(self.wait_seconds)
            yield self.wait_seconds if closings != self._closings else 0.0

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
