"""The facts a generator plants, each with its strict check."""

from collections.abc import Callable

from facts import (
    ABOUT_MS,
    NEAR_MS,
    Absence,
    Fact,
    Failure,
    Kind,
    Outcome,
    Reaction,
    Reading,
    Ref,
    Signal,
    same_name,
)


def told(topic: str, key: str, value: str) -> Fact:
    """Release, device, user, length: a field of `Reading.told` that equals `value`."""
    return Fact(topic, f"{key} is {value}", lambda reading: reading.told.get(key) == value)


def happened(kind: Kind, name: str = "") -> Fact:
    """That it went wrong at all."""
    return _of("what went wrong", kind, name, "is told", lambda _: True)


def on_screen(kind: Kind, name: str, screen: str) -> Fact:
    return _of("what went wrong", kind, name, f"was on {screen}", lambda found: found.screen == screen)


def said(kind: Kind, name: str, message: str) -> Fact:
    return _of("what went wrong", kind, name, f"said {message}", lambda found: same_name(found.message, message))


def thrown_in(kind: Kind, name: str, frame: str) -> Fact:
    """The innermost frame of the app's own code."""
    return _of("what went wrong", kind, name, f"in {frame}", lambda found: found.frames[:1] == (frame,))


def caused_by(kind: Kind, name: str, cause: str) -> Fact:
    return _of("what went wrong", kind, name, f"caused by {cause}", lambda found: cause in found.causes)


def of_previous_run(kind: Kind, name: str) -> Fact:
    return _of("what went wrong", kind, name, "belongs to the run before", lambda found: found.previous_run)


def at(kind: Kind, name: str, at_ms: int, *, about: bool = False) -> Fact:
    """When it first happened; `about` where only a log tells of it."""
    within = ABOUT_MS if about else NEAR_MS
    return _of(
        "what went wrong", kind, name, f"at {at_ms} ms",
        lambda found: found.first_ms is not None and abs(found.first_ms - at_ms) <= within,
    )  # fmt: skip


def often(kind: Kind, name: str, count: int) -> Fact:
    return _of("how often", kind, name, f"{count} times", lambda found: found.count == count)


def first_ref(kind: Kind, name: str, ref: Ref) -> Fact:
    return _of("how often", kind, name, f"first at {ref}", lambda found: found.refs[:1] == (ref,))


def status(kind: Kind, name: str, code: int) -> Fact:
    return _of("which request", kind, name, f"answered {code}", lambda found: found.status == code)


def took(kind: Kind, name: str, ms: int) -> Fact:
    """How long a slow request took, the first time."""
    return _of(
        "which request", kind, name, f"took {ms} ms",
        lambda found: found.took_ms is not None and abs(found.took_ms - ms) <= NEAR_MS,
    )  # fmt: skip


def settled(kind: Kind, name: str, ref: Ref | None) -> Fact:
    """The later success of what had failed, or that there was none; silence says neither."""
    if ref is None:
        return _of(
            "which request", kind, name, "never worked later",
            lambda found: found.settled is None and found.never_worked,
        )  # fmt: skip
    return _of(
        "which request", kind, name, f"worked at {ref}", lambda found: found.settled == ref and not found.never_worked
    )


def first_failed(name: str) -> Fact:
    """Which request failed first of all."""

    def holds(reading: Reading) -> bool:
        failed = [f for f in reading.failures if f.kind in {"failed_request", "masked_failure"} and f.refs]
        first = min(failed, key=lambda each: each.first_ms or 0, default=None)
        return first is not None and same_name(first.name, name)

    return Fact("which request", f"the first request to fail was {name}", holds)


def last_action(kind: Kind, name: str, step_kind: str, target: str, ref: Ref) -> Fact:
    """What the person did last before it first happened."""
    actions = {"tap", "rage_tap", "dead_tap", "gesture", "input"}

    def holds(found: Failure) -> bool:
        done = [step for step in found.before if step.kind in actions]
        return bool(done) and (done[-1].kind, done[-1].name, done[-1].ref) == (step_kind, target, ref)

    return _of("last action before", kind, name, f"last action {step_kind} {target} {ref}", holds)


def led_by(kind: Kind, name: str, step_kind: str, step: str, ref: Ref) -> Fact:
    """A request, screen, log line or failure among what stood before it."""
    return _of(
        "last action before", kind, name, f"{step_kind} {step} stood before it",
        lambda found: any((s.kind, s.ref) == (step_kind, ref) and same_name(s.name, step) for s in found.before),
    )  # fmt: skip


def reacted(kind: Kind, name: str, reaction: Reaction) -> Fact:
    return _of("reaction after", kind, name, f"the person {reaction}", lambda found: reaction in found.reactions)


def came_out(kind: Kind, name: str, outcome: Outcome) -> Fact:
    return _of("reaction after", kind, name, f"outcome {outcome}", lambda found: found.outcome == outcome)


def came_first(first: tuple[Kind, str], second: tuple[Kind, str]) -> Fact:
    """Which of two candidates came first."""

    def holds(reading: Reading) -> bool:
        one, other = reading.failure(*first), reading.failure(*second)
        if one is None or other is None or one.first_ms is None or other.first_ms is None:
            return False
        return one.first_ms < other.first_ms

    return Fact("which came first", f"{first} came before {second}", holds)


def logged(words: str, ref: Ref) -> Fact:
    """A log line or custom event that carries the cause has a line or a step of its own."""

    def holds(reading: Reading) -> bool:
        steps = [step for failure in reading.failures for step in (*failure.before, *failure.after)]
        return any(each.ref == ref and same_name(each.name, words) for each in (*reading.lines, *steps))

    return Fact("last action before", f"{words} at {ref} is told", holds)


def entered(screen: str, at_ms: int) -> Fact:
    """A screen was entered at that time."""
    return Fact(
        "screen flow", f"{screen} was entered at {at_ms} ms",
        lambda reading: any(
            name == screen and abs(when - at_ms) <= 1_000 for name, when in (*reading.screens, *reading.opened)
        ),
    )  # fmt: skip


def flowed(*screens: str) -> Fact:
    """These screens follow each other directly in the flow."""

    def holds(reading: Reading) -> bool:
        names = [name for name, _ in reading.screens]
        return any(tuple(names[i : i + len(screens)]) == screens for i in range(len(names)))

    return Fact("screen flow", " > ".join(screens), holds)


def ended_on(screen: str) -> Fact:
    return Fact("screen flow", f"it ended on {screen}", lambda reading: reading.ended_on == screen)


def repeated(name: str, count: int) -> Fact:
    """Polling or retries: one request, so many times in all."""
    return Fact(
        "how often", f"{name} came {count} times",
        lambda reading: any(each.name == name and each.count == count for each in reading.series),
    )  # fmt: skip


def noticed(signal: Signal, about: str = "") -> Fact:
    return Fact(
        "signal", f"{signal} {about}".strip(),
        lambda reading: any(each.signal == signal and (not about or about in each.about) for each in reading.noticed),
    )  # fmt: skip


def absent(what: Absence) -> Fact:
    return Fact("what is not there", what, lambda reading: what in reading.absent)


def nothing_wrong() -> Fact:
    """No incident at all, and the text says so."""
    return Fact(
        "what is not there", "nothing went wrong", lambda reading: reading.nothing_wrong and not reading.failures
    )


def no(kind: Kind) -> Fact:
    """It is told that something went wrong, or that nothing did, and this kind is not among it."""
    return Fact(
        "what is not there", f"no {kind}",
        lambda reading: (reading.nothing_wrong or bool(reading.failures))
        and all(each.kind != kind for each in reading.failures),
    )  # fmt: skip


def _of(topic: str, kind: Kind, name: str, words: str, check: Callable[[Failure], bool]) -> Fact:
    def holds(reading: Reading) -> bool:
        found = reading.failure(kind, name)
        return found is not None and check(found)

    return Fact(topic, f"{kind} {name}: {words}", holds)
