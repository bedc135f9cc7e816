"""How it ended, in one sentence or two."""

from typing import Final, LiteralString

from devrev_sessions.digest.chains import screen_at, telling_step
from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.endings import success_after
from devrev_sessions.digest.incident import Incident
from devrev_sessions.digest.marks import Mark, MarkKind, marks_of, unread_parts
from devrev_sessions.digest.weighing import WORDED
from devrev_sessions.text.calls import ident
from devrev_sessions.text.door import Shown, joined, number, ours, plural, quoted, say
from devrev_sessions.text.header import untimed
from devrev_sessions.text.incidents import kind_and_name
from devrev_sessions.text.lines import Lines, Style
from devrev_sessions.timeline.clock import clock, lasting
from devrev_sessions.timeline.events import Kind

MARKS: Final[dict[MarkKind, LiteralString]] = {
    "crash": "a crash",
    "anr": "an ANR",
    "exceptions": "exceptions",
    "rage": "rage taps",
    "dead clicks": "dead clicks",
    "console errors": "console errors",
}


def ending(told: Digest, lines: Lines) -> Shown:
    """The sentence about the end."""
    outcome = told.outcome
    incident = outcome.incident
    if incident and outcome.kind in {"crashed", "froze"}:
        return _broke(told, lines, incident)
    if outcome.end is None:
        return _nothing(told)
    on = say(" on ", lines.place(outcome.screen)) if outcome.screen else say()
    end = _end(told, on)
    if incident and outcome.kind == "unresolved":
        last = incident.indexes[-1]
        often = len(incident.indexes) > 1
        times = say(" ", plural(len(incident.indexes), "time"), ", last") if often else say()
        where = say(" at ", lines.at(last), " [", lines.ref(last), "]")
        name = quoted(incident.name, lines.width)
        became = say(" The person was blocked.") if incident.ending == "blocked" else say()
        became = say(" The person gave up on it.") if incident.ending == "abandoned" else became
        became = say(" The person found another way.") if incident.ending == "worked around" else became
        failed = say("Request ", name, " failed", times, where, "; no later success was recorded.")
        goal = _goal(told, lines, last)
        return say(failed, became, goal, _worse(told, lines, incident), end, ". (derived)")
    if incident and outcome.kind == "recovered" and incident.settled is not None:
        name = quoted(incident.name, lines.width)
        where = say(" at ", lines.at(incident.settled), " [", lines.ref(incident.settled), "]")
        several = sum(each.kind == "failed_request" for each in told.incidents) > 1
        what = say("Every failed request worked later, the last one, ") if several else say("The request that failed, ")
        return say(what, name, "," if several else ", worked later", where, ".", end, ". (derived)")
    if incident and outcome.kind == "friction":
        first = say(lines.at(incident.indexes[0]), " [", lines.ref(incident.indexes[0]), "]")
        what = kind_and_name(incident, lines.width)
        but = say(
            "No crash, ANR or failed request was recorded",
            _blind(told),
            "; the worst is problem 1, ",
            what,
            ", at ",
            first,
            ".",
        )
        return say(but, _marked(told, lines), end, ". (derived)")
    before = next((incident for incident in told.incidents if incident.previous_run), None)
    if before:
        words = _words(before)
        return say(
            words, " before this recording began; in it nothing went wrong that was recorded.", end, ". (derived)"
        )
    if told.walk.kinds.keys() <= {Kind.OTHER}:
        return say("Whether anything went wrong cannot be told: no event is of a known kind.", end, ". (derived)")
    nothing: LiteralString = ": no crash, ANR, exception, failed request, rage or unanswered tap"
    if unread := unread_parts(told.story):
        noun: LiteralString = "tab" if told.story.platform == "web" else "recording"
        known = say(
            "Nothing went wrong in what could be read", nothing, "; of ", plural(unread, noun), " nothing is known."
        )
    else:
        known = say("Nothing went wrong that was recorded", nothing, _blind(told), ".")
    return say(known, _marked(told, lines), end, ". (derived)")


def _blind(told: Digest) -> Shown:
    """That requests could not be seen, where a sentence says that none failed."""
    if any(recording.devtools == "unavailable" for recording in told.story.recordings):
        return say(" (console and network could not be read)")
    return say()


def _goal(told: Digest, lines: Lines, last: int) -> Shown:
    """What the app itself tells of as a success after the last failure, which may be what the person came for."""
    success = success_after(told.walk, last)
    if success is None:
        return say()
    name = quoted(told.story.events[success].name, lines.width)
    return say(" Later the app tells of ", name, " at ", lines.at(success), " [", lines.ref(success), "].")


def _worse(told: Digest, lines: Lines, incident: Incident) -> Shown:
    """Where something worse than the request of the sentence went wrong."""
    worst = next((each for each in told.incidents if not each.previous_run), incident)
    if worst is incident or not worst.indexes:
        return say()
    first = worst.indexes[0]
    what = kind_and_name(worst, lines.width)
    return say(" The worst problem is another: ", what, " at ", lines.at(first), " [", lines.ref(first), "].")


def _end(told: Digest, on: Shown) -> Shown:
    """` The session ends at 5:12 on Cart`; without a time where no event has one."""
    noun: LiteralString = " The session ends" if told.story.whole else " The recording ends"
    if told.story.whole and told.story.parts[-1].recording is None:
        noun = " What was read ends"
    return say(noun, say() if untimed(told) else say(" at ", ours(clock(told.story.duration_ms))), on)


def _words(incident: Incident) -> LiteralString:
    if incident.kind == "frozen":
        return "The interface stopped answering"
    return "The app crashed" if incident.kind == "crash" else "The app stopped responding (ANR)"


def _broke(told: Digest, lines: Lines, incident: Incident) -> Shown:
    words = _words(incident)
    source: LiteralString = " (reported)" if incident.reported else " (derived)"
    if not incident.indexes:
        return say(words, "; no events were recorded.", source)
    first, last = incident.indexes[0], incident.indexes[-1]
    often = incident.kind != "frozen" and len(incident.indexes) > 1
    screen = screen_at(told.walk, first)
    times = say(" ", plural(len(incident.indexes), "time"), ", first") if often else say()
    on = say(" on ", lines.place(screen)) if screen else say()
    away: LiteralString = ", in the background" if _in_the_background(told, incident) else ""
    at = say(times, " at about " if incident.logged_only else " at ", lines.at(first), on, away)
    after = say()
    lead = telling_step(told.walk, incident)
    if lead is not None:
        apart = max(0, told.story.events[first].at_ms - told.story.events[lead].at_ms)
        step = lines.phrase(lead, Style(brief=True, on=screen))
        long = say("last") if lead == first else ours(lasting(apart))
        after = say("; ", long, " before that: ", step, " [", lines.ref(lead), "]")
    again = say(" The last time was at ", lines.at(last), " [", lines.ref(last), "].") if often else say()
    return say(words, at, after, ".", again, _what_followed(told, lines, incident, last), source)


def _in_the_background(told: Digest, incident: Incident) -> bool:
    """Whether a log alone tells of it, and the app had left the front before the end of its recording."""
    return incident.logged_only and incident.part in told.walk.away


def _what_followed(told: Digest, lines: Lines, incident: Incident, last: int) -> Shown:
    """Whether the recording ends there, the app was started again, or it went on."""
    again = next((index for word, index in incident.reactions if word == "restarted" and (index or 0) > last), None)
    if again is None and told.walk.ends.get(told.story.events[last].part) == last:
        return say(" The recording ends there.")
    screen = told.outcome.screen
    on = say(" on ", lines.place(screen)) if screen else say()
    crashes = [each for each in told.incidents if each.kind == "crash" and each.indexes and not each.previous_run]
    later = max((each.indexes[-1] for each in crashes if each is not incident), default=-1)
    went_on = say(" It answered again later.") if incident.ending == "recovered" else say()
    if again is not None:
        went_on = say(" The app was started again at ", lines.at(again), " [", lines.ref(again), "].")
    if later > last:
        went_on = say(went_on, " It crashed again at ", lines.at(later), " [", lines.ref(later), "].")
    return say(went_on, _end(told, on), ".")


def _nothing(told: Digest) -> Shown:
    """There are no events; what DevRev says of the session is all there is."""
    session = told.story.session
    none: LiteralString = "there are no events" if session else "the recording has no events"
    unread = any(recording.unread for recording in told.story.recordings)
    why: LiteralString = "no event could be read" if unread else none
    if session is None:
        return say("Nothing is known of what happened: ", why, ". (derived)")
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
    return say("Nothing is known of what happened: ", why, ".", _said(said))


def _marked(told: Digest, lines: Lines) -> Shown:
    """What speaks against a quiet story: DevRev's own marks and counts, and what the app says of itself."""
    sentences: list[Shown] = []
    if marks := _marks(told):
        sentences.append(say(" But DevRev marks it with ", joined(", ", marks), ", of which the events show nothing."))
    if telling := of_itself(told):
        times = say(plural(len(telling), "time"), ", first") if len(telling) > 1 else say("once,")
        first = say(lines.at(telling[0]), " [", lines.ref(telling[0]), "]")
        words = lines.phrase(telling[0], Style(brief=True))
        sentences.append(say(" The app itself speaks of trouble ", times, " at ", first, ": ", words, "."))
    return joined("", sentences)


def of_itself(told: Digest) -> list[int]:
    """Indexes of the log lines, tags and custom events in which the app speaks of trouble."""
    return sorted(i for i in told.walk.remarkable if told.story.events[i].kind in WORDED)


def _marks(told: Digest) -> list[Shown]:
    """What DevRev says of the session, or counted in its tabs, though no event tells of it."""
    return [_marked_with(mark) for mark in marks_of(told.story, told.incidents)]


def _marked_with(mark: Mark) -> Shown:
    if mark.kind == "failed answers":
        return say(plural(mark.count, "answer"), " of ", number(mark.least), " or above")
    return say(MARKS[mark.kind])


def _said(said: list[Shown]) -> Shown:
    """What DevRev says of the whole session."""
    return say(" DevRev says of the session that it ", joined(", ", said), ". (reported)") if said else say()
