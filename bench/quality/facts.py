"""What can be known of a session, as typed values: what a reader found, and the facts that ask for it.

A `Reading` is what a mechanical reader takes out of a text, whatever way the text was made. A `Fact` asks one thing of
it; it holds or it does not. The whole truth of a session is a `Reading` too, so that claims can be held against it.
References are (number of the recording or tab in its session, position of the event in it), both from 1. Times are
milliseconds from the start of the session's earliest recording or tab.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Ref: TypeAlias = tuple[int, int]

Kind: TypeAlias = Literal[
    "crash", "anr", "exception", "error", "failed_request", "masked_failure", "slow_request", "frozen", "rage_tap",
    "dead_tap", "console_error",
]  # fmt: skip
"""`masked_failure` is a 2xx whose body says it failed; `frozen` an interface that answers nothing, without an ANR."""

Reaction: TypeAlias = Literal["retried", "raged", "went_back", "left", "restarted", "session_ended", "went_on"]
Outcome: TypeAlias = Literal["recovered", "worked_around", "abandoned", "blocked", "killed", "went_on"]
Absence: TypeAlias = Literal[
    "console_and_network", "crash_log", "recording_paused", "part_unavailable", "part_missing", "unreadable_events",
    "untimed_events", "disordered_events", "no_events",
]  # fmt: skip
"""What is not in a recording, or not whole, and must be told so."""

Signal: TypeAlias = Literal[
    "error_tap", "quick_back", "thrash", "abandoned_form", "hesitation", "idle", "background", "low_memory",
    "slow_launch", "paused", "polling",
]  # fmt: skip

NEAR_MS = 150
"""A time is told to a tenth of a second; what is further off is wrong."""
ABOUT_MS = 1_500
"""A crash that only the log tells is placed at about the last event."""


@dataclass(frozen=True)
class Step:
    """Something that was done or happened: `kind` as in the public filter `kinds` (`tap`, `request`, `custom`, ...)."""

    kind: str
    name: str
    """What was touched, requested, logged or entered; empty where nothing names it."""
    ref: Ref


@dataclass(frozen=True)
class Failure:
    """One thing that went wrong, however often it came. Empty and None where it was not told."""

    kind: Kind
    name: str = ""
    """The exception's class, the request, the thing tapped, the first line of a console error."""
    count: int = 1
    refs: tuple[Ref, ...] = ()
    """Occurrences that are told, in order; a crash known only from a log has that of the last event before it."""
    first_ms: int | None = None
    screen: str = ""
    status: int | None = None
    message: str = ""
    frames: tuple[str, ...] = ()
    """Places of the app's own code, innermost first: `Cart.kt:41`."""
    causes: tuple[str, ...] = ()
    """Classes of the `caused by` chain."""
    took_ms: int | None = None
    before: tuple[Step, ...] = ()
    """What led to the first occurrence, in order."""
    after: tuple[Step, ...] = ()
    """What followed the last one, in order."""
    reactions: tuple[Reaction, ...] = ()
    outcome: Outcome | None = None
    settled: Ref | None = None
    """The later success of what had failed."""
    never_worked: bool = False
    """It is told that no later success was recorded."""
    previous_run: bool = False
    """It belongs to the run before this recording."""


@dataclass(frozen=True)
class Series:
    """A request that came again and again."""

    name: str
    count: int
    outcomes: tuple[tuple[str, int], ...] = ()
    """How often each status came."""


@dataclass(frozen=True)
class Noticed:
    """A signal and what it is about: a thing tapped, screens, a length of time."""

    signal: Signal
    about: str = ""
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True)
class Line:
    """An event that has a line of its own."""

    ref: Ref
    at_ms: int
    kind: str
    name: str


@dataclass(frozen=True)
class Reading:
    """What a reader found."""

    told: dict[str, str] = field(default_factory=dict[str, str])
    """`platform`, `app_version`, `model`, `system`, `browser`, `network`, `user`, `org`, `launch`, `started_at`,
    `duration` (m:ss), `events` (a number), `parts` (a number)."""
    failures: tuple[Failure, ...] = ()
    """Worst first, as far as the way of telling ranks them."""
    screens: tuple[tuple[str, int], ...] = ()
    """Screens or pages entered, with the time."""
    opened: tuple[tuple[str, int], ...] = ()
    """Screens or pages that lines of a timeline enter, with gaps between them."""
    whole_flow: bool = False
    """Whether `screens` says that it is all of them."""
    series: tuple[Series, ...] = ()
    noticed: tuple[Noticed, ...] = ()
    absent: frozenset[Absence] = frozenset()
    lines: tuple[Line, ...] = ()
    nothing_wrong: bool = False
    """It says itself that nothing went wrong."""
    ended_on: str = ""
    refs: frozenset[Ref] = frozenset()
    """Every reference that occurs anywhere."""

    def failure(self, kind: Kind, name: str) -> Failure | None:
        """The failure of that kind and name; any name where none is asked for."""
        return next((each for each in self.failures if each.kind == kind and same_name(each.name, name)), None)


@dataclass(frozen=True)
class Fact:
    """One thing planted in a session. `asks` says it in words; `holds` looks for it in a reading, strictly."""

    topic: str
    """The row of the report it counts for: what crashed, which request, last action, reaction, flow, device, order,
    absence, signal."""
    asks: str
    holds: Callable[[Reading], bool]


@dataclass(frozen=True)
class Truth:
    """All that is true of a session: `whole` for false claims, `exists` for references, `facts` to be found."""

    whole: Reading
    parts: tuple[int, ...]
    """How many events each recording or tab has; 0 for one that is not there."""
    facts: tuple[Fact, ...]

    def exists(self, ref: Ref) -> bool:
        """Whether there is such an event."""
        part, n = ref
        return 1 <= part <= len(self.parts) and 1 <= n <= self.parts[part - 1]


def same_name(one: str, other: str) -> bool:
    """Whether two names are one; an empty name asks for none, a cut one (`...`) for its beginning."""
    if not other or one == other:
        return True
    return one.endswith("...") and len(one) > 11 and other.startswith(one[:-3])
