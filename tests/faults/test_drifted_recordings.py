"""Recordings in another shape than is documented: what can be read is told, and where nothing can, it is an error."""

import json
from typing import Final

import pytest
from asking import READ, Data, good, text_of
from fault_table import ASKED, RAW, Fault, asking, assert_silent, in_time, told_as, works_again
from faulty_host import always, faulty
from good_answers import JsonObject, mobile, web, without
from scripted import Script, answer

TAB: Final[Data] = {"session_id": "sess-w-1", "tab_id": "tab-1", "version_key": "app", "platform": "web"}
CLICK: Final = {"timestamp": "2026-04-21T09:00:05.000Z", "event_type": "click", "label": "Pay", "is_dead": True}
HOVER: Final = {**CLICK, "event_type": "hover"}


def tab(*events: object, **changed: object) -> JsonObject:
    return web(timeline_data={"events": list(events)}, **changed)


def sent(body: object) -> Script:
    return answer(200, json.dumps(body).encode())


READABLE: Final[dict[str, tuple[object, str]]] = {
    "of a kind of next year": (tab(CLICK, recording="spa_recording"), "unanswered"),
    "in an envelope": ({"data": tab(CLICK)}, "unanswered"),
    "in an envelope of its kind": ({"recording": "web_recording", "web_recording": tab(CLICK)}, "unanswered"),
    "without a kind": (without(tab(CLICK), "recording"), "unanswered"),
    "of the other kind": (tab(CLICK, recording="mobile_recording"), "unanswered"),
    "with an event of next year": (tab(HOVER), "hover"),
    "with an event that has a time only": (tab(CLICK, {"timestamp": "2026-04-21T09:00:06Z"}), "unanswered"),
    "with an event that is none": (tab(CLICK, 7, None), "2 entries of the timeline could not be read"),
    "with an event without a time": (tab(without(dict(CLICK), "timestamp")), "Without a time of their own"),
    "with epochs for times": (tab({**CLICK, "timestamp": 1776762005000}), "unanswered"),
    "with a flag in words": (tab({**CLICK, "is_dead": "true"}), "unanswered"),
    "without its creation": (without(tab(CLICK), "created_at"), "unanswered"),
    "with a creation that is no time": (tab(CLICK, created_at="yesterday"), "unanswered"),
    "with events by number": (web(timeline_data={"events": {"0": CLICK}}), "had a shape that could not be read"),
    "with events and nothing around": (web(timeline_data=[CLICK]), "had a shape that could not be read"),
    "with a large field of next year": (tab(CLICK, frames_inline=RAW * 60_000), "unanswered"),
    "with the timeline of an app too": ({**mobile(recording_events_timeline=[]), **tab(CLICK)}, "unanswered"),
}
UNREADABLE: Final[dict[str, object]] = {
    "of no kind, under another name": {"events": [CLICK], "note": RAW},
    "of a kind of next year, under another name": {"recording": "spa_recording", "events": [CLICK]},
}


@pytest.mark.parametrize("case", READABLE.values(), ids=READABLE)
async def test_a_tab_told_otherwise_is_read(case: tuple[object, str]):
    body, words = case
    async with faulty(always(sent(body))) as host, asking(host.url, seconds=20) as client:
        result = good(await client.call_tool(READ, {**TAB, "detail": "full"}))
        assert words in text_of(result)
        assert_silent(result)


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.parametrize("asked", [ASKED, TAB], ids=["an app", "a browser"])
async def test_a_recording_without_a_timeline_that_is_known_is_told(body: object, asked: Data):
    fault = Fault("", b"", "unsupported_recording", "newer version", False, message="cannot read")
    async with faulty(always(sent(body))) as host, asking(host.url) as client:
        told_as(await in_time(client, asked), fault)
        await works_again(client, host)
