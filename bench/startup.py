"""How long a server takes from its start until it has listed its tools, beside a bare server of the SDK's.

Each start is a process of its own, ours and the bare one by turns, over pipes and over a socket, in both eras of the
protocol; the ratio is that of the medians. Judged is that none is above 1.1. Told besides: until the first answer of a
tool, for which the rest is loaded meanwhile.
"""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

MOST: Final = 1.1
ROUNDS: Final = 25
QUICK_ROUNDS: Final = 5
HERE: Final = Path(__file__).parent
OURS: Final = [sys.executable, "-m", "devrev_sessions"]
BARE: Final = [sys.executable, str(HERE / "bare.py")]
TODAY: Final = {
    "_meta": {
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": {"name": "bench", "version": "1"},
        "io.modelcontextprotocol/clientCapabilities": {},
    }
}
HELLO: Final = {
    "protocolVersion": "2025-11-25",
    "capabilities": {},
    "clientInfo": {"name": "bench", "version": "1"},
}


def message(number: int | None, method: str, params: object = None) -> bytes:
    """One line of JSON-RPC."""
    told = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
    return json.dumps({name: value for name, value in told.items() if value is not None}).encode() + b"\n"


def over_pipes(command: list[str], era: str, call: tuple[str, object] | None = None) -> float:
    """Seconds until a server that was started over pipes has listed its tools, or answered `call`."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=clean()) as process:
        assert process.stdin
        assert process.stdout
        meta = TODAY if era == "today" else {}
        if era != "today":
            process.stdin.write(message(1, "initialize", HELLO))
            process.stdin.flush()
            assert b'"result"' in process.stdout.readline()
            process.stdin.write(message(None, "notifications/initialized"))
        process.stdin.write(message(2, "tools/list", meta))
        process.stdin.flush()
        assert b'"tools"' in process.stdout.readline()
        if call:
            process.stdin.write(message(3, "tools/call", {"name": call[0], "arguments": call[1], **meta}))
            process.stdin.flush()
            assert b'"content"' in process.stdout.readline()
        took = time.perf_counter() - began
        process.kill()
    return took


def over_http(command: list[str], port: int, era: str) -> float:
    """Seconds until a server that was started over HTTP has listed its tools."""
    began = time.perf_counter()
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, env=clean()) as process:
        wait_for(port, process)
        with closing(HTTPConnection("127.0.0.1", port)) as connection:
            if era == "today":
                answered(connection, "2026-07-28", message(2, "tools/list", TODAY))
            else:
                answered(connection, None, message(1, "initialize", HELLO))
                answered(connection, "2025-11-25", message(2, "tools/list", {}))
        took = time.perf_counter() - began
        process.kill()
    return took


def answered(connection: HTTPConnection, version: str | None, body: bytes) -> None:
    """Send a request and read its answer, which must be a good one."""
    headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    if version:
        headers |= {"MCP-Protocol-Version": version, "Mcp-Method": json.loads(body)["method"]}
    connection.request("POST", "/mcp", body, headers)
    answer = connection.getresponse()
    told = answer.read()
    assert answer.status == 200, told
    assert b'"result"' in told, told


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Return once something listens there."""
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.001)
            continue
        return


def clean() -> dict[str, str]:
    """The environment without what configures our server."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DEVREV_")}
    return {**kept, "XDG_CONFIG_HOME": "/nonexistent"}


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        return free.getsockname()[1]


def http(start: Callable[[int], list[str]], era: str) -> float:
    port = free_port()
    return over_http(start(port), port, era)


def measured(rounds: int, ours: Callable[[], float], bare: Callable[[], float]) -> tuple[float, float]:
    """The median seconds of both, taken by turns after one round that warms the disk."""
    ours()
    bare()
    pairs = [(ours(), bare()) for _ in range(rounds)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def main(*, quick: bool) -> bool:
    """One run; whether no ratio is too high."""
    rounds, good = QUICK_ROUNDS if quick else ROUNDS, True
    print(f"{'until tools are listed':<34}{'ours':>9}{'bare':>9}{'ratio':>8}   medians of {rounds}, in seconds")
    for era in ("today", "handshake"):
        for way, ours, bare in (
            ("pipes", lambda era=era: over_pipes(OURS, era), lambda era=era: over_pipes(BARE, era)),
            (
                "HTTP",
                lambda era=era: http(lambda port: [*OURS, "serve", "--http", "--port", str(port)], era),
                lambda era=era: http(lambda port: [*BARE, str(port)], era),
            ),
        ):
            seconds, beside = measured(rounds, ours, bare)
            good = good and seconds / beside <= MOST
            print(f"  {way + ', ' + era:<32}{seconds:9.3f}{beside:9.3f}{seconds / beside:8.2f}")
    call = ("summarize_session_timeline", {"session_id": "s", "version_key": "k"})
    first = statistics.median(over_pipes(OURS, "today", call) for _ in range(rounds))
    print(f"until a first call is answered too, over pipes: {first:.3f}")
    print("kept: at most 1.1" if good else "BROKEN: more than 1.1 of the bare server's")
    return good


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    sys.exit(0 if main(quick=parser.parse_args().quick) else 1)
