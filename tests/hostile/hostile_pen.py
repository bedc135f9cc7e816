"""Writes the texts and values of a hostile recording, and remembers which secrets it planted."""

import json
from random import Random
from typing import Final

from hostile_words import CANARY, hostile, ordinary
from planted_secrets import Secret, secret

JsonObject = dict[str, object]

APART: Final = (" | ", "\n\n", " ;; ")
"""Between a secret and its neighbours: no command to a terminal among them eats all of it."""
NAMES: Final = (
    "message", "status", "body", "url", "error", "duration_ms", "headers", "code", "reason", "stack", "value", "text",
    "response", "request", "method", "data", "user", "items", "query", "response_time", "statusCode", "type", "id",
    "operationName", "exception", "description", "success", "__proto__", "constructor", "",
)  # fmt: skip
NUMBERS: Final = (
    0, 1, -1, 200, 404, 500, 503, 12.5, 1e308, -1e308, 5e-324, 2**31, 2**53 + 1, 2**63, -(2**64), 10**30, 10**400,
    1_776_762_000_000, 999_999_999_999, -0.0,
)  # fmt: skip
ODD: Final = ("NaN", "Infinity", "-1e999", "1_000", "0x1F", "\u0663\u0664", "1e5", " 12 ", "12abc", "true", "null", "")
"""Texts that some languages take for numbers."""
RAW_MARK: Final = "@@raw:{}@@"
AGAIN_MARK: Final = "@@again:{}@@"
"""Behind a key: taken away later, so that an object has the same key twice."""


class Pen:
    """One for a recording; with `leaky` it plants secrets, and it leaves marks for so many `raw` values."""

    def __init__(self, dice: Random, *, leaky: bool, raw: int) -> None:
        self.dice = dice
        self.leaky = leaky
        self.raw = raw
        self.planted: list[Secret] = []

    def chance(self, share: float) -> bool:
        """True so often."""
        return self.dice.random() < share

    def text(self, usual: str = "") -> str:
        """A text for any field: what is usual there, or something hostile, or something secret."""
        roll = self.dice.random()
        if roll < 0.5:
            return usual or ordinary(self.dice)
        if roll < 0.75:
            text = hostile(self.dice)
            return f"{text} {CANARY}" if self.chance(0.2) else text
        return self.secret_text() if self.leaky and roll < 0.93 else self.dice.choice(ODD)

    def secret_text(self) -> str:
        """A secret, alone or among others' words, or as JSON in a text."""
        found = secret(self.dice)
        self.planted.append(found)
        text, roll = found.written, self.dice.random()
        if roll < 0.4:
            return text
        if roll < 0.6:
            return self.dice.choice(APART).join((self._neighbour(), text, self._neighbour()))
        if roll < 0.7:
            return "x" * self.dice.randrange(10, 400) + self.dice.choice(APART) + text
        if roll < 0.8:
            return "\u200b".join(found.written)
        if found.name:
            return json.dumps({"user": "mila", found.name: found.value, "ok": True})
        inside = json.dumps({"said": text, "ok": True})
        return inside if roll < 0.9 else json.dumps({"body": inside})

    def _neighbour(self) -> str:
        text = hostile(self.dice) if self.chance(0.5) else ordinary(self.dice)
        # A command to a terminal that is still open would take the secret away with it: then nothing is tested.
        return text[:200].replace("\x1b", "").replace("\x9d", "").replace("\x90", "")

    def name(self) -> str:
        """A key of an object."""
        if self.chance(0.8):
            return self.dice.choice(NAMES)
        return self.short(200)

    def ident(self, usual: str) -> object:
        """An id of DevRev's: it may be of any form, but DevRev makes none of a secret."""
        return usual if self.chance(0.96) else hostile(self.dice).replace("#", "")

    def link(self) -> str:
        """A presigned link, which nobody sees who has not asked for it."""
        signature = "".join(self.dice.choices("0123456789abcdef", k=40))
        if self.leaky:
            link = f"https://storage.example/f?sig={signature}"
            self.planted.append(Secret("link", link, link, (signature,)))
        return f"https://storage.example/f?sig={signature}"

    def short(self, most: int) -> str:
        """A text that is not longer; none is cut, or half a secret would be planted."""
        text = self.text()
        return text if len(text) <= most else ordinary(self.dice)

    def value(self, levels: int = 3) -> object:
        """Any value of JSON."""
        roll = self.dice.random()
        if roll < 0.45:
            return self.text()
        if roll < 0.6:
            return self.dice.choice(NUMBERS)
        if roll < 0.68:
            return self.dice.choice((None, True, False, [], {}))
        if roll < 0.72 and self.raw:
            return RAW_MARK.format(self.dice.randrange(self.raw))
        if levels <= 0:
            return self.text()
        if roll < 0.8:
            return [self.value(levels - 1) for _ in range(self.dice.randrange(4))]
        if roll < 0.85:
            return json.dumps(self.fields(levels - 1))
        return self.deep() if roll < 0.86 else self.fields(levels - 1)

    def fields(self, levels: int = 3) -> JsonObject:
        """An object of an app's: its names tell of some values that they are secret."""
        found = {self.name(): self.value(levels) for _ in range(self.dice.randrange(5))}
        if self.leaky and self.chance(0.3):
            made = secret(self.dice)
            self.planted.append(made)
            found[made.name or self.dice.choice(NAMES)] = made.value if made.name else made.written
        if self.chance(0.05) and found:
            found[next(iter(found)) + AGAIN_MARK.format(self.dice.randrange(9))] = self.value(0)
        return found

    def deep(self) -> object:
        """Something at the bottom of many lists and objects."""
        found: object = self.text()
        for _ in range(self.dice.choice((8, 30, 63, 64, 65, 200))):
            found = [found] if self.chance(0.5) else {self.dice.choice(NAMES): found}
        return found

    def or_odd(self, usual: object) -> object:
        """The usual value of a field; now and then any other."""
        return usual if self.chance(0.94) else self.value(1)
