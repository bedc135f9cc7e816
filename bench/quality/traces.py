"""Stack traces of Java and Kotlin, Swift, Dart, React Native and browsers, as an engineer reads them."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

FOREIGN: Final = (
    "java.", "javax.", "jdk.", "sun.", "android.", "androidx.", "kotlin.", "kotlinx.", "dalvik.", "libcore.",
    "com.android.", "com.google.", "okhttp3.", "okio.", "retrofit2.", "io.reactivex.", "rx.", "com.squareup.",
    "com.facebook.", "dagger.", "org.json.", "io.ktor.", "coil.", "com.bumptech.", "org.jetbrains.", "com.devrev.",
    "ai.devrev.",
)  # fmt: skip
"""Packages that are not the app's own."""
FOREIGN_LIBRARIES: Final = re.compile(
    r"^(?:lib\w*|UIKit\w*|SwiftUI\w*|CoreFoundation|CoreData|Foundation|GraphicsServices|QuartzCore|dyld\w*|CFNetwork"
    r"|Combine|AttributeGraph|FrontBoard\w*|BaseBoard|Flutter|hermes|React\w*|WebKit|Security|Network|\?\?\?)"
)
FOREIGN_FILES: Final = re.compile(
    r"node_modules|/vendor[.\w-]*\.js|vendors?[~.]|polyfills|runtime[.~]|chunk-vendors|^native$|<anonymous>$|\(native\)"
    r"|InternalBytecode|cdn\.|googletagmanager|react-dom|zone\.js|MessageQueue|NativeRunnable|^dart:|^package:flutter"
    r"|^webpack/bootstrap|/framework[-.]|\[native code\]"
)

JVM: Final = re.compile(r"^\s*(?:at )?((?:[\w$<>-]+\.)+[\w$<>-]+)\(([\w$.-]+\.(?:kt|java|scala)):(\d+)\)")
SWIFT: Final = re.compile(
    r"^\s*(?:\d+\s+)?([\w.?+-]+)\s+0x[0-9a-fA-F]+\s+.*\((\w[\w+.-]*\.(?:swift|mm?|c|cpp)):(\d+)\)"
)
SWIFT_PLAIN: Final = re.compile(r"([\w+-]+\.swift):(\d+)")
DART: Final = re.compile(r"^\s*#\d+\s+(.+?)\s+\(((?:package|dart|file):[^)\s]+?):(\d+)(?::\d+)?\)")
SCRIPT: Final = re.compile(
    r"^\s*(?:at\s+)?(?:async\s+)?(?:(.+?)\s*[(@])?"
    r"((?:https?|file|webpack(?:-internal)?|app)?:?[^\s()@]*?\.[\w]{2,6}(?:\?[^:\s]*)?):(\d+)(?::\d+)?\)?\s*$"
)
PREFACE: Final = re.compile(
    r"^(?:Un(?:caught|handled)(?: \(in promise\))?(?: [Ee]xception)?:?|Exception in thread \S+|E/\w+:"
    r"|FATAL EXCEPTION:.*)\s*"
)
CAUSE: Final = re.compile(r"^\s*(?:Caused by|caused by|\[?cause\]?)\s*:\s*([\w.$]+)", re.IGNORECASE)
NAMED: Final = re.compile(
    r"^\s*((?:[\w$]+\.)*[\w$]*(?:Exception|Error|Throwable|Failure|Fault)[\w$]*)(?:[:\s(.]\s*(.*))?$"
)
DOTTED: Final = re.compile(r"^\s*((?:[A-Za-z_$][\w$]*\.)+[A-Z][\w$]*)\s*(?::\s*(.*))?$")
OBJECTIVE_C: Final = re.compile(r"uncaught exception '?([\w.]+)'?,\s*reason:\s*'?(.*?)'?\s*$")
APPLE: Final = re.compile(r"^Exception Type:\s*(\w+)")
SIGNAL: Final = re.compile(r"signal \d+ \((SIG\w+)\)|(SIG[A-Z]{3,4})\b")
FATAL: Final = re.compile(r"[Ff]atal error:\s*(.*)$")
REASON: Final = re.compile(r"^(?:Reason|Subject|Termination Reason):\s*(.*)$")
MOMENT: Final = re.compile(r"\b(20\d\d-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:[.,]\d{1,6})?)(Z|[+-]\d\d:?\d\d)?")


@dataclass(frozen=True)
class Trace:
    """What a log of a crash tells."""

    name: str = ""
    message: str = ""
    frames: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    moment: str = ""
    """The first date and time in it."""


def read_trace(text: str) -> Trace:
    """The trace in `text`; a line that the text's end cut counts only for what is whole of it."""
    name = message = reason = ""
    blocks: list[list[str]] = [[]]
    causes: list[str] = []
    for line in text.splitlines():
        if cause := CAUSE.match(line):
            causes.append(cause[1].rstrip("."))
            blocks.append([])
            continue
        if place := _place(line):
            own, where = place
            if own:
                blocks[-1].append(where)
            continue
        if not name:
            name, message = _named(line)
        if found := REASON.match(line):
            reason = reason or found[1]
    moment = MOMENT.search(text)
    when = f"{moment[1]}T{moment[2].replace(',', '.')}{moment[3] or ''}" if moment else ""
    # Where the app's own code stands only under a cause, that is where to look.
    frames = next(filter(None, blocks), blocks[0])
    return Trace(name, message or reason, tuple(frames), tuple(causes), when)


def _named(line: str) -> tuple[str, str]:
    """The class and the words of a line that begins a trace."""
    if found := OBJECTIVE_C.search(line):
        return found[1], found[2]
    if found := APPLE.match(line):
        return found[1], ""
    if found := FATAL.search(line):
        return "Fatal error", found[1]
    text = PREFACE.sub("", line.strip())
    for pattern in (NAMED, DOTTED):
        if found := pattern.match(text):
            return found[1], (found[2] or "").strip()
    found = SIGNAL.search(line)
    return (found[1] or found[2], "") if found else ("", "")


def _place(line: str) -> tuple[bool, str] | None:
    """Whether a frame is the app's own, and its `file:line`."""
    if found := JVM.match(line):
        return not found[1].startswith(FOREIGN), f"{found[2]}:{found[3]}"
    if found := SWIFT.match(line):
        return not FOREIGN_LIBRARIES.match(found[1]), f"{found[2]}:{found[3]}"
    if found := DART.match(line):
        own = found[2].startswith(("package:", "file:")) and not FOREIGN_FILES.search(found[2])
        return own, f"{_file(found[2])}:{found[3]}"
    if (found := SCRIPT.match(line)) and (line.lstrip().startswith("at ") or "@" in line):
        return not FOREIGN_FILES.search(found[2]), f"{_file(found[2])}:{found[3]}"
    if line.lstrip().startswith(("at ", "#")) and (found := SWIFT_PLAIN.search(line)):
        return True, f"{found[1]}:{found[2]}"
    return (False, line.strip()) if re.match(r"^\s*(?:at |\d+\s+\w[\w.]*\s+0x|\.\.\. \d+ more)", line) else None


def _file(address: str) -> str:
    path = urlsplit(address).path if "://" in address else address
    return path.split("?")[0].rpartition("/")[2].rpartition(":")[2]
