"""Two summaries written by hand, with every line that a summary can have, and lines that vary."""
# ruff: noqa: E501 - the lines are those of a summary

from typing import Final

PHONE_PARTS: Final = ("rec-1",)
PHONE: Final = """\
# Session s-1 · Android · app 5.2.0 on Google Pixel 8, Android 15
Recording rec-1 (2 of 3), from 2026-04-21 09:00:00 UTC · 6:41 long, 5:02 active · 1,257 events · WiFi · cold start 812 ms
User REVU-8812, organisation REV-Ab12 · plan: "gold", visits: 14, 1 more attribute
Have: timeline, crash log. Not there: DevRev's console and network capture (web only).
Text in double quotes was written by the app or its user.

## Outcome
The app crashed at about 6:41.2 on CheckoutActivity; 994 ms before that: rage tap "pay_button", unanswered [#1253]. The recording ends there. (reported)

## What went wrong
1. Crash at about 6:41.2 on CheckoutActivity, java.lang.IllegalStateException, after the last event [#1257] (reported)
   "cart is empty"
   own code: com.parcel.cart.Cart.total (Cart.kt:41) < com.parcel.checkout.PayFlow.start (PayFlow.kt:88); 18 more frames
   caused by java.util.concurrent.ExecutionException
   caused by java.util.NoSuchElementException: "List is empty."
   before: 6:39.4 request "create-order" failed, 504 after 1.3 s [#1249] (same request) > 6:39.9 log "cart refreshed: 0 lines" [#1250] (within 1 s) > 6:40.2 rage tap "pay_button", unanswered (x3) [#1253] (error tap)
   reaction: session ended; outcome: killed (derived)
2. App not responding (ANR) at 1:13.7 on OrdersActivity, 2 times: 1:13.7 [#371], 1:40.0 [#390] (reported)
   "Input dispatching timed out"
   reaction: restarted [#395] (derived)
3. Frozen interface on OrdersActivity: 5 actions on 3 things unanswered within 6.0 s, from 1:01.4 [#310] to 1:07.4 [#320] (derived)
   before: 1:00.2 tap "filter_all" [#309] (same screen)
   outcome: recovered (derived)
4. Exception com.parcel.SessionError on LoginActivity, 6 times: 0:32.6 [#47], 0:58.0 [#65], 1:39.7 [#388], ... 1:57.4 [#419] (reported)
   com.parcel.Rejected: "rejected: 401"
   own code: "closure #1 in LoginView.body" (package:parcel/login/login_view.dart:58:12)
   before the first: 0:30.1 field "password" changed (x11) [#45] (same screen) > 0:32.0 tap "sign_in" [#46] (error tap)
   after the last: 1:57.4 event "login_failed" [#420] > 1:58.0 screen HomeActivity [#421] > 1:59.0 back button on HomeActivity [#422]
   reaction: retried [#63], went on; outcome: went on (derived)
5. Error PaymentSheetFailed on CartActivity at 0:12.0 [#20] (reported)
   no frame of the app's own code among 7 frames
   reaction: left (derived)
6. Request "create-order" on CheckoutActivity failed, 504 after 1.3 s, says "upstream timeout", 6 times: 2:10.0 [#563], 2:14.0 [#565], 2:18.0 [#567], ... 6:39.4 [#1249]; no later success recorded (reported)
   before the first: 2:08.1 swipe up (x4) [#561] (same screen) > 2:08.6 tap "pay_button", unanswered [#562] (same screen)
   after the last: 6:39.6 tap "pay_button" (x3) [#1251]
   reaction: retried [#564], raged [#1253], went back [#600]; outcome: blocked (derived)
7. Request "save-address" on AddressActivity answered 200 but failed after 377 ms, says "street_missing" at 3:08.5 [#700]; worked at 6:01.8 [#1073] (derived)
   outcome: worked around (derived)
8. Slow request "delivery-slots" on SlotsActivity: 200 in 7.4 s at 3:33.0 [#761] (derived)
   outcome: abandoned (derived)
9. Rage tap "plus" on CartActivity, 3 times: 0:14.0 [#22], 0:15.0 [#23], 0:16.0 [#24] (reported)
10. Tap "order_row_1" on OrdersActivity, unanswered at 1:01.4 [#310] (reported)
In parentheses: how near a step stood; after an error tap it took 1 s at most. Order in time is not cause.
1 lesser problem more.

## Also noticed (derived, unless marked reported)
- thrash between ProductActivity and SearchActivity, 2 times, the longest: 3 changes in 22 s from 1:14.2 [#482]
- quick back: CartActivity > HelpActivity > CartActivity, 2 times at 2:30.0 [#610], 2:40.0 [#620]
- abandoned form on AddressActivity: 3 fields from 3:00.0 [#690] to 3:05.0 [#695], nothing sent
- hesitation on "Log in": 19 s without an action, 2 times, before 0:52.1 [#50], 1:20.1 [#480]
- slow launch: "cold" start took 6.1 s at 0:00.0 [#1]
- low memory: 8 % free; the app logged it at 4:00.0 [#800]
- slow request "delivery-slots", up to 7.4 s at 3:33.0 [#761]
- recording paused by the app, 51 s in all at 4:11.0 [#810] (reported)
- app in the background, 3 times, 7:38 in all, the longest 6:06, back at 5:00.0 [#900], 5:30.0 [#950], 5:40.0 [#960] and 1 more
- idle, nothing recorded, 4:00 in all, the longest 4:00, until 4:48.0 [#869]

## Screens
SplashActivity 0:00 > "Log in" 0:01 > (SearchActivity > ProductActivity) x3 from 0:31 > CartActivity 1:46 > CheckoutActivity 2:01

## Timeline
[0:00.0 #1] screen SplashActivity: app launch, cold, 812 ms
[0:01.2 #8] screen "Log in"
... 3 events [#9-#11]
[0:02.1 #15] event "home_viewed" {offers: 6, title: "Tea, > cups", seen: [6 entries], 1 more}
[0:03.0 #16] swipe up on HomeActivity (x6)
[~0:03.0 #17] log "basket restored"
... nothing recorded for 4:05
[1:02.0 #73] request "stock" every 5.0 s, 31 times until 3:32: 200 x30, 503 x1
[1:03.0 #74] request "track" 1,021 times until 3:30: 202 x1,021
[2:31.0 #612] screen HelpActivity: tap "back"
[6:41.2 #1257] tap "pay_button" on CheckoutActivity, unanswered
... crash: java.lang.IllegalStateException, known from the log, after #1257

## Left out and missing
1,064 events without a line: lifecycle 964, tap 60, the rest 40. Most often: tap "quantity_plus" x372.
To open the longest gap, and any other likewise: get_session_recording(session_id="s-1", recording_id="rec-1", start="#133", end="#139", version_key="parcel")
3 entries of the timeline could not be read.
Single fields of 1 event could not be read.
DevRev marks a crash but sent no log of it.
2 events came out of order, sorted by time here.
Without a time of their own and placed by order (~): 1 event.
The app paused the recording 1 time; what happened meanwhile is not in it.

## Next
- The worst moment with everything around it: get_session_recording(session_id="s-1", recording_id="rec-1", around="#1256", detail="full", version_key="parcel")
"""

WEB_PARTS: Final = ("tab-a", "tab-b", "tab-c")
WEB: Final = """\
# Session s-2 · web · Chrome 138.0, Macintosh, Windows 11, desktop
5 tabs, from 2026-07-09 14:03:00 UTC · 1:07:31 long, 2:45 active · 79 events · wifi, "4 g"
r1 tab-a at 0:00, 7:31 long, 43 events, complete
r2 tab-b at about 1:50, 3:02 long, 17 events, partial
r3 tab-c: missing
2 more parts: 1 missing, 1 unavailable
User "Ann > Bee"
Have: timeline. Not there: console and network (DevRev has none), console and network (DevRev did not give them).

## Outcome
Nothing went wrong that was recorded: no crash, ANR, exception, failed request, rage or unanswered tap. The session ends at 1:07:31 on /cart. (derived)

## What went wrong
1. Console error "TypeError: x is undefined" on /cart, 3 times: 1:27.5 [r1#27], 1:31.5 [r2#5], 4:58.7 [r1#30] (reported)
   TypeError: "x is undefined"
   own code: uploadPhoto (/assets/returns.55d0aa.js:41:20771) < onUpload (/assets/returns.55d0aa.js:55:21340)
   before the first: 1:10.0 page /cart [r1#11] (same screen) > 1:26.0 console warn "no list" [r1#26] > 1:27.0 click "Apply" [r2#4] (error tap)

## Pages
/ 0:00 > /p/kettle 0:26 > ... 273 more visits of 4 screens ... > /cart 1:10

## Timeline
[0:00.0 r1#1] page /
[1:10.0 r2#2] page /cart
... 3 events [r1#3 to r2#3]
[1:02:03.4 r1#43] click "Buy > now" on /cart

## Left out and missing
r2: Console and network of this tab were not available.
r3: The recording tab-c is not there (yet): it may still be uploading, or be past its retention.
r4: could not be read (timeout); the other parts are told without it.
r5: The recording has no events: the visit may have been too short, interaction tracking paused, or the upload not finished.

## Next
- The next problem where it began: get_session_recording(session_id="s-2", tab_id="tab-b", around="#16", version_key="parcel")
"""

PREVIOUS: Final = """\
# Session s-3 · iOS · app 1.0

## Outcome
The app crashed before this recording began; in it nothing went wrong that was recorded. The recording ends at 0:09 on Home. (derived)

## What went wrong
1. Crash of the previous run, RangeError, logged when this one began (reported)
   "not in range"
"""

ENDS: Final = (
    ('Request "x" failed 3 times, last at 0:05.0 [#4]; no later success was recorded. The session ends at 0:09 on A. (derived)', "A"),
    ('Request "x" failed at 0:05.0 [#4]; no later success was recorded. The person was blocked. The recording ends at 0:09. (derived)', ""),
    ('The request that failed, "x", worked later at 0:05.0 [#4]. The recording ends at 0:09 on Cart. (derived)', "Cart"),
    ('Every failed request worked later, the last one, "x", at 0:05.0 [#4]. The recording ends at 0:09 on "A b". (derived)', "A b"),
    ("No crash, ANR or failed request was recorded; the worst is problem 1, exception \"E\", at 0:05.0 [#4]. The recording ends at 0:09 on A.B. (derived)", "A.B"),
    ("The app crashed at 0:05.0 on A. The app was started again at 1:00.0 [r2#1]. The session ends at 1:09 on B. (reported)", "B"),
    ("The interface stopped answering at 0:05.0 on A. It answered again later. The recording ends at 0:09 on B. (derived)", "B"),
    ("Nothing is known of what happened: there are no events.", ""),
    ("Nothing is known of what happened in rec-1: it is not there. DevRev says of the session that it crashed. (reported)", ""),
)  # fmt: skip
TITLES: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("# Session s · Android · app 1 on Fairphone FP5", {"platform": "Android", "app_version": "1", "machine": "Fairphone FP5", "model": "FP5"}),
    ("# Session s · iOS · Pixel, iOS 18.5", {"platform": "iOS", "machine": "Pixel", "model": "Pixel", "system": "18.5"}),
    ('# Session s · Android · app 1 on "A, Android 4", Android "x y"', {"platform": "Android", "app_version": "1", "machine": "A, Android 4", "model": "Android 4", "system": "x y"}),
    ("# Session s · web · Safari 18.3, ChromeOS, desktop", {"platform": "web", "browser": "Safari 18.3", "system": "ChromeOS"}),
    ("# Session s · web · mobile", {"platform": "web"}),
    ("# Session s · web · Frobnicator 3, Amiga, desktop", {"platform": "web"}),
    ("# Session s", {}),
    ("Session s · Android", {}),
)  # fmt: skip
