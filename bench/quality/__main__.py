"""How much of what happened in a session a summary tells, beside the ways an assistant has today.

Sessions are generated with known facts, served by the embedded DevRev over HTTP, and asked for through a real MCP
client. What comes back is read by a program, never by a model, and held against the facts. Ends with 1 when a promise
is broken. `--quick` takes every fifth of the smaller sessions.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Final

from cases import plans
from measure import measure_plan, tell
from promises import broken
from report import as_json, markdown, misses
from score import Score
from story_plan import Plan

BUDGETS: Final = (1_000, 3_000, 8_000)
QUICK_BUDGETS: Final = (1_000, 3_000)
QUICK_EVERY: Final = 5
QUICK_EVENTS: Final = 3_000


def chosen(options: argparse.Namespace) -> list[Plan]:
    """The sessions that were asked for, still to be made."""
    name = options.case or options.show
    named = any((options.family, name))
    every = list(plans(options.seed, large=not options.quick))
    if options.quick:
        every = [plan for plan in every if plan.size <= QUICK_EVENTS][:: 1 if named else QUICK_EVERY]
    return [plan for plan in every if options.family in {None, plan.group} and name in {None, plan.name}]


def measured(every: Sequence[Plan], budgets: Sequence[int]) -> list[Score]:
    """The scores of all sessions, on every core, in the order of the sessions."""
    # The largest first, so that no core ends up alone with one of them.
    order = sorted(range(len(every)), key=lambda place: -every[place].size)
    found: dict[int, list[Score]] = {}
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(every))) as pool:
        waiting = {pool.submit(measure_plan, every[place], budgets): place for place in order}
        for done in as_completed(waiting):
            found[waiting[done]] = done.result()
            if sys.stderr.isatty():
                print(f"\r{len(found)} of {len(every)} sessions ", end="", file=sys.stderr, flush=True)
    return [score for place in sorted(found) for score in found[place]]


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench/quality", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=Path, metavar="PATH", help="write every figure there")
    parser.add_argument("--misses", action="store_true", help="list what the summary did not tell, by session")
    parser.add_argument("--family", metavar="NAME", help="only the sessions of this family")
    parser.add_argument("--case", metavar="NAME", help="only this session")
    parser.add_argument("--show", metavar="NAME", help="print what each way says of this session, and no figures")
    options = parser.parse_args()

    budgets = QUICK_BUDGETS if options.quick else BUDGETS
    every = chosen(options)
    if not every:
        parser.error("there is no such session")
    if options.show:
        for told in tell(every[0].case(), budgets):
            print(f"===== {told.way}, at most {told.budget_tokens} tokens\n{told.text}\n")
        return 0
    scores = measured(every, budgets)
    print(markdown(scores))
    if options.misses:
        print(f"\n{misses(scores)}")
    if options.json:
        options.json.write_text(json.dumps(as_json(scores, seed=options.seed), indent=1) + "\n", encoding="utf-8")
    if options.family or options.case:
        return 0
    wrong = list(broken(scores))
    print("\n" + ("\n".join(f"BROKEN: {each}" for each in wrong) or "Every promise was kept."))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
