"""A browser's tab: its timeline, and beside it what the developer tools kept of console and network."""

from random import Random
from typing import Final

from facts import Kind
from story_ledger import Spot
from story_names import CONFIGS, FETCHED, PLACES, POLLED, Names
from story_part import Part
from story_stacks import Thrown
from story_tab_noise import fill_tab

HOST: Final = "https://shop.parcel.example"
CONSOLE: Final = 10_000_000
NETWORK: Final = 20_000_000
SLOW_MS: Final = 3_000
READ: Final = frozenset((*FETCHED, *CONFIGS, *POLLED))


class Tab(Part):
    """One tab; without `devtools`, console and network leave no more than their counts."""

    platform = "web"

    def __init__(self, dice: Random, names: Names, number: int, start_ms: int, *, devtools: bool, browser: str) -> None:
        super().__init__(dice, names, number, start_ms)
        self.devtools = devtools
        self.browser = browser
        self.events: list[object] = []
        self.console: list[dict[str, object]] = []
        self.network: list[dict[str, object]] = []
        self.moved: dict[int, int] = {}
        self.dead_clicks = self.rage_clicks = 0
        self.answered_ms = 0
        self.levels: dict[str, int] = {}
        self.statuses: dict[str, int] = {}
        if not devtools:
            self.ledger.absent.add("console_and_network")

    @property
    def throw_kind(self) -> Kind:
        return "console_error"

    def count(self) -> int:
        return len(self.events) + len(self.console) + len(self.network)

    def resolve(self, mark: int) -> int:
        if mark > NETWORK:
            return mark - NETWORK + len(self.events) + len(self.console)
        if mark > CONSOLE:
            return mark - CONSOLE + len(self.events)
        return self.moved.get(mark, mark)

    def screen_named(self, name: str) -> str:
        return "/" + "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")

    def call_named(self, name: str) -> str:
        return f"{'GET' if name in READ or name.partition('-')[0] in PLACES else 'POST'} /api/{name}"

    def open(self) -> None:
        """The tab shows its first page."""
        self.now = self.dice.randrange(20, 90)
        self.go("Home")
        self.wait(200, 700)
        self._write({"event_type": "perf_capture", "page_url": self.url()}, "", "")

    def go(self, name: str) -> None:
        self.screen = self.screen_named(name)
        self.last_noise_ms = self.now
        self._write({"event_type": "nav", "page_url": self.url()}, "navigation", self.screen)
        self.ledger.enter(self.screen, self.now)

    def back(self, name: str) -> None:
        self.go(name)

    def leave(self) -> None:
        self._write({"event_type": "recording_stopped", "page_url": self.url()}, "", "")

    def tap(self, target: str) -> Spot:
        return self.spot(self._click(target, "tap"))

    def dead(self, target: str) -> Spot:
        self.dead_clicks += 1
        mark = self._click(target, "dead_tap", is_dead=True)
        self.ledger.fail("dead_tap", target, self.now, mark, self.screen)
        return self.spot(mark)

    def rage(self, target: str) -> Spot:
        self.rage_clicks += 1
        if self.dice.random() < 0.4:
            for _ in range(2):
                self._click(target, "tap")
                self.wait(150, 260)
        mark = self._click(target, "rage_tap", is_rage=True)
        self.ledger.fail("rage_tap", target, self.now, mark, self.screen)
        return self.spot(mark)

    def enter(self, field: str, value: str) -> Spot:
        """Something is typed or chosen in a form."""
        event: dict[str, object] = {"event_type": "form_change", "label": field, "target": f"input#{field}"}
        return self.spot(self._write(event | {"value": value, "page_url": self.url()}, "input", field))

    def call(self, name: str, status: int | None = 200, *, took_ms: int = 0, denied: str = "") -> Spot:
        if denied or status is None:
            raise NotImplementedError("the developer tools keep no bodies")
        took_ms = took_ms or self.dice.randrange(20, 90)
        told = self.call_named(name)
        mark = self.fetch(told, status, took_ms)
        if not self.devtools:
            return self.spot(mark)
        ledger = self.ledger
        ledger.step(self.now, "request", told, mark)
        if status >= 400:
            ledger.fail("failed_request", told, self.now, mark, self.screen, status=status)
        else:
            ledger.answer(told, self.now, mark, str(status))
        if took_ms >= SLOW_MS:
            ledger.slow(told, self.now, mark, self.screen, took_ms, status)
        spot = self.spot(mark)
        self.now += took_ms
        return spot

    def fetch(self, told: str, status: int, took_ms: int) -> int:
        """An entry of the network, and nothing else: the answer is for the caller to tell."""
        self.statuses[str(status)] = self.statuses.get(str(status), 0) + 1
        if not self.devtools:
            return 0
        method, path = told.split(" ")
        query = "?page=2&sort=new" if self.dice.random() < 0.2 else ""
        self.network.append(
            {
                "type": "fetch",
                "request": {"method": method, "url": f"{HOST}{path}{query}", "start_time": self.at(self.now)},
                "response": {"status": status, "duration_ms": took_ms},
            }
        )
        mark = NETWORK + len(self.network)
        self.answered_ms = max(self.answered_ms, self.now + took_ms)
        self.ledger.reached(self.now, mark)
        return mark

    def throw(self, thrown: Thrown) -> Spot:
        mark = self._say("error", thrown.log)
        if self.devtools:
            self.ledger.step(self.now, "console", thrown.name, mark)
            self.ledger.fail("console_error", thrown.name, self.now, mark, self.screen)
            self.know("console_error", thrown.name, thrown)
        return self.spot(mark)

    def log(self, text: str) -> Spot:
        mark = self._say(self.dice.choice(("log", "info", "log", "warn")), text)
        if self.devtools:
            self.ledger.step(self.now, "console", text, mark)
        return self.spot(mark)

    def custom(self, name: str, told: dict[str, object] | None = None) -> Spot:
        event: dict[str, object] = {"event": name, "event_details": told or {"source": "page"}}
        if self.screen:
            event["page_url"] = self.url()
        return self.spot(self._write(event, "custom", name))

    def junk(self, entry: object) -> None:
        self.events.append(entry)
        self.ledger.absent.add("unreadable_events")

    def stray(self, ms: int | None) -> None:
        event: dict[str, object] = {"event": self.dice.choice(("beacon_sent", "clock_synced"))}
        if ms is None:
            self.ledger.absent.add("untimed_events")
        else:
            event["timestamp"] = self.at(ms)
            self.ledger.earliest_ms = min(self.ledger.earliest_ms, ms)
            if ms < self.ledger.last_ms:
                self.ledger.absent.add("disordered_events")
        self.events.append(event)

    def swap(self, one: Spot, other: Spot) -> None:
        a, b = one.mark - 1, other.mark - 1
        self.events[a], self.events[b] = self.events[b], self.events[a]
        self.moved |= {one.mark: other.mark, other.mark: one.mark}
        self.ledger.absent.add("disordered_events")

    def fill(self, count: int) -> None:
        fill_tab(self, count)

    def settle(self) -> None:
        """The last event comes after the last answer, so that nobody can doubt when it ended."""
        if self.answered_ms > self.ledger.last_ms:
            self.now = self.answered_ms + self.dice.randrange(300, 900)
            self.custom("page_hidden")

    def url(self) -> str:
        return HOST + self.screen

    def body(self) -> dict[str, object]:
        body: dict[str, object] = {
            "recording": "web_recording",
            "created_at": self.at(0),
            "dead_click_count": self.dead_clicks,
            "rage_click_count": self.rage_clicks,
            "page_load_time_ms": 1_180,
            "timeline_data": {"events": self.events},
        }
        if self.ledger.screens:
            body |= {"first_page_title": "Parcel", "first_page_url": HOST + self.ledger.screens[0][0]}
        if self.levels:
            body["console_metadata"] = self.levels
        if self.statuses:
            body["network_metadata"] = {"status_counts": self.statuses}
        return body

    def developer_info(self) -> dict[str, object]:
        """What developer-info.get answers."""
        return {"console_data": self.console, "network_data": self.network} if self.devtools else {}

    def _say(self, level: str, value: str) -> int:
        self.levels[level] = self.levels.get(level, 0) + 1
        if not self.devtools:
            return 0
        page = {"normalized_url": self.screen, "page_name": self.screen.strip("/").title(), "page_url": self.url()}
        said: dict[str, object] = {"type": level, "value": value, "timestamp": self.at(self.now)}
        self.console.append(said | {"full_url": self.url(), "properties": page})
        mark = CONSOLE + len(self.console)
        self.ledger.reached(self.now, mark)
        return mark

    def _click(self, label: str, kind: str, **marked: bool) -> int:
        target = "button." + label.replace(" ", "-").lower()
        event: dict[str, object] = {"event_type": "click", "label": label, "target": target}
        return self._write(event | {"page_url": self.url()} | marked, kind, label)

    def _write(self, event: dict[str, object], kind: str, name: str) -> int:
        event["timestamp"] = self.at(self.now)
        self.events.append(event)
        mark = len(self.events)
        self.ledger.reached(self.now, mark)
        if kind:
            self.ledger.step(self.now, kind, name, mark)
        return mark
