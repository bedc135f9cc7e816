"""What a long run has seen, and whether that is as it should be."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final

import anyio
from mcp_types import CallToolResult

from apart import MEGABYTE, Figures, Word
from crowd import Known, code_of, is_about, text_of

CALL_SECONDS: Final = 4.0
LONGEST_CALL_SECONDS: Final = 3 * CALL_SECONDS + 8
"""Looking up a session on a second platform and reading it each have the whole of `timeout_seconds`; a tab waits three
seconds more for its console, and the cores may be busy."""

EXPLAINS: Final = {
    "rate_limited": {"limited"},
    "upstream_error": {"failed"},
    "upstream_unavailable": {"down"},
    # One that is dripped ends its connection, which another call may have taken up just then.
    "unexpected_response": {"reset", "reset midway", "truncated", "cut", "dripped"},
    "unreachable": {"reset"},
    "timeout": {"stalled", "stalled midway", "dripped"},
}
SHARED: Final = {"rate_limited": "limited", "timeout": "limited"}
"""What a misdeed about one session does to others: after a limit one call asks for all, and may meet a stall."""
CHANGED: Final = "has changed since the cursor"
CHANGED_SECONDS: Final = 60.0
"""How long a misdeed can matter to a cursor: a tab that was read while its console could not be had is another one."""

TENTHS: Final = 10

MORE_MEGABYTES: Final = 16
MORE_KILOBYTES_FORSAKEN: Final = 100
"""For each client that kept a session and left without a word: the SDK forgets it half an hour later."""
FORSAKEN_SECONDS: Final = 1_800
MORE_DESCRIPTORS: Final = 15
MORE_THREADS: Final = 4
"""What the last tenth may have more than the second one: a median of a load that comes and goes is not steady."""


@dataclass(frozen=True)
class Failed:
    """A call that ended with an error, to be held against DevRev's misdeeds."""

    session_id: str
    code: str
    began: float
    ended: float
    text: str


@dataclass
class Log:
    """What has come of the calls, and what the server looked like."""

    seconds: list[float] = field(default_factory=list[float])
    recent: list[float] = field(default_factory=list[float])
    codes: Counter[str] = field(default_factory=Counter[str])
    failed: list[Failed] = field(default_factory=list[Failed])
    wrong: Counter[str] = field(default_factory=Counter[str])
    cancelled: int = 0
    clients: int = 0
    forsaken: list[float] = field(default_factory=list[float])
    figures: list[Figures] = field(default_factory=list[Figures])

    def take(self, known: Known, began: float, result: CallToolResult) -> bool:
        """Whether a result is a good one."""
        now = anyio.current_time()
        self.seconds.append(now - began)
        self.recent.append(now - began)
        if now - began > LONGEST_CALL_SECONDS:
            self.wrong["a call that took too long"] += 1
        if code := code_of(result):
            self.codes[code] += 1
            self.failed.append(Failed(known.session_id, code, began, now, text_of(result)[:300]))
            return False
        if not is_about(result, known):
            self.wrong[f"an answer about another session than {known.session_id}"] += 1
        return True


def unexplained(log: Log, misdeeds: Sequence[Word]) -> list[str]:
    """Errors that no misdeed about their session explains, within the call and the flight that it may have joined.

    All calls of a credential share a limit, so that one may be a misdeed about any session.
    """
    by_session: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for misdeed in misdeeds:
        by_session[misdeed.session_id].append((misdeed.at, misdeed.what))
    found: list[str] = []
    for failed in log.failed:
        changed = failed.code == "invalid_arguments" and CHANGED in failed.text
        since = failed.began - (CHANGED_SECONDS if changed else CALL_SECONDS)
        anywhere = [(m.at, m.what) for m in misdeeds]
        limited = any(what == SHARED.get(failed.code) and since <= at <= failed.ended for at, what in anywhere)
        heard = anywhere if limited else by_session[failed.session_id]
        near = {what for at, what in heard if since <= at <= failed.ended}
        if not (near if changed else near & EXPLAINS.get(failed.code, set[str]())):
            found.append(f"{failed.code} about {failed.session_id}, which nothing explains: {failed.text}")
    return found


def grown(log: Log) -> list[str]:
    """What the server has more of in the last tenth than in the second."""
    tenth = max(1, len(log.figures) // TENTHS)
    early, late = log.figures[tenth : 2 * tenth], log.figures[-tenth:]
    if not early:
        return ["the run was too short to see whether anything grows"]
    recently = anyio.current_time() - FORSAKEN_SECONDS
    forsaken = sum(at > recently for at in log.forsaken)
    allowed: dict[str, tuple[Callable[[Figures], float], float]] = {
        "MB of memory": (
            lambda seen: seen.rss_bytes / MEGABYTE,
            MORE_MEGABYTES + forsaken * MORE_KILOBYTES_FORSAKEN / 1024,
        ),
        "descriptors": (lambda seen: seen.descriptors, MORE_DESCRIPTORS),
        "threads": (lambda seen: seen.threads, MORE_THREADS),
    }
    wrong: list[str] = []
    for name, (read, most) in allowed.items():
        before, after = median(map(read, early)), median(map(read, late))
        print(f"{name}: {before:.1f} in the second tenth, {after:.1f} in the last; {most:.1f} more are allowed")
        if after - before > most:
            wrong.append(f"{name} grew from {before:.1f} to {after:.1f}")
    return wrong
