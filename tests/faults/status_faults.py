"""Answers of another status than 200."""

from typing import Final

from fault_table import PRESIGNED, RAW, TOKEN, Fault
from request_refusals import OF_A_REQUEST
from scripted import answer, told

HTML: Final = f"<html><h1>Sorry</h1><pre>Authorization: Bearer {TOKEN}</pre>{RAW} {PRESIGNED}</html>".encode()
CHECK_HOST: Final = "DEVREV_BASE_URL"


def page(status: int, *headers: str) -> bytes:
    return answer(status, HTML, *headers, kind="text/html")


def status_fault(
    status: int, code: str, next_step: str, *, retryable: bool = False, devrev_type: str | None = None
) -> Fault:
    name = f"{status} {devrev_type or 'without a type'}"
    script = told(status, **({"type": devrev_type} if devrev_type else {}), message="words", request=RAW)
    return Fault(name, script, code, next_step, retryable, {"http_status": status, "devrev_type": devrev_type})


STATUSES: Final = [
    *(status_fault(400, "invalid_arguments", "call again", devrev_type=kind) for kind in OF_A_REQUEST),
    status_fault(400, "invalid_arguments", "call again", devrev_type="a_type_of_next_year"),
    status_fault(400, "invalid_arguments", "call again"),
    status_fault(401, "unauthenticated", "cannot be renewed", devrev_type="token_expired"),
    status_fault(401, "unauthenticated", "Ask its owner", devrev_type="token_revoked"),
    status_fault(401, "unauthenticated", "a new token does not help", devrev_type="dev_org_deactivated"),
    status_fault(401, "unauthenticated", "DEVREV_API_KEY", devrev_type="a_type_of_next_year"),
    status_fault(401, "unauthenticated", "DEVREV_API_KEY"),
    status_fault(402, "forbidden", "a paid plan"),
    status_fault(403, "forbidden", "Ask a DevRev admin", devrev_type="forbidden"),
    status_fault(404, "not_found", "version_key", devrev_type="not_found"),
    status_fault(405, "unexpected_response", CHECK_HOST),
    status_fault(408, "upstream_unavailable", "Wait a minute", retryable=True),
    status_fault(409, "upstream_error", "in a moment", retryable=True, devrev_type="conflict"),
    status_fault(413, "request_too_large", "Shorten the values", devrev_type="request_entity_too_large"),
    status_fault(415, "unexpected_response", CHECK_HOST),
    status_fault(418, "unexpected_response", CHECK_HOST),
    status_fault(425, "upstream_unavailable", "Wait a minute", retryable=True),
    status_fault(422, "invalid_arguments", "call again", devrev_type="bad_request"),
    status_fault(429, "rate_limited", "Wait five minutes", retryable=True, devrev_type="too_many_requests"),
    status_fault(451, "unexpected_response", CHECK_HOST),
    status_fault(500, "upstream_error", "tell DevRev support", retryable=True, devrev_type="internal_error"),
    status_fault(501, "upstream_error", "tell DevRev support", retryable=True),
    status_fault(502, "upstream_unavailable", "Wait a minute", retryable=True),
    status_fault(503, "upstream_unavailable", "Wait a minute", retryable=True, devrev_type="service_unavailable"),
    status_fault(504, "upstream_unavailable", "Wait a minute", retryable=True),
    status_fault(511, "unreachable", "Log in to the network", retryable=True),
    status_fault(520, "upstream_error", "tell DevRev support", retryable=True),
    status_fault(999, "unexpected_response", CHECK_HOST),
]


def bare(status: int, code: str, next_step: str, *, retryable: bool, kind: str = "") -> list[Fault]:
    """The same status with bodies that are no JSON."""
    said = {"http_status": status, "devrev_type": None, "reference_id": None}
    return [
        Fault(f"{status} with a page", page(status), code, next_step, retryable, said),
        Fault(f"{status} without a body", answer(status, b"", kind=kind), code, next_step, retryable, said),
    ]


PAGES: Final = [
    *bare(400, "invalid_arguments", "call again", retryable=False),
    *bare(401, "unauthenticated", "DEVREV_API_KEY", retryable=False),
    *bare(403, "forbidden", "admin", retryable=False),
    *bare(404, "unexpected_response", CHECK_HOST, retryable=False),
    *bare(502, "upstream_unavailable", "Wait a minute", retryable=True),
]

_LIMITED: Final = {"http_status": 429, "devrev_type": "too_many_requests"}


def limited(name: str, next_step: str, seconds: float | None, *headers: str, **told_in_body: object) -> Fault:
    script = told(429, *headers, type="too_many_requests", message="slow down", **told_in_body)
    fields = {**_LIMITED, "retry_after_seconds": seconds}
    return Fault(f"429 {name}", script, "rate_limited", next_step, True, fields)


_DATE: Final = "Date: Sun, 01 Nov 2026 10:00:00 GMT"
_EPOCH: Final = 1_793_527_200
WAITS: Final = [
    limited("with a wait that fits", "Wait 1 second, then", 0.2, "Retry-After: 0.2"),
    limited("with a wait that does not fit", "Wait 120 seconds", 120, "Retry-After: 120"),
    limited("with a moment", "Wait 90 seconds", 90, _DATE, "Retry-After: Sun, 01 Nov 2026 10:01:30 GMT"),
    limited("with a moment that has passed", "Call again.", 0, "Retry-After: Sun, 01 Nov 2020 10:00:00 GMT"),
    limited("with a wait that is no number", "Wait five minutes", None, "Retry-After: soon"),
    limited("with a wait below zero", "Wait five minutes", None, "Retry-After: -3"),
    limited("with an epoch for a wait", "Wait five minutes", None, "Retry-After: 1793527200"),
    limited("with a wait in its body only", "Wait 77 seconds", 77, retry_after=77),
    limited("with a reset only", "Wait 55 seconds", 55, _DATE, f"X-Ratelimit-Reset: {_EPOCH + 55}"),
    limited(
        "with nothing left and a reset",
        "Wait 40 seconds",
        40,
        _DATE,
        "X-Ratelimit-Remaining: 0",
        f"X-Ratelimit-Reset: {_EPOCH + 40}",
    ),
    Fault(
        "503 with a wait that does not fit",
        told(503, "Retry-After: 30"),
        "upstream_unavailable",
        "Wait 30 seconds",
        True,
        {"http_status": 503, "retry_after_seconds": 30},
    ),
]
