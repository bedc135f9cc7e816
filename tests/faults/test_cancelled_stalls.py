"""A client that gives up while the host keeps it waiting: the connection ends, and the next call works."""

import anyio
import pytest
from asking import READ, SUMMARIZE, Data
from connection_faults import CONNECTIONS
from fault_table import ASKED, asking, works_again
from faulty_host import always, faulty, working
from scripted import Script, drip, head, stall, told

STALLS: list[tuple[str, Script, bool]] = [
    *((fault.name, fault.script, fault.greets) for fault in CONNECTIONS if fault.code == "timeout"),
    ("an error whose body never comes", (head(403, length=99), b"{", stall), False),
    ("an error whose body drips", (head(503, length=900), drip(b"x" * 900, 0.02)), False),
    ("a pause between two tries", told(503, "Retry-After: 5"), False),
    ("a wait that was asked for", told(429, "Retry-After: 1"), False),
]
WHOLE: Data = {name: value for name, value in ASKED.items() if name != "recording_id"}


@pytest.mark.parametrize("stalled", STALLS, ids=[row[0] for row in STALLS])
@pytest.mark.parametrize("asked", [(READ, ASKED), (SUMMARIZE, WHOLE)], ids=["a recording", "a session"])
async def test_a_cancelled_call_leaves_the_host(stalled: tuple[str, Script, bool], asked: tuple[str, Data]):
    _, script, greets = stalled
    route, greeting = (working, script) if greets else (always(script), None)
    async with faulty(route, greeting=greeting) as host, asking(host.url, seconds=20) as client:
        with anyio.fail_after(10):
            async with anyio.create_task_group() as group:
                group.start_soon(client.call_tool, *asked)
                await host.asked.wait()
                group.cancel_scope.cancel()
            if isinstance(script, tuple):
                await host.left.wait()
        await works_again(client, host)
