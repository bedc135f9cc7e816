"""What sessions are looked for, and how DevRev is asked for them: a filter of its own for each, by the platform."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, Literal, LiteralString, cast

from devrev_sessions.timeline.recording import Platform

Problem = Literal["crash", "anr", "exception", "rage", "dead_click", "console_error", "network_error"]
Fields = dict[str, object]


@dataclass(frozen=True, slots=True)
class Search:
    """Which sessions are looked for; what is None or empty is no filter, and all filters hold together.

    `users` and `orgs` are ids as DevRev gives them. `since` and `until` bound the time at which a session began; `days`
    counts back from now, and is DevRev's own count.
    """

    users: tuple[str, ...] = ()
    orgs: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    days: int | None = None
    problems: frozenset[Problem] = field(default_factory=frozenset[Problem])
    exception_class: str | None = None
    custom_event: str | None = None
    screen: str | None = None
    request: str | None = None
    status: int | None = None
    app_version: str | None = None
    device: str | None = None
    browser: str | None = None
    min_seconds: float | None = None
    max_seconds: float | None = None


PROBLEMS: Final[tuple[tuple[Problem, str | None, str | None], ...]] = (
    # ours, DevRev's filter of a mobile app, DevRev's filter of a page
    ("crash", "is_crash", None),
    ("anr", "is_anr", None),
    ("exception", "has_exception_occurred", None),
    ("rage", "rage_tap", "has_rage_clicks"),
    ("dead_click", None, "has_dead_clicks"),
    ("console_error", None, "has_console_errors"),
    ("network_error", None, "has_network_errors"),
)
FILTERS: Final[tuple[tuple[LiteralString, str | None, str | None], ...]] = (
    ("custom_event", "custom_events.event_name", "custom_events.event_name"),
    ("exception_class", "custom_events.exception_class_name", None),
    ("screen", "screen_name", "page_name"),
    ("request", "response_time_list.api_name", "network_logs.request_url"),
    ("status", None, "network_logs.response_status"),
    ("app_version", "app_version", None),
    ("device", "device_model", "os"),
    ("browser", None, "browser"),
)
"""DevRev's filters of `sessions.list` by our names for them (its contract): an app has others than a page."""
_WITH_METHOD: Final = re.compile(r"(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (\S.*)")
"""A request as summaries tell it."""
MAKERS: Final = frozenset({
    "apple", "asus", "google", "honor", "huawei", "infinix", "lenovo", "motorola", "nokia", "nothing", "oneplus",
    "oppo", "realme", "samsung", "sharp", "sony", "tecno", "vivo", "xiaomi", "zte",
})  # fmt: skip
"""Makers of phones and tablets as Android's `Build.MANUFACTURER` tells them most, in lower case, and Apple."""
FORMS: Final = frozenset({"desktop", "mobile"})
"""What DevRev knows of a browser's device besides its system."""


def fields_of(search: Search, platform: Platform) -> tuple[Fields, tuple[LiteralString, ...]]:
    """The filters of `sessions.list` for one platform, and the names of those that DevRev has for the other only.

    A search with such a filter has no match on this platform, and need not be asked.
    """
    filters, lacking = _common(search), list[LiteralString]()
    on_web = platform == "web"
    for problem, of_mobile, of_web in PROBLEMS:
        if problem in search.problems:
            if name := of_web if on_web else of_mobile:
                filters[name] = True
            else:
                lacking.append(problem)
    for own_name, of_mobile, of_web in FILTERS:
        value = getattr(search, own_name)
        if value is None:
            continue
        if name := of_web if on_web else of_mobile:
            _put(filters, _of_page(name, value) if on_web else name, _spellings(own_name, value))
        else:
            lacking.append(own_name)
    return filters, tuple(lacking)


def _spellings(own_name: str, value: object) -> list[object]:
    """The value as it is given and as DevRev may have it: a request without its method, a model without its maker."""
    text = str(value)
    if own_name == "request" and (found := _WITH_METHOD.fullmatch(text)):
        return [value, found[1]]
    maker, _, model = text.partition(" ")
    if own_name == "device" and model and maker.lower() in MAKERS:
        return [value, model]
    return [value]


def _of_page(name: str, value: object) -> str:
    """A page is named by its address, whole or as a pattern of the app's, or by its title; a device by its form."""
    text = str(value)
    if name == "page_name":
        return "page_url" if "://" in text else "normalized_url" if text.startswith("/") else name
    return "device_type" if name == "os" and text in FORMS else name


def _put(filters: Fields, path: str, value: object) -> None:
    """Set a filter, or one inside an object of filters: `network_logs.request_url`."""
    outer, _, inner = path.partition(".")
    filters[outer] = {**cast("Fields", filters.get(outer, {})), inner: value} if inner else value


def _common(search: Search) -> Fields:
    found: Fields = {}
    if search.users:
        found["rev_user"] = list(search.users)
    if search.orgs:
        found["rev_org"] = list(search.orgs)
    if search.since or search.until:
        bounds = {"after": search.since, "before": search.until}
        found["created_at"] = {"type": "range", **{name: _time(at) for name, at in bounds.items() if at}}
    elif search.days is not None:
        found["created_at"] = {"type": "preset", "preset_type": "last_n_days", "days": search.days}
    bounds_seconds = {"min_ms": search.min_seconds, "max_ms": search.max_seconds}
    lasting = {name: round(seconds * 1000) for name, seconds in bounds_seconds.items() if seconds is not None}
    if lasting:
        found["session_duration"] = lasting
    return found


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
