"""The data of a result about several sessions: a list of them, or two and more side by side."""

from collections.abc import Sequence

from devrev_sessions.assistant.faces import device_fields
from devrev_sessions.assistant.results import CompareResult, ListResult, RowFace, TicketFace
from devrev_sessions.text.calls import ident, owner_id
from devrev_sessions.text.comparison import Compared
from devrev_sessions.text.door import clean
from devrev_sessions.text.session_list import Row, SessionList, problems
from devrev_sessions.timeline.people import Ticket


def sessions_face(
    rows: Sequence[Row], written: SessionList, next_cursor: str | None, ticket: Ticket | None = None
) -> ListResult:
    """The data of a list of sessions."""
    return ListResult(
        ticket=_ticket(ticket) if ticket else None,
        sessions=tuple(_row(row) for row in rows),
        searched=written.searched,
        missing=written.missing or None,
        next=written.next or None,
        next_cursor=next_cursor,
    )


def compared_face(compared: Compared) -> CompareResult:
    """The data of a comparison."""
    return CompareResult(
        sessions=compared.sessions,
        failure=compared.failure,
        way=compared.common or None,
        partings=compared.partings or None,
        differences=compared.differences or None,
        missing=compared.missing or None,
        next=compared.next or None,
    )


def _ticket(ticket: Ticket) -> TicketFace:
    return TicketFace(
        id=ident(ticket.ticket_id),
        title=clean(ticket.title, 120),
        filed_at=ticket.filed_at.isoformat() if ticket.filed_at else None,
        reported_by=tuple(owner_id(person.display_id or person.user_id) for person in ticket.reporters) or None,
    )


def _row(row: Row) -> RowFace:
    session = row.session
    face = RowFace(
        session_id=ident(session.session_id),
        version_key=ident(row.app),
        platform=session.platform,
        started_at=session.started_at.isoformat() if session.started_at else None,
        duration_ms=session.duration_ms,
        problems=tuple(problems(session)) or None,
        recordings=len(session.part_ids),
        user_id=owner_id(session.user_id) if session.user_id else None,
        org_id=owner_id(session.org_id) if session.org_id else None,
    )
    return face.model_copy(update=device_fields(session.device, session.platform))
