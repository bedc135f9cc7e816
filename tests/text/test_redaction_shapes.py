"""Every shape of the tables is hidden, whatever its letters are, and nothing else of the text around it."""

import re
from random import Random
from typing import Final

import pytest

from devrev_sessions.text.redaction.national_ids import IDS
from devrev_sessions.text.redaction.redactor import Redactor
from devrev_sessions.text.redaction.shapes import SHAPES

LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
AROUND: Final = ("{}", "before {} after", '"{}"', "x: {}, y", "({})", "https://a.example/{}")
redacted = Redactor().redact


def value(alphabet: str, many: str, beginning: str, dice: Random) -> str:
    """A beginning and as many letters of its alphabet as belong to it."""
    letters = [c for c in LETTERS if re.fullmatch(alphabet, c)]
    return beginning + "".join(dice.choice(letters) for _ in range(int(many.split(",", maxsplit=1)[0])))


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize(
    ("alphabet", "many", "beginning"),
    [(alphabet, many, beginning) for _, alphabet, many, all_of in SHAPES for beginning in all_of.split()],
)
def test_a_token_is_hidden_wherever_it_stands(alphabet: str, many: str, beginning: str, around: str) -> None:
    token = value(alphabet, many, beginning, Random(f"{alphabet}{many}{beginning}"))
    shown = redacted(around.format(token))
    assert token[len(beginning) + 2 :] not in shown
    assert re.search(r"\[[a-z ]+\]", shown)


def test_every_national_id_has_its_module() -> None:
    for each in IDS:
        assert not redacted(f"{each.module} of nobody: 0").endswith("]")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("GB29 NWBK 6016 1331 9268 19", "[iban]"),
        ("de89370400440532013000", "[iban]"),
        ("NO9386011117947", "[iban]"),
        ("ssn 536-90-4399", "ssn [id]"),
        ("BNZPM2501F", "[id]"),
        ("2341 2341 2346", "[id]"),
        ("390.533.447-05", "[id]"),
        ("54362315K", "[id]"),
        ("X2482300W", "[id]"),
        ("RCCMNL83S18D969H", "[id]"),
        ("2 95 10 99 126 111 93", "[id]"),
        ("880320-0016", "[id]"),
        ("131052-308T", "[id]"),
        ("AB 12 34 56 C", "[id]"),
        ("756.9217.0769.85", "[id]"),
        ("Aadhaar 234123412346 given", "Aadhaar [id] given"),
    ],
)
def test_a_national_id_is_hidden(text: str, shown: str) -> None:
    assert redacted(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "order 536-90-43", "123-45-678", "GB30 NWBK 6016 1331 9268 19", "2341 2341 2341", "54362315A", "12345678e",
        "AB 12 34 56 E", "390.533.447-06", "1234 5678 9012", "fans ( 3552 3534 3375 4530 3515 3479 )",
    ],
)  # fmt: skip
def test_what_fails_the_check_of_its_digits_stays(text: str) -> None:
    assert redacted(text) == text
