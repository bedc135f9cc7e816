"""Long work beside the event loop: other calls go on meanwhile, and one who leaves need not wait for its end."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

Value = TypeVar("Value")


class Aside:
    """One thread for work that holds the interpreter; a second one would only make both slower."""

    def __init__(self) -> None:
        # Not anyio's threads: there the next work begins when the one before is given up, and not when it has ended.
        self._one = ThreadPoolExecutor(max_workers=1, thread_name_prefix="aside")

    async def do(self, work: Callable[[], Value]) -> Value:
        """What `work` gives, or raises.

        When the caller is cancelled, work that has begun still ends, for nobody; other work is never begun.
        """
        return await asyncio.wrap_future(self._one.submit(copy_context().run, work))
