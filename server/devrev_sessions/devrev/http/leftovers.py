"""Bytes that a host sends behind an answer must not become the answer to the next call."""

from typing import Final, cast

import httpcore
import httpx

_WAY: Final = ("_stream", "_httpcore_stream", "_stream", "_connection", "_h11_state", "trailing_data")
"""From an answer to what its connection has read beyond it: neither httpx nor httpcore tells it."""


async def leave_nothing_behind(answer: httpx.Response) -> None:
    """End the connection of a read answer behind which something came; elsewhere nothing is done."""
    found: object = answer.stream
    for step in _WAY:
        found = getattr(found, step, None)
    if isinstance(found, tuple) and cast("tuple[object, ...]", found)[0]:
        await cast("httpcore.AsyncNetworkStream", answer.extensions["network_stream"]).aclose()
