"""What was looked for, in words, and what there is instead where nothing was found."""

from collections import Counter
from dataclasses import replace
from typing import Final

from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.select import Wanted, matching, reference, window
from devrev_sessions.text.door import Shown, echoed, joined, ours, plural, redacted, say
from devrev_sessions.text.lines import Lines
from devrev_sessions.text.portions import Onward, log_lines
from devrev_sessions.text.seeing import SHORTEST_IN_VALUES
from devrev_sessions.text.timeline import hidden_by_kind
from devrev_sessions.timeline.clock import clock, offset_ms
from devrev_sessions.timeline.events import Kind
from devrev_sessions.timeline.story import Story

SHOWN_SEARCH: Final = 80


def sought(told: Digest, wanted: Wanted) -> Shown:
    """`kinds request, tap; text "pay"; from 2:00.0 to #119`; nothing where there is no filter."""
    pieces: list[Shown] = []
    if wanted.kinds:
        pieces.append(say("kinds ", joined(", ", [ours(kind) for kind in sorted(wanted.kinds)])))
    if wanted.search:
        short = len(wanted.search) < SHORTEST_IN_VALUES
        pieces.append(say("text ", echoed(wanted.search, SHOWN_SEARCH), " in names" if short else ""))
    when = span(told, wanted)
    return joined("; ", [*pieces, when] if when else pieces)


def span(told: Digest, wanted: Wanted) -> Shown:
    """`from 2:00.0 to #119`, nothing where the window is the whole story."""
    start = say("from ", edge(told.story, wanted.start)) if wanted.start else say()
    end = say("to ", edge(told.story, wanted.end)) if wanted.end else say()
    return joined(" ", [piece for piece in (start, end) if piece])


def edge(story: Story, text: str) -> Shown:
    """A reference as lines write it, an offset on the clock."""
    found = reference(text)
    if found is None:
        begin_ms = min(0, story.events[0].at_ms) if story.events else 0
        return ours(clock(max(begin_ms, offset_ms(text, story.duration_ms)), tenths=True))
    part, n = found
    return ours(f"r{part}#{n}" if story.numbered and part else f"#{n}")


def empty_window(told: Digest, wanted: Wanted) -> Shown | None:
    """What stands on both sides of a window without events; None when it has some."""
    first, stop = window(told.story, wanted)
    if first < stop or not told.story.events:
        return None
    lines = Lines(told, each=True)
    sides = [
        say(lines.stamp(index), side)
        for index, side in ((first - 1, say(" before")), (first, say(" after")))
        if 0 <= index < len(told.story.events)
    ]
    return say("No event lies ", span(told, wanted), ". Nearest: ", joined(" and ", sides), ".")


def no_match(told: Digest, wanted: Wanted, onward: Onward) -> list[Shown]:
    """What was looked for in vain, what kinds there are, and what would match with one filter less."""
    story = told.story
    if not story.events:
        return [say("None.")]
    empty = empty_window(told, wanted)
    if empty:
        return [empty]
    first, stop = window(story, wanted)
    when = span(told, wanted)
    looked_at = say(plural(stop - first, "event"), say(" ", when) if when else say())
    lines = [say("None of the ", looked_at, " matches ", sought(told, replace(wanted, start="", end="")), ".")]
    kinds = Counter(event.kind for event in story.events[first:stop])
    if wanted.kinds:
        lines.append(say("Kinds there: ", hidden_by_kind(kinds, most=len(Kind)), "."))
    if wanted.kinds and wanted.search:
        found = Counter(story.events[index].kind for index in matching(story, replace(wanted, kinds=frozenset())))
        other = hidden_by_kind(found, most=len(Kind)) if found else say("no event")
        lines.append(say("The text alone has: ", other, "."))
    elif wanted.search and stop - first < len(story.events):
        elsewhere = len(matching(story, Wanted(search=wanted.search, seen=wanted.seen)))
        lines.append(say("In the whole recording ", plural(elsewhere, "event has", "events have"), " the text."))
    logged = _logged(told, wanted.search)
    if logged is not None:
        lines.append(say("The crash log has it: ", onward("crash_log", logged)))
    return lines


def _logged(told: Digest, search: str) -> int | None:
    """The first line of the crash log with the text, None without."""
    recording = told.story.recordings[0]
    if not search or not recording.crash_log:
        return None
    needle = search.casefold()
    lines = enumerate(log_lines(recording))
    return next((place for place, line in lines if needle in redacted(line).casefold()), None)
