"""National ids: the shape in which each is written, checked by python-stdnum, which knows their check digits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Final, Protocol, cast

from stdnum import iban

from devrev_sessions.text.redaction.span import Span
from devrev_sessions.text.redaction.words import ID_PAIRS, ID_WORDS

ID: Final = "id"
IBAN: Final = "iban"


@dataclass(frozen=True, slots=True)
class NationalId:
    """A number that a state gives a person, as it is written so often that no word need stand beside it."""

    module: str
    """Of stdnum; its `is_valid` decides."""
    pattern: re.Pattern[str]


def _id(module: str, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> NationalId:
    return NationalId(module, re.compile(rf"(?<![\w.@/-])(?:{pattern})(?![\w-]|\.\d)", flags))


IDS: Final = (
    _id("iban", r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?", re.IGNORECASE),
    _id("us.ssn", r"\d{3}-\d{2}-\d{4}"),
    _id("us.itin", r"9\d{2}-\d{2}-\d{4}"),
    _id("in_.aadhaar", r"(?<!\d[ -])[2-9]\d{3}[ -]\d{4}[ -]\d{4}(?![ -]\d)"),
    _id("in_.pan", r"[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z]"),
    _id("br.cpf", r"\d{3}\.\d{3}\.\d{3}-\d{2}"),
    _id("br.cnpj", r"\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}"),
    _id("es.nie", r"[XYZ]-?\d{7}-?[A-Z]"),
    _id("es.dni", r"\d{8}-?[A-Z]"),
    _id("it.codicefiscale", r"[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]", re.IGNORECASE),
    _id("fr.nir", r"[12] ?\d{2} ?\d{2} ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}"),
    _id("de.idnr", r"\d{2} \d{3} \d{3} \d{3}"),
    _id("se.personnummer", r"(?:\d{2})?\d{6}[-+]\d{4}"),
    _id("fi.hetu", r"\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]"),
    _id("cn.ric", r"\d{6}(?:19|20)\d{9}[\dX]"),
    _id("kr.rrn", r"\d{6}-[1-8]\d{6}"),
    _id("mx.curp", r"[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d"),
    _id("cl.rut", r"\d{1,2}\.\d{3}\.\d{3}-[\dK]"),
    _id("be.nn", r"\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}"),
    _id("ch.ssn", r"756\.\d{4}\.\d{4}\.\d{2}"),
)  # fmt: skip
"""Those whose writing and check digits leave little to chance. Others are hidden beside a name that tells them: see
`words.PERSONAL_WORDS`."""

_NUMBERS: Final = re.compile(r"\d{3}[^A-Za-z]{0,3}\d{2}[^A-Za-z]{0,2}\d|[A-Za-z]{4}\d{2}|\d\d \d\d \d\d")
"""Digits enough for any of them; most texts have fewer."""
_DIGITS: Final = re.compile(r"\d\w{0,4}\d|\d[ .-]\d")
LEAST_DIGITS: Final = 5
"""Of a number that a word beside it tells to be a person's; what has fewer is a count or a year."""
_GATE: Final = re.compile("|".join(each.pattern.pattern for each in IDS), re.IGNORECASE)
"""One look instead of twenty at a text that holds none."""
_NINO: Final = re.compile(
    r"(?<![\w-])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] \d{2} \d{2} \d{2} [A-D](?![\w-])"
)
"""The British one has no check digits; in pairs it is written for nothing else (HMRC, NIM39110)."""
_DATE: Final = re.compile(r"(?:19|20)\d\d-(?:0\d|1[0-2])-[0-3]\d \d\d")
"""A date and a time, of which a word before it tells no more than that."""
_CALLED: Final = "|".join(sorted(ID_WORDS | {"[ -]?".join(pair) for pair in ID_PAIRS}))
_TOLD: Final = re.compile(
    rf"\b(?:{_CALLED})\b"
    r"(?: (?:number|no\.?|nr\.?|id|is)){0,2}\s{0,2}[:=#]?\s{0,2}"
    r"(?P<value>(?!\d\.\d|(?:19|20)\d{6}(?!\d))[A-Z]{0,4}\d[A-Z\d .-]{4,30}(?:\d[A-Z]?|\(\d\)))(?!\w|\.\d)",
    re.IGNORECASE,
)
"""Others beside the word that names them."""
_ACCOUNT: Final = re.compile(
    r"\b(?:acct|account|routing)(?: (?:no\.?|number|nr\.?|#))?:?\s{1,2}(?P<value>\d{9,17})(?!\w|\.\d)", re.IGNORECASE
)
"""Numbers of bank accounts; the ids of other accounts are shorter, or no numbers."""


class _Numbers(Protocol):
    def is_valid(self, number: str) -> bool: ...


def national_ids(text: str) -> Iterator[Span]:
    """National ids that tell themselves by their form."""
    for found in _TOLD.finditer(text) if _DIGITS.search(text) else ():
        if not _DATE.match(found["value"]) and sum(c.isdigit() for c in found["value"]) >= LEAST_DIGITS:
            yield Span(*found.span("value"), ID)
    if not _NUMBERS.search(text):
        return
    yield from (Span(*found.span("value"), ID) for found in _ACCOUNT.finditer(text))
    for found in _NINO.finditer(text):
        yield Span(*found.span(), ID)
    if not _GATE.search(text):
        return
    for each in IDS:
        for found in each.pattern.finditer(text):
            if _valid(each.module, found[0]):
                yield Span(*found.span(), IBAN if each.module == IBAN else ID)


@lru_cache(maxsize=1024)
def _valid(module: str, number: str) -> bool:
    if module == IBAN:
        # The check digits of countries inside it are not asked for: a number that is almost one is hidden too.
        return iban.is_valid(number, check_country=False)
    return _numbers(module).is_valid(number)


@lru_cache
def _numbers(module: str) -> _Numbers:
    """Read when the first number of its form is seen: most recordings hold none."""
    return cast("_Numbers", import_module(f"stdnum.{module}"))
