"""A DevRev that has the sample sessions and shows them to several tokens, and remembers who asked."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from routed import operation_of, routed
from scripted import Script, Scripted, answer, told

from devrev_sessions.sandbox import SAMPLES

CRASH = SAMPLES["android-checkout-crash"]
HOSTILE = SAMPLES["web-hostile-text"]


def _route(operation: str, fields: dict[str, str]) -> Script:
    if operation == "sessions.data.get":
        sample = HOSTILE if "tab_id" in fields else CRASH
        body = sample.recording_bytes(fields.get("tab_id") or fields["recording_id"], include_replay=False)
        assert body is not None
        return answer(200, body)
    return told(404, type="not_found", message="Not found")


@asynccontextmanager
async def recorded() -> AsyncGenerator[Scripted]:
    async with routed(_route) as host:
        yield host


def tokens_of(host: Scripted) -> list[str]:
    """The token of each request for a recording so far."""
    asked = [heard for heard in host.heard if operation_of(heard) == "sessions.data.get"]
    return [heard.headers["authorization"].removeprefix("Bearer ") for heard in asked]
