"""A session while it is invented: its app, its device, its parts, and what is asked of it."""

from collections.abc import Callable, Iterable
from random import Random
from typing import Final, TypeAlias, TypeVar

from facts import Fact, Kind, Outcome, Reaction
from facts_of import told as told_fact
from story_answers import spelling_for
from story_asks import View
from story_ledger import clock
from story_names import BROWSERS, DEVICES, SYSTEMS, names_for
from story_part import Part, stamp
from story_phone import Phone
from story_recorder import Head
from story_tab import Tab
from story_truth import Whole

Ask: TypeAlias = Callable[[View], Iterable[Fact]]
Made = TypeVar("Made", Phone, Tab)

DAY_S: Final = 86_400
TOLD_FACTS: Final = 5
"""How many fields of the head are asked for, of the dozen that are true."""


class Story:
    """Everything in it comes from `dice`, so the same seed tells the same story."""

    def __init__(self, dice: Random, platform: str, *, hurry: float) -> None:
        self.dice = dice
        self.platform = platform
        self.hurry = hurry
        self.names = names_for(dice)
        self.spelling = spelling_for(dice)
        self.begin_ms = (dice.randrange(0, 40) * DAY_S + dice.randrange(0, DAY_S)) * 1_000
        self.parts: list[Part | None] = []
        self.asks: list[Ask] = []
        self.device: dict[str, object] = {}
        self.told: dict[str, str] = {"platform": {"android": "Android", "ios": "iOS", "web": "web"}[platform]}
        self.user = f"REVU-{dice.randrange(100, 99_999)}" if dice.random() < 0.8 else ""
        self.org = f"REV-{dice.randrange(100, 9_999)}" if dice.random() < 0.6 else ""
        self.devtools = True
        self.sure_ending = True
        """Whether anybody would name the same last screen."""
        self.counted = True
        """Whether anybody would count the same number of events."""
        self.timed = True
        """Whether its events have times."""
        self._describe()

    @property
    def is_web(self) -> bool:
        return self.platform == "web"

    def next_start_ms(self) -> int:
        """When the next part may begin: after the one before, and a pause."""
        ends = [part.start_ms + part.now for part in self.parts if part is not None]
        if not ends:
            return self.begin_ms
        return max(ends) + (self.dice.randrange(2_000, 30_000) if self.is_web else self.dice.randrange(15_000, 900_000))

    def part(self, *, devtools: bool = True, opened: bool = True, launch: str = "") -> Phone | Tab:
        """The next recording or tab."""
        return self.tab(devtools=devtools, opened=opened) if self.is_web else self.phone(launch=launch, opened=opened)

    def phone(self, *, launch: str = "", opened: bool = True, launch_ms: int = 0) -> Phone:
        start_ms = self.next_start_ms()
        launch = launch or ("cold" if not self.parts or self.dice.random() < 0.5 else "hot")
        head = Head(self.device, launch, launch_ms or self.dice.randrange(280, 1_900))
        phone = Phone(
            self.dice, self.names, len(self.parts) + 1, start_ms,
            platform=self.platform, head=head, spelling=self.spelling,
        )  # fmt: skip
        if self.dice.random() < 0.4:
            phone.log_data = {"is_crash": False, "is_anr": False, "value": ""}
        return self._added(phone, opened=opened)

    def tab(self, *, devtools: bool = True, opened: bool = True) -> Tab:
        tab = Tab(
            self.dice, self.names, len(self.parts) + 1, self.next_start_ms(),
            devtools=devtools and self.devtools, browser=str(self.device["browser"]),
        )  # fmt: skip
        return self._added(tab, opened=opened)

    def lost_part(self) -> None:
        """A part the session lists, though it has no recording."""
        self.parts.append(None)

    def ask(self, ask: Ask) -> None:
        """To be asked when all is written."""
        self.asks.append(ask)

    def ended(
        self, part: Part, kind: Kind, name: str, reactions: tuple[Reaction, ...], outcome: Outcome | None = None,
        *, also: tuple[Reaction, ...] = (),
    ) -> None:  # fmt: skip
        """What the person did about it, and how it came out."""
        about = part.ledger.about[kind, name]
        about.reactions, about.outcome, about.also = reactions, outcome, also

    def whole(self, only: int | None) -> Whole:
        return Whole(self.parts, only)

    def close(self) -> None:
        """Every part has its last word."""
        for part in self.parts:
            if part is not None:
                part.settle()

    def told_of(self, whole: Whole, only: int | None) -> dict[str, str]:
        """The fields of the head, as they would be told."""
        begin_ms = min(each.part.start_ms for each in whole.parts)
        told = dict(self.told)
        early_ms, last_ms = whole.early_ms(), whole.last_ms()
        if begin_ms // 1_000 == (begin_ms - early_ms) // 1_000:
            told["started_at"] = stamp(begin_ms)[:19].replace("T", " ") + " UTC"
        if self.timed and clock(last_ms) == clock(last_ms + early_ms):
            told["duration"] = clock(last_ms)
        if self.counted:
            told["events"] = str(whole.events())
        if only is None:
            told["parts"] = str(len(self.parts))
        first = whole.parts[0].part
        if isinstance(first, Phone) and len(whole.parts) == 1:
            told["launch"] = first.head.launch_type
        if self.user:
            told["user"] = self.user
        return told | ({"org": self.org} if self.org else {})

    def head_facts(self, view: View, whole: Whole) -> list[Fact]:
        """Some of the head's fields; a length only where rounding cannot matter."""
        told = dict(view.reading.told)
        lengths = (whole.last_ms(), whole.last_ms() + whole.early_ms())
        if not all(100 <= ms % 1_000 <= 850 for ms in lengths):
            told.pop("duration", "")
        if None in self.parts:
            told.pop("parts", "")
        keys = sorted(told)
        asked = self.dice.sample(keys, min(TOLD_FACTS, len(keys)))
        return [told_fact("device and release", key, told[key]) for key in asked]

    def _added(self, part: Made, *, opened: bool) -> Made:
        part.hurry = self.hurry
        self.parts.append(part)
        if opened:
            part.open()
        return part

    def _describe(self) -> None:
        dice = self.dice
        if self.is_web:
            browser, version = dice.choice(BROWSERS)
            system = dice.choice(SYSTEMS)
            self.device = {"type": "desktop", "browser": browser, "browser_version": version, "os": system}
            self.device["network_type"] = network = dice.choice(("4g", "wifi", "3g"))
            self.told |= {"browser": f"{browser} {version}", "system": system, "network": network}
            return
        maker, model, system, kit = dice.choice(DEVICES[self.platform])
        version = f"{dice.randrange(2, 9)}.{dice.randrange(0, 30)}.{dice.randrange(0, 10)}"
        network = dice.choice(("WiFi", "Cellular"))
        self.device = {
            "app_version": version, "manufacturer": maker, "model": model, "network_type": network,
            "os_version": system, "plug_sdk_version": "2.3.6", "screen_height": 2_400,
            "screen_width": 1_080, "sdk_version": kit,
        }  # fmt: skip
        self.told |= {"app_version": version, "model": model, "system": system, "network": network}
