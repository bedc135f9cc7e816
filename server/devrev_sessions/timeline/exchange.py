"""What became of a request, read from properties whose names every app chooses for itself."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, cast

import msgspec

from devrev_sessions.timeline.events import NOTHING, AppText, Event
from devrev_sessions.timeline.properties import Properties, read_properties

# Names are compared in lower case without separators: `statusCode`, `status_code` and `Status-Code` are one.
# The spellings are those of the common mobile HTTP clients' interceptors and of browsers' fetch and HAR records.
STATUS: Final = ("statuscode", "status", "httpstatus", "httpstatuscode", "responsecode", "responsestatus", "code")
TOOK: Final = (
    "durationms", "duration", "timetakenms", "timetaken", "responsetimems", "responsetime", "roundtriptimems",
    "roundtriptime", "rttms", "rtt", "elapsedms", "elapsed", "latencyms", "latency", "totaltimems", "totaltime", "tookms",
)  # fmt: skip
TOOK_SECONDS: Final = ("durationseconds", "durationsec", "elapsedseconds", "timetakenseconds", "latencyseconds")
BEGAN: Final = ("starttimems", "starttime", "startedat", "start", "timestamp")
ENDED: Final = ("endtimems", "endtime", "endedat", "end", "finishedat")
METHOD: Final = ("method", "httpmethod", "requestmethod")
ADDRESS: Final = ("url", "fullurl", "requesturl", "endpoint", "path", "uri")
COMPLAINT: Final = ("errormessage", "error", "errors", "exception", "failurereason", "failure", "reason", "message")
BODY: Final = ("body", "responsebody", "response", "data", "payload", "result")
SAID_FAILED: Final = ("failed", "failure", "error", "timeout", "timedout", "cancelled", "canceled", "aborted")

_AMOUNT: Final = re.compile(r"\s*(\d{1,9}(?:\.\d{1,9})?)\s*(ms|s|sec|secs|seconds)?\s*", re.IGNORECASE)
_READ_BODY_UP_TO: Final = 20_000
"""Characters of a response body that are searched for a complaint; error bodies are short."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer; None and empty where the app did not tell.

    `complaint` is the error the answer carried; with a status below 400 it makes a masked failure.
    """

    method: AppText = NOTHING
    address: AppText = NOTHING
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


def read_exchange(event: Event) -> Exchange:
    """What `event`, a request, says of its outcome."""
    asked = _normal(read_properties(event.request))
    answered = _normal(read_properties(event.response))
    besides = _normal(read_properties(event.properties))
    both = (answered, besides, asked)
    status, word = _status(answered, besides)
    body = _body(answered)
    denied = any(found.get(key) is False for found in (answered, body) for key in ("success", "ok", "succeeded"))
    complaint = _complaint(answered) or _complaint(body)
    failed = denied or (status is not None and (status >= 400 or status == 0)) or word.lower() in SAID_FAILED
    failed = failed or bool(_complaint(answered, COMPLAINT[:5]) or _complaint(body, COMPLAINT[:5]))
    return Exchange(
        method=_text(_first(both, METHOD)),
        address=_text(_first(both, ADDRESS)),
        status=status,
        word=word,
        took_ms=_took_ms(both),
        complaint=complaint if failed else NOTHING,
        failed=failed,
    )


def _normal(found: Properties) -> Properties:
    return {re.sub(r"[\s_.-]", "", key).lower(): value for key, value in found.items()} if found else found


def _first(places: Iterable[Properties], keys: tuple[str, ...]) -> object:
    return next((found[key] for found in places for key in keys if found.get(key) is not None), None)


def _text(value: object) -> AppText:
    return AppText(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else NOTHING


def _status(*places: Properties) -> tuple[int | None, AppText]:
    for found in places:
        for key in STATUS:
            value = found.get(key)
            text = str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
            number = re.fullmatch(r"(\d{1,3})(?:\.0)?(?:\s.{0,60})?", text)
            if number:
                return int(number[1]), NOTHING
            if text and key != "code":
                return None, AppText(text)
    return None, NOTHING


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


def _took_ms(places: tuple[Properties, ...]) -> int | None:
    for keys, unit_ms in ((TOOK, 1.0), (TOOK_SECONDS, 1000.0)):
        took = _amount_ms(_first(places, keys), unit_ms)
        if took is not None:
            return took
    began, ended = _first(places, BEGAN), _first(places, ENDED)
    if isinstance(began, int | float) and isinstance(ended, int | float) and ended >= began:
        return _amount_ms(ended - began, 1.0)
    return None


def _body(answered: Properties) -> Properties:
    for key in BODY:
        value = answered.get(key)
        if isinstance(value, str) and value.lstrip().startswith("{") and len(value) <= _READ_BODY_UP_TO:
            try:
                value = cast("object", msgspec.json.decode(value))
            except (msgspec.MsgspecError, UnicodeEncodeError, RecursionError):
                continue
        if isinstance(value, Mapping):
            return _normal(cast("Properties", value))
    return {}


def _complaint(found: Properties, keys: tuple[str, ...] = COMPLAINT) -> AppText:
    for key in keys:
        value = found.get(key)
        if isinstance(value, Mapping):
            value = _first((_normal(cast("Properties", value)),), ("message", "detail", "code", "type"))
        if isinstance(value, list) and value:
            value = cast("list[object]", value)[0]
            value = cast("Properties", value).get("message") if isinstance(value, Mapping) else value
        if isinstance(value, str) and value and value.lower() not in {"none", "null", "false", "0"}:
            return AppText(value)
    return NOTHING
