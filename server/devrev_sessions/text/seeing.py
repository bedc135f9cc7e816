"""Whether a text that is looked for stands in what is shown, so that nothing hidden is found by guessing at it."""

from collections.abc import Callable
from typing import Final

from devrev_sessions.text.door import redacted, redacted_value
from devrev_sessions.text.entered import called, carries, entered, of_a_field, typed_as_name
from devrev_sessions.text.narrowed import around, holding, spellings
from devrev_sessions.timeline.events import Event
from devrev_sessions.timeline.properties import read_properties

SHORTEST_IN_VALUES: Final = 3
"""Shorter texts are looked for in names alone: to show every value for them would take too long."""


def seen_in(search: str) -> Callable[[Event], bool]:
    """Whether an event that has the text still has it when it is shown."""
    needle = search.casefold()

    def seen(event: Event) -> bool:
        note = "" if entered(event) else event.note
        own = "" if typed_as_name(event) else event.name
        told = [name for name in (own, event.target) if not carries(event, name)]
        names = (*told, event.screen, note, event.action)
        if any(_stands(name, needle) for name in names if name):
            return True
        if len(needle) < SHORTEST_IN_VALUES:
            return False
        typed, beside = of_a_field(event), called(event)
        return any(
            needle in text.casefold()
            for raw in (event.properties, event.request, event.response)
            if raw
            for text in _told(read_properties(raw), needle, typed=typed, beside=beside)
        )

    return seen


def _stands(name: str, needle: str) -> bool:
    """Whether the text stands in a name as it is shown."""
    return needle in name.casefold() and any(needle in redacted(piece).casefold() for piece in around(name, needle))


def _told(found: object, needle: str, *, typed: bool, beside: str) -> tuple[str, ...]:
    """What is nested, as far as it bears on the text, as it is shown and in other spellings."""
    return spellings(redacted_value(holding(found, needle), typed=typed, called=beside))
