"""Stories made to cost the square of their length, which would take many minutes here."""

from collections.abc import Callable, Iterator

import pytest

from devrev_sessions.digest.digest import digest
from devrev_sessions.text.calls import Address
from devrev_sessions.text.summary import summary
from devrev_sessions.timeline.events import Event
from storytelling import custom, exception, field, log, page, recording, request, session_story, story, swipe, tap

EVENTS = 60_000
Make = Callable[[int], Event]


def alternating(*makers: Make) -> Iterator[Event]:
    for n in range(EVENTS):
        yield makers[n % len(makers)](n)


SHAPES: dict[str, tuple[Make, ...]] = {
    "a field on every screen": (lambda n: page(n, f"/{n}"), lambda n: field(n, "name")),
    "two screens and a field": (
        lambda n: page(n, "/a"),
        lambda n: field(n, f"f{n}"),
        lambda n: page(n, "/b"),
        lambda n: field(n, f"f{n}"),
    ),
    "fields and long waits": (lambda n: field(n * 40, f"f{n}"),),
    "one field": (lambda n: field(n, "name"),),
    "taps and failures": (lambda n: tap(n, "pay"), lambda n: request(n + 0.1, "POST /pay", status=500)),
    "another request each time": (lambda n: tap(n, "pay"), lambda n: request(n + 0.1, f"POST /pay/{n}x", status=500)),
    "requests that fail and succeed": (
        lambda n: request(n, f"GET /{n % 50}", status=500),
        lambda n: request(n, f"GET /{n % 50}", status=200),
    ),
    "exceptions": (lambda n: tap(n, f"t{n}"), lambda n: exception(n, f"E{n}")),
    "one exception": (lambda n: tap(n, "t"), lambda n: exception(n, "E")),
    "swipes": (lambda n: swipe(n / 10),),
    "logs of trouble": (lambda n: log(n, f"error {n}"), lambda n: custom(n, f"failed_{n}")),
}


@pytest.mark.parametrize("makers", SHAPES.values(), ids=SHAPES)
def test_a_long_story_is_told(makers: tuple[Make, ...]) -> None:
    told = digest(story(*alternating(*makers)))
    assert summary(told, Address("s-1", "app"), 3_000).text.startswith("# Session s-1")


def test_a_long_session_of_two_tabs_in_turn_is_told() -> None:
    tabs = (
        recording(*(field(n * 2 + tab, f"f{n}") for n in range(EVENTS // 2)), part_id=f"tab-{tab}", medium="web")
        for tab in range(2)
    )
    assert summary(digest(session_story(*tabs)), Address("s-1", "app"), 3_000).text.startswith("# Session s-1")
