"""A DevRev with the sample sessions, a server that reads it, and a client of each era."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from asking import ERAS, settings_for
from mcp.client.client import Client
from mcp.server.lowlevel import Server

from devrev_sessions.assistant.desks import open_desks
from devrev_sessions.assistant.server import build_server
from devrev_sessions.sandbox import Sandbox


@pytest.fixture(scope="session")
def devrev() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
async def server(devrev: Sandbox) -> AsyncIterator[Server[Any]]:
    async with open_desks(settings_for(devrev)) as desks:
        yield build_server(desks)


@pytest.fixture(params=ERAS)
async def client(request: pytest.FixtureRequest, server: Server[Any]) -> AsyncIterator[Client]:
    async with Client(server, mode=request.param) as connected:
        yield connected
