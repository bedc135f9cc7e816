"""The server as a process of its own, that an assistant starts and speaks to over its pipes."""

import os
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from fault_table import TOKEN
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

_PASSED_ON: Final = ("PATH", "HOME", "SYSTEMROOT", "LANG")
"""Neither proxies nor certificates of this machine: what is played here must not depend on them."""
_LOG: Final = "server.log"


@asynccontextmanager
async def over_a_pipe(url: str, folder: Path, *, seconds: float) -> AsyncGenerator[Client]:
    """A client of a server that reads from `url`, gives a call so many seconds, and writes its log into `folder`."""
    config = folder / "config.toml"
    config.write_text(f"[limits]\ntimeout_seconds = {seconds}\nmax_body_megabytes = 1\n", encoding="utf-8")
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "devrev_sessions", "--config", str(config)],
        env={**environment, "DEVREV_API_KEY": TOKEN, "DEVREV_BASE_URL": url},
        cwd=folder,
    )
    with (folder / _LOG).open("w", encoding="utf-8") as log:
        async with Client(stdio_client(server, errlog=log)) as client:
            yield client


def logged(folder: Path) -> str:
    """What the server wrote to its log."""
    return (folder / _LOG).read_text(encoding="utf-8")
