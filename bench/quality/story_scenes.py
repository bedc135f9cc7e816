"""Stretches that many plots share: the way to where it happens, a day with small unrelated failures, a retry."""

from collections.abc import Iterator
from random import Random
from typing import Final, TypeAlias

from facts import Fact, Kind
from facts_of import entered, flowed
from story import Story
from story_asks import View
from story_ledger import Spot
from story_names import pictures
from story_phone import Phone
from story_stacks import Thrown, console_error, handled_for, telemetry
from story_tab import Tab

SERVER_ERRORS: Final = (500, 502, 503, 504)
TELEMETRY_FROM: Final = 400
CLIENT_ERRORS: Final = (400, 403, 409, 422)

AnyPart: TypeAlias = Phone | Tab


def refusal(dice: Random) -> int:
    """A status that says no."""
    return dice.choice((*SERVER_ERRORS, *SERVER_ERRORS, *CLIENT_ERRORS))


def day(story: Story, part: AnyPart, count: int, *, clutter: bool = True) -> None:
    """Ordinary events; in a long day, a few pictures that were not found, and telemetry that was not sent."""
    missing = pictures(story.dice, min(4, count // 150)) if clutter else []
    for name in missing:
        part.fill(count // (len(missing) + 1))
        part.wait(1_100, 1_600)
        part.call(name, 404)
    if clutter and count >= TELEMETRY_FROM and story.dice.random() < 0.4:
        part.wait(1_100, 1_600)
        part.throw(telemetry(story.platform))
        part.wait(1_100, 1_600)
    part.fill(count - count // (len(missing) + 1) * len(missing))


def walk(story: Story, part: AnyPart) -> None:
    """To the place where it happens, by two screens noise never shows."""
    names, dice = story.names, story.dice
    part.wait(900, 1_500)
    part.tap(names.taps[0])
    part.wait(200, 400)
    part.go(names.drama[0])
    part.wait(2_000, 4_500)
    part.tap(dice.choice(names.taps[1:]))
    part.wait(3_200, 4_000)
    part.tap(names.deeds[5])
    part.wait(200, 400)
    part.go(names.drama[1])
    part.wait(2_000, 3_500)
    first, second = part.screen_named(names.drama[0]), part.screen_named(names.drama[1])
    story.ask(lambda view: [flowed(first, second), *visited(view, second)])


def visited(view: View, screen: str) -> Iterator[Fact]:
    """When a screen was first entered."""
    yield entered(screen, next(ms for name, ms in view.reading.screens if name == screen))


def attempt(part: AnyPart, target: str, name: str, status: int) -> tuple[Spot, Spot]:
    """A tap, and what it asked for."""
    tapped = part.tap(target)
    part.wait(60, 150)
    took_ms = part.dice.randrange(30, 80) if isinstance(part, Tab) else part.dice.randrange(150, 700)
    asked = part.call(name, status, took_ms=took_ms)
    return tapped, asked


def attempts(part: AnyPart, target: str, name: str, status: int, times: int) -> list[Spot]:
    """The same, again and again, a few seconds apart; what was asked for."""
    asked: list[Spot] = []
    for _ in range(times):
        asked.append(attempt(part, target, name, status)[1])
        part.wait(2_200, 5_200)
    return asked


def glance(part: AnyPart) -> None:
    """Something small that shows which screen it is."""
    if isinstance(part, Tab):
        part.call(part.names.fetched[0], 200)
    else:
        part.swipe("list")


def ask_failure(story: Story, kind: Kind, name: str, *, last: bool = False, about: bool = False) -> None:
    """All that is unambiguous of it."""
    story.ask(lambda view: view.failure(kind, name, last=last, about=about))


def mishap(story: Story) -> Thrown:
    """An exception the app caught, or an error on the console."""
    if story.is_web:
        return console_error(story.dice, str(story.device["browser"]))
    return handled_for(story.dice, story.platform)


def keep_line(part: AnyPart) -> None:
    """The event just written deserves a line of its own."""
    part.ledger.lines.append(part.ledger.steps[-1])


def phone_in(story: Story, *, launch: str = "", opened: bool = True) -> Phone:
    """The next part, of a plot that only phones know."""
    return story.phone(launch=launch, opened=opened)
