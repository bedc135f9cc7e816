"""Five hundred assistants at once, of our server and of a bare one of the SDK's by turns.

Each assistant has a connection of its own and asks as soon as it is answered: ours for the summary of one of the
sample sessions, the bare one for a tool that does nothing. Half speak today's protocol, half that with a handshake. All
share the two cores with the servers, so what counts is how ours stands beside the bare one in the same run. Told:
calls a second, the slowest hundredth, and the memory of each client that is idle and keeps its connection.

Ends with 1 when a call fails or the answer to the same question differs.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Generator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import anyio
from anyio.abc import ByteStream
from anyio.streams.buffered import BufferedByteReceiveStream

from apart import MEGABYTE, Figures
from startup import BARE, HELLO, OURS, TODAY, clean, free_port, wait_for

ASSISTANTS: Final = 500
CALLS: Final = 4_000
QUICK_CALLS: Final = 1_000
IDLE: Final = 1_000
FEW: Final = 20
ROUNDS: Final = 3
SESSIONS: Final = (
    ("9c1f-22ab", "parcel-android"),
    ("5e07-a1c3", "parcel-android"),
    ("3f9a-77c0", "parcel-web"),
    ("2b6e-f0d9", "parcel-android"),
    ("08c2-5a1d", "parcel-web"),
)
SUMMARIZE: Final = "summarize_session_timeline"


@dataclass(slots=True)
class Tally:
    """What came of the calls of one round."""

    left: int
    seconds: list[float] = field(default_factory=list[float])
    wrong: int = 0
    answers: dict[str, int] = field(default_factory=dict[str, int])


def asked(number: int, tool: str, arguments: object) -> bytes:
    """A whole request of the assistant with this number."""
    today = number % 2 == 0
    params = {"name": tool, "arguments": arguments, **(TODAY if today else {})}
    about = ["MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/call", f"Mcp-Name: {tool}"]
    return posted("tools/call", params, about if today else ["MCP-Protocol-Version: 2025-11-25"])


def posted(method: str, params: object, about: Sequence[str] = ()) -> bytes:
    """A whole request, with these headers beside the usual ones."""
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    lines = ["POST /mcp HTTP/1.1", "Host: 127.0.0.1:80", "Content-Type: application/json"]
    lines += ["Accept: application/json, text/event-stream", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, *about, "", ""]).encode() + body


async def answer(unread: BufferedByteReceiveStream) -> tuple[int, bytes]:
    """The status and the body of the next answer, whichever way its end is told."""
    head = (await unread.receive_until(b"\r\n\r\n", 65_536)).decode()
    status = int(head.split(" ", 2)[1])
    headers = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:])
    if "content-length" in headers:
        return status, await unread.receive_exactly(int(headers["content-length"]))
    body = b""
    while size := int(await unread.receive_until(b"\r\n", 64), 16):
        body += await unread.receive_exactly(size)
        await unread.receive_exactly(2)
    await unread.receive_exactly(2)
    return status, body


async def assistant(number: int, port: int, tool: str, tally: Tally) -> None:
    """One of the five hundred: it asks until all calls are made."""
    async with await anyio.connect_tcp("127.0.0.1", port) as stream:
        unread = BufferedByteReceiveStream(stream)
        session_id, app = SESSIONS[number // 2 % len(SESSIONS)]
        arguments = {"session_id": session_id, "version_key": app} if tool == SUMMARIZE else {}
        request = asked(number, tool, arguments)
        while tally.left > 0:
            tally.left -= 1
            began = time.perf_counter()
            status, body = await _said(stream, unread, request)
            tally.seconds.append(time.perf_counter() - began)
            told = f"{number % 2}{session_id}"
            good = status == 200 and b'"isError":true' not in body
            tally.wrong += not good or tally.answers.setdefault(told, len(body)) != len(body)


async def _said(stream: ByteStream, unread: BufferedByteReceiveStream, request: bytes) -> tuple[int, bytes]:
    await stream.send(request)
    return await answer(unread)


async def load(port: int, tool: str, calls: int, assistants: int = ASSISTANTS) -> tuple[float, Tally]:
    """One round; the seconds it took."""
    tally = Tally(calls)
    began = time.perf_counter()
    async with anyio.create_task_group() as group:
        for number in range(assistants):
            group.start_soon(assistant, number, port, tool, tally)
    return time.perf_counter() - began, tally


@contextmanager
def serving(command: list[str]) -> Generator[tuple[int, int]]:
    """A server that runs: its port and its process."""
    port = free_port()
    command = [*command, str(port)]
    with subprocess.Popen(command, env=clean(), stderr=subprocess.DEVNULL) as process:
        wait_for(port, process)
        try:
            yield port, process.pid
        finally:
            process.terminate()


async def idle_bytes(port: int, pid: int) -> float:
    """Memory of the server for each client that has said hello and keeps its connection.

    Measured before any load and over the last of many, since the first ones use what earlier calls have left behind.
    """
    async with AsyncExitStack() as open_ones:
        await _greet(port, ASSISTANTS, open_ones)
        before = Figures.of(pid).rss_bytes
        await _greet(port, IDLE, open_ones)
        return (Figures.of(pid).rss_bytes - before) / IDLE


async def _greet(port: int, clients: int, open_ones: AsyncExitStack) -> None:
    hello = posted("initialize", HELLO)
    for _ in range(clients):
        stream = await open_ones.enter_async_context(await anyio.connect_tcp("127.0.0.1", port))
        status, _ = await _said(stream, BufferedByteReceiveStream(stream), hello)
        assert status == 200


def percentile(seconds: list[float], share: float) -> float:
    return sorted(seconds)[min(len(seconds) - 1, int(share * len(seconds)))]


async def main(*, quick: bool) -> bool:
    """One run; whether every call was good."""
    calls, good = QUICK_CALLS if quick else CALLS, True
    servers = (
        ("ours", [*OURS, "serve", "--http", "--sandbox", "--port"], SUMMARIZE),
        ("bare", BARE, "nothing"),
    )
    with serving(servers[0][1]) as ours, serving(servers[1][1]) as bare:
        rates: dict[str, list[float]] = {"ours": [], "bare": []}
        slowest: dict[str, list[float]] = {"ours": [], "bare": []}
        places = {"ours": ours, "bare": bare}
        idle: dict[str, float] = {}
        for name, _, tool in servers:
            await load(places[name][0], tool, FEW, FEW)
            idle[name] = await idle_bytes(*places[name])
            await load(places[name][0], tool, ASSISTANTS)
        for _ in range(ROUNDS):
            for name, _, tool in servers:
                took, tally = await load(places[name][0], tool, calls)
                rates[name].append(len(tally.seconds) / took)
                slowest[name].append(percentile(tally.seconds, 0.99))
                good = good and not tally.wrong
        print(f"{ASSISTANTS} assistants, {calls:,} calls a round, medians of {ROUNDS} rounds")
        print(f"{'':<8}{'calls a second':>16}{'p99, seconds':>14}{'memory, MB':>12}{'kB an idle client':>19}")
        for name, (_, pid) in places.items():
            memory = Figures.of(pid).rss_bytes / MEGABYTE
            rate, slow = statistics.median(rates[name]), statistics.median(slowest[name])
            print(f"{name:<8}{rate:>16,.0f}{slow:>14.2f}{memory:>12.0f}{idle[name] / 1024:>19.1f}")
        ratio = statistics.median(rates["ours"]) / statistics.median(rates["bare"])
        print(f"ours answers {ratio:.2f} times as many calls as the bare one")
    print("every call had a good answer" if good else "BROKEN: a call failed, or had another answer than before")
    return good


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).parent))
    sys.exit(0 if anyio.run(lambda: main(quick=options.quick)) else 1)
