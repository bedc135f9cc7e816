"""The store behind the sandbox's links: whole files for whole links, and a bucket's refusals for all else."""

import io
import json
import tarfile
import zipfile
from collections.abc import Iterator
from typing import cast
from urllib.parse import urlsplit

import pytest
from sandbox_caller import Caller, JsonObject

from devrev_sessions.sandbox import SAMPLES, SampleSession, Sandbox
from devrev_sessions.screen.packets import read_packet

DATA_GET = "observability.sessions.data.get"


@pytest.fixture(scope="module")
def caller() -> Iterator[Caller]:
    with Sandbox() as sandbox, Caller(sandbox) as asking:
        yield asking


def links(caller: Caller, sample: SampleSession, part: str) -> list[JsonObject]:
    name = "tab_id" if sample.is_web else "recording_id"
    fields = {"session_id": sample.session_id, "version_key": sample.version_key, name: part}
    body = caller.post(DATA_GET, **fields).json
    return cast("list[JsonObject]", body.get("replay_data") or body.get("video_playback_data") or [])


def path_of(link: JsonObject) -> str:
    url = urlsplit(str(link["presigned_url"]))
    return f"{url.path}?{url.query}"


@pytest.mark.parametrize("name", ["android-checkout-crash", "ios-four-recordings"])
def test_each_archive_holds_the_images_its_link_names(caller: Caller, name: str) -> None:
    sample = SAMPLES[name]
    for link in links(caller, sample, sample.parts[0]):
        reply = caller.send("GET", path_of(link), authorization=None)
        assert reply.status == 200
        named = set(cast("dict[str, str]", link["frame_image_map"]).values())
        assert set(names_in(reply.body)) == named


def names_in(body: bytes) -> list[str]:
    if body.startswith(b"PK"):
        return zipfile.ZipFile(io.BytesIO(body)).namelist()
    with tarfile.open(fileobj=io.BytesIO(body)) as archive:
        return [name.removeprefix("frames/") for name in archive.getnames()]


@pytest.mark.parametrize("name", ["web-three-tabs", "web-hostile-text"])
def test_each_packet_holds_events_of_its_half_minute(caller: Caller, name: str) -> None:
    sample = SAMPLES[name]
    for part in sample.parts:
        packets = [
            read_packet(caller.send("GET", path_of(link), authorization=None).body)
            for link in links(caller, sample, part)
        ]
        spans = [(events[0].at_ms, events[-1].at_ms) for events in packets]
        assert all(last < first + 30_000 for first, last in spans)
        assert any(event.kind == 2 for events in packets for event in events)


def test_a_token_beside_a_link_is_refused_as_a_bucket_does(caller: Caller) -> None:
    (link, *_) = links(caller, SAMPLES["android-checkout-crash"], "rec-9c1f-1")
    assert caller.send("GET", path_of(link)).status == 400


def test_a_link_that_was_changed_is_refused_and_one_to_nothing_leads_nowhere(caller: Caller) -> None:
    (link, *_) = links(caller, SAMPLES["android-checkout-crash"], "rec-9c1f-1")
    path = path_of(link)
    for changed in (path[:-1] + "x", path.replace("frames-0", "frames-120"), path.partition("?")[0]):
        reply = caller.send("GET", changed, authorization=None)
        assert (reply.status, b"AccessDenied" in reply.body) == (403, True)
    assert caller.send("POST", path, b"{}", authorization=None).status == 403


def test_answers_without_links_are_as_they_are(caller: Caller) -> None:
    body = json.dumps({}).encode()
    assert caller.send("POST", "/dev-users.self", body).json["dev_user"]
