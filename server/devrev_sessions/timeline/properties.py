"""The free objects that apps attach to events, read only when a line needs them."""

import re
from collections.abc import Mapping
from typing import Final, cast

import msgspec

Properties = Mapping[str, object]

UNREADABLE: Final = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What msgspec raises on JSON it cannot read; deep nesting and bad UTF-8 do not arrive as its own error."""

HALF: Final = rb"\uFFFd"
"""Stands for half of a cut-off emoji, in a spelling that no encoder writes, so that a mended event can be told."""
UNREAD: Final = b"\tnull\t"
"""Stands for what was nested too deep or is no value, in white space that no encoder writes."""
DEEPEST: Final = 64
"""Levels that are read; parsers and what walks their values give up somewhere after several hundred."""

_ESCAPE: Final = re.compile(rb"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|(u[dD][89a-fA-F]..)|.)", re.DOTALL)
_BRACKET: Final = re.compile(rb'(?:[^"\[\]{}]++|"[^"\\]*+(?:\\.[^"\\]*+)*+")*+([\[\]{}])', re.DOTALL)
_LOOSE: Final = re.compile(
    rb"""
    ( (?: [^"NI,-]++ | "[^"\\]*+(?:\\.[^"\\]*+)*+" | (?! -?(?:NaN|Infinity) | ,\ *[\]}] ) . )*+ )
    (?: (-?(?:NaN|Infinity)) | ,(?=\ *[\]}]) | \Z )
    """,
    re.DOTALL | re.VERBOSE,
)
_MARK: Final = b"\xef\xbb\xbf"
"""The byte order mark with which some systems begin every text."""
_SPACES: Final = bytes.maketrans(bytes(range(32)), b" " * 32)


def without_halves(json: bytes | bytearray) -> bytes:
    """The same JSON with halves of cut-off emoji replaced, which every strict parser refuses as a whole."""
    return bytes(_ESCAPE.sub(lambda found: HALF if found[1] else found[0], json))


def shallow(json: bytes | bytearray) -> bytes:
    """The same JSON with null for whatever is nested deeper than DEEPEST levels."""
    kept: list[bytes] = []
    depth = begin = 0
    for found in _BRACKET.finditer(json):
        if found[1] in b"[{":
            depth += 1
            if depth == DEEPEST + 1:
                kept.append(bytes(json[begin : found.start(1)]))
        else:
            if depth == DEEPEST + 1:
                kept.append(UNREAD)
                begin = found.end()
            depth -= 1
    return b"".join([*kept, json[begin:]])


def tidied(json: bytes | bytearray) -> bytes:
    """The same JSON as a strict writer puts it.

    That is without a byte order mark, bare control characters and commas too many, and with null for NaN and infinity.
    """
    spaced = json.removeprefix(_MARK).translate(_SPACES)
    return bytes(_LOOSE.sub(lambda found: found[1] + (UNREAD if found[2] else b""), spaced))


def mended(json: bytes | bytearray) -> bytes:
    """The same JSON, tidied, with replacement characters for halves of emoji and for bytes that are no UTF-8."""
    return without_halves(tidied(json)).decode("utf-8", "replace").encode()


def read_value(raw: msgspec.Raw) -> object:
    """The value in `raw`, mended where it must be; None when there is none or it cannot be read."""
    if not raw:
        return None
    json = bytes(raw)
    for mend in (mended, shallow):
        try:
            return cast("object", msgspec.json.decode(json))
        except UNREADABLE:
            json = mend(json)
    try:
        return cast("object", msgspec.json.decode(json))
    except UNREADABLE:
        return None


def read_properties(raw: msgspec.Raw) -> Properties:
    """The object in `raw`; empty when there is none or it cannot be read."""
    if not raw or bytes(raw) in (b"null", b"{}"):
        return {}
    found = read_value(raw)
    return cast("Properties", found) if isinstance(found, dict) else {}
