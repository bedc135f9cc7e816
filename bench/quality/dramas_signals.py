"""Dramas of exceptions that were caught, of taps and forms, of hurrying back and being away; ordinary use goes on."""

from facts import Kind
from facts_of import flowed, happened, led_by, logged, noticed, on_screen
from story_cast import Scene
from story_ledger import Key
from story_names import CAUSE_EVENTS, CAUSES, ERRORS
from story_scenes import ask_failure, attempt, glance, keep_line, mishap, visited
from story_tab import Tab


def handled(scene: Scene) -> Key:
    """Caught once, and the person went on."""
    part, thrown = scene.part, scene.cast.thrown(lambda: mishap(scene.story))
    scene.arrive()
    part.tap(scene.setting.deed)
    part.wait(200, 700)
    part.throw(thrown)
    scene.move_on()
    return _caught(scene, part.throw_kind, thrown.name, last=True)


def handled_often(scene: Scene) -> Key:
    """Caught again and again, beside whatever the person was doing."""
    part, thrown = scene.part, scene.cast.thrown(lambda: mishap(scene.story))
    for _ in range(scene.dice.randrange(3, 7)):
        part.fill(30)
        part.wait(1_100, 1_900)
        part.throw(thrown)
    part.wait(1_100, 1_900)
    return _caught(scene, part.throw_kind, thrown.name, last=False)


def cause_in_a_line(scene: Scene) -> Key:
    """Only a log line, or a custom event, tells why it was thrown."""
    part, dice = scene.part, scene.dice
    thrown = scene.cast.thrown(lambda: mishap(scene.story))
    scene.arrive()
    part.tap(scene.setting.deed)
    part.wait(100, 300)
    by_log = dice.random() < 0.6
    words = scene.cast.pick(CAUSES if by_log else CAUSE_EVENTS)
    spot = part.log(words) if by_log else part.custom(words, {"by": "server", "when": "just now"})
    keep_line(part)
    part.wait(200, 900)
    part.throw(thrown)
    scene.move_on()
    kind = part.throw_kind
    step = "custom" if not by_log else "console" if isinstance(part, Tab) else "log"
    scene.ask(lambda view: [logged(words, view.ref(spot)), led_by(kind, thrown.name, step, words, view.ref(spot))])
    return _caught(scene, kind, thrown.name, last=True)


def console_stack(scene: Scene) -> Key:
    """An error on the console for every click."""
    part, thrown = scene.part, scene.cast.thrown(lambda: mishap(scene.story))
    scene.arrive()
    for _ in range(scene.dice.randrange(1, 5)):
        part.tap(scene.setting.deed)
        part.wait(100, 500)
        part.throw(thrown)
        part.wait(2_200, 3_500)
    scene.move_on()
    ask_failure(scene.story, "console_error", thrown.name, last=True)
    return "console_error", thrown.name


def error_event(scene: Scene) -> Key:
    phone, name = scene.phone, scene.cast.pick(ERRORS)
    scene.arrive()
    phone.tap(scene.setting.deed)
    phone.wait(200, 600)
    phone.fault(name)
    scene.move_on()
    return _caught(scene, "error", name, last=True)


def rage(scene: Scene) -> Key:
    scene.arrive()
    scene.part.rage(scene.setting.deed)
    scene.move_on()
    ask_failure(scene.story, "rage_tap", scene.setting.deed)
    return "rage_tap", scene.setting.deed


def hammered(scene: Scene) -> Key:
    """Quick taps on one spot: a rage tap by DevRev's own rule, though no event says so."""
    deed, place = scene.setting.deed, scene.part.screen_named(scene.setting.place)
    scene.arrive()
    scene.phone.hammer(deed, scene.dice.randrange(4, 7))
    scene.move_on()
    scene.ask(lambda _: [happened("rage_tap", deed), on_screen("rage_tap", deed, place)])
    return "rage_tap", deed


def dead(scene: Scene) -> Key:
    """Two things do not answer; on a phone the list beside them does, so that nobody can call it frozen."""
    part, here = scene.part, scene.setting
    scene.arrive()
    for _ in range(scene.dice.randrange(2, 5)):
        part.dead(here.deed)
        part.wait(900, 2_000)
        if not scene.story.is_web:
            glance(part)
        part.wait(900, 2_000)
    part.dead(here.second)
    part.wait(2_500, 3_500)
    scene.move_on()
    ask_failure(scene.story, "dead_tap", here.deed)
    ask_failure(scene.story, "dead_tap", here.second)
    return "dead_tap", here.deed


def thrash(scene: Scene) -> None:
    """To and fro between two screens, three times."""
    part, here = scene.part, scene.setting
    part.wait(6_000, 7_000)
    for screen in (here.lobby, here.place) * 3:
        part.tap(here.way)
        part.wait(150, 300)
        part.go(screen)
        part.wait(300, 600)
        glance(part)
        part.wait(4_800, 5_300)
    scene.move_on()
    one, two = part.screen_named(here.lobby), part.screen_named(here.place)
    scene.ask(
        lambda view: [
            noticed("thrash", one), noticed("thrash", two), flowed(one, two, one, two), *visited(view, one),
            *visited(view, two),
        ]
    )  # fmt: skip


def quick_back(scene: Scene) -> None:
    """A step forwards, and at once back again."""
    part, here = scene.part, scene.setting
    part.wait(6_000, 7_000)
    for screen, least_ms in ((here.lobby, 5_400), (here.place, 1_000), (here.lobby, 6_000)):
        part.go(screen)
        part.wait(200, 400)
        glance(part)
        part.wait(least_ms, least_ms + 300)
    scene.move_on()
    one, two = part.screen_named(here.lobby), part.screen_named(here.place)
    scene.ask(lambda view: [noticed("quick_back", two), flowed(one, two, one), *visited(view, two)])


def background(scene: Scene) -> None:
    """Away for a while, within one recording."""
    phone = scene.phone
    phone.wait(900, 1_400)
    phone.rest(scene.dice.randrange(40_000, 200_000))
    phone.wait(900, 1_400)
    scene.ask(lambda _: [noticed("background")])


def form_left(scene: Scene) -> None:
    """Three fields are filled in, then the page is left without anything like a submit."""
    tab = scene.part
    assert isinstance(tab, Tab)
    scene.arrive()
    form = tab.screen
    for field, value in (("street", "Harbour Lane"), ("town", "Maple Hill"), ("floor", "second")):
        tab.enter(field, value)
        tab.wait(1_500, 3_500)
    tab.tap("Logo")
    tab.wait(60, 200)
    tab.go(scene.names.screens[0])
    after = tab.screen
    tab.wait(6_600, 7_000)
    tab.ledger.noticed.append(("abandoned_form", form, ()))
    scene.ask(lambda _: [noticed("abandoned_form", form), flowed(form, after)])


def hesitation(scene: Scene) -> Key:
    """Half a minute before the next field; then the form is sent, refused once, and accepted."""
    tab, here = scene.part, scene.setting
    assert isinstance(tab, Tab)
    scene.arrive()
    form = tab.screen
    tab.enter("name", "Otter")
    tab.wait(18_000, 40_000)
    typed = tab.enter("house", "north gate")
    tab.wait(1_500, 2_500)
    attempt(tab, "Send", here.call, scene.dice.choice((400, 422)))
    tab.wait(2_200, 3_500)
    attempt(tab, "Send", here.call, 200)
    scene.achieve()
    tab.ledger.noticed.append(("hesitation", form, ()))
    call = scene.call
    scene.ended("failed_request", call, ("retried",), "recovered")
    ask_failure(scene.story, "failed_request", call, last=True)
    scene.ask(lambda view: [noticed("hesitation"), led_by("failed_request", call, "input", "house", view.ref(typed))])
    return "failed_request", call


def _caught(scene: Scene, kind: Kind, name: str, *, last: bool) -> Key:
    """The person went on as if nothing had been; of a console error nobody would say so."""
    if kind != "console_error":
        scene.ended(kind, name, ("went_on",), "went_on")
    ask_failure(scene.story, kind, name, last=last)
    return kind, name
