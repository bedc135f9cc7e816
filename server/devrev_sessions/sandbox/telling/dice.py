"""Small variations that come out the same on every machine and every Python."""

from collections.abc import Sequence
from typing import TypeVar

_Thing = TypeVar("_Thing")


class Dice:
    """A source of numbers that depend on nothing but its seed (Knuth's linear congruential MMIX generator)."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % 2**64
        return low + (self._state >> 33) % (high - low + 1)

    def one_of(self, things: Sequence[_Thing]) -> _Thing:
        """One of several things."""
        return things[self.between(0, len(things) - 1)]
