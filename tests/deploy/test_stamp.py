"""The owner and the version: the same in every file that names them, and written into all of them by one command."""

import json
import re
import shutil
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Final

import pytest

from devrev_sessions import __version__
from stamp import OWNED, VERSIONED, owner_of, release, releases_in, set_owner, versions_in

ROOT: Final = Path(__file__).parents[2]
DAY: Final = date(2027, 1, 31)
NAMED: Final = re.compile(r"(?:github\.com/|ghcr\.io/|io\.github\.)([\w-]+)/devrev-sessions-mcp")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the files that a stamp writes, with something to release."""
    for name in {*OWNED, *VERSIONED, "CHANGELOG.md"}:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    changed = changelog.replace("## Unreleased\n", "## Unreleased\n\n### Fixed\n\n- A slip of the pen.\n", 1)
    (tmp_path / "CHANGELOG.md").write_text(changed, encoding="utf-8")
    return tmp_path


def owners_in(path: Path) -> set[str]:
    return set(NAMED.findall(path.read_text(encoding="utf-8")))


def shipped() -> list[Path]:
    """The files at the top and of the folders that are no tests."""
    top = [path for path in ROOT.iterdir() if path.is_file() and path.suffix != ".lock"]
    below = [path for name in ("deploy", "server", "prompts") for path in (ROOT / name).rglob("*.*")]
    return top + [path for path in below if path.suffix not in {".png", ".pyc"}]


def test_every_file_names_the_version_of_the_package() -> None:
    assert versions_in(ROOT) == {name: {__version__} for name in VERSIONED}
    assert version("devrev-sessions-mcp") == __version__


def test_the_changelog_is_in_order_and_its_newest_release_is_the_version_of_the_package() -> None:
    releases = releases_in(ROOT)
    assert releases == sorted(releases, key=lambda it: it[1], reverse=True)
    assert [number for number, _ in releases][:1] in ([], [__version__])
    headings = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == ["Unreleased", *(f"{number} - {day}" for number, day in releases)]


def test_every_file_names_the_same_owner_and_no_other_file_names_one() -> None:
    naming = {str(path.relative_to(ROOT)): owners for path in shipped() if (owners := owners_in(path))}
    assert {owner.lower() for owners in naming.values() for owner in owners} == {owner_of(ROOT).lower()}
    assert set(naming) == set(OWNED)


def test_the_readme_and_the_image_name_the_server_as_server_json_does() -> None:
    name = json.loads((ROOT / "server.json").read_text(encoding="utf-8"))["name"]
    assert f"<!-- mcp-name: {name} -->" in (ROOT / "README.md").read_text(encoding="utf-8")
    label = f'io.modelcontextprotocol.server.name="{name}"'
    assert label in (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_an_owner_is_written_everywhere_and_without_capitals_into_the_name_of_the_image(copy: Path) -> None:
    for owner in ("Acme-Inc", "someone"):
        set_owner(copy, owner)
        assert owner_of(copy) == owner
        assert {name for path in OWNED for name in owners_in(copy / path)} == {owner, owner.lower()}
        assert f"ghcr.io/{owner.lower()}/" in (copy / "deploy/compose.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("owner", ["", "-acme", "acme--inc", "acme/inc", "acme inc", "a" * 40])
def test_what_is_no_name_on_github_is_refused(copy: Path, owner: str) -> None:
    with pytest.raises(ValueError, match="is not a name on GitHub"):
        set_owner(copy, owner)


def test_a_release_is_written_everywhere_and_dated_in_the_changelog(copy: Path) -> None:
    before = (copy / "CHANGELOG.md").read_text(encoding="utf-8")
    release(copy, "7.0.12", DAY)
    assert versions_in(copy) == {name: {"7.0.12"} for name in VERSIONED}
    assert releases_in(copy)[0] == ("7.0.12", DAY)
    after = (copy / "CHANGELOG.md").read_text(encoding="utf-8")
    assert after == before.replace("## Unreleased\n", "## Unreleased\n\n## 7.0.12 - 2027-01-31\n", 1)


def test_the_readme_says_that_nothing_is_published_until_something_is(copy: Path) -> None:
    release(copy, "7.0.12", DAY)
    readme = (copy / "README.md").read_text(encoding="utf-8")
    assert "not published yet" not in readme
    assert "## Install\n\nYou need two things" in readme


def test_a_second_release_needs_something_to_release(copy: Path) -> None:
    release(copy, "7.0.12", DAY)
    with pytest.raises(ValueError, match="nothing under Unreleased"):
        release(copy, "7.0.13", DAY)


@pytest.mark.parametrize("number", ["", "7", "7.1", "v7.1.0", "7.1.0rc1", "7.1.0-rc.1", "7.01.0", "7.1.0\n"])
def test_what_is_no_version_of_three_numbers_is_refused(copy: Path, number: str) -> None:
    with pytest.raises(ValueError, match="is not a version"):
        release(copy, number, DAY)
