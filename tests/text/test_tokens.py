"""The estimate of tokens beside what the public vocabularies o200k and cl100k count: the larger of the two."""

import time

import pytest

from devrev_sessions.text.tokens import tokens

FRAMES = (
    "own code: com.parcel.cart.Cart.total (Cart.kt:41) < com.parcel.checkout.PayFlow.start (PayFlow.kt:88); "
    "18 more frames"
)
CALL = (
    '- The worst moment with everything around it: get_session_recording(session_id="9c1f-22ab", '
    'recording_id="rec-9c1f-1", around="#257", detail="full", version_key="parcel-android")'
)
OURS = [
    ("The app crashed at about 3:41.2 on CheckoutActivity; the recording ends there.", 20),
    ("No crash, ANR or failed request was recorded, but 3 other problems.", 17),
    ('[3:39.4 #249] request "create-order" failed, 504 after 1.3 s, says "upstream request timeout"', 32),
    ('[0:21.0 r1#11] tap "UIKeyboardLayoutStar" on LoginView (x22)', 25),
    (FRAMES, 37),
    (CALL, 51),
    (
        "SplashActivity 0:00 > HomeActivity 0:01 > (SearchActivity > ProductActivity) x3 from 0:31 > CartActivity 1:46",
        35,
    ),
    ("142 events without a line: lifecycle 71, gesture 49, request 14, tap 7, custom 1.", 26),
    ("console error \"TypeError: Cannot read properties of undefined (reading 'discount')\"", 16),
    ("2026-04-21T09:00:00.123Z 1776762000000", 21),
    ("GET /api/v2/orders/55210/items?page=3&sort=price_desc", 18),
    ('{"status": 504, "duration_ms": 1300, "body": {"error": "upstream request timeout"}}', 26),
    ("Bei der Zahlung ist ein Fehler aufgetreten, \u00dcberpr\u00fcfung l\u00e4uft.", 17),
    ("[[]]{}()<>!!??##@@&&||==++--//**%%", 18),
    ("WARN OkHttpClient RESPONSE_TIMEOUT_EXCEEDED HTTP_504_GATEWAY", 14),
    ("\n\n## Outcome\n   before: \n", 8),
]
"""Our own lines, and what stands in apps in Latin letters."""
FOREIGN = [
    ("結帐時發生錯誤\uff0c請稍後再試。", 22),
    ("결제 중 오류가 발생했습니다.", 12),
    ("حدث خطأ أثناء الدفع.", 15),
    (
        "भुगतान के दौरान त्रुटि हुई।",
        30,
    ),
    (
        "Ошибка при оплате заказа",
        7,
    ),
    ("\U0001f600\U0001f4a5\U0001f6d2\U0001f469\u200d\U0001f4bb", 14),
]
OPAQUE = [
    ("B7D2E0C4-51F6-4A9E-8C3D-0F2A6E917B45", 32),
    ("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 35),
    ("q3Zr8nV0xTgYd1uKcWm5oJb7eHs2LfAi9PtNyQvRkXE", 38),
]
"""Random letters: the estimate may be low by a fifth, which the summary makes room for."""


@pytest.mark.parametrize(("text", "counted"), OURS)
def test_our_own_text_is_never_undercounted_and_seldom_doubled(text: str, counted: int) -> None:
    assert counted <= tokens(text) <= 2.5 * counted


@pytest.mark.parametrize(("text", "counted"), FOREIGN)
def test_other_alphabets_are_never_undercounted(text: str, counted: int) -> None:
    assert counted <= tokens(text)


@pytest.mark.parametrize(("text", "counted"), OPAQUE)
def test_random_letters_are_undercounted_by_no_more_than_a_fifth(text: str, counted: int) -> None:
    assert 0.8 * counted <= tokens(text) <= 2 * counted


def test_nothing_costs_nothing() -> None:
    assert tokens("") == 0


def test_lines_together_cost_no_more_than_each_with_its_break() -> None:
    lines = [text for text, _ in (*OURS, *FOREIGN, *OPAQUE)]
    assert tokens("\n".join(lines)) <= sum(tokens(line) + 1 for line in lines)


def test_a_text_of_the_greatest_length_is_counted_at_once() -> None:
    for piece in ("a", "A1", " ", '"', "\n", "\u6f22", "\U0001f4a5", "a_", "0-"):
        begun = time.perf_counter()
        assert tokens(piece * 42_000) > 0
        assert time.perf_counter() - begun < 1
