"""What an app attached to an event, by name and value."""

from typing import Final, cast

from devrev_sessions.text.door import Shown, hides, joined, named, number, plural, quoted, say, valued
from devrev_sessions.text.redaction.names import named_by, tells_of_a_field
from devrev_sessions.timeline.properties import Properties

VALUE_WIDTH: Final = 40


def shown_property(
    key: str, value: object, width: int = VALUE_WIDTH, *, typed: bool = False, called: str = ""
) -> Shown:
    """`key: "value"`, numbers bare, what is nested by its size.

    `typed` where it belongs to a field's event; `called` is what the properties beside it say that a value is called.
    """
    if isinstance(value, dict | list) and not hides(key, cast("object", value)):
        return say(named(key, 30), ": ", _contents(cast("dict[str, object] | list[object]", value)))
    return say(named(key, 30), ": ", valued(key, cast("object", value), width, typed=typed, called=called))


def _contents(value: dict[str, object] | list[object]) -> Shown:
    if isinstance(value, dict):
        return say("{", plural(len(value), "field"), "}")
    return say("[", plural(len(value), "entry", "entries"), "]")


def whole_properties(found: Properties, limit: int, width: int, *, typed: bool = False, called: str = "") -> Shown:
    """Every property up to `limit` of them, what is nested as JSON, for the full detail of a recording."""
    typed, called = typed or tells_of_a_field(found), named_by(found) or called
    shown = [
        say(named(key, 30), ": ", valued(key, value, width, typed=typed, called=called))
        for key, value in list(found.items())[:limit]
    ]
    more = len(found) - len(shown)
    return say("{", joined(", ", shown), say(", ", number(more), " more") if more > 0 else say(), "}")


def whole_texts(found: Properties, width: int) -> Shown:
    """An event's own texts, by what each is of it."""
    return say("{", joined(", ", [say(named(key), ": ", quoted(str(text), width)) for key, text in found.items()]), "}")
