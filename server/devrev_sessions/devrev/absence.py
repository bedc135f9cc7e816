"""What refusals say of a session or a recording asked for: DevRev does not document how it says "not there"."""

from typing import Final

from devrev_sessions.devrev.asked import Asked
from devrev_sessions.errors import Forbidden, InvalidArguments, NotFound, SessionsError
from devrev_sessions.timeline.recording import Session

SHOWN_IDS: Final = 6
"""Ids of a session that an error lists."""
_OF_THE_REQUEST: Final = frozenset(
    {
        "invalid_api_version",
        "invalid_content_type",
        "missing_dependency",
        "missing_required_field",
        "parse_error",
        "unexpected_json_type",
    }
)
"""DevRev's types of refusals that are about how it was asked, whatever was asked for."""


def no_session(session_id: str, refusal: NotFound) -> NotFound:
    """The refusal with the session it is about."""
    return NotFound(
        "DevRev knows no session {value} in this app.",
        "Copy the id whole from DevRev, and check that version_key is the app it belongs to. A mobile session is "
        "known only after the app's next launch, and visits shorter than the SDK's minimum never are.",
        value=session_id,
        field="session_id",
        http_status=refusal.http_status,
        devrev_type=refusal.devrev_type,
        devrev_message=refusal.devrev_message,
    )


def usefulness(error: SessionsError) -> int:
    """Which of several refusals tells most: that it is not there, that it is not allowed, that a word was wrong."""
    return 0 if isinstance(error, NotFound) else 1 if isinstance(error, Forbidden) else 2


def of_the_part(refusal: SessionsError) -> bool:
    """Whether a refusal may say that the part is not there."""
    named_id = refusal.field is None or refusal.field in {"session_id", "recording_id", "tab_id"}
    return isinstance(refusal, NotFound) or (named_id and refusal.devrev_type not in _OF_THE_REQUEST)


def wrong_medium(asked: Asked, session: Session) -> InvalidArguments:
    """A tab was named in a session of a mobile app, or a recording in one of a browser."""
    given, right = ("tab_id", "recording_id") if asked.tab_id else ("recording_id", "tab_id")
    kind = "a browser, with tabs" if session.medium == "web" else "a mobile app, with recordings"
    return InvalidArguments(
        f"The argument {given} is {{value}}, but the session is one of {kind}.",
        f"Give {right} with one of the session's ids, or leave both out to read the whole session.",
        value=asked.part_id or "",
        field=given,
        allowed_values=session.part_ids[:SHOWN_IDS],
    )
