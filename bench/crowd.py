"""What a crowd of assistants asks: the sessions there are, and visits that ask several things of one of them."""

from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import Any, Final, Literal, Protocol, TypeAlias, cast

import msgspec
from mcp_types import CallToolResult, TextContent

Arguments: TypeAlias = dict[str, Any]
Era: TypeAlias = Literal["auto", "legacy"]

ERAS: Final[tuple[Era, ...]] = ("auto", "legacy")
"""Today's protocol, which needs no session, and the handshake of the years before, which keeps one open."""
SUMMARIZE: Final = "summarize_session_timeline"
READ: Final = "get_session_recording"
FRESH_SHARE: Final = 0.05
MOST_PAGES: Final = 3
QUESTIONS: Final = (
    "why did the payment fail",
    "did the app crash, and on which screen",
    "the customer says nothing happens when they tap",
    "is it our backend or their network",
    "what did they do last",
)
SEARCHED: Final = ("failed", "order", "a", "http", "no such text")
BUDGETS: Final = (400, 1_000, 3_000, 8_000)


class Known(msgspec.Struct, frozen=True):
    """A session that DevRev has; `parts` are the recordings or tabs of it that are there."""

    session_id: str
    version_key: str
    platform: str
    parts: tuple[str, ...]
    listed: int
    """How many parts the session lists, whether they are there or not."""
    events: int

    @property
    def arguments(self) -> Arguments:
        """What names the session."""
        return {"session_id": self.session_id, "version_key": self.version_key}

    def part(self, part_id: str) -> Arguments:
        """What names one of its recordings or tabs."""
        return {**self.arguments, "tab_id" if self.platform == "web" else "recording_id": part_id}


class Ask(Protocol):
    """One call, measured and counted; None where it had no good result."""

    async def __call__(self, known: Known, kind: str, tool: str, arguments: Arguments) -> CallToolResult | None: ...


def chosen(sessions: Sequence[Known], dice: Random) -> Known:
    """One of the sessions: a few are on everybody's desk, most are asked about now and then."""
    popularity = list(accumulate(1 / (rank + 4) for rank in range(len(sessions))))
    return dice.choices(sessions, cum_weights=popularity)[0]


async def visit(known: Known, dice: Random, ask: Ask) -> None:
    """A summary first, then closer looks, as an assistant goes about it."""
    await ask(known, "whole session", SUMMARIZE, _maybe_fresh(known.arguments, dice))
    part = known.part(dice.choice(known.parts))
    looks = ("part", "question", "budget", "moment", "search", "full", "pages", "list")
    for look in dice.sample(looks, dice.randrange(2, 6)):
        await _look(look, known, part, dice, ask)


async def _look(look: str, known: Known, part: Arguments, dice: Random, ask: Ask) -> None:
    match look:
        case "part":
            await ask(known, "one part", SUMMARIZE, _maybe_fresh(part, dice))
        case "question":
            await ask(known, "question", SUMMARIZE, {**known.arguments, "question": dice.choice(QUESTIONS)})
        case "budget":
            await ask(known, "whole session", SUMMARIZE, {**known.arguments, "max_tokens": dice.choice(BUDGETS)})
        case "moment":
            await ask(known, "page", READ, {**part, "around": f"#{dice.randrange(1, 11)}"})
        case "search":
            await ask(known, "search", READ, {**part, "search": dice.choice(SEARCHED)})
        case "full":
            await ask(known, "page", READ, {**part, "detail": "full", "limit": dice.choice((1, 20, 100))})
        case "pages":
            await _pages(known, {**_maybe_fresh(part, dice), "limit": dice.choice((10, 50))}, ask)
        case _:
            await ask(known, "list", READ, known.arguments)


async def _pages(known: Known, arguments: Arguments, ask: Ask) -> None:
    """A recording page by page, each from the cursor of the one before."""
    kind = "page"
    for _ in range(MOST_PAGES):
        result = await ask(known, kind, READ, arguments)
        cursor = data_of(result).get("next_cursor") if result else None
        if cursor is None:
            return
        kind, arguments = "cursor", {**known.arguments, "cursor": cursor}


def _maybe_fresh(arguments: Arguments, dice: Random) -> Arguments:
    return {**arguments, "fresh": True} if dice.random() < FRESH_SHARE else arguments


def text_of(result: CallToolResult) -> str:
    """The text of a result."""
    return "\n".join(block.text for block in result.content if isinstance(block, TextContent))


def data_of(result: CallToolResult) -> Arguments:
    """The data of a result."""
    return cast("Arguments | None", result.structured_content) or {}


def code_of(result: CallToolResult) -> str:
    """The code of an error; empty for a good result."""
    if not result.is_error:
        return ""
    error: Arguments = data_of(result).get("error", {})
    return str(error.get("code", "without a code"))


def is_about(result: CallToolResult, known: Known) -> bool:
    """Whether a good result is of the session that was asked for, in its text and in its data."""
    return data_of(result).get("session_id") == known.session_id and known.session_id in text_of(result)


def percentile(seconds: Sequence[float], share: float) -> float:
    """The value that so many of them do not exceed; 0 where there are none."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
