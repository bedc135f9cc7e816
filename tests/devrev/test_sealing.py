"""What lies in the shared store."""

import pytest
from hypothesis import given, strategies as st

from devrev_sessions.devrev.shared.sealing import Seal

KEY, OTHER = bytes(range(32)), bytes(32)
FIELDS = {"session_id": "s-1", "recording_id": None, "version_key": "key"}


@given(st.binary(max_size=2000))
def test_what_is_sealed_opens_again_and_shows_nothing(value: bytes):
    seal = Seal(KEY)
    name = seal.name("body", "owner", fields=FIELDS)
    kept = seal.sealed(name, value)
    assert seal.opened(name, kept) == value
    assert len(value) < 8 or value not in kept


def test_a_recording_shrinks():
    value = b'{"event_type": "tap", "screen": "CheckoutActivity"},' * 10_000
    assert len(Seal(KEY).sealed("n", value)) < len(value) / 50


def test_it_opens_only_with_its_key_and_under_its_name():
    seal = Seal(KEY)
    kept = seal.sealed("one", b"value")
    assert Seal(OTHER).opened("one", kept) is None
    assert seal.opened("two", kept) is None
    assert seal.sealed("one", b"value") != kept


@pytest.mark.parametrize("place", [0, 5, 13, 20, -1])
def test_what_was_changed_does_not_open(place: int):
    seal = Seal(KEY)
    kept = bytearray(seal.sealed("one", b"value"))
    kept[place] ^= 1
    assert seal.opened("one", bytes(kept)) is None


@pytest.mark.parametrize(
    "kept", [b"", b"\x01", b"\x01" + bytes(12), b"\x02" + bytes(40), b"plain text of somebody else"]
)
def test_what_was_never_sealed_does_not_open(kept: bytes):
    assert Seal(KEY).opened("one", kept) is None


def test_a_name_is_of_one_question_and_says_nothing_of_it():
    seal = Seal(KEY)
    names = {
        seal.name("body", "owner", fields=FIELDS),
        seal.name("lock", "owner", fields=FIELDS),
        seal.name("body", "other", fields=FIELDS),
        seal.name("body", "owner", fields={**FIELDS, "recording_id": "r"}),
        seal.name("body", "owner", "x", fields=FIELDS),
        Seal(OTHER).name("body", "owner", fields=FIELDS),
    }
    assert len(names) == 6
    assert seal.name("body", "owner", fields=FIELDS) == seal.name(
        "body", "owner", fields=dict(reversed(FIELDS.items()))
    )
    assert not any("s-1" in name or "owner" in name for name in names)


def test_tags_are_the_same_wherever_the_key_is():
    assert Seal(KEY).tag_key == Seal(KEY).tag_key != Seal(OTHER).tag_key
    assert Seal(KEY).tag_key != KEY
