"""Pools of names an app could have given: screens, pages, things to tap, requests, events, log lines."""

from dataclasses import dataclass
from random import Random
from typing import Final

SCREENS: Final = (
    "Home", "Search", "Results", "Product", "Reviews", "Gallery", "Wishlist", "Offers", "Stores", "StoreMap",
    "Orders", "OrderDetail", "Tracking", "Account", "Settings", "Help", "Chat", "Brands", "Compare", "Coupons",
    "Returns", "SizeGuide", "Recipes", "Newsfeed", "Loyalty", "GiftCards", "Subscriptions", "Inbox",
    "Language", "About",
)  # fmt: skip
HARMLESS_SCREENS: Final = ("ErrorReport", "CrashHelmets", "FailedDeliveries", "ExceptionHours")
"""Words that sound like trouble and are none."""
DRAMA: Final = (
    "Cart",
    "Checkout",
    "Payment",
    "Address",
    "Signature",
    "Booking",
    "Upload",
    "Verification",
    "Transfer",
    "Invoice",
)
"""Where something goes wrong; noise never goes there."""
TAPS: Final = (
    "banner", "card_first", "card_second", "filter_chip", "sort_menu", "photo", "heart_icon", "tab_overview",
    "tab_more",
    "row_top", "row_middle", "row_bottom", "share_icon", "menu_icon", "report_error_button", "failed_parcel_filter",
)  # fmt: skip
DEEDS: Final = (
    "confirm_button", "pay_button", "place_order", "book_slot", "upload_photo", "apply_coupon", "save_address",
    "sign_here", "send_money", "verify_identity", "open_invoice", "refresh_quote", "select_courier", "add_insurance",
)  # fmt: skip
OTHERS: Final = ("pay_by_invoice", "pick_up_in_store", "use_saved_card", "call_me_back", "send_by_post", "pay_at_door")
FETCHED: Final = (
    "feed", "search", "product", "reviews", "similar-items", "stock", "prices", "track-parcel", "sync-basket",
    "recommendations", "store-hours", "opening-times", "weather", "profile", "notifications", "error-report-upload",
    "translations", "loyalty-points", "brand-list", "help-topics",
)  # fmt: skip
CALLS: Final = (
    "create-order", "charge-card", "reserve-slot", "submit-photo", "redeem-coupon", "store-address", "attach-signature",
    "start-transfer", "check-identity", "load-invoice", "renew-quote", "assign-courier", "insure-parcel", "split-bill",
)  # fmt: skip
OTHER_CALLS: Final = (
    "invoice-order",
    "pickup-order",
    "saved-card-order",
    "callback-request",
    "postal-order",
    "door-payment",
)
CONFIGS: Final = ("remote-config", "feature-flags", "price-rules", "region-settings", "catalogue-index", "tax-table")
POLLED: Final = ("courier-position", "queue-place", "payment-state", "chat-updates", "live-stock", "delivery-window")
WATCHED: Final = (
    "product_viewed", "photo_seen", "list_scrolled", "offer_opened", "coupon_seen", "search_done", "error_faq_opened",
    "filter_changed", "video_started", "store_selected", "failed_parcel_filter_selected", "exception_hours_viewed",
)  # fmt: skip
QUIET_LOGS: Final = (
    "no errors found in the basket", "0 failures while syncing", "crash-free days shown to user: 99.9",
    "cache warmed", "image decoded", "product title: Error! Club T-Shirt", "user likes the album Fatal Exception",
    "retry policy loaded, 3 attempts allowed", "validation finished without errors", "list diff applied",
    "exception list for holidays downloaded", "anr watchdog started", "timeout setting is 30 s",
)  # fmt: skip
CAUSES: Final = (
    "currency of the basket is unknown, using none", "price list arrived empty",
    "local store was migrated to version 9",
    "courier list has no entry for this region", "disk quota reached while saving the draft",
    "clock of the phone is 3 hours ahead of the server", "cart was emptied by another phone",
    "address form lost its country",
)  # fmt: skip
CAUSE_EVENTS: Final = (
    "feature_flag_flipped", "basket_merged_with_guest", "region_switched", "permission_withdrawn", "storage_cleared",
    "account_downgraded", "experiment_joined", "language_pack_removed",
)  # fmt: skip
TAGS: Final = ("beta_group", "night_mode", "gold_customer", "slow_lane", "tablet_layout")
ERRORS: Final = ("PaymentSheetFailed", "MapTilesUnavailable", "BarcodeScanFailed", "DraftNotSaved", "PushSetupFailed")
REASONS: Final = (
    "card was declined by the bank", "slot is no longer free", "coupon has expired", "address is outside the area",
    "basket changed meanwhile", "photo is too dark", "quota used up for today", "courier refused the parcel",
)  # fmt: skip
PLACES: Final = (
    "harbour", "meadow", "lantern", "orchard", "thunder", "velvet", "pebble", "canyon", "saffron", "glacier", "willow",
    "copper", "raven", "comet", "maple", "tulip", "otter", "ember", "quartz", "juniper",
)  # fmt: skip
PICTURES: Final = ("thumbnail", "banner", "avatar", "icon", "poster", "sprite", "swatch", "badge", "cover", "texture")
DEVICES: Final = {
    "android": (
        ("Google", "Pixel 8", "15", "35"), ("Samsung", "Galaxy S24", "14", "34"), ("Xiaomi", "Redmi Note 13",
        "13", "33"),
        ("Motorola", "Moto G84", "14", "34"), ("OnePlus", "OnePlus 12", "15", "35"), ("Fairphone",
        "Fairphone 5", "13", "33"),
    ),
    "ios": (
        ("Apple", "iPhone 15 Pro", "18.3.1", "18.2"), ("Apple", "iPhone SE", "17.6", "17.5"),
        ("Apple", "iPhone 13 mini", "18.1", "18.1"), ("Apple", "iPad Air", "17.7.2", "17.5"),
    ),
}  # fmt: skip
BROWSERS: Final = (("Chrome", "135.0"), ("Firefox", "137.0"), ("Safari", "18.3"), ("Edge", "134.0"))
SYSTEMS: Final = ("macOS", "Windows 11", "Ubuntu", "ChromeOS")


@dataclass(frozen=True)
class Names:
    """What one app is made of; the drama's names never come up in its noise."""

    screens: tuple[str, ...]
    drama: tuple[str, ...]
    taps: tuple[str, ...]
    deeds: tuple[str, ...]
    fetched: tuple[str, ...]
    calls: tuple[str, ...]


def names_for(dice: Random) -> Names:
    """A choice of names, each story its own."""
    screens = [*dice.sample(SCREENS, 9), *dice.sample(HARMLESS_SCREENS, 2)]
    dice.shuffle(screens)
    return Names(
        tuple(screens), tuple(dice.sample(DRAMA, 6)), tuple(dice.sample(TAPS, 9)), tuple(dice.sample(DEEDS, 6)),
        tuple(dice.sample(FETCHED, 9)), tuple(dice.sample(CALLS, 6)),
    )  # fmt: skip


def pictures(dice: Random, count: int) -> list[str]:
    """So many names of requests, no two alike, without a digit in them."""
    return dice.sample([f"{place}-{picture}" for place in PLACES for picture in PICTURES], count)


def many_screens(dice: Random, count: int) -> list[str]:
    """So many names of screens, no two alike, without a digit in them."""
    pool = [f"{place.title()}{name}" for place in PLACES for name in SCREENS]
    return dice.sample(pool, count)
