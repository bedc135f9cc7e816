"""Android: an address form with handled exceptions, a failure inside a 200, a slow answer, and a good end."""

from devrev_sessions.sandbox.apps import ANDROID_APP
from devrev_sessions.sandbox.sample_session import JsonObject, SampleSession
from devrev_sessions.sandbox.telling.android import AndroidStory
from devrev_sessions.sandbox.telling.mobile import ApiDialect
from devrev_sessions.sandbox.telling.mobile_bodies import Launch, MobileVisit

RECORDING_ID = "rec-2b6e-1"

VISIT = MobileVisit(
    session_id="2b6e-f0d9",
    platform="android",
    created_at="2026-10-05T12:10:44.000Z",
    device={
        "app_version": "5.6.2",
        "manufacturer": "Fairphone",
        "model": "FP5",
        "network_type": "Cellular",
        "os_version": "14",
        "plug_sdk_version": "2.4.1",
        "screen_height": 2700,
        "screen_width": 1224,
        "sdk_version": "34",
    },
    rev_user_id="REVU-6140",
    rev_org_id="REV-Qx77Lm02",
    user_attributes={"plan": "silver", "beta": True},
    ram=(2904, 7520),
)

GEOCODE_TRACE = """com.squareup.moshi.JsonDataException: Required value 'street' missing at $.features[0]
\tat com.parcel.address.GeocodeParser.parse(GeocodeParser.kt:58)
\tat com.parcel.address.AddressSuggestions.load(AddressSuggestions.kt:40)
\tat kotlinx.coroutines.DispatchedTask.run(DispatchedTask.kt:108)
"""


def tell() -> JsonObject:
    """The recording: not quite eight minutes, four of them with the phone put down."""
    dialect = ApiDialect(
        "https://api.parcel.example", status_name="status", status_as_text=True, duration_name="durationMs"
    )
    story = AndroidStory("HomeActivity", dialect=dialect, seed=266)
    _arrive(story)
    _struggle_with_the_address(story)
    _put_the_phone_down_and_return(story)
    _save_and_pay(story)
    return VISIT.recording(RECORDING_ID, story.events(), launch=Launch("cold", 1490), frames=240)


def _arrive(story: AndroidStory) -> None:
    story.cold_start()
    story.request("home-feed", 200, 501, call="GET /v1/feed")
    story.request("cart", 200, 233, call="GET /v1/cart", got={"items": 2})
    story.at("0:04").scroll("feed_list", 5)
    story.at("0:13.8").tap("cart_icon")
    story.open("CartActivity")
    story.at("0:16").scroll("cart_list", 2)
    story.at("0:21.3").tap("checkout_button")
    story.open("CheckoutActivity")
    story.event("checkout_started", items=2, total="64.00")
    story.at("0:25.6").tap("change_address")
    story.open("AddressActivity")
    story.tag("address_form_v3")


def _struggle_with_the_address(story: AndroidStory) -> None:
    typed = ("Am", "Am Ha", "Am Hafen", "Am Hafen 1", "Am Hafen 12")
    for count, text in enumerate(typed):
        story.at(f"0:{30 + 6 * count}.4").tap("street_field")
        story.request("suggest-address", 200, 290 + 7 * count, call="GET /v1/addresses/suggest", sent={"q": text})
        story.wait(0.35)
        message = "Required value 'street' missing at $.features[0]"
        story.exception(
            "com.squareup.moshi.JsonDataException", "geocode", message=message, stack=GEOCODE_TRACE, typed=len(text)
        )
    story.at("1:01.7").tap("city_field")
    story.at("1:08.2").tap("save_button")
    _save_address(story, succeeds=False)
    story.at("1:09.0").event("address_form_error", field="number")
    story.at("1:15.4").tap("number_field")
    story.at("1:21.0").tap("check_slots_button")
    story.request("delivery-slots", 200, 12_040, call="GET /v1/delivery/slots", got={"slots": 5})
    for offset in ("1:24.1", "1:26.8", "1:30.3"):
        story.at(offset).tap("save_button", answered=False)
    story.at("1:33.2").message("slots arrived late, form unlocked")
    story.at("1:37.5").scroll("slot_list", 4)
    story.at("1:44.9").tap("slot_friday_evening")


def _save_address(story: AndroidStory, *, succeeds: bool) -> None:
    body: JsonObject = {"success": True}
    if not succeeds:
        body = {"success": False, "error": "street_number_missing"}
    story.request("save-address", 200, 377, call="PUT /v1/addresses/home", got={"body": body})


def _put_the_phone_down_and_return(story: AndroidStory) -> None:
    story.at("1:48.0").swipe("down", "address_form")
    story.at("5:48.0").swipe("up", "address_form")
    story.at("5:50.1").tap("number_field")
    story.at("5:56.3").swipe("up", "address_form")


def _save_and_pay(story: AndroidStory) -> None:
    story.at("6:01.5").tap("save_button")
    _save_address(story, succeeds=True)
    story.at("6:01.9").event("address_saved", kind="home")
    story.at("6:04.2").back("CheckoutActivity")
    story.request("cart", 200, 240, call="GET /v1/cart", got={"items": 2, "total": "64.00"})
    story.at("6:09.8").tap("payment_card")
    story.open("CardActivity")
    story.at("6:11.0").put("plug", "pause_recording_called")
    story.at("7:02.4").put("plug", "resume_recording_called")
    story.at("7:03.9").back("CheckoutActivity")
    story.at("7:08").scroll("order_review", 3)
    story.at("7:16.6").tap("pay_button")
    story.request("create-order", 201, 934, call="POST /v1/orders", got={"body": {"success": True, "order": "o-90417"}})
    story.at("7:17.6").event("order_placed", order="o-90417", total="64.00")
    story.replace("ThankYouActivity")
    story.request("order", 200, 251, call="GET /v1/orders/o-90417")
    story.at("7:24").scroll("order_summary", 3)
    story.at("7:33.1").tap("continue_shopping")
    story.replace("HomeActivity")
    story.request("home-feed", 304, 118, call="GET /v1/feed")
    story.at("7:38").scroll("feed_list", 4)
    story.at("7:50.5").leave()


SAMPLE = SampleSession(
    name="android-exceptions-handled",
    what_it_shows="Handled exceptions, a failure inside a 200, a 12 s answer, a pause and an idle gap; all ends well.",
    session_id=VISIT.session_id,
    version_key=ANDROID_APP,
    platform="android",
    parts=(RECORDING_ID,),
    session=VISIT.session((RECORDING_ID,), duration_ms=472_000, marks=frozenset({"has_exception_occurred"})),
    recordings={RECORDING_ID: tell},
)
