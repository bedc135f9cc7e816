"""What was asked for lately: what is listed as resources, and what completes an id that somebody begins to write."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from devrev_sessions.text.calls import Address, in_calls

MOST_SESSIONS: Final = 50
MOST_PARTS: Final = 20
"""Recordings or tabs that are kept of one session."""


@dataclass(frozen=True, slots=True)
class SeenSession:
    """A session that an answer was about, with those of its recordings or tabs that are known."""

    address: Address
    recording_ids: tuple[str, ...] = ()
    tab_ids: tuple[str, ...] = ()

    @property
    def part_ids(self) -> tuple[str, ...]:
        """Its recordings or tabs."""
        return self.recording_ids or self.tab_ids


class Seen:
    """The sessions of the last answers, the latest first."""

    def __init__(self) -> None:
        self._sessions: OrderedDict[Address, SeenSession] = OrderedDict()

    def __iter__(self) -> Iterator[SeenSession]:
        return reversed(list(self._sessions.values()))

    def note(self, address: Address, part_ids: Sequence[str] = (), *, on_web: bool = False) -> None:
        """Remember a session; one whose id cannot stand in a call is passed over."""
        if not in_calls(address.session_id) or not in_calls(address.version_key or "-"):
            return
        parts = tuple(part for part in part_ids[:MOST_PARTS] if in_calls(part))
        known = self._sessions.pop(address, None)
        seen = SeenSession(address, *(((), parts) if on_web else (parts, ())))
        self._sessions[address] = known if known and len(known.part_ids) > len(parts) else seen
        if len(self._sessions) > MOST_SESSIONS:
            self._sessions.popitem(last=False)
