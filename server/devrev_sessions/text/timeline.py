"""The timeline within a budget: what matters most is chosen, what is chosen stands in the order of time."""

from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final, LiteralString

from devrev_sessions.digest.digest import Digest
from devrev_sessions.digest.thresholds import SHOWN_IDLE_MS
from devrev_sessions.digest.walk import Gap, Silence
from devrev_sessions.digest.weighing import by_weight
from devrev_sessions.text.door import Shown, code_name, joined, number, ours, plural, say
from devrev_sessions.text.lines import Lines
from devrev_sessions.timeline.clock import lasting
from devrev_sessions.timeline.events import Kind

LEAST_TOKENS_OF_A_LINE: Final = 9
TOKENS_OF_A_GAP: Final = 15
"""What a line like `... 2,137 events [#98-#2234]` costs at most."""
SILENCES: Final[dict[Silence, LiteralString]] = {
    "idle": "nothing recorded",
    "background": "app in the background",
    "closed": "app away until it was started anew,",
    "unread": "a recording that could not be read lies here: nothing known",
}
SMALL_GAP: Final = 1
"""Of events that could have had a line: fewer between two lines are only counted at the end."""


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a story that is told: indexes from `first` to before `stop`, or the words for there being none."""

    first: int
    stop: int
    nothing: Shown | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The lines of a timeline, the indexes they show, and how many events stand behind none of them."""

    lines: tuple[Shown, ...]
    indexes: tuple[int, ...]
    hidden: Counter[Kind]
    longest_hidden: tuple[int, int] | None
    """First and last index of the longest stretch without a line."""


def choose(
    told: Digest, lines: Lines, window: Window, budget_tokens: int, order: Sequence[int] | None = None
) -> Chosen:
    """As many of the weightiest events as `budget_tokens` hold; `order` is that of `by_importance`, made once."""
    if order is None:
        order = by_importance(told, window, budget_tokens)
    order = order[: max(0, budget_tokens) // LEAST_TOKENS_OF_A_LINE]
    costs = [0]
    for index in order:
        costs.append(costs[-1] + lines.cost(lines.line(index)))
        if costs[-1] > budget_tokens:
            break
    low, high = 0, max(0, bisect_right(costs, budget_tokens) - 1)
    while low < high:
        middle = (low + high + 1) // 2
        if costs[middle] + TOKENS_OF_A_GAP * _count_gaps(told, window, order[:middle]) <= budget_tokens:
            low = middle
        else:
            high = middle - 1
    return _written(told, lines, window, sorted(order[:low]))


def _count_gaps(told: Digest, window: Window, kept: Sequence[int]) -> int:
    """How many lines would say that events were left out between the kept ones."""
    rank = told.ranks
    return sum(
        rank[later] - rank[sooner + 1] >= SMALL_GAP
        for sooner, later in pairwise([window.first - 1, *sorted(kept), window.stop])
    )


def by_importance(told: Digest, window: Window, budget_tokens: int) -> list[int]:
    """The indexes by falling weight, as many as could stand in `budget_tokens`.

    Where a whole class does not fit, its members are spread over the time.
    """
    most = max(0, budget_tokens) // LEAST_TOKENS_OF_A_LINE
    order: list[int] = []
    classes = by_weight(told.walk.weights)
    for weight in sorted(classes, reverse=True):
        members = [index for index in classes[weight] if window.first <= index < window.stop]
        room = most - len(order)
        if room <= 0:
            break
        order.extend(islice(_spread(members), room))
    return order


def _spread(members: list[int]) -> Iterator[int]:
    """The members so that every beginning of the list is spread over the whole: the first, then halves, quarters."""
    count = len(members)
    bits = (count - 1).bit_length()
    reversed_ = (int(f"{i:0{bits}b}"[::-1], 2) for i in range(1 << bits)) if bits else range(count)
    return (members[i] for i in reversed_ if i < count)


def _written(told: Digest, lines: Lines, window: Window, kept: list[int]) -> Chosen:
    followers = told.walk.followers
    covered = sorted(
        i for index in kept if index in followers for i in followers[index] if window.first <= i < window.stop
    )
    gaps = deque(gap for gap in told.walk.gaps if gap.lasted_ms >= SHOWN_IDLE_MS and gap.index >= window.first)
    ended = _logged_ends(told, lines)
    written: list[Shown] = []
    longest: tuple[int, int, int] = (0, 0, 0)
    position = window.first
    for index in [*kept, window.stop]:
        otherwise = covered[bisect_left(covered, position) : bisect_left(covered, index)]
        first, last = _without(otherwise, position, index - 1)
        between = index - position - len(otherwise)
        if told.ranks[index] - told.ranks[position] >= SMALL_GAP and kept:
            written.append(_gap_line(lines, first, last, between))
        longest = max(longest, (between, first, last))
        if index < window.stop:
            while gaps and gaps[0].index <= index:
                written.append(_idle_line(gaps.popleft()))
            written.append(lines.line(index))
            if index in ended:
                written.append(ended[index])
        position = index + 1
    hidden = _kinds(told, window)
    hidden.subtract(told.story.events[i].kind for i in (*kept, *covered))
    return Chosen(tuple(written), tuple(kept), +hidden, longest[1:] if longest[0] else None)


def _without(covered: Sequence[int], first: int, last: int) -> tuple[int, int]:
    """The range without what other lines tell at its ends."""
    for index in covered:
        if index != first:
            break
        first += 1
    for index in reversed(covered):
        if index != last:
            break
        last -= 1
    return first, last


def _logged_ends(told: Digest, lines: Lines) -> dict[int, Shown]:
    """What a log alone tells stands after the line of the last event before it."""
    ended: dict[int, Shown] = {}
    for incident in told.incidents:
        if incident.logged_only and incident.indexes and not incident.previous_run:
            index = incident.indexes[-1]
            line = told.walk.leaders.get(index, index)
            word: LiteralString = "crash" if incident.kind == "crash" else "app not responding (ANR)"
            name = say(": ", code_name(incident.name, lines.width)) if incident.name else say()
            ended[line] = say("... ", word, name, ", known from the log, after ", lines.ref(index))
    return ended


def _kinds(told: Digest, window: Window) -> Counter[Kind]:
    if window.stop - window.first == len(told.story.events):
        return told.walk.kinds.copy()
    return Counter(event.kind for event in told.story.events[window.first : window.stop])


def _gap_line(lines: Lines, first: int, last: int, hidden: int) -> Shown:
    """`... 22 events [#98-#119]`; with `to` where numbers and time run differently, as in a browser's tabs."""
    begin, end = lines.events[first], lines.events[last]
    in_order = begin.part == end.part and end.n - begin.n + 1 >= hidden
    between: LiteralString = "-" if in_order else " to "
    span = say(between, lines.ref(last)) if last > first else say()
    return say("... ", plural(hidden, "event"), " [", lines.ref(first), span, "]")


def _idle_line(gap: Gap) -> Shown:
    return say("... ", SILENCES[gap.why], " for ", ours(lasting(gap.lasted_ms)))


def hidden_by_kind(hidden: Counter[Kind], most: int = 5) -> Shown:
    """`lifecycle 402, tap 201, other 87`."""
    shown = hidden.most_common(most)
    rest = sum(hidden.values()) - sum(count for _, count in shown)
    words = [say(ours(kind), " ", number(count)) for kind, count in shown]
    return joined(", ", [*words, say("the rest ", number(rest))] if rest else words)
