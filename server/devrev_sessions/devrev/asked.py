"""What of DevRev is asked for, and what an answer is kept under."""

from dataclasses import dataclass

from devrev_sessions.timeline.recording import Medium, Platform


@dataclass(frozen=True, slots=True)
class Asked:
    """What of DevRev is asked for. At most one of the two part ids; `platform` only where it is known."""

    session_id: str
    version_key: str
    platform: Platform | None = None
    recording_id: str | None = None
    tab_id: str | None = None

    @property
    def part_id(self) -> str:
        """The recording or tab that was named, or nothing."""
        return self.recording_id or self.tab_id or ""


@dataclass(frozen=True, slots=True)
class Key:
    """What an entry on the shelf is kept under; nothing is shared between credentials, hosts or apps."""

    credential: str
    host: str
    version_key: str
    session_id: str
    part_id: str
    medium: Medium | None
    replay: bool = False
