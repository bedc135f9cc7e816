"""What became of a request, read from properties whose names every app chooses for itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import Final, cast

import msgspec

from devrev_sessions.timeline.events import NOTHING, AppText, Event
from devrev_sessions.timeline.properties import Properties, read_properties

# Names are compared in lower case without separators: `statusCode`, `status_code` and `Status-Code` are one.
# The spellings are those of the common mobile HTTP clients' interceptors and of browsers' fetch and HAR records.
ROLES: Final[dict[str, tuple[str, ...]]] = {
    "status": (
        "statuscode", "httpstatus", "httpstatuscode", "responsecode", "responsestatus", "status", "code",
    ),
    "took": (
        "durationms", "duration", "timetakenms", "timetaken", "responsetimems", "responsetime", "roundtriptimems",
        "roundtriptime", "rttms", "rtt", "elapsedms", "elapsed", "latencyms", "latency", "totaltimems", "totaltime",
        "tookms",
    ),
    "took_seconds": ("durationseconds", "durationsec", "elapsedseconds", "timetakenseconds", "latencyseconds"),
    "began": ("starttimems", "starttime", "startedat", "start", "timestamp"),
    "ended": ("endtimems", "endtime", "endedat", "end", "finishedat"),
    "complaint": (
        "errormessage", "error", "errors", "exception", "failurereason", "reason", "detail", "message",
    ),
    "body": ("body", "responsebody", "response", "data", "payload", "result"),
    "success": ("success", "ok", "succeeded"),
}  # fmt: skip
CLEAR_COMPLAINTS: Final = 5
"""The first so many names of a complaint mean failure by themselves; a `message` may be good news."""
SAID_FAILED: Final = ("failed", "failure", "error", "timeout", "timedout", "cancelled", "canceled", "aborted")

_STATUS_TEXT: Final = re.compile(r"(\d{1,3})(?:\.0)?(?:\s.{0,60})?")
_AMOUNT: Final = re.compile(r"\s*(\d{1,9}(?:\.\d{1,9})?)\s*(ms|s|sec|secs|seconds)?\s*", re.IGNORECASE)
_READ_BODY_UP_TO: Final = 20_000
"""Characters of a response body that are searched for a complaint; error bodies are short."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer; None and empty where the app did not tell.

    `complaint` is the error the answer carried; with a status below 400 it makes a masked failure.
    """

    status: int | None = None
    word: AppText = NOTHING
    """The outcome where the app gave a word for it instead of a status."""
    took_ms: int | None = None
    complaint: AppText = NOTHING
    failed: bool = False

    @property
    def masked(self) -> bool:
        """The status says success, the body says failure."""
        return self.failed and self.status is not None and 200 <= self.status < 300


class _Found:
    """The telling values of one object by role, the best-known name of each role first."""

    def __init__(self, properties: Properties) -> None:
        self.by_role: dict[str, list[tuple[int, object]]] = {}
        self.denied = False
        for key, value in properties.items():
            role, rank = _role(key)
            if role == "success":
                self.denied = self.denied or value is False
            elif role and value is not None:
                self.by_role.setdefault(role, []).append((rank, value))
        for values in self.by_role.values():
            if len(values) > 1:
                values.sort(key=itemgetter(0))

    def values(self, role: str) -> Iterator[object]:
        """What the object says in this role."""
        return (value for _, value in self.by_role.get(role, ()))


class _Plain(msgspec.Struct, gc=False):
    """The usual names in an answer without a complaint: most answers are read by this alone, at a tenth of the cost."""

    status: int | str | None = None
    statusCode: int | str | None = None  # noqa: N815 - names that apps use
    status_code: int | str | None = None
    duration_ms: int | float | None = None
    durationMs: int | float | None = None  # noqa: N815 - as above
    duration: int | float | None = None
    time_taken_ms: int | float | None = None


_PLAIN: Final = msgspec.json.Decoder(_Plain)
_REMARKABLE: Final = re.compile(
    rb"err|fail|exc|succ|ok|reason|message|detail|body|respon|data|payl|resul|false", re.IGNORECASE
)
"""Names and words by which an answer may say more than its status; those are read in full."""


def read_exchange(event: Event) -> Exchange:
    """What `event`, a request, says of its outcome."""
    return _plainly(event.response) or _fully(event)


def _plainly(raw: msgspec.Raw) -> Exchange | None:
    """The exchange when its answer is a good status and a duration under their usual names, else None."""
    if not raw or _REMARKABLE.search(raw):
        return None
    try:
        plain = _PLAIN.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    status = plain.statusCode or plain.status_code or plain.status
    if isinstance(status, str):
        status = int(status) if len(status) == 3 and status.isdecimal() and status.isascii() else None
    took = next(
        (t for t in (plain.duration_ms, plain.durationMs, plain.duration, plain.time_taken_ms) if t is not None), None
    )
    if status is None or not 100 <= status < 400 or took is None or not 0 <= took < 1e9:
        return None
    return Exchange(status=status, took_ms=round(took))


def _fully(event: Event) -> Exchange:
    answered = _Found(read_properties(event.response))
    besides = _Found(read_properties(event.properties))
    asked = _Found(read_properties(event.request))
    all_ = (answered, besides, asked)
    status, word = _status(answered, besides)
    body = _body(answered)
    complaint, clear = _complaint(answered)
    if not clear and body:
        complaint, clear = _complaint(body)
    failed = (
        answered.denied
        or (body is not None and body.denied)
        or clear
        or (status is not None and (status >= 400 or status == 0))
        or word.lower() in SAID_FAILED
    )
    return Exchange(
        status=status,
        word=word,
        took_ms=_took_ms(all_),
        complaint=complaint if failed else NOTHING,
        failed=failed,
    )


@lru_cache(maxsize=4096)
def _role(key: str) -> tuple[str, int]:
    name = re.sub(r"[\s_.-]", "", key).lower()
    return next(((role, names.index(name)) for role, names in ROLES.items() if name in names), ("", 0))


def _first(places: tuple[_Found, ...], role: str) -> object:
    return next((value for found in places for value in found.values(role)), None)


def _text(value: object) -> AppText:
    return AppText(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else NOTHING


def _status(*places: _Found) -> tuple[int | None, AppText]:
    word = NOTHING
    for found in places:
        for value in found.values("status"):
            if type(value) is int and 0 <= value <= 999:
                return value, NOTHING
            text = _text(value).strip()
            number = _STATUS_TEXT.fullmatch(text)
            if number:
                return int(number[1]), NOTHING
            word = word or AppText(text)
    return None, word


def _amount_ms(value: object, unit_ms: float) -> int | None:
    if isinstance(value, str):
        found = _AMOUNT.fullmatch(value)
        if not found:
            return None
        unit = (found[2] or "").lower()
        return round(float(found[1]) * (1 if unit == "ms" else 1000 if unit else unit_ms))
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e9:
        return None
    return round(value * unit_ms)


def _took_ms(places: tuple[_Found, ...]) -> int | None:
    for role, unit_ms in (("took", 1.0), ("took_seconds", 1000.0)):
        took = _amount_ms(_first(places, role), unit_ms)
        if took is not None:
            return took
    began, ended = _first(places, "began"), _first(places, "ended")
    if isinstance(began, int | float) and isinstance(ended, int | float) and ended >= began:
        return _amount_ms(ended - began, 1.0)
    if isinstance(began, str) and isinstance(ended, str):
        try:
            apart = datetime.fromisoformat(ended) - datetime.fromisoformat(began)
        except (ValueError, TypeError):
            return None
        return _amount_ms(apart / timedelta(milliseconds=1), 1.0)
    return None


def _body(answered: _Found) -> _Found | None:
    for value in answered.values("body"):
        if isinstance(value, str):
            if not value.lstrip().startswith("{") or len(value) > _READ_BODY_UP_TO:
                continue
            try:
                parsed: object = msgspec.json.decode(value)
            except (msgspec.MsgspecError, UnicodeEncodeError, RecursionError):
                continue
        else:
            parsed = value
        if isinstance(parsed, dict):
            return _Found(cast("Properties", parsed))
    return None


def _complaint(found: _Found) -> tuple[AppText, bool]:
    """What the answer complains of, and whether that alone means failure."""
    for rank, value in found.by_role.get("complaint", ()):
        text = _words(value)
        if text:
            return text, rank < CLEAR_COMPLAINTS
    return NOTHING, False


def _words(value: object) -> AppText:
    if isinstance(value, list):
        entries = cast("list[object]", value)
        return _words(entries[0]) if entries else NOTHING
    if isinstance(value, dict):
        inner = _Found(cast("Properties", value))
        return _text(_first((inner,), "complaint") or _first((inner,), "status"))
    if isinstance(value, str) and value.lower() not in {"", "none", "null", "false", "0", "ok"}:
        return AppText(value)
    return NOTHING
