"""DevRev's bodies around a web story: the session object and the recording of a tab."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from devrev_sessions.sandbox.sample_session import JsonObject
from devrev_sessions.sandbox.telling.clock import instant
from devrev_sessions.sandbox.telling.mobile_bodies import presigned_url
from devrev_sessions.sandbox.telling.web import WebTab

# A packet of replay covers half a minute; DevRev does not say how long one is.
PACKET_MS = 30_000


@dataclass(frozen=True)
class WebVisit:
    """Whose session it is, in which browser, from when (RFC 3339).

    DevRev counts dead and rage clicks "in the session", so every tab repeats the session's numbers.
    """

    session_id: str
    created_at: str
    device: Mapping[str, object]
    dead_click_count: int = 0
    rage_click_count: int = 0
    rev_user_id: str | None = None
    rev_org_id: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])

    def session(self, tab_ids: Sequence[str], *, duration_ms: int, **more: object) -> JsonObject:
        """The `session` of sessions.get; `more` are its optional fields, as the first page's title."""
        return {
            "type": "web",
            "platform": "web",
            "session_duration_ms": duration_ms,
            "tab_ids": list(tab_ids),
            **self._common(),
            **more,
        }

    def recording(self, tab_id: str, tab: WebTab, *, page_load_time_ms: int) -> JsonObject:
        """The answer of data.get for one tab."""
        return {
            "recording": "web_recording",
            "tab_id": tab_id,
            **self._common(),
            "created_at": tab.start,
            "page_load_time_ms": page_load_time_ms,
            "first_page_title": tab.first_title,
            "first_page_url": tab.first_url,
            "console_metadata": tab.console_metadata(),
            "network_metadata": tab.network_metadata(),
            "timeline_data": {"events": tab.events()},
            "replay_data": self._packets(tab_id, tab),
        }

    def _common(self) -> JsonObject:
        common: JsonObject = {
            "session_id": self.session_id,
            "created_at": self.created_at,
            "device_metadata": dict(self.device),
            "dead_click_count": self.dead_click_count,
            "rage_click_count": self.rage_click_count,
        }
        if self.attributes:
            common["session_attributes"] = {"attributes": dict(self.attributes)}
        ids = {"rev_user_id": self.rev_user_id, "rev_org_id": self.rev_org_id}
        return common | {name: value for name, value in ids.items() if value is not None}

    def _packets(self, tab_id: str, tab: WebTab) -> list[JsonObject]:
        return [
            {
                "start_time": instant(tab.start, first_ms),
                "end_time": instant(tab.start, min(first_ms + PACKET_MS, tab.end_offset_ms)),
                "presigned_url": presigned_url(f"{self.session_id}/{tab_id}/packet-{first_ms // PACKET_MS}"),
            }
            for first_ms in range(0, tab.end_offset_ms, PACKET_MS)
        ]
