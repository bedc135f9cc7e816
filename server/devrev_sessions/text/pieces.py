"""Which pieces of a text are told within a budget: the most telling ones, printed in the order of the text."""

from dataclasses import dataclass, field
from typing import Final

from devrev_sessions.text.door import Shown
from devrev_sessions.text.tokens import tokens


@dataclass(frozen=True, slots=True)
class Piece:
    """A few lines that are told or left out as one.

    `rank` says how telling it is, the lowest first, 0 for what is always told. A piece that comes `after` another is
    told only beside it; with `instead` it takes its place, being the same in more words.
    """

    name: str
    rank: int
    lines: tuple[Shown, ...]
    after: str = ""
    instead: bool = False

    @property
    def cost(self) -> int:
        """Tokens of its lines with their line breaks."""
        return sum(tokens(line) + 1 for line in self.lines)


@dataclass(frozen=True, slots=True)
class Block:
    """A section: its heading, empty for none, and its pieces in the order of the text."""

    heading: Shown
    pieces: tuple[Piece, ...]


@dataclass(slots=True)
class Picked:
    """The names of the pieces that are told, and what they cost with headings and empty lines."""

    names: set[str] = field(default_factory=set[str])
    cost: int = 0
    replaced: set[str] = field(default_factory=set[str])


LATE: Final = 40
"""From this rank on a piece rounds an answer off and yields to events of the timeline."""


def pick(blocks: list[Block], budget: int, late_budget: int) -> Picked:
    """The pieces that fit `budget` tokens, by rank; a piece that does not fit makes room for smaller ones.

    Pieces from LATE on are told only while all of them together stay within `late_budget`.
    """
    picked = Picked()
    opened: set[int] = set()
    costs = {piece.name: piece.cost for block in blocks for piece in block.pieces}
    ranked = sorted(
        (piece.rank, place, number)
        for place, block in enumerate(blocks)
        for number, piece in enumerate(block.pieces)
        if piece.lines
    )
    for rank, place, number in ranked:
        piece, block = blocks[place].pieces[number], blocks[place]
        if piece.after and piece.after not in picked.names:
            continue
        heading = 0 if place in opened else 1 + (tokens(block.heading) + 1 if block.heading else 0)
        cost = costs[piece.name] + heading - (costs[piece.after] if piece.instead else 0)
        if rank and picked.cost + cost > (budget if rank < LATE else late_budget):
            continue
        opened.add(place)
        picked.names.add(piece.name)
        picked.cost += cost
        if piece.instead:
            picked.replaced.add(piece.after)
    return picked


def written(block: Block, picked: Picked) -> list[Shown]:
    """The block's lines; none when none of its pieces was picked."""
    names = picked.names - picked.replaced
    lines = [line for piece in block.pieces if piece.name in names for line in piece.lines]
    return [block.heading, *lines] if lines and block.heading else lines
