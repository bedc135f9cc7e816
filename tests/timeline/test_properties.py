"""Free objects, read when they are needed, however broken they came."""

import json

import msgspec
import pytest
from hypothesis import given, settings, strategies as st

from devrev_sessions.timeline.properties import (
    DEEPEST,
    HALF,
    UNREAD,
    mended,
    read_properties,
    read_value,
    shallow,
    without_halves,
)

QUICKLY = settings(database=None, deadline=None, derandomize=True, max_examples=150)
ODD_LETTERS = 'a0 ."\\\n\x00\u00e9\u2028\U0001f600\ud83d\ude00'
TEXTS = st.text(ODD_LETTERS, max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


def raw(json_text: str | bytes) -> msgspec.Raw:
    return msgspec.Raw(json_text.encode() if isinstance(json_text, str) else json_text)


def nested(levels: int) -> bytes:
    return b"[" * levels + b"]" * levels


def test_an_object_is_read_with_every_type_of_value():
    found = read_properties(raw('{"s": "a", "n": 1, "f": 1.5, "t": true, "z": null, "l": [1], "o": {"k": "v"}}'))
    assert found == {"s": "a", "n": 1, "f": 1.5, "t": True, "z": None, "l": [1], "o": {"k": "v"}}


@pytest.mark.parametrize("json_text", ["", "null", "{}", " { } ", "[]", '["a"]', '"text"', "5", "true", "{", '{"a"'])
def test_what_is_no_object_has_no_properties(json_text: str):
    assert read_properties(raw(json_text)) == {}


@pytest.mark.parametrize(
    ("json_text", "text"),
    [
        (rb'{"a": "x\ud83d"}', "x\ufffd"),
        (rb'{"a": "\ude00x"}', "\ufffdx"),
        (rb'{"a": "\ud83d\ud83d\ude00"}', "\ufffd\U0001f600"),
        (rb'{"a": "\uD83D\u0041"}', "\ufffdA"),
        (rb'{"a": "\ud83d", "b": "\ud83d\ude00"}', "\ufffd"),
        (rb'{"a": "\\ud83d\ud83d"}', "\\ud83d\ufffd"),
        (b'{"a": "x\xff"}', "x\ufffd"),
        (b'{"a": "\xed\xa0\xbd"}', "\ufffd\ufffd\ufffd"),
        (b'{"a": "\xff\\ud83d"}', "\ufffd\ufffd"),
    ],
)
def test_half_an_emoji_and_bad_bytes_become_replacement_characters(json_text: bytes, text: str):
    assert read_properties(raw(json_text))["a"] == text


def test_half_an_emoji_in_a_name_is_mended_too():
    assert read_properties(raw(rb'{"\ud83d": 1, "b": 2}')) == {"\ufffd": 1, "b": 2}


def test_what_is_nested_too_deep_is_as_if_it_were_not_there():
    found = read_properties(raw(b'{"a": {"b": ' + nested(100_000) + b'}, "reason": "timeout"}'))
    assert found["reason"] == "timeout"
    assert json.dumps(found).count("[") == DEEPEST - 2


def test_what_is_deep_and_damaged_is_mended_twice():
    assert read_properties(raw(rb'{"\ud83d": "\ude00", "a": ' + nested(100_000) + b"}"))["\ufffd"] == "\ufffd"


@pytest.mark.parametrize("levels", [1, DEEPEST - 1, DEEPEST])
def test_ordinary_nesting_stays(levels: int):
    assert shallow(nested(levels)) == nested(levels)


def test_brackets_inside_strings_do_not_nest():
    json_text = json.dumps({"a": "[" * 500 + '"\\' + "{" * 500, "b": "]}"}).encode()
    assert shallow(json_text) == json_text


def test_a_list_of_deep_values_loses_only_these():
    found = json.loads(shallow(b'[1, "]", ' + nested(200) + b", 2, " + nested(200) + b"]"))
    assert (found[0], found[1], found[3]) == (1, "]", 2)


def test_each_mend_leaves_a_mark_that_no_encoder_writes():
    assert without_halves(rb'"\ud83d"') == b'"' + HALF + b'"'
    assert UNREAD in shallow(nested(DEEPEST + 1))
    assert json.loads(b'"' + HALF + b'"') == "\ufffd"
    assert json.loads(UNREAD) is None
    assert HALF not in json.dumps("\ufffd").encode()


@pytest.mark.parametrize("kind", [bytes, bytearray])
def test_either_kind_of_buffer_is_mended(kind: type[bytes | bytearray]):
    assert mended(kind(rb'"a\ud83d"')) == rb'"a\uFFFd"'
    assert shallow(kind(nested(2))) == nested(2)


@QUICKLY
@given(VALUES)
def test_any_value_is_read_and_holds_only_what_utf_8_can_say(value: object):
    found = read_value(raw(json.dumps(value)))
    json.dumps(found, ensure_ascii=False).encode()
    if "\\ud" not in json.dumps(value):
        assert found == value


@QUICKLY
@given(st.binary(max_size=40), st.sampled_from([b"", b'{"a": ', b'{"a": "', b"[[", rb'"\u', rb'{"\ud83']))
def test_any_bytes_are_read_or_passed_over(tail: bytes, head: bytes):
    json.dumps(read_value(raw(head + tail)), ensure_ascii=False).encode()
    assert isinstance(read_properties(raw(head + tail)), dict)
