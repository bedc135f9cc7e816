"""Answers with something wrong in them that are told all the same, with what could not be read."""

import json
from dataclasses import dataclass

import pytest
from asking import READ, Data, good, text_of
from fault_table import ASKED, RAW, asking, assert_silent
from faulty_host import always, faulty, working
from good_answers import mobile, tap, without
from scripted import Script, answer, drip, hang_up, head, stall, told

GOOD = json.dumps(mobile()).encode()
EVENTS = [tap(10), tap(20)]
TAB: Data = {"session_id": "sess-w-1", "tab_id": "tab-1", "version_key": "app", "platform": "web"}


@dataclass(frozen=True)
class Tolerated:
    """What is odd, the answer it is in, and what the text says."""

    name: str
    script: Script
    words: str
    asked: Data | None = None


def document(name: str, body: object, words: str) -> Tolerated:
    return Tolerated(name, answer(200, json.dumps(body).encode()), words)


def raw(name: str, old: str, new: str, words: str) -> Tolerated:
    text = GOOD.decode()
    assert old in text
    return Tolerated(name, answer(200, text.replace(old, new, 1).encode()), words)


def timeline(name: str, events: object, words: str) -> Tolerated:
    return document(name, mobile(recording_events_timeline=events), words)


NO_EVENTS = "The recording has no events"
UNREAD = "No event of the recording could be read"
TOLERATED = [
    raw("a number without end", '"timestamp_offset_ms": 8120', '"timestamp_offset_ms": 1e999', "pay_button"),
    raw(
        "a number of a thousand digits",
        '"timestamp_offset_ms": 8120',
        f'"timestamp_offset_ms": {"9" * 1000}',
        "pay_button",
    ),
    raw("no number", '"timestamp_offset_ms": 8120', '"timestamp_offset_ms": NaN', "pay_button"),
    raw("a bare line break in a text", '"pay_button"', '"pay_button\n\x00"', "pay_button"),
    raw("a comma too many", '"available_ram": 1833', '"available_ram": 1833, "more": [1, ]', "pay_button"),
    Tolerated("a byte order mark", answer(200, b"\xef\xbb\xbf" + GOOD), "pay_button"),
    raw("half an emoji", '"pay_button"', '"pay_button\\ud83d"', "pay_button"),
    raw("a value nested 100,000 deep", '{"reason": "timeout"}', "[" * 100_000 + "]" * 100_000, "checkout_failed"),
    raw("a key that stands twice", '"available_ram": 1833', '"available_ram": 1, "available_ram": 1833', "1,833"),
    Tolerated("bytes that are no UTF-8", answer(200, GOOD.replace(b"pay_button", b"pay_\xff\xfebutton")), "pay_"),
    Tolerated("white space around", answer(200, b"\n\t " + GOOD + b"\r\n "), "pay_button"),
    Tolerated("JSON under no name", answer(200, GOOD, kind=""), "pay_button"),
    Tolerated("JSON under a name of its own", answer(200, GOOD, kind="application/vnd.devrev+json"), "pay_button"),
    Tolerated("no length and a clean end", (head(200), GOOD, hang_up), "pay_button"),
    Tolerated(
        "chunks of one byte",
        (head(200, "Transfer-Encoding: chunked"), b"".join(b"1\r\n%c\r\n" % byte for byte in GOOD), b"0\r\n\r\n"),
        "pay_button",
    ),
    Tolerated("a body in single bytes", (head(200, length=len(GOOD)), drip(GOOD, 0)), "pay_button"),
    Tolerated(
        "informational answers before", (b"HTTP/1.1 103 Early Hints\r\n\r\n" * 3, answer(200, GOOD)), "pay_button"
    ),
    Tolerated(
        "HTTP of 1996", (b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n", GOOD, hang_up), "pay_button"
    ),
    Tolerated(
        "a length and chunks",
        (head(200, f"Content-Length: {len(GOOD)}", f"Content-Length: {len(GOOD)}"), GOOD),
        "pay_button",
    ),
    timeline("no timeline", None, NO_EVENTS),
    timeline("an empty timeline", [], NO_EVENTS),
    timeline("events as an object", {"0": tap(1)}, '"recording_events_timeline" had a shape'),
    timeline("events of which none is one", [1, "two"], UNREAD),
    timeline("events as a text", RAW, '"recording_events_timeline" had a shape'),
    timeline(
        "events that are no objects",
        [*EVENTS, 3, "four", None, ["five"]],
        "4 entries of the timeline could not be read",
    ),
    timeline(
        "an event with an odd field", [tap(1, screen={"a": 1}), *EVENTS], "Single fields of 1 event could not be read"
    ),
    timeline(
        "an event of a kind of next year", [{"event_name": "levitate", "event_type": "user"}, *EVENTS], "levitate"
    ),
    timeline("events without a time", [tap(None), tap(None)], "Without a time of their own"),
    timeline("events out of order", [tap(900), tap(100)], "1 event came out of order"),
    timeline("an event before the start", [tap(-50), tap(10)], "before the start"),
    document("a recording without its creation", without(mobile(), "created_at"), "pay_button"),
    document("a recording without a kind", without(mobile(), "recording"), "pay_button"),
    document("a kind of next year with a timeline", mobile(recording="vr_recording"), "pay_button"),
    document("fields of next year", mobile(next_year={"deep": [RAW]}), "pay_button"),
    document("a timeline under another name", without(mobile(timeline=EVENTS), "recording_events_timeline"), UNREAD),
    document(
        "a timeline under another name and deeper",
        without(mobile(recordingTimeline={"entries": EVENTS}), "recording_events_timeline"),
        '"recordingTimeline" had a shape',
    ),
    document("a recording of another session", mobile(session_id="sess-other"), "calls itself sess-other, not"),
    document("another recording", mobile(recording_id="rec-other"), "calls itself rec-other, not"),
    document(
        "a crash without its log",
        mobile(observability_sessions_log_data={"is_crash": True}),
        "marks a crash but sent no log",
    ),
]


@pytest.mark.parametrize("row", [pytest.param(row, id=row.name) for row in TOLERATED])
async def test_what_can_be_read_is_told(row: Tolerated):
    async with faulty(always(row.script)) as host, asking(host.url, seconds=20) as client:
        result = good(await client.call_tool(READ, {**ASKED, "detail": "full"}))
        assert row.words in text_of(result)
        assert_silent(result)


NOT_READ = "Console and network of this tab were not available"
DEVTOOLS: list[tuple[str, Script, str]] = [
    ("refused", told(403, type="forbidden"), NOT_READ),
    ("failed", told(500, type="internal_error", reference_id=RAW), NOT_READ),
    ("limited", told(429, "Retry-After: 300"), NOT_READ),
    ("a page", answer(200, b"<html>" + RAW.encode(), kind="text/html"), NOT_READ),
    ("cut short", (head(200, length=99), b"{", hang_up), NOT_READ),
    ("silent", (stall,), NOT_READ),
    ("null", answer(200, b"null"), ""),
    ("a list", answer(200, b"[[]]"), ""),
    ("entries that are none", answer(200, b'{"console": [1, null], "network": {"log": {"entries": 3}}}'), ""),
]


@pytest.mark.parametrize("row", DEVTOOLS, ids=[row[0] for row in DEVTOOLS])
async def test_a_tab_is_told_without_its_console_and_network(row: tuple[str, Script, str]):
    _, script, words = row

    def route(operation: str, fields: dict[str, str]) -> Script:
        return script if operation == "sessions.developer-info.get" else working(operation, fields)

    async with faulty(route) as host, asking(host.url, seconds=10) as client:
        result = good(await client.call_tool(READ, TAB))
        assert "checkout_failed" in text_of(result)
        assert words in text_of(result)
        assert_silent(result)
