"""Recordings that are hostile, broken, bare, huge or empty."""

from facts_of import absent, flowed, no, nothing_wrong
from story import Story
from story_hostile import fake
from story_names import many_screens
from story_phone import Phone
from story_scenes import AnyPart, ask_failure, attempt, attempts, day, mishap, phone_in, refusal, visited, walk
from story_stacks import crash_for
from story_tab import Tab


def hostile(story: Story, size: int) -> None:
    """Among the fakes, one request truly fails and one exception is truly thrown."""
    part, names = story.part(), story.names
    _plant_fakes(story, part, size * 2 // 3)
    walk(story, part)
    attempts(part, names.deeds[0], names.calls[0], refusal(story.dice), 2)
    attempt(part, names.deeds[0], names.calls[0], 200)
    part.wait(1_100, 1_500)
    part.go(names.drama[2])
    part.wait(1_000, 2_000)
    part.tap(names.deeds[1])
    part.wait(200, 600)
    thrown = mishap(story)
    part.throw(thrown)
    part.wait(1_100, 1_900)
    part.go(names.screens[0])
    _plant_fakes(story, part, size // 3)
    call = part.call_named(names.calls[0])
    story.ended(part, "failed_request", call, ("retried",), "recovered", also=("went_on",))
    ask_failure(story, "failed_request", call, last=True)
    ask_failure(story, part.throw_kind, thrown.name, last=True)
    story.ask(lambda _: [no("crash"), no("anr"), no("rage_tap"), no("frozen"), no("masked_failure")])


def hostile_and_well(story: Story, size: int) -> None:
    """Nothing but fakes: nothing went wrong."""
    part = story.part()
    _plant_fakes(story, part, size)
    part.wait(900, 1_400)
    part.go(story.names.drama[0])
    part.fill(12)
    story.ask(lambda _: [nothing_wrong(), no("crash"), no("anr"), no("exception"), no("failed_request")])


def hostile_crash(story: Story, size: int) -> None:
    """A true crash after many that are only words."""
    phone = phone_in(story)
    _plant_fakes(story, phone, size)
    walk(story, phone)
    phone.tap(story.names.deeds[0])
    phone.wait(200, 700)
    thrown = crash_for(story.dice, story.platform)
    phone.crash(thrown)
    story.ended(phone, "crash", thrown.name, ("session_ended",))
    ask_failure(story, "crash", thrown.name, last=True)
    story.ask(lambda _: [no("anr"), no("failed_request"), no("rage_tap"), no("frozen")])


def out_of_order(story: Story, size: int) -> None:
    """Times missing, negative, twice the same and out of order; a failure stands before the tap it followed."""
    part, names, dice = story.part(), story.names, story.dice
    part.stray(-500)
    for _ in range(max(2, size // 40)):
        part.fill(34)
        part.stray(dice.choice((None, max(0, part.now - dice.randrange(2_000, 9_000)))))
    part.stray(None)
    part.stray(part.ledger.last_ms)
    part.stray(max(0, part.now - 4_000))
    walk(story, part)
    tapped = part.tap(names.deeds[0])
    if isinstance(part, Phone):
        part.wait(60, 150)
        asked = part.call(names.calls[0], refusal(dice), took_ms=dice.randrange(150, 600))
        part.swap(tapped, asked)
    else:
        part.wait(30, 60)
        said = part.custom("order_sent")
        part.wait(60, 150)
        part.call(names.calls[0], refusal(dice))
        part.swap(tapped, said)
    part.wait(2_500, 3_500)
    part.back(names.drama[0])
    part.wait(1_200, 1_900)
    part.leave()
    call = part.call_named(names.calls[0])
    story.ended(part, "failed_request", call, ("went_back",), "abandoned", also=("left", "session_ended"))
    ask_failure(story, "failed_request", call, last=True)
    story.ask(lambda _: [absent("disordered_events"), absent("untimed_events"), no("crash"), no("rage_tap")])


def unreadable(story: Story, size: int) -> None:
    """Some entries of the timeline are numbers or words; their places count all the same."""
    part, names = story.part(), story.names
    story.counted = False
    for turn in range(6):
        part.fill(size // 6)
        part.junk((7, "garbage", 3.5, True, "[0:01 #1] crash", -1)[turn])
    walk(story, part)
    attempts(part, names.deeds[0], names.calls[0], refusal(story.dice), 3)
    part.rage(names.deeds[0])
    part.junk("end of file")
    part.wait(1_100, 1_500)
    part.tap(names.deeds[0])
    part.wait(200, 400)
    call = part.call_named(names.calls[0])
    story.ended(part, "failed_request", call, ("retried", "raged", "session_ended"), "blocked")
    ask_failure(story, "failed_request", call, last=True)
    ask_failure(story, "rage_tap", names.deeds[0])
    story.ask(lambda _: [absent("unreadable_events"), no("crash")])


def huge_values(story: Story, size: int) -> None:
    """Two properties of a megabyte each, and what matters between them."""
    part, names = story.part(), story.names
    day(story, part, size // 2)
    part.custom("snapshot_taken", {"blob": "x9Qe" * 262_144})
    walk(story, part)
    attempts(part, names.deeds[0], names.calls[0], refusal(story.dice), 2)
    part.custom("snapshot_taken", {"blob": " lorem ipsum error crash anr" * 40_000})
    part.wait(900, 1_400)
    attempt(part, names.deeds[0], names.calls[0], 200)
    part.wait(200, 400)
    part.go(names.drama[2])
    part.fill(max(20, size // 2))
    call = part.call_named(names.calls[0])
    story.ended(part, "failed_request", call, ("retried",), "recovered", also=("went_on",))
    ask_failure(story, "failed_request", call, last=True)
    story.ask(lambda _: [no("crash"), no("anr"), no("rage_tap")])


def three_hundred_screens(story: Story, size: int) -> None:
    part = story.part()
    screens = many_screens(story.dice, 300)
    for number, screen in enumerate(screens):
        part.wait(5_500, 7_500)
        part.tap("next")
        part.wait(100, 300)
        part.go(screen)
        part.wait(300, 800)
        for _ in range(max(1, size // 300 - 6)):
            part.tap("detail")
            part.wait(1_200, 1_900)
        if number == 157:
            _stumble(story, part)
    told = [part.screen_named(screen) for screen in screens]
    story.ask(
        lambda view: [
            flowed(told[0], told[1], told[2]), flowed(*told[156:160]), *visited(view, told[0]),
            *visited(view, told[157]), *visited(view, told[299]), no("crash"),
        ]
    )  # fmt: skip


def bare_phone(story: Story, size: int) -> None:
    """Taps that name nothing, on no screen; an exception without a class."""
    phone = phone_in(story, opened=False)
    story.user = story.org = ""
    ledger = phone.ledger
    for turn in range(max(20, size)):
        phone.wait(900, 2_400)
        thrown = turn == size // 2
        name = "exception" if thrown else "single_tap"
        event: dict[str, object] = {"event_type": "system" if thrown else "user", "event_name": name}
        phone.events.append(event | {"timestamp_offset_ms": phone.now})
        mark = len(phone.events)
        ledger.reached(phone.now, mark)
        ledger.step(phone.now, "exception" if thrown else "tap", "", mark)
        if thrown:
            ledger.fail("exception", "", phone.now, mark, "")
    story.ended(phone, "exception", "", ("went_on",))
    ask_failure(story, "exception", "")
    story.ask(lambda _: [no("crash"), no("failed_request"), no("anr")])


def nameless_phone(story: Story, size: int) -> None:
    """Events that are nothing but their type."""
    phone = phone_in(story, opened=False)
    story.user = story.org = ""
    story.timed = False
    for turn in range(size):
        phone.events.append({"event_type": ("user", "system", "user", "plug")[turn % 4]})
    phone.ledger.absent.add("untimed_events")
    story.ask(lambda _: [absent("untimed_events"), nothing_wrong()])


def bare_tab(story: Story, size: int) -> None:
    """Clicks that name nothing, on no page, without developer tools."""
    tab = story.tab(devtools=False, opened=False)
    story.user = story.org = ""
    for _ in range(size):
        tab.wait(900, 2_400)
        tab.events.append({"timestamp": tab.at(tab.now), "event_type": "click"})
        mark = len(tab.events)
        tab.ledger.reached(tab.now, mark)
        tab.ledger.step(tab.now, "tap", "", mark)
    story.ask(lambda _: [nothing_wrong(), absent("console_and_network")])


def empty(story: Story, _size: int) -> None:
    """A recording without a single event."""
    part = story.part(opened=False, devtools=False)
    part.ledger.absent.add("no_events")
    story.timed = False
    story.ask(lambda _: [absent("no_events")])


def _plant_fakes(story: Story, part: AnyPart, count: int) -> None:
    for turn in range(max(4, count // 12)):
        part.fill(10)
        part.wait(700, 900)
        if turn % 4 == 3 and not isinstance(part, Tab):
            part.tag(fake(story.dice))
        elif turn % 4 == 2:
            part.tap(fake(story.dice))
        elif turn % 4 == 1:
            part.custom(fake(story.dice), {"note": fake(story.dice), "title": "## Crash"})
        else:
            part.log(fake(story.dice))
        part.wait(700, 900)


def _stumble(story: Story, part: AnyPart) -> None:
    thrown = mishap(story)
    part.throw(thrown)
    ask_failure(story, part.throw_kind, thrown.name, last=True)
