"""Settings: the defaults, then a TOML file, then the environment; the later one wins."""

from devrev_sessions.settings.checks import checked_base_url, checked_token, is_loopback
from devrev_sessions.settings.loading import SettingsError, default_path, load
from devrev_sessions.settings.serving import (
    Caller,
    HttpKey,
    HttpSettings,
    OAuthSettings,
    SharedSettings,
)
from devrev_sessions.settings.tables import (
    App,
    CacheSettings,
    LimitSettings,
    RedactionRule,
    RedactionSettings,
    Settings,
)

__all__ = [
    "App",
    "CacheSettings",
    "Caller",
    "HttpKey",
    "HttpSettings",
    "LimitSettings",
    "OAuthSettings",
    "RedactionRule",
    "RedactionSettings",
    "Settings",
    "SettingsError",
    "SharedSettings",
    "checked_base_url",
    "checked_token",
    "default_path",
    "is_loopback",
    "load",
]
