"""The next calls, and ids for reading."""

import json
import re

import pytest

from devrev_sessions.text.calls import Address, call, ident, owner_id, part_argument

DON = "don:identity:dvrv-us-1:devo/2kQxT:revu/4471"


def test_a_call_names_the_session_first_and_the_app_last() -> None:
    shown = call("get_session_recording", Address("s-1", "my-app"), recording_id="rec/1", around="#257", fresh=True)
    assert shown == (
        'get_session_recording(session_id="s-1", recording_id="rec/1", around="#257", fresh=true, version_key="my-app")'
    )


def test_what_is_not_given_is_left_out() -> None:
    assert call("summarize_session_timeline", Address("s-1"), around=None) == (
        'summarize_session_timeline(session_id="s-1")'
    )


def test_the_arguments_of_a_call_can_be_read_back() -> None:
    shown = call("t", Address(DON, "a.b"), tab_id="B7D2E0C4-51F6", start="-0:30", cursor="eyJ+/=~") or ""
    pairs = re.findall(r'(\w+)=("[^"]*")', shown)
    assert {name: json.loads(value) for name, value in pairs} == {
        "session_id": DON,
        "tab_id": "B7D2E0C4-51F6",
        "start": "-0:30",
        "cursor": "eyJ+/=~",
        "version_key": "a.b",
    }


NO_IDS = (
    'a"b', "a b", "a\nb", "", "x" * 513, "caf\u00e9", "\ud83d", "a\\b", "<a>", "a,b", "a)b", "\u202ea", "a%20b", "a'b",
    "a;b",
)  # fmt: skip


@pytest.mark.parametrize("odd", NO_IDS)
def test_an_id_that_cannot_stand_in_a_call_makes_none(odd: str) -> None:
    assert call("t", Address(odd)) is None
    assert call("t", Address("s-1", odd)) is None
    assert call("t", Address("s-1"), recording_id=odd) is None


@pytest.mark.parametrize("plain", ["s-1", "B7D2E0C4-51F6-4A9E-8C3D-0F2A6E917B45", DON, "a@b", "x" * 128])
def test_an_id_is_read_bare(plain: str) -> None:
    assert ident(plain) == plain


@pytest.mark.parametrize(
    ("odd", "shown"),
    [
        ("x" * 129, "x" * 125 + "..."),
        ("a b", '"a b"'),
        ('a"b', '"a\'b"'),
        ("", '""'),
        ("a\n## Outcome", '"a / ## Outcome"'),
        ("\ud83d", '"\ufffd"'),
    ],
)
def test_any_other_id_is_quoted_or_cut(odd: str, shown: str) -> None:
    assert ident(odd) == shown


@pytest.mark.parametrize("plain", ["REVU-8812", DON])
def test_the_id_of_a_user_is_read_bare(plain: str) -> None:
    assert owner_id(plain) == plain


@pytest.mark.parametrize(
    ("odd", "shown"),
    [
        ("mila.brandt@example.org", '"[email]"'),
        ("4111111111111111", '"[card]"'),
        ("r1#257", '"r1#257"'),
        ("Mila Brandt", '"Mila Brandt"'),
    ],
)
def test_the_id_of_a_user_may_be_what_must_not_leave(odd: str, shown: str) -> None:
    assert owner_id(odd) == shown


def test_a_part_is_named_by_what_it_is() -> None:
    assert (part_argument("web"), part_argument("mobile")) == ("tab_id", "recording_id")


def test_a_part_whose_id_must_not_leave_makes_no_call() -> None:
    token = "ghp_Q7w2Lp9Rk4Vt8Xm1Nc6Bd3Hs5Jf0Gy7Ae2Uz"
    assert call("get_session_recording", Address("s-1"), recording_id=token) is None
