"""One generated session, how it is asked for, and all that is true of it."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from facts import Truth

from devrev_sessions.sandbox.sample_session import SampleSession

Medium: TypeAlias = Literal["mobile", "web"]


@dataclass(frozen=True)
class Case:
    """`group` is the family of scenarios; `part` the one asked for by its id, from 1, or None for the whole session."""

    name: str
    seed: int
    group: str
    medium: Medium
    events: int
    sample: SampleSession
    truth: Truth
    part: int | None
