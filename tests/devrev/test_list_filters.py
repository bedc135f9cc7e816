"""How DevRev is asked for sessions: each of our filters as the one it has for the platform."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from devrev_sessions.devrev.search import Fields, Search, fields_of
from devrev_sessions.timeline.recording import Platform

NINE = datetime(2026, 4, 21, 9, 0, tzinfo=UTC)
TEN_IN_BERLIN = datetime(2026, 4, 21, 12, 0, tzinfo=timezone(timedelta(hours=2)))

ON_BOTH: list[tuple[Search, Fields]] = [
    (Search(), {}),
    (Search(users=("REVU-1", "REVU-2"), orgs=("REV-a",)), {"rev_user": ["REVU-1", "REVU-2"], "rev_org": ["REV-a"]}),
    (Search(since=NINE), {"created_at": {"type": "range", "after": "2026-04-21T09:00:00Z"}}),
    (
        Search(since=NINE, until=TEN_IN_BERLIN),
        {"created_at": {"type": "range", "after": "2026-04-21T09:00:00Z", "before": "2026-04-21T10:00:00Z"}},
    ),
    (Search(days=7), {"created_at": {"type": "preset", "preset_type": "last_n_days", "days": 7}}),
    (Search(min_seconds=1.5, max_seconds=60), {"session_duration": {"min_ms": 1500, "max_ms": 60000}}),
    (Search(custom_event="paid"), {"custom_events": {"event_name": ["paid"]}}),
]
ON_MOBILE: list[tuple[Search, Fields]] = [
    (
        Search(problems=frozenset({"crash", "anr", "exception", "rage"})),
        {"is_crash": True, "is_anr": True, "has_exception_occurred": True, "rage_tap": True},
    ),
    (
        Search(custom_event="paid", exception_class="E"),
        {"custom_events": {"event_name": ["paid"], "exception_class_name": ["E"]}},
    ),
    (Search(screen="Cart", app_version="5.2.0"), {"screen_name": ["Cart"], "app_version": ["5.2.0"]}),
    (
        Search(request="create-order", device="Pixel 8"),
        {"response_time_list": {"api_name": ["create-order"]}, "device_model": ["Pixel 8"]},
    ),
    (
        # As lists and summaries tell them: the maker before the model, the method before the path.
        Search(request="POST /v1/session", device="Google Pixel 8"),
        {
            "response_time_list": {"api_name": ["POST /v1/session", "/v1/session"]},
            "device_model": ["Google Pixel 8", "Pixel 8"],
        },
    ),
]
ON_THE_WEB: list[tuple[Search, Fields]] = [
    (
        Search(problems=frozenset({"rage", "dead_click", "console_error", "network_error"})),
        {"has_rage_clicks": True, "has_dead_clicks": True, "has_console_errors": True, "has_network_errors": True},
    ),
    (
        Search(request="https://a.example/x", status=500),
        {"network_logs": {"request_url": ["https://a.example/x"], "response_status": [500]}},
    ),
    (Search(request="GET /x y"), {"network_logs": {"request_url": ["GET /x y", "/x y"]}}),
    (Search(request="POSTED /x"), {"network_logs": {"request_url": ["POSTED /x"]}}),
    (Search(screen="https://a.example/cart"), {"page_url": ["https://a.example/cart"]}),
    (Search(screen="/cart/:id"), {"normalized_url": ["/cart/:id"]}),
    (Search(screen="Cart", browser="Chrome"), {"page_name": ["Cart"], "browser": ["Chrome"]}),
    (Search(device="mobile"), {"device_type": ["mobile"]}),
    (Search(device="macOS"), {"os": ["macOS"]}),
]


@pytest.mark.parametrize(("search", "fields"), [*ON_BOTH, *ON_MOBILE])
@pytest.mark.parametrize("platform", ["android", "ios"])
def test_a_search_is_told_in_the_filters_of_an_app(platform: Platform, search: Search, fields: Fields):
    assert fields_of(search, platform) == (fields, ())


@pytest.mark.parametrize(("search", "fields"), [*ON_BOTH, *ON_THE_WEB])
def test_a_search_is_told_in_the_filters_of_a_page(search: Search, fields: Fields):
    assert fields_of(search, "web") == (fields, ())


@pytest.mark.parametrize(
    ("platform", "search", "lacking"),
    [
        ("web", Search(problems=frozenset({"crash", "anr", "exception"})), ("crash", "anr", "exception")),
        ("web", Search(exception_class="E", app_version="5"), ("exception_class", "app_version")),
        ("ios", Search(problems=frozenset({"dead_click", "console_error", "network_error"})), None),
        ("android", Search(status=500, browser="Chrome"), ("status", "browser")),
    ],
)
def test_what_devrev_cannot_filter_on_a_platform_is_named(
    platform: Platform, search: Search, lacking: tuple[str, ...] | None
):
    assert fields_of(search, platform)[1] == (lacking or ("dead_click", "console_error", "network_error"))
