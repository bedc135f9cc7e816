"""What a tool found, twice."""

from dataclasses import dataclass

from devrev_sessions.assistant.results import Result


@dataclass(frozen=True, slots=True)
class Answer:
    """The same as text and as data; each stands alone."""

    text: str
    data: Result
