"""Stories of which DevRev does not give everything, or not in time."""

import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager

import anyio
import pytest
from anyio.lowlevel import checkpoint
from calling import QUICK, TOKEN
from good_answers import mobile, mobile_session, web, web_session
from routed import Route, found, heard_by, routed
from scripted import Script, answer, head, stall, told

from devrev_sessions.devrev.asked import Asked, Key
from devrev_sessions.devrev.client import DevRev
from devrev_sessions.devrev.http.transport import Transport
from devrev_sessions.devrev.recordings import MOST_READ, TOO_MANY, Kept, Recordings
from devrev_sessions.devrev.shelf import Shelf
from devrev_sessions.errors import DeadlineExceeded, Forbidden, SessionsError, UnexpectedResponse
from devrev_sessions.timeline.story import Story

MOBILE = Asked("sess-m-1", "app", platform="android")
TAB = Asked("sess-w-1", "app", tab_id="tab-1")
IDS = ("rec-1", "rec-2", "rec-3", "rec-4")

GONE = told(404, type="not_found")
UNREADABLE = found(["no recording"])
UNSUPPORTED = found({"recording": "vr_recording"})
BROKEN = told(500, type="internal_error")
SILENT: Script = (stall,)
NEVER_WHOLE: Script = (head(200, length=9), b"{", stall)


@asynccontextmanager
async def reading(url: str, *, timeout_seconds: float = 5, patience_seconds: float = 5) -> AsyncGenerator[Recordings]:
    shelf: Shelf[Key, Kept] = Shelf(capacity_bytes=2**26, max_age_seconds=60)
    async with Transport(url, TOKEN, QUICK) as transport, shelf:
        yield Recordings(
            DevRev(transport),
            shelf,
            credential="c",
            host="h",
            timeout_seconds=timeout_seconds,
            devtools_patience_seconds=patience_seconds,
        )


async def quietly(_: str) -> None:
    await checkpoint()


def session_with(parts: Mapping[str, Script]) -> Route:
    """A host with one mobile session; a part that is not listed is answered with a good recording."""

    def route(operation: str, fields: dict[str, str]) -> Script:
        if operation == "sessions.get":
            return found({"session": mobile_session(recording_ids=list(IDS))})
        part_id = fields["recording_id"]
        return parts.get(part_id) or found(mobile(recording_id=part_id))

    return route


def states(story: Story) -> dict[str, tuple[str, str]]:
    return {part.part_id: (part.state, part.failure) for part in story.parts}


@pytest.mark.parametrize(
    ("script", "state"),
    [
        (UNREADABLE, ("unavailable", "unexpected_response")),
        (UNSUPPORTED, ("unavailable", "unsupported_recording")),
        (BROKEN, ("unavailable", "upstream_error")),
        (told(403, type="forbidden"), ("unavailable", "forbidden")),
        (answer(200, b"<html>", kind="text/html"), ("unavailable", "unexpected_response")),
        (GONE, ("missing", "")),
    ],
    ids=["unreadable", "unsupported", "failed", "forbidden", "a page", "gone"],
)
async def test_one_of_four_that_is_not_to_be_had_leaves_three_told(script: Script, state: tuple[str, str]):
    async with routed(session_with({"rec-3": script})) as host, reading(host.url) as recordings:
        story = await recordings.story(MOBILE, quietly)
    assert states(story) == {
        "rec-1": ("complete", ""),
        "rec-2": ("complete", ""),
        "rec-4": ("complete", ""),
        "rec-3": state,
    }
    assert len(story.events) == 3 * 5
    assert {event.part for event in story.events} == {0, 1, 3}


async def test_one_of_four_that_does_not_come_in_time_leaves_three_told():
    async with routed(session_with({"rec-2": NEVER_WHOLE})) as host:
        async with reading(host.url, timeout_seconds=2) as recordings:
            story = await recordings.story(MOBILE, quietly)
        with anyio.fail_after(5):
            await host.left.wait()
    assert states(story)["rec-2"] == ("unavailable", "timeout")
    assert len(story.recordings) == 3


async def test_what_was_not_to_be_had_is_asked_for_again_and_the_rest_is_not():
    async with routed(session_with({"rec-3": UNREADABLE})) as host, reading(host.url) as recordings:
        await recordings.story(MOBILE, quietly)
        before = len(host.heard)
        await recordings.story(MOBILE, quietly)
        assert heard_by(host)[before:] == [("sessions.data.get", "rec-3")]


@pytest.mark.parametrize(
    ("scripts", "kind"),
    [
        ((UNREADABLE, UNREADABLE, UNREADABLE, UNREADABLE), UnexpectedResponse),
        ((GONE, UNREADABLE, GONE, GONE), UnexpectedResponse),
        ((SILENT, SILENT, SILENT, SILENT), DeadlineExceeded),
        ((GONE, SILENT, GONE, GONE), DeadlineExceeded),
    ],
    ids=["unreadable", "gone or unreadable", "late", "gone or late"],
)
async def test_a_session_of_which_nothing_can_be_read_is_an_error(
    scripts: tuple[Script, ...], kind: type[SessionsError]
):
    parts: dict[str, Script] = dict(zip(IDS, scripts, strict=True))
    # Only what is silent waits until the end of the time; the rest has more of it than a busy machine needs.
    seconds = 1 if kind is DeadlineExceeded else 20
    async with routed(session_with(parts)) as host, reading(host.url, timeout_seconds=seconds) as recordings:
        with pytest.raises(kind):
            await recordings.story(MOBILE, quietly)


async def test_a_session_of_which_all_is_gone_is_a_story_that_says_so():
    async with routed(session_with(dict.fromkeys(IDS, GONE))) as host, reading(host.url) as recordings:
        story = await recordings.story(MOBILE, quietly)
    assert set(states(story).values()) == {("missing", "")}


async def test_a_session_without_recordings_yet_is_an_empty_story():
    def route(operation: str, fields: dict[str, str]) -> Script:
        return found({"session": mobile_session(recording_ids=None)})

    async with routed(route) as host, reading(host.url) as recordings:
        story = await recordings.story(MOBILE, quietly)
    assert (story.parts, story.events) == ((), ())
    assert len(host.heard) == 1


async def test_at_most_four_recordings_are_read_at_once():
    ids = [f"rec-{number}" for number in range(9)]
    under_way, most = 0, 0

    def route(operation: str, fields: dict[str, str]) -> Script:
        nonlocal under_way, most
        if operation == "sessions.get":
            return found({"session": mobile_session(recording_ids=ids)})
        under_way += 1
        most = max(most, under_way)

        async def done(_: object) -> None:
            nonlocal under_way
            for _ in range(5):
                await checkpoint()
            under_way -= 1

        return (done, found(mobile(recording_id=fields["recording_id"])))

    async with routed(route) as host, reading(host.url) as recordings:
        story = await recordings.story(MOBILE, quietly)
    assert len(story.recordings) == 9
    assert 1 < most <= 4


async def test_of_a_session_with_very_many_recordings_the_first_are_read_and_the_rest_is_told():
    ids = [f"rec-{n}" for n in range(MOST_READ + 40)]

    def route(operation: str, fields: dict[str, str]) -> Script:
        if operation == "sessions.get":
            return found({"session": mobile_session(recording_ids=ids)})
        return found(mobile(recording_id=fields["recording_id"]))

    async with routed(route) as host, reading(host.url) as recordings:
        story = await recordings.story(MOBILE, quietly)
        assert len(host.heard) == MOST_READ + 1
    assert [part.part_id for part in story.parts] == ids
    assert [part.failure for part in story.parts[MOST_READ - 1 : MOST_READ + 1]] == ["", TOO_MANY]


def tab_with(devtools: Script, tab: Script | None = None) -> Route:
    """A host with one web session of one tab."""

    def route(operation: str, fields: dict[str, str]) -> Script:
        if operation == "sessions.developer-info.get":
            return devtools
        if operation == "sessions.get":
            return found({"session": web_session(tab_ids=["tab-1"])})
        return tab or found(web())

    return route


@pytest.mark.parametrize(
    "devtools",
    [
        told(403, type="forbidden"),
        GONE,
        BROKEN,
        told(400, type="invalid_field"),
        answer(200, b""),
        answer(200, b"[]"),
        answer(200, b"<html>", kind="text/html"),
        answer(200, b'{"console_data": '),
    ],
    ids=["forbidden", "gone", "failed", "refused", "empty", "a list", "a page", "cut"],
)
async def test_a_tab_without_its_devtools_is_told_so(devtools: Script):
    async with routed(tab_with(devtools)) as host, reading(host.url) as recordings:
        story = await recordings.story(TAB, quietly)
    (part,) = story.parts
    assert part.recording is not None
    assert (part.recording.devtools, part.state, len(story.events)) == ("unavailable", "partial", 4)


async def test_devtools_that_do_not_come_cost_no_more_than_the_patience():
    async with routed(tab_with(NEVER_WHOLE)) as host:
        async with reading(host.url, patience_seconds=0.05) as recordings:
            with anyio.fail_after(3):
                story = await recordings.story(TAB, quietly)
        with anyio.fail_after(5):
            await host.left.wait()
    assert story.recordings[0].devtools == "unavailable"
    assert len(story.events) == 4


async def test_devtools_that_hang_cost_no_tab_of_a_session_that_has_little_time_left():
    async with routed(tab_with(NEVER_WHOLE)) as host, reading(host.url) as recordings:
        with anyio.fail_after(1):
            story = await recordings.story(Asked("sess-w-1", "app", platform="web"), quietly)
    assert [recording.devtools for recording in story.recordings] == ["unavailable"]
    assert len(story.events) == 4


async def test_devtools_that_come_within_the_patience_are_woven():
    data_given = anyio.Event()

    async def after_the_tab(_: object) -> None:
        await data_given.wait()

    async def give(_: object) -> None:
        await checkpoint()
        data_given.set()

    devtools: Script = (after_the_tab, found({"console_data": [{"value": "late"}]}))
    async with routed(tab_with(devtools, (found(web()), give))) as host, reading(host.url) as recordings:
        story = await recordings.story(TAB, quietly)
    assert story.recordings[0].devtools == "woven"
    assert "late" in {event.name for event in story.events}


@pytest.mark.parametrize(
    ("tab", "kind"), [(told(403, type="forbidden"), Forbidden), (UNREADABLE, UnexpectedResponse)], ids=["no", "odd"]
)
async def test_a_tab_that_is_not_to_be_had_does_not_wait_for_its_devtools(tab: Script, kind: type[SessionsError]):
    async with routed(tab_with(SILENT, tab)) as host, reading(host.url, patience_seconds=60) as recordings:
        with anyio.fail_after(3), pytest.raises(kind):
            await recordings.story(TAB, quietly)


async def test_half_a_tab_is_counted_on_the_shelf_with_its_devtools():
    devtools = found({"console_data": [{"value": "x" * 1000}] * 50})
    kept: list[int] = []
    for script in (devtools, GONE):
        shelf: Shelf[Key, Kept] = Shelf(capacity_bytes=2**26, max_age_seconds=60)
        async with routed(tab_with(script)) as host, Transport(host.url, TOKEN, QUICK) as transport, shelf:
            recordings = Recordings(DevRev(transport), shelf, credential="c", host="h", timeout_seconds=5)
            await recordings.story(TAB, quietly)
            kept.append(shelf.held_bytes)
    assert kept[0] - kept[1] > 50_000
    assert kept[1] > len(json.dumps(web()))


async def test_nothing_is_shared_between_credentials_hosts_or_apps():
    shelf: Shelf[Key, Kept] = Shelf(capacity_bytes=2**26, max_age_seconds=60)
    async with routed(session_with({})) as host, Transport(host.url, TOKEN, QUICK) as transport, shelf:
        for credential, name, key in (("a", "h", "app"), ("b", "h", "app"), ("a", "i", "app"), ("a", "h", "other")):
            recordings = Recordings(DevRev(transport), shelf, credential=credential, host=name, timeout_seconds=5)
            await recordings.story(Asked("sess-m-1", key, recording_id="rec-1"), quietly)
        assert len(host.heard) == 4


async def test_one_key_for_two_platforms_costs_no_call_the_second_time():
    def route(operation: str, fields: dict[str, str]) -> Script:
        platform = fields["session_id"]
        if operation == "sessions.get":
            session = mobile_session(session_id=platform, platform=platform, recording_ids=["rec-1"])
            return found({"session": session}) if fields["platform"] == platform else GONE
        return found(mobile(session_id=platform))

    async with routed(route) as host, reading(host.url) as recordings:
        for _ in range(2):
            for platform in ("ios", "android"):
                story = await recordings.story(Asked(platform, "app"), quietly)
                assert story.platform == platform
    assert [about for operation, about in heard_by(host) if operation == "sessions.get"] == [
        *("android", "ios"),
        *("ios", "android"),
    ]
    assert len(host.heard) == 6


async def test_leaving_a_story_ends_its_calls():
    begun = anyio.Event()

    async def begin(_: object) -> None:
        await checkpoint()
        begun.set()

    async with (
        routed(session_with(dict.fromkeys(IDS, (begin, stall)))) as host,
        reading(host.url) as recordings,
        anyio.create_task_group() as group,
    ):
        group.start_soon(recordings.story, MOBILE, quietly)
        await begun.wait()
        group.cancel_scope.cancel()
        with anyio.CancelScope(shield=True), anyio.fail_after(5):
            await host.left.wait()
