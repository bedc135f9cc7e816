"""Small public documents in JSON, such as what an issuer of tokens tells of itself: bounded in size and time."""

from http import HTTPStatus
from typing import Final, cast

import anyio
import httpx
import msgspec

from devrev_sessions.devrev.http import breaks
from devrev_sessions.devrev.http.connections import connections
from devrev_sessions.devrev.http.expansion import Expansion, TooLarge
from devrev_sessions.devrev.http.failures import Fault

MOST_BYTES: Final = 512 * 2**10
"""An issuer's keys are a few kilobytes."""
SECONDS: Final = 5.0
"""From the first byte that is sent to the last that comes; a caller waits for it."""


class NoDocument(Exception):
    """It could not be had; the words say why, in a sentence without a full stop."""


async def document(url: str) -> dict[str, object]:
    """The object in the JSON at `url`, which is asked for once. Raises NoDocument."""
    try:
        host = httpx.URL(url).host
    except httpx.InvalidURL:
        raise NoDocument("the address of a document is none") from None
    try:
        with anyio.fail_after(SECONDS):
            body = await _fetched(url, host)
    except TimeoutError:
        raise NoDocument(f"{host} did not answer within {SECONDS:g} seconds") from None
    try:
        found = cast("object", msgspec.json.decode(body))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise NoDocument(f"{host} answers with something that is not JSON") from None
    if not isinstance(found, dict):
        raise NoDocument(f"{host} answers with JSON that is no object")
    return cast("dict[str, object]", found)


async def _fetched(url: str, host: str) -> bytes:
    made = connections({"Accept": "application/json", "Accept-Encoding": "identity"}, secure=url.startswith("https:"))
    if isinstance(made, Fault):
        raise NoDocument(made.error.message.removesuffix("."))
    try:
        async with made, made.stream("GET", url) as answer:
            if answer.status_code != HTTPStatus.OK:
                raise NoDocument(f"{host} answers with status {answer.status_code}")
            arriving = Expansion(gzip=False, limit_bytes=MOST_BYTES)
            async for chunk in answer.aiter_raw():
                arriving.take(chunk)
            return bytes(arriving.body)
    except TooLarge:
        raise NoDocument(f"{host} answers with more than {MOST_BYTES // 1024} kB") from None
    except (httpx.TransportError, OSError) as fault:
        raise NoDocument(breaks.broken(fault, host).error.message.removesuffix(".")) from None
