"""The recorder inside an app: it writes touches, screens and messages down, with the truth beside them."""

from abc import ABC
from dataclasses import dataclass
from random import Random
from typing import Final

from facts import Kind
from story_answers import Spelling
from story_ledger import Spot
from story_names import Names
from story_part import Part
from story_stacks import Thrown

SUFFIX: Final = {"android": "Activity", "ios": "ViewController"}
STRAYS: Final = ("late_beacon", "clock_synced", "upload_resumed", "buffer_flushed")


@dataclass
class Head:
    """What a recording says of the phone and the launch."""

    device: dict[str, object]
    launch_type: str = "cold"
    launch_ms: int = 640
    available_ram: int = 2_480
    total_ram: int = 7_411


class Recorder(Part, ABC):
    """One recording of an Android or iOS app, and all that is ordinary in it."""

    def __init__(
        self, dice: Random, names: Names, number: int, start_ms: int, *, platform: str, head: Head, spelling: Spelling
    ) -> None:
        super().__init__(dice, names, number, start_ms)
        self.platform = platform
        self.head = head
        self.spelling = spelling
        self.events: list[object] = []
        self.moved: dict[int, int] = {}
        self.log_data: dict[str, object] | None = None
        self.crash_in_log: Thrown | None = None
        self.ledger.absent |= {"console_and_network", "crash_log"}

    @property
    def throw_kind(self) -> Kind:
        return "exception"

    def count(self) -> int:
        return len(self.events)

    def resolve(self, mark: int) -> int:
        return self.moved.get(mark, mark)

    def screen_named(self, name: str) -> str:
        return name + SUFFIX[self.platform]

    def call_named(self, name: str) -> str:
        return name

    def open(self) -> None:
        """The app starts, or comes back."""
        self.begin()
        if self.head.launch_type == "cold":
            self.go("Home")

    def begin(self) -> None:
        """The first screen appears."""
        self.screen = self.screen_named("Splash" if self.head.launch_type == "cold" else self.names.screens[-1])
        self.system("app_launch", "launch")
        if self.platform == "android":
            self._appear(self.screen)
        self.wait(300, 900)

    def go(self, name: str) -> None:
        before, self.screen = self.screen, self.screen_named(name)
        self.last_noise_ms = self.now
        if self.platform != "android":
            return
        self._lifecycle("paused", before)
        self._appear(self.screen)
        self.wait(20, 90)
        self._lifecycle("stopped", before)

    def back(self, name: str) -> None:
        if self.platform != "android":
            self.tap("nav_back")
            self.wait(200, 400)
            self.go(name)
            return
        before = self.screen
        self._user("back_button_pressed", "", kind="")
        self.wait(20, 60)
        self._lifecycle("paused", before)
        self.screen = self.screen_named(name)
        self.last_noise_ms = self.now
        self.wait(20, 60)
        self._lifecycle("started", self.screen)
        self.system("resumed", "")
        self.wait(20, 60)
        self._lifecycle("destroyed", before)

    def leave(self) -> None:
        if self.platform == "android":
            self._user("home_button_pressed", "", kind="")
            self.wait(20, 60)
            self._lifecycle("paused", self.screen)
            self.wait(20, 60)
            self._lifecycle("stopped", self.screen)

    def rest(self, ms: int) -> None:
        """In the background for so long, and back on the same screen."""
        self.leave()
        self.wait(ms)
        self._lifecycle("started", self.screen)
        self.wait(20, 60)
        self._lifecycle("resumed", self.screen)
        self.ledger.noticed.append(("background", self.screen, ()))

    def hide(self, ms: int) -> None:
        """The app stops the recording for so long."""
        self.emit({"event_type": "plug", "event_name": "pause_recording_called"}, "pause", "")
        self.wait(ms)
        self.emit({"event_type": "plug", "event_name": "resume_recording_called"}, "resume", "")
        self.ledger.noticed.append(("paused", self.screen, ()))
        self.ledger.absent.add("recording_paused")

    def tap(self, target: str) -> Spot:
        return self.spot(self.touch("single_tap", target, "tap", *self.point()))

    def swipe(self, target: str, way: str = "swipe_up") -> Spot:
        return self.spot(self.touch(way, target, "gesture", *self.point()))

    def plug_api(self, name: str, answered: dict[str, object]) -> int:
        """An `api` event and nothing else: the answer is for the caller to tell."""
        asked = self.spelling.asked("GET", name)
        return self.plug("api", name, "request", request_properties=asked, response_properties=answered)

    def custom(self, name: str, told: dict[str, object] | None = None) -> Spot:
        return self.spot(self.plug("event", name, "custom", event_properties=told or {"source": "app"}))

    def log(self, text: str) -> Spot:
        return self.spot(self.plug("msg", text, "log"))

    def tag(self, name: str) -> Spot:
        return self.spot(self.plug("tag", name, "tag", custom_tag=name))

    def junk(self, entry: object) -> None:
        self.events.append(entry)
        self.ledger.absent.add("unreadable_events")

    def stray(self, ms: int | None) -> None:
        event: dict[str, object] = {"event_type": "plug", "event_name": "event", "name": self.dice.choice(STRAYS)}
        if ms is None:
            self.ledger.absent.add("untimed_events")
        else:
            event["timestamp_offset_ms"] = ms
            self.ledger.earliest_ms = min(self.ledger.earliest_ms, ms)
            if ms < self.ledger.last_ms:
                self.ledger.absent.add("disordered_events")
        self.events.append(event)

    def swap(self, one: Spot, other: Spot) -> None:
        a, b = one.mark - 1, other.mark - 1
        self.events[a], self.events[b] = self.events[b], self.events[a]
        self.moved |= {one.mark: other.mark, other.mark: one.mark}
        self.ledger.absent.add("disordered_events")

    def body(self) -> dict[str, object]:
        head = self.head
        body: dict[str, object] = {
            "recording": "mobile_recording",
            "created_at": self.at(0),
            "app_launch": {"launch_time_ms": head.launch_ms, "launch_type": head.launch_type},
            "available_ram": head.available_ram,
            "total_ram": head.total_ram,
            "device_metadata": head.device,
            "recording_events_timeline": self.events,
        }
        if self.log_data is not None:
            body["observability_sessions_log_data"] = self.log_data
        return body

    def _appear(self, screen: str) -> None:
        for name in ("created", "started", "resumed"):
            self.emit({"event_type": "system", "event_name": name, "input_type": "system_event_os"}, "", screen)
            self.wait(10, 50)

    def _lifecycle(self, name: str, screen: str) -> None:
        """Of a screen that is not, or no longer, in front."""
        event: dict[str, object] = {"event_type": "system", "event_name": name, "screen": screen}
        event["timestamp_offset_ms"] = self.now
        self.events.append(event)
        self.ledger.reached(self.now, len(self.events))
        self.wait(10, 40)

    def system(self, name: str, kind: str) -> int:
        return self.emit({"event_type": "system", "event_name": name, "input_type": "system_event_os"}, kind, "")

    def _user(self, name: str, target: str, *, kind: str) -> int:
        event: dict[str, object] = {"event_type": "user", "event_name": name}
        return self.emit(event | ({"object_name": target} if target else {}), kind, target)

    def touch(self, name: str, target: str, kind: str, x: int, y: int, *, dead: bool = False) -> int:
        event: dict[str, object] = {"event_type": "user", "event_name": name, "object_name": target}
        event |= {"input_type": "tool_type_finger", "coordinates": [{"x": x, "y": y}]}
        return self.emit(event | ({"non_responsive": True} if dead else {}), kind, target)

    def plug(self, event_name: str, name: str, kind: str, **more: object) -> int:
        return self.emit({"event_type": "plug", "event_name": event_name, "name": name, **more}, kind, name)

    def emit(self, event: dict[str, object], kind: str, name: str) -> int:
        event["screen"] = self.screen
        event["timestamp_offset_ms"] = self.now
        self.events.append(event)
        mark = len(self.events)
        ledger = self.ledger
        ledger.reached(self.now, mark)
        ledger.enter(self.screen, self.now)
        if kind:
            ledger.step(self.now, kind, name, mark)
        return mark

    def point(self) -> tuple[int, int]:
        return self.dice.randrange(40, 1_040), self.dice.randrange(80, 2_300)
