"""iOS: a customer cannot sign in, goes to the mail app and back, and succeeds in the third of four recordings."""

from devrev_sessions.sandbox.apps import IOS_APP
from devrev_sessions.sandbox.sample_session import JsonObject, SampleSession
from devrev_sessions.sandbox.telling.clock import instant
from devrev_sessions.sandbox.telling.mobile import FINGER, ApiDialect, MobileStory
from devrev_sessions.sandbox.telling.mobile_bodies import Launch, MobileVisit

RECORDING_IDS = ("rec-b7d2-1", "rec-b7d2-2", "rec-b7d2-3", "rec-b7d2-4")

VISIT = MobileVisit(
    session_id="B7D2E0C4-51F6-4A9E-8C3D-0F2A6E917B45",
    platform="ios",
    created_at="2026-06-18T07:41:05.250Z",
    device={
        "app_version": "5.3.1",
        "manufacturer": "Apple",
        "model": "iPhone15,2",
        "network_type": "WiFi",
        "os_version": "18.5",
        "plug_sdk_version": "2.3.8",
        "screen_height": 2556,
        "screen_width": 1179,
        "sdk_version": "18.5",
    },
    rev_user_id="don:identity:dvrv-us-1:devo/2kQxT:revu/9036",
    rev_org_id="don:identity:dvrv-us-1:devo/2kQxT:revo/1",
    user_attributes={"plan": "free", "signed_in": False, "app_language": "de"},
    ram=(2210, 5918),
)

SWIFT_TRACE = """Parcel.SessionError.rejected(status: 401, code: "password_expired")
0   Parcel    0x0000000104b1c2d8  SessionStore.signIn(email:password:) + 1184 (SessionStore.swift:132)
1   Parcel    0x0000000104b1d91c  LoginModel.submit() + 620 (LoginModel.swift:77)
2   Parcel    0x0000000104b0a344  closure #1 in LoginView.body.getter + 212 (LoginView.swift:58)
3   libswift_Concurrency.dylib  0x00000001a2f0b3dd  completeTaskWithClosure(swift::AsyncContext*) + 1
"""

# Where the letters of an on-screen keyboard lie, row by row, in points of the screen's pixels.
KEY_ROWS = (1760, 1922, 2084)


def _story(screen: str, seed: int) -> MobileStory:
    dialect = ApiDialect("https://api.parcel.example", status_name="status_code", duration_name="duration")
    return MobileStory(screen, dialect=dialect, seed=seed, width=1179, height=2556)


def _type(story: MobileStory, field: str, letters: int) -> None:
    story.tap(field)
    story.wait(0.6)
    column = 0
    for _ in range(letters):
        column = (column + story.dice.between(2, 7)) % 9
        key = {"x": 68.5 + 118 * column, "y": float(story.dice.one_of(KEY_ROWS))}
        touch = {"object_name": "UIKeyboardLayoutStar", "input_type": FINGER, "coordinates": [key]}
        story.put("user", "single_tap", touch)
        story.wait(story.dice.between(180, 340) / 1000)


def _sign_in(story: MobileStory, status: int, *, letters: int, code: str = "") -> None:
    """The password is typed and sent; a refusal is caught by the app and handed to the SDK."""
    _type(story, "password_field", letters)
    story.wait(0.8).tap("sign_in_button")
    got: JsonObject = {"body": {"code": code}} if code else {"body": {"user": "u-9036"}}
    story.request("POST /v1/session", status, 388, sent={"body": {"grant": "password"}}, got=got)
    story.wait(0.41)
    if status == 401:
        story.exception("Parcel.SessionError", "login", message="rejected: 401", stack=SWIFT_TRACE)
        story.event("login_failed", reason=code)
        story.wait(0.3).tap("alert_ok")


def tell_first() -> JsonObject:
    """The first recording, 2:10: two refusals, then a request for a new password."""
    story = _story("OnboardingView", 711)
    story.launch()
    story.at("0:00.4").request("GET /v1/config", 200, 260)
    story.at("0:02").message("no stored session")
    for offset in ("0:05.2", "0:09.9", "0:13.1"):
        story.at(offset).swipe("left", "onboarding_pager")
    story.at("0:15.5").put("plug", "consent_accepted")
    story.at("0:18").tap("have_an_account")
    story.show("LoginView")
    story.event("login_opened", source="onboarding")
    story.at("0:20.4")
    _type(story, "email_field", 22)
    story.wait(0.9)
    _sign_in(story, 401, letters=11, code="password_expired")
    story.at("0:52").tap("show_password")
    story.wait(1.1)
    _sign_in(story, 401, letters=11, code="password_expired")
    story.at("1:20").tap("help_link")
    story.show("LoginHelpView")
    story.at("1:24").scroll("help_text", 4)
    story.at("1:33.5").swipe("down", "help_sheet")
    story.show("LoginView")
    story.at("1:41").tap("forgot_password")
    story.show("ForgotPasswordView")
    story.at("1:43")
    _type(story, "email_field", 22)
    story.at("1:56").tap("send_link_button")
    story.request("POST /v1/password-reset", 202, 455)
    story.at("1:56.6").event("password_link_sent")
    story.at("2:03").message("entering background")
    return VISIT.recording(RECORDING_IDS[0], story.events(), launch=Launch("cold", 1377), frames=118)


def tell_second() -> JsonObject:
    """The second recording, 1:05: back from the mail, a new password, and one more refusal."""
    story = _story("ResetPasswordView", 712)
    story.launch()
    story.at("0:00.3").event("opened_from_link", path="/reset")
    story.request("GET /v1/password-reset", 200, 214, call="GET /v1/password-reset/check")
    story.at("0:04")
    _type(story, "new_password_field", 14)
    story.wait(1.0)
    _type(story, "repeat_password_field", 14)
    story.at("0:20").tap("save_password_button")
    story.request("PUT /v1/password", 200, 512)
    story.at("0:20.6").event("password_changed")
    story.at("0:23").tap("continue_button")
    story.show("LoginView")
    story.at("0:27")
    _type(story, "email_field", 22)
    story.wait(0.7)
    _sign_in(story, 401, letters=14, code="credentials_not_replicated")
    story.at("0:52").message("retry in a minute suggested")
    story.at("0:55.5").tap("try_later_banner")
    return VISIT.recording(
        RECORDING_IDS[1],
        story.events(),
        launch=Launch("hot", 164),
        created_at=instant(VISIT.created_at, 180_000),
        frames=60,
    )


def tell_third() -> JsonObject:
    """The third recording, 2:00: one refusal more, and then it works."""
    story = _story("LoginView", 713)
    story.launch()
    story.at("0:02")
    _sign_in(story, 401, letters=14, code="credentials_not_replicated")
    story.at("0:25").tap("show_password")
    story.wait(1.1)
    _sign_in(story, 200, letters=14)
    story.event("login_succeeded", attempts=5)
    story.wait(0.2).show("HomeView")
    story.request("GET /v1/feed", 200, 377)
    story.request("GET /v1/cart", 200, 181, got={"items": 0})
    story.wait(1.4).tap("notifications_allow")
    story.at("0:40").scroll("feed_list", 8)
    story.request("GET /v1/feed", 200, 402, call="GET /v1/feed?page=2")
    story.at("0:56").tap("orders_tab")
    story.show("OrdersView")
    story.request("GET /v1/orders", 200, 298, got={"count": 3})
    story.at("1:00").scroll("order_list", 4)
    story.at("1:08").tap("order_row_1")
    story.show("OrderView")
    story.request("GET /v1/orders/one", 200, 243, call="GET /v1/orders/55210")
    story.event("order_viewed", order="55210", state="on_its_way")
    story.at("1:12").scroll("order_page", 5)
    story.at("1:24").tap("track_button")
    story.show("TrackingView")
    for count in range(10):
        story.at(f"1:{26 + 3 * count}").request("GET /v1/tracking", 200, 120 + count, call="GET /v1/tracking/55210")
    return VISIT.recording(
        RECORDING_IDS[2],
        story.events(),
        launch=Launch("hot", 141),
        created_at=instant(VISIT.created_at, 270_000),
        frames=96,
    )


def tell_fourth() -> JsonObject:
    """The fourth recording, 2:30: the customer watches the delivery, and all is well."""
    story = _story("TrackingView", 714)
    story.launch()
    story.at("0:00.5").request("GET /v1/tracking", 200, 133, call="GET /v1/tracking/55210")
    story.at("0:03").tap("map_view", kind="double_tap")
    story.at("0:06").tap("map_view", kind="pinch")
    story.at("0:09").scroll("map_view", 6, direction="left")
    story.at("0:20").event("courier_card_opened", stops_left=4)
    story.at("0:24").scroll("courier_card", 3)
    for count in range(38):
        story.at(f"{(30 + 3 * count) // 60}:{(30 + 3 * count) % 60:02d}")
        story.request("GET /v1/tracking", 200, story.dice.between(96, 180), call="GET /v1/tracking/55210")
        if count % 4 == 0:
            story.wait(0.9).swipe(story.dice.one_of(("up", "down", "left")), "map_view")
    story.at("2:24").event("delivered_banner_seen", order="55210")
    story.at("2:27").tap("rate_five_stars")
    return VISIT.recording(
        RECORDING_IDS[3],
        story.events(),
        launch=Launch("hot", 158),
        created_at=instant(VISIT.created_at, 750_000),
        frames=140,
    )


SAMPLE = SampleSession(
    name="ios-four-recordings",
    what_it_shows="One iOS session in four recordings: sign-in is refused four times and works in the third recording.",
    session_id=VISIT.session_id,
    version_key=IOS_APP,
    platform="ios",
    parts=RECORDING_IDS,
    session=VISIT.session(RECORDING_IDS, duration_ms=900_000, marks=frozenset({"has_exception_occurred"})),
    recordings=dict(zip(RECORDING_IDS, (tell_first, tell_second, tell_third, tell_fourth), strict=True)),
)
