"""Serving: over standard input and output, or over HTTP."""

import os
import signal
import sys
from contextlib import nullcontext
from typing import Final

import anyio
import uvicorn
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from devrev_sessions.assistant.desk import open_desk
from devrev_sessions.assistant.server import build_server
from devrev_sessions.settings import Settings

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
GRACE_SECONDS: Final = 5
"""How long running calls may finish when an HTTP server is told to stop."""


async def serve_stdio(settings: Settings) -> None:
    """Serve one client until its end of input, or until SIGINT or SIGTERM.

    A signal ends the process here: the SDK reads standard input in a thread that nothing but input wakes up.
    """
    ended = anyio.Event()
    signalled = False

    async def serve(server: Server) -> None:
        async with stdio_server() as (read, write):
            await server.run(read, write, server.create_initialization_options())
        ended.set()

    async def watch() -> None:
        nonlocal signalled
        with anyio.open_signal_receiver(*SIGNALS) as received:
            async for _ in received:
                signalled = True
                ended.set()
                return

    async with anyio.create_task_group() as group:
        async with open_desk(settings) as desk:
            group.start_soon(serve, build_server(desk))
            if sys.platform != "win32":  # Windows has no such receiver; there Ctrl-C ends the process by itself
                group.start_soon(watch)
            await ended.wait()
            if signalled:
                # Before the desk closes: calls under way end with the process instead of failing and being logged.
                sys.stderr.flush()
                os._exit(0)
        group.cancel_scope.cancel()


async def serve_http(settings: Settings, host: str, port: int) -> None:
    """Serve Streamable HTTP at `/mcp` until SIGINT or SIGTERM."""
    async with open_desk(settings) as desk:
        app = build_server(desk).streamable_http_app(host=host)
        config = uvicorn.Config(
            app, host=host, port=port, log_level="warning", timeout_graceful_shutdown=GRACE_SECONDS, lifespan="on"
        )
        # Once it has ended, uvicorn raises the signal again; received here, it does not end the process a second time.
        received = anyio.open_signal_receiver(*SIGNALS) if sys.platform != "win32" else nullcontext()
        with received:
            await uvicorn.Server(config).serve()
