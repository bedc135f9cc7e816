"""Long sessions as they are: hours of ordinary use, several dramas at several places, and mostly none at the end."""

from collections.abc import Callable
from itertools import pairwise
from math import ceil
from typing import Final, NamedTuple, TypeAlias

import dramas_ends as ends
import dramas_requests as requests
import dramas_signals as signals
from facts import Fact, Kind
from facts_of import absent, came_first, no, noticed
from story import Story
from story_asks import View
from story_cast import Cast, Drama, Scene
from story_ledger import Key
from story_scenes import AnyPart, day

Acts: TypeAlias = list[Drama]

QUIET: Final = 0.86
"""How many of them end in long ordinary use, or in a quiet part."""
QUIET_EVENTS: Final = 500
LARGE: Final = 10_000
"""Events from which a session may hold three dramas."""
ABSENT_KINDS: Final[tuple[Kind, ...]] = ("crash", "anr", "frozen", "masked_failure", "dead_tap", "rage_tap")


class Families(NamedTuple):
    """What can come in the middle: `main` are troubles worth a report, `small` signs of trouble, `last` ends it all."""

    main: tuple[Drama, ...]
    small: tuple[Drama, ...]
    last: tuple[Drama, ...]


PHONE: Final = Families(
    (
        requests.recovered, requests.abandoned, requests.furious, requests.worked_around, requests.masked,
        requests.masked, requests.slow, requests.paused, requests.polling, signals.handled, signals.handled_often,
        signals.cause_in_a_line, signals.error_event,
    ),
    (signals.rage, signals.hammered, signals.dead, signals.thrash, signals.quick_back),
    (requests.blocked, ends.crash, ends.crash_only_in_log, ends.rage_then_crash, ends.lie_then_crash, ends.frozen),
)  # fmt: skip
TAB: Final = Families(
    (
        requests.recovered, requests.abandoned, requests.furious, requests.worked_around, requests.slow,
        requests.polling, requests.page_load_fails, signals.console_stack, signals.cause_in_a_line, signals.form_left,
        signals.hesitation,
    ),
    (signals.rage, signals.dead, signals.thrash, signals.quick_back),
    (requests.blocked,),
)  # fmt: skip
FATAL: Final = (
    ends.crash, ends.crash_only_in_log, ends.rage_then_crash, ends.lie_then_crash, ends.cause_then_crash, ends.frozen,
)  # fmt: skip
OF_ANDROID: Final = (ends.hang, ends.hang, ends.out_of_memory)
ENDS: Final[frozenset[Drama]] = frozenset((*FATAL, *OF_ANDROID, requests.blocked))
ONE_OF: Final[tuple[frozenset[Drama], ...]] = (
    frozenset((ends.hang, ends.frozen)),
    frozenset((signals.handled, signals.handled_often)),
)
"""No session has two of one set."""


def long_recording(story: Story, size: int) -> None:
    """All in one recording or tab."""
    quiet = story.dice.random() < QUIET
    count = _count(story, size)
    last = [] if quiet else [story.dice.choice(_families(story).last)]
    acts = [*_middles(story, count - len(last), taken=last), *last]
    _perform(story, [acts], size, quiet=quiet)


def long_session(story: Story, size: int) -> None:
    """In several recordings or tabs; a crash ends its recording, and the app is started again in the next one."""
    dice = story.dice
    quiet = dice.random() < QUIET
    count = _count(story, size)
    fatal = [] if story.is_web else _drawn(story, _fatal(story), 2 if count > 2 and dice.random() < 0.5 else 1, [])
    last = fatal[-1:] if fatal else [requests.blocked]
    parts: list[Acts] = [[drama] for drama in (fatal if quiet else [*fatal[:-1], *last])]
    taken = [drama for acts in parts for drama in acts]
    parts += [[] for _ in range(max(quiet, dice.randrange(1, 4) - len(parts)))] if quiet else []
    if (not quiet and len(parts) < 2) or dice.random() < 0.2:
        parts.insert(0, [])
    for drama in _middles(story, count - len(taken), taken=taken):
        acts = dice.choice(parts)
        free = len(acts) - _falls(acts)
        acts.insert(dice.randrange(free + 1), drama)
    _perform(story, parts, size, quiet=quiet)


def _count(story: Story, size: int) -> int:
    """How many dramas: two, and in hours of use sometimes three."""
    return 2 if size < LARGE else story.dice.randrange(2, 4)


def _perform(story: Story, parts: list[Acts], size: int, *, quiet: bool) -> None:
    """Day after day, and between the days the dramas."""
    cast, dice = Cast(story), story.dice
    days = _days(story, sum(len(acts) + (not _falls(acts)) for acts in parts), size, quiet=quiet)
    known: list[Key] = []
    after_fall = False
    slow = dice.randrange(len(parts)) if not story.is_web and dice.random() < 0.2 else -1
    for number, acts in enumerate(parts):
        if number and dice.random() < 0.1:
            story.lost_part()
            story.ask(lambda _: [absent("part_missing")])
        part = _opened(story, after_fall=after_fall, slow=number == slow)
        final = number == len(parts) - 1
        for act in acts:
            day(story, part, days.pop(0))
            last = final and not quiet and act is acts[-1]
            key = act(Scene(cast, part, cast.setting(), last))
            known += [key] if key else []
            part.wait(900, 1_500)
        after_fall = _falls(acts)
        if after_fall:
            continue
        day(story, part, days.pop(0))
        if not final:
            part.leave()
    story.ask(_ordered(known))
    story.ask(_not_there)


def _falls(acts: Acts) -> bool:
    """Whether its part ends with the last of its dramas."""
    return bool(acts) and acts[-1] in ENDS


def _days(story: Story, count: int, size: int, *, quiet: bool) -> list[int]:
    """How many ordinary events lie before, between and after the dramas; a quiet end is the last of them."""
    dice = story.dice
    tail = [max(QUIET_EVENTS, int(size * dice.uniform(0.15, 0.45)))] if quiet else []
    shares = [dice.uniform(0.4, 1.6) for _ in range(count - len(tail))]
    rest = max(0, size - sum(tail))
    return [max(40, ceil(rest * share / sum(shares))) for share in shares] + tail


def _opened(story: Story, *, after_fall: bool, slow: bool) -> AnyPart:
    """The next recording, a cold start where the one before died; or the next tab."""
    if story.is_web:
        return story.tab()
    if not slow:
        return story.phone(launch="cold" if after_fall else "")
    phone = story.phone(launch="cold", launch_ms=story.dice.randrange(5_400, 12_000))
    phone.ledger.noticed.append(("slow_launch", "", ()))
    story.ask(lambda _: [noticed("slow_launch")])
    return phone


def _ordered(known: list[Key]) -> Callable[[View], list[Fact]]:
    """Which of two dramas came first, for those that follow each other, and for the first and the last."""
    pairs = list(pairwise(known))
    ends_ = [(known[0], known[-1])] if len(known) > 2 else []
    return lambda _: [came_first(one, other) for one, other in (*pairs, *ends_)]


def _not_there(view: View) -> list[Fact]:
    there = {failure.kind for failure in view.reading.failures}
    return [no(kind) for kind in ABSENT_KINDS if kind not in there][:3]


def _families(story: Story) -> Families:
    return TAB if story.is_web else PHONE


def _fatal(story: Story) -> tuple[Drama, ...]:
    return (*FATAL, *OF_ANDROID) if story.platform == "android" else FATAL


def _middles(story: Story, count: int, *, taken: Acts) -> Acts:
    """So many of different families, at most every third of them small, in any order."""
    families = _families(story)
    small = story.dice.randrange(0, max(1, (count + 2) // 2))
    if story.platform == "android":
        families = families._replace(small=(*families.small, signals.background))
    drawn = _drawn(story, families.main, count - small, taken)
    drawn += _drawn(story, families.small, small, [*taken, *drawn])
    story.dice.shuffle(drawn)
    return drawn


def _drawn(story: Story, pool: tuple[Drama, ...], count: int, taken: Acts) -> Acts:
    """So many of the pool, none twice, and none that cannot stand beside another."""
    drawn: Acts = []
    while len(drawn) < count:
        drama = story.dice.choice(pool)
        beside = {*taken, *drawn}
        if drama not in beside and not any(drama in group and group & beside for group in ONE_OF):
            drawn.append(drama)
    return drawn
