"""What passes between a client and the server, so that the version they speak is read and not believed."""

import re
import shlex
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import anyio
from anyio.abc import ByteStream, SocketAttribute
from mcp.client.stdio import StdioServerParameters

SERVER: Final = [sys.executable, "-m", "devrev_sessions"]
HELLO: Final = re.compile(rb'"method"\s*:\s*"initialize"')
AGREED: Final = re.compile(rb'"protocolVersion"\s*:\s*"([\d-]+)"')
STATED: Final = re.compile(rb'"io\.modelcontextprotocol/protocolVersion"\s*:\s*"([\d-]+)"')


@dataclass
class Heard:
    """Both sides of a conversation."""

    asked: bytearray = field(default_factory=bytearray)
    answered: bytearray = field(default_factory=bytearray)

    @property
    def protocol(self) -> str | None:
        """The version spoken: agreed on in a handshake, or stated with each request."""
        pattern, side = (AGREED, self.answered) if HELLO.search(self.asked) else (STATED, self.asked)
        found = pattern.findall(side)
        return found[-1].decode() if found else None


def over_stdio(folder: Path) -> StdioServerParameters:
    """The command for a client to start: the server, with both sides written down in `folder`."""
    server = shlex.join([*SERVER, "--sandbox"])
    asked, answered = (shlex.quote(str(folder / name)) for name in ("asked", "answered"))
    line = f"tee -a {asked} | {server} | tee -a {answered}"
    return StdioServerParameters(command="sh", args=["-c", line], env={"HOME": str(folder)})


def heard_in(folder: Path) -> Heard:
    """What `over_stdio` wrote down; nothing where no client started the command."""
    paths = (folder / "asked", folder / "answered")
    return Heard(*(bytearray(path.read_bytes()) if path.exists() else bytearray() for path in paths))


@asynccontextmanager
async def over_http(port: int) -> AsyncGenerator[tuple[str, Heard]]:
    """The address for a client, in front of the server at `port`, and what is heard there."""
    heard = Heard()

    async def pass_on(client: ByteStream) -> None:
        async with client, await anyio.connect_tcp("127.0.0.1", port) as server, anyio.create_task_group() as group:
            group.start_soon(_copy, client, server, heard.asked)
            group.start_soon(_copy, server, client, heard.answered)

    async with await anyio.create_tcp_listener(local_host="127.0.0.1") as listener, anyio.create_task_group() as group:
        group.start_soon(listener.serve, pass_on)
        yield f"http://127.0.0.1:{listener.extra(SocketAttribute.local_port)}/mcp", heard
        group.cancel_scope.cancel()


async def _copy(source: ByteStream, sink: ByteStream, kept: bytearray) -> None:
    try:
        async for piece in source:
            kept += piece
            await sink.send(piece)
        await sink.send_eof()
    except (anyio.BrokenResourceError, anyio.ClosedResourceError):
        return
