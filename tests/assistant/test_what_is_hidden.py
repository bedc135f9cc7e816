"""What is hidden by the settings, seen through the tools."""

import logging
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

import pytest
from asking import READ, SUMMARIZE, data_of, error_of, good, of, part, settings_for, text_of
from mcp.client.client import Client

from devrev_sessions.assistant.desks import open_desks
from devrev_sessions.assistant.server import build_server
from devrev_sessions.sandbox import HOSTILE_SECRETS, SAMPLES, Sandbox
from devrev_sessions.settings import Settings

HOSTILE = SAMPLES["web-hostile-text"]
CRASH = SAMPLES["android-checkout-crash"]
EMAIL: Final = HOSTILE_SECRETS[3]
TAG: Final = re.compile(r"\[email ([0-9a-f]{4})\]")


@asynccontextmanager
async def client_of(devrev: Sandbox, **settings: object) -> AsyncGenerator[Client]:
    given = Settings.model_validate(settings_for(devrev).model_dump() | settings)
    async with open_desks(given) as desks, Client(build_server(desks)) as client:
        yield client


async def page(client: Client, **arguments: object) -> str:
    asked = part(HOSTILE, detail="full", limit=200) | arguments
    return text_of(good(await client.call_tool(READ, asked)))


async def test_equal_values_have_equal_tags_and_other_processes_other_tags(devrev: Sandbox):
    told: list[set[str]] = []
    for _ in range(3):
        async with client_of(devrev) as client:
            pages = await page(client) + await page(client, fresh=True)
            told.append(set(TAG.findall(pages)))
    assert [len(tags) for tags in told] == [1, 1, 1]
    assert len(told[0] | told[1] | told[2]) > 1


async def test_off_hides_nothing_and_warns(devrev: Sandbox, caplog: pytest.LogCaptureFixture):
    async with client_of(devrev, redact="off") as client:
        shown = await page(client)
    assert EMAIL in shown
    assert HOSTILE_SECRETS[0] in shown
    assert [record.levelno for record in caplog.records if "redact is off" in record.getMessage()] == [logging.WARNING]


async def test_off_still_makes_text_harmless(devrev: Sandbox):
    async with client_of(devrev, redact="off") as client:
        lines = (await page(client)).splitlines()
    assert not [line for line in lines if line.startswith(("## Resolution", "[0:12 #4]", "```"))]


async def test_strict_hides_every_value_that_an_app_attaches(devrev: Sandbox):
    async with client_of(devrev, redact="strict") as client:
        shown = text_of(good(await client.call_tool(SUMMARIZE, of(CRASH))))
    assert "plan: [value" in shown
    assert '"gold"' not in shown
    assert "CheckoutActivity" in shown
    assert 'session_id="9c1f-22ab"' in shown


async def test_a_team_s_own_rule_hides_what_it_matches(devrev: Sandbox):
    rules = {"rules": [{"label": "button", "pattern": "pay_[a-z]+"}]}
    async with client_of(devrev, redaction=rules) as client:
        shown = text_of(good(await client.call_tool(SUMMARIZE, of(CRASH))))
    assert "pay_button" not in shown
    assert re.search(r'tap "\[button [0-9a-f]{4}\]"', shown)


async def test_a_name_that_a_team_allows_shows_its_value(devrev: Sandbox):
    async with client_of(devrev, redaction={"allow_names": ["authorization"]}) as client:
        shown = await page(client)
    assert HOSTILE_SECRETS[0] in shown
    assert HOSTILE_SECRETS[1] not in shown


async def test_what_is_hidden_is_not_found_by_guessing(devrev: Sandbox):
    guesses = [
        guess[:200]
        for secret in HOSTILE_SECRETS
        for guess in (secret, secret[: len(secret) // 2], secret[len(secret) // 2 :])
    ]
    async with client_of(devrev) as client, client_of(devrev, redact="off") as open_client:
        shown = [data_of(good(await open_client.call_tool(READ, part(HOSTILE, search=guess)))) for guess in guesses]
        hidden = [data_of(good(await client.call_tool(READ, part(HOSTILE, search=guess)))) for guess in guesses]
    assert sum(bool(found["events"]) for found in shown) >= len(guesses) // 2
    assert not [guess for guess, found in zip(guesses, hidden, strict=True) if found["events"]]


async def test_a_question_is_not_answered_by_what_is_hidden(devrev: Sandbox):
    word = re.findall(r"\w{5,}", HOSTILE_SECRETS[4])[0]
    async with client_of(devrev) as client:
        shown = text_of(good(await client.call_tool(SUMMARIZE, part(HOSTILE, question=f"Who typed {word}?"))))
    assert "bears on it" not in shown
    assert "bear on it" not in shown


async def test_what_a_caller_gave_has_no_tag_to_compare(devrev: Sandbox):
    async with client_of(devrev) as client:
        searched = text_of(good(await client.call_tool(READ, part(HOSTILE, search=EMAIL))))
        refused = error_of(await client.call_tool(READ, part(HOSTILE, around=EMAIL)))
        prompt = text_of(await client.get_prompt("answer_support_question", {"session_id": "s-1", "question": EMAIL}))
    # An address is what one asks with, and a prompt goes back to whoever asks.
    assert EMAIL in prompt
    for told in (searched.split("matches", 1)[1], str(refused)):
        assert EMAIL not in told
        assert "[email]" in told
        assert not TAG.search(told)
