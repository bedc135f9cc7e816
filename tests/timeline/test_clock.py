"""Offsets and lengths of time as people write and read them."""

from contextlib import suppress

import pytest
from hypothesis import given, settings, strategies as st

from devrev_sessions.timeline.clock import clock, lasting, offset_ms

LONG_MS = 600_000


@pytest.mark.parametrize(
    ("ms", "shown", "with_tenths"),
    [
        (0, "0:00", "0:00.0"),
        (999, "0:00", "0:00.9"),
        (61_250, "1:01", "1:01.2"),
        (3_599_999, "59:59", "59:59.9"),
        (3_600_000, "1:00:00", "1:00:00.0"),
        (360_000_000, "100:00:00", "100:00:00.0"),
        (-1_500, "-0:01", "-0:01.5"),
        (-400, "0:00", "-0:00.4"),
        (-40, "0:00", "0:00.0"),
    ],
)
def test_an_offset_is_shown_in_minutes_and_from_an_hour_on_in_hours(ms: int, shown: str, with_tenths: str):
    assert (clock(ms), clock(ms, tenths=True)) == (shown, with_tenths)


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("0:00", 0),
        ("3:41", 221_000),
        ("3:41.2", 221_200),
        ("3:41.025", 221_025),
        ("0:5", 5_000),
        ("90:00", 5_400_000),
        ("1:02:03", 3_723_000),
        ("221200", 221_200),
        ("0", 0),
        (" 3:41 ", 221_000),
        ("-0:30", LONG_MS - 30_000),
        ("-30000", LONG_MS - 30_000),
        ("-1:00:00", LONG_MS - 3_600_000),
    ],
)
def test_every_documented_form_of_an_offset_is_read(text: str, ms: int):
    assert offset_ms(text, LONG_MS) == ms


@pytest.mark.parametrize(
    "text",
    ["", "-", ":", "3:", ":41", "3:60", "3:41.", "3:41.0005", "1:2:3:4", "12s", "3.5", "+5", "--5", "1e3", "#12"],
)
def test_anything_else_is_not_an_offset(text: str):
    with pytest.raises(ValueError, match="not an offset"):
        offset_ms(text, LONG_MS)


@settings(database=None, deadline=None, derandomize=True)
@given(st.integers(min_value=0, max_value=10**9))
def test_what_is_shown_can_be_given_back(ms: int):
    assert offset_ms(clock(ms), 0) == ms - ms % 1000
    assert offset_ms(clock(ms, tenths=True), 0) == ms - ms % 100
    assert offset_ms(str(ms), 0) == ms


@settings(database=None, deadline=None, derandomize=True)
@given(st.text(max_size=20) | st.from_regex(r"-?[0-9:.]{1,20}", fullmatch=True))
def test_any_text_is_an_offset_or_refused(text: str):
    with suppress(ValueError):
        assert isinstance(offset_ms(text, LONG_MS), int)


@pytest.mark.parametrize(
    ("ms", "shown"),
    [
        (0, "0 ms"),
        (340, "340 ms"),
        (999, "999 ms"),
        (1_000, "1.0 s"),
        (1_340, "1.3 s"),
        (25_400, "25.4 s"),
        (119_000, "119 s"),
        (120_000, "2:00"),
        (245_000, "4:05"),
        (3_600_000, "1:00:00"),
    ],
)
def test_a_length_of_time_has_the_unit_a_person_would_choose(ms: int, shown: str):
    assert lasting(ms) == shown
