"""Secrets in formats that name them in a way of their own, or by the column in which they stand."""

import re
from collections.abc import Iterator
from typing import Final

from devrev_sessions.text.redaction.national_ids import ID
from devrev_sessions.text.redaction.opaque import looks_opaque
from devrev_sessions.text.redaction.pairs import HIDDEN, hides_value
from devrev_sessions.text.redaction.span import Span

_WIFI: Final = re.compile(r"(?i:\bWIFI:)[^\n]{0,200}?(?<=[:;])P:(?P<value>(?:\\.|[^;\\\n]){1,200})")
"""The code on the back of a router (ZXing's form)."""
_COMMANDS: Final = re.compile(
    r"\bmysql\b[^\n]{0,200}? -p(?P<mysql>[^\s-]\S{2,100})"
    r"|\bsshpass\s{1,3}-p\s{0,3}['\"]?(?P<sshpass>[^\s'\"]{1,200})"
    r"|\bjdbc:oracle:\w{2,6}:[^\s/@:]{1,80}/(?P<oracle>[^\s@]{1,200})(?=@)"
    r"|(?:-{2,3}> ?|\bC: ?|\bUSER \S{1,80} / )PASS (?P<ftp>[^\s/]{3,200})"
)
"""Passwords of clients that take them behind a letter or a word of their protocol (RFC 959)."""
_KEY_OF_JSON: Final = re.compile(r"\"(?:d|p|q|dp|dq|qi|k)\"\s?:\s?\"(?P<value>[\w+/=-]{16,4000})\"")
"""What is private in a JSON Web Key (RFC 7518)."""
_TUPLE: Final = re.compile(r"\{'?(?P<name>[a-z]\w{1,60})'?,\s?(?:<<)?\"(?P<value>[^\"]{1,4000})\"")
"""A pair as Erlang and Elixir write it."""
_STRIPE: Final = re.compile(r"[Ss]ignature[\"']?\s?[:=]\s?[\"']?(?P<value>t=\d{1,12},\s?v\d=[^\s\"']{8,400})")
"""A signature that begins with its time, as Stripe's."""
_KEY_PAIR: Final = re.compile(
    r"(?:AKIA|ASIA)[A-Z0-9]{12,16}[\"']?\s?[,;:|]\s?[\"']?(?P<value>[A-Za-z0-9/+=]{40})(?![A-Za-z0-9/+=])"
)
"""AWS's key behind its id."""
_TRACK: Final = re.compile(r"(?P<value>\d{13,19}=\d{7,30})")
"""The stripe of a card (ISO 7813)."""
_PASSPORT: Final = re.compile(
    r"(?<![\w<])(?:[PIACV][A-Z<][A-Z]{3}[A-Z]{1,39}<(?:<[A-Z<]{1,39})(?![a-z])"
    r"|[A-Z0-9<]{9}\d[A-Z<]{3}\d{7}[MFX<]\d{7}[A-Z0-9<]{8,16}(?![A-Za-z]))"
)
"""The lines of a travel document that a machine reads (ICAO Doc 9303)."""
_LINE: Final = re.compile(r"(?:(?! / )[^\r\n])+")
_COLUMN_NAME: Final = re.compile(r"[\"']?[^\W\d][\w.-]{0,40}[\"']?")
_COLUMN_SIGNS: Final = (",", ";", "|")
_AROUND_A_CELL: Final = " \"'"


def formatted(text: str) -> Iterator[Span]:
    """Values that a format of their own tells."""
    if "P:" in text:
        yield from _values(_WIFI.finditer(text))
    if "-p" in text or "PASS " in text or "oracle:" in text:
        yield from _values(_COMMANDS.finditer(text))
    if "ignature" in text:
        yield from _values(_STRIPE.finditer(text))
    if "AKIA" in text or "ASIA" in text:
        yield from _values(_KEY_PAIR.finditer(text))
    if "=" in text:
        yield from (Span(*found.span("value"), "card") for found in _TRACK.finditer(text))
    if '"kty"' in text:
        yield from _values(found for found in _KEY_OF_JSON.finditer(text) if looks_opaque(found["value"]))
    if "{" in text and '"' in text:
        yield from _values(found for found in _TUPLE.finditer(text) if hides_value(found["name"], found["value"]))
    if "<" in text:
        yield from (Span(*found.span(), ID) for found in _PASSPORT.finditer(text))
    if " / " in text or "\n" in text:
        yield from _in_tables(text)


def _values(found: Iterator[re.Match[str]]) -> Iterator[Span]:
    for each in found:
        yield Span(*each.span(each.lastgroup or 0), HIDDEN)


def _in_tables(text: str) -> Iterator[Span]:
    """Cells below the name of a secret: lines of as many columns as the one that names them."""
    names: list[str] = []
    sign = ""
    for line in _LINE.finditer(text):
        cells = line[0].split(sign) if names else []
        if not names or len(cells) != len(names):
            names, sign = _columns(line[0])
            continue
        at = line.start()
        for name, cell in zip(names, cells, strict=True):
            value = cell.strip(_AROUND_A_CELL)
            if value and hides_value(name, value):
                start = at + cell.index(value)
                yield Span(start, start + len(value), HIDDEN)
            at += len(cell) + len(sign)


def _columns(line: str) -> tuple[list[str], str]:
    """The names of columns and what stands between them, where a line is made of names alone."""
    for sign in _COLUMN_SIGNS:
        cells = [cell.strip() for cell in line.split(sign)]
        if len(cells) > 1 and all(map(_COLUMN_NAME.fullmatch, cells)):
            return [cell.strip(_AROUND_A_CELL) for cell in cells], sign
    return [], ""
