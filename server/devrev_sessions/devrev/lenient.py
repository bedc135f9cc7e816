"""Reading single JSON values that may have any shape: what fits is taken, what does not is as if it were not there."""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, TypeVar, cast

import msgspec

from devrev_sessions.timeline.events import NOTHING, AppText
from devrev_sessions.timeline.properties import UNREADABLE, mended, read_value, shallow, without_halves

T = TypeVar("T")

_EPOCH_MILLISECONDS_FROM: Final = 1e11
"""An epoch above this counts milliseconds: as seconds it would lie after the year 5000."""
_EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""No session is older; before it lie the zero times of programming languages and clocks that were never set."""

FAR_MS: Final = 31 * 24 * 3600 * 1000
"""An offset beyond a month is no offset; such an event keeps its place in the order instead."""

_DIGITS: Final = re.compile(r"\s*-?\d{1,40}(?:\.\d{0,40})?(?:[eE][+-]?\d{1,3})?\s*", re.ASCII)
"""A number written as text; with a plus before it stands a telephone number that strayed into the field."""

_FIELDS: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ITEMS: Final = msgspec.json.Decoder(list[msgspec.Raw])


def opened(json: bytes | bytearray | msgspec.Raw, decoder: msgspec.json.Decoder[T]) -> T | None:
    """What `decoder` makes of `json`, with single places mended where it must be; None when it cannot be read."""
    deep, spelling = [shallow], [mended, without_halves]
    while True:
        try:
            return decoder.decode(json)
        except msgspec.ValidationError:
            return None
        except RecursionError:
            mends = deep
        except UNREADABLE:
            mends = spelling
        if not mends:
            return None
        json = mends.pop()(bytes(json))


def fields(raw: msgspec.Raw) -> Mapping[str, msgspec.Raw]:
    """The fields of the object in `raw`, each undecoded; none when it is no object."""
    return (opened(raw, _FIELDS) if raw else None) or {}


def items(raw: msgspec.Raw) -> list[msgspec.Raw]:
    """The entries of the list in `raw`, each undecoded; none when it is no list."""
    return (opened(raw, _ITEMS) if raw else None) or []


def text_of(value: object) -> AppText:
    """A string as it is, a number or truth value as JSON writes it, nothing for all else."""
    if isinstance(value, str):
        return AppText(value)
    if isinstance(value, bool):
        return AppText("true" if value else "false")
    if isinstance(value, int | float):
        return AppText(str(value))
    return NOTHING


MOST_COUNTED: Final = 10_000_000
"""Clicks, messages and answers of a session: more of them is a number that strayed into the field."""
MOST: Final = 2**63
"""No count, size or time is larger; a number that is was written by an accident."""


def number_of(value: object) -> int | None:
    """A whole number from a number or from digits in a string; none that no computer counts to."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        if not _DIGITS.fullmatch(value):
            return None
        value = float(value)
    if not isinstance(value, int | float) or abs(value) > MOST:
        return None
    return round(value) if math.isfinite(value) else None


def flag_of(value: object) -> bool:
    """A truth value, also from its words and digits."""
    if isinstance(value, str):
        return value.strip().lower() in {"true", "1", "yes"}
    return isinstance(value, bool | int | float) and bool(value)


def moment_of(value: object) -> datetime | None:
    """A point in time from RFC 3339 or from an epoch in seconds or milliseconds, in UTC."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        found = _from_words(value) if isinstance(value, str) else _from_epoch(value)
    except (ValueError, OverflowError, OSError):
        return None
    return found if found >= _EARLIEST else None


def _from_words(value: str) -> datetime:
    try:
        # Digits alone come first: some epochs read as dates of the seventeenth century.
        return _from_epoch(float(value))
    except ValueError:
        found = datetime.fromisoformat(value.strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def _from_epoch(value: float) -> datetime:
    return datetime.fromtimestamp(value / 1000 if abs(value) >= _EPOCH_MILLISECONDS_FROM else value, tz=UTC)


def text(raw: msgspec.Raw) -> AppText:
    """`text_of` what is in `raw`."""
    return text_of(read_value(raw))


def number(raw: msgspec.Raw) -> int | None:
    """`number_of` what is in `raw`."""
    return number_of(read_value(raw))


def count(raw: msgspec.Raw) -> int | None:
    """How many of something there were; none where the number is no count of what a person met."""
    found = number(raw)
    return found if found is not None and 0 <= found <= MOST_COUNTED else None


def lasting_ms(raw: msgspec.Raw) -> int | None:
    """A length of time in milliseconds; none where it is longer than any session."""
    found = number(raw)
    return found if found is not None and 0 <= found < FAR_MS else None


def flag(raw: msgspec.Raw) -> bool:
    """`flag_of` what is in `raw`."""
    return flag_of(read_value(raw))


def moment(raw: msgspec.Raw) -> datetime | None:
    """`moment_of` what is in `raw`."""
    return moment_of(read_value(raw))


def texts(raw: msgspec.Raw) -> Mapping[str, AppText]:
    """The fields of the object in `raw` that can be read as text."""
    found = read_value(raw)
    if not isinstance(found, dict):
        return {}
    return {key: text_of(value) for key, value in cast("dict[str, object]", found).items()}
