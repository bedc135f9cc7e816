"""Where a list of sessions goes on: it knows the search, whom it was for, and the place in each of DevRev's lists."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

import msgspec

from devrev_sessions.assistant.list_arguments import ListArguments
from devrev_sessions.assistant.sealed import sealed, unsealed
from devrev_sessions.devrev.finding import Place
from devrev_sessions.errors import InvalidArguments

VERSION: Final = 2
PAGE_ARGUMENTS: Final = {"cursor", "limit"}
"""What belongs to a page and not to the search."""


class _Written(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """A cursor as it travels."""

    version: int
    arguments: str
    users: list[str]
    orgs: list[str]
    since: datetime | None
    until: datetime | None
    places: list[tuple[str | None, int, bool, int, str]]


@dataclass(frozen=True, slots=True)
class ListCursor:
    """A search, with the ids and times it came to, and where each of its lists goes on."""

    arguments: ListArguments
    users: tuple[str, ...]
    orgs: tuple[str, ...]
    since: datetime | None
    until: datetime | None
    places: tuple[Place, ...]

    def text(self) -> str:
        """The cursor as an assistant passes it on."""
        search = self.arguments.model_dump_json(exclude=PAGE_ARGUMENTS, exclude_none=True)
        places = [(place.cursor, place.shown, place.ended, place.size, place.last) for place in self.places]
        written = _Written(VERSION, search, list(self.users), list(self.orgs), self.since, self.until, places)
        return sealed(msgspec.json.encode(written))


def read_list_cursor(given: ListArguments) -> ListCursor:
    """The cursor that was given, with the page's own limit.

    Raises InvalidArguments when it is none of ours, or other arguments beside it say something else.
    """
    text = given.cursor or ""
    body = unsealed(text)
    try:
        found = msgspec.json.decode(body, type=_Written) if body else None
        search = ListArguments.model_validate_json(found.arguments) if found else None
    except (ValueError, msgspec.MsgspecError):
        found = search = None
    if found is None or search is None or found.version != VERSION:
        raise InvalidArguments(
            "The cursor {value} is none that this tool gave, or not whole.",
            "Pass next_cursor of the page before unchanged, or leave cursor out to begin again.",
            value=text,
            field="cursor",
        )
    own = cast("dict[str, object]", json.loads(found.arguments))
    for name, value in given.model_dump(mode="json", exclude=PAGE_ARGUMENTS, exclude_none=True).items():
        if own.get(name) != value:
            raise InvalidArguments(
                f"The argument {name} is {{value}}, but the cursor continues a search with another {name} or none.",
                f"Leave {name} out to continue, or leave cursor out to begin a new search with it.",
                value=str(value),
                field=name,
            )
    return ListCursor(
        search.model_copy(update={"limit": given.limit}),
        tuple(found.users),
        tuple(found.orgs),
        found.since,
        found.until,
        tuple(Place(*place) for place in found.places),
    )
