"""One event, one line."""

from dataclasses import dataclass
from typing import Final, LiteralString

from devrev_sessions.digest.chains import screen_at
from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.thresholds import SLOW_REQUEST_MS
from devrev_sessions.text.door import Shown, code_name, joined, named, number, ours, quoted, say, valued
from devrev_sessions.text.entered import called, carries, of_a_field, typed_as_name
from devrev_sessions.text.properties import VALUE_WIDTH, shown_property
from devrev_sessions.text.redaction.names import named_by, tells_of_a_field
from devrev_sessions.text.tokens import tokens
from devrev_sessions.timeline.clock import clock, lasting
from devrev_sessions.timeline.events import NOTHING, AppText, Event, Kind
from devrev_sessions.timeline.exchange import read_exchange
from devrev_sessions.timeline.properties import Properties, read_properties

NAME_WIDTH: Final = 80
"""Characters of an app's text on a line of a timeline."""
PROPERTIES_ON_A_LINE: Final = 3

TAPS: Final[dict[str, LiteralString]] = {
    "single_tap": "tap",
    "double_tap": "double tap",
    "long_press": "long press",
    "click": "click",
}
STEPS: Final[dict[str, LiteralString]] = {
    "back_button_pressed": "back button",
    "home_button_pressed": "home button",
    "consent_accepted": "consent accepted",
    "pause_recording_called": "recording paused by the app",
    "resume_recording_called": "recording resumed by the app",
    "recording_stopped": "recording stopped",
}
GESTURES: Final[dict[str, LiteralString]] = {
    "swipe": "swipe",
    "swipe_down": "swipe down",
    "swipe_left": "swipe left",
    "swipe_right": "swipe right",
    "swipe_up": "swipe up",
    "pinch": "pinch",
    "zoom": "zoom",
}


@dataclass(frozen=True, slots=True)
class Style:
    """How fully an event is told: `brief` leaves out what its own line says anyway, `on` is a screen already named."""

    brief: bool = False
    on: str = ""


FULL: Final = Style()
UNTOLD: Final[Properties] = {}


class Lines:
    """Tells the events of one digest; with `each` every event for itself, without what it stands for beside.

    `session` stands before each reference, where lines of several sessions stand together.
    """

    def __init__(
        self, told: Digest, width: int = NAME_WIDTH, *, each: bool = False, session: LiteralString = ""
    ) -> None:
        self.told = told
        self.each = each
        self.session: LiteralString = session
        self.events = told.story.events
        self.width = width
        self._written: dict[int, Shown] = {}
        self._costs: dict[Shown, int] = {}
        self._on_web = any(recording.medium == "web" for recording in told.story.recordings)

    def place(self, screen: AppText) -> Shown:
        """A screen's or page's name."""
        return named(screen, min(60, max(self.width, 16)))

    def ref(self, index: int) -> Shown:
        """`#1283`, or `r2#1283` in the story of a whole session, behind the name of the session where it has one."""
        return say(self.session, " ", self.own_ref(index)) if self.session else self.own_ref(index)

    def own_ref(self, index: int) -> Shown:
        """The reference as a call about the session takes it."""
        event = self.events[index]
        return ours(f"r{event.part + 1}#{event.n}" if self.told.story.numbered else f"#{event.n}")

    def at(self, index: int) -> Shown:
        """`3:41.2`, with `~` before a time that the event did not carry itself."""
        event = self.events[index]
        return ours(("" if event.timed else "~") + clock(event.at_ms, tenths=True))

    def stamp(self, index: int) -> Shown:
        """`[3:41.2 #1283]`."""
        return say("[", self.at(index), " ", self.ref(index), "]")

    def line(self, index: int) -> Shown:
        """The whole line of a timeline, with what it stands for beside its own event."""
        line = self._written.get(index)
        if line is None:
            line = say(self.stamp(index), " ", self.phrase(index), self._repetition(index))
            self._written[index] = line
        return line

    def cost(self, line: Shown) -> int:
        """Tokens of a line with its line break."""
        cost = self._costs.get(line)
        if cost is None:
            cost = self._costs[line] = tokens(line) + 1
        return cost

    def step(self, index: int, on: str = "") -> Shown:
        """The event as a step of an incident on the screen `on`: `3:38.1 tap "pay_button" [#1270]`."""
        phrase = say(self.phrase(index, Style(brief=True, on=on)), self._repetition(index) or self._so_far(index))
        return say(self.at(index), " ", phrase, " [", self.ref(index), "]")

    def _so_far(self, index: int) -> Shown:
        """How often something had been done when it was done at `index`, in words of the line that tells it."""
        walk = self.told.walk
        leader = walk.leaders.get(index)
        if leader is None or self.events[index].kind is Kind.REQUEST:
            return say()
        return say(" (x", number(walk.followers[leader].index(index) + 2), ")")

    def phrase(self, index: int, style: Style = FULL) -> Shown:
        """What happened, without time and reference."""
        event = self.events[index]
        if index in self.told.walk.entered and event.kind is not Kind.NAVIGATION:
            if event.kind is Kind.LIFECYCLE:
                return say("screen ", self.place(event.screen))
            if not style.brief:
                return say("screen ", self.place(event.screen), ": ", self._said(event, index, Style(on=event.screen)))
        return self._said(event, index, style)

    def _said(self, event: Event, index: int, style: Style) -> Shown:
        match event.kind:
            case Kind.TAP | Kind.RAGE_TAP | Kind.DEAD_TAP:
                return self._tap(event, index, style)
            case Kind.REQUEST:
                return self.request(index, style)
            case Kind.EXCEPTION | Kind.ERROR | Kind.ANR:
                return self._failure(event, index, style)
            case Kind.GESTURE:
                return say(GESTURES.get(event.action, "gesture"), self._on(event, index, style))
            case Kind.INPUT:
                field = event.target or event.name
                label = valued("typed", field, self.width) if carries(event, field) else quoted(field, self.width)
                return say("field ", label, " changed", self._on(event, index, style))
            case Kind.LAUNCH:
                return self._launch(event)
            case _:
                return self._spoken(event, index, style)

    def _spoken(self, event: Event, index: int, style: Style) -> Shown:
        match event.kind:
            case Kind.NAVIGATION if event.action not in STEPS:
                return say("page ", self.place(event.screen)) if event.screen else say("navigation")
            case Kind.LIFECYCLE if index in self.told.walk.turns:
                back = self.told.walk.turns[index] == "back"
                return say(
                    "app back in front" if back else "app left for the background", self._on(event, index, style)
                )
            case Kind.LIFECYCLE:
                return say(self.place(event.screen) if event.screen else say("app"), " ", named(event.action))
            case Kind.CONSOLE:
                return say("console ", named(event.action), " ", quoted(first_line(event.name), self.width))
            case Kind.LOG:
                return say("log ", self._worded(event), self._with(event, style))
            case Kind.CUSTOM | Kind.TAG:
                word: LiteralString = "tag" if event.kind is Kind.TAG else "event"
                noted = say() if style.brief or event.note == event.name else self._noted(event)
                return say(word, " ", self._worded(event), noted, self._with(event, style))
            case Kind.PERFORMANCE:
                return say("performance capture", self._with(event, style))
            case _:
                return self._other(event, style)

    def _worded(self, event: Event) -> Shown:
        return quoted(event.name, self.width) if event.name else say("without a name")

    def _other(self, event: Event, style: Style) -> Shown:
        if event.action in STEPS:
            return say(STEPS[event.action], say(" on ", self.place(event.screen)) if event.screen else say())
        text = valued("typed", event.name, self.width) if typed_as_name(event) else quoted(event.name, self.width)
        name = say(" ", text) if event.name else say()
        return say("other ", quoted(event.action, self.width), name, self._with(event, style))

    def _tap(self, event: Event, index: int, style: Style) -> Shown:
        word = TAPS.get(event.action, "click" if self._on_web else "tap")
        kind: LiteralString = ""
        if event.kind is Kind.RAGE_TAP:
            word, kind = ("click" if self._on_web else "tap"), "rage "
        target = say(" ", quoted(event.target, self.width)) if event.target else say()
        silent: LiteralString = ", unanswered" if event.unanswered else ""
        return say(kind, word, target, self._on(event, index, style), silent)

    def _on(self, event: Event, index: int, style: Style) -> Shown:
        screen = event.screen or screen_at(self.told.walk, index)
        if not screen or screen == style.on:
            return say()
        return say(" on ", self.place(screen))

    def request(
        self, index: int, style: Style = FULL, on: AppText = NOTHING, *, of: AppText = NOTHING, alone: bool = False
    ) -> Shown:
        """A request, `on` a screen, and what became of it; `alone` where it stands for the others `of` its name."""
        event = self.events[index]
        name = quoted(of or event.name, self.width) if event.name else say("(unnamed)")
        name = say(name, " on ", self.place(on)) if on else name
        series = self.told.series.get(index)
        if series and not self.each and not alone:
            every = say(" every ", ours(lasting(series.every_ms)), ",") if series.every_ms else say()
            outcomes = [say(named(status), " x", number(count)) for status, count in list(series.outcomes.items())[:4]]
            many = number(len(series.indexes))
            until = ours(clock(series.until_ms))
            return say("request ", name, every, " ", many, " times until ", until, ": ", joined(", ", outcomes))
        exchange = self.told.walk.exchanges.get(index) or read_exchange(event)
        took = ours(lasting(exchange.took_ms)) if exchange.took_ms is not None else None
        status = ours(str(exchange.status)) if exchange.status is not None else None
        if exchange.status == 0:
            status = say("status 0")  # the number alone reads as a count
        if status is None and exchange.word:
            status = named(exchange.word, 30)
        told = exchange.complaint and not style.brief
        said = say(", says ", valued("says", exchange.complaint, self.width)) if told else say()
        if exchange.masked and status:
            return say(
                "request ", name, " answered ", status, " but failed", say(" after ", took) if took else say(), said
            )
        if exchange.failed:
            outcome = say(", ", status) if status else say()
            return say("request ", name, " failed", outcome, say(" after ", took) if took else say(), said)
        slow = (exchange.took_ms or 0) >= SLOW_REQUEST_MS
        if slow and took:
            return say("slow request ", name, ": ", say(status, " ") if status else say(), "in ", took)
        if status:
            return say("request ", name, ": ", status, say(" in ", took) if took else say())
        return say("request ", name, say(", ", took) if took else say())

    def _failure(self, event: Event, index: int, style: Style) -> Shown:
        if event.kind is Kind.ANR:
            return say("app not responding (ANR)", self._on(event, index, style))
        word: LiteralString = "exception" if event.kind is Kind.EXCEPTION else "error"
        found = UNTOLD if style.brief else read_properties(event.properties)
        said = next((v for k in ("message", "reason", "description") if isinstance(v := found.get(k), str) and v), "")
        name = say(" ", code_name(event.name, self.width)) if event.name else say()
        message = say(": ", valued("message", said, self.width)) if said else say()
        noted = say() if style.brief else self._noted(event)
        return say(word, name, message, noted, self._on(event, index, style))

    def _launch(self, event: Event) -> Shown:
        recording = self.told.story.parts[event.part].recording
        launch = recording.launch if recording else None
        if launch is None:
            return say("app launch")
        style = say(", ", named(launch.style, 20)) if launch.style else say()
        return say("app launch", style, say(", ", ours(lasting(launch.took_ms))) if launch.took_ms else say())

    def _noted(self, event: Event) -> Shown:
        return say(" (", valued("note", event.note, VALUE_WIDTH), ")") if event.note else say()

    def _with(self, event: Event, style: Style) -> Shown:
        found = UNTOLD if style.brief else read_properties(event.properties)
        if not found:
            return say()
        typed, beside = of_a_field(event) or tells_of_a_field(found), named_by(found) or called(event)
        shown = [
            shown_property(key, value, typed=typed, called=beside)
            for key, value in list(found.items())[:PROPERTIES_ON_A_LINE]
        ]
        more = len(found) - len(shown)
        return say(" {", joined(", ", shown), say(", ", number(more), " more") if more else say(), "}")

    def _repetition(self, index: int) -> Shown:
        count = 0 if self.each else self.told.walk.repeats.get(index)
        return say(" (x", number(count + 1), ")") if count else say()


def first_line(text: str) -> str:
    """The first line of a text that has something on it."""
    return text.lstrip().split("\n", 1)[0]
