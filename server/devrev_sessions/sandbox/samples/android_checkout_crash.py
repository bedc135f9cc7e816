"""Android: an order times out twice, and the second time the app crashes over an empty cart."""

from devrev_sessions.sandbox.apps import ANDROID_APP
from devrev_sessions.sandbox.sample_session import JsonObject, SampleSession
from devrev_sessions.sandbox.telling.android import AndroidStory
from devrev_sessions.sandbox.telling.mobile import ApiDialect
from devrev_sessions.sandbox.telling.mobile_bodies import Launch, MobileVisit

RECORDING_ID = "rec-9c1f-1"

VISIT = MobileVisit(
    session_id="9c1f-22ab",
    platform="android",
    created_at="2026-04-21T09:00:00.000Z",
    device={
        "app_version": "5.2.0",
        "manufacturer": "Google",
        "model": "Pixel 8",
        "network_type": "WiFi",
        "os_version": "15",
        "plug_sdk_version": "2.3.6",
        "screen_height": 2400,
        "screen_width": 1080,
        "sdk_version": "35",
    },
    rev_user_id="REVU-8812",
    rev_org_id="REV-Ab12Cd34",
    user_attributes={"plan": "gold", "locale": "en-GB", "orders_placed": 14},
)

CRASH_LOG = """FATAL EXCEPTION: main
Process: com.parcel.shop, PID: 14233
java.lang.IllegalStateException: cart is empty
\tat com.parcel.cart.Cart.total(Cart.kt:41)
\tat com.parcel.checkout.PayFlow.start(PayFlow.kt:88)
\tat com.parcel.checkout.CheckoutActivity.onPayTapped(CheckoutActivity.kt:152)
\tat com.parcel.checkout.CheckoutActivity.onCreate$lambda$3(CheckoutActivity.kt:71)
\tat com.parcel.checkout.CheckoutActivity$$ExternalSyntheticLambda2.onClick(D8$$SyntheticClass:0)
\tat android.view.View.performClick(View.java:7659)
\tat com.google.android.material.button.MaterialButton.performClick(MaterialButton.java:1218)
\tat android.view.View.performClickInternal(View.java:7636)
\tat android.view.View.-$$Nest$mperformClickInternal(Unknown Source:0)
\tat android.view.View$PerformClick.run(View.java:30156)
\tat android.os.Handler.handleCallback(Handler.java:958)
\tat android.os.Handler.dispatchMessage(Handler.java:99)
\tat android.os.Looper.loopOnce(Looper.java:205)
\tat android.os.Looper.loop(Looper.java:294)
\tat android.app.ActivityThread.main(ActivityThread.java:8177)
\tat java.lang.reflect.Method.invoke(Native Method)
\tat com.android.internal.os.RuntimeInit$MethodAndArgsCaller.run(RuntimeInit.java:552)
\tat com.android.internal.os.ZygoteInit.main(ZygoteInit.java:971)
Caused by: java.util.NoSuchElementException: List is empty.
\tat kotlin.collections.CollectionsKt___CollectionsKt.first(_Collections.kt:221)
\tat com.parcel.cart.CartLines.currency(CartLines.kt:27)
\tat com.parcel.cart.Cart.total(Cart.kt:39)
\t... 17 more
"""

SPLASH, HOME, SEARCH, PRODUCT, CART, CHECKOUT = (
    "SplashActivity",
    "HomeActivity",
    "SearchActivity",
    "ProductActivity",
    "CartActivity",
    "CheckoutActivity",
)


def tell() -> JsonObject:
    """The recording: 3:42 from a cold start to the crash."""
    dialect = ApiDialect("https://api.parcel.example", status_as_text=True)
    story = AndroidStory(SPLASH, dialect=dialect, seed=912)
    _arrive(story)
    _look_for_a_kettle(story)
    _fill_the_cart(story)
    _fail_to_order(story)
    _edit_the_cart(story)
    _fail_again(story)
    statuses = [200] * 31
    statuses[19] = 503
    story.poll("stock", call="GET /v1/stock?ids=kettle-blue", start="1:02", every_seconds=5, statuses=statuses)
    story.poll("track", call="POST /v1/track", start="0:10.4", every_seconds=10, statuses=[202] * 21)
    log: JsonObject = {"is_anr": False, "is_crash": True, "value": CRASH_LOG}
    return VISIT.recording(RECORDING_ID, story.events(), launch=Launch("cold", 812), log=log, frames=214)


def _arrive(story: AndroidStory) -> None:
    story.cold_start()
    story.request("remote-config", 200, 233, call="GET /v1/config")
    story.at("0:00.9").message("user restored from keystore")
    story.at("0:01.2").replace(HOME)
    story.request("home-feed", 200, 412, call="GET /v1/feed?page=1")
    story.request("cart", 200, 187, call="GET /v1/cart", got={"items": 0})
    story.at("0:02.1").event("home_viewed", offers=6)
    story.at("0:03").scroll("feed_list", 6)
    story.request("home-feed", 200, 388, call="GET /v1/feed?page=2")
    story.wait(0.8).scroll("feed_list", 4)
    story.at("0:19").swipe("left", "offer_carousel")
    story.at("0:21.5").swipe("left", "offer_carousel")
    story.at("0:24").tap("offer_card_3")
    story.event("offer_opened", offer="spring-tea")
    story.at("0:27.2").swipe("down", "offer_sheet")


def _look_for_a_kettle(story: AndroidStory) -> None:
    story.at("0:31.4").tap("search_field")
    story.open(SEARCH)
    story.at("0:34").tap("search_field")
    story.at("0:38.6").event("search_submitted", query="kettle", source="keyboard")
    story.request("search", 200, 521, call="GET /v1/search?q=kettle", got={"hits": 38})
    story.at("0:40").scroll("result_list", 6)
    story.at("0:48.2").tap("filter_button")
    story.at("0:50.1").tap("filter_in_stock")
    story.at("0:51.7").tap("filter_apply")
    story.request("search", 200, 467, call="GET /v1/search?q=kettle&in_stock=1", got={"hits": 11})
    story.at("0:53").scroll("result_list", 3)
    story.at("0:58.4").tap("result_row_2")
    _look_at_product(story, "kettle-blue", "Blue kettle")
    story.at("1:14.2").back(SEARCH)
    story.at("1:15.5").scroll("result_list", 2)
    story.at("1:19.8").tap("result_row_5")
    _look_at_product(story, "kettle-steel", "Steel kettle")
    story.at("1:32.6").back(SEARCH)
    story.at("1:35.8").tap("result_row_2")
    story.open(PRODUCT)


def _look_at_product(story: AndroidStory, product_id: str, title: str) -> None:
    story.open(PRODUCT)
    story.request("product", 200, 344, call=f"GET /v1/products/{product_id}")
    story.request("reviews", 200, 608, call=f"GET /v1/products/{product_id}/reviews")
    story.wait(0.5).event("product_viewed", product_id=product_id, title=title, price="39.90", currency="EUR")
    story.wait(1.1).swipe("left", "photo_pager")
    story.wait(1.3).swipe("left", "photo_pager")
    story.wait(1.6).tap("photo_pager", kind="double_tap")
    story.wait(1.4).scroll("product_page", 2)


def _fill_the_cart(story: AndroidStory) -> None:
    story.request("product", 304, 96, call="GET /v1/products/kettle-blue")
    story.at("1:40.3").tap("add_to_cart")
    story.request("add-to-cart", 200, 301, call="POST /v1/cart/lines", sent={"body": {"product": "kettle-blue"}})
    story.at("1:40.7").event("added_to_cart", product_id="kettle-blue", quantity=1)
    story.at("1:42.9").scroll("product_page", 1)
    story.at("1:46.2").tap("cart_icon")
    story.open(CART)
    story.request("cart", 200, 205, call="GET /v1/cart", got={"items": 1, "total": "39.90"})
    story.at("1:51.5").tap("quantity_plus")
    story.request("cart", 200, 198, call="PATCH /v1/cart/lines/1", got={"items": 2, "total": "79.80"})
    story.at("1:55.1").tap("suggestion_tea_set")
    story.request("cart", 200, 243, call="POST /v1/cart/lines", got={"items": 3, "total": "101.70"})
    story.at("1:58.3").scroll("cart_list", 2)
    story.at("2:01.4").tap("checkout_button")


def _fail_to_order(story: AndroidStory) -> None:
    story.open(CHECKOUT)
    story.request("delivery-slots", 200, 533, call="GET /v1/delivery/slots")
    story.event("checkout_started", items=3, total="101.70")
    story.at("2:03.6").tap("address_home")
    story.at("2:05.9").tap("slot_tomorrow_morning")
    story.at("2:08.688").tap("pay_button")
    _order(story)
    story.at("2:10.1").event("checkout_failed", reason="timeout", attempt=1)
    story.message("order not confirmed, keeping the cart")


def _order(story: AndroidStory) -> None:
    body = {"cart": "c-77120", "slot": "tomorrow-am", "payment": "card"}
    error = {"error": "upstream request timeout"}
    story.request("create-order", 504, 1312, call="POST /v1/orders", sent={"body": body}, got={"body": error})


def _edit_the_cart(story: AndroidStory) -> None:
    story.at("2:12.0").back(CART)
    story.request("cart", 200, 211, call="GET /v1/cart", got={"items": 3, "total": "101.70"})
    story.at("2:16.4").scroll("cart_list", 2)
    story.at("2:20.8").tap("quantity_minus")
    story.request("cart", 200, 190, call="PATCH /v1/cart/lines/1", got={"items": 2, "total": "61.80"})
    story.at("2:26.3").swipe("left", "cart_row_2")
    story.at("2:27.9").tap("remove_line")
    story.request("cart", 200, 224, call="DELETE /v1/cart/lines/2", got={"items": 1, "total": "39.90"})
    story.at("2:28.3").event("removed_from_cart", product_id="tea-set")
    story.at("2:34.6").tap("gift_note")
    story.at("2:42.2").tap("gift_note_save")
    story.request("cart", 200, 236, call="PATCH /v1/cart", got={"items": 1, "total": "39.90"})
    story.at("2:47.3").tap("delivery_details")
    story.at("2:48.1").open("DeliveryDetailsActivity")
    story.request("delivery-terms", 200, 158, call="GET /v1/delivery/terms")
    story.at("2:50").scroll("terms_text", 5)
    story.at("3:01.7").back(CART)
    for offset in ("3:05.2", "3:08.4", "3:12.6"):
        story.at(offset).swipe("up", "cart_list")
    story.at("3:16.2").swipe("down", "cart_list")
    story.at("3:19.9").tap("checkout_button")


def _fail_again(story: AndroidStory) -> None:
    story.open(CHECKOUT)
    story.request("delivery-slots", 200, 498, call="GET /v1/delivery/slots")
    story.event("checkout_started", items=1, total="39.90")
    story.at("3:24.7").tap("address_home")
    story.at("3:28.1").tap("slot_tomorrow_morning")
    story.at("3:31.4").tap("payment_card")
    story.at("3:34").scroll("order_review", 2)
    story.at("3:38.088").tap("pay_button")
    _order(story)
    story.at("3:39.3").rage_tap("pay_button")
    story.at("3:40.25").event("checkout_failed", reason="timeout", attempt=2)
    story.at("3:40.4").request("cart", 200, 231, call="GET /v1/cart", got={"items": 0, "total": "0.00"})
    story.at("3:40.9").message("cart refreshed: 0 lines")
    story.at("3:41.2").tap("pay_button", answered=False)


SAMPLE = SampleSession(
    name="android-checkout-crash",
    what_it_shows="An order fails twice with 504; after a rage tap on pay the app crashes over an empty cart.",
    session_id=VISIT.session_id,
    version_key=ANDROID_APP,
    platform="android",
    parts=(RECORDING_ID,),
    session=VISIT.session((RECORDING_ID,), duration_ms=222_000, marks=frozenset({"is_crash", "rage_tap"})),
    recordings={RECORDING_ID: tell},
)
