"""What an error answer means in our family of errors.

The statuses, types and extra fields are those DevRev documents. A type it does not document yet is carried along and
read by its status.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Final

from devrev_sessions.devrev.http.refusal import Refusal
from devrev_sessions.errors import (
    Forbidden,
    InvalidArguments,
    NotFound,
    RateLimited,
    RequestTooLarge,
    SessionsError,
    Unauthenticated,
    UnexpectedResponse,
    Unreachable,
    UpstreamError,
    UpstreamUnavailable,
)

# A read may be repeated, so what can pass by itself is tried again; 500 and 503 "after a short delay", says DevRev.
_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})

_MAKE_ONE: Final = (
    "make one in DevRev under Settings > Account > Personal Access Token, set it as DEVREV_API_KEY and restart "
    "this server."
)
CHECK_THE_HOST: Final = (
    "Check DEVREV_BASE_URL (DevRev answers at https://api.devrev.ai), and whether a proxy or a login page stands in "
    "between."
)

_REFUSED_TOKENS: Final[Mapping[str | None, tuple[str, str]]] = {
    "token_expired": (
        "The DevRev token has expired.",
        f"A token cannot be renewed: {_MAKE_ONE}",
    ),
    "token_revoked": (
        "The DevRev token was revoked.",
        f"Ask its owner whether that was meant, or {_MAKE_ONE}",
    ),
    "dev_org_deactivated": (
        "The DevRev organisation of this token is deactivated.",
        "Ask the organisation's DevRev admin; a new token does not help.",
    ),
}

_REFUSED_REQUESTS: Final[Mapping[str | None, str]] = {
    "missing_required_field": "A field that DevRev needs is missing.",
    "invalid_field": "DevRev does not know one of the fields of the request.",
    "invalid_enum_value": "A value is none of those that DevRev allows.",
    "value_not_permitted": "A value is none of those that DevRev allows.",
    "invalid_id": "DevRev does not accept one of the ids.",
    "unexpected_id_type": "An id names another kind of thing than DevRev expects.",
}

_CHECK_THE_ID: Final = (
    "Copy the id whole from DevRev, and check that version_key is the app it belongs to; a session that is not "
    "uploaded yet is not known either."
)
_CORRECTIONS: Final[Mapping[str | None, str]] = {
    "session_id": _CHECK_THE_ID,
    "recording_id": _CHECK_THE_ID,
    "tab_id": _CHECK_THE_ID,
    "version_key": (
        "Check version_key: it is the app's Unique App ID, under Settings > Support > PLuG Settings > Configuration."
    ),
}

# An id of this shape can stand in a sentence; anything else is foreign text and stays in its field.
_PLAIN_ID: Final = re.compile(r"[A-Za-z0-9-]{1,64}")


@dataclass(frozen=True, slots=True)
class Fault:
    """A try that failed: what it means, and whether another try may go better."""

    error: SessionsError
    again: bool = False
    at_once: bool = False
    """Whether the other try need not wait: a kept connection had ended meanwhile, and says nothing of DevRev."""


def no_token() -> Unauthenticated:
    """There is no token, so DevRev was not asked."""
    return Unauthenticated("No DevRev token is set.", f"To read sessions, {_MAKE_ONE}")


def still_limited(wait_seconds: float) -> Fault:
    """DevRev asked another call of this credential to wait, and the wait is not over: it was not asked again."""
    kind, message, next_step = _limited(Refusal(), wait_seconds)
    return Fault(kind(message, next_step, retry_after_seconds=ceil(wait_seconds)))


def refused(status: int, refusal: Refusal, wait_seconds: float | None) -> Fault:
    """An answer with another status than 200; `wait_seconds` is the wait it asks for."""
    kind, message, next_step = _meaning(status, refusal, wait_seconds)
    error = kind(
        message,
        next_step,
        value=refusal.value,
        retry_after_seconds=wait_seconds,
        http_status=status,
        devrev_type=refusal.type,
        devrev_message=refusal.words,
        field=refusal.field_name,
        allowed_values=refusal.allowed_values,
        reference_id=refusal.reference_id,
        # Nothing but a DevRev that is down or busy gets better by itself: what stands in its place stays there.
        retryable=False if kind is UnexpectedResponse and status >= 300 else None,
    )
    return Fault(error, again=status in _PASSING)


_Meaning = tuple[type[SessionsError], str, str]


def _meaning(status: int, refusal: Refusal, wait_seconds: float | None) -> _Meaning:
    if meaning := _MEANINGS.get(status):
        return meaning(refusal, wait_seconds)
    if 500 <= status < 600:
        return _failed(refusal, wait_seconds)
    if 300 <= status < 400:
        return UnexpectedResponse, "The host answered with a redirect, which is not followed.", CHECK_THE_HOST
    return UnexpectedResponse, f"The host answered with status {status}, which DevRev does not.", CHECK_THE_HOST


def _refused_request(refusal: Refusal, _: float | None) -> _Meaning:
    otherwise = _REFUSED_REQUESTS.get(refusal.type, "DevRev does not accept the request.")
    message = "DevRev does not accept {value} in the request." if refusal.value else otherwise
    next_step = _CORRECTIONS.get(refusal.field_name, "Check the ids and values of the call, then call again.")
    if refusal.allowed_values:
        next_step = "Use one of the allowed values, then call again."
    return InvalidArguments, message, next_step


def _refused_token(refusal: Refusal, _: float | None) -> _Meaning:
    otherwise = ("DevRev does not accept the token.", f"Check DEVREV_API_KEY, or {_MAKE_ONE}")
    message, next_step = _REFUSED_TOKENS.get(refusal.type, otherwise)
    return Unauthenticated, message, next_step


def _forbidden(_: Refusal, __: float | None) -> _Meaning:
    next_step = (
        "Ask a DevRev admin for access to the app and its sessions, or use the token of someone who has it; session "
        "recording is also a paid plan that the organisation may not have."
    )
    return Forbidden, "The owner of the DevRev token may not read this.", next_step


def _not_there(refusal: Refusal, _: float | None) -> _Meaning:
    # DevRev answers a path that it does not know with 404, these words and no type; any other web server with less.
    if refusal.type is None and (refusal.words is None or "route not found" in refusal.words.lower()):
        return UnexpectedResponse, "The host knows no such operation, so it may not be DevRev's API.", CHECK_THE_HOST
    return NotFound, "DevRev knows nothing under this id.", _CHECK_THE_ID


def _conflict(_: Refusal, __: float | None) -> _Meaning:
    next_step = "Call again in a moment; if it stays, tell DevRev support."
    return UpstreamError, "DevRev reports a conflict, which a read should not meet.", next_step


def _too_large(refusal: Refusal, _: float | None) -> _Meaning:
    most = f"; it takes at most {refusal.max_bytes:,.0f} bytes" if refusal.max_bytes else ""
    return RequestTooLarge, f"DevRev refuses a request of this size{most}.", "Shorten the values of the call."


def _limited(_: Refusal, wait_seconds: float | None) -> _Meaning:
    message = "The rate limit of DevRev for the owner of this token is reached."
    return RateLimited, message, _after(wait_seconds, "five minutes")


def _failed(refusal: Refusal, _: float | None) -> _Meaning:
    next_step = "Call again in a minute; if it stays, tell DevRev support."
    if refusal.reference_id is not None:
        plain = _PLAIN_ID.fullmatch(refusal.reference_id)
        shown = refusal.reference_id if plain else "the reference id of this error"
        next_step = f"Call again in a minute; if it stays, give this id to DevRev support: {shown}."
    return UpstreamError, "DevRev failed on its side.", next_step


def _behind_a_login(_: Refusal, __: float | None) -> _Meaning:
    message = "The network of this machine asks for a login before it lets calls out."
    return Unreachable, message, "Log in to the network in a browser of this machine, then call again."


def _down(_: Refusal, wait_seconds: float | None) -> _Meaning:
    return UpstreamUnavailable, "DevRev is not available at the moment.", _after(wait_seconds, "a minute")


def _after(wait_seconds: float | None, otherwise: str) -> str:
    if wait_seconds == 0:
        return "Call again."
    seconds = ceil(wait_seconds or 0)
    wait = f"{seconds} second{'s' * (seconds != 1)}" if seconds else otherwise
    return f"Wait {wait}, then call again."


_MEANINGS: Final[Mapping[int, Callable[[Refusal, float | None], _Meaning]]] = {
    400: _refused_request,
    401: _refused_token,
    402: _forbidden,  # a plan that is not paid for
    403: _forbidden,
    404: _not_there,
    408: _down,
    409: _conflict,
    413: _too_large,
    422: _refused_request,  # what many gateways say where DevRev says 400
    425: _down,
    429: _limited,
    502: _down,
    503: _down,
    504: _down,
    511: _behind_a_login,
}
