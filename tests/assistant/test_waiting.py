"""A call that takes its time, as its client sees it."""

import math

import anyio
import pytest

from devrev_sessions.assistant.waiting import SIGN_SECONDS, Waiting
from devrev_sessions.errors import DeadlineExceeded

Sign = tuple[float, str | None]


class Listener:
    def __init__(self, enough: int = 0) -> None:
        self.signs: list[Sign] = []
        self.heard_enough = anyio.Event()
        self._enough = enough

    async def __call__(self, progress: float, total: float | None, message: str | None) -> None:
        assert total is None
        self.signs.append((progress, message))
        if len(self.signs) == self._enough:
            self.heard_enough.set()


async def test_what_is_waited_for_is_told_with_a_number_that_grows():
    listener = Listener()
    waiting = Waiting(math.inf, listener)

    async def work() -> str:
        await waiting.report("looking")
        await waiting.report("reading")
        return "found"

    assert await waiting.on(work()) == "found"
    assert listener.signs == [(1, "looking"), (2, "reading")]


async def test_silence_is_broken_by_a_sign():
    listener = Listener(enough=2)
    waiting = Waiting(math.inf, listener)

    async def work() -> None:
        await waiting.report("reading")
        await listener.heard_enough.wait()

    await waiting.on(work())
    assert listener.signs == [(1, "reading"), (2, f"reading, {SIGN_SECONDS:.0f} s")]


async def test_what_takes_too_long_is_told_so():
    with pytest.raises(DeadlineExceeded, match=r"within 0\.05 seconds"):
        await Waiting(0.05, Listener()).on(anyio.sleep(60))


async def test_a_failure_comes_out_as_it_is():
    async def work() -> None:
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        await Waiting(5, Listener()).on(work())
