"""One line of a stack trace: which function, where, and whether it is the app's own."""

import re
from dataclasses import dataclass
from typing import Final

from devrev_sessions.timeline.events import AppText

FOREIGN: Final = (
    "android.", "androidx.", "java.", "javax.", "jdk.", "kotlin.", "kotlinx.",
    "dalvik.", "libcore.", "sun.",
    "com.android.", "com.google.android.", "com.google.firebase.", "com.google.mlkit.", "com.google.gson.",
    "com.google.common.", "com.google.protobuf.", "io.reactivex.", "okhttp3.", "okio.", "retrofit2.", "com.squareup.",
    "com.bumptech.glide.", "coil.", "coil3.", "dagger.", "io.ktor.", "io.grpc.", "io.flutter.", "io.realm.",
    "com.facebook.", "com.fasterxml.", "com.airbnb.lottie.", "com.airbnb.epoxy.", "org.greenrobot.", "org.chromium.",
    "dart:", "package:flutter/", "org.json.", "org.apache.", "com.devrev.", "ai.devrev.",
)  # fmt: skip
"""Prefixes of platform and library code: the packages of Android, Kotlin, Flutter and the usual HTTP clients."""

FOREIGN_PACKAGES: Final = re.compile(
    r"package:(?:bloc|flutter_bloc|provider|riverpod|flutter_riverpod|hooks_riverpod|get|get_it|rxdart|dio|http|retrofit"
    r"|go_router|auto_route|hive|sqflite|drift|shared_preferences|path_provider|cached_network_image|stack_trace|async"
    r"|collection|firebase_\w{1,40}|cloud_\w{1,40}|sentry\w{0,40}|\w{1,40}_platform_interface)/"
)
"""Packages of Dart that apps use most (by likes on its public registry); an app's own is named by itself."""

FOREIGN_IMAGES: Final = frozenset({
    "UIKit", "UIKitCore", "Foundation", "CoreFoundation", "QuartzCore", "GraphicsServices", "FrontBoardServices",
    "SwiftUI", "SwiftUICore", "Combine", "CFNetwork", "Network", "AttributeGraph", "CoreData", "CoreAutoLayout",
    "WebKit", "JavaScriptCore", "hermes", "dyld", "???",
})  # fmt: skip
"""Images in an Apple trace that are not the app; so are all that end in `.dylib`."""

FOREIGN_SCRIPTS: Final = re.compile(
    r"node:|native$|\[native code\]|<|[a-z-]+-extension://|.*node_modules|.*InternalBytecode\.js"
    r"|.*/(?:chunk-)?vendors?(?:[/.~-]|$)|.*\b(?:react|react-dom|jquery|zone|polyfills?|lodash|axios)\b[\w.-]{0,60}\.js"
)
"""Places in a JavaScript trace that are not the app: engines, bundled libraries and browser extensions."""

_NUMBERED: Final = r"\d{1,9}(?::\d{1,9})?"
_JAVA: Final = re.compile(r"\s*at ([\w.$<>/-]{1,300})\(([^()]{0,200})\)")
_NATIVE: Final = re.compile(r"\s*(?:native: )?#\d{1,4} pc [0-9a-fA-F]{4,16} {1,4}(\S{1,300})(?: \((.{1,300})\))?")
_DART: Final = re.compile(r"\s*#\d{1,4}\s+(.{1,200}?) \(([^()]{1,300})\)\s*$")
_APPLE: Final = re.compile(
    r"\s{0,40}\d{1,4}\s{1,40}(\S{1,100})\s{1,80}(0x[0-9a-fA-F]{1,16}\s{1,40})?"
    r"(\S.{0,399}?)( \+ \d{1,9})?(?: \(([^()]{1,200}:\d{1,9})\))?"
)
_V8: Final = re.compile(
    r"\s*at (?:async )?(?:([^\s(].{0,200}?) \((?:address at )?)?"
    rf"([^\s()]{{1,400}}:{_NUMBERED}|native|<anonymous>)\)?\s*$"
)
_GECKO: Final = re.compile(
    rf"\s*((?:global|module|eval) code|[^\s@]{{0,200}})@(\S{{1,400}}:{_NUMBERED}|\[native code\])\s*$"
)
_ADDRESS: Final = re.compile(r"\d+:\d+$|.*/|\[|[^:]*:\d+:\d+$")
"""What stands after the @ of a frame; a host and its port, as in a mail address or a connection, is none."""
_ORIGIN: Final = re.compile(r"^[a-z-]+://[^/]*")


@dataclass(frozen=True, slots=True)
class Frame:
    """One call: the function and where it stands (file and line), as the trace writes them."""

    function: AppText
    place: AppText
    own: bool


def read_frame(line: str) -> Frame | None:
    """The frame that `line` is, in the forms of Java, Dart, Apple's systems and JavaScript engines."""
    if found := _JAVA.match(line):
        function, place = found[1], found[2]
        if "." in function and "/" not in place and place.count(":") < 2:
            return _frame(function, place, own=not function.startswith(FOREIGN))
    if found := _NATIVE.match(line):
        image = found[1].rpartition("/")[2]
        return _frame(found[2] or image, image, own=found[1].startswith("/data/app/"))
    if found := _DART.match(line):
        foreign = found[2].startswith(FOREIGN) or FOREIGN_PACKAGES.match(found[2]) is not None
        return _frame(found[1], found[2], own=not foreign)
    if found := _V8.match(line) or _gecko(line):
        place = _ORIGIN.sub("", found[2])
        return _frame(found[1] or "(anonymous)", place, own=not FOREIGN_SCRIPTS.match(found[2]))
    return _apple(line)


def _gecko(line: str) -> re.Match[str] | None:
    found = _GECKO.match(line)
    return found if found and _ADDRESS.match(found[2]) else None


def _apple(line: str) -> Frame | None:
    found = _APPLE.fullmatch(line.rstrip())
    # A list in an ordinary log is numbered too; only an address, an offset or a file makes a line of it a frame.
    if not found or not any(found.group(2, 4, 5)):
        return None
    image, place = found[1], found[5]
    own = image not in FOREIGN_IMAGES and not image.endswith(".dylib")
    return _frame(found[3], image if place is None or place.startswith("<") else place, own=own)


def _frame(function: str, place: str, *, own: bool) -> Frame:
    return Frame(AppText(function), AppText(place), own)
