"""One event grammar for mobile and web."""

from enum import StrEnum
from typing import Final, NewType

import msgspec

AppText = NewType("AppText", str)
"""A string that an app or its user wrote. It is only ever shown through the door in `text/`."""

NOTHING: Final = AppText("")
NO_JSON: Final = msgspec.Raw(b"")


class Kind(StrEnum):
    """What sort of thing happened. The values are the words of the public filter `kinds`."""

    LAUNCH = "launch"
    TAP = "tap"
    RAGE_TAP = "rage_tap"
    DEAD_TAP = "dead_tap"
    GESTURE = "gesture"
    INPUT = "input"
    NAVIGATION = "navigation"
    REQUEST = "request"
    EXCEPTION = "exception"
    ERROR = "error"
    ANR = "anr"
    LOG = "log"
    CONSOLE = "console"
    CUSTOM = "custom"
    TAG = "tag"
    LIFECYCLE = "lifecycle"
    PAUSE = "pause"
    RESUME = "resume"
    PERFORMANCE = "performance"
    OTHER = "other"


ACTIONS: Final = frozenset(
    {Kind.TAP, Kind.RAGE_TAP, Kind.DEAD_TAP, Kind.GESTURE, Kind.INPUT},
)
"""What a person does with their hands."""


class Event(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One thing that happened in a recording.

    `n` is its position in its recording, from 1, as DevRev sent it; `part` is the recording's number in the session,
    from 0. `at_ms` counts from the start of the story; an event without a time of its own (`timed` false) has the time
    of the one before it. The property objects and points stay undecoded JSON until something needs them.
    """

    n: int
    kind: Kind
    part: int = 0
    at_ms: int = 0
    timed: bool = True
    action: AppText = NOTHING
    """DevRev's own name for it, such as `swipe_left` or `resumed`."""
    name: AppText = NOTHING
    """What it is about: a request, a message, a custom event, a tag, an exception's class."""
    screen: AppText = NOTHING
    """The screen, activity or page it happened on."""
    target: AppText = NOTHING
    """What was touched."""
    note: AppText = NOTHING
    """A second text: a custom tag, an exception's tag, a field's value, a console message's page."""
    unanswered: bool = False
    """The app gave no response to it."""
    touched: msgspec.Raw = NO_JSON
    """Where fingers were: a list of points in pixels."""
    properties: msgspec.Raw = NO_JSON
    request: msgspec.Raw = NO_JSON
    response: msgspec.Raw = NO_JSON
