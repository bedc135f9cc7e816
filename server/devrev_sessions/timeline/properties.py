"""The free objects that apps attach to events, read only when a line needs them."""

import re
from collections.abc import Mapping
from typing import Final, cast

import msgspec

Properties = Mapping[str, object]
NO_PROPERTIES: Final[Properties] = {}

_ESCAPE: Final = re.compile(rb"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|(u[dD][89a-fA-F]..)|.)", re.DOTALL)


def mended(json: bytes | bytearray) -> bytes:
    """The same JSON with halves of cut-off emoji replaced, which every strict parser refuses as a whole."""
    whole = _ESCAPE.sub(lambda found: rb"\ufffd" if found[1] else found[0], json)
    return whole.decode("utf-8", "replace").encode()


def read_properties(raw: msgspec.Raw) -> Properties:
    """The object in `raw`; empty when there is none or it cannot be read."""
    if not raw:
        return NO_PROPERTIES
    try:
        found: object = msgspec.json.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        try:
            found = msgspec.json.decode(mended(bytes(raw)))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return NO_PROPERTIES
    return cast("Properties", found) if isinstance(found, dict) else NO_PROPERTIES
