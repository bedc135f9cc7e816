"""A shared store that says what none says, and one that refuses."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from itertools import cycle

import anyio
import pytest
from anyio.abc import SocketAttribute, SocketStream

from devrev_sessions.devrev.shared.store import Store


@asynccontextmanager
async def saying(*said: bytes, kind: type[Store] = Store) -> AsyncGenerator[Store]:
    """A store at a host that answers everything with these words; more of them are for a connection each."""
    answers = cycle(said)

    async def serve(stream: SocketStream) -> None:
        words = next(answers)
        async with stream:
            with suppress(anyio.BrokenResourceError):
                async for _ in stream:
                    await stream.send(words)

    async with await anyio.create_tcp_listener(local_host="127.0.0.1") as listener, anyio.create_task_group() as group:
        group.start_soon(listener.serve, serve)
        async with kind(f"redis://127.0.0.1:{listener.extra(SocketAttribute.local_port)}/0?protocol=2") as store:
            yield store
        group.cancel_scope.cancel()


@pytest.mark.parametrize(
    "words",
    [
        b":one\r\n",
        b"$one\r\n",
        b"*one\r\n",
        b":" + b"9" * 5000 + b"\r\n",
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"-NOAUTH Authentication required.\r\n",
        b"-OOM command not allowed when used memory > 'maxmemory'.\r\n",
        b"+OK\r\n",
        b"*1\r\n:1\r\n",
        b"*2\r\n$1\r\na\r\n$1\r\nb\r\n",
    ],
)
async def test_no_call_fails_for_what_a_store_says(words: bytes):
    async with saying(words) as store:
        assert await store.take("lock", "token", 1) is None
        assert await store.enter("places", "closed", "token", 1, 1, 1) is None
        await store.put("name", b"value", 1)
    async with saying(words) as store:
        await store.extend("lock", "token", 1)
        assert not isinstance(await store.get("name"), int | list | str)


class Insistent(Store):
    away_seconds = 0.0


async def test_it_is_looked_for_anew_where_another_machine_has_taken_over():
    # The machine that a connection leads to stays what it is; only a new one leads to its successor.
    refusal = b"-READONLY You can't write against a read only replica.\r\n"
    async with saying(refusal, b":1\r\n", kind=Insistent) as store:
        assert await store.take("lock", "token", 1) is None
        assert await store.take("lock", "token", 1)
