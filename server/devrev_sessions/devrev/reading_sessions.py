"""Sessions and users out of DevRev's answers, as leniently as recordings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

import msgspec

from devrev_sessions.devrev import lenient, mobile, web
from devrev_sessions.devrev.reading import TRY_AGAIN
from devrev_sessions.errors import UnexpectedResponse
from devrev_sessions.timeline.events import NO_JSON, NOTHING, AppText
from devrev_sessions.timeline.people import Person, Ticket
from devrev_sessions.timeline.recording import Platform, Session

_OF_A_LIST: Final = frozenset({"sessions", "next_cursor", "prev_cursor"})
_NAMES_OF_AN_ID: Final = ("id", "recording_id", "tab_id")
"""Under which an entry carries its id, where a list holds more than ids."""


def read_session(json: bytes | bytearray) -> Session:
    """The session in an answer of `sessions.get`.

    Raises UnexpectedResponse when there is none.
    """
    whole = lenient.fields(msgspec.Raw(json))
    session = session_of(lenient.fields(whole.get("session", NO_JSON)) or whole)
    if session is None:
        raise UnexpectedResponse("DevRev's answer is not the JSON of a session.", TRY_AGAIN)
    return session


def session_of(found: Mapping[str, msgspec.Raw]) -> Session | None:
    """The session in the fields of one; None where they name none."""
    session_id = _text(found, "session_id") or _text(found, "id")
    if not session_id:
        return None
    tabs = _ids(found.get("tab_ids", NO_JSON))
    recordings = _ids(found.get("recording_ids", NO_JSON))
    on_web = "web" in (_text(found, "type"), _text(found, "platform")) or bool(tabs)
    platform = _text(found, "platform").lower()
    device = found.get("device_metadata", NO_JSON)
    return Session(
        session_id=session_id,
        medium="web" if on_web else "mobile",
        platform=cast("Platform", platform) if platform in {"android", "ios", "web"} else None,
        started_at=lenient.moment(found.get("created_at", NO_JSON)),
        duration_ms=lenient.lasting_ms(found.get("session_duration_ms", NO_JSON)),
        part_ids=(tabs if on_web else recordings) or (),
        unread_part_ids=None in (tabs, recordings),
        device=web.read_device(device) if on_web else mobile.read_device(device),
        crashed=lenient.flag(found.get("is_crash", NO_JSON)),
        froze=lenient.flag(found.get("is_anr", NO_JSON)),
        had_exceptions=lenient.flag(found.get("has_exception_occurred", NO_JSON)),
        rage_tapped=lenient.flag(found.get("rage_tap", NO_JSON)),
        counts=web.read_counts(found) if on_web else None,
        user_id=_text(found, "rev_user_id"),
        org_id=_text(found, "rev_org_id"),
    )


OF_THE_TEAM: Final = frozenset({"dev_user", "sys_user", "service_account"})
"""DevRev's types of reporters besides customers."""
LATEST_YEAR: Final = 2100


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list of sessions, and the cursor of the next one."""

    sessions: tuple[Session, ...]
    next_cursor: str | None
    unread: int = 0
    """Entries that are no sessions."""


def read_sessions(json: bytes | bytearray) -> Listed:
    """The sessions in an answer of `sessions.list`.

    Raises UnexpectedResponse when it holds no list.
    """
    whole = lenient.fields(msgspec.Raw(json))
    if not whole or not (whole.keys() & _OF_A_LIST):
        raise UnexpectedResponse("DevRev's answer is not a list of sessions.", TRY_AGAIN)
    found = [session_of(lenient.fields(entry)) for entry in _entries(whole, "sessions")]
    sessions = tuple(session for session in found if session)
    return Listed(sessions, _text(whole, "next_cursor") or None, len(found) - len(sessions))


def _entries(whole: Mapping[str, msgspec.Raw], name: str) -> list[msgspec.Raw]:
    """The entries of the list of this name. Raises UnexpectedResponse where something else stands there."""
    raw = bytes(whole.get(name, NO_JSON)).strip()
    if raw and raw != b"null" and not raw.startswith(b"["):
        raise UnexpectedResponse("DevRev's answer holds something else than a list.", TRY_AGAIN)
    return lenient.items(msgspec.Raw(raw)) if raw else []


def read_rev_users(json: bytes | bytearray) -> tuple[Person, ...]:
    """The users in an answer of `rev-users.list`.

    Raises UnexpectedResponse when it holds no list of them.
    """
    whole = lenient.fields(msgspec.Raw(json))
    if "rev_users" not in whole:
        raise UnexpectedResponse("DevRev's answer is not a list of users.", TRY_AGAIN)
    people = (_person(lenient.fields(entry)) for entry in _entries(whole, "rev_users"))
    return tuple(person for person in people if person.user_id)


def read_work(json: bytes | bytearray) -> Ticket:
    """The ticket in an answer of `works.get`.

    Raises UnexpectedResponse when there is none.
    """
    whole = lenient.fields(msgspec.Raw(json))
    found = lenient.fields(whole.get("work", NO_JSON)) or whole
    ticket_id = _text(found, "display_id") or _text(found, "id")
    if not ticket_id:
        raise UnexpectedResponse("DevRev's answer is not the JSON of a ticket.", TRY_AGAIN)
    raw = found.get("reported_by", NO_JSON)
    by = [lenient.fields(entry) for entry in lenient.items(raw) or [raw]]
    customers = [_person(fields) for fields in by if _text(fields, "type") in {"", "rev_user"}]
    filed_at = lenient.moment(found.get("created_date", NO_JSON))
    return Ticket(
        ticket_id=ticket_id,
        title=_text(found, "title"),
        filed_at=filed_at if filed_at and filed_at.year < LATEST_YEAR else None,
        reporters=tuple(person for person in customers if person.user_id),
        by_the_team=any(_text(fields, "type") in OF_THE_TEAM for fields in by),
        org_id=_id_in(found, "rev_org"),
    )


def _person(found: Mapping[str, msgspec.Raw]) -> Person:
    display_id = _text(found, "display_id")
    return Person(
        user_id=_text(found, "id") or display_id,
        display_id=display_id,
        name=_text(found, "display_name"),
        email=_text(found, "email"),
        org_id=_id_in(found, "rev_org"),
    )


def _id_in(found: Mapping[str, msgspec.Raw], key: str) -> AppText:
    """The id of what stands under `key`, an object or the id itself."""
    inner = lenient.fields(found.get(key, NO_JSON))
    return _text(inner, "id") or _text(inner, "display_id") or _text(found, key)


def read_dev_user(json: bytes | bytearray) -> AppText:
    """The name of whom the token belongs to, from an answer of `dev-users.self`; empty when it is not said."""
    whole = lenient.fields(msgspec.Raw(json))
    found = lenient.fields(whole.get("dev_user", NO_JSON)) or whole
    return _text(found, "display_name") or _text(found, "full_name") or _text(found, "id")


def _text(found: Mapping[str, msgspec.Raw], key: str) -> AppText:
    return lenient.text(found[key]) if key in found else NOTHING


def _ids(raw: msgspec.Raw) -> tuple[str, ...] | None:
    """The ids in a list of them, in a list of what has one, or in a text with commas; None where none is found."""
    ids = [lenient.text(item) or _own_id(item) for item in lenient.items(raw)]
    ids = ids or [AppText(part.strip()) for part in lenient.text(raw).split(",")]
    found = tuple(dict.fromkeys(text for text in ids if text))
    return found or (() if not raw or bytes(raw) in (b"null", b"[]", b"{}", b'""') else None)


def _own_id(item: msgspec.Raw) -> AppText:
    found = lenient.fields(item)
    return next((text for name in _NAMES_OF_AN_ID if (text := _text(found, name))), NOTHING)
