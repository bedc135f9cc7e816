"""Serve our own server object over HTTP with the suite's fixtures beside what the product has, until a signal.

python tests/conformance/fixture_server.py [--stateless]
"""

import socket
import sys

import anyio
import uvicorn
from asking_tools import ASKING_TOOLS
from beside import add_prompts, add_resources, add_tools
from changes import add_changes
from mcp.server.request_state import RequestStateBoundary, RequestStateSecurity
from plain_tools import PLAIN_TOOLS
from prompts_and_resources import PROMPTS, RESOURCES
from round_tools import ROUND_TOOLS

from devrev_sessions.assistant.desks import open_desks
from devrev_sessions.assistant.http.leavers import Answered
from devrev_sessions.assistant.server import build_server
from devrev_sessions.sandbox import SANDBOX_APPS, Sandbox
from devrev_sessions.settings import Settings


def _settings(devrev: Sandbox) -> Settings:
    apps = {name: {"version_key": key, "platform": platform} for name, (key, platform) in SANDBOX_APPS.items()}
    return Settings.model_validate({"token": devrev.token, "base_url": devrev.base_url, "apps": apps})


async def serve(settings: Settings, *, stateless: bool) -> None:
    """Serve on a free port of loopback, and say on standard output where that is."""
    async with open_desks(settings) as desks:
        server = build_server(desks)
        add_tools(server, [*PLAIN_TOOLS, *ASKING_TOOLS, *ROUND_TOOLS, *add_changes(server)])
        add_prompts(server, PROMPTS)
        add_resources(server, RESOURCES)
        server.middleware.append(RequestStateBoundary(RequestStateSecurity.ephemeral(), default_audience=server.name))
        app = Answered(server.streamable_http_app(stateless_http=stateless))
        with socket.create_server(("127.0.0.1", 0)) as listening:
            sys.stdout.write(f"http://127.0.0.1:{listening.getsockname()[1]}/mcp\n")
            sys.stdout.flush()
            config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1, lifespan="on")
            await uvicorn.Server(config).serve(sockets=[listening])


if __name__ == "__main__":
    with Sandbox() as devrev:
        anyio.run(lambda: serve(_settings(devrev), stateless="--stateless" in sys.argv[1:]))
