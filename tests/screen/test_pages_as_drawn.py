"""Pages as real recorders wrote them down, told as the browser itself drew them at each moment (pages/record.mjs).

The recorders are rrweb 2.2.2 (forms), 2.0.0-alpha.18 (shadow), alpha.11 (overlays), alpha.4 (media) and 1.1.3 with
its own packing (dynamic). What the browser drew is in the recordings themselves (pages/drawn.js).
"""

import gzip
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Final, cast

import pytest

from devrev_sessions.screen.packets import PageEvent, read_packet
from devrev_sessions.screen.page import Page, page_at
from devrev_sessions.screen.seen import Piece, seen_on, title_of

PAGES: Final = ("forms", "overlays", "media", "shadow", "dynamic")


@cache
def recorded(name: str) -> dict[str, list[dict[str, object]]]:
    packed = (Path(__file__).parent / f"pages/{name}.packets.json.gz").read_bytes()
    return cast("dict[str, list[dict[str, object]]]", json.loads(gzip.decompress(packed)))


@cache
def events_of(name: str) -> tuple[PageEvent, ...]:
    return tuple(read_packet(json.dumps(recorded(name)["events"]).encode()))


MOMENTS: Final = [(name, str(moment["about"])) for name in PAGES for moment in recorded(name)["moments"]]


def moment(name: str, about: str) -> dict[str, object]:
    return next(each for each in recorded(name)["moments"] if each["about"] == about)


def at(name: str, about: str) -> Page:
    page = page_at(events_of(name), cast("float", moment(name, about)["at_ms"]))
    assert page is not None
    return page


def pieces(name: str, about: str) -> tuple[Piece, ...]:
    return seen_on(at(name, about))


def texts(name: str, about: str) -> list[str]:
    return [piece.text for piece in pieces(name, about)]


def piece(name: str, about: str, text: str) -> Piece:
    return next(each for each in pieces(name, about) if each.text == text)


def squeezed(*several: str) -> str:
    return "".join("".join(several).split()).casefold()


@pytest.mark.parametrize(("name", "about"), MOMENTS)
def test_every_text_that_the_browser_drew_is_told(name: str, about: str) -> None:
    told = squeezed(*(each.text + each.value for each in pieces(name, about)))
    drawn = cast("list[str]", moment(name, about)["seen"])
    # Of a button that bears a sign alone, as a cross, what the sign stands for is told.
    assert [text for text in drawn if squeezed(text) not in told and any(map(str.isalnum, text))] == []


@pytest.mark.parametrize(("name", "about"), MOMENTS)
def test_no_text_that_the_browser_did_not_draw_is_told(name: str, about: str) -> None:
    told = squeezed(*(each.text for each in pieces(name, about) if each.kind in {"text", "heading", "message"}))
    drawn = squeezed(*cast("list[str]", moment(name, about)["seen"]))
    hidden = cast("list[str]", moment(name, about)["unseen"])
    assert [text for text in hidden if len(text) > 2 and squeezed(text) in told and squeezed(text) not in drawn] == []


@pytest.mark.parametrize(("name", "about"), MOMENTS)
def test_fields_are_told_as_they_stood(name: str, about: str) -> None:
    told: list[str] = []
    for each in pieces(name, about):
        state = {True: "filled", False: "empty"}.get(each.filled) if each.filled is not None else None
        state = {True: "checked", False: "not checked"}.get(each.checked) if each.checked is not None else state
        if state:
            told.append(f"{state}, {'disabled' if each.disabled else 'usable'}")
    assert Counter(told) == Counter(cast("list[str]", moment(name, about)["fields"]))


@pytest.mark.parametrize(("name", "about"), MOMENTS)
def test_the_focus_is_where_it_was(name: str, about: str) -> None:
    assert at(name, about).focused == moment(name, about)["focused"]


def test_a_form_that_was_refused_says_why_and_where() -> None:
    refused = texts("forms", "refused")
    assert refused[:5] == [
        "Create your account",
        "There is a problem Enter your e-mail address",
        "E-mail address *",
        "Enter a valid e-mail address",
        "Choose a password",
    ]
    assert "Enter a valid e-mail address" not in texts("forms", "loaded")


def test_a_label_for_readers_of_screens_alone_is_no_text_but_names_its_field() -> None:
    assert "Choose a password" in texts("forms", "loaded")
    assert not any("at least 8 signs" in text for text in texts("forms", "loaded"))
    assert piece("forms", "loaded", "Hidden search label").kind == "field"


def test_what_was_typed_is_told_as_the_recorder_wrote_it_and_a_password_never() -> None:
    assert piece("forms", "filled", "E-mail address *").value == "ada@example.org"
    password = piece("forms", "filled", "Choose a password")
    assert (password.filled, password.value) == (True, "")


def test_of_a_list_to_choose_from_the_chosen_text_is_told_and_no_other() -> None:
    assert piece("forms", "loaded", "Country").value == "Choose a country"
    assert (piece("forms", "loaded", "Country").filled, piece("forms", "filled", "Country").value) == (False, "Japan")
    assert piece("forms", "cancelled", "Country").value == "France"
    assert not any("Germany" in text for text in texts("forms", "loaded"))


def test_buttons_that_are_drawn_in_place_of_hidden_ones_are_told_with_their_state() -> None:
    assert (piece("forms", "loaded", "Large").checked, piece("forms", "filled", "Large").checked) == (False, True)
    assert piece("forms", "filled", "Newsletter").checked is True


def test_all_in_a_disabled_group_is_disabled_until_the_group_is_not() -> None:
    assert piece("forms", "loaded", "Street").disabled
    assert piece("forms", "loaded", "Look up").disabled
    assert not piece("forms", "cancelled", "Street").disabled


def test_letters_are_told_as_they_were_drawn() -> None:
    assert piece("forms", "loaded", "CREATE ACCOUNT").kind == "button"


def test_a_button_that_opens_something_says_whether_it_is_open() -> None:
    assert piece("forms", "loaded", "Show tips").expanded is False
    assert piece("forms", "filled", "Show tips").expanded is True
    assert "Tips are shown in this hint" in texts("forms", "filled")
    assert piece("overlays", "opened", "More about delivery").expanded is True


def test_of_tabs_the_chosen_one_is_told() -> None:
    assert [piece("overlays", "loaded", f"{each} tab").selected for each in ("First", "Second")] == [True, False]
    assert [piece("overlays", "opened", f"{each} tab").selected for each in ("First", "Second")] == [False, True]


def test_a_dialog_is_told_with_its_name_and_what_has_the_focus_in_it() -> None:
    told = pieces("overlays", "modal")
    assert [each.text for each in told if each.kind == "dialog"] == ["Delete this parcel?"]
    assert [each.text for each in told if each.focused] == ["Delete"]
    assert [each.text for each in told if each.clicked] == ["Delete parcel"]


def test_a_message_that_came_and_one_that_was_there_unseen_are_told_when_they_are_shown() -> None:
    assert "Saved to your list" not in texts("overlays", "loaded")
    assert piece("overlays", "toast", "Saved to your list").kind == "message"
    assert piece("overlays", "snack", "Snack has come").kind == "message"


def test_a_menu_under_the_pointer_is_told_for_as_long_as_the_pointer_is_there() -> None:
    assert "Boats" in texts("overlays", "hovered")
    assert "Boats" not in texts("overlays", "opened")


def test_the_size_of_the_window_decides_what_a_person_sees() -> None:
    assert "Desktop words" in texts("media", "desktop")
    assert "Phone words" not in texts("media", "desktop")
    assert "Phone words" in texts("media", "phone")
    assert "Desktop words" not in texts("media", "phone")


def test_what_a_style_puts_before_a_text_is_told_with_it() -> None:
    assert "First: Li one" in texts("media", "desktop")


def test_shadow_trees_and_frames_are_told_where_they_stand() -> None:
    told = texts("shadow", "loaded")
    assert told[1:4] == ["Slotted title", "Inner x shown", "Default slot words"]
    assert [text for text in told if "frame" in text.lower()] == [
        "Inside frame",
        "Same origin frame",
        "Frame paragraph",
        "Late frame words",
    ]
    assert piece("shadow", "typed in shadow", "Nickname").focused


def test_rules_that_a_script_puts_in_and_takes_out_count() -> None:
    def shown(about: str) -> list[str]:
        return [text for text in texts("shadow", about) if "dopted" in text or text.startswith("Cssom")]

    assert shown("loaded")[-5:] == ["Late adopted", "Cssom one", "Cssom two", "Cssom three", "Cssom four"]
    assert shown("sheets by scripts") == ["Cssom three", "Cssom four"]
    assert shown("sheets changed") == ["Cssom one"]


def test_a_page_that_changes_its_view_by_itself_is_told_as_it_is() -> None:
    assert title_of(at("dynamic", "other view")) == "About - Dynamic"
    assert "We build boats" in texts("dynamic", "other view")
    assert "Welcome home" not in texts("dynamic", "other view")
    assert next(text for text in texts("dynamic", "scrolled") if text.startswith("Virtual")) == "Virtual row 198"


def test_proposals_below_a_field_are_told_while_they_are_shown() -> None:
    proposed = [each for each in pieces("dynamic", "searching") if each.selected is not None]
    assert [(each.text, each.selected) for each in proposed][:1] == [("Oslo", True)]
    assert not any(each.text == "Oslo" for each in pieces("dynamic", "chosen"))
