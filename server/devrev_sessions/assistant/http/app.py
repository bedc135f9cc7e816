"""The HTTP application: what stands at which path, and what every request passes before it is a call."""

from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from mcp.server.auth.middleware.bearer_auth import BearerAuthBackend, RequireAuthMiddleware
from mcp.server.auth.provider import TokenVerifier
from mcp.server.auth.routes import build_resource_metadata_url
from mcp.server.streamable_http_manager import StreamableHTTPASGIApp, StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import AnyHttpUrl, TypeAdapter
from starlette.applications import Starlette
from starlette.authentication import AuthenticationError
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from devrev_sessions.assistant.desks import Desks
from devrev_sessions.assistant.http.bodies import InTime
from devrev_sessions.assistant.http.health import Health
from devrev_sessions.assistant.http.keys import Keys
from devrev_sessions.assistant.http.leavers import Answered
from devrev_sessions.assistant.http.named import Named
from devrev_sessions.assistant.server import NAME, build_server
from devrev_sessions.settings import HttpSettings, OAuthSettings, Settings

PATH: Final = "/mcp"
LOOPBACK_HOSTS: Final = ("127.0.0.1", "localhost", "[::1]")
"""Names of this machine; a page of another site that a name server leads here asks for its own."""
MOST_BODY_BYTES: Final = 256 * 2**10
"""Of a request; the longest arguments that any tool takes are 6,000 characters."""
BODY_SECONDS: Final = 10.0
"""How long a request may take to arrive."""
_URL: Final = TypeAdapter(AnyHttpUrl)


def build_app(settings: Settings, desks: Desks, health: Health) -> Answered:
    """Streamable HTTP at `/mcp` for every era of the protocol, and beside it what is asked without a key."""
    # Nothing of a client is kept between its calls, so that any replica can answer any of them.
    manager = StreamableHTTPSessionManager(
        build_server(desks),
        stateless=True,
        security_settings=_checked_headers(settings.http),
        max_request_body_size=MOST_BODY_BYTES,
    )
    verifier = _verifier(settings.http)
    endpoint: ASGIApp = Named(StreamableHTTPASGIApp(manager))
    oauth = settings.http.oauth
    if verifier is not None:
        metadata = build_resource_metadata_url(_url(oauth.resource)) if oauth else None
        endpoint = RequireAuthMiddleware(endpoint, oauth.scopes if oauth else [], metadata)
    app = Starlette(
        # Without sessions there is no stream for a client to listen on, and none to end: GET and DELETE are 405.
        routes=[Route(PATH, endpoint, methods=["POST"]), *health.routes, *_metadata(oauth)],
        middleware=[*_pages(settings.http), *_who(verifier), Middleware(InTime, BODY_SECONDS)],
        lifespan=lambda _: manager.run(),
    )
    # A redirect goes where the Host header says, which nobody has checked yet, and without the TLS of a proxy in front.
    app.router.redirect_slashes = False
    return Answered(app, draining=lambda: health.draining)


def _checked_headers(http: HttpSettings) -> TransportSecuritySettings:
    own = [form for host in LOOPBACK_HOSTS for form in (host, f"{host}:*")]
    pages = [f"http://{form}" for form in own]
    return TransportSecuritySettings(
        allowed_hosts=[*own, *http.allowed_hosts], allowed_origins=[*pages, *http.allowed_origins]
    )


def _verifier(http: HttpSettings) -> TokenVerifier | None:
    if http.oauth is not None:
        from devrev_sessions.assistant.http.issuer import IssuedTokens  # noqa: PLC0415 - an HTTP client, seldom needed

        return IssuedTokens(http.oauth)
    return Keys(http.keys) if http.auth == "bearer" else None


def _who(verifier: TokenVerifier | None) -> list[Middleware]:
    if verifier is None:
        return []
    return [Middleware(AuthenticationMiddleware, backend=BearerAuthBackend(verifier), on_error=_cannot_tell)]


def _cannot_tell(_: HTTPConnection, __: AuthenticationError) -> Response:
    """Not the caller's fault: a 401 would send them to fetch a token that is no better."""
    told = {"error": "temporarily_unavailable", "error_description": "The issuer's keys cannot be reached"}
    return JSONResponse(told, HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": "5"})


def _pages(http: HttpSettings) -> list[Middleware]:
    """What a browser needs to be told before a page of an allowed origin may call."""
    if not http.allowed_origins:
        return []
    exposed = ["WWW-Authenticate", "Mcp-Protocol-Version"]
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=http.allowed_origins,
            allow_methods=["POST"],
            allow_headers=["*"],
            expose_headers=exposed,
        )
    ]


def _metadata(oauth: OAuthSettings | None) -> list[Route]:
    """Where a client learns whom to ask for a token (RFC 9728)."""
    if oauth is None:
        return []
    # Written as configured: clients compare the issuer letter by letter (RFC 8414, 3.3), and a URL's type would put a
    # slash behind one without a path.
    told: dict[str, object] = {
        "resource": oauth.resource,
        "authorization_servers": [oauth.issuer],
        "bearer_methods_supported": ["header"],
        "resource_name": NAME,
        **({"scopes_supported": oauth.scopes} if oauth.scopes else {}),
    }

    async def metadata(_: Request) -> JSONResponse:
        return JSONResponse(told, headers={"Cache-Control": "max-age=3600", "Access-Control-Allow-Origin": "*"})

    path = urlsplit(str(build_resource_metadata_url(_url(oauth.resource)))).path
    return [Route(path, metadata, methods=["GET"])]


def _url(text: str) -> AnyHttpUrl:
    return _URL.validate_python(text)
