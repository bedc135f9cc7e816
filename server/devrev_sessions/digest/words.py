"""The words inside names: `checkoutFailed_v2` holds `checkout`, `failed` and `v2`."""

import re
from functools import lru_cache
from typing import Final

_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD: Final = re.compile(r"[^\W_]+")
_VARYING: Final = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F-]{20,}|[0-9a-fA-F]{12,}|\d{2,}")
"""Ids and counters inside names: two names that differ only there are one."""
_LONGEST: Final = 2_000
"""Characters of a text that are looked at; names are short, and a megabyte of text would cost more than it tells."""


def words_in(text: str) -> frozenset[str]:
    """The words of a name in lower case: camel case, underscores and punctuation part them."""
    return _words(text[:_LONGEST])


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(_HUMP.sub(" ", text)))


@lru_cache(maxsize=4096)
def likeness_of(name: str) -> str:
    """A name without the ids and counters in it."""
    return _VARYING.sub("{id}", name[:300])
