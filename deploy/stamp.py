"""Write the project's owner and version into every file that has to repeat them.

uv run deploy/stamp.py --owner acme       once, when the project has a home on GitHub
uv run deploy/stamp.py --version 0.2.0    at each release; the changelog gets its date
"""

import argparse
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent

UNOWNED: Final = "no--owner-yet"
"""What stands for the owner until there is one: right in every format, and no name that GitHub gives away."""

OWNED: Final = (
    "Dockerfile",
    "README.md",
    "deploy/compose.yaml",
    "deploy/kubernetes/kustomization.yaml",
    "deploy/mcpb/manifest.json",
    "pyproject.toml",
    "server.json",
    "server/devrev_sessions/__init__.py",
)
"""The files that name the owner."""

VERSIONED: Final = {
    "server/devrev_sessions/__init__.py": r'(?<=^__version__ = ")[^"]+',
    "server.json": r'(?<="version": ")[^"]+|(?<=devrev-sessions-mcp:)[^"]+',
    "deploy/mcpb/manifest.json": r'(?<="version": ")[^"]+',
    "deploy/compose.yaml": r"(?<=devrev-sessions-mcp:)\S+",
    "deploy/kubernetes/kustomization.yaml": r"(?<=newTag: )\S+",
}
"""The files that name the version, and what it looks like there."""

_OWNER: Final = re.compile(r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}")
# Three numbers: the only versions that mean the same to Python, to registries of images and to Semantic Versioning.
_VERSION: Final = re.compile(r"(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}")
_RELEASED: Final = re.compile(r"^## (\d\S*) - (\d{4}-\d\d-\d\d)$", re.MULTILINE)
_NOT_YET: Final = re.compile(r"<!-- until released -->\n.*\n\n")


def owner_of(root: Path) -> str:
    """The owner as server.json has it."""
    name: str = json.loads(_text(root / "server.json"))["name"]
    return name.removeprefix("io.github.").split("/")[0]


def versions_in(root: Path) -> dict[str, set[str]]:
    """The versions that each file names."""
    return {name: set(re.findall(look, _text(root / name), re.MULTILINE)) for name, look in VERSIONED.items()}


def releases_in(root: Path) -> list[tuple[str, date]]:
    """The releases of the changelog, from the top."""
    return [(version, date.fromisoformat(day)) for version, day in _RELEASED.findall(_text(root / "CHANGELOG.md"))]


def set_owner(root: Path, owner: str) -> None:
    """Write the owner's name on GitHub everywhere; raises ValueError for what is none."""
    if not _OWNER.fullmatch(owner):
        raise ValueError(f"{owner} is not a name on GitHub")
    old = re.escape(owner_of(root))
    for name in OWNED:
        text = re.sub(rf"(?<=github\.com/){old}(?=/)|(?<=io\.github\.){old}(?=/)", owner, _text(root / name))
        # An image's name has no capitals.
        _write(root / name, re.sub(rf"(?<=ghcr\.io/){re.escape(owner_of(root).lower())}(?=/)", owner.lower(), text))


def release(root: Path, version: str, day: date) -> None:
    """Write the version everywhere and close the changelog's Unreleased part.

    Raises ValueError for what is no version, and where there is nothing to release.
    """
    if not _VERSION.fullmatch(version):
        raise ValueError(f"{version} is not a version such as 0.2.0")
    changelog = _text(root / "CHANGELOG.md")
    if not re.search(r"^## Unreleased\n\n### ", changelog, re.MULTILINE):
        raise ValueError("CHANGELOG.md has nothing under Unreleased")
    _write(root / "CHANGELOG.md", changelog.replace("## Unreleased", f"## Unreleased\n\n## {version} - {day}", 1))
    for name, look in VERSIONED.items():
        _write(root / name, re.sub(look, version, _text(root / name), flags=re.MULTILINE))
    _write(root / "README.md", _NOT_YET.sub("", _text(root / "README.md")))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write the owner and the version into every file that repeats them.")
    parser.add_argument("--owner", help="the account or organisation on GitHub")
    parser.add_argument("--version", help="the version to release")
    options = parser.parse_args()
    try:
        if options.owner:
            set_owner(ROOT, options.owner)
        if options.version:
            release(ROOT, options.version, datetime.now(UTC).date())
    except ValueError as error:
        parser.error(str(error))
