"""Whether a crash log is about the recording it came with."""

from datetime import UTC, datetime, timedelta

import pytest

from devrev_sessions.timeline.events import AppText
from devrev_sessions.timeline.log_moment import before_recording, logged_at

NINE = datetime(2026, 4, 21, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-04-21T08:41:40.120Z E/AndroidRuntime: FATAL", NINE - timedelta(minutes=18, seconds=20)),
        ("Date/Time:  2026-04-21 10:00:05.120 +0100", NINE + timedelta(seconds=5)),
        ("Timestamp: 2026-04-21 11:00:05.123456789+0200", NINE + timedelta(seconds=5)),
        ("timestamp: 1776762005000", NINE + timedelta(seconds=5)),
        ('"time_stamp":"1776762005"', NINE + timedelta(seconds=5)),
        ("2026-04-21 08:41:40 FATAL", None),
        ("2026-13-41T08:41:40Z", None),
        ("java.lang.IllegalStateException: cart is empty", None),
    ],
)
def test_a_moment_is_read_where_it_has_its_zone(text: str, moment: datetime | None):
    assert logged_at(AppText(text)) == moment


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2026-04-21T08:59:50Z", True),
        ("2026-04-21T08:59:59Z", False),
        ("2026-04-21T09:01:50Z", False),
        ("04-21 08:41:40.120 E AndroidRuntime: FATAL EXCEPTION: main", True),
        ("2026-04-21 08:41:40.120 E AndroidRuntime: FATAL EXCEPTION: main", True),
        ("04-21 09:01:40.120 E AndroidRuntime: FATAL EXCEPTION: main", False),
        ("04-21 14:31:40.120 E AndroidRuntime: FATAL EXCEPTION: main", False),
        ("04-21 14:44:59.500 E AndroidRuntime: FATAL EXCEPTION: main", False),
        ("02-30 14:44:59.500 E AndroidRuntime: FATAL EXCEPTION: main", False),
        ("no time at all", False),
    ],
)
def test_a_log_of_another_time_is_not_about_the_recording(text: str, before: bool):
    assert before_recording(AppText(text), NINE, timedelta(minutes=2)) is before
    assert not before_recording(AppText(text), None, timedelta(minutes=2))


def test_a_recording_longer_than_a_quarter_of_an_hour_can_hold_any_local_time():
    assert not before_recording(AppText("04-21 08:41:40.120 E x"), NINE, timedelta(minutes=16))
