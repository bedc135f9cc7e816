"""Where the next page of a recording begins: opaque to the assistant, and of use for one recording only."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Self

import msgspec

from devrev_sessions.digest.select import Wanted
from devrev_sessions.errors import InvalidArguments
from devrev_sessions.text.page import Detail
from devrev_sessions.timeline.events import Kind
from devrev_sessions.timeline.story import Story


class _Written(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """A cursor as it travels."""

    version: int
    mark: str
    position: int
    start: str
    end: str
    around: str
    kinds: list[str]
    search: str
    detail: Detail


@dataclass(frozen=True, slots=True)
class Cursor:
    """A position among the events that `wanted` matches, in the recording that `mark` stands for."""

    mark: str
    position: int
    wanted: Wanted
    detail: Detail

    @classmethod
    def after(cls, story: Story, position: int, wanted: Wanted, detail: Detail) -> Self:
        """The cursor for the page that begins at `position`."""
        return cls(_mark(story), position, wanted, detail)

    def text(self) -> str:
        """The cursor as an assistant passes it on."""
        wanted = self.wanted
        written = _Written(
            1,
            self.mark,
            self.position,
            wanted.start,
            wanted.end,
            wanted.around,
            sorted(wanted.kinds),
            wanted.search,
            self.detail,
        )
        return base64.urlsafe_b64encode(msgspec.json.encode(written)).decode().rstrip("=")

    def belongs_to(self, story: Story) -> None:
        """Raises InvalidArguments when the cursor is of another recording."""
        if self.mark != _mark(story) or self.position > len(story.events):
            raise _wrong("The cursor {value} belongs to another recording.", self.text())


def read_cursor(text: str) -> Cursor:
    """The cursor in `text`.

    Raises InvalidArguments when it is none of ours.
    """
    try:
        found = msgspec.json.decode(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=_Written)
        wanted = Wanted(found.start, found.end, found.around, frozenset(map(Kind, found.kinds)), found.search)
    except (binascii.Error, ValueError, msgspec.MsgspecError, UnicodeError):
        raise _wrong("The cursor {value} is none that this server gave.", text) from None
    if found.version != 1 or found.position < 0:
        raise _wrong("The cursor {value} is none that this server gave.", text)
    return Cursor(found.mark, found.position, wanted, found.detail)


def _mark(story: Story) -> str:
    name = f"{story.session_id}\0{story.parts[0].part_id}"
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:12]


def _wrong(message: str, text: str) -> InvalidArguments:
    return InvalidArguments(
        message,
        "Pass next_cursor of the page before unchanged, with the same ids, or leave cursor out to begin again.",
        value=text,
        field="cursor",
    )
