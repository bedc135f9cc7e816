"""What is kept, for how long, and how a fetch is shared."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import anyio
import pytest
from anyio.lowlevel import checkpoint

from devrev_sessions.devrev.shelf import Shelf, Shelved
from devrev_sessions.errors import NotFound


@dataclass
class Clock:
    seconds: float = 100.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Source:
    """Where values come from: it counts its fetches, and holds them back until `open` is set."""

    size_bytes: int = 10
    error: Exception | None = None
    started: int = 0
    cancelled: int = 0
    begun: anyio.Event = field(default_factory=anyio.Event)
    open: anyio.Event = field(default_factory=anyio.Event)

    async def fetch(self) -> Shelved[str]:
        self.started += 1
        number = self.started
        self.begun.set()
        try:
            await self.open.wait()
        except anyio.get_cancelled_exc_class():
            self.cancelled += 1
            raise
        if self.error is not None:
            raise self.error
        return Shelved(f"value {number}", self.size_bytes)


def at_once(value: str, size_bytes: int = 10) -> Callable[[], Awaitable[Shelved[str]]]:
    async def fetch() -> Shelved[str]:
        await checkpoint()
        return Shelved(value, size_bytes)

    return fetch


def shelf(capacity_bytes: int = 100, clock: Callable[[], float] | None = None) -> Shelf[str, str]:
    return Shelf(capacity_bytes=capacity_bytes, max_age_seconds=60, clock=clock or Clock())


async def settled() -> None:
    """Every task has had its turns; none here needs more than a handful, and none waits for the outside."""
    for _ in range(20):
        await checkpoint()


async def test_what_was_fetched_is_not_fetched_again():
    async with shelf() as kept:
        assert [await kept.get("a", at_once(value)) for value in ("first", "second")] == ["first", "first"]
        assert await kept.get("b", at_once("other")) == "other"
        assert kept.held_bytes == 20


async def test_an_entry_leaves_when_it_is_too_old():
    clock = Clock()
    async with shelf(clock=clock) as kept:
        await kept.get("a", at_once("old"))
        clock.seconds += 30
        await kept.get("b", at_once("younger"))
        clock.seconds += 30
        assert kept.held_bytes == 10
        assert await kept.get("a", at_once("new")) == "new"
        assert await kept.get("b", at_once("new")) == "younger"


async def test_use_does_not_make_an_entry_younger():
    clock = Clock()
    async with shelf(clock=clock) as kept:
        await kept.get("a", at_once("old"))
        clock.seconds += 59
        assert await kept.get("a", at_once("new")) == "old"
        clock.seconds += 1
        assert await kept.get("a", at_once("new")) == "new"


async def test_what_will_soon_be_better_leaves_earlier():
    clock = Clock()

    async def bare() -> Shelved[str]:
        return Shelved("bare", 10, keep_seconds=20)

    async with shelf(clock=clock) as kept:
        await kept.get("a", bare)
        await kept.get("b", at_once("whole"))
        clock.seconds += 19
        assert await kept.get("a", at_once("better")) == "bare"
        clock.seconds += 1
        assert await kept.get("a", at_once("better")) == "better"
        assert await kept.get("b", at_once("again")) == "whole"
        assert kept.held_bytes == 20


async def test_the_least_recently_used_makes_room():
    async with shelf(capacity_bytes=30) as kept:
        for key in ("a", "b", "c"):
            await kept.get(key, at_once("first"))
        await kept.get("a", at_once("unused"))
        await kept.get("d", at_once("first", size_bytes=20))
        assert kept.held_bytes == 30
        assert [await kept.get(key, at_once("again", size_bytes=0)) for key in "abcd"] == [
            "first",
            "again",
            "again",
            "first",
        ]


async def test_an_entry_larger_than_the_shelf_is_given_but_not_kept():
    async with shelf() as kept:
        await kept.get("small", at_once("kept"))
        assert await kept.get("large", at_once("first", size_bytes=101)) == "first"
        assert await kept.get("large", at_once("second", size_bytes=101)) == "second"
        assert await kept.get("small", at_once("unused")) == "kept"


async def test_getters_at_the_same_time_share_one_flight():
    source, found = Source(), list[str]()

    async def getting(kept: Shelf[str, str]) -> None:
        found.append(await kept.get("a", source.fetch))

    async with shelf() as kept, anyio.create_task_group() as group:
        for _ in range(5):
            group.start_soon(getting, kept)
        await settled()
        source.open.set()
    assert found == ["value 1"] * 5
    assert source.started == 1


async def test_keys_do_not_wait_for_each_other():
    source = Source()
    async with shelf() as kept, anyio.create_task_group() as group:
        group.start_soon(kept.get, "slow", source.fetch)
        await source.begun.wait()
        assert await kept.get("quick", at_once("there")) == "there"
        source.open.set()


async def test_a_failure_reaches_every_waiter_as_its_own_exception_and_is_not_kept():
    source = Source(error=NotFound("No such session.", "Check the id.", http_status=404, field="session_id"))
    caught: list[NotFound] = []

    async def getting(kept: Shelf[str, str]) -> None:
        try:
            await kept.get("a", source.fetch)
        except NotFound as error:
            caught.append(error)

    async with shelf() as kept:
        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(getting, kept)
            await settled()
            source.open.set()
        assert await kept.get("a", at_once("found later")) == "found later"
    assert source.started == 1
    assert len({id(error) for error in caught} | {id(source.error)}) == 4
    for error in caught:
        assert (str(error), error.next_step, error.http_status, error.field) == (
            "No such session.",
            "Check the id.",
            404,
            "session_id",
        )
        assert error.__traceback__ is not None


@pytest.mark.parametrize(
    "error",
    [
        KeyError("k"),
        OSError(2, "gone"),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"),
        ExceptionGroup("g", [OSError()]),
    ],
)
async def test_errors_of_any_kind_keep_their_kind(error: Exception):
    source = Source(error=error)
    source.open.set()
    async with shelf() as kept:
        with pytest.raises(type(error)) as told:
            await kept.get("a", source.fetch)
    assert told.value.args == error.args


async def test_cancelling_one_waiter_leaves_the_others_their_flight():
    source, found = Source(), list[str]()

    async def getting(kept: Shelf[str, str], scope: anyio.CancelScope) -> None:
        with scope:
            found.append(await kept.get("a", source.fetch))

    first, second = anyio.CancelScope(), anyio.CancelScope()
    async with shelf() as kept, anyio.create_task_group() as group:
        group.start_soon(getting, kept, first)
        group.start_soon(getting, kept, second)
        await settled()
        first.cancel()
        await settled()
        source.open.set()
    assert first.cancelled_caught
    assert (found, source.started, source.cancelled) == (["value 1"], 1, 0)


async def test_when_the_last_waiter_leaves_the_flight_ends_and_the_next_caller_starts_another():
    source, scope = Source(), anyio.CancelScope()

    async def getting(kept: Shelf[str, str]) -> None:
        with scope:
            await kept.get("a", source.fetch)

    async with shelf() as kept:
        async with anyio.create_task_group() as group:
            group.start_soon(getting, kept)
            await source.begun.wait()
            scope.cancel()
            await settled()
            assert source.cancelled == 1
        assert await kept.get("a", at_once("another")) == "another"


async def test_a_waiter_that_leaves_before_the_flight_begins_ends_it_too():
    source = Source()
    async with shelf() as kept:
        with anyio.CancelScope() as scope:
            scope.cancel()
            await kept.get("a", source.fetch)
        await settled()
        assert source.started == source.cancelled
        assert await kept.get("a", at_once("another")) == "another"


async def test_fresh_replaces_what_is_kept():
    async with shelf() as kept:
        await kept.get("a", at_once("old"))
        assert await kept.get("a", at_once("new", size_bytes=25), fresh=True) == "new"
        assert await kept.get("a", at_once("unused")) == "new"
        assert kept.held_bytes == 25


async def test_a_fresh_fetch_that_fails_leaves_what_is_kept():
    source = Source(error=NotFound("Gone.", "Nothing."))
    source.open.set()
    async with shelf() as kept:
        await kept.get("a", at_once("old"))
        with pytest.raises(NotFound):
            await kept.get("a", source.fetch, fresh=True)
        assert await kept.get("a", at_once("unused")) == "old"


async def test_a_fresh_value_too_large_to_keep_still_replaces_the_old_one():
    async with shelf() as kept:
        await kept.get("a", at_once("old"))
        await kept.get("a", at_once("large", size_bytes=101), fresh=True)
        assert kept.held_bytes == 0
        assert await kept.get("a", at_once("next")) == "next"


async def test_fresh_does_not_join_an_older_flight_and_later_callers_join_the_fresh_one():
    older, newer, found = Source(), Source(), dict[str, str]()

    async def getting(kept: Shelf[str, str], name: str, source: Source, fresh: bool) -> None:
        found[name] = await kept.get("a", source.fetch, fresh=fresh)

    async with shelf() as kept:
        async with anyio.create_task_group() as group:
            group.start_soon(getting, kept, "before", older, False)
            await settled()
            group.start_soon(getting, kept, "fresh", newer, True)
            await settled()
            group.start_soon(getting, kept, "after", older, False)
            await settled()
            newer.size_bytes, older.size_bytes = 7, 3
            newer.open.set()
            await settled()
            assert set(found) == {"fresh", "after"}
            older.open.set()
        assert set(found) == {"before", "fresh", "after"}
        assert (older.started, newer.started) == (1, 1)
        assert kept.held_bytes == 7


async def test_leaving_the_shelf_ends_its_flights_and_tells_who_waits():
    source, told = Source(), anyio.Event()

    async def getting(kept: Shelf[str, str]) -> None:
        with pytest.raises(anyio.ClosedResourceError):
            await kept.get("a", source.fetch)
        told.set()

    async with anyio.create_task_group() as group:
        async with shelf() as kept:
            group.start_soon(getting, kept)
            await source.begun.wait()
        assert source.cancelled == 1
        with anyio.fail_after(5):
            await told.wait()
        with pytest.raises(anyio.ClosedResourceError):
            await kept.get("b", at_once("late"))


async def test_an_error_leaves_the_shelf_as_it_is():
    source = Source(error=NotFound("Gone.", "Nothing."))
    source.open.set()

    async def asking() -> None:
        async with shelf() as kept:
            await kept.get("a", source.fetch)

    with pytest.raises(NotFound):
        await asking()


async def test_cancelling_around_the_shelf_ends_everything():
    source = Source()
    with anyio.move_on_after(0.05) as scope:
        async with shelf() as kept:
            await kept.get("a", source.fetch)
    assert scope.cancelled_caught
    assert source.cancelled == 1
    await checkpoint()
