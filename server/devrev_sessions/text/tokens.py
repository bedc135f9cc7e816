"""How many tokens a text costs, counted without any model's vocabulary."""

import math
import re
from functools import lru_cache
from typing import Final

PIECE: Final = re.compile(
    r"(?=[\w+/-]{0,24}[0-9])[A-Za-z0-9+/_-]{16,}|[A-Z]?[a-z]+|[A-Z]+|[0-9]+|[^\x00-\x7f]|[^\sA-Za-z0-9]|\s{2,}|\n",
    re.ASCII,
)
LONG_WORD: Final = 10
TOKENS_OF_WORD: Final = (0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3)
"""Tokens of a word or hump of camel case by its letters, up to LONG_WORD."""
CHARACTERS_PER_TOKEN: Final = 2.5
"""Of plain text in our line format; newer vocabularies need about a third more tokens than the ones checked."""


def tokens(text: str) -> int:
    """A number of tokens that `text` does not exceed with the vocabularies in use.

    Checked against o200k, cl100k and the first public vocabulary of Claude, the largest of the three counted: our own
    lines, traces and calls come out 1.2 to 1.4 times that count; UUIDs, hex and base64 1.0 to 1.2; Chinese, Korean,
    Arabic, Hindi and emoji 1.0 to 1.8; only random letters come out below it, at 0.8, which is why a budget is filled
    to 95 % (`budget.FILL`).
    """
    # The plain sum of newer Pythons rounds otherwise, and a budget must not hang on that.
    sum_ = math.fsum(map(_cost, PIECE.findall(text)))
    ascii_characters = len(text.encode("ascii", "ignore"))
    return math.ceil(max(sum_, ascii_characters / CHARACTERS_PER_TOKEN + len(text) - ascii_characters))


@lru_cache(maxsize=8192)
def _cost(piece: str) -> float:
    first, length = piece[0], len(piece)
    if first > "\x7f":
        return 1.5 if first < "\u0800" else 2.6 if first < "\U00010000" else 4.0
    if first.isspace():
        return length / 2
    if piece.isdigit():
        return (length + 1) // 2
    if piece.isalpha():
        if length > 1 and piece[1].isupper():
            return length / 1.7
        return TOKENS_OF_WORD[length] if length <= LONG_WORD else length / 1.9
    return length / 1.38 if length > 1 else 0.8
