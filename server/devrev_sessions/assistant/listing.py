"""`list_sessions`: from a person, a ticket or a symptom to sessions."""

import re
from dataclasses import replace
from typing import Final, LiteralString, cast

from devrev_sessions.assistant.answer import Answer, Pointer
from devrev_sessions.assistant.desk import Desk
from devrev_sessions.assistant.list_arguments import ListArguments, span_of
from devrev_sessions.assistant.list_cursor import ListCursor, read_list_cursor
from devrev_sessions.assistant.several_faces import sessions_face
from devrev_sessions.devrev.finding import (
    AFTER_A_TICKET,
    BEFORE_A_TICKET,
    LONG_BEFORE_A_TICKET,
    MOST_USERS,
    Found,
    Place,
    Source,
)
from devrev_sessions.devrev.recordings import Report
from devrev_sessions.devrev.search import Search
from devrev_sessions.errors import InvalidArguments
from devrev_sessions.text.calls import Address, call_alone
from devrev_sessions.text.session_list import Looked, Row, session_list
from devrev_sessions.timeline.people import Ticket

_USER_ID: Final = re.compile(r"REVU-\w+|don:identity:\S+:revu/\S+", re.IGNORECASE | re.ASCII)
_ORG_ID: Final = re.compile(r"REV-\w+|ACC-\w+|don:identity:\S+", re.IGNORECASE | re.ASCII)
_WORK_ID: Final = re.compile(r"[A-Z]+-\d+|don:core:\S+", re.IGNORECASE | re.ASCII)
NARROWING: Final[tuple[LiteralString, ...]] = (
    *("days", "problems", "exception_class", "custom_event", "screen", "request", "status"),
    *("app_version", "device", "browser", "min_seconds", "max_seconds"),
)
"""Arguments that the first lines repeat, in this order."""


async def list_sessions(arguments: ListArguments, desk: Desk, report: Report) -> Answer:
    """Sessions by user, ticket, organisation, time and what happened in them; a page of them and a cursor.

    Raises a SessionsError.
    """
    sources = desk.sources(arguments.version_key, arguments.platform)
    ticket: Ticket | None = None
    if arguments.cursor:
        cursor = read_list_cursor(arguments)
        arguments = cursor.arguments
        ticket = await desk.finding.ticket(arguments.ticket) if arguments.ticket else None
        sources = desk.sources(arguments.version_key, arguments.platform)
        if len(sources) != len(cursor.places):
            raise InvalidArguments(
                "The apps of this server have changed since the cursor {value} was given.",
                "Leave cursor out to begin again.",
                value=cursor.text(),
                field="cursor",
            )
    else:
        cursor, ticket = await _begun(arguments, desk, report, len(sources))
    await report("looking for sessions")
    found = await desk.finding.sessions(_search(arguments, cursor), sources, cursor.places, limit=arguments.limit)
    further = _further_back(arguments, cursor, ticket, found)
    if further:
        cursor = further
        found = await desk.finding.sessions(_search(arguments, cursor), sources, cursor.places, limit=arguments.limit)
    addresses = tuple(Address(located.session.session_id, located.source.name) for located in found.sessions)
    for address, located in zip(reversed(addresses), reversed(found.sessions), strict=True):
        desk.seen.note(address, located.session.part_ids, on_web=located.session.medium == "web")
    return replace(_told(found, arguments, cursor, ticket), about=tuple(map(Pointer, addresses)))


def _further_back(
    arguments: ListArguments, cursor: ListCursor, ticket: Ticket | None, found: Found
) -> ListCursor | None:
    """The search for the sessions of a ticket where none began shortly before it, and nobody named a time."""
    filed_at = ticket.filed_at if ticket else None
    whole = all(place.ended for place in found.places) and not found.failed
    if found.sessions or not whole or not filed_at or cursor.since != filed_at - BEFORE_A_TICKET or arguments.since:
        return None
    return replace(cursor, since=filed_at - LONG_BEFORE_A_TICKET, places=(Place(),) * len(cursor.places))


async def _begun(arguments: ListArguments, desk: Desk, report: Report, lists: int) -> tuple[ListCursor, Ticket | None]:
    """The search with the ids and times that its user and its ticket come to."""
    since, until = span_of(arguments)
    users: tuple[str, ...] = ()
    orgs = (_checked(arguments.org, _ORG_ID, "org", "REV-AbCdEfGh"),) if arguments.org else ()
    ticket: Ticket | None = None
    if arguments.user and "@" in arguments.user:
        await report("looking up the user")
        users = tuple(person.user_id for person in await desk.finding.users(arguments.user))
    elif arguments.user:
        user = _checked(arguments.user, _USER_ID, "user", "REVU-123, or an e-mail address")
        users = (user.upper() if user.lower().startswith("revu-") else user,)
    if arguments.ticket:
        await report("looking up the ticket")
        asked = f"TKT-{arguments.ticket}" if arguments.ticket.isdecimal() else arguments.ticket
        ticket = await desk.finding.ticket(_checked(asked, _WORK_ID, "ticket", "TKT-123"))
        users = users or tuple(person.user_id for person in ticket.reporters[:MOST_USERS])
        if not users and not orgs:
            orgs = (_org_of(ticket, arguments.ticket),)
        if ticket.filed_at and not (since or until or arguments.days):
            since, until = ticket.filed_at - BEFORE_A_TICKET, ticket.filed_at + AFTER_A_TICKET
    return ListCursor(arguments, users, orgs, since, until, (Place(),) * lists), ticket


def _org_of(ticket: Ticket, given: str) -> str:
    """The organisation of a ticket that no customer filed."""
    if ticket.org_id:
        return ticket.org_id
    raise InvalidArguments(
        "The ticket {value} names no customer and no organisation.",
        "Ask who the customer is, and give user or org.",
        value=given,
        field="ticket",
    )


def _checked(given: str, form: re.Pattern[str], name: str, example: str) -> str:
    if form.fullmatch(given):
        return given
    raise InvalidArguments(
        f"The argument {name} is {{value}}, which has not the form of one.",
        f"Write it as {example}, or as DevRev's DON.",
        value=given,
        field=name,
    )


def _search(arguments: ListArguments, cursor: ListCursor) -> Search:
    return Search(
        users=cursor.users,
        orgs=cursor.orgs,
        since=cursor.since,
        until=cursor.until,
        days=arguments.days,
        problems=frozenset(arguments.problems or ()),
        exception_class=arguments.exception_class,
        custom_event=arguments.custom_event,
        screen=arguments.screen,
        request=arguments.request,
        status=arguments.status,
        app_version=arguments.app_version,
        device=arguments.device,
        browser=arguments.browser,
        min_seconds=arguments.min_seconds,
        max_seconds=arguments.max_seconds,
    )


def _told(found: Found, arguments: ListArguments, cursor: ListCursor, ticket: Ticket | None) -> Answer:
    rows = tuple(Row(located.session, located.source.name) for located in found.sessions)
    more = any(not place.ended for place in found.places)
    following = ListCursor(arguments, cursor.users, cursor.orgs, cursor.since, cursor.until, found.places).text()
    looked = Looked(
        apps=_names(found.asked),
        filters=tuple((name, _written(value)) for name in NARROWING if (value := getattr(arguments, name)) is not None),
        people=cursor.users,
        orgs=cursor.orgs,
        ticket=ticket,
        since=cursor.since,
        until=cursor.until,
        lacking=tuple((source.name, names) for source, names in found.lacking),
        failed=tuple((source.name, error) for source, error in found.failed),
        first=arguments.cursor is None and all(not place.shown and place.cursor is None for place in cursor.places),
        unread=found.unread,
        mobile=any(source.platform != "web" for source in found.asked),
        more=more,
    )
    written = session_list(rows, looked, call_alone("list_sessions", cursor=following) if more else None)
    return Answer(written.text, sessions_face(rows, written, following if more else None, ticket))


def _names(sources: tuple[Source, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source.name for source in sources))


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, cast("tuple[object, ...]", value)))
    return f"{value:g}" if isinstance(value, float) else str(value)
