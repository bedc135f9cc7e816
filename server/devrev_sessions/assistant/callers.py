"""Who calls: the name that a caller's key or token has, for as long as the call is worked on."""

from contextvars import ContextVar
from typing import Final

caller: Final[ContextVar[str | None]] = ContextVar("caller", default=None)
"""None for whoever started this process, and for all where callers are not told apart."""
