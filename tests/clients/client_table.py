"""The table of the clients, as it stands in the README."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from judging import Verdict
from roster import WIRES, Client, Wire

README: Final = Path(__file__).parents[2] / "README.md"
HEAD: Final = ("client", "package", "protocol", *WIRES, "shown of an answer", "of a frame", "of an error")
MARK: Final = "<!-- clients table -->\n"


@dataclass(frozen=True)
class Outcome:
    """How a client did over one wire."""

    protocol: str | None
    verdict: Verdict


Outcomes = Mapping[Wire, Outcome]


def rows(found: Sequence[tuple[Client, Outcomes]]) -> list[str]:
    """The lines of the table, its head included."""
    lines = [HEAD, ("---",) * len(HEAD), *(_cells(client, outcomes) for client, outcomes in found)]
    return [f"| {' | '.join(line)} |" for line in lines]


def rows_in_readme() -> list[str]:
    """The lines of the table that stands there."""
    return README.read_text(encoding="utf-8").split(MARK, 1)[1].split("\n\n", 1)[0].splitlines()


def _cells(client: Client, outcomes: Outcomes) -> tuple[str, ...]:
    every = [outcomes[wire] for wire in WIRES]
    works = "connected, works" if client.has_check else "works"
    return (
        client.name,
        f"`{client.package}` {client.version}",
        _same(each.protocol or "none" for each in every),
        *("**fails**" if each.verdict.faults else works for each in every),
        _same(each.verdict.answer for each in every),
        _same(each.verdict.frame for each in every),
        _same(each.verdict.error for each in every),
    )


def _same(words: Iterable[str]) -> str:
    """What is said once where both wires agree."""
    return ", ".join(dict.fromkeys(words))
