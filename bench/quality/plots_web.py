"""What only a browser shows: dead and raging clicks, console errors, requests nobody clicked for, several tabs."""

from facts_of import absent, came_first, led_by, logged, no, nothing_wrong, noticed
from story import Story
from story_names import CAUSE_EVENTS, CAUSES, CONFIGS
from story_scenes import ask_failure, attempt, attempts, day, keep_line, refusal, walk
from story_stacks import console_error


def dead_clicks(story: Story, size: int) -> None:
    tab, names = story.tab(), story.names
    day(story, tab, size // 2, clutter=False)
    walk(story, tab)
    for _ in range(story.dice.randrange(2, 5)):
        tab.dead(names.deeds[0])
        tab.wait(1_800, 4_000)
    tab.dead(names.deeds[1])
    tab.wait(2_500, 3_500)
    tab.go(names.drama[2])
    tab.wait(6_600, 7_000)
    tab.fill(max(20, size // 2))
    ask_failure(story, "dead_tap", names.deeds[0])
    ask_failure(story, "dead_tap", names.deeds[1])
    story.ask(lambda _: [no("failed_request"), no("console_error"), no("rage_tap")])


def rage_over_failure(story: Story, size: int) -> None:
    """A click, a 5xx, and then fury; there it ends."""
    tab, names = story.tab(), story.names
    day(story, tab, size)
    walk(story, tab)
    attempts(tab, names.deeds[0], names.calls[0], story.dice.choice((500, 502, 503)), story.dice.randrange(2, 5))
    raged = tab.rage(names.deeds[0])
    tab.wait(400, 900)
    thrown = console_error(story.dice, tab.browser)
    tab.throw(thrown)
    tab.wait(900, 1_400)
    tab.leave()
    call = tab.call_named(names.calls[0])
    story.ended(tab, "failed_request", call, ("retried", "raged", "session_ended"), "blocked", also=("left",))
    ask_failure(story, "failed_request", call, last=True)
    ask_failure(story, "rage_tap", names.deeds[0])
    ask_failure(story, "console_error", thrown.name, last=True)
    story.ask(
        lambda view: [
            came_first(("failed_request", call), ("console_error", thrown.name)),
            led_by("console_error", thrown.name, "rage_tap", names.deeds[0], view.ref(raged)),
            noticed("error_tap", names.deeds[0]),
            no("dead_tap"),
        ]
    )


def console_stack(story: Story, size: int) -> None:
    """An error on the console, once or several times, in the page's own code."""
    tab, names, dice = story.tab(), story.names, story.dice
    day(story, tab, size // 2, clutter=False)
    walk(story, tab)
    thrown = console_error(dice, tab.browser)
    for _ in range(dice.randrange(1, 5)):
        tab.tap(names.deeds[0])
        tab.wait(100, 500)
        tab.throw(thrown)
        tab.wait(2_200, 3_500)
    tab.go(names.drama[2])
    tab.wait(6_600, 7_000)
    tab.fill(max(20, size // 2))
    ask_failure(story, "console_error", thrown.name, last=True)
    story.ask(lambda _: [no("failed_request"), no("rage_tap"), no("dead_tap")])


def page_load_fails(story: Story, size: int) -> None:
    """Nobody clicked for it: the page itself asked, and only the developer tools know the answer."""
    tab, names, dice = story.tab(), story.names, story.dice
    day(story, tab, size // 2, clutter=False)
    walk(story, tab)
    tab.tap("Next")
    tab.wait(60, 160)
    tab.go(names.drama[2])
    tab.wait(1_200, 1_900)
    setting = dice.choice(CONFIGS)
    call = tab.call_named(setting)
    tab.call(setting, dice.choice((500, 503, 404)))
    works = dice.random() < 0.5
    tab.wait(6_600, 7_000)
    if works:
        tab.tap("Reload")
        tab.wait(60, 150)
        tab.call(setting, 200)
        tab.wait(900, 1_400)
    tab.fill(max(20, size // 2))
    if works:
        story.ended(tab, "failed_request", call, ("retried",), "recovered", also=("went_on",))
    ask_failure(story, "failed_request", call, last=True)
    page = tab.screen_named(names.drama[2])
    where = next(raw.mark for raw in tab.ledger.steps if (raw.kind, raw.name) == ("navigation", page))
    spot = tab.spot(where, 0)
    story.ask(
        lambda view: [
            led_by("failed_request", call, "navigation", page, view.ref(spot)), no("console_error"), no("rage_tap"),
        ]
    )  # fmt: skip


def cause_on_the_console(story: Story, size: int) -> None:
    """A line of the console, or a custom event, tells why the error came."""
    tab, dice, deed = story.tab(), story.dice, story.names.deeds[0]
    day(story, tab, size)
    walk(story, tab)
    tab.tap(deed)
    tab.wait(100, 300)
    by_log = dice.random() < 0.5
    words = dice.choice(CAUSES if by_log else CAUSE_EVENTS)
    spot = tab.log(words) if by_log else tab.custom(words, {"by": "server"})
    keep_line(tab)
    tab.wait(200, 700)
    thrown = console_error(dice, tab.browser)
    tab.throw(thrown)
    tab.wait(1_400, 1_900)
    tab.go(story.names.screens[0])
    tab.fill(20)
    step = "console" if by_log else "custom"
    ask_failure(story, "console_error", thrown.name, last=True)
    story.ask(
        lambda view: [
            logged(words, view.ref(spot)), no("rage_tap"),
            led_by("console_error", thrown.name, step, words, view.ref(spot)),
        ]
    )  # fmt: skip


def without_devtools(story: Story, size: int) -> None:
    """Console and network left only their counts; the fury over them is seen all the same."""
    tab, names = story.tab(devtools=False), story.names
    tab.fill(size // 2)
    walk(story, tab)
    tab.tap(names.deeds[0])
    tab.call(names.calls[0], 500)
    tab.throw(console_error(story.dice, tab.browser))
    tab.wait(1_500, 2_500)
    tab.rage(names.deeds[0])
    tab.wait(1_500, 2_500)
    tab.dead(names.deeds[1])
    tab.wait(2_000, 3_000)
    tab.go(names.drama[2])
    tab.wait(6_600, 7_000)
    tab.fill(max(20, size // 2))
    ask_failure(story, "rage_tap", names.deeds[0], last=False)
    ask_failure(story, "dead_tap", names.deeds[1], last=False)
    story.ask(lambda _: [absent("console_and_network")])


def three_tabs(story: Story, size: int) -> None:
    """One tab fails, another breaks while the first waits, the third is well; then the first goes on."""
    names, dice = story.names, story.dice
    first = story.tab()
    day(story, first, size // 4)
    walk(story, first)
    attempts(first, names.deeds[0], names.calls[0], refusal(dice), 2)
    second = story.tab()
    second.fill(size // 4)
    second.wait(900, 1_400)
    second.tap(names.deeds[1])
    second.wait(200, 500)
    thrown = console_error(dice, second.browser)
    second.throw(thrown)
    second.wait(1_200, 1_900)
    third = story.tab()
    third.fill(size // 4)
    third.wait(900, 1_400)
    first.now = third.start_ms + third.now + 4_000 - first.start_ms
    attempt(first, names.deeds[0], names.calls[0], 200)
    first.wait(200, 500)
    first.go(names.drama[2])
    first.fill(size // 4)
    story.sure_ending = False
    call = first.call_named(names.calls[0])
    story.ended(first, "failed_request", call, ("retried",), "recovered", also=("went_on",))
    ask_failure(story, "failed_request", call, last=True)
    ask_failure(story, "console_error", thrown.name, last=True)
    story.ask(
        lambda _: [came_first(("failed_request", call), ("console_error", thrown.name)), no("rage_tap"), no("dead_tap")]
    )


def customs_only(story: Story, size: int) -> None:
    """A page that sends nothing but events of its own; one of them is called a failure by nobody but us."""
    tab, dice = story.tab(devtools=False, opened=False), story.dice
    for _ in range(max(50, size)):
        tab.wait(400, 3_000)
        tab.custom(dice.choice(("slide_shown", "quiz_answered", "badge_earned", "error_faq_opened", "tip_closed")))
    story.ask(lambda _: [absent("console_and_network"), nothing_wrong(), no("rage_tap"), no("dead_tap")])
