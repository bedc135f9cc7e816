"""How it ended, in one sentence or two."""

from typing import LiteralString

from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.incidents import Incident, screen_at, telling_step
from devrev_sessions.text.calls import ident
from devrev_sessions.text.door import Shown, joined, ours, plural, quoted, say
from devrev_sessions.text.lines import Lines, Style
from devrev_sessions.timeline.clock import clock, lasting


def ending(told: Digest, lines: Lines, others: int) -> Shown:
    """The sentence about the end; `others` is how many problems are listed."""
    outcome = told.outcome
    incident = outcome.incident
    if incident and outcome.kind in {"crashed", "froze"}:
        return _broke(told, lines, incident)
    if outcome.end is None:
        return _nothing(told)
    on = say(" on ", lines.place(outcome.screen)) if outcome.screen else say()
    end = say(
        " The session ends at " if told.story.whole else " The recording ends at ",
        ours(clock(told.story.duration_ms)),
        on,
    )
    if incident and outcome.kind == "unresolved":
        last = incident.indexes[-1]
        often = len(incident.indexes) > 1
        times = say(" ", plural(len(incident.indexes), "time"), ", last") if often else say()
        where = say(" at ", lines.at(last), " [", lines.ref(last), "]")
        name = quoted(incident.name, lines.width)
        return say("Request ", name, " failed", times, where, "; no later success was recorded.", end, ". (derived)")
    if incident and outcome.kind == "recovered" and incident.settled is not None:
        name = quoted(incident.name, lines.width)
        where = say(" at ", lines.at(incident.settled), " [", lines.ref(incident.settled), "]")
        return say("Every failed request worked later, the last one, ", name, ",", where, ".", end, ". (derived)")
    if incident and outcome.kind == "friction":
        listed = plural(others, "other problem")
        return say("No crash, ANR or failed request was recorded, but ", listed, ".", end, ". (derived)")
    slow: LiteralString = " Some requests were slow." if incident else ""
    before = next((incident for incident in told.incidents if incident.previous_run), None)
    if before:
        words = _words(before)
        return say(
            words, " before this recording began; in it nothing went wrong that was recorded.", slow, end, ". (derived)"
        )
    return say(
        "Nothing went wrong that was recorded: no crash, ANR, exception, failed request, rage or unanswered tap.",
        slow, end, ". (derived)",
    )  # fmt: skip


def _words(incident: Incident) -> LiteralString:
    return "The app crashed" if incident.kind == "crash" else "The app stopped responding (ANR)"


def _broke(told: Digest, lines: Lines, incident: Incident) -> Shown:
    words = _words(incident)
    if not incident.indexes:
        return say(words, "; no events were recorded. (reported)")
    last = incident.indexes[-1]
    screen = screen_at(told.walk, last)
    at = say(
        " at about " if incident.logged_only else " at ",
        lines.at(last),
        say(" on ", lines.place(screen)) if screen else say(),
    )
    after = say()
    lead = telling_step(told.walk, incident)
    if lead is not None:
        apart = max(0, told.story.events[last].at_ms - told.story.events[lead].at_ms)
        step = lines.phrase(lead, Style(brief=True, on=screen))
        after = say("; ", ours(lasting(apart)), " before that: ", step, " [", lines.ref(lead), "]")
    tail: LiteralString = " The recording ends there." if told.walk.ends.get(incident.part) == last else ""
    return say(words, at, after, ".", tail, " (reported)")


def _nothing(told: Digest) -> Shown:
    """There are no events; what DevRev says of the session is all there is."""
    session = told.story.session
    if session is None:
        return say("Nothing is known of what happened: the recording has no events. (derived)")
    said: list[Shown] = []
    for word, happened in (
        (say("crashed"), session.crashed),
        (say("stopped responding (ANR)"), session.froze),
        (say("had exceptions"), session.had_exceptions),
        (say("had rage taps"), session.rage_tapped),
    ):
        if happened:
            said.append(word)
    if session.duration_ms:
        said.insert(0, say("lasted ", ours(clock(session.duration_ms))))
    missing = [part for part in told.story.parts if part.recording is None]
    if missing and not told.story.whole:
        return say(
            "Nothing is known of what happened in ", ident(missing[0].part_id), ": it is not there.", _said(said)
        )
    return say("Nothing is known of what happened: there are no events.", _said(said))


def _said(said: list[Shown]) -> Shown:
    """What DevRev says of the whole session."""
    return say(" DevRev says of the session that it ", joined(", ", said), ". (reported)") if said else say()
