"""One session asked about in every way: the server through a real MCP client, the others from DevRev's own answers."""

import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any, Final

import anyio
import httpx
from bodies import Bodies, Part, decoded
from case import Case
from events import read_events
from mcp.client.client import Client
from mcp_types import TextContent
from ours import read_summary
from score import Score, score
from story_plan import Plan
from ways import WAYS

from devrev_sessions.assistant.desks import open_desks
from devrev_sessions.assistant.server import build_server
from devrev_sessions.sandbox import Sandbox
from devrev_sessions.settings import Settings

OURS: Final = "summarize_session_timeline"
TIMEOUT_SECONDS: Final = 60.0


@dataclass(frozen=True)
class Text:
    """What one way says of one session, and how long it took from nothing to there."""

    way: str
    budget_tokens: int
    text: str
    took_seconds: float


def measure(case: Case, budgets: Sequence[int]) -> list[Score]:
    """Every way at every budget, read back and held against the truth."""
    try:
        return [_scored(case, told) for told in tell(case, budgets)]
    except Exception as error:
        error.add_note(f"in the case {case.name}")
        raise


def measure_plan(plan: Plan, budgets: Sequence[int]) -> list[Score]:
    """The same for a session that is still to be made, and forgotten afterwards."""
    return measure(plan.case(), budgets)


def tell(case: Case, budgets: Sequence[int]) -> list[Text]:
    """What every way says of a session; the bytes it was served from are not kept."""
    fresh = replace(case, sample=replace(case.sample))
    for part in fresh.sample.parts:
        # A sample makes its bytes when it is first asked, which is no part of any way.
        fresh.sample.recording_bytes(part)
        fresh.sample.developer_info_bytes(part)
    with Sandbox(sessions={case.name: fresh.sample}) as devrev:
        ours = anyio.run(_ours, fresh, devrev, budgets)
        began = time.perf_counter()
        bodies = _bodies(fresh, devrev)
        _ = bodies.entries
        had = time.perf_counter() - began
    told = list(ours)
    for way, tell_ in WAYS:
        for budget in budgets:
            began = time.perf_counter()
            text = tell_(bodies, budget)
            told.append(Text(way, budget, text, had + time.perf_counter() - began))
    return told


def _scored(case: Case, told: Text) -> Score:
    ours = told.way == OURS
    reading = read_summary(told.text, asked_parts(case)) if ours else read_events(told.text)
    return score(
        case, reading, told.text, told.took_seconds, way=told.way, budget_tokens=told.budget_tokens, totals=ours
    )


async def _ours(case: Case, devrev: Sandbox, budgets: Sequence[int]) -> list[Text]:
    """The summaries, each from nothing: nothing is kept between them."""
    told: list[Text] = []
    async with _client(case, devrev) as client:
        await client.list_tools()
        for budget in budgets:
            began = time.perf_counter()
            result = await client.call_tool(OURS, {**_ids(case), "max_tokens": budget, "fresh": True})
            took = time.perf_counter() - began
            (block,) = result.content
            assert isinstance(block, TextContent)
            assert not result.is_error, block.text
            told.append(Text(OURS, budget, block.text, took))
    return told


@asynccontextmanager
async def _client(case: Case, devrev: Sandbox) -> AsyncGenerator[Client]:
    app = {"version_key": case.sample.version_key, "platform": case.sample.platform}
    limits = {"timeout_seconds": TIMEOUT_SECONDS}
    given = {"token": devrev.token, "base_url": devrev.base_url, "apps": {"bench": app}, "limits": limits}
    async with open_desks(Settings.model_validate(given)) as desks, Client(build_server(desks)) as client:
        yield client


def _ids(case: Case) -> dict[str, Any]:
    ids = {"session_id": case.sample.session_id, "version_key": case.sample.version_key}
    name = "tab_id" if case.sample.is_web else "recording_id"
    return ids if case.part is None else {**ids, name: asked_parts(case)[0]}


def asked_parts(case: Case) -> tuple[str, ...]:
    """The ids of what is asked for; a part that is asked for alone is the first and only one."""
    return case.sample.parts if case.part is None else case.sample.parts[case.part - 1 : case.part]


def _bodies(case: Case, devrev: Sandbox) -> Bodies:
    """DevRev's answers for the parts asked for, as a script would fetch them."""
    sample = case.sample
    ids = {"session_id": sample.session_id, "version_key": sample.version_key}
    headers = {"Authorization": f"Bearer {devrev.token}"}
    parts: list[Part] = []
    with httpx.Client(base_url=devrev.base_url, headers=headers, timeout=TIMEOUT_SECONDS) as http:
        for number, part in enumerate(asked_parts(case), 1):
            named = {**ids, "tab_id" if sample.is_web else "recording_id": part}
            answer = http.post("/observability.sessions.data.get", json={**named, "include_replay_data": False})
            if not answer.is_success:
                parts.append(Part(number, part, None, refused=answer.status_code))
                continue
            beside = http.post("/observability.sessions.developer-info.get", json=named) if sample.is_web else None
            devtools = decoded(beside.content) if beside and beside.is_success else None
            parts.append(Part(number, part, decoded(answer.content), devtools))
    return Bodies(tuple(parts))
