"""A session as a picture: everything that the page draws, found in a digest."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

import msgspec

from devrev_sessions.digest.chains import screen_at
from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.incident import Incident
from devrev_sessions.digest.walk import Gap as Silence, Visit
from devrev_sessions.text.bearing import question_line
from devrev_sessions.text.calls import Address, ident, in_calls, part_argument
from devrev_sessions.text.door import Shown, number, ours, plural, say
from devrev_sessions.text.header import holdings, parts, person, title
from devrev_sessions.text.incidents import Incidents
from devrev_sessions.text.lines import Lines
from devrev_sessions.text.sections import Sections
from devrev_sessions.text.signals import told as told_signal
from devrev_sessions.text.timeline import SILENCES, Window, hidden_by_kind
from devrev_sessions.timeline.events import NOTHING, Kind
from devrev_sessions.timeline.story import Part, Story
from devrev_sessions.view.drawn import Asking, Events, Gap, Look, Picture, Problem, Screens, Stretch
from devrev_sessions.view.kept import MOST_EVENTS, kept, named_in
from devrev_sessions.view.lanes import Mark, lane_of, mark_of

WIDTH: Final = 120
"""Characters of a text of an app's, as in the fullest summary."""
HEADER_LINES: Final = 8
MOST_INCIDENTS: Final = 24
"""As many as have a chain of steps; more numbers could not be told apart in a picture."""
MOST_OCCURRENCES: Final = 12
"""Of one incident: the first and the last ones."""
MOST_SIGNALS: Final = 12
MOST_SCREENS: Final = 5_000
MOST_GAPS: Final = 500
PAUSED: Final = "recording paused by the app"
LESSER_TOKENS: Final = 300


def picture(
    told: Digest,
    address: Address,
    most_events: int = MOST_EVENTS,
    window: Window | None = None,
    look: Look | None = None,
) -> Picture:
    """What of a digest is drawn, with at most `most_events` events; its problems are in the order of a summary's."""
    story = told.story
    sections = Sections(told, address, WIDTH, window)
    entries = sections.entries[:MOST_INCIDENTS]
    signals = told.signals[:MOST_SIGNALS]
    failed, slow = frozenset(told.walk.failed), frozenset(told.walk.slow)
    marks = [mark_of(told, failed, slow, index) for index in range(len(story.events))]
    noted = {index for index, mark in enumerate(marks) if mark is not Mark.PLAIN}
    noted.update(index for incident in entries for index in named_in(incident))
    noted.update(index for signal in signals for index in signal.indexes)
    asked = frozenset(told.bearing.indexes) if told.bearing else frozenset[int]()
    noted |= asked
    shown, gone = kept(told, noted, most_events)
    phrases = _Phrases()
    return Picture(
        title=ours(title(story).removeprefix("# ")),
        facts=[*parts(told, HEADER_LINES), *(line for line in (person(story), holdings(story)) if line)],
        outcome=sections.ending(),
        duration_ms=story.duration_ms,
        numbered=story.numbered,
        parts=[_stretch(part, place) for place, part in enumerate(story.parts)],
        medium="web" if story.platform == "web" else "mobile",
        gaps=_gaps(told),
        screens=_screens(told, phrases),
        events=_events(told, shown, marks, phrases),
        phrases=phrases.all,
        problems=[_problem(told, sections, incident) for incident in entries],
        signals=[*(told_signal(signal, sections.lines) for signal in signals), *_lesser(sections)],
        missing=[*sections.gone, *_not_drawn(told, gone)],
        asking=_asking(story, address),
        question=question_line(told),
        bearing=[place for place, index in enumerate(shown) if index in asked],
        look=look,
    )


class _Phrases:
    """Every text that comes more than once, once."""

    def __init__(self) -> None:
        self.all: list[Shown] = []
        self._places: dict[Shown, int] = {}

    def place(self, text: Shown) -> int:
        """Where the text stands among all."""
        place = self._places.setdefault(text, len(self.all))
        if place == len(self.all):
            self.all.append(text)
        return place


def _stretch(part: Part, place: int) -> Stretch:
    label = say("r", number(place + 1), " ", ident(part.part_id))
    recording = part.recording
    if recording is None:
        return Stretch(say(label, ": ", ours(part.state)))
    return Stretch(label, part.begins_ms, part.begins_ms + recording.duration_ms)


def _gaps(told: Digest) -> list[Gap]:
    longest = sorted(told.walk.gaps, key=lambda gap: -gap.lasted_ms)[:MOST_GAPS]
    return [_gap(told, gap) for gap in sorted(longest, key=lambda gap: gap.index)]


def _gap(told: Digest, gap: Silence) -> Gap:
    paused = gap.why == "idle" and gap.index > 0 and told.story.events[gap.index - 1].kind is Kind.PAUSE
    label = PAUSED if paused else SILENCES[gap.why].rstrip(",")
    return Gap(ours(label), gap.begins_ms, gap.begins_ms + gap.lasted_ms, idle=gap.why == "idle" and not paused)


def _screens(told: Digest, phrases: _Phrases) -> Screens:
    """Each stay until the next one of the same part, or until the end of that part."""
    lines, story = Lines(told, each=True), told.story
    # Walked from the back: where a part ends is, stay by stay, where its next one begins.
    following = {part: story.events[index].at_ms for part, index in told.walk.ends.items()}
    stays: list[tuple[Visit, int]] = []
    for visit in reversed(told.walk.visits):
        stays.append((visit, max(visit.at_ms, following.get(visit.part, visit.at_ms))))
        following[visit.part] = visit.at_ms
    stays = sorted(stays, key=lambda stay: stay[0].at_ms - stay[1])[:MOST_SCREENS]
    stays.sort(key=lambda stay: stay[0].index)
    return Screens(
        name=[phrases.place(lines.place(visit.screen)) for visit, _ in stays],
        part=[visit.part for visit, _ in stays],
        from_ms=[visit.at_ms for visit, _ in stays],
        to_ms=[until for _, until in stays],
    )


def _not_drawn(told: Digest, gone: Counter[Kind]) -> list[Shown]:
    """What the page has no room for."""
    lines: list[Shown] = []
    if gone:
        lines.append(say(plural(gone.total(), "event"), " not drawn: ", hidden_by_kind(gone), "."))
    if (stays := len(told.walk.visits) - MOST_SCREENS) > 0:
        lines.append(say(plural(stays, "stay"), " on screens not drawn, the shortest ones."))
    return lines


def _events(told: Digest, shown: Sequence[int], marks: Sequence[Mark], phrases: _Phrases) -> Events:
    lines = Lines(told, WIDTH, each=True)
    events = [told.story.events[index] for index in shown]
    return Events(
        at_ms=[event.at_ms for event in events],
        lane=[lane_of(event.kind) for event in events],
        mark=[marks[index] for index in shown],
        phrase=[phrases.place(lines.phrase(index)) for index in shown],
        n=[event.n for event in events],
        part=[event.part for event in events],
        took_ms=[_took_ms(told, index) for index in shown],
        untimed=[place for place, event in enumerate(events) if not event.timed],
    )


def _took_ms(told: Digest, index: int) -> int:
    took_ms = told.walk.took_ms(index)
    return took_ms if told.story.events[index].part in told.walk.tabs else -took_ms


def _problem(told: Digest, sections: Sections, incident: Incident) -> Problem:
    lines = sections.lines
    incidents = Incidents(told, lines)
    all_told = incidents.tell(incident)
    on = screen_at(told.walk, min(incident.indexes)) if incident.indexes else NOTHING
    indexes = incident.indexes
    details = (*all_told.detail("thrown"), *all_told.detail("own_code"), *all_told.detail("causes"))
    return Problem(
        title=all_told.headline,
        source="reported" if incident.reported else "derived",
        occurrences=max(1, len(indexes)),
        refs=[lines.ref(index) for index in incident.ends(MOST_OCCURRENCES)],
        before=[incidents.step(incident, index, on) for index in incident.before],
        after=[lines.step(index, on) for index in incident.after],
        reactions=[
            say(word, " ", lines.ref(index)) if index is not None else say(word) for word, index in incident.reactions
        ],
        details=[ours(line.strip()) for line in details],
        outcome=incident.ending,
        kind=incident.kind,
        at_ms=told.story.events[indexes[0]].at_ms if indexes and not incident.previous_run else None,
    )


def _lesser(sections: Sections) -> list[Shown]:
    """The incidents beyond those that have a number."""
    rest = sections.entries[MOST_INCIDENTS:]
    return [sections.lesser(rest, LESSER_TOKENS)] if rest else []


def _asking(story: Story, address: Address) -> Asking | None:
    given = {"session_id": address.session_id, "version_key": address.version_key}
    if not story.whole and story.recordings:
        given[part_argument(story.recordings[0].medium)] = story.recordings[0].part_id
    if not all(value is None or in_calls(value) for value in given.values()):
        return None
    return msgspec.convert(given, Asking)
