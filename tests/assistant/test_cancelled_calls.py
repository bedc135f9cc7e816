"""A call that its client gives up."""

import anyio
import pytest
from asking import ERAS, READ, SUMMARIZE, Era, data_of, good, part
from mcp.client.client import Client
from one_answer import Answer, stalling

from devrev_sessions.assistant.desks import open_desks
from devrev_sessions.assistant.server import build_server
from devrev_sessions.sandbox import SAMPLES
from devrev_sessions.settings import Settings

EMPTY = SAMPLES["android-empty"]
SOON_SECONDS = 10
"""Only keeps a broken server from hanging the tests."""


@pytest.mark.parametrize("era", ERAS)
@pytest.mark.parametrize("tool", [SUMMARIZE, READ])
async def test_a_cancelled_call_hangs_up_on_devrev_and_the_next_one_works(era: Era, tool: str) -> None:
    body = EMPTY.recording_bytes(EMPTY.parts[0], include_replay=False)
    async with stalling(Answer(200, body or b"")) as host:
        settings = Settings.model_validate({"token": "secret-token-6b1f", "base_url": host.url})
        async with open_desks(settings) as desks, Client(build_server(desks), mode=era) as client:
            with anyio.fail_after(SOON_SECONDS):
                async with anyio.create_task_group() as group:
                    group.start_soon(client.call_tool, tool, part(EMPTY))
                    await host.asked.wait()
                    group.cancel_scope.cancel()
                await host.left.wait()
                result = good(await client.call_tool(tool, part(EMPTY)))
            assert data_of(result)["recordings"][0]["state"] == "empty"


@pytest.mark.parametrize("era", ERAS)
async def test_a_call_that_waits_holds_up_no_other(era: Era) -> None:
    body = EMPTY.recording_bytes(EMPTY.parts[0], include_replay=False)
    async with stalling(Answer(200, body or b"")) as host:
        settings = Settings.model_validate({"token": "secret-token-6b1f", "base_url": host.url})
        async with open_desks(settings) as desks, Client(build_server(desks), mode=era) as client:
            with anyio.fail_after(SOON_SECONDS):
                async with anyio.create_task_group() as group:
                    group.start_soon(client.call_tool, READ, part(EMPTY))
                    await host.asked.wait()
                    # A fresh reading does not wait for the one under way.
                    result = good(await client.call_tool(READ, part(EMPTY, fresh=True)))
                    assert data_of(result)["matched"] == 0
                    group.cancel_scope.cancel()
