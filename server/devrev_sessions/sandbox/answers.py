"""An answer of the sandbox, and DevRev's ways to refuse."""

from dataclasses import dataclass

from devrev_sessions.sandbox.sample_session import encoded


@dataclass(frozen=True)
class Answer:
    """A status, a body, and the headers that are not the same on every answer."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()


def found(body: bytes) -> Answer:
    """The thing that was asked for, already encoded."""
    return Answer(200, body)


def refusal(status: int, error_type: str, message: str, **extras: object) -> Answer:
    """An error in DevRev's shape: `type`, `message`, and what belongs to the type."""
    return Answer(status, encoded({"type": error_type, "message": message, **extras}))


def bad_request(error_type: str, message: str, **extras: object) -> Answer:
    """A 400 of one of DevRev's many types."""
    return refusal(400, error_type, message, **extras)


def missing_field(name: str) -> Answer:
    """A 400 that names the field which has to be sent."""
    return bad_request("missing_required_field", f"Missing required field: {name}", field_name=name)


def not_found(what: str) -> Answer:
    """A 404 with a type, for an object DevRev does not have."""
    return refusal(404, "not_found", f"{what} not found")


ROUTE_NOT_FOUND = Answer(404, encoded({"message": "route not found"}))
"""The gateway's answer to a path it does not know; it has no `type`."""

MAX_REQUEST_BYTES = 1_048_576
TOO_LARGE = refusal(413, "request_entity_too_large", "Request entity too large", max_bytes=MAX_REQUEST_BYTES)
"""The refusal of a request body over the limit."""
