"""Connections that end, stall, or carry something else than HTTP."""

from typing import Final

from fault_table import DEADLINE_SECONDS, RAW, Fault
from faulty_host import reset
from scripted import Script, Step, drip, hang_up, head, pour, stall

CHUNKED: Final = "Transfer-Encoding: chunked"
_ROAD: Final = "Check DEVREV_BASE_URL, the proxy settings and the network"
_SLOW: Final = "raise timeout_seconds"
_PART: Final = f'{{"recording": "mobile_recording", "note": "{RAW}'.encode()
_ENDLESS: Final = pour(b"X-Filler: " + b"x" * 500 + b"\r\n", 20_000)


def cut(name: str, *steps: Step, greets: bool = False) -> Fault:
    return Fault(
        name,
        steps,
        "unexpected_response",
        _ROAD,
        True,
        {"http_status": None},
        greets=greets,
        message="ended before it was whole",
    )


def slow(name: str, *steps: Step, greets: bool = False) -> Fault:
    return Fault(
        name,
        steps,
        "timeout",
        _SLOW,
        True,
        {"http_status": None},
        greets=greets,
        message=f"within {DEADLINE_SECONDS:g} seconds",
    )


_PLACES: Final[list[tuple[str, Script]]] = [
    ("before a byte", ()),
    ("in the status line", (b"HTTP/1.1 20",)),
    ("after the status line", (b"HTTP/1.1 200 OK\r\n",)),
    ("in the headers", (b"HTTP/1.1 200 OK\r\nContent-Type: appli",)),
    ("before the body", (head(200, length=999),)),
    ("in the body", (head(200, length=999), _PART)),
    ("in the size of a chunk", (head(200, CHUNKED), b"1")),
    ("in a chunk", (head(200, CHUNKED), b"ff\r\n" + _PART)),
    ("before the last chunk", (head(200, CHUNKED), b"10\r\n" + _PART[:16] + b"\r\n")),
    ("after a 100", (b"HTTP/1.1 100 Continue\r\n\r\n",)),
]


def then(steps: Script, last: Step) -> tuple[Step, ...]:
    return (*((steps,) if isinstance(steps, bytes) else steps), last)


CONNECTIONS: Final = [
    *(cut(f"hanging up {place}", *then(steps, hang_up)) for place, steps in _PLACES),
    *(cut(f"a reset {place}", *then(steps, reset)) for place, steps in _PLACES),
    *(slow(f"silence {place}", *then(steps, stall)) for place, steps in _PLACES[::2]),
    slow("silence in the body", head(200, length=999), _PART, stall),
    slow("a body that drips", head(200, length=900), drip(b"[" * 900, 0.02)),
    slow("headers that drip", b"HTTP/1.1 200 OK\r\n", drip(b"X-Filler: x\r\n" * 300, 0.02)),
    slow("informational answers without end", *(b"HTTP/1.1 102 Processing\r\n\r\n",) * 5, stall),
    slow("accepting and saying nothing", stall, greets=True),
    cut("hanging up at once", hang_up, greets=True),
    cut("a reset at once", reset, greets=True),
    cut("headers without end", b"HTTP/1.1 200 OK\r\n", _ENDLESS, hang_up),
    cut("one header without end", b"HTTP/1.1 200 OK\r\nX-Filler: ", pour(b"x" * 4096, 2_000), hang_up),
    cut("a status line that is none", b"HELLO " + RAW.encode() + b"\r\n\r\n", hang_up),
    cut("a status that is no number", b"HTTP/1.1 OK 200\r\n\r\n", hang_up),
    cut("a status of two digits", b"HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n", hang_up),
    cut("HTTP/2 without being asked", b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" + bytes(18), hang_up),
    cut("an SSH server", b"SSH-2.0-OpenSSH_9.6\r\n", hang_up, greets=True),
    cut("a mail server", b"220 mail.example ESMTP\r\n", hang_up, greets=True),
    cut("a body without headers", _PART + b'"}', hang_up),
    cut("a header without a colon", b"HTTP/1.1 200 OK\r\nContent-Type\r\n\r\n{}", hang_up),
    cut("a header with a zero byte", b"HTTP/1.1 200 OK\r\nX-A: \x00\r\nContent-Length: 2\r\n\r\n{}", hang_up),
    cut("chunks of no size", head(200, CHUNKED), b"zz\r\n{}\r\n0\r\n\r\n", hang_up),
    cut("a chunk of a terabyte", head(200, CHUNKED), b"ffffffffff\r\n{}", hang_up),
    cut("a chunk of a length that has no end", head(200, CHUNKED), pour(b"f" * 1024, 100), hang_up),
    cut("a length below zero", head(200, "Content-Length: -1"), b"{}", hang_up),
    cut("a length that is a word", head(200, "Content-Length: many"), b"{}", hang_up),
    cut("two lengths", head(200, "Content-Length: 2", "Content-Length: 3"), b"{} ", hang_up),
    cut("a length of many digits", head(200, "Content-Length: " + "9" * 30), b"{}", hang_up),
    cut("a switch of protocols", b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n", hang_up),
]
