"""Until when the question that a call to DevRev serves can still use an answer.

A question may need several calls, one after another, and a call may serve several questions; it goes on for as long as
one of them waits. But a pause before another try is worth beginning only where the question outlives it.
"""

import math
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

import anyio

REASON_SECONDS: Final = 0.1
"""How much earlier than the question a call to DevRev ends, so that its reason is told and not only that time is up."""

until: Final[ContextVar[float]] = ContextVar("until", default=math.inf)
"""In seconds of the event loop's clock. A call that is begun for a question inherits it."""


def a_little_before(deadline: float) -> float:
    """When a call must end so that the question it serves still tells why."""
    return deadline - min(REASON_SECONDS, (deadline - anyio.current_time()) / 10)


@contextmanager
def within_the_question() -> Generator[None]:
    """Calls inside end a little before the question that is worked on."""
    token = until.set(a_little_before(anyio.current_effective_deadline()))
    try:
        yield
    finally:
        until.reset(token)
