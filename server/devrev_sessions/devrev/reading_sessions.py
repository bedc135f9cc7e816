"""Sessions and users out of DevRev's answers, as leniently as recordings."""

from collections.abc import Mapping
from typing import Final, cast

import msgspec

from devrev_sessions.devrev import lenient, mobile, web
from devrev_sessions.devrev.reading import TRY_AGAIN
from devrev_sessions.errors import UnexpectedResponse
from devrev_sessions.timeline.events import NO_JSON, NOTHING, AppText
from devrev_sessions.timeline.recording import Platform, Session

_NAMES_OF_AN_ID: Final = ("id", "recording_id", "tab_id")
"""Under which an entry carries its id, where a list holds more than ids."""


def read_session(json: bytes | bytearray) -> Session:
    """The session in an answer of `sessions.get`.

    Raises UnexpectedResponse when there is none.
    """
    whole = lenient.fields(msgspec.Raw(json))
    found = lenient.fields(whole.get("session", NO_JSON)) or whole
    session_id = _text(found, "session_id")
    if not session_id:
        raise UnexpectedResponse("DevRev's answer is not the JSON of a session.", TRY_AGAIN)
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
        duration_ms=lenient.number(found.get("session_duration_ms", NO_JSON)),
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


def has_sessions(json: bytes | bytearray) -> bool:
    """Whether an answer of `sessions.list` holds a session."""
    return bool(lenient.items(lenient.fields(msgspec.Raw(json)).get("sessions", NO_JSON)))


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
