"""Android: a list of 4,800 orders freezes the app until the system gives up on it."""

from devrev_sessions.sandbox.apps import ANDROID_APP
from devrev_sessions.sandbox.sample_session import JsonObject, SampleSession
from devrev_sessions.sandbox.telling.android import AndroidStory
from devrev_sessions.sandbox.telling.mobile import OS_INPUT, ApiDialect
from devrev_sessions.sandbox.telling.mobile_bodies import Launch, MobileVisit

RECORDING_ID = "rec-5e07-1"

VISIT = MobileVisit(
    session_id="5e07-a1c3",
    platform="android",
    created_at="2026-05-06T17:22:10.400Z",
    device={
        "app_version": "5.1.4",
        "manufacturer": "samsung",
        "model": "SM-A145F",
        "network_type": "Cellular",
        "os_version": "13",
        "plug_sdk_version": "2.3.1",
        "screen_height": 2408,
        "screen_width": 1080,
        "sdk_version": "33",
    },
    rev_user_id="don:identity:dvrv-us-1:devo/2kQxT:revu/4471",
    rev_org_id="don:identity:dvrv-us-1:devo/2kQxT:revo/312",
    user_attributes={"plan": "business", "seats": 6, "region": "eu-central"},
    ram=(311, 3687),
)

ANR_LOG = """ANR in com.parcel.shop (com.parcel.shop/com.parcel.orders.OrdersActivity)
PID: 21877
Reason: Input dispatching timed out (6e1f0d2 com.parcel.shop/com.parcel.orders.OrdersActivity (server) is not \
responding. Waited 5008ms for MotionEvent(action=DOWN))
Load: 9.42 / 7.1 / 5.88

----- pid 21877 at 2026-05-06 17:23:24.118 -----
Cmd line: com.parcel.shop
DALVIK THREADS (48):
"main" prio=5 tid=1 Runnable
  | group="main" sCount=0 ucsCount=0 flags=0 obj=0x71f2a8d8 self=0xb400007a1c2d0be0
  | sysTid=21877 nice=-10 cgrp=top-app sched=0/0 handle=0x7b4a6f04f8
  | state=R schedstat=( 9846102231 412003918 7714 ) utm=931 stm=53 core=6 HZ=100
  at java.text.SimpleDateFormat.subFormat(SimpleDateFormat.java:1214)
  at java.text.SimpleDateFormat.format(SimpleDateFormat.java:973)
  at java.text.DateFormat.format(DateFormat.java:378)
  at com.parcel.orders.OrderRow.formatDates(OrderRow.kt:64)
  at com.parcel.orders.OrderRow.<init>(OrderRow.kt:31)
  at com.parcel.orders.OrdersAdapter.submitAll(OrdersAdapter.kt:112)
  at com.parcel.orders.OrdersActivity.showOrders(OrdersActivity.kt:97)
  at com.parcel.orders.OrdersActivity.access$showOrders(OrdersActivity.kt:28)
  at com.parcel.orders.OrdersActivity$load$1.invokeSuspend(OrdersActivity.kt:83)
  at kotlin.coroutines.jvm.internal.BaseContinuationImpl.resumeWith(ContinuationImpl.kt:33)
  at kotlinx.coroutines.DispatchedTask.run(DispatchedTask.kt:108)
  at android.os.Handler.handleCallback(Handler.java:942)
  at android.os.Handler.dispatchMessage(Handler.java:99)
  at android.os.Looper.loopOnce(Looper.java:226)
  at android.os.Looper.loop(Looper.java:313)
  at android.app.ActivityThread.main(ActivityThread.java:8757)
  at java.lang.reflect.Method.invoke(Native method)
  at com.android.internal.os.RuntimeInit$MethodAndArgsCaller.run(RuntimeInit.java:571)
  at com.android.internal.os.ZygoteInit.main(ZygoteInit.java:1067)

"OkHttp Dispatcher" daemon prio=5 tid=31 TimedWaiting
  at jdk.internal.misc.Unsafe.park(Native method)
  at java.util.concurrent.ThreadPoolExecutor.getTask(ThreadPoolExecutor.java:1063)
"""


def tell() -> JsonObject:
    """The recording: a little over a minute of ordinary use, then the freeze."""
    dialect = ApiDialect("https://api.parcel.example", status_name="statusCode", duration_name="time_taken_ms")
    story = AndroidStory("SplashActivity", dialect=dialect, seed=507)
    _arrive(story)
    _look_at_the_account(story)
    _freeze(story)
    log: JsonObject = {"is_anr": True, "is_crash": False, "value": ANR_LOG}
    return VISIT.recording(RECORDING_ID, story.events(), launch=Launch("cold", 2964), log=log, frames=71)


def _arrive(story: AndroidStory) -> None:
    story.cold_start()
    story.request("GET /v2/config", 200, 498)
    story.at("0:03").replace("HomeActivity")
    story.request("GET /v2/feed", 200, 871)
    story.at("0:04.4").tag("business_account")
    story.at("0:05").scroll("feed_list", 5)
    story.request("GET /v2/feed", 200, 790)
    story.wait(0.9).scroll("feed_list", 3)
    story.at("0:19.3").tap("menu_account")


def _look_at_the_account(story: AndroidStory) -> None:
    story.open("AccountActivity")
    story.request("GET /v2/me", 200, 402)
    story.at("0:21").event("account_viewed", seats=6)
    story.at("0:24.2").tap("invoices_row")
    story.open("InvoicesActivity")
    story.request("GET /v2/invoices", 200, 655, got={"count": 24})
    story.at("0:27").scroll("invoice_list", 6)
    story.at("0:38.5").tap("invoice_2026_04", kind="long_press")
    story.at("0:41").tap("share_cancel")
    story.at("0:46.7").back("AccountActivity")
    story.at("0:50.3").scroll("account_page", 2)
    story.at("0:55.6").tap("orders_row")


def _freeze(story: AndroidStory) -> None:
    story.open("OrdersActivity")
    story.at("0:55.9").request("GET /v2/orders", 200, 2731, sent={"page_size": "all"}, got={"count": 4800})
    story.event("orders_opened", filter="all")
    story.at("0:57.2").tap("filter_all")
    story.at("0:58.7").message("orders: 4800 rows, 6.8 MB")
    story.at("1:01.4").tap("order_row_1", answered=False)
    story.at("1:03.1").swipe("up", "order_list", answered=False)
    story.at("1:05.0").tap("order_row_1", answered=False)
    story.at("1:08.6").tap("toolbar_back", answered=False)
    story.at("1:13.7").put("system", "anr", {"input_type": OS_INPUT})


SAMPLE = SampleSession(
    name="android-anr",
    what_it_shows="The app freezes while it lays out 4,800 orders; taps get no answer, and the system reports an ANR.",
    session_id=VISIT.session_id,
    version_key=ANDROID_APP,
    platform="android",
    parts=(RECORDING_ID,),
    session=VISIT.session((RECORDING_ID,), duration_ms=74_100, marks=frozenset({"is_anr"})),
    recordings={RECORDING_ID: tell},
)
