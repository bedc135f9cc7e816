"""Every failure this server can name, as one family.

Each carries one sentence that says what happened and one that says what to do next. Foreign words - an argument's
value, what DevRev answered - never stand inside those sentences: they travel in their own fields and are redacted,
cut and quoted where the error becomes a result.

* SessionsError
  · InvalidArguments       the assistant's arguments cannot be used as they are
  · Unauthenticated        no token, or DevRev does not accept it
  · Forbidden              the token is good, the object is not for it
  · NotFound               DevRev knows no such session, recording, tab or app
  · RateLimited            DevRev asks to wait
  · RequestTooLarge        DevRev refuses the size of the request
  · ResponseTooLarge       DevRev's answer is larger than this server reads
  · UnsupportedRecording   a kind of recording this version cannot read
  · UpstreamError          DevRev failed on its side
  · UpstreamUnavailable    DevRev is down for the moment
  · DeadlineExceeded       DevRev did not answer in time
  · Unreachable            no connection to DevRev's host
  · UnexpectedResponse     an answer that is not DevRev's, or not whole
  · Internal               a fault of our own
"""

from typing import ClassVar


class SessionsError(Exception):
    """A failure with a name, told to the assistant as a result.

    `message` may contain `{value}` once: there `value` is shown, quoted. `devrev_message` is what DevRev said, in its
    own words. `retry_after_seconds` is how long to wait before the same call can succeed; `retryable` is whether it can
    at all, where that is otherwise than for most errors of the kind.
    """

    code: ClassVar[str]
    retryable: bool = False

    def __init__(  # noqa: PLR0913 - one keyword for each field of the public error contract
        self,
        message: str,
        next_step: str,
        *,
        value: str | None = None,
        retry_after_seconds: float | None = None,
        http_status: int | None = None,
        devrev_type: str | None = None,
        devrev_message: str | None = None,
        field: str | None = None,
        allowed_values: tuple[str, ...] = (),
        reference_id: str | None = None,
        retryable: bool | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step
        self.value = value
        self.retry_after_seconds = retry_after_seconds
        self.http_status = http_status
        self.devrev_type = devrev_type
        self.devrev_message = devrev_message
        self.field = field
        self.allowed_values = allowed_values
        self.reference_id = reference_id
        if retryable is not None:
            self.retryable = retryable


class InvalidArguments(SessionsError):
    """The assistant's arguments cannot be used as they are."""

    code = "invalid_arguments"


class Unauthenticated(SessionsError):
    """No token, or one that DevRev does not accept."""

    code = "unauthenticated"


class Forbidden(SessionsError):
    """The token is good, but what was asked for is not for its owner."""

    code = "forbidden"


class NotFound(SessionsError):
    """DevRev knows no such session, recording, tab or app."""

    code = "not_found"


class RateLimited(SessionsError):
    """DevRev asks to wait."""

    code = "rate_limited"
    retryable = True


class RequestTooLarge(SessionsError):
    """DevRev refuses the size of the request."""

    code = "request_too_large"


class ResponseTooLarge(SessionsError):
    """DevRev's answer is larger than this server reads."""

    code = "response_too_large"


class UnsupportedRecording(SessionsError):
    """A kind of recording that this version cannot read."""

    code = "unsupported_recording"


class UpstreamError(SessionsError):
    """DevRev failed on its side."""

    code = "upstream_error"
    retryable = True


class UpstreamUnavailable(SessionsError):
    """DevRev is down for the moment."""

    code = "upstream_unavailable"
    retryable = True


class DeadlineExceeded(SessionsError):
    """DevRev did not answer in time."""

    code = "timeout"
    retryable = True


class Unreachable(SessionsError):
    """There is no connection to DevRev's host."""

    code = "unreachable"
    retryable = True


class UnexpectedResponse(SessionsError):
    """An answer that is not DevRev's, or not whole."""

    code = "unexpected_response"
    retryable = True


class Internal(SessionsError):
    """A fault of this server."""

    code = "internal"
