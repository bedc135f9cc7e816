"""Every number a judgement rests on, in one place, each with where it comes from."""

import re
from typing import Final

from devrev_sessions.timeline.events import Kind

# What a person or an engineer feels as slow or silent.
SLOW_REQUEST_MS: Final = 3_000  # what users of other tools call slow; Sentry's slow click is 3 s as well
VERY_SLOW_REQUEST_MS: Final = 10_000  # severe in the same surveys; common HTTP clients give up there
IDLE_MS: Final = 15_000  # idle gap: 10 to 15 s in the field, the upper end so that reading is not idling
SHOWN_IDLE_MS: Final = 60_000  # a gap worth a line of its own
REMARKED_IDLE_MS: Final = 30_000  # silence that is worth a remark: twice what the field calls idle
PREVIOUS_RUN_MS: Final = 1_500  # a crash logged into a recording this short belongs to the run before it
ANR_MS: Final = 5_000  # Android's input timeout; an ANR sooner after the start of a recording is of the run before
FROZEN_MS: Final = 5_000  # the same silence without an ANR
FROZEN_TAPS: Final = 3  # unanswered actions in a row that make it, as many as a rage tap has
FROZEN_TARGETS: Final = 2  # on at least two things: on one alone it is that thing that is dead
CONTINUES_MS: Final = 2_000  # what a person does this long after an exception shows that the app outlived it

# A rage tap by DevRev's own rule, for SDKs that send taps and no rage taps.
RAGE_TAPS: Final = 3
RAGE_PAUSE_MS: Final = 600  # each tap within this of the one before it
RAGE_PIXELS: Final = 5  # and so near to it
RAGE_REPORTED_MS: Final = 2_000  # a reported one this near to it tells the same

EARNEST_WORDS: Final = frozenset(
    """plus minus increment decrement increase decrease stepper quantity qty keypad digit backspace""".split(),  # noqa: SIM905 - a paragraph reads better
)
"""Words in the names of what people tap quickly in earnest: steppers and keys."""

REMADE_MS: Final = 1_000  # a screen that stops and starts within it was made anew, as on a rotation

# What belongs to an incident.
BEFORE_STEPS: Final = 16  # Sentry keeps 16 steps before an error
BEFORE_MS: Final = 60_000  # and Peek the minute before it
LAUNCH_MS: Final = 5_000  # a launch this shortly before a failure belongs to it; Android calls 5 s of it slow
SAID_MS: Final = 10_000  # an ordinary log line this shortly before a failure may tell of it
AFTER_STEPS: Final = 12  # Sentry keeps 4 after; ours looks further for a retry and tells the first few
AFTER_MS: Final = 60_000
CHAIN_LENGTH: Final = 4  # steps told on each side; more reads as a second timeline
NEAR_MS: Final = 1_000  # an error tap: a failure within a second of a tap (Datadog, LogRocket)
TRIGGER_MS: Final = 2_000  # an action asks for what begins within two seconds: twice an error tap, for slow devices
UNTIMED_TRIGGER_MS: Final = 10_000  # the same up to an end whose beginning is not known: common HTTP clients' timeout
RETRIED_MS: Final = 300  # two requests at once are no retry
SOON_MS: Final = 10_000  # what is done next counts as a reaction to what a person may not have noticed
RESTART_MS: Final = 30 * 60_000  # DevRev ends a session after 30 min idle: later is another visit
REACTION_ACTIONS: Final = 4  # what is done after so many other things is no reaction any more
WORKED_MS: Final = 10_000  # another way that works answers within this time

# How a person moves.
QUICK_BACK_MS: Final = 5_000  # A, then B, then A again: FullStory and Contentsquare call 5 s or less a quick back
QUICKEST_MS: Final = 500  # a stay shorter than this is a screen's own doing, not a person's
THRASH_TURNS: Final = 3  # changes between the same two screens
THRASH_MS: Final = 30_000  # within this time, from the first to the last
HESITATION_MS: Final = 10_000  # without an action on a form
LONGEST_HESITATION_MS: Final = 60_000  # beyond a minute the person was away and did not hesitate

# What the device suffers from.
LOW_MEMORY_SHARE: Final = 0.10  # free memory below a tenth; Android starts to kill apps in the background there
SLOW_LAUNCH_MS: Final = {"cold": 5_000, "warm": 2_000, "hot": 1_500}  # excessive start-up times of Android vitals

# Repetition.
POLLING_FROM: Final = 10  # calls at a regular pace that are worth a remark of their own
POLLING_MOST: Final = 4  # such remarks; the timeline has a line for each series
SERIES_FROM: Final = 5  # successes of one request that are told as one line
REGULAR_WITHIN: Final = 0.35  # a series is "every 5 s" when the middle half of its gaps differs by no more than this

WEIGHT: Final = {
    Kind.ANR: 100,
    Kind.EXCEPTION: 90,
    Kind.ERROR: 88,
    Kind.RAGE_TAP: 80,
    Kind.DEAD_TAP: 70,
    Kind.PAUSE: 60,
    Kind.RESUME: 60,
    Kind.LAUNCH: 58,
    Kind.CUSTOM: 45,
    Kind.TAG: 44,
    Kind.NAVIGATION: 42,
    Kind.TAP: 40,
    Kind.INPUT: 40,
    Kind.LOG: 30,
    Kind.OTHER: 25,
    Kind.CONSOLE: 22,
    Kind.REQUEST: 20,
    Kind.GESTURE: 12,
    Kind.PERFORMANCE: 8,
    Kind.LIFECYCLE: 0,
}
"""How much a timeline would miss an event of this kind: errors before actions, actions before routine.

Lifecycle events have no line of their own: the screens they open and the background they tell of have.
"""
ROUTINE: Final = frozenset({Kind.CUSTOM, Kind.TAG, Kind.NAVIGATION, Kind.TAP, Kind.INPUT, Kind.LOG, Kind.OTHER})
WEIGHT_ROUTINE: Final = 24  # one of these kinds that looks like one before it, and a screen that was seen before

WEIGHT_FAILED_REQUEST: Final = 85
WEIGHT_SLOW_REQUEST: Final = 65
WEIGHT_CONSOLE_ERROR: Final = 75
WEIGHT_TELLING: Final = 55  # a log line or custom event whose words speak of trouble
TELLING_MOST: Final = 12  # one that comes more often is a name the app uses, such as that of a filter
WEIGHT_CHAIN: Final = 68  # part of an incident's before or after
WEIGHT_NEAR: Final = 56  # shortly before one of the worst incidents
WEIGHT_SIGNAL: Final = 54  # where a signal stands
WEIGHT_NEW_SCREEN: Final = 50
WEIGHT_SERIES: Final = 46  # one line that tells of many requests
WEIGHT_AWAY: Final = 52  # the app goes to the background or comes back
WEIGHT_MIDDLE: Final = 28  # a failure between the first and the last of its kind, told by its incident
WEIGHT_LINE: Final = WEIGHT[Kind.REQUEST]  # from here on an event is missed when it has no line: its gap is marked
WEIGHT_END: Final = 57  # the last event of a recording

TROUBLE_WORDS: Final = (
    "error", "fail", "exception", "timeout", "timed out", "denied", "invalid", "crash", "refused", "unable", "cannot",
    "not found", "retry", "abort", "unauthorized", "expired", "declined", "offline", "lost", "corrupt", "overflow",
)  # fmt: skip
"""Words with which apps log trouble."""

NO_TROUBLE: Final = re.compile(
    r"(?:\b(?:no|0|zero|without(?: any)?)|_no)[ _-](?:\w{1,20}[ _-])?"
    r"(?:errors?|failures?|failed|exceptions?|crash(?:es)?|timeouts?)"
    r"|(?:error|crash|exception|failure)s?[ _-]?"
    r"(?:free|report|handler|handling|boundar|monitor|track|lytics|list|rate)\w{0,12}"
    r"|(?:retry|retries|timeout)[ _-]?(?:polic|config|setting|limit|interval)\w{0,12}"
    r"|timeout(?: is| set to| of)?[ _:=]{0,3}\d{1,9}(?!.{0,20}exceed)"
)
"""The same words where they tell of none, or of settings and tools."""

FIELD_WORDS: Final = frozenset({"field", "input", "edittext", "textfield", "textinput", "textarea", "edit"})
"""Words in the names of things that take text; a tap there begins a form."""

SUCCESS_MS: Final = 300_000  # a success later than this is that of something else
SUCCESS_WORDS: Final = frozenset(
    """success succeeded successful complete completed placed paid confirmed purchased ordered booked
    approved""".split(),  # noqa: SIM905 - a paragraph reads better
)
"""Words with which apps tell that a person reached what they came for."""

TELLING_LETTERS: Final = 4  # a shorter word in the name of a request tells little of what it is for
COMMON_WORDS: Final = frozenset(
    """post patch delete head options https http rest graphql api apis internal public mobile v1beta data list item
    items user users detail details info status search page config update create save load fetch""".split(),  # noqa: SIM905 - a paragraph reads better
)
"""Words in the names of requests that do not tell what they are for."""

BACK_WORDS: Final = frozenset({"back"})
"""A word in the name of what leads to the screen before, where a system has no button of its own for it, as iOS."""

SUBMIT_WORDS: Final = frozenset(
    """submit send save sign login log continue next pay apply search confirm ok done register checkout order book add
    create update finish complete place post publish upload join start buy subscribe verify accept agree submitted sent
    saved completed succeeded placed finished confirmed enter go""".split(),  # noqa: SIM905 - a paragraph reads better
)
"""Words in the names of what ends a form by sending it, and of the events that say so."""

MEMORY_WORDS: Final = ("low memory", "memory warning", "ontrimmemory", "onlowmemory", "out of memory", "outofmemory")
"""How Android and iOS name memory pressure in logs."""

LEAVING: Final = frozenset({"paused", "stopped", "destroyed", "saved_instance_state"})
"""Android lifecycle names of a screen that is going away; they arrive after the next screen is there."""

FAILED_STATUS: Final = 400
SERVER_FAILED_STATUS: Final = 500
"""The least statuses of an answer that failed, and of one that failed by the server's own fault (RFC 9110)."""

COMMON_SHARE: Final = 0.3
"""Of the failing sessions that a step must be made in to be of the common way (Crashlytics' and others' custom)."""
COMMON_STEPS: Final = 30
"""Steps before a failure among which the common ones are looked for."""
COMPARED_STEPS: Final = 120
"""Steps before a failure that are held against another session's way."""
SHOWN_COMMON: Final = 10
SHARED_WEIGHT: Final = 4
TELLING_WEIGHT: Final = 2
"""On the scale of an incident's severity: several sessions with an exception outweigh the crash of one, and of two
sessions a failing request of one outweighs another that both have."""
