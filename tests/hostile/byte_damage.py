"""What happens to bytes on their way."""

from random import Random
from typing import Final

RAW: Final = tuple(
    text.encode()
    for text in (
        "NaN", "-Infinity", "1e9999", "-1e-9999", "00", "0x1", "1.", ".5", "+1", "'a'", "[1,]", "{,}", '{"a":1,"a":2}',
        "nul", "tru", '"\\x41"', '"\\u12"', '"\\uD800"', '"\\uDC00\\uD800"', '"a\tb"', '"\x00"', "[" * 600 + "]" * 600,
        '{"a":' * 300 + "1" + "}" * 300, "[1" + ",1" * 3000 + "]", "9" * 5000, '"' + "\\ud83d" * 50 + '"', "//x\n1", "",
        '"\\/\\b\\f"', '{"":{"":[]}}', "[[]{}]", '{"a" 1}', "-", "1 2", "\ufeff1", '"\u2028"',
    )
)  # fmt: skip
"""What stands in an answer in the place of a JSON value, right or wrong, written letter by letter."""


def damaged(body: bytes, dice: Random, *, cut: bool) -> bytes:
    """The same bytes cut short, or with a few of them changed, gone or doubled."""
    if cut or not body:
        return body[: dice.randrange(len(body) + 1)]
    found = bytearray(body)
    for _ in range(dice.choice((1, 1, 2, 5))):
        place = dice.randrange(len(found))
        match dice.randrange(4):
            case 0:
                found[place] ^= 1 << dice.randrange(8)
            case 1:
                found[place] = dice.choice((0x00, 0x22, 0x5C, 0x7B, 0x7D, 0x2C, 0xC0, 0xED, 0xFF, 0x80))
            case 2:
                del found[place : place + dice.choice((1, 1, 3, 40))]
            case _:
                found[place:place] = found[place : place + dice.choice((1, 4, 40))]
        if not found:
            break
    return bytes(found)
