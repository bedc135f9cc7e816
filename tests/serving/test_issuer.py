"""Who may call with a token of an issuer's, and whose data they get."""

import base64
import hmac
import json
import time
from collections.abc import AsyncIterator

import anyio
import pytest
from asking import ERAS, READ, Data, Era, error_of, good, part
from hosted import bearer, hosted
from issuing import RESOURCE, Issuer, issuing, new_signer
from mcp.shared.exceptions import MCPError
from recorded import CRASH, recorded, tokens_of
from scripted import Scripted, answer

from devrev_sessions.assistant.http.issuer import IssuedTokens
from devrev_sessions.assistant.http.signers import AGAIN_SECONDS, FRESH_SECONDS, IssuerUnreachable, Signers
from devrev_sessions.devrev.http.documents import NoDocument, document
from devrev_sessions.settings import OAuthSettings, Settings

SCOPE = "sessions.read"
WELL_KNOWN = "/.well-known/oauth-protected-resource/mcp"


@pytest.fixture
async def issuer() -> AsyncIterator[Issuer]:
    async with issuing() as found:
        yield found


@pytest.fixture
async def devrev() -> AsyncIterator[Scripted]:
    async with recorded() as host:
        yield host


def oauth(issuer: Issuer, **told: object) -> OAuthSettings:
    return OAuthSettings.model_validate({"issuer": issuer.url, "resource": RESOURCE, "scopes": [SCOPE], **told})


def settings(issuer: Issuer, devrev: Scripted | None = None, callers: dict[str, str] | None = None) -> Settings:
    given: Data = {
        "token": "server-token",
        "base_url": devrev.url if devrev else "http://127.0.0.1:9",
        "http": {"auth": "oauth", "oauth": {"issuer": issuer.url, "resource": RESOURCE, "scopes": [SCOPE]}},
        "callers": {name: {"token": token} for name, token in (callers or {}).items()},
    }
    return Settings.model_validate(given)


def forged(issuer: Issuer, algorithm: str, secret: str) -> str:
    """A token that claims to be signed so, with what everybody knows."""
    claims = {"iss": issuer.url, "aud": RESOURCE, "sub": "anna", "exp": int(time.time()) + 300, "scope": SCOPE}
    text = ".".join(encoded(json.dumps(part).encode()) for part in ({"alg": algorithm, "kid": "k1"}, claims))
    return f"{text}.{encoded(hmac.digest(secret.encode(), text.encode(), 'sha256')) if secret else ''}"


def encoded(piece: bytes) -> str:
    return base64.urlsafe_b64encode(piece).rstrip(b"=").decode()


@pytest.mark.parametrize("era", ERAS)
async def test_a_token_for_this_server_is_taken_and_goes_no_further(issuer: Issuer, devrev: Scripted, era: Era):
    token = issuer.token()
    async with hosted(settings(issuer, devrev)) as server, server.client(era, bearer(token)) as client:
        good(await client.call_tool(READ, part(CRASH)))
    assert tokens_of(devrev) == ["server-token"]
    assert token not in str([(heard.headers, heard.body) for heard in devrev.heard])


async def test_every_other_token_is_refused_with_where_to_get_one(issuer: Issuer):
    now = int(time.time())
    public = json.dumps(issuer.keys()["keys"][0])
    refused = {
        "for another server": issuer.token(aud="https://other.example/mcp"),
        "of another issuer": issuer.token(iss="https://other.example"),
        "expired": issuer.token(exp=now - 60),
        "not yet good": issuer.token(nbf=now + 600),
        "without an end": issuer.token(exp=None),
        "without anybody": issuer.token(sub=None),
        "of a program under somebody's name": issuer.token(sub=None, client_id="anna", azp="anna"),
        "signed by nobody": forged(issuer, "none", ""),
        "signed by somebody else": issuer.token(key=new_signer()),
        "of a key that is not known": issuer.token("k9", key=new_signer()),
        "signed with the public key": forged(issuer, "HS256", public),
        "cut": issuer.token()[:-9],
        "none at all": "word",
    }
    async with hosted(settings(issuer)) as server:
        for why, token in refused.items():
            said = await server.post(bearer(token))
            assert said.status_code == 401, why
            assert f'resource_metadata="http://127.0.0.1:8000{WELL_KNOWN}"' in said.headers["www-authenticate"]
        assert (await server.post(bearer(issuer.token()))).status_code == 200


async def test_a_token_that_does_not_allow_it_is_forbidden(issuer: Issuer):
    async with hosted(settings(issuer)) as server:
        said = await server.post(bearer(issuer.token(scope="profile")))
        assert said.status_code == 403
        assert 'error="insufficient_scope"' in said.headers["www-authenticate"]
        for name, value in (("scope", SCOPE), ("scp", [SCOPE]), ("scp", f"x {SCOPE}")):
            told: Data = {"scope": None, name: value}
            assert (await server.post(bearer(issuer.token(**told)))).status_code == 200


async def test_an_issuer_without_a_path_is_told_letter_by_letter():
    told: Data = {"issuer": "https://login.example.com", "resource": RESOURCE}
    async with hosted(Settings.model_validate({"http": {"auth": "oauth", "oauth": told}})) as server:
        metadata = (await server.get(WELL_KNOWN)).json()
    assert metadata["authorization_servers"] == ["https://login.example.com"]
    assert "scopes_supported" not in metadata


async def test_whoever_runs_it_learns_why_a_token_was_refused(issuer: Issuer, caplog: pytest.LogCaptureFixture):
    caplog.set_level("INFO", "devrev_sessions.http")
    tokens = IssuedTokens(oauth(issuer))
    wrong: list[Data] = [{"exp": 1}, {"aud": "other"}, {"iss": "https://other.example"}, {"sub": None}, {"exp": None}]
    for claims in wrong:
        assert await tokens.verify_token(issuer.token(**claims)) is None
    assert await tokens.verify_token(forged(issuer, "none", "")) is None
    assert [record.getMessage().removeprefix("a token was refused: ") for record in caplog.records] == [
        "expired",
        "for another audience",
        "of another issuer",
        "a claim is missing: exp, iss, aud or sub",
        "a claim is missing: exp, iss, aud or sub",
        "a signature of a kind that is not taken",
    ]


async def test_a_client_learns_whom_to_ask_for_a_token(issuer: Issuer):
    async with hosted(settings(issuer)) as server:
        told = (await server.get(WELL_KNOWN)).json()
    assert told["resource"] == RESOURCE
    assert told["authorization_servers"] == [issuer.url]
    assert told["scopes_supported"] == [SCOPE]
    assert told["bearer_methods_supported"] == ["header"]


@pytest.mark.parametrize("era", ERAS)
async def test_a_subject_gets_their_own_data_and_one_who_is_not_named_gets_none(
    issuer: Issuer, devrev: Scripted, era: Era
):
    async with hosted(settings(issuer, devrev, {"anna": "token-a"})) as server:
        async with server.client(era, bearer(issuer.token())) as client:
            good(await client.call_tool(READ, part(CRASH)))
        async with server.client(era, bearer(issuer.token(sub="stranger"))) as client:
            error = error_of(await client.call_tool(READ, part(CRASH)))
            assert error["code"] == "forbidden"
            assert error["message"] == 'No DevRev token is configured for the caller "stranger".'
            assert "[callers]" in error["next_step"]
            with pytest.raises(MCPError, match="No DevRev token is configured"):
                await client.list_resources()
    assert tokens_of(devrev) == ["token-a"]


async def test_an_audience_may_be_another_than_the_resource(issuer: Issuer):
    tokens = IssuedTokens(oauth(issuer, audience="api://sessions"))
    assert await tokens.verify_token(issuer.token()) is None
    for audience in ("api://sessions", ["x", "api://sessions"]):
        found = await tokens.verify_token(issuer.token(aud=audience))
        assert found is not None
        assert (found.client_id, found.token) == ("anna", "")


async def test_signatures_of_elliptic_curves_are_checked_too(issuer: Issuer):
    issuer.signers["k2"] = ("ES256", new_signer("ES256"))
    tokens = IssuedTokens(oauth(issuer))
    assert await tokens.verify_token(issuer.token("k2"))
    assert await tokens.verify_token(issuer.token("k2", key=new_signer("ES256"), algorithm="ES256")) is None


@pytest.mark.parametrize("algorithm", ["RS256", "RS512", "PS256"])
async def test_a_key_that_does_not_say_what_for_is_taken_for_every_signature_it_can_make(
    issuer: Issuer, algorithm: str
):
    issuer.untold = True
    tokens = IssuedTokens(oauth(issuer))
    assert await tokens.verify_token(issuer.token(algorithm=algorithm))
    assert await tokens.verify_token(issuer.token(algorithm=algorithm, key=new_signer())) is None
    assert await tokens.verify_token(forged(issuer, "ES256", "secret")) is None


async def test_a_key_that_says_what_for_is_held_to_it(issuer: Issuer):
    tokens = IssuedTokens(oauth(issuer))
    assert await tokens.verify_token(issuer.token(algorithm="RS256"))
    for algorithm in ("RS512", "PS256"):
        assert await tokens.verify_token(issuer.token(algorithm=algorithm)) is None


async def test_keys_are_fetched_once_and_unknown_names_do_not_make_it_ask_again_and_again(issuer: Issuer):
    tokens = IssuedTokens(oauth(issuer))
    for name in ("k1", "k1", "k7", "k8", "k9"):
        await tokens.verify_token(issuer.token(name, key=issuer.signers["k1"][1]))
    assert issuer.times_asked("/keys") == 1


async def test_who_comes_while_keys_are_fetched_waits_for_them(issuer: Issuer):
    now = 1_000.0
    signers = Signers(issuer.url, clock=lambda: now)
    found: list[object] = []

    async def ask(name: str) -> None:
        found.append(await signers.key(name))

    async def crowd(name: str) -> None:
        async with anyio.create_task_group() as group:
            for _ in range(5):
                group.start_soon(ask, name)

    await crowd("k1")
    issuer.signers["k2"] = ("RS256", new_signer())
    now += AGAIN_SECONDS
    await crowd("k2")
    assert None not in found
    assert len(found) == 10
    assert issuer.times_asked("/keys") == 2


async def test_who_has_waited_for_keys_in_vain_does_not_ask_again_at_once(issuer: Issuer):
    issuer.broken = answer(503, b"{}")
    signers, refused = Signers(issuer.url), list[IssuerUnreachable]()

    async def ask() -> None:
        with pytest.raises(IssuerUnreachable) as error:
            await signers.key("k1")
        refused.append(error.value)

    async with anyio.create_task_group() as group:
        for _ in range(5):
            group.start_soon(ask)
    assert len(refused) == 5
    assert issuer.times_asked("/team/.well-known/openid-configuration") == 1


@pytest.mark.parametrize(
    "odd",
    [
        *(
            None,
            "key",
            [1],
            {},
            {"kty": "oct"},
            {"kty": "RSA", "n": "AA"},
            {"kty": "EC", "crv": [1], "x": "A", "y": "A"},
        ),
        *({"kty": "RSA", "alg": ["RS256"]}, {"kty": "RSA", "alg": "none"}, {"kty": 7}, {"use": ["sig"]}),
    ],
)
async def test_what_is_odd_about_one_key_does_not_take_the_others_along(issuer: Issuer, odd: object):
    good = issuer.keys()["keys"][0]
    issuer.extra = [odd, {**good, "kid": [1]}, {**good, "use": ["sig"]}]
    assert await Signers(issuer.url).key("k1")


async def test_when_the_issuer_cannot_be_asked_a_caller_is_not_sent_away_for_a_new_token(issuer: Issuer):
    issuer.broken = answer(503, b"{}")
    async with hosted(settings(issuer)) as server:
        said = await server.post(bearer(issuer.token()))
    assert said.status_code == 503
    assert said.headers["retry-after"] == "5"
    assert said.json()["error"] == "temporarily_unavailable"


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://other.example"},
        {"jwks_uri": "http://keys.example/keys"},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": "https://keys.example:port/keys"},
        {"jwks_uri": "https://keys.example/\x7f"},
        {"jwks_uri": None},
        {"jwks_uri": 7},
    ],
)
async def test_metadata_that_leads_astray_is_not_followed(issuer: Issuer, metadata: Data):
    issuer.metadata = metadata
    with pytest.raises(IssuerUnreachable):
        await IssuedTokens(oauth(issuer)).verify_token(issuer.token())
    assert issuer.times_asked("/keys") == 0


async def test_the_older_place_of_the_metadata_is_looked_at_too(issuer: Issuer):
    asked = "/.well-known/oauth-authorization-server/team"
    issuer.metadata = {"issuer": "other"}
    with pytest.raises(IssuerUnreachable):
        await IssuedTokens(oauth(issuer)).verify_token(issuer.token())
    assert issuer.times_asked(asked) == 0
    issuer.broken = answer(404, b"{}")
    with pytest.raises(IssuerUnreachable):
        await IssuedTokens(oauth(issuer)).verify_token(issuer.token())
    assert issuer.times_asked(asked) == 1


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (answer(200, b"<html>", kind="text/html"), "something that is not JSON"),
        (answer(200, b"[1]"), "JSON that is no object"),
        (answer(302, b"", "Location: https://elsewhere.example"), "status 302"),
        (answer(200, b" " * (513 * 1024)), "more than 512 kB"),
    ],
)
async def test_a_document_that_cannot_be_used_is_named(issuer: Issuer, said: bytes, reason: str):
    issuer.broken = said
    with pytest.raises(NoDocument, match=reason):
        await document(f"{issuer.host.url}/keys")


async def test_new_keys_are_found_when_it_may_be_asked_again_and_old_ones_serve_while_it_is_away(issuer: Issuer):
    now = 1_000.0
    signers = Signers(issuer.url, clock=lambda: now)
    assert await signers.key("k1")
    issuer.signers["k2"] = ("RS256", new_signer())
    assert await signers.key("k2") is None
    now += AGAIN_SECONDS
    assert await signers.key("k2")
    issuer.broken = answer(503, b"{}")
    now += FRESH_SECONDS
    assert await signers.key("k1")
    assert await signers.key(None) is None
    issuer.broken, issuer.signers = None, {"k2": issuer.signers["k2"]}
    now += AGAIN_SECONDS
    assert await signers.key("k1") is None
    assert await signers.key(None) is await signers.key("k2")
