"""Going on from one page to the next: every event once, and never a page that was not meant."""

import base64
from dataclasses import replace

import pytest
from reading import Reader, calls_in, data_of, line_of, refs, taps

from devrev_sessions.errors import InvalidArguments
from storytelling import custom, log, recording, request, tap


async def refused(reader: Reader, **arguments: object) -> InvalidArguments:
    with pytest.raises(InvalidArguments) as caught:
        await reader.read(**arguments)
    return caught.value


async def test_the_call_for_the_next_page_stands_in_text_and_data() -> None:
    reader = Reader.of(taps(30))
    first = await reader.read(limit=10)
    call = line_of(first.text, "- The next events (20 more): ")
    assert data_of(first)["next"] == [call.removeprefix("- ")]
    ((tool, arguments),) = calls_in(call)
    assert (tool, arguments) == (
        "get_session_recording",
        {"session_id": "s-1", "cursor": data_of(first)["next_cursor"], "limit": 10},
    )
    assert refs([await reader.call(call)]) == [f"#{n}" for n in range(11, 21)]


async def test_the_next_page_is_told_in_words_where_an_id_cannot_stand_in_a_call() -> None:
    reader = Reader.of(taps(3))
    first = await reader.read(session_id="a b", limit=1)
    call = line_of(first.text, "- The next events")
    assert f'cursor="{data_of(first)["next_cursor"]}", limit=1' in call
    assert refs([await reader.read(session_id="a b", cursor=data_of(first)["next_cursor"])]) == ["#2", "#3"]


async def test_a_cursor_alone_knows_its_recording() -> None:
    reader = Reader.of(taps(5, "rec-1"), taps(9, "rec-2"))
    first = await reader.read(recording_id="rec-2", limit=4)
    second = await reader.read(cursor=data_of(first)["next_cursor"])
    assert refs([first, second]) == [f"#{n}" for n in range(1, 10)]
    assert {asked.part_id for asked in reader.devrev.readings} == {"rec-2"}


async def test_a_cursor_of_a_tab_goes_on_with_the_tab() -> None:
    tab = recording([tap(at, "x") for at in range(3)], part_id="tab-1", medium="web")
    reader = Reader.of(tab)
    first = await reader.read(tab_id="tab-1", limit=1)
    await reader.read(cursor=data_of(first)["next_cursor"])
    assert [asked.tab_id for asked in reader.devrev.readings] == ["tab-1", "tab-1"]


async def test_the_same_question_gives_the_same_cursor() -> None:
    asked = {"recording_id": "rec-1", "limit": 3, "kinds": ["tap", "log"], "search": "button"}
    again = {**asked, "kinds": "log,tap"}
    cursors = {data_of(await Reader.of(taps(9)).read(**each))["next_cursor"] for each in (asked, asked, again)}
    assert len(cursors) == 1


@pytest.mark.parametrize("given", [{"recording_id": "rec-2"}, {"tab_id": "rec-2"}])
async def test_a_cursor_beside_another_recording_is_refused(given: dict[str, str]) -> None:
    reader = Reader.of(taps(5, "rec-1"), taps(5, "rec-2"))
    cursor = data_of(await reader.read(recording_id="rec-1", limit=2))["next_cursor"]
    error = await refused(reader, cursor=cursor, **given)
    assert (error.field, error.value) == (next(iter(given)), "rec-2")
    assert "cursor" in error.message
    assert "leave cursor out" in error.next_step


async def test_a_cursor_of_another_session_is_refused() -> None:
    reader = Reader.of(taps(5))
    cursor = data_of(await reader.read(limit=2))["next_cursor"]
    error = await refused(reader, session_id="s-2", cursor=cursor)
    assert (error.field, error.message) == ("cursor", "The cursor {value} belongs to another session.")


@pytest.mark.parametrize(
    ("field", "value"),
    [("kinds", ["log"]), ("search", "other"), ("start", "0:01"), ("end", "#4"), ("around", "#2")],
)
async def test_a_cursor_beside_another_filter_is_refused_and_beside_its_own_goes_on(field: str, value: object) -> None:
    reader = Reader.of(taps(9))
    own: dict[str, object] = {"kinds": ["tap"], "search": "BUTTON", "start": "0:00", "end": "-0:00", "around": "#1"}
    cursor = data_of(await reader.read(**own, limit=2))["next_cursor"]
    assert refs([await reader.read(cursor=cursor, limit=1, **{field: own[field]})]) == ["#3"]
    assert refs([await reader.read(cursor=cursor, limit=1, **own)]) == ["#3"]
    error = await refused(reader, cursor=cursor, **{field: value})
    assert error.field == field
    assert f"Leave {field} out to continue" in error.next_step
    plain = data_of(await reader.read(limit=2))["next_cursor"]
    assert (await refused(reader, cursor=plain, **{field: value})).field == field


async def test_limit_detail_and_replay_are_each_page_s_own() -> None:
    told = recording([request(at, "order", body={"note": "x" * 99}) for at in range(9)])
    reader = Reader.of(told)
    cursor = data_of(await reader.read(limit=2, detail="full"))["next_cursor"]
    carried, plain = await reader.read(cursor=cursor, limit=3), await reader.read(cursor=cursor, detail="standard")
    assert len(data_of(carried)["events"]) == 3
    assert all(event["details"] for event in data_of(carried)["events"])
    assert not any("details" in event for event in data_of(plain)["events"])
    assert "## Replay links" in (await reader.read(cursor=cursor, include_replay=True)).text
    assert "## Replay links" not in carried.text


async def test_any_letter_of_a_cursor_changed_is_refused() -> None:
    reader = Reader.of(taps(30))
    cursor = data_of(await reader.read(limit=5, search="button"))["next_cursor"]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ \u00e9"
    for place in range(len(cursor)):
        for letter in {letters[(place * 7 + step * 11) % len(letters)] for step in range(4)} - {cursor[place]}:
            changed = cursor[:place] + letter + cursor[place + 1 :]
            if changed.strip() == cursor:
                continue
            error = await refused(reader, cursor=changed)
            assert error.field == "cursor"


@pytest.mark.parametrize("search", ["b", "bu", "but"])
async def test_letters_that_decode_to_the_same_are_refused_as_well(search: str) -> None:
    """Cursors of three lengths; base64 reads several last letters as one and skips strange letters."""
    reader = Reader.of(taps(30))
    cursor: str = data_of(await reader.read(limit=1, search=search))["next_cursor"]
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_":
        if letter != cursor[-1]:
            assert (await refused(reader, cursor=cursor[:-1] + letter)).field == "cursor"
    for strange in ("!", "=", "\n", "+"):
        assert (await refused(reader, cursor=cursor[:9] + strange + cursor[9:])).field == "cursor"


@pytest.mark.parametrize("change", ["cut", "longer", "twice", "upper", "bits", "words", "brackets"])
async def test_a_cursor_that_is_not_whole_is_refused(change: str) -> None:
    reader = Reader.of(taps(30))
    cursor: str = data_of(await reader.read(limit=5))["next_cursor"]
    raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    changed = {
        "cut": cursor[:-1],
        "longer": cursor + "A",
        "twice": cursor * 2,
        "upper": cursor.upper(),
        "bits": base64.urlsafe_b64encode(bytes((raw[0] ^ 1, *raw[1:]))).decode().rstrip("="),
        "words": "the next page",
        "brackets": base64.urlsafe_b64encode(b"[" * 2_000).decode(),
    }[change]
    error = await refused(reader, cursor=changed)
    assert (error.field, error.value) == ("cursor", changed)
    assert "next_cursor" in error.next_step


async def test_a_recording_that_has_grown_is_not_gone_on_with() -> None:
    reader = Reader.of(taps(9))
    cursor = data_of(await reader.read(limit=4))["next_cursor"]
    reader.devrev.recordings = [replace(taps(12), reading=2)]
    error = await refused(reader, cursor=cursor, fresh=True)
    assert "it had 9 events and has 12 now" in error.message
    assert 'start="#5"' in error.next_step
    assert refs([await reader.read(start="#5", limit=2)]) == ["#5", "#6"]


async def test_a_recording_that_has_lost_the_end_of_the_window_is_told_as_changed() -> None:
    reader = Reader.of(taps(9))
    cursor = data_of(await reader.read(limit=4, end="#9"))["next_cursor"]
    reader.devrev.recordings = [replace(taps(6), reading=2)]
    assert "it had 9 events and has 6 now" in (await refused(reader, cursor=cursor)).message


async def test_a_recording_with_other_events_is_not_gone_on_with() -> None:
    before = recording([*(tap(at, "a") for at in range(5)), *(log(at, "b") for at in range(5, 9))])
    after = recording([*(log(at, "b") for at in range(4)), *(tap(at, "a") for at in range(4, 9))])
    reader = Reader.of(before)
    cursor = data_of(await reader.read(limit=2, kinds=["tap"]))["next_cursor"]
    reader.devrev.recordings = [replace(after, reading=2)]
    assert (await refused(reader, cursor=cursor)).field == "cursor"


async def test_fresh_beside_a_cursor_goes_on_where_nothing_has_changed() -> None:
    reader = Reader.of(taps(9))
    cursor = data_of(await reader.read(limit=4))["next_cursor"]
    assert refs([await reader.read(cursor=cursor, fresh=True)]) == [f"#{n}" for n in range(5, 10)]


@pytest.mark.parametrize("search", ["\u6f22\u5b57" * 60, "\U0001f4a5" * 90, 'a" \\ b', "\ud83d x"])
async def test_a_cursor_carries_any_search(search: str) -> None:
    told = recording([custom(at, f"{search} {at}") for at in range(4)])
    reader = Reader.of(told)
    first = await reader.read(search=search, limit=1)
    if data_of(first)["matched"]:
        assert refs(await reader.walk(first)) == ["#1", "#2", "#3", "#4"]
        assert refs([await reader.read(cursor=data_of(first)["next_cursor"], search=search, limit=1)]) == ["#2"]
