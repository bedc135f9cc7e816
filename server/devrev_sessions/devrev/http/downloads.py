"""Files behind presigned links: over TLS, without the token, bounded in size and time, and no link in any error."""

import logging
from contextlib import suppress
from http import HTTPStatus
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

import anyio
import httpx

from devrev_sessions.devrev.http import breaks
from devrev_sessions.devrev.http.connections import connections
from devrev_sessions.devrev.http.expansion import Expansion, TooLarge
from devrev_sessions.devrev.http.failures import Fault
from devrev_sessions.devrev.until import until
from devrev_sessions.errors import (
    DeadlineExceeded,
    Forbidden,
    NotFound,
    ResponseTooLarge,
    SessionsError,
    UnexpectedResponse,
    UpstreamUnavailable,
)
from devrev_sessions.settings import is_loopback

_LOG: Final = logging.getLogger("devrev_sessions.devrev")

READ_SECONDS: Final = 15.0
"""The longest silence of a store, as long as that of DevRev."""
CONNECT_SECONDS: Final = 5.0
TRIES: Final = 2
"""A file is asked for once more where its connection broke: stores answer, or do not, at once."""
EXPIRED: Final = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
"""How stores refuse a link that has expired: 403 (S3, Azure), 400 or 401 (Google)."""
GONE: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


class Downloads:
    """An async context manager that owns the connections to where recordings are stored.

    Plain http is taken only with `on_loopback`, which is where DevRev itself is on this machine.
    """

    def __init__(self, *, on_loopback: bool) -> None:
        self._on_loopback = on_loopback
        self._clients: dict[str, httpx.AsyncClient] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for client in self._clients.values():
            await client.aclose()

    async def get(self, url: str, limit_bytes: int) -> bytes:
        """The file behind `url`, of at most `limit_bytes`.

        Raises Forbidden where the link is refused, as one is that has expired, NotFound where nothing is behind it, and
        another SessionsError for everything else that can go wrong.
        """
        scheme, host = self._followed(url)
        outcome: bytes | SessionsError = DeadlineExceeded(
            f"{host} did not deliver in time what the session looked like.", _again(host)
        )
        deadline = min(anyio.current_effective_deadline(), until.get())
        with anyio.CancelScope(deadline=deadline):
            client = self._client(scheme)
            outcome = client.error if isinstance(client, Fault) else await _tried(url, client, host, limit_bytes)
        _LOG.debug("download: %s", outcome.code if isinstance(outcome, SessionsError) else f"{len(outcome)} bytes")
        # Raised here and not where it was found: httpx's exceptions hold the link, and would travel along.
        if isinstance(outcome, SessionsError):
            raise outcome
        return outcome

    def _followed(self, url: str) -> tuple[str, str]:
        """Scheme and host of a link that may be followed."""
        scheme = host = ""
        with suppress(ValueError):
            parts = urlsplit(url)
            scheme, host = parts.scheme, parts.hostname or ""
        here = self._on_loopback and scheme == "http" and is_loopback(host)
        if not url.strip():
            raise UnexpectedResponse(
                "DevRev gives no link to what the session looked like.",
                "Ask for the events around the moment instead.",
                retryable=False,
            )
        if not host or "@" in url.partition("?")[0] or not (scheme == "https" or here):
            raise UnexpectedResponse(
                "The link that DevRev gives to what the session looked like is none that is followed: not plain https.",
                "Ask for the events around the moment instead.",
                retryable=False,
            )
        return scheme, host

    def _client(self, scheme: str) -> httpx.AsyncClient | Fault:
        if scheme in self._clients:
            return self._clients[scheme]
        made = connections({"Accept-Encoding": "identity"}, secure=scheme == "https")
        if isinstance(made, httpx.AsyncClient):
            self._clients[scheme] = made
        return made


async def _tried(url: str, client: httpx.AsyncClient, host: str, limit_bytes: int) -> bytes | SessionsError:
    outcome: bytes | SessionsError = b""
    for _ in range(TRIES):
        try:
            outcome = await _once(url, client, host, limit_bytes)
        except httpx.InvalidURL:
            return breaks.unusable_address(host).error
        except (httpx.TransportError, OSError) as fault:
            outcome = breaks.broken(fault, host).error
            outcome.next_step = _again(host)
        if isinstance(outcome, bytes) or not outcome.retryable:
            return outcome
    return outcome


async def _once(url: str, client: httpx.AsyncClient, host: str, limit_bytes: int) -> bytes | SessionsError:
    limits = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
    async with client.stream("GET", url, timeout=limits) as answer:
        status = answer.status_code
        if status != HTTPStatus.OK:
            return _refused(status, host)
        if int(answer.headers.get("content-length", "0")) > limit_bytes:
            return _too_large(limit_bytes)
        # Raw: a store says "gzip" of a file that was put there so, and its readers know it by its first bytes.
        arriving = Expansion(gzip=False, limit_bytes=limit_bytes)
        try:
            async for chunk in answer.aiter_raw():
                arriving.take(chunk)
        except TooLarge:
            return _too_large(limit_bytes)
        return bytes(arriving.body)


def _again(host: str) -> str:
    return f"Call again; if it stays, check that this machine may reach {host}, where the recording is stored."


def _refused(status: int, host: str) -> SessionsError:
    if status in EXPIRED:
        return Forbidden(
            f"{host} refuses the link that DevRev gave to what the session looked like; such links expire.",
            "Call again; if it stays, DevRev no longer keeps it, or this machine may not read it.",
            http_status=status,
        )
    if status in GONE:
        return NotFound(
            "What the session looked like is no longer kept: there is nothing behind DevRev's link.",
            "Ask for the events around the moment instead; those are kept apart from it.",
            http_status=status,
        )
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS:
        return UpstreamUnavailable(
            f"{host} does not deliver at the moment what the session looked like.", _again(host), http_status=status
        )
    return UnexpectedResponse(
        f"{host} answers DevRev's link with {_answered(status)}.",
        "Ask for the events around the moment instead.",
        http_status=status,
        retryable=False,
    )


def _answered(status: int) -> str:
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return "a redirect, which is not followed"
    return "something else than a file"


def _too_large(limit_bytes: int) -> ResponseTooLarge:
    return ResponseTooLarge(
        f"A file of what the session looked like is larger than the {limit_bytes / 2**20:,.0f} MB that are read.",
        "Ask for the events around the moment, or for the links with include_replay of get_session_recording.",
    )
