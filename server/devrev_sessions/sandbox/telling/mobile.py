"""A mobile recording, told step by step."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self
from zlib import crc32

from devrev_sessions.sandbox.sample_session import JsonObject
from devrev_sessions.sandbox.telling.clock import Clock, milliseconds
from devrev_sessions.sandbox.telling.dice import Dice

OS_INPUT = "system_event_os"
FINGER = "tool_type_finger"


@dataclass(frozen=True)
class ApiDialect:
    """How an app's developers named what they put on a request's timer; DevRev prescribes nothing."""

    host: str
    status_name: str = "status"
    status_as_text: bool = False
    duration_name: str = "duration_ms"
    sent_headers: Mapping[str, object] = field(default_factory=dict[str, object])
    """What an interceptor writes of every request, as many apps' do."""
    got_headers: Mapping[str, object] = field(default_factory=dict[str, object])

    def response(self, status: int, duration_ms: int, more: Mapping[str, object]) -> JsonObject:
        """The response properties of one request."""
        told: object = str(status) if self.status_as_text else status
        headers = {"headers": self.got_headers} if self.got_headers else {}
        return {self.status_name: told, self.duration_name: duration_ms, **headers, **more}


class MobileStory:
    """The steps of one recording, each written at the clock's offset; `events` gives them in order of time.

    What goes on beside the main story - polling, an answer still under way - carries its own offset and falls into
    place. `screen` is what the person sees now; `context` goes along with every event the app tracks.
    """

    def __init__(
        self,
        screen: str,
        *,
        dialect: ApiDialect,
        seed: int,
        width: int = 1080,
        height: int = 2400,
        context: Mapping[str, object] | None = None,
    ) -> None:
        self.screen = screen
        self.clock = Clock()
        self.dice = Dice(seed)
        self._dialect = dialect
        self._size = (width, height)
        self._context = context or {}
        self._steps: list[tuple[int, JsonObject]] = []
        self._shown: list[tuple[int, str]] = [(0, screen)]

    @property
    def offset_ms(self) -> int:
        """Where the clock stands."""
        return self.clock.offset_ms

    def at(self, offset: str) -> Self:
        """Go on to an offset: "3:39.4" is exact, "3:39" a little later, as people are."""
        self.clock.move_to(offset)
        return self if "." in offset else self.wait(self.dice.between(0, 180) / 1000)

    def wait(self, seconds: float) -> Self:
        """Let some seconds pass."""
        self.clock.advance(seconds)
        return self

    def show(self, screen: str) -> None:
        """From here on another screen is seen; that alone leaves no event."""
        self.screen = screen
        self._shown.append((self.offset_ms, screen))

    def put(
        self,
        event_type: str,
        event_name: str,
        fields: Mapping[str, object] | None = None,
        *,
        after_ms: int = 0,
        screen: str | None = None,
    ) -> None:
        """Write one event, now or `after_ms` from now."""
        offset_ms = self.offset_ms + after_ms
        event: JsonObject = {
            "event_type": event_type,
            "event_name": event_name,
            "screen": screen or self.screen,
            "timestamp_offset_ms": offset_ms,
            **(fields or {}),
        }
        self._steps.append((offset_ms, event))

    def launch(self) -> None:
        """The app comes to the front."""
        self.put("system", "app_launch", {"input_type": OS_INPUT})

    def tap(self, thing: str, *, kind: str = "single_tap", answered: bool = True) -> None:
        """A finger on a widget; `kind` is the gesture's event name."""
        touch = self._touch(thing, [self._place(thing, 9)])
        self.put("user", kind, touch if answered else {**touch, "non_responsive": True})

    def rage_tap(self, thing: str, *, taps: int = 4, seconds: float = 0.9) -> None:
        """The same spot again and again, which the SDK reports as well as the taps."""
        spots = [self._place(thing, 1) for _ in range(taps)]
        for count, spot in enumerate(spots):
            self.wait(seconds / (taps - 1) if count else 0)
            self.put("user", "single_tap", self._touch(thing, [spot]))
        self.put("user", "rage_tap", {**self._touch(thing, spots), "non_responsive": True}, after_ms=6)

    def swipe(self, direction: str, over: str, *, answered: bool = True) -> None:
        """A swipe "up", "down", "left" or "right" over a widget."""
        self.tap(over, kind=f"swipe_{direction}", answered=answered)

    def scroll(self, over: str, times: int, *, direction: str = "up") -> None:
        """Several swipes in an unhurried row."""
        for _ in range(times):
            self.swipe(direction, over)
            self.wait(self.dice.between(900, 1500) / 1000)

    def request(
        self,
        name: str,
        status: int,
        duration_ms: int,
        *,
        call: str = "",
        sent: Mapping[str, object] | None = None,
        got: Mapping[str, object] | None = None,
    ) -> None:
        """A request that starts now and is written down when it ends; `call` is "METHOD /path" where the name is not.

        `sent` and `got` are what the app put on the timer besides method, address, status and duration.
        """
        self._answered(name, call or name, status, duration_ms, sent=sent, got=got)

    def poll(self, name: str, *, call: str, start: str, every_seconds: float, statuses: list[int]) -> None:
        """One request again and again, whatever is on the screen; written last, when the screens are known."""
        for count, status in enumerate(statuses):
            duration_ms = self.dice.between(88, 190)
            offset_ms = milliseconds(start) + round(count * every_seconds * 1000) + self.dice.between(0, 40)
            screen = self._shown[bisect_right(self._shown, offset_ms, key=lambda shown: shown[0]) - 1][1]
            self._answered(name, call, status, duration_ms, after_ms=offset_ms - self.offset_ms, screen=screen)

    def event(self, name: str, **properties: object) -> None:
        """The app calls trackEvent."""
        told: JsonObject = {"event_properties": {**properties, **self._context}} if properties else {}
        self.put("plug", "event", {"name": name, **told})

    def message(self, text: str) -> None:
        """The app writes a log line."""
        self.put("plug", "msg", {"name": text})

    def tag(self, tag: str) -> None:
        """The app marks the moment."""
        self.put("plug", "tag", {"name": tag, "custom_tag": tag})

    def exception(self, class_name: str, tag: str, **properties: object) -> None:
        """The app catches an exception and hands it to the SDK."""
        thrown = {"exception_class_name": class_name, "exception_tag": tag}
        self.put("plug", "exception", {**thrown, "event_properties": properties})

    def events(self) -> list[JsonObject]:
        """Every step, in order of time."""
        return [event for _, event in sorted(self._steps, key=lambda step: step[0])]

    def _answered(
        self,
        name: str,
        call: str,
        status: int,
        duration_ms: int,
        *,
        sent: Mapping[str, object] | None = None,
        got: Mapping[str, object] | None = None,
        after_ms: int | None = None,
        screen: str | None = None,
    ) -> None:
        method, _, path = call.partition(" ")
        headers = {"headers": self._dialect.sent_headers} if self._dialect.sent_headers else {}
        properties = {
            "request_properties": {"method": method, "url": self._dialect.host + path, **headers, **(sent or {})},
            "response_properties": self._dialect.response(status, duration_ms, got or {}),
        }
        self.put(
            "plug",
            "api",
            {"name": name, **properties},
            after_ms=duration_ms if after_ms is None else after_ms,
            screen=screen,
        )

    @staticmethod
    def _touch(thing: str, spots: list[JsonObject]) -> JsonObject:
        return {"object_name": thing, "input_type": FINGER, "coordinates": spots}

    def _place(self, thing: str, spread: int) -> JsonObject:
        """Where a widget lies: always at the same place, touched a little differently each time."""
        width, height = self._size
        number = crc32(thing.encode())
        x = 60 + number % (width - 120) + self.dice.between(-spread, spread)
        y = 180 + (number >> 12) % (height - 360) + self.dice.between(-spread, spread)
        return {"x": x + 0.5, "y": float(y)}
