"""What a person entered is neither told nor found, whichever text of an event carries it."""

import msgspec
import pytest

from devrev_sessions.text.entered import carries, entered
from devrev_sessions.text.seeing import seen_in
from devrev_sessions.timeline.events import AppText, Event, Kind

WORDS = AppText("my mother is ill")


def event(
    kind: Kind = Kind.INPUT,
    action: str = "form_change",
    *,
    name: str = "",
    target: str = "",
    screen: str = "",
    note: str = "",
) -> Event:
    return Event(
        n=1,
        kind=kind,
        action=AppText(action),
        name=AppText(name),
        target=AppText(target),
        screen=AppText(screen),
        note=AppText(note),
    )


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (event(note=WORDS), WORDS),
        (event(Kind.TAP, "click", target="Reason", note=WORDS), WORDS),
        (event(Kind.OTHER, "blur", target="Reason", note=WORDS), WORDS),
        (event(Kind.TAP, "click", target="Pay", note="button.pay > span"), ""),
        (event(Kind.TAP, "click", target="Pay", note="#pay"), ""),
        (event(Kind.TAP, "single_tap", target="pay", note="a tag of the app's"), ""),
        (event(Kind.CUSTOM, "event", name="saved", note="draft"), ""),
    ],
)
def test_the_value_of_an_element_is_what_was_entered(told: Event, words: str) -> None:
    assert entered(told) == words


def test_a_label_may_hold_it_in_another_case() -> None:
    told = event(note="My mother is ill ")
    assert carries(told, 'input[value="my mother is ill"]')
    assert not carries(told, "Reason")
    assert not carries(event(note="my"), "my reason")


@pytest.mark.parametrize("guess", ["my mother", "mother is", "MY", "y m", "ill"])
@pytest.mark.parametrize(
    "told",
    [
        event(note=WORDS, target='input[value="my mother is ill"]'),
        event(note=WORDS, name="Reason: my mother is ill"),
        event(Kind.TAP, "click", target="Reason", note=WORDS),
    ],
)
def test_no_guess_finds_it(guess: str, told: Event) -> None:
    assert not seen_in(guess)(told)


@pytest.mark.parametrize("guess", ["8", "84", "8472", "hu", "hunter22"])
def test_no_guess_however_short_finds_a_secret_in_properties(guess: str) -> None:
    properties = msgspec.Raw(b'{"pin": "8472", "password": "hunter22"}')
    told = msgspec.structs.replace(event(Kind.CUSTOM, "event", name="saved"), properties=properties)
    assert not seen_in(guess)(told)


def test_what_is_shown_is_found() -> None:
    told = event(Kind.TAP, "single_tap", target="pay_button", screen="Cart")
    assert all(seen_in(search)(told) for search in ("PAY", "pa", "t", "cart"))
