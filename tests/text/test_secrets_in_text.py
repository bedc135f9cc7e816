"""Secrets in the many forms they are written in, and the ordinary texts that look like them."""

import pytest

from devrev_sessions.text.redaction.names import Hiding, hiding
from devrev_sessions.text.redaction.redactor import Redactor

redacted = Redactor().redact


def is_secret_name(name: str) -> bool:
    return hiding(name) in {Hiding.ALWAYS, Hiding.DIGITS}


HIDDEN_WHOLE = [
    ("mila.brandt@example.org", "[email]"),
    ("mila%2Bshop@example.co.uk", "[email]"),
    ("4111111111111111", "[card]"),
    ("4111-1111-1111-1111", "[card]"),
    ("3782 822463 10005", "[card]"),
    ("5555 5555 5555 4444", "[card]"),
    ("+1 (415) 555-2671", "[phone]"),
    ("+4915112345678", "[phone]"),
    ("github_pat_11ABCDEFG0abcdefghij_KLMNOP", "[token]"),
    ("xapp-1-A012345-6789-abcdef", "[token]"),
    ("rk_live_abcdefgh12345678", "[key]"),
    ("sk-proj-abcdefghijklmnop1234", "[key]"),
    ("ASIAY34FZKBOKMUTVV7A", "[key]"),
]


@pytest.mark.parametrize(("secret", "label"), HIDDEN_WHOLE)
@pytest.mark.parametrize("around", ["{}", "before {} after", '"{}"', "x: {}, y", "({})"])
def test_a_secret_is_hidden_whole_wherever_it_stands(secret: str, label: str, around: str) -> None:
    assert redacted(around.format(secret)) == around.format(label)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Authorization: Basic bWlsYTpLZXR0bGU=", "Authorization: Basic [token]"),
        ("Basic dXNlcjpwYXNz", "Basic [token]"),
        ("token 8f3b2c71d9e04a56", "token [token]"),
        ("bearer abcdefghijkl", "bearer [token]"),
        ("password = hunter22", "password = [hidden]"),
        ("user_password: 'two words'", "user_password: '[hidden]'"),
        ('"api_key" : "abc, def"', '"api_key" : "[hidden]"'),
        ("Set-Cookie: sid=abc123; Path=/", "Set-Cookie: sid=[cookie]; Path=/"),
        ("pin=1234&amount=5", "pin=[hidden]&amount=5"),
        ("https://a.example/?token=abc&x", "https://a.example/?token=[hidden]&x"),
        ("https://a.example/#access_token=abc&x=1", "https://a.example/#access_token=[hidden]&x=1"),
        ("https://a.example/cb?x=1&sid=9f3a&y=2", "https://a.example/cb?x=1&sid=[hidden]&y=2"),
        ("https://jo:pw@a.example/x", "https://[login]@a.example/x"),
        ("order 12 4111 1111 1111 1111 05", "order 12 [card] 05"),
        ("4111 1111 1111 1111 5555 5555 5555 4444", "[card] [card]"),
        ("2026 04 21 4111-1111-1111-1111", "2026 04 21 [card]"),
    ],
)
def test_what_says_where_a_secret_stood_stays(text: str, shown: str) -> None:
    assert redacted(text) == shown


LOOK_ALIKES = [
    "9f1c2b7e-4c1d-4a53-9a0e-0d6f5f2b8c11",
    "c40d-9e18",
    "order 55210, item 4711-0815",
    "order 1234 5678 9012 3456",
    "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16",
    "version 138.0.7204.158 (Official Build)",
    "2026-11-24T01:02:03.456+01:00",
    "took 1783944000123 ns at 1732406400000",
    "#ff8800 and #0af",
    "commit 3f2a9c1d5b7e8f60a1b2c3d4e5f60718293a4b5c",
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "\tat com.parcel.cart.Cart.total(Cart.kt:41)",
    "0x0000000104a1b2c3 Parcel + 123456",
    "token_count: 1200, tokens=14, max_tokens: 400",
    "author: Mila, authored=true, authority: EU",
    "session_length=12, session_id: 9c1f-22ab",
    "keyboard: shown, monkey: 3, keystrokes=12",
    "passenger: 2, passed: 14, compass=N",
    "https://shop.example/cart?page=2&sort=price&ref=home",
    "GET /v1/orders/4111/items/22",
    "Basic plan, token ring, bearer bond",
    "Basic Information, basic subscription, token management",
    "pinned: 3, spinner=on, opinion: good",
    "balance +12 or +1.50 EUR, shift +1",
    "127.0.0.1:8080, ::1, 0.0.0.0, std::vector, 12:30:45",
    "a@b, @Composable, user@host",
    "total 1,284.50 of 3,166",
    "iPhone15,2 SM-A145F CPH2591",
]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_what_only_looks_like_a_secret_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    "name",
    [
        "password", "newPassword", "PASSWORD_HASH", "user.passwd", "pwd", "passphrase", "clientSecret", "secret_key",
        "api_key", "apiKey", "APIKey", "x-api-key", "accessToken", "access_token", "ID_TOKEN", "refreshToken",
        "session_token", "csrf-token", "bearerToken", "token", "Token", "jwt", "cookie", "Set-Cookie", "authorization",
        "credentials", "otp", "pin", "cvv", "CVC", "ssn", "iban", "cardNumber", "account_number", "private_key",
        "pushToken", "oneTimeCode",
    ],
)  # fmt: skip
def test_the_name_of_a_secret_hides_its_value(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "token_count", "tokens", "author", "authorName", "session_length", "session_id", "key", "keyboard", "keyCode",
        "primaryKey", "pinned", "spinner", "passenger", "passed", "compass", "cookies_accepted", "cardinality",
        "accountType", "numberOfItems", "idTokens", "opinion", "time", "one", "card", "shipping",
    ],
)  # fmt: skip
def test_the_name_of_something_else_does_not(name: str) -> None:
    assert not is_secret_name(name)


PIECES = (
    "4 ", "1", "1-", "12.", "a@", "a.", "a.a@", "a=", "ey", "eyJ", "eyJa.", "password=", "|password", "| a | b ", "a(",
    "(a,b) values (", "values('", "typed abcd in ", "set abcd forKey ", "set('a',", "<a>", "name='a' ", "token is ",
    "Authorization: Basic ", "Cookie: a=b; ", "-----BEGIN PRIVATE KEY-----", "A\\", "://a:", "?token=", "/reset/",
    "+1 ", "Bearer ", "phone ", "ssn ", "identified by ", "\\\"", "&quot;", "\uff45\uff1a", "['a','b'",
    "abc_def ", "%40",
)  # fmt: skip
REST = " 1 \" ' @ - / _ </ \\ = : ( | -----END PRIVATE KEY----"
"""What other rules look for, so that none is passed over."""


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_repetition_ends(piece: str) -> None:
    """What costs the square of the length would take minutes here."""
    assert redacted(piece * (150_000 // len(piece)) + REST)
