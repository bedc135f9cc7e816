"""What truly happened in one recording or tab, written down while it is made.

An event is known by a mark until the recording is whole, since the place of a tab's console and network entries in its
count is known only then.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from facts import Absence, Kind, Outcome, Reaction, Signal

Key: TypeAlias = tuple[Kind, str]
Seen: TypeAlias = tuple[Signal, str, tuple[int, ...]]

ACTIONS: Final = frozenset({"tap", "rage_tap", "dead_tap", "gesture", "input"})
IDLE_MS: Final = 10_000
AFTER_TAP_MS: Final = 1_000
QUICK_BACK_MS: Final = 5_000
THRASH_MS: Final = 30_000


class Raw(NamedTuple):
    """A step: when, what kind of, on what, and which event."""

    ms: int
    kind: str
    name: str
    mark: int


class Spot(NamedTuple):
    """An event that was planted, to be named by its reference when all is known."""

    part: int
    mark: int
    ms: int


@dataclass(frozen=True)
class Happening:
    """One occurrence of something that went wrong; `step` is its place among the steps."""

    ms: int
    mark: int
    step: int
    screen: str
    status: int | None = None
    took_ms: int | None = None


@dataclass
class About:
    """What is known of something that went wrong beyond its occurrences."""

    message: str = ""
    frames: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    previous_run: bool = False
    reactions: tuple[Reaction, ...] = ()
    also: tuple[Reaction, ...] = ()
    """Reactions that are true as well, but nobody need name them."""
    outcome: Outcome | None = None
    counts_as: int | None = None
    """Its count, where that is not the number of its occurrences."""


class Answer(NamedTuple):
    """A request that was answered well."""

    ms: int
    mark: int


@dataclass
class Ledger:
    """One part's happenings, in the order of time."""

    steps: list[Raw] = field(default_factory=list[Raw])
    screens: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])
    failed: dict[Key, list[Happening]] = field(default_factory=dict[Key, list[Happening]])
    about: dict[Key, About] = field(default_factory=lambda: defaultdict[Key, About](About))
    answered: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict[str, list[Answer]](list))
    outcomes: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict[str, dict[str, int]](dict))
    noticed: list[Seen] = field(default_factory=list[Seen])
    lines: list[Raw] = field(default_factory=list[Raw])
    absent: set[Absence] = field(default_factory=set[Absence])
    earliest_ms: int = 0
    """Where an event stands before the start, as a negative time."""
    last_ms: int = 0
    last_mark: int = 1
    last_action_ms: int | None = None
    last_tap: Raw | None = None

    def step(self, ms: int, kind: str, name: str, mark: int) -> None:
        """Something was done or happened."""
        raw = Raw(ms, kind, name, mark)
        self.steps.append(raw)
        if kind in ACTIONS:
            before = self.last_action_ms
            if before is not None and ms - before >= IDLE_MS:
                self.noticed.append(("idle", clock(ms - before), ()))
            self.last_action_ms = ms
            if kind != "gesture":
                self.last_tap = raw

    def reached(self, ms: int, mark: int) -> None:
        """An event stands at that time."""
        if ms >= self.last_ms:
            self.last_ms, self.last_mark = ms, mark

    def enter(self, screen: str, ms: int) -> None:
        """A screen or page was entered, unless it is the one already shown."""
        if not self.screens or self.screens[-1][0] != screen:
            self.screens.append((screen, ms))
            self._notice_turning_back()

    def answer(self, name: str, ms: int, mark: int, status: str) -> None:
        """A request came back well."""
        self.answered[name].append(Answer(ms, mark))
        self._count(name, status)

    def fail(self, kind: Kind, name: str, ms: int, mark: int, screen: str, *, status: int | None = None) -> About:
        """Something went wrong; its step was written down just before."""
        happening = Happening(ms, mark, len(self.steps) - 1, screen, status)
        self.failed.setdefault((kind, name), []).append(happening)
        if kind in {"failed_request", "masked_failure"}:
            self._count(name, "" if status is None else str(status))
        tap = self.last_tap
        if kind in {"failed_request", "masked_failure", "exception"} and tap and ms - tap.ms <= AFTER_TAP_MS:
            self.noticed.append(("error_tap", tap.name, (tap.mark,)))
        return self.about[kind, name]

    def slow(self, name: str, ms: int, mark: int, screen: str, took_ms: int, status: int | None) -> None:
        """A request took its time; that it came back is told apart."""
        happening = Happening(ms, mark, len(self.steps) - 1, screen, status, took_ms)
        self.failed.setdefault(("slow_request", name), []).append(happening)

    def _count(self, name: str, status: str) -> None:
        outcomes = self.outcomes[name]
        outcomes[status] = outcomes.get(status, 0) + 1

    def _notice_turning_back(self) -> None:
        last = self.screens[-4:]
        if len(last) < 3 or last[-1][0] != last[-3][0]:
            return
        there, between = last[-3][0], last[-2][0]
        if last[-1][1] - last[-2][1] <= QUICK_BACK_MS:
            self.noticed.append(("quick_back", f"{there} > {between} > {there}", ()))
        if len(last) == 4 and last[0][0] == between and last[-1][1] - last[1][1] <= THRASH_MS:
            self.noticed.append(("thrash", f"{there} and {between}", ()))


def clock(ms: int) -> str:
    """A length as m:ss or h:mm:ss, rounded down."""
    minutes, seconds = divmod(max(ms, 0) // 1_000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
