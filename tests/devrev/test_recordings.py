"""From ids to the story, with an embedded DevRev."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace

import anyio
import pytest
from anyio.lowlevel import checkpoint
from calling import QUICK

from devrev_sessions.devrev.asked import Asked, Key
from devrev_sessions.devrev.client import DevRev
from devrev_sessions.devrev.http.transport import Transport
from devrev_sessions.devrev.recordings import Kept, Recordings
from devrev_sessions.devrev.shelf import Shelf
from devrev_sessions.errors import (
    Forbidden,
    InvalidArguments,
    NotFound,
    Unauthenticated,
    UnexpectedResponse,
    UpstreamError,
)
from devrev_sessions.sandbox import SANDBOX_TOKEN, Sandbox
from devrev_sessions.timeline.events import Kind
from devrev_sessions.timeline.recording import Platform
from devrev_sessions.timeline.story import Story

CRASH = Asked("9c1f-22ab", "app-parcel-android")
FOUR = Asked("B7D2E0C4-51F6-4A9E-8C3D-0F2A6E917B45", "app-parcel-ios")
TABS = Asked("3f9a-77c0", "app-parcel-web")
FOUR_IDS = ("rec-b7d2-1", "rec-b7d2-2", "rec-b7d2-3", "rec-b7d2-4")
TAB_IDS = ("tab-3f9a-1", "tab-3f9a-2", "tab-3f9a-3")


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@asynccontextmanager
async def reading(sandbox: Sandbox, token: str = SANDBOX_TOKEN) -> AsyncGenerator[Recordings]:
    shelf: Shelf[Key, Kept] = Shelf(capacity_bytes=2**26, max_age_seconds=60)
    async with Transport(sandbox.base_url, token, QUICK) as transport, shelf:
        yield Recordings(DevRev(transport), shelf, credential=token, host="sandbox", timeout_seconds=5)


async def quietly(_: str) -> None:
    await checkpoint()


def calls(sandbox: Sandbox) -> list[tuple[str, object]]:
    """Each request so far: its operation, and the platform, recording or tab it is about."""
    names = ("platform", "recording_id", "tab_id")
    return [
        (
            request.operation.removeprefix("observability."),
            next((request.body[n] for n in names if n in request.body), ""),
        )
        for request in sandbox.requests
    ]


def states(story: Story) -> list[tuple[str, str]]:
    return [(part.part_id, part.state) for part in story.parts]


async def test_one_recording_is_one_call(sandbox: Sandbox):
    async with reading(sandbox) as recordings:
        story = await recordings.story(replace(CRASH, recording_id="rec-9c1f-1", platform="android"), quietly)
    assert calls(sandbox) == [("sessions.data.get", "rec-9c1f-1")]
    assert states(story) == [("rec-9c1f-1", "complete")]
    assert (story.session_id, story.session, story.whole, story.platform) == (CRASH.session_id, None, False, "android")
    assert story.events == story.recordings[0].events


async def test_one_tab_brings_its_console_and_network(sandbox: Sandbox):
    async with reading(sandbox) as recordings:
        story = await recordings.story(replace(TABS, tab_id="tab-3f9a-1"), quietly)
    assert sorted(calls(sandbox)) == [
        ("sessions.data.get", "tab-3f9a-1"),
        ("sessions.developer-info.get", "tab-3f9a-1"),
    ]
    assert (story.recordings[0].devtools, story.platform) == ("woven", "web")
    assert {Kind.CONSOLE, Kind.REQUEST} <= {event.kind for event in story.events}


async def test_a_whole_session_is_one_story_on_one_clock(sandbox: Sandbox):
    async with reading(sandbox) as recordings:
        story = await recordings.story(replace(FOUR, platform="ios"), quietly)
    asked = calls(sandbox)
    assert asked[0] == ("sessions.get", "ios")
    assert sorted(asked[1:]) == [("sessions.data.get", part_id) for part_id in FOUR_IDS]
    assert states(story) == [(part_id, "complete") for part_id in FOUR_IDS]
    begins = [part.begins_ms for part in story.parts]
    assert begins == sorted(begins)
    assert begins[0] == 0
    assert [event.at_ms for event in story.events] == sorted(event.at_ms for event in story.events)
    assert len(story.events) == sum(len(recording.events) for recording in story.recordings)
    assert story.numbered
    assert story.session is not None
    assert story.session.part_ids == FOUR_IDS


async def test_a_session_of_tabs_asks_for_console_and_network_of_each(sandbox: Sandbox):
    async with reading(sandbox) as recordings:
        story = await recordings.story(replace(TABS, platform="web"), quietly)
    per_tab = [(operation, tab) for operation in ("data.get", "developer-info.get") for tab in TAB_IDS]
    assert sorted(calls(sandbox)[1:]) == [(f"sessions.{operation}", tab) for operation, tab in per_tab]
    assert all(recording.devtools == "woven" for recording in story.recordings)


async def test_the_platform_is_found_by_trying_and_remembered_for_the_app(sandbox: Sandbox):
    uploading = replace(FOUR, session_id="E3C90A17-2B64-4D8F-B1A5-6677F0D2C8E1")
    async with reading(sandbox) as recordings:
        first = await recordings.session(FOUR, quietly)
        second = await recordings.session(uploading, quietly)
    assert (first.platform, second.platform) == ("ios", "ios")
    assert calls(sandbox) == [("sessions.get", "android"), ("sessions.get", "ios"), ("sessions.get", "ios")]


async def test_a_tab_is_looked_for_on_the_web_first(sandbox: Sandbox):
    async with reading(sandbox) as recordings:
        story = await recordings.story(replace(TABS, tab_id="tab-gone"), quietly)
    assert states(story) == [("tab-gone", "missing")]
    assert ("sessions.get", "web") in calls(sandbox)
    assert ("sessions.get", "android") not in calls(sandbox)


async def test_a_platform_that_is_named_is_the_only_one_tried(sandbox: Sandbox):
    async with reading(sandbox) as recordings:
        with pytest.raises(NotFound):
            await recordings.session(replace(FOUR, platform="web"), quietly)
    assert calls(sandbox) == [("sessions.get", "web")]


@pytest.mark.parametrize(
    "asked",
    [
        FOUR,
        TABS,
        replace(FOUR, platform="ios"),
        replace(FOUR, recording_id="rec-b7d2-2"),
        replace(TABS, tab_id="tab-3f9a-2"),
    ],
    ids=["a mobile session", "a web session", "with its platform", "a recording", "a tab"],
)
async def test_a_second_question_makes_no_call_and_a_fresh_one_makes_all(sandbox: Sandbox, asked: Asked):
    async with reading(sandbox) as recordings:
        first = await recordings.story(asked, quietly)
        made = len(sandbox.requests)
        again = await recordings.story(asked, quietly)
        assert len(sandbox.requests) == made
        assert (again, again.mark) == (first, first.mark)
        fresh = await recordings.story(asked, quietly, fresh=True)
        parts = [call for call in calls(sandbox)[made:] if call[0] != "sessions.get"]
        assert sorted(parts) == sorted(call for call in calls(sandbox)[:made] if call[0] != "sessions.get")
        assert fresh.events == first.events
        assert fresh.mark != first.mark


async def test_the_whole_session_uses_the_recording_that_is_already_there(sandbox: Sandbox):
    async with reading(sandbox) as recordings:
        await recordings.story(replace(FOUR, recording_id="rec-b7d2-2"), quietly)
        await recordings.story(FOUR, quietly)
    assert calls(sandbox).count(("sessions.data.get", "rec-b7d2-2")) == 1


async def test_questions_at_the_same_time_share_the_calls(sandbox: Sandbox):
    async with reading(sandbox) as recordings, anyio.create_task_group() as group:
        for _ in range(5):
            group.start_soon(recordings.story, replace(FOUR, platform="ios"), quietly)
    assert len(sandbox.requests) == 1 + len(FOUR_IDS)


async def test_a_recording_with_its_replay_is_kept_apart(sandbox: Sandbox):
    asked = replace(CRASH, recording_id="rec-9c1f-1")
    async with reading(sandbox) as recordings:
        without = await recordings.story(asked, quietly)
        with_links = await recordings.story(asked, quietly, replay=True)
        assert await recordings.story(asked, quietly) == without
    assert [request.body["include_replay_data"] for request in sandbox.requests] == [False, True]
    assert not without.recordings[0].replay
    assert with_links.recordings[0].replay


@pytest.mark.parametrize(
    ("asked", "part_id"),
    [(replace(TABS, recording_id="tab-3f9a-2"), "tab-3f9a-2"), (replace(CRASH, tab_id="rec-9c1f-1"), "rec-9c1f-1")],
    ids=["a tab as a recording", "a recording as a tab"],
)
async def test_an_id_given_under_the_wrong_name_is_repaired(sandbox: Sandbox, asked: Asked, part_id: str):
    async with reading(sandbox) as recordings:
        story = await recordings.story(asked, quietly)
    assert states(story) == [(part_id, "complete")]
    assert story.session is not None
    assert story.recordings[0].medium == story.session.medium


@pytest.mark.parametrize("platform", [None, "ios"])
async def test_a_recording_that_is_not_in_the_session_is_missing(sandbox: Sandbox, platform: Platform | None):
    async with reading(sandbox) as recordings:
        story = await recordings.story(replace(FOUR, recording_id="rec-gone", platform=platform), quietly)
    assert states(story) == [("rec-gone", "missing")]
    assert story.session is not None
    assert (story.events, story.session.part_ids, story.platform) == ((), FOUR_IDS, "ios")


async def test_an_unknown_tab_of_a_mobile_session_is_a_wrong_argument(sandbox: Sandbox):
    async with reading(sandbox) as recordings:
        with pytest.raises(InvalidArguments) as told:
            await recordings.story(replace(FOUR, tab_id="zzz"), quietly)
    assert (told.value.field, told.value.allowed_values) == ("tab_id", FOUR_IDS)
    assert told.value.next_step.startswith("Give recording_id ")


UNKNOWN = Asked("no-such-session", "app-parcel-android")


@pytest.mark.parametrize(
    "asked",
    [
        UNKNOWN,
        replace(UNKNOWN, recording_id="rec-1"),
        replace(UNKNOWN, tab_id="tab-1"),
        replace(UNKNOWN, platform="ios"),
    ],
    ids=["whole", "recording", "tab", "with its platform"],
)
async def test_an_unknown_session_is_not_found(sandbox: Sandbox, asked: Asked):
    async with reading(sandbox) as recordings:
        with pytest.raises(NotFound) as told:
            await recordings.story(asked, quietly)
    assert told.value.value == "no-such-session"


async def test_a_session_of_another_app_is_not_found(sandbox: Sandbox):
    async with reading(sandbox) as recordings:
        with pytest.raises(NotFound):
            await recordings.story(replace(CRASH, version_key="app-parcel-web"), quietly)


async def test_what_is_not_found_is_asked_for_again(sandbox: Sandbox):
    async with reading(sandbox) as recordings:
        for _ in range(2):
            with pytest.raises(NotFound):
                await recordings.session(replace(UNKNOWN, platform="android"), quietly)
    assert len(sandbox.requests) == 2


@pytest.mark.parametrize("recording_id", [None, "rec-1"])
async def test_a_forbidden_session_is_forbidden(sandbox: Sandbox, recording_id: str | None):
    async with reading(sandbox) as recordings:
        with pytest.raises(Forbidden):
            await recordings.story(Asked("fault-403", "app-parcel-android", recording_id=recording_id), quietly)


@pytest.mark.parametrize(
    ("session_id", "kind"),
    [("fault-500", UpstreamError), ("fault-html", UnexpectedResponse), ("fault-truncated", UnexpectedResponse)],
)
async def test_a_failure_of_devrev_ends_the_look_up(sandbox: Sandbox, session_id: str, kind: type[Exception]):
    async with reading(sandbox) as recordings:
        with pytest.raises(kind):
            await recordings.story(Asked(session_id, "app-parcel-android"), quietly)
    assert {about for _, about in calls(sandbox)} == {"android"}


@pytest.mark.parametrize("recording_id", [None, "rec-9c1f-1"])
async def test_a_refused_token_is_told_at_once(sandbox: Sandbox, recording_id: str | None):
    async with reading(sandbox, "expired-token") as recordings:
        with pytest.raises(Unauthenticated) as told:
            await recordings.story(replace(CRASH, recording_id=recording_id), quietly)
    assert told.value.devrev_type == "token_expired"
    assert len(sandbox.requests) == 1


@pytest.mark.parametrize(
    ("asked", "reports"),
    [
        (replace(CRASH, recording_id="rec-9c1f-1"), ["reading the recording"]),
        (replace(TABS, tab_id="tab-3f9a-1"), ["reading the tab"]),
        (CRASH, ["looking up the session", "1 of 1 read"]),
        (TABS, ["looking up the session", "1 of 3 read", "2 of 3 read", "3 of 3 read"]),
    ],
)
async def test_what_is_waited_for_is_reported(sandbox: Sandbox, asked: Asked, reports: list[str]):
    heard: list[str] = []

    async def report(words: str) -> None:
        await checkpoint()
        heard.append(words)

    async with reading(sandbox) as recordings:
        await recordings.story(asked, report)
    assert heard == reports
