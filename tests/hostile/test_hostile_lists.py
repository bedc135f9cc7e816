"""Lists of sessions, tickets and comparisons of what nobody would send: the promises of every text hold for them."""

import json
from random import Random

import pytest
from hostile_pen import JsonObject, Pen
from hostile_recordings import hostile_recording
from leaks import Watched
from text_promises import broken_data, broken_text

from devrev_sessions.assistant.results import Result
from devrev_sessions.assistant.several_faces import compared_face, sessions_face
from devrev_sessions.devrev.reading import read_recording
from devrev_sessions.devrev.reading_sessions import read_rev_users, read_sessions, read_work
from devrev_sessions.digest.compare import compare
from devrev_sessions.digest.digest import Digest, digest
from devrev_sessions.errors import SessionsError
from devrev_sessions.text.calls import Address
from devrev_sessions.text.comparison import Side, Telling
from devrev_sessions.text.door import Door, through
from devrev_sessions.text.redaction.redactor import Redactor
from devrev_sessions.text.session_list import Looked, Row, session_list
from devrev_sessions.timeline.story import story_of

SEEDS_A_TEST = 40
DOOR = Door(Redactor(key=b"hostile"))
DEVICE = ("app_version", "manufacturer", "model", "os_version", "browser", "browser_version", "os", "type")


def session_of(pen: Pen) -> JsonObject:
    """A session as a list holds it, each field hostile, secret, of another type or gone."""
    fields: JsonObject = {
        "session_id": pen.text("s-1"),
        "type": pen.text("mobile"),
        "platform": pen.text("android"),
        "created_at": pen.text("2026-04-21T09:00:00Z"),
        "session_duration_ms": pen.value(1),
        "device_metadata": {name: pen.text() for name in DEVICE},
        "recording_ids": [pen.text("rec-1"), pen.value(1)],
        "is_crash": pen.chance(0.5),
        "rage_click_count": pen.value(1),
        "network_metadata": {"status_counts": {pen.text("500"): pen.value(1)}},
        "rev_user_id": pen.text("REVU-1"),
        "rev_org_id": pen.text("REV-a"),
    }
    return {name: value for name, value in fields.items() if pen.chance(0.85)}


def ticket_of(pen: Pen) -> JsonObject:
    """A ticket and its reporters."""
    reporter = {"type": "rev_user", "id": pen.text("REVU-1"), "display_id": pen.text("REVU-1")}
    return {
        "display_id": pen.text("TKT-1"),
        "title": pen.text("It fails"),
        "created_date": pen.text("2026-04-21T10:00:00Z"),
        "reported_by": [reporter, pen.value(1)],
        "rev_org": {"id": pen.text("REV-a")},
    }


def told(face: Result) -> JsonObject:
    return face.model_dump(mode="json", exclude_none=True)


def broken(text: str, data: JsonObject, pen: Pen, watched: Watched) -> list[str]:
    """What is wrong with a text and the data beside it."""
    shown = json.dumps(data, ensure_ascii=False)
    found = [*broken_text(text, set(), numbered=False), *broken_data(data)]
    found += [leak for each in (text, shown) for leak in watched.leaks(each)]
    return [*found, f"{len(text)} and {len(shown)} characters"] if len(text) + len(shown) > 48_000 else found


def listed(seed: int) -> list[str]:
    dice = Random(seed)
    pen = Pen(dice, leaky=dice.random() < 0.7, raw=0)
    body = json.dumps({"sessions": [session_of(pen) for _ in range(dice.randrange(50))], "next_cursor": pen.text()})
    work = json.dumps({"work": ticket_of(pen)})
    try:
        read_rev_users(json.dumps({"rev_users": [session_of(pen), ticket_of(pen), pen.value(2)]}).encode())
        found, ticket = read_sessions(body.encode()), read_work(work.encode())
    except SessionsError:
        return []
    rows = [Row(session, "shop") for session in found.sessions]
    people = tuple(person.user_id for person in ticket.reporters)
    looked = Looked(("shop",), (("screen", "Cart"),), people=people, ticket=ticket, unread=found.unread)
    with through(DOOR):
        written = session_list(rows, looked, None)
        return broken(written.text, told(sessions_face(rows, written, None)), pen, Watched(pen.planted))


@pytest.mark.parametrize("first", range(0, 400, SEEDS_A_TEST))
def test_a_hostile_list_breaks_no_promise(first: int) -> None:
    found = {seed: wrong for seed in range(first, first + SEEDS_A_TEST) if (wrong := listed(seed))}
    assert found == {}


def compared(seed: int) -> list[str]:
    cases = [hostile_recording(seed * 3 + number) for number in range(3)]
    digests: list[Digest] = []
    for case in cases:
        try:
            digests.append(digest(story_of(read_recording(case.body, "s-1", "p-1"))))
        except SessionsError:
            continue
    if len(digests) < 2:
        return []
    sides = [Side(each, Address("s-1", "shop")) for each in digests]
    watched = Watched([secret for case in cases for secret in case.planted])
    with through(DOOR):
        written = Telling(sides, compare(digests)).whole(())
        data = told(compared_face(written))
    shown = json.dumps(data, ensure_ascii=False)
    there = {(event.part + 1, event.n) for each in digests for event in each.story.events}
    found = [*broken_text(written.text, there, numbered=False), *broken_data(data)]
    found += [leak for each in (written.text, shown) for leak in watched.leaks(each)]
    return [*found, "too long"] if len(written.text) + len(shown) > 48_000 else found


@pytest.mark.parametrize("first", range(0, 120, SEEDS_A_TEST))
def test_hostile_sessions_side_by_side_break_no_promise(first: int) -> None:
    found = {seed: wrong for seed in range(first, first + SEEDS_A_TEST) if (wrong := compared(seed))}
    assert found == {}
