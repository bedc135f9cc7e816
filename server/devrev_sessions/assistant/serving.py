"""Serving one client over standard input and output."""

import os
import sys

import anyio
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from devrev_sessions.assistant.desks import open_desks
from devrev_sessions.assistant.news import NEWS, tell_of_new_resources
from devrev_sessions.assistant.server import build_server
from devrev_sessions.settings import Settings
from devrev_sessions.signals import SIGNALS
from devrev_sessions.telemetry import Instruments


async def serve_stdio(settings: Settings, instruments: Instruments) -> None:
    """Serve one client until its end of input, or until SIGINT or SIGTERM.

    A signal ends the process here: the SDK reads standard input in a thread that nothing but input wakes up.
    """
    ended = anyio.Event()
    signalled = False

    async def serve(server: Server) -> None:
        tell_of_new_resources(server)
        async with stdio_server() as (read, write):
            await server.run(read, write, server.create_initialization_options(NEWS))
        ended.set()

    async def watch() -> None:
        nonlocal signalled
        with anyio.open_signal_receiver(*SIGNALS) as received:
            async for _ in received:
                signalled = True
                ended.set()
                return

    async with anyio.create_task_group() as group:
        async with open_desks(settings, instruments=instruments) as desks:
            group.start_soon(serve, build_server(desks))
            group.start_soon(desks.settled)
            if sys.platform != "win32":  # Windows has no such receiver; there Ctrl-C ends the process by itself
                group.start_soon(watch)
            await ended.wait()
            if signalled:
                # Before the desks close: calls under way end with the process instead of failing and being logged.
                instruments.end()
                sys.stderr.flush()
                os._exit(0)
        group.cancel_scope.cancel()
