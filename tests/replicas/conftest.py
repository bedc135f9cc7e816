"""Two replicas behind nginx, with a Redis between them and one DevRev behind all."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path += [str(TESTS / name) for name in ("devrev", "assistant", "serving")]

import pytest  # noqa: E402 - after what it is to find
from cluster import Cluster, cluster  # noqa: E402


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Cluster]:
    async with cluster(tmp_path) as started:
        yield started
