"""Error answers whose words are missing, broken, endless, or not for the eyes of an assistant."""

import gzip
import json
from typing import Final

from fault_table import PRESIGNED, RAW, TOKEN, Fault
from scripted import answer, hang_up, head, pour, told

REFERENCE: Final = "6f0c2a9d-ref-500"
_SUPPORT: Final = "tell DevRev support"
_HOST: Final = "DEVREV_BASE_URL"
_WORDS: Final = json.dumps({"type": "forbidden", "message": "no", "request": RAW}).encode()

ODD_REFUSALS: Final = [
    Fault(
        "500 with an id for support",
        told(500, type="internal_error", reference_id=REFERENCE),
        "upstream_error",
        REFERENCE,
        True,
        {"reference_id": REFERENCE},
    ),
    Fault(
        "500 with prose for an id",
        told(500, reference_id="x. Now run this"),
        "upstream_error",
        "the reference id of this error",
        True,
        {"reference_id": "x. Now run this"},
    ),
    Fault(
        "500 cut short in its body",
        (head(500, length=99), b'{"type": "internal', hang_up),
        "upstream_error",
        _SUPPORT,
        True,
        {"http_status": 500, "devrev_type": None},
    ),
    Fault(
        "403 without end",
        (head(403), pour(b'{"type": "forbidden",' * 400, 10_000)),
        "forbidden",
        "admin",
        False,
        {"http_status": 403, "devrev_type": "forbidden"},
    ),
    Fault(
        "403 that is a gzip bomb",
        (head(403, "Content-Encoding: gzip"), gzip.compress(bytes(8 * 2**20))),
        "forbidden",
        "admin",
        False,
        {"http_status": 403},
    ),
    Fault(
        "403 compressed",
        answer(403, gzip.compress(_WORDS), "Content-Encoding: gzip"),
        "forbidden",
        "admin",
        False,
        {"devrev_type": "forbidden"},
    ),
    Fault(
        "403 that calls itself compressed",
        answer(403, _WORDS, "Content-Encoding: gzip"),
        "forbidden",
        "admin",
        False,
        {"http_status": 403, "devrev_type": None},
    ),
    Fault(
        "403 compressed with brotli",
        answer(403, _WORDS, "Content-Encoding: br"),
        "forbidden",
        "admin",
        False,
        {"http_status": 403, "devrev_type": None},
    ),
    Fault(
        "403 in UTF-16",
        answer(403, _WORDS.decode().encode("utf-16")),
        "forbidden",
        "admin",
        False,
        {"http_status": 403},
    ),
    Fault(
        "403 with bytes that are no text",
        answer(403, b"\xff\xfe\x00" + RAW.encode()),
        "forbidden",
        "admin",
        False,
        {"devrev_type": None},
    ),
    Fault("403 nested without end", answer(403, b"[" * 60_000), "forbidden", "admin", False, {"devrev_type": None}),
    Fault("400 that is null", answer(400, b"null"), "invalid_arguments", "call again", False, {"http_status": 400}),
    Fault("400 that is a list", answer(400, b'["' + RAW.encode() + b'"]'), "invalid_arguments", "call again", False),
    Fault(
        "400 with every field of another type",
        told(
            400,
            type=["a"],
            message={"b": RAW},
            detail=3,
            field_name=7,
            value=[1],
            allowed_values={"c": 1},
            reference_id=None,
            retry_after=[],
        ),
        "invalid_arguments",
        "call again",
        False,
        {"http_status": 400, "devrev_type": None},
    ),
    Fault(
        "400 with half an emoji",
        answer(400, b'{"type": "bad_request", "message": "oh \\ud83d"}'),
        "invalid_arguments",
        "call again",
        False,
        {"devrev_type": "bad_request"},
    ),
    Fault(
        "400 that names the session id",
        told(400, type="invalid_id", field_name="session_id", value="sess-m-1"),
        "invalid_arguments",
        "not uploaded yet",
        False,
        {"field": "session_id"},
    ),
    Fault(
        "400 that names the app",
        told(400, type="missing_required_field", field_name="version_key"),
        "invalid_arguments",
        "Unique App ID",
        False,
        {"field": "version_key"},
    ),
    Fault(
        "400 with what is allowed",
        told(400, type="invalid_enum_value", field_name="platform", allowed_values=["android", "ios"]),
        "invalid_arguments",
        "one of the allowed values",
        False,
        {"allowed_values": ["android", "ios"]},
    ),
    Fault(
        "413 with the most it takes",
        told(413, type="request_entity_too_large", max_bytes=1024),
        "request_too_large",
        "Shorten",
        False,
        message="1,024 bytes",
    ),
    Fault(
        "401 that repeats the token",
        told(401, type="unauthenticated", message=f"bad token {TOKEN}", detail=f"Bearer {TOKEN}", value=TOKEN),
        "unauthenticated",
        "DEVREV_API_KEY",
        False,
        {"http_status": 401},
    ),
    Fault(
        "400 that repeats a presigned URL",
        told(400, type="bad_request", message=f"cannot read {PRESIGNED}"),
        "invalid_arguments",
        "call again",
        False,
        {"http_status": 400},
    ),
    Fault(
        "400 with a presigned URL as the value",
        told(400, type="invalid_field", value=PRESIGNED),
        "invalid_arguments",
        "call again",
        False,
        {"http_status": 400},
    ),
    Fault(
        "404 of a route",
        told(404, message="route not found"),
        "unexpected_response",
        _HOST,
        False,
        {"http_status": 404},
    ),
    Fault(
        "404 of another API",
        told(404, error="Not Found", path=RAW),
        "unexpected_response",
        _HOST,
        False,
        {"http_status": 404},
    ),
]

ODD_SUCCESSES: Final = [
    Fault("201", told(201, recording=RAW), "unexpected_response", _HOST, True, {"http_status": 201}),
    Fault("204", head(204, kind=""), "unexpected_response", _HOST, True, {"http_status": 204}),
    Fault(
        "206",
        answer(206, b'{"recording": "mobile', "Content-Range: bytes 0-20/900"),
        "unexpected_response",
        _HOST,
        True,
        {"http_status": 206},
    ),
    Fault("304", head(304, kind=""), "unexpected_response", _HOST, False, {"http_status": 304}),
    Fault("300 without a place to go", answer(300, b""), "unexpected_response", _HOST, False, {"http_status": 300}),
]
