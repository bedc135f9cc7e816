"""Filling a budget of tokens: as much of something as fits, counted once for all ways."""

from collections.abc import Callable
from typing import Final

from devrev_sessions.text.tokens import tokens

FIRST_TRY: Final = 8
NEARLY: Final = 1.02
"""How far beside an estimate the next try is, so that the answer soon lies between two tries."""
CHARACTERS_PER_TOKEN: Final = 2.5
"""The counter takes no text for cheaper than this."""
FAR_TOO_LONG: Final = 4
"""A text so many times too long need not be counted."""
SPARE_CHARACTERS: Final = 8
TRIES_ABOVE: Final = 4


def most_that_fit(
    text_of: Callable[[int], str], most: int, budget_tokens: int, *, spare: int = 1, uneven: bool = False
) -> str | None:
    """The text of as many pieces as fit, to within `spare`; None where not even none of them fits.

    Only a text that was counted is returned, so the budget holds even where more pieces are not always longer; where
    they are `uneven`, a few more are tried in the end.
    """
    best = text_of(0)
    base = tokens(best)
    if base > budget_tokens:
        return None
    fits, too_many, tried = 0, most + 1, min(FIRST_TRY, most)
    while fits + spare < too_many and tried:
        text = text_of(tried)
        cost = _cost(text, budget_tokens)
        if cost <= budget_tokens:
            best, fits = text, tried
        else:
            too_many = tried
        tried = _next_try(fits, too_many, tried * (budget_tokens - base) / max(cost - base, 1), most)
    for count in range(fits + 2, min(fits + 1 + TRIES_ABOVE, most) + 1) if uneven else ():
        if tokens(text := text_of(count)) <= budget_tokens:
            best = text
    return best


def cut_to_fit(text: str, budget_tokens: int) -> str:
    """The longest beginning of a text that fits, to a few characters."""
    text = text[: int(CHARACTERS_PER_TOKEN * budget_tokens)]
    return most_that_fit(lambda count: text[:count], len(text), budget_tokens, spare=SPARE_CHARACTERS) or ""


def _cost(text: str, budget_tokens: int) -> float:
    longest = CHARACTERS_PER_TOKEN * budget_tokens
    return tokens(text) if len(text) <= FAR_TOO_LONG * longest else len(text) / CHARACTERS_PER_TOKEN


def _next_try(fits: int, too_many: int, estimate: float, most: int) -> int:
    """A little beyond the estimate on the side that is still open, then the middle."""
    if fits == 0:
        tried = int(min(estimate / NEARLY, too_many / 2))
    elif too_many > most:
        tried = int(min(estimate * NEARLY, most)) + 1
    else:
        tried = (fits + too_many) // 2
    return max(fits + 1, min(tried, too_many - 1, most))
