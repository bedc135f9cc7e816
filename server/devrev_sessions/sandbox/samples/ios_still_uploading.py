"""iOS: DevRev knows the session, but the phone has not uploaded a recording yet."""

from devrev_sessions.sandbox.apps import IOS_APP
from devrev_sessions.sandbox.sample_session import SampleSession
from devrev_sessions.sandbox.telling.mobile_bodies import MobileVisit

VISIT = MobileVisit(
    session_id="E3C90A17-2B64-4D8F-B1A5-6677F0D2C8E1",
    platform="ios",
    created_at="2026-10-30T16:05:51.730Z",
    device={
        "app_version": "5.7.0",
        "manufacturer": "Apple",
        "model": "iPhone17,1",
        "network_type": "WiFi",
        "os_version": "26.0.1",
        "plug_sdk_version": "2.4.2",
        "screen_height": 2622,
        "screen_width": 1206,
        "sdk_version": "26.0",
    },
    rev_user_id="REVU-2250",
)

SAMPLE = SampleSession(
    name="ios-still-uploading",
    what_it_shows="A session whose recordings have not arrived: the phone uploads them when the app is next opened.",
    session_id=VISIT.session_id,
    version_key=IOS_APP,
    platform="ios",
    parts=(),
    session=VISIT.session((), duration_ms=0),
    recordings={},
)
