"""What the tools work with: the settings, the recordings, and the digests made of them lately."""

import hashlib
import logging
import re
import secrets
from collections import OrderedDict
from collections.abc import AsyncGenerator, Callable, Generator, Sequence
from contextlib import asynccontextmanager, contextmanager
from difflib import get_close_matches
from typing import Final, TypeVar
from urllib.parse import urlsplit

import anyio

from devrev_sessions.assistant.answer import Answer
from devrev_sessions.assistant.arguments import AnyArguments, Arguments, ScreenArguments
from devrev_sessions.assistant.seen import Seen
from devrev_sessions.devrev.aside import Aside
from devrev_sessions.devrev.asked import Asked, Key
from devrev_sessions.devrev.client import DevRev
from devrev_sessions.devrev.finding import Finding, Source
from devrev_sessions.devrev.http.downloads import Downloads
from devrev_sessions.devrev.http.failures import no_token
from devrev_sessions.devrev.http.transport import Limits, Transport
from devrev_sessions.devrev.recordings import TRIED, Kept, Recordings
from devrev_sessions.devrev.replays import FileKey, Replays
from devrev_sessions.devrev.shelf import Shelf
from devrev_sessions.digest.digest import Digest, digest
from devrev_sessions.errors import InvalidArguments
from devrev_sessions.settings import App, Settings
from devrev_sessions.text.calls import Address
from devrev_sessions.text.door import Door
from devrev_sessions.text.redaction.names import words_of
from devrev_sessions.text.redaction.redactor import OwnRule, Policy, Redactor
from devrev_sessions.timeline.recording import Platform
from devrev_sessions.timeline.story import Story

_LOG: Final = logging.getLogger("devrev_sessions.assistant")
_TICKET: Final = re.compile(r"TKT-\d+", re.IGNORECASE)
TYPO: Final = 0.8
"""How alike (difflib's ratio) a name must be to that of a configured app to be a slip of it; keys are like no name."""
KEPT_DIGESTS: Final = 4
"""Digests kept for the next question about the same story; each keeps its recordings in memory."""
FILES_SHARE: Final = 4
"""Frames and packets are kept in a quarter of the cache's size, beside it: few ask for them."""
KEPT_ANSWERS: Final = 128
"""Answers kept for the same question asked again; none is larger than 48,000 characters twice over."""

Value = TypeVar("Value")


class Desk:
    """One for a server; all tools share it."""

    def __init__(
        self, settings: Settings, recordings: Recordings, replays: Replays, finding: Finding, door: Door
    ) -> None:
        self.settings = settings
        self.recordings = recordings
        self.replays = replays
        self.finding = finding
        self.door = door
        self.seen = Seen()
        self.echoing_door = door.echoing()
        self.returning_door = door.returning()
        self._aside = Aside()
        self._calls = 0
        self._quiet = anyio.Event()
        self._digests: OrderedDict[tuple[object, ...], Digest] = OrderedDict()
        self._answers: OrderedDict[tuple[object, ...], Answer] = OrderedDict()

    @contextmanager
    def at_work(self) -> Generator[None]:
        """One call under way."""
        self._calls += 1
        try:
            yield
        finally:
            self._calls -= 1
            if not self._calls:
                self._quiet.set()
                self._quiet = anyio.Event()

    async def idle(self) -> None:
        """Return when no call is under way."""
        if self._calls:
            await self._quiet.wait()

    def asked_of(self, session_id: str, version_key: str | None, platform: Platform | None) -> tuple[Asked, Address]:
        """The same for a whole session, named by itself."""
        return self.asked(Arguments(session_id=session_id, version_key=version_key, platform=platform))

    def asked(self, arguments: ScreenArguments) -> tuple[Asked, Address]:
        """What the arguments ask of DevRev, and how further calls name the session.

        Raises Unauthenticated when there is no token, before anything else is asked of the assistant, and
        InvalidArguments when no app or two parts are named.
        """
        if self.settings.token is None:
            raise no_token()
        if arguments.recording_id and arguments.tab_id:
            raise InvalidArguments(
                "Both recording_id and tab_id were given.",
                "Give recording_id for a mobile session, tab_id for a web session, or neither for the whole session.",
                field="tab_id",
            )
        if _TICKET.fullmatch(arguments.session_id):
            raise InvalidArguments(
                "The argument session_id is {value}, which is the number of a ticket.",
                "Call list_sessions with it as ticket: it finds the sessions of its reporter.",
                value=arguments.session_id,
                field="session_id",
            )
        app = self._app(arguments.version_key)
        asked = Asked(
            session_id=arguments.session_id,
            version_key=app.version_key,
            platform=self._platform(app, arguments.platform),
            recording_id=arguments.recording_id,
            tab_id=arguments.tab_id,
        )
        return asked, Address(arguments.session_id, arguments.version_key)

    def sources(self, version_key: str | None, platform: Platform | None) -> tuple[Source, ...]:
        """Where sessions are looked for: in the app that is named, else in every configured one.

        Raises Unauthenticated when there is no token, InvalidArguments when no app is named and none is configured.
        """
        if self.settings.token is None:
            raise no_token()
        apps = self.settings.apps
        if version_key or not apps:
            named = {version_key or self.settings.version_key or "": self._app(version_key)}
        else:
            named = {name: app for name, app in apps.items() if not platform or app.platform in {None, platform}}
        found: list[Source] = []
        for name, app in named.items():
            known = self._platform(app, platform)
            found += [Source(name, app.version_key, each, known is not None) for each in ((known,) if known else TRIED)]
        return tuple(found)

    def _app(self, given: str | None) -> App:
        apps = self.settings.apps
        key = given or self.settings.version_key
        if key is None and len(apps) == 1:
            return next(iter(apps.values()))
        if key is None:
            raise InvalidArguments(
                "No app was named, and several are configured."
                if apps
                else "No app was named, and none is configured.",
                "Give version_key: the name of a configured app, or the app's PLuG Unique App ID "
                "(DevRev: Settings > Support > PLuG Settings > Configuration).",
                field="version_key",
                allowed_values=tuple(apps),
            )
        known = apps.get(key) or next((app for app in apps.values() if app.version_key == key), None)
        near = () if known else get_close_matches(key.lower(), apps, n=1, cutoff=TYPO)
        if near:
            raise InvalidArguments(
                "No configured app is called {value}.",
                f"Use {near[0]}, or the app's PLuG Unique App ID.",
                value=key,
                field="version_key",
                allowed_values=tuple(apps),
            )
        return known or App(version_key=key)

    def _platform(self, app: App, given: Platform | None) -> Platform | None:
        """The platform that the question or the configuration names.

        Raises InvalidArguments where they name two.
        """
        if given and app.platform and given != app.platform:
            raise InvalidArguments(
                f"The argument platform is {{value}}, but this app is configured as {app.platform}.",
                "Leave platform out, or name another app.",
                value=given,
                field="platform",
            )
        return given or app.platform

    def note(self, address: Address, story: Story) -> None:
        """Remember which session an answer was about."""
        session = story.session
        on_web = bool(session and session.medium == "web") or story.platform == "web"
        part_ids = session.part_ids if session else [part.part_id for part in story.parts]
        self.seen.note(address, part_ids, on_web=on_web)

    async def beside(self, work: Callable[[], Value]) -> Value:
        """What `work` gives, done beside the event loop."""
        return await self._aside.do(work)

    async def told(self, story: Story) -> Digest:
        """The digest of a story."""
        return await self._aside.do(lambda: self._digest(story))

    def _digest(self, story: Story) -> Digest:
        # Only the one thread beside the loop writes to what is kept.
        return _kept(self._digests, story.mark, KEPT_DIGESTS, lambda: digest(story))

    async def answer(self, story: Story, arguments: Arguments, make: Callable[[Digest], Answer]) -> Answer:
        """The answer that `make` finds in the digest of a story."""
        plain = arguments.model_copy(update={"fresh": False})
        return await self.answer_of_all((story,), plain, lambda digests: make(digests[0]))

    async def answer_of_all(
        self, stories: Sequence[Story], arguments: AnyArguments, make: Callable[[Sequence[Digest]], Answer]
    ) -> Answer:
        """The answer that `make` finds in the digests of several stories.

        The same question of the same readings has the same answer, and a digest is made once for as long as the
        recordings are not read again.
        """
        key = (*(mark for story in stories for mark in story.mark), type(arguments), arguments.model_dump_json())

        def made() -> Answer:
            told = [self._digest(each) for each in stories]
            return _kept(self._answers, key, KEPT_ANSWERS, lambda: make(told))

        return self._answers.get(key) or await self._aside.do(made)


def _kept(
    kept: OrderedDict[tuple[object, ...], Value], key: tuple[object, ...], most: int, make: Callable[[], Value]
) -> Value:
    """What is kept under `key`, made where it is not there; of more than `most` the least recently used goes."""
    found = kept.get(key)
    if found is None:
        found = kept[key] = make()
        if len(kept) > most:
            kept.popitem(last=False)
    kept.move_to_end(key)
    return found


def policy_of(settings: Settings) -> Policy:
    """What is hidden, by the settings."""
    return Policy(
        mode=settings.redact,
        rules=tuple(OwnRule(rule.label, rule.pattern) for rule in settings.redaction.rules),
        shown_names=frozenset(words_of(name) for name in settings.redaction.allow_names),
    )


@asynccontextmanager
async def open_desk(settings: Settings, *, tag_key: bytes | None = None) -> AsyncGenerator[Desk]:
    """A desk with its connections and its cache, closed in the end.

    `tag_key` makes the tags of redacted values; a process makes its own, so that tags say nothing outside it.
    """
    if settings.redact == "off":
        _LOG.warning("redact is off: secrets and personal data in recordings are shown to whoever asks")
    token = settings.token.get_secret_value() if settings.token else None
    limits = Limits(body_bytes=settings.limits.max_body_megabytes * 2**20, call_seconds=settings.limits.timeout_seconds)
    shelf: Shelf[Key, Kept] = Shelf(
        capacity_bytes=settings.cache.max_megabytes * 2**20, max_age_seconds=settings.cache.max_age_seconds
    )
    files: Shelf[FileKey, bytes] = Shelf(
        capacity_bytes=settings.cache.max_megabytes * 2**20 // FILES_SHARE,
        max_age_seconds=settings.cache.max_age_seconds,
    )
    downloads = Downloads(on_loopback=urlsplit(settings.base_url).scheme == "http")
    async with Transport(settings.base_url, token, limits) as transport, downloads, shelf, files:
        devrev = DevRev(transport)
        recordings = Recordings(
            devrev,
            shelf,
            credential=hashlib.sha256((token or "").encode()).hexdigest(),
            host=urlsplit(settings.base_url).netloc,
            timeout_seconds=settings.limits.timeout_seconds,
        )
        door = Door(Redactor(policy_of(settings), tag_key or secrets.token_bytes(16)))
        yield Desk(settings, recordings, Replays(recordings, downloads, files), Finding(devrev), door)
