"""Traces of Java, Kotlin and Android, and texts that are none."""

import pytest
from hypothesis import given, settings, strategies as st
from traced import frames, own, trace

from devrev_sessions.timeline.events import AppText
from devrev_sessions.timeline.trace import Trace

JAVA = """java.lang.IllegalStateException: Could not pay: cart is empty
	at androidx.lifecycle.LiveData.setValue(LiveData.java:304)
	at com.parcel.cart.Cart.total(Cart.kt:41)
	at com.parcel.checkout.PayFlow.start$lambda$1(PayFlow.kt:88)
	at com.parcel.checkout.PayFlow.<init>(Unknown Source:12)
	at com.parcel.cart.Cart.total(Cart.kt:41)
	at java.base/java.lang.reflect.Method.invoke(Native Method)
Caused by: java.util.NoSuchElementException: List is empty.
	at kotlin.collections.CollectionsKt.first(Collections.kt:21)
	at com.parcel.cart.Lines.first(Lines.kt:9)
	... 18 more
Caused by: java.io.IOException
	... 20 more"""


def test_java_and_kotlin_with_their_causes():
    found = trace(JAVA)
    assert (found.exception, found.message) == ("java.lang.IllegalStateException", "Could not pay: cart is empty")
    assert found.causes == (("java.util.NoSuchElementException", "List is empty."), ("java.io.IOException", ""))
    assert own(found) == [
        ("com.parcel.cart.Cart.total", "Cart.kt:41"),
        ("com.parcel.checkout.PayFlow.start$lambda$1", "PayFlow.kt:88"),
        ("com.parcel.checkout.PayFlow.<init>", "Unknown Source:12"),
        ("com.parcel.cart.Lines.first", "Lines.kt:9"),
    ]
    assert len(found.frames) == 8
    assert frames(found)[0] == ("androidx.lifecycle.LiveData.setValue", "LiveData.java:304", False)


@pytest.mark.parametrize(
    "function",
    [
        "android.view.View.performClick",
        "com.android.internal.os.ZygoteInit.main",
        "com.google.firebase.messaging.Service.handle",
        "dalvik.system.VMStack.getThreadStackTrace",
        "java.base/java.util.ArrayList.get",
        "kotlinx.coroutines.DispatchedTask.run",
        "okhttp3.internal.connection.RealCall.execute",
        "ai.devrev.sdk.DevRev.trackEvent",
    ],
)
def test_code_of_the_platform_and_its_libraries_is_not_the_apps_own(function: str):
    assert frames(trace(f"java.lang.Error\n\tat {function}(File.java:1)")) == [(function, "File.java:1", False)]


@pytest.mark.parametrize(
    "head",
    [
        'Exception in thread "main" java.lang.OutOfMemoryError: no room',
        'Exception in thread "OkHttp Dispatcher" java.lang.OutOfMemoryError: no room',
        "Fatal Exception: java.lang.OutOfMemoryError: no room",
        "FATAL EXCEPTION: main\nProcess: com.parcel.shop, PID: 4242\njava.lang.OutOfMemoryError: no room",
        "App crashed\n\njava.lang.OutOfMemoryError: no room",
    ],
)
def test_the_exception_is_found_behind_what_announces_it(head: str):
    found = trace(f"{head}\n\tat com.parcel.A.b(A.kt:1)")
    assert (found.exception, found.message) == ("java.lang.OutOfMemoryError", "no room")
    assert own(found) == [("com.parcel.A.b", "A.kt:1")]


@pytest.mark.parametrize("prefix", ["E/AndroidRuntime( 4242): ", "04-21 09:00:00.123  4242  4300 E AndroidRuntime: "])
def test_what_android_writes_before_each_line_of_its_log_is_passed_over(prefix: str):
    assert trace("\n".join(prefix + line for line in JAVA.splitlines())) == trace(JAVA)


ANR = """ANR in com.parcel.shop (com.parcel.shop/com.parcel.orders.OrdersActivity)
PID: 21877
Reason: Input dispatching timed out (Waited 5008ms for MotionEvent(action=DOWN))

----- pid 21877 at 2026-05-06 17:23:24.118 -----
Cmd line: com.parcel.shop
DALVIK THREADS (2):
"OkHttp Dispatcher" daemon prio=5 tid=31 TimedWaiting
  at jdk.internal.misc.Unsafe.park(Native method)
  at com.parcel.net.Retry.await(Retry.kt:30)

"main" prio=5 tid=1 Blocked
  | group="main" sCount=1 ucsCount=0 flags=1 obj=0x71f2a8d8 self=0xb400007a1c2d0be0
  | state=S schedstat=( 9846102231 412003918 7714 ) utm=931 stm=53 core=6 HZ=100
  at com.parcel.orders.OrderRow.formatDates(OrderRow.kt:64)
  - waiting to lock <0x0b1c> (a com.parcel.orders.Cache) held by thread 31
  native: #00 pc 000000000004b2c8  /apex/com.android.runtime/lib64/bionic/libc.so (syscall+28)
  at android.os.Looper.loop(Looper.java:313)

"Binder:21877_1" prio=5 tid=9 Native
  at com.parcel.sync.Binder.wait(Binder.kt:7)"""


def test_an_anr_says_what_froze_and_the_main_thread_comes_first():
    found = trace(ANR)
    reason = next(line for line in ANR.splitlines() if line.startswith("Reason: "))
    assert (found.exception, found.message) == ("", reason.removeprefix("Reason: "))
    assert own(found) == [
        ("com.parcel.orders.OrderRow.formatDates", "OrderRow.kt:64"),
        ("com.parcel.net.Retry.await", "Retry.kt:30"),
        ("com.parcel.sync.Binder.wait", "Binder.kt:7"),
    ]
    assert frames(found)[1] == ("syscall+28", "libc.so", False)


def test_native_android_code_is_the_apps_own_where_the_app_is_installed():
    found = trace(
        "signal 11 (SIGSEGV), code 1 (SEGV_MAPERR), fault addr 0x0\n"
        "      #00 pc 000000000004b2c8  /apex/com.android.runtime/lib64/bionic/libc.so (abort+164)\n"
        "      #01 pc 0000000000012345  /data/app/~~x==/com.parcel-1/lib/arm64/libparcel.so (Cart::total()+20)\n"
        "      #02 pc 0000000000012399  /data/app/~~x==/com.parcel-1/lib/arm64/libparcel.so"
    )
    assert found.message == "signal 11 (SIGSEGV), code 1 (SEGV_MAPERR), fault addr 0x0"
    assert own(found) == [("Cart::total()+20", "libparcel.so"), ("libparcel.so", "libparcel.so")]


@pytest.mark.parametrize(
    "text",
    [
        "Done.",
        "3 items failed to load",
        "2026 was a good year",
        "jane@parcel.example:443",
        "postgres@db.internal:5432",
        "www.parcel.example: unreachable",
        "I am: here",
        "at the door",
        "#4 of 5 (nearly there)?",
        "Payment failed\n1  card declined\n2  try again",
        'Error Domain=NSURLErrorDomain Code=-1001 "The request timed out."',
    ],
)
def test_a_text_that_is_no_trace_is_a_message(text: str):
    assert trace(text) == Trace(message=AppText(text.splitlines()[0]))


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_no_text_is_an_empty_trace(text: str):
    assert trace(text) == Trace()


def test_only_the_beginning_of_a_long_log_is_read():
    found = trace("\n".join(["java.lang.StackOverflowError", *["\tat com.parcel.A.b(A.kt:1)"] * 100_000]))
    assert (len(found.frames), len(found.own)) == (399, 1)


APPLE_AND_SCRIPTS = [
    "3   Parcel   0x0000000104a1 SessionStore.signIn(email:password:) + 1184 (SessionStore.swift:132)",
    "#1      CartModel.total (package:parcel/cart.dart:41:7)",
    "    at total (address at index.android.bundle:1:234567)",
    "total@https://parcel.example/assets/app.js:1:2345",
]
PIECES = st.sampled_from(
    [
        *JAVA.splitlines(), *ANR.splitlines(), *APPLE_AND_SCRIPTS, "Thread 1 Crashed:", "total@[native code]",
        "at ", "(", "@", ":1:2", "0x1", "#0 pc 0000", " + 1", "\u2028", "\r",
    ]
)  # fmt: skip


@settings(database=None, deadline=None, derandomize=True, max_examples=150)
@given(st.lists(PIECES | st.text(max_size=20), max_size=12), st.sampled_from(["\n", " ", ""]))
def test_any_text_is_read(pieces: list[str], between: str):
    text = between.join(pieces)
    found = trace(text)
    told = [found.exception, found.message, *(word for cause in found.causes for word in cause)]
    told += [word for frame in found.frames for word in (frame.function, frame.place)]
    assert all(word in text or word == "(anonymous)" for word in told)
