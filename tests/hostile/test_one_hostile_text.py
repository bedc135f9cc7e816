"""One hostile text in one place of an ordinary recording, which shrinks to the fewest letters that break a promise."""

import json
from collections.abc import Callable
from random import Random

import pytest
from good_answers import JsonObject, mobile, tap, web
from hostile_pen import APART
from hostile_recordings import Hostile
from hostile_words import BREAKS, CANARY, FORGED, MARKUP, QUOTES, UNSEEN
from hypothesis import HealthCheck, given, settings, strategies as st
from one_case import tell
from planted_secrets import SHAPES, Secret
from public_lists import naughty_strings

ANYTHING = settings(
    max_examples=120, derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
Place = Callable[[str], JsonObject]


def on_phone(**fields: object) -> JsonObject:
    """A mobile recording of a tap, an event with these fields, and another tap."""
    return mobile(recording_events_timeline=[tap(0), tap(900, **fields), tap(4_000)])


def on_web(**fields: object) -> JsonObject:
    """A tab with one event with these fields among others."""
    times = ("2026-04-21T09:00:01Z", "2026-04-21T09:00:02Z")
    events = [{"event_type": "click", "timestamp": times[0]}, {"event_type": "click", "timestamp": times[1], **fields}]
    return web(timeline_data={"events": events})


def logged(text: str) -> JsonObject:
    """A mobile recording with a log of its crash."""
    return mobile(observability_sessions_log_data={"is_crash": True, "value": f"a.b.C: {text}\n\tat a.B.c(B.kt:1)"})


PLACES: dict[str, Place] = {
    "screen": lambda text: on_phone(screen=text),
    "target": lambda text: on_phone(object_name=text),
    "log": lambda text: on_phone(event_name="msg", name=text),
    "tag": lambda text: on_phone(event_name="event", name="paid", custom_tag=text),
    "exception": lambda text: on_phone(event_name="exception", exception_class_name=text, exception_tag=text),
    "kind": lambda text: on_phone(event_name=text),
    "request": lambda text: on_phone(event_name="api", name=text, response_properties={"status": 500}),
    "answer": lambda text: on_phone(event_name="api", response_properties={"status": 500, "message": text}),
    "property": lambda text: on_phone(event_name="event", event_properties={"reason": text}),
    "name of a property": lambda text: on_phone(event_name="event", event_properties={text: "x"}),
    "nested": lambda text: on_phone(event_name="event", event_properties={"data": [{"deep": {"deeper": text}}]}),
    "JSON in JSON": lambda text: on_phone(event_name="event", event_properties={"body": json.dumps({"said": text})}),
    "crash log": logged,
    "attribute": lambda text: mobile(user_attributes={"note": text}),
    "device": lambda text: mobile(device_metadata={"model": text, "app_version": text, "os_version": text}),
    "user": lambda text: mobile(rev_user_id=text, rev_org_id=text),
    "page": lambda text: on_web(page_url=text),
    "address of a page": lambda text: on_web(page_url=f"https://shop.example/cart?said={text}"),
    "label": lambda text: on_web(label=text, target=text),
    "typed": lambda text: on_web(event_type="form_change", target="input#note", value=text),
    "custom event": lambda text: on_web(event_type="custom", event=text, event_details={"said": text}),
    "browser": lambda text: web(device_metadata={"browser": text, "os": text, "model": text}),
}
HOSTILE = (*FORGED, *MARKUP, *UNSEEN, *BREAKS, *QUOTES)
letters = st.text(
    st.sampled_from("aZ09 \n\t\"'`\\#[](){}<>!|~/:;,.=+-@%&\u200b\u202e\u2028\x1b\x07\x08\u00e9\u6f22"), max_size=8
)
texts = st.sampled_from(HOSTILE) | letters | st.text(max_size=6)
"""Without a command to a terminal that is still open, which takes what follows with it."""
neighbours = st.text(st.sampled_from("aZ09 \"'`\\#[](){}<>!|~/:;,.=+-@%&\u200b\u202e\u00e9\u6f22"), max_size=8)


def broken(body: JsonObject, seed: int, planted: tuple[Secret, ...] = ()) -> list[str]:
    """What is wrong with the ways in which a recording is told."""
    medium = "web" if "tab_id" in body else "mobile"
    written = json.dumps(body).encode()
    return [
        each
        for turn in range(3)
        for each in tell(Hostile(seed, medium, written, b"", planted, "none"), Random(turn)).broken
    ]


@ANYTHING
@given(st.sampled_from(sorted(PLACES)), texts)
def test_a_hostile_text_in_any_place_is_told_as_promised(place: str, text: str) -> None:
    assert broken(PLACES[place](text), 0) == []


@ANYTHING
@given(
    st.sampled_from(sorted(PLACES)),
    st.sampled_from(SHAPES),
    st.integers(0, 10_000),
    st.sampled_from(APART),
    neighbours,
    neighbours,
)
def test_a_secret_in_any_place_stays_where_it_is(
    place: str, shape: Callable[[Random], Secret], seed: int, apart: str, before: str, after: str
) -> None:
    secret = shape(Random(seed))
    assert broken(PLACES[place](before + apart + secret.written + apart + after), seed, (secret,)) == []


@pytest.mark.parametrize("place", sorted(PLACES))
def test_a_secret_alone_in_a_place_stays_there(place: str) -> None:
    for seed, shape in enumerate(dict.fromkeys(SHAPES)):
        secret = shape(Random(seed))
        assert broken(PLACES[place](secret.written), seed, (secret,)) == []


@pytest.mark.parametrize("place", sorted(PLACES))
def test_words_that_command_stand_in_quotes_in_every_place(place: str) -> None:
    assert broken(PLACES[place](CANARY), 0) == []


@pytest.mark.parametrize("first", range(0, 503, 50))
def test_every_naughty_string_is_told_as_promised(first: int) -> None:
    places = sorted(PLACES)
    for turn, text in enumerate(naughty_strings()[first : first + 50], first):
        place = places[turn % len(places)]
        assert broken(PLACES[place](text), 0) == [], (place, text)
