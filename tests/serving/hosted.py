"""The server over HTTP in this process, on a port of its own, and requests to it as they go over the wire."""

import json
import socket
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import anyio
import httpx
import uvicorn
from asking import Data, Era
from mcp.client.client import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client

from devrev_sessions.assistant.desks import Desks, open_desks
from devrev_sessions.assistant.http.app import build_app
from devrev_sessions.assistant.http.health import Health
from devrev_sessions.assistant.http.serving import Unsignalled, listening
from devrev_sessions.assistant.http.stalls import Unstalled
from devrev_sessions.settings import Settings
from devrev_sessions.telemetry import Instruments

HELLO: Data = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
}
ACCEPT = {"Accept": "application/json, text/event-stream"}


@dataclass(frozen=True)
class Hosted:
    """Where it listens, and what it works with."""

    base: str
    desks: Desks
    health: Health

    @property
    def url(self) -> str:
        return f"{self.base}/mcp"

    @property
    def port(self) -> int:
        return int(self.base.rpartition(":")[2])

    @asynccontextmanager
    async def client(self, mode: Era = "auto", headers: dict[str, str] | None = None) -> AsyncGenerator[Client]:
        """A client that sends these headers with every request."""
        async with (
            create_mcp_http_client(headers=headers) as http,
            Client(streamable_http_client(self.url, http_client=http), mode=mode) as client,
        ):
            yield client

    async def post(self, headers: Mapping[str, str] | None = None, body: object = None) -> httpx.Response:
        """The answer to a hello, or to another body, with these headers."""
        async with httpx.AsyncClient() as http:
            return await http.post(self.url, headers={**ACCEPT, **(headers or {})}, json=body or HELLO)

    async def ask(self, method: str, headers: Mapping[str, str]) -> httpx.Response:
        """The answer to another method than POST."""
        async with httpx.AsyncClient() as http:
            return await http.request(method, self.url, headers={**ACCEPT, **headers})

    async def get(self, path: str, **headers: str) -> httpx.Response:
        async with httpx.AsyncClient() as http:
            return await http.get(self.base + path, headers=headers)


class _Announced(Unsignalled):
    """One that tells when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = anyio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listens.set()


@asynccontextmanager
async def hosted(
    settings: Settings,
    instruments: Instruments | None = None,
    *,
    connection: type[Unstalled] = Unstalled,
) -> AsyncGenerator[Hosted]:
    """The server with these settings."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        async with _listening_at(taken, settings, instruments, connection) as server:
            yield server


@asynccontextmanager
async def _listening_at(
    taken: socket.socket,
    settings: Settings,
    instruments: Instruments | None,
    connection: type[Unstalled],
) -> AsyncGenerator[Hosted]:
    port = taken.getsockname()[1]
    async with open_desks(settings, instruments=instruments) as desks, anyio.create_task_group() as group:
        health = Health(desks)
        app = build_app(settings, desks, health)
        config = listening(app, "127.0.0.1", port)
        config.http = connection
        server = _Announced(config)
        group.start_soon(server.serve, [taken])
        await server.listens.wait()
        yield Hosted(f"http://127.0.0.1:{port}", desks, health)
        server.should_exit = True


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def body_of(answer: httpx.Response) -> Data:
    """The message in an answer, whichever of its two forms it has."""
    text = answer.text
    if answer.headers["content-type"].startswith("text/event-stream"):
        text = next(line for line in text.splitlines() if line.startswith("data: ")).removeprefix("data: ")
    return json.loads(text)
