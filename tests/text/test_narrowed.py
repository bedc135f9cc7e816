"""What is looked at of large values, and what is still hidden in it."""

import json

from devrev_sessions.text.door import valued
from devrev_sessions.text.narrowed import AROUND, LARGE, around, beginning, holding
from devrev_sessions.text.seeing import seen_in
from devrev_sessions.timeline.events import Event
from storytelling import log, request

FILLED = "lorem ipsum " * 1_000
SECRET = "ghp_Q7w2Lp9Rk4Vt8Xm1Nc6Bd3Hs5Jf0Gy7Ae2Uz"


def seen(event: Event, search: str) -> bool:
    return seen_in(search)(event)


def test_a_value_is_looked_at_as_far_as_it_may_be_shown() -> None:
    rows = [{"id": number, "name": "x" * 20} for number in range(10_000)]
    begun = json.dumps(beginning({"rows": rows}, 1_000))
    assert begun[:200] == json.dumps({"rows": rows})[:200]
    assert 1_000 <= len(begun) <= 3_000


def test_a_text_that_is_cut_loses_what_may_be_half_a_secret() -> None:
    assert beginning({"a": "x" * 900 + SECRET}, 930) == {"a": "x" * 525 + "..."}
    shown = valued("body", {"a": "y " * 2_100 + SECRET, "b": 1}, 40)
    assert SECRET[:8] not in shown


def test_a_short_text_is_looked_at_whole_and_a_long_one_where_it_is_found() -> None:
    assert list(around("a needle", "needle")) == ["a needle"]
    (piece,) = around(FILLED + "Needle" + FILLED, "needle")
    assert piece == FILLED[-AROUND:] + "Needle" + FILLED[:AROUND]
    assert list(around(FILLED * 2, "needle")) == []


def test_parts_without_the_text_are_left_out_and_names_beside_it_stay() -> None:
    value = {"name": "password", "value": "needle", "rest": [FILLED, {"deep": FILLED + "needle"}], "more": FILLED}
    found = holding(value, "needle")
    assert found == {
        "name": "password",
        "value": "needle",
        "rest": [None, {"deep": "\n".join(around(FILLED + "needle", "needle"))}],
        "more": None,
    }


def test_a_text_is_found_in_a_large_body_and_a_secret_in_it_is_not() -> None:
    body = {"rows": [{"note": FILLED}, {"note": f"{FILLED} order shipped {FILLED}"}], "auth": {"token": SECRET}}
    event = request(0, "load", status=200, body=body)
    assert seen(event, "order shipped")
    assert not seen(event, SECRET[6:20])
    assert not seen(event, "never there")


def test_the_same_holds_for_a_long_line_of_a_log() -> None:
    event = log(0, f"{FILLED} order shipped password: Kettle97 {FILLED}")
    assert seen(event, "shipped")
    assert not seen(event, "kettle97")


def test_a_private_key_is_known_by_its_first_line_however_far_that_is() -> None:
    key = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ" * 150
    event = log(0, f"{FILLED} -----BEGIN PRIVATE KEY-----\n{key}zebra\n-----END PRIVATE KEY----- {FILLED}")
    assert len(event.name) > LARGE
    assert not seen(event, "zebra")
