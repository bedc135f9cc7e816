"""The README and the example of a configuration, kept true."""

import re
from pathlib import Path
from typing import Final

from devrev_sessions.assistant.definitions import DEFINITIONS
from devrev_sessions.errors import SessionsError
from devrev_sessions.sandbox import SAMPLES, SANDBOX_APPS

ROOT: Final = Path(__file__).parent.parent
README: Final = (ROOT / "README.md").read_text(encoding="utf-8")


def marked(mark: str) -> str:
    """What follows `<!-- mark -->`, up to the next blank line after a block or table."""
    return README.split(f"<!-- {mark} -->\n", 1)[1]


def rows(mark: str) -> list[list[str]]:
    """The cells of the table behind a mark, without its head."""
    lines = marked(mark).split("\n\n", 1)[0].splitlines()[2:]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def block(mark: str) -> str:
    """The fenced block behind a mark."""
    return re.split(r"^```\w*\n", marked(mark), maxsplit=2, flags=re.MULTILINE)[1].split("```", 1)[0].strip("\n")


def test_the_table_of_tools_names_every_tool_and_every_argument() -> None:
    told = {row[0]: row[2] for row in rows("tools")}
    assert told == {
        f"`{tool.name}`": ", ".join(f"`{name}`" for name in tool.arguments.model_fields) for tool in DEFINITIONS
    }


def test_the_table_of_errors_names_every_code() -> None:
    assert [row[0] for row in rows("errors")] == [f"`{error.code}`" for error in SessionsError.__subclasses__()]


def test_the_table_of_samples_names_each_with_its_app() -> None:
    apps = {version_key: name for name, (version_key, _) in SANDBOX_APPS.items()}
    told = [(sample.session_id, apps[sample.version_key], sample.what_it_shows) for sample in SAMPLES.values()]
    assert [tuple(cell.strip("`") for cell in row) for row in rows("samples")] == told


def test_the_transcript_is_what_the_server_answers() -> None:
    golden = (ROOT / "tests/golden/android-checkout-crash.summary.md").read_text(encoding="utf-8").splitlines()
    shown = block("transcript: android-checkout-crash.summary").splitlines()
    assert len(shown) > 20
    place = 0
    for line in shown:
        if line != "[...]":
            assert line in golden[place:], line
            place = golden.index(line, place) + 1


def test_both_commands_are_one_line_each() -> None:
    for mark in ("demo", "test"):
        assert "\n" not in block(mark)
    assert block("demo").endswith("devrev-sessions-mcp demo")
    assert block("test").endswith("pytest")


def test_the_readme_links_only_to_what_is_there() -> None:
    links = {link for link in re.findall(r"\]\(([^)]+)\)", README) if "://" not in link}
    headings = re.findall(r"^#+ (.*)$", README, re.MULTILINE)
    here = {"#" + re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert here & links
    assert all((ROOT / link).exists() for link in links - here)
