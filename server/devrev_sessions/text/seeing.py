"""Whether a text that is looked for stands in what is shown, so that nothing hidden is found by guessing at it."""

import json
from collections.abc import Callable
from typing import Final

from devrev_sessions.text.door import redacted, redacted_value
from devrev_sessions.text.entered import carries, entered, of_a_field
from devrev_sessions.timeline.events import Event
from devrev_sessions.timeline.properties import read_properties

SHORTEST_IN_VALUES: Final = 3
"""Shorter texts are looked for in names alone: to show every value for them would take too long."""


def seen_in(search: str) -> Callable[[Event], bool]:
    """Whether an event that has the text still has it when it is shown."""
    needle = search.casefold()

    def seen(event: Event) -> bool:
        note = "" if entered(event) else event.note
        told = [name for name in (event.name, event.target) if not carries(event, name)]
        names = (*told, event.screen, note, event.action)
        if any(needle in name.casefold() and needle in redacted(name).casefold() for name in names if name):
            return True
        if len(needle) < SHORTEST_IN_VALUES:
            return False
        typed = of_a_field(event)
        return any(
            needle in text.casefold()
            for raw in (event.properties, event.request, event.response)
            if raw
            for text in _told(read_properties(raw), typed=typed)
        )

    return seen


def _told(found: object, *, typed: bool) -> tuple[str, ...]:
    """What is nested as it is shown: as JSON, and each text in it by itself, with and without its own escapes."""
    shown = json.dumps(redacted_value(found, typed=typed), ensure_ascii=False)
    return shown, shown.replace('\\"', '"'), shown.replace("\\\\", "\\").replace('\\"', '"')
