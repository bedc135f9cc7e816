"""What a server keeps: recordings, files, digests and answers, for all callers together and apart by their tokens."""

import hashlib
import hmac
import logging
import secrets
from contextlib import AsyncExitStack
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urlsplit

from devrev_sessions.assistant.callers import caller
from devrev_sessions.assistant.desk import Desk
from devrev_sessions.assistant.kept import Answers
from devrev_sessions.devrev.aside import Aside
from devrev_sessions.devrev.asked import Key
from devrev_sessions.devrev.client import DevRev
from devrev_sessions.devrev.finding import Finding
from devrev_sessions.devrev.http.downloads import Downloads
from devrev_sessions.devrev.http.transport import Limits, Transport
from devrev_sessions.devrev.recordings import Kept, Recordings
from devrev_sessions.devrev.replays import FileKey, Replays
from devrev_sessions.devrev.shelf import Shelf
from devrev_sessions.errors import Forbidden
from devrev_sessions.settings import Settings
from devrev_sessions.telemetry import Instruments
from devrev_sessions.text.door import Door
from devrev_sessions.text.redaction.names import words_of
from devrev_sessions.text.redaction.redactor import OwnRule, Policy, Redactor

if TYPE_CHECKING:
    from devrev_sessions.devrev.shared.replicas import Replicas

_LOG: Final = logging.getLogger("devrev_sessions.assistant")
FILES_SHARE: Final = 4
"""Frames and packets are kept in a quarter of the cache's size, beside it: few ask for them."""


class Stock:
    """An async context manager that owns connections and caches; there is one for a server."""

    def __init__(self, settings: Settings, tag_key: bytes | None, instruments: Instruments) -> None:
        self._settings = settings
        self._instruments = instruments
        self._replicas = _replicas(settings, instruments)
        self._tag_key = tag_key or (self._replicas.tag_key if self._replicas else secrets.token_bytes(16))
        self._policy = policy_of(settings)
        self._door = Door(Redactor(self._policy, self._tag_key))
        self.echoing_door = self._door.echoing()
        self._limits = Limits(
            body_bytes=settings.limits.max_body_megabytes * 2**20, call_seconds=settings.limits.timeout_seconds
        )
        capacity_bytes = settings.cache.max_megabytes * 2**20
        self._shelf: Shelf[Key, Kept] = Shelf(
            capacity_bytes=capacity_bytes,
            max_age_seconds=settings.cache.max_age_seconds,
            tell=partial(instruments.looked_up, "recordings"),
        )
        self._files: Shelf[FileKey, bytes] = Shelf(
            capacity_bytes=capacity_bytes // FILES_SHARE,
            max_age_seconds=settings.cache.max_age_seconds,
            tell=partial(instruments.looked_up, "files"),
        )
        self._downloads = Downloads(on_loopback=urlsplit(settings.base_url).scheme == "http")
        self._answers = Answers()
        self._reading = Aside()
        self._desks: dict[str | None, Desk] = {}
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        if self._settings.redact == "off":
            _LOG.warning("redact is off: secrets and personal data in recordings are shown to whoever asks")
        for kept in (self._downloads, self._shelf, self._files, self._replicas):
            if kept is not None:
                await self._open.enter_async_context(kept)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._open.__aexit__(kind, error, traceback)

    def desk(self) -> Desk:
        """The desk of whoever calls. Raises Forbidden where no token is configured for them."""
        token = self._token()
        if token not in self._desks:
            self._desks[token] = self._made(token)
        return self._desks[token]

    def _token(self) -> str | None:
        name, callers = caller.get(), self._settings.callers
        if name is None or not callers:
            return self._settings.token.get_secret_value() if self._settings.token else None
        if name not in callers:
            raise Forbidden(
                "No DevRev token is configured for the caller {value}.",
                "Ask whoever runs this server to add the caller under [callers] in its settings.",
                value=name,
            )
        return callers[name].token.get_secret_value()

    def _made(self, token: str | None) -> Desk:
        settings, credential = self._settings, hashlib.sha256((token or "").encode()).hexdigest()
        host, replicas = urlsplit(settings.base_url).netloc, self._replicas
        turns = replicas.turns(credential, host) if replicas else None
        transport = Transport(settings.base_url, token, self._limits, instruments=self._instruments, others=turns)
        self._open.push_async_exit(transport)
        devrev = DevRev(transport, replicas.bodies(credential, host) if replicas else None, self._reading)
        recordings = Recordings(
            devrev,
            self._shelf,
            credential=credential,
            host=host,
            timeout_seconds=settings.limits.timeout_seconds,
        )
        replays = Replays(recordings, self._downloads, self._files, credential)
        return Desk(
            settings,
            recordings,
            replays,
            Finding(devrev),
            self._door_of(credential),
            self._answers,
            credential=credential,
            has_token=token is not None,
        )

    def _door_of(self, credential: str) -> Door:
        """Equal values have equal tags for those who see the same data, and say nothing to the others."""
        if not self._settings.callers:
            return self._door
        tag_key = hmac.digest(self._tag_key, credential.encode(), "sha256")[:16]
        return Door(Redactor(self._policy, tag_key))


def policy_of(settings: Settings) -> Policy:
    """What is hidden, by the settings."""
    return Policy(
        mode=settings.redact,
        rules=tuple(OwnRule(rule.label, rule.pattern) for rule in settings.redaction.rules),
        shown_names=frozenset(words_of(name) for name in settings.redaction.allow_names),
    )


def _replicas(settings: Settings, instruments: Instruments) -> "Replicas | None":
    if settings.shared is None:
        return None
    from devrev_sessions.devrev.shared.replicas import Replicas  # noqa: PLC0415 - its client library is an extra

    tell = partial(instruments.looked_up, "shared")
    return Replicas(settings.shared, settings.cache.max_age_seconds, tell)
