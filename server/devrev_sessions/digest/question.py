"""Which events bear on a question."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from devrev_sessions.digest.incident import Incident, IncidentKind
from devrev_sessions.digest.signals import Signal, SignalKind
from devrev_sessions.digest.synonyms import SYNONYMS
from devrev_sessions.digest.thresholds import WEIGHT_SLOW_REQUEST
from devrev_sessions.digest.walk import Scan
from devrev_sessions.timeline.events import Event, Kind

FREEZING: Final = frozenset({"freeze", "froze", "frozen", "hang", "hung", "anr", "stuck", "unresponsive"})
ASKED_ABOUT: Final[tuple[tuple[frozenset[str], frozenset[Kind]], ...]] = (
    (frozenset({"tap", "taps", "tapped", "click", "clicks", "clicked", "press", "pressed", "button"}),
     frozenset({Kind.TAP, Kind.RAGE_TAP, Kind.DEAD_TAP})),
    (frozenset({"request", "requests", "api", "network", "call", "calls", "server", "backend", "http"}),
     frozenset({Kind.REQUEST})),
    (frozenset({"exception", "exceptions", "error", "errors", "stacktrace"}),
     frozenset({Kind.EXCEPTION, Kind.ERROR, Kind.CONSOLE})),
    (FREEZING,
     frozenset({Kind.ANR, Kind.DEAD_TAP})),
    (frozenset({"rage", "frustrated", "frustration", "angry"}), frozenset({Kind.RAGE_TAP, Kind.DEAD_TAP})),
    (frozenset({"log", "logs", "console", "message", "messages"}), frozenset({Kind.LOG, Kind.CONSOLE})),
)  # fmt: skip
"""Words of this domain and the kinds of events they ask about."""

ASKED_INCIDENTS: Final[Mapping[IncidentKind, frozenset[str]]] = {
    "crash": frozenset(
        {
            "crash",
            "crashes",
            "crashed",
            "crashing",
            "closes",
            "quits",
            "quit",
            "shuts",
            "open",
            "opens",
            "opening",
        }
    ),
    "anr": FREEZING,
    "slow_request": frozenset({"slow", "slowly", "slower", "lag", "lags", "laggy", "latency"}),
}
"""Words for what may be known without an event of its own kind, as a crash is from its log."""

_SLOW: Final = ASKED_INCIDENTS["slow_request"]
ASKED_SIGNALS: Final[Mapping[SignalKind, frozenset[str]]] = {
    "slow_launch": _SLOW | {"launch", "launches", "startup", "starting", "loading"},
    "slow_request": _SLOW,
    "low_memory": _SLOW | {"memory", "ram", "oom"},
    "background": frozenset({"background", "backgrounded", "away", "minimised", "minimized", "switched"}),
    "idle": frozenset({"idle", "inactive", "inactivity", "waiting", "waited", "away"}),
    "paused": frozenset({"pause", "paused", "pauses", "pausing"}),
    "hesitation": frozenset({"hesitate", "hesitated", "hesitation", "confused", "unsure"}),
    "thrash": frozenset({"lost", "confused", "thrash", "thrashing"}),
    "quick_back": frozenset({"back", "bounced"}),
    "abandoned_form": frozenset({"abandon", "abandoned", "form", "forms", "unfinished"}),
    "polling": frozenset({"polling", "polls", "poll"}),
}
"""The same for what was noticed beside failures."""

FILLER: Final = frozenset(
    """a an and any are as at be been before after but by can could did do does during for from had happen happened
    happening has have he her him his how i if in into is it its me my of on or our she so than that the their them
    then there they this to us user users customer customers was we were what when where which while who why will with
    would you your session recording app not no just right wrong problem issue tell show find see went go get got
    too very really actually anything something please much many often still again also only ever never al da das
    de del di du el en es et il la le se si un zu aux con cuando dem den der des die donde ein eine est fue hat ich
    ist les los las mit nicht para pas por porque pourquoi qual quand que qui quoi sie son sur una und une uno wann
    warum was wie wir
    """.split(),  # noqa: SIM905 - a paragraph reads better than a hundred quoted words
)
"""Words that name nothing in a recording."""

ASKED_MOMENTS: Final[Mapping[str, frozenset[str]]] = {
    "end": frozenset({"last", "lastly", "end", "ended", "ends", "ending", "final", "finally"}),
    "beginning": frozenset({"first", "begin", "began", "beginning", "start", "started", "starts", "initially"}),
}
"""Words for an end of the story, where a question names nothing else."""
MOMENT_STEPS: Final = 5
"""What was done at that end, as many steps as people ask after."""

STEPS_OF_A_PERSON: Final = frozenset({Kind.TAP, Kind.RAGE_TAP, Kind.DEAD_TAP, Kind.INPUT, Kind.NAVIGATION})

HEADER_WORDS: Final = frozenset(
    """phone device model version release os android ios browser network wifi language locale platform app""".split(),  # noqa: SIM905 - a paragraph reads better
)
"""Words for what the first lines of a summary say of device and app."""

BEARING_BONUS: Final = 30
"""Added to the weight of an event that bears on the question: above routine, below every incident."""
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD: Final = re.compile(r"[^\W_]{2,}")
_LONGEST_QUESTION: Final = 500


@dataclass(frozen=True, slots=True)
class Bearing:
    """The words that were looked for and the events that match, in order.

    `related` are words of the same meaning by which events were found where the question's own word names none.
    """

    words: tuple[str, ...]
    indexes: tuple[int, ...]
    related: tuple[str, ...] = ()
    noticed: tuple[SignalKind, ...] = ()
    """Kinds of signals that it asks about, some of which no event shows."""


def bear_on(
    walk: Scan,
    question: str,
    incidents: Sequence[Incident] = (),
    signals: Sequence[Signal] = (),
    known: Callable[[str], str] = str,
) -> Bearing:
    """The events whose names, screens or targets use the question's words, or whose kind or incident it asks about.

    Their weights are raised. `known` gives a text as far as it may be known.
    """
    spoken = [word.lower() for word in _WORD.findall(question[:_LONGEST_QUESTION])]
    words = tuple(dict.fromkeys(word for word in spoken if word not in FILLER))
    kinds = {kind for asked, kinds in ASKED_ABOUT if asked & set(spoken) for kind in kinds}
    general = {word for asked, _ in ASKED_ABOUT for word in asked}
    general.update(word for asked in ASKED_MOMENTS.values() for word in asked)
    named, related = _naming(walk, [word for word in words if word not in general], known)
    meant = {
        index
        for incident in incidents
        if ASKED_INCIDENTS.get(incident.kind, frozenset()) & set(spoken) and not incident.previous_run
        for index in incident.indexes
    }
    meant.update(_of_incidents(incidents, [word for word in words if word not in general], known))
    if ASKED_INCIDENTS["slow_request"] & set(spoken):
        meant.update(walk.slow)
    noticed = [signal for signal in signals if ASKED_SIGNALS.get(signal.kind, frozenset()) & set(spoken)]
    meant.update(index for signal in noticed for index in signal.indexes)
    if all(word in general for word in words):
        meant.update(_at_an_end(walk, spoken))
    found: list[int] = []
    narrow = any(word not in general for word in words)
    for index, event in enumerate(walk.events):
        hit = _text(event) in named or index in meant
        asked = event.kind in kinds and (not narrow or walk.weights[index] >= WEIGHT_SLOW_REQUEST)
        if hit or asked:
            found.append(index)
            if walk.weights[index]:
                walk.weights[index] += BEARING_BONUS if hit else BEARING_BONUS // 2
    return Bearing(words, tuple(found), related, tuple(dict.fromkeys(signal.kind for signal in noticed)))


def _at_an_end(walk: Scan, spoken: Sequence[str]) -> list[int]:
    """The first or the last things that a person did."""
    done = sorted(index for kind in STEPS_OF_A_PERSON for index in walk.places.get(kind, ()) if walk.weights[index])
    meant: list[int] = []
    if ASKED_MOMENTS["beginning"] & set(spoken):
        meant.extend(done[:MOMENT_STEPS])
    if ASKED_MOMENTS["end"] & set(spoken):
        meant.extend(done[-MOMENT_STEPS:])
    return meant


def _of_incidents(incidents: Sequence[Incident], words: Sequence[str], known: Callable[[str], str]) -> set[int]:
    """The events of incidents whose exception or message uses one of the words."""
    if not words:
        return set()
    said = [
        (f"{incident.name} {incident.trace.exception} {incident.trace.message}", incident.indexes)
        for incident in incidents
        if incident.trace
    ]
    hits = _using(_folded(text for text, _ in said), words, known)
    return {index for text, indexes in said if text in hits for index in indexes}


def _text(event: Event) -> str:
    return f"{event.name} {event.target} {event.screen}"


def _naming(walk: Scan, words: Sequence[str], known: Callable[[str], str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The texts of events that name one of the words, or, where none names a word, another word for it."""
    if not words:
        return frozenset(), ()
    texts = _folded({_text(event) for event in walk.events})
    found: set[str] = set()
    related: list[str] = []
    for word in words:
        hits = _using(texts, (word,), known)
        if not hits:
            others = sorted(SYNONYMS.get(word, SYNONYMS.get(_stem(word), frozenset())))
            by_other = {other: own for other in others if (own := _using(texts, (other,), known))}
            related.extend(by_other)
            hits = {text for own in by_other.values() for text in own}
        found |= hits
    return frozenset(found), tuple(dict.fromkeys(related))


def _folded(texts: Iterable[str]) -> Mapping[str, str]:
    """Each text with its words apart and in lower case."""
    return {text: _fold(text) for text in texts}


def _fold(text: str) -> str:
    return _HUMP.sub(" ", text[:2000]).lower()


def _using(texts: Mapping[str, str], words: Sequence[str], known: Callable[[str], str]) -> set[str]:
    pattern = re.compile(r"(?<![a-z])(?:" + "|".join(re.escape(_stem(word)) for word in words) + ")")
    return {text for text, folded in texts.items() if pattern.search(folded) and pattern.search(_fold(known(text)))}


def _stem(word: str) -> str:
    for ending in ("ment", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
