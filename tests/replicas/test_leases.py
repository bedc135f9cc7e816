"""What a replica holds in the store, and what becomes of it when a caller leaves or an answer is lost."""

from collections.abc import AsyncIterator
from pathlib import Path

import anyio
import pytest
from cluster import Cluster
from counting import DevRev

from devrev_sessions.devrev.shared.leases import LEASE_SECONDS, Leases
from devrev_sessions.devrev.shared.store import Store


class Slow(Store):
    """A store whose answers come when nobody waits for them any more."""

    async def take(self, name: str, token: str, lease_seconds: float) -> bool | None:
        taken = await super().take(name, token, lease_seconds)
        await anyio.sleep_forever()
        return taken

    async def enter(
        self, places: str, closed: str, token: str, at_once: int, lease_seconds: float, asking_seconds: float
    ) -> tuple[bool, float] | None:
        entered = await super().enter(places, closed, token, at_once, lease_seconds, asking_seconds)
        await anyio.sleep_forever()
        return entered


@pytest.fixture
async def url(tmp_path: Path) -> AsyncIterator[str]:
    found = Cluster(tmp_path, DevRev())
    try:
        await found.start_redis()
        yield f"redis://127.0.0.1:{found.redis_port}/0"
    finally:
        found.stop()


async def test_who_leaves_while_a_lock_or_a_place_is_given_holds_up_nobody(url: str):
    async with Slow(url) as slow, Store(url) as store:
        leases = Leases(slow)
        for leaves in (leases.take("lock", "one"), leases.enter("places", "closed", "one", 1, 1.0)):
            with anyio.move_on_after(0.2):
                await leaves
        assert await store.take("lock", "two", LEASE_SECONDS)
        assert await store.enter("places", "closed", "two", 1, LEASE_SECONDS, 1.0) == (True, 0)


async def test_asked_again_for_an_answer_that_was_lost_the_store_answers_the_same(url: str):
    async with Store(url) as store:
        for _ in range(2):
            assert await store.take("lock", "one", LEASE_SECONDS)
            assert await store.enter("places", "closed", "one", 1, LEASE_SECONDS, 1.0) == (True, 0)
        assert await store.take("lock", "two", LEASE_SECONDS) is False
        assert await store.enter("places", "closed", "two", 1, LEASE_SECONDS, 1.0) == (False, 0)


async def test_a_lock_that_lapsed_and_was_taken_again_here_is_let_go_by_each_for_itself(url: str):
    async with Store(url) as store:
        leases = Leases(store)
        assert await leases.take("lock", "one")
        async with leases.lock("lock", "one"):
            await store.release("lock", "one")
            assert await leases.take("lock", "two")
            async with leases.lock("lock", "two"):
                pass
        assert await leases.take("lock", "three")


async def test_a_crowd_is_no_reason_to_call_the_store_away(url: str):
    found: list[bytes | None] = []
    async with Store(url) as store:
        await store.put("name", b"value", LEASE_SECONDS)

        async def look() -> None:
            found.append(await store.get("name"))

        async with anyio.create_task_group() as group:
            for _ in range(300):
                group.start_soon(look)
    assert found == [b"value"] * 300
