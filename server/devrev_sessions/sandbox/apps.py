"""The apps of the sandbox: Parcel, an invented shop that delivers, on three platforms."""

from collections.abc import Mapping
from types import MappingProxyType

ANDROID_APP = "app-parcel-android"
IOS_APP = "app-parcel-ios"
WEB_APP = "app-parcel-web"

SANDBOX_APPS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "parcel-android": (ANDROID_APP, "android"),
        "parcel-ios": (IOS_APP, "ios"),
        "parcel-web": (WEB_APP, "web"),
    }
)
"""The name of an app, its `version_key` and its platform."""
