"""Answers of DevRev with every field that it documents, all values invented."""

from copy import deepcopy

JsonObject = dict[str, object]

_MOBILE_DEVICE: JsonObject = {
    "app_version": "5.2.0",
    "manufacturer": "Google",
    "model": "Pixel 8",
    "network_type": "WiFi",
    "os_version": "15",
    "plug_sdk_version": "2.3.6",
    "screen_height": 2400,
    "screen_width": 1080,
    "sdk_version": "35",
}
_WEB_DEVICE: JsonObject = {
    "type": "desktop",
    "browser": "Chrome",
    "browser_version": "135.0",
    "model": "Macintosh",
    "network_type": "4g",
    "os": "macOS",
}
_WEB_COUNTS: JsonObject = {
    "dead_click_count": 1,
    "rage_click_count": 2,
    "page_load_time_ms": 1420,
    "first_page_title": "Cart",
    "first_page_url": "https://shop.example/cart?voucher=1",
    "console_metadata": {"error": 2, "log": 10, "warn": 1},
    "network_metadata": {"status_counts": {"200": 31, "504": 2}},
    "session_attributes": {"attributes": {"region": "eu-west", "plan": "gold"}},
}

_MOBILE: JsonObject = {
    "recording": "mobile_recording",
    "session_id": "sess-m-1",
    "recording_id": "rec-1",
    "created_at": "2026-04-21T09:00:00.000Z",
    "app_launch": {"launch_time_ms": 812, "launch_type": "cold"},
    "available_ram": 1833,
    "total_ram": 7631,
    "device_metadata": _MOBILE_DEVICE,
    "observability_sessions_log_data": {
        "is_anr": False,
        "is_crash": True,
        "value": "java.lang.IllegalStateException: cart is empty\n\tat com.parcel.Cart.total(Cart.kt:41)",
    },
    "recording_events_timeline": [
        {
            "event_type": "system",
            "event_name": "app_launch",
            "screen": "SplashActivity",
            "timestamp_offset_ms": 0,
            "input_type": "system_event_os",
        },
        {
            "event_type": "user",
            "event_name": "single_tap",
            "screen": "CartActivity",
            "object_name": "pay_button",
            "timestamp_offset_ms": 8120,
            "input_type": "tool_type_finger",
            "coordinates": [{"x": 540.0, "y": 2110.5}],
            "non_responsive": True,
        },
        {
            "event_type": "plug",
            "event_name": "event",
            "name": "checkout_failed",
            "custom_tag": "checkout",
            "timestamp_offset_ms": 9600,
            "event_properties": {"reason": "timeout"},
        },
        {
            "event_type": "plug",
            "event_name": "api",
            "name": "create-order",
            "timestamp_offset_ms": 9700,
            "request_properties": {"id": "o-1"},
            "response_properties": {"status": "504"},
        },
        {
            "event_type": "system",
            "event_name": "exception",
            "exception_class_name": "java.lang.IllegalStateException",
            "exception_tag": "cart",
            "timestamp_offset_ms": 10100,
        },
    ],
    "rev_org_id": "REV-Ab12Cd34",
    "rev_user_id": "REVU-8812",
    "user_attributes": {"plan": "gold", "orders": 14, "beta": True, "note": None},
    "video_playback_data": [
        {
            "start_frame": "0000",
            "end_frame": "0001",
            "frames": ["0000", "0001"],
            "frame_image_map": {"0000": "img_0.webp", "0001": "img_1.webp"},
            "presigned_url": "https://storage.example/frames?sig=x",
        }
    ],
}

_WEB: JsonObject = {
    "recording": "web_recording",
    "session_id": "sess-w-1",
    "tab_id": "tab-1",
    "created_at": "2026-04-21T09:00:00.000Z",
    "device_metadata": _WEB_DEVICE,
    **_WEB_COUNTS,
    "timeline_data": {
        "events": [
            {
                "timestamp": "2026-04-21T09:00:00.100Z",
                "event_type": "nav",
                "page_url": "https://shop.example/cart?voucher=1",
            },
            {
                "timestamp": "2026-04-21T09:00:05.000Z",
                "event_type": "click",
                "label": "Pay",
                "target": "button#pay",
                "page_url": "https://shop.example/cart",
                "is_dead": True,
                "is_rage": False,
            },
            {
                "timestamp": "2026-04-21T09:00:05.500Z",
                "event_type": "form_change",
                "target": "input#voucher",
                "value": "SUMMER15",
                "page_url": "https://shop.example/#/cart/voucher?x=1",
            },
            {
                "timestamp": "2026-04-21T09:00:06.000Z",
                "event": "checkout_failed",
                "event_details": {"reason": "timeout"},
            },
        ]
    },
    "replay_data": [
        {
            "start_time": "2026-04-21T09:00:00.000Z",
            "end_time": "2026-04-21T09:00:30.000Z",
            "presigned_url": "https://storage.example/packet?sig=x",
        }
    ],
    "rev_org_id": "REV-Bn20Yc66",
    "rev_user_id": "REVU-7741",
}

_MOBILE_SESSION: JsonObject = {
    "type": "mobile",
    "platform": "android",
    "session_id": "sess-m-1",
    "created_at": "2026-04-21T09:00:00.000Z",
    "device_metadata": _MOBILE_DEVICE,
    "has_exception_occurred": True,
    "is_anr": True,
    "is_crash": True,
    "rage_tap": True,
    "session_duration_ms": 221_200,
    "recording_ids": ["rec-1", "rec-2"],
    "rev_org_id": "REV-Ab12Cd34",
    "rev_user_id": "REVU-8812",
}

_WEB_SESSION: JsonObject = {
    "type": "web",
    "platform": "web",
    "session_id": "sess-w-1",
    "created_at": "2026-04-21T09:00:00.000Z",
    "device_metadata": _WEB_DEVICE,
    **_WEB_COUNTS,
    "session_duration_ms": 30_000,
    "tab_ids": ["tab-1", "tab-2"],
    "rev_org_id": "REV-Bn20Yc66",
    "rev_user_id": "REVU-7741",
}


def mobile(**changed: object) -> JsonObject:
    """A mobile recording, with some fields changed."""
    return {**deepcopy(_MOBILE), **changed}


def web(**changed: object) -> JsonObject:
    """A web recording, with some fields changed."""
    return {**deepcopy(_WEB), **changed}


def mobile_session(**changed: object) -> JsonObject:
    """A mobile session, with some fields changed."""
    return {**deepcopy(_MOBILE_SESSION), **changed}


def web_session(**changed: object) -> JsonObject:
    """A web session, with some fields changed."""
    return {**deepcopy(_WEB_SESSION), **changed}


def without(body: JsonObject, *names: str) -> JsonObject:
    """The same without some of its fields."""
    return {name: value for name, value in body.items() if name not in names}


def taps(*offsets_ms: object) -> JsonObject:
    """A mobile recording of taps at these offsets; None is a tap without an offset."""
    return mobile(recording_events_timeline=[tap(offset) for offset in offsets_ms])


def tap(offset_ms: object, **more: object) -> JsonObject:
    """A tap on a phone."""
    timed = {} if offset_ms is None else {"timestamp_offset_ms": offset_ms}
    return {"event_type": "user", "event_name": "single_tap", **timed, **more}


def clicks(*timestamps: object, **changed: object) -> JsonObject:
    """A web recording of clicks at these timestamps; None is a click without one."""
    events = [{"event_type": "click"} | ({} if time is None else {"timestamp": time}) for time in timestamps]
    return web(timeline_data={"events": events}, **changed)
