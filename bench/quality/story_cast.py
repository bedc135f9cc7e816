"""What the dramas of one long session share out among them, so that no two have a name in common."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, TypeAlias, TypeVar

from facts import Fact, Kind, Outcome, Reaction
from facts_of import flowed
from story import Story
from story_asks import View
from story_ledger import Key
from story_names import Names
from story_phone import Phone
from story_scenes import AnyPart, visited
from story_settings import SETTINGS, Setting
from story_stacks import Thrown

Choice = TypeVar("Choice")
TRIES: Final = 400


class Cast:
    """Everything in it is given away once."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self._settings = story.dice.sample(SETTINGS, len(SETTINGS))
        self._classes: set[str] = set()
        self._given: set[object] = set()

    def setting(self) -> Setting:
        return self._settings.pop()

    def pick(self, pool: Sequence[Choice]) -> Choice:
        """One of the pool that no other drama has."""
        picked = self.story.dice.choice([each for each in pool if each not in self._given])
        self._given.add(picked)
        return picked

    def thrown(self, make: Callable[[], Thrown]) -> Thrown:
        """An exception whose class, and whose causes, no other drama has."""
        for _ in range(TRIES):
            thrown = make()
            classes = {class_of(name) for name in (thrown.name, *thrown.causes)}
            if not classes & self._classes:
                self._classes |= classes
                return thrown
        raise LookupError("every class is taken")


@dataclass(frozen=True)
class Scene:
    """One drama: in which part, where, and whether its session ends with it."""

    cast: Cast
    part: AnyPart
    setting: Setting
    last: bool = False

    @property
    def story(self) -> Story:
        return self.cast.story

    @property
    def dice(self) -> Random:
        return self.cast.story.dice

    @property
    def names(self) -> Names:
        return self.cast.story.names

    @property
    def call(self) -> str:
        """The request as it will be told."""
        return self.part.call_named(self.setting.call)

    @property
    def phone(self) -> Phone:
        """The part, of a drama that only phones know."""
        assert isinstance(self.part, Phone)
        return self.part

    def arrive(self) -> None:
        """From wherever the person is, through the lobby to the place."""
        part, here = self.part, self.setting
        part.wait(900, 1_500)
        part.tap(self.names.taps[0])
        part.wait(200, 400)
        part.go(here.lobby)
        part.wait(2_000, 4_500)
        part.tap(self.dice.choice(self.names.taps[1:]))
        part.wait(3_200, 4_000)
        part.tap(here.way)
        part.wait(200, 400)
        part.go(here.place)
        part.wait(2_000, 3_500)
        lobby, place = part.screen_named(here.lobby), part.screen_named(here.place)
        self.ask(lambda view: [flowed(lobby, place), *visited(view, place)])

    def achieve(self) -> None:
        """On to the screen after it worked."""
        self.part.wait(200, 500)
        self.part.go(self.setting.done)
        done = self.part.screen_named(self.setting.done)
        self.ask(lambda view: visited(view, done))

    def give_up(self) -> None:
        """Back, and a glance; it is never tried again."""
        part = self.part
        part.wait(2_000, 3_000)
        part.back(self.setting.lobby)
        part.wait(1_200, 2_500)
        if isinstance(part, Phone):
            part.swipe("list", "swipe_down")
            part.wait(700, 1_400)

    def move_on(self) -> None:
        """Off to something else, forwards."""
        self.part.wait(1_500, 2_500)
        self.part.go(self.names.screens[0])
        self.part.wait(900, 1_400)

    def ask(self, ask: Callable[[View], Iterable[Fact]]) -> None:
        self.story.ask(ask)

    def ended(
        self, kind: Kind, name: str, reactions: tuple[Reaction, ...], outcome: Outcome | None = None,
        *, also: tuple[Reaction, ...] = ("went_on",),
    ) -> None:  # fmt: skip
        """What the person did about it, and how it came out."""
        self.story.ended(self.part, kind, name, reactions, outcome, also=also)

    def fell(self, kind: Kind, name: str) -> None:
        """The app died of it: the session ends with it, or the app is started again in the next recording."""
        self.ended(kind, name, ("session_ended",) if self.last else ("restarted",), also=())

    def killed(self, kind: Kind, name: str, reactions: tuple[Reaction, ...]) -> None:
        """It failed, and the app died before anything could be done about it."""
        self.ended(kind, name, reactions, "killed", also=("session_ended", "restarted"))


Drama: TypeAlias = Callable[[Scene], Key | None]
"""It tells its drama and returns the failure it is known by, if it has one."""


def class_of(name: str) -> str:
    """The class in the first line of a console error, too."""
    return name.partition(":")[0]
