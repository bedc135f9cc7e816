"""A fault as one row of a table, and what the answer to it must be."""

import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

import anyio
from asking import READ, Data, error_of, good, text_of
from faulty_host import Faulty, working
from mcp.client.client import Client
from mcp_types import CallToolResult
from scripted import Script

from devrev_sessions.assistant.desks import open_desks
from devrev_sessions.assistant.server import build_server
from devrev_sessions.settings import Settings

TOKEN: Final = "secret-token-6b1f"
RAW: Final = "RAW-BODY-7c1d"
"""Stands in bodies of the host where nothing of it may come out."""
SIGNATURE: Final = "0c9a7be1d2"
PRESIGNED: Final = f"https://storage.example/replay?X-Amz-Signature={SIGNATURE}"
DEADLINE_SECONDS: Final = 0.74
"""The pause before the second try ends by 0.5 s, that before the third not before 0.75 s: every call has two tries, and
none begins so late that the deadline cuts it."""
ASKED: Final[Data] = {"session_id": "sess-m-1", "recording_id": "rec-1", "version_key": "app", "platform": "android"}


@dataclass(frozen=True)
class Fault:
    """What goes wrong, in plain words and as a script, and what the error must say."""

    name: str
    script: Script
    code: str
    next_step: str
    retryable: bool
    fields: Mapping[str, object] = field(default_factory=dict[str, object])
    greets: bool = False
    message: str = ""


@asynccontextmanager
async def asking(url: str, *, seconds: float = DEADLINE_SECONDS) -> AsyncGenerator[Client]:
    """A client of a server that reads from `url`."""
    settings = Settings.model_validate(
        {"token": TOKEN, "base_url": url, "limits": {"timeout_seconds": seconds, "max_body_megabytes": 1}}
    )
    async with open_desks(settings) as desks, Client(build_server(desks)) as client:
        yield client


async def in_time(
    client: Client, arguments: Data = ASKED, tool: str = READ, *, seconds: float = DEADLINE_SECONDS
) -> CallToolResult:
    """The answer to a call, which must come by the deadline and a second."""
    with anyio.fail_after(seconds + 1):
        return await client.call_tool(tool, arguments)


def told_as(result: CallToolResult, fault: Fault) -> None:
    """Fail unless text and data say this fault and nothing that must stay inside."""
    error, text = error_of(result), text_of(result)
    assert text.startswith(f"Error {error['code']}: {error['message']}\nNext step: {error['next_step']}")
    assert (error["code"], error["retryable"]) == (fault.code, fault.retryable), text
    assert fault.next_step in error["next_step"]
    assert fault.message in error["message"]
    assert {name: error.get(name) for name in fault.fields} == dict(fault.fields)
    assert_silent(result)


def assert_silent(result: CallToolResult) -> None:
    everything = text_of(result) + json.dumps(result.structured_content)
    for secret in (TOKEN, RAW, SIGNATURE, "Traceback"):
        assert secret not in everything


async def works_again(client: Client, host: Faulty, arguments: Data = ASKED) -> None:
    """Fail unless the same call works as soon as the host does."""
    host.route, host.greeting = working, None
    with anyio.fail_after(10):
        result = good(await client.call_tool(READ, arguments))
    assert "checkout_failed" in text_of(result)
