"""Long work beside the event loop: other calls go on meanwhile, and one who leaves need not wait for its end."""

from collections.abc import Callable
from typing import TypeVar

import anyio
from anyio.to_thread import run_sync

Value = TypeVar("Value")


class Aside:
    """One thread for work that holds the interpreter; a second one would only make both slower."""

    def __init__(self) -> None:
        self._one = anyio.CapacityLimiter(1)

    async def do(self, work: Callable[[], Value]) -> Value:
        """What `work` gives, or raises. When the caller is cancelled the work still ends, for nobody."""
        return await run_sync(work, abandon_on_cancel=True, limiter=self._one)
