"""Crashes, hangs and exceptions on phones."""

from facts_of import absent, came_first, happened, led_by, logged, no, noticed, on_screen
from story import Story
from story_names import CAUSE_EVENTS, CAUSES, ERRORS
from story_phone import Phone
from story_scenes import SERVER_ERRORS, ask_failure, attempt, attempts, day, keep_line, phone_in, walk
from story_stacks import Thrown, crash_for, handled_for, main_thread


def request_then_rage_then_crash(story: Story, size: int) -> None:
    phone, deed, call = phone_in(story), story.names.deeds[0], story.names.calls[0]
    day(story, phone, size)
    walk(story, phone)
    status = story.dice.choice(SERVER_ERRORS)
    asked = attempts(phone, deed, call, status, story.dice.randrange(0, 3))
    asked.append(attempt(phone, deed, call, status)[1])
    phone.wait(700, 1_200)
    raged = phone.rage(deed)
    phone.wait(300, 700)
    thrown = crash_for(story.dice, story.platform)
    phone.crash(thrown)
    name = thrown.name
    retried = ("retried",) if len(asked) > 1 else ()
    story.ended(phone, "failed_request", call, (*retried, "raged"), "killed", also=("session_ended",))
    story.ended(phone, "crash", name, ("session_ended",))
    ask_failure(story, "crash", name, last=True)
    ask_failure(story, "failed_request", call, last=True)
    ask_failure(story, "rage_tap", deed)
    story.ask(
        lambda view: [
            led_by("crash", name, "request", call, view.ref(asked[-1])),
            led_by("crash", name, "rage_tap", deed, view.ref(raged)),
            came_first(("failed_request", call), ("crash", name)),
            no("anr"),
        ]
    )


def crash_out_of_nowhere(story: Story, size: int) -> None:
    phone, deed = phone_in(story), story.names.deeds[0]
    day(story, phone, size, clutter=False)
    walk(story, phone)
    tapped = phone.tap(deed)
    phone.wait(150, 900)
    thrown = crash_for(story.dice, story.platform, wrapped=story.dice.random() < 0.5)
    phone.crash(thrown)
    name = thrown.name
    story.ended(phone, "crash", name, ("session_ended",))
    ask_failure(story, "crash", name, last=True)
    story.ask(
        lambda view: [
            led_by("crash", name, "tap", deed, view.ref(tapped)),
            no("failed_request"),
            no("anr"),
            no("rage_tap"),
        ]
    )


def two_crashes(story: Story, size: int) -> None:
    """In two recordings of one session; one more recording may lie between, or be listed and lost."""
    dice, names = story.dice, story.names
    first = crash_for(dice, story.platform)
    second = crash_for(dice, story.platform)
    while second.name == first.name:
        second = crash_for(dice, story.platform)
    phone = phone_in(story)
    day(story, phone, size // 3)
    walk(story, phone)
    phone.tap(names.deeds[0])
    phone.wait(150, 900)
    phone.crash(first)
    story.ended(phone, "crash", first.name, ("restarted",))
    between = dice.randrange(3)
    if between == 1:
        story.lost_part()
        story.ask(lambda _: [absent("part_missing")])
    if between == 2:
        quiet = phone_in(story, launch="cold")
        day(story, quiet, size // 4, clutter=False)
        quiet.leave()
    again = phone_in(story, launch="cold")
    day(story, again, size // 3)
    again.wait(900, 1_400)
    again.go(names.drama[2])
    again.wait(2_000, 3_000)
    again.tap(names.deeds[1])
    again.wait(150, 900)
    again.crash(second)
    story.ended(again, "crash", second.name, ("session_ended",))
    ask_failure(story, "crash", first.name, last=True)
    ask_failure(story, "crash", second.name, last=True)
    story.ask(lambda _: [came_first(("crash", first.name), ("crash", second.name)), no("anr")])


def crash_only_in_log(story: Story, size: int) -> None:
    phone, deed = phone_in(story), story.names.deeds[0]
    day(story, phone, size, clutter=False)
    walk(story, phone)
    phone.tap(deed)
    if story.dice.random() < 0.5:
        phone.wait(200, 600)
        phone.custom("screen_timing")
    thrown = crash_for(story.dice, story.platform, wrapped=story.dice.random() < 0.3)
    phone.crash(thrown, event=False)
    story.ended(phone, "crash", thrown.name, ("session_ended",))
    ask_failure(story, "crash", thrown.name, last=True, about=True)
    story.ask(lambda _: [no("failed_request"), no("exception"), no("anr")])


def crash_flagged_without_log(story: Story, size: int) -> None:
    phone = phone_in(story)
    day(story, phone, size, clutter=False)
    walk(story, phone)
    phone.tap(story.names.deeds[0])
    phone.crash(Thrown("", "", "", (), ""), event=False)
    story.ended(phone, "crash", "", ("session_ended",))
    ask_failure(story, "crash", "", last=True, about=True)
    story.ask(lambda _: [absent("crash_log"), no("failed_request"), no("anr")])


def crash_of_previous_run(story: Story, size: int) -> None:
    """A recording that has just begun, with the log of the run before; that run may be there too."""
    thrown = crash_for(story.dice, story.platform)
    if size > 20:
        before = phone_in(story)
        day(story, before, size, clutter=False)
        walk(story, before)
        before.tap(story.names.deeds[0])
    phone = phone_in(story, launch="cold", opened=False)
    phone.begin()
    phone.log("cache warmed")
    phone.crash_before(thrown)
    ask_failure(story, "crash", thrown.name)
    story.ask(lambda _: [no("failed_request"), no("anr"), no("exception")])


def hang(story: Story, size: int) -> None:
    phone, deed = phone_in(story), story.names.deeds[0]
    day(story, phone, size)
    walk(story, phone)
    phone.tap(deed)
    phone.wait(5_200, 7_400)
    phone.hang(main_thread(story.dice))
    story.ended(phone, "anr", "", ("session_ended",))
    ask_failure(story, "anr", "", last=True)
    story.ask(lambda _: [no("crash"), no("frozen")])


def frozen(story: Story, size: int) -> None:
    """No flag says it: four taps on four things, and nothing answers."""
    phone, names = phone_in(story), story.names
    day(story, phone, size)
    walk(story, phone)
    phone.tap(names.deeds[0])
    phone.wait(1_500, 2_400)
    phone.freeze([*names.deeds[1:4], *names.taps[1 : 1 + story.dice.randrange(1, 3)]])
    left = story.platform == "android" and story.dice.random() < 0.6
    if left:
        phone.leave()
    story.ended(phone, "frozen", "", ("left", "session_ended") if left else ("session_ended",))
    ask_failure(story, "frozen", "", last=True)
    ask_failure(story, "dead_tap", names.deeds[1])
    story.ask(lambda _: [no("anr"), no("crash"), no("rage_tap")])


def rage_nobody_reported(story: Story, size: int) -> None:
    """Five quick taps on one spot: a rage tap by DevRev's own rule, though no event says so."""
    phone, deed = phone_in(story), story.names.deeds[0]
    day(story, phone, size // 2)
    walk(story, phone)
    phone.hammer(deed, story.dice.randrange(4, 7))
    phone.wait(2_000, 3_000)
    phone.go(story.names.screens[0])
    phone.fill(max(20, size // 2))
    screen = phone.screen_named(story.names.drama[1])
    story.ask(
        lambda _: [
            happened("rage_tap", deed), on_screen("rage_tap", deed, screen), no("crash"), no("dead_tap"), no("anr"),
        ]
    )  # fmt: skip


def handled_again_and_again(story: Story, size: int) -> None:
    """The app caught it each time, and the person noticed nothing."""
    phone = phone_in(story)
    thrown = handled_for(story.dice, story.platform)
    times = story.dice.randrange(3, max(4, min(60, size // 12)))
    for _ in range(times):
        phone.fill(size // (times + 1))
        phone.wait(1_100, 1_900)
        phone.throw(thrown)
    phone.fill(max(30, size // (times + 1)))
    story.ended(phone, "exception", thrown.name, ("went_on",), "went_on")
    ask_failure(story, "exception", thrown.name)
    story.ask(lambda _: [no("crash"), no("failed_request"), no("anr")])


def cause_in_a_line(story: Story, size: int) -> None:
    """Nothing failed before it; only a log line, or a custom event, tells why."""
    part, dice, deed = phone_in(story), story.dice, story.names.deeds[0]
    day(story, part, size)
    walk(story, part)
    part.tap(deed)
    part.wait(100, 300)
    by_log = dice.random() < 0.6
    words = dice.choice(CAUSES if by_log else CAUSE_EVENTS)
    spot = part.log(words) if by_log else part.custom(words, {"by": "server", "when": "while paying"})
    keep_line(part)
    part.wait(200, 900)
    fatal = dice.random() < 0.6
    thrown = crash_for(dice, story.platform) if fatal else handled_for(dice, story.platform)
    _end(part, thrown, fatal=fatal)
    kind = "crash" if fatal else "exception"
    story.ended(part, kind, thrown.name, ("session_ended",) if fatal else ("went_on",))
    ask_failure(story, kind, thrown.name, last=True)
    step = "log" if by_log else "custom"
    story.ask(
        lambda view: [logged(words, view.ref(spot)), led_by(kind, thrown.name, step, words, view.ref(spot)), no("anr")]
    )


def error_event(story: Story, size: int) -> None:
    part, name = phone_in(story), story.dice.choice(ERRORS)
    day(story, part, size // 2)
    walk(story, part)
    attempt(part, story.names.deeds[0], story.names.calls[0], 200)
    part.wait(1_200, 1_600)
    part.tap(story.names.deeds[1])
    part.wait(200, 600)
    part.fault(name)
    part.wait(900, 1_500)
    part.go(story.names.screens[0])
    part.fill(max(30, size // 2))
    story.ended(part, "error", name, ("went_on",), "went_on")
    ask_failure(story, "error", name, last=True)
    story.ask(lambda _: [no("crash"), no("rage_tap")])


def out_of_memory(story: Story, size: int) -> None:
    phone = phone_in(story)
    phone.head.available_ram, phone.head.total_ram = story.dice.randrange(38, 90), 3_712
    day(story, phone, size)
    walk(story, phone)
    phone.tap(story.names.deeds[0])
    phone.wait(150, 900)
    frame = "PhotoQueue.kt:118"
    log = "\n".join(
        [
            "java.lang.OutOfMemoryError: Failed to allocate a bitmap",
            "\tat dalvik.system.VMRuntime.newNonMovableArray(Native Method)",
            "\tat android.graphics.Bitmap.createBitmap(Bitmap.java:1126)",
            "\tat com.parcel.upload.PhotoQueue.push(PhotoQueue.kt:118)",
        ]
    )
    phone.crash(Thrown("java.lang.OutOfMemoryError", "Failed to allocate a bitmap", frame, (), log))
    phone.ledger.noticed.append(("low_memory", "", ()))
    story.ended(phone, "crash", "java.lang.OutOfMemoryError", ("session_ended",))
    ask_failure(story, "crash", "java.lang.OutOfMemoryError", last=True)
    story.ask(lambda _: [noticed("low_memory"), no("anr")])


def _end(phone: Phone, thrown: Thrown, *, fatal: bool) -> None:
    if fatal:
        phone.crash(thrown)
        return
    phone.throw(thrown)
    phone.wait(900, 1_500)
    phone.go(phone.names.screens[0])
    phone.fill(40)
