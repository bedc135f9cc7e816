"""Sessions as resources, links to them, and ids that complete themselves."""

from collections.abc import AsyncIterator

import pytest
from asking import ERAS, READ, SUMMARIZE, good, of, settings_for, text_of
from mcp.client.client import Client
from mcp.client.extension import advertise
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INTERNAL_ERROR,
    INVALID_PARAMS,
    PromptReference,
    ResourceLink,
    ResourceTemplateReference,
    TextResourceContents,
)

from devrev_sessions.assistant.addresses import PICTURE, RECORDING, SUMMARY
from devrev_sessions.assistant.desks import open_desks
from devrev_sessions.assistant.server import build_server
from devrev_sessions.assistant.views import EXTENSION, PAGE_TYPE
from devrev_sessions.sandbox import SAMPLES, Sandbox
from devrev_sessions.settings import Settings

CRASH, PHONE, TABS = (SAMPLES[name] for name in ("android-checkout-crash", "ios-four-recordings", "web-three-tabs"))
CRASH_SUMMARY = f"devrev-session://session/parcel-android/{CRASH.session_id}/summary"


@pytest.fixture(params=ERAS)
async def fresh(request: pytest.FixtureRequest, devrev: Sandbox) -> AsyncIterator[Client]:
    """A client of a server that nobody has asked anything yet."""
    async with (
        open_desks(settings_for(devrev)) as desks,
        Client(build_server(desks), mode=request.param) as connected,
    ):
        yield connected


@pytest.fixture
async def host(devrev: Sandbox) -> AsyncIterator[Client]:
    """A host that shows views, and so what is linked."""
    async with (
        open_desks(settings_for(devrev)) as desks,
        Client(build_server(desks), extensions=[advertise(EXTENSION, {"mimeTypes": [PAGE_TYPE]})]) as connected,
    ):
        yield connected


async def read(client: Client, uri: str) -> str:
    (content,) = (await client.read_resource(uri)).contents
    assert isinstance(content, TextResourceContents)
    assert (content.uri, content.mime_type) == (uri, "text/markdown")
    return content.text


async def test_the_templates_are_listed(fresh: Client) -> None:
    templates = (await fresh.list_resource_templates()).resource_templates
    assert [template.uri_template for template in templates] == [SUMMARY, RECORDING, PICTURE]
    assert all(template.title and template.description for template in templates)


async def test_what_was_asked_for_is_listed_the_latest_first(fresh: Client) -> None:
    assert (await fresh.list_resources()).resources == []
    app = {"version_key": "parcel-android"}
    good(await fresh.call_tool(SUMMARIZE, {**of(CRASH), **app}))
    good(await fresh.call_tool(READ, {**of(TABS), "version_key": "parcel-web"}))
    listed = (await fresh.list_resources()).resources
    assert all(resource.title and resource.description for resource in listed)
    uris = [resource.uri for resource in listed]
    assert uris == [
        f"devrev-session://session/parcel-web/{TABS.session_id}/summary",
        *(f"devrev-session://session/parcel-web/{TABS.session_id}/recording/{tab}" for tab in TABS.parts),
        CRASH_SUMMARY,
        f"devrev-session://session/parcel-android/{CRASH.session_id}/recording/{CRASH.parts[0]}",
    ]
    for uri in uris:
        assert await read(fresh, uri)


async def test_a_summary_is_the_text_of_the_tool(fresh: Client) -> None:
    asked = {"session_id": CRASH.session_id, "version_key": "parcel-android"}
    told = text_of(good(await fresh.call_tool(SUMMARIZE, asked)))
    assert await read(fresh, CRASH_SUMMARY) == told


async def test_a_tab_is_read_under_its_own_id(fresh: Client) -> None:
    text = await read(fresh, f"devrev-session://session/parcel-web/{TABS.session_id}/recording/{TABS.parts[1]}")
    assert f"Tab {TABS.parts[1]}" in text


async def test_the_only_app_need_not_be_named(devrev: Sandbox) -> None:
    settings = Settings.model_validate(
        {"token": devrev.token, "base_url": devrev.base_url, "version_key": CRASH.version_key}
    )
    async with open_desks(settings) as desks, Client(build_server(desks)) as client:
        good(await client.call_tool(SUMMARIZE, {"session_id": CRASH.session_id}))
        first = (await client.list_resources()).resources[0]
        assert first.uri == f"devrev-session://session/-/{CRASH.session_id}/summary"
        assert await read(client, first.uri)


@pytest.mark.parametrize(
    ("uri", "code", "words"),
    [
        ("devrev-session://session/parcel-android/gone/summary", INVALID_PARAMS, "DevRev knows no session"),
        ("devrev-session://session/parcel-android", INVALID_PARAMS, "There is no such resource"),
        ("https://a.example/", INVALID_PARAMS, "There is no such resource"),
        ("devrev-session://session/parcel-android/fault-503/summary", INTERNAL_ERROR, "upstream_unavailable"),
    ],
)
async def test_what_cannot_be_read_is_an_error_with_what_to_do(fresh: Client, uri: str, code: int, words: str) -> None:
    with pytest.raises(MCPError) as caught:
        await fresh.read_resource(uri)
    assert caught.value.error.code == code
    assert words in caught.value.error.message
    assert caught.value.error.data == {"uri": uri}


async def test_a_list_of_sessions_links_to_their_summaries(host: Client) -> None:
    result = good(await host.call_tool("list_sessions", {"problems": ["crash"]}))
    linked = [block for block in result.content if isinstance(block, ResourceLink)]
    assert [(link.name, link.uri) for link in linked] == [(f"Summary of session {CRASH.session_id}", CRASH_SUMMARY)]
    assert await read(host, linked[0].uri)


async def test_ids_and_apps_complete_themselves_from_what_was_seen(fresh: Client) -> None:
    for sample, app in ((CRASH, "parcel-android"), (PHONE, "parcel-ios"), (TABS, "parcel-web")):
        good(await fresh.call_tool(SUMMARIZE, {"session_id": sample.session_id, "version_key": app}))
    prompt = PromptReference(type="ref/prompt", name="write_bug_report")
    template = ResourceTemplateReference(type="ref/resource", uri=RECORDING)

    async def completed(
        ref: PromptReference | ResourceTemplateReference, name: str, value: str, **given: str
    ) -> list[str]:
        found = await fresh.complete(ref, {"name": name, "value": value}, given or None)
        return list(found.completion.values)

    assert await completed(prompt, "session_id", "") == [TABS.session_id, PHONE.session_id, CRASH.session_id]
    assert await completed(prompt, "session_id", "b7d2") == [PHONE.session_id]
    assert await completed(prompt, "version_key", "parcel-a") == ["parcel-android"]
    assert await completed(prompt, "recording_id", "rec-b7") == list(PHONE.parts)
    assert await completed(prompt, "tab_id", "") == list(TABS.parts)
    assert await completed(template, "part_id", "", session_id=CRASH.session_id) == list(CRASH.parts)
    assert await completed(prompt, "focus", "") == []


async def test_a_client_that_hands_everything_to_a_model_has_no_links(fresh: Client) -> None:
    result = good(await fresh.call_tool("list_sessions", {"problems": ["crash"]}))
    assert not any(isinstance(block, ResourceLink) for block in result.content)


async def test_a_comparison_and_a_screen_link_to_what_they_are_about(host: Client) -> None:
    handled = SAMPLES["android-exceptions-handled"]
    asked = {"session_ids": [CRASH.session_id, handled.session_id], "version_key": "parcel-android"}
    sides = await host.call_tool("compare_sessions", asked)
    screen = await host.call_tool(
        "get_session_screen", {"session_id": CRASH.session_id, "version_key": "parcel-android"}
    )
    uris = [[block.uri for block in each.content if isinstance(block, ResourceLink)] for each in (sides, screen)]
    assert [len(each) for each in uris] == [2, 1]
    for uri in (*uris[0], *uris[1]):
        assert await read(host, uri)


async def test_an_id_is_completed_by_any_of_its_letters_and_not_with_the_one_it_is_compared_to(fresh: Client) -> None:
    handled = SAMPLES["android-exceptions-handled"]
    for sample in (CRASH, handled):
        await fresh.call_tool(
            "summarize_session_timeline", {"session_id": sample.session_id, "version_key": "parcel-android"}
        )
    prompt = PromptReference(type="ref/prompt", name="compare_with_working_session")
    by_end = await fresh.complete(prompt, {"name": "failing_session_id", "value": CRASH.session_id[-3:]})
    assert by_end.completion.values == [CRASH.session_id]
    others = await fresh.complete(
        prompt,
        {"name": "working_session_id", "value": ""},
        context_arguments={"failing_session_id": CRASH.session_id},
    )
    assert others.completion.values == [handled.session_id]
