"""The view beside an answer, in a host that knows MCP Apps."""

import pytest
from hosting import CRASH, EMPTY, HOSTILE, LONG, PHONE, SAMPLES, TABS, WHOLE, Watched, hosted
from mcp.client.client import Client

PAPER = "(colour) => getComputedStyle(document.body).backgroundColor === colour"


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
    await shown.page.wait_for_function("() => heard.some(({ params }) => params?.height > 400)")
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
                    "text": "What happened around #253 (3:40.2)? "
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
    shown = await hosted(watched, client, {**of(CRASH), "max_tokens": 2_600}, reads=False)
    await shown.view.wait_for_selector("#notice:has-text('could not be read here')")
    assert (await shown.view.locator("#notice").inner_text()).startswith("Drawn from the answer alone: ")
    assert not await shown.heard("resources/read")
    assert await shown.view.locator("#problems > li").count() == 4
    assert await shown.view.locator("#figure").is_visible()
    # A reference that the answer has no line for can be asked about as well.
    await shown.view.locator("#more").click()
    await shown.settled()
    await shown.view.locator(".reference[data-reference='#82']").first.click()
    assert "not among those shown" in await shown.view.locator("#selected").inner_text()
    await shown.view.locator("#selected .ask").click()
    await shown.page.wait_for_function("() => heard.some(({ method }) => method === 'ui/message')")
    (message,) = await shown.heard("ui/message")
    assert message["content"][0]["text"].startswith("What happened around #82? get_session_recording(")


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
    shown = await hosted(watched, client, of(CRASH), context={"theme": "light"})
    await shown.view.wait_for_function(PAPER, arg="rgb(255, 255, 255)")
    await shown.notify("ui/notifications/host-context-changed", {"theme": "dark"})
    await shown.view.wait_for_function(PAPER, arg="rgb(22, 24, 27)")
    variables = {"--color-background-primary": "light-dark(#fff, #030201)"}
    await shown.notify("ui/notifications/host-context-changed", {"styles": {"variables": variables}})
    await shown.view.wait_for_function(PAPER, arg="rgb(3, 2, 1)")


async def test_a_call_that_is_cancelled_says_so(watched: Watched, client: Client) -> None:
    shown = await hosted(watched, client, of(CRASH))
    await shown.notify("ui/notifications/tool-cancelled", {"reason": "user action"})
    await shown.view.wait_for_selector("#notice:has-text('The call was cancelled: user action.')")
    assert await shown.view.locator("#page").get_attribute("aria-busy") == "false"


async def test_a_question_is_drawn_as_it_was_answered(watched: Watched, client: Client) -> None:
    asked = {**of(CRASH), "question": "why could the customer not pay? 100 % & more", "around": "#163"}
    shown = await hosted(watched, client, asked)
    await shown.view.wait_for_function(WHOLE, arg="257 events")
    (read,) = await shown.heard("resources/read")
    assert read["uri"].endswith(
        "/picture?question=why%20could%20the%20customer%20not%20pay%3F%20100%20%25%20%26%20more&around=%23163"
    )
    titles = await shown.view.locator("#problems h3").all_inner_texts()
    result = await client.call_tool("summarize_session_timeline", asked)
    assert result.structured_content
    told = [incident["title"] for incident in result.structured_content["incidents"]]
    assert all(long.replace("[", "").startswith(title[:40]) for title, long in zip(titles, told, strict=True))
    assert "events bear on it" in await shown.view.locator("#question").inner_text()
    assert "#163 ·" in await shown.view.locator("#selected .when").inner_text()
    assert await shown.view.locator("#range").inner_text() == "1:39 to 2:40"


async def test_the_later_of_two_answers_stays_whichever_is_read_first(watched: Watched, client: Client) -> None:
    shown = await hosted(watched, client, of(CRASH), holds=True)
    await shown.give(client, of(TABS))
    await shown.page.wait_for_function("() => held.length === 2")
    await shown.page.evaluate("session => release(session)", TABS)
    await shown.view.wait_for_function(WHOLE, arg="79 events")
    await shown.page.evaluate("session => release(session)", CRASH)
    await shown.page.wait_for_timeout(200)
    assert await shown.view.locator("#events-count").inner_text() == "79 events"
    assert await shown.view.evaluate("state.model.asking.session_id") == TABS


async def test_an_error_clears_what_was_drawn_and_a_good_answer_clears_the_error(
    watched: Watched, client: Client
) -> None:
    shown = await hosted(watched, client, of(CRASH), holds=True)
    await shown.give(client, {"session_id": "gone", "version_key": "parcel-android"})
    await shown.view.wait_for_selector("#notice.failure")
    await shown.page.evaluate("session => release(session)", CRASH)
    await shown.page.wait_for_timeout(200)
    for part in ("#figure", "#problems", "#events", "#selected"):
        assert not await shown.view.locator(part).is_visible()
    await shown.give(client, of(TABS))
    await shown.page.wait_for_function("() => held.length === 2")
    await shown.page.evaluate("session => release(session)", TABS)
    await shown.view.wait_for_function(WHOLE, arg="79 events")
    assert not await shown.view.locator("#notice").is_visible()
    assert await shown.view.locator(".failure").count() == 0


async def test_a_host_that_is_slow_to_read_is_waited_for_in_words(watched: Watched, client: Client) -> None:
    shown = await hosted(watched, client, of(CRASH), holds=True)
    await shown.view.wait_for_selector("#notice:has-text('; the whole recording is being read.')")
    await shown.page.evaluate("session => release(session)", CRASH)
    await shown.view.wait_for_function(WHOLE, arg="257 events")
    assert not await shown.view.locator("#notice").is_visible()


async def test_what_the_answer_alone_knows_is_drawn(watched: Watched, client: Client) -> None:
    shown = await hosted(watched, client, of(CRASH), refuses=True)
    await shown.view.wait_for_selector("#notice:has-text('could not be read here')")
    stays = await shown.view.evaluate("state.model.screens.map(({ name, from, to }) => [name, from, to])")
    assert stays[:3] == [
        ["SplashActivity", 0, 1_000],
        ["HomeActivity", 1_000, 31_000],
        ["SearchActivity > ProductActivity, 3 times", 31_000, 106_000],
    ]
    assert await shown.view.evaluate("state.model.counts.screens") == 14
    marked = "state.model.problems.map(({ at, places }) => [at.length > 0, places.length > 0])"
    assert await shown.view.evaluate(marked) == [[True, True]] * 4


async def test_an_answer_of_text_alone_is_no_failure(watched: Watched, client: Client) -> None:
    shown = await hosted(watched, client, of(CRASH))
    content = [{"type": "text", "text": "one\ntwo"}]
    await shown.notify("ui/notifications/tool-result", {"content": content})
    await shown.view.wait_for_selector("#notice:has-text('There is nothing to draw')")
    assert (await shown.view.locator("#notice").inner_text()).endswith("one\ntwo")
    assert await shown.view.locator(".failure").count() == 0
    assert not await shown.view.locator("#figure").is_visible()


async def test_a_problem_is_asked_about_once_and_in_words_of_its_own(watched: Watched, client: Client) -> None:
    shown = await hosted(watched, client, of(CRASH))
    await shown.view.wait_for_function(WHOLE, arg="257 events")
    await shown.view.locator("#figure").press("n")
    assert "Problem 1 of 4 · 3:41.2 · #257" in await shown.view.locator("#selected .when").inner_text()
    await shown.view.evaluate(
        """() => {
            const enter = { key: "Enter", bubbles: true, cancelable: true };
            for (const repeat of [false, true, true, false])
                byId("figure").dispatchEvent(new KeyboardEvent("keydown", { ...enter, repeat }));
        }"""
    )
    await shown.view.wait_for_selector(".said:has-text('Asked about problem 1.')")
    (message,) = await shown.heard("ui/message")
    assert message["content"][0]["text"] == (
        "What led to problem 1 (#257)? Recorded: Crash at about 3:41.2 on CheckoutActivity, "
        "java.lang.IllegalStateException, after the last event [#257] (reported). "
        'get_session_recording(session_id="9c1f-22ab", around="#257", version_key="parcel-android")'
    )
    await shown.view.locator("#problem-1 .ask").click()
    await shown.page.wait_for_function("() => heard.filter(({ method }) => method === 'ui/message').length === 2")


async def test_between_messages_it_is_small_until_a_person_wants_more(watched: Watched, client: Client) -> None:
    modes = {"availableDisplayModes": ["inline", "fullscreen"], "displayMode": "inline"}
    shown = await hosted(watched, client, of(CRASH), context=modes, width=760)
    await shown.view.wait_for_function(WHOLE, arg="257 events")
    tall = await shown.view.evaluate("document.body.getBoundingClientRect().height")
    assert tall < 760
    assert not await shown.view.locator("#problem-3 .about").is_visible()
    await shown.view.locator("#problem-3 .unfold").click()
    assert await shown.view.locator("#problem-3 .about").is_visible()
    assert not await shown.view.locator("#problem-1 .about").is_visible()
    await shown.view.locator("#wide").click()
    await shown.view.wait_for_selector("#wide:has-text('Leave full screen')")
    assert await shown.heard("ui/request-display-mode") == [{"mode": "fullscreen"}]
    assert await shown.view.locator("#signals-section").is_visible()
