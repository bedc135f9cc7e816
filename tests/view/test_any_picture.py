"""What a picture promises of any story whatever."""

import json
import re
import unicodedata
from collections.abc import Iterator

from any_story import SECRETS, stories
from hypothesis import HealthCheck, given, settings, strategies as st

from devrev_sessions.digest.digest import digest
from devrev_sessions.text.calls import Address
from devrev_sessions.timeline.story import Story
from devrev_sessions.view.drawn import Picture, as_json
from devrev_sessions.view.page import page
from devrev_sessions.view.picture import picture

QUOTED = re.compile(r'"[^"\n]*"')
REFERENCE = re.compile(r"(?:\br(\d+))?#(\d+)")
CHARACTERS_AROUND = 60_000
CHARACTERS_AN_EVENT = 1_000
ANYTHING = settings(
    max_examples=100,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@ANYTHING
@given(stories(), st.sampled_from((3, 20, 20_000)))
def test_a_picture_keeps_its_promises(told: Story, most_events: int) -> None:
    drawn = picture(digest(told), Address("s-1", "app-1"), most_events)
    assert [*broken(told, drawn, most_events)] == []


def broken(told: Story, drawn: Picture, most_events: int) -> Iterator[str]:
    """Every promise that it breaks, in words."""
    events, written = drawn.events, as_json(drawn)
    there = {(event.part + 1, event.n) for event in told.events}
    columns = (events.at_ms, events.lane, events.mark, events.phrase, events.n, events.part, events.took_ms)
    if len(set(map(len, columns))) != 1:
        yield "columns differ in length"
    if len(events.n) != min(len(told.events), most_events):
        yield f"{len(events.n)} events are drawn"
    if len(events.n) < len(told.events) and not any(" not drawn: " in line for line in drawn.missing):
        yield "nothing is said of the events that are not drawn"
    if events.at_ms != sorted(events.at_ms):
        yield "events are out of order"
    if not {(part + 1, n) for part, n in zip(events.part, events.n, strict=True)} <= there:
        yield "an event is drawn that is not there"
    if len(written) > CHARACTERS_AROUND + CHARACTERS_AN_EVENT * len(told.events):
        yield f"{len(written)} characters"
    for text in texts(json.loads(written)):
        yield from broken_text(text, there, numbered=drawn.numbered)


def broken_text(text: str, there: set[tuple[int, int]], *, numbered: bool) -> Iterator[str]:
    for secret in SECRETS:
        if secret in text:
            yield f"a secret: {text!r}"
    if not all(c.isprintable() or unicodedata.category(c) == "Zs" for c in text):
        yield f"a character is hidden: {text!r}"
    if text.count('"') % 2:
        yield f"a quote stays open: {text!r}"
    for part, n in REFERENCE.findall(QUOTED.sub("", text)):
        if (int(part or 1), int(n)) not in there or bool(part) != numbered:
            yield f"no such event: {part}#{n}"


def texts(found: object) -> Iterator[str]:
    match found:
        case str():
            yield found
        case dict():
            for value in found.values():  # pyright: ignore[reportUnknownVariableType] - JSON
                yield from texts(value)  # pyright: ignore[reportUnknownArgumentType] - JSON
        case list():
            for value in found:  # pyright: ignore[reportUnknownVariableType] - JSON
                yield from texts(value)  # pyright: ignore[reportUnknownArgumentType] - JSON
        case _:
            pass


@ANYTHING
@given(stories())
def test_nothing_in_a_picture_ends_its_place_in_the_page(told: Story) -> None:
    drawn = picture(digest(told), Address("s-1", "app-1"))
    before, after = page().split('<script>"use strict"')
    whole = page(drawn)
    data = whole.removeprefix(before.rstrip()).removesuffix(f'<script>"use strict"{after}').strip()
    inside = data.removeprefix('<script type="application/json" id="picture">').removesuffix("</script>")
    assert data == f'<script type="application/json" id="picture">{inside}</script>'
    assert "<" not in inside
    assert json.loads(inside) == json.loads(as_json(drawn))
