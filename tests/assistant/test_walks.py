"""Walking any recording page by page with any filter: each event once, in order, whatever stands beside the cursor."""

from dataclasses import dataclass, replace
from random import Random

from hypothesis import HealthCheck, given, settings, strategies as st
from reading import Reader, data_of, line_of, refs, taps

from devrev_sessions.timeline.events import Kind
from devrev_sessions.timeline.recording import Recording
from hostile_stories import WORDS, recording as hostile_recording

ANYTHING = settings(
    max_examples=150,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def recordings(draw: st.DrawFn) -> Recording:
    """A recording as read, in which any field may hold anything and times come in any order."""
    made = hostile_recording(Random(draw(st.integers(0, 2**32))), draw(st.sampled_from((0, 1, 2, 9, 40, 120))))
    return replace(made, part_id="rec-1")


@st.composite
def filters(draw: st.DrawFn, made: Recording) -> dict[str, object]:
    """Any filter that `made` can be asked for."""
    count = len(made.events)
    found: dict[str, object] = {}
    if draw(st.booleans()):
        found["kinds"] = draw(st.lists(st.sampled_from(Kind), max_size=12))
    if draw(st.integers(0, 3)) == 0:
        found["search"] = draw(st.sampled_from((*WORDS, "pay", "E", "o", "\\", "504")))[:200]
    first, last = sorted((draw(st.integers(0, max(0, count - 1))), draw(st.integers(0, max(0, count - 1)))))
    if count and draw(st.booleans()):
        event = made.events[first]
        found["start"] = draw(st.sampled_from((f"#{event.n}", f"r1#{event.n}", str(max(0, event.at_ms)))))
    if count and draw(st.booleans()):
        event = made.events[last]
        found["end"] = draw(st.sampled_from((f"#{event.n}", str(max(event.at_ms, 0)))))
    return found


def expected(made: Recording, asked: dict[str, object]) -> list[int]:
    """The numbers of the events within the window, in order of time; kinds and text are left to the tool."""
    numbers = [event.n for event in made.events]
    times = [event.at_ms for event in made.events]

    def edge(name: str) -> int | None:
        given = asked.get(name)
        if given is None:
            return None
        number = str(given).rpartition("#")[2]
        if "#" in str(given):
            return numbers.index(int(number))
        inside = [at for at, ms in enumerate(times) if (ms >= int(number) if name == "start" else ms <= int(number))]
        return (inside[0] if name == "start" else inside[-1]) if inside else (len(times) if name == "start" else -1)

    start, end = edge("start"), edge("end")
    kinds = asked.get("kinds")
    return [
        event.n
        for at, event in enumerate(made.events)
        if (start is None or at >= start) and (end is None or at <= end) and (not kinds or event.kind in kinds)  # pyright: ignore[reportOperatorIssue] - a list of kinds
    ]


@dataclass(frozen=True)
class Walk:
    """A recording, what is asked of it, and what stands beside each cursor."""

    made: Recording
    asked: dict[str, object]
    first: dict[str, object]
    beside: list[dict[str, object]]


@st.composite
def walks(draw: st.DrawFn) -> Walk:
    made = draw(recordings())
    asked = draw(filters(made))
    limits = st.sampled_from((1, 2, 7, 50, 200))
    first: dict[str, object] = {"limit": draw(limits), "detail": draw(st.sampled_from(("standard", "full")))}
    ways: tuple[dict[str, object], ...] = ({}, {"limit": 3}, {"limit": 200}, asked, {"include_replay": True})
    return Walk(made, asked, first, draw(st.lists(st.sampled_from(ways), min_size=1, max_size=5)))


@ANYTHING
@given(walks())
async def test_pages_walked_by_cursor_hold_each_matching_event_once(walk: Walk) -> None:
    reader = Reader.of(walk.made)
    pages = [await reader.read(**walk.asked, **walk.first)]
    while cursor := data_of(pages[-1]).get("next_cursor"):
        assert len(pages) < 500
        pages.append(await reader.read(cursor=cursor, **walk.beside[len(pages) % len(walk.beside)]))
    found = refs(pages)
    assert {data_of(page)["matched"] for page in pages} == {len(found)}
    within = [f"#{n}" for n in expected(walk.made, walk.asked)]
    there = set(found) if walk.asked.get("search") else set(within)
    assert found == [ref for ref in within if ref in there]


@ANYTHING
@given(st.integers(1, 60), st.integers(1, 60), st.sampled_from((1, 2, 7, 50)), st.booleans())
async def test_from_the_middle_both_directions_together_hold_every_event(
    count: int, middle: int, limit: int, full: bool
) -> None:
    reader = Reader.of(taps(count))
    around = f"#{min(middle, count)}"
    first = await reader.read(around=around, limit=limit, detail="full" if full else "standard")
    later = refs(await reader.walk(first))
    sooner: list[str] = []
    page = first
    while "- The events before" in page.text:
        assert len(sooner) < count
        page = await reader.call(line_of(page.text, "- The events before"))
        sooner = [*refs([page]), *sooner]
    assert around in refs([first])
    assert [*sooner, *later] == [f"#{n}" for n in range(1, count + 1)]
