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
    r"(?P<domain>(?:[^\W_](?:[\w-]|%[A-F0-9]{2}){0,80}\.){1,6}(?P<top>[^\W\d_]{2,24}|xn--[a-z0-9-]{2,40}))(?!\w)"
)
NOT_TOPS: Final = frozenset({
    "png", "jpg", "jpeg", "gif", "webp", "svg", "js", "mjs", "cjs", "jsx", "ts", "tsx", "css", "map", "json", "html",
    "xml", "vue", "dart", "kt", "java", "swift", "py", "rb", "php", "so", "dll", "dex", "apk", "aar", "jar", "dylib",
    "framework", "bundle", "service", "local", "socket", "timer", "mount", "slice", "target", "log", "txt", "pdf",
    "zip", "gz", "tgz", "exe", "go", "rs", "lock", "run", "invoke", "call", "apply", "get", "set", "node", "class",
})  # fmt: skip
"""What follows the last dot after an @ that is no address: files with their scale, modules, methods, units."""
COMMON_TOPS: Final = frozenset({
    "com", "net", "org", "edu", "gov", "info", "io", "co", "me", "app", "dev", "de", "uk", "fr", "es", "it", "nl", "be",
    "ch", "at", "pl", "se", "no", "dk", "fi", "pt", "ie", "eu", "us", "ca", "au", "nz", "in", "br", "mx", "jp", "cn",
    "kr", "ru", "tr", "za", "sg", "hk",
})  # fmt: skip
"""Tops under which most people have their mail: there capitals in the middle of a domain make no class of it."""
_PAYEE: Final = re.compile(
    r"(?<![\w.-])[\w.-]{2,100}(?:@|%40)(?:ok(?:axis|hdfcbank|icici|sbi)|ybl|ibl|axl|apl|yapl|upi|paytm|pt(?:axis|hdfc|sbi|yes)"
    r"|axis(?:bank|b)|hdfcbank|icici|sbi|kotak|yesbank|freecharge|ikwik|fam|jio|airtel|slice|superyes|waaxis|wahdfcbank|wasbi)"
    r"(?![\w.@-])",
    re.IGNORECASE,
)
"""Whom India's UPI pays, by the handles of its banks (NPCI's list of apps)."""
_BEFORE_A_LOCAL: Final = re.compile(r"[=/?&#]|%3[DdFf]|%2[Ff6]")
"""What parts an address in a path, a query or a form from what stands before it."""
_LOGIN: Final = re.compile(r"://[^\s/@?#]{0,200}\Z")
"""Before what stands at the host of an address: who logs in there is another rule's matter."""
_HUMP: Final = re.compile(r"[a-z][A-Z]")
_PHONES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # With the sign of a country (E.123); a number with a decimal point behind it is an amount.
        r"(?:(?<![\w.+])\+|%2B)(?![0])\d{1,3}(?:[ ().\u00a0/-]{0,3}\d){6,13}(?![\w%]|\.\d)",
        r"(?<![\w.+-])00[1-9]\d{0,2}(?:[ .-]\d{2,7}){2,5}(?![\w-]|[.:]\d)",
        r"(?<![\w.+-])00[1-9]\d{0,2} ?\(0\)\d{2,5}(?:[ .-]\d{2,7}){1,4}(?![\w-]|[.:]\d)",
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
    rf"\b(?:{'|'.join(sorted(PHONE_SAID))}|(?:my|your|his|her|their) number)\b\.?\s?"
    r"(?:no\b\.?|nr\b\.?|number|me|us|him|her|them|at|on|to|back|is|:|=|#|\s){0,4}\s?(?P<number>\(?\d[\d ().-]{5,16}\d)"
    r"(?![\w]|\.\d|\s?(?:bytes|ms|[km]b|items|rows|points|px|events|times|records|seconds|viewport"
    r"|returned|failed|took|ended|completed|finished|succeeded|timed)\b)",
    re.IGNORECASE,
)
_NO_NUMBER: Final = re.compile(r"(?:19|20)\d\d[-/.](?:0\d|1[0-2])[-/.][0-3]\d|1[67]\d{8}(?!\d)|\d{4} \d{4} \d{2}(?!\d)")
"""A date, or seconds of an epoch of these years."""
_OF_A_THING: Final = re.compile(
    r"(?<![\w-])(?:sku|article|art|item|order|part|model|room|serial|invoice|ticket|case|batch|lot|isbn|build)"
    r"(?: (?:no|nr)\.?| number| id)?[ :#]{0,2}\Z",
    re.IGNORECASE,
)
"""What is numbered besides."""
_LAST_GROUP: Final = re.compile(r"[^\d]+\d+\Z")
_EXTENSION: Final = re.compile(r"\s?(?:x|ext\.?|#)\s?\d{1,6}\b", re.IGNORECASE)
LEAST_FIRST: Final = 40
"""A version that begins with more than that is one of a browser, an address in nearly every case."""
_AGENT: Final = re.compile(r" \((?!port|\d)| [A-Z]\w{1,30}/")
"""How a program that tells its version goes on (RFC 9110)."""
LEAST_BROWSER: Final = 100
"""Since 2022 the programs that write a version of four parts behind a stroke count beyond it."""
MOST_DIGITS: Final = 15
"""Of a telephone number (E.164)."""
LEAST_DIGITS: Final = 7

_IPV4: Final = re.compile(r"(?<![\w.+-])(?<!\d,)(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\d)")
_IPV6: Final = re.compile(
    r"(?<![\w:.])(?:[0-9A-Fa-f]{1,4}(?=:)|:(?=:))(?:[0-9A-Fa-f]{0,4}:){1,7}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f]{0,4})(?![\w])"
)
_MAC: Final = re.compile(r"(?<![\w:-])[0-9A-Fa-f]{2}(?:([:-])[0-9A-Fa-f]{2})(?:\1[0-9A-Fa-f]{2}){4}(?![\w:-])")
_MAC_OF_CISCO: Final = re.compile(r"(?<![\w.])(?=[\d.]{0,13}[a-f])[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![\w.])")
_VERSION: Final = re.compile(
    r"(?:version|versionname|versioncode|release|build|\bv|\bver\.?|sdk|firmware|chrome|webview|windows(?: nt)?|driver"
    r"|section|chapter|running|plugin|upgraded?|updated?|app)[\s:=\"']{0,3}(?:from |to )?\Z|\d\.\d{1,3} (?:to|->|→) \Z",
    re.IGNORECASE,
)
"""What stands before four numbers that are a version."""
_PRODUCT: Final = re.compile(r"[A-Za-z][\w.-]{0,40}/\Z")
"""A program before its version, as browsers write it; Java writes the name of a host before its address so."""
_NAMED_VERSION: Final = re.compile(
    r"\b(?!(?i:ip|host|client|server|peer|addr|address|from|to|at|via|by|remote)\b)[A-Z]\w{1,40} \Z"
)


def emails(text: str) -> Iterator[Span]:
    """E-mail addresses, also with the @ encoded as in addresses of the web."""
    for found in _EMAIL.finditer(text):
        top, domain = found["top"].lower(), found["domain"]
        if top in NOT_TOPS or (_HUMP.search(domain) and top not in COMMON_TOPS) or found["local"].lower() == "git":
            continue
        start = found.start() + len(found["local"]) - len(_own(found["local"]))
        # Before another @ it is the name of who logs in, and a person's address all the same.
        if text[found.end() : found.end() + 1] == "@" or not _LOGIN.search(text, max(0, start - 300), start):
            yield Span(start, found.end(), EMAIL)


def payees(text: str) -> Iterator[Span]:
    """Addresses of payments, which look like an e-mail's without a domain."""
    yield from (Span(*found.span(), "payee") for found in _PAYEE.finditer(text))


def _own(local: str) -> str:
    """The part before the @ without what an address or a form wrote before it."""
    return _BEFORE_A_LOCAL.split(local)[-1] or local


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
    if _NO_NUMBER.match(text, start, end):
        return
    if text[start].isdigit() and _OF_A_THING.search(text, max(0, start - 20), start):
        return
    if LEAST_DIGITS <= sum(c.isdigit() for c in text[start:end]) <= MOST_DIGITS:
        extension = _EXTENSION.match(text, end)
        yield Span(start, extension.end() if extension else end, PHONE)


def network_addresses(text: str) -> Iterator[Span]:
    """Addresses of networks and network cards, but those of the machine itself and four-part versions."""
    for pattern in (_IPV4, _IPV6):
        for found in pattern.finditer(text):
            written = found[0] if found[0].endswith("::") else found[0].rstrip(":")
            if _of_somebody(written) and not _is_version(text, found.start(), found.end(), written):
                yield Span(found.start(), found.start() + len(written), IP)
    for pattern in (_MAC, _MAC_OF_CISCO):
        yield from (Span(*found.span(), "mac") for found in pattern.finditer(text))


def _is_version(text: str, start: int, end: int, written: str) -> bool:
    """Whether four numbers are a version: by the word before them, where they can be one.

    Most addresses have a part of three digits, which few versions have but for their last.
    """
    before = max(0, start - 44)
    if ":" in written or text[end : end + 1] == ":" or text[end : end + 6].lower() == " (port":
        return False
    parts = written.split(".")
    small = all(len(part) <= 2 for part in parts[:3]) and not written.startswith("10.0.")
    if _VERSION.search(text, before, start):
        return small or parts[-1] == "0"
    if _PRODUCT.search(text, before, start):
        follows = bool(_AGENT.match(text, end)) and all(len(part) <= 2 for part in parts)
        return parts[-2:] == ["0", "0"] or int(parts[0]) >= LEAST_BROWSER or follows
    counts = sorted(map(int, parts))
    low = int(parts[0]) < LEAST_FIRST and parts[0] != "10" and counts[1] < 10 and counts[3] < LEAST_BROWSER
    return low and bool(_NAMED_VERSION.search(text, before, start))


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
