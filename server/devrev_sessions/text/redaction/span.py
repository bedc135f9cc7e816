"""A place in a text that must not leave."""

from typing import NamedTuple


class Span(NamedTuple):
    """`text[start:end]` is to be replaced by the word `label` and the tag of what stood there."""

    start: int
    end: int
    label: str
