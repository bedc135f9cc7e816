"""What a tool found, twice."""

from dataclasses import dataclass

from devrev_sessions.assistant.results import Result
from devrev_sessions.text.calls import Address


@dataclass(frozen=True, slots=True)
class Answer:
    """The same as text and as data; each stands alone."""

    text: str
    data: Result
    about: tuple[Address, ...] = ()
    """Sessions that it leads to, which a client may be given links to."""
