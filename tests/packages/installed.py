"""The programs of the dependency group `packages`, and uv."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
UV: Final = os.environ.get("UV", "uv")
"""`uv run` tells what it starts where it is itself."""


def program(name: str) -> str:
    """A program of this environment."""
    return str(Path(sys.executable).parent / name)


def said(*command: str | Path, env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> str:
    """What a command writes to standard output; one that fails fails the test with all that it wrote."""
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=os.environ | (env or {}), check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout
