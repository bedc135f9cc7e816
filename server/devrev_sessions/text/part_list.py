"""The recordings or tabs of a session, none of them read."""

from collections.abc import Mapping, Sequence
from typing import Final, LiteralString

from devrev_sessions.text.calls import Address, call, ident, part_argument
from devrev_sessions.text.door import Shown, joined, number, ours, plural, say
from devrev_sessions.text.header import title
from devrev_sessions.timeline.recording import Session
from devrev_sessions.timeline.story import Story

TIMES: Final = frozenset({"around", "start", "end"})
MOST_PARTS: Final = 50
MOST_CHARACTERS: Final = 18_000

Repeated = Mapping[str, str | bool]
"""What was asked along with the list and stands in each call, so that it leads to what was asked."""


def part_list(
    session: Session, story: Story, address: Address, repeated: Repeated, dropped: Sequence[LiteralString]
) -> tuple[str, tuple[Shown, ...]]:
    """The list as text, each entry with the call that reads it, and the calls for all that it does not show."""
    noun: LiteralString = "tab" if session.medium == "web" else "recording"
    lines = [title(story), say(plural(len(session.part_ids), noun), "; name one of them:")]
    if dropped:
        names = joined(", ", [ours(name) for name in dropped])
        own = say(" Each counts time from its own start.") if TIMES.intersection(dropped) else say()
        lines.append(say("Not used yet, pass again with it: ", names, ".", own))
    room = MOST_CHARACTERS
    for place, part_id in enumerate(session.part_ids[:MOST_PARTS], 1):
        shown = call("get_session_recording", address, **{part_argument(session.medium): part_id, **repeated})
        line = say("r", number(place), " ", ident(part_id), ": ", shown or _by_number(address, place))
        room -= len(line) + 1
        if room < 0:
            break
        lines.append(line)
    told = len(lines) - 2 - bool(dropped)
    calls: list[Shown] = []
    if told < len(session.part_ids):
        rest = len(session.part_ids) - told
        calls.append(
            say(
                number(rest),
                " more, up to r",
                number(told + rest),
                ", each by its number: ",
                _by_number(address, told + 1),
            )
        )
    whole = call("summarize_session_timeline", address)
    if whole:
        calls.append(say("All of them as one story: ", whole))
    return "\n".join([*lines, *calls]), tuple(calls)


def _by_number(address: Address, place: int) -> Shown:
    """The call that reads a recording without its id."""
    around = f"r{place}#1"
    shown = call("get_session_recording", address, around=around)
    return shown or say('the same session_id with around="', ours(around), '"')
