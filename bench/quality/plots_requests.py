"""Requests that fail, lie, dawdle or come again and again, on phones and in tabs alike."""

from facts import Kind
from facts_of import came_first, first_failed, led_by, no, noticed, repeated
from story import Story
from story_names import CONFIGS, OTHER_CALLS, OTHERS, POLLED, REASONS, pictures
from story_phone import Phone
from story_scenes import AnyPart, ask_failure, attempt, attempts, day, refusal, visited, walk
from story_stacks import console_error, crash_for


def recovered(story: Story, size: int) -> None:
    part, names = story.part(), story.names
    day(story, part, size // 2)
    walk(story, part)
    attempts(part, names.deeds[0], names.calls[0], refusal(story.dice), story.dice.randrange(1, 5))
    attempt(part, names.deeds[0], names.calls[0], 200)
    part.wait(200, 500)
    part.go(names.drama[2])
    part.fill(max(20, size // 2))
    call = part.call_named(names.calls[0])
    story.ended(part, "failed_request", call, ("retried",), "recovered", also=("went_on",))
    ask_failure(story, "failed_request", call, last=True)
    story.ask(lambda view: [noticed("error_tap", names.deeds[0]), *visited(view, part.screen_named(names.drama[2]))])


def abandoned(story: Story, size: int) -> None:
    """It failed; the person went back, looked a moment longer, and was gone."""
    part, names = story.part(), story.names
    day(story, part, size)
    walk(story, part)
    attempts(part, names.deeds[0], names.calls[0], refusal(story.dice), 1)
    _give_up(story, part)
    call = part.call_named(names.calls[0])
    story.ended(part, "failed_request", call, ("went_back",), "abandoned", also=("left", "session_ended"))
    ask_failure(story, "failed_request", call, last=True)
    story.ask(lambda _: [no("crash"), no("rage_tap")])


def blocked(story: Story, size: int) -> None:
    """Tried again and again, in anger too, and there it ends."""
    part, names = story.part(), story.names
    day(story, part, size)
    walk(story, part)
    attempts(part, names.deeds[0], names.calls[0], refusal(story.dice), story.dice.randrange(3, 6))
    part.rage(names.deeds[0])
    part.wait(1_100, 1_900)
    call = part.call_named(names.calls[0])
    story.ended(part, "failed_request", call, ("retried", "raged", "session_ended"), "blocked")
    ask_failure(story, "failed_request", call, last=True)
    ask_failure(story, "rage_tap", names.deeds[0])
    story.ask(lambda _: [no("crash"), no("dead_tap")])


def worked_around(story: Story, size: int) -> None:
    part, names, dice = story.part(), story.names, story.dice
    day(story, part, size // 2)
    walk(story, part)
    attempts(part, names.deeds[0], names.calls[0], refusal(dice), 2)
    which = dice.randrange(len(OTHERS))
    attempt(part, OTHERS[which], OTHER_CALLS[which], 200)
    part.wait(200, 500)
    part.go(names.drama[2])
    part.wait(300, 900)
    part.custom("order_placed")
    part.fill(max(20, size // 2))
    call = part.call_named(names.calls[0])
    story.ended(part, "failed_request", call, ("retried",), "worked_around", also=("went_on",))
    ask_failure(story, "failed_request", call, last=True)
    story.ask(lambda _: [no("crash"), no("rage_tap")])


def lie(story: Story, size: int) -> None:
    """A 2xx whose body says no; only phones write bodies down."""
    part, names, dice = story.phone(), story.names, story.dice
    day(story, part, size // 2)
    walk(story, part)
    status, reason, again = dice.choice((200, 200, 201, 202)), dice.choice(REASONS), dice.randrange(1, 4)
    call = names.calls[0]
    for _ in range(again):
        part.tap(names.deeds[0])
        part.wait(60, 150)
        part.call(call, status, took_ms=dice.randrange(150, 700), denied=reason)
        part.wait(2_200, 5_000)
    retried = ("retried",) if again > 1 else ()
    if dice.random() < 0.5:
        attempt(part, names.deeds[0], call, 200)
        part.wait(200, 500)
        part.go(names.drama[2])
        part.fill(max(20, size // 2))
        story.ended(part, "masked_failure", call, ("retried",), "recovered", also=("went_on",))
    else:
        _give_up(story, part)
        story.ended(part, "masked_failure", call, (*retried, "went_back"), "abandoned", also=("left", "session_ended"))
    ask_failure(story, "masked_failure", call, last=True)
    story.ask(lambda _: [no("crash"), no("rage_tap")])


def lie_then_crash(story: Story, size: int) -> None:
    """Nothing looks like a failure until the app dies of the answer it was given."""
    phone, names, dice = story.phone(), story.names, story.dice
    day(story, phone, size, clutter=False)
    walk(story, phone)
    call, reason = names.calls[0], dice.choice(REASONS)
    tapped = phone.tap(names.deeds[0])
    phone.wait(60, 150)
    lied = phone.call(call, 200, took_ms=dice.randrange(150, 700), denied=reason)
    phone.wait(300, 900)
    thrown = crash_for(dice, story.platform)
    phone.crash(thrown)
    story.ended(phone, "masked_failure", call, (), "killed", also=("session_ended",))
    story.ended(phone, "crash", thrown.name, ("session_ended",))
    ask_failure(story, "masked_failure", call, last=True)
    ask_failure(story, "crash", thrown.name, last=True)
    story.ask(
        lambda view: [
            led_by("crash", thrown.name, "request", call, view.ref(lied)),
            led_by("crash", thrown.name, "tap", names.deeds[0], view.ref(tapped)),
            came_first(("masked_failure", call), ("crash", thrown.name)),
            no("failed_request"),
        ]
    )


def no_answer(story: Story, size: int) -> None:
    """A request that never got a status, only the word timeout."""
    phone, names = story.phone(), story.names
    day(story, phone, size)
    walk(story, phone)
    for _ in range(story.dice.randrange(2, 5)):
        phone.tap(names.deeds[0])
        phone.wait(60, 150)
        phone.call(names.calls[0], None, took_ms=story.dice.randrange(300, 800))
        phone.wait(2_200, 4_000)
    phone.rage(names.deeds[0])
    phone.wait(1_100, 1_900)
    story.ended(phone, "failed_request", names.calls[0], ("retried", "raged", "session_ended"), "blocked")
    ask_failure(story, "failed_request", names.calls[0], last=True)
    ask_failure(story, "rage_tap", names.deeds[0])
    story.ask(lambda _: [no("crash"), no("masked_failure")])


def dawdle(story: Story, size: int) -> None:
    """One call of many takes twelve seconds; none fails."""
    part, names, dice = story.part(), story.names, story.dice
    name, call = names.calls[0], part.call_named(names.calls[0])
    fast = dice.randrange(5, 10)
    for _ in range(fast):
        part.fill(size // (fast + 2))
        attempt(part, names.deeds[0], name, 200)
    walk(story, part)
    part.tap(names.deeds[0])
    part.wait(60, 150)
    part.call(name, 200, took_ms=dice.randrange(10_500, 16_000))
    part.wait(600, 900)
    part.go(names.drama[2])
    part.fill(max(20, size // (fast + 2)))
    ask_failure(story, "slow_request", call, last=True)
    story.ask(lambda _: [no("failed_request"), no("crash"), no("rage_tap")])


def needle_in_404s(story: Story, size: int) -> None:
    part, names, dice = story.part(), story.names, story.dice
    missing = pictures(dice, 50)
    for name in missing:
        part.fill(max(1, size // 50 - 1))
        part.wait(1_050, 1_400)
        part.call(name, 404)
    walk(story, part)
    attempts(part, names.deeds[0], names.calls[0], 500, 3)
    part.rage(names.deeds[0])
    part.wait(1_100, 1_900)
    call = part.call_named(names.calls[0])
    story.ended(part, "failed_request", call, ("retried", "raged", "session_ended"), "blocked")
    ask_failure(story, "failed_request", call, last=True)
    ask_failure(story, "rage_tap", names.deeds[0])
    first = part.call_named(missing[0])
    story.ask(
        lambda _: [first_failed(first), came_first(("failed_request", first), ("failed_request", call)), no("crash")]
    )


def polling(story: Story, size: int) -> None:
    """Hundreds of times the same question, with one 503 among the answers."""
    part, dice = story.part(), story.dice
    name = dice.choice(POLLED)
    call = part.call_named(name)
    part.fill(size // 10)
    part.wait(900, 1_500)
    times = max(12, min(900, size // 3))
    between = max(0, (size * 9 // 10 - times) // times)
    part.hurry = 4_400 / (770 * max(1, between)) if between > 2 else story.hurry
    every_ms = dice.choice((3_000, 5_000))
    bad = dice.randrange(times // 4, times * 3 // 4)
    for turn in range(times):
        due_ms = part.now + every_ms
        part.wait(300, 600)
        part.fill(between) if between else None
        part.now = max(part.now + 40, due_ms)
        part.call(name, 503 if turn == bad else 200, took_ms=dice.randrange(40, 80))
    part.hurry = story.hurry
    part.wait(500, 900)
    part.fill(max(8, size // 20))
    part.ledger.noticed.append(("polling", call, ()))
    ask_failure(story, "failed_request", call)
    story.ask(lambda _: [repeated(call, times), noticed("polling", call), no("crash"), no("rage_tap")])


def cause_long_before(story: Story, size: int) -> None:
    """A setting could not be loaded; five minutes later something breaks, and something else failed in between."""
    part, names, dice = story.part(), story.names, story.dice
    part.fill(12)
    part.wait(1_200, 1_900)
    setting = dice.choice(CONFIGS)
    config = part.call_named(setting)
    part.call(setting, dice.choice((500, 503)))
    stretch = max(30, size - 30)
    part.hurry = max(story.hurry, 330_000 / (770 * stretch))
    part.fill(stretch)
    part.hurry = story.hurry
    part.wait(1_200, 1_900)
    other = pictures(dice, 1)[0]
    part.call(other, 404)
    part.fill(12)
    walk(story, part)
    tapped = part.tap(names.deeds[0])
    part.wait(150, 800)
    if isinstance(part, Phone):
        thrown = crash_for(dice, story.platform)
        part.crash(thrown)
        kind: Kind = "crash"
        story.ended(part, kind, thrown.name, ("session_ended",))
    else:
        thrown = console_error(dice, part.browser)
        part.throw(thrown)
        part.wait(900, 1_500)
        part.tap(names.taps[0])
        kind = "console_error"
    ask_failure(story, kind, thrown.name, last=True)
    ask_failure(story, "failed_request", config)
    also = part.call_named(other)
    story.ask(
        lambda view: [
            came_first(("failed_request", config), ("failed_request", also)),
            came_first(("failed_request", config), (kind, thrown.name)),
            first_failed(config),
            led_by(kind, thrown.name, "tap", names.deeds[0], view.ref(tapped)),
        ]
    )


def across_parts(story: Story, size: int) -> None:
    """The same request fails in two parts of a session and works in the third."""
    names, status = story.names, refusal(story.dice)
    for turn in range(3):
        part = story.part()
        day(story, part, size // 3)
        part.wait(900, 1_400)
        part.go(names.drama[turn])
        part.wait(1_500, 2_500)
        if turn < 2:
            attempts(part, names.deeds[0], names.calls[0], status, 2)
        else:
            attempt(part, names.deeds[0], names.calls[0], 200)
            part.wait(300, 600)
            part.go(names.drama[3])
            part.fill(12)
        call = part.call_named(names.calls[0])
        story.ended(part, "failed_request", call, ("retried",), "recovered", also=("left", "restarted", "went_on"))
        part.leave()
        if turn == 2:
            ask_failure(story, "failed_request", call, last=True)
    story.ask(lambda _: [no("crash")])


def _give_up(story: Story, part: AnyPart) -> None:
    """Back, a glance, and gone; nothing else is tried."""
    part.wait(2_000, 3_000)
    part.back(story.names.drama[0])
    part.wait(1_200, 2_500)
    if isinstance(part, Phone):
        part.swipe("list", "swipe_down")
        part.wait(700, 1_400)
    part.leave()
