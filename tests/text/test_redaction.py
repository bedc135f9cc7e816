"""What must go, and what must stay."""

import pytest

from devrev_sessions.text.redaction.names import Hiding, hiding
from devrev_sessions.text.redaction.redactor import Redactor

redacted = Redactor().redact


def is_secret_name(name: str) -> bool:
    return hiding(name) is Hiding.ALWAYS


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Authorization: Bearer abc.DEF-123_456", "abc.DEF-123_456"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig-part", "eyJzdWIiOiIxIn0"),
        ("key AKIAQ7Z2M4T6X8C1V3B5 used", "AKIAQ7Z2M4T6X8C1V3B5"),
        ("ghp_16C7e42F292c6912E7710c838347Ae178B4a", "ghp_16C7"),
        ("xoxb-1234567890-abcdefghij", "xoxb-1234567890"),
        ("AIzaSyA1234567890abcdefghijklmnopqrstuv", "AIzaSyA"),
        ("sk_live_4eC39HqLyjWDarjtT1zdp7dc", "4eC39HqLyjWDarjtT1zdp7dc"),
        ("https://jo:s3cret@host.example/x", "s3cret"),
        ("https://h.example/cb?code=4f8a2c&state=1", "4f8a2c"),
        ("https://h.example/f?X-Amz-Signature=9f8e7d6c", "9f8e7d6c"),
        ("password=hunter22 next", "hunter22"),
        ('{"password":"hunter22","user":"jo"}', "hunter22"),
        ("client_secret: 'abc def ghi'", "abc def ghi"),
        ("mail jo.doe+shop@mail.example now", "jo.doe+shop@mail.example"),
        ("card 4111 1111 1111 1111 declined", "4111 1111"),
        ("call +49 170 1234567", "1234567"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIEow", "MIIEow"),
    ],
)
def test_a_secret_goes(text: str, secret: str) -> None:
    assert secret in text
    assert secret not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "order 4711-2026-0001 placed",
        "9f1c2b7e-4c1d-4a53-9a0e-0d6f5f2b8c11",
        "version 5.2.0 (50530)",
        "2026-04-21T09:00:00.123Z",
        "color #ff8800",
        "commit 3f2a9c1d",
        "at com.parcel.cart.Cart.total(Cart.kt:41)",
        "token_count: 1200",
        "author: Jo",
        "session_length=12",
        "total 101.70 EUR for 3 items",
        "GET /v1/orders/123456789012",
        "https://shop.example/cart?ref=home&page=2",
        "the key was pressed twice",
    ],
)
def test_an_ordinary_text_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    "name", ["password", "userPassword", "api_key", "apiKey", "Authorization", "id_token", "token", "CVV"]
)
def test_a_telling_name_hides_its_value(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize(
    "name", ["author", "tokenCount", "session_length", "keyboard", "primary_key", "passenger", "pinned"]
)
def test_a_harmless_name_does_not(name: str) -> None:
    assert not is_secret_name(name)
