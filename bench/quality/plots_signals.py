"""Signs of trouble that are no failures: loops, hurrying back, pauses, the background, forms left alone."""

from facts_of import absent, flowed, led_by, no, noticed
from story import Story
from story_scenes import AnyPart, ask_failure, attempt, day, glance, mishap, phone_in, refusal, visited, walk
from story_stacks import console_error


def loop(story: Story, size: int) -> None:
    """List, detail, list, detail, for hours; at the very end something breaks elsewhere."""
    part, names = story.part(), story.names
    part.wait(900, 1_400)
    slow = size < 3_000
    each = 4 if part.platform == "ios" else 6 if story.is_web else 14
    for _ in range(max(4, size // each)):
        for screen, target in ((names.drama[2], "list_link"), (names.drama[3], "row")):
            part.tap(target)
            part.wait(150, 400)
            part.go(screen)
            part.wait(400, 900)
            glance(part)
            least_ms = 16_000 if slow else 5_200
            part.wait(least_ms, least_ms + 2_000)
    here, there = part.screen_named(names.drama[2]), part.screen_named(names.drama[3])
    walk(story, part)
    part.tap(names.deeds[0])
    part.wait(200, 700)
    _break(story, part)
    story.ask(lambda _: [flowed(here, there, here), no("rage_tap")] + ([] if slow else [noticed("thrash", here)]))


def to_and_fro(story: Story, size: int) -> None:
    """A thrash between two screens, and later, two others, one quick step back."""
    part, names = story.part(), story.names
    part.fill(size // 2)
    part.wait(6_000, 7_000)
    for screen in (names.drama[2], names.drama[3]) * 3:
        part.tap("switch")
        part.wait(150, 300)
        part.go(screen)
        part.wait(300, 600)
        glance(part)
        part.wait(4_800, 5_300)
    part.go(names.screens[0])
    part.fill(max(20, size // 3))
    part.wait(6_000, 7_000)
    for screen in (names.drama[4], names.drama[5], names.drama[4]):
        part.go(screen)
        part.wait(200, 400)
        glance(part)
        part.wait(1_000, 1_300)
    part.wait(6_000, 7_000)
    glance(part)
    one, two, three, four = (part.screen_named(name) for name in names.drama[2:6])
    story.ask(
        lambda view: [
            noticed("thrash", one), noticed("thrash", two), noticed("quick_back", four), flowed(one, two, one, two),
            flowed(three, four, three), *visited(view, one), *visited(view, three), *visited(view, four),
        ]
    )  # fmt: skip


def hidden(story: Story, size: int) -> None:
    """The app switches the recording off for a while; afterwards a request fails."""
    phone, names = phone_in(story), story.names
    day(story, phone, size // 2)
    phone.wait(900, 1_400)
    phone.hide(story.dice.randrange(20_000, 90_000))
    phone.wait(900, 1_400)
    day(story, phone, size // 2)
    walk(story, phone)
    attempt(phone, names.deeds[0], names.calls[0], refusal(story.dice))
    phone.wait(900, 1_500)
    phone.go(names.screens[0])
    phone.fill(20)
    story.ended(phone, "failed_request", names.calls[0], (), also=("went_on",))
    ask_failure(story, "failed_request", names.calls[0], last=True)
    story.ask(lambda _: [noticed("paused"), absent("recording_paused"), no("crash")])


def away(story: Story, size: int) -> None:
    """In the background for a while, within one recording; back again, an exception."""
    phone, names = phone_in(story), story.names
    day(story, phone, size // 2)
    phone.wait(900, 1_400)
    phone.rest(story.dice.randrange(40_000, 200_000))
    phone.wait(900, 1_400)
    day(story, phone, size // 2)
    walk(story, phone)
    phone.tap(names.deeds[0])
    phone.wait(200, 700)
    _break(story, phone)
    story.ask(lambda _: [noticed("background"), no("crash"), no("anr")])


def slow_launch(story: Story, size: int) -> None:
    phone = story.phone(launch="cold", launch_ms=story.dice.randrange(5_400, 12_000))
    phone.ledger.noticed.append(("slow_launch", "", ()))
    day(story, phone, size)
    walk(story, phone)
    attempt(phone, story.names.deeds[0], story.names.calls[0], refusal(story.dice))
    phone.wait(900, 1_500)
    phone.back(story.names.drama[0])
    phone.wait(900, 1_500)
    phone.leave()
    story.ended(
        phone, "failed_request", story.names.calls[0], ("went_back",), "abandoned", also=("left", "session_ended")
    )
    ask_failure(story, "failed_request", story.names.calls[0], last=True)
    story.ask(lambda _: [noticed("slow_launch"), no("crash")])


def form_left(story: Story, size: int) -> None:
    """Three fields are filled in, then the page is left without anything like a submit; later an unrelated error."""
    tab, names = story.tab(), story.names
    day(story, tab, size // 2, clutter=False)
    walk(story, tab)
    form = tab.screen
    for field, value in (("street", "Harbour Lane"), ("town", "Maple Hill"), ("floor", "second")):
        tab.enter(field, value)
        tab.wait(1_500, 3_500)
    tab.tap("Logo")
    tab.wait(60, 200)
    tab.go(names.drama[2])
    tab.wait(6_600, 7_000)
    tab.fill(max(20, size // 2))
    tab.wait(1_200, 1_800)
    thrown = console_error(story.dice, tab.browser)
    tab.throw(thrown)
    tab.wait(900, 1_400)
    tab.fill(12)
    ask_failure(story, "console_error", thrown.name)
    after = tab.screen_named(names.drama[2])
    story.ask(lambda _: [noticed("abandoned_form"), flowed(form, after), no("failed_request"), no("rage_tap")])
    tab.ledger.noticed.append(("abandoned_form", form, ()))


def hesitation(story: Story, size: int) -> None:
    """Half a minute before the next field; then the form is sent, refused once, and accepted."""
    tab, names, dice = story.tab(), story.names, story.dice
    day(story, tab, size // 2)
    walk(story, tab)
    form = tab.screen
    tab.enter("street", "Harbour Lane")
    tab.wait(18_000, 40_000)
    typed = tab.enter("house", "north gate")
    tab.wait(1_500, 2_500)
    attempt(tab, "Send", names.calls[0], dice.choice((400, 422)))
    tab.wait(2_200, 3_500)
    attempt(tab, "Send", names.calls[0], 200)
    tab.wait(200, 500)
    tab.go(names.drama[2])
    tab.wait(6_600, 7_000)
    tab.fill(max(20, size // 2))
    call = tab.call_named(names.calls[0])
    tab.ledger.noticed.append(("hesitation", form, ()))
    story.ended(tab, "failed_request", call, ("retried",), "recovered", also=("went_on",))
    ask_failure(story, "failed_request", call, last=True)
    story.ask(lambda view: [noticed("hesitation"), led_by("failed_request", call, "input", "house", view.ref(typed))])


def _break(story: Story, part: AnyPart) -> None:
    """An exception that is caught, and life goes on for a moment."""
    thrown = mishap(story)
    part.throw(thrown)
    part.wait(1_100, 1_900)
    part.go(story.names.screens[0])
    part.wait(900, 1_400)
    part.fill(10)
    story.ended(part, part.throw_kind, thrown.name, (), also=("went_on",))
    ask_failure(story, part.throw_kind, thrown.name, last=True)
