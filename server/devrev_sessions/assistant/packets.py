"""The recorded page around a moment: as many packets as are needed to build it again, read back from there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import anyio

from devrev_sessions.assistant.desk import Desk
from devrev_sessions.devrev.replays import Replay
from devrev_sessions.errors import DeadlineExceeded, SessionsError, UnsupportedRecording
from devrev_sessions.screen.after import THEN_MS
from devrev_sessions.screen.packets import PageEvent, UnreadablePacket, in_order, read_packet
from devrev_sessions.screen.page import SNAPSHOT
from devrev_sessions.timeline.recording import ReplayLink

MOST_PACKETS: Final = 512
"""Read for one moment: the four hours that a session of a browser lasts at most, in packets of half a minute."""
MOST_BYTES: Final = 128 * 2**20
"""Of these packets together, as they came."""


@dataclass(frozen=True, slots=True)
class PageReading:
    """Events in order of time, how many packets were read and how many could not be, and whether time ran out."""

    events: tuple[PageEvent, ...]
    read: int
    unread: int
    late: bool


async def page_events(replay: Replay, at_ms: float, desk: Desk) -> PageReading:
    """The events from the last page written down as a whole before `at_ms` (since 1970) to THEN_MS after it.

    Raises a SessionsError when no packet could be read.
    """
    order = _in_time(replay.links)
    target = max((rank for rank, place in enumerate(order) if _begins(replay.links[place]) <= at_ms), default=0)
    ahead = [place for place in order[target + 1 :] if _begins(replay.links[place]) <= at_ms + THEN_MS]
    batch, before = [order[target], *ahead], order[:target]
    packets: list[list[PageEvent]] = []
    failures: list[SessionsError] = []
    size_bytes = 0
    whole = late = False
    while batch:
        for found in await _read(replay, batch, desk):
            if isinstance(found, SessionsError):
                failures.append(found)
                late = late or isinstance(found, DeadlineExceeded)
            else:
                packets.append(found[0])
                size_bytes += found[1]
                whole = whole or any(event.kind == SNAPSHOT and event.at_ms <= at_ms for event in found[0])
        if whole or late:
            break
        room = MOST_PACKETS - len(packets) - len(failures)
        count = min(len(batch) * 2, len(before), room if size_bytes < MOST_BYTES else 0)
        batch, before = before[len(before) - count :], before[: len(before) - count]
    if not packets:
        raise failures[0]
    events = await desk.beside(lambda: tuple(in_order(packets)))
    return PageReading(events, len(packets), len(failures), late)


def _in_time(links: Sequence[ReplayLink]) -> list[int]:
    """The places of the links by when their packets begin; those that do not say stand first, as they are listed."""
    return sorted(range(len(links)), key=lambda place: _begins(links[place]))


def _begins(link: ReplayLink) -> float:
    return link.begins_ms if link.begins_ms is not None else float("-inf")


async def _read(replay: Replay, batch: Sequence[int], desk: Desk) -> list[tuple[list[PageEvent], int] | SessionsError]:
    found: list[tuple[list[PageEvent], int] | SessionsError] = []

    async def read(place: int) -> None:
        try:
            body = await replay.file(place)
            found.append((await desk.beside(lambda: read_packet(body)), len(body)))
        except UnreadablePacket as reason:
            found.append(_unreadable(str(reason)))
        except SessionsError as error:
            found.append(error)

    async with anyio.create_task_group() as group:
        for place in batch:
            group.start_soon(read, place)
    return found


def _unreadable(reason: str) -> UnsupportedRecording:
    return UnsupportedRecording(
        f"The recorded page cannot be read: {reason}.",
        "Ask for the events around the moment; get_session_recording with include_replay=true gives the links.",
    )
