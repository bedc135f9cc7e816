"""How fast a summary is, as ratios taken in one run.

A server is started as an assistant starts it, an embedded DevRev in a process of its own; a real client asks over
stdio. The measures are taken in turns with the calls, and the quickest of each counts, so that another program's work
decides nothing. The promises, in the measures of `yardsticks.py`:

* An uncached summary takes less than pydantic alone on the same body, a cached one at most a third of that.
* On 100,000 events an uncached summary takes at most three times the decoding of its body alone.
* The server's memory grows by less than four bodies.
* Beyond what any call costs, an event of 100,000 or of 300,000 takes at most half as much again as one of 10,000.

Ends with 1 when a promise is broken. `--quick` leaves out the large recordings.
"""

import argparse
import gc
import os
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

import anyio
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters

from devrev_sessions.devrev.reading import read_recording
from devrev_sessions.digest.digest import digest
from devrev_sessions.sandbox import SAMPLES, SANDBOX_APPS, SANDBOX_TOKEN, SampleSession, Sandbox
from devrev_sessions.text.calls import Address
from devrev_sessions.text.summary import summary
from devrev_sessions.timeline.story import story_of
from large_recording import large_recording
from yardsticks import DECODING, PYDANTIC

MOST_UNCACHED: Final = 1.0
MOST_CACHED: Final = 1 / 3
MOST_DECODINGS: Final = 3.0
MOST_MEMORY: Final = 4.0
MOST_GROWTH: Final = 1.5

ORDINARY: Final = SAMPLES["android-long-ordinary"]
LARGE: Final = "bench-large"
LARGE_EVENTS: Final = 100_000
LEAN_EVENTS: Final = (10, 10_000, 100_000, 300_000)
"""The first recording stands for what a call costs however short the recording is."""


class Summarise(Protocol):
    """One call of the tool, for a recording; the seconds it took."""

    async def __call__(self, sample: SampleSession, *, fresh: bool) -> float: ...


@dataclass(frozen=True, eq=False)
class Encoded(SampleSession):
    """A session whose only recording is there as bytes already."""

    body: bytes = b""

    def recording_bytes(self, part_id: str, *, include_replay: bool = True) -> bytes | None:  # noqa: ARG002 - it has none
        return self.body if part_id in self.parts else None


def encoded(name: str, body: bytes) -> Encoded:
    """A session of the embedded DevRev whose recording is `body`."""
    return Encoded(
        name=name,
        what_it_shows="As many events as its name says.",
        session_id=name,
        version_key=ORDINARY.version_key,
        platform="android",
        parts=("rec-large",),
        session=ORDINARY.session,
        recordings={},
        body=body,
    )


def samples(*, quick: bool) -> list[SampleSession]:
    """What is measured: an ordinary recording, the large one, and lean ones of several lengths."""
    if quick:
        return [ORDINARY]
    lean = [encoded(f"bench-lean-{events}", large_recording(events, lean=True)) for events in LEAN_EVENTS]
    return [ORDINARY, encoded(LARGE, large_recording(LARGE_EVENTS)), *lean]


def serve_sandbox(*, quick: bool) -> None:
    """The embedded DevRev, in a process of its own."""
    with Sandbox(sessions={sample.name: sample for sample in samples(quick=quick)}) as sandbox:
        print(sandbox.base_url, flush=True)
        sys.stdin.read()


@contextmanager
def devrev(*, quick: bool) -> Generator[str]:
    """The address of an embedded DevRev that runs beside this process."""
    command = [sys.executable, __file__, "--serve", *(["--quick"] if quick else [])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().strip()
        process.communicate("")


@asynccontextmanager
async def server(address: str) -> AsyncGenerator[Summarise]:
    """A server of its own, and a client that asks it."""
    environment = {**os.environ, "DEVREV_BASE_URL": address, "DEVREV_API_KEY": SANDBOX_TOKEN}
    started = StdioServerParameters(command=sys.executable, args=["-m", "devrev_sessions"], env=environment)
    async with Client(started) as client:
        await client.list_tools()

        async def summarise(sample: SampleSession, *, fresh: bool) -> float:
            ids = {"session_id": sample.session_id, "recording_id": sample.parts[0]}
            arguments = {**ids, "version_key": SANDBOX_APPS["parcel-android"][0], "fresh": fresh}
            began = time.perf_counter()
            result = await client.call_tool("summarize_session_timeline", arguments)
            assert not result.is_error, result
            return time.perf_counter() - began

        yield summarise


def peak_bytes(parent: int) -> int:
    """The largest resident memory of the server this process started."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    for child in children:
        command = Path(f"/proc/{child}/cmdline").read_bytes()
        if b"--serve" not in command and b"devrev_sessions" in command:
            status = Path(f"/proc/{child}/status").read_text()
            return int(status.split("VmHWM:")[1].split()[0]) * 1024
    raise RuntimeError("the server is not among the children")


def seconds(work: Callable[[], object]) -> float:
    """How long it took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@contextmanager
def undisturbed(*, collecting: bool = True) -> Generator[None]:
    """What this process holds besides is kept out of the collector's way; or the collector does nothing at all."""
    gc.collect()
    gc.freeze()
    if not collecting:
        gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


def told(name: str, ratio: float, most: float, *, below: bool = False) -> bool:
    """Print one promise and what came of it; whether it holds."""
    holds = ratio < most if below else ratio <= most
    word = "below" if below else "at most"
    print(f"  {name:<28}{ratio:7.3f}   (promised: {word} {most:.2f}){'' if holds else '   BROKEN'}")
    return holds


async def against_pydantic(sample: SampleSession, rounds: int, address: str) -> bool:
    """Uncached and cached calls, and the memory they take, beside what pydantic takes for the body alone."""
    body = body_of(sample)
    spent: dict[str, list[float]] = {"pydantic": [], "uncached": [], "cached": []}
    async with server(address) as summarise:
        before = peak_bytes(os.getpid())
        await summarise(sample, fresh=False)
        grown = (peak_bytes(os.getpid()) - before) / len(body)
        for _ in range(rounds):
            spent["pydantic"].append(seconds(lambda: PYDANTIC(body)))
            spent["uncached"].append(await summarise(sample, fresh=True))
            spent["cached"].append(await summarise(sample, fresh=False))
    least = {name: min(all_) for name, all_ in spent.items()}
    print(f"{sample.name}, {len(body) / 1e6:.1f} MB; pydantic alone {least['pydantic'] * 1000:.0f} ms = 1")
    held = told("summary, uncached", least["uncached"] / least["pydantic"], MOST_UNCACHED, below=True)
    held &= told("summary, cached", least["cached"] / least["pydantic"], MOST_CACHED)
    if sample.name == LARGE:
        held &= told("memory, bodies", grown, MOST_MEMORY, below=True)
    return held


async def against_decoding(sample: SampleSession, rounds: int, address: str) -> bool:
    """Uncached calls beside the decoding of its body alone, and where their time goes.

    The bare decoding, without a collector of cycles, is the hardest measure there is; it promises nothing.
    """
    body = body_of(sample)
    steps = ("decoding", "bare decoding", "call", "reading", "digest", "text")
    spent: dict[str, list[float]] = {step: [] for step in steps}
    async with server(address) as summarise:
        await summarise(sample, fresh=True)
        for _ in range(rounds):
            with undisturbed():
                spent["decoding"].append(seconds(lambda: DECODING(body)))
            with undisturbed(collecting=False):
                spent["bare decoding"].append(seconds(lambda: DECODING(body)))
            spent["call"].append(await summarise(sample, fresh=True))
            with undisturbed():
                for name, took in stages(body).items():
                    spent[name].append(took)
    least = {name: min(all_) for name, all_ in spent.items()}
    print(f"{sample.name}, {len(body) / 1e6:.1f} MB; decoding alone {least['decoding'] * 1000:.0f} ms = 1")
    held = told("summary, uncached", least["call"] / least["decoding"], MOST_DECODINGS)
    inside = sum(least[name] for name in ("reading", "digest", "text"))
    for name in ("bare decoding", "reading", "digest", "text"):
        print(f"    {name:<26}{least[name] / least['decoding']:7.3f}")
    print(f"    {'receiving, protocol, rest':<26}{(least['call'] - inside) / least['decoding']:7.3f}")
    return held


def stages(body: bytes) -> dict[str, float]:
    """What the steps between a body and a text take by themselves."""
    began = time.perf_counter()
    story = story_of(read_recording(body, LARGE, "rec-large"))
    read = time.perf_counter()
    digested = digest(story)
    digested_at = time.perf_counter()
    summary(digested, Address(LARGE), 3_000)
    return {"reading": read - began, "digest": digested_at - read, "text": time.perf_counter() - digested_at}


async def growth(lean: list[SampleSession], rounds: int, address: str) -> bool:
    """The cost of an event in recordings of several lengths, beyond the cost of a call with hardly any."""
    spent: dict[str, list[float]] = {sample.name: [] for sample in lean}
    async with server(address) as summarise:
        for _ in range(rounds + 1):
            for sample in lean:
                spent[sample.name].append(await summarise(sample, fresh=True))
    fixed, *least = (min(spent[sample.name][1:]) for sample in lean)
    each = [(took - fixed) / events for took, events in zip(least, LEAN_EVENTS[1:], strict=True)]
    print(f"lean events; one of 10,000 {each[0] * 1e6:.1f} us = 1, and a call by itself {fixed * 1000:.0f} ms")
    grown = zip(LEAN_EVENTS[2:], each[1:], strict=True)
    held = [told(f"one of {events:,}", cost / each[0], MOST_GROWTH) for events, cost in grown]
    return all(held)


def body_of(sample: SampleSession) -> bytes:
    """What DevRev answers for a session's first recording."""
    body = sample.recording_bytes(sample.parts[0], include_replay=False)
    assert body
    return body


async def main(*, quick: bool) -> bool:
    """Measure every case; the large recordings only when there is time."""
    with devrev(quick=quick) as address:
        held = [await against_pydantic(ORDINARY, 9, address)]
        if not quick:
            _, large, *lean = samples(quick=False)
            held.append(await against_pydantic(large, 3, address))
            held.append(await against_decoding(large, 12, address))
            held.append(await growth([replace(sample, body=b"") for sample in lean], 5, address))
    return all(held)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve_sandbox(quick=options.quick)
    else:
        sys.exit(0 if anyio.run(lambda: main(quick=options.quick)) else 1)
