"""What must not leave: secrets and personal data that apps write into events, addresses and logs."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, cast


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape of a secret: looked for only where one of `near` (lower case) stands in the text."""

    label: str
    near: tuple[str, ...]
    pattern: re.Pattern[str]
    keeps: str = ""
    """What of the match stays, as a template; the label follows it."""
    instead: Callable[[str], str] | None = None
    """What stands in place of a match, where that needs a closer look at it."""


def _luhn(text: str) -> bool:
    """The check sum of card numbers: every second digit from the right counts double."""
    digits = [int(c) for c in reversed(text) if c.isdigit()]
    doubled = [digit * 2 - 9 * (digit > 4) if place % 2 else digit for place, digit in enumerate(digits)]
    return 13 <= len(digits) <= 19 and len(set(digits)) > 1 and sum(doubled) % 10 == 0


_WITHIN: Final = re.compile(r"(?<!\d)(?=((?:\d{4}[ -]){3}\d{4}|\d{4}[ -]\d{6}[ -]\d{5}|\d{13,19})(?!\d))")
"""A card number as cards and forms write it, among other digits."""


def _without_cards(text: str) -> str:
    """A run of digits without the card number that it is, or those that stand in it beside other numbers."""
    if _luhn(text):
        return "[card]"
    for found in _WITHIN.finditer(text):
        if _luhn(found[1]):
            rest = text[found.end(1) :]
            others = rest.lstrip(" -")
            return f"{text[: found.start(1)]}[card]{rest[: len(rest) - len(others)]}{_without_cards(others)}"
    return text


HIDING_NAMES: Final = (
    r"(?:[\w.-]{0,40}(?:password|passwd|passphrase|secret|api[_-]?key|access[_-]?key|private[_-]?key|"
    r"(?:access|auth|refresh|id|session|csrf|bearer|api)[_-]?token)|authorization|proxy-authorization|"
    r"(?:set-)?cookie|pwd|token|otp|cvv|cvc|ssn|pin|iban)"
)
"""Names whose values are hidden wherever `name: value`, `name=value` or `"name": "value"` is written."""

# The token shapes are those their issuers publish; the names follow the usual HTTP and form fields. Names before
# shapes: a rule is tried only where its word stands, which keeps ordinary text fast and unharmed.
RULES: Final = (
    Rule(
        "private key",
        ("private key-----",),
        re.compile(r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:.{0,8000}?-----END [A-Z ]{0,30}-----|.*)", re.DOTALL),
    ),
    Rule("token", ("eyj",), re.compile(r"\beyJ[\w-]{6,}\.[\w-]{6,}(?:\.[\w-]*)?")),
    Rule(
        "token",
        ("bearer", "basic", "token"),
        # Basic and token are ordinary words too: only a digit, a hump or padding tells what follows from another word.
        re.compile(
            r"\b((?:bearer|(?:basic|token)(?=\s{1,3}\S{0,200}?(?:[\d=]|(?-i:[a-z][A-Z]))))\s{1,3})[\w.~+/=-]{8,4000}",
            re.IGNORECASE,
        ),
        keeps=r"\1",
    ),
    Rule("key", ("akia", "asia"), re.compile(r"\b(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}\b")),
    Rule("token", ("gh", "github_pat"), re.compile(r"\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,})")),
    Rule("token", ("xox", "xapp-"), re.compile(r"\b(?:xox[a-z]|xapp)-[\w-]{10,}")),
    Rule("key", ("aiza",), re.compile(r"\bAIza[\w-]{30,}")),
    Rule("key", ("_live_", "_test_", "sk-"), re.compile(r"\b(?:[rsp]k_(?:live|test)_\w{8,}|sk-[\w-]{16,})")),
    Rule("login", ("://",), re.compile(r"(://)[^\s/@:]{1,200}:[^\s/@]{1,200}(?=@)"), keeps=r"\1"),
    Rule(
        "hidden",
        ("?", "&"),
        re.compile(
            r"([?&#](?:[\w-]{0,30}(?:token|secret|passw(?:or)?d|signature|credential|apikey|api_key|api-key)"
            r"|key|sig|auth|code|otp|pwd|pass|sid|session|jwt)=)[^&\s\"'<>]{1,4000}",
            re.IGNORECASE,
        ),
        keeps=r"\1",
    ),
    Rule(
        "hidden",
        (":", "="),
        re.compile(
            rf"(?<![\w])({HIDING_NAMES}[\"']?\s{{0,3}}[:=]\s{{0,3}})"
            r"(?:\"[^\"]{1,4000}\"?|'[^']{1,4000}'?|(?!\[)[^\s\"',;&}]{2,4000})",
            re.IGNORECASE,
        ),
        keeps=r"\1",
    ),
    Rule("email", ("@",), re.compile(r"[\w.+%-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}")),
    Rule("phone", ("+",), re.compile(r"(?<![\w.])\+\d{1,3}(?:[ ().-]{0,2}\d){7,12}(?!\w)")),
    Rule("card", tuple("23456"), re.compile(r"(?<![\w.-])\d(?:[ -]?\d){12,80}(?![\w-])"), instead=_without_cards),
)


def redacted(text: str) -> str:
    """`text` with every secret replaced by its kind in brackets, such as `[email]`."""
    folded = text.lower()
    for rule in RULES:
        for word in rule.near:
            if word in folded:
                text = rule.pattern.sub(lambda found, rule=rule: _replacement(rule, found), text)
                break
    return text


def _replacement(rule: Rule, found: re.Match[str]) -> str:
    if rule.instead:
        return rule.instead(found[0])
    return (found.expand(rule.keeps) if rule.keeps else "") + f"[{rule.label}]"


SECRET_WORDS: Final = frozenset({
    "password", "passwd", "pwd", "passphrase", "secret", "authorization", "cookie", "credential", "credentials",
    "otp", "pin", "cvv", "cvc", "ssn", "iban", "jwt", "apikey",
})  # fmt: skip
SECRET_PAIRS: Final = frozenset({
    ("api", "key"), ("access", "key"), ("private", "key"), ("access", "token"), ("auth", "token"), ("id", "token"),
    ("refresh", "token"), ("session", "token"), ("csrf", "token"), ("bearer", "token"), ("card", "number"),
    ("api", "token"), ("push", "token"), ("device", "token"), ("account", "number"), ("one", "time"),
})  # fmt: skip
_WORDS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


def is_secret_name(name: str) -> bool:
    """Whether a property of this name holds something to hide; words are matched, not letters."""
    words = [word.lower() for word in _WORDS.findall(name)]
    return (
        any(word in SECRET_WORDS for word in words)
        or any(pair in SECRET_PAIRS for pair in pairwise(words))
        or words == ["token"]
    )


DEEPEST: Final = 12
"""Levels of something nested that anybody reads."""


def without_secrets(value: object, levels: int = DEEPEST) -> object:
    """What came as JSON, without the values of secrets' names at any level."""
    if not isinstance(value, dict | list):
        return value
    if not levels:
        return "..."
    if isinstance(value, list):
        return [without_secrets(entry, levels - 1) for entry in cast("list[object]", value)]
    return {
        name: "[hidden]" if is_secret_name(name) else without_secrets(inner, levels - 1)
        for name, inner in cast("dict[str, object]", value).items()
    }
