"""Pages and frames of what nobody would send: the promises of every text hold for what the person saw too."""

import json
from random import Random

import pytest
from hostile_pen import JsonObject, Pen
from hostile_recordings import hostile_recording
from leaks import Watched
from text_promises import broken_data, broken_text

from devrev_sessions.assistant.screen_face import frame_face, screen_face
from devrev_sessions.devrev.reading import read_recording
from devrev_sessions.digest.digest import Digest, digest
from devrev_sessions.digest.look import at_the_worst
from devrev_sessions.errors import SessionsError
from devrev_sessions.screen.frame.archive import Images
from devrev_sessions.screen.frame.frames import frame_at, frames_in
from devrev_sessions.screen.frame.picture import Picture
from devrev_sessions.screen.packets import PageEvent
from devrev_sessions.screen.sight import sight_at
from devrev_sessions.text.calls import Address
from devrev_sessions.text.door import Door, through
from devrev_sessions.text.frame_sight import frame_text
from devrev_sessions.text.moment import ScreenText, View
from devrev_sessions.text.page_sight import Doubt, page_text
from devrev_sessions.text.redaction.redactor import Redactor
from devrev_sessions.timeline.recording import ReplayLink
from devrev_sessions.timeline.story import story_of

SEEDS_A_TEST = 40
DOOR = Door(Redactor(key=b"hostile"))
ADDRESS = Address("s-1", "shop")
TAGS = ("p", "h1", "button", "a", "label", "input", "textarea", "select", "img", "dialog", "div", "span", "output")
NAMED = ("aria-label", "alt", "placeholder", "title", "name", "href", "role", "value", "id", "for", "style", "class")


def page_of(pen: Pen, dice: Random) -> list[PageEvent]:
    """A page whose every word is hostile, and a second one of the same kind a second later."""
    number = iter(range(1, 10_000))

    def words() -> JsonObject:
        return {"type": 3, "id": next(number), "textContent": pen.text("words")}

    def element(depth: int) -> JsonObject:
        attributes = {name: pen.text() for name in NAMED if dice.random() < 0.2}
        inside = [element(depth - 1) if depth and dice.random() < 0.5 else words() for _ in range(dice.randrange(3))]
        return {
            "type": 2, "id": next(number), "tagName": dice.choice(TAGS), "attributes": attributes, "childNodes": inside,
        }  # fmt: skip

    def whole(at_ms: int) -> PageEvent:
        title: JsonObject = {"type": 2, "id": next(number), "tagName": "title", "childNodes": [words()]}
        body = [title, *(element(3) for _ in range(dice.randrange(60)))]
        return PageEvent(2, at_ms, {"node": {"type": 0, "id": next(number), "childNodes": body}})

    click: JsonObject = {"source": 2, "type": 2, "id": dice.randrange(1, 90)}
    address = PageEvent(4, 0, {"href": pen.text("https://shop.example/"), "width": 9, "height": 9})
    return [address, whole(1), PageEvent(3, 2, click), PageEvent(3, 2, {**click, "type": 5}), whole(1_000)]


def link_of(pen: Pen, dice: Random) -> ReplayLink:
    frames = tuple(pen.text(str(n)) for n in range(dice.randrange(6)))
    return ReplayLink(
        pen.text("https://x"), pen.text("0"), pen.text("9"), frames, {each: pen.text() for each in frames}
    )


def told_of(seed: int) -> tuple[Digest, Watched, Pen, Random] | None:
    dice = Random(seed)
    case = hostile_recording(seed)
    pen = Pen(dice, leaky=dice.random() < 0.7, raw=0)
    try:
        return digest(story_of(read_recording(case.body, "s-1", "p-1"))), Watched(case.planted), pen, dice
    except SessionsError:
        return None


def broken(told: Digest, text: ScreenText, data: JsonObject, watched: Watched, pen: Pen) -> list[str]:
    shown = json.dumps(data, ensure_ascii=False)
    there = {(event.part + 1, event.n) for event in told.story.events}
    found = [*broken_text(text.text, there, numbered=False), *broken_data(data)]
    found += [
        leak for each in (text.text, shown) for seen in (watched, Watched(pen.planted)) for leak in seen.leaks(each)
    ]
    return [*found, "too long"] if len(text.text) + len(shown) > 48_000 else found


def page_case(seed: int) -> list[str]:
    made = told_of(seed)
    if made is None:
        return []
    told, watched, pen, dice = made
    sight = sight_at(page_of(pen, dice), 5, "click")
    if sight is None:
        return []
    look = at_the_worst(told)
    with through(DOOR):
        text = page_text(View(told, look, ADDRESS, 2), sight, look.at_ms, Doubt(dice.randrange(3)))
        data = screen_face(told, look, text).model_dump(mode="json", exclude_none=True)
    return broken(told, text, data, watched, pen)


def frame_case(seed: int) -> list[str]:
    made = told_of(seed)
    if made is None:
        return []
    told, watched, pen, dice = made
    look = at_the_worst(told)
    choice = frame_at([link_of(pen, dice) for _ in range(1 + dice.randrange(3))], look.at_ms, 9_000, None)
    assert choice is not None
    each, _, found = next(frames_in(Images((pen.text("a.png"), "b.png"), str.encode), choice))
    picture = Picture(b"", 540, 1200, (1080, 2400))
    with through(DOOR):
        text = frame_text(View(told, look, ADDRESS), each, picture, found)
        data = frame_face(told, look, text, each, picture).model_dump(mode="json", exclude_none=True)
    return broken(told, text, data, watched, pen)


@pytest.mark.parametrize("first", range(0, 320, SEEDS_A_TEST))
def test_a_hostile_page_breaks_no_promise(first: int) -> None:
    assert {seed: wrong for seed in range(first, first + SEEDS_A_TEST) if (wrong := page_case(seed))} == {}


@pytest.mark.parametrize("first", range(0, 320, SEEDS_A_TEST))
def test_a_hostile_frame_breaks_no_promise(first: int) -> None:
    assert {seed: wrong for seed in range(first, first + SEEDS_A_TEST) if (wrong := frame_case(seed))} == {}
