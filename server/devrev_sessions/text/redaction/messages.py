"""Messages of libraries and databases that repeat the value they are about, each in words of its own."""

import re
from collections.abc import Iterator
from typing import Final

from devrev_sessions.text.redaction.names import words_of
from devrev_sessions.text.redaction.opaque import looks_mixed
from devrev_sessions.text.redaction.pairs import HIDDEN, hides_value
from devrev_sessions.text.redaction.span import Span
from devrev_sessions.text.redaction.words import BIRTH_WORDS

_Q: Final = "[\"'`]"
_NOT_Q: Final = "[^\"'`]"
_NAME: Final = r"(?<![\w.])(?P<name>[\w.]{2,60})"
_WAS: Final = rf"(?:{_Q}{_NOT_Q}{{0,200}}{_Q}|[\w*]{{1,60}})"
_REPEATED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # Mongoose
        rf"Path {_Q}(?P<name>[\w.]{{2,60}}){_Q} \({_Q}(?P<value>{_NOT_Q}{{1,400}}){_Q}\)",
        rf"value {_Q}(?P<value>{_NOT_Q}{{1,400}}){_Q}(?: \(type \w+\))? at path {_Q}(?P<name>[\w.]{{2,60}}){_Q}",
        # pydantic
        rf"{_NAME}(?: /)? (?:String|Value|Input|Field)\b[^\n]{{0,200}}?input_value='(?P<value>[^']{{1,400}})",
        # MySQL
        r"Duplicate entry '(?P<value>[^']{1,400})' for key '(?:\w{1,60}\.)?(?P<name>[\w.-]{2,60})'",
        # Redux and NgRx
        r"\"type\"\s?:\s?\"(?P<name>[\w/.\[\] -]{2,60})\"\s?,\s?\"payload\"\s?:\s?\"(?P<value>[^\"]{1,400})\"",
        r"\b(?P<name>[A-Z]{2,20}(?:_[A-Z]{2,20}){1,3}) payload:? (?P<value>\S{3,400})",
        # What a state was and became
        rf"{_NAME}[\"']?\s?[=:]?\s(?:changed from )?{_WAS} (?:=>|->|→|to) {_Q}(?P<value>{_NOT_Q}{{1,400}})",
        rf"{_NAME}=(?:null|undefined|\"\"|'') (?:=>|->|→) [\"']?(?P<value>[^\s\"',)]{{1,400}})",
        # What is set in a field
        r"(?<![\w.])(?P<name>[A-Za-z]\w{1,60})\.(?:set\w{0,20}|fill|type\w{0,9}|sendKeys|replaceText)\(\s?[\"'](?P<value>[^\"']{1,400})",
        r"[\"']#?(?P<name>[\w-]{2,60})[\"']\)\.(?:value|text\w{0,10}|innerText)\s?=\s?[\"'](?P<value>[^\"']{1,400})",
        r"value=[\"'](?P<value>[^\"'<>]{1,400})[\"'][^<>]{0,200}?(?:type|name)=[\"'](?P<name>[\w.-]{2,60})[\"']",
        # What a class of data writes of itself: a value may hold spaces
        r"[(,]\s?(?P<name>[A-Za-z]\w{1,40})=(?P<value>[^,()=\[\]{}\"']{1,200})(?=, \w{1,40}=|\))",
        # Two cells of a line
        r"(?:^|(?<=\s))[\"']?(?P<name>[A-Za-z][\w-]{2,40})[\"']?[|;][\"']?(?P<value>[^\s|;\"']{6,200})[\"']?(?=$|[\s|;])",
    )
)
_KEY_OF_POSTGRES: Final = re.compile(r"Key \((?P<names>[\w, \"]{1,200})\)=\((?P<values>[^()]{1,400})\)")
_ROW: Final = re.compile(r"Failing row contains \((?P<value>[^\n]{1,2000}?)\)(?=\.|$|\s)")
_SPOKEN: Final = re.compile(
    r"\b(?:password|passcode|pin|otp|code) (?:for [\w.@+-]{1,80}(?: is)?:? (?=\S{0,40}\d)|(?:you )?entered \()"
    r"(?P<value>[^\s()]{4,80})"
    r"|\b(?:password|passcode|pin|token|secret) (?:was )?(?:changed )?from (?P<old>\S{4,200}) to (?P<new>\S{4,200})"
    r"|\bcode (?P<code>\d{4,8}) (?:was )?sent\b",
    re.IGNORECASE,
)
_ADDRESS_AND_PASSWORD: Final = re.compile(r"@[\w.-]{2,80}\.[a-z]{2,12}:(?P<value>[^\s/:.,;\"'<>]{6,80})(?![\w/.])")
"""How lists of stolen logins are written, and logs of them."""
_DAY: Final = (
    r"(?:\d{1,4}[-./ ]\d{1,2}[-./ ]\d{2,4}|\d{1,2}(?:st|nd|rd|th|\.)? (?:de )?[^\W\d_]{3,10}\.?,? (?:de )?\d{4}"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4})"
)
_BORN: Final = re.compile(
    rf"\b(?:date of birth|birth ?date|born(?: on)?|{'|'.join(sorted(BIRTH_WORDS))}|geboren am|date de naissance"
    rf"|fecha de nacimiento|data de nascimento|nascido em|né le|née le)\b[\s:=\"']{{0,6}}(?:is )?(?P<value>{_DAY})",
    re.IGNORECASE,
)
_SPEAKS: Final = re.compile(
    "Path |at path|input_value|Duplicate entry|payload|=>|->|→| to [\"'`]|changed from|\\.set|\\.fill|\\.type"
    "|\\.sendKeys|\\.replaceText|\\.value|\\.text|\\.inner|value=|[(,]\\s?[A-Za-z]\\w*=|[|;]"
)
"""What any of the patterns needs; most texts have none of it."""


def repeated(text: str) -> Iterator[Span]:
    """Values that a message repeats, beside the name or in the words that tell what they are."""
    if _SPEAKS.search(text):
        for pattern in _REPEATED:
            for found in pattern.finditer(text):
                if words_of(found["name"]) and hides_value(found["name"], found["value"].strip()):
                    yield Span(*found.span("value"), HIDDEN)
    if "Key (" in text:
        yield from _of_keys(text)
    for pattern in (_ROW, _BORN):
        yield from (Span(*found.span("value"), HIDDEN) for found in pattern.finditer(text))
    yield from _spoken(text)
    for found in _ADDRESS_AND_PASSWORD.finditer(text):
        if looks_mixed(found["value"]):
            yield Span(*found.span("value"), HIDDEN)


def _spoken(text: str) -> Iterator[Span]:
    for found in _SPOKEN.finditer(text):
        for group in ("value", "old", "new", "code"):
            if told := found[group]:
                yield Span(found.start(group), found.start(group) + len(told.rstrip(".,!?")), HIDDEN)


def _of_keys(text: str) -> Iterator[Span]:
    """What a unique key of Postgres is refused for: each value under the name at its place."""
    for found in _KEY_OF_POSTGRES.finditer(text):
        at = found.start("values")
        for name, value in zip(found["names"].split(","), found["values"].split(","), strict=False):
            told = value.strip()
            if told and hides_value(name.strip(' "'), told):
                start = at + value.index(told)
                yield Span(start, start + len(told), HIDDEN)
            at += len(value) + 1
