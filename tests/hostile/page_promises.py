"""What a page of a recording promises: each line begins as ours do, and what an app wrote stands in quotes."""

import re
from collections.abc import Iterator
from typing import Final

from text_promises import QUOTED, broken_text

from devrev_sessions.digest.digest import Digest

HEADINGS: Final = re.compile(
    r"# Session .+|## (?:Map|Crash log|Replay links \(presigned, they expire\)|Next|Outcome|Left out and missing"
    r"|Timeline|Events|Event [\d,]+ of .+|Events [\d,]+ to [\d,]+ of .+"
    r"|(?:Screens|Pages|Attributes|Crash log|Replay links \(presigned, they expire\)), [\d,]+ to [\d,]+ of [\d,]+)"
)
EVENT: Final = re.compile(r"\[~?-?[\d:.]+ #\d+\] ")
FORMS: Final = re.compile(
    r"\[~?-?[\d:.]+ #\d+\] "
    r"|    (?:(?:text|properties|request|response) \{|\((?:more than one result|what it carries))"
    r"|(?:Recording|Tab|User|No user id|Have|Attributes|Memory|Display|Counted by DevRev|Replay|Kinds|Screens|Pages"
    r"|Only|None of the|None|Kinds there|The text alone has|In the whole recording|The crash log has it|No event lies"
    r"|Cut short|Question|To read them|To open the longest gap)\b"
    r"|Text in double quotes was written by the app or its user\.$"
    r"|DevRev (?:gave none|marks a|has no) |The (?:app paused|recording has no events|session has)"
    r"|Single fields of |Without a time of their own |Console and network of this tab "
    r"|[\d,]+ (?:entry|entries|events?|actions?|more remarks?|more lines?|more links?) ?"
    r'|""(?: \(of [\d,]+ characters\))?$'
    r'|"" had a shape|DevRev\'s answer calls itself |No event of the recording could be read;'
    r"|- (?:The (?:next events|events before|crash log) \(|.+ to .+: )"
)
"""How the lines of a page begin; the text of a line of a crash log is all quotes."""


def broken_page(told: Digest, text: str, shown: int) -> list[str]:
    """Every promise that a page of `shown` events breaks, in words."""
    there = {(event.part + 1, event.n) for event in told.story.events}
    return [*_lines(text, shown), *broken_text(text, there, numbered=told.story.numbered)]


def _lines(text: str, shown: int) -> Iterator[str]:
    lines = text.split("\n")
    if not lines[0].startswith("# Session "):
        yield f"it begins with another line: {lines[0]!r}"
    for place, line in enumerate(lines):
        bare = QUOTED.sub('""', line)
        if bare.startswith("#"):
            if not HEADINGS.fullmatch(line) or (place and line.startswith("# ")):
                yield f"an unknown heading: {line!r}"
        elif line and not FORMS.match(bare):
            yield f"a line of no form of ours: {line!r}"
    events = sum(bool(EVENT.match(line)) for line in lines)
    if events != shown:
        yield f"{events} lines of events where {shown} are shown"
