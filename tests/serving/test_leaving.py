"""Callers who leave, and a server that is told to."""

import anyio
import httpx
import pytest
from asking import READ, Data, part
from hosted import ACCEPT, hosted
from one_answer import Answer, stalling

from devrev_sessions.sandbox import SAMPLES
from devrev_sessions.settings import Settings

EMPTY = SAMPLES["android-empty"]
SOON_SECONDS = 10
"""Only keeps a broken server from hanging the tests."""
TODAY: Data = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": {"name": "t", "version": "1"},
    "io.modelcontextprotocol/clientCapabilities": {},
}


@pytest.mark.parametrize("version", ["2025-06-18", "2026-07-28"])
async def test_who_hangs_up_ends_what_was_asked_for_them(version: str):
    params: Data = {"name": READ, "arguments": part(EMPTY)}
    headers = {**ACCEPT, "MCP-Protocol-Version": version}
    if version == "2026-07-28":
        params["_meta"] = TODAY
        headers |= {"Mcp-Method": "tools/call", "Mcp-Name": READ}
    call: Data = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    async with stalling(Answer(200, {})) as host:
        settings = Settings.model_validate({"token": "secret-token-6b1f", "base_url": host.url})
        async with hosted(settings) as server, httpx.AsyncClient() as http:
            with anyio.fail_after(SOON_SECONDS):
                async with anyio.create_task_group() as group:
                    group.start_soon(lambda: http.post(server.url, headers=headers, json=call))
                    await host.asked.wait()
                    group.cancel_scope.cancel()
                await host.left.wait()
