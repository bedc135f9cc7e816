"""A scripted host that chooses its script by what is asked, so that calls may come in any order."""

import json
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import cast

from scripted import Heard, Peer, Script, Scripted, answer, scripted

REQUESTS = 160
Route = Callable[[str, dict[str, str]], Script]


def operation_of(heard: Heard) -> str:
    """The operation without its first word: `sessions.data.get`, `sessions.get`, `sessions.developer-info.get`."""
    return heard.line.split()[1].removeprefix("/observability.")


def heard_by(host: Scripted) -> list[tuple[str, str]]:
    """Each request so far: its operation, and the platform, recording or tab it is about."""
    told: list[tuple[str, str]] = []
    for heard in host.heard:
        fields = cast("dict[str, str]", heard.fields)
        about = next((fields[name] for name in ("platform", "recording_id", "tab_id") if name in fields), "")
        told.append((operation_of(heard), about))
    return told


def found(body: object) -> bytes:
    """An answer that holds `body`."""
    return answer(200, json.dumps(body).encode())


@asynccontextmanager
async def routed(route: Route) -> AsyncGenerator[Scripted]:
    """A host that plays `route(operation, fields)` for each request."""

    async def play(peer: Peer) -> None:
        heard = host.heard[-1]
        script = route(operation_of(heard), cast("dict[str, str]", heard.fields))
        for step in (script,) if isinstance(script, bytes) else script:
            if isinstance(step, bytes):
                await peer.send(step)
            else:
                await step(peer)

    async with scripted(*[(play,)] * REQUESTS) as host:
        yield host
