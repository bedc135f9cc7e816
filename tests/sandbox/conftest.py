"""A running sandbox and someone who asks it."""

from collections.abc import Iterator

import pytest
from sandbox_caller import Caller

from devrev_sessions.sandbox import Sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture
def caller(sandbox: Sandbox) -> Iterator[Caller]:
    with Caller(sandbox) as asking:
        yield asking
