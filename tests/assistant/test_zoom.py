"""Looking closer: moments and windows by offset and by reference, and what is said when there is nothing."""

import re

import pytest
from reading import Reader, calls_in, data_of, line_of, minute, refs

from devrev_sessions.errors import InvalidArguments
from devrev_sessions.text.tokens import tokens
from devrev_sessions.timeline.recording import Recording
from storytelling import custom, exception, page, recording, swipe, tap


def session() -> Reader:
    return Reader.of(minute("rec-1"), minute("rec-2", begins=100), recording(tap(0, "x"), part_id="rec-3", begins=300))


async def page_error(reader: Reader, **arguments: object) -> InvalidArguments:
    with pytest.raises(InvalidArguments) as caught:
        await reader.read(**arguments)
    return caught.value


async def both_errors(**arguments: object) -> InvalidArguments:
    """The error of the page; the summary's is the same."""
    error = await page_error(Reader.of(minute()), **arguments)
    with pytest.raises(InvalidArguments) as caught:
        await Reader.of(minute()).summarise(recording_id="rec-1", **arguments)
    other = caught.value
    assert (error.message, error.next_step, error.field) == (other.message, other.next_step, other.field)
    return error


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("#2", "#4", [2, 3, 4]),
        ("r1#2", "[#4]", [2, 3, 4]),
        ("[0:10.0 #2]", "[~0:30.0 r1#4]", [2, 3, 4]),
        ("#8", "#8", [8]),
        ("#7", None, [7, 8]),
        (None, "#2", [1, 2]),
        ("0:10", "#3", [2, 3]),
        ("#6", "0:50", [6, 7]),
        ("-0:10", "#8", [7, 8]),
        ("-9:00", "#1", [1]),
        ("#7", "9:59:59", [7, 8]),
    ],
)
async def test_a_window_may_begin_and_end_with_references(start: str | None, end: str | None, shown: list[int]) -> None:
    page = await Reader.of(minute()).read(start=start, end=end)
    assert refs([page]) == [f"#{n}" for n in shown]


async def test_a_window_of_references_holds_what_lies_between_in_time_and_not_by_number() -> None:
    told = recording(tap(0, "a"), tap(9, "b"), tap(3, "c"), tap(12, "d"))
    in_time = recording(*sorted(told.events, key=lambda event: event.at_ms))
    order = [told.events[0], told.events[2], told.events[1], told.events[3]]
    reader = Reader.of(Recording("mobile", "s-1", "rec-1", told.started_at, tuple(order)))
    assert len(in_time.events) == 4
    assert refs([await reader.read(start="#3", end="#2")]) == ["#3", "#2"]
    error = await page_error(reader, start="#2", end="#3")
    assert "#2 at 0:09.0 is later than #3 at 0:03.0" in error.message


async def test_of_events_at_the_same_moment_a_window_holds_those_between_its_references() -> None:
    reader = Reader.of(recording([tap(5, f"button {n}") for n in range(6)]))
    assert refs([await reader.read(start="#2", end="#4")]) == ["#2", "#3", "#4"]
    assert (await page_error(reader, start="#4", end="#2")).field == "start"
    assert (await page_error(reader, start="#2", end="#4", around="#5")).field == "around"


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("0:50", "0:10", "0:50.0 is later than 0:10.0"),
        ("#7", "#2", "#7 at 0:50.0 is later than #2 at 0:10.0"),
        ("-0:05", "#2", "0:55.0 is later than #2 at 0:10.0"),
        ("#7", "10000", "#7 at 0:50.0 is later than 0:10.0"),
    ],
)
async def test_a_window_that_ends_before_it_begins_is_refused_with_both_ends(start: str, end: str, told: str) -> None:
    error = await both_errors(start=start, end=end)
    assert (error.field, error.value) == ("start", start)
    assert told in error.message


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("around", value) for value in ("1:06", "9:00", "3600000", "-1:06", "-9:00")),
        *(("start", value) for value in ("1:01", "9:00")),
        *(("end", value) for value in ("-1:01", "-9:00")),
    ],
)
async def test_a_moment_beside_the_recording_is_refused_with_its_length(field: str, value: str) -> None:
    error = await both_errors(**{field: value})
    assert (error.field, error.value) == (field, value)
    assert error.message == f"The argument {field} is {{value}}, but the recording is 1:00.0 long."
    assert error.next_step == "Use an offset from 0:00 to 1:00, or a reference: #1 to #8."


@pytest.mark.parametrize(("around", "shown"), [("1:05", "#8"), ("1:00", "#8"), ("-1:05", "#1"), ("0:00", "#1")])
async def test_a_moment_just_beside_the_recording_is_its_end(around: str, shown: str) -> None:
    assert refs([await Reader.of(minute()).read(around=around, limit=1)]) == [shown]


async def test_a_recording_that_begins_late_may_be_asked_from_nought() -> None:
    reader = Reader.of(recording(tap(50, "x"), tap(55, "y")))
    assert refs([await reader.read(around="0:00", limit=1)]) == ["#1"]
    assert (
        "No event lies from 0:00.0 to 0:10.0. Nearest: [0:50.0 #1] after."
        in (await reader.read(start="0:00", end="0:10")).text
    )


@pytest.mark.parametrize("field", ["around", "start", "end"])
@pytest.mark.parametrize("value", ["#0", "#9", "r1#99"])
async def test_a_reference_to_no_event_is_refused_with_those_there_are(field: str, value: str) -> None:
    error = await both_errors(**{field: value})
    assert (error.field, error.value) == (field, value)
    assert error.message == f"The argument {field} is {{value}}, but the recording has no such event."
    assert "#1 to #8" in error.next_step


async def test_around_stands_in_the_middle_of_its_window() -> None:
    reader = Reader.of(minute())
    assert refs([await reader.read(around="#5", start="#2", end="#7", limit=3)]) == ["#4", "#5", "#6"]
    assert refs([await reader.read(around="#2", start="#2", end="#7", limit=3)]) == ["#2", "#3", "#4"]
    assert refs([await reader.read(around="0:38", start="0:20", end="#7", limit=1)]) == ["#6"]


@pytest.mark.parametrize(
    ("around", "window"),
    [("#2", {"start": "#3"}), ("0:05", {"start": "0:10"}), ("#8", {"end": "0:50"}), ("0:55", {"end": "#7"})],
)
async def test_around_outside_its_window_is_refused(around: str, window: dict[str, str]) -> None:
    error = await both_errors(around=around, **window)
    assert (error.field, error.value) == ("around", around)
    assert "outside the window" in error.message


async def test_a_window_in_a_quiet_stretch_says_what_stands_on_both_sides() -> None:
    nothing = "No event lies from 0:21.0 to 0:29.0. Nearest: [0:20.0 #3] before and [0:30.0 #4] after."
    page = await Reader.of(minute()).read(start="0:21", end="0:29")
    assert nothing in page.text
    assert (data_of(page)["matched"], data_of(page)["looked_for"]) == (0, nothing)
    for max_tokens in (400, 3_000, 18_000):
        told = await Reader.of(minute()).summarise(start="0:21", end="0:29", max_tokens=max_tokens)
        assert f"\n\n## Timeline\n{nothing}" in told.text
        assert "## Outcome" in told.text
        assert data_of(told).get("timeline", [nothing]) == [nothing]
        assert tokens(told.text) <= max_tokens


@pytest.mark.parametrize("max_tokens", range(400, 1_500, 61))
async def test_a_summary_of_a_quiet_window_keeps_to_its_budget(max_tokens: int) -> None:
    failures = [
        exception(at, "\u6f22\u5b57" * 9 + f"Error{at}", "Cart", message="\u6f22" * 60) for at in range(0, 90, 7)
    ]
    told = await Reader.of(recording(failures, tap(600, "x"))).summarise(
        start="2:00", end="3:00", max_tokens=max_tokens
    )
    assert "No event lies from 2:00.0 to 3:00.0." in told.text
    assert tokens(told.text) <= max_tokens


async def test_a_summary_tells_the_whole_story_but_the_timeline_of_its_window() -> None:
    whole = await Reader.of(minute()).summarise(max_tokens=8_000)
    part = await Reader.of(minute()).summarise(start="#6", end="#7", max_tokens=8_000)
    assert data_of(part)["outcome"] == data_of(whole)["outcome"]
    assert data_of(part)["incidents"] == data_of(whole)["incidents"]
    assert [line.split("]")[0] for line in data_of(part)["timeline"]] == ["[0:40.0 #6", "[0:50.0 #7"]


async def test_a_summary_around_a_moment_stays_in_its_window() -> None:
    told = await Reader.of(minute()).summarise(around="#2", start="0:00", end="#3", max_tokens=8_000)
    assert re.findall(r"\[[\d:.]+ (#\d+)\]", "\n".join(data_of(told)["timeline"])) == ["#1", "#2", "#3"]


async def test_in_a_whole_session_a_reference_names_its_recording() -> None:
    told = await session().summarise(start="r2#2", end="r2#3", max_tokens=8_000)
    assert [line.split("]")[0] for line in data_of(told)["timeline"]] == ["[1:50.0 r2#2", "[2:00.0 r2#3"]
    across = await session().summarise(start="r1#8", end="r2#1", max_tokens=8_000)
    assert [line.split("]")[0] for line in data_of(across)["timeline"]] == ["[1:00.0 r1#8", "[1:40.0 r2#1"]


@pytest.mark.parametrize("field", ["around", "start", "end"])
async def test_a_bare_reference_is_ambiguous_in_a_session_of_several_recordings(field: str) -> None:
    for value, next_step in (("#2", "Write r1#2 or r2#2."), ("#1", "Write r1#1 or r2#1 or r3#1.")):
        with pytest.raises(InvalidArguments) as caught:
            await session().summarise(**{field: value})
        assert (caught.value.field, caught.value.next_step) == (field, next_step)
    with pytest.raises(InvalidArguments) as caught:
        await session().summarise(**{field: "#99"})
    assert "r1#1 to r1#8, r2#1 to r2#8, r3#1 to r3#1" in caught.value.next_step


async def test_a_session_names_its_length_and_the_references_of_the_recording_that_was_meant() -> None:
    with pytest.raises(InvalidArguments) as caught:
        await session().summarise(around="20:00")
    assert caught.value.message == "The argument around is {value}, but the session is 5:00.0 long."
    with pytest.raises(InvalidArguments) as caught:
        await session().summarise(end="r2#77")
    assert "(r2#1 to r2#8)" in caught.value.next_step


async def test_the_only_recording_of_a_session_needs_no_number() -> None:
    for around in ("#5", "r1#5"):
        told = await Reader.of(minute()).summarise(around=around, start="#5", end="#5")
        assert data_of(told)["timeline"][0].startswith("[0:31.0 #5]")


async def test_references_name_the_recording_of_a_page() -> None:
    assert refs([await session().read(start="r2#7", end="r2#8")]) == ["#7", "#8"]
    assert refs([await session().read(start="r2#7", recording_id="rec-2")]) == ["#7", "#8"]


@pytest.mark.parametrize(
    ("arguments", "field", "words"),
    [
        ({"around": "r9#1"}, "around", "the session has r1 to r3"),
        ({"around": "r0#1"}, "around", "the session has r1 to r3"),
        ({"start": "r1#1", "end": "r2#1"}, "end", "in another recording than start"),
        ({"around": "r2#1", "recording_id": "rec-1"}, "around", "recording_id names r1"),
    ],
)
async def test_references_that_do_not_agree_on_a_recording_are_refused(
    arguments: dict[str, str], field: str, words: str
) -> None:
    error = await page_error(session(), **arguments)
    assert error.field == field
    assert words in error.message


async def test_a_summary_of_one_recording_refuses_the_reference_of_another() -> None:
    with pytest.raises(InvalidArguments) as caught:
        await session().summarise(recording_id="rec-1", around="r2#1")
    assert "recording_id names r1" in caught.value.message


async def test_without_a_recording_the_list_keeps_what_was_asked() -> None:
    listed = await session().read(around="#3", detail="full", include_replay=True, search="x")
    ((_, arguments), *_) = calls_in(line_of(listed.text, "r2 rec-2: "))
    assert arguments == {
        "session_id": "s-1", "recording_id": "rec-2", "around": "#3", "detail": "full", "include_replay": True,
    }  # fmt: skip
    assert "pass again with it: search." in listed.text
    times = await session().read(start="1:10", end="#3")
    ((_, arguments), *_) = calls_in(line_of(times.text, "r2 rec-2: "))
    assert arguments == {"session_id": "s-1", "recording_id": "rec-2", "end": "#3"}
    assert "pass again with it: start. Each counts time from its own start." in times.text


async def test_a_recording_without_events_answers_any_moment() -> None:
    reader = Reader.of(recording())
    for arguments in ({"around": "#5"}, {"start": "9:00"}, {"end": "#1", "kinds": ["tap"]}, {"search": "x"}):
        answer = await reader.read(**arguments)
        assert "The recording has no events" in answer.text
        assert data_of(answer)["matched"] == 0
    assert (await reader.summarise(around="#5", start="1:00")).text


async def test_a_wrong_form_is_refused_before_anything_is_read() -> None:
    for field in ("around", "start", "end"):
        reader = Reader.of(minute())
        error = await page_error(reader, **{field: "soon"})
        assert error.message == f"The argument {field} cannot be {{value}}: it is neither an offset nor a reference."
        assert "m:ss" in error.next_step
        assert reader.devrev.readings == []


async def test_a_gap_of_a_summary_opens_exactly() -> None:
    told = [custom(at, f"step {at}") if at % 40 == 0 else swipe(at, f"Page{at // 7}") for at in range(200)]
    reader = Reader.of(recording(page(0, "Home"), told))
    summary = await reader.summarise(max_tokens=900)
    gaps = re.findall(r"\.\.\. ([\d,]+) events? \[(#\d+)-(#\d+)\]", summary.text)
    assert gaps
    for count, first, last in gaps:
        shown = await reader.read(start=first, end=last, limit=200)
        assert (refs([shown])[0], refs([shown])[-1]) == (first, last)
        assert data_of(shown)["matched"] >= int(count.replace(",", ""))
