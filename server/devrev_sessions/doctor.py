"""`check`: what is configured, whether it works, and in plain words how to mend what does not."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from devrev_sessions.assistant.failures import face_of
from devrev_sessions.devrev.client import DevRev
from devrev_sessions.devrev.http.transport import Limits, Transport
from devrev_sessions.errors import SessionsError, Unauthenticated, Unreachable
from devrev_sessions.settings import App, Settings, default_path
from devrev_sessions.text.door import quoted
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
    if settings.token is None:
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
