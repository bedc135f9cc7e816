"""The README's table of assistants: each link and command, taken apart again, starts the server of server.json."""

import base64
import json
import re
import shlex
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

import pytest

from install_links import MARK, listing, table

ROOT: Final = Path(__file__).parents[2]
README: Final = (ROOT / "README.md").read_text(encoding="utf-8")
PYPI: Final = json.loads((ROOT / "server.json").read_text(encoding="utf-8"))["packages"][0]
ASKED: Final = {it["name"]: it for it in PYPI["environmentVariables"] if "default" not in it}
NAME: Final = "devrev-sessions"
START: Final = ["uvx", "devrev-sessions-mcp"]


def row(assistant: str) -> str:
    """What the README says of an assistant."""
    found = re.search(rf"^\| {re.escape(assistant)} \| (.*) \|$", README, re.MULTILINE)
    assert found
    return found[1]


def link(assistant: str) -> str:
    """Where an assistant's button leads."""
    found = re.fullmatch(rf"\[!\[Install in {assistant}\]\(\S+\)\]\((https://\S+)\)", row(assistant))
    assert found
    return found[1]


def started(entry: dict[str, Any]) -> list[str]:
    """The command line of an entry of a configuration."""
    return [entry["command"], *entry["args"]]


def test_the_readme_holds_the_table_that_the_script_makes() -> None:
    assert README.split(MARK)[1].startswith(table(listing()) + "\n")


def test_what_server_json_starts_is_what_the_readme_says() -> None:
    assert [PYPI["runtimeHint"], PYPI["identifier"]] == START


@pytest.mark.parametrize(("assistant", "scheme"), [("VS Code", "vscode"), ("VS Code Insiders", "vscode-insiders")])
def test_a_link_for_vs_code_asks_for_each_variable_and_hides_the_secret_ones(assistant: str, scheme: str) -> None:
    (inner,) = parse_qs(urlsplit(link(assistant)).query)["url"]
    address, _, query = inner.partition("?")
    config = json.loads(unquote(query))
    assert address == f"{scheme}:mcp/install"
    assert config["name"] == NAME
    assert started(config) == START
    assert config["env"] == {name: f"${{input:{name}}}" for name in ASKED}
    asked = {it["id"]: (it["type"], it["description"], it["password"]) for it in config["inputs"]}
    assert asked == {name: ("promptString", it["description"], it.get("isSecret", False)) for name, it in ASKED.items()}


@pytest.mark.parametrize("assistant", ["Cursor", "LM Studio"])
def test_a_link_in_base64_holds_the_entry_with_blank_variables(assistant: str) -> None:
    query = parse_qs(urlsplit(link(assistant)).query)
    entry = json.loads(base64.b64decode(query["config"][0], validate=True))
    assert query["name"] == [NAME]
    assert (started(entry), entry["env"]) == (START, dict.fromkeys(ASKED, ""))


def test_a_link_for_kiro_holds_the_entry_with_blank_variables() -> None:
    query = parse_qs(urlsplit(link("Kiro")).query)
    entry = json.loads(query["config"][0])
    assert query["name"] == [NAME]
    assert (started(entry), entry["env"]) == (START, dict.fromkeys(ASKED, ""))


def test_a_link_for_goose_holds_the_command_in_parts_and_each_variable_with_its_description() -> None:
    query = parse_qsl(urlsplit(link("goose")).query)
    assert [value for name, value in query if name in {"cmd", "arg"}] == START
    assert [value for name, value in query if name == "id"] == [NAME]
    told = dict(value.split("=", 1) for name, value in query if name == "env")
    assert told == {name: it["description"] for name, it in ASKED.items()}


@pytest.mark.parametrize("assistant", ["Claude Code", "Codex", "Gemini CLI"])
def test_a_command_names_the_server_sets_each_variable_and_starts_it(assistant: str) -> None:
    words = shlex.split(row(assistant).strip("`"))
    assert words[1:3] == ["mcp", "add"]
    assert NAME in words
    assert [word.split("=")[0] for word in words if word.endswith("=...")] == list(ASKED)
    assert words[-2:] == START


def test_the_bundle_comes_from_the_repository_of_server_json() -> None:
    repository = json.loads((ROOT / "server.json").read_text(encoding="utf-8"))["repository"]["url"]
    bundle = f"{repository}/releases/latest/download/devrev-sessions-mcp.mcpb"
    assert row("Claude Desktop") == f"[Download the bundle]({bundle}) and open it"


def test_the_configurations_written_by_hand_start_the_same() -> None:
    section = README.split("\n## Connect an assistant\n")[1].split("\n## ")[0]
    blocks = [json.loads(block) for block in re.findall(r"^```json\n(.*?)^```", section, re.MULTILINE | re.DOTALL)]
    assert [next(iter(block)) for block in blocks] == ["mcpServers", "servers", "context_servers"]
    for block in blocks:
        entry = next(iter(block.values()))[NAME]
        assert (started(entry), list(entry["env"])) == (START, list(ASKED))
