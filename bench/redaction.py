"""What redaction costs, and what it takes for a secret that is none.

The cost is a ratio taken in one run: two servers as an assistant starts them, one with `redact = "standard"` and one
with `"off"`, each asked over stdio for an uncached summary of the ordinary sample of 10,000 events, in turns; the
quickest of each counts. Ends with 1 where it is more than MOST_RATIO.

Then each line of the samples' texts, and of the log files that are named, is shown to the standard redaction: how many
lines it changes, by the word it puts there, and some of them. What a sample hides on purpose stands in the hostile one,
which is left out.
"""

import argparse
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, cast

import anyio
import msgspec
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters

from devrev_sessions.sandbox import SAMPLES, SANDBOX_APPS, Sandbox
from devrev_sessions.text.harmless import visible
from devrev_sessions.text.redaction.redactor import Redactor

MOST_RATIO: Final = 1.15
ROUNDS: Final = 15
ORDINARY: Final = SAMPLES["android-long-ordinary"]
TAG: Final = re.compile(r"\[([a-z][a-z ]*) [0-9a-f]{4}\]")
SHOWN: Final = 5
LONGEST_LINE: Final = 2_000


@asynccontextmanager
async def server(address: str, token: str, redact: str, folder: Path) -> AsyncGenerator[Client]:
    """A server that hides so much, and a client that asks it."""
    config = folder / f"{redact}.toml"
    config.write_text(f'redact = "{redact}"\nbase_url = "{address}"\ntoken = "{token}"\n', encoding="utf-8")
    arguments = ["-m", "devrev_sessions", "--config", str(config)]
    async with Client(StdioServerParameters(command=sys.executable, args=arguments)) as client:
        yield client


async def seconds(client: Client, max_tokens: int) -> float:
    """How long an uncached summary took."""
    ids = {"session_id": ORDINARY.session_id, "recording_id": ORDINARY.parts[0]}
    arguments = {**ids, "version_key": SANDBOX_APPS["parcel-android"][0], "max_tokens": max_tokens, "fresh": True}
    began = time.perf_counter()
    result = await client.call_tool("summarize_session_timeline", arguments)
    assert not result.is_error, result
    return time.perf_counter() - began


async def cost(max_tokens: int) -> float:
    """The time with redaction as a multiple of the time without."""
    with Sandbox() as devrev, TemporaryDirectory() as folder:
        async with (
            server(devrev.base_url, devrev.token, "standard", Path(folder)) as hiding,
            server(devrev.base_url, devrev.token, "off", Path(folder)) as showing,
        ):
            taken: dict[str, list[float]] = defaultdict(list)
            for _ in range(ROUNDS):
                taken["standard"].append(await seconds(hiding, max_tokens))
                taken["off"].append(await seconds(showing, max_tokens))
    fastest = {name: min(some) for name, some in taken.items()}
    ratio = fastest["standard"] / fastest["off"]
    print(f"{max_tokens:>6,} tokens: {fastest['standard'] * 1000:.1f} ms with, {ratio:.2f} times those without")
    return ratio


def texts(value: object) -> Iterator[str]:
    """Every text in what came as JSON, and every name."""
    match value:
        case str():
            yield from value.splitlines()
        case dict():
            for name, inner in cast("dict[str, object]", value).items():
                yield name
                yield from texts(inner)
        case list():
            for inner in cast("list[object]", value):
                yield from texts(inner)
        case _:
            return


def of_samples() -> Iterator[str]:
    """The texts of every sample but the hostile one, whose presigned links are secrets indeed."""
    for sample in SAMPLES.values():
        for part in sample.parts if sample.name != "web-hostile-text" else ():
            body = sample.recording_bytes(part, include_replay=False)
            if body:
                yield from texts(cast("object", msgspec.json.decode(body)))


def changed(about: str, lines: Iterable[str], *, most: int) -> None:
    """Print how many of the lines are changed, into what, and some of them."""
    redactor = Redactor(key=b"bench")
    counted = 0
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        counted += 1
        told = visible(line)[:LONGEST_LINE]
        if (shown := redactor.redact(told)) != told:
            for label in set(TAG.findall(shown)):
                found[label].append(shown)
    by_label = Counter({label: len(some) for label, some in found.items()})
    print(
        f"{about}: {counted:,} texts, changed: {', '.join(f'{n:,} {w}' for w, n in by_label.most_common()) or 'none'}"
    )
    for label, some in found.items():
        for line in some[:most]:
            print(f"  {label:<12} {line[:160]}")


def main() -> bool:
    """One run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("logs", nargs="*", type=Path, help="files of which each line is shown to the redaction")
    options = parser.parse_args()
    ratios = [anyio.run(cost, max_tokens) for max_tokens in (3_000, 18_000)]
    changed("samples", of_samples(), most=SHOWN)
    every = [line for path in options.logs for line in path.read_text("utf-8", "replace").splitlines()]
    if every:
        changed("logs", every, most=SHOWN)
    return max(ratios) <= MOST_RATIO


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
