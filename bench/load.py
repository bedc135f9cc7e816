"""Many assistants at once: two hundred calls under way over fifty sessions, through real clients over a real socket.

The server and an embedded DevRev are processes of their own. Half of the clients speak today's protocol, half that of
the years before. Times are told, not judged: the clients share this process and the cores with all the rest, so what a
caller waits is mostly the work of the calls before. Judged is that

* every call has a good result, of the session that was asked for;
* the same question has the same answer, to the byte, however many ask at once;
* the server's memory at the end stays under what it began with, the cache and an allowance.

Ends with 1 when one of them does not hold. `--quick` asks for a quarter of the calls.
"""

import argparse
import hashlib
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from contextlib import AsyncExitStack
from random import Random
from typing import Final

import anyio
from mcp.client.client import Client
from mcp_types import CallToolResult

from apart import MEGABYTE, BusyDevRev, Figures, Served, busy_devrev, server
from crowd import ERAS, Arguments, Known, chosen, code_of, data_of, is_about, percentile, text_of, visit

CLIENTS: Final = 20
AT_ONCE_EACH: Final = 10
CALLS: Final = 2_400
QUICK_CALLS: Final = 600

CACHE_MEGABYTES: Final = 24
"""Less than the fifty sessions need, so that the bound is met."""
ALLOWANCE_MEGABYTES: Final = 96
"""What else may stay: digests of 30,000 events with their recordings, 128 answers, the connections of the clients, and
what the allocator does not give back."""
WITHOUT_DEVTOOLS: Final = "Console and network of this tab were not available"
SHOWN: Final = 5


class Tally:
    """What came of the calls."""

    def __init__(self, calls: int) -> None:
        self.left = calls
        self.under_way = 0
        self.most_under_way = 0
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.wrong: Counter[str] = Counter()
        self.without_devtools = 0
        self._answers: dict[str, str] = {}

    def take(self, known: Known, arguments: Arguments, result: CallToolResult) -> bool:
        """Whether a result is a good one; counted where it is not."""
        if code := code_of(result):
            self.wrong[f"error {code}: {text_of(result)[:200]}"] += 1
            return False
        if not is_about(result, known):
            self.wrong[f"an answer about another session than {known.session_id}"] += 1
        missing: list[str] = data_of(result).get("missing", [])
        self.without_devtools += any(WITHOUT_DEVTOOLS in line for line in missing)
        # What DevRev did not give in time is told, and is another reading.
        asked = json.dumps([arguments | {"fresh": False}, missing], sort_keys=True)
        told = hashlib.sha256(text_of(result).encode()).hexdigest()
        if self._answers.setdefault(asked, told) != told:
            self.wrong[f"another answer than before to {asked}"] += 1
        return True


class Caller:
    """One client, counted in the tally of all."""

    def __init__(self, client: Client, tally: Tally) -> None:
        self._client = client
        self._tally = tally

    async def __call__(self, known: Known, kind: str, tool: str, arguments: Arguments) -> CallToolResult | None:
        tally = self._tally
        if tally.left <= 0:
            return None
        tally.left -= 1
        tally.under_way += 1
        tally.most_under_way = max(tally.most_under_way, tally.under_way)
        began = time.perf_counter()
        try:
            result = await self._client.call_tool(tool, arguments)
        except Exception as error:  # noqa: BLE001 - whatever a client raises is a call without an answer
            tally.wrong[f"{type(error).__name__}: {error}"] += 1
            return None
        finally:
            tally.under_way -= 1
        tally.seconds[kind].append(time.perf_counter() - began)
        # Both tools take most arguments, so the tool belongs to what was asked.
        return result if tally.take(known, {**arguments, "tool": tool}, result) else None


async def ask_all(devrev: BusyDevRev, served: Served, tally: Tally) -> float:
    """Every call of the tally; the seconds they took."""

    async def go_on(caller: Caller, seed: str) -> None:
        dice = Random(seed)
        while tally.left > 0:
            await visit(chosen(devrev.sessions, dice), dice, caller)

    async with AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(Client(served.url, mode=ERAS[n % 2])) for n in range(CLIENTS)]
        for client in clients:
            await client.list_tools()
        began = time.perf_counter()
        async with anyio.create_task_group() as group:
            for number, client in enumerate(clients):
                for place in range(AT_ONCE_EACH):
                    group.start_soon(go_on, Caller(client, tally), f"{number}/{place}")
        return time.perf_counter() - began


def report(tally: Tally, seconds: float, requests: Mapping[str, int], first: Figures, last: Figures) -> None:
    """The figures of a run."""
    every = [took for some in tally.seconds.values() for took in some]
    print(
        f"{len(every):,} calls in {seconds:.1f} s, {len(every) / seconds:.0f} a second, at most "
        f"{tally.most_under_way} under way; errors: {sum(tally.wrong.values())}"
    )
    print(f"{'seconds':<16}{'calls':>7}{'p50':>8}{'p95':>8}{'p99':>8}{'max':>8}")
    for kind, some in (*sorted(tally.seconds.items()), ("all", every)):
        shares = "".join(f"{percentile(some, share):8.2f}" for share in (0.5, 0.95, 0.99, 1.0))
        print(f"  {kind:<14}{len(some):>7}{shares}")
    asked = sum(requests.values())
    print(f"requests to DevRev: {asked:,}, {asked / max(1, len(every)):.2f} for each call")
    print(
        "".join(f"  {name.removeprefix('observability.'):<32}{count:>6,}\n" for name, count in requests.items()), end=""
    )
    if tally.without_devtools:
        print(f"answers without console and network, for which a busy server did not wait: {tally.without_devtools}")
    worked = last.cpu_seconds - first.cpu_seconds
    print(
        f"the server's own work: {1000 * worked / max(1, len(every)):.1f} ms a call, {worked / seconds:.0%} of a core"
    )
    memory = " > ".join(f"{size / MEGABYTE:.0f}" for size in (first.rss_bytes, last.peak_bytes, last.rss_bytes))
    print(f"the server's memory, start > peak > end: {memory} MB")


def judge(tally: Tally, served: Served, first: Figures, last: Figures) -> bool:
    """Whether every promise was kept; those that were not are told."""
    wrong = [f"{count} x {what}" for what, count in tally.wrong.most_common(SHOWN)]
    most = first.rss_bytes + (CACHE_MEGABYTES + ALLOWANCE_MEGABYTES) * MEGABYTE
    bound = f"{most / MEGABYTE:.0f} MB: start + {CACHE_MEGABYTES} of cache + {ALLOWANCE_MEGABYTES}"
    if last.rss_bytes > most:
        wrong.append(f"{last.rss_bytes / MEGABYTE:.0f} MB at the end is more than {bound}")
    wrong += served.told_complaints()
    if served.process.returncode:
        wrong.append(f"the server ended with {served.process.returncode}")
    print("\n".join(f"BROKEN: {each}" for each in wrong) or f"Every promise was kept; memory is bounded by {bound}.")
    return not wrong


async def main(*, quick: bool) -> bool:
    """One run."""
    tally = Tally(QUICK_CALLS if quick else CALLS)
    async with busy_devrev() as devrev:
        events = [known.events for known in devrev.sessions]
        parts = sum(len(known.parts) for known in devrev.sessions)
        print(f"{len(events)} sessions of {min(events):,} to {max(events):,} events, in {parts} recordings and tabs")
        async with server(devrev, {"cache": {"max_megabytes": CACHE_MEGABYTES}}) as served:
            first = served.figures()
            seconds = await ask_all(devrev, served, tally)
            last = served.figures()
    # DevRev says how much it was asked once it has closed.
    report(tally, seconds, devrev.requests, first, last)
    return judge(tally, served, first, last)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    sys.exit(0 if anyio.run(lambda: main(quick=options.quick)) else 1)
