"""One round: every client is installed, asks over both wires, and is judged."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import anyio
from client_table import Outcome, Outcomes
from environments import LAST_WORDS, Failed, install, run
from judging import Seen, Verdict, judged
from questions import SCRIPT, Told, told_by
from roster import WIRES, Client, Wire
from scripted_model import ScriptedModel, scripted_model
from taps import SERVER, heard_in, over_http, over_stdio

AT_ONCE: Final = 2
START_SECONDS: Final = 30
PROMPT: Final = "What happened in session 9c1f-22ab of parcel-android, and what in session gone?"


async def ask_all(clients: Sequence[Client]) -> list[tuple[Client, Outcomes]]:
    """What came of each client, in their order."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        told = await told_by(over_stdio(_new(folder)))
        async with serving(folder) as port, scripted_model(SCRIPT) as model:
            asking = Round(port, model, told, folder)
            async with anyio.create_task_group() as group:
                for packages in dict.fromkeys(client.packages for client in clients):
                    group.start_soon(asking.ask, [each for each in clients if each.packages == packages])
    return [(client, asking.found[client]) for client in clients]


@asynccontextmanager
async def serving(home: str) -> AsyncGenerator[int]:
    """The server over HTTP, as one starts it, with none of the caller's settings."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [*SERVER, "serve", "--http", "--port", str(port), "--sandbox"]
    env = {"PATH": os.environ["PATH"], "HOME": home}
    started = anyio.open_process(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    async with await started as process:
        try:
            with anyio.fail_after(START_SECONDS):
                while not await _listens(port):  # noqa: ASYNC110 - nothing tells when another process listens
                    await anyio.sleep(0.1)
            yield port
        finally:
            process.terminate()


async def _listens(port: int) -> bool:
    try:
        stream = await anyio.connect_tcp("127.0.0.1", port)
    except OSError:
        return False
    await stream.aclose()
    return True


class Round:
    """What all clients share."""

    def __init__(self, port: int, model: ScriptedModel, told: Sequence[Told], folder: str) -> None:
        self._port = port
        self._model = model
        self._told = told
        self._folder = folder
        self._turn = anyio.CapacityLimiter(AT_ONCE)
        self.found: dict[Client, Outcomes] = {}

    async def ask(self, alike: Sequence[Client]) -> None:
        """Clients of the same packages, one after the other in one environment."""
        async with self._turn:
            with tempfile.TemporaryDirectory(dir=self._folder, ignore_cleanup_errors=True) as name:
                try:
                    await install(alike[0], Path(name))
                except Failed as error:
                    say(f"{alike[0].name} cannot be installed: {error}")
                    failed = Outcome(None, Verdict((str(error),)))
                    self.found |= {client: dict.fromkeys(WIRES, failed) for client in alike}
                    return
                for client in alike:
                    self.found[client] = {wire: await self._outcome(client, Path(name), wire) for wire in WIRES}

    async def _outcome(self, client: Client, folder: Path, wire: Wire) -> Outcome:
        home, begun = _new(self._folder), time.monotonic()
        if wire == "stdio":
            server = over_stdio(home)
            verdict = await self._verdict(client, folder, home, {"command": server.command, "args": server.args})
            protocol = heard_in(home).protocol
        else:
            async with over_http(self._port) as (url, heard):
                verdict = await self._verdict(client, folder, home, {"url": url})
            protocol = heard.protocol
        took = time.monotonic() - begun
        say(f"{client.name} {client.version} over {wire}: {'; '.join(verdict.faults) or 'works'} ({took:.1f} s)")
        return Outcome(protocol, verdict)

    async def _verdict(self, client: Client, folder: Path, home: Path, server: dict[str, object]) -> Verdict:
        model, conversation = self._model.begin(home.name)
        script = [{"tool": each.tool, "arguments": each.arguments} for each in SCRIPT]
        task = {"server": server, "script": script, "prompt": PROMPT, "model": model, "era": client.era}
        try:
            done = await run(client, folder, home, json.dumps(task))
        except Failed as error:
            return Verdict((str(error),))
        if client.is_agent:
            # A model is shown one long text, in which all results stand.
            shown = [[conversation.shown]] * conversation.results
            seen = Seen(conversation.offered, shown, said=done.said if client.has_check else None)
        else:
            seen = Seen(**json.loads(done.said.splitlines()[-1]))
        verdict = judged(seen, self._told)
        if verdict.faults:
            say(done.complained[-LAST_WORDS:])
        return verdict


def say(words: str) -> None:
    """How far it is, beside the table."""
    print(words, file=sys.stderr, flush=True)


def _new(folder: str) -> Path:
    return Path(tempfile.mkdtemp(dir=folder))
