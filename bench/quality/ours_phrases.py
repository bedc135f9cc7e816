"""What happened, in the words of one line or one step."""

from dataclasses import dataclass, replace
from typing import Final

from facts import Line as Told, Noticed, Series, Step
from ours_forms import Found, Line, first_match, match
from ours_words import ERROR_TAP, OPENING, OUTCOME_OF_SERIES, PHRASES, STAMPED, STEP, Verdict

UNNAMED: Final = "(unnamed)"


@dataclass(frozen=True)
class Said:
    """A phrase, understood; `enters` is the screen or page that opens with it."""

    kind: str
    name: str = ""
    verdict: Verdict = ""
    screen: str = ""
    enters: str = ""
    status: int | None = None
    took_ms: int | None = None
    says: str = ""
    level: str = ""
    series: Series | None = None


def said(line: Line) -> Said | None:
    """What the phrase says; None where it is none of ours."""
    opening = match(OPENING, line)
    inner = _said(opening.rest("inner")) if opening else None
    return replace(inner, enters=opening["enters"]) if opening and inner and not inner.enters else _said(line)


def step_of(line: Line) -> tuple[Step, Noticed | None] | None:
    """A step of a failure, and the error tap it is said to be."""
    found = match(STEP, line)
    phrase = said(found.rest("phrase")) if found else None
    if found is None or phrase is None:
        return None
    step = Step(phrase.kind, phrase.name, found.refs("ref")[0])
    return step, Noticed("error_tap", step.name, (step.ref,)) if found["near"] == ERROR_TAP else None


def stamped(line: Line) -> tuple[Told, Said] | None:
    """A line of the timeline that is an event's."""
    found = match(STAMPED, line)
    phrase = said(found.rest("phrase")) if found else None
    if found is None or phrase is None:
        return None
    return Told(found.refs("ref")[0], found.ms("at") or 0, phrase.kind, phrase.name), phrase


def _said(line: Line) -> Said | None:
    for kind, verdict, form in PHRASES:
        if found := match(form, line):
            status = found["status"]
            return Said(
                kind,
                "" if found["name"] == UNNAMED else found["name"] or found["action"] or found["enters"],
                verdict,
                found["screen"],
                found["enters"],
                int(status) if status.isdecimal() else None,
                found.ms("took"),
                found["says"],
                found["level"],
                series_of(found) if verdict == "series" else None,
            )
    return None


def series_of(found: Found) -> Series:
    """A request that came again and again, with its outcomes."""
    outcomes = [first_match((OUTCOME_OF_SERIES,), piece) for piece in found.rest("outcomes").pieces(", ")]
    counts = tuple((each["status"], each.number("count")) for each in outcomes if each)
    return Series(found["name"], found.number("count"), counts)
