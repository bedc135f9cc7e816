"""What a person and a page do all day in a browser when nothing goes wrong."""

from typing import TYPE_CHECKING, Final

from story_names import QUIET_LOGS, WATCHED
from story_phone_noise import DWELL_MS, TAPS_APART_MS, one_of

if TYPE_CHECKING:
    from story_tab import Tab


def fill_tab(tab: "Tab", count: int) -> None:
    """So many ordinary events; requests all succeed, and fast."""
    until = tab.count() + count
    random = tab.dice.random
    least, spread = 120 * tab.hurry, 1_300 * tab.hurry
    last_tap_ms = tab.now - TAPS_APART_MS
    while tab.count() < until:
        tab.now += int(least + random() * spread)
        if tab.now - tab.last_noise_ms > DWELL_MS and random() < 0.08:
            _elsewhere(tab)
            continue
        kind = random()
        if kind < 0.38 and tab.now - last_tap_ms >= TAPS_APART_MS:
            last_tap_ms = tab.now
            tab.tap(one_of(tab.dice, tab.names.taps))
        elif kind < 0.70 and tab.devtools:
            _request(tab)
        elif kind < 0.94 or not tab.devtools:
            tab.custom(one_of(tab.dice, WATCHED), {"title": one_of(tab.dice, QUIET_LOGS)})
        else:
            tab.log(one_of(tab.dice, QUIET_LOGS))


def _elsewhere(tab: "Tab") -> None:
    recent = {name for name, _ in tab.ledger.screens[-2:]}
    names = [name for name in tab.names.screens if tab.screen_named(name) not in recent]
    tab.tap(one_of(tab.dice, LINKS))
    tab.wait(60, 200)
    tab.go(one_of(tab.dice, names))


def _request(tab: "Tab") -> None:
    dice = tab.dice
    told = tab.call_named(one_of(dice, tab.names.fetched))
    status = 304 if dice.random() < 0.05 else 200
    mark = tab.fetch(told, status, 20 + int(dice.random() * 600))
    tab.ledger.step(tab.now, "request", told, mark)
    tab.ledger.answer(told, tab.now, mark, str(status))


LINKS: Final = ("Menu", "Logo", "More", "Departments", "See all")
