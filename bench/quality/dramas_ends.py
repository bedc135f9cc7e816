"""Dramas that end a recording: the app dies or freezes, and is started again in the next one, or never."""

from facts_of import came_first, led_by, logged, noticed
from story_cast import Scene
from story_ledger import Key
from story_names import CAUSES, REASONS
from story_scenes import SERVER_ERRORS, ask_failure, attempt, attempts, keep_line
from story_stacks import Thrown, crash_for, main_thread


def crash(scene: Scene) -> Key:
    phone, thrown = scene.phone, _fatal(scene)
    scene.arrive()
    tapped = phone.tap(scene.setting.deed)
    phone.wait(150, 900)
    phone.crash(thrown)
    scene.ask(lambda view: [led_by("crash", thrown.name, "tap", scene.setting.deed, view.ref(tapped))])
    return _fell(scene, thrown.name)


def crash_only_in_log(scene: Scene) -> Key:
    phone, thrown = scene.phone, _fatal(scene)
    scene.arrive()
    phone.tap(scene.setting.deed)
    if scene.dice.random() < 0.5:
        phone.wait(200, 600)
        phone.custom("screen_timing")
    phone.crash(thrown, event=False)
    scene.fell("crash", thrown.name)
    ask_failure(scene.story, "crash", thrown.name, last=True, about=True)
    return "crash", thrown.name


def rage_then_crash(scene: Scene) -> Key:
    """A request fails, the person rages, the app dies."""
    phone, here, thrown = scene.phone, scene.setting, _fatal(scene)
    scene.arrive()
    status = scene.dice.choice(SERVER_ERRORS)
    asked = attempts(phone, here.deed, here.call, status, scene.dice.randrange(0, 3))
    asked.append(attempt(phone, here.deed, here.call, status)[1])
    phone.wait(700, 1_200)
    raged = phone.rage(here.deed)
    phone.wait(300, 700)
    phone.crash(thrown)
    retried = ("retried",) if len(asked) > 1 else ()
    scene.killed("failed_request", here.call, (*retried, "raged"))
    ask_failure(scene.story, "failed_request", here.call, last=True)
    ask_failure(scene.story, "rage_tap", here.deed)
    scene.ask(
        lambda view: [
            led_by("crash", thrown.name, "request", here.call, view.ref(asked[-1])),
            led_by("crash", thrown.name, "rage_tap", here.deed, view.ref(raged)),
            came_first(("failed_request", here.call), ("crash", thrown.name)),
        ]
    )
    return _fell(scene, thrown.name)


def lie_then_crash(scene: Scene) -> Key:
    """Nothing looks like a failure until the app dies of the answer it was given."""
    phone, here, thrown = scene.phone, scene.setting, _fatal(scene)
    scene.arrive()
    phone.tap(here.deed)
    phone.wait(60, 150)
    lied = phone.call(here.call, 200, took_ms=scene.dice.randrange(150, 700), denied=scene.cast.pick(REASONS))
    phone.wait(300, 900)
    phone.crash(thrown)
    scene.killed("masked_failure", here.call, ())
    ask_failure(scene.story, "masked_failure", here.call, last=True)
    scene.ask(
        lambda view: [
            led_by("crash", thrown.name, "request", here.call, view.ref(lied)),
            came_first(("masked_failure", here.call), ("crash", thrown.name)),
        ]
    )
    return _fell(scene, thrown.name)


def cause_then_crash(scene: Scene) -> Key:
    """Nothing failed before it; only a log line tells why."""
    phone, thrown, words = scene.phone, _fatal(scene), scene.cast.pick(CAUSES)
    scene.arrive()
    phone.tap(scene.setting.deed)
    phone.wait(100, 300)
    spot = phone.log(words)
    keep_line(phone)
    phone.wait(200, 900)
    phone.crash(thrown)
    scene.ask(lambda view: [logged(words, view.ref(spot)), led_by("crash", thrown.name, "log", words, view.ref(spot))])
    return _fell(scene, thrown.name)


def out_of_memory(scene: Scene) -> Key:
    """The memory of this recording was low from its start."""
    phone, name, said = scene.phone, "java.lang.OutOfMemoryError", "Failed to allocate a bitmap"
    own = "\tat com.parcel.upload.PhotoQueue.push(PhotoQueue.kt:118)"
    log = f"{name}: {said}\n\tat android.graphics.Bitmap.createBitmap(Bitmap.java:1126)\n{own}"
    phone.head.available_ram, phone.head.total_ram = scene.dice.randrange(38, 90), 3_712
    scene.arrive()
    phone.tap(scene.setting.deed)
    phone.wait(150, 900)
    phone.crash(Thrown(name, said, "PhotoQueue.kt:118", (), log))
    phone.ledger.noticed.append(("low_memory", "", ()))
    scene.ask(lambda _: [noticed("low_memory")])
    return _fell(scene, name)


def hang(scene: Scene) -> Key:
    phone = scene.phone
    scene.arrive()
    phone.tap(scene.setting.deed)
    phone.wait(5_200, 7_400)
    phone.hang(main_thread(scene.dice))
    scene.fell("anr", "")
    ask_failure(scene.story, "anr", "", last=True)
    return "anr", ""


def frozen(scene: Scene) -> Key:
    """No flag says it: taps on four things or more, and nothing answers; whether it was killed, nobody knows."""
    phone, here = scene.phone, scene.setting
    scene.arrive()
    phone.tap(here.deed)
    phone.wait(1_500, 2_400)
    phone.freeze([here.second, here.other, here.way, "help_bubble", "close_cross"])
    scene.ended("frozen", "", ("session_ended",) if scene.last else (), also=("left",) if scene.last else ())
    ask_failure(scene.story, "frozen", "", last=True)
    ask_failure(scene.story, "dead_tap", here.second)
    return "frozen", ""


def _fatal(scene: Scene) -> Thrown:
    wrapped = scene.dice.random() < 0.3
    return scene.cast.thrown(lambda: crash_for(scene.dice, scene.story.platform, wrapped=wrapped))


def _fell(scene: Scene, name: str) -> Key:
    scene.fell("crash", name)
    ask_failure(scene.story, "crash", name, last=True)
    return "crash", name
