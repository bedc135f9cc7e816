"""The sample sessions, in the order one would show them."""

from collections.abc import Mapping
from types import MappingProxyType

from devrev_sessions.sandbox.sample_session import SampleSession
from devrev_sessions.sandbox.samples import (
    android_anr,
    android_checkout_crash,
    android_empty,
    android_exceptions_handled,
    android_long_ordinary,
    ios_four_recordings,
    ios_still_uploading,
    web_custom_events_only,
    web_hostile_text,
    web_three_tabs,
)
from devrev_sessions.sandbox.samples.hostile_text import HOSTILE_SECRETS

__all__ = ["HOSTILE_SECRETS", "SAMPLES"]

SAMPLES: Mapping[str, SampleSession] = MappingProxyType(
    {
        story.SAMPLE.name: story.SAMPLE
        for story in (
            android_checkout_crash,
            android_anr,
            ios_four_recordings,
            web_three_tabs,
            android_long_ordinary,
            web_hostile_text,
            android_empty,
            ios_still_uploading,
            android_exceptions_handled,
            web_custom_events_only,
        )
    }
)
"""Every sample session by its name."""
