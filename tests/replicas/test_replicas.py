"""What replicas share, and how each goes on when another one or the store is gone."""

from itertools import count, cycle
from typing import cast

import anyio
import pytest
from asking import ERAS, READ, SUMMARIZE, Data, Era, data_of, error_of, good, part, text_of
from cluster import SOON_SECONDS, Cluster
from counting import CRASH, HOSTILE
from mcp.client.client import Client
from mcp_types import CallToolResult

from devrev_sessions.devrev.http.turnstile import AT_ONCE
from devrev_sessions.devrev.shared.leases import LEASE_SECONDS
from devrev_sessions.settings.keys import new_seal

CROWD = 100
NUMBERS = count()


def phone() -> tuple[str, Data]:
    """A recording that nobody has asked for yet: its id, and what names it."""
    part_id = f"recording-{next(NUMBERS)}"
    return part_id, {**part(CRASH), "recording_id": part_id}


def tab() -> tuple[str, Data]:
    """The same of a tab."""
    part_id = f"tab-{next(NUMBERS)}"
    return part_id, {**part(HOSTILE), "tab_id": part_id}


def others(number: int) -> list[Data]:
    """So many recordings that nobody has asked for yet."""
    return [phone()[1] for _ in range(number)]


async def crowd(team: Cluster, arguments: list[Data], era: Era = "auto") -> list[CallToolResult]:
    """The results of as many calls at once, through nginx, over eight clients."""
    found: list[CallToolResult] = []

    async def ask(some: list[Data]) -> None:
        async with team.client(era) as client, anyio.create_task_group() as group:
            for each in some:
                group.start_soon(one, client, each)

    async def one(client: Client, each: Data) -> None:
        found.append(await client.call_tool(READ, each))

    async with anyio.create_task_group() as group:
        for start in range(8):
            group.start_soon(ask, arguments[start::8])
    return found


@pytest.mark.parametrize("era", ERAS)
async def test_a_hundred_questions_at_once_are_one_fetch_from_devrev(standing: Cluster, era: Era):
    part_id, asked = tab()
    results = await crowd(standing, [{**asked, "limit": 1 + n % 50} for n in range(CROWD)], era)
    assert len([good(result) for result in results]) == CROWD
    assert standing.devrev.asked["data.get", part_id] == 1
    assert standing.devrev.asked["developer-info.get", part_id] == 2  # a 404 is not kept: once for each replica


async def test_no_more_calls_are_under_way_than_one_process_would_have(standing: Cluster):
    team = standing
    team.devrev.holding = anyio.Event()
    results: list[CallToolResult] = []
    async with anyio.create_task_group() as group:

        async def ask() -> None:
            results.extend(await crowd(team, others(4 * AT_ONCE)))

        group.start_soon(ask)
        with anyio.fail_after(SOON_SECONDS):
            await team.devrev.until(lambda devrev: devrev.under_way >= AT_ONCE)
        team.devrev.holding.set()
        team.devrev.holding = None
    assert len([good(result) for result in results]) == 4 * AT_ONCE
    assert team.devrev.most_under_way == AT_ONCE


async def test_what_one_replica_is_told_to_wait_all_of_them_wait(standing: Cluster):
    team = standing
    team.devrev.arrivals.clear()
    first, second = [port for port, _ in team.replicas][:2]
    async with team.client(port=first) as here, team.client(port=second) as there:
        team.devrev.refusals = 1
        async with anyio.create_task_group() as group:
            group.start_soon(here.call_tool, READ, phone()[1])
            with anyio.fail_after(SOON_SECONDS):
                await team.devrev.until(lambda devrev: not devrev.refusals)
            # The first is waiting now; the second has never been refused.
            good(await there.call_tool(READ, phone()[1]))
    assert all(later - team.devrev.arrivals[0] >= 0.9 for later in team.devrev.arrivals[1:])


@pytest.mark.parametrize("era", ERAS)
async def test_a_replica_that_dies_takes_nothing_with_it_but_its_own_calls(team: Cluster, era: Era):
    (first, process), (second, _) = team.replicas
    team.devrev.holding = anyio.Event()
    failed: list[Exception] = []

    async def doomed() -> None:
        try:
            async with team.client(era, first) as client:
                await client.call_tool(READ, part(HOSTILE))
        except Exception as error:  # noqa: BLE001 - whatever a client raises is a call without an answer
            failed.append(error)

    async with anyio.create_task_group() as group:
        group.start_soon(doomed)
        with anyio.fail_after(SOON_SECONDS):
            await team.devrev.until(lambda devrev: devrev.under_way > 0)
        process.kill()
        team.devrev.holding.set()
        team.devrev.holding = None
        # It held the lock of this recording and one of the places; both lapse.
        async with team.client(era, second) as client:
            with anyio.fail_after(LEASE_SECONDS + 5):
                good(await client.call_tool(READ, part(HOSTILE)))
    assert failed
    # Behind nginx nobody notices: what reached the dead one is asked of the other.
    results = await crowd(team, [part(HOSTILE, limit=n) for n in range(1, 41)], era)
    assert len([good(result) for result in results]) == 40


@pytest.mark.parametrize("era", ERAS)
async def test_a_replica_told_to_stop_in_a_load_loses_nothing_behind_nginx(team: Cluster, era: Era):
    results: list[CallToolResult] = []
    process = team.replicas[0][1]

    async def ask() -> None:
        results.extend(await crowd(team, others(160), era))

    async with anyio.create_task_group() as group:
        group.start_soon(ask)
        with anyio.fail_after(SOON_SECONDS):
            await team.devrev.until(lambda devrev: devrev.asked.total() >= 20)
        process.terminate()
    assert len([good(result) for result in results]) == 160
    # nginx keeps connections; they end with the answers, so that the one that stops is not kept busy until it must cut.
    assert process.wait(SOON_SECONDS) == 0


async def test_a_replica_killed_in_a_load_loses_nothing_whose_answer_had_not_begun(team: Cluster):
    results: list[CallToolResult] = []

    async def ask() -> None:
        results.extend(await crowd(team, others(120)))

    async with anyio.create_task_group() as group:
        group.start_soon(ask)
        with anyio.fail_after(SOON_SECONDS):
            await team.devrev.until(lambda devrev: devrev.asked.total() >= 30)
        team.replicas[0][1].kill()
    # Every tool only reads, so that nginx may ask the other one again. Today's clients are answered in one piece.
    assert len([good(result) for result in results]) == 120


async def test_without_the_store_each_goes_on_by_itself_and_shares_again_when_it_is_back(team: Cluster):
    team.processes[0].kill()
    team.processes[0].wait()
    part_id, asked = tab()
    results = await crowd(team, [{**asked, "limit": 1 + n % 50} for n in range(CROWD)])
    assert len([good(result) for result in results]) == CROWD
    assert team.devrev.asked["data.get", part_id] == len(team.replicas)
    await team.start_redis()
    for _ in range(20):
        # Once each has noticed that the store is back, what one fetched the other need not.
        part_id, asked = phone()
        for port, _ in team.replicas:
            async with team.client(port=port) as client:
                good(await client.call_tool(READ, asked))
        if team.devrev.asked["data.get", part_id] == 1:
            return
        await anyio.sleep(0.5)
    pytest.fail("nothing was shared again")


async def test_what_lies_in_the_store_says_nothing_and_does_not_stay(standing: Cluster):
    redis = standing.redis()
    await redis.flushall()  # pyright: ignore[reportUnknownMemberType] - untyped
    tab_id, asked = tab()
    async with standing.client() as client:
        good(await client.call_tool(READ, asked))
        good(await client.call_tool(READ, phone()[1]))
    names = [cast("bytes", name) for name in await redis.keys()]  # pyright: ignore[reportUnknownMemberType] - untyped
    assert len([name for name in names if b":body:" in name]) == 2
    for name in names:
        assert 0 < await redis.ttl(name) <= 900
        kind = await redis.type(name)
        if kind != b"string":
            continue
        kept = cast("bytes", await redis.get(name))
        for plain in (CRASH.session_id, CRASH.version_key, tab_id, "token-1", "CheckoutActivity", "timeline"):
            assert plain.encode() not in name + kept
    await redis.aclose()


async def test_another_key_opens_nothing(standing: Cluster):
    stranger = await standing.start_replica(seal=new_seal())
    part_id, asked = phone()
    for port in (standing.replicas[0][0], stranger):
        async with standing.client(port=port) as client:
            good(await client.call_tool(READ, asked))
    assert standing.devrev.asked["data.get", part_id] == 2


async def test_another_token_finds_nothing(standing: Cluster):
    stranger = await standing.start_replica(token="token-2")
    part_id, asked = phone()
    for port in (standing.replicas[0][0], stranger):
        async with standing.client(port=port) as client:
            good(await client.call_tool(READ, asked))
    assert standing.devrev.asked["data.get", part_id] == 2


@pytest.mark.parametrize("era", ERAS)
async def test_a_conversation_goes_on_at_any_replica(standing: Cluster, era: Era):
    team = standing
    _, asked = tab()
    ports = cycle(port for port, _ in team.replicas)
    pages: list[str] = []
    arguments = {**asked, "limit": 9}
    while True:
        async with team.client(era, next(ports)) as client:
            page = good(await client.call_tool(READ, arguments))
        pages.append(text_of(page))
        cursor = data_of(page).get("next_cursor")
        if cursor is None:
            break
        arguments = {"session_id": HOSTILE.session_id, "version_key": HOSTILE.version_key, "cursor": cursor}
    assert len(pages) > 1
    # The same question has the same answer, tags of hidden values included.
    answers: list[str] = []
    for port, _ in team.replicas:
        async with team.client(era, port) as client:
            answers.append(text_of(good(await client.call_tool(SUMMARIZE, asked))))
    assert answers[0] == answers[1]


async def test_fresh_asks_devrev_again_and_replaces_what_is_kept(standing: Cluster):
    team = standing
    part_id, asked = phone()
    first, second = [port for port, _ in team.replicas][:2]
    for port, fresh in ((first, False), (second, True), (first, False)):
        async with team.client(port=port) as client:
            good(await client.call_tool(READ, {**asked, "fresh": fresh}))
    assert team.devrev.asked["data.get", part_id] == 2


async def test_a_failure_is_not_kept(standing: Cluster):
    team = standing
    for port, _ in team.replicas:
        async with team.client(port=port) as client:
            gone = error_of(await client.call_tool(SUMMARIZE, {"session_id": "gone", "version_key": "key"}))
            assert gone["code"] == "not_found"
    assert team.devrev.asked["get", "gone"] == 3 * len(team.replicas)
