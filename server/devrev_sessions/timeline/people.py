"""Whose sessions are looked for: users of DevRev's customers, and the tickets they file."""

from dataclasses import dataclass
from datetime import datetime

from devrev_sessions.timeline.events import NOTHING, AppText


@dataclass(frozen=True, slots=True)
class Person:
    """A customer's user as DevRev knows them."""

    user_id: str
    """The id that filters understand."""
    display_id: AppText = NOTHING
    name: AppText = NOTHING
    email: AppText = NOTHING
    org_id: AppText = NOTHING


@dataclass(frozen=True, slots=True)
class Ticket:
    """What somebody reported, when, and who they are."""

    ticket_id: AppText
    title: AppText
    filed_at: datetime | None
    reporters: tuple[Person, ...]
    """Customers alone; a ticket may be filed by the team itself."""
    by_the_team: bool
    """Whether one of the team, or a program of theirs, is named as its reporter."""
    org_id: AppText = NOTHING
