"""What every text and all data promise, whatever was recorded: nothing hidden, nothing foreign outside of quotes."""

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from asking import Data, strings
from hostile_words import CANARY

QUOTED: Final = re.compile(r'"[^"\n]*"')
MARKUP: Final = re.compile(r"\]\(|!\[|```|~~~|<(?!init>|clinit>|lambda>|anonymous>|computed>)[A-Za-z!/?|]")
REFERENCE: Final = re.compile(r"(?<![\w&])(?:r(\d+))?#(\d+)")
ASKED: Final = re.compile(r'(?:around|start|end)="(?:r(\d+))?#(\d+)"')
FOREIGN: Final = CANARY[:7]
References = set[tuple[int, int]]


def broken_text(text: str, there: References, *, numbered: bool) -> Iterator[str]:
    """What is wrong with a text of ours about the events `there`, as part and number."""
    for line in text.split("\n"):
        yield from _broken_line(line)
    for part, n in REFERENCE.findall(QUOTED.sub('""', text)):
        if (int(part or 1), int(n)) not in there or bool(part) != numbered:
            yield f"no such event: {part}#{n}"
    for part, n in ASKED.findall(text):
        # Beside the id of a recording a call needs no number of it.
        if not any(int(n) == known and part in {"", str(of)} for of, known in there):
            yield f"no such event to ask for: {part}#{n}"


def _broken_line(line: str) -> Iterator[str]:
    if line.count('"') % 2:
        yield f"a quote stays open: {line!r}"
    if hidden := _hidden(line):
        yield f"characters that hide, {hidden!r}: {line!r}"
    if found := MARKUP.search(line):
        yield f"markup {found[0]!r}: {line!r}"
    if FOREIGN in QUOTED.sub('""', line):
        yield f"words of the app's outside of quotes: {line!r}"


def broken_data(data: Data) -> Iterator[str]:
    """What is wrong with data, however deep."""
    json.dumps(data, allow_nan=False)
    for text in strings(data):
        if hidden := _hidden(text):
            yield f"characters that hide, {hidden!r}, in data: {text!r}"
        if found := MARKUP.search(text):
            yield f"markup {found[0]!r} in data: {text!r}"


def _hidden(text: str) -> str:
    """What of a text is not drawn, reorders or breaks lines; halves of letters too."""
    return "".join(c for c in text if not c.isprintable() and unicodedata.category(c) != "Zs")
