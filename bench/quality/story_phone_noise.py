"""What a person and an app do all day on a phone when nothing goes wrong."""

from random import Random
from typing import TYPE_CHECKING, Final

from story_answers import calm
from story_names import QUIET_LOGS, TAGS, WATCHED

if TYPE_CHECKING:
    from story_recorder import Recorder

DWELL_MS: Final = 6_500
"""No screen is left sooner, so that noise never looks like hurrying back."""
TAPS_APART_MS: Final = 700
"""No two taps of noise are nearer, so that none look like rage."""


def fill_phone(phone: "Recorder", count: int) -> None:
    """So many ordinary events; requests all succeed, and fast."""
    until = phone.count() + count
    random = phone.dice.random
    least, spread = 120 * phone.hurry, 1_300 * phone.hurry
    last_tap_ms = phone.now - TAPS_APART_MS
    while phone.count() < until:
        phone.now += int(least + random() * spread)
        if phone.now - phone.last_noise_ms > DWELL_MS and random() < 0.06:
            _elsewhere(phone)
            continue
        kind = random()
        if kind < 0.34 and phone.now - last_tap_ms >= TAPS_APART_MS:
            last_tap_ms = phone.now
            phone.tap(one_of(phone.dice, phone.names.taps))
        elif kind < 0.60:
            phone.swipe(one_of(phone.dice, LISTS), one_of(phone.dice, WAYS))
        elif kind < 0.84:
            _request(phone)
        elif kind < 0.94:
            told: dict[str, object] = {"position": int(random() * 40), "title": one_of(phone.dice, QUIET_LOGS)}
            phone.custom(one_of(phone.dice, WATCHED), told)
        elif kind < 0.985:
            phone.log(one_of(phone.dice, QUIET_LOGS))
        else:
            phone.tag(one_of(phone.dice, TAGS))


def _elsewhere(phone: "Recorder") -> None:
    here = phone.ledger.screens[-2:]
    recent = {name for name, _ in here}
    names = [name for name in phone.names.screens if phone.screen_named(name) not in recent]
    phone.tap(one_of(phone.dice, phone.names.taps))
    phone.wait(150, 400)
    phone.go(one_of(phone.dice, names))


def _request(phone: "Recorder") -> None:
    dice = phone.dice
    name = one_of(phone.dice, phone.names.fetched)
    took_ms = 40 + int(dice.random() * 600)
    status: dict[str, object] = phone.spelling.answered(200, took_ms)
    told = "200"
    odd: dict[str, object] = {phone.spelling.took: took_ms, "status": "ok", "code": 0}
    if dice.random() < 0.05 and phone.spelling.status not in {"code", "responseCode"}:
        status, told = odd, ""
    mark = phone.plug_api(name, status | calm(dice))
    phone.ledger.answer(name, phone.now, mark, told)


def one_of(dice: Random, names: tuple[str, ...] | list[str]) -> str:
    """As `choice`, in a third of its time."""
    return names[int(dice.random() * len(names))]


LISTS: Final = ("list", "carousel", "page", "gallery_strip")
WAYS: Final = ("swipe_up", "swipe_down", "swipe_left", "swipe_up", "swipe_up")
