"""Hostile recordings without end: as many as are asked for, each from its own seed, until ten promises are broken.

    uv run python tests/hostile/long_run.py --count 100000 --seed 1 --processes 2

A seed shown again is `--seed N --count 1 --show`. `--json-cases FOLDER` takes the files in it, such as those of
JSONTestSuite's `test_parsing`, for what damaged recordings have in the place of values.
"""

import argparse
import importlib
import sys
import time
from collections.abc import Iterable, Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final

import anyio

TESTS: Final = Path(__file__).parents[1]
sys.path += [str(TESTS), str(TESTS / "text"), str(TESTS / "devrev"), str(TESTS / "assistant")]
if TYPE_CHECKING:
    import one_case
    import through_client
else:
    one_case = importlib.import_module("one_case")
    through_client = importlib.import_module("through_client")

A_CLIENT_EVERY: Final = 100
"""Seeds of which one is also told to a real client, which takes ten times as long."""
ENOUGH: Final = 10
"""Broken promises after which it stops."""
SEEDS_A_TURN: Final = 50
TOLD_EVERY_SECONDS: Final = 15.0

Broken = tuple[int, tuple[str, ...]]
Turn = tuple[range, tuple[bytes, ...]]


def checked(turn: Turn) -> tuple[int, list[Broken]]:
    """How many recordings were checked, and of each that broke promises its seed and which."""
    seeds, raw = turn
    found = [(seed, (*one_case.check(seed, raw).broken, *told_to_a_client(seed))) for seed in seeds]
    return len(seeds), [(seed, broken) for seed, broken in found if broken]


def told_to_a_client(seed: int) -> list[str]:
    """What is wrong with what a client is told, where this seed is one of those."""
    return [] if seed % A_CLIENT_EVERY else anyio.run(through_client.told_to_a_client, seed)


def turns(first: int, count: int, raw: tuple[bytes, ...]) -> Iterable[Turn]:
    """The seeds in portions."""
    for begin in range(first, first + count, SEEDS_A_TURN):
        yield range(begin, min(begin + SEEDS_A_TURN, first + count)), raw


def run(options: argparse.Namespace, raw: tuple[bytes, ...]) -> int:
    """Check all that is asked for; how many recordings broke promises."""
    begun = told = time.perf_counter()
    done = broken = 0
    with get_context("spawn").Pool(options.processes) as pool:
        for count, found in pool.imap_unordered(checked, turns(options.seed, options.count, raw)):
            done += count
            for seed, promises in found:
                broken += 1
                print(f"seed {seed}: {len(promises)} broken promises", *promises[:3], sep="\n  ", flush=True)
            if broken >= options.enough:
                pool.terminate()
                break
            if time.perf_counter() - told > TOLD_EVERY_SECONDS:
                told = time.perf_counter()
                print(f"{done:,} of {options.count:,} in {told - begun:.0f} s, {broken} broken", flush=True)
    print(f"{done:,} recordings, {time.perf_counter() - begun:.1f} seconds, {broken} failures")
    return broken


def show(seed: int, raw: tuple[bytes, ...]) -> int:
    """One recording with all that is written about it."""
    case, found = one_case.hostile_recording(seed, raw), one_case.check(seed, raw)
    print(f"seed {seed}: {case.medium}, damage: {case.damage}", case.body.decode("utf-8", "replace"), sep="\n")
    for way, text in found.written.items():
        print(f"\n===== {way}", text, sep="\n")
    broken = (*found.broken, *told_to_a_client(seed))
    print(f"\n{len(broken)} broken promises", *broken, sep="\n")
    return len(broken)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run by the command line; 1 when a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--enough", type=int, default=ENOUGH, help="broken recordings after which it stops")
    parser.add_argument("--json-cases", type=Path, help="a folder of files to put in the place of JSON values")
    parser.add_argument("--show", action="store_true", help="show the recording of --seed and all that is told of it")
    options = parser.parse_args(arguments)
    raw = one_case.RAW
    if options.json_cases:
        raw = tuple(path.read_bytes() for path in sorted(options.json_cases.iterdir()) if path.is_file())
    return 1 if (show(options.seed, raw) if options.show else run(options, raw)) else 0


if __name__ == "__main__":
    sys.exit(main())
