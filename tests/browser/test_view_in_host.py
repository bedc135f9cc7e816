"""The view beside an answer, in a host that knows MCP Apps."""

import pytest
from hosting import CRASH, EMPTY, HOSTILE, LONG, PHONE, SAMPLES, TABS, WHOLE, Watched, hosted
from mcp.client.client import Client


def of(session_id: str) -> dict[str, object]:
    return {"session_id": session_id, "version_key": SAMPLES[session_id]}


COUNTS = {CRASH: 257, TABS: 79, PHONE: 324, HOSTILE: 36, LONG: 10_791}


@pytest.mark.parametrize("session_id", COUNTS)
async def test_the_answer_is_drawn_and_then_every_event(watched: Watched, client: Client, session_id: str) -> None:
    shown = await hosted(watched, client, of(session_id))
    await shown.view.wait_for_function(WHOLE, arg=f"{COUNTS[session_id]:,} events")
    assert not await shown.view.locator("#notice").is_visible()
    assert [params["uri"] for params in await shown.heard("resources/read")] == [
        f"devrev-session://session/{SAMPLES[session_id]}/{session_id}/picture"
    ]


async def test_one_tab_is_drawn_by_itself(watched: Watched, client: Client) -> None:
    shown = await hosted(watched, client, {**of(TABS), "tab_id": "tab-3f9a-2"})
    await shown.view.wait_for_function(WHOLE, arg="17 events")


async def test_the_handshake_is_the_one_of_the_extension(watched: Watched, client: Client) -> None:
    shown = await hosted(watched, client, of(CRASH))
    (begun,) = await shown.heard("ui/initialize")
    assert begun["protocolVersion"] == "2026-01-26"
    assert begun["appInfo"]["name"] == "devrev-sessions-timeline"
    assert len(await shown.heard("ui/notifications/initialized")) == 1
    answer = await shown.ask("ui/resource-teardown", {})
    assert answer["result"] == {}
    assert (await shown.ask("ping", {}))["result"] == {}
    assert (await shown.ask("ui/unheard-of", {}))["error"]["code"] == -32601


async def test_the_host_is_told_how_tall_the_content_is(watched: Watched, client: Client) -> None:
    shown = await hosted(watched, client, of(CRASH))
    await shown.view.wait_for_function(WHOLE, arg="257 events")
    await shown.page.wait_for_function("() => heard.some(({ params }) => params?.height > 900)")
    tall = await shown.view.evaluate("document.body.getBoundingClientRect().height")
    assert (await shown.heard("ui/notifications/size-changed"))[-1] == {"height": pytest.approx(tall, abs=1)}


async def test_a_click_on_a_reference_offers_to_ask_about_it_in_the_chat(watched: Watched, client: Client) -> None:
    shown = await hosted(watched, client, of(CRASH))
    await shown.view.wait_for_function(WHOLE, arg="257 events")
    await shown.view.locator("#outcome .reference").click()
    await shown.view.locator("#outcome .ask").click()
    await shown.page.wait_for_function("() => heard.some(({ method }) => method === 'ui/message')")
    assert await shown.heard("ui/message") == [
        {
            "role": "user",
            "content": [
                {
                    "type": "text",
                    "text": 'What happened around #253 (3:40.2 rage tap "pay_button" on CheckoutActivity, unanswered)? '
                    'get_session_recording(session_id="9c1f-22ab", around="#253", version_key="parcel-android")',
                }
            ],
        }
    ]
    await shown.view.wait_for_selector(".said:has-text('Asked about #253.')")


async def test_a_host_without_a_chat_leaves_the_question_to_be_copied(watched: Watched, client: Client) -> None:
    shown = await hosted(watched, client, of(CRASH), mute=True)
    await shown.view.locator("#outcome .reference").click()
    await shown.view.locator("#outcome .ask").click()
    await shown.view.wait_for_selector(".said:has-text('Copy the question: What happened around #253')")


async def test_a_host_that_reads_nothing_keeps_the_first_drawing_and_says_so(watched: Watched, client: Client) -> None:
    shown = await hosted(watched, client, of(CRASH), reads=False)
    await shown.view.wait_for_selector("#notice:has-text('A part of the session: ')")
    assert await shown.view.locator("#problems > li").count() == 4
    assert await shown.view.locator("#figure").is_visible()
    # A reference that the answer has no line for can be asked about as well.
    await shown.view.locator(".reference[data-reference='#73']").first.click()
    assert "not among those shown" in await shown.view.locator("#selected").inner_text()
    await shown.view.locator("#selected .ask").click()
    await shown.page.wait_for_function("() => heard.some(({ method }) => method === 'ui/message')")
    (message,) = await shown.heard("ui/message")
    assert message["content"][0]["text"].startswith("What happened around #73? get_session_recording(")


async def test_an_error_is_shown_with_what_to_do(watched: Watched, client: Client) -> None:
    shown = await hosted(watched, client, {"session_id": "gone", "version_key": "parcel-android"})
    words = await shown.view.locator("#notice").inner_text()
    assert 'DevRev knows no session "gone"' in words
    assert "Next step: " in words
    assert not await shown.view.locator("#figure").is_visible()


async def test_a_recording_without_events_says_what_is_missing(watched: Watched, client: Client) -> None:
    shown = await hosted(watched, client, of(EMPTY))
    assert "no events" in await shown.view.locator("#outcome").inner_text()
    assert await shown.view.locator("#missing li").count() > 0
    assert not await shown.view.locator("#figure").is_visible()


async def test_the_view_looks_as_its_host_does(watched: Watched, client: Client) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    shown = await hosted(watched, client, of(CRASH), context={"theme": "light"})
    assert await shown.view.evaluate(paper) == "rgb(255, 255, 255)"
    await shown.notify("ui/notifications/host-context-changed", {"theme": "dark"})
    assert await shown.view.evaluate(paper) == "rgb(22, 24, 27)"
    variables = {"--color-background-primary": "light-dark(#fff, #030201)"}
    await shown.notify("ui/notifications/host-context-changed", {"styles": {"variables": variables}})
    assert await shown.view.evaluate(paper) == "rgb(3, 2, 1)"


async def test_a_call_that_is_cancelled_says_so(watched: Watched, client: Client) -> None:
    shown = await hosted(watched, client, of(CRASH))
    await shown.notify("ui/notifications/tool-cancelled", {"reason": "user action"})
    await shown.view.wait_for_selector("#notice:has-text('The call was cancelled: user action.')")
