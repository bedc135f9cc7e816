"""The official suite: it is run once for a server and a revision, and every check it made is read."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from programs import SUITE, Ran, node

REVISIONS: Final = ("2025-11-25", "2026-07-28")
"""Those the suite has requirements for: the last one with a handshake and the first one without."""
_RESULTS: Final = re.compile(r"server-(.+)-\d{4}-\d\d-\d\dT[\d-]+Z")
_WRONG: Final = {"FAILURE", "WARNING"}


@dataclass(frozen=True, slots=True)
class Complaint:
    """A check that did not hold, a must or a should."""

    check: str
    words: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the suite found: how it ended, and for each scenario what it complains of."""

    ran: Ran
    complaints: Mapping[str, tuple[Complaint, ...]]
    statuses: Mapping[str, str]
    """How each check came out, by its name."""


def judged(url: str, revision: str, folder: Path) -> Verdict:
    """Everything a revision requires of a server, and what the suite tries beside it."""
    ran = node(SUITE, "server", "--url", url, "--requirements", revision, "--output-dir", str(folder), folder=folder)
    complaints: dict[str, tuple[Complaint, ...]] = {}
    statuses: dict[str, str] = {}
    for results in folder.glob("*/checks.json"):
        named = _RESULTS.fullmatch(results.parent.name)
        assert named, f"the suite calls its results {results.parent.name}"
        checks: list[dict[str, Any]] = json.loads(results.read_text(encoding="utf-8"))
        statuses |= {check["id"]: check["status"] for check in checks}
        complaints[named[1]] = tuple(_complaint(check) for check in checks if check["status"] in _WRONG)
    return Verdict(ran, complaints, statuses)


def required(revision: str) -> set[str]:
    """The scenarios that the suite runs for a revision, whether it scores them or not."""
    listed = yaml.safe_load((SUITE.parent.parent / "requirements" / f"{revision}.yaml").read_text(encoding="utf-8"))
    return {*listed["server"], *(each["scenario"] for each in listed["not_scored"] if each["leg"] == "server")}


def _complaint(check: Mapping[str, Any]) -> Complaint:
    words = check.get("errorMessage") or check.get("details", {}).get("message") or check["description"]
    return Complaint(check["id"], f"{check['status']} {words}")
