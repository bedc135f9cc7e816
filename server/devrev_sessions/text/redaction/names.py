"""What a name says of its value: words are matched, not letters, so that no author hides behind `auth`."""

import re
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from typing import Final, cast

from devrev_sessions.text.redaction import words

_WORDS: Final = re.compile(
    r"[A-Z]?[a-zß-öø-ÿ\u0100-\u017f\u1e00-\u1eff\u0430-\u044f]+|[A-Z]+(?![a-z])|\d+|[^\W\d_A-Za-z]+"
)
LONGEST_NAME: Final = 120
LONGEST_KEY: Final = 8
_FIRST_WORD: Final = re.compile(r"[A-Za-z]+")
"""Of a selector such as `input#password`."""
_KEYSTROKE: Final = re.compile(r"\S|Key[A-Z]|Digit\d|Numpad\d")
"""As events of the keyboard in a browser name them: by what they write, or by their place."""


class Hiding(Enum):
    """When the value of a name is hidden."""

    ALWAYS = "always"
    DIGITS = "digits"
    """Where digits enough for a number of a person stand in it."""
    BIRTH = "birth"
    """Where a year stands in it."""
    OPAQUE = "opaque"
    """Where it looks made by a machine."""
    CHOSEN = "chosen"
    """Where a person may have made it up to be secret."""
    NEVER = "never"


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, whichever way it joins them: `apiKey`, `x-api-key`, `API_KEY`."""
    return tuple(word.lower() for word in _WORDS.findall(name[:LONGEST_NAME]))


@lru_cache(maxsize=4096)
def hiding(name: str) -> Hiding:
    """What becomes of the value of `name`; the tables in `words` say why."""
    spoken = [word for word in words_of(name) if not word.isdigit()]
    pairs = set(pairwise(spoken))
    if not spoken:
        return Hiding.NEVER
    if spoken[-1] in words.NEUTRAL_TAILS and tuple(spoken[-2:]) not in words.SECRET_PAIRS:
        entered = spoken[-1] in words.INPUT_TAILS and not words.SECRET_WORDS.isdisjoint(spoken)
        return Hiding.CHOSEN if entered else Hiding.NEVER
    fused = any(word.endswith(words.SECRET_ENDINGS) for word in spoken)
    if fused or words.SECRET_WORDS & set(spoken) or words.SECRET_PAIRS & pairs or spoken == ["token"]:
        return Hiding.ALWAYS
    if words.BIRTH_WORDS & set(spoken[-2:]):
        return Hiding.BIRTH
    if _personal(spoken) or words.PERSONAL_PAIRS & pairs:
        return Hiding.DIGITS
    if words.OPAQUE_WORDS & set(spoken) and not words.NEUTRAL_PAIRS & pairs:
        return Hiding.OPAQUE
    return Hiding.NEVER


def _personal(spoken: list[str]) -> bool:
    tail = spoken[-1] in words.PERSONAL_TAILS
    return spoken[-1] in words.PERSONAL_WORDS or (tail and bool(words.PERSONAL_WORDS & set(spoken[-2:])))


def hiding_in_query(name: str) -> Hiding:
    """The same for a name in the query of an address, where short words are parameters and nothing else."""
    spoken = words_of(name)
    if not words.QUERY_WORDS.isdisjoint(spoken) and spoken[-1] not in words.NEUTRAL_TAILS:
        return Hiding.ALWAYS
    found = hiding(name)
    weak = words.QUERY_MIXED | words.QUERY_OPAQUE
    return Hiding.OPAQUE if found is Hiding.NEVER and not weak.isdisjoint(spoken) else found


def is_typed(name: str, *, in_field: bool) -> bool:
    """Whether a property of this name holds what was typed, in the event of a field or in another."""
    return words_of(name) in (words.TYPED_NAMES if in_field else words.TYPED_ANYWHERE)


def is_keystroke(name: str, value: str) -> bool:
    """Whether it tells a letter or a digit that a person pressed: enough of them are a password."""
    return len(value) <= LONGEST_KEY and words_of(name) in words.KEY_NAMES and bool(_KEYSTROKE.fullmatch(value))


def is_field_event(name: str) -> bool:
    """Whether an event of this name tells of a field into which somebody types."""
    return words_of(name) in words.FIELD_EVENTS


def named_by(found: Mapping[str, object]) -> str:
    """What an object says its value is called, as headers and form fields in lists do; empty where it says nothing."""
    return next((name for key in words.NAMING if isinstance(name := _last(found.get(key)), str)), "")


def _last(value: object) -> object:
    """A name, or the last step of a way to one."""
    steps = cast("list[object]", value) if isinstance(value, list) else [value]
    return steps[-1] if steps else None


def is_form(name: str) -> bool:
    """Whether an object of this name holds what was entered, each text under the name of its field."""
    return words_of(name) in words.FORM_NAMES


def is_about_a_form(name: str) -> bool:
    """Whether a field of such an object tells of the form instead."""
    return words_of(name)[-1:] in words.FORM_ABOUT


def tells_of_a_field(found: Mapping[str, object]) -> bool:
    """Whether an object says that it is about an element into which a person types."""
    told = (value for key in words.ELEMENT_NAMES if isinstance(value := found.get(key), str))
    kinds = {word[0].lower() for value in told if (word := _FIRST_WORD.match(value))}
    return not kinds.isdisjoint(words.FIELD_KINDS) and kinds.isdisjoint(words.BUTTON_KINDS)
