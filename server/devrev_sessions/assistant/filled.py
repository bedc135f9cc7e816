"""A prompt with what was given filled in."""

import re
from collections.abc import Mapping
from typing import Final

from devrev_sessions.assistant.prompts import Prompt
from devrev_sessions.text.door import clean

LONGEST_ARGUMENT: Final = 2_000
_PLACE: Final = re.compile(r"\{\{(\w+)\}\}")


def filled(prompt: Prompt, given: Mapping[str, str]) -> str:
    """The body with its arguments; a line that names one which was not given is left out."""
    lines = [
        _PLACE.sub(lambda place: clean(given[place[1]], LONGEST_ARGUMENT), line)
        for line in prompt.body.split("\n")
        if all(given.get(name, "").strip() for name in _PLACE.findall(line))
    ]
    return "\n".join(lines).strip()
