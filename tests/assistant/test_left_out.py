"""Whatever a page leaves out, the call that stands there shows; what no call can show is said to be so."""

import json
import re
from collections.abc import Callable
from dataclasses import replace

import msgspec
import pytest
from asking import Data
from reading import Reader, calls_in, data_of, line_of, refs, taps

from devrev_sessions.assistant.answer import Answer
from devrev_sessions.timeline.events import Event
from devrev_sessions.timeline.recording import Recording, ReplayLink
from storytelling import app, console, crashed, custom, field, log, page, recording, request, tap

LINES = [f"at com.parcel.Line{n}.run(Line.kt:{n})" for n in range(400)]
LINKS = tuple(ReplayLink(f"https://frames.example/{n}?X-Amz-Signature=a{n}", f"{n}", f"{n + 1}") for n in range(35))
QUOTED = re.compile(r'"([^"]*)"')


def with_log(*lines: str) -> Recording:
    return recording([tap(at, "x", "Home") for at in range(5)], crash_log=crashed("\n".join(lines)))


async def gathered(reader: Reader, answer: Answer, words: str) -> list[Answer]:
    """An answer and all that its line with `words` leads to."""
    found = [answer]
    while any(words in line for line in found[-1].text.split("\n")):
        assert len(found) < 50
        found.append(await reader.call(line_of(found[-1].text, words)))
    return found


def entries(answers: list[Answer], name: str) -> list[str]:
    return [line for answer in answers for line in data_of(answer)[name] if " more " not in line]


async def test_the_whole_of_a_long_crash_log_can_be_read() -> None:
    reader = Reader.of(with_log(*LINES))
    first = await reader.read(detail="full", limit=2)
    assert "340 more lines: get_session_recording(" in first.text
    found = await gathered(reader, first, " more lines: ")
    assert entries(found, "crash_log") == [f'"{line}"' for line in LINES]
    assert "## Crash log, 61 to " in found[1].text
    assert "Line61.run" in found[1].text
    assert "## Events" not in found[1].text
    assert "Line399.run" in found[-1].text


async def test_a_page_without_the_crash_log_leads_to_it() -> None:
    reader = Reader.of(with_log(*LINES))
    first = await reader.read(limit=2)
    call = line_of(first.text, "- The crash log (400 lines): ")
    assert call.removeprefix("- ") in data_of(first)["next"]
    found = await reader.walk(await reader.call(call))
    assert entries(found, "crash_log") == [f'"{line}"' for line in LINES]
    second = await reader.read(cursor=data_of(first)["next_cursor"])
    for page_told in (await reader.read(limit=2, detail="full"), second, await Reader.of(taps(3)).read()):
        assert "- The crash log" not in page_told.text


async def test_a_cursor_goes_on_with_a_crash_log_too() -> None:
    reader = Reader.of(with_log(*(line * 9 for line in LINES)))
    second = await reader.call(line_of((await reader.read(detail="full")).text, " more lines: "))
    rest = await reader.walk(second)
    assert len(rest) > 1
    assert "Line399.run" in rest[-1].text
    beside = await reader.read(cursor=data_of(second)["next_cursor"], kinds=["tap"], detail="full")
    assert data_of(beside)["crash_log"]


async def test_long_lines_of_a_crash_log_are_shown_and_cut_ones_say_how_long_they_are() -> None:
    reader = Reader.of(with_log("short", "w " * 700, "w " * 3_000, "last"))
    text = (await reader.read(detail="full")).text
    assert '"' + ("w " * 700).strip() + '"' in text
    assert '..." (of 6,000 characters)' in text
    assert '\n"last"' in text


async def test_every_screen_can_be_read() -> None:
    reader = Reader.of(recording([page(at, f"/page/{at}") for at in range(90)], medium="web"))
    found = await gathered(reader, await reader.read(limit=1), " more pages: ")
    assert len(found) > 1
    shown = " ".join(data_of(answer)["screens"] for answer in found)
    assert re.findall(r"/page/(\d+) ", shown) == [str(n) for n in range(90)]


async def test_every_attribute_can_be_read() -> None:
    told = replace(recording(tap(0, "x")), attributes={f"key{n}": app(f"value {n}") for n in range(75)})
    reader = Reader.of(told)
    found = await gathered(reader, await reader.read(), "55 more attributes: ")
    shown = " ".join(data_of(answer)["attributes"] for answer in found)
    assert re.findall(r'key(\d+): "value \1"', shown) == [str(n) for n in range(75)]


async def test_every_replay_link_can_be_read_and_none_without_asking() -> None:
    reader = Reader.of(replace(recording(tap(0, "x")), replay=LINKS))
    assert "X-Amz" not in (await reader.read(detail="full")).text
    found = await gathered(reader, await reader.read(include_replay=True), " more links: ")
    assert [link.split(": ")[1] for link in entries(found, "replay_links")] == [link.url for link in LINKS]
    ((_, arguments),) = calls_in(line_of(found[0].text, "25 more links: "))
    assert arguments["include_replay"] is True


@pytest.mark.parametrize(
    "url", ["ftp://x/a", "https://x/a b", 'https://x/"', "https://x/<b>", "https://x/\u200b", "x", ""]
)
async def test_what_is_no_address_is_no_link(url: str) -> None:
    links = (replace(LINKS[0], url=url),)
    text = (await Reader.of(replace(recording(tap(0, "x")), replay=links)).read(include_replay=True)).text
    assert "(no usable link)" in text


async def test_a_link_that_cannot_be_shown_says_why() -> None:
    links = (replace(LINKS[0], url="https://x/" + "a" * 5_000), replace(LINKS[0], url="javascript:\u2028"), LINKS[1])
    text = (await Reader.of(replace(recording(tap(0, "x")), replay=links)).read(include_replay=True)).text
    assert "(longer than a result can hold: 5,010 characters)" in text
    assert "(no usable link)" in text
    assert LINKS[1].url in text


async def whole(reader: Reader, answer: Answer) -> Answer:
    """The event that a page says it cut short, in full."""
    call = line_of(answer.text, "Cut short: ")
    assert call in data_of(answer)["next"]
    ((_, arguments),) = calls_in(call)
    assert (arguments["detail"], arguments["limit"]) == ("full", 1)
    shown = await reader.call(call)
    assert refs([shown]) == [arguments["around"]]
    assert "Cut short" not in shown.text
    return shown


@pytest.mark.parametrize("detail", ["standard", "full"])
async def test_an_event_with_many_properties_is_shown_whole_by_itself(detail: str) -> None:
    many = {f"p{n}": f"{n} " + "long words " * 12 for n in range(80)}
    reader = Reader.of(recording(tap(0, "x"), custom(1, "order", **many), tap(2, "y")))
    cut = await reader.read(detail=detail)
    assert "Cut short: #2. In full: " in cut.text
    shown = await whole(reader, cut)
    assert all(f'p{n}: "{n} {("long words " * 12).strip()}"' in shown.text for n in range(80))
    assert shown.text in "\n".join([shown.text, *data_of(shown)["events"][0]["details"]])
    assert "long words" in data_of(shown)["events"][0]["details"][0]


@pytest.mark.parametrize("detail", ["standard", "full"])
async def test_a_long_value_is_shown_whole_by_itself(detail: str) -> None:
    body = {"error": "first " + "middle " * 900 + "the very last word"}
    reader = Reader.of(recording(tap(0, "x"), request(1, "order", status=500, body=body), tap(2, "y")))
    assert "the very last word" in (await whole(reader, await reader.read(detail=detail))).text


async def test_several_cut_events_are_named_and_the_first_is_called() -> None:
    many: Data = {f"p{n}": n for n in range(9)}
    told = [custom(at, "order", **many) for at in range(12)]
    cut = await Reader.of(recording(told)).read()
    line = line_of(cut.text, "Cut short: ")
    assert line.startswith(
        "Cut short: #1, #2, #3, #4, #5 and 7 more. Each in full like the first: get_session_recording("
    )


LONG = "start of it " + "and on " * 60 + "and its end"


@pytest.mark.parametrize(
    "event", [log(1, LONG), console(1, "error", f"first line\n{LONG}"), tap(1, LONG), custom(1, LONG), request(1, LONG)]
)
async def test_a_long_text_of_an_event_is_shown_whole_in_full(event: Event) -> None:
    reader = Reader.of(recording(tap(0, "x"), event, tap(2, "y")))
    cut = await reader.read()
    assert "and its end" not in cut.text
    assert "and its end" in (await whole(reader, cut)).text
    assert any("and its end" in line for line in data_of(await whole(reader, cut))["events"][0]["details"])


async def test_a_long_name_of_a_screen_is_shown_whole_by_itself() -> None:
    reader = Reader.of(recording(tap(0, "x", LONG), tap(1, "y", LONG)))
    shown = await whole(reader, await reader.read(limit=2))
    assert "and its end" in shown.text


async def test_what_was_typed_into_a_field_is_not_told() -> None:
    typed = msgspec.structs.replace(field(0, "Name", "Home"), note=app(LONG))
    assert "and its end" not in (await Reader.of(recording(typed)).read(detail="full", limit=1)).text


async def test_nothing_is_called_cut_that_the_app_wrote_with_dots() -> None:
    told = recording(tap(0, "Loading..."), custom(1, "Please wait...", state="Loading..."))
    for detail in ("standard", "full"):
        assert "Cut short" not in (await Reader.of(told).read(detail=detail)).text


async def test_an_event_larger_than_a_result_says_that_it_is() -> None:
    huge = {f"p{n}": "word " * 4_000 for n in range(40)}
    shown = await Reader.of(recording(custom(0, "order", **huge))).read(detail="full", limit=1)
    assert re.search(r"\(more than one result can hold: each value up to [\d,]+ characters\)", shown.text)
    assert "p39: " in shown.text
    assert len(shown.text) > 15_000
    countless: Data = {f"p{n}": n for n in range(9_000)}
    shown = await Reader.of(recording(custom(0, "order", **countless))).read(detail="full", limit=1)
    assert "more than one result can hold" in shown.text


HOSTILE = ("\\" * 300, '"\\' * 200, "\u6f22" * 300, "\U0001f4a5" * 200, "w \\u0000 " * 90)


@pytest.mark.parametrize("limit", [1, 200])
@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
async def test_everything_at_once_still_fits_a_result(hostile: str, limit: int) -> None:
    """The reader checks the size of each answer."""
    properties: Data = {f"{hostile[:20]}{n}": hostile for n in range(60)}
    told = replace(
        recording(
            *([page(at, f"/{hostile}{at}"), custom(at, hostile, **properties)] for at in range(15)),
            crash_log=crashed("\n".join([hostile * 4] * 300)),
        ),
        replay=tuple(replace(link, url=link.url + "a" * 3_900) for link in LINKS),
        attributes={f"{n}{hostile}": app(hostile) for n in range(60)},
    )
    reader = Reader.of(told)
    pages = await reader.walk(await reader.read(limit=limit, detail="full", include_replay=True), 700)
    assert refs(pages) == [f"#{n}" for n in range(1, 31)]
    await gathered(reader, pages[0], " more lines: ")
    await gathered(reader, pages[0], " more links: ")


@pytest.mark.parametrize("around", ["#1", "#100", "#200"])
@pytest.mark.parametrize("count", [2, 9])
async def test_what_was_asked_for_is_on_a_page_that_is_cut_for_its_size(count: int, around: str) -> None:
    long: Data = {f"p{n}": "long words " * 40 for n in range(count)}
    told = [custom(at, "order", **long) for at in range(200)]
    page = await Reader.of(recording(told)).read(around=around, limit=200, detail="full")
    assert len(refs([page])) < 60
    assert around in refs([page])


async def test_recordings_beyond_the_list_are_read_by_their_number() -> None:
    reader = Reader.of(*(recording(tap(0, f"only {n}"), part_id=f"rec-{n}") for n in range(1, 74)))
    listed = await reader.read(detail="full", kinds=["tap"])
    assert len(data_of(listed)["recordings"]) == 50
    line = line_of(listed.text, "23 more, up to r73, each by its number: ")
    assert line in data_of(listed)["next"]
    assert [each["id"] for each in data_of(await reader.call(line))["recordings"]] == ["rec-51"]
    assert line_of(listed.text, "Not used yet, pass again with it: ").endswith(": kinds.")
    assert calls_in(line_of(listed.text, "r2 rec-2: "))[0][1]["detail"] == "full"


async def test_a_list_of_long_ids_fits_a_result() -> None:
    reader = Reader.of(*(recording(tap(0, "x"), part_id=f"{n}-" + "y" * 500) for n in range(60)))
    listed = await reader.read()
    assert "by its number" in listed.text


def not_in_text(answer: Answer) -> list[str]:
    """The strings of a page's lists that only its data has."""
    data = data_of(answer)
    told = [*data.get("crash_log", ()), *data.get("replay_links", ()), *data.get("next", ())]
    return [line for line in told if line not in answer.text]


@pytest.mark.parametrize("make", [lambda: with_log(*LINES), lambda: replace(with_log("x"), replay=LINKS)])
async def test_text_and_data_lead_to_the_same(make: Callable[[], Recording]) -> None:
    first = await Reader.of(make()).read(detail="full", include_replay=True, limit=2)
    assert not_in_text(first) == []
    in_data = {json.dumps(call) for _, call in calls_in(json.dumps(data_of(first)).replace('\\"', '"'))}
    assert {json.dumps(call) for _, call in calls_in(first.text)} == in_data
