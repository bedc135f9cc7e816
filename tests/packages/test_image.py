"""The image, as far as it shows without a container engine: its steps in a folder, and what it starts."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

import httpx
import pytest
from installed import ROOT, UV, said
from listening import free_port, listening

from devrev_sessions import __version__
from devrev_sessions.settings.keys import hashed, new_key

DOCKERFILE: Final = re.sub(r" *\\\n *", " ", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
STAGES: Final = DOCKERFILE.split("\nFROM ")[1:]
SENT: Final = re.findall(r"^!(.*)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE)


def instructions(stage: int) -> list[tuple[str, str]]:
    """The instructions of the stage that builds, 0, or of the image, 1: their names, and the rest of their lines."""
    return re.findall(r"^([A-Z]+) (.*)$", STAGES[stage], re.MULTILINE)


def exec_form(instruction: str) -> list[str]:
    """A command of the image's, which no shell takes apart."""
    (rest,) = [rest for name, rest in instructions(1) if name == instruction]
    return json.loads(rest[rest.index("[") :])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the first stage leaves behind, made step by step from what is sent to the engine."""
    folder = tmp_path_factory.mktemp("app")
    variables: dict[str, str] = {}
    for name, rest in instructions(0):
        if name == "ENV":
            variables |= dict(pair.split("=", 1) for pair in rest.split())
        elif name == "COPY":
            *sources, target = rest.split()
            for source in sources:
                assert source in SENT
                if (ROOT / source).is_dir():
                    shutil.copytree(ROOT / source, folder / target, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    shutil.copy(ROOT / source, folder / target)
        elif name == "RUN" and json.loads(rest)[0] == "uv":
            said(UV, *json.loads(rest)[1:], "--python", sys.executable, env=variables, cwd=folder)
    return folder


def started(built: Path) -> dict[str, str]:
    """The environment in which the image's command starts."""
    return {"PATH": f"{built}/.venv/bin{os.pathsep}{os.environ['PATH']}", "PYTHONUNBUFFERED": "1"}


def test_the_steps_leave_a_server_that_does_not_need_what_it_was_built_from(built: Path, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    (built / "server").rename(moved)
    try:
        command = [built / ".venv/bin" / exec_form("ENTRYPOINT")[0], "--version"]
        assert said(*command, cwd=tmp_path) == f"devrev-sessions-mcp {__version__}\n"
    finally:
        moved.rename(built / "server")
    assert list((built / ".venv").rglob("devrev_sessions/__pycache__/__main__.*.pyc"))
    assert list((built / ".venv").rglob("redis/__init__.py"))
    assert not list((built / ".venv").rglob("pytest"))


def test_what_it_starts_is_healthy_and_stops_on_sigterm(built: Path, tmp_path: Path) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text(
        '[http]\nauth = "bearer"\nallowed_hosts = ["mcp.example.com"]\n'
        f'[[http.keys]]\nname = "support"\nsha256 = "{hashed(new_key())}"\n',
        encoding="utf-8",
    )
    port = free_port()
    (program,) = exec_form("ENTRYPOINT")
    arguments, check = ([word.replace("8000", str(port)) for word in exec_form(it)] for it in ("CMD", "HEALTHCHECK"))
    # A proxy of the machine's is for DevRev, not for a look at the server itself.
    env = started(built) | {"DEVREV_SESSIONS_CONFIG": str(settings), "http_proxy": "http://127.0.0.1:9"}
    command = [str(built / ".venv/bin" / program), *arguments]
    with listening("127.0.0.1", port, tmp_path / "log", *command, env=env) as server:
        subprocess.run(check, env=env, check=True)
        url = f"http://127.0.0.1:{port}"
        while httpx.get(f"{url}/readyz", headers={"Host": "10.1.2.3"}).status_code == 503:
            pass
        assert httpx.post(f"{url}/mcp", json={}).status_code == 401
        server.send_signal(signal.SIGTERM)
        assert server.wait() == 0
    assert subprocess.run(check, env=env, check=False, capture_output=True).returncode == 1
