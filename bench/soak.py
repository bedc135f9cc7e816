"""A server under a modest load for an hour, with a DevRev that misbehaves and clients that come, cancel and go.

One of twenty of DevRev's answers is spoiled: 429, 500, 503, a connection reset before or within the answer, a body cut
short, a stall, a slow drip; half of them several times in a row. The cache is small and what is in it expires. Clients
of both eras stay for a few visits and leave, some without a word. Every ten seconds a line tells how it goes; in the
end it is judged that

* every call had a good result, or a structured error that a misdeed about its session within its time explains;
* none took longer than the deadlines that one call can meet one after the other;
* memory, descriptors and threads do not grow from the second tenth of the run to its last one;
* the server still answers; told to stop, it finishes the calls under way and ends in time; it complained of nothing.

Ends with 1 when one of them does not hold.
"""

import argparse
import logging
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, suppress
from random import Random
from typing import Final

import anyio
from mcp.client.client import Client
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolResult

from apart import MEGABYTE, BusyDevRev, Served, busy_devrev, server
from crowd import ERAS, SUMMARIZE, Arguments, Era, Known, chosen, percentile, text_of, visit
from devrev_sessions.assistant.http.serving import GRACE_SECONDS
from soak_log import CALL_SECONDS, LONGEST_CALL_SECONDS, Log, grown, unexplained

VISITORS: Final = 20
FAULT_SHARE: Final = 0.05
CANCELLED_SHARE: Final = 0.1
LONGEST_PATIENCE_SECONDS: Final = 0.1
LEAVING_WITHOUT_A_WORD: Final = 0.05
LONGEST_PAUSE_SECONDS: Final = 0.8
SETTINGS: Final = {
    "cache": {"max_megabytes": 8, "max_age_seconds": 20},
    "limits": {"timeout_seconds": CALL_SECONDS},
}
SAMPLE_SECONDS: Final = 1.0
REPORT_SAMPLES: Final = 10
SAMPLED: Final = 5
CALLS_AT_THE_END: Final = 5
MOMENT_SECONDS: Final = 0.5
SLOW_TO_STOP_SECONDS: Final = 1.0
SHOWN: Final = 8


class Visitor:
    """One client for a few visits; some of its calls it gives up."""

    def __init__(self, client: Client, dice: Random, log: Log, over: Callable[[], bool]) -> None:
        self._client = client
        self._over = over
        self._dice = dice
        self._log = log

    async def __call__(self, known: Known, kind: str, tool: str, arguments: Arguments) -> CallToolResult | None:  # noqa: ARG002 - the kind matters to others
        dice, log = self._dice, self._log
        if self._over():
            return None
        await anyio.sleep(dice.random() * LONGEST_PAUSE_SECONDS)
        given_up = dice.random() < CANCELLED_SHARE
        patience_seconds = dice.random() * LONGEST_PATIENCE_SECONDS if given_up else LONGEST_CALL_SECONDS + CALL_SECONDS
        began = anyio.current_time()
        result: CallToolResult | None = None
        with anyio.move_on_after(patience_seconds):
            try:
                result = await self._client.call_tool(tool, arguments)
            except Exception as error:  # noqa: BLE001 - whatever a client raises is a call without an answer
                log.wrong[f"{type(error).__name__}: {error}"] += 1
                return None
        if result is not None:
            return result if log.take(known, began, result) else None
        if given_up:
            log.cancelled += 1
        else:
            log.wrong["a call without an answer"] += 1
        return None


async def come_and_go(seed: str, url: str, sessions: Sequence[Known], log: Log, over: Callable[[], bool]) -> None:
    """One client after the other, of either era, until it is over."""
    dice = Random(seed)
    while not over():
        era: Era = dice.choice(ERAS)
        without_a_word = dice.random() < LEAVING_WITHOUT_A_WORD
        transport = streamable_http_client(url, terminate_on_close=not without_a_word)
        log.clients += 1
        leaving = False
        try:
            async with Client(transport, mode=era) as client:
                await client.list_tools()
                visitor = Visitor(client, dice, log, over)
                for _ in range(dice.randrange(1, 4)):
                    await visit(chosen(sessions, dice), dice, visitor)
                leaving = True
        except* anyio.BrokenResourceError:
            # The SDK's client fails so where the answer to a call that was given up comes while it leaves.
            if not leaving:
                log.wrong["a client lost its connection"] += 1
        except* Exception as errors:  # noqa: BLE001 - likewise
            log.wrong[f"a client could not stay: {errors.exceptions[0]!r}"] += 1
        if without_a_word and era == "legacy":
            log.forsaken.append(anyio.current_time())


async def watch(served: Served, log: Log, over: Callable[[], bool]) -> None:
    """Look at the server every second, and tell every ten seconds how it goes."""
    began = anyio.current_time()
    print(f"{'second':>7}{'calls':>8}{'p99 s':>8}{'RSS MB':>8}{'fds':>6}{'threads':>9}  errors")
    while not over():
        await anyio.sleep(SAMPLE_SECONDS)
        try:
            last = served.figures()
        except (OSError, KeyError):
            log.wrong["the server is not there any more"] += 1
            return
        log.figures.append(last)
        if len(log.figures) % REPORT_SAMPLES and not over():
            continue
        codes = ", ".join(f"{code} {count}" for code, count in log.codes.most_common())
        others = f"; wrong {sum(log.wrong.values())}" if log.wrong else ""
        print(
            f"{anyio.current_time() - began:>7.0f}{len(log.seconds):>8,}{percentile(log.recent, 0.99):>8.2f}"
            f"{last.rss_bytes / MEGABYTE:>8.1f}{last.descriptors:>6}{last.threads:>9}  {codes or 'none'}{others}",
            flush=True,
        )
        log.recent.clear()


async def soak(devrev: BusyDevRev, served: Served, log: Log, seconds: float) -> None:
    """The load, for so long; calls under way may finish, unwatched."""
    end = anyio.current_time() + seconds

    def over() -> bool:
        return anyio.current_time() >= end

    async with anyio.create_task_group() as group:
        for number in range(VISITORS):
            group.start_soon(come_and_go, f"{number}", served.url, devrev.sessions, log, over)
        group.start_soon(watch, served, log, over)


async def still_answers(devrev: BusyDevRev, served: Served) -> list[str]:
    """What is no good answer although DevRev behaves."""
    await devrev.calm()
    wrong: list[str] = []
    for era in ERAS:
        async with Client(served.url, mode=era) as client:
            for known in devrev.sessions[::SAMPLED]:
                result = await client.call_tool(SUMMARIZE, {**known.arguments, "fresh": True})
                if result.is_error:
                    wrong.append(f"in the end, with a DevRev that behaves: {text_of(result)[:300]}")
    return wrong


async def stops(devrev: BusyDevRev, served: Served) -> list[str]:
    """What goes wrong when it is told to stop while a client of each era waits for answers that come in time."""
    await devrev.calm(slow=True)
    answered: Counter[str] = Counter()

    async def ask(client: Client, era: Era, known: Known) -> None:
        with suppress(Exception):  # whatever a client raises is a call without an answer
            result = await client.call_tool(SUMMARIZE, {**known.arguments, "fresh": True})
            answered[era] += not result.is_error

    async with AsyncExitStack() as stack:
        group = await stack.enter_async_context(anyio.create_task_group())
        for era in ERAS:
            # Nobody takes leave of a server that has stopped.
            transport = streamable_http_client(served.url, terminate_on_close=False)
            client = await stack.enter_async_context(Client(transport, mode=era))
            await client.list_tools()
            for known in devrev.sessions[:CALLS_AT_THE_END]:
                group.start_soon(ask, client, era, known)
        await anyio.sleep(MOMENT_SECONDS)
        await served.stop()
        await anyio.sleep(MOMENT_SECONDS)
    wrong = [
        f"{CALLS_AT_THE_END - answered[era]} of {CALLS_AT_THE_END} calls under way when it was told to stop had no "
        f"answer ({era})"
        for era in ERAS
        if answered[era] < CALLS_AT_THE_END
    ]
    if served.stopped_after_seconds > CALL_SECONDS + GRACE_SECONDS + SLOW_TO_STOP_SECONDS:
        wrong.append(f"it took {served.stopped_after_seconds:.1f} s to stop")
    if served.process.returncode:
        wrong.append(f"it ended with {served.process.returncode}")
    return wrong


async def main(seconds: float) -> bool:
    """One run; whether every promise was kept."""
    log = Log()
    async with busy_devrev(fault_share=FAULT_SHARE) as devrev, server(devrev, SETTINGS) as served:
        await soak(devrev, served, log, seconds)
        wrong = grown(log)
        wrong += await still_answers(devrev, served)
        wrong += await stops(devrev, served)
    misdeeds = Counter(misdeed.what for misdeed in devrev.misdeeds)
    print(
        f"{len(log.seconds):,} calls of {log.clients:,} clients, {log.cancelled:,} more given up, {len(log.forsaken)} "
        f"sessions forsaken; {sum(misdeeds.values())} of {sum(devrev.requests.values()):,} answers of DevRev spoiled: "
        + ", ".join(f"{what} {count}" for what, count in sorted(misdeeds.items()))
    )
    print(f"p50 {percentile(log.seconds, 0.5):.2f} s, p99 {percentile(log.seconds, 0.99):.2f} s, ", end="")
    print(f"longest {percentile(log.seconds, 1.0):.2f} s; stopped after {served.stopped_after_seconds:.2f} s")
    wrong += unexplained(log, devrev.misdeeds)[:SHOWN]
    wrong += served.told_complaints()
    wrong += [f"{count} x {what}" for what, count in log.wrong.most_common(SHOWN)]
    print("\n".join(f"BROKEN: {each}" for each in wrong) or "Every promise was kept.")
    return not wrong


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3_600)
    # A client that gives a call up tells its log so, with a traceback.
    logging.getLogger("mcp.client").setLevel(logging.CRITICAL)
    began = time.perf_counter()
    good = anyio.run(main, parser.parse_args().seconds)
    print(f"{time.perf_counter() - began:.0f} s in all")
    sys.exit(0 if good else 1)
