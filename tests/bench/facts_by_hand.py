"""The facts of the two summaries that were written by hand, and where each stands."""

from typing import Final, NamedTuple

from facts import Fact
from facts_of import (
    absent,
    at,
    came_first,
    came_out,
    caused_by,
    ended_on,
    entered,
    first_failed,
    first_ref,
    flowed,
    happened,
    last_action,
    led_by,
    logged,
    nothing_wrong,
    noticed,
    often,
    on_screen,
    reacted,
    repeated,
    said,
    settled,
    status,
    thrown_in,
    told,
    took,
)

CRASH: Final = "java.lang.IllegalStateException"
THROWN: Final = "com.parcel.SessionError"
CONSOLE: Final = "TypeError: x is undefined"
TITLE: Final = "# Session"


class Planted(NamedTuple):
    """A fact, the beginning of the line it stands in, and what to change there so that it is another one."""

    fact: Fact
    line: str
    change: tuple[str, str]

    @property
    def is_of_one_failure(self) -> bool:
        """Whether it is told of the failure that its line belongs to, and of nothing else."""
        return self.fact.topic != "signal" and not self.fact.asks.endswith("is told")


PHONE_FACTS: Final = (
    Planted(told("d", "platform", "Android"), TITLE, ("· Android", "· android")),
    Planted(told("d", "app_version", "5.2.0"), TITLE, ("app 5.2.0", "5.2.0")),
    Planted(told("d", "machine", "Google Pixel 8"), TITLE, ("Pixel 8", "Pixel 9")),
    Planted(told("d", "model", "Pixel 8"), TITLE, ("on Google", "on Google Nexus")),
    Planted(told("d", "system", "15"), TITLE, ("Android 15", "15")),
    Planted(told("d", "parts", "3"), "Recording rec-1", ("of 3", "of 2")),
    Planted(told("d", "started_at", "2026-04-21 09:00:00 UTC"), "Recording rec-1", (" UTC", "")),
    Planted(told("d", "duration", "6:41"), "Recording rec-1", (" long", "")),
    Planted(told("d", "events", "1257"), "Recording rec-1", ("1,257", "1257")),
    Planted(told("d", "network", "WiFi"), "Recording rec-1", ("· WiFi", "· WiFi on")),
    Planted(told("d", "launch", "cold"), "Recording rec-1", ("cold start", "cold")),
    Planted(told("d", "user", "REVU-8812"), "User", ("User", "By")),
    Planted(told("d", "org", "REV-Ab12"), "User", ("organisation ", "")),
    Planted(absent("console_and_network"), "Have", ("DevRev's console", "The console")),
    Planted(ended_on("CheckoutActivity"), "The app crashed", ("ends there", "goes on")),
    Planted(happened("crash", CRASH), "1. Crash", ("IllegalState", "IllegalArgument")),
    Planted(at("crash", CRASH, 401_200, about=True), "1. Crash", ("6:41.2", "6:44.2")),
    Planted(on_screen("crash", CRASH, "CheckoutActivity"), "1. Crash", ("CheckoutActivity", "CartActivity")),
    Planted(first_ref("crash", CRASH, (1, 1_257)), "1. Crash", ("#1257", "#1256")),
    Planted(said("crash", CRASH, "cart is empty"), '   "cart', ('"cart is empty"', "cart is empty")),
    Planted(thrown_in("crash", CRASH, "Cart.kt:41"), "   own code: com", ("Cart.kt:41", "Cart.kt:42")),
    Planted(caused_by("crash", CRASH, "java.util.NoSuchElementException"), "   caused by java.util.No", (": ", " ")),
    Planted(
        caused_by("crash", CRASH, "java.util.concurrent.ExecutionException"),
        "   caused by java.util.con",
        ("caused by", "because of"),
    ),
    Planted(
        last_action("crash", CRASH, "rage_tap", "pay_button", (1, 1_253)), "   before: 6:39.4", ("rage tap", "tap")
    ),
    Planted(
        led_by("crash", CRASH, "request", "create-order", (1, 1_249)),
        "   before: 6:39.4",
        ('"create-order"', "create-order"),
    ),
    Planted(led_by("crash", CRASH, "log", "cart refreshed: 0 lines", (1, 1_250)), "   before: 6:39.4", ("log", "tag")),
    Planted(reacted("crash", CRASH, "session_ended"), "   reaction: session", ("ended", "over")),
    Planted(came_out("crash", CRASH, "killed"), "   reaction: session", ("killed", "blocked")),
    Planted(happened("anr"), "2. App", ("(ANR)", "")),
    Planted(at("anr", "", 73_700), "2. App", ("at 1:13.7", "at 1:23.7")),
    Planted(often("anr", "", 2), "2. App", ("2 times", "3 times")),
    Planted(said("anr", "", "Input dispatching timed out"), '   "Input', ("timed out", "timed in")),
    Planted(reacted("anr", "", "restarted"), "   reaction: restarted", ("restarted", "left")),
    Planted(happened("frozen"), "3. Frozen", ("Frozen", "Slow")),
    Planted(on_screen("frozen", "", "OrdersActivity"), "3. Frozen", ("OrdersActivity", "CartActivity")),
    Planted(at("frozen", "", 61_400), "3. Frozen", ("1:01.4", "1:03.4")),
    Planted(first_ref("frozen", "", (1, 310)), "3. Frozen", ("#310", "#311")),
    Planted(
        last_action("frozen", "", "tap", "filter_all", (1, 309)), "   before: 1:00.2", ("filter_all", "filter_one")
    ),
    Planted(came_out("frozen", "", "recovered"), "   outcome: recovered", ("(derived)", "")),
    Planted(happened("exception", THROWN), "4. Exception", ("SessionError", "SessionErrors")),
    Planted(often("exception", THROWN, 6), "4. Exception", ("6 times", "4 times")),
    Planted(
        first_ref("exception", THROWN, (1, 47)),
        "4. Exception",
        ("0:32.6 [#47], 0:58.0 [#65]", "0:58.0 [#65], 0:32.6 [#47]"),
    ),
    Planted(at("exception", THROWN, 32_600), "4. Exception", ("0:32.6", "0:33.6")),
    Planted(on_screen("exception", THROWN, "LoginActivity"), "4. Exception", ("on Login", "in Login")),
    Planted(said("exception", THROWN, "rejected: 401"), "   com.parcel.Rejected", ("401", "403")),
    Planted(
        thrown_in("exception", THROWN, "login_view.dart:58"), '   own code: "closure', ("login_view.dart", "home.dart")
    ),
    Planted(last_action("exception", THROWN, "tap", "sign_in", (1, 46)), "   before the first: 0:30.1", (" [#46]", "")),
    Planted(
        led_by("exception", THROWN, "input", "password", (1, 45)), "   before the first: 0:30.1", ("changed", "cleared")
    ),
    Planted(logged("login_failed", (1, 420)), "   after the last: 1:57.4", ("#420", "#419")),
    Planted(reacted("exception", THROWN, "went_on"), "   reaction: retried [#63]", (", went on; outcome: went on", "")),
    Planted(came_out("exception", THROWN, "went_on"), "   reaction: retried [#63]", ("; outcome: went on", "")),
    Planted(happened("error", "PaymentSheetFailed"), "5. Error", ("Error", "error")),
    Planted(on_screen("error", "PaymentSheetFailed", "CartActivity"), "5. Error", ("CartActivity", "HomeActivity")),
    Planted(reacted("error", "PaymentSheetFailed", "left"), "   reaction: left", ("left", "right")),
    Planted(happened("failed_request", "create-order"), '6. Request "create', ("create-order", "create-orders")),
    Planted(
        on_screen("failed_request", "create-order", "CheckoutActivity"), '6. Request "create', (" on Ch", " in Ch")
    ),
    Planted(status("failed_request", "create-order", 504), '6. Request "create', ("504", "503")),
    Planted(often("failed_request", "create-order", 6), '6. Request "create', (", 6 times:", " at")),
    Planted(said("failed_request", "create-order", "upstream timeout"), '6. Request "create', (", says", ", said")),
    Planted(
        settled("failed_request", "create-order", None),
        '6. Request "create',
        ("no later success recorded", "worked at 6:40.0 [#1252]"),
    ),
    Planted(
        last_action("failed_request", "create-order", "dead_tap", "pay_button", (1, 562)),
        "   before the first: 2:08.1",
        (", unanswered", ""),
    ),
    Planted(reacted("failed_request", "create-order", "raged"), "   reaction: retried [#564]", ("raged", "waged")),
    Planted(
        reacted("failed_request", "create-order", "went_back"), "   reaction: retried [#564]", ("went back", "back")
    ),
    Planted(came_out("failed_request", "create-order", "blocked"), "   reaction: retried [#564]", ("outcome", "end")),
    Planted(first_failed("create-order"), '6. Request "create', ("2:10.0", "5:10.0")),
    Planted(
        came_first(("failed_request", "create-order"), ("masked_failure", "save-address")),
        '7. Request "save',
        ("3:08.5", "2:08.5"),
    ),
    Planted(happened("masked_failure", "save-address"), '7. Request "save', ("answered 200 but failed", "failed, 500")),
    Planted(on_screen("masked_failure", "save-address", "AddressActivity"), '7. Request "save', ("Address", "Cart")),
    Planted(status("masked_failure", "save-address", 200), '7. Request "save', ("200", "202")),
    Planted(said("masked_failure", "save-address", "street_missing"), '7. Request "save', ("street", "town")),
    Planted(settled("masked_failure", "save-address", (1, 1_073)), '7. Request "save', ("[#1073]", "[#1074]")),
    Planted(
        came_out("masked_failure", "save-address", "worked_around"), "   outcome: worked", ("worked around", "went on")
    ),
    Planted(happened("slow_request", "delivery-slots"), "8. Slow", ("Slow request", "Request")),
    Planted(on_screen("slow_request", "delivery-slots", "SlotsActivity"), "8. Slow", (" on Slots", " on Cart")),
    Planted(took("slow_request", "delivery-slots", 7_400), "8. Slow", ("7.4 s", "7.4 min")),
    Planted(
        came_out("slow_request", "delivery-slots", "abandoned"), "   outcome: abandoned", ("   outcome", "outcome")
    ),
    Planted(happened("rage_tap", "plus"), "9. Rage", ("Rage tap", "Tap")),
    Planted(often("rage_tap", "plus", 3), "9. Rage", ("3 times", "three times")),
    Planted(on_screen("rage_tap", "plus", "CartActivity"), "9. Rage", (" on CartActivity", "")),
    Planted(happened("dead_tap", "order_row_1"), "10. Tap", (", unanswered", "")),
    Planted(at("dead_tap", "order_row_1", 61_400), "10. Tap", ("1:01.4", "1:11.4")),
    Planted(noticed("thrash", "ProductActivity"), "- thrash", ("between ProductActivity", "between HomeActivity")),
    Planted(noticed("quick_back", "HelpActivity"), "- quick back", ("HelpActivity", "HomeActivity")),
    Planted(noticed("abandoned_form", "AddressActivity"), "- abandoned form", ("AddressActivity", "CartActivity")),
    Planted(noticed("hesitation", "Log in"), "- hesitation", ('"Log in"', "Log in")),
    Planted(noticed("slow_launch", "cold"), "- slow launch", ('"cold"', '"hot"')),
    Planted(noticed("low_memory"), "- low memory", ("8 %", "8")),
    Planted(noticed("paused"), "- recording paused", ("- recording", "- Recording")),
    Planted(noticed("background"), "- app in", ("background", "foreground")),
    Planted(noticed("idle"), "- idle", ("until", "at")),
    Planted(noticed("error_tap", "sign_in"), "   before the first: 0:30.1", ("(error tap)", "(within 1 s)")),
    Planted(noticed("polling", "stock"), "[1:02.0 #73]", ("31 times", "twice")),
    Planted(entered("CartActivity", 106_000), "SplashActivity 0:00", ("Activity 1:46", "Activity 1:56")),
    Planted(entered("HelpActivity", 151_000), "[2:31.0 #612]", ("screen Help", "screen Home")),
    Planted(flowed("ProductActivity", "SearchActivity", "ProductActivity"), "SplashActivity 0:00", ("x3", "x1")),
    Planted(
        flowed("ProductActivity", "CartActivity", "CheckoutActivity"), "SplashActivity 0:00", (" > Cart", " , Cart")
    ),
    Planted(repeated("stock", 31), "[1:02.0 #73]", ("31 times", "30 times")),
    Planted(repeated("track", 1_021), "[1:03.0 #74]", ("1,021 times", "1021 times")),
    Planted(logged("basket restored", (1, 17)), "[~0:03.0 #17]", ("#17", "#18")),
    Planted(absent("unreadable_events"), "3 entries", ("of the timeline", "of it")),
    Planted(absent("crash_log"), "DevRev marks", ("no log", "a log")),
    Planted(absent("disordered_events"), "2 events came", ("came", "were")),
    Planted(absent("untimed_events"), "Without a time", ("Without", "With")),
    Planted(absent("recording_paused"), "The app paused", ("paused", "stopped")),
)
WEB_FACTS: Final = (
    Planted(told("d", "platform", "web"), TITLE, ("· web", "· desktop")),
    Planted(told("d", "browser", "Chrome 138.0"), TITLE, ("138.0", "139.0")),
    Planted(told("d", "system", "Windows 11"), TITLE, ("Windows 11", "Windows 10")),
    Planted(told("d", "parts", "5"), "5 tabs", ("5 tabs", "5 windows")),
    Planted(told("d", "duration", "1:07:31"), "5 tabs", ("1:07:31", "7:31")),
    Planted(told("d", "network", "wifi, 4 g"), "5 tabs", ("wifi, ", "wifi and ")),
    Planted(told("d", "user", "Ann > Bee"), "User", ('"Ann > Bee"', "Ann > Bee")),
    Planted(nothing_wrong(), "Nothing went", ("no crash, ", "")),
    Planted(ended_on("/cart"), "Nothing went", ("on /cart", "at /cart")),
    Planted(happened("console_error", CONSOLE), "1. Console", ("Console error", "Console warn")),
    Planted(on_screen("console_error", CONSOLE, "/cart"), "1. Console", (" on /cart", " on /home")),
    Planted(first_ref("console_error", CONSOLE, (1, 27)), "1. Console", ("r1#27", "r2#27")),
    Planted(often("console_error", CONSOLE, 3), "1. Console", ("3 times", "2 times")),
    Planted(thrown_in("console_error", CONSOLE, "returns.55d0aa.js:41"), "   own code", (":41:20771", ":55:20771")),
    Planted(said("console_error", CONSOLE, "x is undefined"), "   TypeError", ("x is", "y is")),
    Planted(
        last_action("console_error", CONSOLE, "tap", "Apply", (2, 4)), "   before the first: 1:10.0", ("r2#4", "r1#4")
    ),
    Planted(
        led_by("console_error", CONSOLE, "navigation", "/cart", (1, 11)),
        "   before the first: 1:10.0",
        ("page /cart", "/cart"),
    ),
    Planted(
        led_by("console_error", CONSOLE, "console", "no list", (1, 26)),
        "   before the first: 1:10.0",
        ("no list", "a list"),
    ),
    Planted(entered("/p/kettle", 26_000), "/ 0:00", ("0:26", "0:36")),
    Planted(flowed("/", "/p/kettle"), "/ 0:00", ("/ 0:00 > /p/kettle 0:26", "/p/kettle 0:00 > / 0:26")),
)
TOLD_TWICE: Final = (
    Planted(absent("console_and_network"), "r2: Console", ("not available", "available")),
    Planted(absent("part_missing"), "r3: The", ("(yet)", "")),
    Planted(absent("part_unavailable"), "r4: could", ("could not", "can not")),
    Planted(absent("no_events"), "r5: The", ("no events", "events")),
)
"""What the header tells, too; here it is read from its own line alone."""
