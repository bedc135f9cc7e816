"""Traces of Swift, Objective-C, Dart and JavaScript in its many engines."""

import pytest
from traced import frames, own, trace


def test_swift_with_the_files_of_a_symbolicated_trace():
    found = trace(
        'Parcel.SessionError.rejected(status: 401, code: "password_expired")\n'
        "3   Parcel   0x0000000104a1 SessionStore.signIn(email:password:) + 1184 (SessionStore.swift:132)\n"
        "4   Parcel    0x0000000104b0a344  closure #1 in LoginView.body.getter + 212 (LoginView.swift:58)\n"
        "5   Parcel    0x0000000104b0a344  $s6Parcel4MainyyF (Main.swift:8)\n"
        "6   libswift_Concurrency.dylib  0x00000001a2f0b3dd  completeTaskWithClosure(swift::AsyncContext*) + 1\n"
        "7   Parcel    0x0000000104a1c000  main + 64 (<compiler-generated>:0)\n"
        "8   dyld      0x00000001bd7c1e4c  start + 2600"
    )
    assert found.message == 'Parcel.SessionError.rejected(status: 401, code: "password_expired")'
    assert frames(found) == [
        ("SessionStore.signIn(email:password:)", "SessionStore.swift:132", True),
        ("closure #1 in LoginView.body.getter", "LoginView.swift:58", True),
        ("$s6Parcel4MainyyF", "Main.swift:8", True),
        ("completeTaskWithClosure(swift::AsyncContext*)", "libswift_Concurrency.dylib", False),
        ("main", "Parcel", True),
        ("start", "dyld", False),
    ]


def test_objective_c_with_the_reason_of_the_abort():
    found = trace(
        "*** Terminating app due to uncaught exception 'NSInvalidArgumentException', "
        "reason: '-[NSNull length]: unrecognized selector sent to instance 0x1'\n"
        "*** First throw call stack:\n"
        "(\n"
        "\t0   CoreFoundation                      0x00000001a3b2c3d4 __exceptionPreprocess + 220\n"
        "\t1   libobjc.A.dylib                     0x0000000199f0a1b2 objc_exception_throw + 60\n"
        "\t2   Parcel                              0x0000000104c0ffee -[CartViewController payTapped:] + 88\n"
        "\t3   UIKitCore                           0x00000001b0b1b2b3 -[UIApplication sendAction:to:from:] + 96\n"
        ")\n"
        "libc++abi: terminating due to uncaught exception of type NSException"
    )
    assert found.exception == "NSInvalidArgumentException"
    assert found.message == "-[NSNull length]: unrecognized selector sent to instance 0x1"
    assert own(found) == [("-[CartViewController payTapped:]", "Parcel")]
    assert len(found.frames) == 4


def test_an_apple_crash_report_begins_with_the_thread_that_crashed():
    found = trace(
        "Incident Identifier: 6F0C9D1A\n"
        "Process:             Parcel [431]\n"
        "Exception Type:  EXC_BREAKPOINT (SIGTRAP)\n"
        "Thread 0 name:  Dispatch queue: com.apple.main-thread\n"
        "Thread 0:\n"
        "0   libsystem_kernel.dylib  0x00000001e1e2e3e4 mach_msg2_trap + 8\n"
        "1   Parcel                  0x0000000104a1c000 Idle.wait() + 4\n"
        "Thread 3 Crashed:: cart\n"
        "0   Parcel                  0x0000000104a1c000 Cart.total() + 4 (Cart.swift:9)\n"
        "Thread 4:\n"
        "0   Parcel                  0x0000000104a1c000 Sync.run() + 4"
    )
    assert (found.exception, found.message) == ("EXC_BREAKPOINT", "SIGTRAP")
    assert own(found) == [("Cart.total()", "Cart.swift:9"), ("Idle.wait()", "Parcel"), ("Sync.run()", "Parcel")]


DART_FRAMES = """
#0      List.first (dart:core-patch/growable_array.dart:343:5)
#1      CartModel.total (package:parcel/cart.dart:41:7)
<asynchronous suspension>
#2      new PayFlow.<anonymous closure> (package:parcel/pay.dart:9:1)
#3      State.setState (package:flutter/src/widgets/framework.dart:1139:30)"""


@pytest.mark.parametrize(
    ("head", "exception", "message"),
    [
        ("Unhandled exception:\nBad state: No element", "", "Bad state: No element"),
        ("FormatException: Unexpected character", "FormatException", "Unexpected character"),
        (
            "E/flutter ( 4242): [ERROR:flutter/ui.cc(41)] Unhandled Exception: FormatException: Unexpected character",
            "FormatException",
            "Unexpected character",
        ),
        (
            "══╡ EXCEPTION CAUGHT BY WIDGETS LIBRARY ╞═══\nNull check operator used on a null value",
            "",
            "Null check operator used on a null value",
        ),
    ],
)
def test_dart_and_flutter(head: str, exception: str, message: str):
    found = trace(head + DART_FRAMES)
    assert (found.exception, found.message) == (exception, message)
    assert own(found) == [
        ("CartModel.total", "package:parcel/cart.dart:41:7"),
        ("new PayFlow.<anonymous closure>", "package:parcel/pay.dart:9:1"),
    ]
    assert len(found.frames) == 4


def test_react_native_on_hermes():
    found = trace(
        "TypeError: Cannot read property 'total' of undefined\n"
        "\n"
        "This error is located at:\n"
        "    in CartScreen (created by Navigator)\n"
        "    at total (address at index.android.bundle:1:234567)\n"
        "    at anonymous (address at InternalBytecode.js:1:2)\n"
        "    at apply (native)\n"
        "    at pay (http://localhost:8081/index.bundle//&platform=ios:123:45)"
    )
    assert (found.exception, found.message) == ("TypeError", "Cannot read property 'total' of undefined")
    assert own(found) == [
        ("total", "index.android.bundle:1:234567"),
        ("pay", "/index.bundle//&platform=ios:123:45"),
    ]
    assert len(found.frames) == 4


@pytest.mark.parametrize(
    ("line", "message", "place"),
    [
        (
            "Fatal error: Index out of range: file Parcel/Cart.swift, line 42",
            "Index out of range",
            "Parcel/Cart.swift:42",
        ),
        ("Parcel/Cart.swift:42: Fatal error: Index out of range", "Index out of range", "Parcel/Cart.swift:42"),
        ("Fatal error: Unexpectedly found nil", "Unexpectedly found nil", None),
        ("Fatal error: file Cart.swift, line 9", "file Cart.swift, line 9", None),
    ],
)
def test_a_swift_program_that_stopped_itself(line: str, message: str, place: str | None):
    found = trace(line)
    assert (found.exception, found.message) == ("Fatal error", message)
    assert [frame.place for frame in found.own] == ([place] if place else [])


def test_what_a_swift_program_said_when_it_stopped_says_more_than_its_signal():
    found = trace(
        "Exception Type:  EXC_BREAKPOINT (SIGTRAP)\n"
        "Parcel/Cart.swift:88: Fatal error: Index out of range\n"
        "Thread 0 Crashed:\n"
        "0   Parcel  0x0000000104a1c000 Cart.total() + 4 (Cart.swift:88)"
    )
    assert (found.exception, found.message) == ("Fatal error", "Index out of range")
    assert own(found) == [("Cart.total()", "Cart.swift:88")]


def test_the_reason_for_which_the_system_ended_an_app_is_told():
    found = trace("Exception Type:  EXC_CRASH (SIGKILL)\nTermination Reason: FRONTBOARD 0x8badf00d\nThread 0 Crashed:")
    assert (found.exception, found.message) == ("EXC_CRASH", "SIGKILL; FRONTBOARD 0x8badf00d")


def test_a_trap_inside_swift_itself_is_not_the_app():
    found = trace(
        "Swift/ContiguousArrayBuffer.swift:600: Fatal error: Index out of range\n0  Parcel  0x1040 Cart.total() + 4"
    )
    assert own(found) == [("Cart.total()", "Parcel")]


TOMBSTONE = """*** *** *** *** *** *** *** *** *** *** *** *** *** *** *** ***
Build fingerprint: 'google/panther/panther:14/UQ1A/1:user/release-keys'
ABI: 'arm64'
pid: 4242, tid: 4260, name: RenderThread  >>> com.parcel.android <<<
signal 11 (SIGSEGV), code 1 (SEGV_MAPERR), fault addr 0x0000000000000010
    x0  0000000000000000  x1  0000007b1c2d3e4f
backtrace:
      #00 pc 000000000004a1c0  /data/app/~~x/com.parcel.android-y/lib/arm64/libmaps.so (maps::Tile::draw()+52)
      #01 pc 00000000000f0e10  /system/lib64/libhwui.so (android::uirenderer::draw()+8)"""


def test_a_tombstone_of_native_code():
    found = trace(TOMBSTONE)
    assert found.exception == "SIGSEGV"
    assert found.message == "signal 11 (SIGSEGV), code 1 (SEGV_MAPERR), fault addr 0x0000000000000010"
    assert found.thread == "RenderThread"
    assert own(found) == [("maps::Tile::draw()+52", "libmaps.so")]


def test_the_message_of_an_abort_says_more_than_its_signal():
    aborted = TOMBSTONE.replace("signal 11 (SIGSEGV), code 1 (SEGV_MAPERR)", "signal 6 (SIGABRT), code -1 (SI_QUEUE)")
    found = trace(aborted.replace("\n    x0", "\nAbort message: 'tile is null'\n    x0"))
    assert (found.exception, found.message) == ("SIGABRT", "tile is null")


@pytest.mark.parametrize(
    ("head", "thread"),
    [
        (
            "FATAL EXCEPTION: OkHttp Dispatcher\nProcess: com.parcel, PID: 4242\njava.io.IOException: x",
            "OkHttp Dispatcher",
        ),
        ("FATAL EXCEPTION: main\njava.io.IOException: x", ""),
        ('Exception in thread "sync-2" java.io.IOException: x', "sync-2"),
        (
            "Fatal signal 11 (SIGSEGV), code 1 (SEGV_MAPERR), fault addr 0x0 in tid 42 (mqt_js), pid 40 (parcel)",
            "mqt_js",
        ),
        ("Exception Type:  EXC_CRASH (SIGABRT)\nThread 3 Crashed:: cart.sync", "cart.sync"),
        ("Exception Type:  EXC_CRASH (SIGABRT)\nThread 0 Crashed:: Dispatch queue: com.apple.main-thread", ""),
        ("java.io.IOException: x", ""),
    ],
)
def test_the_thread_that_broke_is_told_unless_it_is_the_main_one(head: str, thread: str):
    assert trace(head).thread == thread


def test_packages_that_many_apps_use_are_not_the_apps_own():
    found = trace(
        "Bad state: closed\n"
        "#0      Bloc.add (package:bloc/src/bloc.dart:91:7)\n"
        "#1      CartBloc.pay (package:parcel/cart_bloc.dart:41:7)\n"
    )
    assert own(found) == [("CartBloc.pay", "package:parcel/cart_bloc.dart:41:7")]


def test_react_native_inside_a_java_exception():
    found = trace(
        "com.facebook.react.common.JavascriptException: TypeError: undefined is not an object, stack:\n"
        "total@1:23456\n"
        "\tat com.facebook.react.modules.core.ExceptionsManagerModule.reportException(ExceptionsManagerModule.java:72)"
    )
    assert found.exception == "com.facebook.react.common.JavascriptException"
    assert found.message == "TypeError: undefined is not an object"
    assert own(found) == [("total", "1:23456")]
    assert len(found.frames) == 2


def test_chrome():
    found = trace(
        "Uncaught (in promise) TypeError: Cannot read properties of undefined (reading 'total')\n"
        "    at total (https://parcel.example/assets/app.js:1:2345)\n"
        "    at async pay (https://parcel.example/assets/app.js:9:1)\n"
        "    at https://parcel.example/assets/app.js:10:2\n"
        "    at new Cart (webpack-internal:///./src/cart.js:3:9)\n"
        "    at HTMLButtonElement.<anonymous> (https://parcel.example/assets/app.js:2:9)\n"
        "    at Array.map (<anonymous>)\n"
        "    at inject (chrome-extension://abcdef/inject.js:1:1)\n"
        "    at node:internal/process/task_queues:95:5\n"
        "    at render (https://parcel.example/node_modules/react/index.js:1:1)"
    )
    assert found.exception == "TypeError"
    assert found.message == "Cannot read properties of undefined (reading 'total')"
    assert own(found) == [
        ("total", "/assets/app.js:1:2345"),
        ("pay", "/assets/app.js:9:1"),
        ("(anonymous)", "/assets/app.js:10:2"),
        ("new Cart", "/./src/cart.js:3:9"),
        ("HTMLButtonElement.<anonymous>", "/assets/app.js:2:9"),
    ]
    assert len(found.frames) == 9


def test_firefox_tells_frames_without_a_head():
    found = trace(
        "total@https://parcel.example/assets/app.js:1:2345\n"
        "async*pay@https://parcel.example/assets/app.js:9:1\n"
        "pay/<@https://parcel.example/assets/app.js:9:7\n"
        "@https://parcel.example/assets/app.js:12:1\n"
        "inject@moz-extension://abcdef/inject.js:1:1"
    )
    assert (found.exception, found.message) == ("", "")
    assert own(found) == [
        ("total", "/assets/app.js:1:2345"),
        ("async*pay", "/assets/app.js:9:1"),
        ("pay/<", "/assets/app.js:9:7"),
        ("(anonymous)", "/assets/app.js:12:1"),
    ]


def test_safari():
    found = trace(
        "TypeError: undefined is not an object (evaluating 'cart.total')\n"
        "total@https://parcel.example/assets/app.js:1:2345\n"
        "forEach@[native code]\n"
        "global code@https://parcel.example/assets/app.js:12:1"
    )
    assert (found.exception, found.message) == ("TypeError", "undefined is not an object (evaluating 'cart.total')")
    assert own(found) == [("total", "/assets/app.js:1:2345"), ("global code", "/assets/app.js:12:1")]
    assert len(found.frames) == 3
