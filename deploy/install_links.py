"""The README's table of assistants, each with its link or command to install this server, made from server.json.

    uv run deploy/install_links.py    writes the table into the README

Each form is that of the assistant's own documentation or, for commands, of its own --help.
"""

import base64
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlencode

from pydantic import BaseModel, ConfigDict, Field

ROOT: Final = Path(__file__).parent.parent
NAME: Final = "devrev-sessions"
"""What an assistant calls this server."""

MARK: Final = "<!-- install -->\n"


class Variable(BaseModel):
    """A variable of the environment that a person fills in."""

    name: str
    description: str
    default: str | None = None
    is_secret: bool = Field(default=False, alias="isSecret")


class Package(BaseModel):
    """One way to get the server."""

    identifier: str
    runtime: str = Field(alias="runtimeHint")
    variables: list[Variable] = Field(alias="environmentVariables")


class Repository(BaseModel):
    """Where the source is, and the releases."""

    url: str


class Listing(BaseModel):
    """What server.json says of the server; its first package is the one that assistants start."""

    model_config = ConfigDict(frozen=True)

    title: str
    description: str
    repository: Repository
    packages: list[Package]

    @property
    def start(self) -> tuple[str, str]:
        """The command and its argument."""
        return self.packages[0].runtime, self.packages[0].identifier

    @property
    def asked(self) -> list[Variable]:
        """What must be asked of a person: all that has no default."""
        return [variable for variable in self.packages[0].variables if variable.default is None]


def listing() -> Listing:
    """server.json, read."""
    return Listing.model_validate_json((ROOT / "server.json").read_text(encoding="utf-8"))


def entry(server: Listing, value: Callable[[Variable], str]) -> dict[str, object]:
    """The server as most configurations have it, each variable with its `value`."""
    command, argument = server.start
    return {"command": command, "args": [argument], "env": {it.name: value(it) for it in server.asked}}


def blank(_: Variable) -> str:
    """Nothing, which the person replaces; until then the server says itself that the token is missing."""
    return ""


def vscode(server: Listing, scheme: str) -> str:
    """A link that asks for the variables; a page of GitHub lets no other scheme than https through."""

    def asked(variable: Variable) -> str:
        return f"${{input:{variable.name}}}"

    inputs = [
        {"type": "promptString", "id": it.name, "description": it.description, "password": it.is_secret}
        for it in server.asked
    ]
    config = {"name": NAME, "type": "stdio", **entry(server, asked), "inputs": inputs}
    return "https://insiders.vscode.dev/redirect?" + urlencode({"url": f"{scheme}:mcp/install?{quote(_json(config))}"})


def base64_link(page: str, server: Listing) -> str:
    """A link to a page that takes the configuration in base64."""
    config = base64.b64encode(_json(entry(server, blank)).encode()).decode()
    return f"{page}?{urlencode({'name': NAME, 'config': config})}"


def kiro(server: Listing) -> str:
    """A link for Kiro, which takes the configuration as JSON."""
    return "https://kiro.dev/launch/mcp/add?" + urlencode(
        {"name": NAME, "config": _json(entry(server, blank))}, quote_via=quote
    )


def goose(server: Listing) -> str:
    """A link for goose, which takes the command in parts and asks for each variable by its description."""
    command, argument = server.start
    parts = [("cmd", command), ("arg", argument), ("id", NAME), ("name", server.title)]
    parts += [("description", server.description)]
    parts += [("env", f"{it.name}={it.description}") for it in server.asked]
    return "https://goose-docs.ai/extension?" + urlencode(parts, quote_via=quote)


def command_line(server: Listing, before: str, after: str) -> str:
    """A command for a terminal, with `before` up to the variables and `after` behind them; `-e` is their option."""
    option = "--env" if before.startswith("codex") else "-e"
    variables = " ".join(f"{option} {it.name}=..." for it in server.asked)
    return f"`{before} {variables} {after} {' '.join(server.start)}`"


def table(server: Listing) -> str:
    """The table in Markdown, one row an assistant."""

    def button(name: str, link: str) -> str:
        label = quote(name.replace(" ", "_"))
        return f"[![Install in {name}](https://img.shields.io/badge/Install_in-{label}-0969da)]({link})"

    bundle = f"{server.repository.url}/releases/latest/download/devrev-sessions-mcp.mcpb"
    buttons = {
        "VS Code": vscode(server, "vscode"),
        "VS Code Insiders": vscode(server, "vscode-insiders"),
        "Cursor": base64_link("https://cursor.com/en/install-mcp", server),
        "LM Studio": base64_link("https://lmstudio.ai/install-mcp", server),
        "goose": goose(server),
        "Kiro": kiro(server),
    }
    rows = {
        "Claude Desktop": f"[Download the bundle]({bundle}) and open it",
        "Claude Code": command_line(server, f"claude mcp add --scope user {NAME}", "--"),
        "Codex": command_line(server, f"codex mcp add {NAME}", "--"),
        "Gemini CLI": command_line(server, "gemini mcp add -s user", NAME),
        **{name: button(name, link) for name, link in buttons.items()},
        "Windsurf": "[by hand](#connect-an-assistant), in `~/.codeium/windsurf/mcp_config.json`",
        "Zed": "[by hand](#connect-an-assistant), under `context_servers` in its settings",
        "any other": "[by hand](#connect-an-assistant)",
    }
    lines = ["| assistant | how to install |", "|---|---|", *(f"| {name} | {how} |" for name, how in rows.items())]
    return "\n".join(lines) + "\n"


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


if __name__ == "__main__":
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    made = MARK + table(listing())
    readme.write_text(re.sub(re.escape(MARK) + r"(?:\|.*\n)*", lambda _: made, text), encoding="utf-8")
