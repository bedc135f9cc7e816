"""Android: a shopkeeper restocks for two hours; more than ten thousand events, and nothing wrong."""

from devrev_sessions.sandbox.apps import ANDROID_APP
from devrev_sessions.sandbox.sample_session import JsonObject, SampleSession
from devrev_sessions.sandbox.telling.android import AndroidStory
from devrev_sessions.sandbox.telling.mobile import ApiDialect
from devrev_sessions.sandbox.telling.mobile_bodies import Launch, MobileVisit

RECORDING_ID = "rec-c40d-1"
TWO_HOURS_MS = 7_200_000

VISIT = MobileVisit(
    session_id="c40d-9e18",
    platform="android",
    created_at="2026-08-14T06:00:00.000Z",
    device={
        "app_version": "5.5.3",
        "manufacturer": "Xiaomi",
        "model": "23090RA98G",
        "network_type": "WiFi",
        "os_version": "14",
        "plug_sdk_version": "2.3.9",
        "screen_height": 2712,
        "screen_width": 1220,
        "sdk_version": "34",
    },
    rev_user_id="REVU-317",
    rev_org_id="REV-Km55Tz91",
    user_attributes={"plan": "business", "seats": 2, "shop": "Corner shop, Harbour Street", "since": 2021},
    ram=(3120, 7411),
)

GOODS = (
    "tea",
    "rice",
    "soap",
    "oats",
    "honey",
    "pasta",
    "coffee",
    "candles",
    "lentils",
    "olive-oil",
    "matches",
    "salt",
)

SENT_HEADERS: JsonObject = {
    "accept": "application/json",
    "accept-encoding": "gzip",
    "accept-language": "en-GB,en;q=0.9,de;q=0.6",
    "cache-control": "no-cache",
    "connection": "keep-alive",
    "user-agent": "Parcel/5.5.3 (Android 14; Xiaomi 23090RA98G; build 50530) okhttp/4.12.0",
    "x-parcel-channel": "shop",
    "x-parcel-locale": "en-GB",
    "x-parcel-shop": "shop-3179",
    "x-parcel-trace": "sampled",
}
GOT_HEADERS: JsonObject = {
    "alt-svc": 'h3=":443"; ma=86400',
    "cache-control": "private, max-age=0",
    "content-encoding": "gzip",
    "content-type": "application/json; charset=utf-8",
    "server": "parcel-edge/7",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "timing-allow-origin": "*",
    "vary": "accept-encoding, accept-language",
    "via": "1.1 edge-fra-3",
    "x-parcel-region": "eu-central",
}
CONTEXT: JsonObject = {
    "app_build": 50530,
    "battery": "discharging",
    "channel": "shop",
    "connection": "wifi",
    "consent": "analytics",
    "experiments": ["list-density-b", "quick-add-a", "cart-summary-c"],
    "font_scale": 1.0,
    "locale": "en-GB",
    "night_mode": False,
    "orientation": "portrait",
    "release_track": "production",
    "time_zone": "Europe/Berlin",
}
"""What this app's interceptor and tracker add to everything: most of a real recording's weight is such company."""

HOME, LIST, PRODUCT, CART = "HomeActivity", "AssortmentActivity", "ProductActivity", "CartActivity"


def tell() -> JsonObject:
    """The recording: one product after another, and a look at the cart after every tenth."""
    dialect = ApiDialect(
        "https://api.parcel.example", duration_name="duration", sent_headers=SENT_HEADERS, got_headers=GOT_HEADERS
    )
    story = AndroidStory(HOME, dialect=dialect, seed=409, context=CONTEXT)
    story.cold_start()
    story.request("home-feed", 200, 402, call="GET /v1/feed")
    story.at("0:06").scroll("feed_list", 3)
    story.wait(1.5).tap("restock_tile")
    story.open(LIST)
    product = 0
    while story.offset_ms < TWO_HOURS_MS - 70_000:
        _choose(story, product)
        _look_and_add(story, product)
        product += 1
        if product % 10 == 0:
            _check_the_cart(story, product)
    _check_the_cart(story, product)
    until_seconds = story.offset_ms // 1000
    story.poll(
        "stock", call="GET /v1/stock", start="0:10", every_seconds=5, statuses=[200] * ((until_seconds - 15) // 5)
    )
    story.poll(
        "sync", call="POST /v1/sync", start="0:12", every_seconds=15, statuses=[200] * ((until_seconds - 30) // 15)
    )
    return VISIT.recording(RECORDING_ID, story.events(), launch=Launch("cold", 1105), frames=1440)


def _choose(story: AndroidStory, product: int) -> None:
    story.wait(1.2).scroll("assortment_list", 5)
    story.request("assortment", 200, story.dice.between(180, 420), call=f"GET /v1/assortment?page={product // 4}")
    story.event("list_scrolled", page=product // 4, visible=[GOODS[(product + near) % 12] for near in range(6)])
    story.wait(0.9).scroll("assortment_list", 4)
    story.wait(2.9).tap(f"assortment_row_{product % 7}")


def _look_and_add(story: AndroidStory, product: int) -> None:
    name = f"{GOODS[product % 12]}-{product:04d}"
    cents = story.dice.between(149, 2499)
    thing: JsonObject = {
        "product_id": name,
        "price": f"{cents / 100:.2f}",
        "currency": "EUR",
        "pack": story.dice.between(6, 24),
        "supplier": {"id": f"s-{product % 31}", "country": story.dice.one_of(("DE", "NL", "IT", "FR"))},
    }
    story.open(PRODUCT)
    story.event("product_viewed", position=product, **thing)
    story.request("product", 200, story.dice.between(140, 390), call=f"GET /v1/products/{name}", got={"body": thing})
    story.request("reviews", 200, story.dice.between(160, 510), call=f"GET /v1/products/{name}/reviews")
    story.request("similar", 200, story.dice.between(150, 480), call=f"GET /v1/products/{name}/similar")
    story.wait(1.7).swipe("left", "photo_pager")
    story.wait(1.4).swipe("left", "photo_pager")
    story.event("photo_seen", product_id=name, number=2)
    story.wait(1.6).tap("tab_details")
    story.tag("details_open")
    story.wait(0.8).scroll("product_page", 4)
    story.message(f"details of {name} rendered in {story.dice.between(9, 31)} ms")
    story.wait(1.1).tap("quantity_plus")
    story.wait(0.9).tap("quantity_plus")
    story.wait(1.3).tap("add_to_cart")
    line: JsonObject = {"product": name, "quantity": 3, "cents": cents * 3, "warehouse": f"w-{product % 5}"}
    story.request(
        "add-to-cart", 200, story.dice.between(170, 440), call="POST /v1/cart/lines", sent={"body": line}, got=line
    )
    story.event("added_to_cart", quantity=3, **thing)
    batch = [{"name": "view", "product": name, "at": story.offset_ms - 900 * step} for step in range(4)]
    story.request("track", 202, story.dice.between(60, 140), call="POST /v1/track", sent={"body": {"batch": batch}})
    story.wait(1.9).swipe("down", "product_page")
    story.wait(4.6).back(LIST)


def _check_the_cart(story: AndroidStory, product: int) -> None:
    story.wait(5.4).tap("cart_icon")
    story.open(CART)
    story.request("cart", 200, story.dice.between(200, 460), call="GET /v1/cart", got={"items": product})
    story.wait(1.2).scroll("cart_list", 6)
    story.event("cart_checked", items=product)
    story.wait(2.0).scroll("cart_list", 3, direction="down")
    story.wait(1.5).back(LIST)


SAMPLE = SampleSession(
    name="android-long-ordinary",
    what_it_shows="Two hours of ordinary use: more than ten thousand events, and nothing went wrong.",
    session_id=VISIT.session_id,
    version_key=ANDROID_APP,
    platform="android",
    parts=(RECORDING_ID,),
    session=VISIT.session((RECORDING_ID,), duration_ms=TWO_HOURS_MS),
    recordings={RECORDING_ID: tell},
)
