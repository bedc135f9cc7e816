"""What is hidden besides where even an id is too much: long numbers, ids, opaque values, what addresses carry."""

import re
from collections.abc import Iterator
from typing import Final

from devrev_sessions.text.redaction.span import Span

_LONG: Final = re.compile(
    r"(?P<id>(?<!\w)[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}(?!\w)"
    r"|(?<!\w)(?=[A-Fa-f]{0,11}\d)[0-9A-Fa-f]{12,}(?!\w)|(?<!\w)(?=[A-Za-z_-]{0,40}\d)[\w-]{20,}(?!\w))"
    r"|(?P<number>(?<!\d)\d(?:[ ,.]?\d){5,}(?!\d))"
)
"""Six digits tell an order from another; twelve hexadecimal ones, or twenty letters with a digit, a person's device."""
_QUERY: Final = re.compile(r"[?&][\w.%\[\]-]{1,80}=(?P<value>[^&\s#\"'<>]{1,4000})")


def identifying(text: str) -> Iterator[Span]:
    """Long numbers, ids and the values in the queries of addresses."""
    for found in _LONG.finditer(text):
        label = found.lastgroup
        if label:
            yield Span(*found.span(label), label)
    for found in _QUERY.finditer(text):
        yield Span(*found.span("value"), "value")
