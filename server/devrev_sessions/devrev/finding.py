"""From a person, a ticket or a symptom to sessions: over several apps, page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, LiteralString

import anyio

from devrev_sessions.devrev.absence import of_the_part
from devrev_sessions.devrev.client import DevRev
from devrev_sessions.devrev.reading_sessions import Listed
from devrev_sessions.devrev.search import Search, fields_of
from devrev_sessions.errors import Forbidden, InvalidArguments, NotFound, SessionsError, Unauthenticated
from devrev_sessions.timeline.people import Person, Ticket
from devrev_sessions.timeline.recording import Platform, Session

AT_ONCE: Final = 4
"""Lists asked for at the same time."""
MOST_EMPTY: Final = 3
"""Pages without a session that are passed over in one call."""
MOST_USERS: Final = 50
"""Users of one e-mail address whose sessions are looked for."""
BEFORE_A_TICKET: Final = timedelta(days=7)
LONG_BEFORE_A_TICKET: Final = timedelta(days=35)
"""Looked through where none began in that time: some write when they notice, as with a bill."""
AFTER_A_TICKET: Final = timedelta(days=1)
"""The sessions that a ticket may be about: people write within days, and go on trying for a while."""


@dataclass(frozen=True, slots=True)
class Source:
    """One list of DevRev's: the sessions of an app on a platform.

    `name` is how the caller names the app; `certain` is false where the platform was not told and is tried.
    """

    name: str
    version_key: str
    platform: Platform
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list is gone on with: DevRev's cursor of a page, and how many of it were shown.

    A page of which some were shown is asked for again: with the `size` it had then, and gone on with behind the session
    `last` shown, since others may have begun meanwhile.
    """

    cursor: str | None = None
    shown: int = 0
    ended: bool = False
    size: int = 0
    last: str = ""


@dataclass(frozen=True, slots=True)
class Located:
    """A session and the list it stands in."""

    session: Session
    source: Source


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought.

    `lacking` are the filters that DevRev does not have for a list, which was not asked for that reason; `failed` are
    lists that could not be read, each with the error.
    """

    sessions: tuple[Located, ...]
    places: tuple[Place, ...]
    asked: tuple[Source, ...]
    lacking: tuple[tuple[Source, tuple[LiteralString, ...]], ...]
    failed: tuple[tuple[Source, SessionsError], ...]
    unread: int = 0


class Finding:
    """Looks for people, tickets and sessions; each method raises a SessionsError."""

    def __init__(self, devrev: DevRev) -> None:
        self._devrev = devrev

    async def users(self, email: str) -> tuple[Person, ...]:
        """The users with an e-mail address. Raises NotFound when there is none."""
        people = tuple(
            person
            for person in await self._devrev.rev_users_list(email)
            if person.email.casefold() in {"", email.casefold()}
        )[:MOST_USERS]
        if not people:
            raise NotFound(
                "DevRev knows no user with this e-mail address.",
                "Check its spelling, ask for another address of theirs, or search by org, ticket or time instead.",
                value=email,
                field="user",
            )
        return people

    async def ticket(self, ticket_id: str) -> Ticket:
        """A ticket. Raises NotFound when DevRev knows none of this id."""
        try:
            return await self._devrev.works_get(ticket_id)
        except (NotFound, InvalidArguments) as refusal:
            if not of_the_part(refusal):
                raise
            raise NotFound(
                "DevRev knows no ticket {value}.",
                "Check the number, which DevRev shows as TKT- and digits, or search by user or org instead.",
                value=ticket_id,
                field="ticket",
                http_status=refusal.http_status,
                devrev_type=refusal.devrev_type,
                devrev_message=refusal.devrev_message,
            ) from None

    async def sessions(
        self, search: Search, sources: Sequence[Source], places: Sequence[Place], *, limit: int
    ) -> Found:
        """At most `limit` sessions out of all lists, the newest of their heads first; each list keeps its own order.

        Pages without a session are passed over, a few of them.
        """
        found = await self._page(search, sources, places, limit)
        for _ in range(MOST_EMPTY):
            if found.sessions or all(place.ended for place in found.places):
                break
            found = await self._page(search, sources, found.places, limit)
        return found

    async def _page(self, search: Search, sources: Sequence[Source], places: Sequence[Place], limit: int) -> Found:
        pages: dict[int, Listed] = {}
        failed: dict[int, SessionsError] = {}
        lacking: dict[int, tuple[LiteralString, ...]] = {}
        limiter = anyio.Semaphore(AT_ONCE)

        async def read(number: int, filters: Mapping[str, object]) -> None:
            source, place = sources[number], places[number]
            async with limiter:
                try:
                    pages[number] = await self._devrev.sessions_list(
                        source.platform, source.version_key, filters, limit=place.size or limit, cursor=place.cursor
                    )
                except SessionsError as error:
                    failed[number] = error

        async with anyio.create_task_group() as group:
            for number, (source, place) in enumerate(zip(sources, places, strict=True)):
                filters, missing = fields_of(search, source.platform)
                if missing:
                    lacking[number] = missing
                    places = [*places[:number], Place(ended=True), *places[number + 1 :]]
                elif not place.ended:
                    group.start_soon(read, number, filters)
        told = _told_failures(sources, pages, failed)
        places = [
            Place(ended=True) if number in failed and not failed[number].retryable else place
            for number, place in enumerate(places)
        ]
        taken, onward = _merged(sources, places, pages, limit)
        return Found(
            sessions=tuple(Located(session, sources[number]) for number, session in taken),
            places=onward,
            asked=tuple(source for number, source in enumerate(sources) if number in pages),
            lacking=tuple((sources[number], missing) for number, missing in lacking.items()),
            failed=told,
            unread=sum(page.unread for page in pages.values()),
        )


def _told_failures(
    sources: Sequence[Source], pages: Mapping[int, Listed], failed: Mapping[int, SessionsError]
) -> tuple[tuple[Source, SessionsError], ...]:
    """The failures worth telling: a platform that was only tried may be the wrong one.

    Raises one of them when nothing at all was read.
    """
    if failed and (not pages or any(isinstance(error, Unauthenticated) for error in failed.values())):
        raise min(failed.values(), key=_usefulness)
    wrong = (NotFound, InvalidArguments, Forbidden)
    return tuple(
        (sources[number], error)
        for number, error in failed.items()
        if sources[number].certain or not isinstance(error, wrong)
    )


def _usefulness(error: SessionsError) -> int:
    return 0 if isinstance(error, Unauthenticated) else 2 if isinstance(error, InvalidArguments) else 1


def _merged(
    sources: Sequence[Source], places: Sequence[Place], pages: Mapping[int, Listed], limit: int
) -> tuple[list[tuple[int, Session]], tuple[Place, ...]]:
    """The sessions of this page with the numbers of their lists, and where each list goes on."""
    heads = {number: _unshown(page, places[number]) for number, page in pages.items()}
    taken: list[tuple[int, Session]] = []
    seen: set[tuple[str, str]] = set()
    while len(taken) < limit and any(heads.values()):
        number = max((number for number, rest in heads.items() if rest), key=lambda each: _began(heads[each][0]))
        session, source = heads[number].pop(0), sources[number]
        same = (source.version_key, session.session_id)
        # A platform that is only tried may bring those of the others too, which stand in their own list.
        elsewhere = not source.certain and session.platform not in {None, source.platform}
        if same not in seen and not elsewhere:
            seen.add(same)
            taken.append((number, session))
    onward = list(places)
    for number, page in pages.items():
        place, rest = places[number], heads[number]
        if rest:
            shown = len(page.sessions) - len(rest)
            last = page.sessions[shown - 1].session_id if shown else ""
            onward[number] = Place(place.cursor, shown, size=place.size or limit, last=last)
        else:
            # A cursor that leads to its own page leads nowhere.
            onward[number] = Place(page.next_cursor, ended=page.next_cursor in {None, place.cursor})
    return taken, tuple(onward)


def _unshown(page: Listed, place: Place) -> list[Session]:
    """The sessions of a page behind those that were shown."""
    ids = [session.session_id for session in page.sessions]
    begin = ids.index(place.last) + 1 if place.last in ids else place.shown
    return list(page.sessions[begin:])


def _began(session: Session) -> float:
    return session.started_at.timestamp() if session.started_at else 0.0
