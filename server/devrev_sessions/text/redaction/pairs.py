"""Names and their values as they are written inside a text: headers, forms, addresses, JSON in JSON, dumps, flags."""

import re
from collections.abc import Iterator
from typing import Final

from devrev_sessions.text.redaction.names import Hiding, hiding, hiding_in_query, words_of
from devrev_sessions.text.redaction.opaque import is_word, looks_chosen, looks_mixed, looks_opaque
from devrev_sessions.text.redaction.span import Span
from devrev_sessions.text.redaction.words import NAMED, NAMING, PLAIN_VALUES, QUERY_MIXED, WHOLE_LINE

HIDDEN: Final = "hidden"
LONGEST_VALUE: Final = 4_000
SHORTEST_IN_QUERY: Final = 3
"""Digits of a number in an address that is no secret, whatever it is called."""
LEAST_CODE: Final = 20
"""Characters of a code that lets somebody in and is called no more than a code; those of errors are shorter."""
YEAR_DIGITS: Final = 4
LEAST_WORDS: Final = 12
"""Of a phrase from which a wallet is made again (BIP 39)."""
_OF_DIGITS: Final = frozenset({("pin",), ("mpin",), ("cvv",), ("cvc",), ("cvv2",), ("mnemonic",)})
LEAST_DIGITS: Final = 6
"""Digits of the shortest number of a person that is worth hiding."""

_QUOTE: Final = r"(?:\\{0,63}[\"'`]|&quot;|&#3[49];|%22|%27|\\{1,63}u0022)"
_PAIR: Final = re.compile(
    rf"(?:(?P<before>[?&#;]|%(?:25)?(?:3[Ff]|26|23)|(?<![\w-])--)|(?<![\w$@-]))(?P<name>(?:[^\W\d_]{{2,14}}[ ]){{0,2}}"
    rf"[\w$@](?:[\w.$-]|%5[BDbd]){{0,79}}+(?:\[[\w.-]{{0,40}}\]){{0,3}})\]?"
    rf"(?:{_QUOTE})?(?P<sign>\s{{0,6}}(?:={{1,3}}>|-{{1,2}}>|→|:=|::(?=\s)|:(?!:)|[=\uff1a]|&#(?:x3[Dd]|61);|%(?:25)?3[AaDd])\s{{0,3}}(?:/\s)?(?:[A-Z][a-z]{{2,10}}\((?=[\"'])|[bBuU](?=[\"']))?)"
)
_BRACKETS: Final = re.compile(r"%5[BDbd]")
_SIGN: Final = re.compile(r"&#(?:x3[Dd]|61);|[:=\uff1a→]|%(?:25)?3[AaDd]|->")
_WRAPPING: Final = re.compile(
    rf"(?:[\[{{(<]\s{{0,3}}){{1,3}}(?:(?:{_QUOTE})?(?:value|val|text|raw)(?:{_QUOTE})?\s?[:=]\s?)?(?=[^\s\[{{(<\])}}>])(?![\w.-]{{1,40}}\s?[:=])"
)
"""What a dump puts around a value: a list of one, an object that has it as its value."""
_FILE: Final = re.compile(
    r"\.(?:kts?|java|swift|mm?|[cm]?[jt]sx?|vue|svelte|dart|rb|py|go|php|cs|fs|scala|rs|cpp|cc|hpp|[ch]|ex|erl|lua)\Z",
    re.IGNORECASE,
)
"""A file, whose name is followed by a line."""
_OPENING: Final = re.compile(_QUOTE)
_BARE: Final = re.compile(
    r"(?:[^\s\"'`<>{}()\[\],;&|\\]|\|(?=[\w-]{20})|[)\]}](?=\w)|[,;](?!\s|$|[\w.\[\]-]{1,40}[=:])|&(?!\s|$|amp;|[\w.%\[\]-]{1,60}=)|\\(?![\\\"'nrtu])"
    r"|\([^\s()\"']{0,60}\)|\[[^\s\[\]\"']{0,60}\]|\{[^\s{}\"']{0,60}\})+"
)
_IN_QUERY: Final = re.compile(r"(?:(?!%(?:25)?26)[^\s\"'`<>&#\\|]|\|(?=[\w-]{20}))+")
_TO_QUOTE: Final = re.compile(r"[^\"'`\n]+?(?= / |[\"'`\n]|$)")
_TO_LINE_END: Final = re.compile(r"[^\"'`\n|]+?(?= / |[\"'`\n|]|$)")
_MASK: Final = re.compile(
    r"[*•.xX#_<>-]{2,}|\[[A-Za-z _-]{0,30}(?: [0-9a-f]{4})?\]?|<[A-Za-z _-]{0,30}>?|\$\{[^{}\s]{0,60}\}?"
    r"|\$[A-Z]+(?:_[A-Z]+)*|%[sd@]|\$\([^()]{0,60}\)?|\{\{.*|\{[A-Za-z_.]{0,40}\}?"
)
"""What stands where somebody has already hidden the value, or where a program would put it."""
_NUMBER: Final = re.compile(r"[A-Za-z]{0,4}\+?[\d\s().,/+*-]{5,40}[A-Za-z]{0,4}")
_MADE_BY_MACHINES: Final = frozenset(
    {("token",), ("tokens",), ("cookie",), ("cookies",), ("credential",), ("credentials",)}
)
_REST: Final = re.compile(r".+?(?= / |$)")
_SCHEME: Final = re.compile(r"(?P<scheme>[A-Za-z][\w-]{1,24})\s{1,3}(?=\S{6})")
_ONE_WORD_SCHEMES: Final = frozenset({"bearer", "basic", "token", "apikey", "key", "negotiate", "ssws"})
_COOKIE: Final = re.compile(r"(?P<name>[\w.$-]{1,100})=\"?(?P<value>[^\s;\"'`]{1,4000})")
_COOKIE_JAR: Final = re.compile(r"\s?(?:\[[^\]]{0,4000}|[{(][^\]})]{0,4000})")
_COOKIE_FIELD: Final = re.compile(
    rf"(?:{_QUOTE})?(?P<name>[\w.$-]{{1,100}})(?:{_QUOTE})?\s?[:=]\s?(?:{_QUOTE})?(?P<value>[^\s;,\"'`\]}})]{{1,4000}})"
)
"""Cookies as an object or a list of them."""
_COOKIE_ATTRIBUTES: Final = frozenset({"path", "domain", "expires", "max-age", "samesite", "priority", "version"})
_NAMED_VALUE: Final = re.compile(
    rf"\b(?:{'|'.join(NAMING)})(?:{_QUOTE})?\s?[:=]\s?(?:{_QUOTE})?(?P<name>[\w.-]{{2,80}})(?:{_QUOTE})?(?:,[^{{}}]{{0,60}}?)??\s?,\s?"
    rf"(?:{_QUOTE})?(?:{'|'.join(NAMED)})(?:{_QUOTE})?\s?[:=]\s?"
)
"""A header or form field as an object of two fields."""
_NAMED_BY_PATH: Final = re.compile(
    rf"\b(?:loc|path)(?:{_QUOTE})?\s?:\s?\[[^\]]{{0,80}}?{_QUOTE}(?P<name>[\w.-]{{2,60}}){_QUOTE}\s?\][^{{}}]{{0,120}}?"
    rf"(?:input|value|received)(?:{_QUOTE})?\s?:\s?"
)
"""What a validator refused, by the way to it."""


def signed(text: str) -> Iterator[Span]:
    """Where values stand behind a sign, or a word for one, whose names tell to hide them."""
    if not _SIGN.search(text):
        return
    at = 0
    while found := _PAIR.search(text, at):
        at = found.end()
        for span in _of_pair(text, found):
            at = max(at, span.end)
            yield span
    for found in (*_NAMED_VALUE.finditer(text), *_NAMED_BY_PATH.finditer(text)):
        start, end = _value(text, found.end(), queried=False, to_line_end=False)
        if _hides(found["name"], hiding(found["name"]), text[start:end]):
            yield Span(start, end, HIDDEN)


def allowed_values(text: str, names: frozenset[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Where values stand whose names are among `names`, each given as its words."""
    return [
        _value(text, found.end(), queried=found["before"] is not None, to_line_end=False)
        for found in _PAIR.finditer(text)
        if words_of(found["name"].rsplit(" ", 1)[-1]) in names
    ]


def _of_pair(text: str, found: re.Match[str]) -> Iterator[Span]:
    name = _BRACKETS.sub(".", found["name"].rsplit(" / ", 1)[-1])
    queried = found["before"] not in {None, ";", "--"} and found["sign"] in {"=", "%3D", "%3d", "%253D"}
    spoken = words_of(name)
    if not spoken:
        return
    if _FILE.search(name) and text[found.end() : found.end() + 1].isdigit():
        return
    if spoken[-1] in {"cookie", "cookies"} and not queried and (told := list(_cookies(text, found.end()))):
        yield from told
        return
    how = hiding_in_query(name) if queried else hiding(_last_words(name))
    if how is Hiding.NEVER:
        return
    if spoken[-1] == "authorization":
        yield from _authorization(text, found.end())
        return
    start, end = _value(text, found.end(), queried=queried, to_line_end=spoken[-1] in WHOLE_LINE)
    value = text[start:end]
    if queried:
        short = value.isdigit() and len(value) <= SHORTEST_IN_QUERY
        mixed = not QUERY_MIXED.isdisjoint(spoken) and looks_mixed(value)
        hidden = not short and (mixed or _hides(name, how, value))
    else:
        # What follows these words in a log may be another word; no token is made of few letters alone.
        in_passing = start == found.end() and value.isalpha() and is_word(value)
        hidden = not (in_passing and spoken[-1:] in _MADE_BY_MACHINES) and _hides(name, how, value)
    if hidden:
        yield Span(start, end, HIDDEN)


def _last_words(name: str) -> str:
    """Of a phrase its last two words: `the new access token` is about an access token."""
    return " ".join(name.split(" ")[-2:])


def _hides(name: str, how: Hiding, value: str) -> bool:
    if not value or value.lower().rstrip(".!?") in PLAIN_VALUES or _MASK.fullmatch(value):
        return False
    match how:
        case Hiding.ALWAYS:
            # A PIN and the code of a card are digits, whatever else is called so.
            return any(map(str.isdigit, value)) or words_of(name)[-1:] not in _OF_DIGITS
        case Hiding.DIGITS:
            return sum(c.isdigit() for c in value) >= LEAST_DIGITS and bool(
                _NUMBER.fullmatch(value) or looks_mixed(value)
            )
        case Hiding.BIRTH:
            return sum(c.isdigit() for c in value) >= YEAR_DIGITS
        case Hiding.OPAQUE:
            last = words_of(name)[-1:]
            if last == ("code",) and len(value) < LEAST_CODE:
                return False
            if last == ("seed",) and len(value.split()) >= LEAST_WORDS:
                return True
            short = last in {("pass",), ("pw",)}
            # The names of methods in Objective-C end with the sign too.
            return looks_chosen(value) if short else looks_opaque(value) and not value.endswith(":")
        case Hiding.CHOSEN:
            return looks_chosen(value)
        case Hiding.NEVER:
            return False


def hides_value(name: str, value: str) -> bool:
    """Whether the text under a property of this name must not leave."""
    return _hides(name, hiding(name), value)


def _value(text: str, at: int, *, queried: bool, to_line_end: bool) -> tuple[int, int]:
    """Where a value begins and ends: between its quotes, however deep they are escaped, or up to what ends it bare."""
    opening = _OPENING.match(text, at)
    if opening is None and not queried and (wrapping := _WRAPPING.match(text, at)):
        at = wrapping.end()
        opening = _OPENING.match(text, at)
    if opening:
        return opening.end(), _closing(text, opening)
    pattern = _TO_LINE_END if to_line_end else _IN_QUERY if queried else _BARE
    bare = pattern.match(text, at, min(len(text), at + LONGEST_VALUE))
    return (at, bare.end()) if bare else (at, at)


def _closing(text: str, opening: re.Match[str]) -> int:
    """Where the quote that opened is closed; one with more backslashes before it stands inside the value."""
    limit = min(len(text), opening.end() + LONGEST_VALUE)
    sign = opening[0].lstrip("\\") if not opening[0].endswith("u0022") else opening[0]
    depth = len(opening[0]) - len(sign)
    at = opening.end()
    while (at := text.find(sign, at, limit)) >= 0:
        slashes = 0
        while at - slashes > opening.end() and text[at - slashes - 1] == "\\":
            slashes += 1
        if slashes % (2 * (depth + 1)) == depth or slashes < depth:
            return at - slashes if depth else at
        at += len(sign)
    return limit


def _authorization(text: str, at: int) -> Iterator[Span]:
    opening = _OPENING.match(text, at)
    begin = opening.end() if opening else at
    end = _closing(text, opening) if opening else min(len(text), at + LONGEST_VALUE)
    if text[begin : begin + 30].split(" ", 1)[0].lower().rstrip(".,") in PLAIN_VALUES:
        return
    scheme = _SCHEME.match(text, begin, end)
    start = scheme.end() if scheme else begin
    one_word = scheme is None or scheme["scheme"].lower() in _ONE_WORD_SCHEMES
    told = (_TO_QUOTE if opening else _BARE if one_word else _REST).match(text, start, end)
    if told and scheme is None and not opening and told[0].isalpha():
        # A scheme that nobody knows, and more than one word behind it.
        told = _REST.match(text, start, end)
    if told and not _MASK.fullmatch(told[0]):
        yield Span(start, told.end(), "token" if scheme else HIDDEN)


def _cookies(text: str, at: int) -> Iterator[Span]:
    opening = _OPENING.match(text, at)
    begin = opening.end() if opening else at
    most = min(len(text), begin + LONGEST_VALUE)
    if not opening and (area := _COOKIE_JAR.match(text, begin, most)):
        for found in _COOKIE_FIELD.finditer(text, area.start(), area.end()):
            if _hides("cookie", Hiding.ALWAYS, found["value"]) and found["name"].lower() not in _COOKIE_ATTRIBUTES:
                yield Span(*found.span("value"), "cookie")
        return
    line = (_TO_QUOTE if opening else _REST).match(text, begin, most)
    if line is None:
        return
    for found in _COOKIE.finditer(text, begin, line.end()):
        if found["name"].lower() not in _COOKIE_ATTRIBUTES:
            yield Span(*found.span("value"), "cookie")
