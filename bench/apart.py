"""The server and an embedded DevRev as processes of their own, and what the system says of them."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import anyio
import msgspec
from anyio.abc import ByteReceiveStream, Process
from anyio.streams.text import TextReceiveStream

from crowd import Known
from devrev_sessions.sandbox import SANDBOX_TOKEN

HERE: Final = Path(__file__).parent
SOON_SECONDS: Final = 30.0
"""Only keeps what is broken from hanging a run."""
TICKS_PER_SECOND: Final = os.sysconf("SC_CLK_TCK")
MEGABYTE: Final = 2**20
SHOWN_LINES: Final = 40


class Word(msgspec.Struct, frozen=True):
    """A line of `busy_devrev.py`: every field of its three kinds."""

    type: str
    url: str = ""
    sessions: tuple[Known, ...] = ()
    at: float = 0.0
    session_id: str = ""
    what: str = ""
    requests: dict[str, int] = {}


@dataclass
class BusyDevRev:
    """A DevRev that runs; `misdeeds` are its spoiled answers so far, `requests` is known once it has closed."""

    url: str
    sessions: tuple[Known, ...]
    process: Process
    misdeeds: list[Word] = field(default_factory=list[Word])
    requests: dict[str, int] = field(default_factory=dict[str, int])

    async def calm(self, *, slow: bool = False) -> None:
        """Have it spoil nothing from now on; `slow` has it take a second for each answer."""
        assert self.process.stdin
        await self.process.stdin.send(b"slow\n" if slow else b"calm\n")

    def listen(self, lines: list[str]) -> None:
        """Take in what it said."""
        for line in lines:
            word = msgspec.json.decode(line, type=Word)
            if word.type == "misdeed":
                self.misdeeds.append(word)
            else:
                self.requests = word.requests


@asynccontextmanager
async def busy_devrev(*, fault_share: float = 0.0) -> AsyncGenerator[BusyDevRev]:
    """Fifty sessions, served; this process only reads what it says."""
    # Found from the environment, since the modules of bench/quality import each other as neighbours.
    environment = {**os.environ, "PYTHONPATH": str(HERE / "quality")}
    command = [sys.executable, str(HERE / "busy_devrev.py"), "--faults", str(fault_share)]
    async with await anyio.open_process(command, env=environment, stderr=None) as process:
        assert process.stdin
        assert process.stdout
        said = Lines(process.stdout)
        opened = msgspec.json.decode((await said.some())[0], type=Word)
        devrev = BusyDevRev(opened.url, opened.sessions, process)
        async with anyio.create_task_group() as group:
            group.start_soon(_listen, devrev, said)
            try:
                yield devrev
            finally:
                await process.stdin.aclose()


async def _listen(devrev: BusyDevRev, said: "Lines") -> None:
    while lines := await said.some():
        devrev.listen(lines)


class Lines:
    """A stream line by line."""

    def __init__(self, stream: ByteReceiveStream) -> None:
        self._text = TextReceiveStream(stream)
        self._begun = ""

    async def some(self) -> list[str]:
        """The next lines that are whole, at least one; none at the end."""
        while True:
            *whole, self._begun = self._begun.split("\n")
            if whole:
                return whole
            try:
                self._begun += await self._text.receive()
            except anyio.EndOfStream:
                return []


@dataclass(frozen=True)
class Figures:
    """A process as the system sees it."""

    rss_bytes: int
    peak_bytes: int
    threads: int
    descriptors: int
    cpu_seconds: float

    @classmethod
    def of(cls, pid: int) -> "Figures":
        """As it is now; raises OSError where there is no such process."""
        about = Path(f"/proc/{pid}")
        status = dict(line.split(":", 1) for line in (about / "status").read_text().splitlines())
        spent = (about / "stat").read_text().rpartition(")")[2].split()
        return cls(
            rss_bytes=int(status["VmRSS"].split()[0]) * 1024,
            peak_bytes=int(status["VmHWM"].split()[0]) * 1024,
            threads=int(status["Threads"]),
            descriptors=sum(1 for _ in (about / "fd").iterdir()),
            cpu_seconds=(int(spent[11]) + int(spent[12])) / TICKS_PER_SECOND,
        )


@dataclass
class Served:
    """A server that runs, and what it left when it stopped."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path
    stopped_after_seconds: float = 0.0
    complaints: tuple[str, ...] = ()
    """What it wrote to standard error besides where it serves, known once it has stopped."""

    @property
    def url(self) -> str:
        """Where clients find it."""
        return f"http://127.0.0.1:{self.port}/mcp"

    def figures(self) -> Figures:
        """The server as it is now."""
        return Figures.of(self.process.pid)

    async def stop(self) -> None:
        """Ask it to stop as a supervisor does; kill it where that has no effect."""
        began = time.perf_counter()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        while self.process.poll() is None:
            await anyio.sleep(0.01)
            if time.perf_counter() - began > SOON_SECONDS:
                self.process.kill()
        self.stopped_after_seconds = time.perf_counter() - began
        lines = self.log.read_text(errors="replace").splitlines()
        self.complaints = tuple(line for line in lines if not _is_ordinary(line))

    def told_complaints(self) -> list[str]:
        """Each kind of complaint, and the first lines of all."""
        kinds = Counter(_kind(line) for line in self.complaints)
        first = "\n".join(self.complaints[:SHOWN_LINES])
        told = [f"{count} x on standard error: {kind}" for kind, count in kinds.most_common()]
        return [*told, f"standard error began:\n{first}"] if self.complaints else []


def _is_ordinary(line: str) -> bool:
    """Whether a line of the log tells what always happens: where it serves, and each call."""
    return line.startswith("{") and json.loads(line)["level"] in {"debug", "info"}


def _kind(line: str) -> str:
    """What a complaint has in common with others of its kind."""
    return " ".join(str(json.loads(line)[name]) for name in ("level", "message")) if line.startswith("{") else line


@asynccontextmanager
async def server(devrev: BusyDevRev, settings: Mapping[str, Mapping[str, float]]) -> AsyncGenerator[Served]:
    """A server over HTTP with a file of these settings, stopped in the end at the latest."""
    with _started(_toml(devrev, settings)) as served:
        await _listens(served)
        try:
            yield served
        finally:
            if not served.stopped_after_seconds:
                with anyio.CancelScope(shield=True):
                    await served.stop()


@contextmanager
def _started(config: str) -> Generator[Served]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DEVREV_")}
    with TemporaryDirectory() as folder:
        file, log = Path(folder, "config.toml"), Path(folder, "stderr")
        file.write_text(config)
        command = [sys.executable, "-m", "devrev_sessions", "serve", "--http", "--port", str(port)]
        with (
            log.open("wb") as stderr,
            subprocess.Popen([*command, "--config", str(file)], env=kept, stderr=stderr) as process,
        ):
            yield Served(port, process, log)


def _toml(devrev: BusyDevRev, settings: Mapping[str, Mapping[str, float]]) -> str:
    lines = [f'token = "{SANDBOX_TOKEN}"', f'base_url = "{devrev.url}"']
    for table, values in settings.items():
        lines += [f"[{table}]", *(f"{name} = {value}" for name, value in values.items())]
    return "\n".join(lines) + "\n"


async def _listens(served: Served) -> None:
    """Return once calls are answered at once; raises RuntimeError where the process ends first."""
    with anyio.fail_after(SOON_SECONDS):
        while served.process.poll() is None:
            try:
                async with await anyio.connect_tcp("127.0.0.1", served.port) as stream:
                    await stream.send(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    if b" 200 " in await stream.receive():
                        return
            except OSError:
                pass
            await anyio.sleep(0.02)
    raise RuntimeError(f"the server did not start: {served.log.read_text()}")
