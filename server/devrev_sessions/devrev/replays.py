"""What the presigned links of a recording lead to, fetched and kept; a link that has expired is asked for anew."""

from dataclasses import dataclass
from typing import Final

import anyio

from devrev_sessions.devrev.asked import Asked
from devrev_sessions.devrev.http.downloads import Downloads
from devrev_sessions.devrev.recordings import Recordings, Report
from devrev_sessions.devrev.shelf import Shelf, Shelved
from devrev_sessions.devrev.until import within_the_question
from devrev_sessions.errors import Forbidden, NotFound
from devrev_sessions.timeline.recording import Recording, ReplayLink

LARGEST_BYTES: Final = 64 * 2**20
"""Of one file: some thousand frames of a phone's screen, or half an hour of a busy page."""
AT_ONCE: Final = 6
"""Files fetched at the same time, as many as a browser opens connections to one host."""


@dataclass(frozen=True, slots=True)
class FileKey:
    """What a file is kept under: whose it is and which stretch of the recording it holds, never its link."""

    credential: str
    asked: Asked
    place: int
    begins: str
    ends: str


class Replays:
    """The frames and packets of recordings."""

    def __init__(
        self, recordings: Recordings, downloads: Downloads, shelf: Shelf[FileKey, bytes], credential: str
    ) -> None:
        self._recordings = recordings
        self._downloads = downloads
        self._shelf = shelf
        self._credential = credential

    def of(self, asked: Asked, recording: Recording, report: Report) -> "Replay":
        """The files of one recording, as its links stand now; `asked` names it."""
        return Replay(self._recordings, self._downloads, self._shelf, self._credential, asked, recording, report)


class Replay:
    """The files of one recording, for one question."""

    def __init__(
        self,
        recordings: Recordings,
        downloads: Downloads,
        shelf: Shelf[FileKey, bytes],
        credential: str,
        asked: Asked,
        recording: Recording,
        report: Report,
    ) -> None:
        self._recordings = recordings
        self._downloads = downloads
        self._shelf = shelf
        self._credential = credential
        self._asked = asked
        self._report = report
        self.links = recording.replay
        self._renewed: tuple[ReplayLink, ...] | None = None
        self._renewing = anyio.Lock()
        self._turn = anyio.Semaphore(AT_ONCE)

    async def file(self, place: int) -> bytes:
        """The file behind the link at `place`.

        Raises Forbidden where it is refused also with a new link, and another SessionsError where it cannot be had.
        """
        link = self.links[place]

        async def fetch() -> Shelved[bytes]:
            async with self._turn:
                body = await self._fetched(place)
            return Shelved(body, len(body))

        with within_the_question():
            return await self._shelf.get(FileKey(self._credential, self._asked, place, link.begins, link.ends), fetch)

    async def _fetched(self, place: int) -> bytes:
        links = self._renewed or self.links
        try:
            return await self._downloads.get(links[place].url, LARGEST_BYTES)
        except (Forbidden, NotFound):
            newer = await self._newer()
            if len(newer) <= place or newer[place].url == links[place].url:
                raise
        return await self._downloads.get(newer[place].url, LARGEST_BYTES)

    async def _newer(self) -> tuple[ReplayLink, ...]:
        """The links as DevRev gives them now, asked for once."""
        async with self._renewing:
            if self._renewed is None:
                story = await self._recordings.story(self._asked, self._report, fresh=True, replay=True)
                self._renewed = story.recordings[0].replay if story.recordings else ()
        return self._renewed
