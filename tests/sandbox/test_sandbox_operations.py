"""Each operation of the sandbox, asked with a JSON body and with a query."""

from typing import cast

import pytest
from sandbox_caller import Caller, JsonObject

from devrev_sessions.sandbox import SAMPLES, SANDBOX_APPS, SampleSession

DATA_GET = "observability.sessions.data.get"
SESSION_GET = "observability.sessions.get"
LIST = "observability.sessions.list"
DEVELOPER_INFO = "observability.sessions.developer-info.get"

CRASH, TABS = SAMPLES["android-checkout-crash"], SAMPLES["web-three-tabs"]
PARTS = [(sample, part) for sample in SAMPLES.values() for part in sample.parts]


def named(sample: SampleSession) -> dict[str, str]:
    return {"session_id": sample.session_id, "version_key": sample.version_key}


def part_of(sample: SampleSession, part: str) -> dict[str, str]:
    return {**named(sample), "tab_id" if sample.platform == "web" else "recording_id": part}


def ids_of(page: JsonObject) -> list[str]:
    return [str(session["session_id"]) for session in cast("list[JsonObject]", page["sessions"])]


@pytest.mark.parametrize(("sample", "part"), PARTS, ids=[part for _, part in PARTS])
def test_a_recording_or_tab_is_read_with_either_method(caller: Caller, sample: SampleSession, part: str) -> None:
    fields = part_of(sample, part)
    posted, got = caller.post(DATA_GET, **fields), caller.get(DATA_GET, **fields)
    assert (posted.status, got.status) == (200, 200)
    assert posted.body == got.body
    assert posted.json["session_id"] == sample.session_id


@pytest.mark.parametrize(
    ("sample", "name"), [(CRASH, "video_playback_data"), (TABS, "replay_data")], ids=["mobile", "web"]
)
def test_replay_is_left_out_when_it_is_not_wanted(caller: Caller, sample: SampleSession, name: str) -> None:
    fields = part_of(sample, sample.parts[0])
    whole = caller.post(DATA_GET, **fields).json
    assert whole == caller.post(DATA_GET, **fields, include_replay_data=True).json
    without = caller.post(DATA_GET, **fields, include_replay_data=False).json
    assert without == caller.get(DATA_GET, **fields, include_replay_data="false").json
    assert without == {key: value for key, value in whole.items() if key != name}
    assert name in whole


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_a_session_is_read_with_either_method(caller: Caller, sample: SampleSession) -> None:
    fields = {**named(sample), "platform": sample.platform}
    posted, got = caller.post(SESSION_GET, **fields), caller.get(SESSION_GET, **fields)
    assert posted.json == got.json == {"session": sample.session}


def test_console_and_network_of_a_tab_are_read_with_either_method(caller: Caller) -> None:
    fields = part_of(TABS, TABS.parts[0])
    posted, got = caller.post(DEVELOPER_INFO, **fields), caller.get(DEVELOPER_INFO, **fields)
    assert posted.json == got.json
    assert posted.json["console_data"]
    assert posted.json["network_data"]


def test_a_tab_without_console_and_network_answers_empty_lists(caller: Caller) -> None:
    sample = SAMPLES["web-custom-events-only"]
    reply = caller.post(DEVELOPER_INFO, **part_of(sample, sample.parts[0]))
    assert reply.json == {"console_data": [], "network_data": []}


def test_a_mobile_session_has_no_console(caller: Caller) -> None:
    reply = caller.post(DEVELOPER_INFO, **named(CRASH), tab_id=CRASH.parts[0])
    assert (reply.status, reply.json["type"]) == (404, "not_found")


@pytest.mark.parametrize(("app", "platform"), SANDBOX_APPS.values(), ids=SANDBOX_APPS)
def test_a_list_holds_the_sessions_of_an_app_newest_first(caller: Caller, app: str, platform: str) -> None:
    kind = "web" if platform == "web" else "mobile"
    posted = caller.post(LIST, type=kind, platform=platform, version_key=app).json
    assert posted == caller.get(LIST, platform=platform, version_key=app).json
    mine = [sample for sample in SAMPLES.values() if sample.version_key == app]
    mine.sort(key=lambda sample: str(sample.session["created_at"]), reverse=True)
    assert ids_of(posted) == [sample.session_id for sample in mine]
    assert set(posted) == {"sessions"}


def test_a_list_is_walked_in_pages_and_back(caller: Caller) -> None:
    app, platform = SANDBOX_APPS["parcel-android"]
    fields: JsonObject = {"type": "mobile", "platform": platform, "version_key": app}
    everything = ids_of(caller.post(LIST, **fields).json)
    first = caller.post(LIST, **fields, limit=2).json
    second = caller.post(LIST, **fields, limit=2, cursor=first["next_cursor"]).json
    third = caller.post(LIST, **fields, limit=2, cursor=second["next_cursor"]).json
    assert ids_of(first) + ids_of(second) + ids_of(third) == everything
    assert "prev_cursor" not in first
    assert "next_cursor" not in third
    assert caller.post(LIST, **fields, limit=2, cursor=second["prev_cursor"]).json == first


def test_a_list_is_limited_in_a_query_too(caller: Caller) -> None:
    app, platform = SANDBOX_APPS["parcel-ios"]
    page = caller.get(LIST, platform=platform, version_key=app, limit="1").json
    assert ids_of(page) == [SAMPLES["ios-still-uploading"].session_id]


def test_a_list_of_the_wrong_kind_is_empty(caller: Caller) -> None:
    page = caller.post(LIST, type="web", platform="android", version_key=CRASH.version_key)
    assert page.json == {"sessions": []}


def test_a_good_token_is_told_whose_it_is(caller: Caller) -> None:
    posted, got = caller.post("dev-users.self").json, caller.get("dev-users.self").json
    person = cast("JsonObject", posted["dev_user"])
    assert posted == got
    assert {"id", "display_id", "display_name", "email"} <= set(person)
