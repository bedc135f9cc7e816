"""Answers of status 200 that are not a recording."""

import gzip
import json
import zlib
from typing import Final

from fault_table import PRESIGNED, RAW, Fault
from good_answers import mobile
from scripted import Script, answer, hang_up, head, pour, stall

_HOST: Final = "DEVREV_BASE_URL (DevRev answers at"
_PROXY: Final = "whether a proxy changes the answers"
_ROAD: Final = "the network of this machine"
_SIZE: Final = "max_body_megabytes"
_GZIP: Final = "Content-Encoding: gzip"
GOOD: Final = json.dumps(mobile(note=RAW, url=PRESIGNED)).encode()
LARGE: Final = json.dumps(mobile(note=RAW + "x" * 2**20)).encode()
PACKED: Final = gzip.compress(GOOD)


def not_devrev(name: str, script: Script) -> Fault:
    return Fault(name, script, "unexpected_response", _HOST, True, {"http_status": 200})


def cut(name: str, script: Script) -> Fault:
    return Fault(name, script, "unexpected_response", _ROAD, True, message="ended before it was whole")


def no_recording(name: str, body: bytes, *headers: str) -> Fault:
    return Fault(
        name, answer(200, body, *headers), "unexpected_response", _PROXY, True, message="not the JSON of a recording"
    )


def unsupported(name: str, body: object) -> Fault:
    return Fault(name, answer(200, json.dumps(body).encode()), "unsupported_recording", "newer version", False)


def too_large(name: str, script: Script) -> Fault:
    return Fault(name, script, "response_too_large", _SIZE, False, {"http_status": 200}, message="1 MB")


BODIES: Final = [
    not_devrev("nothing in the body", answer(200, b"")),
    not_devrev("white space in the body", answer(200, b" \r\n\t")),
    not_devrev("a page", answer(200, b"<html>" + RAW.encode(), kind="text/html; charset=utf-8")),
    not_devrev("JSON that calls itself text", answer(200, GOOD, kind="text/plain")),
    not_devrev("a picture", answer(200, b"\x89PNG", kind="image/png")),
    not_devrev("brotli", answer(200, GOOD, "Content-Encoding: br")),
    not_devrev("deflate", answer(200, zlib.compress(GOOD), "Content-Encoding: deflate")),
    not_devrev("an encoding of the future", answer(200, GOOD, "Content-Encoding: zstd9")),
    not_devrev("gzip in gzip", answer(200, gzip.compress(PACKED), "Content-Encoding: gzip, gzip")),
    not_devrev("gzip of nothing", answer(200, gzip.compress(b""), _GZIP)),
    cut("gzip that is none", answer(200, GOOD, _GZIP)),
    cut("gzip cut short", answer(200, PACKED[:-12], _GZIP)),
    cut("gzip with a wrong sum", answer(200, PACKED[:-8] + b"12345678", _GZIP)),
    cut("gzip with something behind it", answer(200, PACKED + RAW.encode(), _GZIP)),
    cut("gzip cut short by the connection", (head(200, _GZIP, length=len(PACKED)), PACKED[:-40], hang_up)),
    cut("a length that is too small", (head(200, length=len(GOOD) - 30), GOOD, hang_up)),
    cut("a length that is too large", (head(200, length=len(GOOD) + 30), GOOD, hang_up)),
    cut("JSON cut short", answer(200, GOOD[:-40])),
    cut("JSON cut short without a length", (head(200), GOOD[: len(GOOD) // 2], hang_up)),
    no_recording("gzip in gzip that is named once", gzip.compress(PACKED), _GZIP),
    no_recording("null", b"null"),
    no_recording("a list", b"[]"),
    no_recording("a list of recordings", b"[" + GOOD + b"]"),
    no_recording("a text", json.dumps(RAW).encode()),
    no_recording("a number", b"42"),
    no_recording("a truth value", b"true"),
    no_recording("two documents", GOOD + GOOD),
    no_recording("two documents on lines", GOOD + b"\n" + GOOD),
    no_recording("a page that calls itself JSON", b"<!doctype html><p>" + RAW.encode()),
    no_recording("an object without a field", b"{}"),
    no_recording("an error with status 200", json.dumps({"error": {"message": RAW}}).encode()),
    no_recording("UTF-16", GOOD.decode().encode("utf-16")),
    no_recording("UTF-32", GOOD.decode().encode("utf-32")),
    no_recording("keys without quotes", b"{recording: 1}"),
    no_recording("single quotes", b"{'recording': 'mobile_recording'}"),
    no_recording("a list nested 100,000 deep", b"[" * 100_000 + b"]" * 100_000),
    no_recording("zero bytes", bytes(500)),
    unsupported("a kind of next year", {"recording": "vr_recording", "frames": [RAW]}),
    unsupported("a kind that is a number", {"recording": 42}),
    too_large("a body over the limit", answer(200, LARGE)),
    too_large("a body over the limit without a length", (head(200), LARGE, hang_up)),
    too_large(
        "a body over the limit in chunks",
        (head(200, "Transfer-Encoding: chunked"), pour(b"10000\r\n" + b"[" * 65_536 + b"\r\n", 100), stall),
    ),
    too_large("a length over the limit and nothing more", (head(200, length=2**40), stall)),
    too_large("a body without end", (head(200), pour(b"[" * 65_536, 10_000))),
    too_large("a gzip bomb", answer(200, gzip.compress(bytes(64 * 2**20)), _GZIP)),
    too_large("gzip over the limit", answer(200, gzip.compress(LARGE), _GZIP)),
    too_large("empty gzip members without end", (head(200, _GZIP), pour(gzip.compress(b"") * 200, 10_000))),
]
