"""One recording of an app or one tab of a browser, and the session it belongs to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from devrev_sessions.timeline.events import NOTHING, AppText, Event

Medium = Literal["mobile", "web"]
Platform = Literal["android", "ios", "web"]


@dataclass(frozen=True, slots=True)
class Device:
    """What the app ran on; every text as the SDK reported it, empty where it did not."""

    app_version: AppText = NOTHING
    maker: AppText = NOTHING
    model: AppText = NOTHING
    system: AppText = NOTHING
    """The operating system's version on mobile, its name on the web."""
    browser: AppText = NOTHING
    browser_version: AppText = NOTHING
    form: AppText = NOTHING
    """`desktop` or `mobile`, web only."""
    network: AppText = NOTHING
    sdk_version: AppText = NOTHING
    screen_width: int | None = None
    screen_height: int | None = None


@dataclass(frozen=True, slots=True)
class Launch:
    """How the app came up: `cold` or `hot`, and how long it took."""

    style: AppText
    took_ms: int | None


@dataclass(frozen=True, slots=True)
class Memory:
    """Main memory of the device, in the SDK's own unit (DevRev does not say which)."""

    available: int | None
    total: int | None


@dataclass(frozen=True, slots=True)
class CrashLog:
    """The log that the SDK kept when an app crashed or stopped responding."""

    crashed: bool
    froze: bool
    text: AppText


@dataclass(frozen=True, slots=True)
class PageCounts:
    """What the browser's SDK counted by itself; DevRev may count over the session or over the tab."""

    dead_clicks: int | None = None
    rage_clicks: int | None = None
    console_errors: int | None = None
    console_warnings: int | None = None
    console_logs: int | None = None
    responses: Mapping[str, int] = field(default_factory=dict[str, int])
    """Number of responses by HTTP status."""
    page_load_ms: int | None = None
    first_page_title: AppText = NOTHING
    first_page_url: AppText = NOTHING


@dataclass(frozen=True, slots=True)
class ReplayLink:
    """A presigned link to frames (mobile) or to a packet of DOM events (web). Shown only when it was asked for."""

    url: str
    begins: str
    ends: str
    frames: tuple[str, ...] = ()
    """The frames behind it, by the numbers that DevRev gives them; a packet has none."""
    images: Mapping[str, str] = field(default_factory=dict[str, str])
    """The names of their image files by the frame's number."""
    begins_ms: float | None = None
    """When a packet begins, in milliseconds since 1970; None where that could not be read."""


@dataclass(frozen=True, slots=True)
class Recording:
    """What DevRev keeps of one recording (mobile) or one tab (web)."""

    medium: Medium
    session_id: str
    part_id: str
    """The recording's id on mobile, the tab's id on the web."""
    started_at: datetime | None
    events: Sequence[Event]
    """In time order, offsets from the start of this recording."""
    device: Device = Device()
    launch: Launch | None = None
    memory: Memory | None = None
    crash_log: CrashLog | None = None
    counts: PageCounts | None = None
    user_id: AppText = NOTHING
    org_id: AppText = NOTHING
    attributes: Mapping[str, AppText] = field(default_factory=dict[str, AppText])
    """What the app told of its user or the session."""
    replay: tuple[ReplayLink, ...] = ()
    devtools: Literal["woven", "unavailable", "none"] = "none"
    """Whether console and network of a web tab are among the events."""
    skipped_events: int = 0
    """Entries of the timeline that were no events at all."""
    repaired_events: int = 0
    """Events of which single fields could not be read."""
    disordered_events: int = 0
    """Events whose time lies before that of the event before them."""
    reading: int = 0
    """Which reading of DevRev it comes from: what was made of the same reading need not be made again."""
    unread_fields: tuple[str, ...] = ()
    """Parts of the recording that had another shape or another name than DevRev documents."""
    other_ids: tuple[tuple[str, AppText], ...] = ()
    """Ids that were asked for, each with the other one that the answer bears."""

    @property
    def unread(self) -> bool:
        """Whether it has no events because none of those that were sent could be read."""
        return not self.events and bool(self.skipped_events or self.unread_fields)

    @property
    def duration_ms(self) -> int:
        """From the start of the recording to its last event."""
        return self.events[-1].at_ms if self.events else 0


@dataclass(frozen=True, slots=True)
class Session:
    """A session as DevRev lists it: which recordings or tabs it has, and what it says of the whole."""

    session_id: str
    medium: Medium
    platform: Platform | None
    started_at: datetime | None
    duration_ms: int | None
    part_ids: tuple[str, ...]
    unread_part_ids: bool = False
    """Whether DevRev lists ids in a shape that could not be read."""
    device: Device = Device()
    crashed: bool = False
    froze: bool = False
    had_exceptions: bool = False
    rage_tapped: bool = False
    counts: PageCounts | None = None
    user_id: AppText = NOTHING
    org_id: AppText = NOTHING
