"""Whether a value looks made by a machine to be guessed by nobody, or is a word, a number, a path, an id."""

import re
from collections import Counter
from math import log2
from typing import Final

SHORTEST: Final = 12
"""Characters: below that a version or the name of a class is as likely as a key."""
LEAST_BITS: Final = 3.0
"""Entropy of a character: random hex of 16 characters has 3.2 on average, words and paths less than 3 or only letters.
gitleaks asks for 3 to 3.5 for its generic rule."""
LETTERS_BITS: Final = 4.0
"""The same where there are no digits, as words have up to 3.9."""
SHORT_SECRET: Final = 6
LEAST_WORD: Final = 5
LONGEST_MARK: Final = 5

_CHARACTERS: Final = re.compile(r"[A-Za-z0-9+/=_.~:$!@%^*?,-]+")
_SPACE: Final = re.compile(r"\s")
_UUID: Final = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_PIECES: Final = re.compile(r"[-_./:+=~,@$]+")
_WORDLIKE: Final = re.compile(
    r"[a-f0-9]{1,8}|0x[A-Fa-f0-9]{1,20}|[A-Za-z]?[a-z]{0,20}\d{0,6}|[A-Z]{1,20}\d{0,6}|\d{1,20}|[A-Z]?[a-z]{2,20}(?:[A-Z][a-z]{1,20}){1,8}\d{0,4}"
)


def looks_opaque(value: str) -> bool:
    """Long, of many characters, and neither a UUID, a number, words joined by signs nor a path."""
    if len(value) < SHORTEST or not _CHARACTERS.fullmatch(value) or _UUID.fullmatch(value):
        return False
    pieces = _PIECES.split(value)
    # Beside a word a short mark is no secret either, as in error codes and flags: `PAYMENT_DECLINED_3DS2`.
    worded = any(piece.isalpha() and len(piece) >= LEAST_WORD for piece in pieces)
    if all(is_word(piece) or (worded and len(piece) <= LONGEST_MARK) for piece in pieces):
        return False
    has_digit = any(c.isdigit() for c in value)
    return entropy(value) >= (LEAST_BITS if has_digit else LETTERS_BITS)


def is_word(value: str) -> bool:
    """Whether it is a word, also one of several that are written as one, or a number or a short id."""
    return bool(_WORDLIKE.fullmatch(value))


def looks_chosen(value: str) -> bool:
    """Whether a person may have made it up to be secret: digits among letters, whatever signs beside, no space."""
    mixed = any(map(str.isalpha, value)) and any(map(str.isdigit, value))
    return len(value) >= SHORT_SECRET and mixed and not _SPACE.search(value)


def looks_mixed(value: str) -> bool:
    """Digits and letters together, as in a short code; a word, a number and a language code are not."""
    return looks_chosen(value) and not _UUID.fullmatch(value) and bool(_CHARACTERS.fullmatch(value))


def entropy(value: str) -> float:
    """Bits of a character, by how often each occurs (Shannon)."""
    return -sum(count / len(value) * log2(count / len(value)) for count in Counter(value).values())
