"""The one place where an error becomes a result."""

import logging
import re
from typing import Final, cast

from mcp_types import CallToolResult, TextContent

from devrev_sessions.assistant.results import ErrorFace
from devrev_sessions.errors import Internal, SessionsError
from devrev_sessions.text.door import clean, quoted

_LOG: Final = logging.getLogger("devrev_sessions.assistant")
_VALUE_WIDTH: Final = 120
_PLAIN: Final = re.compile(r"[\w./:-]{1,60}", re.ASCII)
_SAID_WIDTH: Final = 240


def face_of(error: SessionsError) -> ErrorFace:
    """The error as data: our sentences as they are, foreign words cleaned, cut and quoted."""
    message = error.message
    if error.value is not None:
        message = message.replace("{value}", quoted(error.value, _VALUE_WIDTH))
    if error.devrev_message:
        message = f"{message} DevRev said: {quoted(error.devrev_message, _SAID_WIDTH)}."
    return ErrorFace(
        code=error.code,
        message=message,
        next_step=error.next_step,
        retryable=error.retryable,
        retry_after_seconds=error.retry_after_seconds,
        http_status=error.http_status,
        devrev_type=_named(error.devrev_type),
        field=_named(error.field),
        allowed_values=tuple(clean(value, 60) for value in error.allowed_values[:40]) or None,
        reference_id=_named(error.reference_id),
    )


def text_of(face: ErrorFace) -> str:
    """The same as text."""
    lines = [f"Error {face.code}: {face.message}", f"Next step: {face.next_step}"]
    if face.allowed_values:
        allowed = (value if _PLAIN.fullmatch(value) else quoted(value, 60) for value in face.allowed_values)
        lines.append(f"Allowed: {', '.join(allowed)}.")
    if face.retryable:
        after = f" after {face.retry_after_seconds:g} s" if face.retry_after_seconds else ""
        lines.append(f"The same call may succeed{after}.")
    return "\n".join(lines)


def failure(error: Exception) -> CallToolResult:
    """The result that tells `error`; one that is none of ours is logged and told as internal."""
    if not isinstance(error, SessionsError):
        _LOG.error("%s in a tool", type(error).__name__, exc_info=_without_values(error))
        error = Internal(
            "This server failed while it worked on the call.",
            "Try another way, such as a narrower window, and report it with the line in the server's log.",
        )
    face = face_of(error)
    return CallToolResult(
        content=[TextContent(type="text", text=text_of(face))],
        structured_content={"error": face.model_dump(mode="json", exclude_none=True)},
        is_error=True,
    )


def _named(text: str | None) -> str | None:
    return clean(text, _VALUE_WIDTH) if text is not None else None


def _without_values(error: BaseException) -> BaseException:
    """The same kind of error with its place and its causes, without its words, in which an app's text may stand."""
    name = type(error).__name__
    twin: BaseException = RuntimeError(name)
    if isinstance(error, BaseExceptionGroup):
        members = cast("BaseExceptionGroup[BaseException]", error).exceptions
        twin = BaseExceptionGroup(name, [_without_values(each) for each in members])
    if error.__cause__ is not None:
        twin.__cause__ = _without_values(error.__cause__)
    return twin.with_traceback(error.__traceback__)
