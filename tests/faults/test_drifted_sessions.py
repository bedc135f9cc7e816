"""A look-up of a session that answers in another shape than is documented."""

import json
from typing import Final

import pytest
from asking import READ, SUMMARIZE, Data, data_of, good, text_of
from fault_table import ASKED, Fault, asking, in_time, told_as, works_again
from faulty_host import Route, faulty, working
from good_answers import mobile_session, without
from scripted import Script, answer

WHOLE: Final[Data] = {name: value for name, value in ASKED.items() if name != "recording_id"}
BOTH: Final = ["rec-1", "rec-2"]
SESSION: Final = mobile_session()
READABLE: Final[dict[str, tuple[object, list[str]]]] = {
    "without its envelope": (SESSION, BOTH),
    "with fields of next year": ({"session": {**SESSION, "next_year": [{"deep": 1}]}, "meta": {}}, BOTH),
    "of a type of next year": ({"session": {**SESSION, "type": "desktop", "platform": "windows"}}, BOTH),
    "without what is optional": ({"session": {"session_id": "sess-m-1", "recording_ids": BOTH}}, BOTH),
    "with an id that stands twice": ({"session": {**SESSION, "recording_ids": ["rec-1", "rec-1", "rec-2"]}}, BOTH),
    "with ids among other things": ({"session": {**SESSION, "recording_ids": [None, "rec-1", {}, "rec-2"]}}, BOTH),
    "with ids that are numbers": ({"session": {**SESSION, "recording_ids": [7]}}, ["7"]),
}
UNREADABLE: Final[dict[str, object]] = {
    "in another envelope": {"data": {"session": SESSION}},
    "in a list": {"session": [SESSION]},
    "as the one of several": {"sessions": [SESSION]},
    "without its id": {"session": without(SESSION, "session_id")},
    "in other letters": {"session": {"sessionId": "sess-m-1", "recordingIds": BOTH}},
    "as a text": {"session": json.dumps(SESSION)},
    "with nothing in it": {"session": {}},
}


def looked_up(body: object) -> Route:
    """A host whose look-up answers `body`."""
    script = answer(200, json.dumps(body).encode())

    def route(operation: str, fields: dict[str, str]) -> Script:
        return script if operation == "sessions.get" else working(operation, fields)

    return route


@pytest.mark.parametrize("case", READABLE.values(), ids=READABLE)
async def test_a_session_told_otherwise_is_read(case: tuple[object, list[str]]):
    body, ids = case
    async with faulty(looked_up(body)) as host, asking(host.url, seconds=20) as client:
        result = good(await client.call_tool(SUMMARIZE, WHOLE))
        assert [part["id"] for part in data_of(result)["recordings"]] == ids
        assert "checkout_failed" in text_of(result)


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.parametrize("tool", [SUMMARIZE, READ])
async def test_a_session_that_cannot_be_found_in_its_answer_is_told(body: object, tool: str):
    fault = Fault("", b"", "unexpected_response", "DEVREV_BASE_URL", True, message="not the JSON of a session")
    async with faulty(looked_up(body)) as host, asking(host.url) as client:
        told_as(await in_time(client, WHOLE, tool), fault)
        await works_again(client, host)
