"""Reading single JSON values that may have any shape: what fits is taken, what does not is as if it were not there."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, cast

import msgspec

from devrev_sessions.timeline.events import NOTHING, AppText
from devrev_sessions.timeline.properties import mended

UNREADABLE: Final = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What msgspec raises on JSON it cannot read; deep nesting and bad UTF-8 do not arrive as its own error."""

_EPOCH_MILLISECONDS_FROM: Final = 1e11
"""An epoch above this counts milliseconds: as seconds it would lie after the year 5000."""

_NO_FIELDS: Final[Mapping[str, msgspec.Raw]] = {}


def anything(raw: msgspec.Raw) -> object:
    """The value in `raw`, or None."""
    if not raw:
        return None
    try:
        found: object = msgspec.json.decode(raw)
    except UNREADABLE:
        try:
            found = msgspec.json.decode(mended(bytes(raw)))
        except UNREADABLE:
            return None
    return found


def fields(raw: msgspec.Raw) -> Mapping[str, msgspec.Raw]:
    """The fields of the object in `raw`, each undecoded; none when it is no object."""
    try:
        return msgspec.json.decode(raw, type=dict[str, msgspec.Raw]) if raw else _NO_FIELDS
    except UNREADABLE:
        return _NO_FIELDS


def items(raw: msgspec.Raw) -> list[msgspec.Raw]:
    """The entries of the list in `raw`, each undecoded; none when it is no list."""
    try:
        return msgspec.json.decode(raw, type=list[msgspec.Raw]) if raw else []
    except UNREADABLE:
        return []


def text_of(value: object) -> AppText:
    """A string as it is, a number or truth value as JSON writes it, nothing for all else."""
    if isinstance(value, str):
        return AppText(value)
    if isinstance(value, bool):
        return AppText("true" if value else "false")
    if isinstance(value, int | float):
        return AppText(str(value))
    return NOTHING


def number_of(value: object) -> int | None:
    """A whole number from a number or from digits in a string."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, int):
        return value
    return round(value) if isinstance(value, float) and math.isfinite(value) else None


def flag_of(value: object) -> bool:
    """A truth value, also from its words and digits."""
    if isinstance(value, str):
        return value.strip().lower() in {"true", "1", "yes"}
    return isinstance(value, bool | int | float) and bool(value)


def moment_of(value: object) -> datetime | None:
    """A point in time from RFC 3339 or from an epoch in seconds or milliseconds, in UTC."""
    if isinstance(value, str):
        try:
            found = datetime.fromisoformat(value.strip())
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            try:
                value = float(value)
            except ValueError:
                return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value / 1000 if abs(value) >= _EPOCH_MILLISECONDS_FROM else value, tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None


def text(raw: msgspec.Raw) -> AppText:
    """`text_of` what is in `raw`."""
    return text_of(anything(raw))


def number(raw: msgspec.Raw) -> int | None:
    """`number_of` what is in `raw`."""
    return number_of(anything(raw))


def flag(raw: msgspec.Raw) -> bool:
    """`flag_of` what is in `raw`."""
    return flag_of(anything(raw))


def moment(raw: msgspec.Raw) -> datetime | None:
    """`moment_of` what is in `raw`."""
    return moment_of(anything(raw))


def texts(raw: msgspec.Raw) -> Mapping[str, AppText]:
    """The fields of the object in `raw` that can be read as text."""
    found = anything(raw)
    if not isinstance(found, dict):
        return {}
    return {key: text_of(value) for key, value in cast("dict[str, object]", found).items()}
