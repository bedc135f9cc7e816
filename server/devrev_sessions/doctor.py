"""`check`: what is configured, whether it works, and in plain words how to mend what does not."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from devrev_sessions.assistant.failures import face_of
from devrev_sessions.devrev.client import DevRev
from devrev_sessions.devrev.http.transport import Limits, Transport
from devrev_sessions.errors import SessionsError, Unauthenticated, Unreachable
from devrev_sessions.settings import App, Settings, SharedSettings, default_path
from devrev_sessions.text.door import quoted
from devrev_sessions.timeline.events import AppText
from devrev_sessions.timeline.recording import Platform

PLATFORMS: Final[tuple[Platform, ...]] = ("android", "ios", "web")
WIDTH: Final = 22


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor: what was looked at, what was found, and what to do about it."""

    about: str
    good: bool
    found: str
    mend: str = ""
    """For what is good, what to change unless it is meant so."""

    def lines(self) -> str:
        """The finding for a terminal."""
        mark = "WRONG" if not self.good else "WARN " if self.mend else "ok   "
        line = f"{mark} {self.about:<{WIDTH}} {self.found}"
        return f"{line}\n{'':6}{'':{WIDTH}} -> {self.mend}" if self.mend else line


async def examine(settings: Settings, config: Path | None) -> AsyncIterator[Finding]:
    """Configuration, token, host and every configured app, in the order one would mend them."""
    yield _configuration(config)
    yield _redaction(settings)
    async for finding in _served_to_many(settings):
        yield finding
    for name, caller in settings.callers.items():
        yield await _caller(settings, name, caller.token.get_secret_value())
    if settings.token is None:
        if settings.callers:
            return
        yield Finding(
            "token",
            good=False,
            found="none is set",
            mend="make one in DevRev (Settings > Account > Personal Access Token) and set DEVREV_API_KEY to it",
        )
        return
    limits = Limits(call_seconds=settings.limits.timeout_seconds)
    async with Transport(settings.base_url, settings.token.get_secret_value(), limits) as transport:
        devrev = DevRev(transport)
        findings = [finding async for finding in _host_and_token(devrev, settings)]
        for finding in findings:
            yield finding
        if all(finding.good for finding in findings):
            async for finding in _apps(devrev, settings):
                yield finding


def _configuration(config: Path | None) -> Finding:
    path = config or default_path()
    found = str(path) if path.is_file() else f"no file at {path}; defaults and environment"
    return Finding("configuration", good=True, found=found)


def _redaction(settings: Settings) -> Finding:
    if settings.redact == "off":
        found = "off: secrets and personal data in recordings are shown to whoever asks"
        return Finding("redaction", good=True, found=found, mend='set redact = "standard" unless this is meant')
    return Finding("redaction", good=True, found=settings.redact)


async def _served_to_many(settings: Settings) -> AsyncIterator[Finding]:
    """Who may call over HTTP and what replicas share, where that is configured."""
    http = settings.http
    if http.auth == "bearer":
        names = ", ".join(quoted(AppText(key.name)) for key in http.keys)
        yield Finding("HTTP callers", good=True, found=f"by keys: {names}")
    if http.oauth is not None:
        yield await _issuer(http.oauth.issuer)
    if settings.callers:
        yield Finding("callers' data", good=True, found=f"{len(settings.callers)} with a DevRev token of their own")
    if settings.shared is not None:
        yield await _shared(settings.shared)


async def _issuer(issuer: str) -> Finding:
    from devrev_sessions.assistant.http.signers import fetched_keys  # noqa: PLC0415 - only where it is configured
    from devrev_sessions.devrev.http.documents import NoDocument  # noqa: PLC0415 - the same

    try:
        keys = await fetched_keys(issuer)
    except NoDocument as error:
        mend = "check issuer under [http.oauth], as the issuer's metadata writes it, and the network of this machine"
        return Finding("HTTP callers", good=False, found=f"no keys of {issuer}: {error}", mend=mend)
    return Finding("HTTP callers", good=True, found=f"by tokens of {issuer}, which signs with {len(keys)} keys")


async def _shared(shared: SharedSettings) -> Finding:
    if find_spec("redis") is None:
        mend = "pip install 'devrev-sessions-mcp[shared]'"
        return Finding("shared store", good=False, found="its client library is not installed", mend=mend)
    from devrev_sessions.devrev.shared.store import Store  # noqa: PLC0415 - its client library is an extra

    async with Store(shared.url.get_secret_value()) as store:
        complaint = await store.complaint()
    if not complaint:
        return Finding("shared store", good=True, found=f"{store.host} answers")
    mend = "check url under [shared], its password, and that the server runs; until then each replica goes on by itself"
    return Finding("shared store", good=False, found=f"{store.host} cannot be used ({complaint})", mend=mend)


async def _host_and_token(devrev: DevRev, settings: Settings) -> AsyncIterator[Finding]:
    host = urlsplit(settings.base_url).netloc
    try:
        owner = await devrev.dev_users_self()
    except SessionsError as error:
        face = face_of(error)
        if isinstance(error, Unauthenticated):
            yield Finding(f"host {host}", good=True, found="answers")
            yield Finding("token", good=False, found=face.message, mend=face.next_step)
        else:
            about = f"host {host}" if isinstance(error, Unreachable) else "dev-users.self"
            yield Finding(about, good=False, found=f"{face.code}: {face.message}", mend=face.next_step)
        return
    yield Finding(f"host {host}", good=True, found="answers")
    yield Finding("token", good=True, found=f"accepted; it belongs to {quoted(owner)}" if owner else "accepted")


async def _caller(settings: Settings, name: str, token: str) -> Finding:
    """Whether DevRev takes the token of a caller."""
    about = f"token of {quoted(AppText(name))}"
    async with Transport(settings.base_url, token, Limits(call_seconds=settings.limits.timeout_seconds)) as transport:
        try:
            owner = await DevRev(transport).dev_users_self()
        except SessionsError as error:
            face = face_of(error)
            return Finding(about, good=False, found=f"{face.code}: {face.message}", mend=face.next_step)
    return Finding(about, good=True, found=f"accepted; it belongs to {quoted(owner)}" if owner else "accepted")


async def _apps(devrev: DevRev, settings: Settings) -> AsyncIterator[Finding]:
    apps = dict(settings.apps)
    if settings.version_key and settings.version_key not in apps:
        apps["default app"] = App(version_key=settings.version_key)
    if not apps:
        yield Finding(
            "apps",
            good=False,
            found="none is configured; every call must name one by its key",
            mend="set DEVREV_VERSION_KEY or add [apps.NAME] to the file; the key is the Unique App ID in DevRev "
            "(Settings > Support > PLuG Settings > Configuration)",
        )
    for name, app in apps.items():
        yield await _app(devrev, name, app)


async def _app(devrev: DevRev, name: str, app: App) -> Finding:
    """Whether sessions of an app can be seen; without a platform each is tried."""
    refusal: SessionsError | None = None
    for platform in (app.platform,) if app.platform else PLATFORMS:
        try:
            if (await devrev.sessions_list(platform, app.version_key, limit=1)).sessions:
                return Finding(f"app {name}", good=True, found=f"its {platform} sessions can be read")
        except SessionsError as error:
            refusal = refusal or error
    if refusal is None:
        return Finding(
            f"app {name}",
            good=False,
            found="DevRev shows no session of it",
            mend="check its version_key, the Unique App ID (Settings > Support > PLuG Settings > Configuration), "
            "and its platform; an app that has recorded nothing yet looks the same",
        )
    face = face_of(refusal)
    return Finding(f"app {name}", good=False, found=f"{face.code}: {face.message}", mend=face.next_step)
