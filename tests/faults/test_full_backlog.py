"""A host whose queue of connections is full: it neither takes nor refuses another one."""

import socket
from collections.abc import Generator
from contextlib import ExitStack, contextmanager

import anyio
import pytest
from asking import READ, SUMMARIZE, good
from fault_table import ASKED, Fault, asking, in_time, told_as
from faulty_host import faulty

SECONDS = 0.4


@contextmanager
def full_queue() -> Generator[tuple[socket.socket, ExitStack]]:
    """A socket that listens and takes nobody from its queue, and those who stand in it."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener, ExitStack() as queue:
        for _ in range(4):
            waiting = queue.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        yield listener, queue


@pytest.mark.parametrize("tool", [READ, SUMMARIZE])
async def test_a_connection_that_does_not_come_about_ends_by_the_deadline(tool: str):
    fault = Fault("", b"", "timeout", "network", True, {"http_status": None}, message="came about in time")
    with full_queue() as (listener, _):
        async with asking(f"http://127.0.0.1:{listener.getsockname()[1]}", seconds=SECONDS) as client:
            told_as(await in_time(client, tool=tool, seconds=SECONDS), fault)


async def test_a_host_whose_queue_has_emptied_is_read_again():
    with full_queue() as (listener, queue):
        port = listener.getsockname()[1]
        async with asking(f"http://127.0.0.1:{port}", seconds=SECONDS) as client:
            assert (await in_time(client, seconds=SECONDS)).is_error
            queue.close()
            listener.close()
            async with faulty(port=port):
                with anyio.fail_after(10):
                    good(await client.call_tool(READ, ASKED))


async def test_a_call_given_up_while_it_connects_lets_the_next_one_connect():
    with full_queue() as (listener, queue):
        port = listener.getsockname()[1]
        async with asking(f"http://127.0.0.1:{port}", seconds=60) as client:
            # In one process the server sees the client's patience too, and may end the call just before it is over.
            with anyio.move_on_after(0.1):
                assert (await client.call_tool(READ, ASKED)).is_error
            queue.close()
            listener.close()
            async with faulty(port=port):
                with anyio.fail_after(10):
                    good(await client.call_tool(READ, ASKED))
