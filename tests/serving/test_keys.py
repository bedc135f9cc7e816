"""Who may call with a key, and whose data they get."""

import re
from collections.abc import AsyncIterator

import pytest
from asking import ERAS, READ, Data, Era, good, part, text_of
from hosted import bearer, hosted
from recorded import CRASH, HOSTILE, recorded, tokens_of
from scripted import Scripted

from devrev_sessions.settings import Settings
from devrev_sessions.settings.keys import hashed, new_key

KEYS = {name: new_key() for name in ("anna", "bo", "cy")}


def settings(host: Scripted, callers: dict[str, str] | None = None, token: str = "server-token", **http: object):
    keys = [{"name": name, "sha256": hashed(key)} for name, key in KEYS.items() if not callers or name in callers]
    given: Data = {"token": token, "base_url": host.url, "http": {"auth": "bearer", "keys": keys, **http}}
    given["callers"] = {name: {"token": theirs} for name, theirs in (callers or {}).items()}
    return Settings.model_validate(given)


@pytest.fixture
async def devrev() -> AsyncIterator[Scripted]:
    async with recorded() as host:
        yield host


async def test_without_a_key_that_is_known_nothing_is_answered(devrev: Scripted):
    async with hosted(settings(devrev)) as server:
        for headers in (
            {},
            bearer("dsm_wrong"),
            bearer(hashed(KEYS["anna"])),
            {"Authorization": "Basic x"},
        ):
            answer = await server.post(headers)
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"].startswith("Bearer ")
        assert (await server.post(bearer(KEYS["anna"]))).status_code == 200


@pytest.mark.parametrize("era", ERAS)
async def test_whoever_has_a_key_is_answered_and_the_key_goes_no_further(devrev: Scripted, era: Era):
    async with hosted(settings(devrev)) as server, server.client(era, bearer(KEYS["bo"])) as client:
        good(await client.call_tool(READ, part(CRASH)))
    assert tokens_of(devrev) == ["server-token"]
    told = str([(heard.headers, heard.body) for heard in devrev.heard])
    assert not any(key in told for key in KEYS.values())


@pytest.mark.parametrize("era", ERAS)
async def test_each_caller_gets_what_devrev_shows_to_their_own_token(devrev: Scripted, era: Era):
    async with hosted(settings(devrev, {"anna": "token-a", "bo": "token-b"})) as server:
        for name in ("anna", "bo", "anna", "bo"):
            async with server.client(era, bearer(KEYS[name])) as client:
                good(await client.call_tool(READ, part(CRASH)))
    # Each is kept for its own caller, and nothing that one token was shown is shown to another.
    assert tokens_of(devrev) == ["token-a", "token-b"]


@pytest.mark.parametrize("era", ERAS)
async def test_equal_values_are_tagged_apart_for_callers_who_see_different_data(devrev: Scripted, era: Era):
    tags: list[set[str]] = []
    async with hosted(settings(devrev, {"anna": "token-a", "bo": "token-b"})) as server:
        for name in ("anna", "anna", "bo"):
            async with server.client(era, bearer(KEYS[name])) as client:
                text = text_of(good(await client.call_tool(READ, part(HOSTILE, limit=200))))
                tags.append(set(re.findall(r"\[\w+ [0-9a-f]{4}\]", text)))
    assert tags[0] == tags[1] != tags[2]


async def test_what_one_caller_asked_for_lately_is_not_listed_for_another(devrev: Scripted):
    async with hosted(settings(devrev)) as server:
        async with server.client("auto", bearer(KEYS["anna"])) as client:
            good(await client.call_tool(READ, part(CRASH)))
            assert (await client.list_resources()).resources
        async with server.client("auto", bearer(KEYS["bo"])) as client:
            assert not (await client.list_resources()).resources
    # One token of the server's for both: the recording itself is fetched once.
    assert tokens_of(devrev) == ["server-token"]
