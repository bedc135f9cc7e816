"""What came as JSON, with a tag for each part that must not leave."""

from collections.abc import Mapping
from typing import Final, cast

from devrev_sessions.text.redaction.names import is_about_a_form, is_form, named_by, tells_of_a_field
from devrev_sessions.text.redaction.redactor import Redactor

DEEPEST: Final = 12
"""Levels of something nested that anybody reads."""
TYPED: Final = "typed"
"""The name of a property that holds what was typed, wherever it stands."""


def hidden_within(
    value: object,
    redactor: Redactor,
    *,
    under: str = "",
    typed: bool = False,
    form: bool = False,
    called: str = "",
    levels: int = DEEPEST,
) -> object:
    """`value` as far as it may be known. `under` is its own name, which a name inside it may need to be understood.

    `typed` where it belongs to the event of a field, whose `value` a person entered; `form` where all its texts were
    entered, each under the name of its field; `called` is what a value at the top is called.
    """
    if isinstance(value, list | dict) and not levels:
        return "..."
    if isinstance(value, list):
        entries = cast("list[object]", value)
        # Raw headers and lists of pairs: a name, and what it names after it.
        return [
            _named_before(before, each, redactor)
            or _named_before(under, each, redactor)
            or hidden_within(each, redactor, under=under, typed=typed, form=form, levels=levels - 1)
            for before, each in zip(["", *entries], entries, strict=False)
        ]
    if isinstance(value, dict):
        fields = cast("dict[str, object]", value)
        named = named_by(fields) or called
        return _fields(fields, redactor, named, under=under, typed=typed, form=form, levels=levels - 1)
    if isinstance(value, bool) or value is None:
        return value
    text = str(value)
    if form and isinstance(value, str) and (tag := redactor.instead(TYPED, value)):
        return tag
    shown = redactor.shown(text)
    return value if shown == text else shown


def _fields(
    fields: Mapping[str, object], redactor: Redactor, named: str, *, under: str, typed: bool, form: bool, levels: int
) -> dict[str, object]:
    typed = typed or tells_of_a_field(fields)
    found: dict[str, object] = {}
    for name, inner in fields.items():
        tag = redactor.instead(name, inner, in_field=typed, called=named)
        if tag is None and under:
            tag = redactor.instead(f"{under} {name}", inner)
        entered = is_form(name) or (form and not is_about_a_form(name))
        told = inner if redactor.shows(name) else tag
        found[redactor.shown(name)] = (
            hidden_within(inner, redactor, under=name, typed=typed, form=entered, levels=levels)
            if told is None
            else told
        )
    return found


def _named_before(before: object, entry: object, redactor: Redactor) -> str | None:
    return redactor.instead(before, entry) if isinstance(before, str) and isinstance(entry, str) else None
