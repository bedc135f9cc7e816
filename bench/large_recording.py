"""A recording of 100,000 events and some 65 MB, the same on every run: hours of one person in a shop's app."""

import json
from collections.abc import Iterator
from random import Random
from typing import Final

SCREENS: Final = tuple(
    f"{name}Activity"
    for name in (
        "Home", "Search", "Results", "Product", "Reviews", "Gallery", "Cart", "Checkout", "Address", "Payment",
        "Orders", "Order", "Tracking", "Account", "Settings", "Help", "Chat", "Wishlist", "Offers", "Stores",
    )
)  # fmt: skip
REQUESTS: Final = ("feed", "search", "product", "reviews", "similar", "cart", "prices", "stock", "track", "sync")
EVENTS: Final = ("product_viewed", "photo_seen", "added_to_cart", "list_scrolled", "offer_opened", "coupon_seen")
LONGEST_STEP_MS: Final = 140


def large_recording(events: int = 100_000, *, seed: int = 65, lean: bool = False) -> bytes:
    """The body of a `data.get` answer with so many events, some 650 bytes each; `lean` events have some 300."""
    told = list(_events(Random(seed), events, lean=lean))
    return json.dumps(
        {
            "recording": "mobile_recording",
            "session_id": "bench-large",
            "recording_id": "rec-large",
            "created_at": "2026-08-14T06:00:00.000Z",
            "app_launch": {"launch_time_ms": 912, "launch_type": "cold"},
            "available_ram": 3120,
            "total_ram": 7411,
            "device_metadata": {
                "app_version": "5.5.3",
                "manufacturer": "Google",
                "model": "Pixel 8",
                "os_version": "15",
            },
            "recording_events_timeline": told,
        },
    ).encode()


def _events(dice: Random, count: int, *, lean: bool) -> Iterator[dict[str, object]]:
    at_ms = 0
    screen = SCREENS[0]
    for number in range(count):
        at_ms += dice.randrange(20, LONGEST_STEP_MS)
        if number % 40 == 0:
            screen = dice.choice(SCREENS)
        kind = dice.random()
        event: dict[str, object] = {"screen": screen, "timestamp_offset_ms": at_ms}
        if kind < 0.3:
            event |= {
                "event_type": "plug",
                "event_name": "api",
                "name": dice.choice(REQUESTS),
                **_exchange(dice, number),
            }
        elif kind < 0.5:
            event |= {"event_type": "plug", "event_name": "event", "name": dice.choice(EVENTS)}
        else:
            name = "swipe_up" if kind < 0.75 else "single_tap"
            event |= {"event_type": "user", "event_name": name, "object_name": f"row_{dice.randrange(12)}"}
            event |= {"input_type": "tool_type_finger", "coordinates": [{"x": dice.random() * 1080, "y": 1200.5}]}
        company = _company(dice, number)
        yield event | {"event_properties": {"product": company["product"]} if lean else company}


def _exchange(dice: Random, number: int) -> dict[str, object]:
    url = f"https://api.shop.example/v1/{number % 997}"
    return {
        "request_properties": {"method": "GET", "url": url, "trace": f"{number:032x}"},
        "response_properties": {"status": 200, "duration_ms": dice.randrange(60, 700), "bytes": dice.randrange(9000)},
    }


def _company(dice: Random, number: int) -> dict[str, object]:
    """What a tracker adds to every event."""
    return {
        "app_build": 50530,
        "connection": "wifi",
        "experiments": ["list-density-b", "quick-add-a", "cart-summary-c"],
        "locale": "en-GB",
        "orientation": "portrait",
        "product": f"item-{dice.randrange(5000)}",
        "position": number,
        "release_track": "production",
        "scroll_depth": dice.random(),
        "session_label": f"shop-{number % 31}-{dice.randrange(10**9)}",
        "time_zone": "Europe/Berlin",
        "visible": [f"item-{dice.randrange(5000)}" for _ in range(6)],
    }
