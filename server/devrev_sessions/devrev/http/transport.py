"""One call to DevRev over HTTP: bounded in time, tries and size, and every failure named."""

import json
import logging
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

import anyio
import httpcore  # what httpx is made of, so it comes along with it
import httpx
from opentelemetry.trace import Span, SpanKind

from devrev_sessions.devrev.http import breaks
from devrev_sessions.devrev.http.connections import connections
from devrev_sessions.devrev.http.expansion import Damaged, Expansion, TooLarge
from devrev_sessions.devrev.http.failures import Fault, no_token, refused, still_limited
from devrev_sessions.devrev.http.handshakes import Handshakes
from devrev_sessions.devrev.http.leftovers import leave_nothing_behind
from devrev_sessions.devrev.http.refusal import Refusal
from devrev_sessions.devrev.http.turnstile import AT_ONCE, Others, Turnstile
from devrev_sessions.devrev.http.waits import asked_seconds, backoff_seconds
from devrev_sessions.devrev.until import until
from devrev_sessions.errors import DeadlineExceeded, SessionsError
from devrev_sessions.settings import checked_base_url, checked_token
from devrev_sessions.telemetry import OK, Instruments, failed, traceparent

_LOG: Final = logging.getLogger("devrev_sessions.devrev")
_OPENING: Final = re.compile(rb"\s*[{\[]")
_JSON: Final = ("", "application/json", "text/json")
_GZIP: Final = frozenset({"gzip", "x-gzip"})

# The event loop takes 256 KB off a socket at once. httpcore asks for 64 KB, so each piece would be cut in four, with a
# copy of what is left and a turn of the loop for each: a fifth of the time that a body of 63 MB takes to arrive.
httpcore.AsyncHTTP11Connection.READ_NUM_BYTES = 256 * 1024  # pyright: ignore[reportAttributeAccessIssue] - typed by its value


UNTOLD_WAITS: Final = 4
"""First pauses for which all calls hold back when DevRev asks to wait and does not say how long: two seconds."""
ERROR_BODY_SECONDS: Final = 2.0
"""How long the words of a refusal are waited for; its status has come, and says enough."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may cost. The reasons:

    * Timeouts of single reads never end an answer that drips, so `call_seconds` bounds the whole call.
    * A recording of 100,000 events is 65 MB; `body_bytes` leaves room for twice that, on the wire and expanded.
    * Three tries from half a second, capped at eight, is what the clients of OpenAI, Anthropic and Stripe do.
    * An error body is a few fields; more than `error_body_bytes` of it is not DevRev's.
    """

    connect_seconds: float = 5.0
    read_seconds: float = 15.0
    call_seconds: float = 20.0
    body_bytes: int = 128 * 2**20
    error_body_bytes: int = 64 * 2**10
    tries: int = 3
    first_wait_seconds: float = 0.5
    longest_wait_seconds: float = 8.0


@dataclass(slots=True)
class _Tally:
    """What the log line of a call tells."""

    outcome: str = "not finished"
    status: int | None = None
    body_bytes: int = 0
    tries: int = 0
    refusal: SessionsError | None = None

    def mark(self, span: Span) -> None:
        """Tell the same to a trace."""
        span.set_attribute("devrev_sessions.tries", self.tries)
        if self.status is not None:
            span.set_attribute("http.response.status_code", self.status)
        if self.outcome != OK:
            failed(span, self.outcome)


class Transport:
    """An async context manager that owns the connections to DevRev.

    Raises ValueError at construction for a `base_url` that a token must not be sent to, or a `token` that cannot stand
    in a header. `jitter` returns a number from 0 to 1.
    """

    def __init__(
        self,
        base_url: str,
        token: str | None,
        limits: Limits = Limits(),
        *,
        jitter: Callable[[], float] = random.random,
        instruments: Instruments | None = None,
        others: Others | None = None,
    ) -> None:
        self._base_url = checked_base_url(base_url)
        self._host = urlsplit(self._base_url).netloc
        self._token = checked_token(token) if token else None
        self._limits = limits
        self._jitter = jitter
        self._instruments = instruments or Instruments()
        self._client: httpx.AsyncClient | None = None
        self._turnstile = Turnstile(others=others)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._client is not None:
            await self._client.aclose()

    async def post(self, operation: str, fields: Mapping[str, object]) -> bytes | bytearray:
        """The body of DevRev's 200, expanded: JSON as far as can be told without reading it.

        Fields that are None are not sent. Raises a SessionsError for everything that can go wrong. A bytearray is the
        very buffer the body arrived in, since a copy to bytes would double the memory of a large recording.
        """
        if self._token is None:
            raise no_token()
        sent = json.dumps({name: value for name, value in fields.items() if value is not None}).encode()
        tally = _Tally()
        started = anyio.current_time()
        try:
            with self._instruments.span(operation, SpanKind.CLIENT, {"server.address": self._host}) as span:
                outcome = await self._within_the_deadline(operation, sent, tally)
                tally.outcome = outcome.code if isinstance(outcome, SessionsError) else OK
                tally.mark(span)
        finally:
            milliseconds = round((anyio.current_time() - started) * 1000)
            _LOG.log(
                logging.DEBUG if tally.outcome == OK else logging.INFO,
                "%s: %s, status %s, %d bytes, %d ms, %d tries",
                operation,
                tally.outcome,
                tally.status,
                tally.body_bytes,
                milliseconds,
                tally.tries,
            )
        # Raised here and not where it was found: httpx's exceptions hold the request with its token, and would travel
        # along as the context.
        if isinstance(outcome, SessionsError):
            raise outcome
        return outcome

    async def _within_the_deadline(self, operation: str, sent: bytes, tally: _Tally) -> bytearray | SessionsError:
        deadline = min(anyio.current_time() + self._limits.call_seconds, until.get())
        with anyio.CancelScope(deadline=deadline):
            return await self._try_and_try_again(operation, sent, tally, deadline)
        if self._turnstile.wait_seconds and tally.refusal is None:
            return still_limited(self._turnstile.wait_seconds).error
        return tally.refusal or breaks.too_slow(self._limits.call_seconds)

    async def _try_and_try_again(
        self, operation: str, sent: bytes, tally: _Tally, deadline: float
    ) -> bytearray | SessionsError:
        while True:
            tally.tries += 1
            async with self._turnstile.place(deadline) as wait:
                outcome = still_limited(wait) if wait else await self._counted(operation, sent, tally, deadline)
            if isinstance(outcome, bytearray):
                return outcome
            if tally.refusal is None or not isinstance(outcome.error, DeadlineExceeded):
                # That a last try had no time to end says less than what an earlier one was told.
                tally.refusal = outcome.error
            wait = outcome.error.retry_after_seconds or self._pause_seconds(outcome, tally.tries)
            too_late = anyio.current_time() + wait >= deadline
            if not outcome.again or tally.tries >= self._limits.tries or too_late:
                return tally.refusal
            await anyio.sleep(wait)

    def _pause_seconds(self, fault: Fault, tries: int) -> float:
        if fault.at_once and tries == 1:
            return 0.0
        return backoff_seconds(
            tries,
            self._jitter(),
            first_seconds=self._limits.first_wait_seconds,
            longest_seconds=self._limits.longest_wait_seconds,
        )

    async def _counted(self, operation: str, sent: bytes, tally: _Tally, deadline: float) -> bytearray | Fault:
        began, told = anyio.current_time(), DeadlineExceeded.code
        try:
            outcome = await self._once(operation, sent, tally, deadline)
            told = outcome.error.code if isinstance(outcome, Fault) else OK
            return outcome
        finally:
            self._instruments.asked_devrev(operation, tally.status, told, anyio.current_time() - began)

    async def _once(self, operation: str, sent: bytes, tally: _Tally, deadline: float) -> bytearray | Fault:
        tally.status, tally.body_bytes = None, 0
        client = self._connected()
        if isinstance(client, Fault):
            return client
        try:
            limits, watched = self._timeout(deadline - anyio.current_time()), {"trace": Handshakes()}
            address = f"{self._base_url}/{operation}"
            async with client.stream(
                "POST", address, content=sent, headers=traceparent(), timeout=limits, extensions=watched
            ) as answer:
                tally.status = answer.status_code
                outcome = await self._taken(answer, tally)
                await leave_nothing_behind(answer)
                return outcome
        except httpx.InvalidURL:
            return breaks.unusable_address(self._host)
        except (httpx.TransportError, OSError) as fault:
            return breaks.broken(fault, self._host)

    def _timeout(self, left_seconds: float) -> httpx.Timeout:
        """The limits of one try; connecting ends a little before all else, so that it is told for what it was."""
        connect_seconds = min(self._limits.connect_seconds, max(0.01, left_seconds * 0.9))
        return httpx.Timeout(self._limits.read_seconds, connect=connect_seconds)

    def _connected(self) -> httpx.AsyncClient | Fault:
        if self._client is not None:
            return self._client
        headers = {
            "Authorization": f"Bearer {self._token}",
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
        }
        # The turnstile counts calls; a second count here would make them wait where nobody sees it.
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=AT_ONCE)
        made = connections(headers, limits, secure=self._base_url.lower().startswith("https:"))
        if isinstance(made, httpx.AsyncClient):
            self._client = made
        return made

    async def _taken(self, answer: httpx.Response, tally: _Tally) -> bytearray | Fault:
        if answer.status_code != HTTPStatus.OK:
            return await self._refusal(answer, tally)
        await self._turnstile.open()
        await self._turnstile.heed(answer.headers)
        return await self._body(answer, tally)

    async def _body(self, answer: httpx.Response, tally: _Tally) -> bytearray | Fault:
        if not _says_json(answer):
            return breaks.not_json(self._host)
        expansion = _expansion(answer, self._limits.body_bytes)
        if expansion is None:
            return breaks.unknown_encoding(self._host)
        if int(answer.headers.get("content-length", "0")) > self._limits.body_bytes:
            return breaks.too_large(self._limits.body_bytes)
        try:
            async for chunk in answer.aiter_raw():
                expansion.take(chunk)
                tally.body_bytes = len(expansion.body)
            body = expansion.finish()
        except TooLarge:
            return breaks.too_large(self._limits.body_bytes)
        except Damaged:
            return breaks.cut_short(self._host)
        if not body or body.isspace():
            return breaks.empty(self._host)
        return body if _looks_whole(body) else breaks.cut_short(self._host)

    async def _refusal(self, answer: httpx.Response, tally: _Tally) -> Fault:
        expansion = _expansion(answer, self._limits.error_body_bytes)
        said = b""
        if expansion is not None:
            try:
                with anyio.move_on_after(min(ERROR_BODY_SECONDS, self._limits.call_seconds / 4)):
                    async for chunk in answer.aiter_raw():
                        # Its beginning is worth reading however long it is.
                        expansion.take(chunk[: self._limits.error_body_bytes])
            except (httpx.TransportError, OSError, TooLarge, Damaged):
                # The status has come and says enough; what is missing are words.
                pass
            tally.body_bytes = len(expansion.body)
            # A gateway that shows the request in its error page shows the token too.
            said = expansion.body.replace((self._token or "").encode(), b"[token]")
        refusal = Refusal.read(said)
        status = answer.status_code
        limited = status == HTTPStatus.TOO_MANY_REQUESTS
        wait_seconds = asked_seconds(answer.headers, refusal.retry_after, limited=limited)
        if limited:
            await self._turnstile.close_for(wait_seconds or UNTOLD_WAITS * self._limits.first_wait_seconds)
        elif status < HTTPStatus.INTERNAL_SERVER_ERROR:
            await self._turnstile.open()
        return refused(status, refusal, wait_seconds)


def _expansion(answer: httpx.Response, limit_bytes: int) -> Expansion | None:
    """A place for the body, or None when it is encoded in a way that cannot be expanded within a bound."""
    named = answer.headers.get_list("content-encoding", split_commas=True)
    encodings = [name for each in named if (name := each.strip().lower()) not in {"", "identity"}]
    if len(encodings) > 1 or not _GZIP.issuperset(encodings):
        return None
    return Expansion(gzip=bool(encodings), limit_bytes=limit_bytes)


def _says_json(answer: httpx.Response) -> bool:
    kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    return kind in _JSON or kind.endswith("+json")


def _looks_whole(body: bytearray) -> bool:
    """Whether what opens as JSON also closes: a length that is too small looks like success otherwise."""
    end = body[-64:].rstrip()
    return not _OPENING.match(body) or not end or end.endswith((b"}", b"]"))
