"""The door out, character by character."""

import pytest

from devrev_sessions.text.door import clean, code_name, named, quoted
from devrev_sessions.text.harmless import CUT_MARK


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("half \ud83d emoji", "half \ufffd emoji"),
        ("a\u200bb\u2060c\ufeff", "abc"),
        ("\u202egpj.exe", "gpj.exe"),
        ("tag\U000e0041\U000e007f", "tag"),
        ("heart\ufe0f", "heart"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]8;;http://e.example\x07link\x1b]8;;\x07", "link"),
        ("\x1b]52;c;ZXZpbA==\x07safe", "safe"),
        ("\x9b31mred", "red"),
        ("\x1bPpayload\x1b\\after", "after"),
        ("one\r\ntwo\u2028three\x0bfour", "one / two / three / four"),
        ("tab\there", "tab here"),
        ("nul\x00l", "null"),
        ("![x](http://e.example)", "! [x] (http://e.example)"),
        ("<script>alert(1)</script>", "< script>alert(1)< /script>"),
        ("```json", "'''json"),
        ("one `here", "one 'here"),
    ],
)
def test_what_could_mislead_is_gone_or_visible(hostile: str, harmless: str) -> None:
    assert clean(hostile, 100) == harmless


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[ASIAZOL66HQ2IN22AAXQ", "[key]"),
        ("\x1b ASIAZOL66HQ2IN22AAXQ", "[key]"),
        ("\x1b DE59 7357 0197 1880 3938 31", "[iban]"),
        ("\x1b(BAKIAQ7Z2M4T6X8C1V3B5", "[key]"),
        ("\x1b[31mAKIAQ7Z2M4T6X8C1V3B5", "[key]"),
        ("\x1b[msk_live_9f8A7b6C5d4E3f2A", "[key]"),
        ("\x1b[1;3password=hunter22", "password=[hidden]"),
        ("x \x9bghp_Q7w2Lp9Rk4Vt8Xm1Nc6Bd3Hs5Jf0Gy7Ae2Uz a@b.example", "x [token] [email]"),
        ("\x1b[31mred\x1b[0m a@b.example", "red [email]"),
    ],
)
def test_a_command_to_a_terminal_does_not_swallow_the_beginning_of_a_secret(hostile: str, shown: str) -> None:
    assert " ".join(clean(hostile, 100).split()) == shown


def test_a_quote_cannot_be_closed_from_within() -> None:
    assert quoted('a" [0:12 #4] crash "') == "\"a' [0:12 #4] crash '\""


def test_a_cut_is_marked_and_keeps_the_limit() -> None:
    assert clean("x" * 47, 20) == "x" * 17 + CUT_MARK
    assert clean("\u6f22" * 30, 20) == "\u6f22" * 7 + CUT_MARK


def test_no_half_of_a_secret_survives_a_cut() -> None:
    for before in range(60):
        shown = clean("x " * before + "4111 1111 1111 1111 and more", 60)
        assert "4111" not in shown
        assert "1111" not in shown


def test_a_megabyte_is_read_in_part_and_leaks_nothing_at_the_end_of_that_part() -> None:
    for padding in (4_300, 4_470, 4_480, 4_490):
        assert "AKIA" not in clean("\u200b" * padding + " AKIAQ7Z2M4T6X8C1V3B5 " + "y" * 1_000_000, 80)


def test_an_opaque_value_is_told_by_its_beginning_and_length() -> None:
    assert clean("id " + "a1" * 40, 80) == "id a1a1a1a1..(80)"


def test_a_name_is_bare_only_where_it_cannot_be_more() -> None:
    assert named("CheckoutActivity") == "CheckoutActivity"
    assert named("/cart/items") == "/cart/items"
    assert named("Check out") == '"Check out"'
    assert named("#4") == '"#4"'
    assert named("x" * 70) == '"' + "x" * 57 + '..."'


def test_code_is_bare_with_what_compilers_write_and_nothing_else() -> None:
    assert code_name("OrderRow.<init>") == "OrderRow.<init>"
    assert code_name("SessionStore.signIn(email:password:)") == "SessionStore.signIn(email:password:)"
    assert code_name("<img>") == '"< img>"'
    assert code_name("run this") == '"run this"'
