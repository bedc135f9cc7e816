"""The text of a style sheet as a tree of blocks, with the changes that a program made to it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from devrev_sessions.screen.tree import Edit

MOST_TEXT: Final = 12_000_000
"""Characters of one sheet that are read."""
MOST_DEPTH: Final = 40
"""Blocks within blocks."""
_TOKEN: Final = re.compile(
    r"""/\*.*?(?:\*/|\Z) | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | url\([^"')]*\) | \\. | [{};]""",
    re.DOTALL | re.VERBOSE,
)
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_CLOSING: Final = re.compile(r"""[(\["'\\]""")
_NO_RULE: Final = "@charset"
"""What counts as no rule of a sheet (CSSOM)."""


@dataclass(slots=True, eq=False)
class Block:
    """What stands before a pair of braces, the declarations within it, and the blocks within it.

    A statement that ends with a semicolon, as `@layer a, b`, is a block without either.
    """

    head: str
    declared: list[str] = field(default_factory=list[str])
    inner: "list[Block]" = field(default_factory=list["Block"])


def blocks_of(text: str) -> list[Block]:
    """The blocks of a sheet in order; what cannot be read is passed over as a browser does."""
    top = Block("")
    stack, start, text = [top], 0, text[:MOST_TEXT]
    for found in _TOKEN.finditer(text):
        sign = found[0]
        if sign not in {"{", "}", ";"}:
            continue
        part = text[start : found.start()].strip()
        start = found.end()
        if "/*" in part:
            part = _COMMENT.sub("", part).strip()
        if sign == "{":
            block = Block(part)
            if len(stack) < MOST_DEPTH:
                stack[-1].inner.append(block)
            stack.append(block)
            continue
        _end(stack[-1], part)
        if sign == "}" and len(stack) > 1:
            stack.pop()
    if len(stack) > 1:
        _end(stack[-1], text[start:].strip())
    return [block for block in top.inner if not block.head.lower().startswith(_NO_RULE)]


def _end(block: Block, part: str) -> None:
    if part.startswith("@"):
        block.inner.append(Block(part))
    elif part and block.head:
        block.declared.append(part)


def edited(blocks: list[Block], edits: Iterable[Edit]) -> list[Block]:
    """The blocks after the changes of a program, each at its place; a place that is not there is passed over."""
    top = Block("", inner=blocks)
    for edit in edits:
        if not edit.at:
            top = Block("", inner=blocks_of(edit.text or ""))
            continue
        above = _within(top, edit.at[:-1])
        place = edit.at[-1]
        if above is None:
            continue
        if edit.name:
            block = _within(above, (place,))
            if block is not None:
                block.declared.append(f"{edit.name}:{edit.text or 'revert-layer'}")
        elif edit.text is None:
            del above.inner[place : place + 1]
        else:
            above.inner[place:place] = blocks_of(edit.text)[:1]
    return top.inner


def _within(block: Block, places: tuple[int, ...]) -> Block | None:
    for place in places:
        if place >= len(block.inner):
            return None
        block = block.inner[place]
    return block


def parted(text: str, sign: str = ",") -> list[str]:
    """The parts of a text between signs that stand in no brackets and no quotes, without the blanks around them."""
    if sign not in text:
        return [text.strip()]
    if not _CLOSING.search(text):
        return [part.strip() for part in text.split(sign)]
    parts: list[str] = []
    depth, start, quote, index = 0, 0, "", 0
    while index < len(text):
        char = text[index]
        if char == "\\":
            index += 1
        elif quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        elif char == sign and depth == 0:
            parts.append(text[start:index].strip())
            start = index + 1
        index += 1
    parts.append(text[start:].strip())
    return parts
