"""What is logged: plain lines for a person, one JSON object a line for a program; never what an app or a user wrote."""

import json
import logging
import math
import sys
import traceback
from datetime import UTC, datetime
from typing import Final

FIELDS: Final = "fields"
"""The name under which a record carries more than its message: numbers and names of ours."""
LONGEST_MESSAGE: Final = 500
AGAIN_SECONDS: Final = 10.0
"""How soon the same words of a library may be told again."""
QUIET: Final = ("httpx", "httpcore", "mcp", "sse_starlette", "uvicorn")
"""Libraries of which only warnings are worth a line."""


class NowAndThen(logging.Filter):
    """Lets the same words through once in a while: asyncio has a line for each connection that it cannot take."""

    def __init__(self) -> None:
        super().__init__()
        self._told: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is worth a line."""
        words = str(record.msg)[:LONGEST_MESSAGE]
        if record.created - self._told.get(words, -math.inf) < AGAIN_SECONDS:
            return False
        self._told = {words: record.created}
        return True


class Lines(logging.Formatter):
    """Each record as one JSON object: time, level, logger, message, and its fields."""

    def format(self, record: logging.LogRecord) -> str:
        """One line. Of an exception its kind and places are told: its words may hold what somebody wrote."""
        told: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage()[:LONGEST_MESSAGE],
        }
        told |= getattr(record, FIELDS, {})
        if record.exc_info and (error := record.exc_info[1]) is not None:
            told["exception"] = type(error).__name__
            told["places"] = [
                f"{at.name} ({at.filename}:{at.lineno})" for at in traceback.extract_tb(error.__traceback__)
            ]
        return json.dumps(told, default=str)


def log_plainly() -> None:
    """Warnings on standard error, for a person who started a command, or an assistant that keeps them."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")


def log_structured() -> None:
    """Calls and whatever happens as JSON on standard error; for a person who looks on, as lines."""
    handler = logging.StreamHandler(sys.stderr)
    if sys.stderr.isatty():
        handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    else:
        handler.setFormatter(Lines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("asyncio").addFilter(NowAndThen())
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
