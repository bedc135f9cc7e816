"""A text is found wherever it stands in an event, however the app's encoder wrote it."""

import json
from time import perf_counter

import msgspec
import pytest
from hypothesis import given, settings, strategies as st

from devrev_sessions.digest.search import finder
from devrev_sessions.timeline.events import Event, Kind
from storytelling import app

ALPHABET = (
    "abKSsi .:_-09\"\\/<&='\n\t\u00fc\u00dc\u00df\u00e9\u0130\u0131\u0416\u0436\u03a3\u03c3\u6771\u4eac\U0001f600"
)
texts = st.text(ALPHABET, max_size=8)


def carrying(value: object, *, ascii_only: bool = True) -> Event:
    body = json.dumps({"outer": [{"inner": value}]}, ensure_ascii=ascii_only).encode()
    return Event(n=1, kind=Kind.CUSTOM, response=msgspec.Raw(body))


def named(text: str) -> Event:
    return Event(n=1, kind=Kind.CUSTOM, name=app(text))


@settings(max_examples=500, derandomize=True, database=None, deadline=None)
@given(texts, st.text(ALPHABET, min_size=1, max_size=5), texts, st.integers(0, 3), st.booleans(), st.booleans())
def test_any_part_of_any_value_is_found_at_any_depth(
    before: str, part: str, after: str, depth: int, ascii_only: bool, upper: bool
) -> None:
    value = before + part + after
    found: object = value
    for _ in range(depth):
        found = json.dumps({"body": found}, ensure_ascii=ascii_only)
    asked = "".join(c.swapcase() if upper and len(c.swapcase()) == 1 else c for c in part)
    if all(c.swapcase().swapcase() == c for c in part):
        assert finder(asked)(carrying(found, ascii_only=ascii_only))
        assert finder(asked)(named(value)) or "\u03c3" in value or "\u03a3" in value or "\u0130" in value
    assert finder(part)(carrying(found, ascii_only=ascii_only))
    assert finder(part)(named(value))


@settings(max_examples=300, derandomize=True, database=None, deadline=None)
@given(st.text("ab1 \u00fc\u00e9\u6771", max_size=12), st.text("ab1 \u00fc\u00e9\u6771", min_size=1, max_size=4))
def test_what_is_not_there_is_not_found(value: str, asked: str) -> None:
    there = asked in value or asked in '{"outer": [{"inner": ""}]}' or asked in f'": "{value}"}}]}}'
    for ascii_only in (True, False):
        assert finder(asked)(carrying(value, ascii_only=ascii_only)) == there
    assert finder(asked)(named(value)) == (asked in value)


@pytest.mark.parametrize("asked", ["Z\u00fcrich", "Z\u00dcRICH", "z\u00fcrich"])
@pytest.mark.parametrize("written", [r"Z\u00fcrich", r"Z\u00FCRICH", "Z\u00fcrich", "Z\u00dcRICH", r"Z\\u00fcrich"])
def test_letters_beyond_ascii_are_found_in_either_case_and_spelling(asked: str, written: str) -> None:
    raw = msgspec.Raw(f'{{"city":"{written}"}}'.encode())
    assert finder(asked)(Event(n=1, kind=Kind.CUSTOM, properties=raw))


def test_a_sharp_s_is_found_as_two() -> None:
    assert finder("Stra\u00dfe")(carrying("STRASSE"))
    assert finder("STRASSE")(named("Stra\u00dfe"))


def test_what_encoders_of_android_escape_is_found() -> None:
    raw = msgspec.Raw(rb'{"html":"\u003cb\u003e a \u0026 b","path":"\/v1\/cart","said":"\"no\""}')
    event = Event(n=1, kind=Kind.CUSTOM, request=raw)
    for asked in ("<B> a & b", "/v1/cart", '"no"', "v1/CART"):
        assert finder(asked)(event), asked


def test_names_and_numbers_of_properties_are_found() -> None:
    event = Event(n=1, kind=Kind.CUSTOM, properties=msgspec.Raw(b'{"retryCount":17,"ok":false}'))
    for asked in ("retrycount", "17", "false"):
        assert finder(asked)(event)


@pytest.mark.parametrize("asked", ["no such word", "Z\u00fcrich", "\u6771\u4eac", "a<b"])
def test_a_hundred_thousand_events_are_searched_while_a_person_waits(asked: str) -> None:
    """Decoding as much JSON in C is the measure: a search takes no more than sixty times that, whatever else runs."""
    body = json.dumps({"url": "https://api.parcel.example/v1/cart", "body": "x" * 300, "status": 200}).encode()
    event = Event(n=1, kind=Kind.REQUEST, name=app("cart"), screen=app("Home"), response=msgspec.Raw(body))
    mentions = finder(asked)
    began = perf_counter()
    for _ in range(20_000):
        msgspec.json.decode(body)
    measure = perf_counter() - began
    began = perf_counter()
    assert not any(mentions(event) for _ in range(20_000))
    assert perf_counter() - began < measure * 60
