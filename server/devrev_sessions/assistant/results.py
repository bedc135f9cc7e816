"""The data beside a text: everything an assistant needs that sees only data, in the words of the text."""

from typing import Final, cast

from pydantic import BaseModel, ConfigDict

NEEDED: Final = ("next_cursor", "next", "error")
"""What of a result a program goes on with."""


class Face(BaseModel):
    """A piece of a result; what is None is left out when it is sent."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ErrorFace(Face):
    """Why a call failed and what to do."""

    code: str
    message: str
    next_step: str
    retryable: bool
    retry_after_seconds: float | None = None
    http_status: int | None = None
    devrev_type: str | None = None
    field: str | None = None
    allowed_values: tuple[str, ...] | None = None
    reference_id: str | None = None


class PartFace(Face):
    """One recording or tab and how much of it is there."""

    id: str
    ref: str | None = None
    state: str
    started_at: str | None = None
    begins_ms: int | None = None
    duration_ms: int | None = None
    events: int | None = None


class IncidentFace(Face):
    """One thing that went wrong. `refs` are its occurrences, the first and the last ones of many."""

    kind: str
    title: str
    source: str
    occurrences: int
    refs: tuple[str, ...] | None = None
    at_ms: int | None = None
    screen: str | None = None
    exception: str | None = None
    message: str | None = None
    own_code: tuple[str, ...] | None = None
    before: tuple[str, ...] | None = None
    after: tuple[str, ...] | None = None
    reactions: tuple[str, ...] | None = None
    outcome: str | None = None
    later_success: str | None = None


class OutcomeFace(Face):
    """How it ended."""

    kind: str
    text: str


class Result(Face):
    """What every result carries; `error` stands alone."""

    missing: tuple[str, ...] | None = None
    next: tuple[str, ...] | None = None
    error: ErrorFace | None = None


class SessionResult(Result):
    """What the results carry that are about one session."""

    session_id: str | None = None
    platform: str | None = None
    app_version: str | None = None
    device: str | None = None
    user_id: str | None = None
    org_id: str | None = None
    recordings: tuple[PartFace, ...] | None = None


class SummaryResult(SessionResult):
    """The data of a summary."""

    outcome: OutcomeFace | None = None
    incidents: tuple[IncidentFace, ...] | None = None
    signals: tuple[str, ...] | None = None
    screens: str | None = None
    question: str | None = None
    timeline: tuple[str, ...] | None = None
    left_out: dict[str, int] | None = None


class EventFace(Face):
    """One event; `details` only in full detail."""

    ref: str
    at_ms: int
    kind: str
    text: str
    screen: str | None = None
    details: tuple[str, ...] | None = None


class RecordingResult(SessionResult):
    """The data of a page of a recording."""

    kinds: dict[str, int] | None = None
    screens: str | None = None
    memory: str | None = None
    attributes: str | None = None
    events: tuple[EventFace, ...] | None = None
    matched: int | None = None
    looked_for: str | None = None
    next_cursor: str | None = None
    crash_log: tuple[str, ...] | None = None
    replay_links: tuple[str, ...] | None = None


class FrameFace(Face):
    """The frame that stands beside the data as an image."""

    number: str | None = None
    at_ms: int | None = None
    timing: str
    width: int
    height: int


class ScreenResult(SessionResult):
    """The data of what the person saw: a page in words, or which frame is shown."""

    at_ms: int | None = None
    ref: str | None = None
    moment: str | None = None
    how: str | None = None
    frame: FrameFace | None = None
    page: str | None = None
    last_click: str | None = None
    focus: str | None = None
    seen: tuple[str, ...] | None = None
    then: tuple[str, ...] | None = None
    events: tuple[str, ...] | None = None


class CompareResult(Result):
    """The data of a comparison; sessions are called s1, s2 and so on in it."""

    sessions: tuple[str, ...] | None = None
    failure: str | None = None
    way: tuple[str, ...] | None = None
    partings: tuple[str, ...] | None = None
    differences: tuple[str, ...] | None = None


class RowFace(Face):
    """One session of a list."""

    session_id: str
    version_key: str
    platform: str | None = None
    started_at: str | None = None
    duration_ms: int | None = None
    app_version: str | None = None
    device: str | None = None
    problems: tuple[str, ...] | None = None
    recordings: int
    user_id: str | None = None
    org_id: str | None = None


class TicketFace(Face):
    """The ticket whose reporter's sessions are listed."""

    id: str
    title: str
    filed_at: str | None = None
    reported_by: tuple[str, ...] | None = None


class ListResult(Result):
    """The data of a list of sessions."""

    ticket: TicketFace | None = None
    sessions: tuple[RowFace, ...] | None = None
    searched: str | None = None
    next_cursor: str | None = None


def output_schema(model: type[Result], required: str) -> dict[str, object]:
    """The schema of a result and of an error alike: an error must fit it too, or some clients never show it.

    It tells what is always there and what a program goes on with; the whole would cost more than all the descriptions.
    """
    described = model.model_json_schema()["properties"]
    told = {name: {"type": _kind_of(described[name])} for name in model.model_fields if name in {required, *NEEDED}}
    return {"type": "object", "properties": told, "anyOf": [{"required": [required]}, {"required": ["error"]}]}


def _kind_of(described: dict[str, object]) -> object:
    choices = cast("list[dict[str, object]]", described.get("anyOf", [described]))
    return choices[0].get("type", "object")
