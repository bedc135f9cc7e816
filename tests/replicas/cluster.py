"""Processes of a whole deployment on loopback: Redis, two replicas, nginx."""

import shutil
import signal
import socket
import subprocess
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

import anyio
import httpx
from asking import Era
from counting import DevRev, counting
from mcp.client.client import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client
from redis.asyncio import Redis
from test_wires import COMMAND, clean

from devrev_sessions.settings.keys import hashed, new_seal

KEY = "dsm_test"
TOKEN = "token-1"
SOON_SECONDS = 20
"""Only keeps what is broken from hanging the tests."""
NGINX = """
daemon off; pid {folder}/nginx.pid; error_log stderr warn; worker_processes 1;
events {{ worker_connections 8192; }}
http {{
  access_log off;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  upstream replicas {{ {servers} keepalive 16; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{ proxy_pass http://replicas; include {proxying}; }}
  }}
}}
"""
PROXYING = Path(__file__).parents[2] / "deploy" / "nginx" / "proxying.conf"
"""How the shipped configuration passes requests on, tried here word for word."""


Process = subprocess.Popen[bytes]


@dataclass
class Cluster:
    """What runs, and where."""

    folder: Path
    devrev: DevRev
    nginx_port: int = 0
    redis_port: int = 0
    seal: str = field(default_factory=new_seal)
    replicas: list[tuple[int, Process]] = field(default_factory=list[tuple[int, Process]])
    processes: list[Process] = field(default_factory=list[Process])

    def start(self, *command: str) -> Process:
        process = subprocess.Popen(command, env=clean(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.processes.append(process)
        return process

    async def start_redis(self) -> Process:
        port = self.redis_port or free_port()
        self.redis_port = port
        process = self.start("redis-server", "--port", str(port), "--save", "", "--dir", str(self.folder))
        await listens(port)
        return process

    async def start_replica(self, seal: str = "", token: str = TOKEN) -> int:
        """A replica more; one with a key or a token of its own is none of the team."""
        port = free_port()
        config = self.folder / f"{port}.toml"
        shared = f'[shared]\nurl = "redis://127.0.0.1:{self.redis_port}/0"\nkey = "{seal or self.seal}"\n'
        keys = f'[http]\nauth = "bearer"\n[[http.keys]]\nname = "anna"\nsha256 = "{hashed(KEY)}"\n'
        limits = "[limits]\ntimeout_seconds = 15\n"
        about = f'token = "{token}"\nbase_url = "{self.devrev.url}"\n'
        config.write_text(about + shared + keys + limits)
        command = [*COMMAND, "serve", "--http", "--port", str(port), "--config", str(config)]
        process = self.start(*command)
        if not seal and token == TOKEN:
            self.replicas.append((port, process))
        await ready(port)
        return port

    async def start_nginx(self) -> None:
        self.nginx_port = free_port()
        servers = " ".join(f"server 127.0.0.1:{port} max_fails=1 fail_timeout=5s;" for port, _ in self.replicas)
        config = self.folder / "nginx.conf"
        config.write_text(
            NGINX.format(folder=self.folder, servers=servers, port=self.nginx_port, proxying=PROXYING), encoding="utf-8"
        )
        self.start(shutil.which("nginx") or "/usr/sbin/nginx", "-c", str(config), "-p", str(self.folder))
        await listens(self.nginx_port)

    @asynccontextmanager
    async def client(self, era: Era = "auto", port: int = 0) -> AsyncGenerator[Client]:
        """A client of one replica, or of nginx in front of them."""
        url = f"http://127.0.0.1:{port or self.nginx_port}/mcp"
        async with (
            create_mcp_http_client(headers={"Authorization": f"Bearer {KEY}"}) as http,
            Client(streamable_http_client(url, http_client=http), mode=era) as client,
        ):
            yield client

    async def start_team(self) -> None:
        """Two replicas behind nginx."""
        async with anyio.create_task_group() as group:
            for _ in range(2):
                group.start_soon(self.start_replica)
        await self.start_nginx()

    def redis(self) -> Redis:
        return Redis(port=self.redis_port)

    def stop(self) -> None:
        for process in reversed(self.processes):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(SOON_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


@asynccontextmanager
async def cluster(folder: Path) -> AsyncGenerator[Cluster]:
    async with counting() as devrev:
        started = Cluster(folder, devrev)
        try:
            await started.start_redis()
            await started.start_team()
            yield started
        finally:
            started.stop()


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        return free.getsockname()[1]


async def listens(port: int) -> None:
    """Return once something listens there."""
    with anyio.fail_after(SOON_SECONDS):
        while True:
            try:
                stream = await anyio.connect_tcp("127.0.0.1", port)
            except OSError:
                await anyio.sleep(0.01)
                continue
            await stream.aclose()
            return


async def ready(port: int) -> None:
    """Return once a replica says that calls may come."""
    await listens(port)
    async with httpx.AsyncClient() as http:

        async def says_so() -> bool:
            return (await http.get(f"http://127.0.0.1:{port}/readyz")).status_code == 200

        await until(says_so)


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    """Return once something is so, of which no event tells: it goes on in another process."""
    with anyio.fail_after(SOON_SECONDS):
        while not await true():  # noqa: ASYNC110 - there is no event
            await anyio.sleep(0.01)
