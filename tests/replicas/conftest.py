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
    """One of its own, for a test that breaks something."""
    async with cluster(tmp_path) as started:
        yield started


@pytest.fixture(scope="session")
async def standing(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Cluster]:
    """The one of all tests that leave it as it was; each asks for recordings that no other asks for."""
    async with cluster(tmp_path_factory.mktemp("cluster")) as started:
        yield started
