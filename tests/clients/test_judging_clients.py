"""That a client which does not do what it should is found out, and that the README's table names them all."""

import json
from dataclasses import replace

import pytest
from client_table import rows_in_readme
from judging import Seen, judged
from questions import SCRIPT, Told
from roster import CLIENTS
from taps import Heard

GOOD = Told("# Session s\nThe app crashed.", {"session_id": "s", "outcome": {"kind": "crashed"}})
PICTURE = Told("# Session s\nFrame 3", {"session_id": "s", "frame": {"number": "3"}}, image="UklGRqZ1")
ERROR = Told("Error not_found: no such session.", {"error": {"code": "not_found"}}, is_error=True)
TOLD = (GOOD, PICTURE, ERROR)
LISTED = [f"mcp__devrev__{question.tool}" for question in SCRIPT]
BOTH = [[each.text, json.dumps(each.data), each.image or ""] for each in TOLD]
WELL = Seen(LISTED, BOTH, [False, False, True])


def test_a_client_that_shows_all_works() -> None:
    verdict = judged(WELL, TOLD)
    assert (verdict.faults, verdict.answer, verdict.frame) == ((), "text, data", "text, data, image")
    assert verdict.error == "text, data"


def test_what_is_wrapped_is_found_in_its_wrapping() -> None:
    prompt = json.dumps({"messages": [{"content": json.dumps({"output": f"<{each[0]}>"})} for each in BOTH]})
    assert judged(Seen(LISTED, [[prompt]] * 3), TOLD).answer == "text"
    prompt = f"It says {json.dumps({'error': json.dumps([json.loads(each[1]) for each in BOTH])})}, no more."
    assert judged(Seen(LISTED, [[prompt]] * 3), TOLD).answer == "data"


@pytest.mark.parametrize(
    ("seen", "fault"),
    [
        (replace(WELL, listed=LISTED[2:]), f"does not list {SCRIPT[1].tool}"),
        (replace(WELL, shown=BOTH[:2]), "shows 2 results of 3"),
        (replace(WELL, shown=[[GOOD.text[:-1], "{}"], *BOTH[1:]]), "result 1 is not shown whole"),
        (replace(WELL, shown=[*BOTH[:2], ["The tool failed."]]), "result 3 is not shown whole"),
        (replace(WELL, failed=[False, False, False]), "takes [False, False, False] for errors"),
        (replace(WELL, failed=[False, True, True]), "takes [False, True, True] for errors"),
        (replace(WELL, said="devrev-sessions: Disconnected"), "does not say connected, but 'devrev-sessions: Disconn"),
        (replace(WELL, said="other: connected\n"), "does not say connected, but 'other: connected"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_client_that_does_less_has_a_fault(seen: Seen, fault: str) -> None:
    assert [each for each in judged(seen, TOLD).faults if each.startswith(fault)]


def test_a_check_that_says_connected_in_colour_is_understood() -> None:
    assert not judged(replace(WELL, said="\x1b[0m✓ devrev-sessions \x1b[90mconnected"), TOLD).faults


def test_the_protocol_is_that_of_the_handshake_or_else_of_the_requests() -> None:
    modern = bytearray(
        b'{"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}'
    )
    hello = bytearray(b'{"method": "initialize", "params": {"protocolVersion": "2025-11-25"}}')
    agreed = bytearray(b'data: {"result":{"protocolVersion":"2025-06-18"}}')
    assert Heard(modern, bytearray()).protocol == "2026-07-28"
    assert Heard(modern + hello, agreed).protocol == "2025-06-18"
    assert Heard().protocol is None


def test_the_table_in_the_readme_names_each_client_with_its_version() -> None:
    told = [[cell.strip() for cell in row.split("|")[1:3]] for row in rows_in_readme()[2:]]
    assert told == [[client.name, f"`{client.package}` {client.version}"] for client in CLIENTS]
