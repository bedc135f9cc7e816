"""Each way of the README to install the package, from the wheel that a release would publish."""

import os
import subprocess
import sys
from collections.abc import Mapping
from email import message_from_string
from email.message import Message
from pathlib import Path
from zipfile import ZipFile

import pytest
from installed import ROOT, UV, program, said

from devrev_sessions import __version__
from devrev_sessions.settings.keys import new_seal

TOLD = f"devrev-sessions-mcp {__version__}\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution, as `uv build` does."""
    folder = tmp_path_factory.mktemp("dist")
    said(UV, "build", "--quiet", "--out-dir", folder, ROOT)
    assert len(list(folder.glob("*.tar.gz"))) == 1
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture
def elsewhere(tmp_path: Path) -> Mapping[str, str]:
    """An environment in which nothing is installed yet."""
    homes = {"PIPX_HOME": "pipx", "PIPX_BIN_DIR": "bin", "PIPX_MAN_DIR": "man", "UV_TOOL_DIR": "uv", "HOME": "home"}
    return {name: str(tmp_path / folder) for name, folder in homes.items()} | {
        "UV_TOOL_BIN_DIR": str(tmp_path / "bin"),
        "UV_PYTHON": sys.executable,
        "PIPX_DEFAULT_PYTHON": sys.executable,
    }


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    with ZipFile(wheel) as opened:
        (name,) = [it for it in opened.namelist() if it.endswith(".dist-info/METADATA")]
        return message_from_string(opened.read(name).decode())


def test_uvx_runs_it(wheel: Path, elsewhere: Mapping[str, str], tmp_path: Path) -> None:
    run = [UV, "tool", "run", "--quiet", "--from", str(wheel), "devrev-sessions-mcp"]
    assert said(*run, "--version", env=elsewhere, cwd=tmp_path) == TOLD


def test_uv_installs_it_as_a_tool(wheel: Path, elsewhere: Mapping[str, str], tmp_path: Path) -> None:
    said(UV, "tool", "install", "--quiet", str(wheel), env=elsewhere, cwd=tmp_path)
    assert said(tmp_path / "bin/devrev-sessions-mcp", "--version", cwd=tmp_path) == TOLD


def test_pipx_runs_it(wheel: Path, elsewhere: Mapping[str, str], tmp_path: Path) -> None:
    run = [program("pipx"), "run", "--spec", str(wheel), "devrev-sessions-mcp"]
    assert said(*run, "--version", env=elsewhere, cwd=tmp_path) == TOLD


def test_pipx_installs_it_and_it_tells_a_session(wheel: Path, elsewhere: Mapping[str, str], tmp_path: Path) -> None:
    said(program("pipx"), "install", str(wheel), env=elsewhere, cwd=tmp_path)
    asked = ["summarize", "9c1f-22ab", "--app", "parcel-android", "--sandbox"]
    assert said(tmp_path / "bin/devrev-sessions-mcp", *asked, cwd=tmp_path).startswith("# Session 9c1f-22ab")


def test_without_an_extra_it_says_which_one_is_lacking(
    wheel: Path, elsewhere: Mapping[str, str], tmp_path: Path
) -> None:
    said(program("pipx"), "install", str(wheel), env=elsewhere, cwd=tmp_path)
    command = [tmp_path / "bin/devrev-sessions-mcp", "--sandbox"]
    collector = os.environ | {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"}
    served = subprocess.run(
        command, env=collector, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
    )
    assert "pip install 'devrev-sessions-mcp[telemetry]' is lacking" in served.stderr
    assert "Traceback" not in served.stderr
    config = tmp_path / "config.toml"
    config.write_text(f'[shared]\nurl = "redis://127.0.0.1:9"\nkey = "{new_seal()}"\n')
    refused = subprocess.run([*command, "--config", config], capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert refused.stderr == "[shared] needs a client library: pip install 'devrev-sessions-mcp[shared]'\n"


def test_the_wheel_says_what_an_index_shows(metadata: Message) -> None:
    assert (metadata["Name"], metadata["Version"]) == ("devrev-sessions-mcp", __version__)
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert "mcp-name: io.github." in str(metadata.get_payload())
    links = dict(it.split(", ") for it in metadata.get_all("Project-URL", []))
    assert set(links) == {"Homepage", "Changelog", "Issues"}
    assert set(metadata.get_all("Provides-Extra", [])) == {"all", "shared", "telemetry"}


def test_the_wheel_holds_the_package_alone(wheel: Path) -> None:
    with ZipFile(wheel) as opened:
        top = {name.split("/")[0] for name in opened.namelist()}
    assert top == {"devrev_sessions", f"devrev_sessions_mcp-{__version__}.dist-info"}
