"""DevRev's operations, one method each, answering in our types."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Final, Protocol, TypeVar

from devrev_sessions.devrev.aside import Aside
from devrev_sessions.devrev.reading import read_recording
from devrev_sessions.devrev.reading_sessions import (
    Listed,
    read_dev_user,
    read_rev_users,
    read_session,
    read_sessions,
    read_work,
)
from devrev_sessions.errors import InvalidArguments, SessionsError
from devrev_sessions.timeline.events import AppText
from devrev_sessions.timeline.people import Person, Ticket
from devrev_sessions.timeline.recording import Platform, Recording, Session

LARGE_BYTES: Final = 200_000
"""A body from this size on is read beside the event loop; a smaller one takes less than the change of threads."""
REPLAY_FLAG: Final = "include_replay_data"


Body = bytes | bytearray
Value = TypeVar("Value")


class Wire(Protocol):
    """Whatever carries one call to DevRev and brings back the body of its answer."""

    async def post(self, operation: str, fields: Mapping[str, object]) -> Body:
        """The body of a successful answer; raises a SessionsError otherwise."""
        ...


class Shared(Protocol):
    """Whatever keeps bodies of answers for other processes as well."""

    async def body(
        self, operation: str, fields: Mapping[str, object], fetch: Callable[[], Awaitable[Body]], *, fresh: bool
    ) -> Body:
        """The body as it is kept, or as `fetch` brings it, which with `fresh` it always does."""
        ...

    async def forget(self, operation: str, fields: Mapping[str, object]) -> None:
        """Keep it no longer: it was no good."""
        ...


class DevRev:
    """The operations this server uses, all of them reads; each raises a SessionsError when it is not answered.

    What a session or a recording is made of is kept for the other replicas too where there is something `shared`; a
    large body is read `aside`.
    """

    def __init__(self, wire: Wire, shared: Shared | None = None, aside: Aside | None = None) -> None:
        self._wire = wire
        self._shared = shared
        self._aside = aside or Aside()
        self._knows_replay_flag = True

    async def data_get(
        self,
        session_id: str,
        version_key: str,
        *,
        recording_id: str | None = None,
        tab_id: str | None = None,
        include_replay: bool = False,
        fresh: bool = False,
    ) -> tuple[Recording, int]:
        """One recording (mobile) or one tab (web), and the size of the answer in bytes.

        `include_replay_data` is DevRev's newest field: a host that refuses it is asked once more without it.
        """
        fields: dict[str, object] = {
            "session_id": session_id,
            "version_key": version_key,
            "recording_id": recording_id,
            "tab_id": tab_id,
            REPLAY_FLAG: include_replay if self._knows_replay_flag else None,
        }
        read = partial(read_recording, session_id=session_id, part_id=recording_id or tab_id or "")
        try:
            return await self._read("observability.sessions.data.get", fields, read, fresh=fresh)
        except InvalidArguments as error:
            if error.devrev_type != "invalid_field" or error.field != REPLAY_FLAG or not self._knows_replay_flag:
                raise
            self._knows_replay_flag = False
        fields[REPLAY_FLAG] = None
        return await self._read("observability.sessions.data.get", fields, read, fresh=fresh)

    async def sessions_get(
        self, platform: Platform, session_id: str, version_key: str, *, fresh: bool = False
    ) -> Session:
        """A session and the ids of its recordings or tabs."""
        fields: dict[str, object] = {
            "platform": platform,
            "session_id": session_id,
            "version_key": version_key,
        }
        session, _ = await self._read("observability.sessions.get", fields, read_session, fresh=fresh)
        return session

    async def developer_info_get(self, session_id: str, tab_id: str, version_key: str, *, fresh: bool = False) -> Body:
        """Console and network of a tab, as JSON for `devtools.weave`."""
        fields = {"session_id": session_id, "tab_id": tab_id, "version_key": version_key}
        return await self._kept("observability.sessions.developer-info.get", fields, fresh=fresh)

    async def dev_users_self(self) -> AppText:
        """The name of whom the token belongs to: the cheapest proof that it works."""
        return read_dev_user(await self._wire.post("dev-users.self", {}))

    async def sessions_list(
        self,
        platform: Platform,
        version_key: str,
        filters: Mapping[str, object] | None = None,
        *,
        limit: int,
        cursor: str | None = None,
    ) -> Listed:
        """One page of the sessions of an app, of those that `filters` of DevRev's leave."""
        fields = {
            "type": "web" if platform == "web" else "mobile",
            "platform": platform,
            "version_key": version_key,
            "limit": limit,
            "cursor": cursor,
            **(filters or {}),
        }
        try:
            body = await self._wire.post("observability.sessions.list", fields)
        except InvalidArguments as error:
            if error.field != "limit":
                raise
            # DevRev does not say how many a page may hold at most.
            body = await self._wire.post("observability.sessions.list", {**fields, "limit": None})
        return read_sessions(body)

    async def rev_users_list(self, email: str) -> tuple[Person, ...]:
        """The customers' users with this e-mail address: one for each organisation that knows it."""
        spellings = list(dict.fromkeys((email, email.lower())))
        return read_rev_users(await self._wire.post("rev-users.list", {"email": spellings}))

    async def works_get(self, work_id: str) -> Ticket:
        """A ticket and who filed it."""
        return read_work(await self._wire.post("works.get", {"id": work_id}))

    async def _read(
        self, operation: str, fields: Mapping[str, object], read: Callable[[Body], Value], *, fresh: bool
    ) -> tuple[Value, int]:
        """What `read` finds in the body of an answer, and its size; one that cannot be read is not kept."""
        body = await self._kept(operation, fields, fresh=fresh)
        try:
            return await self._aside.do(lambda: read(body)) if len(body) >= LARGE_BYTES else read(body), len(body)
        except SessionsError:
            if self._shared is not None:
                await self._shared.forget(operation, fields)
            raise

    async def _kept(self, operation: str, fields: Mapping[str, object], *, fresh: bool) -> Body:
        """The body of an answer that is kept for others too."""
        if self._shared is None:
            return await self._wire.post(operation, fields)
        return await self._shared.body(operation, fields, lambda: self._wire.post(operation, fields), fresh=fresh)
