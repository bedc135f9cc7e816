"""What a tool found, twice."""

from dataclasses import dataclass

from devrev_sessions.assistant.results import Result
from devrev_sessions.text.calls import Address


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that belongs to an answer."""

    body: bytes
    mime_type: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """A session, or one recording or tab of it, that can be read as a resource."""

    address: Address
    part_id: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The same as text and as data; each stands alone."""

    text: str
    data: Result
    about: tuple[Pointer, ...] = ()
    """What it leads to, which a client may be given links to."""
    image: Image | None = None
