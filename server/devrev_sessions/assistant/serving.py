"""Serving: over standard input and output, or over HTTP."""

import os
import signal
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

import anyio
import uvicorn
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from devrev_sessions.assistant.desk import Desk, open_desk
from devrev_sessions.assistant.leavers import Answered, forget_leavers
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
    """Serve Streamable HTTP at `/mcp` until SIGINT or SIGTERM; calls under way then have GRACE_SECONDS to end."""
    async with open_desk(settings) as desk:
        forget_leavers()
        app = Answered(build_server(desk).streamable_http_app(host=host))
        server = _Unsignalled(
            uvicorn.Config(app, host=host, port=port, log_level="warning", timeout_graceful_shutdown=1, lifespan="on")
        )
        async with anyio.create_task_group() as group:
            group.start_soon(_stop_gently, server, desk)
            await server.serve()
            group.cancel_scope.cancel()


class _Unsignalled(uvicorn.Server):
    """uvicorn, told to stop by us: on a signal of its own it would cut every stream at once."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        if sys.platform == "win32":  # there is no receiver there
            with super().capture_signals():
                yield
        else:
            yield


async def _stop_gently(server: uvicorn.Server, desk: Desk) -> None:
    """At a signal take no more connections, let the calls under way end, and stop; a second signal ends at once."""
    if sys.platform == "win32":
        return
    with anyio.open_signal_receiver(*SIGNALS) as received:
        async for _ in received:
            break
    for listening in server.servers:
        listening.close()
    with anyio.move_on_after(GRACE_SECONDS):
        await desk.idle()
    # Its own way to be told, by which streams that stand open for a client learn of it too.
    server.handle_exit(signal.SIGTERM, None)
