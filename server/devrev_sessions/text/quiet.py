"""A summary narrowed to a window in which nothing was recorded."""

from dataclasses import replace

from devrev_sessions.digest.digest import Digest
from devrev_sessions.text.calls import Address
from devrev_sessions.text.door import Shown
from devrev_sessions.text.summary import FILL, Summary, summary
from devrev_sessions.text.timeline import Window
from devrev_sessions.text.tokens import tokens


def summary_of_nothing(told: Digest, address: Address, max_tokens: int, nothing: Shown) -> Summary:
    """The summary with the sentence `nothing` where its timeline would stand, all within `max_tokens`."""
    section = f"## Timeline\n{nothing}"
    written = summary(told, address, max_tokens - round(tokens(section) / FILL) - 4, Window(0, 0))
    places = [place for mark in ("\n## Left out", "\n## Next") if (place := written.text.find(mark)) >= 0]
    place = min(places, default=len(written.text))
    blocks = (written.text[:place].rstrip(), section, written.text[place:].strip())
    text = "\n\n".join(block for block in blocks if block)
    return replace(written, text=text, chosen=replace(written.chosen, lines=(nothing,)))
