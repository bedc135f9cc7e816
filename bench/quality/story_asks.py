"""What is asked of a session: the facts that follow from its truth, and those a plot adds."""

from collections.abc import Iterator

from facts import Fact, Failure, Kind, Reading, Ref
from facts_of import (
    at,
    came_out,
    caused_by,
    first_ref,
    happened,
    last_action,
    of_previous_run,
    often,
    on_screen,
    reacted,
    said,
    settled,
    status,
    thrown_in,
    took,
)
from story_ledger import ACTIONS, Spot
from story_truth import Whole


class View:
    """What a plot sees when all is written: references and times as they will be told."""

    def __init__(self, whole: Whole, reading: Reading) -> None:
        self._whole = whole
        self.reading = reading

    def ref(self, spot: Spot) -> Ref:
        return self._whole.ref(spot)

    def ms(self, spot: Spot) -> int:
        return self._whole.ms(spot)

    def failure(self, kind: Kind, name: str, *, last: bool = False, about: bool = False) -> Iterator[Fact]:
        """Everything that is unambiguous of one failure; `last` asks for the last action before it, too."""
        found = self.reading.failure(kind, name)
        if found is None:
            raise LookupError(f"{kind} {name} was never planted")
        yield happened(kind, name)
        if found.previous_run:
            yield of_previous_run(kind, name)
        if found.refs:
            yield from self._occurrences(found, about=about)
        yield from _words(found)
        if kind in {"failed_request", "masked_failure"}:
            yield settled(kind, name, found.settled)
        if last:
            step = [step for step in found.before if step.kind in ACTIONS][-1]
            yield last_action(kind, name, step.kind, step.name, step.ref)
        for reaction in self._whole.about((kind, name)).reactions:
            yield reacted(kind, name, reaction)
        if found.outcome:
            yield came_out(kind, name, found.outcome)

    def _occurrences(self, found: Failure, *, about: bool) -> Iterator[Fact]:
        kind, name = found.kind, found.name
        if found.first_ms is not None and not (kind == "slow_request" and name.startswith(("GET ", "POST "))):
            yield at(kind, name, found.first_ms, about=about)
        yield first_ref(kind, name, found.refs[0])
        if kind not in {"frozen", "crash", "anr"}:
            yield often(kind, name, found.count)
        if found.screen:
            yield on_screen(kind, name, found.screen)
        if found.status and kind != "slow_request":
            yield status(kind, name, found.status)
        if found.took_ms:
            yield took(kind, name, found.took_ms)


def _words(found: Failure) -> Iterator[Fact]:
    kind, name = found.kind, found.name
    if found.message and kind != "console_error":
        yield said(kind, name, found.message)
    if found.frames:
        yield thrown_in(kind, name, found.frames[0])
    if found.causes:
        yield caused_by(kind, name, found.causes[-1])
