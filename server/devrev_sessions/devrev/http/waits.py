"""How long to wait before the next try: what DevRev asks for, or a growing pause of our own."""

import math
import time
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final

_LONGEST_ASKED_SECONDS: Final = 86_400.0
"""DevRev counts in windows of five minutes; a wait of more than a day is a misreading, such as an epoch."""


def asked_seconds(headers: Mapping[str, str], told_seconds: float | None, *, limited: bool) -> float | None:
    """The wait an answer asks for: in Retry-After, in its body, or, when `limited`, by the reset of its rate limit.

    Moments are compared with the answer's own Date, so that a clock that is off on this machine does no harm.
    """
    retry_after = headers.get("retry-after", "").strip()
    moment = _moment(retry_after)
    if (wait := _sane(number_in(retry_after))) is not None:
        return wait
    if moment is not None and (wait := _sane(max(0.0, moment - _now(headers)))) is not None:
        return wait
    if (wait := _sane(told_seconds)) is not None:
        return wait
    return until_reset_seconds(headers) if limited else None


def until_reset_seconds(headers: Mapping[str, str]) -> float | None:
    """How long the window of the rate limit still lasts, where an answer tells it."""
    reset = number_in(headers.get("x-ratelimit-reset", ""))
    return None if reset is None else _sane(max(0.0, reset - _now(headers)))


def backoff_seconds(tries: int, jitter: float, *, first_seconds: float, longest_seconds: float) -> float:
    """The pause after so many failed `tries`: doubled each time, and half of it left to `jitter` (0 to 1)."""
    pause = min(longest_seconds, first_seconds * 2 ** (tries - 1))
    return pause * (0.5 + jitter / 2)


def _now(headers: Mapping[str, str]) -> float:
    return _moment(headers.get("date", "")) or time.time()


def _sane(seconds: float | None) -> float | None:
    return seconds if seconds is not None and 0 <= seconds <= _LONGEST_ASKED_SECONDS else None


def number_in(text: str) -> float | None:
    """The finite number that `text` is, None where it is none."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _moment(text: str) -> float | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
