"""When a crash log says that it happened, and whether that was while its recording ran."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from devrev_sessions.timeline.events import AppText

_LOOKED_AT: Final = 4_000
"""Characters of a log; what tells its time stands at its beginning."""
_DATED: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,]\d{1,9})?\s?(Z|UTC|[+-]\d\d:?\d\d)(?![\d:])")
"""A moment with its zone, as in ISO 8601, Apple's `Date/Time:` and Android's tombstones."""
_EPOCH: Final = re.compile(r"\b[Tt]ime_?[Ss]?tamp\W{1,4}(\d{10}|\d{13})\b")
_MILLISECONDS: Final = 13
_LOGCAT: Final = re.compile(r"(?m)^(?:\d{4}-)?(\d\d)-(\d\d)[ T](\d\d:\d\d:\d\d)[.,]\d{3}\s")
_ZONES: Final = timedelta(minutes=15)
"""All time zones in use lie a multiple of this apart."""
_SLACK: Final = timedelta(seconds=2)
"""Starts of recordings come in whole seconds, and clocks are read at different moments."""


def before_recording(text: AppText, started_at: datetime | None, duration: timedelta) -> bool:
    """Whether the log names a moment before `started_at`, or one that no time zone puts into the recording.

    Android's log tells no zone, and mostly no year; what lies outside for every zone was logged by another run.
    """
    if started_at is None:
        return False
    if logged := logged_at(text):
        return started_at - logged >= _SLACK
    found = _LOGCAT.search(text[:_LOOKED_AT])
    try:
        moment = found and datetime.fromisoformat(f"{started_at.year}-{found[1]}-{found[2]}T{found[3]}+00:00")
    except ValueError:
        return False
    return bool(moment) and duration + _SLACK < (moment - started_at) % _ZONES < _ZONES - _SLACK


def logged_at(text: AppText) -> datetime | None:
    """The first moment that the log names; none where it leaves out the date or the zone, as logcat does."""
    begins = text[:_LOOKED_AT]
    try:
        if found := _DATED.search(begins):
            zone = "+00:00" if found[3] in {"Z", "UTC"} else found[3]
            return datetime.fromisoformat(f"{found[1]}T{found[2]}{zone}")
        if found := _EPOCH.search(begins):
            seconds = int(found[1]) / (1000 if len(found[1]) == _MILLISECONDS else 1)
            return datetime.fromtimestamp(seconds, UTC)
    except ValueError:
        return None
    return None
