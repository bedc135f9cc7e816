"""The strict reader of our summary: every fact from its own slot of its own section, and from nowhere else.

The text is cut into lines and each line must match one of the forms in `ours_words` as a whole; app text is taken out
before that, so it can be no structure. What matches nothing says nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from facts import Reading, Ref
from ours_beside import Beside, read_gone, read_next
from ours_failures import Failures, read_failures
from ours_forms import Line, line_of, match
from ours_header import Header, read_header
from ours_story import Story, read_noticed, read_outcome, read_screens, read_timeline
from ours_words import HEADINGS, QUESTION, WINDOW, Section

_ANYWHERE: Final = re.compile(r"(?<=[\[ -])(?:r(\d+))?#(\d+)(?=[\],. -]|$)")


@dataclass
class _Cut:
    """The text by its headings."""

    header: list[Line] = field(default_factory=list[Line])
    sections: dict[Section, list[Line]] = field(default_factory=dict[Section, list[Line]])
    lost: list[str] = field(default_factory=list[str])


@dataclass(frozen=True)
class _Read:
    """Everything that its sections tell."""

    cut: _Cut
    header: Header
    failures: Failures
    story: Story
    beside: Beside


def read_summary(text: str, parts: tuple[str, ...]) -> Reading:
    """What a summary says; `parts` are the ids of the recordings or tabs asked for, in the session's order."""
    read = _read(text, parts)
    story = read.story
    return Reading(
        told=read.header.told,
        failures=tuple(read.failures.found),
        screens=tuple(story.screens if "screens" in read.cut.sections else story.entered),
        opened=tuple(story.entered),
        whole_flow=story.whole_flow,
        series=tuple(story.series),
        noticed=(*story.noticed, *read.failures.noticed, *story.polled),
        absent=frozenset(read.header.absent | read.beside.absent),
        lines=tuple(story.lines),
        nothing_wrong=story.nothing_wrong,
        ended_on=story.ended_on,
        refs=frozenset({*_refs(read.cut), *read.beside.refs}),
    )


def unread(text: str) -> list[str]:
    """The lines that say nothing to this reader; none, where the table of word forms is up to date."""
    read = _read(text, ())
    lost = [*read.header.lost, *read.failures.lost, *read.story.lost, *read.beside.lost]
    return [*read.cut.lost, *(line.raw for line in lost)]


def _read(text: str, parts: Sequence[str]) -> _Read:
    cut = _cut(text)

    def lines(section: Section) -> list[Line]:
        return cut.sections.get(section, [])

    story, beside = Story(), Beside()
    read_outcome(story, lines("outcome"))
    read_noticed(story, lines("noticed"))
    read_screens(story, lines("screens"))
    read_timeline(story, lines("timeline"))
    read_gone(beside, lines("gone"), parts)
    read_next(beside, lines("next"), parts)
    return _Read(cut, read_header(cut.header), read_failures(lines("failures")), story, beside)


def _cut(text: str) -> _Cut:
    """The lines under their headings; of an unknown or a second heading of a kind, nothing is read."""
    cut = _Cut()
    into: list[Line] | None = cut.header
    for raw in text.split("\n"):
        if not raw:
            continue
        line = line_of(raw)
        if raw.startswith("## "):
            section = HEADINGS.get(raw) or ("timeline" if line and match(WINDOW, line) else None)
            into = cut.sections.setdefault(section, []) if section and section not in cut.sections else None
        if line is None or into is None:
            cut.lost.append(raw)
        elif not raw.startswith("## "):
            into.append(line)
    return cut


def _refs(cut: _Cut) -> Iterable[Ref]:
    """Every reference outside of app text; the header has some only where it names what a question bears on."""
    asked = [line for line in cut.header if line.bare.startswith(QUESTION)]
    for line in chain(asked, *cut.sections.values()):
        for part, n in _ANYWHERE.findall(line.bare):
            yield int(part or 1), int(n)
