"""What a phone's recording and a browser's tab have in common: a clock, a screen, and things that happen there."""

from abc import ABC, abstractmethod
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from facts import Kind
from story_ledger import Ledger, Spot
from story_names import Names
from story_stacks import Thrown

BEGIN: Final = datetime(2026, 4, 21, 9, 0, 0, tzinfo=UTC)


class Part(ABC):
    """One recording or tab while it is made; `now` is milliseconds from its own start."""

    platform: str
    request_kind: Kind = "failed_request"

    def __init__(self, dice: Random, names: Names, number: int, start_ms: int) -> None:
        self.dice = dice
        self.names = names
        self.number = number
        self.start_ms = start_ms
        self.now: int = 0
        self.screen = ""
        self.ledger = Ledger()
        self.last_noise_ms = 0
        """When noise last went to another screen, so that it never hurries back."""
        self.hurry = 1.0
        """How long noise takes between two events, as a factor."""

    def wait(self, least_ms: int, most_ms: int | None = None) -> None:
        """Time goes by."""
        self.now += least_ms if most_ms is None else self.dice.randrange(least_ms, most_ms)

    def at(self, ms: int) -> str:
        """A time of this part as the wire writes it."""
        return stamp(self.start_ms + ms)

    def spot(self, mark: int, ms: int | None = None) -> Spot:
        return Spot(self.number, mark, self.now if ms is None else ms)

    def know(self, kind: Kind, name: str, thrown: Thrown) -> None:
        """What an exception says beyond its name."""
        about = self.ledger.about[kind, name]
        about.message, about.causes = thrown.message, thrown.causes
        about.frames = (thrown.frame,) if thrown.frame else ()

    @abstractmethod
    def count(self) -> int:
        """How many events it has by now, as they are numbered."""

    @abstractmethod
    def resolve(self, mark: int) -> int:
        """The number of an event, known when all is written."""

    @abstractmethod
    def body(self) -> dict[str, object]:
        """What data.get answers."""

    @abstractmethod
    def screen_named(self, name: str) -> str:
        """A screen's name as this platform spells it."""

    @abstractmethod
    def call_named(self, name: str) -> str:
        """A request as the app, or the browser, would tell it."""

    @abstractmethod
    def go(self, name: str) -> None:
        """On to another screen."""

    @abstractmethod
    def back(self, name: str) -> None:
        """The person goes back to the screen before."""

    @abstractmethod
    def leave(self) -> None:
        """The person puts the app, or the page, away."""

    @abstractmethod
    def tap(self, target: str) -> Spot: ...

    @abstractmethod
    def rage(self, target: str) -> Spot: ...

    @abstractmethod
    def dead(self, target: str) -> Spot: ...

    @abstractmethod
    def call(self, name: str, status: int | None = 200, *, took_ms: int = 0, denied: str = "") -> Spot:
        """A request; `denied` is why a 2xx failed all the same."""

    @abstractmethod
    def throw(self, thrown: Thrown) -> Spot:
        """An exception, or an error on the console."""

    @abstractmethod
    def custom(self, name: str, told: dict[str, object] | None = None) -> Spot: ...

    @abstractmethod
    def log(self, text: str) -> Spot: ...

    @abstractmethod
    def junk(self, entry: object) -> None:
        """An entry that is no object at all."""

    @abstractmethod
    def stray(self, ms: int | None) -> None:
        """A harmless event with a time that does not fit, or without one."""

    @abstractmethod
    def swap(self, one: Spot, other: Spot) -> None:
        """Two events stand in each other's place, though not in each other's time."""

    @abstractmethod
    def fill(self, count: int) -> None:
        """So many ordinary events, more or less."""

    @property
    @abstractmethod
    def throw_kind(self) -> Kind:
        """What `throw` counts as."""

    @abstractmethod
    def settle(self) -> None:
        """The last words, when all is written."""


def stamp(ms: int) -> str:
    """Milliseconds since the beginning of all stories as RFC 3339."""
    moment = BEGIN + timedelta(milliseconds=ms)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"
