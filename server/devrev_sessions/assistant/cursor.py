"""Where a reading of a recording goes on: opaque to the assistant, and enough by itself."""

import hashlib
import json
from dataclasses import dataclass
from typing import Final, cast

import msgspec

from devrev_sessions.assistant.sealed import sealed, unsealed
from devrev_sessions.digest.select import Wanted, is_moment
from devrev_sessions.errors import InvalidArguments
from devrev_sessions.text.portions import Detail, Section
from devrev_sessions.timeline.events import Kind
from devrev_sessions.timeline.recording import Platform

VERSION: Final = 2


class _Written(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """A cursor as it travels."""

    version: int
    session: str
    part_id: str
    on_web: bool
    platform: Platform | None
    section: Section
    position: int
    events: int
    n: int
    start: str
    end: str
    around: str
    kinds: list[Kind]
    search: str
    detail: Detail


@dataclass(frozen=True, slots=True)
class Cursor:
    """The recording or tab that is read, how it is filtered, and where the next page begins.

    `position` counts the matching events, or the entries of another section. `events` is how many the recording had
    and `n` the number of the next one: a recording that has changed since is not gone on with.
    """

    session: str
    part_id: str
    on_web: bool
    platform: Platform | None
    section: Section
    position: int
    events: int
    n: int
    wanted: Wanted
    detail: Detail

    def text(self) -> str:
        """The cursor as an assistant passes it on."""
        wanted = self.wanted
        written: list[object] = [
            *(VERSION, self.session, self.part_id, self.on_web, self.platform),
            *(self.section, self.position, self.events, self.n),
            *(wanted.start, wanted.end, wanted.around, sorted(wanted.kinds), wanted.search, self.detail),
        ]
        body = json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        return sealed(body)


def read_cursor(text: str, session_id: str) -> Cursor:
    """The cursor in `text`.

    Raises InvalidArguments when it is none of ours, not whole, or of another session.
    """
    found = _decoded(text)
    if found is None:
        raise wrong_cursor("The cursor {value} is none that this server gave, or not whole.", text)
    if found.session != session_mark(session_id):
        raise wrong_cursor("The cursor {value} belongs to another session.", text)
    wanted = Wanted(found.start, found.end, found.around, frozenset(found.kinds), found.search)
    return Cursor(
        *(found.session, found.part_id, found.on_web, found.platform),
        *(found.section, found.position, found.events, found.n, wanted, found.detail),
    )


def session_mark(session_id: str) -> str:
    """What a cursor says of its session: enough to tell it from another."""
    return hashlib.sha256(session_id.encode("utf-8", "replace")).hexdigest()[:8]


def wrong_cursor(message: str, text: str) -> InvalidArguments:
    """A cursor that cannot be gone on with."""
    return InvalidArguments(
        message,
        "Pass next_cursor of the page before unchanged, with the same session_id, or leave cursor out to begin again.",
        value=text,
        field="cursor",
    )


def _decoded(text: str) -> _Written | None:
    body = unsealed(text)
    if body is None:
        return None
    try:
        found = msgspec.convert(cast("object", json.loads(body.decode("utf-8", "surrogatepass"))), type=_Written)
    except (ValueError, msgspec.MsgspecError, RecursionError):
        return None
    moments = [moment for moment in (found.start, found.end, found.around) if moment]
    return found if found.version == VERSION and found.position >= 0 and all(map(is_moment, moments)) else None
