"""How fast a summary is, as ratios taken in one run.

A server is started as an assistant starts it, an embedded DevRev in a process of its own; a real client asks over
stdio. What pydantic's `model_validate_json` alone takes on the same body is the measure: an uncached summary takes
less, a cached one at most a third, and the server's memory grows by less than four bodies. Ends with 1 when a promise
is broken. `--quick` leaves out the large recording.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

import anyio
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters
from pydantic import BaseModel, TypeAdapter

from devrev_sessions.sandbox import SAMPLES, SANDBOX_APPS, SANDBOX_TOKEN, SampleSession, Sandbox
from large_recording import large_recording

LARGE: Final = "bench-large"
MOST_UNCACHED: Final = 1.0
MOST_CACHED: Final = 1 / 3
MOST_MEMORY: Final = 4.0


class Coordinates(BaseModel):
    x: float
    y: float


class MobileEvent(BaseModel):
    event_type: str
    event_name: str | None = None
    input_type: str | None = None
    name: str | None = None
    custom_tag: str | None = None
    object_name: str | None = None
    screen: str | None = None
    timestamp_offset_ms: int | None = None
    non_responsive: bool | None = None
    coordinates: list[Coordinates] | None = None
    event_properties: dict[str, Any] | None = None
    request_properties: dict[str, Any] | None = None
    response_properties: dict[str, Any] | None = None
    exception_class_name: str | None = None
    exception_tag: str | None = None


class MobileRecording(BaseModel):
    recording: str
    session_id: str
    recording_id: str
    created_at: str
    app_launch: dict[str, Any]
    available_ram: int
    total_ram: int
    device_metadata: dict[str, Any]
    recording_events_timeline: list[MobileEvent]
    video_playback_data: list[dict[str, Any]] | None = None


READER: Final = TypeAdapter(MobileRecording)


@dataclass(frozen=True)
class Case:
    """A recording to measure, and how often."""

    title: str
    sample: SampleSession
    rounds: int


def large_sample() -> SampleSession:
    """The large recording as a session of the embedded DevRev; its body is made from JSON text once."""
    ordinary = SAMPLES["android-long-ordinary"]
    return SampleSession(
        name=LARGE,
        what_it_shows="One hundred thousand events.",
        session_id=LARGE,
        version_key=ordinary.version_key,
        platform="android",
        parts=("rec-large",),
        session=ordinary.session,
        recordings={"rec-large": _large_body},
    )


def _large_body() -> dict[str, object]:
    import json  # noqa: PLC0415 - only the serving process makes the dictionary

    return json.loads(large_recording())


def serve_sandbox() -> None:
    """The embedded DevRev, in a process of its own."""
    large = large_sample()
    with Sandbox(sessions={**SAMPLES, large.name: large}) as sandbox:
        print(sandbox.base_url, flush=True)
        sys.stdin.read()


@contextmanager
def devrev() -> Generator[str]:
    """The address of an embedded DevRev that runs beside this process."""
    command = [sys.executable, __file__, "--serve"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().strip()
        process.communicate("")


def peak_bytes(parent: int) -> int:
    """The largest resident memory of the server this process started."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    for child in children:
        command = Path(f"/proc/{child}/cmdline").read_bytes()
        if b"--serve" not in command and b"devrev_sessions" in command:
            status = Path(f"/proc/{child}/status").read_text()
            return int(status.split("VmHWM:")[1].split()[0]) * 1024
    raise RuntimeError("the server is not among the children")


async def measure(case: Case, address: str) -> bool:
    """Measure one recording, print its ratios, and say whether every promise holds."""
    body = case.sample.recording_bytes(case.sample.parts[0], include_replay=False)
    assert body
    ids = {"session_id": case.sample.session_id, "recording_id": case.sample.parts[0]}
    arguments = {**ids, "version_key": SANDBOX_APPS["parcel-android"][0]}
    environment = {**os.environ, "DEVREV_BASE_URL": address, "DEVREV_API_KEY": SANDBOX_TOKEN}
    server = StdioServerParameters(command=sys.executable, args=["-m", "devrev_sessions"], env=environment)
    pydantic: list[float] = []
    uncached: list[float] = []
    cached: list[float] = []
    async with Client(server) as client:
        await client.list_tools()
        before = peak_bytes(os.getpid())

        async def summarise(**more: bool) -> float:
            began = time.perf_counter()
            result = await client.call_tool("summarize_session_timeline", {**arguments, **more})
            assert not result.is_error, result
            return time.perf_counter() - began

        await summarise()
        grown = (peak_bytes(os.getpid()) - before) / len(body)
        for _ in range(case.rounds):
            began = time.perf_counter()
            READER.validate_json(body)
            pydantic.append(time.perf_counter() - began)
            uncached.append(await summarise(fresh=True))
            cached.append(await summarise())
    base = median(pydantic)
    ratios = median(uncached) / base, median(cached) / base
    print(f"{case.title}, {len(body) / 1e6:.1f} MB; pydantic alone {base * 1000:.0f} ms = 1")
    print(f"  summary, uncached   {ratios[0]:.2f}   (promised: below {MOST_UNCACHED:g})")
    print(f"  summary, cached     {ratios[1]:.3f}  (promised: at most {MOST_CACHED:.2f})")
    held = ratios[0] < MOST_UNCACHED and ratios[1] <= MOST_CACHED
    if case.sample.name == LARGE:
        print(f"  memory, bodies      {grown:.2f}   (promised: below {MOST_MEMORY:g})")
        held = held and grown < MOST_MEMORY
    return held


async def main(*, quick: bool) -> bool:
    """Measure every case; the large recording only when there is time."""
    ordinary = SAMPLES["android-long-ordinary"]
    cases = [Case("10,000 events", ordinary, 9)]
    if not quick:
        cases.append(Case("100,000 events", large_sample(), 3))
    with devrev() as address:
        return all([await measure(case, address) for case in cases])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve_sandbox()
    else:
        sys.exit(0 if anyio.run(lambda: main(quick=options.quick)) else 1)
