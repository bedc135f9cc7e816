"""Where calls are worked on: what takes long to load and to open is, once, when the first call needs it."""

import gc
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

import anyio
from anyio.to_thread import run_sync

from devrev_sessions.settings import Settings
from devrev_sessions.telemetry import Instruments

if TYPE_CHECKING:
    from devrev_sessions.assistant.answering import Answering
    from devrev_sessions.assistant.stock import Stock

LOADED_AFTER_SECONDS: Final = 0.5
"""Time for a client that has just started this server to list what there is; loading would slow its answers down."""


class Desks:
    """One for a server."""

    def __init__(
        self, settings: Settings, tag_key: bytes | None = None, instruments: Instruments | None = None
    ) -> None:
        self.settings = settings
        self.instruments = instruments or Instruments()
        self._tag_key = tag_key
        self._wanted = anyio.Event()
        self._opened = anyio.Event()
        self._answering: Answering | None = None

    @property
    def ready(self) -> bool:
        """Whether a call need not wait for that."""
        return self._answering is not None

    async def settled(self) -> None:
        """Return once everything is loaded; from then on the collector of garbage looks only at what comes later.

        Until then it is best kept off: nothing of what is loaded is garbage, and looking takes a tenth of a start.
        """
        await self._opened.wait()
        gc.freeze()
        gc.enable()

    async def answering(self) -> "Answering":
        """What works on calls."""
        self._wanted.set()
        await self._opened.wait()
        if self._answering is None:
            raise anyio.ClosedResourceError
        return self._answering

    async def keep(self) -> None:
        """Open what all desks keep, when it is wanted or soon after the start, and hold it until cancelled."""
        with anyio.move_on_after(LOADED_AFTER_SECONDS):
            await self._wanted.wait()
        stock_of, answering_of = await run_sync(_loaded)
        async with stock_of(self.settings, self._tag_key, self.instruments) as stock:
            self._answering = answering_of(stock)
            self._opened.set()
            await anyio.sleep_forever()


def _loaded() -> "tuple[type[Stock], type[Answering]]":
    # Half of the time a start takes goes into what only a call needs; a client that lists tools waits for none of it.
    from devrev_sessions.assistant.answering import Answering  # noqa: PLC0415 - loaded here, beside the event loop
    from devrev_sessions.assistant.stock import Stock  # noqa: PLC0415 - the same

    return Stock, Answering


@asynccontextmanager
async def open_desks(
    settings: Settings, *, tag_key: bytes | None = None, instruments: Instruments | None = None
) -> AsyncGenerator[Desks]:
    """The desks of a server, closed in the end.

    `tag_key` makes the tags of redacted values; a process makes its own, so that tags say nothing outside it.
    """
    desks = Desks(settings, tag_key, instruments)
    failed: Exception | None = None
    async with anyio.create_task_group() as group:
        group.start_soon(desks.keep)
        try:
            yield desks
        except Exception as error:  # noqa: BLE001 - raised below, where no group wraps it
            failed = error
        finally:
            group.cancel_scope.cancel()
    if failed is not None:
        raise failed
