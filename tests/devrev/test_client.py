"""DevRev's operations as they go over the wire."""

import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager

import pytest
from calling import QUICK, TOKEN
from good_answers import JsonObject, mobile, web
from scripted import answer, scripted, told

from devrev_sessions.devrev.client import DevRev
from devrev_sessions.devrev.http.transport import Transport
from devrev_sessions.errors import (
    InvalidArguments,
    NotFound,
    UnexpectedResponse,
    UnsupportedRecording,
)
from devrev_sessions.sandbox import SANDBOX_TOKEN, Sandbox

ANDROID, WEB = "app-parcel-android", "app-parcel-web"
CRASH = ("9c1f-22ab", ANDROID)
TABS = ("3f9a-77c0", WEB)
OLD_SERVER = ("fault-no-replay-flag", ANDROID)
NAMED = {"session_id": CRASH[0], "version_key": ANDROID}


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@asynccontextmanager
async def client(url: str, token: str = SANDBOX_TOKEN) -> AsyncGenerator[DevRev]:
    async with Transport(url, token, QUICK) as transport:
        yield DevRev(transport)


CALLS: list[tuple[Callable[[DevRev], Awaitable[object]], str, JsonObject]] = [
    (
        lambda devrev: devrev.data_get(*CRASH, recording_id="rec-9c1f-1"),
        "observability.sessions.data.get",
        {**NAMED, "recording_id": "rec-9c1f-1", "include_replay_data": False},
    ),
    (
        lambda devrev: devrev.data_get(*CRASH, recording_id="rec-9c1f-1", include_replay=True),
        "observability.sessions.data.get",
        {**NAMED, "recording_id": "rec-9c1f-1", "include_replay_data": True},
    ),
    (
        lambda devrev: devrev.data_get(*TABS, tab_id="tab-3f9a-1"),
        "observability.sessions.data.get",
        {"session_id": TABS[0], "version_key": WEB, "tab_id": "tab-3f9a-1", "include_replay_data": False},
    ),
    (
        lambda devrev: devrev.sessions_get("android", *CRASH),
        "observability.sessions.get",
        {**NAMED, "platform": "android"},
    ),
    (
        lambda devrev: devrev.developer_info_get(TABS[0], "tab-3f9a-1", WEB),
        "observability.sessions.developer-info.get",
        {"session_id": TABS[0], "version_key": WEB, "tab_id": "tab-3f9a-1"},
    ),
    (lambda devrev: devrev.dev_users_self(), "dev-users.self", {}),
    (
        lambda devrev: devrev.sessions_list("ios", "app-parcel-ios", limit=1),
        "observability.sessions.list",
        {"type": "mobile", "platform": "ios", "version_key": "app-parcel-ios", "limit": 1},
    ),
    (
        lambda devrev: devrev.sessions_list("web", WEB, {"rev_user": ["REVU-7741"]}, limit=5, cursor="0"),
        "observability.sessions.list",
        {"type": "web", "platform": "web", "version_key": WEB, "rev_user": ["REVU-7741"], "limit": 5, "cursor": "0"},
    ),
    (lambda devrev: devrev.rev_users_list("a@b.example"), "rev-users.list", {"email": ["a@b.example"]}),
    (lambda devrev: devrev.works_get("TKT-142"), "works.get", {"id": "TKT-142"}),
]


@pytest.mark.parametrize(("call", "operation", "fields"), CALLS)
async def test_each_operation_is_one_post_with_exactly_the_fields_that_are_set(
    sandbox: Sandbox, call: Callable[[DevRev], Awaitable[object]], operation: str, fields: JsonObject
):
    async with client(sandbox.base_url) as devrev:
        await call(devrev)
    (request,) = sandbox.requests
    assert (request.method, request.operation, request.body) == ("POST", operation, fields)
    assert request.headers["authorization"] == f"Bearer {SANDBOX_TOKEN}"


async def test_the_answers_come_in_our_types(sandbox: Sandbox):
    async with client(sandbox.base_url) as devrev:
        recording, size_bytes = await devrev.data_get(*CRASH, recording_id="rec-9c1f-1")
        session = await devrev.sessions_get("android", *CRASH)
        name = await devrev.dev_users_self()
        devtools = await devrev.developer_info_get(TABS[0], "tab-3f9a-1", WEB)
    assert (recording.session_id, recording.part_id, recording.medium) == (CRASH[0], "rec-9c1f-1", "mobile")
    assert size_bytes > 50 * len(recording.events) > 0
    assert (session.session_id, session.part_ids) == (CRASH[0], ("rec-9c1f-1",))
    assert name == "Sam Okafor"
    assert set(json.loads(devtools)) == {"console_data", "network_data"}


async def test_replay_links_come_only_when_they_are_asked_for(sandbox: Sandbox):
    async with client(sandbox.base_url) as devrev:
        without, _ = await devrev.data_get(*TABS, tab_id="tab-3f9a-1")
        with_links, _ = await devrev.data_get(*TABS, tab_id="tab-3f9a-1", include_replay=True)
    assert without.replay == ()
    assert all(link.url.startswith(f"{sandbox.base_url}/stored/3f9a-77c0/") for link in with_links.replay)
    assert with_links.replay


def sent_flags(sandbox: Sandbox) -> list[object]:
    return [request.body.get("include_replay_data", "not sent") for request in sandbox.requests]


@pytest.mark.parametrize("wanted", [False, True])
async def test_a_server_that_does_not_know_the_replay_flag_is_asked_once_more_and_remembered(
    sandbox: Sandbox, wanted: bool
):
    async with client(sandbox.base_url) as devrev:
        recording, _ = await devrev.data_get(*OLD_SERVER, recording_id="rec-no-flag", include_replay=wanted)
        again, _ = await devrev.data_get(*OLD_SERVER, recording_id="rec-no-flag", include_replay=wanted)
    assert (recording.part_id, again) == ("rec-no-flag", recording)
    assert sent_flags(sandbox) == [wanted, "not sent", "not sent"]


UNKNOWN_FLAG = told(400, type="invalid_field", field_name="include_replay_data")


@pytest.mark.parametrize(
    "refusal",
    [
        told(400, type="invalid_field", field_name="recording_id"),
        told(400, type="invalid_field"),
        told(400, type="value_not_permitted", field_name="include_replay_data"),
        told(400, field_name="include_replay_data"),
    ],
)
async def test_another_refusal_is_not_asked_again(refusal: bytes):
    async with scripted(refusal) as host, client(host.url, TOKEN) as devrev:
        with pytest.raises(InvalidArguments):
            await devrev.data_get("s-1", "app", recording_id="rec-1")
    assert len(host.heard) == 1


async def test_a_flag_refused_although_it_was_left_out_is_told():
    async with scripted(UNKNOWN_FLAG, UNKNOWN_FLAG, UNKNOWN_FLAG) as host, client(host.url, TOKEN) as devrev:
        for _ in range(2):
            with pytest.raises(InvalidArguments):
                await devrev.data_get("s-1", "app", recording_id="rec-1")
    assert [b"include_replay_data" in heard.body for heard in host.heard] == [True, False, False]


async def test_what_the_second_try_is_refused_for_is_told():
    async with scripted(UNKNOWN_FLAG, told(404, type="not_found")) as host, client(host.url, TOKEN) as devrev:
        with pytest.raises(NotFound):
            await devrev.data_get("s-1", "app", recording_id="rec-1")


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        (mobile(session_id=None, recording_id=None), ("asked", "rec-9")),
        (web(session_id=None, tab_id=None), ("asked", "rec-9")),
        (mobile(), ("sess-m-1", "rec-1")),
    ],
)
async def test_an_answer_that_does_not_name_itself_is_named_as_it_was_asked_for(body: JsonObject, ids: tuple[str, str]):
    async with scripted(answer(200, json.dumps(body).encode())) as host, client(host.url, TOKEN) as devrev:
        recording, _ = await devrev.data_get("asked", "app", recording_id="rec-9")
    assert (recording.session_id, recording.part_id) == ids


async def test_an_answer_of_another_kind_is_an_error_with_a_name():
    scripts = answer(200, b'{"recording": "vr_recording"}'), answer(200, b"[1]"), answer(200, b'{"session": null}')
    async with scripted(*scripts) as host, client(host.url, TOKEN) as devrev:
        with pytest.raises(UnsupportedRecording):
            await devrev.data_get("s-1", "app", recording_id="rec-1")
        with pytest.raises(UnexpectedResponse):
            await devrev.data_get("s-1", "app", recording_id="rec-1")
        with pytest.raises(UnexpectedResponse):
            await devrev.sessions_get("android", "s-1", "app")
