"""Where a person or a device is reached: e-mail addresses, telephone numbers, network addresses."""

import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Final

from devrev_sessions.text.redaction.span import Span
from devrev_sessions.text.redaction.words import PHONE_SAID

EMAIL: Final = "email"
PHONE: Final = "phone"
IP: Final = "ip"

_EMAIL: Final = re.compile(
    r"(?P<local>\"[^\"@]{1,64}\"|[^\W_](?:[\w.+!#$&'*/=?^`{|}~-]|%(?!40)){0,120}+|[\w.+-]{1,120}+)(?:@|%40|%2540|\\u0040|&#64;)"
    r"(?P<domain>(?:[^\W_](?:[\w-]|%[A-F0-9]{2}){0,80}\.){1,6}(?P<top>[^\W\d_]{2,24}|xn--[a-z0-9-]{2,40}))(?![\w@])"
)
NOT_TOPS: Final = frozenset({
    "png", "jpg", "jpeg", "gif", "webp", "svg", "js", "mjs", "cjs", "jsx", "ts", "tsx", "css", "map", "json", "html",
    "xml", "vue", "dart", "kt", "java", "swift", "py", "rb", "php", "so", "dll", "dex", "apk", "aar", "jar", "dylib",
    "framework", "bundle", "service", "local", "socket", "timer", "mount", "slice", "target", "log", "txt", "pdf",
    "zip", "gz", "tgz", "exe", "go", "rs", "lock", "run", "invoke", "call", "apply", "get", "set", "node", "class",
})  # fmt: skip
"""What follows the last dot after an @ that is no address: files with their scale, modules, methods, units."""
_LOGIN: Final = re.compile(r"://[^\s/@]{0,200}\Z")
"""Before what stands at the host of an address: who logs in there is another rule's matter."""
_HUMP: Final = re.compile(r"[a-z][A-Z]")
_PHONES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # With the sign of a country (E.123); a number with a decimal point behind it is an amount.
        r"(?:(?<![\w.+])\+|%2B)(?![0])\d{1,3}(?:[ ().\u00a0/-]{0,3}\d){6,13}(?![\w%]|\.\d)",
        r"(?<![\w.+-])00[1-9]\d{0,2}(?:[ .-]\d{2,7}){2,5}(?![\w-]|[.:]\d)",
        r"\b(?:tel:\+?|wa\.me/)\d[\d().-]{5,17}\d",
        # As it is written in North America: area and exchange begin with 2 to 9 (NANP).
        r"(?<![\w.+-])(?:1[ .-])?(?:\([2-9]\d{2}\)[ .-]?|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4}(?![\w-]|\.\d)",
        # With the nought of the trunk, in groups.
        r"(?<![\w.:,+-])(?<!\d )\(?0[1-9]\d{1,3}\)?[ /-]{1,2}\d{3,8}(?:[ -]\d{2,4}){0,3}(?![\w:-]|[ .,]\d)",
        r"(?<![\w.:+-])\([1-9]\d{1,3}\) ?\d{3,5}[ -]\d{4}(?![\w-]|\.\d)",
        r"(?<![\w.:+-])(?<![0-9a-f]{2} )0[1-9](?:[ .]\d{2}){4}(?! ?[0-9a-f]{2}\b|[\w:-]|\.\d)",
    )
)
_BESIDE: Final = re.compile(
    rf"\b(?:{'|'.join(sorted(PHONE_SAID))})\b\.?\s?"
    r"(?:no\b\.?|nr\b\.?|number|me|us|him|her|them|at|on|to|back|is|:|=|#|\s){0,4}\s?(?P<number>\(?\d[\d ().-]{5,16}\d)"
    r"(?![\w]|\.\d)",
    re.IGNORECASE,
)
_LAST_GROUP: Final = re.compile(r"[^\d]+\d+\Z")
_EXTENSION: Final = re.compile(r"\s?(?:x|ext\.?|#)\s?\d{1,6}\b", re.IGNORECASE)
MOST_DIGITS: Final = 15
"""Of a telephone number (E.164)."""
LEAST_DIGITS: Final = 7

_IPV4: Final = re.compile(r"(?<![\w.+-])(?<!\d,)(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\d)")
_IPV6: Final = re.compile(
    r"(?<![\w:.])(?:[0-9A-Fa-f]{1,4}(?=:)|:(?=:))(?:[0-9A-Fa-f]{0,4}:){1,7}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f]{0,4})(?![\w])"
)
_MAC: Final = re.compile(r"(?<![\w:-])[0-9A-Fa-f]{2}(?:([:-])[0-9A-Fa-f]{2})(?:\1[0-9A-Fa-f]{2}){4}(?![\w:-])")
_VERSION: Final = re.compile(
    r"(?:version|release|build|[A-Za-z]/|\bv|sdk|firmware|chrome|webview|windows(?: nt)?|driver|@)[\s:=]{0,3}\Z",
    re.IGNORECASE,
)
"""What stands before four numbers that are a version."""


def emails(text: str) -> Iterator[Span]:
    """E-mail addresses, also with the @ encoded as in addresses of the web."""
    for found in _EMAIL.finditer(text):
        top, domain = found["top"].lower(), found["domain"]
        if top in NOT_TOPS or _HUMP.search(domain) or found["local"].lower() == "git":
            continue
        if _LOGIN.search(text, max(0, found.start() - 300), found.start()):
            continue
        start = found.start() + len(found["local"]) - len(_own(found["local"]))
        yield Span(start, found.end(), EMAIL)


def _own(local: str) -> str:
    """The part before the @ without what an address or a form wrote before it."""
    return local.rsplit("=", 1)[-1].rsplit("/", 1)[-1] or local


def phones(text: str) -> Iterator[Span]:
    """Telephone numbers in the forms that nothing else is written in, and plain ones beside a word that tells them."""
    for pattern in _PHONES:
        for found in pattern.finditer(text):
            yield from _phone(text, *found.span())
    for found in _BESIDE.finditer(text):
        yield from _phone(text, *found.span("number"))


def _phone(text: str, start: int, end: int) -> Iterator[Span]:
    while sum(c.isdigit() for c in text[start:end]) > MOST_DIGITS and (groups := _LAST_GROUP.search(text, start, end)):
        # What is too long for one number goes on with another.
        end = groups.start()
    if LEAST_DIGITS <= sum(c.isdigit() for c in text[start:end]) <= MOST_DIGITS:
        extension = _EXTENSION.match(text, end)
        yield Span(start, extension.end() if extension else end, PHONE)


def network_addresses(text: str) -> Iterator[Span]:
    """Addresses of networks and network cards, but those of the machine itself and four-part versions."""
    for pattern in (_IPV4, _IPV6):
        for found in pattern.finditer(text):
            written = found[0] if found[0].endswith("::") else found[0].rstrip(":")
            if _of_somebody(written) and not _VERSION.search(text, max(0, found.start() - 16), found.start()):
                yield Span(found.start(), found.start() + len(written), IP)
    for found in _MAC.finditer(text):
        yield Span(*found.span(), "mac")


def _of_somebody(written: str) -> bool:
    try:
        address = ip_address(written)
    except ValueError:
        return False
    if address.is_loopback or address.is_unspecified or address.is_multicast:
        return False
    if address.version == 4:
        return not written.startswith("0.") and written != "255.255.255.255" and not written.startswith("255.")
    # Names in code are joined by colons too: only what begins as addresses in use do is one (RFC 4291, RFC 4193).
    return (
        address.ipv4_mapped is not None or address.exploded[:1] in "23" or address.is_link_local or address.is_private
    )
