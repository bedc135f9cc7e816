"""Puts a tag in the place of what must not leave: `[email a3f1]`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Final, Literal, cast

from devrev_sessions.own_pattern import places
from devrev_sessions.text.harmless import visible
from devrev_sessions.text.redaction.cards import cards
from devrev_sessions.text.redaction.contacts import emails, network_addresses, payees, phones
from devrev_sessions.text.redaction.formats import formatted
from devrev_sessions.text.redaction.messages import repeated
from devrev_sessions.text.redaction.names import Hiding, hiding, is_form, is_keystroke, is_typed, words_of
from devrev_sessions.text.redaction.national_ids import national_ids
from devrev_sessions.text.redaction.pairs import HIDDEN, allowed_values, hides_value, signed
from devrev_sessions.text.redaction.placed import placed
from devrev_sessions.text.redaction.shapes import issued
from devrev_sessions.text.redaction.span import Span
from devrev_sessions.text.redaction.strict import identifying
from devrev_sessions.text.redaction.words import NAMED

Mode = Literal["standard", "strict", "off"]
"""How much is hidden: secrets and personal data; also ids, long numbers and all values of an app's; nothing."""

_NOTHING_TO_HIDE: Final = re.compile(r"[A-Za-z_ ./,()!?'$*#\"-]*+")
"""Words, names and paths without a digit or a sign of what is looked for. Eight in ten texts of a recording."""
_BEARING: Final = re.compile(
    r"-----|(?i:bearer|basic|token)\s|--\w| by ['\"]|['\"], ?['\"]|[a-z][A-Z][a-z]?[A-Z]|[A-Z]{16}"
    r"|ed (?:in |text |value )?['\"]|mysql|sshpass|\.set|\.fill| => | -> |→|changed from| from \S+ to |Path |payload"
    r"|born|entered \("
)
"""What may be a secret without them: words that lead one, and letters mixed as no name mixes them."""
_ESCAPES: Final = re.compile(r"\\{1,63}(?:u([0-9a-fA-F]{4})|[nrtbf])")
_KEPT: Final = {
    "0022": None,
    "0027": None,
    "0040": None,
    "003d": "=",
    "003D": "=",
    "0026": "&",
    "003a": ":",
    "003A": ":",
}
"""Escapes in JSON that stand for a sign which is looked for: quotes and @ are known as they are written."""
_NARROW: Final = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
"""Letters and signs as wide as those of East Asia, and what they are elsewhere."""
_FORGED: Final = re.compile(r"\[([a-z][a-z ]{1,30}\s[0-9a-f]{4})\]")
"""What only looks like a tag of ours."""
_TAG: Final = re.compile(r"\[[a-z][a-z ]*(?: [0-9a-f]{4})?\]")
_COMMAND: Final = re.compile(r"(?:(?:\x1b\[|\x9b)[0-?]{0,60}[ -/]{0,10}[A-Za-z]|\x1b[ -/]?[A-Za-z0-9])(?=\w)")
COMMAND_WINDOW: Final = 200
"""Characters behind a command to a terminal that tell whether its last letter began a secret."""
_AT: Final = re.compile(r"%(?:25)?40|u0040|&#64;")
_DIGITS: Final = re.compile(r"(?:\d(?:%20|[ .()/+\u00a0-]{0,3})){7}")
_SEPARATORS: Final = re.compile(r"[ .()/\u00a0-]+")
_SCHEME: Final = re.compile(r"(?i:bearer|basic|token|apikey)\s+(?=\S)")
_ONLY_DIGITS: Final = re.compile(r"\+?[\d .()/\u00a0-]+")

TYPED: Final = "typed"


@dataclass(frozen=True, slots=True)
class OwnRule:
    """What a team hides besides: whatever `pattern` matches, under the word `label`."""

    label: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Policy:
    """What is hidden. `shown_names` are names, as their words, whose values are shown as they are."""

    mode: Mode = "standard"
    rules: tuple[OwnRule, ...] = ()
    shown_names: frozenset[tuple[str, ...]] = frozenset()
    contacts_shown: bool = False
    """Whether addresses and numbers are shown at which somebody or something is reached."""


class Redactor:
    """Hides by a policy. With a `key` equal values get equal tags that nobody without the key can look up.

    Without one there are no tags: what a caller gave is told so, or a guess could be compared with what is hidden.
    """

    def __init__(self, policy: Policy = Policy(), key: bytes | None = None) -> None:
        self.policy = policy
        self._key = key

    def untagged(self) -> "Redactor":
        """For what a caller gave: without tags, and with the ids in it, which are the caller's own."""
        return Redactor(replace(self.policy, mode="standard") if self.policy.mode == "strict" else self.policy)

    def with_contacts(self) -> "Redactor":
        """The same, but for what a person or a machine is reached at."""
        return Redactor(replace(self.policy, contacts_shown=True), self._key)

    def shown(self, text: str) -> str:
        """What is left of `text` that may be seen: visible, on one line, redacted."""
        return self.redact(self.readable(text))

    def readable(self, text: str) -> str:
        """`text` on one line without what is invisible.

        The letter that ends a command to a terminal stays where it begins a secret: without it, the rest of the secret
        would be known by nothing.
        """
        if "\x1b" in text or "\x9b" in text:
            text = _COMMAND.sub(self._without_command, text)
        return visible(text)

    def _without_command(self, found: re.Match[str]) -> str:
        last, after = found.end() - 1, found.end()
        with_it, without = (visible(found.string[at : at + COMMAND_WINDOW]) for at in (last, after))
        kept = len(_TAG.findall(self.redact(with_it))) > len(_TAG.findall(self.redact(without)))
        return f" {found[0][-1]}" if kept else found[0]

    def redact(self, text: str) -> str:
        """`text` on one line with a tag for each part that must not leave; what only looks like a tag is broken."""
        if self.policy.mode == "off":
            return text
        if "[" in text:
            text = _FORGED.sub(r"(\1)", text)
        if not self.policy.rules and _NOTHING_TO_HIDE.fullmatch(text) and not _BEARING.search(text):
            return text
        told = _ESCAPES.sub(_unescaped, text) if "\\" in text else text
        told = told.translate(_NARROW) if not text.isascii() else told
        return self._replaced(text, list(self._spans(told)))

    def tag(self, label: str, value: str) -> str:
        """What stands in the place of `value`."""
        if self._key is None:
            return f"[{label}]"
        told = blake2b(_canonical(value).encode("utf-8", "replace"), key=self._key, digest_size=2).hexdigest()
        return f"[{label} {told}]"

    def instead(self, name: str, value: object, *, in_field: bool = False, called: str = "") -> str | None:
        """What is shown for a property by reason of its name, None where its value is shown, redacted by itself.

        `called` is what the properties beside it say that a value is called.
        """
        if self.policy.mode == "off" or value is None or isinstance(value, bool) or value == "":
            return None
        if self.shows(name):
            return None
        if isinstance(value, dict | list):
            # Written out only where it is hidden: most are large, and few are.
            whole = hiding(name) in {Hiding.ALWAYS, Hiding.BIRTH} or words_of(name)[-1:] == ("cookies",)
            return self.tag(HIDDEN, str(cast("object", value))) if whole else None
        if isinstance(value, str) and is_keystroke(name, value):
            # Without what tells equal ones apart: letters that repeat would spell a password.
            return f"[{TYPED}]"
        if isinstance(value, str) and is_typed(name, in_field=in_field):
            return self.tag(TYPED, value)
        if isinstance(value, str) and is_form(name) and "=" in value:
            return self.tag(TYPED, value)
        if hides_value(name, str(value)) or (called and name in NAMED and hides_value(called, str(value))):
            return self.tag(HIDDEN, str(value))
        return self.tag("value", value) if self.policy.mode == "strict" and isinstance(value, str) else None

    def shows(self, name: str) -> bool:
        """Whether the values of this name are shown as they are, by the team's own word."""
        return bool(self.policy.shown_names) and words_of(name) in self.policy.shown_names

    def _spans(self, text: str) -> Iterator[Span]:
        for rule in self.policy.rules:
            yield from (Span(*place, rule.label) for place in places(rule.pattern, text))
        shown = allowed_values(text, self.policy.shown_names) if self.policy.shown_names else ()
        for span in self._known(text):
            if not any(start <= span.start and span.end <= end for start, end in shown):
                yield span

    def _known(self, text: str) -> Iterator[Span]:
        yield from issued(text)
        yield from signed(text)
        yield from placed(text)
        yield from formatted(text)
        yield from repeated(text)
        reachable = not self.policy.contacts_shown
        if reachable and ("@" in text or _AT.search(text)):
            yield from emails(text)
            yield from payees(text)
        if _DIGITS.search(text):
            yield from cards(text)
            yield from phones(text) if reachable else ()
        yield from national_ids(text)
        yield from network_addresses(text) if reachable else ()
        if self.policy.mode == "strict":
            yield from identifying(text)

    def _replaced(self, text: str, spans: list[Span]) -> str:
        if not spans:
            return text
        pieces: list[str] = []
        at = 0
        for start, end, label in _apart(spans):
            pieces += [text[at:start], self.tag(label, text[start:end])]
            at = end
        return "".join([*pieces, text[at:]])


def _unescaped(found: re.Match[str]) -> str:
    """What an escape in JSON stands for, in as many characters: a letter of it must not join the word after it."""
    if found[1] in _KEPT:
        sign = _KEPT[found[1]]
        return sign.rjust(len(found[0])) if sign else found[0]
    return " " * len(found[0])


def _apart(spans: list[Span]) -> Iterator[Span]:
    """The same places without overlaps; where some meet, the longest gives its word."""
    spans = sorted((span for span in spans if span.end > span.start), key=lambda span: span.start)
    if not spans:
        return
    start, end, longest = spans[0].start, spans[0].end, spans[0]
    for span in spans[1:]:
        if span.start >= end:
            yield Span(start, end, longest.label)
            start, end, longest = span.start, span.end, span
            continue
        end = max(end, span.end)
        if span.end - span.start > longest.end - longest.start:
            longest = span
    yield Span(start, end, longest.label)


def _canonical(value: str) -> str:
    """One spelling for what is one value: a token without its scheme, a number without gaps, mail in lower case."""
    value = _SCHEME.sub("", value, count=1) if _SCHEME.match(value) else value
    if _ONLY_DIGITS.fullmatch(value):
        return _SEPARATORS.sub("", value)
    return value.replace("%40", "@").lower() if "@" in value or "%40" in value else value
