"""Sessions, one a line: when, how long, on what, what went wrong, and the ids for the next call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, LiteralString

from devrev_sessions.errors import SessionsError
from devrev_sessions.text.calls import Address, call, call_alone, ident, in_calls, owner_id
from devrev_sessions.text.door import Shown, echoed, joined, named, number, ours, plural, quoted, say
from devrev_sessions.text.header import DOT, PLATFORMS, device_names, moment
from devrev_sessions.timeline.clock import clock
from devrev_sessions.timeline.people import Ticket
from devrev_sessions.timeline.recording import Session

SHOWN_PEOPLE: Final = 5
FAILED_FROM: Final = 400
"""The least status of a response that failed."""


EARLIER: Final = timedelta(days=28)
"""How much further back a ticket's reporter is looked for: some write when they notice, as with a bill."""


@dataclass(frozen=True, slots=True)
class Row:
    """A session and the name of the app it is found under."""

    session: Session
    app: str


def session_line(row: Row, ticket: Ticket | None) -> Shown:
    """`9c1f-22ab · 2026-04-21 09:00:00 UTC · 3:41 long · Android · app 5.2.0 on ... · crashed, rage taps · ...`."""
    session = row.session
    pieces = [ident(session.session_id), moment(session.started_at)]
    if ticket and (apart := _from_the_ticket(session, ticket)):
        pieces.append(apart)
    if session.duration_ms:
        pieces.append(say(ours(clock(session.duration_ms)), " long"))
    if session.platform:
        pieces.append(say(PLATFORMS[session.platform]))
    pieces += device_names(session.device, session.platform)
    wrong = problems(session)
    pieces.append(joined(", ", wrong) if wrong else say("nothing reported wrong"))
    noun: LiteralString = "tab" if session.medium == "web" else "recording"
    pieces.append(plural(len(session.part_ids), noun) if session.part_ids else say("no ", noun, " yet"))
    if session.user_id:
        pieces.append(owner_id(session.user_id))
    pieces.append(say("app ", ident(row.app)))
    return joined(DOT, pieces)


def problems(session: Session) -> list[Shown]:
    """What DevRev says went wrong in a session, the worst first."""
    found: list[Shown] = []
    if session.crashed:
        found.append(say("crashed"))
    if session.froze:
        found.append(say("stopped responding (ANR)"))
    if session.had_exceptions:
        found.append(say("exceptions"))
    if session.rage_tapped:
        found.append(say("rage taps"))
    counts = session.counts
    if counts is None:
        return found
    failed = sum(count for status, count in counts.responses.items() if _code(status) >= FAILED_FROM)
    counted: tuple[tuple[int | None, LiteralString], ...] = (
        (counts.console_errors, "console error"),
        (failed, "failed response"),
        (counts.rage_clicks, "rage click"),
        (counts.dead_clicks, "dead click"),
    )
    return [*found, *(plural(count, noun) for count, noun in counted if count)]


def _code(status: str) -> int:
    return int(status) if status.isascii() and status.isdigit() else 0


def _from_the_ticket(session: Session, ticket: Ticket) -> Shown | None:
    if not session.started_at or not ticket.filed_at:
        return None
    apart = ticket.filed_at - session.started_at
    side: LiteralString = " before the ticket" if apart >= timedelta() else " after the ticket"
    return say(ours(_roughly(abs(apart))), side)


def _roughly(apart: timedelta) -> str:
    minutes = round(apart.total_seconds() / 60)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} days"


def likely(rows: Sequence[Row], ticket: Ticket | None) -> int:
    """Which of the sessions to open first: the last one before the ticket in which something went wrong.

    Without a ticket, the latest in which something did; where nothing did anywhere, the latest.
    """
    filed = ticket.filed_at if ticket else None
    places = [number for number, row in enumerate(rows) if not filed or _before(row.session, filed)]
    places = sorted(places or range(len(rows)), key=lambda each: -_began(rows[each].session))
    return next((each for each in places if problems(rows[each].session)), places[0])


def _before(session: Session, filed: datetime) -> bool:
    return session.started_at is not None and session.started_at <= filed


def _began(session: Session) -> float:
    return session.started_at.timestamp() if session.started_at else 0.0


def ticket_line(ticket: Ticket) -> Shown:
    """`Ticket TKT-142 "Payment does not work", filed 2026-04-21 09:20:00 UTC by REVU-8812.`"""
    by = [owner_id(person.display_id or person.user_id) for person in ticket.reporters]
    who = say(" by ", joined(", ", by)) if by else say(" by the team itself") if ticket.by_the_team else say()
    return say(
        "Ticket ",
        ident(ticket.ticket_id),
        " ",
        quoted(ticket.title, 120),
        ", filed ",
        moment(ticket.filed_at),
        who,
        ".",
    )


def open_call(row: Row) -> Shown | None:
    """The call that summarises a session; None where its id is no id, or must not leave."""
    if not in_calls(row.session.session_id):
        return None
    return call("summarize_session_timeline", Address(row.session.session_id, row.app))


@dataclass(frozen=True, slots=True)
class Looked:
    """Where and for what was looked. `filters` are the arguments that narrowed it, by their names."""

    apps: tuple[str, ...]
    filters: tuple[tuple[LiteralString, str], ...] = ()
    people: tuple[str, ...] = ()
    orgs: tuple[str, ...] = ()
    ticket: Ticket | None = None
    since: datetime | None = None
    until: datetime | None = None
    lacking: tuple[tuple[str, tuple[LiteralString, ...]], ...] = ()
    """Apps that were not asked, each with the filters that DevRev does not have for its platform."""
    failed: tuple[tuple[str, SessionsError], ...] = ()
    """Apps whose list could not be read, each with the error."""
    unread: int = 0
    mobile: bool = True
    """Whether an app on telephones was among those asked."""
    more: bool = False
    first: bool = True
    """Whether it is the first page of the list."""


@dataclass(frozen=True, slots=True)
class SessionList:
    """The list as text, and its parts for data."""

    text: str
    searched: Shown
    missing: tuple[Shown, ...]
    next: tuple[Shown, ...]


def session_list(rows: Sequence[Row], looked: Looked, onward: Shown | None) -> SessionList:
    """What was found, or that nothing was and why that may be; `onward` is the call for the next page."""
    ticket = looked.ticket
    searched, missing = _searched(looked), _missing(looked)
    heading = say("# ", plural(len(rows), "session"), " found", say(" so far") if looked.more else say())
    none = say("# No session on this page") if looked.more or not looked.first else say("# No session found")
    lines = [heading if rows else none]
    if ticket:
        lines.append(ticket_line(ticket))
    lines += [searched, *missing]
    steps: list[Shown] = []
    if rows:
        lines += [say(), *(say(number(place), ". ", session_line(row, ticket)) for place, row in enumerate(rows, 1))]
        first = likely(rows, ticket)
        if opened := open_call(rows[first]):
            why = _why(rows[first], ticket, whole=looked.first and not looked.more)
            steps.append(say("Open ", number(first + 1), why, ": ", opened, "; any other likewise."))
    elif not looked.more and looked.first:
        lines += [say(), say("## Likely reasons"), *(say("- ", reason) for reason in _reasons(looked))]
        steps += _wider(looked)
    if onward:
        steps.append(say("More sessions: ", onward))
    if steps:
        lines += [say(), say("## Next"), *(say("- ", step) for step in steps)]
    return SessionList("\n".join(lines), searched, missing, tuple(steps))


def _wider(looked: Looked) -> list[Shown]:
    """Where to look next when no session was found: further back, at others', by a symptom that is always known."""
    ticket = looked.ticket
    names = {name for name, _ in looked.filters}
    found: list[Shown | None] = []
    if ticket and looked.people and looked.since:
        earlier = _day(looked.since - EARLIER)
        shown = call_alone("list_sessions", ticket=ticket.ticket_id, since=earlier)
        found.append(say("The same person, four weeks further back: ", shown) if shown else None)
    if ticket and looked.people and in_calls(ticket.org_id):
        times = {"since": _day(looked.since), "until": _day(looked.until)}
        shown = call_alone("list_sessions", org=ticket.org_id, **times)
        found.append(say("Others of the organisation, at the same time: ", shown) if shown else None)
    if "exception_class" in names:
        shown = call_alone("list_sessions", problems=["crash"])
        found.append(say("The class of a crash stands in its log alone; sessions that crashed: ", shown or say()))
    if "request" in names:
        shown = call_alone("list_sessions", problems=["network_error"])
        found.append(say("Pages on which a request failed: ", shown or say()))
    return [each for each in found if each]


def _day(at: datetime | None) -> str | None:
    return at.date().isoformat() if at else None


def _why(row: Row, ticket: Ticket | None, *, whole: bool) -> Shown:
    wrong = bool(problems(row.session))
    if ticket and ticket.filed_at and _before(row.session, ticket.filed_at):
        if wrong:
            return say(", the last before the ticket in which something went wrong")
        return say(", the last before the ticket")
    of: LiteralString = "" if whole else " of these"
    return say(", the latest", of, " in which something went wrong") if wrong else say()


def _searched(looked: Looked) -> Shown:
    pieces = [say("Looked in ", joined(", ", [ident(app) for app in looked.apps]) if looked.apps else say("no app"))]
    if looked.people:
        shown = [owner_id(each) for each in looked.people[:SHOWN_PEOPLE]]
        more = len(looked.people) - SHOWN_PEOPLE
        rest = say(" or ", number(more), " more of them") if more > 0 else say()
        pieces.append(say("user ", joined(" or ", shown), rest))
    if looked.orgs:
        pieces.append(say("organisation ", joined(" or ", [owner_id(each) for each in looked.orgs])))
    if looked.since and looked.until:
        pieces.append(say("begun from ", moment(looked.since), " to ", moment(looked.until)))
    elif looked.since or looked.until:
        edge: LiteralString = "begun from " if looked.since else "begun before "
        pieces.append(say(edge, moment(looked.since or looked.until)))
    pieces += [_filter(name, value) for name, value in looked.filters]
    return say(joined("; ", pieces), ".")


def _filter(name: LiteralString, value: str) -> Shown:
    """What a filter asks for, in words where it is one of ours."""
    match name:
        case "problems":
            return say("with ", ours(value))
        case "days":
            return say("begun in the last ", ours(value), " day" if value == "1" else " days")
        case "status":
            return say("an answer of status ", ours(value))
        case "min_seconds":
            return say("at least ", ours(value), " s long")
        case "max_seconds":
            return say("at most ", ours(value), " s long")
        case _:
            return say(name, " ", echoed(value))


def _missing(looked: Looked) -> tuple[Shown, ...]:
    found = [
        say(
            "Not looked in ",
            ident(app),
            ": DevRev has no filter for ",
            joined(", ", [say(each) for each in names]),
            " there.",
        )
        for app, names in looked.lacking
    ]
    found += [say("Could not be read: ", ident(app), " (", _failure(error), ").") for app, error in looked.failed]
    reporters = looked.ticket.reporters if looked.ticket else ()
    by = {name for person in reporters for name in (person.user_id, person.display_id)}
    if by and looked.people and by.isdisjoint(looked.people):
        found.append(say("The ticket was filed by somebody else; its time alone was used."))
    if looked.unread:
        found.append(say(plural(looked.unread, "entry", "entries"), " of the list could not be read."))
    return tuple(found)


def _failure(error: SessionsError) -> Shown:
    """The code of an error, and the field that DevRev refused."""
    field = say(": ", named(error.field, 60)) if error.field else say()
    return say(ours(error.code), field)


def _reasons(looked: Looked) -> list[Shown]:
    """What keeps a session out of a list, as far as it bears on this one."""
    if not looked.apps:
        return [say("Nothing was searched: no platform has all of these filters. Look again with fewer of them.")]
    reasons: list[Shown] = []
    narrowing = [name for name, _ in looked.filters]
    if narrowing:
        reasons.append(
            say(
                "No session has all of it; DevRev may match names as a whole. Look again without ",
                ours(narrowing[-1]),
                ".",
            )
        )
    if looked.mobile:
        reasons.append(
            say("A mobile session is uploaded when the app is opened next: a recent one may still be on the phone.")
        )
    if looked.people:
        reasons.append(say("The person was not signed in, or used another account: look by time, without user."))
    if looked.since or looked.until or "days" in narrowing:
        reasons.append(say("It began at another time: give since and until, wider ones."))
    reasons.append(say("The visit was shorter than the SDK's least, recording was off, or DevRev keeps it no longer."))
    reasons.append(say("It was another app: name its version_key."))
    return reasons
