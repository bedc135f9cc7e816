"""What is no JSON, or only just, in the place of any value of a recording: it is read without it, or refused."""

from random import Random

import pytest
from byte_damage import RAW, damaged
from hostile_recordings import Hostile
from one_case import tell

MOBILE = (
    '{"recording": "mobile_recording", "session_id": "s-1", "created_at": @0, "device_metadata": @1,'
    ' "user_attributes": @2, "observability_sessions_log_data": @3, "recording_events_timeline": ['
    '{"event_name": "single_tap", "timestamp_offset_ms": @4, "screen": @5},'
    '{"event_name": "api", "timestamp_offset_ms": 900, "name": @6, "response_properties": @7},'
    '{"event_name": "event", "name": "x", "timestamp_offset_ms": 1200, "event_properties": {"a": @8, "b": 1}}, @9]}'
)
WEB = (
    '{"recording": "web_recording", "session_id": "s-1", "created_at": @0, "first_page_url": @1,'
    ' "network_metadata": @2, "session_attributes": @3, "timeline_data": {"events": ['
    '{"event_type": "click", "timestamp": @4, "label": @5, "is_dead": @6, "page_url": @7},'
    '{"event_type": "custom", "event": "x", "timestamp": "2026-04-21T09:00:05Z", "event_details": {"a": @8}}, @9]}}'
)
PLACES = 10


def written(form: str, raw: bytes, place: int) -> bytes:
    """A recording with a value in one place, and null in the others."""
    body = form.encode()
    for each in range(PLACES):
        body = body.replace(b"@%d" % each, raw if each == place else b"null")
    return body


@pytest.mark.parametrize("place", range(PLACES))
@pytest.mark.parametrize("form", [MOBILE, WEB], ids=["mobile", "web"])
def test_a_damaged_value_is_read_over_or_refused(form: str, place: int) -> None:
    medium = "mobile" if form == MOBILE else "web"
    for raw in RAW:
        case = Hostile(0, medium, written(form, raw, place), b"", (), "raw values")
        assert tell(case, Random(place)).broken == [], raw[:60]


@pytest.mark.parametrize("cut", [True, False], ids=["cut short", "with bytes changed"])
def test_a_damaged_answer_is_read_or_refused(cut: bool) -> None:
    for seed in range(60):
        dice = Random(seed)
        for form, medium in ((MOBILE, "mobile"), (WEB, "web")):
            body = damaged(written(form, b'"x"', dice.randrange(PLACES)), dice, cut=cut)
            case = Hostile(seed, "mobile" if medium == "mobile" else "web", body, b"", (), "a byte")
            assert tell(case, dice).broken == [], seed
