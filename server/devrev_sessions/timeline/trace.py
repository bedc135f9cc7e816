"""Stack traces: which exception, what it said, and where in the app's own code."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from devrev_sessions.timeline.events import NOTHING, AppText
from devrev_sessions.timeline.frames import Frame, read_frame

_LOGCAT: Final = re.compile(
    r"\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}\s{1,9}\d{1,9}\s{1,9}\d{1,9} [VDIWEF] \S{1,40}\s{0,40}: "
    r"|[VDIWEF]/\S{1,40}?\s{0,40}(?:\([\s\d]{1,9}\))?: "
)
"""What Android's log writes before each line."""
_ANNOUNCES: Final = re.compile(
    r"FATAL EXCEPTION: .{1,100}|Process: \S{1,200}, PID: \d{1,9}|.{0,100}Unhandled [Ee]xception:|[═╡╞].*|[* ]{3,}|"
)
"""Lines that only say that an exception follows."""
_INTRODUCES: Final = re.compile(
    r'Uncaught (?:\(in promise\) )?|Exception in thread (?:"[^"]{0,100}"|\S{1,100}) |Fatal Exception: '
    r"|.{0,100}?Unhandled [A-Za-z ]{1,40}: ",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    r"((?:[A-Za-z_$][\w$]{0,100}\.){1,20}[A-Z_][\w$]{0,200}|[A-Za-z_]\w{0,200}(?:Error|Exception|Failure)|ANR|Error|Exception)"
    r"(?::\s*(.*))?"
)
_APPLE_ABORT: Final = re.compile(
    r"(?:\*\*\* )?Terminating app due to uncaught exception '([^']{1,200})'(?:, reason: '(.*?)'?)?"
)
_APPLE_SIGNAL: Final = re.compile(r"Exception Type:\s{1,9}(\w{1,60})(?: \((.{1,100})\))?")
_SIGNAL: Final = re.compile(r"(?:Fatal )?(signal \d{1,3} \((SIG\w{1,12})\), .{1,200}?)(?: in tid .{0,200})?")
"""How Android's tombstones and its log tell of a crash in native code."""
_SWIFT_TRAP: Final = re.compile(
    r"(?:(?P<at>\S{1,200}\.swift):(?P<line>\d{1,7}): )?(?P<what>Fatal error|Precondition failed|Assertion failed)"
    r"(?:: (?P<said>.*?))?(?:: file (?P<file>\S{1,200}), line (?P<number>\d{1,7}))?"
)
_TERMINATED: Final = re.compile(r"\s*Termination Reason:\s{0,20}(.{1,300})")
"""Why Apple's systems ended an app, such as a watchdog with 0x8badf00d."""
_ABORT: Final = re.compile(r"\s*Abort message: '?(.{1,400}?)'?\s*")
_OF_THREAD: Final = re.compile(
    r'FATAL EXCEPTION: (.{1,100})|Exception in thread "([^"]{1,100})"|Thread \d{1,6} Crashed::? (\S.{0,99})'
    r"|pid: \d{1,9}, tid: \d{1,9}, name: (.{1,60}?)  >>>|.{0,200} in tid \d{1,9} \((.{1,60}?)\)"
)
"""The thread that broke, in the words of Android, Java, Apple and tombstones."""
_MAIN: Final = re.compile(r"main|.*com\.apple\.main-thread.*")
_STACK_FOLLOWS: Final = ", stack:"
"""What React Native writes between a message and its frames."""
_ANR: Final = re.compile(r"ANR in .{1,300}")
_REASON: Final = re.compile(r"\s*(?:Reason|Subject): (.{1,400})")
"""What Android says of an app that does not respond, below the line that names the app."""
_CAUSE: Final = re.compile(r"\s*Caused by:\s*(.*)", re.IGNORECASE)
_THREAD: Final = re.compile(
    r'"(?P<android>[^"]{1,200})".{0,60} tid=\d|Thread \d{1,6}(?P<apple> Crashed)?:|(?P<last>Last Exception Backtrace):'
)
LINES_OF_A_HEAD: Final = 20
_LINES_READ: Final = 400
"""Lines of a log that are looked at; a trace's head and own frames stand at its beginning."""


@dataclass(frozen=True, slots=True)
class Trace:
    """A parsed trace; `causes` are the heads of its `Caused by` chain, outermost first.

    Of several threads, the frames of the one that crashed or froze come first.
    """

    exception: AppText = NOTHING
    message: AppText = NOTHING
    frames: tuple[Frame, ...] = ()
    causes: tuple[tuple[AppText, AppText], ...] = ()
    thread: AppText = NOTHING
    """The thread that broke, where it is told and is not the main one."""

    @property
    def own(self) -> tuple[Frame, ...]:
        """The app's own frames, each once, the innermost first."""
        return tuple(dict.fromkeys(frame for frame in self.frames if frame.own))


def read_trace(text: AppText) -> Trace:
    """The trace in `text`; with nothing that looks like one, its first line is the message."""
    lines = [_LOGCAT.sub("", line, count=1) for line in text.splitlines()[:_LINES_READ]]
    leading: list[Frame] = []
    others: list[Frame] = []
    frames = leading
    causes: list[tuple[AppText, AppText]] = []
    head: tuple[AppText, AppText] | None = None
    trap: Frame | None = None
    for line in lines:
        if thread := _THREAD.match(line):
            frames = leading if thread["android"] == "main" or thread["apple"] or thread["last"] else others
        elif frame := read_frame(line):
            frames.append(frame)
        elif cause := _CAUSE.match(line):
            causes.append(_head(cause[1]))
        elif not (leading or others or (head and head[0]) or _ANNOUNCES.fullmatch(line.strip())):
            said = _head(line)
            head = said if head is None or said[0] else head
            trap = trap or _trapped(line)
    found = (*leading, *others)
    if trap and not any(frame.own for frame in found):
        found = (trap, *found)
    if head:
        head = _told_apart(head, lines)
    exception, message = head or (NOTHING, NOTHING if found else AppText(text.strip().split("\n", 1)[0].strip()))
    return Trace(exception, message, found, tuple(causes), _thread_of(lines))


def _told_apart(head: tuple[AppText, AppText], lines: Sequence[str]) -> tuple[AppText, AppText]:
    """The head with what other lines of its log say better."""
    name, message = head
    if not name and _ANR.fullmatch(message):
        reason = next((said[1] for line in lines[:LINES_OF_A_HEAD] if (said := _REASON.match(line))), "")
        return NOTHING, AppText(reason.strip() or message)
    if name.startswith(("SIG", "EXC_")):
        for line in lines:
            if trap := _SWIFT_TRAP.fullmatch(line.strip()):
                return AppText(trap["what"]), AppText(trap["said"] or message)
        ended = next((said[1] for line in lines[:LINES_OF_A_HEAD] if (said := _TERMINATED.fullmatch(line))), "")
        if ended:
            return name, AppText(f"{message}; {ended}" if message else ended)
        aborted = next((said[1] for line in lines[:LINES_OF_A_HEAD] if (said := _ABORT.fullmatch(line))), "")
        return name, AppText(aborted or message)
    return name, AppText(message.removesuffix(_STACK_FOLLOWS))


def _trapped(line: str) -> Frame | None:
    """Where a Swift program stopped itself, of which the line names no function."""
    found = _SWIFT_TRAP.fullmatch(line.strip())
    place, number = (found["at"] or found["file"], found["line"] or found["number"]) if found else (None, None)
    if not place:
        return None
    return Frame(AppText("fatalError"), AppText(f"{place}:{number}"), own=not place.startswith("Swift/"))


def _thread_of(lines: Sequence[str]) -> AppText:
    for line in lines[:LINES_OF_A_HEAD]:
        if found := _OF_THREAD.match(line):
            name = next(filter(None, found.groups()))
            return NOTHING if _MAIN.fullmatch(name) else AppText(name.strip())
    return NOTHING


def _head(line: str) -> tuple[AppText, AppText]:
    """The name of an exception and what it said; where no name is told, the line says it all."""
    line = line.strip()
    bare = _INTRODUCES.sub("", line, count=1) if _INTRODUCES.match(line) else line
    if found := _SIGNAL.fullmatch(bare):
        return AppText(found[2]), AppText(found[1])
    if found := _SWIFT_TRAP.fullmatch(bare):
        return AppText(found["what"]), AppText(found["said"] or "")
    for form in (_APPLE_ABORT, _APPLE_SIGNAL, _NAMED):
        if found := form.fullmatch(bare):
            return AppText(found[1]), AppText(found[2] or "")
    return NOTHING, AppText(line)
