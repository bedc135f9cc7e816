"""What a person entered into a field: never told, whichever text of an event carries it."""

import re
from typing import Final

from devrev_sessions.text.redaction.names import is_field_event
from devrev_sessions.timeline.events import Event, Kind

SHORTEST: Final = 3
"""Characters of what was entered that are looked for in other texts: fewer stand in any."""
AT_ELEMENTS: Final = frozenset({"click", "dblclick", "contextmenu", "blur", "focus", "focusin", "focusout", "change"})
"""Events of a page whose value is that of the element they are about."""
_SELECTOR: Final = re.compile(
    r"(?:(?:a|article|aside|body|button|div|fieldset|footer|form|h[1-6]|header|iframe|img|input|label|li|main|nav|ol|option"
    r"|p|section|select|span|svg|table|td|textarea|th|tr|ul|video)(?![\w-])|[#.\[][\w-]).*"
)
"""An element by its tag, id, class or attribute, which stands there where it has no value."""


def of_a_field(event: Event) -> bool:
    """Whether an event tells of a field into which somebody types, as the SDK says or the name it was given."""
    return event.kind is Kind.INPUT or is_field_event(event.action) or is_field_event(event.name)


def typed_as_name(event: Event) -> bool:
    """Whether the name of an event is what was entered: the field has another, and no event is called so."""
    return bool(event.target) and is_field_event(event.action)


def called(event: Event) -> str:
    """What a value among the properties of an event is called, where none of them says so: as its element, or it."""
    return event.target or event.name


def entered(event: Event) -> str:
    """What the event says was entered; empty where it is about no field."""
    at_element = event.action in AT_ELEMENTS and not _SELECTOR.fullmatch(event.note)
    return event.note if at_element or event.kind is Kind.INPUT else ""


def carries(event: Event, text: str) -> bool:
    """Whether a label or a selector holds what was entered, as that of a field may hold its value."""
    told = event.note.strip().casefold() if event.kind is Kind.INPUT else ""
    return len(told) >= SHORTEST and told in text.casefold()
