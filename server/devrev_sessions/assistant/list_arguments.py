"""What an assistant may ask of a list of sessions."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import BeforeValidator, Field

from devrev_sessions.assistant.arguments import (
    AnyArguments,
    OptionalId,
    PlatformName,
    VersionKey,
    listed,
    trimmed,
)
from devrev_sessions.devrev.search import Problem
from devrev_sessions.errors import InvalidArguments

Name = Annotated[Annotated[str, Field(max_length=400)] | None, BeforeValidator(trimmed)]
LongCursor = Annotated[Annotated[str, Field(max_length=40_000)] | None, BeforeValidator(trimmed)]
"""It holds DevRev's cursor of each list, of which nobody says how long they are."""
Day = Annotated[Annotated[str, Field(max_length=40)] | None, BeforeValidator(trimmed)]


def _some(value: object) -> object:
    """An empty list is no filter."""
    return listed(value) or None


class ListArguments(AnyArguments):
    """What `list_sessions` takes."""

    user: Annotated[OptionalId, Field(description="A customer's user: e-mail, REVU- id or DON.")] = None
    ticket: Annotated[
        OptionalId,
        Field(description="TKT-123: its reporter's sessions, 7 days before it was filed (35 if none) to 1 day after."),
    ] = None
    org: Annotated[OptionalId, Field(description="REV- id or DON.")] = None
    version_key: Annotated[VersionKey, Field(description="The app; otherwise every configured one.")] = None
    platform: PlatformName = None
    since: Annotated[Day, Field(description="Begun from this date or time on, ISO 8601, UTC.")] = None
    until: Annotated[Day, Field(description="Like since; a date counts to its end.")] = None
    days: Annotated[int | None, Field(ge=1, le=366, description="Begun in the last days.")] = None
    problems: Annotated[
        tuple[Problem, ...] | None, BeforeValidator(_some), Field(description="Sessions with all of these.")
    ] = None
    exception_class: Annotated[Name, Field(description="Mobile.")] = None
    custom_event: Annotated[Name, Field(description="Its name.")] = None
    screen: Annotated[Name, Field(description="Screen; page title, /path or URL.")] = None
    request: Annotated[Name, Field(description="A request's name (mobile) or URL (web).")] = None
    status: Annotated[int | None, Field(ge=100, le=599, description="HTTP; web.")] = None
    app_version: Annotated[Name, Field(description="Mobile.")] = None
    device: Annotated[Name, Field(description="Model; on the web system, desktop or mobile.")] = None
    browser: Annotated[Name, Field(description="Web.")] = None
    min_seconds: Annotated[float | None, Field(ge=0, le=10**7, description="Length.")] = None
    max_seconds: Annotated[float | None, Field(ge=0, le=10**7, description="Length.")] = None
    limit: Annotated[int, Field(ge=1, le=50, description="Lines a page.")] = 20
    cursor: Annotated[LongCursor, Field(description="From the page before; it knows the search.")] = None


EARLIEST_YEAR, LATEST_YEAR = 2000, 2100
"""Years in which a session may have begun."""


def span_of(arguments: ListArguments) -> tuple[datetime | None, datetime | None]:
    """The times between which a session began.

    Raises InvalidArguments when they are none, or no span.
    """
    since = _time("since", arguments.since)
    until = _time("until", arguments.until)
    if arguments.min_seconds and arguments.max_seconds and arguments.min_seconds > arguments.max_seconds:
        raise InvalidArguments(
            "The argument min_seconds is {value}, which is more than max_seconds.",
            "Give the shorter length as min_seconds and the longer one as max_seconds.",
            value=f"{arguments.min_seconds:g}",
            field="min_seconds",
        )
    if until and arguments.until and len(arguments.until) <= len("2026-04-21"):
        until += timedelta(days=1)
    if arguments.days and (since or until):
        raise InvalidArguments("Both days and since or until were given.", "Give one of the two.", field="days")
    if since and until and since >= until:
        raise InvalidArguments(
            "The argument since is {value}, which is not before until.",
            "Give since the earlier date and until the later one.",
            value=arguments.since,
            field="since",
        )
    return since, until


def _time(name: str, given: str | None) -> datetime | None:
    if given is None:
        return None
    try:
        found = datetime.fromisoformat(given)
    except ValueError:
        found = None
    if found is None or not EARLIEST_YEAR <= found.year < LATEST_YEAR:
        raise InvalidArguments(
            f"The argument {name} is {{value}}, which is neither a date nor a time.",
            "Write a date such as 2026-04-21 or a time such as 2026-04-21T09:00:00Z.",
            value=given,
            field=name,
        )
    return found if found.tzinfo else found.replace(tzinfo=UTC)
