"""What was entered, and secrets whose names stand beside them, in the ways in which apps log their forms."""

import pytest

from devrev_sessions.text.lines import Lines
from devrev_sessions.text.seeing import seen_in
from devrev_sessions.text.whole_event import alone, full
from devrev_sessions.timeline.events import Event, Kind
from storytelling import custom, event, told_of

SECRET = "Kettle97"


def other(action: str, **fields: object) -> Event:
    return event(0, Kind.OTHER, action=action, target="password_field", properties=fields or None)


@pytest.mark.parametrize(
    "told",
    [
        custom(0, "field_edited", field="password", value=SECRET),
        event(0, Kind.CUSTOM, "saved", properties={"name": "password", "value": SECRET}),
        custom(0, "saved", property="phone", value="4155550132"),
        custom(0, "saved", label="Password", text=SECRET),
        custom(0, "saved", key="ssn", value="078-05-1120x"),
        custom(0, "saved", type="password", value=SECRET),
        custom(0, "password", value=SECRET),
        custom(0, "saved", formData=f"a={SECRET}"),
        custom(0, "saved", birthday="1984-07-19"),
        custom(0, "saved", dateOfBirth={"year": 1984, "month": 7}),
        custom(0, "text_changed", newText=SECRET),
        other("text_changed", value=SECRET),
        other("text_input", text=SECRET),
        other("keyboard_input", newText=SECRET),
        other("edit_text", query=SECRET),
        other("form_change", field="Password", value=SECRET),
        event(0, Kind.OTHER, SECRET, action="input", target="password_field"),
    ],
    ids=lambda told: f"{told.action or told.kind} {told.name}"[:40],
)
def test_what_was_entered_is_not_told(told: Event) -> None:
    lines = Lines(told_of(told))
    written = "\n".join([lines.line(0), *full(lines, 0), *alone(lines, 0, 20_000)])
    for hidden in (SECRET, "4155550132", "078-05", "1984"):
        assert hidden not in written
        assert not seen_in(hidden)(told)


@pytest.mark.parametrize(
    ("told", "line"),
    [
        (custom(0, "plan_chosen", title="plan", value="gold"), 'event "plan_chosen" {title: "plan", value: "gold"}'),
        (custom(0, "search", query="red shoes"), 'event "search" {query: "red shoes"}'),
        (custom(0, "step", type="payment", text="Pay now"), 'event "step" {type: "payment", text: "Pay now"}'),
        (custom(0, "page", form="checkout"), 'event "page" {form: "checkout"}'),
        (event(0, Kind.OTHER, "fast", action="warp"), 'other "warp" "fast"'),
    ],
)
def test_what_an_app_tells_besides_stays(told: Event, line: str) -> None:
    assert Lines(told_of(told)).phrase(0) == line
