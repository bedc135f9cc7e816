"""What the tools work with: the settings, the recordings one token may see, and how further calls name them."""

import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Final, TypeVar

from devrev_sessions.assistant.answer import Answer
from devrev_sessions.assistant.arguments import AnyArguments, Arguments, ScreenArguments
from devrev_sessions.assistant.callers import caller
from devrev_sessions.assistant.kept import Answers
from devrev_sessions.assistant.seen import Seen
from devrev_sessions.devrev.asked import Asked
from devrev_sessions.devrev.finding import Finding, Source
from devrev_sessions.devrev.http.failures import no_token
from devrev_sessions.devrev.recordings import TRIED, Recordings
from devrev_sessions.devrev.replays import Replays
from devrev_sessions.digest.digest import Digest
from devrev_sessions.errors import InvalidArguments
from devrev_sessions.settings import App, Settings
from devrev_sessions.text.calls import Address
from devrev_sessions.text.door import Door
from devrev_sessions.timeline.recording import Platform
from devrev_sessions.timeline.story import Story

_TICKET: Final = re.compile(r"TKT-\d+", re.IGNORECASE)
TYPO: Final = 0.8
"""How alike (difflib's ratio) a name must be to that of a configured app to be a slip of it; keys are like no name."""
REMEMBERED_CALLERS: Final = 1_000
"""Callers of whom the sessions they asked for lately are remembered, fifty of each."""

Value = TypeVar("Value")


class Desk:
    """One for each token of DevRev's; all tools share it."""

    def __init__(
        self,
        settings: Settings,
        recordings: Recordings,
        replays: Replays,
        finding: Finding,
        door: Door,
        answers: Answers,
        *,
        credential: str,
        has_token: bool,
    ) -> None:
        self.settings = settings
        self.recordings = recordings
        self.replays = replays
        self.finding = finding
        self.door = door
        self.echoing_door = door.echoing()
        self.returning_door = door.returning()
        self._answers = answers
        self._credential = credential
        self._has_token = has_token
        self._seen: OrderedDict[str | None, Seen] = OrderedDict()

    @property
    def seen(self) -> Seen:
        """The sessions that whoever calls asked for lately."""
        name = caller.get()
        seen = self._seen.setdefault(name, Seen())
        self._seen.move_to_end(name)
        if len(self._seen) > REMEMBERED_CALLERS:
            self._seen.popitem(last=False)
        return seen

    def asked_of(self, session_id: str, version_key: str | None, platform: Platform | None) -> tuple[Asked, Address]:
        """The same for a whole session, named by itself."""
        return self.asked(Arguments(session_id=session_id, version_key=version_key, platform=platform))

    def asked(self, arguments: ScreenArguments) -> tuple[Asked, Address]:
        """What the arguments ask of DevRev, and how further calls name the session.

        Raises Unauthenticated when there is no token, before anything else is asked of the assistant, and
        InvalidArguments when no app or two parts are named.
        """
        if not self._has_token:
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
        if not self._has_token:
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
        return await self._answers.beside(work)

    async def told(self, story: Story) -> Digest:
        """The digest of a story."""
        return await self._answers.digest(self._credential, story)

    async def answer(self, story: Story, arguments: Arguments, make: Callable[[Digest], Answer]) -> Answer:
        """The answer that `make` finds in the digest of a story."""
        plain = arguments.model_copy(update={"fresh": False})
        return await self.answer_of_all((story,), plain, lambda digests: make(digests[0]))

    async def answer_of_all(
        self, stories: Sequence[Story], arguments: AnyArguments, make: Callable[[Sequence[Digest]], Answer]
    ) -> Answer:
        """The answer that `make` finds in the digests of several stories."""
        question = (type(arguments), arguments.model_dump_json())
        return await self._answers.answer(self._credential, stories, question, make)
