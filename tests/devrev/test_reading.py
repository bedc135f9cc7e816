"""Both shapes of a recording, and both of a session, with every field that has a place."""

import json
from datetime import UTC, datetime

import msgspec
from good_answers import JsonObject, mobile, mobile_session, web, web_session

from devrev_sessions.devrev.reading import read_recording
from devrev_sessions.devrev.reading_sessions import read_session
from devrev_sessions.timeline.events import AppText, Event, Kind
from devrev_sessions.timeline.recording import (
    CrashLog,
    Device,
    Launch,
    Memory,
    PageCounts,
    Recording,
    ReplayLink,
    Session,
)

NINE = datetime(2026, 4, 21, 9, 0, tzinfo=UTC)
A = AppText

PIXEL = Device(
    app_version=A("5.2.0"),
    maker=A("Google"),
    model=A("Pixel 8"),
    system=A("15"),
    network=A("WiFi"),
    sdk_version=A("2.3.6"),
    screen_width=1080,
    screen_height=2400,
)
MAC = Device(
    model=A("Macintosh"),
    system=A("macOS"),
    browser=A("Chrome"),
    browser_version=A("135.0"),
    form=A("desktop"),
    network=A("4g"),
)
COUNTS = PageCounts(
    dead_clicks=1,
    rage_clicks=2,
    console_errors=2,
    console_warnings=1,
    console_logs=10,
    responses={"200": 31, "504": 2},
    page_load_ms=1420,
    first_page_title=A("Cart"),
    first_page_url=A("https://shop.example/cart?voucher=1"),
)


def read(body: object) -> Recording:
    return read_recording(json.dumps(body, separators=(",", ":")).encode(), "", "")


def raw(fields: JsonObject) -> msgspec.Raw:
    return msgspec.Raw(json.dumps(fields, separators=(",", ":")).encode())


FRAMES = {"0000": "img_0.webp", "0001": "img_1.webp"}


def test_every_field_of_a_mobile_recording_has_its_place():
    splash, cart, pay = A("SplashActivity"), A("CartActivity"), A("pay_button")
    assert read(mobile()) == Recording(
        medium="mobile",
        session_id="sess-m-1",
        part_id="rec-1",
        started_at=NINE,
        events=(
            Event(n=1, kind=Kind.LAUNCH, action=A("app_launch"), screen=splash),
            Event(
                n=2,
                kind=Kind.DEAD_TAP,
                at_ms=8120,
                action=A("single_tap"),
                screen=cart,
                target=pay,
                unanswered=True,
                touched=msgspec.Raw(b'[{"x":540.0,"y":2110.5}]'),
            ),
            Event(
                n=3,
                kind=Kind.CUSTOM,
                at_ms=9600,
                action=A("event"),
                name=A("checkout_failed"),
                note=A("checkout"),
                properties=raw({"reason": "timeout"}),
            ),
            Event(
                n=4,
                kind=Kind.REQUEST,
                at_ms=9700,
                action=A("api"),
                name=A("create-order"),
                request=raw({"id": "o-1"}),
                response=raw({"status": "504"}),
            ),
            Event(
                n=5,
                kind=Kind.EXCEPTION,
                at_ms=10100,
                action=A("exception"),
                name=A("java.lang.IllegalStateException"),
                note=A("cart"),
            ),
        ),
        device=PIXEL,
        launch=Launch(A("cold"), 812),
        memory=Memory(1833, 7631),
        crash_log=CrashLog(
            crashed=True,
            froze=False,
            text=A("java.lang.IllegalStateException: cart is empty\n\tat com.parcel.Cart.total(Cart.kt:41)"),
        ),
        user_id=A("REVU-8812"),
        org_id=A("REV-Ab12Cd34"),
        attributes={"plan": A("gold"), "orders": A("14"), "beta": A("true"), "note": A("")},
        replay=(ReplayLink("https://storage.example/frames?sig=x", "0000", "0001", ("0000", "0001"), FRAMES),),
    )


def test_every_field_of_a_web_recording_has_its_place():
    cart = A("/cart")
    assert read(web()) == Recording(
        medium="web",
        session_id="sess-w-1",
        part_id="tab-1",
        started_at=NINE,
        events=(
            Event(n=1, kind=Kind.NAVIGATION, at_ms=100, action=A("nav"), screen=cart),
            Event(
                n=2,
                kind=Kind.DEAD_TAP,
                at_ms=5000,
                action=A("click"),
                screen=cart,
                target=A("Pay"),
                note=A("button#pay"),
                unanswered=True,
            ),
            Event(
                n=3,
                kind=Kind.INPUT,
                at_ms=5500,
                action=A("form_change"),
                screen=A("/#/cart/voucher"),
                target=A("input#voucher"),
                note=A("SUMMER15"),
            ),
            Event(
                n=4,
                kind=Kind.CUSTOM,
                at_ms=6000,
                name=A("checkout_failed"),
                properties=raw({"reason": "timeout"}),
            ),
        ),
        device=MAC,
        counts=COUNTS,
        user_id=A("REVU-7741"),
        org_id=A("REV-Bn20Yc66"),
        attributes={"region": A("eu-west"), "plan": A("gold")},
        replay=(
            ReplayLink(
                "https://storage.example/packet?sig=x",
                "2026-04-21T09:00:00.000Z",
                "2026-04-21T09:00:30.000Z",
                begins_ms=1_776_762_000_000,
            ),
        ),
    )


def test_every_field_of_a_mobile_session_has_its_place():
    assert read_session(json.dumps({"session": mobile_session()}).encode()) == Session(
        session_id="sess-m-1",
        medium="mobile",
        platform="android",
        started_at=NINE,
        duration_ms=221_200,
        part_ids=("rec-1", "rec-2"),
        device=PIXEL,
        crashed=True,
        froze=True,
        had_exceptions=True,
        rage_tapped=True,
        user_id=A("REVU-8812"),
        org_id=A("REV-Ab12Cd34"),
    )


def test_every_field_of_a_web_session_has_its_place():
    assert read_session(json.dumps({"session": web_session()}).encode()) == Session(
        session_id="sess-w-1",
        medium="web",
        platform="web",
        started_at=NINE,
        duration_ms=30_000,
        part_ids=("tab-1", "tab-2"),
        device=MAC,
        counts=COUNTS,
        user_id=A("REVU-7741"),
        org_id=A("REV-Bn20Yc66"),
    )
