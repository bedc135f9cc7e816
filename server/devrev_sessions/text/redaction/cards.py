"""Numbers of payment cards: a brand's beginning and length, and the check sum (ISO/IEC 7812)."""

import re
from collections.abc import Iterator
from typing import Final

from stdnum import luhn

from devrev_sessions.text.redaction.span import Span

CARD: Final = "card"
BRANDS: Final = re.compile(
    r"4(?:\d{15}|\d{18})|(?:5[1-5]|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d+|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11,16}"
    r"|35(?:2[89]|[3-8]\d)\d{12,15}|6(?:011|5\d\d|4[4-9]\d)\d{12,15}|62\d{14,17}|5[0678]\d{11,17}|6[0-9]\d{11,17}"
    r"|220[0-4]\d{12,15}|4\d{12}|8[12]\d{14}|9792\d{12}"
)
"""Visa, Mastercard, American Express, Diners, JCB, Discover, UnionPay, Maestro, Mir, RuPay, Troy."""
_GAP: Final = r"(?:[ .+-]{1,2}|%20|\u00a0)"
_WRITTEN: Final = re.compile(
    rf"(?:(?<!\d)|(?<=%3D)|(?<=%20))(?<!\d\.)(?=((?:\d{{4}}{_GAP}){{3}}\d{{4}}(?P<tail>{_GAP}\d{{1,3}}(?!\d))?|\d{{4}}{_GAP}\d{{6}}{_GAP}\d{{4,5}}|\d{{13,19}})"
    r"(?!\d|\.\d))"
)
"""As cards and forms write it, also among other numbers; digits behind a decimal point are none."""
_NAMES_A_CARD: Final = re.compile(
    r"(?:card|pan|cc|visa|mastercard|amex|maestro|number|num|nr|no)[_.-]?\Z", re.IGNORECASE
)
"""A word that a card's number may stick to."""
_DIGIT: Final = re.compile(r"\d")


def cards(text: str) -> Iterator[Span]:
    """Card numbers, spaced, dashed or plain."""
    end = 0
    for found in _WRITTEN.finditer(text):
        start = found.start(1)
        if start < end:
            continue
        # Three more digits belong to a few cards of nineteen; elsewhere they are the next number.
        whole = [found[1]] + ([found[1][: -len(found["tail"])]] if found["tail"] else [])
        written = next((each for each in whole if _is_card(each) and not _glued(text, start, start + len(each))), "")
        if written:
            end = start + len(written)
            yield Span(start, end, CARD)


def _glued(text: str, start: int, stop: int) -> bool:
    """Whether it is the middle of a name or an id, such as `blk_-4380385204018751771`."""
    before, after = text[max(0, start - 3) : start], text[stop : stop + 1]
    if before == "%3D" or before.endswith("%20") or before[-2:] == "%B":
        return False
    if _NAMES_A_CARD.search(text, max(0, start - 12), start) and not after.isalnum():
        return False
    negative = before[-1:] == "-" and before[-2:-1] in {"", " ", ",", "(", "[", "{", "="} and text[start:stop].isdigit()
    joined = before[-1:] in {"-", "_", "."} and len(before) > 1 and (before[-2].isalnum() or before[-2] == "_")
    return negative or joined or before[-1:].isalnum() or before[-1:] == "_" or after.isalpha() or after == "_"


def _is_card(written: str) -> bool:
    digits = "".join(str(int(digit)) for digit in _DIGIT.findall(written.replace("%20", " ")))
    if not 13 <= len(digits) <= 19 or len(set(digits)) < 2 or not BRANDS.fullmatch(digits):
        return False
    # Thirteen digits in one piece are more often an article number or a time than one of the few cards that short.
    return (len(digits) > 13 or digits != written) and luhn.is_valid(digits)
