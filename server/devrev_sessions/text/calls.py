"""The next calls worth making, with complete arguments, built from ids alone and never from the text of an app."""

import json
import re
from dataclasses import dataclass
from typing import Final, LiteralString

from devrev_sessions.text.door import Shown, echoed, plain_id, quoted
from devrev_sessions.timeline.recording import Medium
from devrev_sessions.timeline.story import Part

_PLAIN_ID: Final = re.compile(r"[\w.:/@=+~#-]{1,512}", re.ASCII)
"""Ids in use: UUIDs, short keys, DONs. Anything else is not repeated in a call."""
_NO_ID: Final = re.compile(r"(?:r\d+)?#\d+\Z|\w+://|www\.", re.ASCII)
"""A reference of ours, or what a renderer makes a link of."""
SHOWN_ID: Final = 128
"""Characters of an id that is read: a DON with a UUID in it has about 80."""


@dataclass(frozen=True, slots=True)
class Address:
    """How the asked-for session is named in further calls."""

    session_id: str
    version_key: str | None = None
    """As the caller gave it; None when it may be left out."""


def ident(text: str, limit: int = SHOWN_ID) -> Shown:
    """An id for reading: bare when it is one, else quoted; long ones cut."""
    if _PLAIN_ID.fullmatch(text) and not _NO_ID.match(text) and plain_id(text):
        return Shown(text if len(text) <= limit else text[: limit - 3] + "...")
    return echoed(text, limit)


def owner_id(text: str) -> Shown:
    """The id of a user or an organisation, which an app may have made of an address or a number of theirs."""
    return ident(text) if not {"#", "~"} & set(text) and plain_id(text) else quoted(text, SHOWN_ID)


def call(tool: LiteralString, address: Address, **arguments: str | bool | None) -> Shown | None:
    """`tool(session_id="...", ...)`; None when an id cannot stand in a call."""
    return call_alone(tool, session_id=address.session_id, **arguments, version_key=address.version_key)


def call_for(tool: LiteralString, address: Address, part: Part, **arguments: str | None) -> Shown | None:
    """The same for one recording or tab."""
    medium = part.recording.medium if part.recording else "mobile"
    return call(tool, address, **{part_argument(medium): part.part_id}, **arguments)


def call_alone(tool: LiteralString, **given: str | bool | list[LiteralString] | None) -> Shown | None:
    """The same for a tool that is not about one session; a list is of our own words."""
    present = {name: value for name, value in given.items() if value is not None}
    if not all(isinstance(value, bool | list) or _PLAIN_ID.fullmatch(value) for value in present.values()):
        return None
    if not all(plain_id(str(present[name])) for name in ("recording_id", "tab_id") if name in present):
        return None
    return Shown(f"{tool}({', '.join(f'{name}={json.dumps(value)}' for name, value in present.items())})")


def in_calls(text: str) -> bool:
    """Whether an id may stand in a call: it is one, and nothing in it has to be hidden."""
    return bool(_PLAIN_ID.fullmatch(text)) and plain_id(text)


def part_argument(medium: Medium) -> LiteralString:
    """The argument that names one recording or one tab."""
    return "tab_id" if medium == "web" else "recording_id"
