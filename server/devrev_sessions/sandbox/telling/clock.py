"""Offsets and instants as the stories write them."""

from datetime import UTC, datetime, timedelta


def milliseconds(offset: str) -> int:
    """An offset such as "3:39.4" or "1:02:00" in milliseconds."""
    total = 0.0
    for part in offset.split(":"):
        total = total * 60 + float(part)
    return round(total * 1000)


def instant(start: str, offset_ms: int) -> str:
    """The moment `offset_ms` after the RFC 3339 moment `start`, in UTC and to the millisecond."""
    moment = datetime.fromisoformat(start) + timedelta(milliseconds=offset_ms)
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Clock:
    """The time of a story, in milliseconds from its start; it only moves forward."""

    def __init__(self) -> None:
        self.offset_ms = 0

    def move_to(self, offset: str) -> None:
        """Go on to an offset; raises ValueError for one that has passed."""
        moved = milliseconds(offset)
        if moved < self.offset_ms:
            raise ValueError(f"the story is already past {offset}: {self.offset_ms} ms")
        self.offset_ms = moved

    def advance(self, seconds: float) -> None:
        """Let some seconds pass."""
        self.offset_ms += round(seconds * 1000)
