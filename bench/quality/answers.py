"""What the free-form properties of a request say: its status, its length, and whether its body reports failure."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from bodies import Json, a_list, an_object, first_of, get, moment_ms

STATUSES: Final = frozenset(
    ("status", "statuscode", "httpstatus", "httpstatuscode", "httpcode", "code", "responsecode", "responsestatus", "sc")
)
DURATIONS: Final = frozenset(
    ("duration", "took", "elapsed", "latency", "responsetime", "timetaken", "totaltime", "time", "durationtime",
     "responseduration", "requestduration", "roundtrip", "rtt", "elapsedtime")
)  # fmt: skip
UNITS: Final = (
    ("milliseconds", 1),
    ("millis", 1),
    ("msec", 1),
    ("ms", 1),
    ("seconds", 1000),
    ("secs", 1000),
    ("sec", 1000),
    ("s", 1000),
)
BODIES: Final = ("body", "response", "response_body", "responseBody", "data", "payload", "result", "json")
FAILED_WORDS: Final = frozenset(("error", "failed", "fail", "failure", "rejected", "denied", "ko"))
OK_WORDS: Final = frozenset(("none", "null", "false", "0", "no", "ok", "success", "{}", "[]"))
SAYING: Final = ("message", "error_message", "errorMessage", "error_description", "detail", "details", "description",
                 "reason", "title", "msg", "error", "code", "error_code", "errorCode")  # fmt: skip


@dataclass(frozen=True)
class Answered:
    """What is known of one request's answer."""

    status: int | None = None
    took_ms: int | None = None
    failed: bool = False
    """It failed, by its status, by its body or for lack of an answer."""
    masked: bool = False
    """It failed by its body though the status says it did not."""
    says: str = ""


def answered(fields: Json) -> Answered:
    """The answer of a request, in a timeline or in the network list."""
    asked = get(fields, "request_properties") or get(fields, "request")
    got = get(fields, "response_properties") or get(fields, "response")
    status = next((code for code in map(_status, _named(got, STATUSES)) if code is not None), None)
    if status is None:
        status = next((code for code in map(_status, _named(fields, STATUSES)) if code is not None), None)
    says = _complaint(got) or _complaint(get(fields, "error") and {"error": get(fields, "error")})
    failed = status is not None and status >= 400
    return Answered(
        status,
        _took(asked, got, fields),
        failed=failed or bool(says),
        masked=not failed and bool(says) and status is not None,
        says=says if says != "failed" else "",
    )


def call_of(fields: Json) -> str:
    """The method and path of a request, where they are told."""
    asked = get(fields, "request_properties") or get(fields, "request")
    method = first_of(asked, ("method", "http_method", "verb")) or get(fields, "method")
    url = first_of(asked, ("url", "full_url", "path", "endpoint", "uri")) or get(fields, "url")
    return f"{str(method or '').upper()} {path_of(str(url or ''))}".strip()


def path_of(url: str) -> str:
    """The path of an address, without what is asked of it; a route behind `#/` belongs to it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    route = f"#{parts.fragment.split('?')[0]}" if parts.fragment.startswith(("/", "!/")) else ""
    return (parts.path or ("/" if parts.netloc else url)) + route


def saying(value: object) -> str:
    """The words of an error, wherever a body keeps them."""
    if each := a_list(value):
        return saying(each[0])
    if told := an_object(value):
        return next((text for key in SAYING if (text := saying(told.get(key)))), "")
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _complaint(got: object) -> str:
    """The words with which a body says that it failed; "failed" where it has none, nothing where it is fine."""
    for body in (got, *(_opened(get(got, name)) for name in BODIES)):
        told = an_object(body) or {}
        for key, value in told.items():
            name = key.lower().replace("_", "").replace("-", "")
            if name in {"error", "errors", "errormessage", "errorcode", "exception", "fault", "err"} and _is_set(value):
                return saying(value) or saying(told) or "failed"
            if name in {"success", "ok", "succeeded", "successful"} and str(value).lower() in {"false", "0"}:
                return saying(told) or "failed"
            if name in {"status", "result", "state", "outcome"} and str(value).lower() in FAILED_WORDS:
                return saying(told) or "failed"
    return ""


def _is_set(value: object) -> bool:
    return value not in (None, False, [], {}) and str(value).strip().lower() not in {"", *OK_WORDS}


def _opened(value: object) -> object:
    if isinstance(value, str) and value.lstrip().startswith(("{", "[")):
        try:
            return json.loads(value)
        except ValueError:
            return None
    return value


def _named(value: object, names: frozenset[str], depth: int = 2) -> Iterator[object]:
    """Members of one of these names however they are written, the outer ones first."""
    told = (an_object(value) if depth else None) or {}
    for key, each in told.items():
        if re.sub(r"[^a-z]", "", key.lower()) in names:
            yield each
    for each in told.values():
        yield from _named(each, names, depth - 1)


def _status(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    found = re.match(r"\s*(?:HTTP/\S+\s+)?(\d{1,3})(?:\.0+)?(?:\s+[A-Z][\w ]*)?\s*$", str(value))
    code = int(found[1]) if found else -1
    return code if 100 <= code <= 599 else None


def _took(asked: object, got: object, fields: Json) -> int | None:
    for place in (got, asked, get(fields, "event_properties"), fields):
        for key, value in (an_object(place) or {}).items():
            if (took := _length(key, value)) is not None:
                return took
    begun, ended = moment_ms(_begin(asked)) or moment_ms(_begin(fields)), moment_ms(_end(got)) or moment_ms(_end(asked))
    return round(ended - begun) if begun is not None and ended is not None and ended >= begun else None


def _begin(value: object) -> object:
    return first_of(value, ("start_time", "startTime", "started_at", "start", "start_ms", "startedDateTime", "begin"))


def _end(value: object) -> object:
    return first_of(value, ("end_time", "endTime", "ended_at", "end", "end_ms", "finished_at", "finish"))


def _length(key: str, value: object) -> int | None:
    """A length of time in milliseconds; the unit stands in the name or the value, else it is milliseconds."""
    words = re.sub(r"([a-z])([A-Z])", r"\1_\2", key).lower().replace("-", "_")
    unit = 1
    for name, factor in UNITS:
        if words.endswith("_" + name):
            words, unit = words.removesuffix("_" + name), factor
            break
    if words.replace("_", "") not in DURATIONS or isinstance(value, bool):
        return None
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(ms|s|sec|seconds)?\s*", str(value))
    if not found:
        return None
    factor = unit if not found[2] else 1 if found[2] == "ms" else 1000
    return round(float(found[1]) * factor)
