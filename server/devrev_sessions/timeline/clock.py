"""Offsets as people write them: `m:ss`, `h:mm:ss`, milliseconds, or negative from the end."""

import re
from typing import Final

_CLOCK: Final = re.compile(r"(-?)(?:(\d{1,5}):)?(\d{1,5}):([0-5]?\d)(?:\.(\d{1,3}))?")
_MILLISECONDS: Final = re.compile(r"-?\d{1,12}")


def clock(ms: int, *, tenths: bool = False) -> str:
    """`m:ss`, or `h:mm:ss` from one hour on; with `tenths` a decimal of a second is kept."""
    sign = "-" if ms <= (-100 if tenths else -1000) else ""
    whole, rest = divmod(abs(ms), 1000)
    minutes, seconds = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    tail = f".{rest // 100}" if tenths else ""
    if hours:
        return f"{sign}{hours}:{minutes:02}:{seconds:02}{tail}"
    return f"{sign}{minutes}:{seconds:02}{tail}"


def offset_ms(text: str, duration_ms: int) -> int:
    """The offset that `text` names in a recording of `duration_ms`; negative ones count from its end.

    Raises ValueError when it is none of the documented forms.
    """
    text = text.strip()
    if _MILLISECONDS.fullmatch(text):
        ms = int(text)
    elif found := _CLOCK.fullmatch(text):
        sign, hours, minutes, seconds, fraction = found.groups()
        ms = (int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)) * 1000
        ms += int((fraction or "").ljust(3, "0"))
        ms = -ms if sign else ms
    else:
        message = f"not an offset: {text!r}"
        raise ValueError(message)
    return duration_ms + ms if text.startswith("-") else ms


def lasting(ms: int) -> str:
    """A length of time in the unit a person would choose: `340 ms`, `11.3 s`, `75 s`, `4:05`."""
    if ms < 1000:
        return f"{ms} ms"
    if ms < 59_950:
        return f"{ms / 1000:.1f} s"
    if ms < 119_500:
        return f"{round(ms / 1000)} s"
    return clock(ms)
