"""Exceptions as each technology writes them down: class, message, own frame, causes, and the text of the log."""

from dataclasses import dataclass, replace
from random import Random
from typing import Final

OWN: Final = (
    ("cart", "Cart", "total"), ("checkout", "PayFlow", "start"), ("orders", "OrderParser", "read"),
    ("upload", "PhotoQueue", "push"), ("address", "AddressBook", "pick"), ("coupon", "CouponRules", "apply"),
    ("slots", "SlotPicker", "choose"), ("invoice", "InvoiceView", "render"), ("pricing", "PriceTable", "lookup"),
    ("courier", "CourierMap", "draw"), ("store", "LocalStore", "load"), ("sign", "SignaturePad", "save"),
)  # fmt: skip
JAVA: Final = (
    ("java.lang.IllegalStateException", "cart is empty"),
    ("java.lang.IllegalStateException", "Fragment is not attached to a context"),
    ("java.lang.NullPointerException", "price is null"),
    ("java.lang.IndexOutOfBoundsException", "Index 3 out of bounds for length 3"),
    ("java.util.ConcurrentModificationException", ""),
    ("java.lang.IllegalArgumentException", "unknown currency"),
    ("kotlin.UninitializedPropertyAccessException", "lateinit property adapter has not been initialized"),
    ("android.database.sqlite.SQLiteException", "no such column: slot_kind"),
    ("java.lang.ClassCastException", "String cannot be cast to Integer"),
    ("com.parcel.pricing.PriceMissingException", "no price for the chosen courier"),
)
HANDLED_JAVA: Final = (
    ("java.io.IOException", "unexpected end of stream"),
    ("org.json.JSONException", "No value for delivery"),
    ("java.net.SocketTimeoutException", "timeout"),
    ("com.parcel.maps.TileException", "tile is older than the map"),
)
JAVA_LIBRARY: Final = (
    "java.util.Objects.requireNonNull(Objects.java:245)",
    "kotlin.collections.CollectionsKt___CollectionsKt.first(_Collections.kt:221)",
    "retrofit2.KotlinExtensions$await$2$2.onResponse(KotlinExtensions.kt:31)",
    "okhttp3.internal.connection.RealCall.execute(RealCall.kt:154)",
)
JAVA_BELOW: Final = (
    "android.os.Handler.handleCallback(Handler.java:942)",
    "android.os.Looper.loop(Looper.java:288)",
    "android.app.ActivityThread.main(ActivityThread.java:8061)",
    "java.lang.reflect.Method.invoke(Native Method)",
    "com.android.internal.os.ZygoteInit.main(ZygoteInit.java:1003)",
)
IOS: Final = (
    ("NSRangeException", "index 3 beyond bounds for empty array"),
    ("NSInvalidArgumentException", "unrecognized selector sent to instance"),
    ("NSInternalInconsistencyException", "attempt to delete row 4 from section 0"),
    ("NSUnknownKeyException", "this class is not key value coding-compliant for the key slot"),
)
DART: Final = (
    ("FormatException", "Unexpected end of input"), ("StateError", "No element"),
    ("RangeError", "Value not in range: 7"), ("MissingPluginException", "No implementation found for method scan"),
)  # fmt: skip
UNCAUGHT: Final = "Unhandled Exception: "
SCRIPT: Final = (
    ("TypeError", "Cannot read properties of undefined (reading 'total')"),
    ("TypeError", "order.lines is not iterable"),
    ("ReferenceError", "priceTable is not defined"),
    ("RangeError", "Invalid time value"),
    ("SyntaxError", "Unexpected end of JSON input"),
    ("ChunkLoadError", "Loading chunk checkout failed."),
)  # fmt: skip


@dataclass(frozen=True)
class Thrown:
    """`log` is what the crash log or the console holds; `frame` the innermost place of the app's own code."""

    name: str
    message: str
    frame: str
    causes: tuple[str, ...]
    log: str


def crash_for(dice: Random, platform: str, *, wrapped: bool = False) -> Thrown:
    """An exception nobody caught, in a technology the platform has."""
    if platform == "ios":
        return dice.choice((_objective_c, _bad_access, _dart, _react_native))(dice)
    if wrapped:
        return _java_wrapped(dice)
    return dice.choice((_java, _java, _java_after_library, _java_wrapped, _dart, _react_native))(dice)


def handled_for(dice: Random, platform: str) -> Thrown:
    """An exception the app caught and reported."""
    if platform == "ios":
        thrown = _dart(dice)
        return replace(thrown, log=thrown.log.removeprefix(UNCAUGHT))
    name, message = dice.choice(HANDLED_JAVA)
    frame, own = _java_own(dice)
    return Thrown(name, message, frame, (), _trace(_titled(name, message), [*own, *JAVA_BELOW]))


def telemetry(platform: str) -> Thrown:
    """A small thing that failed beside everything else, by a class no plot uses."""
    if platform == "web":
        first = "Error: telemetry was not sent"
        log = f"{first}\n    at send (https://shop.parcel.example/assets/beacon.js:7:3)"
        return Thrown(first, "telemetry was not sent", "beacon.js:7", (), log)
    if platform == "ios":
        name, frame, own = "TimeoutException", "beacon.dart:7", "#0      Beacon.send (package:parcel/beacon.dart:7:3)"
    else:
        name, frame = "java.util.concurrent.TimeoutException", "Beacon.kt:7"
        own = "\tat com.parcel.Beacon.send(Beacon.kt:7)"
    return Thrown(name, "telemetry was not sent", frame, (), f"{name}: telemetry was not sent\n{own}")


def console_error(dice: Random, browser: str) -> Thrown:
    """An error with a stack as the browser writes it; its name is its first line."""
    name, message = dice.choice(SCRIPT)
    module, _, function = dice.choice(OWN)
    line, column = dice.randrange(11, 400), dice.randrange(3, 90)
    first = f"{name}: {message}"
    places = [(function, f"https://shop.parcel.example/assets/{module}.js:{line}:{column}")]
    places += [("dispatch", "https://cdn.parcel.example/vendor/react-dom.production.min.js:32:7791")]
    if dice.random() < 0.3:
        places.insert(0, ("invoke", "https://shop.parcel.example/node_modules/core-js/modules/es.array.js:9:14"))
    style = "{}@{}" if browser in {"Firefox", "Safari"} else "    at {} ({})"
    log = "\n".join([first, *(style.format(*place) for place in places)])
    return Thrown(first, message, f"{module}.js:{line}", (), log)


def main_thread(dice: Random) -> Thrown:
    """What an ANR leaves: the main thread, stuck in the app's own code."""
    module, kind, function = dice.choice(OWN)
    line = dice.randrange(20, 300)
    log = "\n".join(
        [
            "ANR in com.parcel.app", "Reason: Input dispatching timed out", '"main" prio=5 tid=1 Blocked',
            f"\tat com.parcel.{module}.{kind}.{function}({kind}.kt:{line})",
            f"\tat {JAVA_BELOW[0]}", f"\tat {JAVA_BELOW[1]}",
        ]
    )  # fmt: skip
    return Thrown("", "Input dispatching timed out", f"{kind}.kt:{line}", (), log)


def _java(dice: Random) -> Thrown:
    name, message = dice.choice(JAVA)
    frame, own = _java_own(dice)
    head = _java_head(dice)
    return Thrown(name, message, frame, (), _trace(head + _titled(name, message), [*own, *JAVA_BELOW]))


def _java_after_library(dice: Random) -> Thrown:
    name, message = dice.choice(JAVA)
    frame, own = _java_own(dice)
    above = dice.sample(JAVA_LIBRARY, dice.randrange(1, 3))
    return Thrown(name, message, frame, (), _trace(_titled(name, message), [*above, *own, *JAVA_BELOW]))


def _java_wrapped(dice: Random) -> Thrown:
    """Only the cause has frames of the app, so nobody can doubt which is the innermost."""
    outer, said = dice.choice(
        (
            ("java.lang.RuntimeException", "Unable to start activity"),
            ("io.reactivex.exceptions.UndeliverableException", "The exception could not be delivered to the consumer"),
            ("android.view.InflateException", "Error inflating class of the layout"),
        )
    )
    name, message = dice.choice(JAVA)
    frame, own = _java_own(dice)
    log = _trace(_java_head(dice) + f"{outer}: {said}", [JAVA_BELOW[2], JAVA_BELOW[1]])
    causes = (name,)
    if dice.random() < 0.4:
        between = "java.util.concurrent.ExecutionException"
        log += "\n" + _trace(f"Caused by: {between}: task failed", [JAVA_LIBRARY[2], JAVA_BELOW[0]])
        causes = (between, name)
    log += "\n" + _trace("Caused by: " + _titled(name, message), own) + "\n\t... 11 more"
    return Thrown(outer, said, frame, causes, log)


def _java_own(dice: Random) -> tuple[str, list[str]]:
    places = [(*place, dice.randrange(20, 500)) for place in dice.sample(OWN, 2)]
    lines = [f"com.parcel.{module}.{kind}.{function}({kind}.kt:{line})" for module, kind, function, line in places]
    _, kind, _, line = places[0]
    return f"{kind}.kt:{line}", lines


def _java_head(dice: Random) -> str:
    head = f"FATAL EXCEPTION: main\nProcess: com.parcel.app, PID: {dice.randrange(1000, 9999)}\n"
    return head if dice.random() < 0.25 else ""


def _titled(name: str, message: str) -> str:
    return f"{name}: {message}" if message else name


def _trace(head: str, frames: list[str]) -> str:
    return "\n".join([head, *(f"\tat {frame}" for frame in frames)])


def _objective_c(dice: Random) -> Thrown:
    name, message = dice.choice(IOS)
    _, kind, function = dice.choice(OWN)
    line = dice.randrange(20, 300)
    log = "\n".join(
        [
            f"*** Terminating app due to uncaught exception '{name}', reason: '{message}'",
            "*** First throw call stack:",
            "0   CoreFoundation   0x00000001a1b2c3d4 __exceptionPreprocess + 164",
            "1   libobjc.A.dylib   0x00000001a0b1c2d3 objc_exception_throw + 60",
            f"2   Parcel   0x0000000102b3c1d4 -[{kind} {function}] ({kind}.m:{line})",
            "3   UIKitCore   0x00000001a9b8c7d6 -[UIApplication sendAction:to:from:forEvent:] + 100",
        ]
    )
    return Thrown(name, message, f"{kind}.m:{line}", (), log)


def _bad_access(dice: Random) -> Thrown:
    _, kind, function = dice.choice(OWN)
    line = dice.randrange(20, 300)
    log = "\n".join(
        [
            "Exception Type:  EXC_BAD_ACCESS (SIGSEGV)",
            "Triggered by Thread:  0",
            "Thread 0 Crashed:",
            "0   libswiftCore.dylib   0x000000019c2d3e4f swift_retain + 60",
            f"1   Parcel   0x0000000102b3c1d4 {kind}.{function}() ({kind}.swift:{line})",
            "2   UIKitCore   0x00000001a9b8c7d6 -[UIControl sendAction:to:forEvent:] + 112",
        ]
    )
    return Thrown("EXC_BAD_ACCESS", "", f"{kind}.swift:{line}", (), log)


def _dart(dice: Random) -> Thrown:
    name, message = dice.choice(DART)
    module, kind, function = dice.choice(OWN)
    line = dice.randrange(20, 300)
    file = f"{module}_screen.dart"
    log = "\n".join(
        [
            f"{UNCAUGHT}{name}: {message}",
            "#0      List.first (dart:core-patch/growable_array.dart:332:5)",
            f"#1      {kind}.{function} (package:parcel/{module}/{file}:{line}:12)",
            "#2      _InkResponseState.handleTap (package:flutter/src/material/ink_well.dart:1170:21)",
        ]
    )
    return Thrown(name, message, f"{file}:{line}", (), log)


def _react_native(dice: Random) -> Thrown:
    name, message = dice.choice(SCRIPT[:4])
    module, kind, function = dice.choice(OWN)
    line = dice.randrange(20, 300)
    log = "\n".join(
        [
            f"{name}: {message}",
            f"    at {function} (src/{module}/{kind}.tsx:{line}:12)",
            "    at callFunction (node_modules/react-native/Libraries/BatchedBridge/MessageQueue.js:112:34)",
        ]
    )
    return Thrown(name, message, f"{kind}.tsx:{line}", (), log)
