"""Android: a recording in which nothing was recorded."""

from devrev_sessions.sandbox.apps import ANDROID_APP
from devrev_sessions.sandbox.sample_session import JsonObject, SampleSession
from devrev_sessions.sandbox.telling.mobile_bodies import Launch, MobileVisit

RECORDING_ID = "rec-71aa-1"

VISIT = MobileVisit(
    session_id="71aa-0004",
    platform="android",
    created_at="2026-09-21T21:48:33.019Z",
    device={
        "app_version": "5.6.0",
        "manufacturer": "OPPO",
        "model": "CPH2591",
        "network_type": "WiFi",
        "os_version": "14",
        "plug_sdk_version": "2.4.0",
        "screen_height": 1612,
        "screen_width": 720,
        "sdk_version": "34",
    },
    rev_user_id="REVU-1093",
    ram=(742, 3810),
)


def tell() -> JsonObject:
    """The recording: everything around the events, and no event."""
    return VISIT.recording(RECORDING_ID, [], launch=Launch("hot", 77))


SAMPLE = SampleSession(
    name="android-empty",
    what_it_shows="A recording without a single event.",
    session_id=VISIT.session_id,
    version_key=ANDROID_APP,
    platform="android",
    parts=(RECORDING_ID,),
    session=VISIT.session((RECORDING_ID,), duration_ms=1_900),
    recordings={RECORDING_ID: tell},
)
