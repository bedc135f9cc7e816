"""What stood on a page, one line a piece, and what came and went right after."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, LiteralString

from devrev_sessions.screen.after import Aftermath, Difference
from devrev_sessions.screen.kinds import PieceKind
from devrev_sessions.screen.seen import Piece
from devrev_sessions.text.door import Shown, number, ours, plain, quoted, readable, say, valued
from devrev_sessions.timeline.clock import lasting
from devrev_sessions.timeline.events import AppText

MOST_CHARACTERS: Final = 7_000
"""Of the pieces of a page: about 1,700 tokens, in which all of an ordinary page has room."""
MOST_CHANGED: Final = 20
"""Changes that are told."""
CHOSEN_WIDTH: Final = 80
JOINTS: Final = " .,;:|/()[]\u00b7\u2022\u2013\u2014-"
"""What stands between things and says nothing by itself."""
MASKS: Final = " *\u2022"
"""What recorders write in the place of what they mask."""
WIDTH: Final = 200
"""Characters of one piece; a paragraph of a page is longer, and its beginning tells which it is."""
RANKS: Final[dict[PieceKind, int]] = {
    "dialog": 0, "message": 0, "heading": 1, "button": 1, "field": 1, "choice": 1, "text": 2, "link": 2, "picture": 2,
    "hidden": 2,
}  # fmt: skip
"""Which pieces a page that is too long keeps first: what speaks to the person, then its parts and what can be done on
it, then what comes first, which is what is on the screen where nobody scrolled."""
MOST_OF_A_KIND: Final = 30
"""Pieces of a kind that are kept before what stands above them: a table has a button in each of its rows."""
IN_FRONT: Final = say("In a dialog in front of everything:")
BEHIND: Final = say("Behind it:")


def piece_line(piece: Piece, *, still: bool = False) -> Shown:
    """`button "Pay now", disabled`; `still` without what the person did to it."""
    kind: LiteralString = piece.kind
    marks: tuple[tuple[LiteralString, bool], ...] = (
        ("filled", piece.filled is True),
        ("empty", piece.filled is False),
        ("checked", piece.checked is True),
        ("not checked", piece.checked is False),
        ("disabled", piece.disabled),
        ("selected", piece.selected is True),
        ("pressed", piece.pressed is True),
        ("open", piece.expanded is True),
        ("closed", piece.expanded is False),
        ("focused", piece.focused and not still),
        ("clicked", piece.clicked and not still),
    )
    if piece.kind == "hidden":
        return say("part that the recorder hides", say(", ", ours(piece.text), " pixels") if piece.text else say())
    name = say(" ", _words(piece)) if piece.text else say(" without a name")
    return say(kind, name, *(say(", ", mark) for mark, true in marks if true), *_beside(piece))


def _words(piece: Piece) -> Shown:
    """What is read of a piece. Where one of the texts it is made of hides something, they are told apart: what a page
    writes side by side without a blank could hide a secret's beginning from whoever looks for it."""
    apart = piece.bits and not all(plain(readable(bit)) for bit in piece.bits)
    return quoted(" ".join(piece.bits) if apart else piece.text, WIDTH)


def _beside(piece: Piece) -> Iterable[Shown]:
    """What was chosen of a list, and what an empty field shows in its place."""
    if piece.picked and piece.value.strip(MASKS):
        word: LiteralString = ", hint " if piece.filled is False else ", chosen "
        yield say(word, valued(piece.text, piece.value, CHOSEN_WIDTH))
    if piece.hint and piece.hint != piece.text:
        yield say(", hint ", quoted(piece.hint, CHOSEN_WIDTH))


def page_lines(pieces: Sequence[Piece]) -> tuple[Shown, ...]:
    """The pieces that fit, in the order of the page, with how many were left out between them; those of a dialog that
    stands before everything come first."""
    pieces = [_begun(piece) for piece in pieces if piece.kind != "text" or piece.text.strip(JOINTS)]
    if not pieces:
        return (say("Nothing: the page was empty, or all of it is hidden from recordings."),)
    before = [piece for piece in pieces if piece.modal]
    if not before:
        return tuple(_fitted(pieces, MOST_CHARACTERS))
    behind = [piece for piece in pieces if not piece.modal]
    told = list(_fitted(before, MOST_CHARACTERS // 2))
    room = MOST_CHARACTERS - sum(map(len, told))
    return (IN_FRONT, *told, *([BEHIND, *_fitted(behind, room)] if behind else []))


def _fitted(pieces: Sequence[Piece], room: int) -> Iterable[Shown]:
    shown = [say("- ", piece_line(piece)) for piece in pieces]
    kept: set[int] = set()
    for _, index in sorted((rank, index) for index, rank in enumerate(_ranks(pieces))):
        if len(shown[index]) > room:
            break
        room -= len(shown[index]) + 1
        kept.add(index)
    return _with_gaps(shown, kept)


def _begun(piece: Piece) -> Piece:
    """A text without the full stop that stood behind its number: numbers that a style counts are not recorded."""
    return replace(piece, text=AppText(piece.text[2:])) if piece.kind == "text" and piece.text[:2] == ". " else piece


def _ranks(pieces: Sequence[Piece]) -> Iterable[int]:
    """How soon each piece is kept; of many of a kind only the first ones before the rest of the page."""
    seen: Counter[PieceKind] = Counter()
    for piece in pieces:
        seen[piece.kind] += 1
        rank = _rank(piece)
        yield rank if rank != 1 or seen[piece.kind] <= MOST_OF_A_KIND else 2


def _rank(piece: Piece) -> int:
    return 0 if piece.clicked or piece.focused else RANKS[piece.kind]


def _with_gaps(lines: Sequence[Shown], kept: Iterable[int]) -> Iterable[Shown]:
    before = -1
    for index in [*sorted(kept), len(lines)]:
        if index - before > 1:
            yield say("... ", number(index - before - 1), " more")
        if index < len(lines):
            yield lines[index]
        before = index


def change_lines(aftermath: Aftermath | None) -> tuple[Shown, ...]:
    """What came and went after the moment, in the order in which it did; of very much what speaks to the person."""
    if aftermath is None:
        return (say("No change of the page was recorded after it."),)
    if aftermath.another:
        title, address = aftermath.another
        place = quoted(address.partition("?")[0], 120) if address else say("an unknown address")
        return (say("Another page was opened", say(": ", quoted(title, 120)) if title else say(), " at ", place, "."),)
    if not aftermath.differences:
        return (say("Nothing changed on the page."),)
    found = aftermath.differences
    ranked = sorted(range(len(found)), key=lambda place: (_rank(found[place].piece), place))
    kept = sorted(ranked[:MOST_CHANGED])
    told = [say("- ", _change(found[place])) for place in kept]
    rest = len(found) - len(kept)
    return (*told, say("... ", number(rest), " more changes")) if rest else tuple(told)


def _change(difference: Difference) -> Shown:
    """`appeared after 20 ms, gone after 1.2 s: message "Added to the cart"`."""
    how: LiteralString = difference.how
    until = say(", gone after ", ours(lasting(difference.until_ms))) if difference.until_ms is not None else say()
    after = say(" after ", ours(lasting(difference.after_ms)))
    return say(how, after, until, ": ", piece_line(difference.piece, still=True))
