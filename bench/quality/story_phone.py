"""What goes wrong on a phone: requests, exceptions, crashes, taps that nothing answers."""

from typing import Final

from story_answers import denial
from story_ledger import Happening, Spot
from story_phone_noise import fill_phone
from story_recorder import Recorder
from story_stacks import Thrown

SLOW_MS: Final = 3_000


class Phone(Recorder):
    """A recording in which things can fail."""

    def dead(self, target: str) -> Spot:
        mark = self.touch("single_tap", target, "dead_tap", *self.point(), dead=True)
        self.ledger.fail("dead_tap", target, self.now, mark, self.screen)
        return self.spot(mark)

    def rage(self, target: str) -> Spot:
        point = self.point()
        if self.dice.random() < 0.4:
            for _ in range(3):
                self.touch("single_tap", target, "tap", *point)
                self.wait(150, 260)
        mark = self.touch("rage_tap", target, "rage_tap", *point)
        self.ledger.fail("rage_tap", target, self.now, mark, self.screen)
        return self.spot(mark)

    def hammer(self, target: str, times: int) -> Spot:
        """Taps that are a rage tap by DevRev's own rule, though no `rage_tap` was written down."""
        point = self.point()
        spots: list[Spot] = []
        for _ in range(times):
            spots.append(self.spot(self.touch("single_tap", target, "tap", *point)))
            about = self.ledger.fail("rage_tap", target, self.now, spots[-1].mark, self.screen)
            about.counts_as = 1
            self.wait(160, 320)
        return spots[0]

    def freeze(self, targets: list[str]) -> list[Spot]:
        """Taps on different things for more than five seconds, and nothing answers."""
        spots: list[Spot] = []
        before = len(self.ledger.steps) - 1
        for target in targets:
            spots.append(self.dead(target))
            self.wait(1_700, 2_600)
        happenings = [Happening(spot.ms, spot.mark, before + 1, self.screen) for spot in spots]
        self.ledger.failed["frozen", ""] = happenings
        self.ledger.about["frozen", ""].counts_as = 1
        return spots

    def call(self, name: str, status: int | None = 200, *, took_ms: int = 0, denied: str = "") -> Spot:
        took_ms = took_ms or self.dice.randrange(60, 700)
        self.now += took_ms
        answered = self.spelling.answered(status, took_ms)
        failed = status is None or status >= 400
        if failed and (status is None or self.dice.random() < 0.5):
            answered["error"] = "timeout" if status is None else "request failed"
        if denied:
            answered |= denial(self.dice, denied)
        mark = self.plug(
            "api", name, "request", request_properties=self.spelling.asked("POST", name), response_properties=answered
        )
        ledger = self.ledger
        if failed:
            ledger.fail("failed_request", name, self.now, mark, self.screen, status=status)
        elif denied:
            ledger.fail("masked_failure", name, self.now, mark, self.screen, status=status).message = denied
        else:
            ledger.answer(name, self.now, mark, str(status))
        if took_ms >= SLOW_MS:
            ledger.slow(name, self.now, mark, self.screen, took_ms, status)
        return self.spot(mark)

    def throw(self, thrown: Thrown) -> Spot:
        mark = self._exception(
            thrown, {"message": thrown.message, self.dice.choice(("stack", "stack_trace", "stacktrace")): thrown.log}
        )
        return self.spot(mark)

    def crash(self, thrown: Thrown, *, event: bool = True) -> Spot | None:
        """The app dies here; without an event, only the log will know."""
        self.log_data = {"is_crash": True, "is_anr": False, "value": thrown.log}
        self._has_crash_log(thrown.log)
        if not event:
            self.crash_in_log = thrown
            return None
        mark = self._exception(thrown, {})
        self.ledger.fail("crash", thrown.name, self.now, mark, self.screen)
        self.know("crash", thrown.name, thrown)
        return self.spot(mark)

    def crash_before(self, thrown: Thrown) -> None:
        """The log tells of the run before this one."""
        self.log_data = {"is_crash": True, "is_anr": False, "value": thrown.log}
        self._has_crash_log(thrown.log)
        self.ledger.failed["crash", thrown.name] = []
        self.know("crash", thrown.name, thrown)
        about = self.ledger.about["crash", thrown.name]
        about.previous_run, about.counts_as = True, 1

    def hang(self, thrown: Thrown) -> Spot:
        """An ANR, with an event and a log."""
        self.log_data = {"is_crash": False, "is_anr": True, "value": thrown.log}
        self._has_crash_log(thrown.log)
        mark = self.system("anr", "anr")
        self.ledger.fail("anr", "", self.now, mark, self.screen)
        self.know("anr", "", thrown)
        return self.spot(mark)

    def fault(self, name: str) -> Spot:
        """An `error` event."""
        mark = self.plug("error", name, "error")
        self.ledger.fail("error", name, self.now, mark, self.screen)
        return self.spot(mark)

    def fill(self, count: int) -> None:
        fill_phone(self, count)

    def settle(self) -> None:
        thrown, ledger = self.crash_in_log, self.ledger
        if thrown:
            happening = Happening(ledger.last_ms, ledger.last_mark, len(ledger.steps), self.screen)
            ledger.failed["crash", thrown.name] = [happening]
            self.know("crash", thrown.name, thrown)

    def _has_crash_log(self, value: str) -> None:
        if value:
            self.ledger.absent.discard("crash_log")

    def _exception(self, thrown: Thrown, told: dict[str, object]) -> int:
        event: dict[str, object] = {"event_type": "system", "event_name": "exception"}
        event |= {"exception_class_name": thrown.name, "exception_tag": "app"}
        if told:
            event["event_properties"] = told
        mark = self.emit(event, "exception", thrown.name)
        self.ledger.fail("exception", thrown.name, self.now, mark, self.screen)
        self.know("exception", thrown.name, thrown)
        return mark
