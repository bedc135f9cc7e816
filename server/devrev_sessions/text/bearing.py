"""What of a recording bears on the question."""

from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.question import HEADER_WORDS
from devrev_sessions.text.door import Shown, echoed, joined, number, ours, plural, quoted, say
from devrev_sessions.text.lines import Lines
from devrev_sessions.text.signals import WORDS as SIGNAL_WORDS


def question_line(told: Digest, *, plain: bool = False) -> list[Shown]:
    """Whether the recording has anything to do with what was asked; `plain` in as few words as will do."""
    bearing = told.bearing
    if bearing is None:
        return []
    most_words, most_events = (2, 2) if plain else (8, 6)
    words = joined(", ", [echoed(word, 30) for word in bearing.words[:most_words]])
    if not bearing.indexes and bearing.words and HEADER_WORDS.issuperset(bearing.words):
        return [say("Question: these first lines say what is known of it.")]
    if not bearing.indexes and bearing.noticed:
        kinds = joined(", ", [ours(SIGNAL_WORDS[kind]) for kind in bearing.noticed])
        return [say("Question: what was also noticed bears on it: ", kinds, ".")]
    if not bearing.indexes:
        looked = say(" (looked for ", words, ")") if bearing.words else say()
        return [
            say("Question: no event of the recording names what it asks about", looked, "; the summary is general.")
        ]
    lines = Lines(told)
    weightiest = sorted(bearing.indexes, key=lambda index: (-told.walk.weights[index], index))[:most_events]
    shown = joined(", ", [lines.stamp(index) for index in sorted(weightiest)])
    more = len(bearing.indexes) - most_events
    rest = say(" and ", number(more), " more") if more > 0 else say()
    related = joined(", ", [quoted(word, 30) for word in bearing.related[:most_words]])
    by = say(", found by ", related) if bearing.related else say()
    return [
        say("Question: ", plural(len(bearing.indexes), "event bears", "events bear"), " on it", by, ": ", shown, rest)
    ]
