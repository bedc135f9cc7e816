"""Dramas about requests, which can stand in the middle of a long session: afterwards ordinary use goes on."""

from facts_of import absent, led_by, noticed, repeated
from story_cast import Scene
from story_ledger import Key
from story_names import CONFIGS, POLLED, REASONS
from story_phone import Phone
from story_scenes import ask_failure, attempt, attempts, refusal


def recovered(scene: Scene) -> Key:
    part, here = scene.part, scene.setting
    scene.arrive()
    attempts(part, here.deed, here.call, refusal(scene.dice), scene.dice.randrange(1, 5))
    attempt(part, here.deed, here.call, 200)
    scene.achieve()
    scene.ended("failed_request", scene.call, ("retried",), "recovered")
    ask_failure(scene.story, "failed_request", scene.call, last=True)
    scene.ask(lambda _: [noticed("error_tap", here.deed)])
    return "failed_request", scene.call


def abandoned(scene: Scene) -> Key:
    """Back after one or two attempts, and never tried again; on phones there may not even be an answer."""
    part, here, dice = scene.part, scene.setting, scene.dice
    scene.arrive()
    times = dice.randrange(1, 3)
    if isinstance(part, Phone) and dice.random() < 0.35:
        for _ in range(times):
            part.tap(here.deed)
            part.wait(60, 150)
            part.call(here.call, None, took_ms=dice.randrange(300, 800))
            part.wait(2_200, 4_000)
    else:
        attempts(part, here.deed, here.call, refusal(dice), times)
    scene.give_up()
    retried = ("retried",) if times > 1 else ()
    scene.ended("failed_request", scene.call, (*retried, "went_back"), "abandoned", also=("left", "went_on"))
    ask_failure(scene.story, "failed_request", scene.call, last=True)
    return "failed_request", scene.call


def furious(scene: Scene) -> Key:
    """Tried again and again, in anger too, then given up."""
    part, here, dice = scene.part, scene.setting, scene.dice
    scene.arrive()
    attempts(part, here.deed, here.call, refusal(dice), dice.randrange(2, 5))
    part.rage(here.deed)
    part.wait(600, 1_200)
    scene.give_up()
    scene.ended("failed_request", scene.call, ("retried", "raged", "went_back"), "abandoned", also=("left", "went_on"))
    ask_failure(scene.story, "failed_request", scene.call, last=True)
    ask_failure(scene.story, "rage_tap", here.deed)
    return "failed_request", scene.call


def blocked(scene: Scene) -> Key:
    """As the last of all: there it ends."""
    part, here, dice = scene.part, scene.setting, scene.dice
    scene.arrive()
    attempts(part, here.deed, here.call, refusal(dice), dice.randrange(3, 6))
    part.rage(here.deed)
    part.wait(1_100, 1_900)
    scene.ended("failed_request", scene.call, ("retried", "raged", "session_ended"), "blocked", also=())
    ask_failure(scene.story, "failed_request", scene.call, last=True)
    ask_failure(scene.story, "rage_tap", here.deed)
    return "failed_request", scene.call


def worked_around(scene: Scene) -> Key:
    part, here = scene.part, scene.setting
    scene.arrive()
    attempts(part, here.deed, here.call, refusal(scene.dice), 2)
    attempt(part, here.other, here.other_call, 200)
    scene.achieve()
    part.wait(300, 900)
    part.custom(here.achieved)
    scene.ended("failed_request", scene.call, ("retried",), "worked_around")
    ask_failure(scene.story, "failed_request", scene.call, last=True)
    return "failed_request", scene.call


def masked(scene: Scene) -> Key:
    """A 2xx whose body says no, once or more; then it works, or is given up."""
    phone, here, dice = scene.phone, scene.setting, scene.dice
    scene.arrive()
    status, reason, times = dice.choice((200, 200, 201, 202)), scene.cast.pick(REASONS), dice.randrange(1, 4)
    for _ in range(times):
        phone.tap(here.deed)
        phone.wait(60, 150)
        phone.call(here.call, status, took_ms=dice.randrange(150, 700), denied=reason)
        phone.wait(2_200, 5_000)
    if dice.random() < 0.5:
        attempt(phone, here.deed, here.call, 200)
        scene.achieve()
        scene.ended("masked_failure", here.call, ("retried",), "recovered")
    else:
        scene.give_up()
        retried = ("retried",) if times > 1 else ()
        scene.ended("masked_failure", here.call, (*retried, "went_back"), "abandoned", also=("left", "went_on"))
    ask_failure(scene.story, "masked_failure", here.call, last=True)
    return "masked_failure", here.call


def slow(scene: Scene) -> Key:
    """Fast twice, then more than ten seconds; none fails."""
    part, here, dice = scene.part, scene.setting, scene.dice
    scene.arrive()
    for _ in range(2):
        attempt(part, here.second, here.call, 200)
        part.wait(2_200, 4_000)
    part.tap(here.deed)
    part.wait(60, 150)
    part.call(here.call, 200, took_ms=dice.randrange(10_500, 16_000))
    part.wait(400, 600)
    scene.achieve()
    ask_failure(scene.story, "slow_request", scene.call, last=True)
    return "slow_request", scene.call


def paused(scene: Scene) -> Key:
    """The app switches the recording off for a while; not long after, a request fails."""
    phone, here = scene.phone, scene.setting
    phone.wait(900, 1_400)
    phone.hide(scene.dice.randrange(20_000, 90_000))
    phone.wait(900, 1_400)
    phone.fill(30)
    scene.arrive()
    attempt(phone, here.deed, here.call, refusal(scene.dice))
    scene.move_on()
    scene.ended("failed_request", here.call, (), also=("left", "went_on"))
    ask_failure(scene.story, "failed_request", here.call, last=True)
    scene.ask(lambda _: [noticed("paused"), absent("recording_paused")])
    return "failed_request", here.call


def polling(scene: Scene) -> Key:
    """The same question every five seconds while life goes on, with one 503 among the answers."""
    part, dice, name = scene.part, scene.dice, scene.cast.pick(POLLED)
    call = part.call_named(name)
    part.wait(900, 1_500)
    times = dice.randrange(16, 60)
    bad = dice.randrange(times // 4, times * 3 // 4)
    hurry, part.hurry = part.hurry, 0.8
    for turn in range(times):
        due_ms = part.now + 5_000
        part.wait(300, 600)
        part.fill(4)
        part.now = max(part.now + 40, due_ms)
        part.call(name, 503 if turn == bad else 200, took_ms=dice.randrange(40, 80))
    part.hurry = hurry
    part.wait(500, 900)
    part.ledger.noticed.append(("polling", call, ()))
    ask_failure(scene.story, "failed_request", call)
    scene.ask(lambda _: [repeated(call, times), noticed("polling", call)])
    return "failed_request", call


def page_load_fails(scene: Scene) -> Key:
    """Nobody clicked for it: the page itself asked; a reload may help."""
    tab, dice = scene.part, scene.dice
    scene.arrive()
    tab.tap("Next")
    tab.wait(60, 160)
    tab.go(scene.setting.done)
    entered = tab.spot(tab.ledger.steps[-1].mark)
    tab.wait(1_200, 1_900)
    setting = scene.cast.pick(CONFIGS)
    call = tab.call_named(setting)
    tab.call(setting, dice.choice((500, 503, 404)))
    tab.wait(6_600, 7_000)
    if dice.random() < 0.5:
        tab.tap("Reload")
        tab.wait(60, 150)
        tab.call(setting, 200)
        tab.wait(900, 1_400)
        scene.ended("failed_request", call, ("retried",), "recovered")
    page = tab.screen
    ask_failure(scene.story, "failed_request", call, last=True)
    scene.ask(lambda view: [led_by("failed_request", call, "navigation", page, view.ref(entered))])
    return "failed_request", call
