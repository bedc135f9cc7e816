"""Every word form of the summary in one table, as `text/` of the server writes them; nothing else knows them."""

import re
from typing import Final, Literal, TypeAlias

from facts import Absence, Kind, Outcome, Reaction, Signal
from ours_forms import ATOMS, Form

Section: TypeAlias = Literal["outcome", "failures", "noticed", "screens", "timeline", "gone", "next"]
Verdict: TypeAlias = Literal["", "failed", "masked", "slow", "series"]

WORDS: Final = {
    "touch": "tap|double tap|long press|click",
    "rage": "tap|click",
    "gesture": "swipe|swipe down|swipe left|swipe right|swipe up|pinch|zoom|gesture",
    "button": "back button|home button",
    "turn": "app back in front|app left for the background",
    "cycle": "created|started|resumed|paused|stopped|destroyed|saved_instance_state",
    "others": r"\d+(?:, \d+)*",
    "near": "same request|same exception|within 1 s|same screen|error tap",
    "source": "reported|derived",
    "lesser": (
        r"crash|App not responding \(ANR\)|frozen interface|exception|request|error|rage tap|tap without response"
        "|console error|slow request"
    ),
    "broke": r"Crash|App not responding \(ANR\)|Exception|Error",
    "broken": r"The app crashed|The app stopped responding \(ANR\)|The interface stopped answering",
    "platform": "Android|iOS|web",
    "state": "complete|partial|empty|missing|unavailable",
    "reaction": "retried|raged|went back|left|restarted|session ended|went on",
    "result": "recovered|worked around|abandoned|blocked|killed|went on|not seen",
}
ATOMS.update(WORDS)

HEADINGS: Final[dict[str, Section]] = {
    "## Outcome": "outcome",
    "## What went wrong": "failures",
    "## Also noticed (derived, unless marked reported)": "noticed",
    "## Screens": "screens",
    "## Pages": "screens",
    "## Timeline": "timeline",
    "## Left out and missing": "gone",
    "## Next": "next",
}
WINDOW: Final[Form] = "## Timeline from <clock> to <clock>"
DOT: Final = " · "
THEN: Final = " > "

# Who, what and when.
TITLE: Final[Form] = "# Session <id>"
PLATFORM: Final[Form] = "<platform:platform>"
DEVICES: Final[tuple[Form, ...]] = ("app <app:name>{ on <where:some>}", "<where:some>")
SYSTEM: Final[Form] = "<platform:platform> <system:name>"
ONE_PART: Final[tuple[Form, ...]] = (
    "Recording <id>{ (<number> of <parts:number>)}, from <started:moment>",
    "Tab <id>{ (<number> of <parts:number>)}, from <started:moment>",
)
SEVERAL: Final[tuple[Form, ...]] = (
    "<parts:number> recording{s}, from <started:moment>",
    "<parts:number> tab{s}, from <started:moment>",
)
LENGTH: Final[Form] = "<duration:clock> long{, <clock> active}"
EVENTS: Final[Form] = "<events:number> event{s}{, none with a time}"
START: Final[Form] = "{<launch:name> }start{ <lasting>}"
NETWORKS: Final[Form] = "<networks:listed>"
PART_THERE: Final[Form] = (
    "r<number> <id> at {about }<clock>, <clock> long, <number> event{s}, <state:state>"
    "{, {<launch:name> }start{ <lasting>}}"
)
PART_GONE: Final[Form] = "r<number> <id>: <state:state>{ (<code>)}"
MORE_PARTS: Final[Form] = "<number> more part{s}: <states:some>"
COUNTED_STATE: Final[Form] = "<number> <state:state>"
ABSENT_BY_STATE: Final[dict[str, Absence]] = {
    "missing": "part_missing", "unavailable": "part_unavailable", "empty": "no_events",
}  # fmt: skip
PERSON: Final[tuple[Form, ...]] = (
    "User <user:id>{, organisation <org:id>}{ · <attributes>}",
    "No user id{, organisation <org:id>}{ · <attributes>}",
)
HOLDINGS: Final[Form] = "Have: <have:some>.{ Not there: <gone:some>.}"
HELD: Final = frozenset({"timeline", "crash log", "console and network", "nothing"})
OF_PARTS: Final = re.compile(r" of r\d+(?: and (?:r\d+|\d+ more))*(?= \()")
NOT_HELD: Final[dict[str, Absence]] = {
    "console and network (DevRev did not give them)": "console_and_network",
    "console and network (DevRev has none)": "console_and_network",
    "DevRev's console and network capture (web only)": "console_and_network",
}
PASSED_OVER: Final[tuple[Form, ...]] = (
    "Text in double quotes was written by the app or its user.",
    "Question: no event of the recording names what it asks about{ (looked for <quotes>)}; the summary is general.",
    "Question: these first lines say what is known of it.",
    "Question: what was also noticed bears on it: <some>.",
    "Question: <number> event{s} bear{s} on it{, found by <quotes>}: <stamps>{ and <number> more}",
)
QUESTION: Final = "Question: "
BROWSERS: Final = ("Chrome", "Chromium", "Firefox", "Safari", "Edge", "Opera", "Samsung Internet", "Brave", "Vivaldi")
SYSTEMS: Final = ("macOS", "Mac OS", "Windows", "Linux", "Ubuntu", "ChromeOS", "Chrome OS", "Android", "iOS", "iPadOS")
SHAPES: Final = frozenset({"desktop", "mobile", "tablet"})
"""A web title gives browser, machine, system and shape without saying which is which; these words tell them apart."""

# How it ended.
_END: Final = "{ The session}{ The recording}{ What was read} ends{ at <clock>}{ on <ended:name>}."
_BROKE: Final = "<broken>{ <number> times, first} at {about }<time>"
_ON_SCREEN: Final = "{ on <name>}{, in the background}"
_STEP: Final = "{; {last}{<lasting>} before that: <step:some> [<ref>]}.{ The last time was at <time> [<ref>].}"
_AGAIN: Final = "{ It crashed again at <time> [<ref>].}"
_BECAME: Final = (
    "{ The person was blocked.}{ The person gave up on it.}{ The person found another way.}"
    "{ Later the app tells of <quote> at <place>.}{ The worst problem is another: <some> at <place>.}"
)
_DEVREV: Final = "{ DevRev says of the session that it <some>. (reported)}"
_BLIND: Final = "{ (console and network could not be read)}"
_NOTHING_WRONG: Final = (
    "Nothing went wrong {that was recorded}{in what could be read}: no crash, ANR, exception, failed request, rage or "
    "unanswered tap" + _BLIND + "{; of <number> {recording}{tab}{s} nothing is known}."
)
_MARKED: Final = (
    "{ But DevRev marks it with <some>, of which the events show nothing.}"
    "{ The app itself speaks of trouble {once,}{<number> times, first} at <place>: <some>.}"
)
WELL: Final[Form] = _NOTHING_WRONG + _MARKED + _END + " (derived)"
ENDED: Final[tuple[Form, ...]] = (
    _BROKE + "{ on <ended:name>}{, in the background}" + _STEP + " The recording ends there. (<source>)",
    _BROKE + _ON_SCREEN + _STEP + " The app was started again at <time> [<ref>]." + _AGAIN + _END + " (<source>)",
    _BROKE + _ON_SCREEN + _STEP + "{ It answered again later.}" + _AGAIN + _END + " (<source>)",
    "Request <quote> failed{ <number> times, last} at <time> [<ref>]; no later success was recorded."
    + _BECAME + _END + " (derived)",
    "Every failed request worked later, the last one, <quote>, at <time> [<ref>]." + _END + " (derived)",
    "The request that failed, <quote>, worked later at <time> [<ref>]." + _END + " (derived)",
    "No crash, ANR or failed request was recorded" + _BLIND + "; the worst is problem 1, <some>, at <place>."
    + _MARKED + _END + " (derived)",
    "<broken> before this recording began; in it nothing went wrong that was recorded." + _END + " (derived)",
    "<broken>; no events were recorded. (<source>)",
    "Whether anything went wrong cannot be told: no event is of a known kind." + _END + " (derived)",
    "Nothing is known of what happened: the recording has no events. (derived)",
    "Nothing is known of what happened: there are no events." + _DEVREV,
    "Nothing is known of what happened in <id>: it is not there." + _DEVREV,
)  # fmt: skip

# What happened, as the kind of the public filter; `enters` is a screen or page that opens.
_ON: Final = "{ on <screen:name>}"
_TOLD: Final = "{ <properties>}"
_SAYS: Final = "{ after <took:lasting>}{, says <says:quote>}{ (also <others>)}"
_SERIES: Final = "{ every <lasting>,} <count:number> times until <clock>: <outcomes:outcomes>"
PHRASES: Final[tuple[tuple[str, Verdict, Form], ...]] = (
    ("rage_tap", "", "rage <rage>{ <name:quote>}" + _ON + "{, <number> taps}{, unanswered}"),
    ("dead_tap", "", "<touch>{ <name:quote>}" + _ON + ", unanswered"),
    ("tap", "", "<touch>{ <name:quote>}" + _ON),
    ("gesture", "", "<gesture>" + _ON),
    ("input", "", "field <name:quote> changed" + _ON),
    ("request", "series", "request <name:request>" + _SERIES),
    ("request", "masked", "request <name:request>" + _ON + " answered {status }<status:name> but failed" + _SAYS),
    ("request", "failed", "request <name:request>" + _ON + " failed{, {status }<status:name>}" + _SAYS),
    ("request", "slow", "slow request <name:request>" + _ON + ":{ <status:name>} in <took:lasting>"),
    ("request", "", "request <name:request>: <status:name>{ in <took:lasting>}"),
    ("request", "", "request <name:request>{, <took:lasting>}"),
    ("exception", "", "exception{ <name:code>}{: <says:quote>}{ (<quote>)}" + _ON),
    ("error", "", "error{ <name:code>}{: <says:quote>}{ (<quote>)}" + _ON),
    ("anr", "", "app not responding (ANR)" + _ON),
    ("launch", "", "app launch{, <name>}{, <took:lasting>}"),
    ("navigation", "", "page <enters:name>"),
    ("navigation", "", "navigation"),
    ("navigation", "", "<button>" + _ON),
    ("lifecycle", "", "screen <enters:name>"),
    ("lifecycle", "", "<turn>" + _ON),
    ("lifecycle", "", "app <cycle>"),
    ("lifecycle", "", "<name:name> <cycle>"),
    ("console", "", "console <level:name> <name:quote>" + _ON),
    ("log", "", "log <name:quote>" + _TOLD),
    ("log", "", "log without a name" + _TOLD),
    ("custom", "", "event without a name{ (<quote>)}" + _TOLD),
    ("tag", "", "tag without a name{ (<quote>)}" + _TOLD),
    ("custom", "", "event <name:quote>{ (<quote>)}" + _TOLD),
    ("tag", "", "tag <name:quote>{ (<quote>)}" + _TOLD),
    ("performance", "", "performance capture" + _TOLD),
    ("pause", "", "recording paused by the app" + _ON),
    ("resume", "", "recording resumed by the app" + _ON),
    ("pause", "", "recording stopped" + _ON),
    ("other", "", "consent accepted" + _ON),
    ("other", "", "other <action:quote>{ <name:quote>}" + _TOLD),
)
OPENING: Final[Form] = "screen <enters:name>: <inner:some>"
OUTCOME_OF_SERIES: Final[Form] = "<status:name> x<count:number>"
STEP: Final[Form] = "<at:time> <phrase:some>{ (x<number>)} [<ref:ref>]{ (<near:near>)}"
ERROR_TAP: Final = "error tap"
STAMPED: Final[Form] = "[<at:time> <ref:ref>] <phrase:some>{ (x<number>)}"
NO_EVENT: Final[tuple[Form, ...]] = (
    "... <number> event{s} [<span>]",
    "... app in the background for <lasting>",
    "... nothing recorded for <lasting>",
    "... app away until it was started anew, for <lasting>",
    "... a recording that could not be read lies here: nothing known for <lasting>",
    "... crash{: <code>}, known from the log, after <ref>",
    "... app not responding (ANR){: <code>}, known from the log, after <ref>",
)

# What went wrong.
HEADLINE: Final[Form] = "<place:number>. <subject:some> (<source>)"
_LATER: Final = "{; worked in between at <place>}{; worked at <settled:place>}{; no later success recorded}"
OCCURRED: Final[tuple[Form, ...]] = (
    "<subject:some>, <count:number> times: <places:places>" + _LATER,
    "<subject:some>{ sent} at <places:place>" + _LATER,
    "<subject:some>, from <places:place> to <last:place>",
    "<subject:some>, after the last event [<places:ref>]",
    "<subject:some> [<places:ref>]",
)
BROKEN_KINDS: Final[dict[str, Kind]] = {
    "Crash": "crash", "App not responding (ANR)": "anr", "Exception": "exception", "Error": "error",
}  # fmt: skip
BROKEN: Final[Form] = "<kind:broke> at {about }<at:time>{ on <screen:name>}{, <name:code>}"
BROKEN_BEFORE: Final[Form] = "<kind:broke> of the previous run{, <name:code>}, logged when this one began"
BROKEN_UNSEEN: Final[Form] = "<kind:broke>{, <name:code>}, no events recorded"
FROZEN: Final[Form] = (
    "Frozen interface{ on <screen:name>}: <number> action{s} on <number> thing{s} unanswered within <lasting>"
)
THROWN: Final[tuple[tuple[Kind, Form], ...]] = (
    ("exception", "Exception without a name" + _ON),
    ("exception", "Exception <name:code>" + _ON),
    ("error", "Error without a name" + _ON),
    ("error", "Error <name:code>" + _ON),
)
SAID: Final[Form] = "   {<name:code>: }<message:quote>{, on thread <some>}"
OWN_CODE: Final[Form] = "   own code: <frames:some>{; <number> more frame{s}}"
CALLED_FROM: Final = " < "
FRAME: Final[Form] = "<code> (<place:code>)"
NO_OWN_CODE: Final[Form] = "   no frame of the app's own code among <number> frame{s}"
CAUSE: Final[tuple[Form, ...]] = ("   caused by <name:bare_code>", "   caused by <name:code>: <quote>")
UNNAMED_CAUSE: Final[tuple[Form, ...]] = ("   caused by <quote>", "   caused by ?")
BEFORE: Final[Form] = "   before{ the first}: <steps:some>"
AFTER: Final[Form] = "   after{ the last}: <steps:some>"
CAME_OUT: Final[tuple[Form, ...]] = (
    "   reaction: <reactions:some>{; outcome: <outcome:result>} (derived)",
    "   outcome: <outcome:result> (derived)",
)
REACTION: Final[Form] = "<word:reaction>{ [<ref>]}"
REACTIONS: Final[dict[str, Reaction]] = {
    "retried": "retried", "raged": "raged", "went back": "went_back", "left": "left", "restarted": "restarted",
    "session ended": "session_ended", "went on": "went_on",
}  # fmt: skip
OUTCOMES: Final[dict[str, Outcome]] = {
    "recovered": "recovered", "worked around": "worked_around", "abandoned": "abandoned", "blocked": "blocked",
    "killed": "killed", "went on": "went_on",
}  # fmt: skip
UNDER_ALL: Final[tuple[Form, ...]] = (
    "In parentheses: how near a step stood. Order in time is not cause.",
    "In parentheses: how near a step stood; after an error tap it took 1 s at most. Order in time is not cause.",
    "<number> lesser problem{s} more.",
)
BESIDE: Final[tuple[Form, ...]] = (
    "   on thread <some>",
    "   later also: <quotes>{ and <number> other message{s}}",
)
"""Lines of an entry of which no fact is taken."""
LESSER: Final[Form] = "<number> lesser problem{s}: <items:some>."
LESSER_ITEM: Final[Form] = (
    "<word:lesser>{ <name:quote>}{ failed{ <status:number>}}{ x<count:number>}{ at <at:time> [<ref:ref>]}"
    "{ and <number> more}"
)
LESSER_KINDS: Final[dict[str, Kind]] = {
    "crash": "crash", "App not responding (ANR)": "anr", "frozen interface": "frozen", "exception": "exception",
    "request": "failed_request", "error": "error", "rage tap": "rage_tap", "tap without response": "dead_tap",
    "console error": "console_error", "slow request": "slow_request",
}  # fmt: skip

# What was noticed beside; the slots `a`, `b` and `c` are what it is about.
_TIMES: Final = "{, <number> times}"
_AT: Final = "{ at <at:places>{ and <number> more}}"
_IN_ALL: Final = ", {<lasting> in all, the longest }<lasting>"
_PLACES: Final = "<at:places>{ and <number> more}"
_LOOP: Final = "{, <number> times, the longest}: <number> change{s} in <lasting> from <at:place>"
SIGNALS: Final[tuple[tuple[Signal | None, Form], ...]] = (
    ("thrash", "thrash between <a:name> and <b:name>" + _LOOP),
    ("quick_back", "quick back: <a:name> > <b:name> > <c:name>" + _TIMES + _AT),
    ("abandoned_form", "abandoned form{ on <a:name>}: <number> field{s} from <at:place> to <to:place>, nothing sent"),
    ("hesitation", "hesitation{ on <a:name>}: <lasting> without an action" + _TIMES + ", before " + _PLACES),
    ("slow_launch", "slow launch: <a:quote> start took <lasting>" + _AT),
    ("low_memory", "low memory{: <number> % free}{; the app logged it" + _AT + "}"),
    (None, "slow request <quote>" + _TIMES + ", up to <lasting>" + _AT),
    ("paused", "recording paused by the app" + _TIMES + "{, <lasting> in all}" + _AT),
    ("background", "app in the background" + _TIMES + _IN_ALL + ", back at " + _PLACES),
    ("idle", "idle, nothing recorded" + _TIMES + _IN_ALL + ", until " + _PLACES),
    (
        "polling",
        "polling <name:quote> every <lasting>, <count:number> times until <clock>: <outcomes:outcomes> from <at:place>",
    ),
)
NOTICED: Final[Form] = "- <signal:some>{ (reported)}"

# The way through the screens.
VISIT: Final[Form] = "<name:name> <at:clock>"
LOOP: Final[Form] = "(<names:names>) x<rounds:number> from <at:clock>"
FOLDED: Final[Form] = "... <number> more visit{s} of <number> screen{s} ..."

# What is not there, and calls.
_NO_EVENTS: Final = (
    "The recording has no events: the visit may have been too short, interaction tracking paused, "
    "or the upload not finished."
)
_NONE_YET: Final = (
    "DevRev has no recording of this session (yet). A mobile app uploads at its next launch; "
    "visits shorter than the SDK's minimum are never uploaded."
)
OF_A_PART: Final[Form] = "r<number>: <rest:some>"
NOT_THERE: Final[tuple[tuple[Absence | None, Form], ...]] = (
    ("part_missing", "The recording <id> is not there (yet): it may still be uploading, or be past its retention."),
    ("part_unavailable", "could not be read (<code>); the other parts are told without it."),
    ("unreadable_events", "<number> entr{y}{ies} of the timeline could not be read."),
    ("disordered_events", "<number> event{s} came out of order, sorted by time here."),
    ("untimed_events", "Without a time of their own and placed by order (~): <number> event{s}."),
    ("console_and_network", "Console and network of this tab were not available."),
    ("crash_log", "DevRev marks a {crash}{freeze} but sent no log of it."),
    ("no_events", _NO_EVENTS),
    ("recording_paused", "The app paused the recording <number> time{s}; what happened meanwhile is not in it."),
    (None, "Single fields of <number> event{s} could not be read."),
    (None, "<name> had a shape that could not be read."),
    (None, "The session has: <ids>{ and <number> more}."),
    (None, _NONE_YET),
    (None, "<number> more remark{s} of this kind, made where each part is read by itself."),
    (None, "<number> action{s} came at the very time of the same one before: perhaps written down twice."),
    (None, "<number> event{s} with a time before the start (-)."),
    (None, "<number> event{s} without a line: <kinds>.{ Most often: <often>.}"),
)
LONGEST_GAP: Final[Form] = "To {open the longest gap, and any other likewise}{read them}: <call:call>"
NEXT: Final[tuple[Form, ...]] = (
    "- The worst moment with everything around it: <call:call>",
    "- What the screen showed then: <call:call>",
    "- The next problem where it began: <call:call>",
    "- The recording, event by event: <call:call>",
    "- Where the app speaks of trouble: <call:call>",
    "- The recordings that are there: <call:call>",
    "- The same again later: <call:call>",
    "- The recording that could not be read: <call:call>",
    "- The whole session: <call:call>",
)
ARGUMENT: Final[Form] = "<key:key>=<value:argument>"
PART_ARGUMENTS: Final = frozenset({"recording_id", "tab_id"})
REFERENCE_ARGUMENTS: Final = frozenset({"around", "start", "end"})
