"""The sections of a summary at several levels of detail."""

from dataclasses import dataclass
from typing import Final, LiteralString

from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.incidents import Incident
from devrev_sessions.text.calls import Address, call, part_argument
from devrev_sessions.text.door import Shown, say
from devrev_sessions.text.flow import flow
from devrev_sessions.text.incidents import Incidents, listed
from devrev_sessions.text.lines import Lines
from devrev_sessions.text.outcome import ending


@dataclass(frozen=True, slots=True)
class Level:
    """How much of everything a summary shows."""

    incidents: int
    chains: int
    """Incidents told with their steps before and after."""
    traces: int
    """Incidents told with their trace; at none the exception stands in the first line."""
    width: int
    """Characters of a text of the app's."""
    screens: int
    header_lines: int
    calls: int


LEVELS: Final = (
    Level(incidents=12, chains=12, traces=12, width=120, screens=24, header_lines=10, calls=3),
    Level(incidents=8, chains=6, traces=8, width=80, screens=16, header_lines=10, calls=3),
    Level(incidents=6, chains=3, traces=4, width=60, screens=12, header_lines=10, calls=3),
    Level(incidents=5, chains=2, traces=3, width=48, screens=8, header_lines=7, calls=2),
    Level(incidents=4, chains=1, traces=1, width=40, screens=6, header_lines=4, calls=1),
    Level(incidents=3, chains=0, traces=1, width=32, screens=4, header_lines=3, calls=1),
    Level(incidents=2, chains=0, traces=0, width=24, screens=0, header_lines=2, calls=0),
    Level(incidents=1, chains=0, traces=0, width=12, screens=0, header_lines=1, calls=0),
)
"""From a rich summary to the least that is still one; the first whose skeleton leaves room for a timeline is taken."""


class Sections:
    """The sections of one digest at one level."""

    def __init__(self, told: Digest, address: Address, level: Level) -> None:
        self.told = told
        self.story = told.story
        self.address = address
        self.level = level
        self.lines = Lines(told, level.width)
        self.entries = listed(told)
        self.shown = self.entries[: level.incidents]
        self._incidents = Incidents(told, self.lines, level.chains, level.traces)

    def ending(self) -> Shown:
        """The sentence about the end."""
        return ending(self.told, self.lines, len(self.entries))

    def headline(self, incident: Incident) -> Shown:
        """An incident in one line."""
        return self._incidents.headline(incident)

    def incidents(self) -> list[Shown]:
        """What went wrong, worst first; what a higher incident's steps already tell is not told again."""
        return self._incidents.section(self.shown, len(self.entries) - len(self.shown))

    def way(self) -> Shown | None:
        """The screens or pages in order."""
        return flow(self.told, self.level.screens)

    def screens(self) -> list[Shown]:
        """The section of the screens."""
        way = self.way()
        title: LiteralString = "## Pages" if self.story.platform == "web" else "## Screens"
        return [say(title), way] if way else []

    def next_calls(self) -> list[Shown]:
        """At most three calls that lead on."""
        calls: list[tuple[LiteralString, Shown | None]] = []
        problems = [incident for incident in self.entries if incident.indexes and not incident.previous_run]
        if problems:
            worst = problems[0]
            calls.append(("The worst moment with everything around it", self.around(worst.indexes[-1], full=True)))
            other = next((incident for incident in problems[1:] if incident.indexes[0] != worst.indexes[-1]), None)
            if other:
                calls.append(("The next problem where it began", self.around(other.indexes[0])))
        elif self.story.events:
            calls.append(("The recording, event by event", self.around(0)))
        elif self.story.session and self.story.session.part_ids and not self.story.whole:
            calls.append(("The recordings that are there", call("summarize_session_timeline", self.address)))
        else:
            calls.append(("The same again later", call("summarize_session_timeline", self.address, fresh=True)))
        if not self.story.whole and self.story.session and len(self.story.session.part_ids) > 1:
            calls.append(("The whole session", call("summarize_session_timeline", self.address)))
        present = [say("- ", why, ": ", shown) for why, shown in calls if shown][: self.level.calls]
        return [say("## Next"), *present] if present else []

    def around(self, index: int, *, full: bool = False) -> Shown | None:
        """The call that shows what stands around an event."""
        event = self.story.events[index]
        part = self.story.parts[event.part]
        medium = part.recording.medium if part.recording else "mobile"
        detail = "full" if full else None
        arguments = {part_argument(medium): part.part_id, "around": f"#{event.n}", "detail": detail}
        return call("get_session_recording", self.address, **arguments)
