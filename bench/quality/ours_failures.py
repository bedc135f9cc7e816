"""What went wrong: a headline, and below it what was thrown, where, what led to it and what came of it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from facts import Failure, Kind, Noticed, Reaction, Step
from ours_forms import Found, Line, first_match, match
from ours_phrases import Said, said, step_of
from ours_words import (
    AFTER,
    BEFORE,
    BESIDE,
    BROKEN,
    BROKEN_BEFORE,
    BROKEN_KINDS,
    BROKEN_UNSEEN,
    CALLED_FROM,
    CAME_OUT,
    CAUSE,
    FRAME,
    FROZEN,
    HEADLINE,
    LESSER,
    LESSER_ITEM,
    LESSER_KINDS,
    NO_OWN_CODE,
    OCCURRED,
    OUTCOMES,
    OWN_CODE,
    REACTION,
    REACTIONS,
    SAID,
    THEN,
    THROWN,
    UNDER_ALL,
    UNNAMED_CAUSE,
)

Read = TypeVar("Read")

NEVER_WORKED: Final = "; no later success recorded"
"""How a headline ends that says so."""
_PLACE: Final = re.compile(r"(?:.*/)?(?:\w+:)?([^/:]+\.\w+:\d+)(?::\d+)?")
"""Folders, file, line and column of a place in code."""


@dataclass
class Failures:
    """The entries in order, and the error taps that their steps name."""

    found: list[Failure] = field(default_factory=list[Failure])
    noticed: list[Noticed] = field(default_factory=list[Noticed])
    lost: list[Line] = field(default_factory=list[Line])


def read_failures(lines: Sequence[Line]) -> Failures:
    """The section; a detail belongs to the headline above it, and to none where that could not be read."""
    read = Failures()
    current: Failure | None = None
    place = 0
    for line in lines:
        if headline := match(HEADLINE, line):
            place += 1
            current = _headed(headline) if headline.number("place") == place else None
            if current is None:
                read.lost.append(line)
            else:
                read.found.append(current)
        elif lesser := _lesser(line):
            read.found += lesser
            current = None
        elif first_match(UNDER_ALL, line):
            current = None
        elif current and first_match(BESIDE, line):
            continue
        elif current and (more := _with_detail(current, line, read.noticed)):
            current = read.found[-1] = more
        else:
            read.lost.append(line)
    return read


def _lesser(line: Line) -> tuple[Failure, ...] | None:
    """The problems that have no headline of their own."""
    found = match(LESSER, line)
    return _each(found.rest("items").pieces("; "), _few_words) if found else None


def _few_words(piece: Line) -> Failure | None:
    found = match(LESSER_ITEM, piece)
    if found is None:
        return None
    kind, status = LESSER_KINDS[found["word"]], found.number("status") if "status" in found else None
    if kind == "failed_request" and status is not None and 200 <= status < 300:
        kind = "masked_failure"
    at_ms = found.ms("at") if "at" in found else None
    return Failure(kind, found["name"], found.number("count", 1), found.refs("ref"), at_ms, status=status)


def _headed(headline: Found) -> Failure | None:
    """What a headline says; its end could be read in two ways where no screen is named, of which one makes sense."""
    subject = headline.rest("subject")
    if before := match(BROKEN_BEFORE, subject):
        return Failure(BROKEN_KINDS[before["kind"]], before["name"], previous_run=True)
    if unseen := match(BROKEN_UNSEEN, subject):
        return Failure(BROKEN_KINDS[unseen["kind"]], unseen["name"])
    for form in OCCURRED:
        tail = match(form, subject)
        failure = _subject(tail.rest("subject"), tail) if tail else None
        if tail and failure:
            refs = tail.refs("places") + tail.refs("last")
            at_ms = failure.first_ms if failure.first_ms is not None else _first_ms(tail)
            settled = next(iter(tail.refs("settled")), None)
            return replace(
                failure, count=tail.number("count", 1), refs=refs, first_ms=at_ms, settled=settled,
                never_worked=subject.bare.endswith(NEVER_WORKED),
            )  # fmt: skip
    return None


def _first_ms(tail: Found) -> int | None:
    first = tail.line.part(tail.rest("places").bare.partition(" ")[0])
    return Found(first, {"at": first.bare}).ms("at")


def _subject(subject: Line, tail: Found) -> Failure | None:
    if broken := match(BROKEN, subject):
        return Failure(BROKEN_KINDS[broken["kind"]], broken["name"], first_ms=broken.ms("at"), screen=broken["screen"])
    if frozen := match(FROZEN, subject):
        return Failure("frozen", screen=frozen["screen"]) if "last" in tail else None
    for kind, form in THROWN:
        if thrown := match(form, subject):
            return Failure(kind, thrown["name"], screen=thrown["screen"])
    if not subject.bare[:1].isupper():
        return None
    phrase = said(subject.part(subject.bare[:1].lower() + subject.bare[1:]))
    kind = _kind(phrase) if phrase else None
    if phrase is None or kind is None:
        return None
    return Failure(
        kind, phrase.name, screen=phrase.screen, status=phrase.status, message=phrase.says, took_ms=phrase.took_ms
    )


def _kind(phrase: Said) -> Kind | None:
    """What went wrong, where the words say it."""
    match phrase:
        case Said(kind="request", verdict="failed", status=int(status)) if 200 <= status < 300:
            return "masked_failure"
        case Said(kind="request", verdict="failed"):
            return "failed_request"
        case Said(kind="request", verdict="masked"):
            return "masked_failure"
        case Said(kind="request", verdict="slow"):
            return "slow_request"
        case Said(kind="rage_tap"):
            return "rage_tap"
        case Said(kind="dead_tap"):
            return "dead_tap"
        case Said(kind="console", level="error"):
            return "console_error"
        case _:
            return None


def _with_detail(failure: Failure, line: Line, noticed: list[Noticed]) -> Failure | None:
    """The failure with what the line adds; None where the line adds nothing."""
    if found := match(SAID, line):
        name = failure.name or (found["name"] if failure.kind in {"crash", "anr"} else "")
        return replace(failure, name=name, message=found["message"])
    if found := match(OWN_CODE, line):
        frames = _each(found.rest("frames").pieces(CALLED_FROM), _frame)
        return replace(failure, frames=frames) if frames else None
    if found := first_match(CAUSE, line):
        return replace(failure, causes=(*failure.causes, found["name"]))
    if match(NO_OWN_CODE, line) or first_match(UNNAMED_CAUSE, line):
        return failure
    if found := match(BEFORE, line):
        steps = _steps(found)
        noticed += [tap for _, tap in steps or () if tap]
        return replace(failure, before=tuple(step for step, _ in steps)) if steps else None
    if found := match(AFTER, line):
        steps = _steps(found)
        return replace(failure, after=tuple(step for step, _ in steps)) if steps else None
    return _with_end(failure, line)


def _with_end(failure: Failure, line: Line) -> Failure | None:
    found = first_match(CAME_OUT, line)
    if found is None:
        return None
    reactions: tuple[Reaction, ...] | None = ()
    if found.held.get("reactions"):
        reactions = _each(found.rest("reactions").pieces(", "), _reaction)
    if reactions is None:
        return None
    outcome = OUTCOMES.get(found["outcome"])
    if outcome == "went_on":
        # What a person did about it is not said twice where it is the same.
        reactions = (*reactions, "went_on")
    return replace(failure, reactions=reactions, outcome=outcome)


def _steps(found: Found) -> tuple[tuple[Step, Noticed | None], ...] | None:
    return _each(found.rest("steps").pieces(THEN), step_of)


def _frame(line: Line) -> str | None:
    found = match(FRAME, line)
    if found is None:
        return None
    place = _PLACE.fullmatch(found["place"])
    return place[1] if place else found["place"]


def _reaction(line: Line) -> Reaction | None:
    found = match(REACTION, line)
    return REACTIONS[found["word"]] if found else None


def _each(pieces: Sequence[Line], read: Callable[[Line], Read | None]) -> tuple[Read, ...] | None:
    """Every piece as it is read; None where one of them is not ours."""
    found = [read(piece) for piece in pieces]
    whole = [each for each in found if each is not None]
    return tuple(whole) if len(whole) == len(found) else None
