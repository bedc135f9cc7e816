"""Stack traces: which exception, what it said, and where in the app's own code."""

import re
from dataclasses import dataclass
from typing import Final

from devrev_sessions.timeline.events import NOTHING, AppText

FOREIGN: Final = (
    "android.", "androidx.", "java.", "javax.", "jdk.", "kotlin.", "kotlinx.",
    "dalvik.", "libcore.", "sun.",
    "com.android.", "com.google.android.", "com.google.firebase.", "io.reactivex.", "okhttp3.", "okio.", "retrofit2.",
    "com.facebook.react.",
    "com.facebook.jni.", "dart:", "package:flutter/", "org.json.", "org.apache.", "com.devrev.",
)  # fmt: skip
"""Prefixes of platform and library code: the packages of Android, Kotlin, Flutter and the usual HTTP clients."""

FOREIGN_IMAGES: Final = frozenset({
    "UIKit", "UIKitCore", "Foundation", "CoreFoundation", "QuartzCore", "GraphicsServices", "SwiftUI", "Combine",
    "libsystem_kernel.dylib", "libsystem_pthread.dylib", "libdispatch.dylib", "libobjc.A.dylib", "libswiftCore.dylib",
    "libdyld.dylib", "dyld", "libc++abi.dylib", "CFNetwork", "AttributeGraph", "CoreData",
})  # fmt: skip
"""Images in an Apple trace that are not the app."""

_JAVA_FRAME: Final = re.compile(r"\s*at ([\w.$<>/-]{1,300})\(([^()]{0,200})\)")
_APPLE_FRAME: Final = re.compile(r"\s*\d{1,4}\s+(\S{1,100})\s+(?:0x[0-9a-fA-F]+\s+)?(.{1,300})")
_V8_FRAME: Final = re.compile(r"\s*at (?:async )?(?:([^\s(].{0,200}?) \()?([^\s()]{1,400}:\d{1,9}(?::\d{1,9})?)\)?\s*$")
_GECKO_FRAME: Final = re.compile(r"\s*([^\s@]{0,200})@(\S{1,400}:\d{1,9}(?::\d{1,9})?)\s*$")
_DART_FRAME: Final = re.compile(r"#\d{1,4}\s+(.{1,200}?) \(([^()]{1,300})\)")
_CAUSE: Final = re.compile(r"\s*Caused by:\s*(.*)", re.IGNORECASE)
_HEAD: Final = re.compile(
    r"(?:Uncaught\s+|Exception in thread \S+\s+|FATAL EXCEPTION: .*?\s)?"
    r"([A-Za-z_][\w.$]{0,200})(?::\s*(.*))?"
)
_LINES_READ: Final = 400
"""Lines of a log that are looked at; a trace's head and own frames stand at its beginning."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One call: the function and where it stands (file and line), as the trace writes them."""

    function: AppText
    place: AppText
    own: bool


@dataclass(frozen=True, slots=True)
class Trace:
    """A parsed trace; `causes` are the heads of its `Caused by` chain, outermost first."""

    exception: AppText = NOTHING
    message: AppText = NOTHING
    frames: tuple[Frame, ...] = ()
    causes: tuple[tuple[AppText, AppText], ...] = ()

    @property
    def own(self) -> tuple[Frame, ...]:
        """The app's own frames, each once, the innermost first."""
        return tuple(dict.fromkeys(frame for frame in self.frames if frame.own))


def read_trace(text: AppText) -> Trace:
    """The trace in `text`; with nothing that looks like one, its first line is the message."""
    lines = text.splitlines()[:_LINES_READ]
    frames: list[Frame] = []
    causes: list[tuple[AppText, AppText]] = []
    head: tuple[AppText, AppText] | None = None
    for line in lines:
        if frame := _frame(line):
            frames.append(frame)
        elif cause := _CAUSE.match(line):
            causes.append(_head(cause[1]))
        elif head is None and line.strip():
            head = _head(line)
        elif head and not head[0] and not frames and (found := _head(line))[0]:
            head = found
    exception, message = head or (NOTHING, NOTHING)
    return Trace(exception, message, tuple(frames), tuple(causes))


def _frame(line: str) -> Frame | None:
    if found := _JAVA_FRAME.match(line):
        function, place = found[1], found[2]
        if "." in function and not _looks_like_script(place):
            return Frame(AppText(function), AppText(place), own=not function.startswith(FOREIGN))
    if found := _DART_FRAME.match(line):
        return Frame(AppText(found[1]), AppText(found[2]), own=not found[2].startswith(FOREIGN))
    if found := _V8_FRAME.match(line) or _GECKO_FRAME.match(line):
        place = re.sub(r"^[a-z-]+://[^/]*", "", found[2])
        own = "node_modules" not in place and not place.startswith(("node:", "native", "<"))
        return Frame(AppText(found[1] or "(anonymous)"), AppText(place), own)
    if found := _APPLE_FRAME.fullmatch(line):
        return Frame(AppText(found[2]), AppText(found[1]), own=found[1] not in FOREIGN_IMAGES)
    return None


def _looks_like_script(place: str) -> bool:
    return "/" in place or place.count(":") > 1


def _head(line: str) -> tuple[AppText, AppText]:
    found = _HEAD.fullmatch(line.strip())
    if found and ("." in found[1] or found[1].endswith(("Error", "Exception", "Failure", "ANR"))):
        return AppText(found[1]), AppText(found[2] or "")
    return NOTHING, AppText(line.strip())
