"""Serving Streamable HTTP at `/mcp` until a signal."""

import logging
import os
import signal
import socket
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

import anyio
import uvicorn
from starlette.types import ASGIApp

from devrev_sessions.assistant.desks import open_desks
from devrev_sessions.assistant.http.app import build_app
from devrev_sessions.assistant.http.health import Health
from devrev_sessions.assistant.http.leavers import Answered, forget_leavers
from devrev_sessions.assistant.http.stalls import Unstalled
from devrev_sessions.settings import Settings
from devrev_sessions.signals import SIGNALS, end_at_once
from devrev_sessions.telemetry import Instruments

_LOG: Final = logging.getLogger("devrev_sessions.http")
GRACE_SECONDS: Final = 1.0
"""Beyond the longest time a call may take: running calls may finish when the server is told to stop."""

KEPT_SECONDS: Final = 620
"""How long a connection is kept on which nothing is asked: longer than load balancers keep theirs, which would else
send a call over one that closes and tell its client 502. Google's keeps them for 600 seconds, AWS's and nginx for 60.
"""


async def serve_http(settings: Settings, instruments: Instruments, host: str, port: int) -> bool:
    """Serve until SIGINT or SIGTERM; calls under way then have their time to end, and a second signal ends at once.

    False where it could not listen, which is then in the log.
    """
    if settings.token is None and not settings.callers:
        _LOG.warning("no DevRev token is configured, so that every call ends with an error that says how to get one")
    async with open_desks(settings, instruments=instruments) as desks:
        forget_leavers()
        health = Health(desks)
        app = build_app(settings, desks, health)
        server = Unsignalled(listening(app, host, port))
        async with anyio.create_task_group() as group:
            group.start_soon(desks.settled)
            group.start_soon(_stop_gently, server, app, health, settings.limits.timeout_seconds + GRACE_SECONDS)
            await server.serve()
            group.cancel_scope.cancel()
        return server.listened


def listening(app: ASGIApp, host: str, port: int) -> uvicorn.Config:
    """How connections are served, whatever stands in front."""
    return uvicorn.Config(
        app,
        http=Unstalled,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEPT_SECONDS,
        timeout_graceful_shutdown=1,
        lifespan="on",
    )


class Unsignalled(uvicorn.Server):
    """uvicorn, told to stop by us: on a signal of its own it would cut every stream at once."""

    listened = False

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say so."""
        try:
            await super().startup(sockets)
        except SystemExit:
            # It has said why; leaving from here would be told once more, as a failure of every task there is.
            self.should_exit = True
        if self.started:
            self.listened = True
            host = f"[{self.config.host}]" if ":" in self.config.host else self.config.host
            _LOG.info("Serving http://%s:%d/mcp", host, self.config.port)

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Leave signals to whoever runs the server."""
        if sys.platform == "win32":  # there is no receiver there
            with super().capture_signals():
                yield
        else:
            yield


async def _stop_gently(server: uvicorn.Server, app: Answered, health: Health, grace_seconds: float) -> None:
    """At a signal take no more connections, let the calls under way end, and stop; a second signal ends at once."""
    if sys.platform == "win32":
        return
    with anyio.open_signal_receiver(*SIGNALS) as received:
        async for _ in received:
            break
    end_at_once(os.getpid())
    health.draining = True
    for each in server.servers:
        each.close()
    # Those that are idle close, the others with their answer: a call that came over them later would be cut.
    for connection in list(server.server_state.connections):
        connection.shutdown()
    with anyio.move_on_after(grace_seconds):
        await app.idle()
    # Its own way to be told, by which streams that stand open for a client learn of it too.
    server.handle_exit(signal.SIGTERM, None)
