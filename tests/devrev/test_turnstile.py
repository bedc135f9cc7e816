"""What the calls of one credential share."""

import math
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import anyio
import pytest
from calling import QUICK, TOKEN
from scripted import answer, scripted, stall, told

from devrev_sessions.devrev.http.transport import Limits, Transport
from devrev_sessions.devrev.http.turnstile import ASKING_SECONDS, Turnstile
from devrev_sessions.errors import NotFound, RateLimited

OPERATION = "observability.sessions.data.get"
LIMITED = told(429, "Retry-After: 120")


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


async def test_only_so_many_are_under_way():
    turnstile = Turnstile(at_once=2)
    inside = most = 0

    async def call() -> None:
        nonlocal inside, most
        async with turnstile.place(math.inf):
            inside += 1
            most = max(most, inside)
            await anyio.lowlevel.checkpoint()
            inside -= 1

    async with anyio.create_task_group() as group:
        for _ in range(9):
            group.start_soon(call)
    assert most == 2


async def test_a_wait_is_over_when_its_time_is():
    clock = Clock()
    turnstile = Turnstile(clock=clock)
    await turnstile.close_for(5)
    await turnstile.close_for(2)
    assert turnstile.wait_seconds == 5
    clock.now = 6
    assert turnstile.wait_seconds == 0


@pytest.mark.parametrize(
    ("headers", "wait_seconds"),
    [
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1793527230"}, 30),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1793527230", "retry-after": "1"}, 0),
        ({"x-ratelimit-remaining": "7", "x-ratelimit-reset": "1793527230"}, 0),
        ({"x-ratelimit-remaining": "none", "x-ratelimit-reset": "1793527230"}, 0),
        ({"x-ratelimit-remaining": "0"}, 0),
        ({}, 0),
    ],
)
async def test_an_answer_that_was_the_last_one_closes(headers: dict[str, str], wait_seconds: float):
    turnstile = Turnstile(clock=Clock())
    await turnstile.heed({"date": "Sun, 01 Nov 2026 10:00:00 GMT", **headers})
    assert turnstile.wait_seconds == wait_seconds


async def test_a_crowd_behind_a_refusal_is_refused_without_being_asked():
    async with scripted(LIMITED, LIMITED) as devrev, Transport(devrev.url, TOKEN, Limits(call_seconds=5)) as transport:
        refusals: list[RateLimited] = []

        async def call() -> None:
            with pytest.raises(RateLimited) as error:
                await transport.post(OPERATION, {})
            refusals.append(error.value)

        await call()
        async with anyio.create_task_group() as group:
            for _ in range(20):
                group.start_soon(call)
        assert len(devrev.heard) == 2
    assert len(refusals) == 21
    assert all(119 <= (refusal.retry_after_seconds or 0) <= 120 for refusal in refusals)
    assert all("call again" in refusal.next_step for refusal in refusals)


async def test_after_a_refusal_the_next_call_is_asked_and_opens_for_all():
    async with (
        scripted(LIMITED, answer(), answer(), answer()) as devrev,
        Transport(devrev.url, TOKEN, QUICK) as transport,
    ):
        with pytest.raises(RateLimited):
            await transport.post(OPERATION, {})
        for _ in range(3):
            assert await transport.post(OPERATION, {}) == b'{"ok": true}'
        assert len(devrev.heard) == 4


async def test_one_that_asks_in_vain_does_not_hold_the_others_for_long():
    async with (
        scripted(LIMITED, (stall,), answer()) as devrev,
        Transport(devrev.url, TOKEN, Limits(tries=1)) as transport,
        anyio.create_task_group() as group,
    ):
        with pytest.raises(RateLimited):
            await transport.post(OPERATION, {})
        devrev.asked = anyio.Event()
        group.start_soon(transport.post, OPERATION, dict[str, str | int | bool | None]())
        await devrev.asked.wait()
        with anyio.fail_after(ASKING_SECONDS + 3):
            assert await transport.post(OPERATION, {}) == b'{"ok": true}'
        group.cancel_scope.cancel()


async def test_a_short_wait_is_waited_by_all():
    scripts = (told(429, "Retry-After: 0.2"), answer(), answer())
    async with scripted(*scripts) as devrev, Transport(devrev.url, TOKEN, QUICK) as transport:
        begun = anyio.current_time()
        ended: list[float] = []

        async def call() -> None:
            await transport.post(OPERATION, {})
            ended.append(anyio.current_time() - begun)

        async with anyio.create_task_group() as group:
            group.start_soon(call)
            await devrev.asked.wait()
            group.start_soon(call)
    assert len(devrev.heard) == 3
    assert max(ended) >= 0.2


async def test_a_refusal_that_is_about_one_call_lets_the_others_go_side_by_side_again():
    refused = told(404, type="not_found")
    async with (
        scripted(LIMITED, refused, (stall,), answer()) as devrev,
        Transport(devrev.url, TOKEN, Limits(tries=1)) as transport,
        anyio.create_task_group() as group,
    ):
        for kind in (RateLimited, NotFound):
            with pytest.raises(kind):
                await transport.post(OPERATION, {})
        devrev.asked = anyio.Event()
        group.start_soon(transport.post, OPERATION, dict[str, str | int | bool | None]())
        await devrev.asked.wait()
        assert await transport.post(OPERATION, {}) == b'{"ok": true}'
        group.cancel_scope.cancel()


@dataclass
class Others:
    """What other replicas know: how long DevRev asked them to wait, and what they are told."""

    clock: Clock
    wait_seconds: float | None = 0.0
    told: list[float | str] = field(default_factory=list[float | str])
    inside: int = 0
    in_line: anyio.Event = field(default_factory=anyio.Event)
    """Set where nobody stands before whoever asks for a place."""

    @asynccontextmanager
    async def place(self, at_once: int, asking_seconds: float) -> AsyncGenerator[float | None]:
        await self.in_line.wait()
        self.inside += 1
        try:
            yield self.wait_seconds
        finally:
            self.inside -= 1

    async def close_for(self, seconds: float) -> None:
        self.told.append(seconds)

    async def open(self) -> None:
        self.told.append("open")


def free() -> anyio.Event:
    event = anyio.Event()
    event.set()
    return event


async def test_the_others_are_told_of_a_wait_and_of_its_end_and_of_nothing_else():
    others = Others(Clock(), in_line=free())
    turnstile = Turnstile(clock=others.clock, others=others)
    await turnstile.open()
    await turnstile.close_for(5)
    await turnstile.open()
    await turnstile.open()
    assert others.told == [5, "open"]


async def test_a_wait_that_only_the_others_know_of_is_known_here_too():
    others = Others(Clock(), wait_seconds=30, in_line=free())
    turnstile = Turnstile(clock=others.clock, others=others)
    async with turnstile.place(deadline=10) as wait:
        # Too long to be waited out, so that DevRev is asked, which may have changed its mind.
        assert (wait, others.inside) == (0.0, 1)
        assert turnstile.wait_seconds == 30
    assert others.inside == 0


async def test_what_another_one_was_answered_ends_a_wait_here():
    others = Others(Clock(), wait_seconds=0.0, in_line=free())
    turnstile = Turnstile(clock=others.clock, others=others)
    await turnstile.close_for(30)
    async with turnstile.place(deadline=10) as wait:
        assert (wait, turnstile.wait_seconds) == (0.0, 0.0)


async def test_a_wait_that_fits_is_waited_out_also_by_those_who_stood_in_line_for_a_place():
    others = Others(Clock(), in_line=anyio.Event())
    turnstile = Turnstile(others=others)
    entered: list[float] = []

    async def ask() -> None:
        async with turnstile.place(deadline=anyio.current_time() + 10) as wait:
            entered.append(wait)

    async with anyio.create_task_group() as group:
        group.start_soon(ask)
        await anyio.wait_all_tasks_blocked()
        # While it stands in line, another call of this process is told to wait, and so is everybody else.
        others.wait_seconds = 0.2
        await turnstile.close_for(0.2)
        others.in_line.set()
        await anyio.wait_all_tasks_blocked()
        assert (entered, others.inside) == ([], 0)
        others.wait_seconds = 0.0
    assert entered == [0.0]


async def test_without_the_others_a_wait_here_stands():
    others = Others(Clock(), wait_seconds=None, in_line=free())
    turnstile = Turnstile(clock=others.clock, others=others)
    await turnstile.close_for(30)
    async with turnstile.place(deadline=10):
        assert turnstile.wait_seconds == 30


@dataclass
class Meanwhile:
    """Others of whom places are waited for, and what happens until each is given."""

    happening: list[Callable[[], Awaitable[float]]]

    @asynccontextmanager
    async def place(self, at_once: int, asking_seconds: float) -> AsyncGenerator[float | None]:
        yield await self.happening.pop(0)()

    async def close_for(self, seconds: float) -> None:
        """They learn of it too late for these tests."""

    async def open(self) -> None:
        """The same."""


async def test_a_wait_that_is_told_while_a_place_was_waited_for_is_waited_out_and_refuses_nobody():
    async def another_is_refused() -> float:
        await turnstile.close_for(0.1)
        return 0.1

    async def the_wait_is_over() -> float:
        return 0.001

    others = Meanwhile([another_is_refused, the_wait_is_over])
    turnstile = Turnstile(others=others)
    begun = anyio.current_time()
    async with turnstile.place(begun + 10) as wait:
        assert (wait, others.happening) == (0.0, [])
        assert anyio.current_time() - begun >= 0.1


async def test_what_others_knew_before_a_refusal_does_not_end_its_wait():
    async def another_is_refused() -> float:
        await turnstile.close_for(30)
        return 0.0

    turnstile = Turnstile(clock=Clock(), others=Meanwhile([another_is_refused]))
    async with turnstile.place(deadline=10):
        assert turnstile.wait_seconds == 30


async def test_a_wait_whose_end_only_the_others_await_is_ended_for_them():
    others = Others(Clock(), wait_seconds=0.001, in_line=free())
    turnstile = Turnstile(clock=others.clock, others=others)
    async with turnstile.place(deadline=0):
        await turnstile.open()
    assert others.told == ["open"]
