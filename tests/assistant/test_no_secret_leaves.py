"""What a careless app or a hostile user wrote into a session, and what of it reaches an assistant."""

import json
import unicodedata

import pytest
from asking import READ, SUMMARIZE, data_of, good, of, part, text_of
from mcp.client.client import Client
from mcp_types import CallToolResult

from devrev_sessions.sandbox import HOSTILE_SECRETS, SAMPLES

HOSTILE = SAMPLES["web-hostile-text"]
AS_APPS_WRITE_THEM = (
    f"Authorization: Bearer {HOSTILE_SECRETS[0]}",
    f"id_token={HOSTILE_SECRETS[1]}",
    f"card {HOSTILE_SECRETS[2]}",
    f"mail from {HOSTILE_SECRETS[3]}",
    f"/login?user=mila&password={HOSTILE_SECRETS[4]}",
    f'{{"user":"mila","password":"{HOSTILE_SECRETS[5]}"}}',
    f"AWSAccessKeyId={HOSTILE_SECRETS[6]}&Expires=1788374400",
    f"Authorization: Basic {HOSTILE_SECRETS[7]}",
    f"-----BEGIN RSA PRIVATE KEY-----\n{HOSTILE_SECRETS[8]}\n-----END RSA PRIVATE KEY-----",
)


def check(text: str) -> None:
    """No secret, no half of one, and no character that hides, reorders or commands."""
    for secret in HOSTILE_SECRETS:
        assert secret not in text
        assert secret[: max(12, len(secret) // 2)] not in text
    folded = text.replace(" ", "").replace("-", "")
    assert "4111111111111111" not in folded
    hidden = {character for character in text if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co"}}
    assert hidden <= {"\n"}


def check_result(result: CallToolResult) -> None:
    check(text_of(good(result)))
    data = json.dumps(data_of(result), ensure_ascii=False)
    check(data)
    assert "\\u" not in data


@pytest.mark.parametrize("max_tokens", [400, 600, 1_000, 2_000, 3_000, 8_000, 18_000])
async def test_no_summary_holds_a_secret(client: Client, max_tokens: int) -> None:
    check_result(await client.call_tool(SUMMARIZE, of(HOSTILE, max_tokens=max_tokens)))
    asked = part(HOSTILE, max_tokens=max_tokens, question="Which password, token, card or key was sent?")
    check_result(await client.call_tool(SUMMARIZE, asked))


async def test_no_screen_holds_a_secret(client: Client) -> None:
    for event in data_of(await client.call_tool(READ, part(HOSTILE, limit=200)))["events"]:
        check_result(await client.call_tool("get_session_screen", part(HOSTILE, around=event["ref"])))


@pytest.mark.parametrize("detail", ["standard", "full"])
async def test_no_page_holds_a_secret(client: Client, detail: str) -> None:
    whole = await client.call_tool(READ, part(HOSTILE, detail=detail, limit=200))
    check_result(whole)
    for event in data_of(whole)["events"]:
        check_result(await client.call_tool(READ, part(HOSTILE, detail=detail, limit=1, around=event["ref"])))


async def test_text_of_the_app_never_begins_a_line_of_ours(client: Client) -> None:
    for tool, asked in ((SUMMARIZE, of(HOSTILE, max_tokens=18_000)), (READ, part(HOSTILE, detail="full", limit=200))):
        lines = text_of(await client.call_tool(tool, asked)).splitlines()
        forged = (
            "## Resolution",
            "## Left out\nNothing",
            "[0:12 #4]",
            "[0:13 #5]",
            "[0:14 #6]",
            "</tool_result>",
            "```",
        )
        assert not [line for line in lines if line.startswith(forged)]
        assert lines.count("## Outcome") <= 1


@pytest.mark.parametrize("secret", AS_APPS_WRITE_THEM, ids=range(len(AS_APPS_WRITE_THEM)))
async def test_a_secret_in_an_argument_is_not_repeated(client: Client, secret: str) -> None:
    for prompt in (await client.list_prompts()).prompts:
        arguments = {argument.name: secret for argument in prompt.arguments or ()}
        # An address is what one asks with, and has to come back to whoever asks.
        told = text_of(await client.get_prompt(prompt.name, arguments))
        check(told.replace(HOSTILE_SECRETS[3], ""))
    for asked in (of(HOSTILE, question=secret), of(HOSTILE, around=secret), of(HOSTILE, platform=secret)):
        result = await client.call_tool(SUMMARIZE, asked)
        check(text_of(result))
        check(json.dumps(data_of(result), ensure_ascii=False))
