"""Secrets of every shape in use, each made afresh from a seed, so that none can be found by its own letters."""

import base64
import json
import string
from dataclasses import dataclass
from random import Random
from typing import Final

LETTERS: Final = string.ascii_letters + string.digits
BASE64: Final = LETTERS + "+/"
HEX: Final = "0123456789abcdef"


@dataclass(frozen=True)
class Secret:
    """Something that must not leave.

    `written` is how it stands in a text, with the name beside it that some shapes need; `parts` are the pieces of it
    of which no run may be seen. `name` is set where only that tells what `value` is.
    """

    shape: str
    written: str
    value: str
    parts: tuple[str, ...]
    name: str = ""


def some(dice: Random, letters: str, count: int) -> str:
    """So many of these letters."""
    return "".join(dice.choices(letters, k=count))


def jwt(dice: Random) -> Secret:
    """Header, claims and signature; the header is the same in half the world."""
    header = base64.urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT"}').decode().rstrip("=")
    claims = json.dumps({"jti": some(dice, LETTERS, 12), "sub": some(dice, LETTERS, 8)}).encode()
    body = base64.urlsafe_b64encode(claims).decode().rstrip("=")
    rest = (body[16:], some(dice, LETTERS + "-_", 43))
    value = f"{header}.{body}.{rest[1]}"
    way = dice.choice(
        ("{}", "Bearer {}", "id_token={}", "Authorization: Bearer {}", "jwt {} expired", '{{"jwt":"{}"}}')
    )
    return Secret("jwt", way.format(value), value, rest)


def issued(dice: Random) -> Secret:
    """A key or token with the beginning that its issuer gives it."""
    upper = string.ascii_uppercase + "234567"
    shape, value = dice.choice(
        (
            ("aws", "AKIA" + some(dice, upper, 16)),
            ("aws", "ASIA" + some(dice, upper, 16)),
            ("github", "ghp_" + some(dice, LETTERS, 36)),
            ("github", f"github_pat_{some(dice, LETTERS, 22)}_{some(dice, LETTERS, 59)}"),
            (
                "slack",
                f"xoxb-{some(dice, string.digits, 12)}-{some(dice, string.digits, 12)}-{some(dice, LETTERS, 24)}",
            ),
            ("google", "AIza" + some(dice, LETTERS + "-_", 34) + "k"),
            ("stripe", "sk_live_" + some(dice, LETTERS, 24)),
            ("stripe", "rk_live_" + some(dice, LETTERS, 48)),
        )
    )
    part = value.removeprefix("github_pat_").removeprefix("sk_live_").removeprefix("rk_live_")
    way = dice.choice(("{}", "key {} rejected", "apiKey={}", '{{"key":"{}"}}', "token: {}", "/v1?key={}&x=1", "({})"))
    return Secret(shape, way.format(value), value, (part,))


def pem(dice: Random) -> Secret:
    """A private key in its armour, with line breaks or with the two signs for one."""
    lines = tuple(some(dice, BASE64, 64) for _ in range(dice.randint(2, 5)))
    kind = dice.choice(("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY"))
    join = dice.choice(("\n", "\n", "\\n", " "))
    value = join.join((f"-----BEGIN {kind}-----", *lines, f"-----END {kind}-----"))
    return Secret("pem", value, value, lines)


def bearer(dice: Random) -> Secret:
    """An opaque token of a header."""
    value = "q" + some(dice, LETTERS + "-_", dice.choice((19, 31, 47))) + "7"
    way = dice.choice(("Authorization: Bearer {}", "Bearer {}", '{{"Authorization":"Bearer {}"}}', "bearer {}"))
    return Secret("bearer", way.format(value), f"Bearer {value}", (value,))


def password(dice: Random) -> Secret:
    """What only the name beside it gives away."""
    value = some(dice, LETTERS, 6) + dice.choice("-_!.") + some(dice, LETTERS, 4) + some(dice, string.digits, 2)
    name = dice.choice(("password", "passwd", "newPassword", "user_password", "pwd", "client_secret", "accessToken"))
    way = dice.choice(
        (
            "{0}={1}", "{0}: {1}", '"{0}":"{1}"', '{{"user":"mila","{0}":"{1}"}}', "/login?user=mila&{0}={1}&next=1",
            '{{\\"{0}\\":\\"{1}\\"}}', "{{'{0}': '{1}'}}", "{0} = {1}", "user=mila; {0}={1}; x=1", "{0}: '{1}'",
        )
    )  # fmt: skip
    return Secret("password", way.format(name, value), value, (value,), name)


def card(dice: Random) -> Secret:
    """The number of a payment card, plain, spaced or dashed."""
    start, length = dice.choice((("4", 16), ("51", 16), ("55", 16), ("37", 15), ("6011", 16), ("34", 15)))
    digits = start + some(dice, string.digits, length - 1 - len(start))
    digits += next(last for last in string.digits if _luhn(digits + last))
    cut = (4, 10) if length == 15 else (4, 8, 12)
    groups = [digits[a:b] for a, b in zip((0, *cut), (*cut, length), strict=True)]
    value = dice.choice(("", " ", "-")).join(groups)
    way = dice.choice(("{}", "card {}", "pay with {} now", '{{"card":"{}"}}', "pan={}", "card: {},", "[{}]"))
    return Secret("card", way.format(value), value, (value, digits))


def _luhn(digits: str) -> bool:
    doubled = (sum(divmod(int(d) * 2, 10)) if place % 2 else int(d) for place, d in enumerate(reversed(digits)))
    return sum(doubled) % 10 == 0


def iban(dice: Random) -> Secret:
    """An account of a bank, plain or in groups of four."""
    country, account = dice.choice(
        (
            ("DE", some(dice, string.digits, 18)),
            ("GB", some(dice, string.ascii_uppercase, 4) + some(dice, string.digits, 14)),
            ("NL", some(dice, string.ascii_uppercase, 4) + some(dice, string.digits, 10)),
        )
    )
    as_number = int("".join(str(int(c, 36)) for c in account + country + "00"))
    plain = f"{country}{98 - as_number % 97:02}{account}"
    value = plain if dice.random() < 0.5 else " ".join(plain[i : i + 4] for i in range(0, len(plain), 4))
    way = dice.choice(("{}", "IBAN {}", "to {}", '{{"iban":"{}"}}', "iban={}"))
    return Secret("iban", way.format(value), value, (value, plain))


def ssn(dice: Random) -> Secret:
    """A number of the American social security, with its name."""
    value = f"{dice.randint(1, 665):03}-{dice.randint(1, 99):02}-{dice.randint(1, 9999):04}"
    name = dice.choice(("ssn", "SSN", "socialSecurityNumber", "social_security_number"))
    return Secret(
        "ssn", dice.choice(("{0}={1}", "{0}: {1}", '{{"{0}":"{1}"}}')).format(name, value), value, (value,), name
    )


def email(dice: Random) -> Secret:
    """An address of a person; its last label is everybody's."""
    part = f"{some(dice, string.ascii_lowercase, 7)}.{some(dice, LETTERS, 4)}@{some(dice, string.ascii_lowercase, 9)}"
    value = f"{part}{dice.choice(('.example', '.com', '.co.uk'))}"
    way = dice.choice(("{}", "mail to {} failed", "user={}", '{{"email":"{}"}}', "<{}>", "mailto:{}", "{},"))
    return Secret("email", way.format(value), value, (part,))


def phone(dice: Random) -> Secret:
    """A telephone number with the sign of its country."""
    country, rest = dice.choice(("49", "1", "44", "91", "33")), some(dice, "23456789", 9)
    forms = (f"+{country}{rest}", f"+{country} {rest[:3]} {rest[3:6]} {rest[6:]}", f"+{country}-{rest[:3]}-{rest[3:]}")
    value = dice.choice(forms)
    way = dice.choice(("{}", "call {}", "tel:{}", '{{"phone":"{}"}}', "phone={}", "sms to {} sent"))
    return Secret("phone", way.format(value), value, (value, country + rest))


def address(dice: Random) -> Secret:
    """Where somebody is in the network."""
    value = f"{dice.randint(130, 190)}.{dice.randint(100, 250)}.{dice.randint(10, 250)}.{dice.randint(100, 250)}"
    way = dice.choice(("{}", "from {}", "client_ip={}", '{{"ip":"{}"}}', "http://{}/v1", "{}:8443", "[{}]"))
    return Secret("ip", way.format(value), value, (value,))


def presigned(dice: Random) -> Secret:
    """An address that opens a door by its signature."""
    upper, signature = string.ascii_uppercase + "234567", some(dice, HEX, 64)
    key, sas = "AKIA" + some(dice, upper, 16), some(dice, BASE64.replace("+", ""), 43) + "%3D"
    credential = f"X-Amz-Credential={key}%2F20260421%2Fus-east-1%2Fs3%2Faws4_request"
    value, parts = dice.choice(
        (
            (f"https://b.s3.example/f?X-Amz-Expires=900&{credential}&X-Amz-Signature={signature}", (key, signature)),
            (f"https://a.blob.example/c?sv=2024-11-04&se=2026-04-21T09%3A00Z&sr=b&sp=r&sig={sas}", (sas[:43],)),
            (f"https://s.example/o?X-Goog-Expires=900&X-Goog-Signature={signature}&x=1", (signature,)),
            (f"https://d.example/o?Expires=1788374400&Signature={sas[:43]}&Key-Pair-Id=K2JCJ", (sas[:43],)),
        )
    )
    return Secret("presigned", dice.choice(("{}", "GET {} failed", "'{}'")).format(value), value, parts)


SHAPES: Final = (
    jwt, issued, issued, pem, bearer, password, password, card, card, iban, ssn, email, phone, address, presigned,
)  # fmt: skip


def secret(dice: Random) -> Secret:
    """A secret of any shape."""
    return dice.choice(SHAPES)(dice)
