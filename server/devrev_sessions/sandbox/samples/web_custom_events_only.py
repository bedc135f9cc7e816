"""Web: a kiosk page that sends custom events alone, some of them broken or new to us."""

from devrev_sessions.sandbox.apps import WEB_APP
from devrev_sessions.sandbox.sample_session import JsonObject, SampleSession
from devrev_sessions.sandbox.telling.web import ORIGIN, WebTab
from devrev_sessions.sandbox.telling.web_bodies import WebVisit

TAB_ID = "tab-08c2-1"

VISIT = WebVisit(
    session_id="08c2-5a1d",
    created_at="2026-10-19T08:15:30.000Z",
    device={"type": "mobile"},
)


def _tab() -> WebTab:
    tab = WebTab(VISIT.created_at, title="Parcel locker", path="/kiosk/locker-14")
    tab.at("0:01").put(event="locker_woken")
    tab.at("0:03.2").put(event="language_chosen", event_details={"language": "nl"})
    tab.at("0:09").put(event="code_entered")
    # An event type that appears in no enumeration we know.
    tab.at("0:11").put(event_type="scroll_depth", value="80")
    tab.at("0:12.5").put(event="code_refused", event_details={"reason": "unknown_code", "attempt": "1"}, page_url=None)
    # A label must be text; this page sends a number.
    tab.at("0:14").put(event_type="click", label=7, target="button.key")
    # The one required field is missing.
    tab.at("0:15").put_raw({"event": "beep"})
    # Details must be text; this page sends numbers and an object.
    tab.at("0:21").put(event="code_entered", event_details={"digits": 6, "from": {"input": "keypad"}})
    tab.at("0:21.8").put(event="locker_opened", event_details={"door": "C4"})
    tab.at("0:22").put_raw({"timestamp": 1792397752000, "event": "door_sensor"})
    tab.at("0:39").put(event="locker_closed")
    return tab


def tell() -> JsonObject:
    """The tab, 39 seconds, with only the fields DevRev requires around its events."""
    tab = _tab()
    required = ("recording", "tab_id", "session_id", "created_at", "device_metadata")
    counts = ("dead_click_count", "rage_click_count")
    whole = VISIT.recording(TAB_ID, tab, page_load_time_ms=0)
    return {name: whole[name] for name in (*required, *counts, "timeline_data")}


SAMPLE = SampleSession(
    name="web-custom-events-only",
    what_it_shows="Custom events without a type, an unknown type, missing fields and wrong ones; still a story.",
    session_id=VISIT.session_id,
    version_key=WEB_APP,
    platform="web",
    parts=(TAB_ID,),
    session=VISIT.session((TAB_ID,), duration_ms=39_000, first_page_url=ORIGIN + "/kiosk/locker-14"),
    recordings={TAB_ID: tell},
)
