"""What stood on a page, one line a piece, and what came and went right after."""

from collections.abc import Iterable, Sequence
from typing import Final, LiteralString

from devrev_sessions.screen.kinds import PieceKind
from devrev_sessions.screen.seen import Piece
from devrev_sessions.screen.sight import Sight
from devrev_sessions.text.door import Shown, number, plain, quoted, readable, say, valued

MOST_CHARACTERS: Final = 7_000
"""Of the pieces of a page: about 1,700 tokens, in which all of an ordinary page has room."""
MOST_CHANGED: Final = 12
"""Pieces that are told to have come, and as many to have gone."""
CHOSEN_WIDTH: Final = 80
MASKS: Final = " *\u2022"
"""What recorders write in the place of what they mask."""
WIDTH: Final = 200
"""Characters of one piece; a paragraph of a page is longer, and its beginning tells which it is."""
RANKS: Final[dict[PieceKind, int]] = {
    "dialog": 0, "message": 0, "heading": 1, "button": 2, "field": 2, "choice": 2, "text": 3, "link": 4, "picture": 4,
}  # fmt: skip
"""Which pieces a page that is too long keeps first: what speaks to the person, then what they can do, then the rest."""


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
        ("open", piece.expanded is True),
        ("closed", piece.expanded is False),
        ("focused", piece.focused and not still),
        ("clicked", piece.clicked and not still),
    )
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
    """The pieces that fit, in the order of the page, with how many were left out between them."""
    pieces = [piece for piece in pieces if piece.kind != "text" or any(map(str.isalnum, piece.text))]
    if not pieces:
        return (say("Nothing: the page was empty, or all of it is hidden from recordings."),)
    shown = [say("- ", piece_line(piece)) for piece in pieces]
    kept: set[int] = set()
    room = MOST_CHARACTERS
    for index in sorted(range(len(pieces)), key=lambda each: (_rank(pieces[each]), each)):
        if len(shown[index]) <= room:
            room -= len(shown[index]) + 1
            kept.add(index)
    return tuple(_with_gaps(shown, kept))


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


def change_lines(sight: Sight) -> tuple[Shown, ...]:
    """What came and went within THEN_MS after the moment."""
    if sight.appeared is None or sight.gone is None:
        return (say("No change of the page was recorded after it."),)
    if not sight.appeared and not sight.gone:
        return (say("Nothing changed on the page."),)
    appeared, gone = list(sight.appeared), list(sight.gone)
    same: list[Piece] = []
    for piece in sight.appeared:
        # What is still there under its name has another state: it was filled, checked, or can be used now.
        before = next((each for each in gone if (each.kind, each.text) == (piece.kind, piece.text)), None)
        if before:
            same.append(piece)
            appeared.remove(piece)
            gone.remove(before)
    return (*_changed("now", same), *_changed("appeared", appeared), *_changed("gone", gone))


def _changed(word: LiteralString, pieces: Sequence[Piece]) -> Iterable[Shown]:
    for piece in pieces[:MOST_CHANGED]:
        yield say("- ", word, ": ", piece_line(piece, still=True))
    if len(pieces) > MOST_CHANGED:
        yield say("... ", number(len(pieces) - MOST_CHANGED), " more ", word)
