"""What every summary promises beside its size, as one check that names what it found broken."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from devrev_sessions.digest.digest import Digest
from devrev_sessions.text.summary import Summary
from devrev_sessions.text.timeline import Window

HEADINGS: Final = re.compile(
    r"# Session .+|## (?:Outcome|What went wrong|Also noticed \(derived, unless marked reported\)"
    r"|Screens|Pages|Timeline(?: from -?[\d:]+ to -?[\d:]+)?"
    r"|Left out and missing|Next)"
)
LINE: Final = re.compile(r"\[~?-?[\d:.]+ (?:r\d+)?#\d+\] ")
QUOTED: Final = re.compile(r'"[^"\n]*"')
REFERENCE: Final = re.compile(r"(?:\br(\d+))?#(\d+)")


def broken_promises(told: Digest, written: Summary, window: Window | None = None) -> list[str]:
    """Every promise that `written` breaks, in words; none when it is as it should be."""
    return [*_structure(written.text), *_references(told, written.text), *_account(told, written, window)]


def _structure(text: str) -> Iterator[str]:
    text.encode()
    lines = text.split("\n")
    if "## Outcome" not in lines:
        yield "there is no outcome"
    for line in lines:
        if line.count('"') % 2:
            yield f"a quote stays open: {line!r}"
        if not all(c.isprintable() or unicodedata.category(c) == "Zs" for c in line):
            yield f"a character is hidden: {line!r}"
        if QUOTED.sub("", line).startswith("#") and not HEADINGS.fullmatch(line):
            yield f"an unknown heading: {line!r}"
        if "](" in line or "![" in line or "```" in line or "~~~" in line or re.search(r"<[A-Za-z!/?](?!nit>)", line):
            yield f"markup: {line!r}"


def _references(told: Digest, text: str) -> Iterator[str]:
    there = {(event.part + 1, event.n) for event in told.story.events}
    for part, n in REFERENCE.findall(QUOTED.sub("", text)):
        if (int(part or 1), int(n)) not in there or bool(part) != told.story.numbered:
            yield f"no such event: {part}#{n}"


def _account(told: Digest, written: Summary, window: Window | None) -> Iterator[str]:
    text, chosen = written.text, written.chosen
    first, stop = (window.first, window.stop) if window else (0, len(told.story.events))
    shown = set(chosen.indexes)
    covered = {i for leader in shown for i in told.walk.followers.get(leader, ()) if first <= i < stop}
    hidden = sum(chosen.hidden.values())
    if shown & covered:
        yield "an event is told twice"
    if len(shown | covered) + hidden != stop - first:
        yield f"{len(shown)} lines, {len(covered)} covered and {hidden} hidden of {stop - first}"
    if sum(bool(LINE.match(line)) for line in text.split("\n")) != len(shown):
        yield "the lines are not those that were chosen"
    if hidden and not re.search(rf"^{hidden:,} events? without a line: ", text, re.MULTILINE):
        yield f"nothing is said of {hidden} events without a line"
    if bool(written.sections.entries) != ("\n1. " in text):
        yield "the first incident is not told"
