"""Web: a voucher button that does nothing, in a session of three tabs: shop, account and help."""

from devrev_sessions.sandbox.apps import WEB_APP
from devrev_sessions.sandbox.sample_session import JsonObject, SampleSession
from devrev_sessions.sandbox.telling.clock import instant
from devrev_sessions.sandbox.telling.web import WebTab
from devrev_sessions.sandbox.telling.web_bodies import WebVisit

SHOP_TAB, ACCOUNT_TAB, HELP_TAB = TAB_IDS = ("tab-3f9a-1", "tab-3f9a-2", "tab-3f9a-3")

VISIT = WebVisit(
    session_id="3f9a-77c0",
    created_at="2026-07-09T14:03:00.120Z",
    device={
        "type": "desktop",
        "browser": "Chrome",
        "browser_version": "138.0.7204",
        "model": "Macintosh",
        "network_type": "4g",
        "os": "macOS",
    },
    dead_click_count=2,
    rage_click_count=4,
    rev_user_id="REVU-7741",
    rev_org_id="REV-Bn20Yc66",
    attributes={"plan": "gold", "region": "eu-west", "experiment": "voucher-box-b"},
)

VOUCHER_ERROR = """TypeError: Cannot read properties of undefined (reading 'discount')
    at applyVoucher (https://shop.parcel.example/assets/cart.8f21c0.js:1:48213)
    at async onVoucherSubmit (https://shop.parcel.example/assets/cart.8f21c0.js:1:48790)
    at HTMLButtonElement.<anonymous> (https://shop.parcel.example/assets/vendor.11ab9e.js:2:90417)"""


def _shop() -> WebTab:
    tab = WebTab(VISIT.created_at, title="Parcel · everything, delivered", path="/")
    tab.at("0:00.05").nav("/", "Parcel · everything, delivered")
    tab.call("GET /", 200, 240)
    tab.at("0:00.4").call("GET /api/config", 200, 96)
    tab.call("GET /api/feed?page=1", 200, 310)
    tab.at("0:01.9").perf(largest_contentful_paint_ms="1420", first_input_delay_ms="9", cumulative_layout_shift="0.04")
    tab.console("log", "feature flags: voucher-box-b")
    tab.at("0:14").click("Kitchen", "nav > a.category-kitchen")
    tab.at("0:14.3").nav("/c/kitchen", "Kitchen · Parcel")
    tab.call("GET /api/products?category=kitchen", 200, 402)
    tab.at("0:26.1").click("Blue kettle", "a.product-card[data-id=kettle-blue]")
    tab.at("0:26.4").nav("/p/kettle-blue", "Blue kettle · Parcel")
    tab.call("GET /api/products/kettle-blue", 200, 188)
    tab.call("GET /api/products/kettle-blue/reviews", 200, 520)
    tab.at("0:41").click("Photo 2", "button.thumb:nth-child(2)")
    tab.at("0:58.2").click("Add to cart", "button#add-to-cart")
    tab.call("POST /api/cart/lines", 200, 231)
    tab.at("0:58.5").custom("added_to_cart", product_id="kettle-blue", quantity="1")
    tab.at("1:09.7").click("Cart", "a#cart-link")
    tab.at("1:10").nav("/cart?ref=header", "Cart · Parcel")
    tab.call("GET /api/cart", 200, 174)
    tab.call("GET /api/cart/recommendations", 200, 6412)
    tab.at("1:12.5").perf(largest_contentful_paint_ms="2210", interaction_to_next_paint_ms="96")
    tab.at("1:24").fill("Voucher code", "input#voucher", "SUMMER15")
    _try_the_voucher(tab)
    tab.at("4:55").fill("Voucher code", "input#voucher", "summer15")
    tab.at("4:58.4").click("Apply voucher", "button#apply-voucher", dead=True)
    tab.call("POST /api/vouchers", 500, 298, got={"body": '{"error":"internal"}'})
    tab.at("4:58.7").console("error", VOUCHER_ERROR)
    tab.at("7:20").click("Remove", "button.line-remove")
    tab.call("DELETE /api/cart/lines/1", 200, 205)
    tab.at("7:20.3").custom("cart_emptied", reason="by_hand")
    tab.at("7:31").stop()
    return tab


def _try_the_voucher(tab: WebTab) -> None:
    tab.at("1:27.1").click("Apply voucher", "button#apply-voucher", dead=True)
    tab.call("POST /api/vouchers", 500, 341, sent={"body": '{"code":"SUMMER15"}'}, got={"body": '{"error":"internal"}'})
    tab.at("1:27.5").console("error", VOUCHER_ERROR)
    tab.custom("voucher_failed", code="SUMMER15", status="500")
    for offset in ("1:30.0", "1:30.4", "1:30.7", "1:31.1"):
        tab.at(offset).click("Apply voucher", "button#apply-voucher", rage=True)
    tab.call("POST /api/vouchers", 500, 322, got={"body": '{"error":"internal"}'})
    tab.at("1:31.5").console("error", VOUCHER_ERROR)
    tab.at("1:32").console("warn", "voucher: 3 attempts, box stays enabled")
    tab.at("1:50").click("Account", "a#account-link[target=_blank]")


def _account() -> WebTab:
    tab = WebTab(instant(VISIT.created_at, 110_400), title="Your account · Parcel", path="/account")
    tab.at("0:00.05").nav("/account", "Your account · Parcel")
    tab.call("GET /api/me", 200, 166)
    tab.at("0:01.3").perf(largest_contentful_paint_ms="980")
    tab.at("0:09").click("Vouchers", "a[href='/account/vouchers']")
    tab.at("0:09.2").nav("/account/vouchers", "Vouchers · Parcel")
    tab.call("GET /api/me/vouchers", 200, 190, got={"body": '[{"code":"SUMMER15","valid":true}]'})
    tab.at("0:24.6").click("SUMMER15", "li.voucher > button.copy")
    tab.custom("voucher_copied", code="SUMMER15")
    tab.at("0:52").click("Profile", "a[href='/account/profile']")
    tab.at("0:52.2").nav("/account/profile", "Profile · Parcel")
    tab.call("GET /api/me/profile", 200, 158)
    tab.at("1:05").fill("Newsletter", "input#newsletter", "on")
    tab.at("1:10").fill("Delivery note", "textarea#note", "Please ring twice")
    tab.at("1:14.8").click("Save", "button#save-profile")
    tab.call("PUT /api/me/profile", 200, 287)
    tab.at("1:15.2").console("log", "profile saved")
    tab.at("3:02").stop()
    return tab


def _help() -> WebTab:
    tab = WebTab(instant(VISIT.created_at, 310_000), title="Help · Parcel", path="/help")
    tab.at("0:00.05").nav("/help", "Help · Parcel")
    tab.call("GET /api/help/topics", 200, 144)
    tab.at("0:01.1").perf(largest_contentful_paint_ms="1105")
    tab.at("0:08").fill("Search help", "input#help-search", "voucher does not work")
    tab.at("0:09.4").click("Search", "button#help-go")
    tab.call("GET /api/help/search?q=voucher%20does%20not%20work", 200, 233)
    tab.at("0:17").click("Why is my voucher refused?", "a.help-result:nth-child(1)")
    tab.at("0:17.3").nav("/help/vouchers", "Vouchers · Help")
    tab.call("GET /api/help/articles/vouchers", 200, 121)
    tab.call("GET /api/help/articles/vouchers/related", 404, 88)
    tab.at("0:17.6").console("warn", "related articles missing: 404")
    tab.at("0:58").click("Was this helpful? No", "button.feedback-no")
    tab.custom("help_feedback", article="vouchers", helpful="false")
    tab.at("1:06.5").click("Chat with us", "button#open-chat")
    tab.custom("chat_opened", queue="orders")
    tab.at("1:31").fill("Message", "textarea#chat", "SUMMER15 is in my account but Apply does nothing")
    tab.at("1:33.2").click("Send", "button#chat-send")
    tab.call("POST /api/chat/messages", 201, 262)
    tab.at("2:09").stop()
    return tab


def tell_shop() -> JsonObject:
    """The first tab, 7:31: a kettle, a cart, and a voucher that cannot be applied."""
    return VISIT.recording(SHOP_TAB, _shop(), page_load_time_ms=1860)


def tell_account() -> JsonObject:
    """The second tab, 3:02: the voucher is there, and valid."""
    return VISIT.recording(ACCOUNT_TAB, _account(), page_load_time_ms=1214)


def tell_help() -> JsonObject:
    """The third tab, 2:09: the help does not help, so the customer writes to support."""
    return VISIT.recording(HELP_TAB, _help(), page_load_time_ms=1032)


SAMPLE = SampleSession(
    name="web-three-tabs",
    what_it_shows="A dead voucher button over a 500, rage clicks on it, and a way through account and help.",
    session_id=VISIT.session_id,
    version_key=WEB_APP,
    platform="web",
    parts=TAB_IDS,
    session=VISIT.session(
        TAB_IDS,
        duration_ms=451_000,
        first_page_title="Parcel · everything, delivered",
        first_page_url="https://shop.parcel.example/",
        page_load_time_ms=1860,
        console_metadata={"error": 3, "log": 2, "warn": 2},
        network_metadata={"status_counts": {"200": 17, "201": 1, "404": 1, "500": 3}},
    ),
    recordings={SHOP_TAB: tell_shop, ACCOUNT_TAB: tell_account, HELP_TAB: tell_help},
    developer_info={
        SHOP_TAB: lambda: _shop().developer_info(),
        ACCOUNT_TAB: lambda: _account().developer_info(),
        HELP_TAB: lambda: _help().developer_info(),
    },
)
