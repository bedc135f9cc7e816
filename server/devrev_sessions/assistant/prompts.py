"""MCP prompts out of Markdown that a person may edit."""

import tomllib
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

INSTRUCTIONS: Final = "instructions.md"
_FENCE: Final = "+++\n"


class PromptArgument(BaseModel):
    """One argument of a prompt."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=r"^\w+$")]
    description: str
    required: bool = False


class Prompt(BaseModel):
    """One prompt: its head is TOML between two lines of `+++`, its body is Markdown with `{{argument}}` in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: str
    description: str
    arguments: tuple[PromptArgument, ...] = ()
    body: str

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the arguments that must be given."""
        return tuple(argument.name for argument in self.arguments if argument.required)


def folder() -> Path:
    """Where the Markdown lies: inside the installed package, else at the top of a checkout."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "prompts"
    return shipped if shipped.is_dir() else package.parent.parent / "prompts"


def instructions() -> str:
    """What an assistant is told of this server when it connects."""
    return (folder() / INSTRUCTIONS).read_text(encoding="utf-8").strip()


def load_prompts() -> tuple[Prompt, ...]:
    """Every prompt in the folder, by name."""
    files = sorted(path for path in folder().glob("*.md") if path.name != INSTRUCTIONS)
    return tuple(read_prompt(path.stem, path.read_text(encoding="utf-8")) for path in files)


def read_prompt(name: str, text: str) -> Prompt:
    """The prompt in `text`. Raises ValueError when its head is missing or wrong."""
    _, head, body = text.split(_FENCE, 2)
    return Prompt.model_validate({"name": name, "body": body.strip(), **tomllib.loads(head)})
