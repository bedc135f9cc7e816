"""What of a large value need be looked at: its beginning, or what stands around a text that is looked for."""

import json
from collections.abc import Iterator
from typing import Final, cast

from devrev_sessions.text.nested import DEEPEST

UNSURE: Final = 400
"""Characters at the end of a text that was cut: a secret may have been cut in two there."""
LARGE: Final = 8_000
"""Characters up to which a text is looked at whole."""
AROUND: Final = 3_000
"""Characters before and behind a text that tell whether it stands in something hidden: no line of a log is longer."""
LONGEST_KEY: Final = 12_000
"""Characters of a private key, which only its first line tells from other letters."""
MOST_PLACES: Final = 5
"""Places at which a text is looked for in one that is large."""
SMALL_SUBTREE: Final = 2_000
"""Characters of JSON up to which something nested is looked at whole."""


def beginning(value: object, characters: int) -> object:
    """What came as JSON up to about so many characters: no line shows more."""
    left = characters

    def kept(value: object, levels: int) -> object:
        nonlocal left
        if isinstance(value, dict | list) and not levels:
            return "..."
        if isinstance(value, dict):
            found: dict[str, object] = {}
            for name, inner in cast("dict[str, object]", value).items():
                if left <= 0:
                    break
                left -= len(name) + 4
                found[name] = kept(inner, levels - 1)
            return found
        if isinstance(value, list):
            entries: list[object] = []
            for inner in cast("list[object]", value):
                if left <= 0:
                    break
                entries.append(kept(inner, levels - 1))
            return entries
        text = value if isinstance(value, str) else str(value)
        room, left = left, left - len(text) - 2
        return text[: max(0, room - UNSURE)] + "..." if isinstance(value, str) and len(text) > room else value

    return kept(value, DEEPEST)


def around(text: str, needle: str) -> Iterator[str]:
    """The pieces of a text in which `needle`, folded, is told from what is hidden; all of it where it is short."""
    if len(text) <= LARGE:
        yield text
        return
    folded = text.casefold()
    reach = LONGEST_KEY if "-----" in text else AROUND
    at = folded.find(needle)
    for _ in range(MOST_PLACES):
        if at < 0:
            return
        yield text[max(0, at - reach) : at + len(needle) + reach]
        at = folded.find(needle, at + reach)


def holding(value: object, needle: str) -> object:
    """What came as JSON without the large parts of it that do not hold `needle`, folded, in any spelling."""
    if isinstance(value, str):
        return "\n".join(around(value, needle)) if len(value) > LARGE else value
    if not isinstance(value, dict | list) or len(json.dumps(cast("object", value))) <= SMALL_SUBTREE:
        return cast("object", value)
    if isinstance(value, list):
        return [holding(inner, needle) if _holds(inner, needle) else None for inner in cast("list[object]", value)]
    fields = cast("dict[str, object]", value)
    return {name: holding(inner, needle) if _holds(inner, needle) else None for name, inner in fields.items()}


def _holds(value: object, needle: str) -> bool:
    """Whether a part has to be looked at: it holds the text, or is short and may be the name of what does."""
    if not isinstance(value, str | dict | list):
        return True
    if isinstance(value, str) and len(value) <= SMALL_SUBTREE // 10:
        return True
    return any(needle in told.casefold() for told in spellings(cast("object", value)))


def spellings(value: object) -> tuple[str, ...]:
    """What came as JSON, written so, and each text in it by itself, with and without its own escapes."""
    shown = json.dumps(value, ensure_ascii=False)
    return shown, shown.replace('\\"', '"'), shown.replace("\\\\", "\\").replace('\\"', '"')
