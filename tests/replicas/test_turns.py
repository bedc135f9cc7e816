"""What replicas know of each other through a real store."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import anyio
import pytest
from cluster import SOON_SECONDS, Cluster
from counting import DevRev

from devrev_sessions.devrev.http.turnstile import ASKING_SECONDS, AT_ONCE
from devrev_sessions.devrev.shared.leases import Leases
from devrev_sessions.devrev.shared.sealing import Seal
from devrev_sessions.devrev.shared.store import Store
from devrev_sessions.devrev.shared.turns import SharedTurns

OWNER = ("credential", "host")


@pytest.fixture
async def lone(tmp_path: Path) -> AsyncIterator[Cluster]:
    """A store and nobody who uses it."""
    found = Cluster(tmp_path, DevRev())
    try:
        await found.start_redis()
        yield found
    finally:
        found.stop()


@pytest.fixture
async def leases(lone: Cluster) -> AsyncIterator[list[Leases]]:
    """What two replicas hold."""
    async with AsyncExitStack() as stack:
        opened: list[Leases] = []
        for _ in range(2):
            store = await stack.enter_async_context(Store(f"redis://127.0.0.1:{lone.redis_port}/0"))
            opened.append(await stack.enter_async_context(Leases(store)))
        yield opened


@pytest.fixture
def turns(leases: list[Leases]) -> list[SharedTurns]:
    return [SharedTurns(each, Seal(bytes(32)), OWNER) for each in leases]


async def test_after_a_wait_one_asks_at_a_time_until_devrev_has_answered(turns: list[SharedTurns]):
    here, there = turns
    # So short that it is over when the next one asks.
    await here.close_for(0.001)
    async with there.place(AT_ONCE, ASKING_SECONDS) as told:
        assert told
        with anyio.move_on_after(0.1) as waiting:
            async with here.place(AT_ONCE, ASKING_SECONDS):
                pass
        assert waiting.cancelled_caught
        await there.open()
        with anyio.fail_after(SOON_SECONDS):
            async with here.place(AT_ONCE, ASKING_SECONDS) as told_then:
                assert told_then == 0


async def test_a_longer_wait_stays(turns: list[SharedTurns]):
    here, there = turns
    await here.close_for(60)
    await there.close_for(1)
    async with there.place(AT_ONCE, ASKING_SECONDS) as told:
        assert told
        assert told > 50
