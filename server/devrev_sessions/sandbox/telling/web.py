"""One tab of a web session, told step by step: what the person did, and what the browser logged beside it."""

from collections import Counter
from typing import Self
from urllib.parse import urlsplit
from zlib import crc32

from devrev_sessions.sandbox.sample_session import JsonObject
from devrev_sessions.sandbox.telling.clock import Clock, instant
from devrev_sessions.sandbox.telling.dice import Dice

ORIGIN = "https://shop.parcel.example"


class WebTab:
    """The steps of one tab, each at the clock's offset from `start` (RFC 3339), on the page that is open."""

    def __init__(self, start: str, *, title: str, path: str) -> None:
        self.start = start
        self.title = title
        self.first_title = title
        self.page_url = ORIGIN + path
        self.first_url = self.page_url
        self._clock = Clock()
        self._dice = Dice(crc32(start.encode()))
        self._steps: list[tuple[str, JsonObject]] = []
        self._console: list[JsonObject] = []
        self._network: list[tuple[str, JsonObject]] = []

    def at(self, offset: str) -> Self:
        """Go on to an offset from the tab's start: "3:39.4" is exact, "3:39" a little later, as people are."""
        self._clock.move_to(offset)
        return self if "." in offset else self.wait(self._dice.between(0, 180) / 1000)

    def wait(self, seconds: float) -> Self:
        """Let some seconds pass."""
        self._clock.advance(seconds)
        return self

    def put(self, **fields: object) -> None:
        """Write one event now, with the fields as they are."""
        now = instant(self.start, self._clock.offset_ms)
        self._steps.append((now, {"timestamp": now, **fields}))

    def put_raw(self, event: JsonObject) -> None:
        """Write one event that may lack or break anything."""
        self._steps.append((instant(self.start, self._clock.offset_ms), event))

    def nav(self, path: str, title: str) -> None:
        """Another page opens."""
        self.page_url, self.title = ORIGIN + path, title
        self.put(event_type="nav", page_url=self.page_url, label=title)

    def perf(self, **figures: str) -> None:
        """The SDK notes how the page loaded."""
        self.put(event_type="perf_capture", page_url=self.page_url, event_details=figures)

    def click(self, label: str, target: str, *, dead: bool = False, rage: bool = False) -> None:
        """A click; `dead` where nothing answered, `rage` where it was one of many."""
        self.put(event_type="click", label=label, target=target, page_url=self.page_url, is_dead=dead, is_rage=rage)

    def fill(self, label: str, target: str, value: str) -> None:
        """A form field gets a value."""
        self.put(event_type="form_change", label=label, target=target, value=value, page_url=self.page_url)

    def custom(self, name: str, **details: str) -> None:
        """The page calls trackEvent; such an event has no type."""
        told: JsonObject = {"event_details": details} if details else {}
        self.put(event=name, page_url=self.page_url, **told)

    def stop(self) -> None:
        """The recording of the tab ends."""
        self.put(event_type="recording_stopped", page_url=self.page_url)

    def console(self, kind: str, value: str) -> None:
        """The page writes to the console: "error", "warn" or "log"."""
        path = urlsplit(self.page_url).path
        self._console.append(
            {
                "type": kind,
                "value": value,
                "timestamp": instant(self.start, self._clock.offset_ms),
                "full_url": self.page_url,
                "properties": {
                    "normalized_url": ORIGIN + path,
                    "page_name": self.title,
                    "page_url": self.page_url,
                },
            }
        )

    def call(
        self,
        call: str,
        status: int,
        duration_ms: int,
        *,
        sent: JsonObject | None = None,
        got: JsonObject | None = None,
    ) -> None:
        """The page asks a server, "METHOD /path", from now on and for `duration_ms`.

        `sent` and `got` are what the browser knows of request and response besides method, address, status and times.
        """
        method, _, path = call.partition(" ")
        begun = instant(self.start, self._clock.offset_ms)
        ended = instant(self.start, self._clock.offset_ms + duration_ms)
        entry: JsonObject = {
            "type": "fetch",
            "request": {"method": method, "url": ORIGIN + path, "start_time": begun, **(sent or {})},
            "response": {"status": status, "end_time": ended, **(got or {})},
        }
        self._network.append((str(status), entry))

    @property
    def end_offset_ms(self) -> int:
        """Where the clock stands."""
        return self._clock.offset_ms

    def events(self) -> list[JsonObject]:
        """What the person did, in order of time."""
        return [event for _, event in sorted(self._steps, key=lambda step: step[0])]

    def console_metadata(self) -> JsonObject:
        """How many console entries of each kind there are."""
        counts = Counter(str(entry["type"]) for entry in self._console)
        return {kind: counts[kind] for kind in ("error", "log", "warn")}

    def network_metadata(self) -> JsonObject:
        """How many requests ended with each status."""
        return {"status_counts": dict(sorted(Counter(status for status, _ in self._network).items()))}

    def developer_info(self) -> JsonObject:
        """The answer of developer-info.get."""
        return {
            "console_data": self._console,
            "network_data": [entry for _, entry in self._network],
        }
