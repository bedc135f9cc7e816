"""From ids to the story: what to ask DevRev, in which order, and what to do when a part is not there."""

import itertools
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final, TypeVar

import anyio

from devrev_sessions.devrev.absence import no_session, of_the_part, usefulness, wrong_medium
from devrev_sessions.devrev.asked import Asked, Key
from devrev_sessions.devrev.client import DevRev
from devrev_sessions.devrev.devtools import weave
from devrev_sessions.devrev.http.breaks import too_slow
from devrev_sessions.devrev.shelf import Shelf, Shelved
from devrev_sessions.devrev.until import a_little_before, until, within_the_question
from devrev_sessions.errors import (
    DeadlineExceeded,
    Forbidden,
    InvalidArguments,
    NotFound,
    SessionsError,
    Unauthenticated,
)
from devrev_sessions.timeline.recording import Medium, Platform, Recording, Session
from devrev_sessions.timeline.story import Part, Story, story_of, whole_story

AT_ONCE: Final = 4
"""Recordings of one session read at the same time: a session seldom has more, and DevRev counts calls per user."""
MOST_READ: Final = 100
"""Recordings of one session read for one question: DevRev counts calls, and nobody reads a story of more."""
TOO_MANY: Final = "too_many"
"""Why those beyond are not read."""
BYTES_OF_AN_EVENT: Final = 550
"""Memory of one event beside its JSON, measured on recordings of 100,000 events."""
DEVTOOLS_PATIENCE_SECONDS: Final = 3.0
"""How long a tab that is there waits for its console and network: worth having, never worth failing for."""
TELLING_SHARE: Final = 0.1
"""Share of the time of a call that is kept for telling what has been read."""
BARE_SECONDS: Final = 60.0
"""How long a tab is kept whose console and network did not come in time: they may the next time."""
TRIED: Final[tuple[Platform, ...]] = ("android", "ios", "web")
Answer = TypeVar("Answer")
Report = Callable[[str], Awaitable[None]]
"""Told in a few words what is being waited for."""


Kept = Recording | Session


class Recordings:
    """Sessions and recordings, fetched once and kept for the next question."""

    def __init__(
        self,
        devrev: DevRev,
        shelf: Shelf[Key, Kept],
        *,
        credential: str,
        host: str,
        timeout_seconds: float,
        devtools_patience_seconds: float = DEVTOOLS_PATIENCE_SECONDS,
    ) -> None:
        self._devrev = devrev
        self._shelf = shelf
        self._credential = credential
        self._host = host
        self._timeout_seconds = timeout_seconds
        self._devtools_patience_seconds = devtools_patience_seconds
        self._platforms: dict[str, Platform] = {}
        self._readings = itertools.count(1)

    async def story(self, asked: Asked, report: Report, *, fresh: bool = False, replay: bool = False) -> Story:
        """The story of the recording or tab that is named, or of the whole session when none is.

        A recording that is not there is a story with a missing part. Raises a SessionsError when the session is not
        there, or nothing of it could be read.
        """
        with within_the_question():
            if asked.part_id:
                return await self._one(asked, report, fresh=fresh, replay=replay)
            session = await self.session(asked, report, fresh=fresh)
            return await self._whole(asked, session, report, fresh=fresh, replay=replay)

    async def session(self, asked: Asked, report: Report, *, fresh: bool = False) -> Session:
        """The session with the ids of its recordings or tabs, whichever platform it is of."""
        await report("looking up the session")

        async def fetch() -> Shelved[Kept]:
            session = await self._look_up(asked, fresh=fresh)
            return Shelved(session, 2_000 + 100 * len(session.part_ids))

        found = await self._shelf.get(self._key(asked, f"session/{asked.platform}", None), fetch, fresh=fresh)
        if not isinstance(found, Session):
            raise TypeError
        return found

    async def _look_up(self, asked: Asked, *, fresh: bool) -> Session:
        refusals: list[SessionsError] = []
        for platform in self._candidates(asked):
            try:
                session = await self._devrev.sessions_get(platform, asked.session_id, asked.version_key, fresh=fresh)
            except (NotFound, InvalidArguments, Forbidden) as error:
                refusals.append(error)
                continue
            self._platforms[asked.version_key] = platform
            return session
        refusal = min(refusals, key=usefulness)
        if isinstance(refusal, NotFound):
            raise no_session(asked.session_id, refusal)
        raise refusal

    def _candidates(self, asked: Asked) -> tuple[Platform, ...]:
        known = asked.platform or self._platforms.get(asked.version_key)
        if asked.platform:
            return (asked.platform,)
        if asked.tab_id:
            known = "web"
        first = (known,) if known else ()
        return (*first, *(platform for platform in TRIED if platform not in first))

    async def _recording(self, asked: Asked, medium: Medium, part_id: str, *, fresh: bool, replay: bool) -> Recording:
        on_web = medium == "web"

        async def fetch() -> Shelved[Kept]:
            tab_id, recording_id = (part_id, None) if on_web else (None, part_id)
            devtools: list[bytes | bytearray | SessionsError] = []
            fetched: tuple[Recording, int] | SessionsError | None = None
            async with anyio.create_task_group() as group:
                if on_web:
                    group.start_soon(self._devtools, asked, part_id, devtools, fresh)
                fetched = await _told_plainly(
                    self._devrev.data_get(
                        asked.session_id,
                        asked.version_key,
                        recording_id=recording_id,
                        tab_id=tab_id,
                        include_replay=replay,
                        fresh=fresh,
                    )
                )
                patience_seconds = 0 if isinstance(fetched, SessionsError) else self._devtools_seconds()
                group.cancel_scope.deadline = anyio.current_time() + patience_seconds
            if isinstance(fetched, SessionsError):
                raise fetched
            if fetched is None:
                raise RuntimeError
            recording, size_bytes = fetched
            recording = replace(recording, reading=next(self._readings))
            keep_seconds = None
            if on_web:
                told = devtools[0] if devtools else None
                body = told if isinstance(told, bytes | bytearray) else b""
                recording = weave(recording, body)
                size_bytes += len(body)
                if told is None or (isinstance(told, SessionsError) and told.retryable):
                    keep_seconds = BARE_SECONDS
            return Shelved(recording, size_bytes + BYTES_OF_AN_EVENT * len(recording.events), keep_seconds)

        key = self._key(asked, part_id, medium, replay=replay)
        found = await self._shelf.get(key, fetch, fresh=fresh)
        if not isinstance(found, Recording):
            raise TypeError
        return found

    async def _devtools(
        self, asked: Asked, tab_id: str, found: list[bytes | bytearray | SessionsError], fresh: bool
    ) -> None:
        """Console and network, or why DevRev does not give them."""
        asking = self._devrev.developer_info_get(asked.session_id, tab_id, asked.version_key, fresh=fresh)
        told = await _told_plainly(asking)
        found.append(told)

    def _devtools_seconds(self) -> float:
        """How long they are still waited for: never so long that the question has no time left for the tab."""
        return min(self._devtools_patience_seconds, (until.get() - anyio.current_time()) * (1 - TELLING_SHARE))

    def _key(self, asked: Asked, part_id: str, medium: Medium | None, *, replay: bool = False) -> Key:
        return Key(self._credential, self._host, asked.version_key, asked.session_id, part_id, medium, replay)

    async def _one(self, asked: Asked, report: Report, *, fresh: bool, replay: bool) -> Story:
        medium: Medium = "web" if asked.tab_id else "mobile"
        await report("reading the tab" if asked.tab_id else "reading the recording")
        try:
            recording = await self._recording(asked, medium, asked.part_id, fresh=fresh, replay=replay)
        except (NotFound, InvalidArguments, Forbidden) as refusal:
            return await self._explain(asked, refusal, report, medium, replay=replay)
        return story_of(recording, asked.platform)

    async def _explain(
        self, asked: Asked, refusal: SessionsError, report: Report, medium: Medium, *, replay: bool
    ) -> Story:
        """Why a recording was refused: an id given under the wrong name is repaired, one that is not there is told.

        Raises the refusal itself when the session is not to be had either.
        """
        try:
            session = await self.session(asked, report)
        except Unauthenticated:
            raise
        except NotFound as unknown:
            raise unknown from None
        except SessionsError:
            raise refusal from None
        if session.medium != medium and asked.part_id in session.part_ids:
            recording = await self._recording(asked, session.medium, asked.part_id, fresh=False, replay=replay)
            return story_of(recording, asked.platform, session)
        if isinstance(refusal, Forbidden):
            raise refusal
        if session.medium != medium:
            raise wrong_medium(asked, session)
        if not of_the_part(refusal):
            raise refusal
        return Story(asked.session_id, (Part(asked.part_id, None),), (), session, asked_platform=asked.platform)

    async def _whole(self, asked: Asked, session: Session, report: Report, *, fresh: bool, replay: bool) -> Story:
        limiter = anyio.Semaphore(AT_ONCE)
        parts: dict[str, Part] = {}
        failures: list[SessionsError] = []

        async def read(part_id: str) -> None:
            async with limiter:
                found = await _told_plainly(
                    self._recording(asked, session.medium, part_id, fresh=fresh, replay=replay),
                )
            if isinstance(found, Recording):
                parts[part_id] = Part(part_id, found)
            elif isinstance(found, NotFound):
                parts[part_id] = Part(part_id, None)
            else:
                failures.append(found)
                parts[part_id] = Part(part_id, None, failure=found.code)
            await report(f"{len(parts)} of {min(MOST_READ, len(session.part_ids))} read")

        with anyio.move_on_after(self._patience_seconds()) as patience:
            until.set(a_little_before(patience.deadline))
            async with anyio.create_task_group() as group:
                for part_id in session.part_ids[:MOST_READ]:
                    group.start_soon(read, part_id)
        parts |= {part_id: Part(part_id, None, failure=TOO_MANY) for part_id in session.part_ids[MOST_READ:]}
        late = DeadlineExceeded.code
        found = [parts.get(part_id) or Part(part_id, None, failure=late) for part_id in session.part_ids]
        if any(part.failure for part in found) and not any(part.recording for part in found):
            raise next(iter(failures), None) or too_slow(self._timeout_seconds)
        return whole_story(session, found, asked.platform)

    def _patience_seconds(self) -> float:
        """How long the parts of a session are waited for: what has come by then is told, which takes time as well."""
        return min(self._timeout_seconds, _left_seconds()) * (1 - TELLING_SHARE)


def _left_seconds() -> float:
    """Until the question that is worked on has no more time."""
    return anyio.current_effective_deadline() - anyio.current_time()


async def _told_plainly(call: Awaitable[Answer]) -> Answer | SessionsError:
    """What a call answers or the error it ends with, so that a task group does not wrap it."""
    try:
        return await call
    except SessionsError as error:
        return error
