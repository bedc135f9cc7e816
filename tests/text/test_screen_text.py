"""What the person saw, in words."""

from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from devrev_sessions.digest.digest import Digest, digest
from devrev_sessions.digest.look import Look, at_event, at_the_worst
from devrev_sessions.screen.after import Aftermath, Difference
from devrev_sessions.screen.frame.frames import FrameChoice
from devrev_sessions.screen.frame.picture import Picture
from devrev_sessions.screen.kinds import PieceKind
from devrev_sessions.screen.seen import Piece
from devrev_sessions.screen.sight import Sight
from devrev_sessions.text.calls import Address
from devrev_sessions.text.door import say
from devrev_sessions.text.frame_sight import frame_text
from devrev_sessions.text.moment import View, between, nothing_text
from devrev_sessions.text.on_page import MOST_CHARACTERS, change_lines, page_lines, piece_line
from devrev_sessions.text.page_sight import Doubt, page_text
from devrev_sessions.timeline.events import AppText, Event, Kind
from storytelling import event, opened, recording, request, session_story, tap, told_of

ADDRESS = Address("s-1", "shop")
KEY = "sk_live_0kIGdbP3Eh7vvqtODONRrZbt"
QUOTED = (
    "Text in double quotes was written by the app or its user, masked where the app masks it. Not told: what was typed "
    "into fields, and whether something lay outside the window or was covered."
)
PICTURE = Picture(b"", 576, 1280, (1080, 2400))


def piece(kind: PieceKind, text: str, **more: object) -> Piece:
    return Piece(kind, AppText(text), **more)  # pyright: ignore[reportArgumentType] - any of its fields


def sight(*pieces: Piece, then: Aftermath | None = None, click: Piece | None = None, **more: float) -> Sight:
    times = {"at_ms": 60_000.0, "last_ms": 59_900.0, "built_ms": 50_000.0, **more}
    return Sight(
        title=AppText("Cart"), address="https://shop.example/Cart?token=abc", width=900, height=700, scrolled=0,
        pieces=pieces, click=click, clicked_ms=59_800.0,
        click_stands=click is None or click.text != "Gone", changes=2, missed=0, unstyled=0, aftermath=then, **times,
    )  # fmt: skip


def shop(*events: Event | list[Event]) -> Digest:
    return told_of(*opened(0, "Cart"), tap(2, "pay", "Cart"), *events)


@pytest.mark.parametrize(
    ("told", "line"),
    [
        (piece("heading", "Checkout"), 'heading "Checkout"'),
        (piece("button", "Pay", disabled=True, clicked=True), 'button "Pay", disabled, clicked'),
        (piece("field", "Street", filled=True, value=AppText("Kettle street 7")), 'field "Street", filled'),
        (piece("field", "E-mail", filled=False, hint=AppText("Yours")), 'field "E-mail", empty, hint "Yours"'),
        (
            piece("field", "Country", filled=True, value=AppText("Japan"), picked=True),
            'field "Country", filled, chosen "Japan"',
        ),
        (
            piece("field", "Country", filled=False, value=AppText("Choose one"), picked=True),
            'field "Country", empty, hint "Choose one"',
        ),
        (piece("field", "PIN", filled=True, value=AppText("****"), picked=True), 'field "PIN", filled'),
        (piece("choice", "Gift", checked=False, focused=True), 'choice "Gift", not checked, focused'),
        (piece("button", "More", expanded=False), 'button "More", closed'),
        (piece("button", "First", selected=True), 'button "First", selected'),
        (piece("picture", ""), "picture without a name"),
        (piece("text", "write to a@b.example"), 'text "write to [email]"'),
        (
            piece("text", f"token{KEY}", bits=(AppText("token"), AppText(KEY))),
            'text "token [key]"',
        ),
        (piece("text", "12.50", bits=(AppText("12"), AppText(".50"))), 'text "12.50"'),
    ],
)
def test_a_piece_is_one_line_of_what_it_is(told: Piece, line: str) -> None:
    assert piece_line(told) == line


def test_a_page_that_is_too_long_keeps_what_speaks_to_the_person() -> None:
    texts = [piece("text", f"paragraph {n} " + "x" * 150) for n in range(90)]
    told = page_lines([*texts[:45], piece("message", "Out of stock"), piece("button", "Pay"), *texts[45:]])
    assert '- message "Out of stock"' in told
    assert '- button "Pay"' in told
    assert sum(len(line) + 1 for line in told) < MOST_CHARACTERS + 200
    assert any(line.startswith("... ") and line.endswith(" more") for line in told)


PIECES = st.builds(
    Piece,
    st.sampled_from(["heading", "button", "link", "field", "choice", "picture", "message", "dialog", "text"]),
    st.text(max_size=300).map(AppText),
    filled=st.none() | st.booleans(),
    disabled=st.booleans(),
    clicked=st.booleans(),
    value=st.text(max_size=60).map(AppText),
    picked=st.booleans(),
    hint=st.text(max_size=60).map(AppText),
    bits=st.lists(st.text(max_size=20).map(AppText), max_size=3).map(tuple),
)


@settings(database=None, deadline=None, derandomize=True, max_examples=150)
@given(st.lists(PIECES, max_size=60))
def test_whatever_a_page_holds_each_piece_stays_on_its_line(pieces: list[Piece]) -> None:
    told = page_lines(pieces)
    assert sum(len(line) + 1 for line in told) <= MOST_CHARACTERS + 30 * len(told)
    for line in told:
        assert len(line.splitlines()) == 1
        assert line.count('"') % 2 == 0


def test_what_came_went_and_changed_is_told_with_its_time() -> None:
    found = Aftermath(
        (
            Difference("appeared", piece("message", "Added"), 5, 1_200),
            Difference("now", piece("field", "City", filled=True), 300),
            Difference("gone", piece("text", "Total 10"), 900),
        )
    )
    assert change_lines(found) == (
        '- appeared after 5 ms, gone after 1.2 s: message "Added"',
        '- now after 300 ms: field "City", filled',
        '- gone after 900 ms: text "Total 10"',
    )


def test_a_dialog_in_front_of_everything_comes_first() -> None:
    told = page_lines(
        [piece("heading", "Cart"), piece("dialog", "Leave?", modal=True), piece("button", "Stay", modal=True)]
    )
    assert told == (
        "In a dialog in front of everything:",
        '- dialog "Leave?"',
        '- button "Stay"',
        "Behind it:",
        '- heading "Cart"',
    )


def test_of_very_many_changes_what_speaks_to_the_person_is_told() -> None:
    texts = [Difference("appeared", piece("text", f"row {n}"), n) for n in range(60)]
    told = change_lines(Aftermath((*texts, Difference("appeared", piece("message", "Out of stock"), 70))))
    assert told[-2:] == ('- appeared after 70 ms: message "Out of stock"', "... 41 more changes")


def test_where_nothing_changed_or_another_page_was_opened_one_line_says_so() -> None:
    assert change_lines(Aftermath(())) == ("Nothing changed on the page.",)
    assert change_lines(None) == ("No change of the page was recorded after it.",)
    opened = Aftermath((), another=(AppText("Help"), "https://shop.example/help?x=1"))
    assert change_lines(opened) == ('Another page was opened: "Help" at "https://shop.example/help".',)


def test_a_page_is_told_with_its_moment_and_how_it_was_come_by() -> None:
    told = shop(tap(60, "pay", "Cart"))
    view = View(told, at_event(told, len(told.story.events) - 1), ADDRESS)
    found = page_text(view, sight(piece("button", "Pay", clicked=True), click=piece("button", "Pay")), 60_000)
    assert found.text.split("\n")[1:9] == [
        'Moment: 1:00.0 tap "pay" on Cart (x2) [#5] in recording rec-1.',
        'Page "Cart" at "https://shop.example/Cart", window 900 x 700.',
        "Built again from the page as recorded at 0:50.0 and 2 changes since: exact to the moment.",
        'Last click: button "Pay", 200 ms before.',
        QUOTED,
        "",
        "## On the page",
        '- button "Pay", clicked',
    ]
    call = (
        'get_session_recording(session_id="s-1", recording_id="rec-1", around="#5", detail="full", version_key="shop")'
    )
    assert found.next == (f"Everything around it: {call}",)


@pytest.mark.parametrize(
    ("offset_ms", "last_ms", "words"),
    [
        (60_000, 59_900.0, "exact to the moment."),
        (60_000, 20_000.0, "nothing was recorded for 40.0 s before the moment."),
        (60_800, 59_900.0, "as it stood 800 ms after the moment."),
        (70_000, 59_900.0, "the first there is, 10.0 s after the moment."),
    ],
)
def test_how_near_a_page_is_to_the_moment_is_said(offset_ms: int, last_ms: float, words: str) -> None:
    told = shop()
    found = page_text(View(told, Look(60_000, 3), ADDRESS), sight(last_ms=last_ms), offset_ms)
    assert found.how.endswith(words)


@pytest.mark.parametrize(
    ("seen", "doubt", "words"),
    [
        (sight(), Doubt(unread=2), "Unsure: 2 packets could not be read, so changes of the page may be missing."),
        (
            sight(),
            Doubt(unmatched_clicks=1),
            "Unsure: 1 click of the timeline before it are not in the recorded page, so changes may be missing.",
        ),
        (
            replace(sight(), missed=6),
            Doubt(),
            "Unsure: 6 changes did not fit the page; something of it was not recorded.",
        ),
        (
            replace(sight(), unstyled=1),
            Doubt(),
            "Unsure: 1 style sheet of the page were not recorded, so something may be told that was hidden.",
        ),
    ],
)
def test_what_makes_a_page_unsure_is_said_and_it_is_not_called_exact(seen: Sight, doubt: Doubt, words: str) -> None:
    told = shop()
    found = page_text(View(told, Look(60_000, 3), ADDRESS), seen, 60_000, doubt)
    assert found.missing == (words,)
    assert words in found.text
    assert "exact" not in found.text


def test_what_was_clicked_is_told_by_its_name_then_also_where_it_is_gone() -> None:
    told = shop()
    seen = sight(piece("text", "Error"), click=piece("button", "Gone"))
    found = page_text(View(told, Look(60_000, 3), ADDRESS), seen, 60_000)
    assert found.clicked == 'button "Gone", 200 ms before, no longer on the page under that name'


def test_where_the_events_name_another_page_both_are_told() -> None:
    told = told_of(event(0, Kind.NAVIGATION, screen="/trucks"), medium="web")
    found = page_text(View(told, Look(0, 0), ADDRESS), sight(at_ms=0, built_ms=0, last_ms=0), 0)
    assert "By the events the screen was /trucks." in found.text


def test_a_frame_says_how_it_was_found_and_what_stands_beside_it() -> None:
    told = shop(request(4, "order", status=504), tap(30, "help", "Cart"))
    look = at_event(told, 4)
    choice = FrameChoice(0, "0004", "img_4.png", 0.1, 4_600, "spread evenly", 31, 1_000)
    found = frame_text(View(told, look, ADDRESS, 2), choice, PICTURE, "by name")
    failed = '0:04.0 request "order" failed, 504 after 100 ms [#5]'
    unsure = "it may show another moment, some seconds away (one every 1.0 s)"
    spread = "DevRev gives frames no times, so they were spread evenly over the recording"
    assert found.text.split("\n")[1:5] == [
        f"Moment: 0:05.0, 1.0 s after {failed} in recording rec-1 (r2 of the session).",
        "By the events the screen was Cart.",
        f"Frame 0004 of 31, at 0:04.6, 400 ms before the moment: {spread}; {unsure}.",
        "Image: 576 x 1280 pixels, scaled from 1080 x 2400, masked as recorded.",
    ]
    assert [call.split(":")[0] for call in found.next] == ["2.0 s earlier", "2.0 s later", "Everything around it"]
    assert 'around="0:03.0"' in found.next[0]


def test_a_moment_within_a_pause_says_so() -> None:
    paused = event(10, Kind.PAUSE, action="pause_recording_called")
    resumed = event(40, Kind.RESUME, action="resume_recording_called")
    told = shop(paused, resumed)
    words = (
        "The app had the recording paused from 0:10.0 [#5] to 0:40.0 [#6]: what is shown may be from before or after."
    )
    assert words in nothing_text(View(told, Look(20_000, 4), ADDRESS), [say("None.")]).text
    for at_ms, index in ((5_000, 3), (50_000, 5)):
        assert "paused from" not in nothing_text(View(told, Look(at_ms, index), ADDRESS), [say("None.")]).text


def test_a_moment_between_recordings_leads_to_the_ones_beside_it() -> None:
    first, second = recording(*opened(0, "Cart"), part_id="a"), recording(*opened(0, "Cart"), part_id="b", begins=600)
    told = digest(session_story(first, second))
    found = between(told, Look(300_000, 0), ADDRESS)
    assert found is not None
    assert found.text.split("\n")[1] == (
        "Nothing was recorded at 5:00.0 of the session: its recordings end before it and begin after it."
    )
    assert [call.rpartition("(")[2] for call in found.next] == [
        'session_id="s-1", recording_id="a", around="#3", version_key="shop")',
        'session_id="s-1", recording_id="b", around="#1", version_key="shop")',
    ]
    assert between(told, Look(2_000, 0), ADDRESS) is None
    assert between(told, at_the_worst(told), ADDRESS) is None
