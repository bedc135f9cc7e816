"""Processes that listen at an address of this machine."""

import os
import socket
import subprocess
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    """A port that is free at every address of this machine."""
    with socket.create_server(("", 0)) as free:
        return free.getsockname()[1]


@contextmanager
def listening(
    host: str, port: int, log: Path, *command: str, env: Mapping[str, str] | None = None
) -> Generator["subprocess.Popen[bytes]"]:
    """A process that listens there, until the end of the block; what it says goes to the log."""
    with (
        log.open("wb") as output,
        subprocess.Popen(command, stdout=output, stderr=output, env=os.environ if env is None else env) as process,
    ):
        try:
            while process.poll() is None:
                try:
                    socket.create_connection((host, port)).close()
                except ConnectionRefusedError:
                    continue
                break
            assert process.poll() is None, log.read_text(encoding="utf-8")
            yield process
        finally:
            process.terminate()
