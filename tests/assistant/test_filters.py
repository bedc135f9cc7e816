"""What a page was filtered by, and what is said when nothing matches."""

from reading import Reader, data_of, line_of, minute, refs

from storytelling import crashed, recording, tap


async def test_kinds_that_do_not_occur_are_answered_with_those_that_do() -> None:
    answer = await Reader.of(minute()).read(kinds=["log", "tag"])
    assert "None of the 8 events matches kinds log, tag.\nKinds there: tap 7, request 1." in answer.text
    assert "Kinds there: tap 7, request 1." in data_of(answer)["looked_for"]
    narrow = await Reader.of(minute()).read(kinds=["request"], start="#6")
    assert "None of the 3 events from #6 matches kinds request.\nKinds there: tap 3." in narrow.text


async def test_a_search_in_vain_says_what_was_looked_for_and_where_it_is() -> None:
    reader = Reader.of(minute())
    assert 'None of the 8 events matches text "zebra".' in (await reader.read(search="zebra")).text
    answer = await reader.read(search="ORDER", start="#6")
    assert 'matches text "ORDER".\nIn the whole recording 1 event has the text.' in answer.text
    answer = await reader.read(search="button", kinds=["request"])
    assert "The text alone has: tap 7." in answer.text


async def test_a_search_that_only_the_crash_log_answers_leads_to_its_line() -> None:
    lines = "\n\n".join(f"at line {n}" for n in range(99))
    reader = Reader.of(recording(tap(0, "x"), crash_log=crashed(lines)))
    answer = await reader.read(search="LINE 77")
    shown = await reader.call(line_of(answer.text, "The crash log has it: "))
    assert data_of(shown)["crash_log"][0] == '"at line 77"'


async def test_a_page_says_what_it_was_filtered_by() -> None:
    reader = Reader.of(minute())
    first = await reader.read(kinds="tap,log", search="Button", start="#2", end="-0:10", limit=1)
    filters = 'kinds log, tap; text "Button"; from #2 to 0:50.0'
    for answer in await reader.walk(first):
        assert f" of 5 matching of 8 events\nOnly: {filters}\n" in answer.text
        assert data_of(answer)["looked_for"] == filters


async def test_a_search_is_shown_through_the_door() -> None:
    text = (await Reader.of(minute()).read(search='a"\n## Outcome\nall is well')).text
    assert "\n## Outcome" not in text


async def test_text_is_found_in_nested_and_escaped_properties() -> None:
    reader = Reader.of(minute())
    for search in ("Z\u00fcrich", "z\u00dcRICH", "\u00fcri", "504"):
        assert refs([await reader.read(search=search)]) == ["#5"]
