"""Values without a sign between them and their names: told by the place in which they stand."""

import re
from collections.abc import Iterator
from typing import Final

from devrev_sessions.text.redaction.names import Hiding, hiding
from devrev_sessions.text.redaction.opaque import looks_mixed, looks_opaque
from devrev_sessions.text.redaction.pairs import HIDDEN, hides_value
from devrev_sessions.text.redaction.span import Span

_SPEAKS: Final = re.compile(r"(?i:pass|pwd|pin|otp|cv|secret|code|token|key)\w{0,6} [^\n]{0,80}?\d")
_SPOKEN: Final = re.compile(
    r"(?:\b|(?<=_))(?:password|passcode|passphrase|passwort|passwd|pwd|pin|otp|cvv|cvc|secret|(?:security|verification|login|access|one-time"
    r"|confirmation|auth|authentication|2fa|sms|backup|recovery)[ -](?:code|key|token|password|pin))"
    r"(?:\s(?:code|number))?\s{1,2}(?:(?:changed|set|reset|entered|received)\s)?(?:(?:is|was|were|to|of|lautet)\s{1,2})?(?=\S{0,60}\d)(?P<value>[^\s\"'`,;]{3,80})",
    re.IGNORECASE,
)
_ELEMENT: Final = re.compile(
    r"<(?P<name>[\w:.-]{2,60})(?:\s[^<>]{0,200})?>(?:<!\[CDATA\[)?(?P<value>[^<>\]]{1,4000})(?:\]\]>)?</"
)
_FLAG: Final = re.compile(r"(?<![\w-])--(?P<name>[\w-]{2,40})\s{1,2}(?P<value>[^\s\"'-][^\s\"']{0,400})")
_STANDING: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Elements and attributes of XML and HTML, the lists of properties of Apple and Android.
        r"<[\w:.-]{1,40}\s[^<>]{0,100}?name=[\"'](?P<name>[\w.-]{2,80})[\"'][^<>]{0,100}>(?P<value>[^<>]{1,4000})</",
        r"<key>(?P<name>[^<>]{2,80})</key>\s{0,3}(?:/ )?<\w{1,12}>(?P<value>[^<>]{1,4000})</",
        r"name=[\"'](?P<name>[\w.-]{2,80})[\"'][^<>]{0,200}?(?:value|content)=[\"'](?P<value>[^\"'<>]{1,4000})",
        r"<name>(?P<name>[^<>]{2,80})</name>\s{0,3}(?:/ )?<value>(?P<value>[^<>]{1,4000})</",
        r"type=[\"'](?P<name>password)[\"'][^<>]{0,200}?value=[\"'](?P<value>[^\"'<>]{1,4000})",
        r"(?P<name>[\w.-]{2,60})[\"']?: rejected value \[(?P<value>[^\]]{1,400})\]",
        r"[\[(][\"'](?P<name>[\w.-]{2,60})[\"'][\])]\s?(?:=>|=|:)\s?(?:string\(\d+\)\s?)?[\"']?(?P<value>[^\s\"',\])]{2,4000})",
        r"(?:value|val)[\"']\s?:\s?[\"'](?P<value>[^\"']{1,400})[\"'],\s?[\"'](?:name|key|field|title)[\"']\s?:\s?[\"'](?P<name>[\w.-]{2,60})[\"']",
        # A part of a form with files, whose value stands on the next line.
        r"form-data; name=[\"'](?P<name>[\w.-]{2,80})[\"'] / (?P<value>[^\s/]\S{0,4000})",
        # Pairs as lists: headers, arguments of a command.
        r"[(\[]\s?b?[\"'](?P<name>[\w.-]{2,60})[\"'],\s?b?[\"'](?P<value>[^\"']{1,4000})[\"']\s?[)\]]",
        r"[\"']--(?P<name>[\w-]{2,60})[\"'],\s?[\"'](?P<value>[^\"']{1,4000})[\"']",
        # Messages that repeat what was refused, and columns under or beside a name.
        r"\b(?P<name>password|passcode|pin|otp|secret|token|key)\s{1,2}['\"](?P<value>[^'\"]{4,200})['\"]",
        r"(?P<name>cookie)\b[^\n]{0,200}?\bvalue\W{1,3}(?P<value>[^\"'\s,;>\]]{3,4000})",
        r"\s--(?P<name>cookie)[\s=]{1,2}[\"'](?P<value>[^\"']{3,4000})",
        # SQL.
        r"\b(?P<name>password)\s{0,2}\(?\s?'(?P<value>[^']{1,400})'",
        # Calls: what is set under a name, and what a function with such a name is given.
        r"\b(?:set|put|add|append|save|store)\w{0,20}\(\s?[\"'](?P<name>[\w.-]{2,60})[\"'],\s?[\"'](?P<value>[^\"']{1,4000})[\"']\s?,",
        r"\bset\s(?P<value>[^\s\"']{4,4000})\sfor\s?key:?\s?[\"']?(?P<name>[\w.-]{2,60})",
    )
)
_BESIDE: Final = re.compile(
    r"(?<![\w-])(?P<name>[A-Za-z]{2,20}(?:[_-][A-Za-z]{2,20}){1,3})(?:\s{1,3}|\s?\|\s?)(?P<value>[^\s|\"']{8,200})"
)
"""A name of two words and a value, in columns."""
_IN_PATH: Final = re.compile(
    r"/(?:reset|invite|invitation|token|verify|verification|confirm|activate|magic|password|unsubscribe)[\w-]{0,20}"
    r"/(?:[\w-]{1,12}/)?(?P<value>[\w.~-]{16,400})",
    re.IGNORECASE,
)
"""What the mail of a service leads to: whoever has the address is let in."""
_SENT: Final = re.compile(
    r"(?<!\w)(?P<value>(?:[A-Z]-)?\d{4,8}) is (?:your|the)\b"
    r"|\b[Yy]our (?:\w+ ){0,3}code(?: is)?:? (?P<code>\d{4,8}|\d{3}[ -]\d{3})\b"
    r"|\b[Uu]se (?:code )?(?P<used>\d{4,8}) (?:to|as|for)\b"
    r"|\b\w{0,20}(?:[Oo]tp|OTP|(?:verify|confirm|check|submit)(?:Code|Pin))\w{0,20}\((?P<given>\d{4,8})\b"
    r"|(?i:(?:bestätigungs|verifizierungs|einmal|sicherheits)?code lautet|código (?:es|de verificación:?))"
    r" (?P<said>\d{4,8})\b"
)
"""Codes for one use in the sentences in which they are sent."""
_BYTES: Final = re.compile(r"<\s?(?P<value>[0-9a-f]{8}(?: [0-9a-f]{8}){2,7})>")
"""A device's token as iOS wrote it in logs."""
_IDENTIFIED: Final = re.compile(r"\bidentified\s{1,2}by\s{1,2}['\"]?(?P<value>[^'\"\s;]{1,400})", re.IGNORECASE)
_UNNAMED: Final = re.compile(r"(?<![\w-])(?:-u|--user)[\s=]{1,2}['\"]?[^\s:\"']{1,80}:(?P<value>[^\s\"']{1,400})")
"""curl's user and password."""


_CALLED: Final = re.compile(
    r"(?<!\w)(?P<name>[A-Za-z_]\w{2,60})[(\[]\s?(?:[\"'](?P<quoted>[^\"'\s]{6,4000})[\"']|(?P<bare>[\w.~+/=:-]{12,4000}))\s?[)\]]"
)
_IN_PROSE: Final = re.compile(
    r"(?<![\w$])(?:get|fetch|new|old|current)?"
    r"(?P<name>(?:(?:api|access|auth|secret|client|refresh|session|user|sdk|license|subscription|x|device|bearer|private"
    r"|hmac)[ _-]?){1,2}(?:key|token|secret|id|jwt)|token|jwt|apikey|psk)\b"
    r"(?: (?:provided|value|rotated|returned|received|used))?:?(?:\s(?:is|was|->|=>|-|>>)|\(\) returned)?\s{1,2}"
    r"[\"'\[<{(]?(?P<value>[\w.~+/=-]{12,400})",
    re.IGNORECASE,
)
"""A key or a token that a sentence names."""
_CELLS: Final = re.compile(
    r"(?<=\|)\s{0,20}(?P<name>[\w-]{2,40})\s{0,20}\|\s{0,20}(?P<value>[^|\s]{6,200})(?=\s{0,20}(?:\||$|/))"
)
"""Two cells of a table, side by side."""
_TYPED: Final = re.compile(
    r"\b(?:typ(?:ed?|ing)|enter(?:ed|ing)?|fill(?:ed|ing)?|input)\s(?:in\s|text\s)?[\"'(]?(?P<value>[^\s\"'()]{4,200})[\"')]?\s"
    r"(?:into|in|to|for|on)\s(?:the\s|an?\s)?(?:field\s|view\s|with id\s){0,2}[\"'#]?(?P<name>[\w-]{2,60})",
    re.IGNORECASE,
)
"""What a test or a log tells of somebody at a form."""
_TYPED_TEXT: Final = re.compile(
    r"\b(?:typed|entered|filled|inputted)\s(?:in\s|text\s|value\s){0,2}(?P<sign>[\"'])(?P<value>[^\"']{1,400})(?P=sign)\s"
    r"(?:into|in|to|for|on)\s",
    re.IGNORECASE,
)
"""The same in quotes: whatever the field is called, it is what somebody typed."""
_INSERTED: Final = re.compile(
    r"\((?P<names>[\w\s,\"'`\[\]]{2,600})\)\s{0,3}(?:/ )?values\s{0,3}(?:/ )?(?P<rows>\([^;]{1,4000})", re.IGNORECASE
)
_ROW: Final = re.compile(r"\((?P<values>(?:'(?:[^']|'')*'|[^()'])*)\)")
_QUOTED_OR_BARE: Final = re.compile(r"\s*(?:N?'(?P<quoted>(?:[^']|'')*)'|(?P<bare>[^,']+))\s*,?")


def placed(text: str) -> Iterator[Span]:
    """Where values stand without a sign whose names, or whose places, tell to hide them."""
    if "</" in text:
        yield from _named(_ELEMENT.finditer(text))
    if " -" in text or text.startswith("-"):
        yield from _named(_FLAG.finditer(text))
        yield from (_value_of(found) for found in _UNNAMED.finditer(text))
    if '"' in text or "'" in text or "</" in text or "orKey" in text:
        for pattern in _STANDING:
            yield from _named(pattern.finditer(text))
    if _SPEAKS.search(text):
        for found in _SPOKEN.finditer(text):
            yield Span(found.start("value"), found.start("value") + len(found["value"].rstrip(".!?)")), HIDDEN)
    yield from _by_place(text)


def _value_of(found: re.Match[str]) -> Span:
    return Span(*found.span("value"), HIDDEN)


def _by_place(text: str) -> Iterator[Span]:
    """Values that stand where only a secret stands, without a sign between name and value."""
    yield from _in_brackets(text)
    yield from map(_value_of, _IDENTIFIED.finditer(text))
    if "/" in text:
        yield from (_value_of(found) for found in _IN_PATH.finditer(text) if looks_opaque(found["value"]))
    yield from _named(_TYPED.finditer(text))
    yield from (Span(*found.span("value"), "typed") for found in _TYPED_TEXT.finditer(text))
    yield from _said(text)
    if "_" in text or "-" in text:
        for found in _BESIDE.finditer(text):
            if _surely(found["name"], found["value"]):
                yield _value_of(found)


def _in_brackets(text: str) -> Iterator[Span]:
    if "<" in text:
        yield from map(_value_of, _BYTES.finditer(text))
    if "(" in text or "[" in text:
        yield from _given(text)
    if "|" in text:
        yield from (_value_of(found) for found in _CELLS.finditer(text) if _surely(found["name"], found["value"]))


def _said(text: str) -> Iterator[Span]:
    """What a sentence tells."""
    for found in _IN_PROSE.finditer(text):
        if looks_opaque(found["value"]) and any(c.isdigit() for c in found["value"]):
            yield _value_of(found)
    for found in _SENT.finditer(text):
        yield Span(*found.span(found.lastgroup or 0), HIDDEN)


def _given(text: str) -> Iterator[Span]:
    """What calls are given without quotes, and what rows of a table are."""
    for found in _CALLED.finditer(text):
        name, value = found["name"], found["quoted"] or found["bare"]
        if (found["quoted"] and _surely(name, value)) or (hiding(name) is not Hiding.NEVER and looks_opaque(value)):
            yield Span(*found.span(found.lastgroup or 0), HIDDEN)
    for found in _INSERTED.finditer(text):
        names = [name.strip(" \"'`[]") for name in found["names"].split(",")]
        # More rows than one: each value belongs to the column of its place.
        for row in _ROW.finditer(text, found.start("rows"), found.end("rows")):
            for name, value in zip(names, _QUOTED_OR_BARE.finditer(text, *row.span("values")), strict=False):
                if hides_value(name, (value["quoted"] or value["bare"] or "").strip()):
                    yield Span(*value.span(value.lastgroup or 0), HIDDEN)


def _surely(name: str, value: str) -> bool:
    """Whether they are a secret's name and a secret, where they may only happen to stand side by side."""
    return hiding(name) is Hiding.ALWAYS and looks_mixed(value)


def _named(found: Iterator[re.Match[str]]) -> Iterator[Span]:
    for each in found:
        if hides_value(each["name"], each["value"].strip()):
            yield _value_of(each)
