"""What became of a request, read from properties whose names every app chooses for itself."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Final, cast

import msgspec

from devrev_sessions.timeline.events import NOTHING, AppText, Event
from devrev_sessions.timeline.plain_answers import PlainAnswers
from devrev_sessions.timeline.properties import UNREADABLE, Properties, read_properties, read_value

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
        "errormessage", "error", "errors", "exception", "failurereason", "haserror", "iserror", "errorcode", "errcode",
        "errno", "reason", "detail", "message",
    ),
    "body": ("body", "responsebody", "response", "data", "payload", "result"),
    "success": ("success", "ok", "succeeded", "successful", "issuccess", "issuccessful"),
}  # fmt: skip
CLEAR_COMPLAINTS: Final = 10
"""The first so many names of a complaint mean failure by themselves; a `message` may be good news."""
COMPLAINT_CODES: Final = range(7, 10)
"""Those of them that hold a code, which says less than a message beside it."""
NO_COMPLAINT: Final = frozenset(
    {"", "none", "null", "nil", "undefined", "false", "0", "-", "n/a", "na", "[]", "{}", "ok", "success", "successful",
     "no error", "no errors", "noerror"},
)  # fmt: skip
"""What many back ends write where nothing went wrong."""
SAID_FAILED: Final = frozenset(
    {"failed", "failure", "fail", "error", "timeout", "timedout", "cancelled", "canceled", "aborted"},
)
UNDER_WAY: Final = frozenset(
    {"pending", "running", "processing", "inprogress", "queued", "started", "waiting", "scheduled"},
)
"""How the state of a job is told that is not done."""
FAILED_WORD: Final = re.compile(
    r"-\d{1,9}(?:\.0)?"  # no answer: -1 of many clients, -1001 and its kin of NSURLError
    r"|(?:net::)?ERR_\w{1,60}"  # Chromium, axios
    r"|E(?:CONN[A-Z]{4,10}|TIMEDOUT|NOTFOUND|PIPE|AI_[A-Z]{2,20}|(?:HOST|NET)(?:UNREACH|DOWN))"  # POSIX, Node.js
    r"|(?:[\w$]{1,60}\.){0,12}\w{1,80}(?:Exception|Error|Timeout)"  # a class
)
"""Outcomes that are spelled by a system, as a whole word."""
BODY_DEPTH: Final = 3
"""Envelopes around what an answer says, as in `body.data.error`."""
GRAPHQL: Final = frozenset({"data", "errors", "extensions"})
"""All that an answer of GraphQL holds (its specification, section 7.1); a batch of them is a list."""
_CODE: Final = ROLES["status"].index("code")
_RESULT: Final = ROLES["body"].index("result")

_GOOD: Final[dict[int | str, int]] = {spelled: code for code in range(100, 400) for spelled in (code, str(code))}
"""The statuses of success, as numbers and in digits; those an answer may have that is read no further."""

_SEPARATORS: Final = re.compile(r"[\s_.-]")
_STATUS_TEXT: Final = re.compile(r"(?:HTTP(?:/[\d.]{1,3})?\s)?(\d{1,3})(?:\.0)?(?:\s.{0,60})?")
_AMOUNT: Final = re.compile(
    r"\s*(\d{1,9}(?:\.\d{1,9})?)\s*(?:(ms|millis|milliseconds)|(s|sec|secs|seconds))?\s*", re.IGNORECASE
)
_EPOCH_SECONDS: Final = range(10**9, 10**11)
"""Points in time from 2001 on that count seconds; the same in milliseconds are larger."""
_LATEST_MS: Final = 1e14
"""A number beyond this is no time in milliseconds: it would lie after the year 5000."""
_REASON: Final = re.compile(r"[A-Za-z][\w.-]{2,79}")
_TOO_LONG: Final = 1e9
"""A number from here on is no duration, in whatever unit."""
_READ_BODY_UP_TO: Final = 20_000
"""Characters of a response body that are searched for a complaint; error bodies are short."""


class Exchange(msgspec.Struct, frozen=True, gc=False):
    """A request and its answer; None and empty where the app did not tell.

    `complaint` is the error the answer carried; with a status below 400 it makes a masked failure.
    """

    status: int | None = None
    word: AppText = NOTHING
    """The outcome where the app gave a word for it instead of a status."""
    took_ms: int | None = None
    complaint: AppText = NOTHING
    failed: bool = False
    pending: bool = False
    """The answer says that what was asked for is still under way."""

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
            if role == "success" or (role == "status" and isinstance(value, bool)):
                self.denied = self.denied or value in (False, "false")
            elif role == "complaint" and value is True:
                self.denied = self.denied or rank < CLEAR_COMPLAINTS
            elif role == "body" and rank == _RESULT and isinstance(value, str) and _said_failed(value):
                self.denied = True
            elif role == "status" and rank == _CODE and value in (0, "0"):
                continue  # many APIs say with a code of 0 that all is well
            elif role and value is not None:
                self.by_role.setdefault(role, []).append((rank, value))
        for values in self.by_role.values():
            if len(values) > 1:
                values.sort(key=itemgetter(0))

    def values(self, role: str) -> Iterator[object]:
        """What the object says in this role."""
        return (value for _, value in self.by_role.get(role, ()))


def read_exchange(event: Event) -> Exchange:
    """What `event`, a request, says of its outcome."""
    response = event.response
    try:
        answer = _PLAIN.decode(response) if response else None
    except UNREADABLE:
        answer = _PLAIN.read(response)
    if answer is not None:
        status, took = _GOOD.get(answer.status), answer.took_ms
        if status is not None and 0 <= took < _TOO_LONG:
            return Exchange(status, NOTHING, took if type(took) is int else round(took))
    return _fully(event)


def _fully(event: Event) -> Exchange:
    answered = _Found(read_properties(event.response))
    besides = _Found(read_properties(event.properties))
    status, word = _status(answered, besides)
    bodies = tuple(_bodies(answered))
    # Where the answer tells nothing by itself, what stands beside it is all there is.
    tellers = (answered if answered.by_role else besides, *bodies)
    complaints = [_complaint(found) for found in tellers]
    clear = [text for text, is_clear in complaints if is_clear]
    complaint = next(iter(clear), NOTHING) or next((text for text, _ in reversed(complaints) if text), NOTHING)
    failed = (
        any(found.denied for found in (answered, *tellers))
        or bool(clear)
        or (status is not None and (status >= 400 or status == 0))
        or _said_failed(word)
        or any(map(_bad_status, bodies))
    )
    return Exchange(
        status=status,
        word=word,
        took_ms=_took_ms(event, answered, besides),
        complaint=(complaint or _reason(bodies)) if failed else NOTHING,
        failed=failed,
        pending=not failed and (_is_pending(word) or any(_is_pending(_status(body)[1]) for body in bodies)),
    )


@lru_cache(maxsize=4096)
def _role(key: str) -> tuple[str, int]:
    name = _SEPARATORS.sub("", key).lower()
    return next(((role, names.index(name)) for role, names in ROLES.items() if name in names), ("", 0))


_PLAIN: Final = PlainAnswers(lambda name: _role(name)[0])


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
        return round(float(found[1]) * (1 if found[2] else 1000 if found[3] else unit_ms))
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _TOO_LONG:
        return None
    return round(value * unit_ms)


def _took_ms(event: Event, *answers: _Found) -> int | None:
    took = _told_ms(answers)
    if took is not None:
        return took
    # What was sent is large, and seldom tells a time that the answer does not.
    places = (*answers, _Found(read_properties(event.request)))
    took = _told_ms(places)
    if took is not None:
        return took
    began, ended = (_moment_ms(_first(places, role)) for role in ("began", "ended"))
    return None if began is None or ended is None or ended < began else _amount_ms(ended - began, 1.0)


def _told_ms(places: tuple[_Found, ...]) -> int | None:
    for role, unit_ms in (("took", 1.0), ("took_seconds", 1000.0)):
        took = _amount_ms(_first(places, role), unit_ms)
        if took is not None:
            return took
    return None


def _moment_ms(value: object) -> float | None:
    """A point in time on whatever clock the app used; only the distance of two counts."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return _from_words_ms(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < _LATEST_MS:
        return None
    return value * 1000 if _EPOCH_SECONDS.start <= value < _EPOCH_SECONDS.stop else value


def _from_words_ms(value: str) -> float | None:
    try:
        found = datetime.fromisoformat(value)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp() * 1000
    except (ValueError, OverflowError):
        return None


def _bodies(answered: _Found) -> Iterator[_Found]:
    """What the answer wraps, from the outside in."""
    found = answered
    for _ in range(BODY_DEPTH):
        inner = next((inner for value in found.values("body") if (inner := _object_in(value)) is not None), None)
        if inner is None:
            return
        found = _Found(inner)
        yield found


def _object_in(value: object) -> Properties | None:
    """The object that a body is, perhaps as text; of a batch of GraphQL the first answer with errors."""
    parsed = value
    if isinstance(value, str):
        if not value.lstrip().startswith(("{", "[")) or len(value) > _READ_BODY_UP_TO:
            return None
        parsed = read_value(msgspec.Raw(value.encode()))
    if isinstance(parsed, list):
        entries = (cast("Properties", entry) for entry in cast("list[object]", parsed) if isinstance(entry, dict))
        return next((entry for entry in entries if entry.get("errors") and entry.keys() <= GRAPHQL), None)
    return cast("Properties", parsed) if isinstance(parsed, dict) else None


def _bad_status(body: _Found) -> bool:
    """Whether a body tells a status of its own that is none of success; other numbers are an API's own codes."""
    status, word = _status(body)
    return _said_failed(word) or (status is not None and 400 <= status < 600)


def _complaint(found: _Found) -> tuple[AppText, bool]:
    """What the answer complains of, and whether that alone means failure."""
    code = NOTHING
    for rank, value in found.by_role.get("complaint", ()):
        if rank in COMPLAINT_CODES:
            code = code or _complaint_code(value)
        elif text := _words(value):
            return text, bool(code) or rank < CLEAR_COMPLAINTS
    return code, bool(code)


def _reason(bodies: tuple[_Found, ...]) -> AppText:
    """The word that a failed answer gives as its code, as in `{"code": "password_expired"}`."""
    words = (_status(body)[1] for body in bodies)
    return next((word for word in words if _REASON.fullmatch(word) and not _harmless(word)), NOTHING)


def _complaint_code(value: object) -> AppText:
    text = _text(value)
    return NOTHING if _harmless(text) or _GOOD.get(text) else text


def _said_failed(word: str) -> bool:
    return _SEPARATORS.sub("", word).lower() in SAID_FAILED or (
        FAILED_WORD.fullmatch(word.strip()) is not None and not _harmless(word)
    )


def _is_pending(word: str) -> bool:
    return bool(word) and _SEPARATORS.sub("", word).lower() in UNDER_WAY


def _harmless(text: str) -> bool:
    """Whether a complaint says that there is none."""
    return text.strip().lower() in NO_COMPLAINT


def _words(value: object) -> AppText:
    if isinstance(value, list):
        entries = cast("list[object]", value)
        return _words(entries[0]) if entries else NOTHING
    if isinstance(value, dict):
        inner = _Found(cast("Properties", value))
        said = _text(_first((inner,), "complaint"))
        # An error object that says itself that all is well complains of nothing, whatever its other fields are.
        return said if said and not _harmless(said) else NOTHING if said else _text(_first((inner,), "status"))
    if isinstance(value, str) and not _harmless(value):
        return AppText(value)
    return NOTHING
